"""Whatever bytes a file holds, it is read or refused in a sentence; and reading it twice says the same."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desk.errors import DeskError
from desk.exchange import skipped, writers
from desk.exchange.plan import Options, plan, read
from desk.exchange.rows import Refused

if TYPE_CHECKING:
    from pathlib import Path

PIECES = st.sampled_from(
    [b"id", b"title", b"\xb1\xea\xcc\xe2", "客户".encode(), b",", b";", b"\t", b'"', b'""', b"\n", b"\r\n", b"\r", b"\0", b"\xff\xfe",
     b"\xef\xbb\xbf", b"=1+1", b"'", b"{", b"}", b"[", b"]", b'{"id": 1}', b"\xed\xa0\x80", b"31/02/2019", b"1900", b"1.38E+10", b"43741",
     b"date", b"\\ud800", b":", b"null", b"1e999", "２０１９".encode(), b"sep=;", b"\x1b[2J"]
)  # fmt: skip
CONTENT = st.one_of(st.binary(max_size=300), st.lists(PIECES, max_size=40).map(b"".join))


def outcome(path: Path) -> list[tuple[object, ...]]:
    """What reading yields, or the error in its place."""
    try:
        found = plan(path, Options(ZoneInfo("Asia/Shanghai")))
        rows = list(read(found))
        refused = [row for row in rows if isinstance(row, Refused)]
        skipped.write(io.BytesIO(), found, refused, str)
    except DeskError as error:
        return [(error.exit_code, error.sentence)]
    return [(row.line, row.column) if isinstance(row, Refused) else (row.external_id, row.fingerprint) for row in rows]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CONTENT, st.sampled_from(["f.csv", "f.jsonl", "f.json", "f"]))
@example(b'{"id": "\\ud800", "title": "\\udfff"}', "f.jsonl")
@example(b"[" * 5000, "f.json")
@example(b'{"a":' * 5000, "f.jsonl")
@example(b'[{"a":' * 5000, "f.json")
@example(b'[{"id": ' + b"9" * 5000 + b"}]", "f.json")
@example("date\n２０１９-１０-０３\n".encode(), "f.csv")
def test_any_bytes(tmp_path: Path, content, name):
    path = tmp_path / name
    path.write_bytes(content)
    first = outcome(path)
    assert first == outcome(path)


CELL = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cn", "Co", "Zl", "Zp", "Mn"]), max_size=12)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(CELL, CELL), min_size=1, max_size=6), st.sampled_from(["utf-8-sig", "gb18030", "utf-16"]))
def test_what_is_written_comes_back(tmp_path: Path, rows, encoding):
    import unicodedata

    path = tmp_path / "out.csv"
    with path.open("wb") as file:
        writers.write(
            file,
            "csv",
            ("external_id", "body", "Fax"),
            [(str(n), *row) for n, row in enumerate(rows)],
            encoding=encoding,
        )
    back = list(read(plan(path, Options(ZoneInfo("UTC"), encoding=encoding, delimiter=","))))
    normal = [tuple(unicodedata.normalize("NFC", cell) for cell in row) for row in rows]
    assert [(row.values.get("body", ""), row.extra.get("Fax", "")) for row in back] == normal


@pytest.mark.parametrize(
    "content", ["id,date\n1,2019-02-30\n2,2019-02-28\n3,=1+1,x,y\n", "id;date\n1;2019-02-30\n3;=1+1;x\n"]
)
def test_refused_rows_are_mended_and_read_again(take, tmp_path: Path, content):
    taken = take(content)
    target = tmp_path / "mend.csv"
    with target.open("wb") as file:
        count = skipped.write(file, taken.plan, taken.refused, lambda sentence: getattr(sentence, "id", sentence))
    text = target.read_text("utf-8-sig")
    assert count == len(taken.refused) == 2
    assert "desk: line" in text
    assert "'=1+1" in text
    mended = take(text.replace("2019-02-30", "2019-02-27").encode(), "mended.csv")
    assert [row.external_id for row in mended.rows] == ["1"]
    assert mended.rows[0].extra == {}
    assert mended.rows[0].fingerprint == take("id,date\n1,2019-02-27\n").rows[0].fingerprint
