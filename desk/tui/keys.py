"""Keys of this screen: bindings from the table of deeds, full-width twins, and Esc that arrives as alt."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from textual._xterm_parser import XTermParser
from textual.binding import Binding, BindingsMap
from textual.events import Key
from textual.keys import _character_to_key

from desk.commands import BY_ID, effective
from desk.i18n import _
from desk.tui.pasting import PasteGuard

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.dom import DOMNode
    from textual.message import Message

    Keymap = Mapping[str, tuple[str, ...]]

SHIPPED: Keymap = effective({})[0]

# What a Chinese input method commits for the key that stands there on the keyboard, beyond what NFKC folds.
_ALIASES = {
    "、": "/",
    "。": ".",
    "「": "[",
    "『": "[",
    "【": "[",
    "」": "]",
    "』": "]",
    "】": "]",
    "￥": "$",
    "…": "^",
    "—": "_",
}
# The input method commits these twice for one press.
TWICE = "…—"
_ESC = "\x1b"


def textual_key(key: str) -> str:
    """The key of the table under the name that Textual gives it: `/` is `slash`."""
    if len(key) == 1:
        return _character_to_key(key)
    head, plus, last = key.rpartition("+")
    return f"{head}{plus}{_character_to_key(last) if len(last) == 1 else last}"


def of(app: DOMNode) -> Keymap:
    """The keymap of an app; as shipped when it has none."""
    keymap: Keymap = getattr(app, "keymap", SHIPPED)
    return keymap


def bind(node: DOMNode, ids: Iterable[str], action: str = "deed") -> None:
    """Binds the keys of these deeds on `node`, in the chosen language and keymap; each runs `action_deed(id)` there."""
    keymap = of(node.app)
    found = [
        Binding(textual_key(key), f"{action}('{deed}')", _(BY_ID[deed].word), show=False)
        for deed in ids
        for key in keymap[deed]
    ]
    node._bindings = BindingsMap.merge([BindingsMap(found), node._bindings])  # noqa: SLF001 - bindings per instance have no public door


def alias(character: str) -> str | None:
    """The ASCII character that a full-width one stands for in a list (`／` and `、` are `/`), or None."""
    if character.isascii():
        return None
    found = _ALIASES.get(character) or unicodedata.normalize("NFKC", character)
    return found if len(found) == 1 and found.isascii() and found.isprintable() else None


def as_key(character: str) -> Key:
    """The key press of one printable ASCII character."""
    return Key(_character_to_key(character), character)


def split_alt(event: Key) -> list[Key]:
    """`alt+X` as Esc and X, for that is what was pressed: tmux and slow lines glue them together. Else the event alone."""
    if "alt+" not in event.key:
        return [event]
    rest = event.key.replace("alt+", "")
    character = event.character if event.character and event.character.isprintable() else None
    second = as_key(character) if character and character.isascii() else Key(rest, character)
    return [Key("escape", _ESC), second]


class Parser(XTermParser):
    """Textual's parser, but Esc and a quick next key stay two keys: as one it forgets Esc before signs, digits and Enter.

    And a paste ends where it ends, not at an Esc inside it.
    """

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - Textual's signature
        super().__init__(debug)
        self._guard = PasteGuard()

    def feed(self, data: str) -> Iterable[Message]:
        return super().feed(self._guard.pass_on(data) if data else data)

    def _sequence_to_key_events(self, sequence: str, alt: bool = False) -> Iterable[Key]:  # noqa: FBT001, FBT002 - Textual's signature
        if len(sequence) == 2 and sequence[0] == _ESC and sequence[1] not in "[O":
            sequence, alt = sequence[1], True
        if alt and len(sequence) == 1:
            yield Key("escape", _ESC)
        yield from super()._sequence_to_key_events(sequence)


def use_parser() -> None:
    """Puts our parser in the place of Textual's, for the drivers of this system. Terminals only; nothing else changes."""
    try:
        from textual.drivers import linux_driver
    except ImportError:  # Windows reads key events, not sequences
        return
    vars(linux_driver)[XTermParser.__name__] = Parser
