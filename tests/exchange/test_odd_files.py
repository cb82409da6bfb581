"""Files as offices really send them: a title above the table, blanks after commas, one damaged place, a name given twice."""

from __future__ import annotations

import pytest

from desk.errors import BadInput
from desk.exchange.plan import NAMELESS


def test_a_title_above_the_table_is_stepped_over_and_lines_still_count_from_the_top(take):
    taken = take("Repairs of May,,\n,,\nid,title,phone\n1,lamp,13800001111\n2,fan,13900002222,x\n")
    assert [(row.line, row.external_id) for row in taken.rows] == [(4, "1")]
    assert [refused.line for refused in taken.refused] == [5]


def test_a_title_of_one_cell_is_stepped_over_as_well(take):
    taken = take("五月维修表\n编号,标题,电话\n1,台灯,13800001111\n")
    assert [(row.line, row.values["title"]) for row in taken.rows] == [(3, "台灯")]


def test_a_table_whose_names_are_unknown_keeps_all_and_says_so(take):
    taken = take("foo,bar\n1,2\n")
    assert taken.rows[0].extra == {"foo": "1", "bar": "2"}
    assert NAMELESS in [sentence.id for sentence in taken.plan.sentences()]
    assert NAMELESS not in [sentence.id for sentence in take("foo,title\n1,2\n").plan.sentences()]


def test_blanks_after_commas_do_not_hide_the_quotes(take):
    taken = take('id, title, body\n1, "lamp, old", "says ""hi"""\n2, fan, plain\n')
    assert [row.values for row in taken.rows] == [
        {"title": "lamp, old", "body": 'says "hi"'},
        {"title": "fan", "body": "plain"},
    ]


def test_a_comma_and_a_blank_inside_a_quoted_text_are_text(take):
    taken = take('id,title\n1,"he said, ""hi"""\n2,"a, b"\n')
    assert [row.values["title"] for row in taken.rows] == ['he said, "hi"', "a, b"]


def test_a_damaged_place_in_utf8_is_named_by_its_line(take):
    with pytest.raises(BadInput) as caught:
        take("编号,标题\n1,屏幕碎了要换\n".encode() + b"2,\xff\n" + "3,门\n".encode())
    assert caught.value.sentence.values["line"] == 3


def test_a_name_given_twice_in_an_object_refuses_that_row(take):
    taken = take('{"id": 1, "title": "a", "id": 2}\n{"id": 3, "title": "b"}\n', "file.jsonl")
    assert [refused.line for refused in taken.refused] == [1]
    assert [row.external_id for row in taken.rows] == ["3"]


MAP = '[source]\nname = "old"\n[columns]\nexternal_id = "id"\ntitle = ["a", "b"]\nbody = ["a", "c"]\n'


def test_joined_cells_become_one_line_of_title_and_paragraphs_of_body(take, tmp_path):
    (tmp_path / "map.toml").write_text(MAP)
    taken = take('id,a,b,c\n1," x ","y\nz",w\n2,,," "\n', map=tmp_path / "map.toml")
    assert taken.values == [{"title": "x y z", "body": " x \nw"}, {}]
