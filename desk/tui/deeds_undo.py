"""Taking back and bringing back on the screen. Another's deed, an import and many tickets at once are asked about."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desk.actions import undoing
from desk.domain import deeds
from desk.errors import Conflict, DeskError
from desk.i18n import _, label
from desk.tui import times

if TYPE_CHECKING:
    from desk.actions.undoing import Candidate
    from desk.queries.reader import Reader
    from desk.tui.deeds_scene import Deed, Scene


async def undo(scene: Scene) -> None:
    """My newest deed of this session; when there is none, the newest deed on this ticket, which is asked about."""
    found = await scene.session.work(undoing.newest)
    if found is None and scene.numbers:
        found = await _newest_here(scene)
        if found is not None and not await _agreed(scene, found, found.ask or "earlier"):
            return
    elif found is not None and found.ask and not await _agreed(scene, found, found.ask):
        return
    try:
        await _do(scene, partial(undoing.undo, number=found.id if found else 0))
    except Conflict as error:
        if found is None or found.deed != "import":
            raise
        await _rest_of_import(scene, found, error)


async def redo(scene: Scene) -> None:
    """Brings back what I took back last. It asks, because a capital letter slips in easily."""
    found = await scene.session.work(partial(undoing.newest, redo=True))
    if found is not None:
        taken, _changes = await scene.session.read(lambda reader: reader.operation(found.id))
        back = await scene.session.work(partial(undoing.candidate, number=taken.undoes or found.id))
        if not await scene.sure(_("Do it again? {deed}").format(deed=_told(scene, back)), _("Yes, bring it back")):
            return
    await _do(scene, partial(undoing.redo, number=found.id if found else 0))


async def _do(scene: Scene, deed: Deed) -> None:
    scene.app.done(await scene.session.perform(deed))


async def _newest_here(scene: Scene) -> Candidate | None:
    """The newest deed on the ticket under the cursor that stands."""
    number = scene.row.number if scene.row is not None else scene.numbers[0]

    def read(reader: Reader) -> int | None:
        deeds = reader.log(limit=20, number=number)
        return next((one.id for one in deeds if one.undone_by is None and one.deed not in ("undo", "redo")), None)

    operation = await scene.session.read(read)
    if operation is None:
        return None
    return await scene.session.work(partial(undoing.candidate, number=operation))


async def _agreed(scene: Scene, found: Candidate, why: str) -> bool:
    reasons = {
        "others": _("This was done by {who}.").format(who=found.who),
        "import": _("This is an import."),
        "many": _("It touched {count} tickets.").format(count=found.tickets),
        "earlier": _("You have done nothing yet since the desk was opened; this was done before."),
    }
    question = _("Take back? {deed}").format(deed=_told(scene, found))
    return await scene.sure(f"{question}\n{reasons.get(why, '')}", _("Yes, take it back"))


def _told(scene: Scene, found: Candidate) -> str:
    what = f"#{found.ticket_id}" if found.ticket_id else f"({found.tickets})"
    sight = scene.app.desk_screen.order.sight
    when = times.stamp(found.at, sight.now, sight.zone)
    return " · ".join(part for part in (f"{label(deeds.word(found.deed))} {what}", found.who, when) if part)


async def _rest_of_import(scene: Scene, found: Candidate, error: DeskError) -> None:
    """Rows of an import that somebody has touched stay; the others can be taken back without them."""
    question = f"{scene.app.desk_screen.words(error)}\n{_('Take back the rows that nobody has touched?')}"
    if await scene.sure(question, _("Yes, those")):
        await _do(scene, partial(undoing.undo, number=found.id, partial=True))
