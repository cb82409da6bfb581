"""Customers: found by what identifies them, created when new, edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from desk.actions.desk import Outcome
from desk.domain import phones
from desk.domain.pinyin import initials
from desk.errors import NotFound, Refused, Usage
from desk.record import NamedTuple
from desk.store import live, tables
from desk.store.transaction import demand_version
from desk.text import N_, Sentence, clean, fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desk.actions.desk import Desk
    from desk.store.transaction import Transaction, Values

CONTACT_KINDS = ("phone", "email", "wechat", "wangwang", "qq", "other")
EDITABLE = frozenset(
    {"name", "company", "address", "gender", "birthday", "occupation", "preferences", "segment", "courier", "note", "vip",
     "alert", "opt_out"}
)  # fmt: skip


class Known(Protocol):
    """What says who the customer of a new ticket is."""

    @property
    def customer_id(self) -> int: ...
    @property
    def customer(self) -> str: ...
    @property
    def contacts(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def address(self) -> str: ...


class CustomerForm(NamedTuple):
    """A customer as typed. `values` are columns of EDITABLE; `contacts` the whole list of (kind, value), None leaves them."""

    values: Mapping[str, object]
    contacts: tuple[tuple[str, str], ...] | None = None


def find_or_create(desk: Desk, transaction: Transaction, who: Known) -> int | None:
    """The customer of a new ticket: told, or the one with such a contact, or the only one of that name, or a new one.

    A contact that is new is added to the customer that was found. None when nothing says who it is.
    """
    contacts = normalised(desk, who.contacts)
    if who.customer_id:
        found: int | None = _existing(transaction, who.customer_id)
    else:
        found = _by_contact(transaction, contacts) or _by_name(transaction, who.customer, contacts)
    name = clean(who.customer).strip()
    if found is None and (name or contacts):
        found = _insert(transaction, {"name": name, "address": clean(who.address)})
    if found is not None and _add_contacts(transaction, found, contacts):
        transaction.touch(tables.Customer, transaction.get(tables.Customer, found) or {})
    return found


def create(desk: Desk, form: CustomerForm) -> Outcome:
    """A new customer; Refused without a name or a contact."""
    contacts = normalised(desk, form.contacts or ())
    values = _checked(form.values)
    if not (values.get("name") or contacts):
        raise Refused(N_("A customer needs a name or a telephone number."))
    with desk.write("customer") as transaction:
        number = _insert(transaction, values)
        _add_contacts(transaction, number, contacts)
        operation = transaction.operation_id
    return Outcome(operation, Sentence(N_("Customer noted.")), touched=frozenset({f"customer:{number}"}))


def edit(desk: Desk, number: int, form: CustomerForm, *, version: int | None = None) -> Outcome:
    """Changes a customer. `version` is the one the form was opened with; Conflict when somebody saved meanwhile."""
    values = _checked(form.values)
    with desk.write("customer") as transaction:
        row = transaction.get(tables.Customer, _existing(transaction, number)) or {}
        if version is not None:
            demand_version(row, version)
        transaction.update(tables.Customer, row, **_with_folded({**row, **values}, values))
        if form.contacts is not None and _replace_contacts(transaction, number, normalised(desk, form.contacts)):
            # The contacts are part of the form: who has an older list must not save it over this one.
            transaction.touch(tables.Customer, row)
        operation = transaction.made
    return Outcome(operation, Sentence(N_("Customer noted.")), touched=frozenset({f"customer:{number}", "queue"}))


def normalised(desk: Desk, contacts: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """(kind, value, normal) of each contact; what is empty is left out."""
    made = []
    for kind, value in contacts:
        shown = clean(value).strip()
        normal = phones.key(shown, desk.shop.country) if kind == "phone" else fold(shown)
        if kind not in CONTACT_KINDS:
            raise Usage(
                N_("“{kind}” is no kind of contact. Possible: {possible}."),
                kind=kind,
                possible=", ".join(CONTACT_KINDS),
            )
        if normal:
            made.append((kind, shown, normal))
    return made


def _existing(transaction: Transaction, number: int) -> int:
    if transaction.get(tables.Customer, number) is None:
        raise NotFound(N_("There is no customer {number}."), number=number)
    return number


def _by_contact(transaction: Transaction, contacts: Sequence[tuple[str, str, str]]) -> int | None:
    for kind, _, normal in contacts:
        row = transaction.connection.execute(
            "SELECT c.customer_id FROM contact c WHERE c.normal = ? AND c.kind = ?"
            + live.clause(transaction.connection, "c")
            + " ORDER BY c.id LIMIT 1",
            (normal, kind),
        ).fetchone()
        if row:
            return int(row[0])
    return None


def _by_name(transaction: Transaction, name: str, contacts: Sequence[tuple[str, str, str]]) -> int | None:
    """Somebody of that name, if there is exactly one. Another telephone number means another person of the same name."""
    folded = fold(name)
    if not folded:
        return None
    alive = live.clause(transaction.connection, "customer")
    rows = transaction.rows(tables.Customer, "name_folded = ?" + alive + " AND merged_into IS NULL LIMIT 2", folded)
    if len(rows) != 1:
        return None
    number = int(rows[0]["id"])
    has_phone = bool(transaction.rows(tables.Contact, "customer_id = ? AND kind = 'phone' LIMIT 1", number))
    return None if has_phone and any(kind == "phone" for kind, _, _ in contacts) else number


def _insert(transaction: Transaction, values: Values) -> int:
    row = {"created_at": transaction.at, **_with_folded(values, values)}
    return transaction.insert(tables.Customer(**row))


def _with_folded(whole: Values, values: Values) -> Values:
    made = dict(values)
    if "name" in values:
        made["name_folded"] = fold(str(whole["name"]))
        made["initials"] = initials(str(whole["name"]))
    if "address" in values:
        made["address_folded"] = fold(str(whole["address"]))
    return made


def _checked(values: Mapping[str, object]) -> Values:
    for name in values:
        if name not in EDITABLE:
            raise Usage(N_("A customer has no field “{field}”."), field=name)
    lines = {"note", "preferences"}
    return {
        name: clean(value, lines=name in lines).strip() if isinstance(value, str) else value
        for name, value in values.items()
    }


def _add_contacts(transaction: Transaction, number: int, contacts: Sequence[tuple[str, str, str]]) -> bool:
    """Whether one was new."""
    there = {(row["kind"], row["normal"]) for row in transaction.rows(tables.Contact, "customer_id = ?", number)}
    new = [contact for contact in contacts if contact[::2] not in there]
    for kind, value, normal in new:
        transaction.insert(tables.Contact(customer_id=number, kind=kind, value=value, normal=normal))
    return bool(new)


def _replace_contacts(transaction: Transaction, number: int, contacts: Sequence[tuple[str, str, str]]) -> bool:
    """Whether anything was different."""
    wanted = {(kind, normal) for kind, _, normal in contacts}
    there = transaction.rows(tables.Contact, "customer_id = ?", number)
    gone = [row for row in there if (row["kind"], row["normal"]) not in wanted]
    for row in gone:
        transaction.delete(tables.Contact, row)
    return _add_contacts(transaction, number, contacts) or bool(gone)
