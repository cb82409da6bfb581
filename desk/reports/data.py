"""Figures as JSON and as long CSV: for programs, with ids for names, whole numbers, and rates as text with one decimal."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from desk.reports.facts import DIMENSIONS
from desk.reports.figures import COUNTS, FLOW, completion, completion_later, count, count_change, rate_change, share
from desk.reports.words import definitions, name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desk.domain.periods import Period
    from desk.reports.facts import Tally
    from desk.reports.figures import Change, Report, Row
    from desk.reports.rates import Rate


def as_json(report: Report) -> str:
    """One object; the same data give the same bytes."""
    return json.dumps(as_data(report), ensure_ascii=False, indent=2) + "\n"


def as_data(report: Report) -> dict[str, Any]:
    """The object of `as_json`. `to` is the day after the last; change is in per cent for counts and in points for rates."""
    return {
        "period": {**_period(report.period), "timezone": report.zone, "calendar": "gregorian"},
        "previous_period": _period(report.previous),
        "shop": report.shop,
        "empty": report.empty,
        "figures": {
            **_figures(report.headline(), report),
            "complaints_by_class": _complaints(report),
            "unfinished_by_reason": _unfinished(report),
            "left_out": {name: getattr(report.now.headline(), name) for name in ("void", "merged")},
            "follow_ups": _figures(report.follow_ups(), None),
        },
        "definitions": dict(definitions()),
    }


def _period(period: Period) -> dict[str, str]:
    return {"label": period.label, "from": period.first.isoformat(), "to": period.end.isoformat()}


def _figures(row: Row, report: Report | None) -> dict[str, Any]:
    """The figures of a group; with a report also what they are made of, by each dimension."""
    groups = {dimension: report.rows(dimension) for dimension in DIMENSIONS} if report else {}
    found: dict[str, Any] = {}
    for figure in COUNTS:
        now, before = count(row.now, figure), count(row.before, figure)
        found[figure] = {"value": now, "previous": before, **_change(count_change(before, now))}
        if report:
            found[figure]["by"] = _by(groups, figure, "now")
            found[figure]["previous_by"] = _by(groups, figure, "before")
    rate, earlier = completion(row.now), completion(row.before)
    found["completion_rate"] = {
        **_rate(rate),
        "previous": _rate(earlier)["value"],
        **_change(rate_change(earlier, rate)),
        "by_day_of_report": _rate(completion_later(row.now)),
    }
    if report:
        found["completion_rate"]["by"] = {
            dimension: {
                one.key: {**_rate(completion(one.now)), "previous": _rate(completion(one.before))["value"]}
                for one in rows
            }
            for dimension, rows in groups.items()
        }
    found["flow"] = _flow(row.now, balanced=all(one.now.balanced for one in groups.get("kind", [row])))
    found["flow"]["previous"] = _flow(
        row.before, balanced=all(one.before.balanced for one in groups.get("kind", [row]))
    )
    if report:
        kinds = {one.key: _flow(one.now, balanced=one.now.balanced) for one in groups["kind"]}
        found["flow"]["by"] = {"kind": kinds}
    return found


def _by(groups: dict[str, list[Row]], figure: str, when: str) -> dict[str, dict[str, int]]:
    return {
        dimension: {row.key: value for row in rows if (value := count(getattr(row, when), figure))}
        for dimension, rows in groups.items()
    }


def _flow(tally: Tally, *, balanced: bool) -> dict[str, Any]:
    return {"balanced": balanced, **{term: getattr(tally, term) for term in FLOW}}


def _rate(rate: Rate) -> dict[str, Any]:
    value = rate.percent()
    return {
        "value": None if value is None else str(value),
        "numerator": rate.numerator,
        "denominator": rate.denominator,
    }


def _change(change: Change) -> dict[str, Any]:
    return {"change": None if change.amount is None else str(change.amount), "change_unit": change.unit or None}


def _complaints(report: Report) -> dict[str, Any]:
    rows = report.complaints()
    now, before = [row.now for row in rows], [row.before for row in rows]
    return {
        row.key: {
            "count": row.now.counted,
            "previous": row.before.counted,
            "share": _rate(share(row.now, now))["value"],
            "previous_share": _rate(share(row.before, before))["value"],
            "completion_rate": _rate(completion(row.now)),
            "previous_completion_rate": _rate(completion(row.before)),
        }
        for row in rows
    }


def _unfinished(report: Report) -> dict[str, Any]:
    return {
        reason: {
            "value": sum(now for now, _ in categories.values()),
            "previous": sum(before for _, before in categories.values()),
            "by": {"category": {category: now for category, (now, _) in categories.items() if now}},
            "previous_by": {"category": {category: before for category, (_, before) in categories.items() if before}},
        }
        for reason, categories in report.unfinished().items()
    }


def as_csv(report: Report) -> str:
    """One line a figure and group: period, figure, dimension, key, name, value, previous, change, unit; rates in per cent."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("period", "figure", "dimension", "key", "name", "value", "previous", "change", "unit"))
    for figure, dimension, key, label, *values in _lines(report):
        writer.writerow((report.period.label, figure, dimension, _defused(key), _defused(label), *values))
    return out.getvalue()


def _lines(report: Report) -> Iterator[tuple[str, ...]]:
    yield from _row_lines("", report.headline(), "", "")
    for dimension in DIMENSIONS:
        for row in report.rows(dimension):
            yield from _row_lines("", row, dimension, name(report, dimension, row.key))
    yield from _row_lines("follow_ups.", report.follow_ups(), "", "")
    rows = report.complaints()
    for row in rows:
        place = ("class", row.key, name(report, "complaint_class", row.key))
        yield ("complaints_by_class.count", *place, *_counts(row.before.counted, row.now.counted))
        shares = (share(row.before, [one.before for one in rows]), share(row.now, [one.now for one in rows]))
        yield ("complaints_by_class.share", *place, *_rates(*shares))
        yield ("complaints_by_class.completion_rate", *place, *_rates(completion(row.before), completion(row.now)))
    for reason, categories in report.unfinished().items():
        for category, (now, before) in categories.items():
            place = (
                "reason×category",
                f"{reason}×{category}",
                f"{name(report, 'reason', reason)} × {name(report, 'category', category)}",
            )
            yield ("unfinished_by_reason", *place, *_counts(before, now))


def _row_lines(prefix: str, row: Row, dimension: str, label: str) -> Iterator[tuple[str, ...]]:
    place = (dimension, row.key if dimension else "", label)
    for figure in COUNTS:
        yield (prefix + figure, *place, *_counts(count(row.before, figure), count(row.now, figure)))
    yield (prefix + "completion_rate", *place, *_rates(completion(row.before), completion(row.now)))
    if dimension in ("", "kind"):
        for term in FLOW:
            yield (prefix + "flow." + term, *place, *_counts(getattr(row.before, term), getattr(row.now, term)))


def _counts(before: int, now: int) -> tuple[str, ...]:
    change = count_change(before, now)
    return (str(now), str(before), "" if change.amount is None else str(change.amount), change.unit)


def _rates(before: Rate, now: Rate) -> tuple[str, ...]:
    change = rate_change(before, now)
    shown = ("" if value is None else str(value) for value in (now.percent(), before.percent(), change.amount))
    return (*shown, change.unit)


def _defused(text: str) -> str:
    """A cell that a spreadsheet would take for a formula, made text; keys and names come from people and their files."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
