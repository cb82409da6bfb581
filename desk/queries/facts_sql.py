"""The statements behind a report's facts. Each answers rows of (dimension, key, sum, …), read by `desk.queries.facts`.

They are written so that a month costs what the month holds: ranges of `opened_at` and `at`, and for what is open at an
instant only the tickets whose span of life holds that instant. `:start` and `:end` are instants, the end excluded.
"""

from __future__ import annotations

WORK = "('open', 'waiting')"
ENDED = "('resolved', 'closed')"

# A ticket that moved on after it had ended, but for being handed out: taken up again, merged, made void. Few ever are, so the
# exact and dear look at a ticket's events is kept for them. The words are those of index ix_stage_event_left, without which
# it would not be used.
LEFT_WHERE = (
    "{0}from_stage IN ('resolved', 'closed')"
    " AND ({0}from_stage = {0}to_stage OR {0}to_stage <> 'closed' OR {0}to_outcome IS NOT {0}from_outcome)"
)
LEFT = "SELECT 1 FROM stage_event l WHERE l.ticket_id = {ticket} AND " + LEFT_WHERE.format("l.")
_LAST = "SELECT {column} FROM stage_event x WHERE x.ticket_id = {ticket} AND x.at < :{before} ORDER BY x.at DESC, x.id DESC LIMIT 1"
_EARLIER = "SELECT 1 FROM stage_event x WHERE x.ticket_id = e.ticket_id AND (x.at, x.id) < (e.at, e.id) AND {reached}"

# The last moment at which a ticket that stands ended was ended, and the same for one that never came back.
_END = "max(coalesce(resolved_at, ''), coalesce(closed_at, ''))"
# How long a ticket lived, in steps of four; 9: still open. Expression of index ix_ticket_span.
STEPS = (1, 4, 16, 64, 256)
_DAYS = f"julianday({_END}) - julianday(opened_at)"
SPAN = (
    f"CASE WHEN stage IN {WORK} OR {_END} = '' THEN 9"
    + "".join(f" WHEN {_DAYS} < {days} THEN {step}" for step, days in enumerate(STEPS))
    + f" ELSE {len(STEPS)} END"
)


# Sorting by text is what grouping costs, so a row's kind, sums and person go into one integer, by which is grouped first.
# Its digits have base 4: the kind, then each sum of WORD plus one (merges, void, merged and finished may be taken back).
KINDS = ("inquiry", "repair", "complaint", "follow_up")
OPENED = ("hidden_later", "finished_later")
MOVED = ("completed", "closed", "completions", "drops", "merges", "reopenings", "void", "merged", "finished")
PERSON = 4 ** (len(MOVED) + 1)
_COMPLAINT, _FOLLOW_UP = 2, 3
_KIND = "CASE t.kind " + " ".join(f"WHEN '{kind}' THEN {digit}" for digit, kind in enumerate(KINDS)) + " END"


def opened(live: str) -> str:
    """The tickets created in the period: rows as of `moved`, the word's sums being OPENED, the person who opened."""
    sums = ("t.status IN ('void', 'merged')", "t.outcome IS 'complete'")
    return f"""
    WITH m AS MATERIALIZED (
        SELECT {_word(sums, "t.opened_by")} AS word, t.site AS site, t.category AS category, t.complaint_class AS class
        FROM ticket t WHERE t.opened_at >= :start AND t.opened_at < :end{live}
    )
    {_CUBE} UNION ALL {_CLASSES}"""


def moved(live: str) -> str:
    """The moves of the period: (dimension, word, key, category, rows), the word's sums being MOVED.

    "all" rows have the site as key and hold who moved; "class" rows have the class of a complaint; "opener" rows hold
    who opened the ticket.
    """
    new = "(t.opened_at >= :start)"
    sums = (
        _stands("e.to_outcome IS 'complete' AND e.from_outcome IS NOT 'complete'", "to_outcome", "complete"),
        _stands("e.to_stage = 'closed' AND e.from_stage IS NOT 'closed'", "to_stage", "closed"),
        f"{_FROM_WORK} AND {_TO_END} AND e.to_outcome IS 'complete'",
        f"{_FROM_WORK} AND {_TO_END} AND e.to_outcome IS 'drop' AND e.to_status <> 'merged'",
        f"({_FROM_WORK} AND e.to_status = 'merged') - (e.from_status IS 'merged' AND e.to_stage IN {WORK})",
        f"coalesce(e.from_stage IN {ENDED} AND e.from_status <> 'merged' AND e.to_stage IN {WORK}, 0)",
        f"{new} * ((e.to_status = 'void') - (e.from_status IS 'void'))",
        f"{new} * ((e.to_status = 'merged') - (e.from_status IS 'merged'))",
        f"{new} * ((e.to_outcome IS 'complete') - (e.from_outcome IS 'complete'))",
    )
    return f"""
    WITH m AS MATERIALIZED (
        SELECT {_word(sums, "e.staff_id")} AS word, t.site AS site, t.category AS category, t.complaint_class AS class,
               CASE WHEN t.opened_at >= :start THEN coalesce(t.opened_by, 0) END AS opener
        FROM stage_event e JOIN ticket t ON t.id = e.ticket_id
        WHERE e.at >= :start AND e.at < :end AND (e.from_stage IN {ENDED} OR e.to_stage IN {ENDED}){live}
    )
    {_CUBE} UNION ALL {_CLASSES}
    UNION ALL SELECT 'opener', word % {PERSON} + opener * {PERSON} AS theirs, '', '', count(*)
    FROM m WHERE opener IS NOT NULL AND word % 4 <> {_FOLLOW_UP} GROUP BY theirs"""


def still_open(live: str, *, totals: bool = False) -> str:
    """(dimension, key, tickets) of what is in stage open or waiting just before `:at`; `totals` by kind only.

    Answered from the tickets' own dates, by the deeds' events where a ticket came back after its end. `:low0` … are
    `:at` less the STEPS, in days: a ticket that lived that long at most was opened after them.
    """
    rows = f"""
    WITH w AS MATERIALIZED (
        SELECT t.kind AS kind, t.site AS site, t.category AS category, t.assignee_id AS assignee,
               t.complaint_class AS complaint_class
        FROM (SELECT column1 AS step, column2 AS low FROM (VALUES {_steps()})) s CROSS JOIN ticket t
        WHERE {_alive()}{live}
    )"""
    parts = ["SELECT 'kind', kind, count(*) FROM w GROUP BY 2"]
    if not totals:
        parts += [
            f"SELECT '{name}', {name}, count(*) FROM w WHERE kind <> 'follow_up' GROUP BY 2"
            for name in ("site", "category", "assignee")
        ]
        parts.append("SELECT 'complaint_class', complaint_class, count(*) FROM w WHERE kind = 'complaint' GROUP BY 2")
    return rows + " " + " UNION ALL ".join(parts)


def reasons(live: str) -> str:
    """(reason, category, tickets) of the headline tickets open just before `:at` that had a reason then.

    A move takes the reason away, so for a ticket that has moved since it is read in the journal: what the first later
    operation found there.
    """
    journal = (
        "SELECT json_extract(c.before, '$.reason') FROM change c JOIN operation o ON o.id = c.operation_id"
        " WHERE c.ticket_id = t.id AND c.entity = 'ticket' AND o.at >= :at"
        " AND json_type(c.before, '$.reason') = 'text' ORDER BY c.operation_id LIMIT 1"
    )
    moved_since = "EXISTS (SELECT 1 FROM stage_event x WHERE x.ticket_id = t.id AND x.at >= :at)"
    waited = f"({_LAST.format(column='x.to_stage', ticket='t.id', before='at')}) = 'waiting'"
    reason = f"CASE WHEN NOT {moved_since} THEN t.reason WHEN {waited} THEN coalesce(({journal}), '') ELSE '' END"
    return f"""
    SELECT reason, category, count(*) FROM (
        SELECT {reason} AS reason, t.category AS category
        FROM (SELECT column1 AS step, column2 AS low FROM (VALUES {_steps()})) s CROSS JOIN ticket t
        WHERE {_alive()} AND t.kind <> 'follow_up' AND (t.reason <> '' OR {moved_since}){live}
    ) WHERE reason <> '' GROUP BY 1, 2"""


_FROM_WORK = f"(e.from_stage IS NULL OR e.from_stage IN {WORK})"
_TO_END = f"e.to_stage IN {ENDED}"
_CUBE = "SELECT 'all', word, site, category, count(*) FROM m GROUP BY word, site, category"
_CLASSES = (
    f"SELECT 'class', word % {PERSON} AS plain, class, '', count(*) FROM m"
    f" WHERE word % 4 = {_COMPLAINT} GROUP BY class, plain"
)


def _word(sums: tuple[str, ...], person: str) -> str:
    digits = [f"(({value}) + 1) * {4**place}" for place, value in enumerate(sums, start=1)]
    return " + ".join([_KIND, *digits, f"coalesce({person}, 0) * {PERSON}"])


def _stands(reaches: str, column: str, value: str) -> str:
    """1 where a move is the first of its ticket that reaches `value`, which still holds at the end of the period."""
    left = LEFT.format(ticket="e.ticket_id") + " AND l.at < :end"
    earlier = _EARLIER.format(reached=f"x.{column} = '{value}'")
    last = _LAST.format(column=f"x.{column}", ticket="e.ticket_id", before="end")
    exact = f"NOT EXISTS ({earlier}) AND ({last}) IS '{value}'"
    return f"CASE WHEN NOT ({reaches}) THEN 0 WHEN EXISTS ({left}) THEN {exact} ELSE 1 END"


def _steps() -> str:
    lows = [f"({step}, :low{step})" for step in range(len(STEPS))]
    return ", ".join([*lows, f"({len(STEPS)}, '')", "(9, '')"])


def _alive() -> str:
    span = (
        SPAN.replace("stage IN", "t.stage IN")
        .replace("resolved_at", "t.resolved_at")
        .replace("closed_at", "t.closed_at")
    )
    span = span.replace("opened_at", "t.opened_at")
    last = _LAST.format(column="x.to_stage", ticket="t.id", before="at")
    exact = f"CASE WHEN EXISTS ({LEFT.format(ticket='t.id')}) THEN ({last}) IN {WORK}"
    plain = f"WHEN t.stage IN {WORK} THEN 1 ELSE coalesce(t.resolved_at, t.closed_at, '9') >= :at END"
    end = _END.replace("resolved_at", "t.resolved_at").replace("closed_at", "t.closed_at")
    within = f"(s.step = 9 OR {end} >= :at)"
    return f"{span} = s.step AND t.opened_at >= s.low AND t.opened_at < :at AND {within} AND {exact} {plain}"
