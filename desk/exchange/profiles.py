"""Known sources: Open Repair Data, and our own export."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from desk.errors import BadInput, Usage
from desk.exchange import aliases
from desk.exchange.maps import Map
from desk.text import N_, fit_head, fold, squeeze

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Finish = Callable[[dict[str, Any], dict[str, Any]], None]

NAMES = ("plain", "openrepair", "desk")
_REPAIR_COLUMNS = {
    "external_id": ("id", "id_ords"),
    "status": ("repair_status",),
    "opened_at": ("event_date",),
    "site": ("group_identifier",),
    "category": ("product_category",),
    "brand": ("brand",),
    "model": ("model",),
    "body": ("problem",),
}
_REPAIR_STATUS = {
    "fixed": "collected", "end of life": "returned_unrepaired", "repairable": "on_hold", "unknown": "received",
}  # fmt: skip
_SIGNS_OF_REPAIR = {"data_provider", "product_category", "repair_status", "event_date"}
_SIGNS_OF_OURS = {"workflow", "stage", "external_id", "opened_at"}
# Columns of our export that follow from the others or hold our own numbers of people and things.
DERIVED = frozenset({
    "id", "stage", "outcome", "device_id", "assignee_id", "opened_by", "import_id", "device", "customer_source",
    "customer_external_id",
})  # fmt: skip
# Columns that only our export has, by the field they fill: clocks, links to other tickets, and where a ticket once came from.
OWN = {name: name for name in (
    "number", "workflow", "parent_id", "converted_to", "merged_into", "assignee_name", "opened_by_name", "waiting_since",
    "last_activity_at", "snoozed_until", "attempts", "visits", "customer_address", "customer_note", "vip",
)} | {"source": "from_source", "external_id": "from_id"}  # fmt: skip
_TITLE_CELLS = 60


def choose(told: str, headers: Sequence[str]) -> str:
    """The profile of a file: as told, else found by its headers, else plain. Raises Usage for one that does not exist."""
    if told:
        if told not in NAMES:
            raise Usage(
                N_("There is no profile “{profile}”. Possible: {possible}"), profile=told, possible=", ".join(NAMES)
            )
        return told
    names = {fold(header) for header in headers}
    if names >= _SIGNS_OF_REPAIR:
        return "openrepair"
    return "desk" if names >= _SIGNS_OF_OURS else "plain"


@lru_cache(maxsize=1)
def own_table() -> Mapping[str, str]:
    """From header, squeezed, to field for a file that the desk wrote: its own columns, then the aliases for what people add."""
    left_out = {squeeze(name) for name in DERIVED}
    known = {name: field for name, field in aliases.table().items() if name not in left_out}
    return known | {squeeze(name): field for name, field in OWN.items()}


def open_repair(path: str, headers: Sequence[str]) -> Map:
    """The map of Open Repair Data for a file with these headers; every column but one is optional."""
    names = {fold(header): header for header in headers}
    columns: dict[str, tuple[str, ...]] = {}
    for field, possible in _REPAIR_COLUMNS.items():
        for header in possible:
            if header in names and field not in columns:
                columns[field] = (names[header],)
    if headers and not columns:
        raise BadInput(N_("{path} has none of the columns of Open Repair Data."), path=path)
    return Map("openrepair", "repair", "", "ymd", columns, {"status": _REPAIR_STATUS}, {}, "openrepair 1")


def finish_repair(values: dict[str, Any], extra: dict[str, Any]) -> None:
    """What a repair at an event means as a ticket: it was brought, and when it is over also finished, on that day."""
    status = values.setdefault("status", "received")
    opened = values.get("opened_at")
    if status == "on_hold":
        values["reason"] = "other"
    if opened and status in ("collected", "returned_unrepaired"):
        values["closed_at"] = opened
        if status == "collected":
            values["resolved_at"] = opened
    if category := values.get("category"):
        values["device_category"] = category
    values["title"] = _title(values, str(extra.get("partner_product_category", "")))


def _title(values: dict[str, Any], partner: str) -> str:
    """The item and the first words of what was wrong with it. The partner's own word for the item stands after the ~."""
    item = partner.rpartition("~")[2].strip() or values.get("category", "")
    problem = " ".join(values.get("body", "").split())
    first = problem.partition("~")
    if first[1] and fold(first[0]) in (fold(item), fold(values.get("category", ""))):
        problem = first[2].strip()
    text = f"{item}: {problem}" if item and problem else item or problem
    if len(text) <= _TITLE_CELLS // 2:
        return text
    head = fit_head(text, _TITLE_CELLS)
    if head == text:
        return text
    cut = head.rpartition(" ")[0]
    return (cut if len(cut) > _TITLE_CELLS // 2 else head).rstrip(" ,;:.") + "…"
