"""The settings file that `desk init` leaves: only what was answered; everything else keeps its default."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from desk import paths

if TYPE_CHECKING:
    from desk.actions.founding import Founding
    from desk.cli.context import Context


def write_first(context: Context, founding: Founding, who: str) -> None:
    """Writes config.toml if there is none. cron runs without a language and in another zone, so both are written down."""
    path = Path(paths.config_file(context.told.get("config", "")))
    if path.exists():
        return
    paths.make_folder(str(path.parent))
    lines = [
        "[desk]",
        *([f"database = {_quoted(context.path)}"] if context.path != paths.database() else []),
        f"who = {_quoted(who)}",
        f"language = {_quoted('zh' if founding.language.startswith('zh') else 'en')}",
        "",
        "[shop]",
        f"name = {_quoted(founding.name)}",
        f"sort = {_quoted(founding.sort)}",
        f"zone = {_quoted(founding.zone)}",
    ]
    from desk.exchange import files

    with files.atomic(path) as temporary:
        temporary.write(("\n".join(lines) + "\n").encode())


def may_be_missing(context: Context) -> None:
    """A settings file that was named and is not there yet is the one to be written."""
    if not Path(paths.config_file(context.told.get("config", ""))).exists():
        from desk.config import Settings

        context.settings = Settings()


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are all among TOML's."""
    return json.dumps(text, ensure_ascii=False)
