"""`desk list`: open work in the order of the queue, or whatever a query finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from desk.cli import output
from desk.cli.group import command
from desk.cli.options import Count, pass_context
from desk.cli.options import output as output_options
from desk.i18n import _
from desk.text import N_, say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desk.cli.context import Context
    from desk.queries.reader import Reader

OPEN_WORK = "is:open"
NAMES = (
    "number", "kind", "status", "stage", "title", "customer", "assignee", "priority", "flag_colour", "tags", "channel", "site",
    "category", "opened_at", "waiting_since", "due_at", "act_by", "last_activity_at", "resolved_at", "closed_at",
)  # fmt: skip
_PIECE = 500


@command(
    "list",
    help=N_(
        "Lists tickets. Without a query: open work, what breaks first on top. A query searches every stage.\n\n"
        "Words are looked for in title, texts, customer and device; “a phrase” in quotes; NOT word; a OR b in parentheses."
        " Keys: kind status stage site category assignee tag flag customer phone order serial number priority channel class"
        " created closed due waiting activity import; is:open is:waiting is:overdue is:unassigned is:stale is:vip is:mine;"
        " no:reason has:promise; sort:urgency, waiting, created, due, number, activity."
        " Ranges: created:2026-10, created:2026-10-01..2026-10-15, due:..2d, waiting:2h.."
    ),
    examples=(
        "desk list",
        "desk list 屏幕 status:ready",
        "desk list 'kind:repair (site:二期 OR tag:hard)' --limit 0 -f csv",
        "desk list waiting:2h.. -f ids",
        "desk list NOT kind:repair created:2026-10",
    ),
)
@click.argument("query", nargs=-1)
@click.option("--all", "everything", is_flag=True, help=_("All tickets, also finished ones."))
@click.option("--explain", is_flag=True, help=_("Say what the query means, and list nothing."))
@click.option("--limit", type=Count(), help=_("At most so many; 0 means all. A table shows 50, anything else all."))
@output_options("table", "csv", "json", "jsonl", "ids", default="table")
@pass_context
def list_(
    context: Context,
    query: tuple[str, ...],
    everything: bool,
    explain: bool,
    limit: int | None,
    form: str,
    target: str | None,
) -> int:
    text = " ".join(query) or ("" if everything else OPEN_WORK)
    with context.reading() as reader:
        if explain:
            from desk.i18n import tell

            for sentence in reader.explain(text):
                say(tell(sentence))
            return 0
        if target:
            return _to_file(reader, text, limit, form, target)
        if form == "table":
            return _table(context, reader, text, 50 if limit is None else limit)
        if form == "ids":
            for number in _numbers(reader, text, limit):
                say(str(number))
            return 0
        output.records(form, NAMES, _records(reader, text, limit))
    return 0


def _to_file(reader: Reader, text: str, limit: int | None, form: str, target: str) -> int:
    import io
    from pathlib import Path

    from desk.exchange import files

    form = form if form != "table" else (Path(target).suffix.lstrip(".") or "csv")
    with files.atomic(Path(target)) as temporary:
        made = io.StringIO()
        output.records(form, NAMES, _records(reader, text, limit), made)
        temporary.write(made.getvalue().encode())
    return 0


def _numbers(reader: Reader, text: str, limit: int | None) -> Iterator[int]:
    left = limit or -1
    for piece in reader.all_ids(text):
        for number in piece:
            if left == 0:
                return
            yield number
            left -= 1


def _records(reader: Reader, text: str, limit: int | None) -> Iterator[Sequence[Any]]:
    piece: list[int] = []
    for number in _numbers(reader, text, limit):
        piece.append(number)
        if len(piece) == _PIECE:
            yield from _lines(reader, piece)
            piece = []
    yield from _lines(reader, piece)


def _lines(reader: Reader, numbers: list[int]) -> Iterator[Sequence[Any]]:
    for row in reader.rows(numbers):
        values = row._asdict()
        values["assignee"] = row.assignee_number or row.assignee
        values["tags"] = list(row.tags)
        yield [values[name] for name in NAMES]


def _table(context: Context, reader: Reader, text: str, limit: int) -> int:
    from desk.cli import rows

    numbers = reader.ids(text, limit=limit + 1 if limit else 0)
    more = bool(limit) and len(numbers) > limit
    lines = reader.rows(numbers[:limit] if limit else numbers)
    output.table(rows.columns(), [rows.cells(context, reader, line) for line in lines])
    if not lines:
        say(_("Nothing open.") if text == OPEN_WORK else _("Nothing found."), error=True)
    elif more:
        say(_("There are more: --limit 0 shows all."), error=True)
    return 0
