from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from desk.store.journal import Journal, Line, decode, encode

COLUMNS = ("a", "b", "c")
Rows = dict[int, dict[str, int]]

changes = st.lists(
    st.one_of(
        st.tuples(
            st.just("put"), st.integers(1, 3), st.fixed_dictionaries({name: st.integers(0, 2) for name in COLUMNS})
        ),
        st.tuples(st.just("edit"), st.integers(1, 3), st.dictionaries(st.sampled_from(COLUMNS), st.integers(0, 2))),
        st.tuples(st.just("drop"), st.integers(1, 3), st.just({})),
    ),
    max_size=12,
)
beginnings = st.dictionaries(st.integers(1, 3), st.fixed_dictionaries({name: st.integers(0, 2) for name in COLUMNS}))


def do(rows: Rows, change: tuple[str, int, dict[str, int]]) -> Line | None:
    """One change of a table of three rows, and the line a transaction notes for it; None when it changes nothing."""
    kind, number, values = change
    row = rows.get(number)
    if kind == "put" and row is None:
        rows[number] = dict(values)
        return Line("t", number, number, None, dict(values))
    if kind == "edit" and row is not None:
        after = {name: value for name, value in values.items() if row[name] != value}
        before = {name: row[name] for name in after}
        row.update(after)
        return Line("t", number, number, before, after) if after else None
    if kind == "drop" and row is not None:
        return Line("t", number, number, rows.pop(number), None)
    return None


def replay(rows: Rows, journal: Journal, *, back: bool) -> Rows:
    """The table after the journal's lines, forwards or back."""
    found = {number: dict(row) for number, row in rows.items()}
    for line in journal.lines():
        old, new = (line.after, line.before) if back else (line.before, line.after)
        if new is None:
            assert old is not None
            assert found.pop(line.row_id) == old
        elif old is None:
            assert line.row_id not in found
            found[line.row_id] = dict(new)
        else:
            assert {name: found[line.row_id][name] for name in old} == old
            found[line.row_id].update(new)
    return found


@given(beginnings, changes)
def test_the_folded_lines_lead_there_and_back(rows: Rows, changes: list[Any]) -> None:
    before = {number: dict(row) for number, row in rows.items()}
    journal = Journal()
    for change in changes:
        line = do(rows, change)
        if line is not None:
            journal.note(line)
    assert replay(before, journal, back=False) == rows
    assert replay(rows, journal, back=True) == before
    assert bool(len(journal)) is (before != rows), "what ends as it began makes no line"
    assert len({line.row_id for line in journal.lines()}) == len(journal), "one line a row"


@given(beginnings, changes, changes)
def test_going_back_to_a_mark_forgets_only_what_came_after(rows: Rows, first: list[Any], then: list[Any]) -> None:
    journal = Journal()
    for change in first:
        line = do(rows, change)
        if line is not None:
            journal.note(line)
    kept = {line.row_id: line for line in journal.lines()}
    mark = journal.mark()
    for change in then:
        line = do(rows, change)
        if line is not None:
            journal.note(line)
    journal.back_to(mark)
    assert {line.row_id: line for line in journal.lines()} == kept
    assert journal.mark() == mark


def test_the_tickets_of_an_operation_are_named_once_each() -> None:
    journal = Journal()
    journal.note(Line("message", 8, 42, None, {"id": 8}))
    journal.note(Line("ticket", 42, 42, {"title": "a"}, {"title": "b"}))
    journal.note(Line("customer", 3, None, None, {"id": 3}))
    journal.note(Line("ticket", 7, 7, {"title": "a"}, {"title": "b"}))
    assert journal.tickets() == [42, 7]


images = st.none() | st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text(max_size=20))


@given(images)
def test_an_image_comes_back_as_it_was(image: dict[str, Any] | None) -> None:
    assert decode(encode(image)) == image
