"""Lines are broken between words and between hanzi, and nothing of the text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.text import cell_width, wrap


@pytest.mark.parametrize(
    ("text", "cells", "lines"),
    [
        ("", 5, [""]),
        ("one two three", 8, ["one two", "three"]),
        ("屏幕碎了要换", 5, ["屏幕", "碎了", "要换"]),
        ("换屏，取机", 6, ["换屏，", "取机"]),  # a comma is not alone on a line
        ("a\nb", 5, ["a", "b"]),
        ("unbreakable", 4, ["unbr", "eaka", "ble"]),
        ("iPhone 屏幕", 8, ["iPhone", "屏幕"]),
    ],
)  # fmt: skip
def test_where_a_line_breaks(text: str, cells: int, lines: list[str]) -> None:
    assert wrap(text, cells) == lines


@given(st.text(st.sampled_from("ab 屏幕，。：)é👍\n"), max_size=40) | st.text(max_size=30), st.integers(4, 30))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, cells: int) -> None:
    lines = wrap(text, cells)
    assert all(cell_width(line) <= cells for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())
