"""Copying. A terminal is told by OSC 52, which it never acknowledges; a program named in the config is asked instead."""

from __future__ import annotations

import asyncio
import shlex
from typing import TYPE_CHECKING, Any

from desk.text import clean

if TYPE_CHECKING:
    from textual.app import App

_PATIENCE = 5.0  # seconds for the program to take the text


async def copy(app: App[Any], text: str, command: str = "") -> bool:
    """Copies `text`; True when a program took it, False when the terminal was only told (it may not have listened).

    `command` is split as a shell would, but no shell runs; when it fails, the terminal is told.
    """
    text = clean(text, lines=True)
    if command and await _by_program(shlex.split(command), text):
        return True
    app.copy_to_clipboard(text)
    return False


async def _by_program(words: list[str], text: str) -> bool:
    if not words:
        return False
    try:
        process = await asyncio.create_subprocess_exec(
            *words,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
    except OSError:
        return False
    try:
        # a program such as xclip stays behind to serve the text, so only its first answer is waited for
        await asyncio.wait_for(process.communicate(text.encode()), _PATIENCE)
    except TimeoutError:
        return True
    return process.returncode == 0
