"""The summary as it is read: published figures rebuilt from rows, in every format and both languages."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from desk import clock, i18n
from desk.domain import periods
from desk.errors import Usage
from desk.queries import facts
from desk.reports import summary
from desk.text import Label, cell_width

if TYPE_CHECKING:
    from reports.ledger import Ledger

    from desk.reports.figures import Report

ZONE = "Asia/Shanghai"
_SECOND = timedelta(seconds=1)
OCTOBER = periods.read("2026-10")


def report(ledger: Ledger, period: periods.Period = OCTOBER, zone: str = ZONE, **more: Any) -> Report:
    """What `desk summary` makes of the rows."""
    where = clock.zone(zone)
    now, before = (
        facts.read(ledger.connection, *map(clock.to_text, one.instants(where))) for one in (period, period.previous())
    )
    return summary.build(now, before, period, zone=zone, empty=not facts.has_tickets(ledger.connection), **more)


def read(found: Report) -> Any:
    return json.loads(summary.render(found, "json"))["figures"]


@pytest.fixture
def phases(ledger: Ledger) -> Ledger:
    """Two building phases as published: 2371 reported and 1678 completed, 2129 and 1422."""
    for site, reported, completed in (("一期", 2371, 1678), ("二期", 2129, 1422)):
        for number in range(reported):
            ticket = ledger.open(f"2026-10-{number % 28 + 1:02d}T02:00:00Z", site=site)
            if number < completed:
                ledger.move(ticket, "2026-10-30T02:00:00Z", "ready")
    return ledger


def test_the_phases_and_their_total_are_the_published_ones(phases):
    figures = read(report(phases))
    rates = figures["completion_rate"]
    assert {site: rate["value"] for site, rate in rates["by"]["site"].items()} == {"一期": "70.8", "二期": "66.8"}
    assert (rates["value"], rates["numerator"], rates["denominator"]) == ("68.9", 3100, 4500)
    assert figures["opened"]["by"]["site"] == {"一期": 2371, "二期": 2129}
    assert figures["completed"]["by"]["site"] == {"一期": 1678, "二期": 1422}
    assert figures["open_at_end"]["by"]["site"] == {"一期": 693, "二期": 707}
    assert figures["open_at_end"]["value"] == 1400
    assert figures["flow"]["balanced"] is True


@pytest.mark.parametrize("format_", ["text", "md", "csv"])
def test_every_format_shows_the_same_figures(phases, format_):
    written = summary.render(report(phases), format_)
    for figure in ("4500", "3100", "1400", "2371", "1678", "693", "70.8", "66.8", "68.9"):
        assert figure in written


def test_complaints_by_class_are_the_published_ones(ledger):
    for klass, count in (("quality", 224), ("service", 9), ("general", 131), ("emergency", 7)):
        for _ in range(count):
            ledger.open("2026-10-05T02:00:00Z", kind="complaint", complaint_class=klass)
    classes = read(report(ledger))["complaints_by_class"]
    assert list(classes) == ["quality", "service", "general", "emergency"]
    assert [row["count"] for row in classes.values()] == [224, 9, 131, 7]
    assert [row["share"] for row in classes.values()] == ["60.4", "2.4", "35.3", "1.9"]
    assert all(row["completion_rate"]["value"] == "0.0" for row in classes.values())


def test_the_json_has_the_shape_that_others_read(ledger):
    ledger.open("2026-10-05T02:00:00Z", "collected", category="lamp")
    ledger.open("2026-09-05T02:00:00Z", kind="inquiry")
    whole = json.loads(summary.render(report(ledger), "json"))
    assert whole["period"] == {
        "label": "2026-10", "from": "2026-10-01", "to": "2026-11-01", "timezone": ZONE, "calendar": "gregorian",
    }  # fmt: skip
    opened = whole["figures"]["opened"]
    assert (opened["value"], opened["previous"], opened["change"]) == (1, 1, "0.0")
    assert opened["by"] == {"kind": {"repair": 1}, "site": {"": 1}, "category": {"lamp": 1}, "assignee": {"": 1}}
    flow = whole["figures"]["flow"]
    assert [flow[term] for term in ("open_start", "opened", "completions", "open_end")] == [1, 1, 1, 1]


def test_follow_ups_stay_out_of_the_headline(ledger):
    ledger.open("2026-10-05T02:00:00Z", kind="follow_up", status="collected")
    figures = read(report(ledger))
    assert (figures["opened"]["value"], figures["opened"]["by"]["kind"]) == (0, {})
    assert (figures["follow_ups"]["opened"]["value"], figures["follow_ups"]["completed"]["value"]) == (1, 1)


def test_a_rate_over_nothing_is_unknown_and_growth_from_nothing_is_new(ledger):
    assert read(report(ledger))["completion_rate"]["value"] is None
    assert "–" in summary.render(report(ledger), "text")
    ledger.open("2026-10-05T02:00:00Z")
    opened = read(report(ledger))["opened"]
    assert (opened["change"], opened["change_unit"]) == (None, "new")


def test_a_desk_without_tickets_says_so_on_top(ledger):
    lines = summary.render(report(ledger), "text").splitlines()
    assert "There is no ticket in this desk yet." in lines[3]
    ledger.open("2025-01-05T02:00:00Z")
    assert "no ticket in this desk" not in summary.render(report(ledger), "text")


def test_a_flow_that_does_not_balance_is_written_and_marked(ledger):
    ticket = ledger.open("2026-10-05T02:00:00Z")
    ledger.move(ticket, "2026-10-06T02:00:00Z", "ready")
    ledger.connection.execute("DELETE FROM stage_event WHERE to_status = 'ready'")
    found = report(ledger)
    assert not found.balanced
    assert read(found)["flow"]["balanced"] is False
    assert "DOES NOT BALANCE" in summary.render(found, "text").split("\n\n")[1]
    assert "✗" in summary.render(found, "md")


def test_both_deeds_and_what_stands_are_printed(ledger):
    for again in (False, True):
        ticket = ledger.open("2026-10-05T02:00:00Z")
        ledger.move(ticket, "2026-10-06T02:00:00Z", "ready")
        if again:
            ledger.move(ticket, "2026-10-07T02:00:00Z", "in_repair")
    assert "Completed (2 completions, 1 reopened)" in summary.render(report(ledger), "text")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("format_", summary.FORMATS)
def test_the_same_rows_give_the_same_bytes(phases, language, format_):
    i18n.choose(language)
    assert summary.render(report(phases), format_) == summary.render(report(phases), format_)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_mail_is_eighty_cells_wide(phases, language):
    for name in ("洗衣机漏水需要更换排水泵", "An unusually long name for a category of things"):
        phases.open("2026-10-05T02:00:00Z", category=name, kind="complaint", complaint_class="quality")
    phases.open("2026-09-05T02:00:00Z", kind="follow_up")
    i18n.choose(language)
    assert max(map(cell_width, summary.render(report(phases), "text").splitlines())) <= 80


def test_the_chinese_report_is_chinese(phases):
    i18n.choose("zh")
    written = summary.render(
        report(phases, shop="阿强维修", names={"site": {"一期": Label("Phase 1", "第一期")}}), "text"
    )
    for word in ("阿强维修", "新建", "完成率", "遗留", "第一期", "报修", "时区 Asia/Shanghai"):
        assert word in written


def test_names_from_files_are_text_wherever_they_land(ledger):
    ledger.open("2026-10-05T02:00:00Z", category='=HYPERLINK("x")', site="a|b*c")
    found = report(ledger)
    rows = list(csv.DictReader(io.StringIO(summary.render(found, "csv"))))
    assert {row["key"] for row in rows if row["dimension"] == "category"} == {'\'=HYPERLINK("x")'}
    assert "a\\|b\\*c" in summary.render(found, "md")


def test_more_categories_than_a_mail_holds_are_summed_and_the_files_have_them_all(ledger):
    for number in range(20):
        ledger.open("2026-10-05T02:00:00Z", category=f"c{number:02d}")
    found = report(ledger)
    assert "5 others" in summary.render(found, "text")
    assert len(read(found)["opened"]["by"]["category"]) == 20


@pytest.mark.parametrize(
    ("zone", "label", "hours"),
    [
        ("Europe/Copenhagen", "2026-03", 743),
        ("Europe/Copenhagen", "2026-10", 745),
        ("America/Sao_Paulo", "2018-11", 719),
    ],
)
def test_a_month_in_which_clocks_change_neither_loses_nor_doubles_a_ticket(ledger, zone, label, hours):
    period = periods.read(label)
    first, end = period.instants(clock.zone(zone))
    assert (end - first).total_seconds() == hours * 3600
    for moment in (first, end):
        for second in (-1, 0):
            ledger.open(clock.to_text(clock.from_text(clock.to_text(moment)) + second * _SECOND))
    found = [read(report(ledger, one, zone))["opened"]["value"] for one in _around(period)]
    assert found == [1, 2, 1]


def _around(period: periods.Period) -> list[periods.Period]:
    return [period.previous(), period, periods.month(period.end)]


def test_the_period_before_a_range_is_as_long(ledger):
    for day in (8, 9, 10, 11):
        ledger.open(f"2026-10-{day:02d}T02:00:00Z")
    opened = read(report(ledger, periods.read("2026-10-10..2026-10-11")))["opened"]
    assert (opened["value"], opened["previous"]) == (2, 2)


def test_an_unknown_format_is_refused(ledger):
    with pytest.raises(Usage):
        summary.render(report(ledger), "pdf")


def test_files_of_one_period_have_one_name(ledger):
    assert summary.file_name(report(ledger), "text") == "summary-2026-10.txt"
    span = report(ledger, periods.read("2026-10-01..2026-10-02"))
    assert summary.file_name(span, "csv") == "summary-2026-10-01_2026-10-02.csv"
