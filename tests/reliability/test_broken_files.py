"""Whatever lies where the desk should be: the right error in one sentence, and not a byte of it changed."""

from __future__ import annotations

import hashlib
import importlib
import os
import pkgutil
import shutil
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from support import broken, forks
from support.stories import at_desk, copy, opened

import desk as program
from desk.cli import main
from desk.errors import DeskError
from desk.store import archive, connection

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

COPY = "the copy"
WORDS = (("list",), ("add", "one more"), ("backup", "-o", COPY), ("check", "--deep"), ("log",))
FINE, NONE, DENIED, DAMAGED, NEWER = 0, 69, 77, 79, 76

# The exit code of: reading, writing, a backup.
EXPECTED: dict[str, tuple[int, int, int]] = {
    **dict.fromkeys(
        ("missing", "empty", "text", "gzip", "short text", "zeros", "folder", "symlink loop", "dev null", "wrong magic"),
        (NONE, NONE, NONE),
    ),
    **dict.fromkeys(("format 3", "another program", "future mark", "their unfinished file", "foreign log"), (NONE, NONE, NONE)),
    **dict.fromkeys(("header only", "half", "cut in a page", "zero pages"), (DAMAGED, DAMAGED, DAMAGED)),
    **dict.fromkeys(("schema flipped", "no version", "no version table"), (DAMAGED, DAMAGED, DAMAGED)),
    "random page": (FINE, DAMAGED, DAMAGED),
    "newer": (NEWER, NEWER, NEWER),
    "may not write": (FINE, DENIED, FINE),
    "may not read": (DENIED, DENIED, DENIED),
    "closed folder": (FINE, DENIED, FINE),
    "sealed folder": (DENIED, DENIED, DENIED),
    "unfinished": (FINE, FINE, FINE),
    "sound": (FINE, FINE, FINE),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    """Everything is imported before a process becomes somebody who may not read the files of this interpreter."""
    for package in ("actions", "store", "queries", "domain", "config", "cli"):
        for module in pkgutil.iter_modules([str(Path(program.__file__).parent / package)]):
            importlib.import_module(f"desk.{package}.{module.name}")


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the other user owns; pytest's own folders are closed to others."""
    folder = Path(tempfile.mkdtemp(prefix="desk-broken-"))
    yield folder
    folder.chmod(0o700)
    for inner in folder.rglob("*"):
        if inner.is_dir() and not inner.is_symlink():
            inner.chmod(0o700)
    shutil.rmtree(folder)


def reading(path: Path, aside: Path) -> None:
    with closing(connection.read(path)) as found:
        assert found.execute("SELECT name FROM shop").fetchone() == ("阿强维修",)


def writing(path: Path, aside: Path) -> None:
    opened(at_desk(path), "one more")


def backing_up(path: Path, aside: Path) -> None:
    archive.make(path, aside / "backup.db", {})


OPERATIONS: tuple[Callable[[Path, Path], None], ...] = (reading, writing, backing_up)


def told(operation: Callable[[Path, Path], None], path: Path, aside: Path) -> list[Any]:
    """The exit code, and what the sentence would show."""
    try:
        operation(path, aside)
    except DeskError as error:
        return [error.exit_code, error.sentence.id]
    return [FINE, ""]


def fingerprint(path: Path) -> str:
    if not path.is_file():
        return "no file"
    return hashlib.sha256(path.read_bytes()).hexdigest()


def own(folder: Path) -> None:
    if os.geteuid() == 0:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, forks.NOBODY, forks.NOBODY, follow_symlinks=False)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.__name__)
@pytest.mark.parametrize("way", list(EXPECTED))
def test_the_right_error_and_not_a_byte_changed(
    template: Path, open_folder: Path, way: str, operation: Callable[[Path, Path], None]
) -> None:
    home, aside = open_folder / "home", open_folder / "aside"
    for folder in (home, aside):
        folder.mkdir(mode=0o700)
    path = copy(template, home / "shop.db")
    own(open_folder)
    broken.WAYS[way](path)
    own(open_folder)
    before = fingerprint(path)
    code, sentence = forks.alone(lambda: told(operation, path, aside), uid=forks.NOBODY)
    assert code == EXPECTED[way][OPERATIONS.index(operation)], sentence
    changed = fingerprint(path) != before
    if way == "unfinished":
        assert changed, "what was half saved is taken back"
    else:
        assert changed is (operation is writing and code == FINE)
    left = {name.name for name in aside.iterdir()}
    assert left == ({"backup.db"} if operation is backing_up and code == FINE else set()), "no half backup stays"


def commanded(path: Path, aside: Path, words: Sequence[str]) -> list[Any]:
    """The exit code of `desk …`, and what it printed on both streams."""
    os.environ |= {"DESK_DB": str(path), "DESK_USER": "03", "XDG_CONFIG_HOME": str(aside), "HOME": str(aside)}
    told = [str(aside / "copy.db") if word == COPY else word for word in words]
    with (aside / "out").open("w", encoding="utf-8") as out, (aside / "err").open("w", encoding="utf-8") as err:
        sys.stdout, sys.stderr = out, err
        code = main.run(told, screen=lambda context: 99)
    return [code, (aside / "out").read_text(encoding="utf-8"), (aside / "err").read_text(encoding="utf-8")]


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0])
@pytest.mark.parametrize("way", list(EXPECTED))
def test_the_command_line_says_so_in_one_sentence(
    template: Path, open_folder: Path, way: str, words: tuple[str, ...]
) -> None:
    home, aside = open_folder / "home", open_folder / "aside"
    for folder in (home, aside):
        folder.mkdir(mode=0o700)
    path = copy(template, home / "shop.db")
    own(open_folder)
    broken.WAYS[way](path)
    own(open_folder)
    before = fingerprint(path)
    made = (
        way == "missing" and words[0] == "add"
    )  # the first ticket makes the desk, for which our migrations must be readable
    code, out, err = forks.alone(lambda: commanded(path, aside, words), uid=None if made else forks.NOBODY)
    wanted = EXPECTED[way][1 if words[0] == "add" else 2 if words[0] in ("backup", "check") else 0]
    if made:
        wanted = FINE
    assert code == wanted, err
    assert "Traceback" not in err
    if wanted != FINE and words[0] != "check":
        assert len(err.strip().splitlines()) == 1
        assert out == ""
    if wanted != FINE:
        assert fingerprint(path) == before


def test_every_way_is_expected_to_end_somehow() -> None:
    assert broken.WAYS.keys() == EXPECTED.keys()
