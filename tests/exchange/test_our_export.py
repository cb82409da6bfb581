"""A table that the desk wrote is one it reads."""

from __future__ import annotations

import io

from desk.exchange import writers
from desk.queries import export

TICKET = {
    "number": 7, "id": 7, "kind": "repair", "workflow": "repair", "status": "awaiting_parts", "stage": "waiting", "title": "=Fan",
    "body": "'=1+1\n  loud", "customer_id": 3, "customer": "王磊", "phone": "+8613800005678\n139", "priority": "urgent",
    "estimate": 48_050, "currency": "CNY", "part": "Motor", "opened_at": "2019-10-03T06:30:00Z", "tags": "vip\nrush", "serial": "00123",
    "assignee": "2", "assignee_id": 5, "last_activity_at": "2019-10-04T06:30:00Z", "import_id": 1, "source": "old", "external_id": "x9",
    "extra": '{"Fax":"55"}', "agreed": "later", "vip": 0,
}  # fmt: skip


def test_what_was_exported_comes_back(take):
    columns = export.columns()
    rows = list(writers.tuples(columns, [TICKET]))
    for form in writers.FORMATS:
        file = io.BytesIO()
        writers.write(file, form, columns, rows)
        taken = take(file.getvalue(), f"export.{form}")
        row = taken.rows[0]
        assert (taken.plan.profile, taken.plan.source, row.external_id, taken.refused) == ("desk", "desk", "7", [])
        same = (
            "kind",
            "status",
            "title",
            "body",
            "customer",
            "priority",
            "estimate",
            "currency",
            "part",
            "opened_at",
            "serial",
            "assignee",
        )
        assert {name: row.values[name] for name in same} == {name: TICKET[name] for name in same}
        assert row.values["tags"] == ("vip", "rush")
        assert row.values["phone"] == "+8613800005678\n139"
        assert row.extra == {"Fax": "55"}
        assert (row.values["from_source"], row.values["from_id"]) == ("old", "x9")
        assert (row.values["agreed"], row.values["workflow"], row.values["vip"]) == ("later", "repair", 0)
        assert row.values["result"] == row.values["due_at"] == ""
        assert not {"stage", "import_id", "assignee_id", "id"} & set(row.values)


def test_the_plan_says_what_is_left_out(take):
    file = io.BytesIO()
    writers.write(file, "csv", export.columns(), writers.tuples(export.columns(), [TICKET]))
    found = dict(take(file.getvalue()).plan.columns)
    assert found["stage"] is None
    assert found["device"] is None
    assert found["title"] == "title"
    assert found["source"] == "from_source"
