"""The message catalogs: `catalogs.py compile` makes the .mo files, `catalogs.py check` compares them with the code.

Each language has several small .po files, one a room, merged into one .mo, which is not kept in the repository: the build hook,
the tests and `compile` make it. English needs none, because its text is the message id.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import re
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "desk" / "locale"
CLICK_PO = "click.po"  # click's own words, which reach our users through the same catalog
_PO_ID = re.compile(r'^msgid ((?:"(?:[^"\\]|\\.)*"\s*)+)', re.MULTILINE)

Id = str | tuple[str, ...] | list[str]


class Found(NamedTuple):
    """A message in the code: all its English forms, and where."""

    forms: tuple[str, ...]
    place: str


def compile_all(*, force: bool = False) -> list[Path]:
    """Makes the .mo of every language that is missing or older than one of its .po; returns those made."""
    made = []
    for folder in _languages():
        target = folder / "LC_MESSAGES" / "desk.mo"
        sources = sorted(folder.glob("*.po"))
        newest = max(path.stat().st_mtime_ns for path in sources)
        if force or not target.exists() or target.stat().st_mtime_ns < newest:
            _write(target, _merged(folder.name, sources))
            made.append(target)
    return made


def _languages() -> list[Path]:
    return sorted({path.parent for path in LOCALE.glob("*/*.po")})


def _merged(language: str, sources: Iterable[Path]) -> Catalog:
    # a fixed date, so that the same sources give the same bytes
    epoch = datetime(2026, 1, 1, tzinfo=UTC)
    merged = Catalog(locale=language, project="desk", creation_date=epoch, revision_date=epoch, fuzzy=False)
    for source in sources:
        for message in _read(source):
            merged[message.id] = message
    return merged


def _write(target: Path, catalog: Catalog) -> None:
    target.parent.mkdir(exist_ok=True)
    buffer = BytesIO()
    write_mo(buffer, catalog)
    # two test processes may compile at once: each writes its own file, the last rename wins with equal bytes
    unfinished = target.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(buffer.getvalue())
    unfinished.replace(target)


def _read(source: Path) -> Iterator[Message]:
    with source.open("rb") as file:
        catalog = read_po(file, locale=source.parent.name, abort_invalid=True)
    return (message for message in catalog if message.id)


def check() -> list[str]:
    """What is wrong with the catalogs, one line each; nothing when all is well."""
    used = _in_code()
    click = _in_click()
    problems: list[str] = []
    for folder in _languages():
        known: dict[str, str] = {}
        for source in sorted(folder.glob("*.po")):
            name = f"{folder.name}/{source.name}"
            problems += _check_file(source, name, known, click if source.name == CLICK_PO else used)
        missing = (found for key, found in used.items() if key not in known)
        problems += [f"{folder.name}: missing: {found.forms[0]!r} ({found.place})" for found in missing]
    return problems


def _check_file(source: Path, name: str, known: dict[str, str], used: dict[str, Found]) -> Iterator[str]:
    for message_id in _ids(source):
        if message_id in known:
            yield f"{name}: duplicate: {message_id!r} stands in {known[message_id]} as well"
        known[message_id] = name
    for message in _read(source):
        forms = _forms(message.id)
        strings = _forms(message.string)
        if forms[0] not in used:
            yield f"{name}: unused: {forms[0]!r}"
        elif used[forms[0]].forms != forms:
            yield f"{name}: other plural than in the code: {forms!r}, {used[forms[0]].forms!r}"
        if message.fuzzy or not all(strings):
            yield f"{name}: untranslated: {forms[0]!r}"
        elif any(_placeholders(text) != _placeholders(forms[-1]) for text in strings):
            yield f"{name}: other placeholders: {forms[0]!r}"


def _ids(source: Path) -> Iterator[str]:
    """The ids as the file lists them; Babel would merge an id that stands in one file twice."""
    text = source.read_text("utf-8")
    for found in _PO_ID.finditer(text):
        message_id = "".join(ast.literal_eval(part) for part in re.findall(r'"(?:[^"\\]|\\.)*"', found[1]))
        if message_id:
            yield message_id


def _forms(value: Id | None) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(value or ("",))


def _placeholders(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)", text)) | set(re.findall(r"%\((\w+)\)", text))


def _in_code() -> dict[str, Found]:
    return _extracted((ROOT / "desk").rglob("*.py"), _keywords())


def _in_click() -> dict[str, Found]:
    import click

    found = _extracted(Path(str(click.__file__)).parent.glob("*.py"), {"_"})
    return found | {
        "required": Found(("required",), "core.py")
    }  # translated where it is shown, not where it is written


def _keywords() -> set[str]:
    """Whatever takes a message id as its first argument: the markers, sentences and every error of desk.errors."""
    sys.path.insert(0, str(ROOT))
    errors = importlib.import_module("desk.errors")
    names = [name for name, value in vars(errors).items() if inspect.isclass(value) and issubclass(value, Exception)]
    return {"_", "N_", "Sentence", *names}


def _extracted(files: Iterable[Path], keywords: set[str]) -> dict[str, Found]:
    """The messages of those files. Read as syntax and not as tokens, so that one inside an f-string is seen as well."""
    found: dict[str, Found] = {}
    for path in sorted(files):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            count = 2 if name == "ngettext" else 1 if name in keywords else 0
            literals = [arg.value for arg in node.args[:count] if isinstance(arg, ast.Constant)]
            forms = tuple(value for value in literals if isinstance(value, str) and value)
            if forms and len(forms) == count and len(forms) >= len(found.get(forms[0], Found((), "")).forms):
                place = f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name}:{node.lineno}"
                found[forms[0]] = Found(forms, place)
    return found


def main(arguments: list[str]) -> int:
    """0 when all is well, 1 when the check found something, 2 for words it does not know."""
    if arguments == ["compile"]:
        for path in compile_all(force=True):
            print(path.relative_to(ROOT))
        return 0
    if arguments == ["check"]:
        problems = check()
        for problem in problems:
            print(problem)
        return 1 if problems else 0
    print("usage: catalogs.py compile | check", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
