"""A Reader on a desk file, with what the shop and its settings say. Both doors open theirs here."""

from __future__ import annotations

from contextlib import contextmanager

from desk import clock
from desk.queries.reader import Reader
from desk.store import connection as store

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from desk.config import Settings
    from desk.domain.workflows import Workflows
    from desk.text import Label


def reader(
    connection: sqlite3.Connection, settings: Settings, who: str, *, now: Callable[[], datetime] = clock.now
) -> Reader:
    """A Reader on an open connection. `who` is a staff number, login or name; somebody unknown has no tickets of their own."""
    zone, country = connection.execute("SELECT zone, country FROM shop WHERE id = 1").fetchone()
    me = connection.execute(
        "SELECT id FROM staff WHERE number = ?1 OR login = ?1 OR name = ?1"
        " ORDER BY number = ?1 DESC, login = ?1 DESC, id LIMIT 1",
        (who,),
    ).fetchone()
    return Reader(
        connection,
        zone=clock.zone(zone),
        now=now(),
        me=me[0] if me else None,
        late_days=settings.queue.late_days,
        stale_days=settings.queue.stale_days,
        country=country,
        workflows=_workflows(settings),
        lists=_lists(settings),
    )


@contextmanager
def reading(path: str, settings: Settings, who: str, *, now: Callable[[], datetime] = clock.now) -> Iterator[Reader]:
    """A Reader for the length of the block. Raises as `store.connection.read`."""
    opened = store.read(path)
    try:
        yield reader(opened, settings, who, now=now)
    finally:
        opened.close()


def shop_name(connection: sqlite3.Connection) -> str:
    """The name the shop was given when its file was made."""
    return str(connection.execute("SELECT name FROM shop WHERE id = 1").fetchone()[0])


def shop_currency(connection: sqlite3.Connection) -> str:
    """The currency of amounts that name none."""
    return str(connection.execute("SELECT currency FROM shop WHERE id = 1").fetchone()[0])


def _workflows(settings: Settings) -> Workflows | None:
    """None is the defaults, which spares reading them where no status is asked for."""
    if not settings.status and not settings.label:
        return None
    from desk.domain import workflow_config

    return workflow_config.from_settings(settings)


def _lists(settings: Settings) -> Mapping[str, Mapping[str, Label]]:
    return {"category": settings.category.more, "site": settings.site.more}
