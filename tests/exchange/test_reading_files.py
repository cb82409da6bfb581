"""Encodings, delimiters, quotes and lines, as files in the wild have them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desk.errors import BadInput, Usage
from desk.exchange import encodings, reader, sniff

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "编号,客户,手机,问题描述\r\n1,王磊,13800005678,屏幕碎了，要换屏\r\n2,李娜,13900001234,不开机\r\n"
# without location_coordinates, whose two files name different telephone numbers
SPECTRUM = ("comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
            "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8")  # fmt: skip


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_chinese_files_are_read_without_being_told(take, encoding):
    taken = take(TEXT.encode(encoding))
    assert [row["customer"] for row in taken.values] == ["王磊", "李娜"]
    assert taken.values[0]["body"] == "屏幕碎了，要换屏"
    assert taken.plan.columns[0] == ("编号", "external_id")


@pytest.mark.parametrize("encoding", ["big5", "latin-1", "shift_jis"])
def test_what_could_be_several_encodings_is_asked_for_and_read_when_told(take, encoding):
    text = {"big5": "姓名,問題描述\n陳小姐,螢幕破裂需要更換\n", "latin-1": "name,text\nRenée,déjà cassé, très lent\n",
            "shift_jis": "氏名,title\n田中,電源が入りません\n"}[encoding]  # fmt: skip
    content = text.replace("cassé,", "cassé").encode(encoding)
    with pytest.raises(BadInput) as caught:
        take(content)
    assert "--encoding" in caught.value.sentence.id
    taken = take(content, encoding=encoding)
    assert len(taken.rows) == 1
    assert text.split("\n")[1].split(",")[0] in (*taken.values[0].values(), *taken.rows[0].extra.values())


def test_a_text_that_both_chinese_encodings_read_names_the_other(tmp_path: Path):
    path = tmp_path / "a.csv"
    path.write_bytes("姓名\n王\n".encode("gb18030"))
    assert encodings.look(path)[:2] == ("gb18030", "big5")


def test_one_wrong_byte_far_behind_is_found(take):
    with pytest.raises(BadInput):
        take(b"a,b\n" + b"x,y\n" * 600_000 + b"\xff\xfe\xff\n", encoding="utf-8")


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04rest", b"\xd0\xcf\x11\xe0", b"SQLite format 3\0...", b"\xef\xbb\xbf", b"\n\n"]
)
def test_what_is_no_table_is_told_in_a_sentence(take, content):
    with pytest.raises(BadInput):
        take(content)


def test_what_is_no_file(take, tmp_path: Path):
    for path in (tmp_path / "nowhere.csv", tmp_path):
        with pytest.raises(BadInput):
            take(path)


@pytest.mark.parametrize(
    ("delimiter", "told"), [(",", ""), (";", ""), ("\t", ""), ("|", ""), ("^", "^"), ("\t", "tab")]
)
def test_delimiters(take, delimiter, told):
    lines = [["id", "title", "text"], ["1", "Screen, cracked", "1,5 kg"], ["2", "Fan; loud", "a | b"]]
    quoted = "\n".join(delimiter.join(f'"{cell}"' for cell in line) for line in lines)
    taken = take(quoted, delimiter=told)
    assert [row["title"] for row in taken.values] == ["Screen, cracked", "Fan; loud"]


def test_a_spreadsheet_may_tell_its_delimiter(take):
    taken = take("sep=^\nid^title\n1^a,b\n")
    assert taken.rows[0].line == 3
    assert taken.values == [{"title": "a,b"}]


@pytest.mark.parametrize("told", ["", "ab", '"'])
def test_a_delimiter_is_one_character(take, told):
    if told:
        with pytest.raises(Usage):
            take("a,b\n1,2\n", delimiter=told)


def test_tabs_without_quoting(take):
    taken = take('id\ttitle\n1\t"5 inch screen\n2\t6" screen\n')
    assert [row["title"] for row in taken.values] == ['"5 inch screen', '6" screen']


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_as_an_editor_counts_them(take, end):
    taken = take(end.join(["", "id,text", "1,a", "", '2,"two', 'lines"', "3,c,d,e", "4"]))
    assert [(row.line, row.external_id) for row in taken.rows] == [(3, "1"), (5, "2"), (8, "4")]
    assert taken.values[1]["body"] == "two\nlines"
    assert [row.line for row in taken.refused] == [7]
    assert taken.refused[0].cells == ("3", "c", "d", "e")


def test_cells_beyond_the_headers_may_be_empty(take):
    assert take("id,title\n1,a,,\n").values == [{"title": "a"}]


def test_a_quote_that_never_closes_is_named_by_its_line(take):
    with pytest.raises(BadInput) as caught:
        take("id,title\n1,a\n2,b\n" + '3,"c\n' + "4,d\n" * 9)
    assert caught.value.sentence.values["line"] == 4


def test_a_quote_that_swallows_thousands_of_lines_is_no_text(take):
    with pytest.raises(BadInput) as caught:
        take('id,title\n1,"a\n' + "2,d\n" * 11_000 + '"\n')
    assert caught.value.sentence.values["line"] == 2


def test_text_behind_a_closing_quote_spoils_only_its_row(take):
    taken = take('id,title\n1,"a" b\n2,c\n')
    assert [row.external_id for row in taken.rows] == ["2"]
    assert (taken.refused[0].line, taken.refused[0].cells) == (2, ('1,"a" b',))


@pytest.mark.parametrize("headers", ["Title,title", "ID,ＩＤ", "a,b, A "])
def test_doubled_headers_are_refused_whatever_their_case_and_width(take, headers):
    with pytest.raises(BadInput):
        take(f"{headers}\n1,2,3\n")


def test_headers_alone_are_no_rows_but_are_understood(take):
    taken = take("单号,标题\n")
    assert taken.rows == []
    assert taken.plan.columns == (("单号", "number"), ("标题", "title"))


def test_long_cells_and_wide_tables(take):
    assert len(str(take(f"id,text\n1,{'x' * 131_073}\n").values[0]["body"])) == 131_073
    wide = take(",".join(["title", *(f"c{n}" for n in range(3000))]) + "\n" + ",".join("v" * 3001) + "\n")
    assert len(wide.rows[0].extra) == 3000


def test_a_line_without_an_end_is_refused(take):
    with pytest.raises(BadInput):
        take(b"id,text\n1," + b"x" * (17 << 20))


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_spectrum(shared: Path, name):
    folder = shared / "messy" / "csv_spectrum"
    expected = json.loads((folder / "json" / f"{name}.json").read_text("utf-8"))
    expected = expected if isinstance(expected, list) else [expected]
    path = folder / "csvs" / f"{name}.csv"
    dialect = sniff.dialect(path, encodings.look(path).encoding)
    records = [dict(zip(record[1], record[2], strict=True)) for record in reader.read(path, "utf-8", dialect)]
    assert [{k: v.replace("\r\n", "\n") for k, v in row.items()} for row in records] == [
        {k: v.replace("\r\n", "\n") for k, v in row.items()} for row in expected
    ]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.txt"])
def test_objects_in_lines(take, name):
    taken = take(
        '{"id": 1, "title": "a", "tags": ["x", "y"], "score": 4}\n\n{"id": "2", "title": "李", "more": {"a": [1.50]}}\n',
        name,
    )
    assert [(row.line, row.external_id) for row in taken.rows] == [(1, "1"), (3, "2")]
    assert taken.values[0] == {"title": "a", "tags": ("x", "y"), "score": 4}
    assert taken.rows[1].extra == {"more": '{"a":["1.50"]}'}


def test_a_broken_line_of_jsonl_is_one_refused_row(take):
    taken = take('{"id": 1}\n{"id": 2\n[]\n{"id": 3, "ID": 4}\n{"id": 5}\n', "a.jsonl")
    assert [row.external_id for row in taken.rows] == ["1", "5"]
    assert [row.line for row in taken.refused] == [2, 3, 4]


def test_an_array_of_objects_streams_and_keeps_its_lines(take):
    objects = [{"id": number, "text": "长文本\n" * 2000} for number in range(150)]
    taken = take(json.dumps(objects, indent=1, ensure_ascii=False), "a.json")
    assert len(taken.rows) == 150
    assert taken.rows[149].line == 2 + 149 * 4


@pytest.mark.parametrize("text", ['[{"id": 1},', '[{"id": 1} {"id": 2}]', '[{"id": 1}] x', "[" * 100_000, '[{"id": 1'])
def test_a_broken_array_is_refused_whole(take, text):
    with pytest.raises(BadInput):
        take(text, "a.json")
