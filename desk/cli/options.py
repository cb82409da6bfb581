"""Options that several commands share: ticket numbers, texts, moments, formats."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from desk.cli import complete, terminal
from desk.cli.context import Context
from desk.errors import NoOutput, Usage
from desk.i18n import _
from desk.text import N_, clean, digits, say

if TYPE_CHECKING:
    from datetime import datetime

    from desk.actions.desk import Outcome

_NUMBER = r"[#＃]?\s*[0-9０-９]+\s*号?"

pass_context = click.make_pass_decorator(Context, ensure=True)
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def numbers() -> Decorator:
    """The argument N…: ticket numbers as people write them; `-` reads them from standard input."""
    return click.argument("numbers", nargs=-1, required=True, metavar="N…", callback=_read_numbers)


def _read_numbers(ctx: click.Context, param: click.Parameter, value: Sequence[str]) -> tuple[int, ...]:  # noqa: ARG001
    words: list[str] = []
    for word in value:
        told = sys.stdin.read() if word == "-" else word
        words.extend(told.replace(",", " ").replace("，", " ").split())
    return tuple(dict.fromkeys(number_of(word) for word in words))


def number_of(word: str) -> int:
    """The ticket number in `1042`, `#1042`, `1042号` or `１０４２`; Usage when there is none."""
    found = int(digits(word)[:20]) if re.fullmatch(_NUMBER, word) else 0
    if not 0 < found < 2**63:
        raise Usage(N_("“{word}” is no ticket number."), word=clean(word))
    return found


def text(*, needed: bool = True) -> Decorator:
    """-m TEXT: the words; `-m -` reads them from standard input. Without it, on a terminal, an editor opens."""

    def read(ctx: click.Context, param: click.Parameter, value: str | None) -> str:  # noqa: ARG001
        if value == "-":
            return sys.stdin.read().rstrip("\n")
        if value is not None or not needed:
            return value or ""
        if sys.stdin.isatty() and sys.stdout.isatty():
            return (click.edit(require_save=False, extension=".txt") or "").rstrip("\n")
        raise Usage(N_("Say it with -m TEXT, or -m - to read it from standard input."))

    return click.option(
        "-m", "--message", "words", metavar="TEXT", callback=read, help=_("The words; - reads standard input.")
    )


def via() -> Decorator:
    """--via CHANNEL."""
    return click.option(
        "--via",
        metavar="CHANNEL",
        default="",
        shell_complete=complete.channels,
        help=_("Channel: phone, wechat, email, walk_in …"),
    )


def at() -> Decorator:
    """--at TIME, when it really happened."""
    return click.option(
        "--at", "at", metavar="TIME", help=_("When it happened: 10:30, yesterday 17:00, 2026-11-20T09:15.")
    )


def all_or_nothing() -> Decorator:
    """--all-or-nothing."""
    return click.option("--all-or-nothing", is_flag=True, help=_("Do nothing if one of the tickets is refused."))


def dry_run() -> Decorator:
    """--dry-run."""
    return click.option("--dry-run", is_flag=True, help=_("Say what would happen; write nothing."))


def output(*formats: str, default: str = "") -> Decorator:
    """-f FORMAT and -o FILE; the suffix of the file tells the format."""

    def both(function: Callable[..., Any]) -> Callable[..., Any]:
        function = click.option(
            "-f",
            "--format",
            "form",
            type=click.Choice(formats),
            default=default or None,
            help=_("The format of what is printed."),
        )(function)
        return click.option(
            "-o",
            "--output",
            "target",
            metavar="FILE",
            help=_("Write to a file (or into a folder) instead of printing."),
        )(function)

    return both


class Count(click.ParamType[int]):
    """A whole number from 0 up."""

    def __init__(self) -> None:
        self.name = _("number")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        if not str(value).isdecimal():
            self.fail(_("“{word}” is no number.").format(word=clean(str(value))), param, ctx)
        return int(str(value)[:18])


def folder(target: str) -> bool:
    """Whether `target` is a folder: one that is there, or a name that ends with a stroke, which is then made."""
    import os

    if target.endswith("/") and not os.path.isdir(target):  # noqa: PTH112 - text in, text out
        try:
            os.mkdir(target, 0o700)  # noqa: PTH102 - as above
        except OSError as error:
            raise NoOutput(N_("The folder {path} cannot be made."), path=target) from error
    return os.path.isdir(target)  # noqa: PTH112 - as above


def limit(default: int) -> Decorator:
    """--limit N; 0 means all."""
    return click.option(
        "--limit", type=Count(), default=default, show_default=True, help=_("At most so many; 0 means all.")
    )


def moment(context: Context, word: str | None, *, past: bool = False) -> datetime | None:
    """A time as people write it, in the shop's zone, as an aware moment; None for None. Usage when it cannot be read."""
    if not word:
        return None
    from desk import clock
    from desk.actions import intaking
    from desk.domain import dates

    now = clock.now()
    found = (
        dates.past(word, now=now, zone=context.zone)
        if past
        else dates.when(word, now=now, zone=context.zone, closing=intaking.closing(context.desk(), now))
    )
    if found is None:
        raise Usage(N_("“{word}” is no time. Try: fri, 18:00, +3d, 11-28, 2026-11-28T18:00"), word=clean(word))
    return found


def finish(outcome: Outcome) -> int:
    """Says what a deed did: to a terminal, or nothing. The refused are named on stderr; exit code 5 when there are some."""
    from desk.i18n import tell

    for number, error in outcome.refused:
        say(f"#{number}: {tell(error.sentence)}", error=True)
    if terminal.talks() and (outcome.numbers or not outcome.refused):
        said = tell(outcome.sentence) if outcome.operation is not None else _("Nothing changed.")
        say(said, error=True)
    return 5 if outcome.refused else 0


def rehearse(context: Context, deed: Callable[[Any], Outcome], *, dry: bool) -> int:
    """Runs a deed, or with `dry` runs it, says what it would do and takes everything back."""
    desk = context.desk()
    if not dry:
        return finish(deed(desk))
    with desk.rehearsal():
        outcome = deed(desk)
        code = finish(outcome)
    say(_("Nothing was written: --dry-run."), error=True)
    return code
