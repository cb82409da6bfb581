"""The statements behind a report's facts, read by `desk.queries.facts`.

They are written so that a month costs what the month holds: ranges of `opened_at` and `at`, and for what is open at an
instant only the tickets whose span of life holds that instant. `:start` and `:end` are instants, the end excluded. `live`
is, by alias of a table, what hides rows of imports that do not count.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ALIASES = ("t", "e", "l", "x")
WORK = "('open', 'waiting')"
ENDED = "('resolved', 'closed')"

# A ticket that moved on after it had ended, but for being handed out: taken up again, merged, made void. Few ever are, so the
# exact and dear look at a ticket's events is kept for them. The words are those of index ix_stage_event_left, without which
# it would not be used.
LEFT_WHERE = (
    "{0}from_stage IN ('resolved', 'closed')"
    " AND ({0}from_stage = {0}to_stage OR {0}to_stage <> 'closed' OR {0}to_outcome IS NOT {0}from_outcome)"
)
_LEFT = "SELECT 1 FROM stage_event l WHERE l.ticket_id = {ticket} AND " + LEFT_WHERE.format("l.") + "{l}"
_LAST = (
    "SELECT {column} FROM stage_event x WHERE x.ticket_id = {ticket} AND x.at < :{before}{x}"
    " ORDER BY x.at DESC, x.id DESC LIMIT 1"
)
_EARLIER = (
    "SELECT 1 FROM stage_event x WHERE x.ticket_id = e.ticket_id AND (x.at, x.id) < (e.at, e.id) AND {reached}{x}"
)

# The last moment at which a ticket that stands ended was ended; "" for none.
_END = "max(coalesce({0}resolved_at, ''), coalesce({0}closed_at, ''))"
# How long a ticket lived, in steps of four; 9: still open. Without its prefix it is the expression of index ix_ticket_span.
STEPS = (1, 4, 16, 64, 256)
_DAYS = f"julianday({_END}) - julianday({{0}}opened_at)"
SPAN = (
    f"CASE WHEN {{0}}stage IN {WORK} OR {_END} = '' THEN 9"
    + "".join(f" WHEN {_DAYS} < {days} THEN {step}" for step, days in enumerate(STEPS))
    + f" ELSE {len(STEPS)} END"
)

# Sorting by text is what grouping costs, so all that is short goes into one integer, the word, by which is grouped first:
# kind + 4 · flags, of a move also 2 ** 10 · (4 · from + to) for the statuses void and merged; last who it was.
KINDS = ("inquiry", "repair", "complaint", "follow_up")
HIDDEN = ("", "void", "merged")
PERSON = 2**14
_COMPLAINT, _FOLLOW_UP = 2, 3
_KIND = "CASE t.kind " + " ".join(f"WHEN '{kind}' THEN {digit}" for digit, kind in enumerate(KINDS)) + " END"
_STATUS = "CASE {0} WHEN 'void' THEN 1 WHEN 'merged' THEN 2 ELSE 0 END"
_CUBE = "SELECT 'all', word, site, category, count(*) FROM m GROUP BY word, site, category"
_CLASSES = (
    f"SELECT 'class', word % {PERSON} AS plain, class, '', count(*) FROM m"
    f" WHERE word % 4 = {_COMPLAINT} GROUP BY class, plain"
)


def opened(live: Mapping[str, str]) -> str:
    """The tickets created in the period: rows as of `moved`. Flags: 1 void or merged, 2 completed, as it stands now."""
    flags = "(t.status IN ('void', 'merged')) + 2 * (t.outcome IS 'complete')"
    word = f"{_KIND} + 4 * ({flags}) + coalesce(t.opened_by, 0) * {PERSON}"
    return f"""
    WITH m AS MATERIALIZED (
        SELECT {word} AS word, t.site AS site, t.category AS category, t.complaint_class AS class
        FROM ticket t WHERE t.opened_at >= :start AND t.opened_at < :end{live["t"]}
    )
    {_CUBE} UNION ALL {_CLASSES}"""


def moved(live: Mapping[str, str]) -> str:
    """The moves of the period that ended a ticket or followed its end: (part, word, key, category, rows).

    Part "all" has the site as key and holds who moved; "class" has the class of a complaint; "opener" holds who opened
    the ticket. Flags: 1 opened in the period, 2 counts as completed, 4 counts as closed, 8 came from an end, 16 went to
    an end, 32 was completed, 64 is completed, 128 is dropped.
    """
    flags = (
        ("t.opened_at >= :start", 1),
        (_stands(live), 2),
        (f"(e.from_stage IN {ENDED}) IS 1", 8),
        (f"e.to_stage IN {ENDED}", 16),
        ("e.from_outcome IS 'complete'", 32),
        ("e.to_outcome IS 'complete'", 64),
        ("e.to_outcome IS 'drop'", 128),
    )
    word = " + ".join([
        _KIND,
        *(f"{4 * bit} * ({flag})" for flag, bit in flags),
        f"{2**10} * (4 * {_STATUS.format('e.from_status')} + {_STATUS.format('e.to_status')})",
        f"coalesce(e.staff_id, 0) * {PERSON}",
    ])  # fmt: skip
    return f"""
    WITH m AS MATERIALIZED (
        SELECT {word} AS word, t.site AS site, t.category AS category, t.complaint_class AS class,
               CASE WHEN t.opened_at >= :start THEN coalesce(t.opened_by, 0) END AS opener
        FROM stage_event e JOIN ticket t ON t.id = e.ticket_id
        WHERE e.at >= :start AND e.at < :end
          AND (e.from_stage IN {ENDED} OR e.to_stage IN {ENDED}){live["e"]}{live["t"]}
    )
    {_CUBE} UNION ALL {_CLASSES}
    UNION ALL SELECT 'opener', word % {PERSON} + opener * {PERSON} AS theirs, '', '', count(*)
    FROM m WHERE opener IS NOT NULL AND word % 4 <> {_FOLLOW_UP} GROUP BY theirs"""


def _stands(live: Mapping[str, str]) -> str:
    """1 where a move is the first into a completing status, 2 where it is the first into stage closed, if that still holds.

    Of a ticket that never moved on after its end, the only such move is the first, and it holds.
    """
    done = "(e.to_outcome IS 'complete' AND e.from_outcome IS NOT 'complete')"
    shut = "(e.to_stage = 'closed' AND e.from_stage IS NOT 'closed')"
    left = _LEFT.format(ticket="e.ticket_id", **live) + " AND l.at < :end"
    exact = []
    for reaches, column, value in ((done, "x.to_outcome", "complete"), (shut, "x.to_stage", "closed")):
        earlier = _EARLIER.format(reached=f"{column} = '{value}'", **live)
        last = _LAST.format(column=column, ticket="e.ticket_id", before="end", **live)
        exact.append(f"({reaches} AND NOT EXISTS ({earlier}) AND ({last}) IS '{value}')")
    return (
        f"CASE WHEN NOT ({done} OR {shut}) THEN 0 WHEN EXISTS ({left}) THEN {exact[0]} + 2 * {exact[1]}"
        f" ELSE {done} + 2 * {shut} END"
    )


def still_open(live: Mapping[str, str], *, totals: bool = False) -> str:
    """(dimension, key, tickets) of what is in stage open or waiting just before `:at`; `totals` by kind only.

    Answered from the tickets' own dates, and from their events where a ticket moved on after its end. `:low0` … are
    `:at` less the STEPS, in days: a ticket that lived that long at most was opened after them.
    """
    rows = f"""
    WITH w AS MATERIALIZED (
        SELECT t.kind AS kind, t.site AS site, t.category AS category, t.assignee_id AS assignee,
               t.complaint_class AS complaint_class
        FROM {_alive(live)}
    )"""
    parts = ["SELECT 'kind', kind, count(*) FROM w GROUP BY 2"]
    if not totals:
        parts += [
            f"SELECT '{name}', {name}, count(*) FROM w WHERE kind <> 'follow_up' GROUP BY 2"
            for name in ("site", "category", "assignee")
        ]
        parts.append("SELECT 'complaint_class', complaint_class, count(*) FROM w WHERE kind = 'complaint' GROUP BY 2")
    return rows + " " + " UNION ALL ".join(parts)


def reasons(live: Mapping[str, str]) -> str:
    """(reason, category, tickets) of the headline tickets open just before `:at` that had a reason then.

    A move takes the reason away, so for a ticket that has moved since it is read in the journal: what the first later
    operation found there.
    """
    journal = (
        "SELECT json_extract(c.before, '$.reason') FROM change c JOIN operation o ON o.id = c.operation_id"
        " WHERE c.ticket_id = t.id AND c.entity = 'ticket' AND o.at >= :at"
        " AND json_type(c.before, '$.reason') = 'text' ORDER BY c.operation_id LIMIT 1"
    )
    moved_since = f"EXISTS (SELECT 1 FROM stage_event x WHERE x.ticket_id = t.id AND x.at >= :at{live['x']})"
    waited = f"({_LAST.format(column='x.to_stage', ticket='t.id', before='at', **live)}) = 'waiting'"
    reason = f"CASE WHEN NOT {moved_since} THEN t.reason WHEN {waited} THEN coalesce(({journal}), '') ELSE '' END"
    return f"""
    SELECT reason, category, count(*) FROM (
        SELECT {reason} AS reason, t.category AS category
        FROM {_alive(live)} AND t.kind <> 'follow_up' AND (t.reason <> '' OR {moved_since})
    ) WHERE reason <> '' GROUP BY 1, 2"""


def _alive(live: Mapping[str, str]) -> str:
    """FROM and WHERE of the tickets in stage open or waiting just before `:at`."""
    lows = ", ".join([*(f"({step}, :low{step})" for step in range(len(STEPS))), f"({len(STEPS)}, '')", "(9, '')"])
    end = _END.format("t.")
    last = _LAST.format(column="x.to_stage", ticket="t.id", before="at", **live)
    return f"""(SELECT column1 AS step, column2 AS low FROM (VALUES {lows})) s CROSS JOIN ticket t
        WHERE {SPAN.format("t.")} = s.step AND t.opened_at >= s.low AND t.opened_at < :at AND (s.step = 9 OR {end} >= :at)
          AND CASE WHEN EXISTS ({_LEFT.format(ticket="t.id", **live)}) THEN ({last}) IN {WORK}
                   WHEN t.stage IN {WORK} THEN 1
                   ELSE coalesce(t.resolved_at, t.closed_at, '9') >= :at END{live["t"]}"""
