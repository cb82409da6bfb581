"""Every deed is done, taken back, done again and taken back again; every row has to follow."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from support import truth
from support.stories import opened, snapshot

from desk import actions, clock
from desk.store import tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desk.actions.desk import Desk, Outcome

TABLES = [name for name in tables.BY_NAME if name not in ("operation", "change")]
# Deeds that are no deeds of their own: undo and redo are what is tried here.
NOT_TRIED = {"undo", "redo", "fill"}  # filling an empty desk with a whole one is no deed of a day
SOON = timedelta(days=2)
Story = tuple[str, "Callable[[Desk], Outcome]"]


def _deeds(name: str) -> Any:
    return importlib.import_module(f"desk.actions.{name}")


def _said(text: str = "什么时候好？") -> Any:
    return _deeds("talking").Said(text, via="wechat")


def _form(**values: Any) -> Any:
    contacts = values.pop("contacts", None)
    return _deeds("customers").CustomerForm(values, contacts)


def _prepare(desk: Desk) -> list[int]:
    """#1 repair in work, #2 repair ready, #3 new inquiry, #4 complaint, #5 follow-up of #2; customer 1."""
    moving, talking, arranging = _deeds("moving"), _deeds("talking"), _deeds("arranging")
    who = {"customer": "张三", "contacts": (("phone", "138 0000 1111"), ("wechat", "zs"))}
    opened(desk, "iPhone 12 屏幕碎", **who, channel="wechat", brand="Apple", serial="F2L-1", tags=("加急",))
    opened(desk, "洗衣机漏水", **who, channel="phone")
    moving.done(desk, [2])
    opened(desk, "Does it fit a 2019 model?", kind="inquiry", channel="email", customer="Wang Wei")
    opened(desk, "退款没到账", kind="complaint", channel="wechat", complaint_class="refund")
    opened(desk, "回访：洗衣机", kind="follow_up", parent=2, due_at=clock.now() + SOON)
    arranging.flag(desk, [1], "red", "小心")
    talking.message(desk, [1], _said("in the morning"))
    for person in ("05", "somebody new"):  # people appear on first use; that is no part of a deed
        arranging.assign(desk, [2], person)
    return [1, 2, 3, 4, 5]


def _moving() -> list[Story]:
    do = _deeds("moving")
    hold = {"reason": "customer_demand", "resume_at": clock.now() + SOON}
    return [
        ("status", lambda d: do.status(d, [1], "on_hold", hold)),
        ("status", lambda d: do.status(d, [1], "diagnosing")),
        ("done", lambda d: do.done(d, [1])),
        ("close", lambda d: do.close(d, [2])),
        ("close", lambda d: do.close(d, [4], "cancelled", {"reason_note": "twice", "reason": "other"})),
        ("reopen", lambda d: do.reopen(d, [2])),
        ("void", lambda d: do.void(d, [2])),
    ]


def _talking() -> list[Story]:
    do = _deeds("talking")
    return [
        ("message", lambda d: do.message(d, [1, 2, 3, 4], _said())),
        ("message", lambda d: do.message(d, [1], _said("谢谢"), answer=False)),
        ("reply", lambda d: do.reply(d, [1, 3], _said())),
        ("reply", lambda d: do.reply(d, [3], _said(), then="answered")),
        ("call", lambda d: do.call(d, [1, 5], _said(), result="reached")),
        ("call", lambda d: do.call(d, [1, 5], _said(), result="no_answer")),
        ("note", lambda d: do.note(d, [1, 2, 3, 4, 5], _said())),
    ]


def _arranging() -> list[Story]:
    do = _deeds("arranging")
    return [
        ("assign", lambda d: do.assign(d, [1, 2, 3], "05")),
        ("assign", lambda d: do.assign(d, [1], "somebody new")),
        ("take", lambda d: do.take(d, [1, 3])),
        ("priority", lambda d: do.priority(d, [1, 4], "urgent")),
        ("tag", lambda d: do.tag(d, [1, 2], ("vip", "brand/apple"), ("加急",))),
        ("flag", lambda d: do.flag(d, [1, 2], "blue", "why")),
        ("flag", lambda d: do.flag(d, [1], "none")),
        ("snooze", lambda d: do.snooze(d, [1, 2, 3][:1], clock.now() + SOON)),
        (
            "set_fields",
            lambda d: do.set_fields(d, [1], {"title": "新标题", "order_number": "TB-77", "estimate": 48000}),
        ),
        ("name_person", lambda d: do.name_person(d, "03", "李")),
    ]


def _opening() -> list[Story]:
    do, customers = _deeds("opening"), _deeds("customers")
    plain = do.Opening("Lamp: loose plug", kind="repair")
    whole = do.Opening(
        "Lamp", "two\nlines", "repair", customer="A. Jensen", contacts=(("email", "a@example.org"),), model="L1"
    )
    known = do.Opening("again", contacts=(("phone", "13800001111"), ("qq", "12345")))
    return [
        ("open_ticket", lambda d: do.open_ticket(d, plain)),
        ("open_ticket", lambda d: do.open_ticket(d, whole)),
        ("open_ticket", lambda d: do.open_ticket(d, known)),
        ("convert", lambda d: do.convert(d, 3, "repair")),
        ("convert", lambda d: do.convert(d, 3, "complaint", title="not happy")),
        ("create", lambda d: customers.create(d, _form(name="陈老师", contacts=(("phone", "13900002222"),)))),
        ("edit", lambda d: customers.edit(d, 1, _form(name="张三丰", vip=1, address="1-502"))),
        ("edit", lambda d: customers.edit(d, 1, _form(contacts=(("phone", "13911112222"),)))),
    ]


def stories() -> list[Any]:
    every = [*_moving(), *_talking(), *_arranging(), *_opening()]
    return [pytest.param(deed, id=f"{name}-{number}") for number, (name, deed) in enumerate(every)]


def rows(path: Path) -> dict[str, Any]:
    truth.demand(path)
    return snapshot(path, TABLES, frozenset({"version"}))


@pytest.mark.parametrize("deed", stories())
def test_every_row_follows(desk: Desk, deed: Callable[[Desk], Outcome]) -> None:
    undoing = _deeds("undoing")
    _prepare(desk)
    before = rows(desk.path)
    outcome = deed(desk)
    after = rows(desk.path)
    assert outcome.operation is not None
    assert before != after
    assert outcome.refused == ()
    for _ in range(2):
        assert undoing.undo(desk).operation is not None
        assert rows(desk.path) == before
        assert undoing.redo(desk).operation is not None
        assert rows(desk.path) == after


def test_every_deed_has_its_story() -> None:
    named = set()
    for module in pkgutil.iter_modules(actions.__path__):
        found = importlib.import_module(f"desk.actions.{module.name}")
        named |= {
            name
            for name, member in vars(found).items()
            if inspect.isfunction(member)
            and member.__module__ == found.__name__
            and not name.startswith("_")
            and inspect.signature(member).return_annotation == "Outcome"
        }
    told = {param.id.rsplit("-", 1)[0] for param in stories()}
    assert named - NOT_TRIED == told
