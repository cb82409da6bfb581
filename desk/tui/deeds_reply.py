"""A reply or a call on the screen: how, what, and what then, as one deed with one undo. A written reply is copied as well."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from desk.actions import talking
from desk.clock import to_text
from desk.commands import shown
from desk.domain import guard, kinds, moves
from desk.errors import Refused
from desk.i18n import _, label, ngettext
from desk.tui import clipboard
from desk.tui.deeds_scene import Facts, Form, Scene
from desk.tui.deeds_when import reading
from desk.tui.screens import needs as asking
from desk.tui.screens.form import DeskForm, Field, Problem
from desk.tui.screens.pick import FormLine, Pick
from desk.tui.widgets.boxes import TextBox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.actions.desk import Outcome
    from desk.domain.workflow_shapes import Need, Status
    from desk.tui.deeds_scene import Deed

    Values = Mapping[str, str]

_CALL = "phone"
_WRITTEN = tuple(channel for channel in kinds.CHANNELS if talking.needs_answer(channel))
STAY = "stay"
_QUOTED = 120  # characters of what the customer said last
AGAIN = timedelta(hours=4)  # until the next attempt, as the desk itself presets it


class Then(NamedTuple):
    """Where a reply may lead: the status, and what that still asks."""

    status: Status
    needs: tuple[Need, ...]


class ReplyForm(DeskForm):
    """Fields come and go with the way of the reply and with what follows it."""

    def changed(self, values: Values) -> None:
        how, then = values["how"], values.get("then", STAY)
        self.show_field("via", on=how == "text")
        self.show_field("again", on=how == "no_answer")
        if "then" in values:
            self.show_field("then", on=how != "no_answer")
        for name in values:
            if "-" in name:
                self.show_field(name, on=how != "no_answer" and name.startswith(f"{then}-"))


async def reply(scene: Scene, then: str = "", note: str = "") -> None:
    """We answered; `then` presets what follows, `note` says why we are asked."""
    if not await scene.sure_of_many(_("Reply")):
        return
    key = scene.key("reply")
    facts = await scene.facts(key)
    ways = _ways(facts)
    kind = facts.card.row.kind
    preset = then or scene.memory.then.get(kind, STAY)
    read = reading(scene, facts)
    form = Form(
        scene.subject(_("Reply"), facts),
        _fields(facts, ways, preset if preset in ways else STAY, read),
        key,
        tuple(filter(None, (note, "" if scene.many else await _last_said(scene)))),
        "text",
        ReplyForm,
    )
    told: dict[str, str] = {}

    def deed(values: Values) -> Deed | Problem:
        told.update(values)
        return _deed(scene, values, ways, read)

    outcome = await scene.fill(form, deed, facts.draft)
    if outcome is None:
        return
    scene.memory.then[kind] = told.get("then", STAY)
    if told["how"] == "text":
        await _copied(scene, told["text"], outcome)
    else:
        scene.app.done(outcome)


async def _last_said(scene: Scene) -> str:
    """What the customer said last, so that the answer answers it."""
    entries = await scene.session.read(lambda reader: reader.timeline(scene.numbers[0]))
    said = [entry.text for entry in entries if entry.what == "message" and entry.text]
    return "» " + said[-1].replace("\n", " ")[:_QUOTED] if said else ""


def _ways(facts: Facts) -> dict[str, Then]:
    """What can follow the reply: waiting for the customer, and done; each only where the workflow has it."""
    flow, found = facts.place()
    answered = to_text(facts.now)
    targets = {"done": moves.done_target(flow, found)}
    waiting = next((id_ for id_ in ("awaiting_customer", "awaiting_approval") if id_ in flow.statuses), None)
    if found.unfinished and waiting != found.id:
        targets = {"waiting": waiting, **targets}
    ways = {}
    for name, target in targets.items():
        try:
            if target:
                needs = guard.missing(
                    facts.workflows, facts.card.fields, target, {"first_response_at": answered}, now=facts.now
                )
                ways[name] = Then(flow.statuses[target], tuple(need for need in needs if _shown(need)))
        except Refused:
            continue
    return ways


def _shown(need: Need) -> bool:
    return need.type not in asking.UNTYPED and (need.prefill is None or need.type == "instant")


def _fields(facts: Facts, ways: Mapping[str, Then], preset: str, read: asking.Reading) -> list[Field]:
    own = str(facts.card.fields["channel"] or "")
    hows = [
        ("text", _("text")),
        ("reached", _("call, reached")),
        ("no_answer", _("call, no answer")),
        ("visit", _("visit")),
    ]
    called = facts.card.row.kind == "follow_up" or own == _CALL
    fields = [
        Field("how", _("How"), Pick(hows, "reached" if called else "text")),
        Field("text", _("What was said"), TextBox()),
        Field("via", _("through"), Pick([(id_, label(kinds.CHANNELS[id_])) for id_ in _WRITTEN], own)),
        Field("again", _("next attempt"), FormLine(asking.moment_text(facts.now + AGAIN, read.zone))),
    ]
    if ways:
        thens = [(STAY, _("stays as it is")), *((name, facts.status(way.status)) for name, way in ways.items())]
        fields.append(Field("then", _("Then"), Pick(thens, preset)))
    for name, way in ways.items():
        for need in way.needs:
            made = asking.field(need, read)
            fields.append(made._replace(id=f"{name}-{made.id}"))
    return fields


def _deed(scene: Scene, values: Values, ways: Mapping[str, Then], read: asking.Reading) -> Deed | Problem:
    how, text = values["how"], values["text"]
    if how == "text" and not text.strip():
        return Problem(_("What do you answer?"), "text")
    if how == "no_answer":
        again = read.when(values["again"])
        if again is None:
            return Problem(_("When will you try again?"), "again")
        said = talking.Said(text)
        return partial(talking.call, numbers=scene.numbers, said=said, result="no_answer", again=again)
    then = values.get("then", STAY)
    way = ways.get(then)
    facts = asking.Facts({})
    if way is not None:
        own = {name.removeprefix(f"{then}-"): value for name, value in values.items() if name.startswith(f"{then}-")}
        facts = asking.facts(way.needs, own, read)
        if facts.problem:
            return facts.problem._replace(field=f"{then}-{facts.problem.field}")
    target = way.status.id if way else ""
    if how == "reached":
        return partial(
            talking.call,
            numbers=scene.numbers,
            said=talking.Said(text),
            result="reached",
            then=target,
            facts=facts.given,
        )
    via = "visit" if how == "visit" else values["via"]
    return partial(talking.reply, numbers=scene.numbers, said=talking.Said(text, via), then=target, facts=facts.given)


async def _copied(scene: Scene, text: str, outcome: Outcome) -> None:
    """The desk sends nothing: the text goes where it can be pasted, and one key says that it was not sent after all."""
    app = scene.app
    taken = await clipboard.copy(app, text, scene.session.settings.desk.copy_command)
    count = len(text.strip())
    said = ngettext("copied {count} character", "copied {count} characters", count).format(count=count)
    undo, plain = (shown((*app.keymap[deed], "?")[0]) for deed in ("undo", "plain"))
    lines = [said + " · " + _("{key}: not sent").format(key=undo)]
    if not taken:
        lines.append(_("nothing to paste? {key} shows it plain").format(key=plain))
    app.say("\n".join(lines))
    if outcome.refused:
        app.done(outcome)
