"""What every test begins with: a clean room, and on request a desk."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from support import room

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desk.actions.desk import Desk

# A slow machine is no failure: no test asserts a time.
hypothesis.settings.register_profile(
    "desk", deadline=None, print_blob=True, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("desk")


@pytest.fixture(scope="session", autouse=True)
def _catalogs() -> None:
    """A checkout has no compiled catalogs; without them there is only English."""
    sys.path.insert(0, str(room.ROOT / ".ci"))
    try:
        import catalogs
    finally:
        sys.path.pop(0)
    catalogs.compile_all()


@pytest.fixture(autouse=True)
def _clean_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    from desk import i18n

    home = tmp_path.with_name(f"{tmp_path.name}-home")
    for name in room.unwanted():
        monkeypatch.delenv(name)
    for name, value in room.environment(home).items():
        monkeypatch.setenv(name, value)
    time.tzset()
    i18n.choose("en")
    yield
    i18n.choose("en")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The home folder of this test; it exists."""
    path = tmp_path.with_name(f"{tmp_path.name}-home")
    path.mkdir(exist_ok=True, mode=0o700)
    return path


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes it be that instant from now on, here and in programs started from here."""

    def be(instant: str) -> None:
        monkeypatch.setenv("DESK_NOW", instant)

    return be


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh desk made once; tests work on copies."""
    from support import stories

    return stories.found(tmp_path_factory.mktemp("template") / "shop.db")


@pytest.fixture
def shop(template: Path, tmp_path: Path) -> Path:
    """A fresh, empty desk file."""
    from support import stories

    return stories.copy(template, tmp_path / "shop.db")


@pytest.fixture
def desk(shop: Path) -> Desk:
    """Person 03 at the command line of a fresh desk."""
    from support import stories

    return stories.at_desk(shop)


@pytest.fixture
def colleague(shop: Path) -> Desk:
    """Person 05 at the same desk."""
    from support import stories

    return stories.at_desk(shop, who="05")


@pytest.fixture
def run(shop: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Starts the program on the desk of this test: `run("list", "-f", "ids", stdin="", env={})`."""
    monkeypatch.setenv("DESK_DB", str(shop))
    monkeypatch.setenv("DESK_USER", "03")

    def started(*words: str, stdin: str = "", env: dict[str, str] | None = None, **more: Any) -> Any:
        return subprocess.run(
            room.program(*words),
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="surrogateescape",
            check=False,
            timeout=60,
            env={**room.child_environment(), **(env or {})},
            **more,
        )

    return started
