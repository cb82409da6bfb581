"""The settings: one table, an example file that says the same, and errors that name file, line and what would be right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk import config, i18n, paths
from desk.config.settings import SECTIONS
from desk.domain import workflow_config
from desk.errors import Configuration, NoPermission
from desk.text import Label

SETTINGS = [(name, key) for name, section in SECTIONS.items() for key in section.settings]


@pytest.fixture(scope="module")
def example() -> str:
    return Path(paths.example_config()).read_text("utf-8")


def said(source: str) -> str:
    with pytest.raises(Configuration) as caught:
        config.parse(source, "shop.toml")
    return i18n.tell(caught.value.sentence)


def toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(toml, value)) + "]"
    return f'"{value}"' if isinstance(value, str) else str(value)


def test_the_example_is_exactly_the_defaults(example: str) -> None:
    assert config.parse(example) == config.Settings()


@pytest.mark.parametrize(("section", "key"), SETTINGS)
def test_the_example_explains_every_setting_in_its_line_in_both_languages(example: str, section: str, key: str) -> None:
    setting = SECTIONS[section].settings[key]
    part = example.split(f"\n[{section}]\n")[1].split("\n[", maxsplit=1)[0]
    explained = f"{setting.help} {i18n.translated(setting.help, 'zh_CN')}"
    assert i18n.translated(setting.help, "zh_CN") != setting.help
    assert f"{key} = {toml(setting.default)}  # {explained}" in part.splitlines()


def test_what_the_example_only_suggests_can_be_used(example: str) -> None:
    used = re.sub(r"(?m)^# (?=\[|\"?[a-z_.]+\"? = )", "", example)
    settings = config.parse(used)
    assert settings.window.of("chat") == "09:00-22:00"
    assert settings.category.more["exchange"] == Label("Exchange", "换货")
    assert settings.label["repair.awaiting_parts"].zh == "配件在途"
    assert "at_factory" in workflow_config.from_settings(settings)["repair"].statuses


@pytest.mark.parametrize(("section", "key"), SETTINGS)
def test_every_setting_takes_its_own_default_and_no_table(section: str, key: str) -> None:
    default = SECTIONS[section].settings[key].default
    assert getattr(getattr(config.parse(f"[{section}]\n{key} = {toml(default)}"), section), key) == default
    assert said(f"[{section}]\n\n{key} = {{a = 1}}").startswith(f"shop.toml, line 3: {section}.{key} is ")


@given(chosen=st.sampled_from(SETTINGS), above=st.lists(st.sampled_from(["", "# words", "  "]), max_size=9))
def test_an_error_names_the_line_wherever_it_stands(chosen: tuple[str, str], above: list[str]) -> None:
    section, key = chosen
    before = [*above, f"[{section}]", *above]
    assert f"shop.toml, line {len(before) + 1}: {section}.{key} is" in said("\n".join([*before, f"{key} = 1.5"]))


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ('[desk]\nlanguege = "zh"', "shop.toml, line 2: there is no setting desk.languege. Did you mean “language”?"),
        ("[dask]\nx = 1", "shop.toml, line 1: there is no setting dask. Did you mean “desk”?"),
        ('[window]\nfax = "09:00-10:00"', "shop.toml, line 2: there is no setting window.fax. There are: default, phone,"),
        (
            '[shop]\nsort = "onlin"',
            "shop.toml, line 2: shop.sort is “onlin”, but should be one of “repair”, “online”, “property”, “other”. Did you mean “online”?",
        ),
        ('[hours]\nmon = "9-18"', "hours.mon is “9-18”, but should be a part of the day such as “09:00-18:00”"),
        ('[window]\ndefault = "22:00-08:00"', "window.default is “22:00-08:00”, but should be"),
        ("[wait]\nred_minutes = 10", "shop.toml, line 2: wait.red_minutes is 10, but should be at least amber_minutes, 30"),
        ("[wait]\namber_minutes = 90", "shop.toml, line 2: wait.amber_minutes is 90, but should be at most red_minutes, 60"),
        ("[wait]\namber_minutes = true", "wait.amber_minutes is true, but should be a whole number from 1 up"),
        ('[shop]\ncurrency = "rmb"', "shop.currency is “rmb”, but should be three capital letters"),
        ("[queue]\nx =", "shop.toml, line 2: this is not TOML"),
        ("desk = 3", "shop.toml, line 1: desk is 3, but should be a section, [desk]"),
        ("[status]\nid = 1", "status is {…}, but should be tables that begin with [[status]]"),
        ('[site]\na = {cn = "一期"}', "shop.toml, line 2: site.a is {…}, but should be a name such as"),
        ('[hours]\nholidays = ["2026-13-01"]', "hours.holidays is […], but should be a list of days"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_what_would_be_right(source: str, sentence: str) -> None:
    assert sentence in said(source)


def test_errors_speak_chinese_too() -> None:
    i18n.choose("zh")
    assert said('[desk]\nlanguege = "zh"') == "shop.toml 第 2 行：没有 desk.languege 这个设置。是不是“language”？"


def test_open_sections_keep_what_they_are_told() -> None:
    settings = config.parse(
        '[keys]\nnew = ["a", "f5"]\nnote = "c"\n[category]\nlamp = "Lamp"\n[site]\np2 = {en = "Phase 2", zh = "二期"}\n'
        '[window]\nchat = ""\n[hours]\nholidays = [2026-10-01, "2026-10-02"]\nsun = ""'
    )
    assert settings.keys.more == {"new": ("a", "f5"), "note": "c"}
    assert settings.category.more["lamp"] == Label("Lamp", "Lamp")
    assert settings.site.more["p2"] == Label("Phase 2", "二期")
    assert (settings.window.of("chat"), settings.window.of("phone")) == ("", "08:00-23:00")
    assert settings.hours.holidays == ("2026-10-01", "2026-10-02")
    assert settings.hours.of_week()[6] == ""
    assert settings != config.Settings()


def test_settings_are_read_only_and_can_be_exchanged_whole() -> None:
    settings = config.Settings()
    with pytest.raises(AttributeError):
        settings.desk.who = "04"
    with pytest.raises(AttributeError):
        settings.file = "x"
    changed = settings.replace(desk=SECTIONS["desk"](who="04"))
    assert (changed.desk.who, changed.desk.theme, settings.desk.who) == ("04", "desk-dark", "")


def test_a_value_cannot_carry_escape_sequences() -> None:
    assert config.parse('[shop]\nname = "A\\u001b[2JB"').shop.name == "A[2JB"


def test_a_machine_without_a_file_has_the_defaults_but_a_named_file_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert config.load() == config.Settings()
    assert config.load().file == ""
    with pytest.raises(Configuration, match="There is no configuration file"):
        config.load(str(tmp_path / "none.toml"))
    monkeypatch.setenv("DESK_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(Configuration, match="There is no configuration file"):
        config.load()
    with pytest.raises(Configuration, match="cannot be read"):
        config.load(str(tmp_path))


def test_the_file_may_have_a_mark_at_its_start_but_must_be_utf8(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b'\xef\xbb\xbf[desk]\r\nwho = "\xe6\x9d\x8e"\r\n')
    assert config.load(str(file)).desk.who == "李"
    file.write_bytes('[desk]\nwho = "李"\n'.encode("gb18030"))
    with pytest.raises(Configuration, match="not UTF-8"):
        config.load(str(file))


def test_a_file_that_may_not_be_read_is_no_fresh_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "config.toml"
    file.write_text("")
    file.chmod(0)
    try:
        file.read_text()
    except PermissionError:
        with pytest.raises(NoPermission):
            config.load(str(file))
    else:
        pytest.skip("this user may read everything")


@given(
    language=st.sampled_from(["", "en", "zh"]),
    quote=st.sampled_from(["'", '"']),
    space=st.sampled_from(["", " ", "\t"]),
    above=st.sampled_from(["", 'who = "language"\n', "# language = 'en'\n"]),
)
def test_the_language_is_found_without_reading_the_rest(
    tmp_path_factory: pytest.TempPathFactory, language: str, quote: str, space: str, above: str
) -> None:
    file = tmp_path_factory.getbasetemp() / "peek.toml"
    file.write_text(f"[desk]\n{above}{space}language{space}={space}{quote}{language}{quote} # words\n", "utf-8")
    assert config.peek_language(str(file)) == config.load(str(file)).desk.language == language


def test_a_broken_file_still_tells_its_language(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[desk]\nlanguage = "zh"\nwho = oops\n')
    assert config.peek_language(str(file)) == "zh"
    assert config.peek_language(str(tmp_path / "none")) == ""


def test_the_places_follow_the_system_and_what_was_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.database() == str(home / "data/desk/shop.db")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert paths.database() == str(home / ".local/share/desk/shop.db")
    beside = str(home / "etc/config.toml")
    assert paths.database(configured="shop.db", beside=beside) == str(home / "etc/shop.db")
    assert paths.database(configured="~/a.db", beside=beside) == str(home / "a.db")
    monkeypatch.setenv("DESK_DB", "/srv/desk.db")
    assert paths.database(configured="shop.db", beside=beside) == "/srv/desk.db"
    assert paths.database("/told.db") == "/told.db"
    monkeypatch.setenv("DESK_CONFIG", "~/c.toml")
    assert paths.config_file() == str(home / "c.toml")
    assert paths.config_file("/told.toml") == "/told.toml"


def test_our_own_folders_are_found_in_a_checkout() -> None:
    assert (Path(paths.migrations()) / "env.py").exists()
    assert (Path(paths.themes()[0]) / "desk-dark.toml").exists()
