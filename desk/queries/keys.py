"""The keys of the query language, their names in both languages, and how a wrong one is told."""

from __future__ import annotations

from desk.errors import Usage
from desk.text import N_, fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NoReturn

# Canonical name -> other names. Those of the one-line intake mean the same here.
KEYS: dict[str, tuple[str, ...]] = {
    "is": ("是",),
    "no": ("缺", "无", "without"),
    "has": ("有", "with"),
    "kind": ("类型", "种类", "性质"),
    "status": ("状态",),
    "stage": ("阶段",),
    "site": ("门店", "期", "站点", "网点"),
    "category": ("类别", "分类", "类", "cat"),
    "assignee": ("经办", "经办人", "负责人", "派", "to"),
    "tag": ("标签",),
    "flag": ("旗", "小红旗", "旗子"),
    "customer": ("客户", "顾客", "by"),
    "phone": ("电话", "手机", "手机号"),
    "order": ("订单", "订单号", "单号"),
    "serial": ("序列号", "sn"),
    "device": ("设备", "机", "机型", "dev"),
    "address": ("地址", "址", "at"),
    "number": ("编号", "工单", "工单号", "号", "id", "ref"),
    "import": ("导入", "批次"),
    "channel": ("渠道", "via"),
    "priority": ("优先", "优先级", "p"),
    "class": ("投诉类别", "投诉分类"),
    "reason": ("原因",),
    "result": ("结果",),
    "parent": ("原单",),
    "created": ("创建", "新建", "建单", "opened"),
    "resolved": ("完成", "完工", "处理完", "completed"),
    "closed": ("关闭", "结束", "结案"),
    "due": ("约", "承诺", "到期", "promise"),
    "waiting": ("等待", "等候"),
    "activity": ("活动", "动态", "联系"),
    "sort": ("排序", "order_by"),
}

SORTS: dict[str, tuple[str, ...]] = {
    "urgency": ("紧急", "缓急", "urgent"),
    "waiting": ("等待", "wait"),
    "created": ("创建", "新建", "opened"),
    "due": ("到期", "承诺", "promise"),
    "number": ("编号", "号", "id"),
    "activity": ("活动", "动态"),
}

IS: dict[str, tuple[str, ...]] = {
    "open": ("未完", "未完成", "进行中", "unfinished"),
    "waiting": ("等待", "等待中"),
    "resolved": ("已处理", "已解决", "处理完"),
    "closed": ("已关闭", "关闭", "已结束"),
    "overdue": ("逾期", "过期", "late"),
    "today": ("今天", "今日"),
    "unassigned": ("未派", "未分配", "无人"),
    "mine": ("我的", "我"),
    "stale": ("久未联系", "搁置"),
    "vip": ("贵宾",),
    "snoozed": ("隐藏", "暂缓", "hidden"),
    "unanswered": ("未回复", "待回复"),
}

# What can be missing or there.
FIELDS: dict[str, tuple[str, ...]] = {
    "reason": ("原因",),
    "phone": ("电话", "手机"),
    "email": ("邮箱", "邮件"),
    "customer": ("客户", "顾客"),
    "category": ("类别", "分类"),
    "site": ("门店", "站点"),
    "channel": ("渠道",),
    "assignee": ("经办", "负责人"),
    "promise": ("承诺", "约", "due"),
    "device": ("设备",),
    "serial": ("序列号",),
    "order": ("订单", "单号"),
    "address": ("地址",),
    "tag": ("标签",),
    "flag": ("旗", "小红旗"),
    "estimate": ("报价",),
    "part": ("配件",),
    "parent": ("原单",),
    "body": ("描述", "正文"),
    "class": ("投诉类别",),
    "result": ("结果",),
    "reply": ("回复", "answer"),
}


def _names(table: dict[str, tuple[str, ...]]) -> dict[str, str]:
    return {fold(name): key for key, others in table.items() for name in (key, *others)}


KEY_NAMES = _names(KEYS)


def find_key(text: str) -> str:
    """The key of that name in either language; Usage with the closest one when there is none."""
    found = KEY_NAMES.get(fold(text))
    if found is None:
        near = closest(text, KEY_NAMES)
        if near:
            raise Usage(
                N_("There is no key “{key}:”. Did you mean “{near}:”? Put the words in quotes to search for them."),
                key=text,
                near=near,
            )
        raise Usage(
            N_("There is no key “{key}:”. Put the words in quotes to search for them. Keys: {keys}."),
            key=text,
            keys=" ".join(KEYS),
        )
    return found


def find(key: str, table: dict[str, tuple[str, ...]], text: str) -> str:
    """The value of that name in `table`; Usage with the closest one when there is none."""
    names = _names(table)
    found = names.get(fold(text).replace("-", "_"), names.get(fold(text)))
    if found is None:
        bad_value(key, text, names, table)
    return found


def find_sort(text: str) -> str:
    """The order of that name, with its sign; Usage when there is none."""
    sign = "-" if text[:1] in ("-", "－") else ""
    found = find("sort", SORTS, text[1:] if sign else text)
    if sign and found == "urgency":
        raise Usage(N_("“sort:urgency” has one direction only."))
    return sign + found


def bad_value(key: str, text: str, names: Iterable[str], shown: Iterable[str] = ()) -> NoReturn:
    """Raises Usage: `text` is no value of `key`. The closest of `names` is offered, else those of `shown` are listed."""
    names = list(names)
    near = closest(text, names)
    if near:
        raise Usage(N_("“{key}:” knows no “{value}”. Did you mean “{near}”?"), key=key, value=text, near=near)
    listed = " ".join(shown or names)
    if not listed:
        raise Usage(N_("“{key}:” knows no “{value}”."), key=key, value=text)
    raise Usage(N_("“{key}:” knows no “{value}”. Possible: {values}."), key=key, value=text, values=listed)


def closest(text: str, names: Iterable[str]) -> str:
    """The name most like `text`, "" when none is like it."""
    from difflib import get_close_matches

    near = get_close_matches(fold(text)[:40], list(names), n=1, cutoff=0.5)
    return near[0] if near else ""
