"""Closing a complaint: how the customer sees it now, and the end that follows from that, in one dialog."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desk.actions import arranging, moving
from desk.domain import moves
from desk.i18n import _, label
from desk.tui.deeds_scene import Facts, Form, Scene
from desk.tui.deeds_talk import channels
from desk.tui.screens.form import DeskForm, Field, Problem
from desk.tui.screens.pick import FormLine, Pick

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desk.actions.desk import Desk, Outcome
    from desk.tui.deeds_scene import Deed

    Values = Mapping[str, str]


class ResultForm(DeskForm):
    """How the customer was reached matters where the complaint opens again."""

    def changed(self, values: Values) -> None:
        self.show_field("how", on=values["result"] == "dissatisfied")


async def close_complaint(scene: Scene, facts: Facts) -> None:
    """1 satisfied and 4 by decision close it, 3 dissatisfied opens an answered one again, 2 is only noted."""
    ends = [(id_, label(name)) for id_, name in moves.COMPLAINT_ENDS.items()]
    fields = (
        Field("result", _("How does the customer see it now?"), Pick(ends, "")),
        Field("reason", _("comment, or the reason of the decision"), FormLine()),
        Field("how", _("how they were reached"), Pick(channels(), "phone")),
    )
    key = scene.key("end")
    form = Form(scene.subject(_("Close"), facts), fields, key, start="result", make=ResultForm)

    def deed(values: Values) -> Deed | Problem:
        if not values["result"]:
            return Problem(_("1 to 4 choose."), "result")
        if values["result"] == "override" and not values["reason"].strip():
            return Problem(_("A decision needs its reason."), "reason")
        return partial(_end, scene.numbers, facts, values)

    if outcome := await scene.fill(form, deed, await scene.draft(key)):
        scene.app.done(outcome)


def _end(numbers: tuple[int, ...], facts: Facts, values: Values, desk: Desk) -> Outcome:
    result, reason = values["result"], values["reason"].strip()
    given: dict[str, object] = {"reason_note": reason} if reason else {}
    if result != "override":
        given["result"] = result
    _flow, found = facts.place()
    to = moves.complaint_target(found, result)
    if to is None:
        return arranging.set_fields(desk, numbers, given)
    return moving.status(
        desk, numbers, to, {**given, "contact_how": values["how"]} if result == "dissatisfied" else given
    )
