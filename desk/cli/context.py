"""What a command is told: which desk, who stands at it, which settings. Everything is read when it is first asked for."""

from __future__ import annotations

import os
from functools import cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager
    from zoneinfo import ZoneInfo

    from desk.actions.desk import Desk
    from desk.config import Settings
    from desk.queries.reader import Reader


# Global options that take a value, and the names they are noted under.
GLOBAL = ("--db", "--config", "--as", "--lang")
LANGUAGES = ("zh", "en")


def told(words: Sequence[str], option: str) -> str | None:
    """The value of a global option before click has read anything: the language must be known when help is built."""
    for place, word in enumerate(words):
        if word == "--":
            break
        if word.startswith(option + "="):
            return word.partition("=")[2]
        if word == option and place + 1 < len(words):
            return words[place + 1]
    return None


class Context:
    """The global options of one run. They may stand before and after the subcommand; the later one counts."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}
        self.debug = False
        self.door = "cli"
        self.command = ""

    def tell(self, name: str, value: str | None) -> None:
        """Notes a global option: db, config, as or lang."""
        if value:
            self.told[name] = value

    def take(self, words: Sequence[str]) -> bool:
        """Notes `words` when they are nothing but sound global options: then the screen opens, and click need not be loaded."""
        found: dict[str, str] = {}
        left = [word for word in words if word != "--debug"]
        while left:
            option, equals, value = left.pop(0).partition("=")
            if option not in GLOBAL or not (equals or left):
                return False
            value = value if equals else left.pop(0)
            if not value or (option == "--lang" and value not in LANGUAGES):
                return False
            found[option.lstrip("-")] = value
        self.told.update(found)
        return True

    @cached_property
    def settings(self) -> Settings:
        """The settings of the config file, or the defaults."""
        from desk.config import load

        return load(self.told.get("config"))

    @cached_property
    def path(self) -> str:
        """The desk's file; it need not exist."""
        from desk import paths

        return paths.database(self.told.get("db", ""), self.settings.desk.database, self.settings.file)

    @cached_property
    def who(self) -> str:
        """Who is at the desk: --as, DESK_USER, the configuration, the login name."""
        told = self.told.get("as") or os.environ.get("DESK_USER") or self.settings.desk.who
        return told or login()

    @property
    def language(self) -> str:
        """What is spoken now."""
        from desk import i18n

        return i18n.language()

    def desk(self) -> Desk:
        """The desk for deeds. Raises NoDesk and its kin when the file is none."""
        from pathlib import Path

        from desk.actions.desk import Desk

        return Desk(Path(self.path), self.settings, who=self.who, door=self.door)

    def reading(self) -> AbstractContextManager[Reader]:
        """The read side for the length of a block."""
        from desk.queries import opening

        return opening.reading(self.path, self.settings, self.who)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The shop's time zone, as its file says."""
        with self.reading() as reader:
            return reader.asked.zone


def login() -> str:
    """The name of the system's user; a number where the system knows no name."""
    for variable in ("LOGNAME", "USER", "USERNAME"):
        if name := os.environ.get(variable):
            return name
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())
