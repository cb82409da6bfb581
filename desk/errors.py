"""What can go wrong. Each error carries an exit code and a sentence that a shopkeeper understands, without personal data."""

from __future__ import annotations

from typing import ClassVar

from desk.text import Sentence


class DeskError(Exception):
    """Something that can be told in one sentence; `exit_code` is what the process ends with."""

    exit_code: ClassVar[int] = 1

    def __init__(self, id: str, /, **values: object) -> None:  # noqa: A002 - gettext calls it an id
        super().__init__(id)
        self.sentence = Sentence(id, **values)

    def __str__(self) -> str:
        return f"{self.sentence.id} {self.sentence.values}" if self.sentence.values else self.sentence.id


class Usage(DeskError):
    """The words of a command or of a query do not make sense."""

    exit_code = 2


class NotFound(DeskError):
    """A ticket, person or operation that is not there."""

    exit_code = 3


class Conflict(DeskError):
    """Somebody changed it meanwhile; nothing was written."""

    exit_code = 4


class Refused(DeskError):
    """A rule of the shop says no."""

    exit_code = 5


class Unbalanced(DeskError):
    """A report whose flow does not balance; it was written, and marked."""

    exit_code = 7


class BadInput(DeskError):
    """A file or text that cannot be taken; nothing was written."""

    exit_code = 65


class NoDesk(DeskError):
    """No desk there: missing, empty, or another program's file."""

    exit_code = 69


class NoOutput(DeskError):
    """The output cannot be made."""

    exit_code = 73


class DiskTrouble(DeskError):
    """The disk is full or does not answer."""

    exit_code = 74


class Busy(DeskError):
    """Somebody else is saving; try again."""

    exit_code = 75


class Newer(DeskError):
    """Made by a newer version of desk."""

    exit_code = 76


class NoPermission(DeskError):
    """The file may not be read or written by this user."""

    exit_code = 77


class Configuration(DeskError):
    """The configuration is wrong, or the schema has to be moved first."""

    exit_code = 78


class Damaged(DeskError):
    """The database is damaged."""

    exit_code = 79
