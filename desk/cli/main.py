"""Running the command line: language first, then click; every error ends in one sentence and its exit code."""

from __future__ import annotations

import os
import sys

from desk import i18n
from desk.errors import DeskError
from desk.i18n import _
from desk.text import N_, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import click

    from desk.cli.context import Context

_UNEXPECTED = N_("Something unexpected happened ({kind}). Run it again with --debug to see where.")


def run(words: Sequence[str], *, screen: Callable[[Context], int]) -> int:
    """Runs `words`; without a subcommand opens the `screen`. Returns the exit code."""
    i18n.choose(_told(words, "--lang") or _configured(words))
    with i18n.libraries():
        return _guarded(list(words), screen)


def _configured(words: Sequence[str]) -> str:
    from desk.config import peek_language

    return peek_language(_told(words, "--config"))


def _told(words: Sequence[str], option: str) -> str | None:
    """The value of a global option before click has read anything: the language must be known when help is built."""
    for place, word in enumerate(words):
        if word == "--":
            break
        if word.startswith(option + "="):
            return word.partition("=")[2]
        if word == option and place + 1 < len(words):
            return words[place + 1]
    return None


def _guarded(words: list[str], screen: Callable[[Context], int]) -> int:
    debug = "--debug" in words
    try:
        return _click(words, screen)
    except DeskError as error:
        if debug:
            raise
        return tell(error)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read us has seen enough. The interpreter must not try to flush what is left.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception as error:
        if debug:
            raise
        return _unexpected(error)


def _click(words: list[str], screen: Callable[[Context], int]) -> int:
    import click

    from desk.cli import group
    from desk.cli.context import Context

    context = Context()
    desk = group.group()
    desk.callback = _opener(context, screen)
    try:
        code = desk.main(words, prog_name="desk", standalone_mode=False, obj=context)
        sys.stdout.flush()
    except click.exceptions.NoArgsIsHelpError as error:
        say(error.format_message(), error=True)
        return 2
    except click.UsageError as error:
        if error.ctx is not None:
            say(error.ctx.get_usage(), error=True)
        say(error.format_message(), error=True)
        return 2
    except click.exceptions.Exit as error:
        return error.exit_code
    except click.Abort:
        return 130
    except click.ClickException as error:
        say(error.format_message(), error=True)
        return error.exit_code
    return code if isinstance(code, int) else 0


def _opener(context: Context, screen: Callable[[Context], int]) -> Callable[[], int | None]:
    import click

    @click.pass_context
    def opened(ctx: click.Context) -> int | None:
        if ctx.invoked_subcommand is not None:
            return None
        if not (sys.stdin.isatty() and sys.stdout.isatty()):
            say(_("The queue needs a terminal. Without one, use a command: desk --help"), error=True)
            return 2
        return screen(context)

    return opened


def tell(error: DeskError) -> int:
    """Says an error in one sentence; its exit code. Without a terminal the line begins with when and which version: it is read in a mail."""
    sentence = i18n.tell(error.sentence)
    if not sys.stderr.isatty() and not sys.stdin.isatty() and os.environ.get("TERM", "") in ("", "dumb"):
        from desk import __version__, clock

        sentence = f"{clock.to_text(clock.now())} desk {__version__}: {sentence}"
    say(sentence, error=True)
    return error.exit_code


def _unexpected(error: Exception) -> int:
    """What nobody foresaw. What SQLite reports has a sentence; anything else only its kind, since its text may name people."""
    from desk.text import Sentence

    if "sqlite3" in sys.modules:
        from desk.store import faults

        for cause in faults.chain(error):
            known = faults.translate(cause)
            if known is not None:
                return tell(known)
    if isinstance(error, OSError) and error.errno == 28:
        say(_("The disk is full."), error=True)
        return 74
    say(i18n.tell(Sentence(_UNEXPECTED, kind=type(error).__name__)), error=True)
    return 1
