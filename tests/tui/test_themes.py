from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from textual.color import Color
from textual.widgets import Label

from desk.tui import themes
from desk.tui.app_base import DeskAppBase

SHIPPED = Path(__file__).parents[2] / "themes"
NAMES = {"desk-dark", "desk-light", "high-contrast", "colour-blind"}


def luminance(colour: str) -> float:
    parsed = Color.parse(colour)
    parts = [value / 255 for value in (parsed.r, parsed.g, parsed.b)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_shipped_themes_are_sound_and_named_in_both_languages():
    found, problems = themes.load([SHIPPED])
    assert problems == []
    assert set(found) == NAMES
    assert all(item.label.en and not item.label.zh.isascii() for item in found.values())


@pytest.mark.parametrize("name", sorted(NAMES))
def test_all_text_can_be_read(name):
    theme = themes.read(SHIPPED / f"{name}.toml").theme
    texts = {key: getattr(theme, key) for key in ("foreground", "primary", "accent", "success", "warning", "error")}
    for ground in (theme.background, theme.surface, theme.panel):
        for key, colour in {**texts, **theme.variables}.items():
            assert contrast(colour, ground) >= 4.5, (key, ground)
    assert contrast(theme.background, theme.secondary) >= 4.5  # the chosen option


BROKEN = {
    "toml": "label = ",
    "unknown": "[colours]\nprimary = '#fff'\nprimry = '#fff'\n",
    "section": "colors = 1\n",
    "colour": "[colours]\nprimary = 'shiny'\n",
    "missing": "[colours]\nprimary = '#fff'\n",
}


def test_broken_files_are_told_all_at_once_and_the_good_ones_stay(tmp_path):
    for name, text in BROKEN.items():
        (tmp_path / f"{name}.toml").write_text(text)
    (tmp_path / "mine.toml").write_text((SHIPPED / "desk-dark.toml").read_text())
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\x00")
    found, problems = themes.load([SHIPPED, tmp_path, tmp_path / "not there"])
    assert set(found) == NAMES | {"mine"}
    assert {problem.values["file"] for problem in problems} == {f"{name}.toml" for name in [*BROKEN, "bytes"]}


def test_a_shop_s_file_of_the_same_name_wins(tmp_path):
    text = (SHIPPED / "desk-dark.toml").read_text().replace("#5FA8D3", "#123456")
    (tmp_path / "desk-dark.toml").write_text(text)
    found, _ = themes.load([SHIPPED, tmp_path])
    assert found["desk-dark"].theme.primary == "#123456"


def test_an_app_wears_its_theme_and_survives_a_wrong_name():
    class Trial(DeskAppBase):
        CSS = "Label { color: $tone-late; background: $background; }"

        def compose(self):
            yield Label("x")

    async def run(wanted: str) -> tuple[str, str, int]:
        app = Trial(theme_folders=[SHIPPED], theme=wanted)
        async with app.run_test():
            return app.theme, app.query_one(Label).styles.color.hex, len(app.problems)

    for name in sorted(NAMES):
        late = themes.read(SHIPPED / f"{name}.toml").theme.variables["tone-late"]
        assert asyncio.run(run(name)) == (name, late.upper(), 0)
    assert asyncio.run(run("none"))[::2] == ("desk-dark", 1)
