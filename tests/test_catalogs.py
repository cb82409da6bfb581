"""Both languages: none of our sentences is missing, unused or torn, and the right language is chosen."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING, Any

import pytest
from support import room

from desk import i18n
from desk.text import Label, Sentence

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def catalogs() -> Any:
    spec = importlib.util.spec_from_file_location("desk_catalogs", room.ROOT / ".ci" / "catalogs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def shelf(catalogs: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tiny program of ours with one catalog."""
    (tmp_path / "desk" / "locale" / "zh_CN").mkdir(parents=True)
    (tmp_path / "desk" / "errors.py").write_text((room.ROOT / "desk" / "errors.py").read_text())
    monkeypatch.setattr(catalogs, "ROOT", tmp_path)
    monkeypatch.setattr(catalogs, "LOCALE", tmp_path / "desk" / "locale")
    return tmp_path / "desk"


def write(shelf: Path, code: str, **catalogs: str) -> None:
    (shelf / "code.py").write_text(code)
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'
    for room_name, entries in catalogs.items():
        (shelf / "locale" / "zh_CN" / f"{room_name}.po").write_text(header + entries, "utf-8")


def test_no_message_is_missing_unused_or_torn(catalogs: Any) -> None:
    assert catalogs.check() == []


def test_every_fault_of_a_catalog_is_named(catalogs: Any, shelf: Path) -> None:
    write(
        shelf,
        '_("Good {n}")\nraise Refused("Bare")\nSentence(N_("Torn {a}"))\nN_("Blank")\nngettext("{n} row", "{n} rows", n)\n',
        a='msgid "Good {n}"\nmsgstr "好 {n}"\n\nmsgid "Torn {a}"\nmsgstr "坏 {b}"\n\nmsgid "Blank"\nmsgstr ""\n\n'
        'msgid "{n} row"\nmsgstr "{n} 行"\n\n',
        b='msgid "Good {n}"\nmsgstr "好 {n}"\n\nmsgid "Gone"\nmsgstr "没了"\n\n',
    )
    found = "\n".join(catalogs.check())
    for expected in (
        "duplicate: 'Good {n}'", "unused: 'Gone'", "untranslated: 'Blank'", "other placeholders: 'Torn {a}'",
        "missing: 'Bare'", "other plural than in the code: ('{n} row',)",
    ):  # fmt: skip
        assert expected in found
    assert len(found.splitlines()) == 6


def test_an_id_twice_in_one_file_is_seen(catalogs: Any, shelf: Path) -> None:
    write(shelf, '_("Good")\n', a='msgid "Good"\nmsgstr "好"\n\nmsgid ""\n"Good"\nmsgstr "好"\n')
    assert catalogs.check() == ["zh_CN/a.po: duplicate: 'Good' stands in zh_CN/a.po as well"]


def test_compiling_gives_the_same_bytes_and_only_when_needed(catalogs: Any, shelf: Path) -> None:
    write(shelf, "", a='msgid "Good"\nmsgstr "好"\n')
    (made,) = catalogs.compile_all()
    before = made.read_bytes()
    assert catalogs.compile_all() == []
    assert catalogs.compile_all(force=True) == [made]
    assert made.read_bytes() == before


@pytest.mark.parametrize(
    ("environment", "told", "language"),
    [
        ({}, None, "en"),
        ({"LANG": "zh_CN.UTF-8"}, None, "zh_CN"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, None, "en"),
        ({"LANG": "en_GB", "LC_MESSAGES": "zh_SG"}, None, "zh_CN"),
        ({"LANG": "en_GB", "LANGUAGE": "da:zh:en"}, None, "zh_CN"),
        ({"LANG": "da_DK.UTF-8"}, None, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "en", "en"),
        ({"LANG": "zh_CN.UTF-8"}, "", "zh_CN"),
        ({"LANG": "en"}, "zh-Hans", "zh_CN"),
    ],
)
def test_the_language_is_chosen(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], told: str | None, language: str
) -> None:
    monkeypatch.delenv("LANG")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert i18n.choose(told) == i18n.language() == language


def test_a_sentence_is_told_with_its_parts_in_the_chosen_language() -> None:
    part = Sentence("a whole number from {least} up", least=1)
    sentence = Sentence("{file}, line {line}: {key} is {value}, but should be {right}.",
                        file="{x}", line=1042, key=Label("Key", "键"), value=["a", Label("b", "乙")], right=part)  # fmt: skip
    assert i18n.tell(sentence) == "{x}, line 1042: Key is a, b, but should be a whole number from 1 up."
    i18n.choose("zh")
    assert i18n.tell(sentence) == "{x} 第 1042 行：键 写的是 a、乙，应当是不小于 1 的整数。"
    assert i18n.tell("true or false") == "true or false"  # text is never translated: it may be a customer's


def test_a_name_that_a_shop_gave_in_one_language_serves_for_both() -> None:
    assert i18n.label(Label("", "换货")) == "换货"
    i18n.choose("zh")
    assert (i18n.label(Label("Lamp", "")), i18n.label(Label("Lamp", "灯"))) == ("Lamp", "灯")


def test_libraries_speak_our_language_and_the_environment_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    from gettext import gettext

    monkeypatch.delenv("LANGUAGE", raising=False)
    i18n.choose("zh")
    with i18n.libraries():
        assert gettext("Usage:") == "用法："
    assert "LANGUAGE" not in os.environ
    i18n.choose("en")
    with i18n.libraries():
        assert gettext("Usage:") == "Usage:"
