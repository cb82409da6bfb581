"""The built wheel carries everything: installed alone into a clean environment it makes a desk, in both languages, with themes."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import venv
import zipfile
from typing import TYPE_CHECKING

import pytest
from support import room

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(room.ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    return next(folder.glob("shopdesk-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new environment with the wheel in it. Its dependencies are lent by the one the tests run in, but not our checkout."""
    folder = tmp_path_factory.mktemp("clean") / "venv"
    venv.create(folder, with_pip=False)
    site = next((folder / "lib").glob("python*/site-packages"))
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index", "--target", str(site), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    return folder / "bin" / "python"


def test_the_wheel_has_what_is_no_code(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = (
        "desk/_migrations/env.py",
        "desk/_migrations/versions/0001_first.py",
        "desk/_themes/desk-dark.toml",
        "desk/_config.example.toml",
        "desk/locale/zh_CN/LC_MESSAGES/desk.mo",
        "desk/py.typed",
    )
    assert [name for name in wanted if name not in names] == []
    assert not any(name.startswith("tests/") for name in names)


def test_an_installed_desk_works_far_from_the_checkout(installed: Path, tmp_path: Path) -> None:
    def desk(*words: str) -> str:
        done = subprocess.run(
            [str(installed), "-m", "desk", "--db", str(tmp_path / "shop.db"), *words],
            cwd=tmp_path, capture_output=True, text=True, check=True,
        )  # fmt: skip
        return done.stdout

    assert (
        str(room.ROOT)
        not in subprocess.run(
            [str(installed), "-c", "import desk; print(desk.__file__)"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    )
    assert desk("add", "屏幕碎 @张三").strip() == "1"
    assert "接件" in desk("--lang", "zh", "list")
    assert "desk-dark" in desk("themes")
    assert "[desk]" in desk("config", "--example")
