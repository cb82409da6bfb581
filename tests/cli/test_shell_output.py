"""Tables by cells, JSON that commands nothing, and a count only for who can see it."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.cli import output, terminal
from desk.exchange.cells import restore
from desk.text import DROP, cell_width, clean, is_clean

TEXTS = st.text(
    st.one_of(st.sampled_from("屏幕碎é👍🏽ａ\u0301\x1b\x9b\u202e\n\t\"',=+-@"), st.characters()), max_size=30
)


def printed(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


@given(
    rows=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=5),
    room=st.integers(10, 130),
    share=st.booleans(),
)
def test_a_table_fits_and_its_columns_line_up(rows: list[tuple[str, str, str]], room: int, share: bool) -> None:
    columns = [
        output.Column("No", right=True),
        output.Column("Title", share=2 if share else 0),
        output.Column("谁", most=9),
    ]
    cells = [[clean(cell) for cell in row] for row in rows]
    widths = output._widths(columns, cells, room)
    assert min(widths) >= 0
    assert sum(widths) + 2 * 2 <= room


def test_a_table_cuts_what_does_not_fit_and_lines_up(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "30")
    columns = [output.Column("No", right=True), output.Column("Title", share=1), output.Column("Who")]
    output.table(columns, [("1", "iPhone 12 屏幕碎了要换屏", "李"), ("1042", "Lamp", "Wang Wei")])
    assert printed(capsys) == [
        "  No  Title           Who",
        "   1  iPhone 12 屏…   李",
        "1042  Lamp            Wang Wei",
    ]


def test_in_a_pipe_a_table_has_no_head(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "10")
    output.table([output.Column("Title", most=60)], [("x" * 50,)])
    assert printed(capsys) == ["x" * 50]


@given(value=st.recursive(TEXTS | st.none() | st.integers(), lambda inner: st.lists(inner, max_size=3), max_leaves=9))
def test_json_keeps_every_character_and_commands_nothing(value: Any) -> None:
    for form in ("json", "jsonl"):
        stream = io.StringIO()
        output.records(form, ["a", "b"], [[value, "屏幕"]], stream)
        text = stream.getvalue()
        read = json.loads(text)
        assert (read if form == "jsonl" else read[0]) == {"a": value, "b": "屏幕"}
        assert not {ord(char) for char in text} & (set(DROP) - {10})
        assert "屏幕" in text


@given(cell=TEXTS)
def test_csv_gives_back_what_can_be_shown(cell: str) -> None:
    stream = io.StringIO()
    output.records("csv", ["a"], [[cell], [None], [["x", "y"]]], stream)
    rows = list(csv.reader(io.StringIO(stream.getvalue(), newline="")))
    assert [restore("".join(row)) for row in rows] == ["a", clean(cell, lines=True), "", "x y"]
    assert is_clean(stream.getvalue(), lines=True)


def test_a_count_is_drawn_only_where_somebody_waits(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "_PATIENCE", -1.0)

    def counted() -> str:
        count = terminal.progress("checked")
        count(2000)
        count(-1)
        return capsys.readouterr().err

    assert counted() == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert counted().startswith("\rchecked 2000\r ")
    monkeypatch.setenv("NO_COLOR", "1")
    assert counted() == ""


def test_a_short_piece_of_work_is_not_counted(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(terminal, "_PATIENCE", 3600.0)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    count = terminal.progress("checked")
    count(2000)
    count(-1)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(("told", "cells"), [("132", 132), ("0", 80), ("", 80), ("wide", 80)])
def test_the_width_is_told_or_asked_for(monkeypatch: pytest.MonkeyPatch, told: str, cells: int) -> None:
    monkeypatch.setenv("COLUMNS", told)
    monkeypatch.setattr(sys, "__stdout__", None)
    monkeypatch.setattr(sys, "__stderr__", None)
    assert cell_width("x" * terminal.columns()) == cells
