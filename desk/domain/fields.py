"""The fields of a ticket: one row a column that people see, set or export. Aliases of file headers stand elsewhere."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from desk.domain import kinds
from desk.record import NamedTuple
from desk.text import Label

if TYPE_CHECKING:
    from collections.abc import Mapping

Type = Literal["text", "lines", "code", "instant", "money", "integer", "ticket", "person"]

ALL = tuple(kinds.KINDS)
_REPAIR, _INQUIRY, _COMPLAINT, _FOLLOW_UP = ("repair",), ("inquiry",), ("complaint",), ("follow_up",)


class Field(NamedTuple):
    """One field. `name` is the column.

    type      text | lines (may have line breaks) | code (of `choices`; without choices the shop's own list) | instant (UTC text)
              | money (minor units, in `currency`) | integer | ticket (a number) | person (of the staff)
    kinds     the kinds of ticket that have it
    settable  by `desk set`; the others are written by deeds of their own
    exported  in a file of tickets
    """

    name: str
    type: Type
    label: Label
    kinds: tuple[str, ...] = ALL
    settable: bool = False
    exported: bool = True
    choices: Mapping[str, Label] = MappingProxyType({})


_RESULTS = MappingProxyType({**kinds.REPAIR_RESULTS, **kinds.FOLLOW_UP_RESULTS})


_NONE: Mapping[str, Label] = MappingProxyType({})


def _deed(
    name: str,
    type_: Type,
    label: Label,
    of: tuple[str, ...] = ALL,
    *,
    choices: Mapping[str, Label] = _NONE,
    exported: bool = True,
) -> Field:
    return Field(name, type_, label, of, exported=exported, choices=choices)


def _set(
    name: str, type_: Type, label: Label, of: tuple[str, ...] = ALL, *, choices: Mapping[str, Label] = _NONE
) -> Field:
    return Field(name, type_, label, of, settable=True, choices=choices)


FIELDS: tuple[Field, ...] = (
    _deed("id", "integer", Label("Number", "单号")),
    _deed("kind", "code", Label("Kind", "类型"), choices=kinds.KINDS),
    _deed("workflow", "code", Label("Workflow", "流程")),
    _deed("status", "code", Label("Status", "状态")),
    _deed("stage", "code", Label("Stage", "阶段"), choices=kinds.STAGES),
    _deed("outcome", "code", Label("Outcome", "结局"), choices=kinds.OUTCOMES),
    _set("title", "text", Label("Title", "标题")),
    _set("body", "lines", Label("Text", "详情")),
    _deed("customer_id", "integer", Label("Customer", "客户")),
    _deed("device_id", "integer", Label("Device", "设备")),
    _deed("parent_id", "ticket", Label("Follows", "所属工单")),
    _deed("assignee_id", "person", Label("Assignee", "负责人")),
    _deed("opened_by", "person", Label("Opened by", "登记人")),
    _set("channel", "code", Label("Channel", "渠道"), choices=kinds.CHANNELS),
    _set("site", "code", Label("Site", "门店")),
    _set("category", "code", Label("Category", "分类")),
    _set("priority", "code", Label("Priority", "优先级"), choices=kinds.PRIORITIES),
    _set("complaint_class", "code", Label("Class", "投诉类别"), _COMPLAINT, choices=kinds.COMPLAINT_CLASSES),
    _deed("flag_colour", "code", Label("Flag", "旗标"), choices=kinds.FLAG_COLOURS),
    _set("order_number", "text", Label("Order", "订单号")),
    _set("address", "text", Label("Address", "地址")),
    _set("estimate", "money", Label("Estimate", "报价"), ("repair", "inquiry")),
    _set("estimate_note", "text", Label("Estimate in words", "报价说明"), ("repair", "inquiry")),
    _set("currency", "text", Label("Currency", "币种"), ("repair", "inquiry")),
    _set("approved_by", "text", Label("Approved by", "同意人"), _REPAIR),
    _set("approved_how", "code", Label("Approved how", "同意方式"), _REPAIR, choices=kinds.CHANNELS),
    _set("part", "text", Label("Part", "配件"), _REPAIR),
    _set("expected_at", "instant", Label("Expected", "预计到货"), ("repair", "inquiry")),
    _set("reason", "code", Label("Reason", "原因"), choices=kinds.HOLD_REASONS),
    _set("reason_note", "text", Label("Reason in words", "原因说明")),
    _deed("hold_from", "code", Label("Held from", "挂起前状态"), exported=False),
    _set("resume_at", "instant", Label("Go on at", "恢复日期")),
    _set("ask_again_at", "instant", Label("Ask again at", "再问日期")),
    _set("result", "code", Label("Result", "结果"), ("repair", "complaint", "follow_up"), choices=_RESULTS),
    _set("balance_note", "text", Label("Paid or owed", "付款情况"), _REPAIR, choices=kinds.BALANCES),
    _set("contact_how", "code", Label("Reached by", "联系方式"), choices=kinds.CHANNELS),
    _set("agreed", "text", Label("Solution agreed", "解决方案"), _COMPLAINT),
    _set("tracking", "text", Label("Tracking number", "运单号"), _INQUIRY),
    _set("settlement", "code", Label("Settlement", "处理方式"), _INQUIRY, choices=kinds.SETTLEMENTS),
    _set("handed_to", "text", Label("Handed to", "转给"), _INQUIRY),
    _deed("attempts", "integer", Label("Attempts", "联系次数"), _FOLLOW_UP),
    _deed("visits", "integer", Label("Visits", "第几次"), _REPAIR),
    _set("score", "integer", Label("Score", "评分")),
    _set("nps", "integer", Label("NPS", "NPS")),
    _deed("converted_to", "ticket", Label("Turned into", "转为工单"), _INQUIRY),
    _deed("merged_into", "ticket", Label("Merged into", "并入工单")),
    _deed("opened_at", "instant", Label("Opened", "登记时间")),
    _deed("waiting_since", "instant", Label("Waiting since", "等待时长")),
    _deed("last_activity_at", "instant", Label("Last activity", "最近动态")),
    _deed("first_response_at", "instant", Label("First response", "首响时间")),
    _deed("resolved_at", "instant", Label("Resolved", "完成时间")),
    _deed("closed_at", "instant", Label("Closed", "关闭时间")),
    _set("due_at", "instant", Label("Promise", "承诺时间")),
    _deed("snoozed_until", "instant", Label("Snoozed until", "暂缓到")),
)
BY_NAME: Mapping[str, Field] = MappingProxyType({field.name: field for field in FIELDS})
# Least and most of the integers that people give.
LIMITS: Mapping[str, tuple[int, int]] = MappingProxyType({"score": (1, 5), "nps": (0, 10)})


def settable(kind: str) -> tuple[Field, ...]:
    """The fields that `desk set` may write on a ticket of that kind."""
    return tuple(field for field in FIELDS if field.settable and kind in field.kinds)


def exported() -> tuple[Field, ...]:
    """The fields of a file of tickets, in the order of its columns."""
    return tuple(field for field in FIELDS if field.exported)
