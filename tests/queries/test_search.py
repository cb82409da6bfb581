from __future__ import annotations

import unicodedata

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk.text import is_cjk

TITLES = st.lists(st.text("屏幕碎换机张王abcé1 -，", max_size=10), min_size=1, max_size=8)
WORDS = st.text("屏幕碎换机张王", min_size=1, max_size=3) | st.text("abcé", min_size=1, max_size=3)
MARKS = st.sets(st.integers(0, 7), max_size=8)


def bare(text):
    split = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text).casefold())
    return "".join(char if char.isalnum() else " " for char in split if not unicodedata.combining(char))


def scanned(text, word):
    text, word = bare(text), bare(word)
    if is_cjk(word[0]):
        return word in text.replace(" ", "")
    return any(part.startswith(word) for part in "".join(" " if is_cjk(char) else char for char in text).split())


def clear(book):
    for table in ("search_dirty", "search", "ticket"):
        book.connection.execute(f"DELETE FROM {table}")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(titles=TITLES, words=st.lists(WORDS, min_size=1, max_size=3), late=MARKS)
def test_search_equals_a_plain_scan_indexed_or_not(book, titles, words, late):
    book.connection.execute("BEGIN")
    try:
        clear(book)
        for number, title in enumerate(titles):
            book.ticket(title if number not in late else "", id=number + 1)
        book.index()
        for number in late:
            if number < len(titles):
                book.connection.execute("UPDATE ticket SET title = ? WHERE id = ?", (titles[number], number + 1))
        every = {word: {i + 1 for i, title in enumerate(titles) if scanned(title, word)} for word in words}
        wanted = set.intersection(*every.values())
        assert book.found(" ".join(words)) == sorted(wanted, reverse=True)
        assert set(book.found(" OR ".join(words))) == set.union(*every.values())
        assert set(book.found(f"NOT {words[0]}")) == set(range(1, len(titles) + 1)) - every[words[0]]
    finally:
        book.connection.execute("ROLLBACK")


def test_an_edit_from_another_program_is_found_before_it_is_indexed(book):
    number = book.ticket("屏幕碎")
    book.index()
    book.connection.execute("UPDATE ticket SET title = '电池鼓包'")
    assert book.found("屏幕") == []
    assert book.found("电池") == [number]
    assert book.found("NOT 屏幕 电") == [number]
    assert book.reader().count("电池") == 1


def test_initials_find_the_customer_and_words_still_count(book):
    zhang = book.customer("张三", initials="zs")
    first, other, spelt = (
        book.ticket("lamp", customer_id=zhang),
        book.ticket("屏", customer_id=zhang),
        book.ticket("zsh"),
    )
    book.index()
    assert book.found("zs") == [spelt, other, first]
    assert book.found("zs lamp") == [first]
    assert book.found("ZS OR zsh") == [spelt, other, first]
    assert book.found("z") == [spelt]
    assert book.reader().ids("zs", limit=1, after=spelt) == [other]


def test_what_looks_like_syntax_is_only_words(book):
    number = book.ticket("the (title) NEAR* a:b ^x + y")
    book.index()
    for query in ('"NEAR("', "near*", '"a:b"', "^x", "+", "'; DROP TABLE ticket; --", '"x + y"', "{title}", "title^2"):
        book.found(query)
    assert book.found('"near* a:b"') == [number]
    assert book.found("^x") == [number]
