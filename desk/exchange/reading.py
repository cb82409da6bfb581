"""Cells into rows: cleaned, read by their field, with an id and a fingerprint."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from desk.errors import BadInput
from desk.exchange import profiles, shape, values
from desk.exchange.cells import restore
from desk.exchange.rows import Refused, Row
from desk.exchange.seen import Seen
from desk.record import NamedTuple
from desk.text import N_, Sentence, clean, fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.exchange.maps import Map
    from desk.exchange.values import Convert

CLEANED = N_("{count} rows had control characters or unusual forms of letters, which were cleaned.")
ASIDE = N_("{count} values of “{column}” are not known; they are kept as they were, among the extra columns.")
TWICE = N_("{count} rows stand in the file twice, word for word; each was taken once.")
# Text of these characters only is clean already: Latin letters, general marks, CJK signs and kana without the combining ones,
# hanzi, full-width forms.
_PLAIN = re.compile(
    r"[ -~\u00a0-\u02af\u2010-\u2027\u2030-\u205e\u3000-\u3029\u3030-\u3098\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff01-\uffee]*"
)
_64_BITS = (1 << 64) - 1


class How(NamedTuple):
    """How rows are read. `restored` is for tables, whose cells may be defused; `options` marks all that changes what cells mean."""

    source: str
    kind: str
    currency: str
    given: Map | None
    profile: str
    restored: bool
    options: str


class Reading:
    """One pass over a file. `warnings` counts by (sentence id, column)."""

    def __init__(self, how: How, converters: Mapping[str, Convert]) -> None:
        self.warnings: Counter[tuple[str, str]] = Counter()
        given = how.given
        self._how, self._given, self._restored = how, given, how.restored
        self._source, self._kind, self._currency = how.source, how.kind, how.currency
        self._own = how.profile == "desk"
        self._finish = profiles.finish_repair if how.profile == "openrepair" else None
        self._converters = _with_words(converters, given)
        self._defaults = _defaults(converters, given)
        self._shapes: dict[tuple[str, ...], shape.Shape] = {}
        self._headers: tuple[str, ...] | None = None
        self._shape: shape.Shape
        self._seen = Seen()
        self._again: Counter[int] = Counter()

    def row(self, line: int, headers: tuple[str, ...], raw: list[str]) -> Row | Refused | None:
        """The row of these cells, or why it is refused; None when it is a mere repetition."""
        if headers is not self._headers:
            self._take(headers)
        found, cells = self._shape, raw
        text = "".join(raw)
        if self._restored and "'" in text:
            cells = [restore(cell) for cell in cells]
            text = "".join(cells)
        plain = text.isascii() and text.isprintable()
        if not plain and not _PLAIN.fullmatch(text):
            cells = self._cleaned(cells)
            content = _one_line(cells, found)
        else:
            content = {field: cell for place, field in found.texts if (cell := cells[place].strip())}
            plain = True
        extra: dict[str, Any] = {header: cells[place] for place, header in found.rest if cells[place]}
        if found.body >= 0 and cells[found.body]:
            content["body"] = cells[found.body]
        refused = self._read(content, extra, headers, cells)
        if refused is None and not plain and not self._own:
            _one_contact(content, extra)
        made = refused or self._made(line, content, extra, "\x1f".join(found.ordered(cells)))
        if made.__class__ is Refused:
            made = Refused(line, made.column, made.sentence, headers, raw)
        return made

    def _read(
        self, content: dict[str, Any], extra: dict[str, Any], headers: tuple[str, ...], cells: list[str]
    ) -> Refused | None:
        """The columns that mean something else than their text."""
        place = 0
        try:
            for place, field, convert in self._shape.columns:
                cell = cells[place].strip()
                if cell:
                    try:
                        value = convert(cell)
                    except values.OddError:
                        self._aside(content, extra, field, cell, headers[place])
                    else:
                        if value != "":
                            content[field] = value
            for places, field, then in self._shape.joined:
                place = places[0]
                cell = _joined(field, [cells[each] for each in places])
                try:
                    if cell:
                        content[field] = then(cell) if then else cell
                except values.OddError:
                    self._aside(content, extra, field, cell, headers[place])
        except BadInput as error:
            return Refused(0, headers[place], error.sentence, (), ())
        return None

    def _take(self, headers: tuple[str, ...]) -> None:
        known = self._shapes.get(headers)
        if known is None:
            if len(self._shapes) > 1000:
                self._shapes.clear()
            known = shape.build(headers, self._converters, self._given, self._how.profile, self._how.options)
            self._shapes[headers] = known
        self._shape, self._headers = known, headers

    def _cleaned(self, cells: list[str]) -> list[str]:
        """Line ends stay here; fields of one line lose them when they are put in their place."""
        fresh = [clean(cell, lines=True) for cell in cells]
        if any(new != old and not _only_lines(new, old) for new, old in zip(fresh, cells, strict=True)):
            self.warnings[CLEANED, ""] += 1
        return fresh

    def _aside(self, content: dict[str, Any], extra: dict[str, Any], field: str, cell: str, header: str) -> None:
        if field == "reason" and "reason_note" not in content:
            content["reason_note"] = cell
            return
        extra[header] = cell
        self.warnings[ASIDE, header] += 1

    def _made(self, line: int, content: dict[str, Any], extra: dict[str, Any], text: str) -> Row | Refused | None:
        for field, value in self._defaults:
            content.setdefault(field, value)
        if self._kind:
            content.setdefault("kind", self._kind)
        if "estimate" in content:
            self._money(content, extra)
        if "extra" in content:
            extra |= _unpacked(content.pop("extra"))
        if self._finish:
            self._finish(content, extra)
        if self._own:  # which columns are there matters: what a person has blanked in it is to be blank
            for field in self._shape.fields:
                content.setdefault(field, "")
            external = content.get("number", "")
        else:
            number = content.pop("number", "")
            external = content.pop("external_id", "") or number
        return self._named(line, content, extra, external, text)

    def _named(
        self, line: int, content: dict[str, Any], extra: dict[str, Any], external: str, text: str
    ) -> Row | Refused | None:
        """With its id and fingerprint. None when the same row with the same id has been there; refused when it said something else."""
        mark = blake2b(f"{text}\x1e{self._shape.salt}".encode(), digest_size=12).hexdigest()
        if not external:
            external = self._ordinal(text)
        else:
            short = hash(mark) & _64_BITS
            before = self._seen.add(hash(external) & _64_BITS, short)
            if before == short:
                self.warnings[TWICE, ""] += 1
                return None
            if before is not None:
                sentence = Sentence(N_("The id “{id}” stands in an earlier row with other content."), id=external)
                return Refused(line, "", sentence, self._headers or (), ())
        return Row(line, self._source, external, mark, content, extra)

    def _ordinal(self, text: str) -> str:
        """Rows without an id are told apart by what they say, and equal ones by which of them it is."""
        digest = blake2b(text.encode(), digest_size=8).hexdigest()
        key = hash(f"row:{digest}") & _64_BITS
        if self._seen.add(key, 0) is not None:
            self._again[key] += 1
        return f"row:{digest}:{self._again[key] + 1 if key in self._again else 1}"

    def _money(self, content: dict[str, Any], extra: dict[str, Any]) -> None:
        text = content.pop("estimate")
        own = content.get("currency", "")
        try:
            found = values.money(text, own or self._currency)
        except values.OddError:
            extra["estimate"] = text
            self.warnings[ASIDE, "estimate"] += 1
            return
        content["estimate"] = found.minor
        if own or found.currency != self._currency:
            content["currency"] = found.currency


def _one_line(cells: list[str], found: shape.Shape) -> dict[str, Any]:
    """The plain texts of a row, without line ends where a field has none."""
    content = {}
    for place, field in found.texts:
        cell = cells[place].strip()
        if cell:
            content[field] = cell if field in values.LINES or cell.isprintable() else clean(cell)
    return content


def _joined(field: str, parts: Sequence[str]) -> str:
    """Several cells as one text: a paragraph each in the body, words after words in a field of one line."""
    if field == "body":
        return "\n".join(part for part in parts if part.strip())
    bare = [part.strip() for part in parts]
    text = ("\n" if field in values.LINES else " ").join(part for part in bare if part)
    return text if field in values.LINES or text.isprintable() else clean(text)


def _one_contact(content: dict[str, Any], extra: dict[str, Any]) -> None:
    """A customer has one number of a kind here; the others that stood in the cell stay beside it."""
    for field in values.CONTACTS:
        if field in content and "\n" in content[field]:
            content[field], _, extra[f"{field} 2"] = content[field].partition("\n")


def _only_lines(new: str, old: str) -> bool:
    """Whether nothing was lost but the CR of a line end."""
    return "\r" in old and new == unicodedata.normalize("NFC", old.replace("\r\n", "\n").replace("\r", "\n"))


def _unpacked(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {"extra": text}
    return found if isinstance(found, dict) else {"extra": text}


def _with_words(converters: Mapping[str, Convert], given: Map | None) -> dict[str, Convert]:
    """With a map, its words go before ours; what is not among them is odd."""
    found = dict(converters)
    for field, words in (given.values if given else {}).items():
        found[field] = _worded(words, converters.get(field))
    return found


def _worded(words: Mapping[str, str], then: Convert | None) -> Convert:
    def read(text: str) -> Any:
        value = words.get(fold(text))
        if value is None:
            raise values.OddError
        return then(value) if then and value else value

    return read


def _defaults(converters: Mapping[str, Convert], given: Map | None) -> Sequence[tuple[str, Any]]:
    found = []
    for field, text in (given.defaults if given else {}).items():
        convert = converters.get(field)
        try:
            found.append((field, convert(text) if convert else text))
        except values.OddError as error:
            raise BadInput(N_("“{value}” is no value for {field}."), value=text, field=field) from error
    return tuple(found)
