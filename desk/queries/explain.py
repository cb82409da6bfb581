"""A query in words, for `--explain` and the line under the find box."""

from __future__ import annotations

from datetime import timedelta

from desk.clock import from_text
from desk.queries import keys, times, words
from desk.queries.nodes import And, Item, Key, Node, Not, Or, Phrase, Query, Word
from desk.text import N_, Label, Sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from desk.queries.asked import Asked

_SORTS = {
    "urgency": Label("what breaks first", "先急后缓"),
    "waiting": Label("waiting longest first", "等得最久的在前"),
    "-waiting": Label("waiting shortest first", "等得最短的在前"),
    "created": Label("oldest first", "最早登记的在前"),
    "-created": Label("newest first", "最新登记的在前"),
    "due": Label("earliest promise first", "最早承诺的在前"),
    "-due": Label("latest promise first", "最晚承诺的在前"),
    "number": Label("lowest number first", "单号从小到大"),
    "-number": Label("highest number first", "单号从大到小"),
    "activity": Label("longest untouched first", "最久没有动静的在前"),
    "-activity": Label("last touched first", "最近有动静的在前"),
}
_IS = {
    "open": Label("unfinished and not put off", "未完且未暂缓"),
    "waiting": Label("waiting on others and not put off", "等待对方且未暂缓"),
    "resolved": Label("resolved", "已处理"),
    "closed": Label("closed", "已关闭"),
    "overdue": Label("unfinished with its promise broken", "未完且已过承诺时间"),
    "today": Label("unfinished and promised for today", "未完且承诺今天"),
    "unassigned": Label("nobody's", "无人负责"),
    "mine": Label("mine", "我负责"),
    "stale": Label("unfinished without contact for days", "未完且多日没有联系"),
    "vip": Label("of a VIP", "贵宾客户"),
    "snoozed": Label("put off for now", "暂缓中"),
    "unanswered": Label("with a customer waiting for an answer", "客户在等答复"),
}


def explain(query: Query, asked: Asked, sort: str) -> list[Sentence]:
    """One sentence for each condition, then the order `sort`. Usage when a value makes no sense."""
    parts = query.where.parts if isinstance(query.where, And) else () if query.where is None else (query.where,)
    said = [_said(part, asked) for part in parts] or [Sentence(N_("all tickets"))]
    return [*said, Sentence(N_("Order: {order}."), order=_SORTS[sort])]


def _said(node: Node, asked: Asked) -> Sentence:
    if isinstance(node, Phrase):
        return Sentence(N_("has exactly “{text}”"), text=node.text)
    if isinstance(node, Word):
        return _word(node.text, asked.country)
    if isinstance(node, Not):
        return Sentence(N_("not: {condition}"), condition=_said(node.part, asked))
    if isinstance(node, Key):
        return _key(node, asked)
    assert isinstance(node, (And, Or))
    said = [_said(part, asked) for part in node.parts]
    whole = said[0]
    for part in said[1:]:
        both = N_("{first} and {second}") if isinstance(node, And) else N_("{first} or {second}")
        whole = Sentence(both, first=whole, second=part)
    return Sentence(N_("({condition})"), condition=whole)


def _word(text: str, country: str) -> Sentence:
    found = words.word(text, country)
    if found is None:
        return Sentence(N_("“{text}” is passed over: the index knows no punctuation"), text=text)
    if found.sure and not found.expression:
        return Sentence(N_("is ticket {text}"), text=text)
    if found.sure:
        return Sentence(N_("is ticket {text}, or a phone, order or serial number like it, or has “{text}”"), text=text)
    if found.others:
        return Sentence(N_("has “{text}”, or the customer's name has these pinyin initials"), text=text)
    return Sentence(N_("has “{text}”"), text=text)


def _key(node: Key, asked: Asked) -> Sentence:
    if node.name in times.TIMES:
        said = [_time(node.name, item, asked) for item in node.items]
        whole = said[0]
        for part in said[1:]:
            whole = Sentence(N_("{first} or {second}"), first=whole, second=part)
        return whole
    if node.name == "is":
        found = [_IS[keys.find("is", keys.IS, item.low)] for item in node.items]
        return Sentence(
            N_("{values}"), values=Label(" / ".join(one.en for one in found), " / ".join(one.zh for one in found))
        )
    return Sentence(N_("{key}: {values}"), key=_name(node.name), values=", ".join(map(_shown, node.items)))


def _shown(item: Item) -> str:
    return item.low if item.op == "is" else str(item)


def _time(name: str, item: Item, asked: Asked) -> Sentence:
    first, after = times.ends(name, item, asked)
    if first and after:
        return Sentence(
            N_("{key} from {start} to before {end}"),
            key=_name(name),
            start=_local(first, asked),
            end=_local(after, asked),
        )
    if first:
        return Sentence(N_("{key} from {start}"), key=_name(name), start=_local(first, asked))
    return Sentence(N_("{key} before {end}"), key=_name(name), end=_local(after or "", asked))


def _name(key: str) -> Label:
    return Label(key, keys.KEYS[key][0])


def _local(instant: str, asked: Asked) -> str:
    moment = from_text(instant)
    try:
        moment = moment.astimezone(asked.zone)
    except OverflowError:
        moment += timedelta()
    return moment.strftime("%Y-%m-%d %H:%M")
