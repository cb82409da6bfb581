"""Refused rows as a file of the same kind, with the line they stood in and the reason, to be mended and imported again."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

from desk.exchange.cells import defuse, restore
from desk.exchange.writers import ENCODING, write_csv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from desk.exchange.plan import Plan
    from desk.exchange.rows import Refused
    from desk.text import Sentence

    Tell = Callable[[Sentence | str], str]

# These two columns are passed over when the mended file is read.
LINE, REASON = OURS = ("desk: line", "desk: reason")
# What we write our reasons in; any other encoding may lack their characters.
_KEPT = {"gb18030": "gb18030", "utf-16": "utf-16", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}


def write(file: IO[bytes], plan: Plan, refused: Iterable[Refused], tell: Tell) -> int:
    """The `refused` rows of `plan` into `file`, in the form, encoding and with the delimiter it came in; returns how many.

    `tell` puts a sentence or message into the language of the reader.
    """
    if plan.dialect.form == "csv":
        headers = tuple(header for header, _ in plan.columns)
        return write_csv(
            file, (*headers, LINE, REASON), _table(refused, len(headers), tell),
            encoding=_KEPT.get(plan.encoding, ENCODING), delimiter=plan.dialect.delimiter, raw=True,
        )  # fmt: skip
    count = 0
    for row in refused:
        content = dict(zip(row.headers, row.cells, strict=False)) | {LINE: row.line, REASON: _why(row, tell)}
        file.write(json.dumps(content, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        count += 1
    return count


def _table(refused: Iterable[Refused], width: int, tell: Tell) -> Iterator[Sequence[object]]:
    """Cells beyond the headers go behind the reason. All are defused, and read back as they came."""
    for row in refused:
        cells = (*(defuse(restore(cell)) for cell in row.cells), *("",) * (width - len(row.cells)))
        yield (*cells[:width], row.line, defuse(_why(row, tell)), *cells[width:])


def _why(row: Refused, tell: Tell) -> str:
    reason = tell(row.sentence)
    return f"{row.column}: {reason}" if row.column else reason
