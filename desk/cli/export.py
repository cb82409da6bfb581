"""`desk export`: tickets to a file, or the whole desk."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from desk.cli.group import command
from desk.cli.options import output, pass_context
from desk.errors import Usage
from desk.i18n import _, tell
from desk.text import N_, Sentence, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from desk.cli.context import Context
    from desk.queries.reader import Reader


@command(
    "export",
    help=N_(
        "Writes the tickets of a query (without one: all) as CSV, JSON lines or JSON. A file appears whole or not at all. CSV is for"
        " spreadsheets: UTF-8 with a mark, and cells that a spreadsheet would run are defused; desk import takes them back as they were."
        " --all writes every row of the desk, history included: desk --db NEW import FILE makes an equal desk of it."
    ),
    examples=(
        "desk export -o tickets.csv",
        "desk export 'kind:repair created:2026-10' -o october.csv --encoding gb18030",
        "desk export --all -o shop.jsonl",
    ),
)
@click.argument("query", nargs=-1)
@output("csv", "jsonl", "json")
@click.option("--encoding", metavar="NAME", default="", help=_("Encoding of CSV: utf-8-sig, utf-8, gb18030 …"))
@click.option("--raw", is_flag=True, help=_("CSV for machines: no cell is defused."))
@click.option("--all", "everything", is_flag=True, help=_("The whole desk as JSON lines."))
@pass_context
def export(
    context: Context,
    query: tuple[str, ...],
    form: str | None,
    target: str | None,
    encoding: str,
    raw: bool,
    everything: bool,
) -> None:
    if everything and query:
        raise Usage(N_("--all writes the whole desk; leave the query out."))
    form = form or _by_suffix(target)
    with context.reading() as reader:

        def write(file: IO[bytes]) -> int:
            return (
                _whole(reader, file) if everything else _tickets(reader, file, " ".join(query), form, encoding, raw=raw)
            )

        if target is None:
            sys.stdout.flush()
            count = write(sys.stdout.buffer)
            sys.stdout.buffer.flush()
        else:
            count = _to_file(Path(target), write)
    if target is not None and sys.stderr.isatty():
        say(tell(Sentence(N_("{count} rows in {path}"), count=count, path=target)), error=True)


def _by_suffix(target: str | None) -> str:
    suffix = Path(target).suffix.lower() if target else ""
    return {".jsonl": "jsonl", ".json": "json"}.get(suffix, "csv")


def _to_file(target: Path, write: Callable[[IO[bytes]], int]) -> int:
    from desk.exchange import files

    with files.atomic(target) as file:
        return write(file)


def _tickets(reader: Reader, file: IO[bytes], query: str, form: str, encoding: str, *, raw: bool) -> int:
    from desk.exchange import writers
    from desk.queries import export as columns
    from desk.queries import opening

    names, currency = columns.columns(), opening.shop_currency(reader.connection)
    rows = reader.export_tuples(query, names)
    return writers.write(file, form, names, rows, encoding=encoding, raw=raw, currency=currency)


def _whole(reader: Reader, file: IO[bytes]) -> int:
    from desk import __version__
    from desk.exchange import whole

    return whole.write(file, __version__, reader.schema(), reader.export_all())
