from __future__ import annotations

import pytest

from desk.domain import fields
from desk.queries import export


@pytest.fixture
def filled(book):
    zhang = book.customer("张三", "13800001111", address="8-2-501")
    book.insert("contact", customer_id=zhang, kind="phone", value="2222", normal="2222")
    for number in range(1, 8):
        book.ticket(
            f"t{number}", customer_id=zhang if number == 3 else None, extra='{"shelf": "B3"}' if number == 3 else "{}"
        )
    for name in ("hard", "急"):
        book.insert("tag", ticket_id=3, name=name)
    book.index()
    return book


def test_rows_for_a_file_come_by_number_with_everything_people_know(filled):
    rows = list(filled.reader().export_rows("stage:open"))
    assert [row["number"] for row in rows] == list(range(1, 8))
    assert set(rows[0]) == set(export.columns()) >= {field.name for field in fields.exported()}
    third = rows[2]
    assert (third["customer"], third["phone"], third["tags"]) == ("张三", "13800001111\n2222", "hard\n急")
    assert (third["extra"], rows[0]["customer"], rows[0]["tags"]) == ('{"shelf": "B3"}', "", None)


def test_an_order_and_columns_can_be_told(filled):
    assert list(filled.reader().export_tuples("sort:-number", ["number", "title"]))[:2] == [(7, "t7"), (6, "t6")]
    assert list(filled.reader().export_tuples("t3 OR t5", ["title"])) == [("t3",), ("t5",)]
    assert list(filled.reader().export_tuples("tag:hard", ["number"])) == [(3,)]
    with pytest.raises(KeyError):
        list(filled.reader().export_tuples("", ["no_such"]))


def test_everything_is_exported_in_key_order_also_what_can_be_redone(filled):
    batch = filled.insert("import_batch", at="", source="x", file_name="f", sha256="", state="undone")
    filled.ticket("gone", import_id=batch)
    found = list(filled.reader().export_all())
    assert [row["title"] for table, row in found if table == "ticket"] == [
        *(f"t{number}" for number in range(1, 8)),
        "gone",
    ]
    assert [table for table, _ in found if table in ("customer", "contact", "tag", "import_batch")] == [
        "import_batch",
        "customer",
        "contact",
        "contact",
        "tag",
        "tag",
    ]


def test_every_table_of_the_desk_is_exported(book):
    made = {row[0] for row in book.connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert {name for name in made if not name.startswith(("search", "sqlite_"))} == set(export.TABLES)
