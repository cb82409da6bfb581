"""THE table of settings: section, name, default, what it may be, and one line that explains it.

Loading, the error sentences, `config.example.toml`, `desk config` and the manual all read it. A setting is written once, as
a typed attribute of its section, so that `settings.wait.red_minutes` is known to the type checker too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from desk.config.kinds import Kind, capitals, days, flag, names, number, one_of, plain_table, some_of, span, text, wish
from desk.text import N_, Label

if TYPE_CHECKING:
    from collections.abc import Mapping

CHANNELS = ("phone", "chat", "email", "sms", "wechat", "walk_in", "visit", "letter", "forum", "patrol", "other")
SORTS = ("repair", "online", "property", "other")
_KINDS = ("inquiry", "repair", "complaint", "follow_up")
_ARCHIVE = (
    "name", "company", "phone", "email", "address", "gender", "birthday", "occupation", "preferences", "segment", "courier"
)  # fmt: skip


class Setting:
    """One line of the table: default, what it may be, explanation (a message id)."""

    __slots__ = ("default", "help", "kind")

    def __init__(self, default: Any, kind: Kind, help: str) -> None:  # noqa: A002 - what click and argparse call it
        self.default = default
        self.kind = kind
        self.help = help


def _is(default: object, kind: Kind, help: str) -> Any:  # noqa: A002 - as above
    return Setting(default, kind, help)


def _switch(help: str, *, on: bool) -> Any:  # noqa: A002 - as above
    return Setting(on, flag(), help)


class Section:
    """A table of the configuration; read only. Equal when every setting is.

    `others` is what any further key of the section may hold (None: there are no further keys), `other_keys` which they
    may be (empty: any); they are found in `more`.
    """

    settings: ClassVar[Mapping[str, Setting]] = {}
    others: ClassVar[Kind | None] = None
    other_keys: ClassVar[tuple[str, ...]] = ()
    more: Mapping[str, Any] = {}

    def __init_subclass__(cls) -> None:
        cls.settings = {name: value for name, value in vars(cls).items() if isinstance(value, Setting)}
        for name, setting in cls.settings.items():
            setattr(cls, name, setting.default)

    def __init__(self, **values: object) -> None:
        vars(self).update(values)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.as_dict() == other.as_dict()

    def __hash__(self) -> int:
        return hash(type(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"

    def as_dict(self) -> dict[str, Any]:
        """Every setting of the section with its value, further keys last."""
        return {name: getattr(self, name) for name in self.settings} | dict(self.more)


class Desk(Section):
    database: str = _is("", text(), N_("The desk's file; empty: shop.db in the usual place."))
    who: str = _is("", text(), N_("Who is at the desk, number or name; empty: the login name."))
    language: str = _is("", one_of("", "en", "zh"), N_("Language: “en” or “zh”; empty: as the system says."))
    theme: str = _is("desk-dark", text(), N_("Colours: the name of a theme; `desk themes` lists them."))
    ambiguous_width: int = _is(
        1, number(1, 2), N_("Cells for signs such as “…” or “→”; 2 if your terminal draws them wide.")
    )
    mouse: bool = _switch(N_("Mouse in the screen; off, the terminal's own selecting works."), on=False)
    kitty_keys: bool = _switch(
        N_("The newer keyboard protocol; quicker Esc, but it breaks some input methods."), on=False
    )
    copy_command: str = _is(
        "", text(), N_("A program that takes copied text, such as “clip.exe”; empty: the terminal does it.")
    )


class Shop(Section):
    name: str = _is("", text(), N_("The shop's name, on the screen and on reports."))
    zone: str = _is("", text(), N_("Time zone for a new desk, such as “Asia/Shanghai”; empty: this machine's."))
    currency: str = _is("CNY", capitals(3, N_("three capital letters such as “CNY”")), N_("Currency of prices."))
    country: str = _is("CN", capitals(2, N_("two capital letters such as “CN”")), N_("Country, for phone numbers."))
    sort: str = _is("repair", one_of(*SORTS), N_("Sort of shop: “repair”, “online”, “property” or “other”."))
    default_kind: str = _is(
        "", one_of("", *_KINDS), N_("Kind of a ticket that names none; empty: by the sort of shop.")
    )


class Wait(Section):
    amber_minutes: int = _is(30, number(1), N_("Minutes a customer waits until the row turns amber."))
    red_minutes: int = _is(60, number(1), N_("Minutes until it turns red; also the answer target."))
    chat_amber_seconds: int = _is(100, number(1), N_("Seconds until a chat turns amber."))
    chat_red_seconds: int = _is(200, number(1), N_("Seconds until a chat turns red."))


class Window(Section):
    others = span(empty=True)
    other_keys = CHANNELS
    default: str = _is(
        "08:00-23:00", span(), N_("When waiting counts; a channel's name gives that channel its own hours.")
    )

    def of(self, channel: str) -> str:
        """The hours of a channel, `HH:MM-HH:MM`; "" when it never counts."""
        return str(self.more.get(channel, self.default))


class Hours(Section):
    mon: str = _is("09:00-18:00", span(empty=True), N_("Business hours on Monday; empty: closed."))
    tue: str = _is("09:00-18:00", span(empty=True), N_("Business hours on Tuesday."))
    wed: str = _is("09:00-18:00", span(empty=True), N_("Business hours on Wednesday."))
    thu: str = _is("09:00-18:00", span(empty=True), N_("Business hours on Thursday."))
    fri: str = _is("09:00-18:00", span(empty=True), N_("Business hours on Friday."))
    sat: str = _is("09:00-18:00", span(empty=True), N_("Business hours on Saturday."))
    sun: str = _is("09:00-18:00", span(empty=True), N_("Business hours on Sunday."))
    holidays: tuple[str, ...] = _is((), days(), N_("Days on which the shop is closed."))
    makeup_days: tuple[str, ...] = _is((), days(), N_("Days worked in exchange, with Monday's hours."))

    def of_week(self) -> tuple[str, ...]:
        """The hours of Monday to Sunday, each `HH:MM-HH:MM` or ""."""
        return (self.mon, self.tue, self.wed, self.thu, self.fri, self.sat, self.sun)


class Queue(Section):
    stale_days: int = _is(3, number(1), N_("Days without contact until a ticket is stale."))
    late_days: int = _is(7, number(1), N_("Days after which what is late stands in a group of its own."))
    ask_again_days: int = _is(3, number(1), N_("Days until we ask again, when a ticket waits for others."))


class Complaint(Section):
    follow_up_required: bool = _switch(N_("A complaint closes only with a satisfied follow-up or a reason."), on=True)


class FollowUp(Section):
    repair_counter_percent: int = _is(
        0, number(0, 100), N_("Share of repairs followed up after collection at the counter.")
    )
    repair_onsite_percent: int = _is(100, number(0, 100), N_("Share of repairs on site followed up."))
    complaint_percent: int = _is(100, number(0, 100), N_("Share of complaints followed up."))
    repair_after_days: int = _is(3, number(0), N_("Days from the repair to its follow-up."))
    complaint_after_days: int = _is(1, number(0), N_("Days from the answer to the follow-up of a complaint."))
    max_attempts: int = _is(3, number(1), N_("Calls without an answer before somebody counts as unreachable."))
    min_gap_hours: int = _is(4, number(0), N_("Hours between two such calls at least."))


class Archive(Section):
    important: tuple[str, ...] = _is(
        ("name", "phone", "address"), some_of(*_ARCHIVE), N_("What must be known of a customer for a complete record.")
    )
    target_percent: int = _is(85, number(0, 100), N_("Share of complete records the shop wants."))


class Keys(Section):
    """Keys of deeds: a deed's name = its keys; `desk keys` lists both."""

    others = wish()


class Backup(Section):
    keep_daily: int = _is(7, number(1), N_("Backups kept: one a day for so many days,"))
    keep_weekly: int = _is(5, number(0), N_("one a week for so many weeks,"))
    keep_monthly: int = _is(12, number(0), N_("one a month for so many months."))
    folder: str = _is("", text(), N_("Folder for backups; empty: beside the desk's file."))


class Category(Section):
    """The shop's own categories: id = name."""

    others = names()


class Site(Section):
    """Branches, building phases, counters: id = name."""

    others = names()


class Settings:
    """Everything that can be set, and the file it was read from ("" for the defaults)."""

    __slots__ = (
        "archive", "backup", "category", "complaint", "desk", "file", "follow_up", "hours", "keys", "label", "queue",
        "shop", "site", "status", "wait", "window",
    )  # fmt: skip
    file: str
    desk: Desk
    shop: Shop
    wait: Wait
    window: Window
    hours: Hours
    queue: Queue
    complaint: Complaint
    follow_up: FollowUp
    archive: Archive
    backup: Backup
    keys: Keys
    category: Category
    site: Site
    status: tuple[Mapping[str, Any], ...]
    label: Mapping[str, Label]

    def __init__(self, file: str = "", **parts: object) -> None:
        put = object.__setattr__
        put(self, "file", file)
        for name, section in SECTIONS.items():
            put(self, name, parts[name] if name in parts else section())
        put(self, "status", parts.get("status", ()))
        put(self, "label", parts.get("label", {}))

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __eq__(self, other: object) -> bool:
        """Whether every setting is the same; where they were read does not matter."""
        return isinstance(other, Settings) and all(
            getattr(self, name) == getattr(other, name) for name in (*SECTIONS, "status", "label")
        )

    def __hash__(self) -> int:
        return hash(self.file)

    def replace(self, **parts: object) -> Settings:
        """The same settings with some sections (or `file`) exchanged."""
        now = {name: getattr(self, name) for name in self.__slots__}
        return Settings(**(now | parts))


# In the order of the example file.
SECTIONS: Mapping[str, type[Section]] = {
    "desk": Desk,
    "shop": Shop,
    "wait": Wait,
    "window": Window,
    "hours": Hours,
    "queue": Queue,
    "complaint": Complaint,
    "follow_up": FollowUp,
    "archive": Archive,
    "backup": Backup,
    "keys": Keys,
    "category": Category,
    "site": Site,
}
STATUS, LABEL = plain_table(), names()
