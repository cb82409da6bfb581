"""The words of the intake line, what the shop knows of its own, and what comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk.domain import kinds
from desk.record import NamedTuple
from desk.text import Label, Sentence, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime, time
    from zoneinfo import ZoneInfo

# A key means the same in the query language; there an unknown key is an error, here it is text.
KEYS: dict[str, tuple[str, ...]] = {
    "customer": ("by", "customer", "客户", "姓名"),
    "phone": ("phone", "tel", "电话", "手机"),
    "email": ("email", "mail", "邮箱"),
    "wechat": ("wx", "wechat", "微信"),
    "wangwang": ("ww", "wangwang", "旺旺"),
    "qq": ("qq",),
    "due": ("due", "promise", "约", "承诺"),
    "assignee": ("to", "assignee", "派"),
    "channel": ("via", "channel", "渠道"),
    "site": ("site", "期", "门店"),
    "category": ("cat", "category", "类", "分类"),
    "device": ("dev", "device", "机"),
    "serial": ("sn", "serial", "imei", "序列号"),
    "order": ("order", "单号", "订单", "订单号"),
    "address": ("at", "address", "址", "地址"),
    "estimate": ("price", "价", "报价"),
    "priority": ("p", "priority", "优先级"),
    "ref": ("ref", "工单"),
    "tag": ("tag", "标签"),
}
BY_WORD = {fold(word): field for field, words in KEYS.items() for word in words}
KIND_WORDS = {
    fold(word): kind
    for kind, words in {
        "inquiry": ("inquiry", "咨询", "售后"),
        "repair": ("repair", "报修", "维修"),
        "complaint": ("complaint", "投诉"),
        "follow_up": ("follow_up", "follow-up", "followup", "回访"),
    }.items()
    for word in words
}
LEVELS = {fold(word): level for level, label in kinds.PRIORITIES.items() for word in (level, label.zh)}

LABELS: dict[str, Label] = {
    "kind": Label("kind", "类型"), "customer": Label("customer", "客户"), "phone": Label("phone", "电话"),
    "email": Label("e-mail", "邮箱"), "wechat": Label("WeChat", "微信"), "wangwang": Label("Wangwang", "旺旺"),
    "qq": Label("QQ", "QQ"), "due": Label("promise", "承诺"), "assignee": Label("for", "派给"),
    "channel": Label("via", "渠道"), "site": Label("site", "门店"), "category": Label("category", "分类"),
    "device": Label("device", "设备"), "serial": Label("serial", "序列号"), "order": Label("order", "订单"),
    "address": Label("address", "地址"), "estimate": Label("price", "报价"), "priority": Label("priority", "优先级"),
    "ref": Label("ticket", "工单"), "tag": Label("tag", "标签"),
}  # fmt: skip


class Person(NamedTuple):
    """Somebody of the staff, as the intake line may name them."""

    number: str
    name: str
    initials: str = ""


class Customer(NamedTuple):
    """Somebody whom a name, pinyin initials or an id can mean."""

    id: int
    name: str


class Known(NamedTuple):
    """What the shop knows of its own. Empty `sites` or `categories`: the shop keeps no list, so any word is one.

    `customers` finds people by name, pinyin initials or account.
    """

    now: datetime
    zone: ZoneInfo
    closing: time
    country: str = "CN"
    currency: str = "CNY"
    me: str = ""
    staff: tuple[Person, ...] = ()
    sites: Mapping[str, Label] = {}
    categories: Mapping[str, Label] = {}
    ticket_exists: Callable[[int], bool] = lambda _number: False
    customers: Callable[[str], Sequence[Customer]] = lambda _text: ()


class Chip(NamedTuple):
    """A field that was understood, for showing under the line: its name and what it will be."""

    field: str
    label: Label
    text: str | Label


class Intake(NamedTuple):
    """A line as it was understood. `due_at` is aware, `estimate` whole minor units, `contacts` are (kind, value).

    `customer_id` is set when the customer is known and only one fits; `hints` say what looks like a field and stayed text.
    """

    title: str
    body: str = ""
    kind: str = ""
    customer: str = ""
    contacts: tuple[tuple[str, str], ...] = ()
    tags: tuple[str, ...] = ()
    ref: int = 0
    priority: str = ""
    due_at: datetime | None = None
    assignee: str = ""
    channel: str = ""
    site: str = ""
    category: str = ""
    device: str = ""
    serial: str = ""
    order_number: str = ""
    address: str = ""
    estimate: int | None = None
    currency: str = ""
    customer_id: int = 0
    chips: tuple[Chip, ...] = ()
    hints: tuple[Sentence, ...] = ()
