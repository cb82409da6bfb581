"""`desk import`: a real file in. `--dry-run` shows what was understood and what would happen."""

from __future__ import annotations

import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from desk.cli.group import command
from desk.cli.options import dry_run, pass_context
from desk.errors import Usage
from desk.i18n import _, tell
from desk.text import N_, Sentence, clean, say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.actions.desk import Desk, Outcome
    from desk.actions.importing import Bad, Import
    from desk.cli.context import Context
    from desk.exchange.plan import Plan
    from desk.exchange.rows import Refused, Row

_TOLD = 20


@command(
    "import",
    help=N_(
        "Takes in tickets from CSV, TSV, JSON lines or JSON. Encoding, delimiter, header and order of dates are found out and shown."
        " All rows or none: a bad row is named by its line and nothing is written, unless --skip-bad puts the bad ones into a file."
        " The same file twice changes nothing; desk undo takes the whole import back."
    ),
    examples=(
        "desk import tickets.csv --dry-run",
        "desk import tickets.csv --encoding gb18030",
        "desk import OpenRepairData.csv --profile openrepair",
        "desk import orders.csv --map taobao.toml --skip-bad bad.csv",
        "desk --db new.db import shop.jsonl        # the whole desk of desk export --all",
    ),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option(
    "--profile", metavar="NAME", default="", help=_("Known source: plain or openrepair; else found by the columns.")
)
@click.option("--map", "map_file", metavar="FILE", help=_("A TOML file that says which column is which field."))
@click.option("--encoding", metavar="NAME", default="", help=_("utf-8, gb18030, utf-16, big5 …; else found out."))
@click.option("--delimiter", metavar="CHAR", default="", help=_("Between cells; else found out."))
@click.option("--date-order", metavar="ORDER", default="", help=_("ymd, dmy or mdy, where dates leave room for doubt."))
@click.option("--kind", metavar="KIND", default="", help=_("Kind of tickets that name none."))
@click.option(
    "--source",
    metavar="NAME",
    default="",
    help=_("Name under which ids of this file are known; else profile or file name."),
)
@click.option(
    "--on-conflict",
    type=click.Choice(("update", "skip", "fail")),
    default="update",
    show_default=True,
    help=_("What to do with a known id that has other content."),
)
@click.option(
    "--skip-bad", metavar="FILE", help=_("Take the good rows; write the bad ones with line and reason to FILE.")
)
@dry_run()
@pass_context
def import_(
    context: Context, /, files: tuple[str, ...], map_file: str | None, skip_bad: str | None, dry_run: bool, **told: str
) -> None:
    with _home(context, dry=dry_run):
        _take_all(context.desk(), files, map_file, skip_bad, told, dry=dry_run)


@contextmanager
def _home(context: Context, *, dry: bool) -> Iterator[None]:
    """The desk is made if it is missing; a dry run makes one that is thrown away."""
    from desk.actions import founding
    from desk.cli import add

    if not dry or Path(context.path).exists():
        add.found_if_missing(context)
        yield
        return
    with tempfile.TemporaryDirectory() as folder:
        context.path = str(Path(folder) / "shop.db")
        founding.found(Path(context.path), founding.guess(context.settings, context.language))
        yield


def _take_all(
    desk: Desk, files: tuple[str, ...], map_file: str | None, skip_bad: str | None, told: dict[str, str], *, dry: bool
) -> None:
    for name in files:
        path = Path(name)
        if _is_whole(path):
            _take_whole(desk, path, dry=dry)
        else:
            _take(desk, path, map_file, skip_bad, told, dry=dry)


def _is_whole(path: Path) -> bool:
    from desk.exchange import whole

    return whole.recognised(path)


def _take_whole(desk: Desk, path: Path, *, dry: bool) -> None:
    from desk.actions import whole as deeds
    from desk.exchange import whole

    if dry:
        raise Usage(N_("A whole desk has no dry run: take it into a new file with --db."))
    _tell(deeds.fill(desk, whole.rows(path)))


def _take(
    desk: Desk, path: Path, map_file: str | None, skip_bad: str | None, told: dict[str, str], *, dry: bool
) -> None:
    from desk.actions import importing
    from desk.exchange import plan as plans

    options = plans.Options(
        zone=desk.zone, encoding=told["encoding"], delimiter=_delimiter(told["delimiter"]), profile=told["profile"],
        map=Path(map_file) if map_file else None, kind=told["kind"], date_order=told["date_order"], source=told["source"],
        currency=desk.shop.currency,
    )  # fmt: skip
    found = plans.plan(path, options)
    if dry or sys.stderr.isatty():
        _show(found)
    source = importing.Source(found.source, path.name, found.sha256)
    bad: list[Bad] = []
    on_conflict = told["on_conflict"]
    with importing.Import(desk, source, on_conflict=on_conflict, skip_bad=bool(skip_bad)) as work:
        try:
            tally = work.check(plans.read(found), bad.append, _progress(_("checked")))
        finally:
            _tell_bad(bad, quiet=bool(skip_bad))
        for sentence in found.sentences():
            say(tell(sentence), error=True)
        if dry:
            say(tell(Sentence(
                N_("Would create {created}, update {updated}, leave {skipped} unchanged, refuse {bad}."),
                created=tally.created, updated=tally.updated, skipped=tally.skipped, bad=tally.bad,
            )))  # fmt: skip
            return
        if skip_bad and bad:
            _write_bad(Path(skip_bad), found, bad)
        _tell(_written(work))


def _written(work: Import) -> Outcome:
    return work.write(_progress(_("written")))


def _delimiter(text: str) -> str:
    return {"\\t": "\t", "tab": "\t"}.get(text, text)


def _show(found: Plan) -> None:
    """What was understood, to be read before anything is written."""
    doubt = (
        f" ({_('reads without error as')} {found.doubt}, {_('too: tell --encoding if names look wrong')})"
        if found.doubt
        else ""
    )
    say(
        tell(
            Sentence(
                N_("{file}: {encoding}{doubt}, source “{source}”"),
                file=found.path.name,
                encoding=found.encoding,
                doubt=doubt,
                source=found.source,
            )
        ),
        error=True,
    )
    for header, field in found.columns:
        target = _("left out") if field is None else field or "extra"
        say(f"  {header} → {target}", error=True)
    for row in found.first:
        say(f"  {row.line}: {clean(_first(row))[:200]}", error=True)


def _first(row: Row | Refused) -> str:
    if hasattr(row, "sentence"):
        return tell(row.sentence)
    return " · ".join(f"{name}={value}" for name, value in row.values.items() if value)


def _tell_bad(bad: list[Bad], *, quiet: bool) -> None:
    if quiet:
        return
    for one in bad[:_TOLD]:
        say(tell(Sentence(N_("Line {line}: {reason}"), line=one.line, reason=one.sentence)), error=True)
    if len(bad) > _TOLD:
        say(tell(Sentence(N_("… and {count} more."), count=len(bad) - _TOLD)), error=True)


def _write_bad(target: Path, found: Plan, bad: list[Bad]) -> None:
    """The bad rows as they stood in the file, which is read once more for them: memory holds only what was wrong."""
    from desk.exchange import files, skipped

    with files.atomic(target) as file:
        count = skipped.write(file, found, _refused(found, {one.line: one for one in bad}), _told)
    say(tell(Sentence(N_("{count} bad rows are in {path}"), count=count, path=str(target))), error=True)


def _refused(found: Plan, bad: dict[int, Bad]) -> Iterator[Refused]:
    from desk.exchange.rows import Refused

    for record in found.records():
        if isinstance(record, Refused):
            yield record
        elif record[0] in bad:
            one = bad[record[0]]
            yield Refused(one.line, one.column, one.sentence, record[1], record[2])


def _told(sentence: Sentence | str) -> str:
    return _(sentence) if isinstance(sentence, str) else tell(sentence)


def _progress(word: str) -> Any:
    """A line that counts on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        return lambda _count: None

    def show(count: int) -> None:
        sys.stderr.write(f"\r{word} {count}")
        sys.stderr.flush()

    return show


def _tell(outcome: Outcome) -> None:
    if sys.stderr.isatty():
        say("\r" + tell(outcome.sentence), error=True)
