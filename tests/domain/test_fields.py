from __future__ import annotations

import pytest

from desk.domain import fields, kinds
from desk.domain.guard_facts import INSTANTS, MOVE_FIELDS, NUMBERS
from desk.domain.workflows import DEFAULT

NEEDS = [(flow, need) for flow in DEFAULT for found in flow.statuses.values() for need in found.needs]


def test_every_field_stands_once_with_a_name_in_both_languages():
    assert len(fields.BY_NAME) == len(fields.FIELDS)
    assert all(field.label.en and field.label.zh for field in fields.FIELDS)
    for language in ("en", "zh"):
        names = [getattr(field.label, language) for field in fields.FIELDS]
        assert len(set(names)) == len(names)


def test_what_a_move_writes_is_a_field_of_the_same_type():
    assert set(fields.BY_NAME) >= MOVE_FIELDS
    assert {name for name in MOVE_FIELDS if fields.BY_NAME[name].type == "instant"} == set(INSTANTS)
    numbers = {name for name in MOVE_FIELDS if fields.BY_NAME[name].type in ("money", "integer", "ticket")}
    assert numbers == set(NUMBERS)


@pytest.mark.parametrize(("flow", "need"), NEEDS)
def test_what_a_move_asks_is_a_field_of_that_kind(flow, need):
    for name in need.fields:
        assert flow.kind in fields.BY_NAME[name].kinds


def test_facts_that_deeds_write_are_not_set_by_hand():
    names = {field.name for kind in kinds.KINDS for field in fields.settable(kind)}
    assert {"title", "due_at", "priority", "order_number"} <= names
    assert names.isdisjoint({"id", "kind", "status", "stage", "outcome", "resolved_at", "closed_at", "waiting_since"})


def test_a_kind_has_only_its_own_fields():
    assert "part" in {field.name for field in fields.settable("repair")}
    assert "part" not in {field.name for field in fields.settable("inquiry")}
    assert "hold_from" not in {field.name for field in fields.exported()}
