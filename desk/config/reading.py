"""From a TOML file to Settings. What is wrong is said with file, line, key and what would be right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NoReturn

from desk import paths
from desk.config.settings import LABEL, SECTIONS, STATUS, Section, Settings
from desk.errors import Configuration, NoPermission
from desk.text import N_, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desk.config.kinds import Kind

_PEEK = rb"""(?m)^[ \t]*(?:desk[ \t]*\.[ \t]*)?language[ \t]*=[ \t]*["']([\w.-]*)["']"""


def load(told: str | None = None) -> Settings:
    """The settings of the file `told`, else of DESK_CONFIG, else of the usual place; without a file, the defaults.

    Configuration when a named file is missing or anything in it is wrong, NoPermission when it may not be read.
    """
    path = paths.config_file(told or "")
    source = _read(path, needed=paths.is_told(told or ""))
    return Settings() if source is None else parse(source, path)


def peek_language(told: str | None = None) -> str:
    """What the file says about the language, found without reading the rest; "" when it says nothing or is not there."""
    try:
        with open(paths.config_file(told or ""), "rb") as file:  # noqa: PTH123 - pathlib costs 4 ms of every start
            found = re.search(_PEEK, file.read())
    except OSError:
        return ""
    return found[1].decode("ascii", "replace") if found else ""


def _read(path: str, *, needed: bool) -> str | None:
    try:
        with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123 - pathlib costs 4 ms of every start
            return file.read()
    except FileNotFoundError:
        if not needed:
            return None
        raise Configuration(N_("There is no configuration file {file}."), file=path) from None
    except PermissionError as error:
        raise NoPermission(N_("The configuration file {file} may not be read."), file=path) from error
    except UnicodeDecodeError as error:
        raise Configuration(N_("The configuration file {file} is not UTF-8 text."), file=path) from error
    except OSError as error:
        raise Configuration(N_("The configuration file {file} cannot be read."), file=path) from error


def parse(source: str, path: str = "config.toml") -> Settings:
    """The settings in TOML text; `path` is only named in errors."""
    import tomli

    try:
        tables = tomli.loads(source)
    except tomli.TOMLDecodeError as error:
        said = N_("{file}, line {line}: this is not TOML: {problem}.")
        raise Configuration(said, file=path, line=error.lineno, problem=error.msg) from error
    return _Reader(source, path).settings(tables)


class _Reader:
    def __init__(self, source: str, path: str) -> None:
        self.source = source
        self.path = path

    def settings(self, tables: Mapping[str, Any]) -> Settings:
        parts: dict[str, object] = {}
        for name, value in tables.items():
            if name == "status":
                parts[name] = self._statuses(value)
            elif name == "label":
                parts[name] = self._labels(value)
            elif section := SECTIONS.get(name):
                parts[name] = self._section(name, section, value)
            else:
                self._unknown((), name, [*SECTIONS, "status", "label"])
        settings = Settings(self.path, **parts)
        self._together(settings)
        return settings

    def _section(self, name: str, section: type[Section], value: object) -> Section:
        if not isinstance(value, dict):
            self._wrong((name,), value, Sentence(N_("a section, [{name}]"), name=name))
        values: dict[str, object] = {}
        more: dict[str, object] = {}
        for key, given in value.items():
            if setting := section.settings.get(key):
                values[key] = self._taken((name, key), given, setting.kind)
            elif section.others and (not section.other_keys or key in section.other_keys):
                more[key] = self._taken((name, key), given, section.others)
            else:
                self._unknown((name,), key, [*section.settings, *section.other_keys])
        return section(**values, **({"more": more} if more else {}))

    def _statuses(self, value: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            self._wrong(("status",), value, Sentence(N_("tables that begin with [[{name}]]"), name="status"))
        return tuple(self._taken(("status",), entry, STATUS) for entry in value)

    def _labels(self, value: object) -> dict[str, object]:
        if not isinstance(value, dict):
            self._wrong(("label",), value, Sentence(N_("a section, [{name}]"), name="label.“repair.awaiting_parts”"))
        return {key: self._taken(("label", key), given, LABEL) for key, given in value.items()}

    def _taken(self, where: tuple[str, ...], value: object, kind: Kind) -> object:
        try:
            return kind.take(value)
        except (ValueError, TypeError):
            self._wrong(where, value, kind.right, kind.choices)

    def _together(self, settings: Settings) -> None:
        """What is wrong only in view of another setting."""
        wait = settings.wait
        pairs = (("amber_minutes", "red_minutes"), ("chat_amber_seconds", "chat_red_seconds"))
        for amber, red in pairs:
            most, least = getattr(wait, red), getattr(wait, amber)
            if most < least and red in vars(wait):
                self._wrong(("wait", red), most, Sentence(N_("at least {name}, {value}"), name=amber, value=least))
            if most < least:
                self._wrong(("wait", amber), least, Sentence(N_("at most {name}, {value}"), name=red, value=most))

    def _wrong(self, where: tuple[str, ...], value: object, right: Sentence, choices: Iterable[str] = ()) -> NoReturn:
        line, key = line_of(self.source, where), ".".join(where)
        facts = {"file": self.path, "line": line, "key": key, "value": _shown(value), "right": right}
        if isinstance(value, str) and (near := _near(value, choices)):
            said = N_("{file}, line {line}: {key} is {value}, but should be {right}. Did you mean “{near}”?")
            raise Configuration(said, **facts, near=near)
        raise Configuration(N_("{file}, line {line}: {key} is {value}, but should be {right}."), **facts)

    def _unknown(self, where: tuple[str, ...], key: str, known: list[str]) -> NoReturn:
        facts = {"file": self.path, "line": line_of(self.source, (*where, key)), "key": ".".join((*where, key))}
        if near := _near(key, known):
            said = N_("{file}, line {line}: there is no setting {key}. Did you mean “{near}”?")
            raise Configuration(said, **facts, near=near)
        said = N_("{file}, line {line}: there is no setting {key}. There are: {known}.")
        raise Configuration(said, **facts, known=known)


def _near(word: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches

    found = get_close_matches(word.lower(), [name for name in known if name], n=1)
    return found[0] if found else ""


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict | list):
        return "{…}" if isinstance(value, dict) else "[…]"
    return f"“{value}”" if isinstance(value, str) else str(value)


def line_of(source: str, where: tuple[str, ...]) -> int:
    """The line, from 1, of a key (section, key) in TOML text; of its section when the key is written in another way."""
    section, found, nearest = "", ".".join(where), 1
    for number, line in enumerate(source.splitlines(), start=1):
        text = line.strip()
        if text.startswith("["):
            section = text.strip("[] \t").split("#")[0].rstrip("] ").replace('"', "").replace("'", "").replace(" ", "")
            path = section
        else:
            key = text.partition("=")[0].replace('"', "").replace("'", "").replace(" ", "")
            path = f"{section}.{key}" if section and key else key
        if path == found:
            return number
        if path == where[0] and nearest == 1:
            nearest = number
    return nearest
