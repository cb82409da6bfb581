"""Shops that know different things, for reading intake lines in. It is Friday, 27 November 2026, 10:00 in Shanghai."""

from __future__ import annotations

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from desk.domain.intake_words import Known, Person
from desk.text import Label

SHOP = Known(
    now=datetime(2026, 11, 27, 2, tzinfo=UTC),
    zone=ZoneInfo("Asia/Shanghai"),
    closing=time(18),
    me="03",
    staff=(Person("03", "李明", "lm"), Person("", "Oskar", "o")),
    ticket_exists=lambda number: number in (7, 1042),
)
SHOPS = (
    SHOP,
    SHOP._replace(country="DK", currency="DKK"),
    SHOP._replace(sites={"p2": Label("Phase 2", "二期")}, categories={"lift": Label("Lift", "电梯")}),
    SHOP._replace(zone=ZoneInfo("Europe/Copenhagen"), currency="JPY", ticket_exists=lambda _number: True),
)
