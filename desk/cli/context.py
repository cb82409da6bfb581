"""What a command is told: which desk, who stands at it, which settings. Everything is read when it is first asked for."""

from __future__ import annotations

import os
from functools import cached_property

TYPE_CHECKING = False
if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from zoneinfo import ZoneInfo

    from desk.actions.desk import Desk
    from desk.config import Settings
    from desk.queries.reader import Reader


class Context:
    """The global options of one run. They may stand before and after the subcommand; the later one counts."""

    def __init__(self) -> None:
        self.told: dict[str, str] = {}
        self.debug = False
        self.door = "cli"

    def tell(self, name: str, value: str | None) -> None:
        """Notes a global option: db, config, as or lang."""
        if value:
            self.told[name] = value

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
