"""`desk undo`, `redo`, `log`."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from desk.cli import output
from desk.cli.group import command
from desk.cli.options import finish, limit, number_of, pass_context
from desk.cli.show import when
from desk.errors import Refused
from desk.i18n import _, label
from desk.text import N_, Sentence, say

if TYPE_CHECKING:
    from desk.actions.undoing import Candidate
    from desk.cli.context import Context

_WHY = {
    "others": N_("It was done by {who}."),
    "import": N_("It was an import of {count} tickets."),
    "many": N_("It touched {count} tickets."),
}


@command(
    "undo",
    help=N_(
        "Takes back your newest deed, whatever it touched, or the operation of that number (desk log). Refused when what it"
        " touched has been changed since. Somebody else's deed, an import and more than 20 tickets are asked about; --yes answers."
    ),
    examples=("desk undo", "desk undo 57 --yes", "desk undo 57 --partial"),
)
@click.argument("operation", required=False, metavar="[OP]")
@click.option("--partial", is_flag=True, help=_("Of an import: take back what nobody has touched, and name the rest."))
@click.option("--yes", is_flag=True, help=_("Do not ask."))
@pass_context
def undo(context: Context, operation: str | None, partial: bool, yes: bool) -> int:
    from desk.actions import undoing

    desk = context.desk()
    number = number_of(operation) if operation else 0
    target = undoing.candidate(desk, number) if number else undoing.newest(desk)
    if target is not None and target.ask and not yes and not number:
        _ask(target)
    outcome = undoing.undo(desk, target.id if target else 0, partial=partial)
    code = finish(outcome)
    return 0 if partial else code


def _ask(target: Candidate) -> None:
    """A slip of the hand must not take back what others, or a whole import, did. Whoever names the operation means it."""
    from desk.i18n import tell

    why = tell(Sentence(_WHY[target.ask], who=target.who, count=target.tickets))
    if not sys.stdin.isatty():
        raise Refused(N_("{why} Say which: desk undo {operation}"), why=why, operation=target.id)
    say(why, error=True)
    if not click.confirm(_("Take it back?"), err=True):
        raise click.Abort


@command(
    "redo", help=N_("Brings back what your newest undo took; the same numbers."), examples=("desk redo", "desk redo 58")
)
@click.argument("operation", required=False, metavar="[OP]")
@pass_context
def redo(context: Context, operation: str | None) -> int:
    from desk.actions import undoing

    return finish(undoing.redo(context.desk(), number_of(operation) if operation else 0))


@command(
    "log",
    help=N_("Who did what, the newest first."),
    examples=("desk log", "desk log --ticket 1042", "desk log -f json"),
)
@click.option("--ticket", metavar="N", help=_("Only what touched this ticket."))
@limit(30)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(("table", "csv", "json", "jsonl")),
    default="table",
    help=_("The format."),
)
@pass_context
def log(context: Context, ticket: str | None, limit: int, form: str) -> None:
    from desk.domain import deeds

    with context.reading() as reader:
        operations = reader.log(limit=limit or 1_000_000, number=number_of(ticket) if ticket else None)
    if form != "table":
        names = operations[0]._fields if operations else ("id",)
        output.records(form, names, operations)
        return
    columns = [
        output.Column(_("Op"), right=True),
        output.Column(_("When"), most=16),
        output.Column(_("Who"), most=12),
        output.Column(_("Door"), most=6),
        output.Column(_("Deed"), most=20),
        output.Column(_("Tickets"), share=1),
    ]
    output.table(columns, [
        (
            str(one.id), when(context, one.at), one.by or "–", one.door,
            label(deeds.word(one.deed)) + (" ✗" if one.undone_by else ""), f"#{one.ticket}" if one.ticket else _several(one.tickets, one.detail),
        )
        for one in operations
    ])  # fmt: skip


def _several(count: int, detail: str) -> str:
    name = json.loads(detail or "{}").get("file", "")
    return f"({count})" + (f" {name}" if name else "") if count else str(name)
