"""What was said, noted on the screen: the customer's message, our reply or call, a note inside the shop."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desk.actions import talking
from desk.domain import kinds, moves
from desk.i18n import _, label
from desk.tui.deeds_scene import Facts, Form, Scene
from desk.tui.screens.form import DeskForm, Field, Problem
from desk.tui.screens.pick import Pick
from desk.tui.widgets.boxes import TextBox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.tui.deeds_scene import Deed

    Values = Mapping[str, str]

_WAITS = {"yes": True, "no": False}


async def note(scene: Scene) -> None:
    """A note that stays inside the shop."""
    if not await scene.sure_of_many(_("Note")):
        return
    key = scene.key("note")
    facts = await scene.facts(key)
    form = Form(scene.subject(_("Note"), facts), (Field("text", "", TextBox(scene.text)),), key)

    def deed(values: Values) -> Deed | Problem:
        text = values["text"].strip()
        if not text:
            return Problem(_("A note needs a text."), "text")
        return partial(talking.note, numbers=scene.numbers, said=talking.Said(text))

    if outcome := await scene.fill(form, deed, facts.draft):
        scene.app.done(outcome)


def channels() -> list[tuple[str, str]]:
    """Every channel with its name."""
    return [(id_, label(name)) for id_, name in kinds.CHANNELS.items()]


class MessageForm(DeskForm):
    """Whether an answer is due follows the channel until somebody says otherwise."""

    _followed = ""

    def changed(self, values: Values) -> None:
        via = values["via"]
        preset = "yes" if talking.needs_answer(via) else "no"
        if via != self._followed:
            if self._followed and values["answer"] == self._preset_of(self._followed):
                self.box("answer").put(preset)
            self._followed = via

    def _preset_of(self, via: str) -> str:
        return "yes" if talking.needs_answer(via) else "no"


async def message(scene: Scene) -> None:
    """The customer said something; `scene.text` is what was pasted for it."""
    if not await scene.sure_of_many(_("Customer said")):
        return
    key = scene.key("message")
    facts = await scene.facts(key)
    via = str(facts.card.fields["channel"] or "")
    effects = [moves.after_message(facts.workflows, card.fields, now=facts.now) for card in facts.cards]
    asks = any(effect.kind == "ask_approval" for effect in effects)
    notes = [_reopens(facts)] if any(effect.kind == "ask_reopen" for effect in effects) else []
    form = Form(
        scene.subject(_("Customer said"), facts),
        _message_fields(via, scene.text, asks=asks),
        key,
        tuple(notes),
        "text",
        MessageForm,
    )
    draft = facts.draft
    if draft and scene.text:
        draft = {**draft, "text": f"{draft.get('text', '')}\n{scene.text}".strip()}
    if outcome := await scene.fill(form, partial(_said, scene), draft):
        scene.app.done(outcome)


def _message_fields(via: str, text: str, *, asks: bool) -> list[Field]:
    waits = [("yes", _("needs an answer")), ("no", _("answered already, or only thanks"))]
    fields = [
        Field("text", "", TextBox(text)),
        Field("via", _("through"), Pick(channels(), via)),
        Field("answer", _("answer"), Pick(waits, "yes" if talking.needs_answer(via) else "no")),
    ]
    if asks:
        answers = [("", _("not said")), ("yes", _("yes, agreed")), ("no", _("no"))]
        fields.append(Field("approved", _("Does the customer agree to the estimate?"), Pick(answers, "")))
    return fields


def _reopens(facts: Facts) -> str:
    _flow, found = facts.place()
    said = _("It is {status}. If this needs an answer, the ticket opens again.")
    return said.format(status=facts.status(found))


def _said(scene: Scene, values: Values) -> Deed | Problem:
    if not values["text"].strip():
        return Problem(_("What did the customer say?"), "text")
    return partial(
        talking.message,
        numbers=scene.numbers,
        said=talking.Said(values["text"], values["via"]),
        answer=_WAITS[values["answer"]],
        approved=_WAITS.get(values.get("approved", "")),
    )
