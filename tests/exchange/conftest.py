"""Files for reading, and where the real ones lie."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from desk.exchange.plan import Options, Plan, plan, read
from desk.exchange.rows import Refused, Row

if TYPE_CHECKING:
    from collections.abc import Callable

SHARED = Path(os.environ.get("DESK_SHARED") or Path(__file__).parents[3] / "shared") / "data"


class Taken:
    """A file that was read: its plan, its rows, those that were refused."""

    def __init__(self, found: Plan) -> None:
        self.plan = found
        every = list(read(found))
        self.rows = [row for row in every if isinstance(row, Row)]
        self.refused = [row for row in every if isinstance(row, Refused)]

    @property
    def values(self) -> list[dict[str, object]]:
        return [row.values for row in self.rows]


@pytest.fixture
def take(tmp_path: Path) -> Callable[..., Taken]:
    """Reads text, bytes or a file; the shop is in Shanghai unless `zone` says otherwise."""

    def taking(content: str | bytes | Path, name: str = "file.csv", zone: str = "Asia/Shanghai", **told) -> Taken:
        path = content if isinstance(content, Path) else tmp_path / name
        if isinstance(content, str):
            path.write_bytes(content.encode())
        elif isinstance(content, bytes):
            path.write_bytes(content)
        return Taken(plan(path, Options(ZoneInfo(zone), **told)))

    return taking


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real files."""
    if not SHARED.is_dir():
        pytest.skip("the folder of real files is not here; DESK_SHARED names it")
    return SHARED
