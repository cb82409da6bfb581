"""`desk add`: tickets typed as people think them, one line each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from desk.cli.group import command
from desk.cli.options import dry_run, pass_context
from desk.errors import DeskError
from desk.i18n import _, tell
from desk.text import N_, Sentence, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.actions.desk import Desk
    from desk.cli.context import Context
    from desk.domain.intake import Intake
    from desk.domain.intake_words import Known


@command(
    "add",
    help=N_(
        "Opens a ticket from one line: iPhone 12 屏幕碎 @张三 13800001111 due:fri. What is not clearly a field stays in the title."
        " Without a line, or with -, it reads raw lines: nothing to quote. Several words are taken as one item each."
        "\n\n"
        "@customer, telephone numbers, e-mail, +repair +inquiry +complaint, +tag, !high, due:fri, to:03, via:wechat, site:, cat:,"
        " dev:, sn:, order:, at:, price:480, ref:1042. Safe in every shell: by: tag: p: phone: price: ref:"
    ),
    examples=(
        "desk add 'iPhone 12 屏幕碎 @张三 13800001111 due:fri'",
        "desk add lamp 'loose plug' by:'Anna Jensen' p:high",
        "desk add        # then one line a ticket, nothing to quote",
        "desk add - < lines.txt",
    ),
)
@click.argument("line", nargs=-1)
@click.option(
    "-m",
    "--message",
    "body",
    metavar="TEXT",
    default="",
    help=_("The long text below the title; - reads standard input."),
)
@dry_run()
@pass_context
def add(context: Context, line: tuple[str, ...], body: str, dry_run: bool) -> int:
    from desk.actions import intaking
    from desk.domain import intake

    if not dry_run:
        found_if_missing(context)
    desk = context.desk()
    if line in ((), ("-",)):
        return _raw_lines(desk, dry=dry_run)
    text = sys.stdin.read() if body == "-" else body
    known = intaking.known(desk)
    return _open(desk, intake.parse_items(line, known, text), known, dry=dry_run)


def found_if_missing(context: Context) -> None:
    """`add` may make the desk: a first ticket must not be refused for want of a file."""
    import os
    from pathlib import Path

    if not os.path.lexists(context.path):
        from desk import paths
        from desk.actions import founding

        path = Path(context.path)
        paths.make_folder(str(path.parent))
        founding.found(path, founding.guess(context.settings, context.language))
        say(tell(Sentence(N_("A new desk was made: {path}"), path=context.path)), error=True)


def _open(desk: Desk, found: Intake, known: Known, *, dry: bool) -> int:
    from desk.actions import intaking, opening

    new = intaking.opening_of(desk, found)
    for hint in found.hints:
        say(tell(hint), error=True)
    if dry:
        say(_said(found, new.title, new.kind, known))
        return 0
    outcome = opening.open_ticket(desk, new)
    number = outcome.numbers[0]
    if sys.stdout.isatty():
        say(f"#{number} {_said(found, new.title, new.kind, known)}")
    else:
        say(str(number))
    return 0


def _said(found: Intake, title: str, kind: str, known: Known) -> str:
    from desk.domain import intake_print

    return " · ".join(tell(piece) for piece in intake_print.say_back(found._replace(title=title), kind, known))


def _raw_lines(desk: Desk, *, dry: bool) -> int:
    """Each line is a ticket of its own: one that is refused is named and does not stop the rest."""
    from desk.actions import intaking
    from desk.domain import intake

    code = 0
    for line in _lines():
        known = intaking.known(desk)
        try:
            _open(desk, intake.parse(line, known), known, dry=dry)
        except DeskError as error:
            say(tell(error.sentence), error=True)
            code = error.exit_code
    return code


def _lines() -> Iterator[str]:
    if not sys.stdin.isatty():
        for line in sys.stdin:
            if line.strip():
                yield line.rstrip("\n")
        return
    say(_("One line a ticket; an empty line ends."), error=True)
    while True:
        try:
            line = input("› ")
        except EOFError:
            return
        if not line.strip():
            return
        yield line
