from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desk.clock import to_text
from desk.domain import moves
from desk.domain.workflows import DEFAULT, status
from desk.errors import Refused

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)


def ticket(workflow="repair", at="received", **columns):
    found = status(workflow, at)
    return {"kind": workflow, "workflow": workflow, "status": at, "stage": found.stage, "hold_from": "", **columns}


def test_the_menu_has_all_that_is_possible_first_and_never_the_two_special_ones():
    lines = moves.choices(DEFAULT, ticket("inquiry", "new", first_response_at=to_text(NOW)))
    assert {"merged", "void", "new"}.isdisjoint(line.status.id for line in lines)
    assert [line.allowed for line in lines] == sorted((line.allowed for line in lines), reverse=True)
    assert {line.status.id for line in lines if not line.allowed} == {"abandoned", "converted"}
    unanswered = {line.status.id: line.why for line in moves.choices(DEFAULT, ticket("inquiry", "new"))}
    assert unanswered["answered"].values["what"].zh == "给客户的答复"
    assert unanswered["abandoned"] is None


def test_the_menu_says_from_where_it_cannot_go():
    lines = {line.status.id: line for line in moves.choices(DEFAULT, ticket(at="ready"))}
    assert [id_ for id_, line in lines.items() if line.allowed] == ["diagnosing", "in_repair", "collected"]
    assert lines["collected"].kind == "forward"
    assert lines["cancelled"].why.values["status"].en == "Ready"


@pytest.mark.parametrize(
    ("workflow", "at", "done", "close"),
    [
        ("repair", "in_repair", "ready", None),
        ("repair", "ready", None, "collected"),
        ("inquiry", "new", "answered", "done"),
        ("inquiry", "answered", None, "done"),
        ("after_sales", "settling", "fulfilled", None),
        ("after_sales", "fulfilled", None, "done"),
        ("complaint", "agreed", "answered", None),
        ("follow_up", "planned", "done", None),
        ("inquiry", "lost", None, None),
    ],
)
def test_where_the_keys_lead(workflow, at, done, close):
    flow, found = DEFAULT[workflow], status(workflow, at)
    assert moves.done_target(flow, found) == done
    assert moves.close_target(flow, found) == close


def test_results_of_a_complaints_follow_up():
    results = {at: [moves.complaint_target(status("complaint", at), r) for r in moves.COMPLAINT_ENDS]
               for at in ("answered", "agreed")}  # fmt: skip
    assert results == {
        "answered": ["satisfied", None, "contacted", "settled"],
        "agreed": ["satisfied", None, None, "settled"],
    }


def test_reopening_has_a_usual_place():
    assert moves.reopen_target(status("repair", "ready")) == "in_repair"
    for at in ("in_repair", "void"):
        with pytest.raises(Refused):
            moves.reopen_target(status("repair", at))


def test_what_a_customers_message_does():
    def effect(*args, **columns):
        return tuple(moves.after_message(DEFAULT, ticket(*args, **columns), now=NOW))

    assert effect("inquiry", "awaiting_customer") == ("move", "in_progress")
    assert effect("complaint", "awaiting_customer") == ("move", "contacted")
    assert effect("repair", "awaiting_approval") == ("ask_approval", "in_repair")
    assert effect("repair", "in_repair") == ("none", None)
    assert effect("repair", "ready") == ("ask_reopen", "in_repair")
    assert effect("repair", "collected", closed_at=to_text(NOW - timedelta(days=14))) == ("ask_reopen", "in_repair")
    assert effect("repair", "collected", closed_at=to_text(NOW - timedelta(days=15))) == ("none", None)
    assert moves.after_answer(DEFAULT["inquiry"], status("inquiry", "new")) == "in_progress"
    assert moves.after_answer(DEFAULT["repair"], status("repair", "received")) is None
