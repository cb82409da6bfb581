from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.errors import Usage
from desk.queries.keys import KEYS
from desk.queries.nodes import And, Item, Key, Not, Or, Phrase, Query, Word, both
from desk.queries.parser import parse

SIGNS = st.sampled_from([*' \u3000()（）-－"“”「」:：,，、.<>=≤\\', "OR", "AND", "NOT", "..", "\u0338"])
PIECES = SIGNS | st.sampled_from(["kind:", "状态：", "due:<2d", "sort:-created", "屏幕", "ab", "7"]) | st.characters()


def is_(name, *texts):
    return Key(name, tuple(Item("is", text) for text in texts))


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", None),
        ("  （） - ", None),
        ("屏幕 碎", And((Word("屏幕"), Word("碎")))),
        ("屏幕　碎", And((Word("屏幕"), Word("碎")))),
        ('"a b" “c d” 「e f」', And((Phrase("a b"), Phrase("c d"), Phrase("e f")))),
        ('"left open', Phrase("left open")),
        (r'"say \"hi\" \\"', Phrase('say "hi" \\')),
        ("-x", Not(Word("x"))),
        ("NOT x", Not(Word("x"))),
        ("－kind:repair", Not(is_("kind", "repair"))),
        ("a OR b c", Or((Word("a"), And((Word("b"), Word("c")))))),
        ("a AND b", And((Word("a"), Word("b")))),
        ("(a OR b) -（c d）", And((Or((Word("a"), Word("b"))), Not(And((Word("c"), Word("d"))))))),
        ("or not and", And((Word("or"), Word("not"), Word("and")))),
        ("类型：报修", is_("kind", "报修")),
        ("status:ready,collected，待件", is_("status", "ready", "collected", "待件")),
        ('tag:"a b",c', is_("tag", "a b", "c")),
        ("created:2026-10-01..2026-10-15", Key("created", (Item("..", "2026-10-01", "2026-10-15"),))),
        ("due:..2d", Key("due", (Item("..", "", "2d"),))),
        ("waiting:＞2h", Key("waiting", (Item(">", "2h"),))),
        ("created:≥2026", Key("created", (Item(">=", "2026"),))),
        ("12:30", Word("12:30")),
        ('5" screen', And((Word('5"'), Word("screen")))),
    ],
)
def test_a_query_reads_as_people_mean_it(text, where):
    assert parse(text) == Query(where)


def test_an_order_stands_anywhere_outside_brackets_and_the_last_one_counts():
    assert parse("sort:due a 排序:-创建") == Query(Word("a"), "-created")
    assert parse("sort:waiting") == Query(None, "waiting")


@pytest.mark.parametrize(
    ("text", "near"),
    [("stauts:ready", "status"), ("knd:repair", "kind"), ("custmer:x", "customer"), ("sort:urgancy", "urgency")],
)
def test_a_wrong_key_gets_the_closest_one(text, near):
    with pytest.raises(Usage) as caught:
        parse(text)
    assert caught.value.sentence.values["near"] == near
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    "text",
    ["http://x", "kind:", "kind:,", "(a", "a)", "a OR", "OR a", "NOT", "NOT OR a", "due:<", "due:..", "(sort:due)",
     "-sort:due", "sort:due,waiting", "(" * 99 + "a" + ")" * 99, "-" * 5000 + "a", "a " * 500,
     "tag:" + "a," * 500],
)  # fmt: skip
def test_what_makes_no_sense_is_told(text):
    with pytest.raises(Usage):
        parse(text)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=40))
def test_any_text_is_a_query_or_told_and_reads_the_same_again(text):
    try:
        query = parse(text)
    except Usage:
        return
    assert parse(str(query)) == query


WORDS = st.sampled_from(["屏幕", "a", "iPhone13", "or", "5kg", "x'y", "a-b"]).map(Word)
LITERALS = st.text(st.sampled_from('ab屏 ,"()\\..<'), min_size=1, max_size=6).filter(str.strip)
ITEMS = LITERALS.map(lambda text: Item("is", text)) | st.just(Item("..", "", "2d")) | st.just(Item("<=", "5"))
KEYED = st.builds(
    Key, st.sampled_from([key for key in KEYS if key != "sort"]), st.lists(ITEMS, min_size=1, max_size=3).map(tuple)
)
LEAVES = WORDS | LITERALS.map(Phrase) | KEYED
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        inner.map(Not)
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts)))
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts)))
    ),
    max_leaves=10,
)


@given(tree=TREES, sort=st.sampled_from(["", "urgency", "-created"]))
def test_a_tree_written_down_is_the_same_tree(tree, sort):
    assert parse(str(Query(tree, sort))) == Query(tree, sort)


def test_a_view_and_a_filter_together():
    assert both(parse("is:open OR is:vip sort:due"), parse("屏幕")) == Query(
        And((Or((is_("is", "open"), is_("is", "vip"))), Word("屏幕"))), "due"
    )
    assert both(parse(""), parse("a sort:created")) == Query(Word("a"), "created")
