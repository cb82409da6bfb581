"""What leaves the desk: whole files or none, and cells that no spreadsheet runs."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desk.errors import BadInput, DiskTrouble, NoOutput, Usage
from desk.exchange import cells, files, writers

if TYPE_CHECKING:
    from pathlib import Path


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


RISKY_TEXT = st.text(st.sampled_from("=+-@\t\r\n '’＝＋－＠1a省 　\xa0"), max_size=8)


@given(st.one_of(RISKY_TEXT, st.text(max_size=20)))
@example("'=1")
@example("'''")
@example("' =1")
def test_what_was_defused_comes_back(text):
    assert cells.restore(cells.defuse(text)) == text


@given(RISKY_TEXT)
def test_no_defused_cell_begins_with_a_sign_unless_it_is_a_number(text):
    shown = cells.defuse(text).strip()
    assert not shown or (shown[0] not in "=@＝＋－＠" and (shown[0] not in "+-" or shown[1:2].isdigit()))


@pytest.mark.parametrize(
    "text", ["+8613800005678", "+86 138 0000 5678", "-5", "+3.50", "138", "", "O'Brien", "'s-Gravenhage"]
)
def test_numbers_phones_and_words_stay(text):
    assert cells.defuse(text) == text


@pytest.mark.parametrize(
    "text", ["=1+1", " =cmd|' /C calc'!A0", "@SUM(A1)", "+86-10-5", "-2+3", "\t=1", "＝1+1", "'=1", "\u3000=1"]
)
def test_formulas_get_an_apostrophe(text):
    assert cells.defuse(text) == "'" + text


def test_a_file_appears_whole_with_only_its_owner_reading_it(tmp_path: Path):
    target = tmp_path / "out.csv"
    with files.atomic(target) as file:
        file.write(b"a")
        assert not target.exists()
    assert target.read_bytes() == b"a"
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert names(tmp_path) == ["out.csv"]


def test_an_error_half_way_leaves_the_old_file(tmp_path: Path):
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(ZeroDivisionError), files.atomic(target) as file:
        file.write(b"new")
        raise ZeroDivisionError
    assert target.read_text() == "old"
    assert names(tmp_path) == ["out.csv"]


def test_links_folders_and_devices_are_no_targets(tmp_path: Path):
    (tmp_path / "file").write_text("kept")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    (tmp_path / "dangling").symlink_to(tmp_path / "nowhere")
    for name in ("link", "dangling", ".", "missing/x.csv", "file/x.csv"):
        with pytest.raises(NoOutput), files.atomic(tmp_path / name):
            pass
    assert (tmp_path / "file").read_text() == "kept"


def test_a_full_disk_is_told_as_one(tmp_path: Path):
    with pytest.raises(DiskTrouble), files.atomic(tmp_path / "x"), open("/dev/full", "wb", buffering=0) as full:  # noqa: PTH123
        full.write(b"x")
    assert names(tmp_path) == []


def test_only_our_own_old_temporary_files_are_swept(tmp_path: Path):
    old, new, other = tmp_path / ".desk-a.tmp", tmp_path / ".desk-b.tmp", tmp_path / "notes.tmp"
    for path in (old, new, other):
        path.touch()
    for path in (old, other):
        os.utime(path, (time.time() - 90_000,) * 2)
    files.sweep(tmp_path)
    assert names(tmp_path) == [".desk-b.tmp", "notes.tmp"]


ROWS = [(1, "王磊", "=1+1", None), (2, 'a "b", c\r\nd', "+8613800005678", "\r")]
COLUMNS = ("number", "customer", "title", "body")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
def test_csv_reads_back_as_it_was(encoding):
    file = io.BytesIO()
    assert writers.write(file, "csv", COLUMNS, ROWS, encoding=encoding) == 2
    file.seek(0)
    table = list(csv.reader(io.TextIOWrapper(file, encoding=encoding, newline="")))
    assert table[0] == list(COLUMNS)
    assert table[1] == ["1", "王磊", "'=1+1", ""]
    assert [cells.restore(cell) for cell in table[2]] == ["2", 'a "b", c\r\nd', "+8613800005678", "\r"]


def test_raw_is_for_machines():
    file = io.BytesIO()
    writers.write(file, "csv", ("a",), [("=1",)], encoding="utf-8", raw=True)
    assert file.getvalue() == b"a\r\n=1\r\n"


def test_a_character_that_the_encoding_lacks_is_named():
    file = io.BytesIO()
    with pytest.raises(BadInput) as caught:
        writers.write(file, "csv", ("a",), [("x",), ("🔧",)], encoding="gb2312")
    assert caught.value.sentence.values == {"character": "🔧", "row": 2, "encoding": "gb2312"}
    assert not file.closed


@pytest.mark.parametrize("name", ["klingon", "base64", "rot13", "hex", "utf-8\0"])
def test_what_is_no_text_encoding_is_refused(name):
    with pytest.raises(Usage):
        writers.codec(name)


def test_json_and_jsonl_hold_the_same_objects():
    lines, array = io.BytesIO(), io.BytesIO()
    rows = list(writers.tuples(COLUMNS, [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]))
    assert writers.write(lines, "jsonl", COLUMNS, rows) == writers.write(array, "json", COLUMNS, rows) == 2
    expected = [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
    assert [json.loads(line) for line in lines.getvalue().splitlines()] == expected == json.loads(array.getvalue())


def test_no_rows_are_an_empty_array():
    file = io.BytesIO()
    assert writers.write(file, "json", COLUMNS, []) == 0
    assert json.loads(file.getvalue()) == []
