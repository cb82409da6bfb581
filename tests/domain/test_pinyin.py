"""Initials of names, so that zs finds 张三."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.domain import pinyin
from desk.domain.pinyin_table import LEVEL_2

# Written down by hand from a dictionary: characters that stand in many names, under their first letter.
NAMES = {
    "b": "鲍白包毕卞",
    "c": "超晨崔蔡褚岑谌陈程曹",
    "d": "邓丁杜窦黛董戴",
    "f": "芳飞菲霏樊酆方冯范傅",
    "g": "刚桂龚郭高顾关葛",
    "h": "华红辉浩昊泓颢皓菡涵郝蘅蕙黄胡何贺侯",
    "j": "静军杰娟瑾婕浚骏靖锦嘉嵇贾蒋金江姜",
    "k": "珂柯邝孔康",
    "l": "丽磊兰玲琳璐莉蕾澜霖麟俪栾蔺赖骆郦芦卢娄李刘林梁罗陆",
    "m": "敏明梅淼旻芈茅麦马孟毛莫",
    "n": "娜妮钮宁牛倪",
    "o": "欧",
    "p": "平萍鹏濮潘彭庞裴",
    "q": "强琪琦淇沁祺倩荃阙邱亓瞿戚钱秦齐",
    "r": "睿芮蓉镕任阮饶",
    "s": "诗珊莎桑沈佘邵苏孙宋石史施",
    "t": "涛婷韬佟谭滕唐田陶汤",
    "w": "伟薇炜汪王吴魏韦文翁",
    "x": "秀霞鑫轩萱欣曦璇潇昕熙筱翔馨骁洵荀薛邢徐许谢夏萧",
    "y": "洋勇艳英玉宇怡语雨颖莹瑶瑜妍嫣娅媛沅滢煜烨焱禹翊胤逸钰懿彧奕闫阎晏殷鄢杨叶余袁于姚尹",
    "z": "梓芷邹仉湛臧郑张赵周朱钟",
}


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("张三", "zs"), ("王建国", "wjg"), ("曾怡", "zy"), ("梓萱", "zx"), ("Anna Jensen", "aj"), ("欧阳修", "oyx"), ("张 三", "zs"),
        ("李Na", "ln"), ("安娜Jensen", "anj"), ("陈老师", "cls"), ("ＡＢ Ｃ", "ac"), ("José Ángel", "ja"), ("O'Brien", "o"), ("陳東", "cd"), ("王赟", "wy"),
        ("Anna-Marie", "am"), ("  zhang  san ", "zs"), ("李娜 (VIP)", "lnv"), ("", ""), ("12", ""), ("★", ""),
    ],
)  # fmt: skip
def test_initials(name: str, letters: str) -> None:
    assert pinyin.initials(name) == letters


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("单雄", "sx"), ("解珍", "xz"), ("仇英", "qy"), ("查良", "zl"), ("区明", "om"), ("朴信", "px"), ("翟明", "zm"),
        ("尉迟恭", "ycg"), ("万俟明", "mqm"), ("长孙明", "zsm"), ("长江", "cj"), ("明单", "md"), ("小曾", "xz"),
    ],
)  # fmt: skip
def test_a_surname_is_read_as_a_surname(name: str, letters: str) -> None:
    assert pinyin.initials(name) == letters


def test_characters_that_stand_in_many_names() -> None:
    wrong = {
        char: pinyin.initials("王" + char)[1:]
        for letter, chars in NAMES.items()
        for char in chars
        if pinyin.initials("王" + char) != "w" + letter
    }
    assert wrong == {}
    assert sum(map(len, NAMES.values())) > 200


def test_the_table_has_a_letter_for_every_place_of_the_second_level() -> None:
    assert len(LEVEL_2) == (0xF7 - 0xD8 + 1) * 94
    gaps = [place for place, letter in enumerate(LEVEL_2) if letter == "-"]
    assert gaps == []
    assert set(LEVEL_2) <= set("abcdefghjklmnopqrstwxyz")  # no syllable begins with i, u or v


def test_a_character_outside_the_table_stands_for_itself() -> None:
    assert pinyin.initials("𠮷野") == "𠮷y"


def test_surnames_are_read_as_surnames() -> None:
    assert [pinyin.initials(name) for name in ("阚明", "隗明", "秘明", "折明", "乜明")] == [
        "km",
        "wm",
        "bm",
        "sm",
        "nm",
    ]


@given(st.text(max_size=40))
def test_any_name_has_initials_or_none(name: str) -> None:
    letters = pinyin.initials(name)
    assert len(letters) <= len(name) * 18  # one character may stand for a phrase of 18
    assert not any(char.isspace() for char in letters)
