"""The shop's fixed words: kinds, channels, reasons, results. Ordered tables from id to label, in the order menus show them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.text import Label, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

KINDS: dict[str, Label] = {
    "inquiry": Label("Inquiry", "咨询"),
    "repair": Label("Repair", "报修"),
    "complaint": Label("Complaint", "投诉"),
    "follow_up": Label("Follow-up", "回访"),
}
# The kinds of the headline figures; follow-ups have figures of their own.
HEADLINE_KINDS = ("inquiry", "repair", "complaint")

STAGES: dict[str, Label] = {
    "open": Label("Open", "处理中"),
    "waiting": Label("Waiting", "等待中"),
    "resolved": Label("Resolved", "已处理"),
    "closed": Label("Closed", "已关闭"),
}

OUTCOMES: dict[str, Label] = {
    "complete": Label("Completed", "完成"),
    "drop": Label("Dropped", "未成"),
}

# Categories that put an inquiry on the after-sales workflow.
AFTER_SALES: dict[str, Label] = {
    "return": Label("Return", "退货"),
    "exchange": Label("Exchange", "换货"),
    "parcel_lost": Label("Parcel lost", "丢件"),
    "wrong_item": Label("Wrong item", "发错货"),
    "short_item": Label("Item missing", "少件"),
    "quality": Label("Quality", "质量问题"),
    "courier": Label("Courier", "快递问题"),
    "refund": Label("Refund", "退款"),
}

CHANNELS: dict[str, Label] = {
    "phone": Label("Phone", "电话"),
    "chat": Label("Chat", "在线"),
    "email": Label("E-mail", "邮件"),
    "sms": Label("Text message", "短信"),
    "wechat": Label("WeChat", "微信"),
    "walk_in": Label("Walk-in", "到店"),
    "visit": Label("Visit", "上门"),
    "letter": Label("Letter", "信函"),
    "forum": Label("Forum", "论坛"),
    "patrol": Label("Patrol", "巡检"),
    "other": Label("Other", "其他"),
}

PRIORITIES: dict[str, Label] = {
    "urgent": Label("Urgent", "急"),
    "high": Label("High", "高"),
    "normal": Label("Normal", "普通"),
    "low": Label("Low", "低"),
}

FLAG_COLOURS: dict[str, Label] = {
    "grey": Label("Grey", "灰"),
    "red": Label("Red", "红"),
    "yellow": Label("Yellow", "黄"),
    "green": Label("Green", "绿"),
    "blue": Label("Blue", "蓝"),
    "purple": Label("Purple", "紫"),
}

HOLD_REASONS: dict[str, Label] = {
    "season_stop": Label("Out of season", "季节停用"),
    "repeated_repair": Label("Repeated repair", "反复报修"),
    "customer_demand": Label("Customer asked for it", "客户要求"),
    "part_not_purchased": Label("Part not bought yet", "配件未购"),
    "no_access": Label("No access", "无法入户"),
    "equipment_fault": Label("Equipment fault", "设备故障"),
    "other": Label("Other", "其他"),
}
# These end at a day that can be named, so the day is asked.
DATED_HOLD_REASONS = ("season_stop", "no_access")

COMPLAINT_CLASSES: dict[str, Label] = {
    "quality": Label("Quality", "质量"),
    "service": Label("Service", "服务"),
    "general": Label("General", "综合"),
    "emergency": Label("Emergency", "突发"),
}

REPAIR_RESULTS: dict[str, Label] = {
    "fixed": Label("Fixed", "修好"),
    "partly": Label("Partly fixed", "部分修好"),
    "no_fault": Label("No fault found", "未见故障"),
}

FOLLOW_UP_RESULTS: dict[str, Label] = {
    "satisfied": Label("Satisfied", "满意"),
    "neutral": Label("Neutral", "一般"),
    "dissatisfied": Label("Dissatisfied", "不满意"),
}

CALL_RESULTS: dict[str, Label] = {
    "reached": Label("Reached", "接通"),
    "no_answer": Label("No answer", "无人接听"),
    "busy": Label("Busy", "占线"),
    "wrong_number": Label("Wrong number", "号码有误"),
    "refused": Label("Refused", "拒接"),
    "later": Label("Call later", "改时间再打"),
}

MESSAGE_KINDS: dict[str, Label] = {
    "message": Label("Customer said", "客户来话"),
    "reply": Label("Reply", "回复"),
    "note": Label("Note", "备注"),
    "call": Label("Call", "电话"),
    "visit": Label("Visit", "上门"),
}

SETTLEMENTS: dict[str, Label] = {
    "refund": Label("Refund", "退款"),
    "resend": Label("Resend", "补发"),
}

BALANCES: dict[str, Label] = {
    "paid": Label("Paid", "已付清"),
    "owed": Label("Owed", "欠款"),
}


def pick(table: Mapping[str, Label], text: str) -> str | None:
    """The id in `table` whose id or label in either language is `text` (case and width do not matter), or None."""
    wanted = fold(text)
    for id_, label in table.items():
        if wanted in (id_, id_.replace("_", " "), id_.replace("_", "-"), fold(label.en), fold(label.zh)):
            return id_
    return None


def joined(labels: Iterable[Label]) -> Label:
    """Several labels as one, for a sentence that lists them."""
    known = tuple(labels)
    return Label(", ".join(label.en for label in known), "、".join(label.zh for label in known))


def workflow_for(kind: str, category: str | None = None) -> str:
    """The workflow of a new ticket: its kind, or `after_sales` for an inquiry with an after-sales category."""
    return "after_sales" if kind == "inquiry" and category in AFTER_SALES else kind
