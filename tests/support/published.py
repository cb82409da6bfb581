"""Files that other people published: small cuts stand in tests/data, the large ones beside the checkout, where there are any."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support import room

DATA = room.TESTS / "data"
SHARED = Path(os.environ.get("DESK_SHARED") or room.ROOT.parent / "shared") / "data"


def large(name: str) -> Path:
    """A large published file; the test says so and is skipped where the file is not at hand."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"{name} is not beside this checkout (set DESK_SHARED)")
    return path
