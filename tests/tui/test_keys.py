from __future__ import annotations

import asyncio
import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App
from textual.events import Key, Paste
from textual.screen import Screen
from textual.strip import Strip

from desk import commands
from desk.tui import keys
from desk.tui.app_base import DeskAppBase
from desk.tui.widgets.boxes import LineBox
from desk.tui.widgets.lines import MOVES, Lines


def test_every_deed_has_a_key_a_word_and_a_sentence_and_no_key_means_two_things():
    keymap, problems = commands.effective({})
    assert problems == []
    assert len(commands.BY_ID) == len(commands.DEEDS)
    for deed in commands.DEEDS:
        assert keymap[deed.id], deed.id
        assert deed.word
        assert deed.sentence
        assert all(commands.key_name(key) == key for key in keymap[deed.id])
        assert not any(key in commands.RESERVED or key.startswith("alt+") for key in keymap[deed.id])


def test_the_footer_holds_at_most_eight():
    assert len([deed for deed in commands.DEEDS if deed.footer]) <= 8


def test_the_table_costs_no_start():
    heavy = "{'textual', 'rich', 'click', 'sqlmodel', 'dataclasses', 'asyncio', 'difflib', 'inspect'}"
    code = f"import sys; before = set(sys.modules); import desk.commands; print(sorted((set(sys.modules) - before) & {heavy}))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def told(wishes) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    keymap, problems = commands.effective(wishes)
    return keymap, [f"{said.id} {sorted(map(str, said.values.values()))}" for said in problems]


def test_remapping_reports_each_mistake_once_and_keeps_the_default():
    keymap, problems = told({"nots": "c", "zzz": "c", "done": "Ctrl+M", "note": ["alt+c", "wat"], "reply": "R F9"})
    assert keymap["done"] == ("d", "f5")
    assert keymap["note"] == ("c", "f7")
    assert keymap["reply"] == ("R", "f9")
    assert len(problems) == 5
    assert any("did you mean" in text and "note" in text for text in problems)


def test_a_wished_key_wins_over_a_shipped_one_and_two_deeds_can_swap():
    keymap, problems = told({"note": "d"})
    assert keymap["note"] == ("d",)
    assert keymap["done"] == ("f5",)
    assert len(problems) == 1
    keymap, problems = told({"note": "d", "done": "c"})
    assert (keymap["note"], keymap["done"], problems) == (("d",), ("c",), [])
    keymap, problems = told({"note": ""})
    assert (keymap["note"], problems) == ((), [])
    keymap, problems = told({"save": "escape"})  # both stand in every dialog
    assert len(problems) == 1


@given(st.dictionaries(st.sampled_from([*commands.BY_ID, "nothing"]), st.lists(st.text(max_size=7), max_size=3)))
def test_whatever_is_wished_no_key_is_bound_twice_in_one_place(wishes):
    keymap, _ = commands.effective(wishes)
    for scope in (commands.DESK, commands.DIALOG, commands.PICKER, commands.TEXT):
        bound = [key for deed in commands.DEEDS if deed.scope == scope for key in keymap[deed.id]]
        assert len(bound) == len(set(bound))


@given(st.characters(min_codepoint=33, max_codepoint=126))
def test_full_width_signs_stand_for_their_keys(character):
    assert keys.alias(chr(ord(character) + 0xFEE0)) == character
    assert keys.alias(character) is None


def test_signs_of_an_input_method_stand_for_the_keys_they_are_typed_with():
    typed = "、。「【」】　￥…—？：＃１"
    assert "".join(keys.alias(character) or "∅" for character in typed) == "/.[[]] $^_?:#1"
    assert [keys.alias(character) for character in "屏é“"] == [None, None, None]


def parsed(sequence: str) -> list[str]:
    parser = keys.Parser()
    events = [*parser.feed(sequence), *parser.feed("")]
    return [event.key for event in events if isinstance(event, Key)]


def test_esc_and_a_quick_key_stay_two_keys():
    for character, key in (
        ("j", "j"),
        ("/", "slash"),
        (" ", "space"),
        ("\r", "enter"),
        ("1", "1"),
        ("b", "b"),
        ("J", "J"),
    ):
        assert parsed("\x1b" + character) == ["escape", key], character
    assert parsed("\x1b屏") == ["escape", "屏"]
    assert parsed("\x1b[A\x1bOP\x1b[1;5C\x1b[3~j") == ["up", "f1", "ctrl+right", "delete", "j"]


class Listed(Lines):
    def draw(self, index: int) -> Strip:
        return Strip.blank(self.width)


class Desk(Screen[None]):
    """A list and a find box, as the queue has them."""

    def compose(self):
        yield Listed()
        yield LineBox(id="find")

    def on_mount(self) -> None:
        self.done: list[str] = []
        keys.bind(self, [deed.id for deed in commands.DEEDS if deed.scope == commands.DESK and deed.id not in MOVES])
        self.query_one(Listed).focus()

    def action_deed(self, deed: str) -> None:
        self.done.append(deed)
        if deed == "find":
            self.set_focus(self.query_one(LineBox))
        if deed == "back":
            self.set_focus(self.query_one(Listed))

    def take_text(self, text: str) -> None:
        box = self.query_one(LineBox)
        self.set_focus(box)
        box.put(box.given + text)


class Trial(DeskAppBase):
    def __init__(self, **more) -> None:
        super().__init__(**more)

    def get_default_screen(self) -> Screen[None]:
        return Desk()


def play(story, **more) -> None:
    async def run() -> None:
        app = Trial(**more)
        async with app.run_test() as pilot:
            await pilot.pause()
            await story(app, app.screen, pilot)

    asyncio.run(run())


def test_letters_twins_and_full_width_signs_do_the_same_deed():
    async def story(app, screen, pilot):
        await pilot.press("c", "f7")
        for character in "／、？":
            app.post_message(Key("whatever", character))
            await pilot.pause()
            await pilot.press("escape")
        app.post_message(Key("c", "ｃ"))
        await pilot.pause()
        assert screen.done == ["note", "note", "find", "back", "find", "back", "menu", "back", "note"]

    play(story)


def test_a_remapped_deed_listens_to_its_new_key_only():
    async def story(app, screen, pilot):
        await pilot.press("N", "f7", "c")
        assert screen.done == ["note"]

    play(story, keymap=commands.effective({"note": "N"})[0])


def test_a_chinese_word_typed_into_the_list_arrives_whole_in_the_find_box():
    async def story(app, screen, pilot):
        for character in "屏幕碎":
            app.post_message(Key(character, character))
        app.post_message(Key("d", "d"))
        await pilot.pause()
        assert (screen.query_one(LineBox).given, screen.done) == ("屏幕碎d", [])

    play(story)


def test_pasted_text_runs_no_deed_and_goes_to_the_find_box_as_one_clean_line():
    async def story(app, screen, pilot):
        app.post_message(Paste("nAx\x1b[2J\r\n13800001111\n"))
        await pilot.pause()
        assert (screen.query_one(LineBox).given, screen.done) == ("nAx[2J 13800001111", [])

    play(story)


def test_alt_and_a_key_is_esc_then_the_key():
    async def story(app, screen, pilot):
        await pilot.press("slash", "x")
        assert screen.query_one(LineBox).given == "x"
        app.post_message(Key("alt+n", "n"))
        await pilot.pause()
        app.post_message(Key("alt+shift+g", "G"))
        await pilot.pause()
        assert screen.query_one(LineBox).given == "x"
        assert screen.done == ["find", "back", "new", "back"]

    play(story)


def test_textual_knows_every_key_of_the_table():
    class Pressed(App[None]):
        def on_key(self, event: Key) -> None:
            self.got = event.key

    async def run() -> None:
        app = Pressed()
        async with app.run_test() as pilot:
            for key in {key for bound in keys.SHIPPED.values() for key in bound if len(key) == 1}:
                app.post_message(keys.as_key(key))
                await pilot.pause()
                assert app.got == keys.textual_key(key)

    asyncio.run(run())
