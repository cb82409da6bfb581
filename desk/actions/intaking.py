"""From the intake line to a new ticket: what the shop knows of its own, and what was understood as an Opening."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from desk.actions.opening import Opening, default_kind
from desk.domain import kinds
from desk.domain.intake_words import Customer, Known, Person
from desk.store import live
from desk.text import fold

if TYPE_CHECKING:
    from desk.actions.desk import Desk
    from desk.domain.intake import Intake

_CLOSING = time(18)


def known(desk: Desk) -> Known:
    """What the line may refer to: the staff, the shop's lists, today's closing time. Cheap enough to ask once a line."""
    connection = desk.vault.read()
    try:
        staff = tuple(
            Person(number or "", name, letters)
            for number, name, letters in connection.execute("SELECT number, name, initials FROM staff ORDER BY id")
        )
    finally:
        connection.close()
    now = desk.now()
    return Known(
        now=now,
        zone=desk.zone,
        closing=closing(desk, now),
        country=desk.shop.country,
        currency=desk.shop.currency,
        me=desk.who,
        staff=staff,
        sites=desk.settings.site.more,
        categories=desk.settings.category.more,
        ticket_exists=lambda number: exists(desk, number),
        customers=lambda text: customers(desk, text),
    )


def customers(desk: Desk, text: str) -> tuple[Customer, ...]:
    """The people whom a name, the pinyin initials of one, or an account (WeChat, 旺旺, e-mail) means; a few are enough to say so."""
    folded = fold(text)
    connection = desk.vault.read()
    try:
        rows = connection.execute(
            "SELECT c.id, c.name FROM customer c WHERE (c.name_folded = ?1 OR (c.initials = ?1 AND c.initials <> '')"
            " OR c.id IN (SELECT customer_id FROM contact WHERE normal = ?1 AND kind <> 'phone'))"
            f" AND c.merged_into IS NULL{live.clause(connection, 'c')} LIMIT 3",
            (folded,),
        ).fetchall()
    finally:
        connection.close()
    return tuple(Customer(*row) for row in rows)


def closing(desk: Desk, now: datetime) -> time:
    """When the shop closes today; 18:00 on a day it does not open."""
    span = desk.settings.hours.of_week()[now.astimezone(desk.zone).weekday()]
    if not span:
        return _CLOSING
    hour, _, minute = span.partition("-")[2].partition(":")
    return time(int(hour), int(minute)) if int(hour) < 24 else time(23, 59)


def exists(desk: Desk, number: int) -> bool:
    """Whether there is a live ticket of that number."""
    connection = desk.vault.read()
    try:
        sql = "SELECT 1 FROM ticket t WHERE t.id = ?" + live.clause(connection)
        return connection.execute(sql, (number,)).fetchone() is not None
    finally:
        connection.close()


def opening_of(desk: Desk, intake: Intake, *, customer_id: int = 0) -> Opening:
    """The new ticket that an intake means. A line that is all fields gets what it names as its title: an intake is never refused."""
    title = intake.title.strip() or intake.device or intake.body.partition("\n")[0].strip() or _names(intake)
    return Opening(
        title=title,
        body=intake.body,
        kind=intake.kind or ("inquiry" if intake.category in kinds.AFTER_SALES else default_kind(desk)),
        category=intake.category,
        customer_id=customer_id or _customer(intake),
        customer=intake.customer,
        contacts=intake.contacts,
        channel=intake.channel,
        site=intake.site,
        priority=intake.priority or "normal",
        due_at=intake.due_at,
        assignee=intake.assignee,
        tags=intake.tags,
        model=intake.device,
        serial=intake.serial,
        order_number=intake.order_number,
        address=intake.address,
        estimate=intake.estimate,
        currency=intake.currency or (desk.shop.currency if intake.estimate is not None else ""),
        parent=intake.ref,
    )


def _customer(intake: Intake) -> int:
    """Whom the name means; but with a telephone number that one decides, since two people may bear one name."""
    return 0 if any(kind == "phone" for kind, _ in intake.contacts) else intake.customer_id


def _names(intake: Intake) -> str:
    parts = (
        intake.customer,
        *(value for _, value in intake.contacts),
        intake.order_number,
        intake.serial,
        intake.address,
    )
    return " ".join(filter(None, (*parts, *intake.tags)))
