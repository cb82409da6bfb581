"""People of the staff whom a file names. They appear on first use, as they do in deeds; making one is no part of the import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.domain.pinyin import initials

if TYPE_CHECKING:
    import sqlite3

    from desk.actions.import_rows import Staff

_BY_WORD = "SELECT id FROM staff WHERE number = ?1 OR login = ?1 OR name = ?1 ORDER BY number = ?1 DESC, login = ?1 DESC, id LIMIT 1"
# A number alone says who it is in one shop; another shop's 05 is somebody else, unless that one still has no name.
_BY_NUMBER_AND_NAME = "SELECT id FROM staff WHERE number = ?1 AND name IN (?1, ?2)"
_BY_NAME = "SELECT id FROM staff WHERE name = ?2 AND (number IS NULL OR ?1 = '') ORDER BY id LIMIT 1"


class Roster:
    """Finds people, each once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self._known: dict[tuple[str, str], int | None] = {}

    def places(self, staff: Staff) -> tuple[int | None, int | None]:
        """The staff rows of the assignee and of who opened it."""
        named = staff.assignee_name if staff.assignee_name != staff.assignee else ""
        return self._person(staff.assignee, named), self._person("", staff.opener)

    def _person(self, word: str, name: str) -> int | None:
        key = word, name
        if key not in self._known:
            self._known[key] = self._found(word, name) if word or name else None
        return self._known[key]

    def _found(self, word: str, name: str) -> int:
        if not name:
            return self._one(_BY_WORD, word) or self._made(word if word.isdigit() else None, word)
        if word:
            found = self._one(_BY_NUMBER_AND_NAME, word, name)
            if found:
                self.connection.execute(
                    "UPDATE staff SET name = ?, initials = ?, version = version + 1 WHERE id = ? AND name <> ?",
                    (name, initials(name), found, name),
                )
                return found
        found = self._one(_BY_NAME, word, name)
        if found:
            if self._free(word):
                self.connection.execute("UPDATE staff SET number = ? WHERE id = ?", (word, found))
            return found
        return self._made(word if self._free(word) else None, name)

    def _one(self, sql: str, *values: str) -> int:
        row = self.connection.execute(sql, values).fetchone()
        return int(row[0]) if row else 0

    def _free(self, number: str) -> bool:
        return bool(number) and not self._one("SELECT id FROM staff WHERE number = ?", number)

    def _made(self, number: str | None, name: str) -> int:
        made = self.connection.execute(
            "INSERT INTO staff (number, name, initials) VALUES (?, ?, ?)", (number, name, initials(name))
        )
        return int(made.lastrowid or 0)
