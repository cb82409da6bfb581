"""Cells become values of fields: headers and words of both languages, cleaning, ids and fingerprints, map files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import fields
from desk.errors import BadInput, Usage
from desk.exchange import aliases, maps
from desk.exchange.reading import _PLAIN, CLEANED, TWICE
from desk.exchange.seen import Seen
from desk.text import is_clean

if TYPE_CHECKING:
    from pathlib import Path


def test_headers_of_both_languages(take):
    english = take(
        "Ticket ID,Ticket Subject,Customer Name,Phone Number,Created At,Assigned To\n7,Fan,Wang,138 0000 5678,2019-10-03,Li\n"
    )
    chinese = take("工单编号,标题,客户姓名,手机号,登记日期,负责人\n7,Fan,Wang,138 0000 5678,2019-10-03,Li\n")
    assert english.values == chinese.values
    assert english.values[0] == {
        "title": "Fan",
        "customer": "Wang",
        "phone": "138 0000 5678",
        "opened_at": "2019-10-02T16:00:00Z",
        "assignee": "Li",
    }
    assert english.rows[0].external_id == chinese.rows[0].external_id == "7"


def test_no_alias_means_two_fields():
    seen: dict[str, str] = {}
    import tomli

    text = (aliases.Path(aliases.__file__).with_name("aliases.toml")).read_text("utf-8")
    for field, names in tomli.loads(text).items():
        for name in names:
            assert seen.setdefault(aliases.squeeze(name), field) == field, name


def test_headers_nobody_knows_are_kept(take):
    taken = take("id,title,Fax,\n7,Fan,123,x\n")
    assert taken.rows[0].extra == {"Fax": "123", "column 4": "x"}
    assert taken.plan.columns[2] == ("Fax", "")


def test_the_name_of_a_field_goes_before_its_aliases(take):
    taken = take("subject,title,description,text\na,b,c,d\n")
    assert taken.values == [{"title": "b", "body": "c"}]
    assert taken.rows[0].extra == {"subject": "a", "text": "d"}


def test_words_become_ids(take):
    taken = take(
        "id,kind,status,priority,channel,flag,class,result\n"
        "1,报修,待件,急,微信,红,质量,修好\n2,Repair,Waiting for parts,URGENT,WeChat,Red,Quality,Fixed\n3,complaint,已答复,中,来电,gray,服务,一般\n"
    )
    first = {"kind": "repair", "status": "awaiting_parts", "priority": "urgent", "channel": "wechat", "flag_colour": "red",
             "complaint_class": "quality", "result": "fixed"}  # fmt: skip
    assert taken.values[0] == taken.values[1] == first
    assert taken.values[2]["status"] == "answered"
    assert (taken.values[2]["priority"], taken.values[2]["channel"], taken.values[2]["result"]) == (
        "normal",
        "phone",
        "neutral",
    )


def test_a_status_that_workflows_differ_about_is_left_to_the_ticket(take):
    assert take("id,status\n1,Done\n2,作废\n3,anything\n").values[2] == {"status": "anything"}


def test_a_kind_that_does_not_exist_refuses_the_row(take):
    taken = take("id,类型\n1,采购\n")
    assert (taken.refused[0].line, taken.refused[0].column) == (2, "类型")


def test_values_no_field_can_hold_are_kept_aside_and_counted(take):
    taken = take(
        "id,priority,phone,score,estimate\n1,whenever,1.38E+10,11,about ten\n2,whenever,13800005678,4.0,¥480.50\n3,low,,,12 EUR\n"
    )
    assert taken.rows[0].values == {}
    assert taken.rows[0].extra == {"priority": "whenever", "phone": "1.38E+10", "score": "11", "estimate": "about ten"}
    assert taken.values[1] == {"phone": "13800005678", "score": 4, "estimate": 48_050}
    assert taken.values[2] == {"priority": "low", "estimate": 1200, "currency": "EUR"}
    assert {sentence.values["column"]: sentence.values["count"] for sentence in taken.plan.sentences()} == {
        "priority": 2, "phone": 1, "score": 1, "estimate": 1,
    }  # fmt: skip


def test_a_reason_in_words_is_a_note(take):
    assert take("id,reason\n1,No access\n2,he was away\n").values == [
        {"reason": "no_access"},
        {"reason_note": "he was away"},
    ]


def test_tags_and_several_numbers_in_a_cell(take):
    taken = take('id,tags,phone\n1,"#vip, urgent；vip","138\n139"\n')
    assert taken.values == [{"tags": ("vip", "urgent"), "phone": "138"}]
    assert taken.rows[0].extra == {"phone 2": "139"}


def test_control_characters_are_cleaned_and_reported(take):
    taken = take('id,title,text\n1,a\x1b[31mb\x00\u202ec,"one\r\ntwo\x07"\n2,"two\nlines","fine\ntext"\n')
    assert taken.values[0] == {"title": "a[31mbc", "body": "one\ntwo"}
    assert taken.values[1] == {"title": "two lines", "body": "fine\ntext"}
    assert taken.plan.warnings == {(CLEANED, ""): 1}


@given(st.text())
def test_what_passes_as_plain_needs_no_cleaning(text):
    if _PLAIN.fullmatch(text):
        assert is_clean(text)


@given(st.text(st.characters(min_codepoint=0xA0, max_codepoint=0xFFEF), max_size=4))
def test_what_passes_as_plain_needs_no_cleaning_in_the_first_plane(text):
    if _PLAIN.fullmatch(text):
        assert is_clean(text)


def marks(taken) -> list[tuple[str, str]]:
    return [(row.external_id, row.fingerprint) for row in taken.rows]


def test_rows_without_an_id_are_told_apart_by_what_they_say(take):
    taken = take("title,text\na,b\na,b\nb,a\na,b\n")
    ids = [row.external_id for row in taken.rows]
    assert len(set(ids)) == 4
    assert [id_.rpartition(":")[2] for id_ in ids] == ["1", "2", "1", "3"]
    assert marks(take("title,text\na,b\na,b\nb,a\na,b\n")) == marks(taken)
    longer = take("title,text\na,b\na,b\nb,a\na,b\nnew,c\n")
    assert marks(longer)[:4] == marks(taken)


def test_the_order_of_columns_changes_nothing(take):
    assert marks(take("title,text\na,b\n")) == marks(take("text,title\nb,a\n"))
    assert marks(take("id,title,text\n1,a,b\n")) == marks(take("text,id,title\nb,1,a\n"))


def test_other_content_or_another_reading_is_another_fingerprint(take):
    base = take("id,title\n1,a\n")
    assert marks(base)[0][0] == marks(take("id,title\n1,b\n"))[0][0]
    changed = [
        take("id,title\n1,b\n"),
        take("id,title\n1,a\n", kind="repair"),
        take("id,title\n1,a\n", zone="UTC"),
        take("id,Fax\n1,a\n"),
    ]
    assert all(marks(base) != marks(other) for other in changed)


def test_an_id_stands_once(take):
    taken = take("id,title\n1,a\n2,b\n1,a\n1,c\n")
    assert [(row.line, row.external_id) for row in taken.rows] == [(2, "1"), (3, "2")]
    assert [(row.line, row.cells) for row in taken.refused] == [(5, ("1", "c"))]
    assert taken.plan.warnings == {(TWICE, ""): 1}


@given(st.lists(st.integers(0, 2**64 - 1), max_size=400))
def test_seen_is_a_dictionary(keys):
    seen, known = Seen(), {}
    for mark, key in enumerate(keys):
        assert seen.add(key, mark) == known.get(key or 1)
        known.setdefault(key or 1, mark)


def test_seen_grows():
    keys = [key * 0x9E3779B97F4A7C15 % 2**64 for key in range(1, 60_000)]
    seen = Seen()
    assert all(seen.add(key, place) is None for place, key in enumerate(keys))
    assert [seen.add(key, 0) for key in keys] == list(range(len(keys)))


MAP = """
[source]
name = "old desk"
kind = "repair"
timezone = "Europe/Copenhagen"
date_order = "dmy"
[columns]
external_id = "Nr"
title = ["What", "Where"]
status = "State"
opened_at = "Came"
[values.status]
"Fixed" = "collected"
[defaults]
channel = "Phone"
"""


def test_a_map_stands_in_for_the_aliases(take, tmp_path: Path):
    (tmp_path / "old.toml").write_text(MAP)
    taken = take(
        "Nr,What,Where,State,Came,Title\n1,Fan,Hall,FIXED,3/10/2019,x\n2,Fan,,Gone,4/10/2019,\n",
        map=tmp_path / "old.toml",
    )
    assert taken.plan.source == "old desk"
    assert taken.values[0] == {
        "title": "Fan Hall",
        "status": "collected",
        "opened_at": "2019-10-02T22:00:00Z",
        "kind": "repair",
        "channel": "phone",
    }
    assert taken.rows[0].extra == {"Title": "x"}
    assert taken.rows[1].extra == {"State": "Gone"}
    assert taken.plan.sentences()[0].values == {"count": 1, "column": "State"}


@pytest.mark.parametrize(
    "text",
    ["[columns", "[colunms]\n", "[columns]\ntitel = 'a'", "[columns]\ntitle = 3", "[columns]\ntitle = []", "[values]\nstatus = 'a'",
     "[values.status]\na = 3", "[source]\nname = 3", "source = 3", "[source]\ndate_order = 'dym'", "[defaults]\nchannel = 'smoke'",
     "[columns]\ntitle = 'Missing'"],
)  # fmt: skip
def test_a_slip_in_a_map_is_named(take, tmp_path: Path, text):
    (tmp_path / "m.toml").write_text(text)
    with pytest.raises(BadInput):
        take("id,title\n1,a\n", map=tmp_path / "m.toml")


def test_a_map_that_is_not_there(tmp_path: Path):
    with pytest.raises(BadInput):
        maps.load(tmp_path / "m.toml")


def test_profiles_are_named_or_found(take):
    with pytest.raises(Usage):
        take("id\n1\n", profile="zendesk")
    assert take("id\n1\n").plan.profile == "plain"
    assert take("id\n1\n").plan.source == "file"
    assert take("id\n1\n", source="shop").plan.source == "shop"
    with pytest.raises(BadInput):
        take("a,b\n1,2\n", profile="openrepair")


def test_every_field_of_a_map_is_known_to_the_desk():
    elsewhere = {"external_id", "number", "customer", "company", "phone", "email", "wechat", "wangwang", "qq", "assignee", "tags",
                 "device_category", "brand", "model", "serial", "flag_reason", "extra"}  # fmt: skip
    assert set(maps.known_fields()) - elsewhere <= set(fields.BY_NAME)
