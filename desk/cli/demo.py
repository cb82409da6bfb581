"""`desk demo`: the queue on a sample shop that is thrown away afterwards."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desk import clock
from desk.cli import options
from desk.cli.group import command
from desk.errors import NoOutput, Usage
from desk.i18n import _
from desk.text import N_, clean, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.actions.desk import Desk
    from desk.cli.context import Context

_AFTERNOON = time(16)  # what --as-of means by a day: a queue at midnight would look asleep
_YEARS = range(1980, 9000)


@command(
    "demo",
    examples=("desk demo", "desk demo --lang zh", "desk demo --as-of 2026-11-27 --keep sample.db"),
    help=N_("Open a sample shop on a throw-away file: about 200 tickets of four months in both languages."),
)
@click.option(
    "--as-of",
    "day",
    metavar="DATE",
    help=_("Pretend that it is then: 2026-11-27 (its afternoon), or 2026-11-27T09:30. The clock stands still."),
)
@click.option("--keep", metavar="FILE", help=_("Write the sample shop to a new file and keep it."))
@options.pass_context
@click.pass_context
def demo(ctx: click.Context, context: Context, /, day: str | None, keep: str | None) -> int:
    """Builds the shop, shows it, and takes it away. Without a terminal it prints the open tickets instead of the screen."""
    as_of = _moment(day, context) if day else clock.now()
    if day:
        os.environ["DESK_NOW"] = clock.to_text(as_of)
    with _place(keep) as path:
        _say_what_becomes_of_it(keep)
        _stand_at(context, _built(path, context, as_of, keep=bool(keep)))
        return _show(ctx)


def _moment(word: str, context: Context) -> datetime:
    from desk.actions import sample

    try:
        found = datetime.fromisoformat(clean(word).strip())
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        raise Usage(N_("“{word}” is no day. Try: 2026-11-27, or 2026-11-27T09:30"), word=clean(word))
    if len(word.strip()) <= len("2026-11-27"):
        found = datetime.combine(found, _AFTERNOON)
    return found if found.tzinfo else found.replace(tzinfo=clock.zone(sample.zone_name(context.settings)))


@contextmanager
def _place(keep: str | None) -> Iterator[Path]:
    """Where the shop is built: FILE, or a folder of ours that goes at the end, be it by an error or a signal."""
    import tempfile

    if keep:
        yield Path(keep)
        return
    before = {number: signal.signal(number, _leave) for number in _signals()}
    try:
        with tempfile.TemporaryDirectory(prefix="desk-demo-", ignore_cleanup_errors=True) as folder:
            yield Path(folder) / "shop.db"
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _signals() -> list[signal.Signals]:
    return [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def _leave(number: int, frame: object) -> None:  # noqa: ARG001 - what signal hands over
    sys.exit(128 + number)


def _say_what_becomes_of_it(keep: str | None) -> None:
    if keep:
        say(_("The sample shop stays in {path}.").format(path=keep), error=True)
    else:
        say(_("A sample shop: whatever you do in it is thrown away when you leave."), error=True)


def _built(path: Path, context: Context, as_of: datetime, *, keep: bool) -> Desk:
    from desk.actions import sample

    if path.exists():
        raise NoOutput(N_("{path} is there already."), path=str(path))
    try:
        return sample.build(path, context.settings, as_of=as_of, language=context.language)
    except NoOutput:
        raise
    except BaseException:
        if keep:
            path.unlink(missing_ok=True)  # half a shop is no sample
        raise


def _stand_at(context: Context, desk: Desk) -> None:
    """From here on this run is about the sample shop, with its categories and its person 03."""
    context.path = str(desk.path)
    context.settings = desk.settings
    context.who = context.told.get("as") or desk.who


def _show(ctx: click.Context) -> int:
    """The screen, just as `desk` alone opens it; without a terminal what `desk list` prints."""
    root = ctx.find_root()
    assert isinstance(root.command, click.Group)
    if sys.stdin.isatty() and sys.stdout.isatty():
        assert root.command.callback is not None
        root.invoked_subcommand = None
        code = root.invoke(root.command.callback)
    else:
        listing = root.command.get_command(root, "list")
        assert listing is not None
        code = ctx.invoke(listing)
    return code if isinstance(code, int) else 0
