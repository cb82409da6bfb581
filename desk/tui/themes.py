"""Themes from TOML files: the shipped ones and, beside them, a shop's own. A broken file is a warning, never an end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from textual.color import Color, ColorParseError
from textual.theme import Theme

from desk.text import N_, Label, Sentence, clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from textual.app import App

DEFAULT = "desk-dark"
COLOURS = (
    "primary", "secondary", "accent", "foreground", "background", "surface", "panel", "success", "warning", "error",
)  # fmt: skip
# What a row can say with colour. A letter or sign beside it always says the same.
TONES = ("late", "urgent", "today", "complaint", "waiting", "done", "mark", "faint")
_KEYS = {"label", "dark", "colours", "tones"}
FALLBACK_TONES: dict[str, str] = {f"tone-{tone}": "ansi_default" for tone in TONES}


class Found(NamedTuple):
    """A theme and its name in both languages."""

    theme: Theme
    label: Label


def load(folders: Iterable[Path]) -> tuple[dict[str, Found], list[Sentence]]:
    """The themes of all `*.toml` in `folders`, named by their files, a later folder winning; and what was wrong, all at once."""
    found: dict[str, Found] = {}
    problems: list[Sentence] = []
    for folder in folders:
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            try:
                found[path.stem] = read(path)
            except _Broken as broken:
                problems.append(Sentence(N_("Theme {file} is left out: {why}"), file=path.name, why=broken.why))
    return found, problems


def read(path: Path) -> Found:
    """The theme of one file; `_Broken` says why it cannot be used."""
    import tomli

    try:
        data = tomli.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomli.TOMLDecodeError) as error:
        raise _Broken(N_("it cannot be read as TOML.")) from error
    for key in data.keys() - _KEYS:
        raise _Broken(N_("“{key}” is no part of a theme."), key=clean(str(key)))
    colours = _colours(data, "colours", COLOURS)
    tones = _colours(data, "tones", TONES)
    dark = data.get("dark", True)
    if not isinstance(dark, bool):
        raise _Broken(N_("“{key}” has to be true or false."), key="dark")
    label = data.get("label", {})
    names = label if isinstance(label, dict) else {}
    variables = {f"tone-{name}": colour for name, colour in tones.items()}
    theme = Theme(path.stem, colours["primary"], dark=dark, variables=variables)
    for name, colour in colours.items():
        setattr(theme, name, colour)
    return Found(theme, Label(clean(str(names.get("en", path.stem))), clean(str(names.get("zh", path.stem)))))


def register(app: App[Any], folders: Iterable[Path], wanted: str) -> list[Sentence]:
    """Gives `app` the themes of `folders` and switches to `wanted`; an unknown name keeps what is there and is told."""
    found, problems = load(folders)
    for item in found.values():
        app.register_theme(item.theme)
    if wanted in found:
        app.theme = wanted
    elif found:
        names = ", ".join(sorted(found))
        problems.append(Sentence(N_("There is no theme “{name}”. There are: {names}."), name=wanted, names=names))
        app.theme = DEFAULT if DEFAULT in found else min(found)
    return problems


def _colours(data: Mapping[str, Any], section: str, needed: tuple[str, ...]) -> dict[str, str]:
    table = data.get(section)
    if not isinstance(table, dict):
        raise _Broken(N_("the part [{section}] is missing."), section=section)
    for key in table.keys() - set(needed):
        raise _Broken(N_("“{key}” is no part of a theme."), key=clean(f"{section}.{key}"))
    for key in needed:
        if key not in table:
            raise _Broken(N_("“{key}” is missing."), key=f"{section}.{key}")
        try:
            Color.parse(str(table[key]))
        except ColorParseError as error:
            raise _Broken(
                N_("“{value}” of {key} is no colour."), value=clean(str(table[key])), key=f"{section}.{key}"
            ) from error
    return {key: str(table[key]) for key in needed}


class _Broken(Exception):
    """A theme file that cannot be used; `why` says it in a sentence."""

    def __init__(self, id: str, /, **values: object) -> None:  # noqa: A002
        super().__init__(id)
        self.why = Sentence(id, **values)
