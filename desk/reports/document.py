"""A report as people read it: a heading, remarks, tables of words and numbers, definitions. How it looks is up to `layout`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.i18n import _, label, ngettext
from desk.record import NamedTuple
from desk.reports import words
from desk.reports.facts import EMPTY, add
from desk.reports.figures import (
    COUNTS,
    FLOW,
    Row,
    completion,
    completion_later,
    count,
    count_change,
    rate_change,
    share,
)
from desk.reports.rates import UNKNOWN, Rate, signed
from desk.text import Label, clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desk.reports.facts import Tally
    from desk.reports.figures import Change, Report

NEW = Label("new", "新增")  # a label, for "new" is also what a deed is called, and Chinese has another word there
MOST = 15  # rows of a breakdown; the rest is one row, because a mail is read, and the files have them all
MOST_ACROSS = 4  # categories beside each other


class Table(NamedTuple):
    """The first column is text, all others are numbers."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Document(NamedTuple):
    """`warnings` stand on top, `remarks` under the tables; `terms` are (name, definition)."""

    title: str
    period: str
    warnings: tuple[str, ...]
    tables: tuple[Table, ...]
    remarks: tuple[str, ...]
    terms: tuple[tuple[str, str], ...]


def write(report: Report) -> Document:
    """The report in words, in the chosen language."""
    tables = [_headline(report), _flow(report)]
    tables += [_breakdown(report, dimension) for dimension in words.DIMENSIONS]
    tables += [_complaints(report), _unfinished(report), _follow_ups(report)]
    shop = clean(report.shop)
    title = _("Summary {period}").format(period=report.period.label)
    return Document(
        title=f"{shop} · {title}" if shop else title,
        period=_("{first} to {last} · time zone {zone} · before: {previous}").format(
            first=report.period.first, last=report.period.last, zone=report.zone, previous=report.previous.label
        ),
        warnings=tuple(_warnings(report)),
        tables=tuple(table for table in tables if table.rows),
        remarks=tuple(_remarks(report)),
        terms=tuple((words.term(id_), text) for id_, text in words.definitions()),
    )


def _warnings(report: Report) -> Iterable[str]:
    if report.empty:
        yield _("There is no ticket in this desk yet.")
    if not report.balanced:
        yield _("THE FLOW DOES NOT BALANCE: some tickets' dates contradict each other. Please run: desk check")


def _remarks(report: Report) -> Iterable[str]:
    void, merged = report.now.headline().void, report.now.headline().merged
    if void or merged:
        yield _("Left out of every rate: {merged} merged, {void} entered by mistake.").format(merged=merged, void=void)


def _headline(report: Report) -> Table:
    row = report.headline()
    rows = [_count_line(_(words.FIGURES[figure]), figure, row) for figure in COUNTS]
    rows.append(_rate_line(_("Completion rate"), completion(row.now), completion(row.before)))
    later = (completion_later(row.now), completion_later(row.before))
    rows.append(_rate_line(_("… by the day of the report"), *later))
    return Table(_("Inquiries, repairs and complaints"), _four(), tuple(rows))


def _follow_ups(report: Report) -> Table:
    row = report.follow_ups()
    if not (any(row.now) or any(row.before)):
        return Table("", (), ())
    rows = [_count_line(_(words.FIGURES[figure]), figure, row) for figure in COUNTS]
    rows.append(_rate_line(_("Completion rate"), completion(row.now), completion(row.before)))
    return Table(_("Follow-ups"), _four(), tuple(rows))


def _four() -> tuple[str, ...]:
    return (_("Figure"), _("Value"), _("Before"), _("Change"))


def _count_line(title: str, figure: str, row: Row) -> tuple[str, ...]:
    now, before = count(row.now, figure), count(row.before, figure)
    if figure == "completed":
        title = _deeds(title, row.now)
    return (title, str(now), str(before), _change(count_change(before, now)))


def _deeds(title: str, tally: Tally) -> str:
    """The figure counts what still stands, the flow deeds: both are said, or one would be taken for the other."""
    done = ngettext("{count} completion", "{count} completions", tally.completions).format(count=tally.completions)
    again = _("{count} reopened").format(count=tally.reopenings)
    return _("{figure} ({done}, {again})").format(figure=title, done=done, again=again)


def _rate_line(title: str, now: Rate, before: Rate) -> tuple[str, ...]:
    if now.denominator:
        title = _("{figure} ({part} of {whole})").format(figure=title, part=now.numerator, whole=now.denominator)
    return (title, _rate(now), _rate(before), _change(rate_change(before, now)))


def _change(change: Change) -> str:
    if change.unit == "new":
        return label(NEW)
    if change.amount is None:
        return UNKNOWN
    if change.unit == "percent":
        return f"{signed(change.amount)}%"
    return _("{amount} points").format(amount=signed(change.amount))


def _rate(rate: Rate) -> str:
    value = rate.percent()
    return UNKNOWN if value is None else f"{value}%"


def _flow(report: Report) -> Table:
    head = (_("Flow"), _("Start"), _("Opened"), _("Reopened"), _("Completed"), _("Dropped"), _("Merged"), _("End"), "=")
    rows = [_flow_line(words.name(report, "kind", row.key), row.now) for row in report.rows("kind")]
    total = report.headline().now
    follow_ups = report.follow_ups().now
    lines = [*rows, _flow_line(_("Total"), total)]
    if any(follow_ups):
        lines.append(_flow_line(_("Follow-ups"), follow_ups))
    return Table(_("Flow: deeds of the period"), head, tuple(lines))


def _flow_line(title: str, tally: Tally) -> tuple[str, ...]:
    start, opened, reopened, *rest, end = (getattr(tally, term) for term in FLOW)
    plus = (str(start), signed(opened), signed(reopened))
    # merges that were taken back may outweigh the others, and then add
    return (title, *plus, *(signed(-number) for number in rest), str(end), "✓" if tally.balanced else "✗")


def _breakdown(report: Report, dimension: str) -> Table:
    rows = report.rows(dimension)
    if not any(row.key for row in rows):
        return Table("", (), ())  # no ticket has one, so there is nothing to break down
    lines = [_group_line(words.name(report, dimension, row.key), row) for row in rows[:MOST]]
    if len(rows) > MOST:
        rest = rows[MOST:]
        others = ngettext("{count} other", "{count} others", len(rest)).format(count=len(rest))
        lines.append(_group_line(others, _sum(rest)))
    lines.append(_group_line(_("Total"), _sum(rows)))
    before = _("was")
    head = (_("Opened"), before, _("Done"), before, _("Closed"), before, _("Open"), before, _("Rate"), before)
    return Table(_(words.DIMENSIONS[dimension]), ("", *head), tuple(lines))


def _sum(rows: list[Row]) -> Row:
    return Row("", add(row.now for row in rows), add(row.before for row in rows))


def _group_line(title: str, row: Row) -> tuple[str, ...]:
    cells = [title]
    for figure in COUNTS:
        cells += [str(count(row.now, figure)), str(count(row.before, figure))]
    return (*cells, _rate(completion(row.now)), _rate(completion(row.before)))


def _complaints(report: Report) -> Table:
    rows = report.complaints()
    total = _sum(rows) if rows else Row("", EMPTY, EMPTY)
    now, before = [row.now for row in rows], [row.before for row in rows]
    lines = []
    for row in (*rows, total) if rows else ():
        title = _("Total") if row is total else words.name(report, "complaint_class", row.key)
        shares = (_rate(share(row.now, now)), _rate(share(row.before, before)))
        rates = (_rate(completion(row.now)), _rate(completion(row.before)))
        lines.append((title, str(row.now.counted), str(row.before.counted), *shares, *rates))
    was = _("was")
    return Table(_("Complaints by class"), ("", _("Number"), was, _("Share"), was, _("Completed"), was), tuple(lines))


def _unfinished(report: Report) -> Table:
    found = report.unfinished()
    sums: dict[str, int] = {}
    for categories in found.values():
        for category, (now, _before) in categories.items():
            sums[category] = sums.get(category, 0) + now
    most = sorted((key for key in sums if key and sums[key]), key=lambda key: (-sums[key], key))[:MOST_ACROSS]
    lines = [_reason_line(words.name(report, "reason", reason), [found[reason]], most) for reason in found]
    if lines:
        lines.append(_reason_line(_("Total"), list(found.values()), most))
    head = ("", _("Open"), _("was"), *(words.name(report, "category", key) for key in most), _("others"))
    return Table(_("Open at the end, by reason and category"), head, tuple(lines))


def _reason_line(title: str, reasons: list[dict[str, tuple[int, int]]], most: list[str]) -> tuple[str, ...]:
    now = sum(pair[0] for categories in reasons for pair in categories.values())
    before = sum(pair[1] for categories in reasons for pair in categories.values())
    across = [sum(categories.get(key, (0, 0))[0] for categories in reasons) for key in most]
    return (title, str(now), str(before), *map(str, across), str(now - sum(across)))
