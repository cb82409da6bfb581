"""`key:value` to conditions on `ticket t`. Values are always bound; what no key knows raises Usage."""

from __future__ import annotations

from datetime import timedelta

from desk.clock import local_start, to_text
from desk.errors import Usage
from desk.queries import keys, words
from desk.queries.asked import ALSO_UNFINISHED, UNFINISHED
from desk.queries.words import Cond, any_of
from desk.text import N_, fold

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desk.queries.asked import Asked
    from desk.queries.nodes import Item, Key
    from desk.queries.words import Match
    from desk.text import Label

    Build = Callable[[str, Asked], Cond | Match]

_ANYBODY = ("none", "nobody", "无", "无人")
_ME = ("me", "我", "mine")


def condition(key: Key, asked: Asked) -> list[Cond | Match]:
    """What `key` asks, one condition a value; any of them is enough."""
    if key.name not in _BY_NAME:
        from desk.queries import times

        return [times.condition(key.name, item, asked) for item in key.items]
    return [_BY_NAME[key.name](_text(key.name, item), asked) for item in key.items]


def _text(name: str, item: Item) -> str:
    if item.op != "is":
        raise Usage(N_("“{key}:” takes names, not ranges: {value}."), key=name, value=str(item))
    return item.low


# --- names ---------------------------------------------------------------------------------------------------------------


def _one_of(column: str, table: str, name: str) -> Build:
    def build(text: str, asked: Asked) -> Cond:
        from desk.domain import kinds

        labels: Mapping[str, Label] = {**getattr(kinds, table), **asked.lists.get(name, {})}
        found = kinds.pick(labels, text)
        if found is None:
            keys.bad_value(name, text, [*labels, *(fold(word) for label in labels.values() for word in label)], labels)
        return Cond(f"{column} = ?", (found,), unfinished=name == "stage" and found in ("open", "waiting"))

    return build


def _free(column: str, name: str, table: str = "") -> Build:
    def build(text: str, asked: Asked) -> Cond:
        from desk.domain import kinds

        labels: Mapping[str, Label] = {**getattr(kinds, table, {}), **asked.lists.get(name, {})}
        found = kinds.pick(labels, text)
        # the label itself may stand in the column, where an import brought it
        return Cond(f"{column} COLLATE NOCASE IN (?, ?)", (found or text, text))

    return build


def _status(text: str, asked: Asked) -> Cond:
    from desk.domain import workflows

    flows = asked.workflows or workflows.DEFAULT
    found = workflows.find_status(text, flows)
    if not found:
        every = [status for flow in flows for status in flow.statuses.values()]
        names = [name for one in every for name in (one.id, *map(fold, one.label), *map(fold, one.onsite))]
        keys.bad_value("status", text, names, sorted({one.id for one in every}))
    parts: list[Cond] = []
    for id_ in dict.fromkeys(status.id for _, status in found):
        meant = [flow for flow, status in found if status.id == id_]
        if len(meant) == sum(id_ in flow.statuses for flow in flows):
            parts.append(Cond("t.status = ?", (id_,)))
        else:
            parts.append(Cond(f"t.status = ? AND t.workflow IN ({','.join('?' * len(meant))})", (id_, *meant)))
    return any_of(parts)


def _assignee(text: str, asked: Asked) -> Cond:
    wanted = fold(text)
    if wanted in _ME:
        return _mine(asked)
    if wanted in _ANYBODY:
        return Cond("t.assignee_id IS NULL")
    staff = asked.connection.execute("SELECT id, number, name, login, initials FROM staff").fetchall()
    found = [row[0] for row in staff if wanted in (fold(part or "") for part in row[1:])]
    if not found:
        names = [fold(part) for row in staff for part in row[1:4] if part]
        keys.bad_value("assignee", text, names, ["me", "none", *(row[1] or row[2] for row in staff)])
    return Cond(f"t.assignee_id IN ({','.join('?' * len(found))})", tuple(found), quick=True)


def _mine(asked: Asked) -> Cond:
    if asked.me is None:
        raise Usage(N_("Who are you? Say it with --as, or with the key @."))
    return Cond("t.assignee_id = ?", (asked.me,), quick=True)


def _tag(text: str, asked: Asked) -> Cond:
    del asked
    return Cond("t.id IN (SELECT ticket_id FROM tag WHERE name IN (?, ?))", (text, text.lower()), quick=True)


def _customer(text: str, asked: Asked) -> Cond | Match:
    del asked
    if fold(text).isdigit():
        from desk.queries import times

        return Cond("t.customer_id = ?", (times.whole("customer", text),), quick=True)
    return words.people(text) or keys.bad_value("customer", text, ())


def _in_column(name: str, column: str) -> Build:
    def build(text: str, asked: Asked) -> Match:
        del asked
        return words.in_column(column, text) or keys.bad_value(name, text, ())

    return build


def _phone(text: str, asked: Asked) -> Cond:
    if sum(char.isdigit() for char in text) < words.TAIL:
        raise Usage(N_("“phone:” takes at least the last four digits."))
    return words.phone(text, asked.country)


# --- is, has, no ---------------------------------------------------------------------------------------------------------


def _is(text: str, asked: Asked) -> Cond:
    name = keys.find("is", keys.IS, text)
    now = to_text(asked.now)
    hidden = "(t.snoozed_until IS NOT NULL AND t.snoozed_until > ?)"
    if name in ("open", "waiting"):
        stage = UNFINISHED if name == "open" else "t.stage = 'waiting'"
        return Cond(f"{stage} AND NOT {hidden}", (now,), unfinished=True)
    if name == "mine":
        return _mine(asked)
    if name == "today":
        from desk.queries import times

        today = asked.now.astimezone(asked.zone).date()
        first, after = (to_text(local_start(today + timedelta(days=away), asked.zone)) for away in (0, 1))
        return times.between("t.due_at", first, after, ALSO_UNFINISHED)
    stale = to_text(asked.ago(timedelta(days=asked.stale_days)))
    return {
        "resolved": Cond("t.stage = 'resolved'"),
        "closed": Cond("t.stage = 'closed'"),
        "overdue": Cond(f"t.due_at < ? AND {ALSO_UNFINISHED}", (now,), unfinished=True),
        "unassigned": Cond("t.assignee_id IS NULL"),
        "stale": Cond(f"t.last_activity_at < ? AND {UNFINISHED} AND NOT {hidden}", (stale, now), unfinished=True),
        "vip": Cond("EXISTS (SELECT 1 FROM customer WHERE id = t.customer_id AND vip = 1)"),
        "snoozed": Cond(f"{hidden} AND {ALSO_UNFINISHED}", (now,), quick=True, unfinished=True),
        "unanswered": Cond("t.waiting_since IS NOT NULL", quick=True),
    }[name]


_CONTACT = "EXISTS (SELECT 1 FROM contact WHERE customer_id = t.customer_id AND kind = '{kind}')"
_THERE = {
    "reason": "(t.reason <> '' OR t.reason_note <> '')",
    "phone": _CONTACT.format(kind="phone"),
    "email": _CONTACT.format(kind="email"),
    "customer": "t.customer_id IS NOT NULL",
    "assignee": "t.assignee_id IS NOT NULL",
    "promise": "t.due_at IS NOT NULL",
    "device": "t.device_id IS NOT NULL",
    "serial": "EXISTS (SELECT 1 FROM device WHERE id = t.device_id AND serial_folded <> '')",
    "order": "t.order_number <> ''",
    "address": "(t.address <> '' OR EXISTS (SELECT 1 FROM customer WHERE id = t.customer_id AND address <> ''))",
    "tag": "EXISTS (SELECT 1 FROM tag WHERE ticket_id = t.id)",
    "flag": "t.flag_colour <> ''",
    "estimate": "(t.estimate IS NOT NULL OR t.estimate_note <> '')",
    "parent": "t.parent_id IS NOT NULL",
    "class": "t.complaint_class <> ''",
    "reply": "t.first_response_at IS NOT NULL",
}


def _there(name: str, *, wanted: bool) -> Build:
    def build(text: str, asked: Asked) -> Cond:
        del asked
        field = keys.find(name, keys.FIELDS, text)
        sql = _THERE.get(field, f"t.{field} <> ''")
        return Cond(sql if wanted else f"NOT {sql}")

    return build


_BY_NAME: dict[str, Build] = {
    "is": _is,
    "has": _there("has", wanted=True),
    "no": _there("no", wanted=False),
    "kind": _one_of("t.kind", "KINDS", "kind"),
    "stage": _one_of("t.stage", "STAGES", "stage"),
    "priority": _one_of("t.priority", "PRIORITIES", "priority"),
    "flag": _one_of("t.flag_colour", "FLAG_COLOURS", "flag"),
    "class": _one_of("t.complaint_class", "COMPLAINT_CLASSES", "class"),
    "channel": _one_of("t.channel", "CHANNELS", "channel"),
    "reason": _one_of("t.reason", "HOLD_REASONS", "reason"),
    "status": _status,
    "site": _free("t.site", "site"),
    "category": _free("t.category", "category", "AFTER_SALES"),
    "result": _free("t.result", "result", "FOLLOW_UP_RESULTS"),
    "assignee": _assignee,
    "tag": _tag,
    "customer": _customer,
    "device": _in_column("device", "title"),
    "address": _in_column("address", "people"),
    "phone": _phone,
    "order": lambda text, asked: words.order(text),  # noqa: ARG005 - one shape for all
    "serial": lambda text, asked: words.serial(text),  # noqa: ARG005
}
