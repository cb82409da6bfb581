"""Pinyin initials of names, so that `zs` finds 张三. No dependency: GB2312's first level is in the order of pinyin."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

from desk.domain.pinyin_table import LEVEL_2

# Where each letter begins in GB2312's first level (rows 16 to 55); no syllable begins with i, u or v.
_LETTERS = "abcdefghjklmnopqrstwxyz"
_STARTS = (
    0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8, 0xC4C3, 0xC5B6, 0xC5BE,
    0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1,
)  # fmt: skip
_LEVEL_1_END, _LEVEL_2_ROW = 0xD7F9, 0xD8
# As a surname these are read otherwise than elsewhere.
_SURNAMES = {
    "曾": "z", "单": "s", "仇": "q", "解": "x", "查": "z", "区": "o", "朴": "p", "翟": "z", "盖": "g", "召": "s", "尉迟": "yc",
    "万俟": "mq", "长孙": "zs", "冼": "x", "洗": "x", "覃": "q", "缪": "m", "乐": "y", "员": "y", "种": "c", "繁": "p",
    "阚": "k", "隗": "w", "秘": "b", "折": "s", "乜": "n",
}  # fmt: skip
# Characters of many names that GB2312 leaves out: rare ones that are in fashion, and traditional forms.
_BESIDE = {
    char: letter
    for letter, chars in {
        "b": "寶", "c": "翀陳", "d": "鄧東頔", "f": "峯馮鳳飛昉", "g": "國顧關龔剛鞏", "h": "淏韓賀華輝紅黃龢姮", "j": "珺鋆璟蔣賈軍傑靜嬌",
        "k": "堃焜鄺", "l": "劉羅呂盧賴龍陸麗蘭連琍淩", "m": "旻馬麥夢", "o": "歐", "p": "芃鵬", "q": "錢齊強慶",
        "r": "镕瑢榮鎔", "s": "珅燊蘇孫詩昇", "t": "湉譚湯濤", "w": "吳萬溫偉暐", "x": "瑄炘晞許謝蕭興學曉", "y": "彧玥垚祎赟瑀楊葉嚴應閻雲陽義瑩穎語豔",
        "z": "喆張趙鄭鍾鄒莊",
    }.items()
    for char in chars
}  # fmt: skip


def initials(name: str) -> str:
    """The first letters of the syllables or words of a name, lower case: 张三 → zs, Anna Jensen → aj. "" when there are none."""
    text = unicodedata.normalize("NFKC", name).strip()
    made, rest = _surname(text)
    inside = False
    for char in rest:
        letter = _letter(char)
        if letter:
            made += letter
            inside = False
        elif char.isalpha():
            if not inside:
                made += _plain(char)
            inside = True
        else:
            inside = inside and char in "'’"
    return made


def _surname(text: str) -> tuple[str, str]:
    for length in (2, 1):
        read = _SURNAMES.get(text[:length])
        if read:
            return read, text[length:]
    return "", text


def _letter(char: str) -> str:
    """The letter of a hanzi of GB2312 or of those beside it, "" for anything else."""
    if char < "\u4e00":
        return ""
    if char in _BESIDE:
        return _BESIDE[char]
    try:
        code = int.from_bytes(char.encode("gb2312"), "big")
    except UnicodeEncodeError:
        return ""
    if code <= _LEVEL_1_END:
        return _LETTERS[bisect_right(_STARTS, code) - 1] if code >= _STARTS[0] else ""
    place = ((code >> 8) - _LEVEL_2_ROW) * 94 + (code & 0xFF) - 0xA1
    found = LEVEL_2[place] if 0 <= place < len(LEVEL_2) else "-"
    return "" if found == "-" else found


def _plain(char: str) -> str:
    return unicodedata.normalize("NFKD", char.casefold())[:1]
