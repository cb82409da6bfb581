"""JSON objects as rows: one a line, or in one array. Numbers keep the digits they were written with."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING, Any

from desk.errors import BadInput
from desk.exchange.rows import Refused
from desk.text import N_, Sentence, clean, fold

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    Record = tuple[int, tuple[str, ...], list[str]]

_CHUNK = 1 << 18
_MAX_OBJECT = 16 << 20
_BLANK = " \t\r\n\ufeff"


class _Doubled(dict[str, Any]):
    """An object in which a name stands twice: one of the two values would be lost without a word."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _Doubled(found)


_decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=_object)
_dump = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NO_OBJECT = N_("This is no JSON object.")


def lines(path: Path, file: IO[str]) -> Iterator[Record | Refused]:
    """JSONL. A line that is no object is refused; the others are read."""
    del path
    for number, text in enumerate(_physical(file), 1):
        bare = text.strip(_BLANK)
        if not bare:
            continue
        try:
            found = _decoder.decode(bare)
        except (ValueError, RecursionError):
            found = None
        yield _record(number, found, bare)


def _physical(file: IO[str]) -> Iterator[str]:
    """Lines end with LF; the file was opened without translation, so a CR alone would end one too, inside no string of valid JSON."""
    return iter(file)


def array(path: Path, file: IO[str]) -> Iterator[Record | Refused]:
    """An array of objects, or objects one after the other, taken from a window so that memory stays flat."""
    window = _Window(path, file)
    inside = window.skip(_BLANK) == "["
    if inside:
        window.at += 1
    while True:
        char = window.skip(_BLANK)
        if not char or (inside and char == "]"):
            break
        line = window.line
        start = window.at
        found = window.object()
        yield _record(line, found, window.text[start : window.at])
        window.step()
        if inside and window.skip(_BLANK) == ",":
            window.at += 1
        elif inside and window.skip(_BLANK) != "]":
            raise BadInput(N_("{path}, line {line}: broken JSON."), path=str(path), line=window.line)
    if inside:
        window.at += 1
        if not char or window.skip(_BLANK):
            raise BadInput(N_("{path}, line {line}: broken JSON."), path=str(path), line=window.line)


class _Window:
    """A part of the text: `at` is where reading goes on, `line` the line there."""

    def __init__(self, path: Path, file: IO[str]) -> None:
        self.text = ""
        self.at = 0
        self._path = path
        self._file = file
        self._counted = 0
        self._line = 1

    @property
    def line(self) -> int:
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def more(self) -> bool:
        chunk = self._file.read(max(_CHUNK, len(self.text)))  # doubling: a long object is not read again and again
        self.text += chunk
        return bool(chunk)

    def step(self) -> None:
        """Lets go of what was read."""
        if self.at > _CHUNK:
            _ = self.line
            self.text = self.text[self.at :]
            self.at = self._counted = 0

    def skip(self, blank: str) -> str:
        """The next character that is not blank, or "" at the end."""
        while True:
            while self.at < len(self.text) and self.text[self.at] in blank:
                self.at += 1
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more():
                return ""

    def object(self) -> Any:
        while True:
            try:
                found, end = _decoder.raw_decode(self.text, self.at)
            except RecursionError:
                end = 0
            except ValueError:
                end = -1
            if end > 0 and (end < len(self.text) or not self.more()):
                self.at = end
                return found
            if end == 0 or len(self.text) - self.at > _MAX_OBJECT or (end < 0 and not self.more()):
                raise BadInput(N_("{path}, line {line}: broken JSON."), path=str(self._path), line=self.line)


def _record(line: int, found: Any, text: str) -> Record | Refused:
    if not isinstance(found, dict):
        return Refused(line, "", Sentence(_NO_OBJECT), ("json",), (text[:1000],))
    headers = tuple(clean(key).strip() or f"column {place}" for place, key in enumerate(found, 1))
    cells = [_cell(value) for value in found.values()]
    if isinstance(found, _Doubled) or len({fold(header) for header in headers}) < len(headers):
        return Refused(line, "", Sentence(N_("A name stands twice in this object.")), headers, cells)
    return line, headers, cells


def _cell(value: Any) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return "\n".join(value)
    return _dump(value)
