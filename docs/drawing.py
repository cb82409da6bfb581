"""A screen as an SVG picture that stays aligned whatever fonts its reader has, and that loads nothing from elsewhere.

Each piece of text says where it stands and how wide it is. Nothing in a picture is random, so the same screen gives the same bytes.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from rich.color import Color
from rich.color_triplet import ColorTriplet

from desk.text import cell_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.segment import Segment
    from textual.strip import Strip

WIDTH, HEIGHT = 8.4, 18  # of a cell in pixels, at 14 px text
DROP, MARGIN = 13.5, 10  # from the top of a cell to its base line; round the screen
FONTS = "'DejaVu Sans Mono',Menlo,Consolas,'Noto Sans Mono CJK SC','Microsoft YaHei','PingFang SC',monospace"
# Lines are drawn as lines: as letters they would have gaps.
_RULES = {"─": "M0 9h8.4", "│": "M4.2 0v18", "╭": "M8.4 9h-1.2q-3 0-3 3v6", "╮": "M0 9h1.2q3 0 3 3v6",
          "╰": "M8.4 9h-1.2q-3 0-3-3v-6", "╯": "M0 9h1.2q3 0 3-3v-6"}  # fmt: skip
# Words with single blanks between them; a sign with what is drawn into it.
_PARTS = re.compile(r"[!-~]+(?: [!-~]+)*|[^\x00-\x7f][\u0300-\u036f\ufe0f]*")


class Look(NamedTuple):
    """How a cell is drawn, in colours as `#rrggbb`."""

    ink: str
    ground: str
    bold: bool
    italic: bool
    line: bool


class Run(NamedTuple):
    """Text of one look in one line, from a column on."""

    row: int
    column: int
    text: str
    look: Look


def svg(strips: Iterable[Strip], *, title: str, ink: str, ground: str) -> str:
    """The lines of a screen as a picture. `ink` and `ground` are the colours where the screen names none."""
    lines = list(strips)
    runs = [run for row, strip in enumerate(lines) for run in _runs(row, strip, ink, ground)]
    looks = {look: f"t{index}" for index, look in enumerate(dict.fromkeys(run.look for run in runs))}
    width = max(strip.cell_length for strip in lines) * WIDTH + 2 * MARGIN
    height = len(lines) * HEIGHT + 2 * MARGIN
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_n(width)} {_n(height)}" role="img">',
            f"<title>{escape(title)}</title>",
            "<style>",
            f"text{{font:14px {FONTS}}}.m{{text-anchor:middle}}rect{{shape-rendering:crispEdges}}",
            *(_rule(look, name) for look, name in looks.items()),
            "</style>",
            f'<rect width="100%" height="100%" rx="8" fill="{ground}"/>',
            f'<g transform="translate({MARGIN} {MARGIN})">',
            *_grounds(runs, ground),
            *(piece for run in runs for piece in _pieces(run, looks[run.look])),
            "</g>",
            "</svg>",
            "",
        )
    )


def _runs(row: int, strip: Strip, ink: str, ground: str) -> Iterator[Run]:
    column = 0
    for look, segments in groupby(strip, key=lambda segment: _look(segment, ink, ground)):
        text = "".join(segment.text for segment in segments)
        yield Run(row, column, text, look)
        column += cell_width(text)


def _look(segment: Segment, ink: str, ground: str) -> Look:
    style = segment.style
    if style is None:
        return Look(ink, ground, bold=False, italic=False, line=False)
    front, back = _colour(style.color, ink), _colour(style.bgcolor, ground)
    if style.reverse:
        front, back = back, front
    if style.dim:
        front = _between(front, back)
    return Look(front, back, bold=bool(style.bold), italic=bool(style.italic), line=bool(style.underline))


def _colour(colour: Color | None, otherwise: str) -> str:
    return otherwise if colour is None or colour.is_default else colour.get_truecolor().hex


def _between(front: str, back: str) -> str:
    parts = zip(Color.parse(front).get_truecolor(), Color.parse(back).get_truecolor(), strict=True)
    red, green, blue = ((one + other) // 2 for one, other in parts)
    return ColorTriplet(red, green, blue).hex


def _rule(look: Look, name: str) -> str:
    more = "font-weight:bold;" * look.bold + "font-style:italic;" * look.italic
    return f".{name}{{fill:{look.ink};{more}{'text-decoration:underline;' * look.line}}}"


def _grounds(runs: Iterable[Run], ground: str) -> Iterator[str]:
    for (row, colour), same in groupby(runs, key=lambda run: (run.row, run.look.ground)):
        if colour != ground:
            found = list(same)
            cells = sum(cell_width(run.text) for run in found)
            place = f'x="{_n(found[0].column * WIDTH)}" y="{row * HEIGHT}"'
            yield f'<rect {place} width="{_n(cells * WIDTH)}" height="{HEIGHT}" fill="{colour}"/>'


def _pieces(run: Run, name: str) -> Iterator[str]:
    """Words of ASCII are stretched to their cells; every other sign stands for itself, in the middle of its own."""
    for part in _PARTS.finditer(run.text):
        text, column = part.group(), run.column + cell_width(run.text[: part.start()])
        if text in _RULES:
            place = f"translate({_n(column * WIDTH)} {run.row * HEIGHT})"
            yield f'<path transform="{place}" d="{_RULES[text]}" fill="none" stroke="{run.look.ink}"/>'
        elif text.isascii():
            place = f'x="{_n(column * WIDTH)}" y="{_base(run)}" textLength="{_n(len(text) * WIDTH)}"'
            yield f'<text class="{name}" {place}>{escape(text)}</text>'
        else:
            middle = (column + cell_width(text) / 2) * WIDTH
            yield f'<text class="{name} m" x="{_n(middle)}" y="{_base(run)}">{text}</text>'


def _base(run: Run) -> str:
    return _n(run.row * HEIGHT + DROP)


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
