"""Writes the tables of docs/keys.md and docs/commands.md from the tables of the program: `python docs/tables.py`.

The words round them are written by hand; what stands between `<!-- name -->` and `<!-- end -->` is made here.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / ".ci")]

import catalogs  # noqa: E402 - found through the line above
import click  # noqa: E402

from desk import commands, i18n  # noqa: E402
from desk.cli import group  # noqa: E402
from desk.cli.table import COMMANDS  # noqa: E402
from desk.tui import keys  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desk.commands import Deed

PAGES = ("keys.md", "commands.md")
_PART = re.compile(r"(<!-- (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
# What the signs of a keyboard become while an input method is on.
_FULL_WIDTH = [chr(sign) for sign in range(0xFF01, 0xFF5F) if not chr(sign).isalnum()]
_COMMITTED = [*_FULL_WIDTH, *keys._ALIASES]  # noqa: SLF001 - the list itself has no door
_GOING = commands.DEEDS.index(commands.BY_ID["down"])  # from here on the table of deeds is about moving


def twins(deed: Deed) -> list[str]:
    """What starts a deed while an input method is on, beside its keys: its twins and the signs committed for its keys."""
    signs = [sign for sign in _COMMITTED if keys.alias(sign) in deed.keys]
    return [*map(commands.shown, deed.twins), *signs]


def deeds(found: Iterable[Deed]) -> str:
    """Deeds with their keys."""
    rows = [
        (f"`{deed.id}`", _code(map(commands.shown, deed.keys)), _code(twins(deed)), *_both(deed.sentence))
        for deed in found
    ]
    return _table(("Deed 操作", "Keys 按键", "Twins 输入法下", "What it does", "作用"), rows)


def command_lines() -> str:
    """All commands."""
    return _table(
        ("Command 命令", "What it does", "作用"), [(f"`desk {name}`", *_both(e.line)) for name, e in COMMANDS.items()]
    )


def examples() -> str:
    """The examples that the help of each command ends with."""
    desk = group.group(lambda: 0)
    found = [desk.get_command(click.Context(desk), name) for name in COMMANDS]
    blocks = ["".join(f"    {line}\n" for line in command.examples) for command in found]
    return "\n" + "\n".join(blocks) + "\n"


def written(page: str) -> str:
    """The page with its tables as they have to be."""
    parts = {
        "deeds": deeds(deed for deed in commands.DEEDS[:_GOING] if deed.scope == commands.DESK),
        "going": deeds(deed for deed in commands.DEEDS[_GOING:] if deed.scope == commands.DESK),
        "dialogs": deeds(deed for deed in commands.DEEDS if deed.scope != commands.DESK),
        "commands": command_lines(),
        "examples": examples(),
    }
    return _PART.sub(lambda found: f"{found[1]}{parts[found[2]]}{found[3]}", page)


def _both(message: str) -> tuple[str, str]:
    return message, i18n.translated(message, "zh_CN")


def _code(words: Iterable[str]) -> str:
    return " ".join(f"`{word}`" for word in words)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    return "".join(f"| {' | '.join(cells)} |\n" for cells in (head, ("---",) * len(head), *rows))


def main() -> None:
    catalogs.compile_all()
    for name in PAGES:
        page = HERE / name
        page.write_text(written(page.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
