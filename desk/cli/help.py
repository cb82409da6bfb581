"""Help that fits the terminal: click measures text by characters, and a Chinese character takes two cells."""

from __future__ import annotations

from gettext import gettext
from typing import TYPE_CHECKING, Any

import click

from desk.cli import terminal
from desk.i18n import _
from desk.text import cell_width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable

_LEAST, _MOST = 40, 100
_GAP = 2


class CellFormatter(click.HelpFormatter):
    """click's formatter, measuring in cells."""

    def __init__(self, *_args: Any, **_kwargs: Any) -> None:
        super().__init__(width=max(min(terminal.columns(), _MOST) - _GAP, _LEAST))

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of usage; what does not fit goes on below the first argument."""
        usage = prefix or gettext("Usage:")
        head = f"{usage} {prog} ".replace("： ", "：")
        hang = cell_width(head)
        lines = wrap(args, max(self.width - hang, _LEAST // 2))
        self.write(head + ("\n" + " " * hang).join(lines) + "\n")

    def write_heading(self, heading: str) -> None:
        """A heading with the colon of the language."""
        self.write(" " * self.current_indent + _("{heading}:").format(heading=heading) + "\n")

    def write_text(self, text: str) -> None:
        """Paragraphs, wrapped between words and between hanzi."""
        indent = " " * self.current_indent
        paragraphs = [" ".join(part.split()) for part in text.split("\n\n")]
        blocks = ["\n".join(indent + line for line in wrap(part, self.width - len(indent))) for part in paragraphs]
        self.write("\n\n".join(blocks) + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = _GAP) -> None:
        """Terms and their explanations in two columns."""
        indent, rows = " " * self.current_indent, list(rows)
        widths = [cell_width(term) for term, _text in rows]
        # a term that is too long gets a line of its own and does not push the others apart
        first = max((width for width in widths if width <= min(col_max, self.width // 2)), default=4) + col_spacing
        for (term, text), width in zip(rows, widths, strict=True):
            lines = wrap(text, max(self.width - first - len(indent), _LEAST // 2)) if text else [""]
            if width > first - col_spacing:
                self.write(f"{indent}{term}\n{indent}{' ' * first}{lines[0]}\n")
            else:
                self.write(f"{indent}{term}{' ' * (first - width)}{lines[0]}".rstrip() + "\n")
            for line in lines[1:]:
                self.write(f"{indent}{' ' * first}{line}\n")
