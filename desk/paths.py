"""Where files belong. Paths are text: pathlib would cost every start four milliseconds, platformdirs twenty.

Linux and its relatives follow the XDG base directories; other systems are asked through platformdirs.
"""
# ruff: noqa: PTH100, PTH103, PTH110, PTH111, PTH117, PTH118, PTH120

from __future__ import annotations

import os
import sys

from desk.errors import NoOutput
from desk.text import N_

_PACKAGE = os.path.dirname(os.path.abspath(__file__))
_NAME = "desk"


def data_dir() -> str:
    """The folder of the desk's own file."""
    return _folder("XDG_DATA_HOME", ".local/share", "user_data_dir")


def config_dir() -> str:
    """The folder of `config.toml` and of a shop's own themes."""
    return _folder("XDG_CONFIG_HOME", ".config", "user_config_dir")


def state_dir() -> str:
    """The folder of what may be lost: logs, the last view."""
    return _folder("XDG_STATE_HOME", ".local/state", "user_state_dir")


def cache_dir() -> str:
    """The folder of what can be made again."""
    return _folder("XDG_CACHE_HOME", ".cache", "user_cache_dir")


def _folder(variable: str, usual: str, function: str) -> str:
    if sys.platform in ("win32", "darwin", "cygwin"):
        import platformdirs

        return str(getattr(platformdirs, function)(_NAME, appauthor=False))
    told = os.environ.get(variable, "")
    # the standard asks to ignore a relative path
    base = told if os.path.isabs(told) else os.path.join(os.path.expanduser("~"), usual)
    return os.path.join(base, _NAME)


def database(told: str = "", configured: str = "", beside: str = "") -> str:
    """The desk's file: `told` (--db), DESK_DB, the configured one (relative to the config file `beside` it), the usual place."""
    if chosen := told or os.environ.get("DESK_DB", ""):
        return absolute(chosen)
    if configured:
        return absolute(configured, os.path.dirname(beside))
    return os.path.join(data_dir(), "shop.db")


def config_file(told: str = "") -> str:
    """The config file: `told` (--config), DESK_CONFIG, the usual place. It need not exist."""
    named = told or os.environ.get("DESK_CONFIG", "")
    return absolute(named) if named else os.path.join(config_dir(), "config.toml")


def is_told(told: str = "") -> bool:
    """Whether somebody named a config file, so that its absence is an error and not a fresh machine."""
    return bool(told or os.environ.get("DESK_CONFIG"))


def absolute(path: str, base: str = "") -> str:
    """The path with `~` resolved, from `base` (the present folder when empty)."""
    return os.path.abspath(os.path.join(base, os.path.expanduser(path)))


def migrations() -> str:
    """The folder of Alembic's environment: inside an installed package, at the top of a checkout."""
    return _ours("_migrations", "migrations")


def themes() -> list[str]:
    """The folders with themes, ours first, then the shop's own."""
    return [_ours("_themes", "themes"), os.path.join(config_dir(), "themes")]


def example_config() -> str:
    """The commented configuration with every default."""
    return _ours("_config.example.toml", "config.example.toml")


def _ours(installed: str, checkout: str) -> str:
    inside = os.path.join(_PACKAGE, installed)
    return inside if os.path.exists(inside) else os.path.join(os.path.dirname(_PACKAGE), checkout)


def make_folder(path: str) -> str:
    """The folder, made for this user alone if it was missing; NoOutput when it cannot be made."""
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
    except OSError as error:
        raise NoOutput(N_("The folder {path} cannot be made."), path=path) from error
    return path
