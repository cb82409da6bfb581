"""The intake line: every row of its table, with its full-width and its shell-safe twin. It is Friday, 27 November 2026, 10:00."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from desk.domain import intake, intake_print
from desk.domain.intake_words import Customer, Intake, Known, Person
from desk.text import Label

ZONE = ZoneInfo("Asia/Shanghai")
STAFF = (Person("03", "李明", "lm"), Person("", "Oskar", "o"), Person("11", "王工"))
SHOP = Known(
    now=datetime(2026, 11, 27, 2, tzinfo=UTC),
    zone=ZONE,
    closing=time(18),
    me="03",
    staff=STAFF,
    ticket_exists=lambda number: number in (7, 1042),
)
LISTS = SHOP._replace(
    sites={"p2": Label("Phase 2", "二期")}, categories={"phone": Label("Phone", "手机"), "lift": Label("Lift", "电梯")}
)
DANISH = SHOP._replace(country="DK", currency="DKK")


def said(line: str, known: Known = SHOP) -> dict[str, Any]:
    """What was understood, without chips and hints."""
    found = intake.parse(line, known)
    return {
        name: value
        for name, value in found._asdict().items()
        if name not in ("chips", "hints") and value not in ("", (), 0, None)
    }


def hints(line: str, known: Known = SHOP) -> list[dict[str, object]]:
    return [hint.values for hint in intake.parse(line, known).hints]


def test_the_line_everybody_begins_with() -> None:
    found = intake.parse("iPhone 12 屏幕碎 @张三 13800001111 due:fri", SHOP)
    assert (found.title, found.customer, found.contacts) == ("iPhone 12 屏幕碎", "张三", (("phone", "13800001111"),))
    assert found.due_at == datetime(2026, 11, 27, 18, tzinfo=ZONE)
    assert [(chip.field, chip.text) for chip in found.chips] == [
        ("customer", "张三"),
        ("phone", "138 0000 1111"),
        ("due", Label("Fri 11-27 18:00", "周五 11-27 18:00")),
    ]
    assert found.hints == ()


FRIDAY, SATURDAY = datetime(2026, 11, 27, 18, tzinfo=ZONE), datetime(2026, 11, 28, 18, tzinfo=ZONE)
# What is set, and every way to write it behind the words "a lamp".
TABLE: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"customer": "张三"}, ("@张三", "＠张三", "by:张三", "客户：张三", '@"张三"', "@“张三”")),
    ({"customer": "Anna Jensen"}, ('@"Anna Jensen"', "＠“Anna Jensen”", "@「Anna Jensen」", 'by:"Anna Jensen"', '客户："Anna Jensen"')),
    ({"contacts": (("phone", "13800001111"),)}, ("13800001111", "phone:13800001111", "电话：13800001111", "tel:13800001111")),
    ({"contacts": (("phone", "138 0000 1111"),)}, ("138 0000 1111", "tel:138 0000 1111", "电话:138 0000 1111", 'phone:"138 0000 1111"')),
    ({"contacts": (("phone", "+45 20123456"),)}, ("+45 20123456", "+45 20123456，", "phone:+45 20123456")),
    ({"contacts": (("phone", "+45 20 12 34 56"),)}, ("+45 20 12 34 56", "+45 20 12 34 56,")),
    ({"contacts": (("phone", "１３８００００１１１１"),)}, ("１３８００００１１１１",)),
    ({"contacts": (("email", "a@b.dk"),)}, ("a@b.dk", "a@b.dk,", "a＠b.dk", "mail:a@b.dk", "邮箱：a@b.dk")),
    ({"contacts": (("wechat", "li88"),)}, ("wx:li88", "微信:li88", "ＷＸ：li88")),
    ({"contacts": (("wangwang", "tb_1"),)}, ("ww:tb_1", "旺旺：tb_1")),
    ({"contacts": (("qq", "12345"),)}, ("qq:12345", "QQ：12345")),
    ({"kind": "repair"}, ("+repair", "＋报修", "+维修", "＋repair", "+Repair")),
    ({"kind": "complaint"}, ("+complaint", "＋投诉")),
    ({"kind": "follow_up", "ref": 1042}, ("+follow_up ref:1042", "＋回访 #1042", "+follow-up 1042号")),
    ({"tags": ("屏幕",)}, ("#屏幕", "#屏幕#", "＃屏幕", "＃屏幕＃", "+屏幕", "＋屏幕", "tag:屏幕", "标签：屏幕", '#"屏幕"', "+「屏幕」")),
    ({"tags": ("hard case", "x")}, ('+"hard case" +x', "#“hard case” #x +x", 'tag:"hard case" tag:x')),
    ({"ref": 1042}, ("#1042", "＃1042", "＃１０４２", "1042号", "ref:1042", "ref:#1042", "工单：1042号")),
    ({"priority": "high"}, ("!high", "！高", "!高", "！ｈｉｇｈ", "p:high", "p:高", "优先级：高", "!HIGH")),
    ({"priority": "urgent"}, ("!urgent", "！急", "p:urgent")),
    ({"priority": "low"}, ("!low", "！低", "p:low")),
    ({"due_at": FRIDAY}, ("due:fri", "due:fri18:00", "due:18:00", 'due:"fri 18:00"', "约:周五", "承诺：今天18点", "Due:11-27", "ｄｕｅ：ｆｒｉ")),
    ({"due_at": SATURDAY}, ("due:+1d", "due:11-28", "承诺：明天18点", "约：明天", "due:2026-11-28T18:00", "due:2026-11-28T10:00:00Z")),
    ({"assignee": "03"}, ("to:me", "to:03", "to:李明", "派:李明", "派:李", "派：我", "to:lm", "to:０３")),
    ({"assignee": "Oskar"}, ("to:Oskar", "to:o", "assignee:oskar")),
    ({"channel": "wechat"}, ("via:wechat", "via:WeChat", "渠道:微信", "渠道：微信")),
    ({"channel": "walk_in"}, ("via:walk-in", "via:walk_in", "渠道：到店")),
    ({"site": "二期"}, ("site:二期", "期:二期", "期：二期")),
    ({"category": "exchange"}, ("cat:exchange", "cat:换货", "类:换货", "类：换货")),
    ({"device": "iPhone 12"}, ('dev:"iPhone 12"', "机：“iPhone 12”", "device:「iPhone 12」")),
    ({"serial": "F2LX"}, ("sn:F2LX", "序列号：F2LX", "sn:Ｆ２ＬＸ")),
    ({"serial": "490154203237518"}, ("490154203237518", "４９０１５４２０３２３７５１８", "imei:490154203237518")),
    ({"order_number": "2026112712345678"}, ("2026112712345678", "２０２６１１２７１２３４５６７８", "order:2026112712345678", "单号：2026112712345678")),
    ({"order_number": "A-17"}, ("order:A-17", "单号:A-17", "订单：A-17")),
    ({"address": "8-2-501"}, ("at:8-2-501", "址:8-2-501", "地址：8-2-501")),
    ({"estimate": 48000, "currency": "CNY"}, ("¥480", "￥480", "￥４８０", "price:480", "价:480", "报价：480元", "price:¥480")),
    ({"estimate": 48050, "currency": "DKK"}, ("kr480.50", "price:480.5kr", "price:480.50DKK")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "written"), TABLE, ids=lambda value: next(iter(value)) if isinstance(value, dict) else ""
)
def test_a_field_in_all_its_spellings(fields: dict[str, Any], written: tuple[str, ...]) -> None:
    for text in written:
        assert said(f"a lamp {text}") == {"title": "a lamp", **fields}, text
        assert said(f"{text} a lamp") == {"title": "a lamp", **fields}, text
        assert said(f"a　{text}　lamp") == {"title": "a lamp", **fields}, text  # with ideographic spaces
        assert hints(f"a lamp {text}") == []


@pytest.mark.parametrize(
    "line",
    [
        "@", "a @ b", "＠", "@ 张三", "@5", "mail to a@b", "+", "+5", "5 + 3", "+-", "#", "#!", "#9", "9号", "# 5", "#99999999999999999999",
        "!", "!!!", "！", "broken!", "!now", "p:", "due:", "Repair the lamp", "repair lamp", "complaint about it", "维修", "报修",
        "http://example.com/x", "C:\\temp", "12:30", "ratio 3:4", "re:view", "a:b", "won't start", "I'm here", 'say "it', "“open", "¥", "kr",
        "480元", "$480", "12345678901", "100-200", "2019 2020", "123456789012345", "x@y", "@.dk", "二期 漏水", "周五 18:00", "高", "急", "+²", "#²", "#٣",
    ],
)  # fmt: skip
def test_what_is_not_clearly_a_field_stays_in_the_title(line: str) -> None:
    assert said(line) == {"title": " ".join(line.split())}


def test_a_kind_in_front() -> None:
    for line in (
        "报修 灯不亮",
        "报修：灯不亮",
        "报修:灯不亮",
        "维修： 灯不亮",
        "repair:灯不亮",
        "Repair: 灯不亮",
        "ｒｅｐａｉｒ： 灯不亮",
    ):
        assert said(line) == {"title": "灯不亮", "kind": "repair"}, line
    assert said("投诉 态度") == {"title": "态度", "kind": "complaint"}
    assert said("回访：洗衣机") == {"title": "洗衣机", "kind": "follow_up"}
    assert said("灯不亮 报修") == {"title": "灯不亮 报修"}  # only in front
    assert said('repair:"a lamp" x') == {"title": '"a lamp" x', "kind": "repair"}


def test_the_first_sets_it_and_a_later_one_stays_text_with_a_hint() -> None:
    line = "lamp due:fri due:sat !high !low @A @B +repair +complaint to:03 to:11 ¥5 ¥6 #7 #1042"
    assert said(line) == {
        "title": "lamp due:sat !low @B +complaint to:11 ¥6 #1042", "due_at": FRIDAY, "priority": "high", "customer": "A",
        "kind": "repair", "assignee": "03", "estimate": 500, "currency": "CNY", "ref": 7,
    }  # fmt: skip
    named = [value["field"].en for value in hints(line)]  # type: ignore[attr-defined]
    assert named == ["promise", "priority", "customer", "kind", "for", "price", "ticket"]


def test_telephones_and_tags_may_repeat_and_the_same_one_counts_once() -> None:
    found = said("lamp 13800001111 +45 20123456 138 0000 1111 #a +b #a a@b.dk c@d.dk")
    assert found["contacts"] == (
        ("phone", "13800001111"),
        ("phone", "+45 20123456"),
        ("email", "a@b.dk"),
        ("email", "c@d.dk"),
    )
    assert found["tags"] == ("a", "b")
    assert found["title"] == "lamp"


@pytest.mark.parametrize(
    ("item", "near"),
    [
        ("deu:fri", "due"), ("dues:fri", "due"), ("sitte:x", "site"), ("prise:5", "price"), ("oder:5", "order"), ("sote:x", "site"),
        ("due:someday", None), ("to:Nobody", None), ("via:pigeon", None), ("p:top", None), ("price:many", None), ("ref:9", None), ("tel:me", None),
    ],
)  # fmt: skip
def test_what_looks_like_a_field_stays_text_with_a_hint(item: str, near: str | None) -> None:
    assert said(f"lamp {item}") == {"title": f"lamp {item}"}
    assert hints(f"lamp {item}") == [{"item": item, "near": near} if near else {"item": item}]


def test_somebody_of_the_staff_is_named_only_when_one_person_fits() -> None:
    two = SHOP._replace(staff=(Person("03", "李明", "lm"), Person("04", "李雷", "ll"), Person("05", "王工", "wg")))
    assert said("lamp to:王", two)["assignee"] == "05"
    assert said("lamp to:李", two) == {"title": "lamp to:李"}
    assert hints("lamp to:李", two) == [{"item": "to:李"}]


def test_a_customer_is_found_by_what_the_shop_knows_them_by() -> None:
    people = (Customer(5, "张三"), Customer(6, "王伟"), Customer(7, "王薇"), Customer(8, "赵四"), Customer(9, "zs"))
    known = {"zs": people[:1], "张三": people[:1], "ww": people[1:3], "王伟": people[1:3], "ZS": (people[3], people[4])}
    shop = SHOP._replace(customers=lambda text: known.get(text, ()))
    assert (
        said("lamp @zs", shop) == said("lamp by:张三", shop) == {"title": "lamp", "customer": "张三", "customer_id": 5}
    )
    assert said("lamp @王伟", shop)["customer_id"] == 6  # the full name beats the same initials
    assert said("lamp @ZS", shop)["customer_id"] == 9
    assert said("lamp @ww", shop) == {"title": "lamp", "customer": "ww"}
    assert hints("lamp @ww", shop) == [{"name": "ww"}]
    assert said("lamp @New", shop) == {"title": "lamp", "customer": "New"}
    assert hints("lamp @New", shop) == []


def test_a_promise_that_is_over_is_taken_and_said() -> None:
    found = intake.parse("lamp due:2025-11-26", SHOP)
    assert found.due_at == datetime(2025, 11, 26, 18, tzinfo=ZONE)
    shown = Label("Wed 2025-11-26 18:00", "周三 2025-11-26 18:00")
    assert [chip.text for chip in found.chips] == [shown]
    assert [hint.values for hint in found.hints] == [{"due": shown}]


def test_a_number_of_the_month_is_no_ticket() -> None:
    every = SHOP._replace(ticket_exists=lambda _number: True)
    assert said("28号 来取", every) == {"title": "28号 来取"}
    assert said("128号 来取", every) == {"title": "来取", "ref": 128}


def test_a_value_that_ends_a_sentence_is_somebody_talking() -> None:
    assert said("地址：西街2号。") == {"title": "地址：西街2号。"}
    assert said('at:"西街2号。" lamp') == {"title": "lamp", "address": "西街2号。"}
    assert intake_print.to_line(intake.parse('at:"西街2号。" lamp', SHOP), SHOP) == 'lamp at:"西街2号。"'


def test_an_unknown_key_far_from_any_is_text_without_a_word() -> None:
    assert hints("lamp http://x.dk colour:red a:b xy:1 注意：轻放") == []


def test_a_shop_with_lists_of_its_own_knows_only_those() -> None:
    assert said("门禁 期:二期 类:电梯", LISTS) == {"title": "门禁", "site": "p2", "category": "lift"}
    assert said("门禁 site:p2 cat:退货", LISTS) == {"title": "门禁", "site": "p2", "category": "return"}
    assert said("门禁 site:三期 cat:roof", LISTS) == {"title": "门禁 site:三期 cat:roof"}
    assert [value["item"] for value in hints("门禁 site:三期 cat:roof", LISTS)] == ["site:三期", "cat:roof"]


def test_a_danish_shop() -> None:
    for written in ("20123456", "20 12 34 56", "2012 3456", "+45 20123456"):
        assert said(f"lamp {written}", DANISH) == {"title": "lamp", "contacts": (("phone", written),)}
    assert said("lamp 13800001111", DANISH) == {"title": "lamp 13800001111"}
    assert said("lamp price:480", DANISH)["currency"] == "DKK"
    swedish = said("lamp kr480", DANISH._replace(currency="SEK"))
    assert (swedish["estimate"], swedish["currency"]) == (48000, "SEK")


def test_literals_are_never_parsed() -> None:
    assert said(r"\#5 \@ \due:fri \+repair \!high \13800001111 \\x") == {
        "title": r"#5 @ due:fri +repair !high 13800001111 \x"
    }
    assert said(r"\报修 灯") == {"title": "报修 灯"}
    for quoted in ('"due:fri #x @y"', "“due:fri 13800001111”", "「!high 回访」", "'+repair due:fri'"):
        assert said(f"lamp {quoted} end") == {"title": f"lamp {quoted} end"}
    assert said("\\") == {"title": "\\"}


def test_the_title_keeps_its_characters() -> None:
    assert said("ｉＰｈｏｎｅ　１２　屏幕碎！ （急）＠张三") == {"title": "ｉＰｈｏｎｅ １２ 屏幕碎！ （急）＠张三"}
    assert said("ｉＰｈｏｎｅ １２ ＠张三") == {"title": "ｉＰｈｏｎｅ １２", "customer": "张三"}


def test_further_lines_are_the_body_untouched() -> None:
    body = "你好 @李四\n  due:fri 13900002222\n\n> #tag \\#5 'x'"
    assert said(f"lamp @张三\n{body}") == {"title": "lamp", "customer": "张三", "body": body}
    assert said(f"lamp\r\n\r\n{body}\n\n")["body"] == body
    assert said("\n\nlamp\nmore") == {"title": "lamp", "body": "more"}
    assert said("due:fri\nwhat is it") == {"due_at": FRIDAY, "body": "what is it"}


def test_what_a_terminal_would_obey_is_gone() -> None:
    found = intake.parse("lamp\x1b[31m @\u202eA\x00B #t\x07\nbody\x1b]0;x\x07", SHOP)
    assert (found.title, found.customer, found.tags, found.body) == ("lamp[31m", "AB", ("t",), "body]0;x")


def test_several_words_of_a_command_are_an_item_each() -> None:
    found = intake.parse_items(
        ["lamp", "loose plug", "by:Anna Jensen", "138 0000 1111", "due:fri 18:00", "dev:iPhone 12"], SHOP
    )
    assert (found.title, found.customer, found.device, found.due_at) == (
        "lamp loose plug",
        "Anna Jensen",
        "iPhone 12",
        FRIDAY,
    )
    assert found.contacts == (("phone", "138 0000 1111"),)
    assert intake.parse_items(["报修", "@Anna Jensen", "lamp"], SHOP)[:4] == ("lamp", "", "repair", "Anna Jensen")
    assert intake.parse_items(["lamp", "say @x"], SHOP).title == "lamp say @x"
    assert intake.parse_items(["", "  ", "lamp"], SHOP).title == "lamp"


def test_one_word_of_a_command_is_split_as_a_line() -> None:
    found = intake.parse_items(["lamp @张三\nbelow"], SHOP, "from -m\n@李四")
    assert (found.title, found.customer, found.body) == ("lamp", "张三", "below\nfrom -m\n@李四")
    assert intake.parse_items([], SHOP) == Intake("")


def test_it_is_said_back_as_people_say_it() -> None:
    found = intake.parse("iPhone 12 屏幕碎 @张三 13800001111 due:fri !high +屏幕 dev:X ¥480", SHOP)
    assert intake_print.say_back(found, "repair", SHOP) == [
        Label("Repair", "报修"), "iPhone 12 屏幕碎", "张三 138 0000 1111", Label("Fri 11-27 18:00", "周五 11-27 18:00"), Label("High", "高"),
        "屏幕", "X", "¥480",
    ]  # fmt: skip
