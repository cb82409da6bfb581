"""`desk cron`: lines for the crontab, with absolute paths, since cron knows neither home nor language nor zone of the shop."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from desk.cli.group import command
from desk.cli.options import pass_context
from desk.i18n import _
from desk.text import N_, say

if TYPE_CHECKING:
    from desk.cli.context import Context


@command(
    "cron",
    help=N_("Prints lines for your crontab: last month's summary, a nightly backup and check. Nothing is installed."),
    examples=("desk cron", "( crontab -l ; desk cron ) | crontab -"),
)
@pass_context
def cron(context: Context) -> None:
    program = shutil.which("desk")
    words = [os.path.abspath(program)] if program else [sys.executable, "-m", "desk"]  # noqa: PTH100 - crontab lines are text
    words += ["--db", context.path]
    if context.settings.file:
        words += ["--config", context.settings.file]
    desk = _quoted(*words)
    folder = Path(context.path).parent
    # The stroke at the end makes them folders, also the first time.
    reports, backups = (
        _quoted(f"{name}/") for name in (folder / "reports", context.settings.backup.folder or folder / "backups")
    )
    say("# " + _("A line that succeeds is silent; cron mails what went wrong."))
    say(f"5 0 1 * * {desk} summary -o {reports}")
    say(f"15 23 * * * {desk} backup -o {backups} >/dev/null")
    say(f"45 23 * * 0 {desk} check --deep")


def _quoted(*words: str) -> str:
    """For the shell that cron starts. In a crontab a per cent sign ends the line, unless a backslash stands before it."""
    return shlex.join(words).replace("%", "\\%")
