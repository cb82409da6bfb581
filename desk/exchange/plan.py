"""How a file is going to be read, found out once and shown to people; and then its rows, as often as somebody asks."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING

from desk import clock
from desk.errors import BadInput
from desk.exchange import aliases, dates, encodings, maps, profiles, reader, sniff, values
from desk.exchange.reading import How, Reading
from desk.exchange.rows import Refused, Row
from desk.record import NamedTuple
from desk.text import N_, Sentence, fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from zoneinfo import ZoneInfo

    from desk.exchange.maps import Map

_SAMPLE = 200
_SHOWN = 3
NAMELESS = N_(
    "No column has a name that is known; all goes to the extra columns. The first line has to name them, or a map does."
)
_TITLES = 20  # lines among which a header is looked for


class Options(NamedTuple):
    """What a person told; "" means: find out. `zone` and `currency` are the shop's. `date_order` is ymd, dmy or mdy."""

    zone: ZoneInfo
    encoding: str = ""
    delimiter: str = ""
    profile: str = ""
    map: Path | None = None
    kind: str = ""
    date_order: str = ""
    source: str = ""
    currency: str = "CNY"


class Plan:
    """What was found out about `path`.

    doubt      another encoding that reads the file without error, or ""
    columns    (header, field) in the order of the file; field "" goes to extra, None is left out
    first      the first rows, or why they are refused
    warnings   sentence id and column -> how often; filled by the last complete `read`
    """

    __slots__ = (
        "columns", "date_order", "dialect", "doubt", "encoding", "first", "given", "options", "path", "profile", "sha256",
        "size", "source", "warnings", "zone",
    )  # fmt: skip

    def __init__(self, path: Path, options: Options) -> None:
        self.path = path
        self.options = options
        self.encoding, self.doubt, self.sha256, self.size = encodings.look(path, options.encoding)
        self.dialect = sniff.dialect(path, self.encoding, options.delimiter)
        headers, sample = self._sample()
        if self.dialect.form == "csv" and not options.map and not aliases.fields(headers):
            self.dialect = self._below(self.dialect)
            headers, sample = self._sample()
        self.given: Map | None = maps.load(options.map) if options.map else None
        self.profile = "plain" if self.given else profiles.choose(options.profile, headers)
        if self.given:
            _demand_columns(path, self.given, headers)
        elif self.profile == "openrepair":
            self.given = profiles.open_repair(str(path), headers)
        self.zone = clock.zone(self.given.timezone) if self.given and self.given.timezone else options.zone
        self.source = options.source or (self.given.name if self.given else "") or _named(self.profile, path)
        found = self._fields(headers)
        self.columns = tuple((header, found.get(header, "")) for header in headers)
        self.date_order = self._order(found, sample)
        self.warnings: Counter[tuple[str, str]] = Counter()
        self.first: tuple[Row | Refused, ...] = tuple(islice(read(self), _SHOWN))
        self.warnings.clear()

    def sentences(self) -> tuple[Sentence, ...]:
        """The warnings of the last reading, to be told."""
        return tuple(Sentence(id_, count=count, column=column) for (id_, column), count in self.warnings.items())

    def records(self) -> Iterator[tuple[int, tuple[str, ...], list[str]] | Refused]:
        """The cells as they stand in the file."""
        return reader.read(self.path, self.encoding, self.dialect)

    def _sample(self) -> tuple[tuple[str, ...], list[tuple[tuple[str, ...], list[str]]]]:
        """All headers of the first rows, and these rows. A table of only headers has no rows to take them from."""
        sample = [
            (record[1], record[2]) for record in islice(self.records(), _SAMPLE) if not isinstance(record, Refused)
        ]
        headers = dict.fromkeys(header for names, _ in sample for header in names)
        if not headers and self.dialect.form == "csv":
            headers = dict.fromkeys(reader.headers(self.path, self.encoding, self.dialect))
        return tuple(headers), sample

    def _below(self, dialect: sniff.Dialect) -> sniff.Dialect:
        """Reports often have a title above the table: the first line that names two known columns is taken as its header."""
        for record in islice(self.records(), _TITLES):
            line, cells = (record.line, record.cells) if isinstance(record, Refused) else (record[0], record[2])
            if len(aliases.fields(cells)) >= 2:
                return dialect._replace(skip=line - 1)
        return dialect

    def _fields(self, headers: Sequence[str]) -> dict[str, str | None]:
        if self.given is None:
            table = profiles.own_table() if self.profile == "desk" else None
            found = aliases.fields(headers, table)
            known: dict[str, str | None] = {headers[place]: field for place, field in found.items()}
            if self.profile == "desk":
                known |= {name: None for name in headers if fold(name) in profiles.DERIVED and name not in known}
            return known
        folded = {fold(name): field for field, names in self.given.columns.items() for name in names}
        return {header: folded[fold(header)] for header in headers if fold(header) in folded}

    def _order(self, found: dict[str, str | None], sample: list[tuple[tuple[str, ...], list[str]]]) -> str:
        """As told; else as the whole of the date columns shows, when any date leaves room for doubt."""
        told = self.options.date_order or (self.given.date_order if self.given else "")
        if told:
            if told not in dates.ORDERS:
                raise BadInput(N_("“{value}” is no order of dates. Possible: ymd, dmy, mdy"), value=told)
            return told
        columns = {header for header, field in found.items() if field in values.DATES}
        if not any(_orders(columns, headers, cells) for headers, cells in sample):
            return ""
        seen: dict[str, str] = {}
        for record in self.records():
            if not isinstance(record, Refused):
                seen |= _orders(columns, record[1], record[2])
        if ("dmy" in seen) != ("mdy" in seen):
            return "dmy" if "dmy" in seen else "mdy"
        raise BadInput(dates.AMBIGUOUS, value=seen.get("?") or next(iter(seen.values())))


def plan(path: Path, options: Options) -> Plan:
    """Finds out how to read `path`.

    Raises BadInput when it cannot be read with certainty, Usage for an option that makes no sense, NoPermission, DiskTrouble.
    """
    return Plan(path, options)


def read(found: Plan) -> Iterator[Row | Refused]:
    """All rows of the file, each as long as it is looked at; memory does not grow with the file."""
    options, given = found.options, found.given
    converters = values.converters(dates.Dates(found.zone, found.date_order), own=found.profile == "desk")
    kind = options.kind or (given.kind if given else "")
    how = How(
        found.source, converters["kind"](kind) if kind else "", options.currency, given, found.profile,
        found.dialect.form == "csv",
        f"{given.digest if given else found.profile}|{kind}|{found.zone.key}|{found.date_order}|{options.currency}",
    )  # fmt: skip
    reading = Reading(how, converters)
    found.warnings = reading.warnings
    if found.columns and not any(field for _, field in found.columns):
        found.warnings[NAMELESS, ""] += 1
    row = reading.row
    for record in found.records():
        made = record if isinstance(record, Refused) else row(*record)
        if made is not None:
            yield made


def _orders(columns: set[str], headers: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    found = (
        (dates.order_of(cell.strip()), cell) for header, cell in zip(headers, cells, strict=True) if header in columns
    )
    return {order: cell for order, cell in found if order}


def _named(profile: str, path: Path) -> str:
    return profile if profile != "plain" else path.stem


def _demand_columns(path: Path, given: Map, headers: Sequence[str]) -> None:
    """A header that the map names and the file lacks is a slip in one of them."""
    known = {fold(header) for header in headers}
    for names in given.columns.values():
        for name in names:
            if headers and fold(name) not in known:
                raise BadInput(N_("{path} has no column “{header}”, which the map names."), path=str(path), header=name)
