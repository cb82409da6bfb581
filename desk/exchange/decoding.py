"""Which encoding a file is in, proved on the whole file in constant memory."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, NamedTuple

from desk.errors import BadInput
from desk.text import N_, Sentence

if TYPE_CHECKING:
    from pathlib import Path

CHUNK = 1 << 20
SAMPLE = 1 << 16
# A line longer than this is no table; it would have to be kept in memory whole.
LONGEST_LINE = 32 << 20
# So many well-formed characters before the first fault mean UTF-8 with a damaged place, and no other encoding.
_SURELY_UTF8 = 8
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_NOT_TEXT = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"SQLite format 3\x00",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "ascii": "utf-8"}
_NO_TABLE_CODECS = frozenset({"idna", "punycode", "raw-unicode-escape", "unicode-escape", "utf-7", "undefined"})
ASK = N_("The encoding of this file cannot be told for sure. Name it with --encoding, for example --encoding latin-1.")


class Decoded(NamedTuple):
    """What was found out: the Python name of the encoding, and what to say aloud when it could be another one."""

    encoding: str
    doubt: Sentence | None = None


def find(path: Path, told: str | None = None) -> Decoded:
    """The encoding of the file; `told` wins. BadInput when it is none, or when no guess would be honest."""
    with path.open("rb") as handle:
        sample = handle.read(SAMPLE)
    if sample.startswith(_NOT_TEXT):
        raise BadInput(N_("This is not a text file. Save the table as CSV (UTF-8) and import that."))
    if told:
        encoding = _named(told, sample)
        _prove(path, encoding)
        return Decoded(encoding)
    for mark, encoding in _BOMS:
        if sample.startswith(mark):
            _prove(path, encoding)
            return Decoded(encoding)
    wide = _without_mark(sample)
    if wide:
        _prove(path, wide)
        return Decoded(wide)
    return _unmarked(path, sample)


def _named(told: str, sample: bytes) -> str:
    try:
        name = codecs.lookup(told).name
        if name in _NO_TABLE_CODECS or "a,1\n".encode(name).decode(name) != "a,1\n":
            raise LookupError
    except (LookupError, ValueError, TypeError, AttributeError):
        raise BadInput(N_("There is no encoding “{encoding}”."), encoding=told) from None
    name = _WIDER.get(name, name)
    return "utf-8-sig" if name == "utf-8" and sample.startswith(codecs.BOM_UTF8) else name


def _without_mark(sample: bytes) -> str | None:
    """UTF-16 without its mark: the NULs of line ends and delimiters all stand on one side."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if even + odd == 0 or min(even, odd) > (even + odd) // 20:
        return None
    encoding = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return None
    return encoding if "\x00" not in text and ("\n" in text or "\r" in text) else None


def _unmarked(path: Path, sample: bytes) -> Decoded:
    fault, _ = _first_fault(path, "utf-8")
    if fault is None:
        return Decoded("utf-8")
    if _wide_characters(path, fault) >= _SURELY_UTF8:
        raise _broken(path, "utf-8", fault)
    gb, _ = _first_fault(path, "gb18030")
    big5, _ = _first_fault(path, "big5")
    if gb is not None and big5 is not None:
        raise BadInput(ASK)
    fit = _shares(_around(path, fault) if fault >= len(sample) else sample)
    if big5 is None and (gb is not None or (fit.big5 >= 0.95 and fit.gb < 0.8)):
        return Decoded("big5", N_doubt("Big5", "GB18030"))
    if gb is not None or fit.gb < 0.4 or fit.other_script:
        raise BadInput(ASK)
    return Decoded("gb18030", N_doubt("GB18030", "Big5") if big5 is None else None)


def N_doubt(taken: str, other: str) -> Sentence:  # noqa: N802 - belongs to N_
    """What to say when two encodings both decode the file."""
    return Sentence(
        N_("Read as {taken}; it could also be {other}. Look at the first rows, and name it with --encoding if they are wrong."),
        taken=taken, other=other,
    )  # fmt: skip


def _prove(path: Path, encoding: str) -> None:
    fault, _ = _first_fault(path, encoding)
    if fault is not None:
        raise _broken(path, encoding, fault)


def _first_fault(path: Path, encoding: str) -> tuple[int | None, int]:
    """The offset of the first bytes that are not `encoding` (about, to a character), or None; and the lines read."""
    decoder = codecs.getincrementaldecoder(encoding)()
    offset, lines, run = 0, 0, 0
    with path.open("rb") as handle:
        while True:
            chunk = handle.read(CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return max(0, offset + error.start - len(error.object) + len(chunk)), lines
            if not chunk:
                return None, lines
            offset += len(chunk)
            lines += chunk.count(b"\n")
            run = _longest(chunk, run)


def _longest(chunk: bytes, run: int) -> int:
    """Bytes since the last line end; BadInput when a line has no end in sight."""
    end = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
    if end < 0:
        run += len(chunk)
        if run > LONGEST_LINE:
            raise BadInput(
                N_("A line of this file is longer than {size} MB; it is not a table."), size=LONGEST_LINE >> 20
            )
        return run
    return len(chunk) - end


def _broken(path: Path, encoding: str, fault: int) -> BadInput:
    line, left = 1, fault
    with path.open("rb") as handle:
        while left > 0 and (chunk := handle.read(min(CHUNK, left))):
            line += chunk.count(b"\n")
            left -= len(chunk)
    name = encoding.removesuffix("-sig").upper()
    return BadInput(
        N_("Line {line} is not {encoding}. Save the file again, or name its encoding with --encoding."),
        line=line,
        encoding=name,
    )


def _wide_characters(path: Path, until: int) -> int:
    """How many characters beyond ASCII stand well-formed before the fault, counted up to the number that decides."""
    decoder = codecs.getincrementaldecoder("utf-8")("ignore")
    found = 0
    with path.open("rb") as handle:
        while until > 0 and found < _SURELY_UTF8 and (chunk := handle.read(min(CHUNK, until))):
            until -= len(chunk)
            found += sum(char > "\x7f" for char in decoder.decode(chunk))
    return found


def _around(path: Path, offset: int) -> bytes:
    """Bytes from the first line end before `offset` on: the sample when the beginning is plain ASCII."""
    with path.open("rb") as handle:
        handle.seek(max(0, offset - SAMPLE // 2))
        return handle.read(SAMPLE).partition(b"\n")[2]


class _Fit(NamedTuple):
    gb: float  # share of the characters that are in everyday use in mainland China
    big5: float  # share of the characters that are in everyday use in Taiwan and Hong Kong
    other_script: bool  # reads as GB18030, but is spread as Korean or Japanese text is


def _shares(sample: bytes) -> _Fit:
    # In both standards the everyday characters stand in the first rows. Real text has 97 % and more of them there, text
    # read with the wrong table about half: measured on feeds and pages in both encodings.
    pairs = [char.encode("gb18030") for char in sample.decode("gb18030", "ignore") if char > "\x7f"]
    common = [pair for pair in pairs if len(pair) == 2 and 0xA1 <= pair[0] <= 0xD7 and pair[1] >= 0xA1]
    big5 = [char.encode("big5") for char in sample.decode("big5", "ignore") if char > "\x7f"]
    hanzi = [pair[0] for pair in common if pair[0] >= 0xB0]
    # Korean syllables fill rows B0 to C8, Chinese ones (in the order of pinyin) go on to D7; kana stand in A4 and A5.
    korean = len(hanzi) >= 20 and sum(lead > 0xC8 for lead in hanzi) < len(hanzi) / 20
    japanese = len(common) >= 20 and sum(pair[0] in (0xA4, 0xA5) for pair in common) > len(common) / 5
    everyday = sum(0xA1 <= pair[0] <= 0xC6 for pair in big5)
    return _Fit(len(common) / max(1, len(pairs)), everyday / max(1, len(big5)), korean or japanese)
