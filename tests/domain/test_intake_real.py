"""The intake line against what people really wrote: a field recognised in ordinary prose is a misread line.

The small cuts always run. The whole files run where they stand beside the checkout, or where DESK_SHARED says.
"""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from support import published
from support.intake_shops import SHOP, SHOPS

from desk.domain import intake

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from desk.domain.intake_words import Known

CUTS = published.DATA / "intake_lines"
LONGEST = 120  # what somebody may type or paste into one line
# A brand behind a number sign is a tag, and may be.
READ_AS_FIELDS = ("failed #Philips dvp2130",)
MOST = 1


def first_lines(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        line = text.strip().split("\n")[0].strip()
        if 0 < len(line) <= LONGEST:
            yield line


def misread(lines: Iterable[str], known: Known) -> list[str]:
    return [line for line in lines if intake.parse(line, known).chips]


def cells(path: Path, *columns: str) -> Iterator[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            yield from (row[column] or "" for column in columns if column in row)


def records(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def every_file() -> Iterator[str]:
    for path in sorted(published.large("repair_openrepair").glob("*.csv")):
        yield from cells(path, "problem")
    yield from cells(published.large("inquiries_banking77/train.csv"), "text")
    yield from cells(published.large("ko_chatbot/ChatbotData.first6000.csv"), "Q", "A")
    for record in records(published.large("zh_crosswoz/val_messages.jsonl")):
        yield str(record["content"])
    for record in records(published.large("ja_asdc/hotel.VanillaUtterances.first3000.jsonl")):
        yield from (utterance["text"] for utterance in record["utterances"])  # type: ignore[attr-defined]
    yield from published.large("messy/blns/blns.txt").read_text("utf-8", "replace").split("\n")


@pytest.mark.parametrize("known", SHOPS[:2], ids=["CN", "DK"])
def test_the_cuts_are_read_as_prose(known: Known) -> None:
    lines = [line for path in sorted(CUTS.glob("*.txt")) for line in first_lines(path.read_text("utf-8").split("\n"))]
    assert len(lines) > 500
    found = misread(lines, known)
    assert [line for line in found if not line.startswith(READ_AS_FIELDS)] == []
    assert len(found) == len(READ_AS_FIELDS)


def test_a_line_of_prose_gets_no_less_than_all_of_itself_as_its_title() -> None:
    for path in sorted(CUTS.glob("*.txt")):
        for line in first_lines(path.read_text("utf-8").split("\n")):
            found = intake.parse(line, SHOP)
            if not found.chips and not line.startswith("\\") and " \\" not in line:
                assert found.title == " ".join(line.split())


@pytest.mark.parametrize("known", SHOPS[:2], ids=["CN", "DK"])
def test_the_whole_files_are_read_as_prose(known: Known) -> None:
    lines = list(first_lines(every_file()))
    assert len(lines) > 40_000
    found = misread(lines, known)
    assert len(found) <= MOST, "\n".join(found)


def test_a_grammar_that_takes_any_key_for_a_field_would_be_found_out() -> None:
    """The count above can fail: with every word before a colon as a key, the cuts alone have more misread lines than that."""
    lines = [line for path in CUTS.glob("*.txt") for line in first_lines(path.read_text("utf-8").split("\n"))]
    loose = [line for line in lines if any(":" in word[1:-1] or "：" in word[1:-1] for word in line.split())]
    assert len(loose) > MOST
