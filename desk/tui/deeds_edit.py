"""Editing the facts of tickets on the screen. Only what was changed in the form is written."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from desk.actions import arranging
from desk.domain import fields, kinds
from desk.errors import Conflict, DeskError
from desk.i18n import _, label, ngettext, tell
from desk.tui.deeds_scene import Facts, Form, Scene
from desk.tui.deeds_when import reading
from desk.tui.screens import field_texts
from desk.tui.screens.edit_form import EditForm
from desk.tui.screens.form import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.actions.desk import Outcome
    from desk.queries.rows import TicketCard
    from desk.tui.screens.needs import Reading

    Values = Mapping[str, str]


async def edit(scene: Scene) -> None:
    """The form of one ticket; of several, an empty one whose filled fields are written to all of them."""
    if not await scene.sure_of_many(_("Edit")):
        return
    key = scene.key("edit")
    facts = await scene.facts(key)
    sitting = _Sitting(scene, facts)
    notes = (_("Filled fields are written to all of them."),) if scene.many else ()
    form = Form(scene.subject(_("Edit"), facts), sitting.boxes(), key, notes, make=sitting.make)
    if await scene.show(form, sitting.save, facts.draft) and sitting.done:
        scene.app.done(sitting.done)


class _Sitting:
    """One form from opening to saving, with the version it was opened with."""

    def __init__(self, scene: Scene, facts: Facts) -> None:
        self.scene = scene
        self.reading: Reading = reading(scene, facts)
        self.version = facts.card.row.version
        self.done: Outcome | None = None
        self.form: EditForm | None = None
        own = [{fact.name for fact in fields.settable(card.row.kind)} for card in facts.cards]
        self.facts = [
            fact for fact in fields.FIELDS if all(fact.name in some for some in own) and fact.name != "currency"
        ]
        settings = scene.session.settings
        self.lists: dict[str, Any] = {
            "category": {**kinds.AFTER_SALES, **settings.category.more}
            if "inquiry" in _kinds(facts)
            else settings.category.more,
            "site": settings.site.more,
        }
        self.texts = {fact.name: "" for fact in self.facts} if scene.many else self._texts_of(facts.card)

    def _texts_of(self, card: TicketCard) -> dict[str, str]:
        currency = str(card.fields["currency"] or self.reading.currency)
        texts = {}
        for fact in self.facts:
            text = field_texts.shown(fact, card.fields[fact.name], currency, self.reading)
            named = self.lists.get(fact.name, {}).get(text)
            texts[fact.name] = label(named) if named else text
        return texts

    def boxes(self) -> list[Any]:
        """The fields of the form."""
        return [field_texts.box(fact, self.texts[fact.name], self.lists) for fact in self.facts]

    def make(self, *words: Any, **more: Any) -> EditForm:
        """The form."""
        self.form = EditForm(*words, texts=self.texts, **more)
        return self.form

    async def save(self, values: Values) -> Problem | None:  # noqa: ARG002 - the form itself knows what was changed
        """Writes what was changed; of somebody else's change meanwhile it tells."""
        form = self.form
        assert form is not None
        changes = self._changes(form.typed())
        if isinstance(changes, Problem):
            return changes
        if not changes:
            return None
        scene = self.scene
        versions = None if scene.many else {scene.numbers[0]: self.version}
        deed = partial(arranging.set_fields, numbers=scene.numbers, values=changes, versions=versions)
        try:
            self.done = await scene.session.perform(deed)
        except Conflict:
            return await self._meanwhile(form)
        except DeskError as error:
            return Problem(tell(error.sentence))
        return None

    def _changes(self, typed: Values) -> dict[str, object] | Problem:
        changes: dict[str, object] = {}
        for fact in self.facts:
            if fact.name in typed:
                read = field_texts.read(fact, typed[fact.name], self.reading, self.lists)
                if isinstance(read, Problem):
                    return read
                changes.update(read)
        return changes

    async def _meanwhile(self, form: EditForm) -> Problem:
        card = await self.scene.session.read(lambda reader: reader.ticket(self.scene.numbers[0]))
        self.version = card.row.version
        count = len(form.merge(self._texts_of(card)))
        said = ngettext(
            "Somebody has changed {count} field meanwhile; yours are kept. Save again to write them.",
            "Somebody has changed {count} fields meanwhile; yours are kept. Save again to write them.",
            count,
        )
        return Problem(said.format(count=count))


def _kinds(facts: Facts) -> set[str]:
    return {card.row.kind for card in facts.cards}
