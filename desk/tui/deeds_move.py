"""Moving tickets on the screen: done, the status menu, close, reopen. Only what the guard misses is asked, else it is done at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from desk.actions import moving, opening
from desk.domain import guard, kinds, moves
from desk.errors import Refused
from desk.i18n import _, label, tell
from desk.text import N_
from desk.tui.deeds_scene import Facts, Form, Scene
from desk.tui.deeds_when import reading
from desk.tui.screens import needs as asking
from desk.tui.screens.needs_form import NeedsForm
from desk.tui.widgets.choices import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from desk.actions.desk import Desk, Outcome
    from desk.domain.workflow_shapes import Need
    from desk.queries.rows import TicketCard
    from desk.tui.deeds_scene import Deed
    from desk.tui.screens.form import Problem

    Values = Mapping[str, str]
    Deeds = Callable[[Desk, tuple[int, ...], Mapping[str, object]], Outcome]

LATER = ("resume_at",)  # may be told with any reason to hold; must be with some


class Wanted(NamedTuple):
    """A move that was chosen: how the dialog is called, where each ticket would go, and the deed that does it."""

    title: str
    target: Callable[[TicketCard], str | None]
    deed: Deeds


async def done(scene: Scene) -> None:
    """The kind's own "done"; who has not answered an inquiry yet is asked what the answer was."""
    if not await scene.sure_of_many(_("Done")):
        return
    facts = await scene.facts()
    wanted = Wanted(_("Done"), partial(_done_target, facts), moving.done)
    needs = _needs(facts, wanted)
    if not scene.many and any(need.type == "logged" for need in needs):
        from desk.tui.deeds_reply import reply

        await reply(scene, "done", _("Nothing was answered yet. What did you answer?"))
        return
    await _move(scene, facts, wanted, needs)


async def status(scene: Scene) -> None:
    """The menu of statuses, those that cannot be chosen with the reason."""
    if not await scene.sure_of_many(_("Status")):
        return
    facts = await scene.facts()
    _flow, now = facts.place()
    title = scene.subject(_("Status") if scene.many else facts.status(now), facts)
    await _chosen(scene, facts, await scene.choose(title, _menu(facts)))


async def close(scene: Scene) -> None:
    """Closes: where the workflow says how, at once; a complaint by its result; else by choosing an end."""
    if not await scene.sure_of_many(_("Close")):
        return
    facts = await scene.facts()
    if all(card.row.kind == "complaint" for card in facts.cards) and facts.card.row.stage != "closed":
        from desk.tui.deeds_complaint import close_complaint

        await close_complaint(scene, facts)
        return
    wanted = Wanted(_("Close"), partial(_close_target, facts), moving_close)
    if all(_close_target(facts, card) for card in facts.cards):
        needs = _needs(facts, wanted)
        if not any(need.type == "logged" for need in needs):
            await _move(scene, facts, wanted, needs)
            return
    ends = {id_ for card in facts.cards for id_, s in facts.place(card)[0].statuses.items() if s.stage == "closed"}
    menu = [choice for choice in _menu(facts) if choice.id in ends]
    if not menu:
        _flow, now = facts.place()
        raise Refused(N_("It is already {status}."), status=now.label)
    await _chosen(scene, facts, await scene.choose(scene.subject(_("How does it end?"), facts), menu))


async def reopen(scene: Scene) -> None:
    """Back to work. It asks where to, also when there is one way: a capital letter slips in easily."""
    if not await scene.sure_of_many(_("Open again")):
        return
    facts = await scene.facts()
    ways: dict[str, str] = {}
    refused: Refused | None = None
    for card in facts.cards:
        flow, found = facts.place(card)
        try:
            moves.reopen_target(found)
        except Refused as error:
            refused = error
            continue
        ways.update({id_: facts.status(flow.statuses[id_]) for id_ in found.reopen})
    if not ways and refused:
        raise refused
    title = scene.subject(_("Open again"), facts)
    to = await scene.choose(title, [Choice(id_, text) for id_, text in ways.items()])
    if to:

        def deed(desk: Desk, numbers: tuple[int, ...], given: Mapping[str, object]) -> Outcome:
            return moving.reopen(desk, numbers, to, given)

        wanted = Wanted(_("Open again"), lambda _card: to, deed)
        await _move(scene, facts, wanted, _needs(facts, wanted))


async def _chosen(scene: Scene, facts: Facts, to: str) -> None:
    if not to:
        return
    if to == "converted":
        await _convert(scene)
        return

    def deed(desk: Desk, numbers: tuple[int, ...], given: Mapping[str, object]) -> Outcome:
        return moving.status(desk, numbers, to, given)

    name = next(found for card in facts.cards if (found := facts.place(card)[0].statuses.get(to)))
    wanted = Wanted(facts.status(name), lambda _card: to, deed)
    await _move(scene, facts, wanted, _needs(facts, wanted))


async def _convert(scene: Scene) -> None:
    others = [Choice(id_, label(name)) for id_, name in kinds.KINDS.items() if id_ not in ("inquiry", "follow_up")]
    kind = await scene.choose(scene.subject(_("Turn it into")), others)
    if kind:
        await scene.do(partial(opening.convert, number=scene.numbers[0], kind=kind))


def _menu(facts: Facts) -> list[Choice]:
    """Every status of the tickets, those that can be chosen in front; of several tickets, when one of them can go there."""
    found: dict[str, Choice] = {}
    for card in facts.cards:
        for choice in moves.choices(facts.workflows, card.fields):
            id_, name = choice.status.id, facts.status(choice.status)
            turn = id_ == "converted" and choice.kind is not None and len(facts.cards) == 1
            why = tell(choice.why) if choice.why and not turn else ""
            if id_ not in found or not why:
                found[id_] = Choice(id_, name, why=why, search=f"{id_} {' '.join(choice.status.label)}")
    return sorted(found.values(), key=lambda choice: bool(choice.why))


def _done_target(facts: Facts, card: TicketCard) -> str | None:
    return moves.done_target(*facts.place(card))


def _close_target(facts: Facts, card: TicketCard) -> str | None:
    return moves.close_target(*facts.place(card))


def moving_close(desk: Desk, numbers: tuple[int, ...], given: Mapping[str, object]) -> Outcome:
    """Closing where the workflow closes by itself."""
    return moving.close(desk, numbers, "", given)


def _needs(facts: Facts, wanted: Wanted) -> tuple[Need, ...]:
    """What the move asks of any of the tickets. Refused when none of them may make it."""
    found = []
    refused: Refused | None = None
    for card in facts.cards:
        flow, now = facts.place(card)
        to = wanted.target(card)
        try:
            if to is None:
                raise Refused(N_("It is already {status}."), status=now.label)
            missing = guard.missing(facts.workflows, card.fields, to, {}, now=facts.now)
        except Refused as error:
            refused = error
            continue
        status = flow.statuses.get(to)
        late = [need for need in status.needs if need.when == "dated_reason"] if status and missing else []
        found.append([*missing, *late])
    if not found and refused:
        raise refused
    return asking.merged(found)


async def _move(scene: Scene, facts: Facts, wanted: Wanted, needs: Iterable[Need]) -> None:
    """Does it at once, or asks first what is missing."""
    shown = [need for need in needs if need.type not in asking.UNTYPED]
    if not asking.asked(shown):
        await scene.do(lambda desk: wanted.deed(desk, scene.numbers, {}))
        return
    read = reading(scene, facts)
    form = Form(
        scene.subject(wanted.title, facts),
        [asking.field(need, read) for need in shown],
        scene.key(f"move-{wanted.title}"),
        make=partial(NeedsForm, needs=shown, reading=read, now=facts.now),
    )

    def deed(values: Values) -> Deed | Problem:
        typed = asking.facts(shown, values, read, LATER)
        return typed.problem or partial(_with, wanted.deed, scene.numbers, typed.given)

    draft = await scene.draft(form.key)
    if outcome := await scene.fill(form, deed, draft):
        scene.app.done(outcome)


def _with(deed: Deeds, numbers: tuple[int, ...], given: Mapping[str, object], desk: Desk) -> Outcome:
    return deed(desk, numbers, given)
