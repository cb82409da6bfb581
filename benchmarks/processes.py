"""Whole commands, against the imports without which they could not be."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import data
from measure import PROGRAM, Result, Side, in_turns, process, spoken

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

ROUNDS = 15


def _floor(imports: str) -> Side:
    return Side(process((sys.executable, "-c", f"import {imports}")))


def help_text(sizes: Sequence[int]) -> Iterator[Result]:  # noqa: ARG001 - it opens no desk
    """`desk --help`."""
    ours, floor = in_turns([Side(process((*PROGRAM, "--help"))), _floor("click")], ROUNDS)
    yield Result("desk --help / import click", "–", ours, floor, 1.5)


def listing(sizes: Sequence[int]) -> Iterator[Result]:
    """`desk list`: the first page of the queue."""
    for size in sizes:
        command = process((*PROGRAM, "list"), DESK_DB=str(data.desk(size)))
        ours, floor = in_turns([Side(command), _floor("click, sqlite3")], ROUNDS)
        yield Result("desk list / import click, sqlite3", spoken(size), ours, floor, 1.5)


def showing(sizes: Sequence[int]) -> Iterator[Result]:
    """`desk show`: one ticket with its timeline."""
    for size in sizes:
        command = process((*PROGRAM, "show", str(size // 2)), DESK_DB=str(data.desk(size)))
        ours, floor = in_turns([Side(command), _floor("click, sqlite3")], ROUNDS)
        yield Result("desk show / import click, sqlite3", spoken(size), ours, floor, None)


def noting(sizes: Sequence[int]) -> Iterator[Result]:
    """`desk note`: a deed from the shell, until it is on the disk."""
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            path = data.copy(size, Path(folder))
            command = process((*PROGRAM, "note", str(size), "-m", "放在 B3 架"), DESK_DB=str(path))
            ours, floor = in_turns([Side(command), _floor("click, sqlmodel")], ROUNDS)
        yield Result("desk note / import click, sqlmodel", spoken(size), ours, floor, 1.2)
