from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.domain import kinds, workflow_config, workflows
from desk.domain.guard import flow_term
from desk.errors import Configuration, Usage
from desk.text import Label

if TYPE_CHECKING:
    import random

FLOWS = {flow.id: flow for flow in workflows.DEFAULT}
STATUSES = [(flow.id, found.id) for flow in FLOWS.values() for found in flow.statuses.values()]


def moves(workflow: str, id_: str) -> set[str]:
    return set(workflows.status(workflow, id_).next)


@pytest.mark.parametrize(
    ("workflow", "id_", "expected"),
    [
        ("repair", "received", ("diagnosing awaiting_approval awaiting_parts in_repair on_hold to_return "
                               "ready collected returned_unrepaired cancelled")),
        ("repair", "awaiting_approval", "diagnosing awaiting_parts in_repair on_hold to_return returned_unrepaired cancelled"),
        ("repair", "to_return", "diagnosing in_repair on_hold returned_unrepaired"),
        ("repair", "ready", "collected"),
        ("repair", "collected", ""),
        ("inquiry", "new", "in_progress awaiting_customer with_sales on_hold answered done converted lost abandoned cancelled"),
        ("inquiry", "with_sales", "in_progress awaiting_customer on_hold answered done lost cancelled"),
        ("after_sales", "awaiting_return", "inspecting settling awaiting_customer on_hold refused cancelled"),
        ("after_sales", "awaiting_customer", ("awaiting_return inspecting awaiting_stock settling on_hold "
                                             "fulfilled refused cancelled")),
        ("complaint", "received", "contacted agreed awaiting_customer on_hold answered settled withdrawn cancelled"),
        ("complaint", "on_hold", "contacted agreed awaiting_customer answered settled withdrawn cancelled"),
        ("complaint", "answered", "satisfied settled"),
        ("follow_up", "planned", "done declined unreachable cancelled"),
    ],
)  # fmt: skip
def test_rows_are_as_the_page_has_them(workflow, id_, expected):
    assert moves(workflow, id_) == set(expected.split())


def test_every_workflow_has_its_number_of_statuses_and_the_two_of_every_kind():
    counts = {flow.id: len(flow.statuses) for flow in FLOWS.values()}
    assert counts == {"repair": 13, "inquiry": 13, "after_sales": 13, "complaint": 12, "follow_up": 7}
    assert all({"merged", "void"} <= set(flow.statuses) for flow in FLOWS.values())


@pytest.mark.parametrize("flow", FLOWS.values(), ids=FLOWS)
def test_the_defaults_pass_the_checks_of_a_shops_own(flow):
    workflow_config.check(flow)


@pytest.mark.parametrize(("workflow", "id_"), STATUSES)
def test_finished_work_has_an_outcome_and_comes_back_only_to_open_work(workflow, id_):
    found = workflows.status(workflow, id_)
    back = {workflows.status(workflow, target).stage for target in found.reopen}
    if found.unfinished:
        assert found.outcome is None
        assert not back
        assert found.next
    elif id_ != "merged":
        assert found.outcome in ("complete", "drop")
        assert back == (set() if id_ == "void" else {"open"})


def test_the_start_is_given_back_by_nobody_through_any():
    for flow in FLOWS.values():
        assert not [found.id for found in flow.statuses.values() if flow.start in found.next]


def test_only_on_hold_remembers_where_it_was():
    assert {pair for pair in STATUSES if workflows.status(*pair).back} == {
        (flow, "on_hold") for flow in ("repair", "inquiry", "after_sales", "complaint")
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("待件", {("repair", "awaiting_parts")}),
        ("待料", {("repair", "awaiting_parts")}),
        ("Waiting for Parts", {("repair", "awaiting_parts")}),
        ("awaiting-parts", {("repair", "awaiting_parts")}),
        ("ＲＥＡＤＹ", {("repair", "ready")}),
        ("已结束", {("inquiry", "done"), ("after_sales", "done")}),
        ("done", {("inquiry", "done"), ("after_sales", "done"), ("follow_up", "done")}),
        ("待", set()),
    ],
)
def test_statuses_are_found_by_id_and_by_the_labels_of_both_languages(text, expected):
    assert {(flow, found.id) for flow, found in workflows.find_status(text)} == expected


def test_labels_differ_on_site():
    ready = workflows.status("repair", "ready")
    assert workflows.label(ready).zh == "待取"
    assert workflows.label(ready, onsite=True).zh == "完工待验"
    assert workflows.label(workflows.status("inquiry", "done"), onsite=True).zh == "已结束"


def test_an_unknown_status_is_named():
    with pytest.raises(Usage) as told:
        workflows.status("repair", "reday")
    assert told.value.sentence.values["status"] == "reday"


def test_after_sales_is_chosen_by_category_for_inquiries_only():
    assert workflows.workflow_for("inquiry", "exchange") == "after_sales"
    assert workflows.workflow_for("inquiry", "opening_hours") == "inquiry"
    assert workflows.workflow_for("repair", "exchange") == "repair"
    assert workflows.start("inquiry", "refund")[1].label.zh == "新售后"


@pytest.mark.parametrize("text", ["换货", "EXCHANGE", "Exchange ", "exchange"])
def test_codes_are_picked_by_id_or_label(text):
    assert kinds.pick(kinds.AFTER_SALES, text) == "exchange"
    assert kinds.pick(kinds.AFTER_SALES, text + "x") is None


# --- the month's flow ---------------------------------------------------------------------------------------------------


def step(flow, at, rng):
    """A random move that the table allows, hold and reopening and merging included; None when nothing leads on."""
    found = flow.statuses[at]
    targets = [*found.next, *found.reopen]
    if at not in ("merged", "void"):
        targets += rng.sample(["merged", "void"], k=rng.random() < 0.1)
    return rng.choice(targets) if targets else None


def year_of_flow(flow, rng):
    """Twelve months of random deeds on one workflow: each month's counts of deeds, with open work before and after."""
    tickets: list[str] = []
    for _ in range(12):
        count = dict.fromkeys(("opened", "completion", "drop", "merge", "reopening"), 0)
        before = sum(flow.statuses[at].unfinished for at in tickets)
        for _ in range(rng.randrange(12)):
            tickets.append(flow.start)
            count["opened"] += 1
        for _ in range(rng.randrange(40) if tickets else 0):
            index = rng.randrange(len(tickets))
            to = step(flow, tickets[index], rng)
            if to is not None:
                if term := flow_term(flow.statuses[tickets[index]], flow.statuses[to]):
                    count[term] += 1
                tickets[index] = to
        yield before, count, sum(flow.statuses[at].unfinished for at in tickets)


@given(st.sampled_from(sorted(FLOWS)), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_flow_of_every_month_balances(workflow, rng: random.Random):
    for before, n, after in year_of_flow(FLOWS[workflow], rng):
        assert before + n["opened"] + n["reopening"] - n["completion"] - n["drop"] - n["merge"] == after


def test_flow_terms_of_single_moves():
    at = FLOWS["repair"].statuses
    assert flow_term(at["in_repair"], at["ready"]) == "completion"
    assert flow_term(at["ready"], at["collected"]) is None
    assert flow_term(at["collected"], at["in_repair"]) == "reopening"
    assert flow_term(at["received"], at["void"]) == "drop"
    assert flow_term(at["on_hold"], at["merged"]) == "merge"
    assert flow_term(at["collected"], at["void"]) is None
    assert flow_term(None, at["collected"]) == "completion"
    assert flow_term(None, at["received"]) is None


# --- a shop's own -------------------------------------------------------------------------------------------------------

FACTORY = {"workflow": "repair", "id": "at_factory", "en": "At the factory", "zh": "返厂", "stage": "waiting",
           "next": ["any", "ready"], "after": ["awaiting_approval"]}  # fmt: skip


def test_a_shop_adds_a_status_and_it_belongs_to_every_any():
    shop = workflow_config.extended([FACTORY])
    found = shop["repair"].statuses["at_factory"]
    assert "at_factory" in shop["repair"].statuses["diagnosing"].next
    assert "at_factory" not in shop["repair"].statuses["to_return"].next
    assert {"diagnosing", "ready"} <= set(found.next)
    assert "received" not in found.next
    assert workflows.find_status("返厂", shop) == (("repair", found),)
    assert "at_factory" not in workflows.DEFAULT["repair"].statuses


def test_a_shop_adds_a_closed_status_that_is_reopened_like_the_others():
    sold = {"workflow": "repair", "id": "sold", "en": "Sold for parts", "stage": "closed", "outcome": "drop",
            "after": ["diagnosing", "to_return"]}  # fmt: skip
    found = workflow_config.extended([sold])["repair"].statuses["sold"]
    assert found.label == Label("Sold for parts", "Sold for parts")
    assert found.reopen == ("in_repair",)


def test_two_statuses_may_lead_to_each_other_whatever_their_order():
    quote = {"workflow": "repair", "id": "quoted", "en": "Quoted", "stage": "open", "next": ["at_factory"]}
    shop = workflow_config.extended([quote, FACTORY])
    assert "at_factory" in shop["repair"].statuses["quoted"].next


def test_a_shop_renames_a_status_at_the_counter_and_on_site():
    shop = workflow_config.extended(labels={"repair.awaiting_parts": Label("Parts", "等配件")})
    found = shop["repair"].statuses["awaiting_parts"]
    assert (found.label.zh, found.onsite.zh) == ("等配件", "等配件")
    assert workflows.status("repair", "awaiting_parts").label.zh == "待件"


WRONG = {
    "completes, then drops": {"workflow": "repair", "id": "thrown", "stage": "closed", "outcome": "drop", "after": ["ready"]},
    "finished without outcome": {"workflow": "repair", "id": "gone", "stage": "closed"},
    "resolved without outcome": {"workflow": "repair", "id": "nearly", "stage": "resolved", "next": ["collected"]},
    "open with outcome": {**FACTORY, "outcome": "complete"},
    "never ends": {"workflow": "follow_up", "id": "limbo", "stage": "waiting", "next": [], "after": ["planned"]},
    "circle without end": {"workflow": "follow_up", "id": "limbo", "stage": "waiting", "next": ["any"]},
    "two stages": {**FACTORY, "id": "settling"},
    "there already": {**FACTORY, "id": "in_repair"},
    "unknown next": {**FACTORY, "next": ["reday"]},
    "unknown after": {**FACTORY, "after": ["reday"]},
    "unknown stage": {**FACTORY, "stage": "parked"},
    "no stage": {"workflow": "repair", "id": "x", "next": ["ready"]},
    "unknown outcome": {"workflow": "repair", "id": "x", "stage": "closed", "outcome": "won"},
    "unknown workflow": {**FACTORY, "workflow": "sales"},
    "unknown key": {**FACTORY, "colour": "red"},
    "no id": {**FACTORY, "id": ""},
    "an id that is a sentence": {**FACTORY, "id": "At factory"},
    "leads to void": {**FACTORY, "next": ["ready", "void"]},
    "finished, yet goes on working": {"workflow": "repair", "id": "x", "stage": "resolved", "outcome": "complete",
                                      "next": ["collected", "in_repair"]},
    "reopened into waiting": {"workflow": "repair", "id": "x", "stage": "closed", "outcome": "drop", "reopen": ["on_hold"]},
}  # fmt: skip


@pytest.mark.parametrize("entry", WRONG.values(), ids=WRONG)
def test_statuses_that_would_break_the_figures_are_refused(entry):
    with pytest.raises(Configuration):
        workflow_config.extended([entry])


def test_one_id_cannot_have_two_stages_among_a_shops_own_either():
    with pytest.raises(Configuration) as told:
        workflow_config.extended(
            [FACTORY, {**FACTORY, "workflow": "inquiry", "stage": "open", "next": ["done"], "after": []}]
        )
    assert told.value.sentence.values["status"] == "at_factory"


def test_renaming_what_is_not_there_is_refused():
    for key in ("repair.reday", "awaiting_parts", "sales.new"):
        with pytest.raises(Configuration):
            workflow_config.extended(labels={key: Label("x", "x")})


def test_without_a_shops_own_the_defaults_stay():
    shop = workflow_config.extended()
    assert [flow.statuses for flow in shop] == [flow.statuses for flow in workflows.DEFAULT]
