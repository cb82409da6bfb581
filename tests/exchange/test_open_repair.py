"""Open Repair Data: every row of the published files, with the status it means."""

from __future__ import annotations

import csv
import json
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from desk.exchange.reading import TWICE

if TYPE_CHECKING:
    from pathlib import Path

FILES = {
    "OpenRepairData_v0.3_RestartProject_202204.every4th.csv": 5985,
    "OpenRepairData_v0.3_FixitClinic_202507.csv": 1033,
    "OpenRepairData_v0.3_RepairCafeToronto_202507.csv": 5567,
    "mobifix.csv": 1916,
    "tabicat.csv": 647,
}
MEANS = {"Fixed": "collected", "End of life": "returned_unrepaired", "Repairable": "on_hold", "Unknown": "received"}


@pytest.mark.parametrize("name", FILES)
def test_every_row_is_in_with_its_status_and_day(take, shared: Path, name):
    path = shared / "repair_openrepair" / name
    with path.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    taken = take(path, zone="UTC")
    assert (len(taken.rows), taken.refused, taken.plan.source) == (FILES[name], [], "openrepair")
    assert len({row.external_id for row in taken.rows}) == len(table) == FILES[name]
    assert Counter(row["status"] for row in taken.values) == Counter(MEANS[row["repair_status"]] for row in table)
    assert [row["opened_at"][:10] for row in taken.values] == [row["event_date"] for row in table]
    assert [row.external_id for row in taken.rows] == [row.get("id") or row["id_ords"] for row in table]
    assert all(row["title"] and row["kind"] == "repair" for row in taken.values)
    again = take(path, zone="UTC")
    assert [(row.external_id, row.fingerprint) for row in again.rows] == [
        (row.external_id, row.fingerprint) for row in taken.rows
    ]


HEAD = "id,data_provider,partner_product_category,product_category,brand,repair_status,group_identifier,event_date,problem\n"


def test_what_each_status_means(take):
    rows = "".join(f"{n},P,,Fan,B,{status},Hall,2019-10-03,no air\n" for n, status in enumerate(MEANS))
    fixed, ended, repairable, unknown = take(HEAD + rows, zone="UTC").values
    day = "2019-10-03T00:00:00Z"
    assert (fixed["resolved_at"], fixed["closed_at"]) == (day, day)
    assert (ended.get("resolved_at"), ended["closed_at"]) == (None, day)
    assert (repairable["reason"], repairable.get("closed_at")) == ("other", None)
    assert unknown["status"] == "received"
    assert fixed["site"] == "Hall"
    assert fixed["category"] == fixed["device_category"] == "Fan"


def test_the_title_is_the_item_and_the_first_words(take):
    taken = take(
        HEAD + '1,P,Appliance ~ Toaster,Small kitchen item,B,Fixed,H,2019-10-03,"Does not\nheat"\n'
        "2,P,,Fan,B,Fixed,H,2019-10-03,Fan ~ " + "very loud " * 20 + "\n3,P,,Fan,B,Fixed,H,2019-10-03,\n"
    )
    first, second, third = (str(row["title"]) for row in taken.values)
    assert first == "Toaster: Does not heat"
    assert second.startswith("Fan: very loud very")
    assert second.endswith("…")
    assert len(second) <= 61
    assert third == "Fan"
    assert taken.values[0]["body"] == "Does not\nheat"


def test_only_the_id_is_needed_and_other_columns_are_kept(take):
    taken = take("id_ords,repair_status,language\n1,Broken again,en\n", profile="openrepair")
    assert taken.values[0]["status"] == "received"
    assert taken.rows[0].extra == {"repair_status": "Broken again", "language": "en"}


def test_the_array_of_the_same_source_has_two_rows_twice(take, shared: Path):
    path = shared / "repair_openrepair" / "OpenRepairData_v0.3_FixitClinic_202309.json"
    objects = json.loads(path.read_text("utf-8"))
    taken = take(path)
    assert (len(objects), len({row["id"] for row in objects}), len(taken.rows)) == (737, 735, 735)
    assert (taken.plan.profile, taken.refused) == ("openrepair", [])
    assert taken.plan.warnings == {(TWICE, ""): 2}
