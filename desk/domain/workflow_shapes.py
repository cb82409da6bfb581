"""What a workflow is made of. Immutable: a shop's own workflows are a new object, never a change of the defaults."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from desk.errors import Configuration
from desk.record import NamedTuple
from desk.text import N_, Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Stage = Literal["open", "waiting", "resolved", "closed"]
Outcome = Literal["complete", "drop"]

ANY = "any"  # in a list of moves: every other open or waiting status except the start
BACK = "back"  # in a list of moves: the status from which the ticket was put on hold
MERGED, VOID = "merged", "void"
HIDDEN = (MERGED, VOID)  # set by deeds of their own, never from the status menu


class Need(NamedTuple):
    """What a move asks. One of `fields` (columns of the ticket) is enough.

    type     text | code | instant | money | integer | ticket: what a dialog shows;
             logged: nothing to type, the deed of that name must have happened; absent: it must not have happened
    choices  for `code`, and suggestions for `text`: id -> label
    prefill  taken when nothing is given: a plain value, or the word "ask again", which `guard.missing` turns into an instant
    stays    those of `fields` that count when the ticket already has them
    when     name of a condition in the guard; "" always
    """

    fields: tuple[str, ...]
    label: Label
    type: str = "text"
    choices: Mapping[str, Label] = MappingProxyType({})
    prefill: str | None = None
    stays: tuple[str, ...] = ()
    only_from: tuple[str, ...] = ()
    not_from: tuple[str, ...] = ()
    when: str = ""


class Status(NamedTuple):
    """One status. `next` are moves on (expanded), `reopen` ways back to work, `back` whether it may return to where it was."""

    id: str
    label: Label
    onsite: Label
    stage: Stage
    outcome: Outcome | None
    next: tuple[str, ...]
    reopen: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    back: bool = False

    @property
    def unfinished(self) -> bool:
        """Stages open and waiting: the ticket counts as open work."""
        return self.stage in ("open", "waiting")


class Workflow(NamedTuple):
    """One workflow. `done` is the target of the key d; `close` of x, from open work too when `close_early`;
    `answered_by` is where a customer's message brings a ticket that waited for it.
    """

    id: str
    kind: str
    label: Label
    statuses: Mapping[str, Status]
    start: str
    done: str
    close: str | None
    close_early: bool
    answered_by: str | None


class Habits(NamedTuple):
    """What the guard takes from the shop's settings."""

    ask_again_days: int = 3
    max_attempts: int = 3  # calls of a follow-up before somebody may be called unreachable
    follow_up_required: bool = True  # a complaint ends with a satisfied customer or with a reason


class Workflows:
    """All workflows of a shop by id, and its habits."""

    __slots__ = ("_table", "habits")

    def __init__(self, table: Iterable[Workflow], habits: Habits = Habits()) -> None:  # noqa: B008 - immutable
        self.habits = habits
        self._table = MappingProxyType({flow.id: flow for flow in table})

    def __getitem__(self, id_: str) -> Workflow:
        return self._table[id_]

    def __iter__(self) -> Iterator[Workflow]:
        return iter(self._table.values())

    def __contains__(self, id_: object) -> bool:
        return id_ in self._table

    def get(self, id_: str) -> Workflow | None:
        return self._table.get(id_)


def expand(flow: Workflow) -> Workflow:
    """`flow` with `any` and `back` in its lists of moves put into ids; Configuration when a move leads nowhere."""
    start = flow.start
    work = tuple(s.id for s in flow.statuses.values() if s.unfinished and s.id != start)
    done: dict[str, Status] = {}
    for status in flow.statuses.values():
        moves: dict[str, None] = {}
        for word in status.next:
            found = work if word == ANY else () if word == BACK else (word,)
            moves.update(dict.fromkeys(id_ for id_ in found if id_ != status.id))
        for target in (*moves, *status.reopen):
            if target not in flow.statuses:
                raise Configuration(
                    N_("Workflow {workflow}: status {status} leads to {target}, which does not exist."),
                    workflow=flow.id, status=status.id, target=target,
                )  # fmt: skip
        done[status.id] = status._replace(next=tuple(moves), back=status.back or BACK in status.next)
    return flow._replace(statuses=MappingProxyType(done))
