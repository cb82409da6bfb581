"""A whole desk as a file knows whether it is complete."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from desk.errors import BadInput, Newer
from desk.exchange import whole

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [
    ("ticket", {"id": 1, "title": "李\u2028=1+1", "act_by": None}),
    ("ticket", {"id": 2, "title": "\x1b'", "estimate": 5}),
]


def written(rows=ROWS) -> bytes:
    file = io.BytesIO()
    assert whole.write(file, "0.1", "0001", rows) == len(rows)
    return file.getvalue()


def test_rows_come_back_as_they_were(tmp_path: Path):
    path = tmp_path / "all.jsonl"
    path.write_bytes(written())
    assert whole.recognised(path)
    assert whole.header(path) == ("0.1", "0001", 2)
    assert list(whole.rows(path)) == ROWS


def test_a_file_cut_anywhere_is_never_taken_for_whole(tmp_path: Path):
    path = tmp_path / "all.jsonl"
    content = written()
    for end in range(len(content) - 1):
        path.write_bytes(content[:end])
        with pytest.raises(BadInput):
            list(whole.rows(path))


@pytest.mark.parametrize(
    "change",
    [
        (b'"id":1', b'"id":'),
        (b'"table":"ticket"', b'"table":3'),
        (b'{"rows":2}', b'{"rows":3}'),
        (b'{"rows":2}', b'{"rows":2}\n{"rows":2}'),
    ],
)
def test_a_changed_file_is_refused(tmp_path: Path, change):
    path = tmp_path / "all.jsonl"
    path.write_bytes(written().replace(*change))
    with pytest.raises(BadInput):
        list(whole.rows(path))


def test_a_later_format_is_told_as_one(tmp_path: Path):
    path = tmp_path / "all.jsonl"
    path.write_bytes(written().replace(b'"format":1', b'"format":2'))
    with pytest.raises(Newer):
        whole.header(path)


def test_other_files_are_not_taken_for_one(tmp_path: Path):
    path = tmp_path / "other.jsonl"
    for content in (b"", b"{}\n", b"id,title\n", b"\xff\xfe", b"[" * 9000):
        path.write_bytes(content)
        assert not whole.recognised(path)
        with pytest.raises(BadInput):
            whole.header(path)
    assert not whole.recognised(tmp_path)
    assert not whole.recognised(tmp_path / "nowhere")
