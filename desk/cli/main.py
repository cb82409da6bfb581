"""Running the command line: the language first, then the screen or click; every error ends in one sentence and its exit code."""

from __future__ import annotations

import gc
import os
import sys

from desk import i18n
from desk.cli import errors
from desk.cli.context import Context, told
from desk.errors import Usage
from desk.text import N_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COMPLETE = "_DESK_COMPLETE"
# A command makes modules and classes that stay, and is over before much else could be garbage: to look for it at every 700 new
# things, as Python does by itself, is a tenth of the time of `desk note`.
_GARBAGE = 50_000


def run(words: Sequence[str], *, screen: Callable[[Context], int]) -> int:
    """Runs `words`; without a subcommand opens the `screen`. Returns the exit code."""
    context = Context()
    context.debug = "--debug" in words
    i18n.choose(told(words, "--lang") or _configured(words))
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal in GBK has no ★, which is no reason to stop
    return errors.guarded(lambda: _door(list(words), context, screen), context)


def _configured(words: Sequence[str]) -> str:
    from desk.config import peek_language

    return peek_language(told(words, "--config"))


def _door(words: list[str], context: Context, screen: Callable[[Context], int]) -> int:
    if COMPLETE in os.environ:
        from desk.cli import complete

        return complete.answer(os.environ[COMPLETE], context)
    if context.take(words):
        return _open(context, screen)
    with i18n.libraries():
        return _command(words, context, screen)


def _open(context: Context, screen: Callable[[Context], int]) -> int:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Usage(N_("The queue needs a terminal. Without one, use a command: desk --help"))
    return screen(context)


def _command(words: list[str], context: Context, screen: Callable[[Context], int]) -> int:
    gc.set_threshold(_GARBAGE, *gc.get_threshold()[1:])
    import click

    from desk.cli import group

    desk = group.group(lambda: _open(context, screen))
    try:
        with desk.make_context("desk", words, obj=context) as ctx:
            code = desk.invoke(ctx)
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    except click.ClickException as error:
        return errors.usage(error, context)
    return code if isinstance(code, int) else 0
