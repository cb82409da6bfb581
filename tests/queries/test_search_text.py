from __future__ import annotations

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.store.search_text import match, match_phrase, searchable, segment
from desk.text import is_cjk

LETTERS = st.text("屏幕碎换机abcABé１Ａ ", max_size=14)
WORDS = st.text("屏幕碎换机", min_size=1, max_size=3) | st.text("abcABé１", min_size=1, max_size=3)


def found(text: str, expression: str) -> bool:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE s USING fts5(t, tokenize = 'unicode61 remove_diacritics 2')")
        connection.execute("INSERT INTO s VALUES (?)", (segment(text),))
        return connection.execute("SELECT 1 FROM s WHERE s MATCH ?", (expression,)).fetchone() is not None
    finally:
        connection.close()


def bare(text: str) -> str:
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char for char in folded if not unicodedata.combining(char))


def scanned(text: str, word: str) -> bool:
    text, word = bare(text), bare(word)
    if is_cjk(word[0]):
        return word in text.replace(" ", "")
    spaced = "".join(" " if is_cjk(char) else char for char in text)
    return any(part.startswith(word) for part in spaced.split())


@given(text=LETTERS, word=WORDS)
def test_the_index_finds_what_a_plain_scan_finds(text, word):
    assert found(text, match(word)) == scanned(text, word)


@given(word=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8))
def test_no_word_is_ever_syntax(word):
    expression = match(word)
    if expression:
        found("屏幕 broken", expression)


@given(phrase=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8))
def test_no_phrase_is_ever_syntax(phrase):
    expression = match_phrase(phrase)
    if expression:
        found("屏幕 broken", expression)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("王伟的手机", "王伟"),
        ("iPhone13换屏", "iphone"),
        ("iPhone13换屏", "换屏"),
        ("Ｆ２Ｌ－１２", "f2l-12"),
        ("Kaffeemaskine på værksted", "værk"),
        ("Straße 5", "strasse"),
        ("café", "cafe"),
        ('5" screen', '5"'),
    ],
)
def test_people_find_what_they_type(text, word):
    assert found(text, match(word))


def test_a_latin_word_is_a_beginning_and_a_phrase_is_exact():
    assert found("battery swollen", match("batt"))
    assert not found("battery swollen", match_phrase("batt"))
    assert found("battery swollen", match_phrase("battery swollen"))
    assert not found("swollen battery", match_phrase("battery swollen"))


def test_ascii_stays_as_it_is_and_punctuation_asks_nothing():
    assert segment("iPhone 12") == "iPhone 12"
    assert match("，。!?") == match_phrase("…") == ""
    assert not searchable("— ★")
