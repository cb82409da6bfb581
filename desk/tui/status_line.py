"""The first line of the screen: which shop, who is here, and what presses; the last one: keys and place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from desk import commands
from desk.errors import Usage
from desk.i18n import _, label
from desk.tui import times
from desk.tui.widgets import cells
from desk.tui.widgets.bar import Part, key_parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desk.queries.reader import Reader
    from desk.queries.views import View
    from desk.tui.keys import Keymap

MANY = 1000  # counting ends here
_NAME = 14  # cells for the name of the shop where the view needs the room
_UNANSWERED = "is:open is:unanswered"
_SPINNER, _PLAIN_SPINNER = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", "|/-\\"


class Pressing(NamedTuple):
    """What the first line counts: customers waiting for an answer, since when the first of them, promises of today, missed ones."""

    me: str = ""
    waiting: int = 0
    since: str | None = None
    today: int = 0
    overdue: int = 0


def pressing(reader: Reader) -> Pressing:
    """Counts what presses; in a thread."""
    me = next(
        (" ".join(filter(None, (one.number, one.name))) for one in reader.staff() if one.id == reader.asked.me), ""
    )
    waiting = reader.count(_UNANSWERED, limit=MANY)
    first = reader.rows(reader.ids(f"{_UNANSWERED} sort:waiting", limit=1)) if waiting else []
    since = first[0].waiting_since if first else None
    return Pressing(me, waiting, since, reader.count("is:today", limit=MANY), reader.count("is:overdue", limit=MANY))


def count_views(reader: Reader, views: tuple[View, ...], give: Callable[[str, str], None]) -> None:
    """Counts one view after the other and hands each count on as text; in a thread."""
    for view in views:
        try:
            found = reader.count(view.query, limit=MANY)
        except Usage:  # "mine" while nobody is known
            give(view.id, "")
        else:
            give(view.id, many(found))


def many(count: int) -> str:
    """A count; `999+` where counting ended."""
    return str(count) if count < MANY else f"{MANY - 1}+"


def left_parts(shop: str, file: str, view: str) -> list[Part]:
    """The name of the shop and of its file; on narrow screens the view stands in the file's place."""
    dot = "-" if cells.is_wide() else "·"
    if view:
        name = shop or file
        short = cells.fit(name, _NAME).rstrip() if cells.width(name) > _NAME else name
        return [Part("desk", "key"), Part(f" {short}  "), Part(view, "mark")]
    return [Part("desk", "key"), Part(f"  {shop} {dot} {file}" if shop else f"  {file}")]


def right_parts(facts: Pressing, who: str, now: datetime, *, narrow: bool) -> list[Part]:
    """Who is here and what presses; what is late has a tone and its word."""
    me = facts.me or who
    dot = " - " if cells.is_wide() else " · "
    parts = [Part(me if narrow else _("me {who}").format(who=me)), Part("  ")]
    waiting = _("waiting {count}").format(count=many(facts.waiting))
    if facts.since and not narrow:
        waiting += dot + _("longest {time}").format(time=times.length(now - times.moment(facts.since)))
    elif facts.since:
        waiting += f" {times.length(now - times.moment(facts.since))}"
    today = (_("today {count}") if narrow else _("due today {count}")).format(count=many(facts.today))
    overdue = (_("late {count}") if narrow else _("overdue {count}")).format(count=many(facts.overdue))
    parts += [Part(waiting, "waiting" if facts.waiting else ""), Part(dot), Part(today, "today" if facts.today else "")]
    return [*parts, Part(dot), Part(overdue, "late" if facts.overdue else "")]


def spinner(step: int) -> Part:
    """A sign that turns while the file is busy, and why."""
    signs = _PLAIN_SPINNER if cells.is_wide() else _SPINNER
    return Part(f"{signs[step % len(signs)]} {_('somebody else is saving')}  ", "waiting")


def place_parts(index: int, inside: int, outside: int, marked: int, *, growing: bool) -> list[Part]:
    """`12 / 38 rows`, `+3` that were found outside the view, and how many are marked."""
    parts = []
    if marked:
        parts.append(Part(_("{count} marked").format(count=marked) + "  ", "mark"))
    at = str(index + 1) if index < inside else "-" if inside else "0"
    more = f" +{outside}" if outside else ""
    rows = _("{at} / {count} rows").format(at=at, count=f"{inside}{'+' if growing else ''}{more}")
    return [*parts, Part(rows)]


def keys_line(keymap: Keymap) -> list[Part]:
    """The keys of the last line; the others stand under `?`."""
    return key_parts([deed.id for deed in commands.DEEDS if deed.footer], keymap)


def view_in_line(views: tuple[View, ...], view: View) -> str:
    """Name and place of the view, where there is no panel for them."""
    return f"[{views.index(view) + 1}/{len(views)} {label(view.label)}]"
