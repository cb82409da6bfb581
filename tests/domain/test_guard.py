from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from desk.clock import to_text
from desk.domain import workflow_config
from desk.domain.guard import check_move, missing
from desk.domain.workflow_shapes import Habits
from desk.domain.workflows import DEFAULT, status
from desk.errors import Configuration, Refused
from desk.text import Label

NOW = datetime(2026, 11, 21, 10, tzinfo=UTC)
IN_THREE_DAYS = "2026-11-24T10:00:00Z"
TOMORROW = NOW + timedelta(days=1)


def ticket(workflow="repair", at="received", **columns):
    kind = "inquiry" if workflow == "after_sales" else workflow
    found = status(workflow, at)
    blank = {"title": "x", "reason": "", "reason_note": "", "hold_from": "", "result": "", "attempts": 0, "visits": 1}
    return {**blank, "kind": kind, "workflow": workflow, "status": at, "stage": found.stage, **columns}


def go(row, to, /, **facts):
    return check_move(DEFAULT, row, to, facts, now=NOW)


def after(row, to, /, **facts):
    """The row as it stands when the move is written."""
    move = go(row, to, **facts)
    return {**row, "status": move.to_status, "stage": move.stage, "outcome": move.outcome, **move.values}


def refusal(row, to, /, **facts):
    with pytest.raises(Refused) as told:
        go(row, to, **facts)
    return told.value.sentence


def asked(row, to, /, **facts):
    return [need.fields[0] for need in missing(DEFAULT, row, to, facts, now=NOW)]


def test_a_repair_from_the_counter_to_collection():
    row = after(ticket(), "awaiting_approval", estimate=48000)
    assert row["ask_again_at"] == IN_THREE_DAYS
    row = after(row, "in_repair", approved_by="张三", approved_how="电话")
    assert (row["approved_how"], row["ask_again_at"]) == ("phone", None)
    row = after(row, "ready")
    assert (row["stage"], row["outcome"], row["result"]) == ("resolved", "complete", "fixed")
    assert refusal(row, "collected").values["what"].zh == "已付或欠款"
    row = after(row, "collected", balance_note="已付清")
    assert (row["stage"], row["balance_note"]) == ("closed", "paid")


def test_words_are_an_estimate_too():
    assert go(ticket(), "awaiting_approval", estimate_note="about 300").values["estimate_note"] == "about 300"
    assert refusal(ticket(), "awaiting_approval").values["what"] == Label("estimate", "报价")
    assert go(ticket(estimate=0), "awaiting_approval").values == {"ask_again_at": IN_THREE_DAYS}


def test_who_agreed_is_asked_only_after_the_question():
    assert go(ticket(), "in_repair").values == {}
    assert asked(ticket(at="awaiting_approval", estimate=5), "in_repair") == ["approved_by", "approved_how"]


def test_an_open_estimate_stands_in_the_way_of_ready_wherever_the_repair_went_meanwhile():
    row = after(after(ticket(), "awaiting_approval", estimate=48000), "diagnosing")
    assert row["ask_again_at"] == IN_THREE_DAYS
    assert "who agreed" in refusal(row, "ready").values["what"].en
    held = after(row, "on_hold", reason="other")
    assert "who agreed" in refusal(held, "ready").values["what"].en
    row = after(row, "ready", approved_by="Anna", approved_how="phone")
    assert row["ask_again_at"] is None


def test_a_price_named_at_intake_is_no_open_estimate():
    assert go(ticket(estimate=48000, currency="CNY"), "ready").values == {"result": "fixed"}


def test_a_new_estimate_asks_again_who_agrees():
    row = ticket(at="in_repair", estimate=1, approved_by="Anna", approved_how="phone")
    row = after(row, "awaiting_approval", estimate=2)
    assert row["approved_by"] == ""
    assert asked(row, "in_repair") == ["approved_by", "approved_how"]


def test_parts_need_a_date_or_a_reason():
    assert refusal(ticket(), "awaiting_parts", part="LCD").values["what"].en == "expected date, or a reason"
    assert go(ticket(), "awaiting_parts", part="LCD", expected_at=TOMORROW).values["expected_at"] == to_text(TOMORROW)
    row = after(ticket(), "awaiting_parts", part="LCD", reason="供应商缺货")
    assert row["reason_note"] == "供应商缺货"
    assert after(row, "in_repair")["reason_note"] == ""


def test_hold_needs_one_of_the_reasons_in_either_language():
    assert go(ticket(), "on_hold", reason="配件未购").values["reason"] == "part_not_purchased"
    told = refusal(ticket(), "on_hold", reason="holiday")
    assert told.values["value"] == "holiday"
    assert "No access" in told.values["possible"].en


@pytest.mark.parametrize("reason", ["season_stop", "no_access"])
def test_some_reasons_need_the_day_to_go_on(reason):
    assert refusal(ticket(), "on_hold", reason=reason).values["what"].en == "when to go on"
    assert go(ticket(), "on_hold", reason=reason, resume_at=TOMORROW).values["resume_at"] == to_text(TOMORROW)


def test_on_hold_gives_back_where_it_was_even_the_start_and_asks_nothing():
    held = after(ticket(), "on_hold", reason="no_access", resume_at=TOMORROW)
    move = go(held, "received")
    assert (move.kind, move.flow) == ("back", None)
    assert move.values == {"hold_from": "", "reason": "", "resume_at": None}
    parts = after(ticket(), "awaiting_parts", part="LCD", expected_at=TOMORROW)
    back = after(after(parts, "on_hold", reason="other"), "awaiting_parts")
    assert (back["part"], back["expected_at"]) == ("LCD", to_text(TOMORROW))
    elsewhere = ticket(at="on_hold", hold_from="in_repair")
    assert refusal(elsewhere, "received").values["to"].en == "Received"


def test_the_reason_to_return_holds_until_it_is_handed_back():
    row = after(ticket(), "to_return", reason="no spare parts exist")
    row = after(row, "returned_unrepaired")
    assert (row["outcome"], row["reason_note"]) == ("drop", "no spare parts exist")
    assert refusal(ticket(), "returned_unrepaired").values["what"].en == "why it was not repaired"


def test_reopening_a_collected_repair_is_the_next_visit_and_asks_the_result_anew():
    row = ticket(at="collected", result="partly", visits=1)
    move = go(row, "in_repair")
    assert (move.kind, move.flow, move.outcome) == ("reopen", "reopening", None)
    assert move.values == {"result": "", "visits": 2}
    assert go(ticket(at="ready"), "in_repair").values == {}
    assert go(ticket(at="returned_unrepaired"), "diagnosing").values == {}


def test_completed_work_is_never_dropped_directly():
    told = refusal(ticket(at="ready"), "returned_unrepaired")
    assert told.values["possible"].en == "Diagnosing, In repair, Collected"


def test_passing_over_ready_takes_its_facts_along():
    assert go(ticket(), "collected", result="no fault found").values == {"result": "no_fault"}
    assert go(ticket(), "collected").flow == "completion"


def test_an_inquiry_is_answered_when_a_person_answered():
    row = ticket("inquiry", "in_progress")
    assert refusal(row, "answered").values["what"].en == "an answer to the customer"
    assert go(row, "done", first_response_at=to_text(NOW)).flow == "completion"
    assert "first_response_at" not in go(row, "answered", first_response_at=to_text(NOW)).values
    assert go({**row, "first_response_at": to_text(NOW)}, "answered").outcome == "complete"
    assert go(ticket("inquiry", "answered"), "done").flow is None


def test_who_has_had_an_answer_did_not_leave_before_it():
    assert go(ticket("inquiry", "new"), "abandoned").flow == "drop"
    told = refusal(ticket("inquiry", "new", first_response_at=to_text(NOW)), "abandoned")
    assert told.id == "{to} is not possible: the customer has had an answer."


def test_sales_get_a_name_and_a_note_each_time():
    assert asked(ticket("inquiry", "new"), "with_sales") == ["handed_to", "reason_note"]
    row = after(ticket("inquiry", "new"), "with_sales", handed_to="Li", reason_note="wants 20")
    row = after(row, "in_progress")
    assert asked(row, "with_sales") == ["handed_to", "reason_note"]


def test_an_exchange_without_stock_is_never_kept_in_silence():
    row = ticket("after_sales", "inspecting")
    assert asked(row, "awaiting_stock", expected_at=TOMORROW) == ["contact_how"]
    assert go(row, "awaiting_stock", expected_at=TOMORROW, contact_how="微信").values["contact_how"] == "wechat"
    told = after(row, "settling", settlement="补发")
    assert refusal(told, "fulfilled").values["what"].en == "amount or tracking number"
    assert go(told, "fulfilled", tracking="SF1").flow == "completion"


def test_a_complaint_ends_with_a_satisfied_customer_or_a_decision():
    row = ticket("complaint", "agreed")
    assert asked(row, "satisfied") == ["result"]
    assert go(row, "satisfied", result="满意").values == {"result": "satisfied"}
    assert refusal(row, "satisfied", result="neutral").values["possible"].en == "Satisfied"
    assert refusal(row, "settled").values["what"].en == "reason of the decision"
    assert go(row, "settled", reason="owner decided").outcome == "complete"


def test_a_shop_may_close_complaints_without_asking():
    shop = workflow_config.extended(habits=Habits(follow_up_required=False, ask_again_days=1))
    assert check_move(shop, ticket("complaint", "answered"), "satisfied", {}, now=NOW).values == {}
    waiting = check_move(shop, ticket("complaint"), "awaiting_customer", {}, now=NOW)
    assert waiting.values == {"ask_again_at": to_text(TOMORROW)}


def test_an_answer_to_a_complaint_needs_its_class():
    row = ticket("complaint", "contacted", first_response_at=to_text(NOW))
    assert asked(row, "answered") == ["complaint_class"]
    assert go(row, "answered", complaint_class="服务").values == {"complaint_class": "service"}


def test_a_follow_up_is_unreachable_after_the_last_attempt_or_with_a_reason():
    row = ticket("follow_up", "planned", attempts=1)
    assert asked(row, "unreachable") == ["reason_note"]
    assert go(row, "unreachable", attempts=3).flow == "drop"
    assert go({**row, "attempts": 3}, "unreachable").outcome == "drop"
    assert go(row, "unreachable", reason="wrong number").values["reason_note"] == "wrong number"
    assert asked(row, "done") == ["contact_how", "result"]
    assert go(row, "done", result="一般").values == {"contact_how": "phone", "result": "neutral"}


def test_merged_and_void_come_from_anywhere_and_lead_nowhere():
    assert refusal(ticket(), "merged").values["what"].en == "the ticket it belongs to"
    assert go(ticket(), "merged", merged_into=7).flow == "merge"
    assert go(ticket(at="ready"), "void").flow is None
    assert refusal(ticket(at="void"), "received").id == "{status} is the end; only undo brings it back."


@pytest.mark.parametrize(
    "facts",
    [{"ask_again_at": "tomorrow"}, {"ask_again_at": datetime(2026, 1, 1)}, {"estimate": "much"}, {"estimate": True}],
)
def test_facts_that_cannot_be_stored_are_refused(facts):
    refusal(ticket(), "awaiting_approval", **{"estimate": 1, **facts})


def test_facts_that_are_no_columns_of_a_move_are_left_alone():
    assert go(ticket(), "diagnosing", stage="closed", version=9).values == {}


def test_the_same_status_and_unknown_ones_are_told():
    assert refusal(ticket(), "received").values["status"].en == "Received"
    assert "Ready" in refusal(ticket(), "reday").values["possible"].en
    with pytest.raises(Configuration):
        go({**ticket(), "status": "at_factory"}, "ready")
