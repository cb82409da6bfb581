"""What reading a file yields: rows with values for our fields, and rows that were refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desk.text import Sentence


class Row:
    """One row of a file.

    line         where it begins, counted from 1
    source       the name under which its id is known
    external_id  its own id, or "row:<hash>:<how many such rows came before>"
    fingerprint  hash of all that the row says, with how it was read
    values       by field name: text; instants as UTC text; kind, priority, channel and the like as ids; status as an id, or as
                 written when workflows differ about it; estimate, score, nps as int; tags as a tuple
    extra        the columns nobody knows, by their header
    """

    __slots__ = ("external_id", "extra", "fingerprint", "line", "source", "values")

    def __init__(
        self, line: int, source: str, external_id: str, fingerprint: str, values: dict[str, Any], extra: dict[str, Any]
    ) -> None:
        self.line = line
        self.source = source
        self.external_id = external_id
        self.fingerprint = fingerprint
        self.values = values
        self.extra = extra

    def __repr__(self) -> str:
        return f"Row({self.line}, {self.source}, {self.external_id}, {self.values}, {self.extra})"


class Refused:
    """One row that cannot be taken: its line, the header of the column at fault ("" when it is the whole row), why, its cells."""

    __slots__ = ("cells", "column", "headers", "line", "sentence")

    def __init__(
        self, line: int, column: str, sentence: Sentence, headers: Sequence[str], cells: Sequence[str]
    ) -> None:
        self.line = line
        self.column = column
        self.sentence = sentence
        self.headers = tuple(headers)
        self.cells = tuple(cells)

    def __repr__(self) -> str:
        return f"Refused({self.line}, {self.column!r}, {self.sentence})"
