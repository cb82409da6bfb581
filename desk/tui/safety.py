"""Text from strangers is drawn, never obeyed; and a crash tells where it happened, not whose data it held."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.filter import LineFilter

from desk import clock
from desk.text import DROP, clean

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from textual.color import Color


class SafeFilter(LineFilter):
    """The last thing every line passes: what a terminal would obey is taken out. It changes no width, such signs count none."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002 - Textual's signature
        return [
            segment
            if segment.control or (segment.text.isascii() and segment.text.isprintable())
            else Segment(segment.text.translate(DROP), segment.style)
            for segment in segments
        ]


def cell(text: str, *, lines: bool = False) -> Content:
    """Text for any widget: cleaned, and never read as markup, so `[/]` and `[red]` are shown as they were typed."""
    return Content(clean(text, lines=lines))


def crash_text(error: BaseException) -> str:
    """The types of the error and its causes, each with its frames. No message and no locals: those hold customers."""
    lines: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(lines) < 400:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines.extend(_frames(seen.__traceback__))
        inner = getattr(seen, "error", None)  # a worker's failure keeps what failed in it there
        seen = (
            inner
            if isinstance(inner, BaseException)
            else seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
        )
    return "\n".join(lines) + "\n"


def _frames(trace: TracebackType | None) -> list[str]:
    frames = []
    while trace is not None:
        code = trace.tb_frame.f_code
        file = "/".join(code.co_filename.replace("\\", "/").split("/")[-3:])
        frames.append(f"  {file}:{trace.tb_lineno} {code.co_qualname}")
        trace = trace.tb_next
    return frames


def write_crash(error: BaseException, folder: Path) -> Path | None:
    """Writes `crash_text` to a new file in `folder` that only its owner reads; None when that cannot be done."""
    from desk import __version__

    stamp = clock.to_text(clock.now()).replace(":", "").replace("-", "")
    path = folder / f"crash-{stamp}-{os.getpid()}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(f"desk {__version__}\n{crash_text(error)}")
    except OSError:
        return None
    return path
