"""The stage of the sample shop: its calendar, its people, and one ticket's story with the words to tell it in."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

from desk.actions import arranging, customers, moving, talking
from desk.actions.opening import Opening, open_ticket
from desk.actions.sample_people import ENGLISH, HANZI, STAFF, Person
from desk.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

    from desk.actions.desk import Desk

    # A story says when its next deed is due and does it when it is resumed.
    Story = Iterator[datetime]

SEED = "corner repairs"
_OPENS, _SHUTS = time(9), time(18, 40)
_QUIET = (47, 46)  # days before the end on which nobody came: the shop was closed


class Cue(NamedTuple):
    """How one ticket is cast.

    `end` is the status where it stops. `age` are the hours since it was opened for a ticket of today's queue; None for one
    of the past months, which starts on any day. `due` is the promise in days from today (0: today); `note` whatever the story
    wants to know, mostly a reason. `raw`: opened that long ago to the minute, be the shop closed. `since`: a ticket of the
    past is so many days old at least. `waits`: minutes since the customer asked `note` without an answer so far.
    """

    end: str
    age: float | None = None
    due: int | None = None
    flag: tuple[str, str] = ("", "")
    priority: str = ""
    channel: str = ""
    snooze: int = 0
    tags: tuple[str, ...] = ()
    note: str = ""
    waits: float = 0
    assign: bool = True
    raw: bool = False
    since: int = 5


class Stage:
    """What all stories share. `moment` is the time that the desk takes for now."""

    def __init__(self, desk: Desk, as_of: datetime) -> None:
        self.desk = desk
        self.zone: ZoneInfo = desk.zone
        self.as_of = as_of
        self.moment = as_of
        self.today = as_of.astimezone(self.zone).date()
        self.customers: dict[str, int] = {}
        self.devices: dict[tuple[str, str], str] = {}
        desk.now = lambda: self.moment

    def open_on(self, moment: datetime) -> bool:
        """Whether the shop is open at that moment."""
        local = moment.astimezone(self.zone)
        return (self.today - local.date()).days not in _QUIET and _OPENS <= local.time() < _SHUTS

    def on(self, days: int, at: time) -> datetime:
        """That local time, so many days from today."""
        return datetime.combine(self.today + timedelta(days=days), at, tzinfo=self.zone)

    def promise(self, days: int) -> datetime:
        """Closing time of that day; later on the same day when today's has passed already."""
        closing = self.on(days, time(18))
        if days == 0 and closing <= self.as_of:
            closing = min(self.as_of + timedelta(hours=1), self.on(0, time(23, 59)))
        return closing


class Scene:
    """One ticket as it goes through the shop. `n` is its number from `open` on; `zh` the language its customer speaks."""

    def __init__(self, stage: Stage, index: int, cue: Cue, *, zh: bool) -> None:
        self.stage, self.cue, self.zh = stage, cue, zh
        self.random = Random(f"{SEED} {index}")  # noqa: S311 - a sample, no secret; one each, so that stories do not disturb each other
        self.person: Person = self.random.choice(HANZI if zh else ENGLISH)
        self.site = self.random.choice(("old_street", "old_street", "harbour"))
        self.who = self.random.choice([number for number, _ in STAFF])
        self.n = 0
        # the last minutes belong to the customer who waits, and to the deed that is taken back
        self.last = stage.as_of - timedelta(minutes=4 + cue.waits)
        self.at = self._start()

    # when

    def _start(self) -> datetime:
        if self.cue.age is not None:
            moment = self.stage.as_of - timedelta(hours=self.cue.age)
            return moment if self.cue.raw else self._before(moment)
        while True:
            days = self.random.randint(self.cue.since, 120)
            moment = self.stage.on(-days, time(9)) + timedelta(minutes=self.random.randint(0, 560))
            if self.stage.open_on(moment) and (moment.weekday() < 6 or self.random.random() < 0.4):
                return moment

    def after(self, hours: float) -> datetime:
        """So many hours on, give or take a quarter, while the shop is open; in today's queue never later than now."""
        moment = self.at + timedelta(minutes=round(hours * 60 * self.random.uniform(0.75, 1.25)))
        if self.cue.age is None:
            moment = self._behind(moment)
        else:
            if moment >= self.last:
                moment = self.at + (max(self.last, self.at) - self.at) / 3
            moment = moment if self.cue.raw else max(self.at, self._before(moment))
        self.at = max(self.at, moment.replace(second=self.random.randint(0, 59), microsecond=0))
        return self.at

    def ago(self, minutes: float) -> datetime:
        """So many minutes before the end."""
        self.at = self.stage.as_of - timedelta(minutes=minutes)
        return self.at

    def _behind(self, moment: datetime) -> datetime:
        while not self.stage.open_on(moment):
            local = moment.astimezone(self.stage.zone)
            days = (local.date() - self.stage.today).days + (local.time() >= _OPENS)
            moment = self.stage.on(days, time(9)) + timedelta(minutes=self.random.randint(4, 80))
        return moment

    def _before(self, moment: datetime) -> datetime:
        while not self.stage.open_on(moment):
            local = moment.astimezone(self.stage.zone)
            days = (local.date() - self.stage.today).days - (local.time() < _OPENS)
            moment = self.stage.on(days, _SHUTS) - timedelta(minutes=self.random.randint(1, 25))
        return moment

    def days(self, count: float) -> datetime:
        """A moment for facts still to come, at a full hour: so many days from this scene's now."""
        local = (self.at + timedelta(days=count)).astimezone(self.stage.zone)
        return local.replace(minute=0, second=0)

    # what happens; each is one deed

    def pick(self, *pools: tuple[str, ...]) -> str:
        """One of the lines of the customer's language; pools are (Chinese, English)."""
        return self.random.choice(pools[0] if self.zh else pools[1])

    def desk(self, who: str = "") -> Desk:
        """The desk with this scene's person, or `who`, at it."""
        self.stage.desk.who = who or self.who
        return self.stage.desk

    def open(self, title: str, body: str, kind: str, **facts: Any) -> int:
        """Opens the ticket for this scene's customer."""
        if self.cue.due is not None:
            facts.setdefault("due_at", self.stage.promise(self.cue.due))
        if self.cue.channel:
            facts["channel"] = self.cue.channel
        if self.cue.raw and self.cue.priority:
            facts["priority"] = self.cue.priority
        desk = self.desk(self.random.choice([number for number, _ in STAFF]))
        opening = Opening(
            title=title, body=body, kind=kind, site=self.site, currency="CNY", **self._customer(desk), **facts
        )
        self.n = open_ticket(desk, opening).numbers[0]
        return self.n

    def _customer(self, desk: Desk) -> dict[str, Any]:
        """Who is in the archive goes by number; the others are what a quick intake makes of them."""
        person = self.person
        contacts = (("phone", person.phone), *person.ids)
        if not person.archived:
            return {"customer": person.name, "contacts": contacts[:1]}
        if person.phone not in self.stage.customers:
            form = customers.CustomerForm(person.card(), contacts)
            made = customers.create(desk, form)
            (topic,) = made.touched
            self.stage.customers[person.phone] = int(topic.partition(":")[2])
        return {"customer_id": self.stage.customers[person.phone]}

    def serial(self, model: str, prefix: str) -> str:
        """The serial number of this customer's device of that model: the same whenever they come with it."""
        made = f"{prefix}{self.random.randrange(10**7, 10**8)}"
        return self.stage.devices.setdefault((self.person.phone, model), made)

    def take(self) -> None:
        if self.cue.assign:
            arranging.take(self.desk(), [self.n])

    def says(self, text: str, via: str = "", **more: Any) -> None:
        talking.message(self.desk(), [self.n], talking.Said(text, via), **more)

    def reply(self, text: str, via: str = "", then: str = "", **facts: Any) -> None:
        talking.reply(self.desk(), [self.n], talking.Said(text, via), then=then, facts=facts)

    def call(
        self, text: str, got: str = "reached", then: str = "", again: datetime | None = None, **facts: Any
    ) -> None:
        talking.call(self.desk(), [self.n], talking.Said(text), result=got, again=again, then=then, facts=facts)

    def note(self, text: str) -> None:
        talking.note(self.desk(), [self.n], talking.Said(text))

    def to(self, status: str, **facts: Any) -> None:
        moving.status(self.desk(), [self.n], status, facts)

    def remember(self, note: str) -> None:
        """A note on the customer's card, if there is one."""
        number = self.stage.customers.get(self.person.phone)
        if number:
            customers.edit(self.desk(), number, customers.CustomerForm({"note": note}))

    def settle_down(self) -> Story:
        """What the cue still wants of a ticket that has got where it should be: flag, snooze, a customer who waits."""
        colour, reason = self.cue.flag
        if self.cue.priority and not self.cue.raw:
            yield self.after(0.1)
            arranging.priority(self.desk(), [self.n], self.cue.priority)
        if self.cue.tags:
            arranging.tag(self.desk(), [self.n], self.cue.tags)
        if colour:
            yield self.after(0.2)
            arranging.flag(self.desk(), [self.n], colour, reason)
        if self.cue.snooze:
            yield self.after(0.2)
            arranging.snooze(self.desk(), [self.n], self.stage.on(self.cue.snooze, time(9)))
        if self.cue.waits:
            yield self.ago(self.cue.waits)
            self.says(self.cue.note, self.cue.channel or "wechat", answer=True)
