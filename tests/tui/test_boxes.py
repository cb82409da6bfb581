from __future__ import annotations

import asyncio
from pathlib import Path

from textual.events import Key, Paste
from textual.widgets import Static

from desk.tui.app_base import DeskAppBase
from desk.tui.widgets.boxes import LineBox, TextBox
from desk.tui.widgets.choices import Choice, matching
from desk.tui.widgets.dialog import Dialog, Field, Problem
from desk.tui.widgets.options import Options
from desk.tui.widgets.picker import Picker

THEMES = Path(__file__).parents[2] / "themes"


class Trial(DeskAppBase):
    def __init__(self) -> None:
        super().__init__(theme_folders=[THEMES])
        self.drafts: list[tuple[str, dict[str, str]]] = []
        self.saved: list[dict[str, str]] = []
        self.ended: list[object] = []
        self.answers: list[Problem | None] = []

    def on_dialog_drafted(self, message: Dialog.Drafted) -> None:
        self.drafts.append((message.key, dict(message.values)))

    async def save(self, values) -> Problem | None:
        await asyncio.sleep(0)
        self.saved.append(dict(values))
        return self.answers.pop(0) if self.answers else None

    def reply(self, draft=None) -> Dialog:
        fields = (
            Field("how", "How", Options([("text", "text"), ("reached", "call reached"), ("none", "no answer")])),
            Field("text", "Text", TextBox()),
            Field("then", "Then", LineBox("stay")),
        )
        dialog = Dialog("Reply to #1042", fields, self.save, draft_key="reply:1042", draft=draft)
        self.push_screen(dialog, self.ended.append)
        return dialog


def play(story, size: tuple[int, int] = (80, 24)) -> None:
    async def run() -> None:
        app = Trial()
        async with app.run_test(size=size) as pilot:
            await story(app, pilot)

    asyncio.run(run())


def put(app, *parts: str) -> None:
    """Presses arrive all at once, as after a stall of ssh."""
    for part in parts:
        if part.startswith("<"):
            app.post_message(Key(part.strip("<>"), None))
        else:
            for character in part:
                app.post_message(Key(character, character))


async def rest(pilot) -> None:
    for _ in range(4):
        await pilot.pause()


def test_keys_that_selected_or_deleted_a_whole_reply_leave_it_alone():
    async def story(app, pilot):
        app.reply()
        await pilot.pause()
        await pilot.press("tab", *"hello")
        await pilot.press("f5", "f6", "f7", "o")
        assert app.screen.values()["text"] == "helloo"
        await pilot.press("ctrl+z", "ctrl+z")
        assert len(app.screen.values()["text"]) < 6
        await pilot.press("ctrl+y", "ctrl+y")
        assert app.screen.values()["text"] == "helloo"

    play(story)


def test_what_is_pasted_is_kept_without_what_a_terminal_would_obey():
    async def story(app, pilot):
        app.reply()
        await pilot.pause()
        await pilot.press("tab")
        app.post_message(Paste("first\x1b]52;c;QQ==\x07\r\nsecond\u202e \x00end"))
        await rest(pilot)
        assert app.screen.values()["text"] == "first]52;c;QQ==\nsecond end"
        await pilot.press("tab")
        app.post_message(Paste("\x1b[6n one\nline"))
        await rest(pilot)
        assert app.screen.values()["then"] == "stay[6n one line"

    play(story)


def test_keys_that_come_before_the_dialog_stands_belong_to_it():
    async def story(app, pilot):
        await pilot.pause()
        app.reply()
        put(app, "2", "<tab>", "明天好 ok", "<ctrl+s>")
        await rest(pilot)
        assert app.saved == [{"how": "reached", "text": "明天好 ok", "then": "stay"}]
        assert app.ended == [True]

    play(story)


def test_esc_leaves_and_everything_typed_before_it_is_a_draft():
    async def story(app, pilot):
        await pilot.pause()
        app.reply()
        put(app, "<tab>", "not finished", "<escape>")
        await rest(pilot)
        assert app.ended == [False]
        assert app.drafts == [("reply:1042", {"how": "text", "text": "not finished", "then": "stay"})]
        dialog = app.reply(draft=app.drafts[0][1])
        await rest(pilot)
        assert dialog.values()["text"] == "not finished"
        await pilot.press("tab", "ctrl+u", "escape")
        assert app.drafts[-1] == ("reply:1042", {})  # nothing is left to keep

    play(story)


def test_what_the_desk_refuses_stays_in_the_dialog_beside_its_field():
    async def story(app, pilot):
        app.answers = [Problem("Say [/] when to call again.", "then"), Problem("Somebody else changed it.")]
        dialog = app.reply()
        await pilot.pause()
        await pilot.press("tab", *"hm", "ctrl+s")
        await rest(pilot)
        assert app.ended == []
        assert dialog.focused.id is None
        assert isinstance(dialog.focused, LineBox)
        assert str(dialog.query_one("#error-then", Static).content) == "Say [/] when to call again."
        await pilot.press("enter")  # Enter in the last line saves
        await rest(pilot)
        assert not dialog.query_one("#error-then").has_class("-said")
        assert dialog.query_one("#error-").has_class("-said")
        await pilot.press("ctrl+s")
        await rest(pilot)
        assert app.ended == [True]
        assert dialog.values()["text"] == "hm"

    play(story)


def test_a_line_takes_its_typing_back():
    async def story(app, pilot):
        app.reply()
        await pilot.pause()
        await pilot.press("tab", "tab", *"ab", "ctrl+u")
        assert app.screen.values()["then"] == ""
        await pilot.press("ctrl+z", "ctrl+z")
        assert app.screen.values()["then"] == "staya"
        await pilot.press("ctrl+y")
        assert app.screen.values()["then"] == "stayab"

    play(story)


def test_options_move_by_arrows_space_and_digits_of_any_width():
    async def story(app, pilot):
        dialog = app.reply()
        await pilot.pause()
        for key, given in (("right", "reached"), ("space", "none"), ("right", "text"), ("left", "none"), ("1", "text")):
            await pilot.press(key)
            assert dialog.values()["how"] == given
        app.post_message(Key("whatever", "３"))
        await rest(pilot)
        assert dialog.values()["how"] == "none"

    play(story)


ITEMS = [
    Choice("new", "new ticket", "n"),
    Choice("note", "note inside 备注", "c", search="beizhu"),
    Choice("close", "close", "x", why="It is closed already."),
    *(Choice(f"s{number}", f"staff {number}") for number in range(20)),
]


def pick(keys: list[str], **more) -> list[Choice | None]:
    chosen: list[Choice | None] = []

    async def story(app, pilot):
        app.push_screen(Picker("What?", ITEMS, **more), chosen.append)
        await pilot.pause()
        await pilot.press(*keys)
        await rest(pilot)

    play(story)
    return chosen


def test_a_picker_takes_arrows_digits_letters_and_enter():
    for keys, wanted in (
        (["enter"], "new"),
        (["down", "enter"], "note"),
        (["2"], "note"),
        (["ctrl+n", "ctrl+n", "ctrl+p", "enter"], "note"),
        (["up", "i", "n", "s", "enter"], "note"),
        ([*"staff", "space", *"17", "enter"], "s17"),
    ):
        assert [choice.id for choice in pick(keys)] == [wanted], keys
    assert pick(["escape"]) == [None]
    assert pick(["alt+q"]) == [None]


def test_what_cannot_be_chosen_says_why_and_stays():
    async def story(app, pilot):
        app.push_screen(Picker("What?", ITEMS))
        await pilot.pause()
        await pilot.press("3")
        await rest(pilot)
        assert str(app.screen.query_one("#said", Static).content) == "It is closed already."
        await pilot.press(*"qqq")
        await rest(pilot)
        assert "Nothing" in str(app.screen.query_one("#said", Static).content)

    play(story)


def test_a_free_picker_gives_back_what_was_typed():
    assert pick([*"fri", "space", *"18", "enter"], free=True) == [Choice("", "fri 18")]
    assert pick([*"zzz", "enter"]) == []


def test_words_are_looked_for_everywhere_and_beginnings_come_first():
    assert [choice.id for choice in matching(ITEMS, "BEIZHU")] == ["note"]
    assert [choice.id for choice in matching(ITEMS, "备注")] == ["note"]
    assert [choice.id for choice in matching(ITEMS, "ins note")] == ["note"]
    found = matching([Choice("1", "denote"), Choice("2", "note")], "note")
    assert [choice.id for choice in found] == ["2", "1"]
