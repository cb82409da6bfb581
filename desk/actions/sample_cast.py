"""Who plays what: the tickets of today's queue one by one, and those of the past months by number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desk.actions import sample_care as care
from desk.actions import sample_stories as stories
from desk.actions.sample_repairs import REPAIRS
from desk.actions.sample_scene import Cue
from desk.actions.sample_words import AFTER_SALES, COMPLAINTS, INQUIRIES
from desk.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from desk.actions.sample_scene import Scene, Story


class Part(NamedTuple):
    """A story, the matter it is about, and how it goes."""

    story: Callable[[Scene, Any], Story]
    matter: Any
    cue: Cue


# Each line: (place in its table of matters, cue). Even the fewest hours are enough for the story to get where it ends.
_REPAIRS: tuple[tuple[int, Cue], ...] = (
    (0, Cue("awaiting_parts", 50, due=0, flag=("red", "客户催了两次"), priority="high", tags=("加急",))),
    (1, Cue("received", 1.2, assign=False)),
    (14, Cue("received", 3, due=1, assign=False)),
    (23, Cue("received", 5, due=2, note="Is it safe to leave it with the antenna?", waits=130, assign=False)),
    (2, Cue("diagnosing", 9, priority="high", flag=("yellow", "资料先备份"))),
    (18, Cue("diagnosing", 27, due=1)),
    (12, Cue("diagnosing", 8, due=0)),
    (3, Cue("awaiting_approval", 30)),
    (17, Cue("awaiting_approval", 96, flag=("blue", "Send the offer again by post"))),
    (21, Cue("awaiting_approval", 40)),
    (16, Cue("awaiting_parts", 75, due=-1)),
    (8, Cue("awaiting_parts", 120, due=-9, flag=("red", "承诺已过，店长跟进"))),
    (4, Cue("in_repair", 26, due=0, note="今天能拿吗？我六点到。", waits=26)),
    (22, Cue("in_repair", 31, due=0)),
    (26, Cue("in_repair", 52, due=-2, priority="high")),
    (6, Cue("on_hold", 260, note="season_stop", priority="low")),
    (10, Cue("on_hold", 90, note="no_access")),
    (5, Cue("on_hold", 150, note="repeated_repair", flag=("purple", "第三次报修"))),
    (25, Cue("on_hold", 110, note="part_not_purchased")),
    (19, Cue("on_hold", 70, note="customer_demand")),
    (27, Cue("on_hold", 60, note="equipment_fault")),
    (20, Cue("on_hold", 80, note="other", snooze=3)),
    (24, Cue("to_return", 45)),
    (11, Cue("to_return", 60, flag=("grey", "外壳有旧划痕，已拍照"))),
    (7, Cue("ready", 50)),
    (13, Cue("ready", 34)),
    (15, Cue("ready", 60, flag=("green", "Balance paid by transfer"))),
    (9, Cue("ready", 120)),
)
_INQUIRIES: tuple[tuple[int, Cue], ...] = (
    (0, Cue("new", 26 / 60, channel="wechat", assign=False, raw=True)),
    (9, Cue("new", 9 / 60, channel="email", assign=False, raw=True)),
    (12, Cue("new", 28, channel="email", assign=False)),
    (5, Cue("in_progress", 4, note="那明早来贴，行吗？", waits=55, channel="wechat")),
    (15, Cue("in_progress", 20, due=0)),
    (3, Cue("awaiting_customer", 30)),
    (11, Cue("awaiting_customer", 70)),
    (13, Cue("with_sales", 26, due=1, flag=("blue", "Twelve units, worth a visit"))),
    (7, Cue("on_hold", 50, note="customer_demand", snooze=5)),
    (14, Cue("with_sales", 60, due=-1)),
    (1, Cue("answered", 6)),
)
_AFTER_SALES: tuple[tuple[int, Cue], ...] = (
    (2, Cue("new", 0.7, channel="chat", assign=False, raw=True)),
    (9, Cue("new", 50, channel="email", due=-1)),
    (0, Cue("awaiting_return", 40)),
    (12, Cue("awaiting_return", 66)),
    (4, Cue("inspecting", 90, priority="high", flag=("red", "鼓包，放防火箱"), tags=("安全",))),
    (8, Cue("awaiting_stock", 96, due=1)),
    (7, Cue("awaiting_customer", 28)),
    (10, Cue("settling", 30, due=0)),
    (1, Cue("settling", 22, note="今天能到账吗？", waits=180, channel="wechat")),
    (11, Cue("on_hold", 48, note="equipment_fault")),
    (3, Cue("fulfilled", 40)),
)
_COMPLAINTS: tuple[tuple[int, Cue], ...] = (
    (5, Cue("received", 0.6, priority="urgent", flag=("red", "停售同批次"), channel="wechat", raw=True)),
    (9, Cue("received", 20, channel="email", assign=False)),
    (1, Cue("contacted", 5, due=0)),
    (0, Cue("agreed", 28, due=0)),
    (10, Cue("agreed", 60, due=-3, flag=("yellow", "Lid ordered"))),
    (8, Cue("awaiting_customer", 44)),
    (4, Cue("on_hold", 60, note="other")),
    (6, Cue("answered", 30, due=0)),
    (2, Cue("answered", 20, due=1)),
)
_FOLLOW_UPS: tuple[tuple[int, Cue], ...] = (
    (0, Cue("planned", 100, due=0)),
    (14, Cue("planned", 90, due=0, note="missed")),
    (5, Cue("planned", 96, due=-1)),
    (20, Cue("planned", 80, due=2)),
    (9, Cue("planned", 75, due=4)),
)
# Those of the past by their end. What few stories end in is old enough to have got there by today.
_PAST: tuple[tuple[Callable[[Scene, Any], Story], tuple[Any, ...], tuple[tuple[Cue, int], ...]], ...] = (
    (stories.repair, REPAIRS, (
        (Cue("collected"), 38), (Cue("collected", note="comes back", since=15), 3), (Cue("returned_unrepaired", since=10), 5),
        (Cue("cancelled", since=10), 3), (Cue("void", since=6), 1), (Cue("merged", since=6), 1),
    )),
    (stories.inquiry, INQUIRIES, (
        (Cue("done"), 17), (Cue("lost", since=12), 3), (Cue("abandoned", channel="chat"), 2), (Cue("converted", since=12), 3),
        (Cue("cancelled"), 1), (Cue("void"), 1),
    )),
    (stories.after_sale, AFTER_SALES, (
        (Cue("done", since=10), 13), (Cue("refused", since=6), 2), (Cue("cancelled", since=6), 1), (Cue("void"), 1),
    )),
    (care.complaint, COMPLAINTS, (
        (Cue("satisfied", since=8), 6), (Cue("satisfied", note="not yet", since=15), 2), (Cue("settled", since=14), 2),
        (Cue("withdrawn", since=6), 2), (Cue("cancelled"), 1), (Cue("void"), 1),
    )),
    (care.follow_up, REPAIRS, (
        (Cue("done", since=15), 6), (Cue("declined", since=15), 1), (Cue("unreachable", since=20), 1),
        (Cue("cancelled", since=15), 1), (Cue("void", since=8), 1),
    )),
)  # fmt: skip


_NOW: tuple[tuple[Callable[[Scene, Any], Story], tuple[Any, ...], tuple[tuple[int, Cue], ...]], ...] = (
    (stories.repair, REPAIRS, _REPAIRS),
    (stories.inquiry, INQUIRIES, _INQUIRIES),
    (stories.after_sale, AFTER_SALES, _AFTER_SALES),
    (care.complaint, COMPLAINTS, _COMPLAINTS),
    (care.follow_up, REPAIRS, _FOLLOW_UPS),
)


def parts() -> Iterator[Part]:
    """Everybody who plays, always in the same order."""
    for story, table, now in _NOW:
        yield from (Part(story, table[place], cue) for place, cue in now)
    for story, table, past in _PAST:
        # A step that does not divide the table's length takes each matter once a round.
        step = 5 if len(table) % 5 else 7
        cues = [cue for cue, times in past for _ in range(times)]
        yield from (Part(story, table[turn * step % len(table)], cue) for turn, cue in enumerate(cues))
