"""The default workflows as data: one row a status, read like the page they come from."""

from __future__ import annotations

from types import MappingProxyType

from desk.domain import kinds
from desk.domain.workflow_shapes import MERGED, VOID, Need, Outcome, Stage, Status, Workflow, expand
from desk.text import Label

O: Stage = "open"  # noqa: E741 - the letter of the table
W: Stage = "waiting"
R: Stage = "resolved"
C: Stage = "closed"
YES: Outcome = "complete"
NO: Outcome = "drop"

Row = tuple[str, str, str, Stage, Outcome | None, str, str, tuple[Need, ...]]

# --- what moves ask -----------------------------------------------------------------------------------------------------

TITLE = Need(("title",), Label("title", "标题"), stays=("title",))
PARENT = Need(("parent_id",), Label("the ticket it follows", "所回访的工单"), "ticket", stays=("parent_id",))
DAY = Need(("due_at",), Label("day", "回访日期"), "instant", stays=("due_at",))
ESTIMATE = Need(
    ("estimate", "estimate_note"), Label("estimate", "报价"), "money", stays=("estimate", "estimate_note")
)  # fmt: skip
ASK_AGAIN = Need(("ask_again_at",), Label("when to ask again", "何时再问"), "instant", prefill="ask again")
PART = Need(("part",), Label("part", "配件"))
PART_DATE = Need(
    ("expected_at", "reason", "reason_note"), Label("expected date, or a reason", "预计到货日期或原因"), "instant"
)  # fmt: skip
AGREED_BY = Need(("approved_by",), Label("who agreed", "谁同意的"), stays=("approved_by",), when="unapproved")
AGREED_HOW = Need(
    ("approved_how",), Label("how they agreed", "如何同意的"), "code", kinds.CHANNELS, stays=("approved_how",), when="unapproved"
)  # fmt: skip
HOLD_REASON = Need(("reason",), Label("reason", "原因"), "code", kinds.HOLD_REASONS)
RESUME = Need(("resume_at",), Label("when to go on", "恢复日期"), "instant", when="dated_reason")
REASON = Need(("reason_note", "reason"), Label("reason", "原因"))
WHY_UNREPAIRED = Need(("reason_note", "reason"), Label("why it was not repaired", "未修原因"))
# given on the way to "return unrepaired" it still holds when the thing is handed back
WHY_RETURNED = WHY_UNREPAIRED._replace(stays=("reason_note", "reason"), only_from=("to_return",))
WHY_GIVEN_UP = WHY_UNREPAIRED._replace(not_from=("to_return",))
REPAIRED = Need(
    ("result",), Label("result", "结果"), "code", kinds.REPAIR_RESULTS, prefill="fixed", stays=("result",), not_from=("ready",)
)  # fmt: skip
BALANCE = Need(
    ("balance_note",), Label("paid or owed", "已付或欠款"), "text", kinds.BALANCES, stays=("balance_note",), when="priced"
)  # fmt: skip
SALES = Need(("handed_to",), Label("to whom", "转给谁"))
SALES_NOTE = Need(("reason_note",), Label("note for sales", "给销售的说明"))
ANSWER = Need(
    ("first_response_at",), Label("an answer to the customer", "给客户的答复"), "logged",
    stays=("first_response_at",), not_from=("answered", "fulfilled"),
)  # fmt: skip
NO_ANSWER = Need(
    ("first_response_at",), Label("no answer given yet", "尚未答复过"), "absent", stays=("first_response_at",)
)
NEW_TICKET = Need(("converted_to",), Label("the new ticket", "新工单"), "ticket", stays=("converted_to",))
PARCEL = Need(
    ("tracking", "expected_at"), Label("tracking number or date", "运单号或日期"), stays=("tracking", "expected_at")
)  # fmt: skip
STOCK_DATE = Need(("expected_at",), Label("when it will be there", "到货日期"), "instant")
TOLD = Need(("contact_how",), Label("how the customer was told", "如何告知客户"), "code", kinds.CHANNELS)
WHICH = Need(
    ("settlement",), Label("refund or resend", "退款还是补发"), "code", kinds.SETTLEMENTS, stays=("settlement",)
)
PAID_BACK = Need(
    ("estimate", "tracking"), Label("amount or tracking number", "金额或运单号"), "money", stays=("estimate",)
)
CONTACT = Need(("contact_how",), Label("how they were reached", "联系方式"), "code", kinds.CHANNELS)
SOLUTION = Need(("agreed",), Label("what we do", "解决方案"))
PROMISE = Need(("due_at",), Label("promise", "承诺时间"), "instant", stays=("due_at",))
CLASS = Need(
    ("complaint_class",), Label("class", "投诉类别"), "code", kinds.COMPLAINT_CLASSES, stays=("complaint_class",)
)  # fmt: skip
SATISFIED = Need(("result",), Label("the customer is satisfied", "客户满意"), "code", {
    "satisfied": kinds.FOLLOW_UP_RESULTS["satisfied"]}, when="follow_up_required")  # fmt: skip
OVERRIDE = Need(("reason_note", "reason"), Label("reason of the decision", "特批原因"))
RATING = Need(("result",), Label("result", "回访结果"), "code", kinds.FOLLOW_UP_RESULTS)
REACHED = Need(("contact_how",), Label("how they were reached", "联系方式"), "code", kinds.CHANNELS, prefill="phone")
ATTEMPTS = Need(
    ("reason_note", "reason"), Label("reason, or all attempts made", "原因，或已达最多次数"), when="attempts_left"
)  # fmt: skip
MERGED_INTO = Need(("merged_into",), Label("the ticket it belongs to", "并入的工单"), "ticket", stays=("merged_into",))

# --- the rows: id, English, Chinese at the counter / on site, stage, outcome, moves on, ways back, needs -------------------

_REPAIR: tuple[Row, ...] = (
    ("received", "Received", "接件 / 受理", O, None,
     "any ready collected returned_unrepaired cancelled", "", (TITLE,)),
    ("diagnosing", "Diagnosing", "检测 / 上门勘查", O, None,
     "any ready collected returned_unrepaired cancelled", "", ()),
    ("awaiting_approval", "Waiting for approval", "待客户确认 / 待业主确认", W, None,
     "any returned_unrepaired cancelled", "", (ESTIMATE, ASK_AGAIN)),
    ("awaiting_parts", "Waiting for parts", "待件 / 待料", W, None,
     "any ready returned_unrepaired cancelled", "", (PART, PART_DATE)),
    ("in_repair", "In repair", "维修中", O, None,
     "any ready collected returned_unrepaired cancelled", "", (AGREED_BY, AGREED_HOW)),
    ("on_hold", "On hold", "挂起", W, None,
     "back any ready returned_unrepaired cancelled", "", (HOLD_REASON, RESUME)),
    ("to_return", "Return unrepaired", "待退 / 待告知", W, None,
     "diagnosing in_repair on_hold returned_unrepaired", "", (WHY_UNREPAIRED, ASK_AGAIN)),
    ("ready", "Ready", "待取 / 完工待验", R, YES,
     "collected", "in_repair diagnosing", (REPAIRED, AGREED_BY, AGREED_HOW)),
    ("collected", "Collected", "已取 / 已验收", C, YES, "", "in_repair",
     (REPAIRED, AGREED_BY, AGREED_HOW, BALANCE)),
    ("returned_unrepaired", "Returned unrepaired", "未修退回 / 无法修复", C, NO,
     "", "diagnosing", (WHY_RETURNED, WHY_GIVEN_UP)),
    ("cancelled", "Cancelled", "作废", C, NO, "", "diagnosing", (REASON,)),
)  # fmt: skip

_INQUIRY: tuple[Row, ...] = (
    ("new", "New", "新咨询", O, None,
     "any answered done converted lost abandoned cancelled", "", (TITLE,)),
    ("in_progress", "In progress", "处理中", O, None,
     "any answered done converted lost cancelled", "", ()),
    ("awaiting_customer", "Waiting for customer", "待客户回复", W, None,
     "any answered done converted lost cancelled", "", (ASK_AGAIN,)),
    ("with_sales", "With sales", "已转销售", O, None,
     "in_progress awaiting_customer on_hold answered done lost cancelled", "", (SALES, SALES_NOTE)),
    ("on_hold", "On hold", "挂起", W, None,
     "back any answered done converted lost cancelled", "", (HOLD_REASON, RESUME)),
    ("answered", "Answered", "已答复", R, YES, "done", "in_progress", (ANSWER,)),
    ("done", "Done", "已结束", C, YES, "", "in_progress", (ANSWER,)),
    ("converted", "Turned into a ticket", "已转单", C, YES, "", "in_progress", (NEW_TICKET,)),
    ("lost", "Lost", "流失", C, NO, "", "in_progress", (REASON,)),
    ("abandoned", "Left before an answer", "未答先离", C, NO, "", "in_progress", (NO_ANSWER,)),
    ("cancelled", "Cancelled", "作废", C, NO, "", "in_progress", (REASON,)),
)  # fmt: skip

_AFTER_SALES: tuple[Row, ...] = (
    ("new", "New", "新售后", O, None, "any fulfilled done refused cancelled", "", (TITLE,)),
    ("awaiting_return", "Waiting for the parcel", "待退回", W, None,
     "inspecting settling awaiting_customer on_hold refused cancelled", "", (PARCEL,)),
    ("inspecting", "Inspecting", "验货", O, None,
     "awaiting_stock settling awaiting_customer on_hold fulfilled refused cancelled", "", ()),
    ("awaiting_stock", "Waiting for stock", "待货", W, None,
     "settling awaiting_customer on_hold fulfilled cancelled", "", (STOCK_DATE, TOLD)),
    ("awaiting_customer", "Waiting for customer", "待客户回复", W, None,
     "any fulfilled refused cancelled", "", (ASK_AGAIN,)),
    ("settling", "Refund or resend", "待退款/补发", O, None,
     "awaiting_stock awaiting_customer on_hold fulfilled refused cancelled", "", (WHICH,)),
    ("on_hold", "On hold", "挂起", W, None,
     "back any fulfilled refused cancelled", "", (HOLD_REASON, RESUME)),
    ("fulfilled", "Refunded or resent", "已退款/已补发", R, YES, "done", "inspecting", (PAID_BACK,)),
    ("done", "Done", "已结束", C, YES, "", "inspecting", ()),
    ("refused", "Refused", "不予受理", C, YES, "", "inspecting", (REASON, ANSWER)),
    ("cancelled", "Cancelled", "作废", C, NO, "", "inspecting", (REASON,)),
)  # fmt: skip

_COMPLAINT: tuple[Row, ...] = (
    ("received", "Registered", "已登记", O, None,
     "contacted agreed awaiting_customer on_hold answered settled withdrawn cancelled", "", (TITLE,)),
    ("contacted", "Contacted", "已联系", O, None,
     "agreed awaiting_customer on_hold answered satisfied settled withdrawn cancelled", "", (CONTACT,)),
    ("agreed", "Solution agreed", "已商定", O, None,
     "contacted awaiting_customer on_hold answered satisfied settled withdrawn cancelled", "", (SOLUTION, PROMISE)),
    ("awaiting_customer", "Waiting for customer", "待客户回复", W, None,
     "contacted agreed on_hold answered satisfied settled withdrawn cancelled", "", (ASK_AGAIN,)),
    ("on_hold", "On hold", "挂起", W, None,
     "back any answered settled withdrawn cancelled", "", (HOLD_REASON, RESUME)),
    ("answered", "Answered", "已答复", R, YES, "satisfied settled", "contacted", (ANSWER, CLASS)),
    ("satisfied", "Closed, satisfied", "满意结案", C, YES, "", "contacted", (SATISFIED,)),
    ("settled", "Closed by decision", "特批结案", C, YES, "", "contacted", (OVERRIDE,)),
    ("withdrawn", "Withdrawn", "客户撤诉", C, NO, "", "contacted", (REASON,)),
    ("cancelled", "Cancelled", "作废", C, NO, "", "contacted", (REASON,)),
)  # fmt: skip

_FOLLOW_UP: tuple[Row, ...] = (
    ("planned", "Planned", "待回访", O, None, "done declined unreachable cancelled", "", (PARENT, DAY)),
    ("done", "Done", "已回访", C, YES, "", "planned", (REACHED, RATING)),
    ("declined", "Declined", "拒访", C, YES, "", "planned", (REACHED,)),
    ("unreachable", "Unreachable", "无法接通", C, NO, "", "planned", (ATTEMPTS,)),
    ("cancelled", "Cancelled", "作废", C, NO, "", "planned", (REASON,)),
)  # fmt: skip

_EVERY_KIND: tuple[Row, ...] = (
    (MERGED, "Merged", "已合并", C, None, "", "", (MERGED_INTO,)),
    (VOID, "Entered by mistake", "误录", C, NO, "", "", ()),
)


def _status(row: Row) -> Status:
    id_, en, zh, stage, outcome, moves, ways_back, needs = row
    counter, _, onsite = zh.partition(" / ")
    return Status(
        id_, Label(en, counter), Label(en, onsite or counter), stage, outcome,
        tuple(moves.split()), tuple(ways_back.split()), needs,
    )  # fmt: skip


def _flow(id_: str, label: Label, rows: tuple[Row, ...], ends: tuple[str, str | None, bool, str | None]) -> Workflow:
    statuses = MappingProxyType({row[0]: _status(row) for row in (*rows, *_EVERY_KIND)})
    done, close, early, answered_by = ends
    return Workflow(id_, workflow_kind(id_), label, statuses, rows[0][0], done, close, early, answered_by)


def workflow_kind(id_: str) -> str:
    """The kind of ticket that goes by that workflow."""
    return "inquiry" if id_ == "after_sales" else id_


# As written, before `any` is expanded: a shop's own open statuses become part of every `any`.
RAW: tuple[Workflow, ...] = (
    _flow("inquiry", kinds.KINDS["inquiry"], _INQUIRY, ("answered", "done", True, "in_progress")),
    _flow("after_sales", Label("After-sales", "售后"), _AFTER_SALES, ("fulfilled", "done", False, "inspecting")),
    _flow("repair", kinds.KINDS["repair"], _REPAIR, ("ready", "collected", False, None)),
    _flow("complaint", kinds.KINDS["complaint"], _COMPLAINT, ("answered", None, False, "contacted")),
    _flow("follow_up", kinds.KINDS["follow_up"], _FOLLOW_UP, ("done", None, False, None)),
)
TABLE: tuple[Workflow, ...] = tuple(expand(flow) for flow in RAW)
