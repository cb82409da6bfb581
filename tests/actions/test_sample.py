"""The sample shop: believable, complete, the same every time, and told with deeds that can be taken back."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from support import stories

from desk import clock
from desk.actions import keeping, sample, undoing
from desk.actions.sample_people import ENGLISH, HANZI
from desk.config import Settings
from desk.domain import kinds, workflows
from desk.text import is_cjk

if TYPE_CHECKING:
    from pathlib import Path

    from desk.actions.desk import Desk

AS_OF = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)  # a Friday afternoon in the shop
# Deep at night, on a Sunday before the shop opens, at the turn of a year and of a leap day.
ODD = ("2026-11-26T19:03:07Z", "2026-11-28T22:59:59Z", "2026-12-31T16:00:00Z", "2028-02-29T11:30:00Z")
HEADLINE = "kind <> 'follow_up'"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "shop.db"
    sample.build(path, Settings(), as_of=AS_OF)
    return path


@pytest.fixture
def sampled(place: Path, tmp_path: Path) -> Desk:
    path = stories.copy(place, tmp_path / "sample.db")
    return stories.at_desk(path, door="tui")


def _found(path: Path, sql: str, *values: Any) -> Any:
    return stories.asked(path, sql, *values)[0][0]


def _statuses(path: Path) -> set[tuple[str, str]]:
    return set(stories.asked(path, "SELECT workflow, status FROM ticket"))


def _wanted() -> set[tuple[str, str]]:
    """Every status of every workflow; nothing but a repair is merged here."""
    every = {(flow.id, status) for flow in workflows.DEFAULT for status in flow.statuses}
    return {pair for pair in every if pair[1] != workflows.MERGED} | {("repair", workflows.MERGED)}


def test_every_kind_and_status_is_there(place: Path) -> None:
    assert _statuses(place) == _wanted()
    assert 190 <= _found(place, "SELECT count(*) FROM ticket") <= 240
    span = datetime.fromisoformat(_found(place, "SELECT min(opened_at) FROM ticket"))
    assert timedelta(days=100) < AS_OF - span <= timedelta(days=121)


@pytest.mark.parametrize("instant", ODD)
def test_whenever_it_is_built_it_is_complete_and_whole(tmp_path: Path, instant: str) -> None:
    as_of = clock.from_text(instant)
    desk = sample.build(tmp_path / "shop.db", Settings(), as_of=as_of)
    assert _statuses(desk.path) == _wanted()
    assert list(keeping.examine(desk, deep=True)) == []
    late = "SELECT count(*) FROM operation WHERE at > ?"
    assert _found(desk.path, late, instant) == 0
    assert _found(desk.path, "SELECT count(*) FROM ticket WHERE opened_at > ?", instant) == 0


def test_check_has_nothing_to_say(sampled: Desk) -> None:
    assert list(keeping.examine(sampled, deep=True)) == []


def test_deeds_stand_in_the_order_of_time(place: Path) -> None:
    assert _found(place, "SELECT count(*) FROM operation a JOIN operation b ON b.id > a.id AND b.at < a.at") == 0
    assert (
        _found(place, "SELECT count(*) FROM ticket a JOIN ticket b ON b.id = a.id + 1 AND b.opened_at < a.opened_at")
        == 0
    )
    assert (
        _found(place, "SELECT count(*) FROM stage_event e JOIN ticket t ON t.id = ticket_id WHERE e.at < t.opened_at")
        == 0
    )


def test_the_same_moment_makes_the_same_shop(place: Path, tmp_path: Path) -> None:
    again = sample.build(tmp_path / "again.db", Settings(), as_of=AS_OF).path
    tables = [row[0] for row in stories.asked(place, "SELECT name FROM sqlite_schema WHERE type = 'table'")]
    assert "search_data" in tables
    for table in tables:
        rows, same = (stories.asked(path, f"SELECT * FROM {table}") for path in (place, again))
        if table == "shop":
            rows, same = ([(row[0], *row[2:]) for row in found] for found in (rows, same))
        assert rows == same, table
    assert _found(place, "SELECT uid FROM shop") != _found(again, "SELECT uid FROM shop")


def test_the_newest_deed_goes_back_and_comes_again(sampled: Desk) -> None:
    before = stories.snapshot(sampled.path, ["ticket", "message", "flag"], frozenset({"version"}))
    newest = undoing.newest(sampled)
    assert newest is not None
    undoing.undo(sampled)
    assert stories.snapshot(sampled.path, ["ticket", "message", "flag"], frozenset({"version"})) != before
    undoing.redo(sampled)
    assert stories.snapshot(sampled.path, ["ticket", "message", "flag"], frozenset({"version"})) == before


def test_all_of_it_can_be_taken_back_to_the_empty_desk(sampled: Desk) -> None:
    """The whole shop is deeds, so from the newest to the first each goes back."""
    operations = "SELECT id FROM operation WHERE undoes IS NULL AND undone_by IS NULL ORDER BY id DESC"
    with sampled.vault.together():
        for (number,) in stories.asked(sampled.path, operations):
            undoing.undo(sampled, number)
    for table in ("ticket", "message", "stage_event", "customer", "contact", "device", "tag", "flag"):
        assert _found(sampled.path, f"SELECT count(*) FROM {table}") == 0, table


def _months(path: Path, kind: str) -> list[tuple[str, Counter[str], int, int]]:
    """Each month: its deeds by what they count as, and the unfinished at its two ends, by hand from the dated moves."""
    zone = ZoneInfo(_found(path, "SELECT zone FROM shop"))
    moves = stories.asked(
        path,
        "SELECT e.at, e.from_stage, e.to_stage, e.to_outcome, e.to_status FROM stage_event e JOIN ticket t"
        " ON t.id = e.ticket_id WHERE t.kind = ? ORDER BY e.at, e.id",
        kind,
    )
    found: dict[str, Counter[str]] = {}
    for at, old, new, outcome, status in moves:
        month = clock.from_text(at).astimezone(zone).strftime("%Y-%m")
        was, is_ = old in ("open", "waiting"), new in ("open", "waiting")
        counts = found.setdefault(month, Counter())
        counts["opened"] += old is None
        counts["reopenings"] += old is not None and not was and is_
        ended = was and not is_
        counts["merges"] += ended and status == "merged"
        counts["completions"] += ended and outcome == "complete"
        counts["drops"] += ended and outcome == "drop"
    ends = sorted(found)
    return [
        (month, found[month], _open_at(path, kind, month, zone), _open_at(path, kind, _next(month), zone))
        for month in ends
    ]


def _next(month: str) -> str:
    year, number = map(int, month.split("-"))
    return f"{year + number // 12}-{number % 12 + 1:02d}"


def _open_at(path: Path, kind: str, month: str, zone: ZoneInfo) -> int:
    start = clock.to_text(datetime.fromisoformat(f"{month}-01").replace(tzinfo=zone))
    sql = (
        "SELECT count(*) FROM ticket t WHERE kind = ? AND (SELECT to_stage FROM stage_event e WHERE e.ticket_id = t.id"
        " AND e.at < ? ORDER BY e.at DESC, e.id DESC LIMIT 1) IN ('open', 'waiting')"
    )
    return int(_found(path, sql, kind, start))


@pytest.mark.parametrize("kind", kinds.KINDS)
def test_the_flow_of_every_month_balances(place: Path, kind: str) -> None:
    months = _months(place, kind)
    assert len(months) >= 3
    for month, deeds, start, end in months:
        flow = start + deeds["opened"] + deeds["reopenings"] - deeds["completions"] - deeds["drops"] - deeds["merges"]
        assert flow == end, (month, deeds)


def test_both_languages_share_the_shop(place: Path) -> None:
    titles = [row[0] for row in stories.asked(place, f"SELECT title FROM ticket WHERE {HEADLINE}")]
    hanzi = sum(any(map(is_cjk, title)) for title in titles)
    assert 0.4 < hanzi / len(titles) < 0.6
    spoken = [row[0] for row in stories.asked(place, "SELECT body FROM message WHERE body <> ''")]
    assert 0.35 < sum(any(map(is_cjk, body)) for body in spoken) / len(spoken) < 0.65


def test_today_has_something_of_everything(place: Path) -> None:
    now = clock.to_text(AS_OF)
    evening = clock.to_text(AS_OF + timedelta(hours=8))
    for what in (
        f"waiting_since = '{clock.to_text(AS_OF - timedelta(minutes=26))}'",
        f"waiting_since < '{clock.to_text(AS_OF - timedelta(days=1))}' AND stage = 'open'",
        f"due_at > '{now}' AND due_at < '{evening}' AND lane IS NOT NULL",
        f"due_at < '{now}' AND lane IS NOT NULL",
        f"kind = 'follow_up' AND due_at > '{now}' AND due_at < '{evening}' AND snoozed_until <= '{now}'",
        f"kind = 'follow_up' AND snoozed_until > '{now}'",
        f"kind <> 'follow_up' AND snoozed_until > '{now}'",
        "lane = 0",
        "assignee_id IS NULL AND lane IS NOT NULL",
        "flag_colour = 'red' AND lane IS NOT NULL",
        "visits > 1",
    ):
        assert _found(place, f"SELECT count(*) FROM ticket WHERE {what}") > 0, what
    reasons = {row[0] for row in stories.asked(place, "SELECT reason FROM ticket WHERE status = 'on_hold'")}
    assert reasons == set(kinds.HOLD_REASONS)
    classes = {row[0] for row in stories.asked(place, "SELECT complaint_class FROM ticket WHERE kind = 'complaint'")}
    assert classes == set(kinds.COMPLAINT_CLASSES)


def test_the_shop_is_shut_for_two_days(place: Path) -> None:
    days = {row[0] for row in stories.asked(place, "SELECT DISTINCT date(at, '+8 hours') FROM operation")}
    assert not days & {"2026-10-11", "2026-10-12"}
    assert {"2026-10-10", "2026-10-13"} <= days


def test_nobody_can_be_rung_up() -> None:
    """Numbers of the kinds that belong to nobody: four noughts, the drama range, 555 01."""
    for person in (*HANZI, *ENGLISH):
        assert person.phone.startswith(("1380000", "+44 7700 900", "+1 212 555 01")), person
    assert len({person.phone for person in (*HANZI, *ENGLISH)}) == len(HANZI) + len(ENGLISH)
    for person in (*HANZI, *ENGLISH):
        for kind, value in person.ids:
            assert kind != "email" or value.partition("@")[2] in ("example.com", "example.org", "example.net")


def test_the_desk_goes_on_by_the_clock(tmp_path: Path) -> None:
    """After the story the deeds are of today again, and by the person that the shop is shown to."""
    desk = sample.build(tmp_path / "shop.db", Settings(), as_of=AS_OF)
    assert abs(desk.now() - datetime.now(UTC)) < timedelta(days=1)
    assert desk.who == "03"
    assert "phone" in desk.settings.category.more
