"""The preview: everything about one ticket as plain paragraphs, and what happened to it, oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from desk.domain import deeds, identify, kinds, phones
from desk.i18n import _, label
from desk.text import Label
from desk.tui import rows_of, times
from desk.tui.steady import Steady
from desk.tui.widgets import cells
from desk.tui.widgets.page import Page, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desk.queries.rows import Contact, Customer, Entry, TicketCard, TicketRow
    from desk.tui.rows_of import Sight

_NAMED = ("phone", "email")  # contacts that need no name before them
_AGREED = {"customer": Label("the customer agreed", "客户同意")}


class Preview(Page, Steady, inherit_bindings=False):
    """The page at the right, or over the queue."""


class Told(NamedTuple):
    """A ticket and its timeline, read together."""

    card: TicketCard
    entries: Sequence[Entry]


def paragraphs(told: Told, sight: Sight) -> list[Paragraph]:
    """The preview of a ticket."""
    card = told.card
    return [*_head(card, sight), *_customer(card), *_things(card, sight), *_family(card, sight), *_history(told, sight)]


def dot() -> str:
    """What parts facts on a line."""
    return " - " if cells.is_wide() else " · "


def _head(card: TicketCard, sight: Sight) -> Iterator[Paragraph]:
    row = card.row
    kind = label(kinds.KINDS[row.kind]) if row.kind in kinds.KINDS else row.kind
    words = [f"#{row.number}", kind, sight.status(row)]
    if row.priority != "normal":
        words.append(_of(kinds.PRIORITIES, row.priority))
    if row.complaint_class:
        words.append(_of(kinds.COMPLAINT_CLASSES, row.complaint_class))
    yield Paragraph("  ".join(words), "strong")
    yield Paragraph(row.title, "strong")
    for flag in card.flags[-1:]:
        if row.flag_colour:
            colour = _of(kinds.FLAG_COLOURS, row.flag_colour)
            said = " ".join(filter(None, (flag.reason, f"({flag.by})" if flag.by else "")))
            yield Paragraph(f"⚑ {colour}  {said}".rstrip(), rows_of.FLAG_TONES.get(row.flag_colour, ""), indent=2)


def _customer(card: TicketCard) -> Iterator[Paragraph]:
    one = card.customer
    if one is None:
        return
    words = [(one.name or one.company or _("nameless")) + rows_of.starred(vip=one.vip)]
    if one.name and one.company:
        words.append(one.company)
    words += [_contact(contact) for contact in one.contacts]
    earlier = card.customer_tickets - 1
    if earlier == 1:
        words.append(_("1 other ticket"))
    elif earlier > 1:
        words.append(_("{count} other tickets").format(count=earlier))
    yield Paragraph(dot().join(words), indent=2)
    if one.alert:
        yield Paragraph("! " + one.alert, "urgent", indent=2)
    yield from _address(card, one)


def _address(card: TicketCard, one: Customer) -> Iterator[Paragraph]:
    address = str(card.fields["address"] or "") or one.address
    if address:
        yield Paragraph(address, indent=2)


def _contact(contact: Contact) -> str:
    if contact.kind == "phone":
        return phones.show(contact.normal) if contact.normal else contact.value
    return contact.value if contact.kind in _NAMED else f"{contact.kind} {contact.value}"


def _things(card: TicketCard, sight: Sight) -> Iterator[Paragraph]:
    for name, value, tone in _facts(card, sight):
        if value:
            yield Paragraph(_("{name}: {value}").format(name=name, value=value), tone, indent=2)


def _facts(card: TicketCard, sight: Sight) -> Iterator[tuple[str, str, str]]:
    """Name, value and tone of each fact; empty ones are left out by the caller."""
    row = card.row
    fields: dict[str, Any] = card.fields

    def when(column: str) -> str:
        return times.day(fields[column], sight.now, sight.zone) if fields[column] else ""

    if card.device is not None:
        thing = " ".join(filter(None, (card.device.brand, card.device.model))) or card.device.category
        yield _("Device"), dot().join(filter(None, (thing, _serial(card.device.serial)))), ""
    unfinished = row.stage in ("open", "waiting")
    late = unfinished and bool(row.due_at) and times.moment(row.due_at or "") <= sight.now
    yield _("Promised"), when("due_at"), "late" if late else ""
    yield _("Assigned to"), " ".join(filter(None, (row.assignee_number, row.assignee))), ""
    yield _("Waiting for an answer since"), when("waiting_since") if unfinished else "", ""
    yield _("Part"), dot().join(filter(None, (fields["part"], when("expected_at")))) if unfinished else "", ""
    yield _("Reason"), _reason(fields), ""
    yield _("Comes back"), when("resume_at") or when("ask_again_at") if row.stage == "waiting" else "", ""
    hidden = bool(row.snoozed_until) and times.moment(row.snoozed_until or "") > sight.now
    yield _("Snoozed until"), when("snoozed_until") if hidden else "", "faint"
    yield _("Estimate"), _estimate(fields, sight.settings.shop.currency), ""
    yield _("Order"), fields["order_number"], ""
    yield _("Where"), dot().join(filter(None, (_site(row.site, sight), _category(row.category, sight)))), ""
    yield _("Tags"), " ".join(f"#{tag}" for tag in row.tags), ""
    yield _("Result"), _result(fields["result"]), ""
    yield _("Matter"), fields["body"], ""


def _serial(serial: str) -> str:
    return f"SN {serial}" if serial else ""


def _reason(fields: dict[str, Any]) -> str:
    reason = _of(kinds.HOLD_REASONS, fields["reason"]) if fields["reason"] else ""
    return dot().join(filter(None, (reason, fields["reason_note"])))


def _estimate(fields: dict[str, Any], currency: str) -> str:
    amount = ""
    if fields["estimate"] is not None:
        amount = identify.money_text(fields["estimate"], fields["currency"] or currency)
    agreed = dot().join(
        filter(None, (_of(_AGREED, fields["approved_by"]), _of(kinds.CHANNELS, fields["approved_how"])))
    )
    return dot().join(filter(None, (amount, fields["estimate_note"], agreed)))


def _site(site: str, sight: Sight) -> str:
    return _of(sight.settings.site.more, site) if site else ""


def _category(category: str, sight: Sight) -> str:
    return _of({**kinds.AFTER_SALES, **sight.settings.category.more}, category) if category else ""


def _result(result: str) -> str:
    return _of({**kinds.REPAIR_RESULTS, **kinds.FOLLOW_UP_RESULTS}, result) if result else ""


def _of(table: Any, id_: str) -> str:
    found = table.get(id_)
    return label(found) if found is not None else id_


def _family(card: TicketCard, sight: Sight) -> Iterator[Paragraph]:
    if card.parent is not None:
        yield Paragraph(_("Follows {ticket}").format(ticket=_short(card.parent, sight)), indent=2)
    for child in card.children:
        yield Paragraph(_("Followed by {ticket}").format(ticket=_short(child, sight)), indent=2)


def _short(row: TicketRow, sight: Sight) -> str:
    return f"#{row.number} {sight.status(row)} {row.title}"


# --- what happened -------------------------------------------------------------------------------------------------------


def _history(told: Told, sight: Sight) -> Iterator[Paragraph]:
    rule = "--" if cells.is_wide() else "──"
    yield Paragraph("")
    yield Paragraph(f"{rule} {_('timeline')} {rule}", "faint")
    for entry in told.entries:
        at = times.stamp(entry.at, sight.now, sight.zone)
        words = " ".join(filter(None, (_what(entry, told.card.row, sight), entry.by)))
        yield Paragraph(f"{at}  {words}", _tone(entry), indent=2)
        if entry.text and entry.what != "deed":
            for line in entry.text.split("\n"):
                yield Paragraph(f"  {line}", indent=2)


def _tone(entry: Entry) -> str:
    if entry.what == "message":
        return "today" if entry.needs_answer else ""
    return {"deed": "faint", "note": "", "stage": "faint", "flag": "complaint"}.get(entry.what, "done")


def _what(entry: Entry, row: TicketRow, sight: Sight) -> str:
    if entry.what == "stage":
        return _moved(entry, row, sight)
    if entry.what == "flag":
        return f"⚑ {_of(kinds.FLAG_COLOURS, entry.status)}" if entry.status else _("flag taken down")
    if entry.what == "deed":
        return label(deeds.word(entry.status))
    words = [_of(kinds.MESSAGE_KINDS, entry.what)]
    if entry.channel and entry.what in ("message", "reply"):
        words.append(_of(kinds.CHANNELS, entry.channel))
    if entry.result:
        words.append(_of(kinds.CALL_RESULTS, entry.result))
    return dot().join(words)


def _moved(entry: Entry, row: TicketRow, sight: Sight) -> str:
    to = sight.status(row._replace(status=entry.status))
    if not entry.from_status:
        return _("opened: {status}").format(status=to)
    arrow = " -> " if cells.is_wide() else " → "
    return sight.status(row._replace(status=entry.from_status)) + arrow + to
