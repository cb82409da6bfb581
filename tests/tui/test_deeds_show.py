from __future__ import annotations

import io
from contextlib import contextmanager, redirect_stdout

import pytest
from support.sitting import sit
from support.stories import opened


def with_customer(desk):
    from desk.actions import talking

    number = opened(
        desk, customer="张三", contacts=(("phone", "138 0000 1111"),), address="8-2-501", channel="wechat", body="black"
    )
    talking.message(desk, [number], talking.Said("什么时候好?"))
    return number


@pytest.mark.parametrize(
    ("letter", "text"),
    [("y", "1"), ("p", "138 0000 1111"), ("n", "张三"), ("a", "8-2-501"), ("m", "什么时候好?"), ("2", "138 0000 1111")],
)
def test_a_letter_or_a_digit_says_what_is_copied(shop, desk, letter, text):
    number = with_customer(desk)

    async def story(at):
        await at.on(number)
        await at.keys("y", letter)
        assert at.app._clipboard == text
        assert any("copied" in toast and "v shows it plain" in toast for toast in at.toasts)

    sit(shop, story)


def test_a_card_is_all_one_needs_to_send_something(shop, desk):
    number = with_customer(desk)

    async def story(at):
        await at.on(number)
        await at.keys("y", "d")
        assert at.app._clipboard == "张三\n138 0000 1111\n8-2-501"

    sit(shop, story)


def test_what_is_not_there_is_not_copied(shop, desk):
    number = opened(desk)

    async def story(at):
        await at.on(number)
        await at.keys("y", "p")
        assert at.app._clipboard == ""
        assert "nothing there" in at.screen()

    sit(shop, story)


def test_a_program_named_in_the_config_takes_the_text(shop, desk, tmp_path):
    from desk.config import Settings
    from desk.config.settings import Desk

    number = with_customer(desk)
    target = tmp_path / "copied"
    settings = Settings(desk=Desk(copy_command=f"tee {target}"))

    async def story(at):
        await at.on(number)
        await at.keys("y", "n")
        assert target.read_text() == "张三"
        assert not any("plain" in toast for toast in at.toasts)

    sit(shop, story, settings=settings)


def test_plain_text_stands_on_the_terminals_own_screen_until_enter(shop, desk, monkeypatch):
    number, said = with_customer(desk), io.StringIO()
    monkeypatch.setattr("sys.stdin", io.StringIO("\n"))

    async def story(at):
        @contextmanager
        def suspended():
            with redirect_stdout(said):
                yield

        at.app.suspend = suspended
        await at.on(number)
        await at.keys("v")
        assert at.app.screen is at.app.desk_screen

    sit(shop, story)
    assert "什么时候好?" in said.getvalue()
    assert "8-2-501" in said.getvalue()
    assert "│" not in said.getvalue()


def test_where_there_is_no_terminal_plain_text_is_a_page(shop, desk):
    number = with_customer(desk)

    async def story(at):
        await at.on(number)
        await at.keys("v")
        assert "什么时候好?" in at.screen()
        await at.keys("<escape>")
        assert at.app.screen is at.app.desk_screen

    sit(shop, story)
