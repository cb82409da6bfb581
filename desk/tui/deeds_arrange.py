"""Putting tickets in order on the screen: assign, take, priority, tags, flag, snooze."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

from desk.actions import arranging
from desk.clock import from_text, to_text
from desk.domain import kinds
from desk.i18n import _, label
from desk.text import fold
from desk.tui import times
from desk.tui.deeds_scene import Facts, Form, Scene
from desk.tui.deeds_when import hours, reading
from desk.tui.screens.form import Field, Problem
from desk.tui.screens.pick import FormLine, Pick
from desk.tui.screens.quick_picker import QuickPicker
from desk.tui.screens.tag_form import TagForm, read_tags
from desk.tui.widgets.choices import Choice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.queries.reader import Reader
    from desk.queries.rows import Staff
    from desk.tui.deeds_scene import Deed

    Values = Mapping[str, str]

_NOBODY = "nobody"


async def take(scene: Scene) -> None:
    """Takes the tickets oneself, at once."""
    if await scene.sure_of_many(_("Take")):
        await scene.do(partial(arranging.take, numbers=scene.numbers))


def named(person: Staff) -> Choice:
    """Somebody of the staff as a line to choose; the id is what the desk finds them by."""
    known = person.number or person.login or person.name
    shown = f"{person.number} {person.name}" if person.number and person.number != person.name else person.name or known
    return Choice(f"who:{known}", shown, search=f"{person.initials} {person.login}")


def somebody_new(people: list[Choice], typed: str) -> Choice | None:
    """What was typed as somebody new, unless it is the name of somebody."""
    if any(
        fold(typed) in (fold(one.text), fold(one.id.removeprefix("who:")), *fold(one.text).split()) for one in people
    ):
        return None
    return Choice(f"who:{typed}", _("new: {name}").format(name=typed))


async def assign(scene: Scene) -> None:
    """Gives the tickets to somebody: of the staff, somebody new whose name is typed, or nobody."""
    if not await scene.sure_of_many(_("Assign")):
        return
    staff = await scene.session.read(lambda reader: reader.staff())
    people = [named(person) for person in staff]
    row = scene.row
    if row is not None and not scene.many:
        holder = [named(person).id for person in staff if person.id == row.assignee_id]
        people = [one._replace(hint=_("has it")) if one.id in holder else one for one in people]
    items = [*people, Choice(_NOBODY, _("nobody"))]
    asks = _("a number or a name; a new name makes somebody new")
    picker = QuickPicker(scene.subject(_("Assign")), items, partial(somebody_new, people), asks=asks)
    chosen = await scene.app.push_screen_wait(picker)
    if chosen:
        who = "" if chosen.id == _NOBODY else chosen.id.removeprefix("who:")
        await scene.do(partial(arranging.assign, numbers=scene.numbers, to=who))


async def priority(scene: Scene) -> None:
    """One of four."""
    if not await scene.sure_of_many(_("Priority")):
        return
    now = scene.row.priority if scene.row is not None and not scene.many else ""
    items = [
        Choice(id_, label(name), _("now") if id_ == now else "", search=id_) for id_, name in kinds.PRIORITIES.items()
    ]
    level = await scene.choose(scene.subject(_("Priority")), items)
    if level:
        await scene.do(partial(arranging.priority, numbers=scene.numbers, to=level))


async def tag(scene: Scene) -> None:
    """Tags in one line: words add, those with a minus remove."""
    if not await scene.sure_of_many(_("Tag")):
        return
    key = scene.key("tag")
    numbers = scene.numbers

    def read(reader: Reader) -> tuple[list[str], list[str]]:
        near = reader.rows({*reader.ids("is:open", limit=200), *reader.ids("sort:-number", limit=200)})
        own = {name: None for row in reader.rows(numbers[:200]) for name in row.tags}
        counted: dict[str, int] = {}
        for name in (name for row in near for name in row.tags):
            counted[name] = counted.get(name, 0) + 1
        return list(own), sorted(counted, key=lambda name: -counted[name])

    own, known = await scene.session.read(read)
    notes = (_("has: {tags}").format(tags=" ".join(own)),) if own else ()
    form = Form(
        scene.subject(_("Tag")),
        (Field("tags", _("add: words · remove: -word"), FormLine()),),
        key,
        notes,
        make=partial(TagForm, own=own, known=known),
    )

    def deed(values: Values) -> Deed | Problem:
        add, remove = read_tags(values["tags"])
        if not (add or remove):
            return Problem(_("Which tags?"), "tags")
        return partial(arranging.tag, numbers=numbers, add=add, remove=remove)

    if outcome := await scene.fill(form, deed, await scene.draft(key)):
        scene.app.done(outcome)


async def flag(scene: Scene) -> None:
    """A colour and a reason; earlier flags stay in the history."""
    if not await scene.sure_of_many(_("Flag")):
        return
    key = scene.key("flag")
    colours = [*((id_, label(name)) for id_, name in kinds.FLAG_COLOURS.items()), ("none", _("take it down"))]
    fields = (Field("colour", _("Colour"), Pick(colours, "red")), Field("reason", _("Reason"), FormLine()))
    form = Form(scene.subject(_("Flag")), fields, key, start="colour")

    def deed(values: Values) -> Deed | Problem:
        return partial(arranging.flag, numbers=scene.numbers, colour=values["colour"], reason=values["reason"])

    if outcome := await scene.fill(form, deed, await scene.draft(key)):
        scene.app.done(outcome)


async def snooze(scene: Scene) -> None:
    """Hides the tickets until a moment: one of the usual ones, or as it is typed."""
    if not await scene.sure_of_many(_("Snooze")):
        return
    facts = await scene.facts()
    read = reading(scene, facts, opening=True)

    def typed(text: str) -> Choice | None:
        moment = read.when(text)
        return _until(text, moment, facts) if moment else None

    items = presets(scene, facts)
    if any(card.row.snoozed_until for card in facts.cards):
        items.append(Choice("now", _("bring it back now")))
    title = scene.subject(_("Snooze until"), facts)
    hint = _("That is no date. Examples: 18:00, fri, fri 10:00, +3d, 11-28")
    chosen = await scene.app.push_screen_wait(
        QuickPicker(title, items, typed, urgent=True, hint=hint, asks=_("or type: 18:00, fri 10:00, +3d, 11-28"))
    )
    if chosen:
        until = None if chosen.id == "now" else from_text(chosen.id)
        await scene.do(partial(arranging.snooze, numbers=scene.numbers, until=until))


def presets(scene: Scene, facts: Facts) -> list[Choice]:
    """Later today (three hours on, while the shop is open), tomorrow morning, Monday, in a week; in the shop's zone."""
    opening, closing = hours(scene.session.settings, facts.now, facts.zone)
    here = facts.now.astimezone(facts.zone)

    def morning(days: int) -> datetime:
        return datetime.combine(here.date() + timedelta(days=days), opening, tzinfo=facts.zone)

    later = min(facts.now + timedelta(hours=3), datetime.combine(here.date(), closing, tzinfo=facts.zone))
    found = [
        (_("later today"), later),
        (_("tomorrow morning"), morning(1)),
        (_("Monday"), morning(7 - here.weekday())),
        (_("in a week"), morning(7)),
    ]
    soon = facts.now + timedelta(minutes=15)
    apart = {moment: name for name, moment in reversed(found) if moment > soon}  # on a Monday, Monday is in a week
    return [_until(name, moment, facts) for moment, name in sorted(apart.items())]


def _until(name: str, moment: datetime, facts: Facts) -> Choice:
    instant = to_text(moment)
    return Choice(instant, name, times.day(instant, facts.now, facts.zone))
