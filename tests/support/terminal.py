"""A terminal in memory: starts a program in a pseudo-terminal, answers what it asks, keeps every byte, and shows the screen."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
from typing import TYPE_CHECKING, Any, Self

import pyte
from support import grammar
from support.keys import sequence

from desk.text import cell_width

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PATIENCE = 30.0  # seconds until a test gives up; a machine may be slow, a test does not measure that

# What a plain xterm answers: it knows no kitty keys, and synchronised output is there but off.
_ANSWERS: tuple[tuple[re.Pattern[bytes], bytes], ...] = (
    (re.compile(rb"\x1b\[\?2026\$p"), b"\x1b[?2026;2$y"),
    (re.compile(rb"\x1b\[\?2048\$p"), b"\x1b[?2048;0$y"),
    (re.compile(rb"\x1b\[c"), b"\x1b[?62;22c"),
    (re.compile(rb"\x1b\[>c"), b"\x1b[>41;390;0c"),
    (re.compile(rb"\x1b\[6n"), b"\x1b[1;1R"),
)
# pyte knows neither these modes nor the mouse pointer, and would print part of them.
_BEGUN = re.compile(rb"\x1b(?:\[[0-9;:?<>=$]*|\][^\x07\x1b]*)?\Z")
_UNKNOWN = re.compile(r"\x1b\[\?\d+\$p|\x1b\[[<>=]\d*u|\x1b\]22;[^\x07]*\x07")


class Terminal:
    """One program on one pseudo-terminal of `size` (columns, rows)."""

    def __init__(
        self, command: Sequence[str], *, size: tuple[int, int] = (80, 24), env: Mapping[str, str] | None = None
    ) -> None:
        self.raw = bytearray()
        self.screen_size = size
        self._shown = pyte.Screen(*size)
        self._stream = pyte.Stream(self._shown)
        self._rest = b""
        self._answered = 0
        self.master, slave = pty.openpty()
        self._set_size(size)
        self.before = termios.tcgetattr(self.master)
        self.process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**(os.environ if env is None else env), "TERM": "xterm-256color"},
            preexec_fn=lambda: _lead(slave),  # noqa: PLW1509 - two system calls; no lock of another thread is taken
            close_fds=True,
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.hang_up()

    # What is seen

    def screen(self) -> list[str]:
        """The lines as a person would read them now."""
        shown = self._shown
        return [
            _line([shown.buffer[row][column].data for column in range(shown.columns)]) for row in range(shown.lines)
        ]

    def text(self) -> str:
        """All lines in one string."""
        return "\n".join(self.screen())

    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor, from 0."""
        return self._shown.cursor.x, self._shown.cursor.y

    def leaks(self) -> list[str]:
        """What came out of data and would have been obeyed."""
        return grammar.leaks(bytes(self.raw))

    # Waiting

    def pump(self, seconds: float) -> bool:
        """Reads for at most `seconds`, answering what is asked; False when the program has closed its side."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return True
        try:
            data = os.read(self.master, 65536)
        except OSError as error:
            if error.errno == errno.EIO:
                return False
            raise
        if data:
            self._take(data)
        return bool(data)

    def wait_until(self, true: Callable[[], Any], what: str = "") -> None:
        """Reads until `true()`; fails with the screen when it never is."""
        end = time.monotonic() + PATIENCE
        while not true():
            alive = self.pump(0.05)
            if true():
                return
            if not alive or time.monotonic() > end:
                raise AssertionError(f"never: {what}\n{self.text()}\nexit: {self.process.poll()}")

    def wait_for(self, text: str) -> None:
        """Reads until `text` stands on the screen."""
        self.wait_until(lambda: text in self.text(), f"{text!r} on the screen")

    def wait_gone(self, text: str) -> None:
        """Reads until `text` stands on the screen no more."""
        self.wait_until(lambda: text not in self.text(), f"{text!r} gone from the screen")

    def settle(self, quiet: float = 0.25) -> None:
        """Reads until nothing has come for `quiet` seconds; a cursor that blinks does not keep us for ever."""
        end = time.monotonic() + max(4 * quiet, 2)
        while time.monotonic() < end:
            before = len(self.raw)
            if not self.pump(quiet) or len(self.raw) == before:
                return

    def wait_end(self) -> int:
        """Reads until the program has ended; its exit code, negative for a signal."""
        end = time.monotonic() + PATIENCE
        while self.pump(0.05) and self.process.poll() is None and time.monotonic() < end:
            pass
        try:
            self.process.wait(max(end - time.monotonic(), 0.1))
        except subprocess.TimeoutExpired as error:
            raise AssertionError(f"it never ended\n{self.text()}") from error
        self.settle(0.05)
        return int(self.process.returncode)

    # Doing

    def press(self, *keys: str) -> None:
        """Presses keys by name ("enter", "ctrl+n", "f3", "j"); anything else is typed as it is, all at once."""
        for key in keys:
            self.send(sequence(key))
            # Esc and a quick next key arrive as one sequence; people are not that quick.
            self.pump(0.2 if key == "escape" else 0.02)

    def send(self, data: bytes) -> None:
        """Bytes as if typed."""
        os.write(self.master, data)

    def resize(self, size: tuple[int, int]) -> None:
        """The window changes."""
        self._set_size(size)
        self._shown.resize(lines=size[1], columns=size[0])
        self.process.send_signal(signal.SIGWINCH)

    def hang_up(self) -> None:
        """The line drops: our side is closed."""
        with contextlib.suppress(OSError):
            os.close(self.master)

    def restored(self) -> list[str]:
        """What the program did not put back before it ended; nothing when all is well."""
        problems = [] if termios.tcgetattr(self.master)[:4] == self.before[:4] else ["terminal settings"]
        text = self.raw.decode("utf-8", "replace")
        for mode, on, off in (("alternate screen", "1049h", "1049l"), ("cursor", "25l", "25h"), ("mouse", "1003h", "1003l"),
                              ("paste", "2004h", "2004l"), ("motion", "1000h", "1000l")):  # fmt: skip
            if text.rfind(f"\x1b[?{on}") > text.rfind(f"\x1b[?{off}"):
                problems.append(mode)
        return problems

    def _set_size(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def _take(self, data: bytes) -> None:
        self.raw += data
        for question, answer in _ANSWERS:
            for _ in question.findall(data):
                with contextlib.suppress(OSError):
                    os.write(self.master, answer)
        self._show(data)

    def _show(self, data: bytes) -> None:
        # a sequence or a character may come in two pieces
        self._rest += data
        begun = _BEGUN.search(self._rest)
        text, used = _decoded(self._rest[: begun.start()] if begun else self._rest)
        self._rest = self._rest[used:]
        self._stream.feed(_UNKNOWN.sub("", text))


def _line(cells: list[str]) -> str:
    """The text of a row of cells. The second half of a wide character is an empty cell; one that has lost its first half is blank."""
    text, wide = "", False
    for cell in cells:
        text += cell or ("" if wide else " ")
        wide = bool(cell) and cell_width(cell) == 2
    return text.rstrip()


def _decoded(data: bytes) -> tuple[str, int]:
    """As much text as is whole, and how many bytes that was."""
    for cut in range(4):
        try:
            return data[: len(data) - cut].decode("utf-8"), len(data) - cut
        except UnicodeDecodeError:
            continue
    return data.decode("utf-8", "replace"), len(data)


def _lead(slave: int) -> None:
    """In the child: a session of its own, with the pseudo-terminal as its terminal."""
    os.setsid()
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
