"""The pictures of the READMEs: drawn aligned whatever the fonts, the same bytes each time, and with nothing of the machine in them."""

from __future__ import annotations

import importlib.util
import itertools
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest
from rich.segment import Segment
from rich.style import Style
from support import room
from textual.strip import Strip

from desk import i18n
from desk.commands import DEEDS, shown
from desk.text import cell_width

if TYPE_CHECKING:
    from pathlib import Path

PICTURES = sorted((room.ROOT / "docs").glob("*.svg"))
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def drawing() -> Any:
    spec = importlib.util.spec_from_file_location("docs_drawing", room.ROOT / "docs" / "drawing.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def drawn(drawing: Any, *lines: list[Segment]) -> str:
    svg = drawing.svg([Strip(line) for line in lines], title="a < b", ink="#ffffff", ground="#000000")
    assert isinstance(svg, str)
    return svg


def texts(svg: str) -> list[tuple[str, float, float]]:
    """Each text with where it stands: its left end, or its middle; and its line."""
    return [
        (one.text or "", float(one.get("x", "")), float(one.get("y", "")))
        for one in ET.fromstring(svg).iter(f"{SVG}text")
    ]


def test_words_stand_at_their_cell_and_hanzi_in_the_middle_of_two(drawing: Any) -> None:
    svg = drawn(drawing, [Segment(" a b  屏x…")], [Segment("z")])
    cell, line = drawing.WIDTH, drawing.HEIGHT
    first = drawing.DROP
    assert texts(svg) == [
        ("a b", pytest.approx(cell, abs=0.06), first),
        ("屏", pytest.approx(7 * cell, abs=0.06), first),
        ("x", pytest.approx(8 * cell, abs=0.06), first),
        ("…", pytest.approx(9.5 * cell, abs=0.06), first),
        ("z", 0, first + line),
    ]
    assert f'textLength="{3 * cell:.1f}"' in svg


def test_colours_are_those_of_the_screen_also_turned_round_and_dimmed(drawing: Any) -> None:
    red = Style(color="#ff0000", bgcolor="#0000ff", bold=True)
    svg = drawn(
        drawing,
        [Segment("a", red), Segment("b", red + Style(reverse=True)), Segment("c", Style(color="#808080", dim=True))],
    )
    assert re.findall(r"\.t\d\{fill:([^;]+);", svg) == ["#ff0000", "#0000ff", "#404040"]
    assert re.findall(r'<rect x=.*fill="(.+)"', svg) == ["#0000ff", "#ff0000"]
    assert svg.count("font-weight:bold") == 2


def test_what_customers_write_is_text_in_a_picture(drawing: Any) -> None:
    svg = drawn(drawing, [Segment("</text><script>&amp; ]]>")])
    assert [text for text, *_ in texts(svg)] == ["</text><script>&amp; ]]>"]
    assert ET.fromstring(svg).find(f"{SVG}title").text == "a < b"


def test_the_same_screen_gives_the_same_bytes(drawing: Any) -> None:
    line = [Segment("╭─╮ 屏幕碎", Style(bold=True)), Segment(" in repair", Style(underline=True))]
    assert drawn(drawing, line) == drawn(drawing, line)


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_small_and_holds_no_address_and_no_path(path: Path) -> None:
    svg = path.read_text("utf-8")
    assert len(svg.encode()) < 150_000
    assert svg.count("://") == 1  # the name of SVG itself
    assert not re.search(r"url\(|href|@font-face|@import|<script|/home|/tmp|\.py", svg)
    assert room.ROOT.anchor + room.ROOT.parts[1] not in svg


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_the_rows_of_a_picture_fit_their_cells(drawing: Any, path: Path) -> None:
    rows: dict[float, list[tuple[float, float]]] = {}
    for text, x, y in texts(path.read_text("utf-8")):
        width = cell_width(text) * drawing.WIDTH
        left = x if text.isascii() else x - width / 2
        rows.setdefault(y, []).append((left, left + width))
    assert len(rows) > 30
    for pieces in rows.values():
        pieces.sort()
        assert pieces[-1][1] <= 120 * drawing.WIDTH + 0.2
        assert all(one[1] <= other[0] + 0.2 for one, other in itertools.pairwise(pieces))


@pytest.mark.parametrize(
    ("language", "name"), [("en", "queue-en"), ("zh_CN", "queue-zh"), ("en", "new-en"), ("zh_CN", "new-zh")]
)
def test_the_last_line_of_a_picture_shows_the_keys_of_today(language: str, name: str) -> None:
    found = texts((room.ROOT / "docs" / f"{name}.svg").read_text("utf-8"))
    last = max(y for _text, _x, y in found)
    said = "".join(text for text, _x, y in sorted(found, key=lambda one: one[1]) if y == last).replace(" ", "")
    for deed in DEEDS:
        if deed.footer:
            assert f"{shown(deed.keys[0])}{i18n.translated(deed.word, language)}" in said, (
                "run: python docs/pictures.py"
            )


def test_the_picture_of_the_queue_is_half_chinese_with_a_red_row_in_both_languages() -> None:
    for name in ("queue-en", "queue-zh"):
        svg = (room.ROOT / "docs" / f"{name}.svg").read_text("utf-8")
        letters = "".join(text for text, *_ in texts(svg))
        chinese = sum("一" <= sign <= "鿿" for sign in letters)
        assert chinese > 100
        assert sum(sign.isascii() and sign.isalpha() for sign in letters) > 300
        urgent = re.findall(r"\.(t\d+)\{fill:#ff8f6b;", svg)
        assert any(re.search(rf'class="{look} m"[^>]*>电<', svg) for look in urgent)
