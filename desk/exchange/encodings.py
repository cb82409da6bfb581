"""Which encoding a file is in. The whole file is checked, chunk by chunk, before the first row is believed.

Order: what was told; a mark at the beginning; UTF-16 by its NULs; UTF-8; GB18030 when the result looks like Chinese. Latin-1 is never
guessed: every file decodes as Latin-1, right or wrong.
"""

from __future__ import annotations

import codecs
import hashlib
from typing import TYPE_CHECKING

from desk.errors import BadInput, DiskTrouble, NoPermission
from desk.exchange.writers import codec
from desk.record import NamedTuple
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHUNK = 1 << 20
MAX_LINE = 16 << 20  # characters; a longer line is no table, and would have to be held in memory whole
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is the beginning of this one
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NO_TEXT = (
    (b"PK\x03\x04", "XLSX"),
    (b"\xd0\xcf\x11\xe0", "XLS"),
    (b"SQLite format 3\0", "SQLite"),
    (b"\x1f\x8b", "gzip"),
)
_HEAD = 1 << 16
_SAMPLE = 20_000
_SURELY_UTF8 = 8


class Found(NamedTuple):
    """What was found out. `doubt` names another encoding that reads the file as well, or is empty; `sha256` of the bytes."""

    encoding: str
    doubt: str
    sha256: str
    size: int


def look(path: Path, told: str = "") -> Found:
    """The encoding of `path`. Raises BadInput when it is none that is certain enough, NoPermission, DiskTrouble; Usage for an unknown `told`."""
    digest, size, head = _digest(path)
    if not size:
        raise BadInput(N_("{path} is empty."), path=str(path))
    for magic, name in _NO_TEXT:
        if head.startswith(magic):
            raise BadInput(N_("{path} is no text but {kind}. Save it as CSV first."), path=str(path), kind=name)
    if told:
        _demand(path, _marked(head, codec(told)))
        return Found(_marked(head, told), "", digest, size)
    for encoding in (*(name for mark, name in _MARKS if head.startswith(mark)), *_by_nuls(head)):
        _demand(path, encoding)
        return Found(encoding, "", digest, size)
    if _decodes(path, "utf-8"):
        return Found("utf-8", "", digest, size)
    _demand_whole(path)
    if _decodes(path, "gb18030"):
        both = _decodes(path, "big5")
        likely, count = _likely(path, "gb18030", "gb2312", range(0xB0, 0xD8))
        traditional = both and _likely(path, "big5", "big5", range(0xA4, 0xC7))[0] > likely
        # Hangul stand where the hanzi of the first half of the alphabet do; no longer Chinese text has only these
        korean = count > 20 and _likely(path, "gb18030", "gb2312", range(0xB0, 0xC9))[0] > 0.97
        if likely >= 0.5 and not traditional and not korean:
            return Found("gb18030", "big5" if both else "", digest, size)
    raise BadInput(N_("The encoding of {path} is not certain. Name it, for example: --encoding big5"), path=str(path))


def _digest(path: Path) -> tuple[str, int, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    for chunk in _chunks(path):
        head = head or chunk[:_HEAD]
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size, head


def _chunks(path: Path) -> Iterator[bytes]:
    try:
        if not path.is_file():
            raise BadInput(N_("There is no file {path}."), path=str(path))
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk
    except PermissionError as error:
        raise NoPermission(N_("You may not read {path}."), path=str(path)) from error
    except (OSError, ValueError) as error:
        raise DiskTrouble(N_("{path} cannot be read."), path=str(path)) from error


def _marked(head: bytes, told: str) -> str:
    """UTF-8 with a mark in front is read without it, also when only UTF-8 was told."""
    plain = codecs.lookup(told).name == "utf-8"
    return "utf-8-sig" if plain and head.startswith(codecs.BOM_UTF8) else told


def _by_nuls(head: bytes) -> tuple[str, ...]:
    """UTF-16 without a mark: every other byte of its line ends and commas is NUL. In other text NULs are rare accidents."""
    even, odd, least = head[::2].count(0), head[1::2].count(0), max(2, len(head) // 100)
    if odd >= least and even * 20 <= odd:
        return ("utf-16-le",)
    return ("utf-16-be",) if even >= least and odd * 20 <= even else ()


def _texts(path: Path, encoding: str) -> Iterator[str]:
    """The text in chunks; UnicodeError where it is not that encoding, BadInput for a line without an end."""
    decoder, since = codecs.getincrementaldecoder(encoding)("strict"), 0
    for chunk in _chunks(path):
        text = decoder.decode(chunk)
        end = max(text.rfind("\n"), text.rfind("\r"))
        since = since + len(text) if end < 0 else len(text) - end
        if since > MAX_LINE:
            raise BadInput(N_("{path} has a line of more than {limit} characters."), path=str(path), limit=MAX_LINE)
        yield text
    yield decoder.decode(b"", final=True)


def _decodes(path: Path, encoding: str) -> bool:
    try:
        for _ in _texts(path, encoding):
            pass
    except UnicodeError:
        return False
    return True


def _demand(path: Path, encoding: str) -> None:
    if not _decodes(path, encoding):
        raise BadInput(N_("{path} is not in the encoding {encoding}."), path=str(path), encoding=encoding)


def _demand_whole(path: Path) -> None:
    """So many characters before the first fault are UTF-8 by no chance: then it is damaged, and no other encoding."""
    decoder, wide, lines = codecs.getincrementaldecoder("utf-8")("strict"), 0, 1
    for chunk in _chunks(path):
        try:
            text, broken = decoder.decode(chunk), False
        except UnicodeDecodeError as error:
            text, broken = error.object[: error.start].decode(), True
        wide += len(text) - len(text.encode("ascii", "ignore"))
        lines += text.count("\n")
        if broken and wide >= _SURELY_UTF8:
            raise BadInput(
                N_("{path}, line {line}: this is not UTF-8, as the lines before it are. Save the file again, or name --encoding."),
                path=str(path), line=lines,
            )  # fmt: skip
        if broken:
            return


def _likely(path: Path, encoding: str, charset: str, leads: range) -> tuple[float, int]:
    """How much of what is not ASCII are common characters when read as `encoding`, or the signs of all Chinese text.

    GB18030 holds every character and swallows many a Latin-1 file. `charset` is the old set of two bytes a character, in which
    common hanzi are those with one of the `leads` in front. Returns the share, and of how many characters.
    """
    strange = ""
    for text in _texts(path, encoding):
        strange += "".join(char for char in text[: 1 << 17] if not char.isascii())
        if len(strange) >= _SAMPLE:
            break
    signs = (0xA1, 0xA2, 0xA3)
    common = sum(lead in leads or lead in signs for lead in strange.encode(charset, "ignore")[::2])
    return common / max(1, len(strange)), len(strange)
