"""The two languages: which one is spoken, and every sentence turned into it at the doors.

English is the message id, so it needs no catalog. Chinese is compiled from `locale/zh_CN/*.po`, one small file a room, when
the package is built; a checkout without the compiled catalog speaks English.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from desk.text import Label, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from gettext import NullTranslations

DOMAIN = "desk"
LANGUAGES = ("en", "zh_CN")
FOLDER = os.path.join(os.path.dirname(__file__), "locale")  # noqa: PTH118, PTH120 - pathlib costs 4 ms of every start

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


class _Spoken:
    """What is spoken now: one choice for the whole process, made before the first word."""

    language = "en"
    catalog: NullTranslations | None = None


def supported(name: str) -> str | None:
    """`zh`, `zh_CN.UTF-8`, `zh-Hans`, `en_GB`, `C` … as one of LANGUAGES, or None when it is neither."""
    word = name.strip().lower().replace("-", "_").split(".")[0].split("@")[0]
    if word == "zh" or word.startswith("zh_"):
        return "zh_CN"
    if word in ("en", "c", "posix") or word.startswith("en_"):
        return "en"
    return None


def wanted(*told: str | None) -> str:
    """The language of the first of `told` that names one, else of the environment, else English."""
    for name in told:
        if name and (language := supported(name)):
            return language
    for variable in _VARIABLES:
        if value := os.environ.get(variable):
            return next((known for part in value.split(":") if (known := supported(part))), "en")
    return "en"


def choose(language: str | None = None) -> str:
    """Speak `language` from now on (None or "": what the environment asks for); returns which of LANGUAGES it is."""
    _Spoken.language = wanted(language)
    _Spoken.catalog = _load(_Spoken.language)
    return _Spoken.language


def _load(language: str) -> NullTranslations | None:
    if language == "en":
        return None
    import gettext

    return gettext.translation(DOMAIN, FOLDER, [language], fallback=True)


def language() -> str:
    """What is spoken now: `en` or `zh_CN`."""
    return _Spoken.language


def _(message: str) -> str:
    """The message in the chosen language."""
    return _Spoken.catalog.gettext(message) if _Spoken.catalog is not None and message else message


def ngettext(one: str, many: str, count: int) -> str:
    """The form for `count` in the chosen language; `{count}` is left for the caller to fill."""
    if _Spoken.catalog is not None:
        return _Spoken.catalog.ngettext(one, many, count)
    return one if count == 1 else many


def translated(message: str, language: str) -> str:
    """The message in a given one of LANGUAGES, whatever is spoken now."""
    catalog = _load(language)
    return catalog.gettext(message) if catalog is not None else message


def label(name: Label) -> str:
    """The name in the chosen language; the other one when a shop gave only that."""
    return (name.zh or name.en) if _Spoken.language == "zh_CN" else (name.en or name.zh)


def tell(thing: object) -> str:
    """Sentence, label, text or number as the user reads it; a list or tuple of them is joined. Text is not translated."""
    if isinstance(thing, Sentence):
        message = _(thing.id)
        return message.format_map(_told(thing.values)) if thing.values else message
    if isinstance(thing, Label):
        return label(thing)
    if isinstance(thing, list | tuple):
        return ("、" if _Spoken.language == "zh_CN" else ", ").join(tell(part) for part in thing)
    return str(thing)


def _told(values: Mapping[str, object]) -> dict[str, object]:
    return {name: value if isinstance(value, int | float) else tell(value) for name, value in values.items()}


@contextmanager
def libraries() -> Iterator[None]:
    """A context in which libraries that use the standard gettext, as click does, speak our language and catalog.

    They read the language from the environment; it is put back afterwards, programs started meanwhile get it too.
    """
    import gettext

    before = os.environ.get("LANGUAGE")
    gettext.bindtextdomain(DOMAIN, FOLDER)
    gettext.textdomain(DOMAIN)
    os.environ["LANGUAGE"] = _Spoken.language
    try:
        yield
    finally:
        if before is None:
            os.environ.pop("LANGUAGE", None)
        else:
            os.environ["LANGUAGE"] = before
