"""A real file in: every row, every month's figures, the same file again, and all of it back and forth."""

from __future__ import annotations

import csv
import json
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from support import published

from desk.actions import importing, talking, undoing
from desk.cli import summary
from desk.domain import periods
from desk.errors import Conflict
from desk.exchange import plan as plans
from desk.store import check

if TYPE_CHECKING:
    from pathlib import Path

    from desk.actions.desk import Desk, Outcome

LARGE = {
    "OpenRepairData_v0.3_RestartProject_202204.every4th.csv": 5985,
    "OpenRepairData_v0.3_FixitClinic_202507.csv": 1033,
    "OpenRepairData_v0.3_RepairCafeToronto_202507.csv": 5567,
    "mobifix.csv": 1916,
    "tabicat.csv": 647,
}


def take(desk: Desk, path: Path) -> Outcome:
    found = plans.plan(path, plans.Options(zone=desk.zone, profile="openrepair"))
    with importing.Import(desk, importing.Source(found.source, path.name, found.sha256)) as work:
        work.check(plans.read(found), lambda bad: pytest.fail(repr(bad)))
        return work.write()


def count(desk: Desk, sql: str) -> int:
    with closing(desk.vault.read()) as connection:
        return int(connection.execute(sql).fetchone()[0])


def live(desk: Desk) -> list[int]:
    from desk.queries import opening

    with opening.reading(str(desk.path), desk.settings, desk.who) as reader:
        return sorted(number for piece in reader.all_ids("") for number in piece)


def counted(path: Path) -> tuple[int, Counter[str], Counter[str]]:
    """Rows, and by month what was opened and what was completed, counted with nothing but the csv module."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    months = [row["event_date"][:7] for row in rows]
    done = [month for row, month in zip(rows, months, strict=True) if row["repair_status"] == "Fixed"]
    return len(rows), Counter(months), Counter(done)


def months_agree(desk: Desk, opened: Counter[str], completed: Counter[str]) -> None:
    with closing(desk.vault.read()) as connection:
        for month in sorted(opened):
            period = periods.read(month)
            report = summary.made(connection, period, desk.settings, zone=desk.shop.zone, shop="")
            assert report.balanced, month
            figures = json.loads(summary_json(report))["figures"]
            assert figures["opened"]["value"] == opened[month], month
            assert figures["completed"]["value"] == completed[month], month
            assert figures["flow"]["balanced"] is True


def summary_json(report: object) -> str:
    from desk.reports import summary as reports

    return reports.render(report, "json")  # type: ignore[arg-type]


def whole_story(desk: Desk, path: Path, expected: int) -> None:
    rows, opened, completed = counted(path)
    assert rows == expected
    first = take(desk, path)
    numbers = live(desk)
    assert len(numbers) == rows
    months_agree(desk, opened, completed)
    operations = count(desk, "SELECT count(*) FROM operation")
    again = take(desk, path)
    assert again.operation is None
    assert count(desk, "SELECT count(*) FROM operation") == operations
    assert first.operation is not None
    undoing.undo(desk, first.operation)
    assert live(desk) == []
    undoing.redo(desk)
    assert live(desk) == numbers
    months_agree(desk, opened, completed)


def test_a_small_cut_goes_all_the_way(desk: Desk) -> None:
    whole_story(desk, published.DATA / "openrepair_restart_cut.csv", 150)


@pytest.mark.parametrize("name", LARGE)
def test_a_published_file_goes_all_the_way(desk: Desk, name: str) -> None:
    whole_story(desk, published.large(f"repair_openrepair/{name}"), LARGE[name])


def test_a_touched_row_keeps_the_import(desk: Desk) -> None:
    outcome = take(desk, published.DATA / "openrepair_restart_cut.csv")
    assert outcome.operation is not None
    talking.note(desk, [7], talking.Said("asked for it again"))
    with pytest.raises(Conflict):
        undoing.undo(desk, outcome.operation)
    assert len(live(desk)) == 150
    partly = undoing.undo(desk, outcome.operation, partial=True)
    assert [refused.number for refused in partly.refused] == [7]
    assert live(desk) == [7]


def test_a_taken_back_import_can_be_taken_in_again(desk: Desk) -> None:
    path = published.DATA / "openrepair_restart_cut.csv"
    outcome = take(desk, path)
    assert outcome.operation is not None
    undoing.undo(desk, outcome.operation)
    take(desk, path)
    assert len(live(desk)) == 150
    assert list(check.examine(desk.path, deep=True)) == []
    with pytest.raises(Conflict):
        undoing.redo(desk)


def test_the_command_line_says_the_same(run, shop: Path) -> None:  # type: ignore[no-untyped-def]
    path = published.DATA / "openrepair_restart_cut.csv"
    assert run("import", str(path), "--profile", "openrepair").returncode == 0
    _, opened, completed = counted(path)
    month = opened.most_common(1)[0][0]
    figures = json.loads(run("summary", "--month", month, "-f", "json").stdout)["figures"]
    assert (figures["opened"]["value"], figures["completed"]["value"]) == (opened[month], completed[month])
    run("note", "3", "-m", "seen")
    assert run("undo", "1").returncode == 4
