"""A report on the page: plain text aligned by terminal cells, 80 wide, for a terminal and a mail; and Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.i18n import _
from desk.text import cell_width, fit, wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.reports.document import Document, Table

WIDTH = 80
_LEAST = 12  # cells of the first column; wide numbers push the line out rather than names away
_HEAD = 10  # cells of a heading over numbers: the categories of a shop can be long


def as_text(written: Document) -> str:
    """Plain text; every line ends in a line feed and has no space before it."""
    lines = [*wrap(written.title, WIDTH), *wrap(written.period, WIDTH)]
    for warning in written.warnings:
        lines += ["", *wrap(f"!! {warning}", WIDTH)]
    for table in written.tables:
        lines += ["", *_text_table(table)]
    if written.remarks:
        lines.append("")
    for remark in written.remarks:
        lines += wrap(remark, WIDTH)
    lines += ["", _("What the figures mean")]
    for name, text in written.terms:
        first, *rest = wrap(_("{name}: {text}").format(name=name, text=text), WIDTH - 2)
        lines += [f"- {first}", *(f"  {line}" for line in rest)]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _text_table(table: Table) -> Iterator[str]:
    head = (table.head[0] or table.title, *(_short(cell) for cell in table.head[1:]))
    rows = (head, *table.rows)
    columns = range(1, len(head))
    widths = [max(cell_width(row[column]) for row in rows) for column in columns]
    names = max(cell_width(row[0]) for row in rows)
    gap = 2 if _LEAST + sum(widths) + 2 * len(widths) <= WIDTH else 1
    first = min(names, max(_LEAST, WIDTH - sum(widths) - gap * len(widths)))
    if table.head[0]:
        yield table.title
    for row in rows:
        cells = (" " * gap + _right(row[column], widths[column - 1]) for column in columns)
        yield fit(row[0], first) + "".join(cells)
        if row is head:
            yield "-" * (first + sum(widths) + gap * len(widths))


def _short(cell: str) -> str:
    return cell if cell_width(cell) <= _HEAD else fit(cell, _HEAD).rstrip()


def _right(cell: str, cells: int) -> str:
    return " " * (cells - cell_width(cell)) + cell


def as_markdown(written: Document) -> str:
    """Markdown as GitHub reads it; what people and files brought is escaped."""
    parts = [f"# {_plain(written.title)}", _plain(written.period)]
    parts += [f"> **{_plain(warning)}**" for warning in written.warnings]
    parts += ["\n".join(_markdown_table(table)) for table in written.tables]
    parts += [_plain(remark) for remark in written.remarks]
    parts.append(f"## {_plain(_('What the figures mean'))}")
    parts.append("\n".join(f"- **{_plain(name)}**: {_plain(text)}" for name, text in written.terms))
    return "\n\n".join(parts) + "\n"


def _markdown_table(table: Table) -> Iterator[str]:
    yield f"## {_plain(table.title)}"
    yield ""
    yield _line(table.head)
    yield "|" + "|".join([" --- ", *(" ---: " for _cell in table.head[1:])]) + "|"
    for row in table.rows:
        yield _line(row)


def _line(cells: tuple[str, ...]) -> str:
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |"


def _plain(text: str) -> str:
    for sign in "\\`*_[]<>|#":
        text = text.replace(sign, "\\" + sign)
    return text
