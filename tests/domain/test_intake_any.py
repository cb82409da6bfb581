"""The intake line: whatever is typed is understood or kept, and what was understood can be typed again."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st
from support.intake_shops import SHOPS

from desk.domain import intake, intake_print
from desk.domain.intake_words import Intake, Known
from desk.text import clean

KNOWN = st.sampled_from(SHOPS)
_WORDS = (
    "lamp 屏幕碎 @ @张三 ＠“A B” # #屏幕 #1042 1042号 #9 + +x +repair 报修 报修： repair: +回访 ! !high ！急 due: due:fri 约：明天 due:+3d to:03 to:x via:wechat "
    "site:二期 cat:换货 dev:X sn:1 at:8-2 p:low price:5 kr5 ¥480 ￥1.5 ref:7 tag:a wx:li 138 0000 1111 13800001111 +45 20123456 a@b.dk "
    '490154203237518 2026112712345678 \\ \\#5 \\\\ " “ ” 「 」 \' "a b" “due:fri c” won\'t : ： a: :b deu:fri by:"A B" tel:138 2026-11-28T18:00'
)
LINES = st.lists(st.sampled_from(_WORDS.split(" ")) | st.text(max_size=6), max_size=9).map(" ".join) | st.text(
    max_size=60
)


@given(LINES, KNOWN)
def test_any_line_is_understood_without_a_word_lost(line: str, known: Known) -> None:
    found = intake.parse(line, known)
    assert found.chips or found.title or found.body or not clean(line).strip()
    for value in (found.title, found.customer, found.serial, found.address, *found.tags):
        assert "\n" not in value
        assert "\x1b" not in value


@given(st.lists(st.text(max_size=12), max_size=6), KNOWN)
def test_any_words_of_a_command_are_understood(items: list[str], known: Known) -> None:
    assert isinstance(intake.parse_items(items, known, "body"), Intake)


@given(LINES.map(lambda line: line.partition("\n")[0]), KNOWN)
def test_a_ticket_written_as_a_line_and_read_again_is_the_same(line: str, known: Known) -> None:
    found = intake.parse(line, known)
    assume(all(not all(quote in value for quote in '"”」') for value in _values(found)))
    again = intake.parse(intake_print.to_line(found, known), known)
    assert again._replace(chips=(), hints=()) == found._replace(chips=(), hints=(), body="")


def _values(found: Intake) -> list[str]:
    return [
        found.customer,
        found.site,
        found.category,
        found.device,
        found.serial,
        found.order_number,
        found.address,
        *found.tags,
    ] + [value for _kind, value in found.contacts]
