"""THE table of deeds on the screen: what each is called, which keys start it and where.

Footer, `?` menu, palette, remapping by `[keys]`, `desk keys` and the manual all read it. A key is written as the manual
writes it: a character stands for itself (`/`, `A`), the others have names (`ctrl+g`, `f7`, `space`, `pagedown`).
Nothing here knows Textual, and nothing heavy is imported: the command line reads this too.
"""

from __future__ import annotations

from desk.record import NamedTuple
from desk.text import N_, Sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Where a deed can be started. The panels of the desk (views, queue, preview) share their letters, so they are one scope.
DESK, DIALOG, PICKER, TEXT = "desk", "dialog", "picker", "text"


class Deed(NamedTuple):
    """One line of the table.

    `keys` are the keys everybody learns, `twins` those that pass an input method; both are defaults and are remapped
    together. `word` and `sentence` are message ids. `row` deeds need a ticket under the cursor (or marks), `menu` deeds
    stand in the `?` menu and in the palette, `footer` deeds in the last line of the screen.
    """

    id: str
    word: str
    sentence: str
    keys: tuple[str, ...]
    twins: tuple[str, ...] = ()
    scope: str = DESK
    row: bool = False
    menu: bool = True
    footer: bool = False


def _on_row(id: str, word: str, sentence: str, keys: tuple[str, ...], *twins: str, footer: bool = False) -> Deed:  # noqa: A002
    return Deed(id, word, sentence, keys, twins, row=True, footer=footer)


def _move(id: str, word: str, sentence: str, *keys: str) -> Deed:  # noqa: A002
    return Deed(id, word, sentence, keys, menu=False)


DEEDS: tuple[Deed, ...] = (
    # What is written by a key; the order is that of the `?` menu.
    Deed("new", N_("new"), N_("Open a new ticket"), ("n",), ("ctrl+n",), footer=True),
    Deed("find", N_("find"), N_("Find: in this view, then everywhere"), ("/",), ("f3",), footer=True),
    _on_row("message", N_("said"), N_("Note what the customer said"), ("i",), "ctrl+t", footer=True),
    _on_row("reply", N_("reply"), N_("Note a reply or a call to the customer"), ("r",), "f9", footer=True),
    _on_row("note", N_("note"), N_("Write a note that stays inside the shop"), ("c",), "f7"),
    _on_row("done", N_("done"), N_("Done: ready, answered, refunded or called"), ("d",), "f5", footer=True),
    _on_row("status", N_("status"), N_("Choose another status"), ("s",), "f6", footer=True),
    _on_row("close", N_("close"), N_("Close the ticket"), ("x",), "ctrl+e"),
    _on_row("reopen", N_("reopen"), N_("Open the ticket again"), ("X",)),
    _on_row("assign", N_("assign"), N_("Give the ticket to somebody"), ("a",)),
    _on_row("take", N_("take"), N_("Take the ticket yourself"), ("A",), "f4"),
    _on_row("snooze", N_("snooze"), N_("Hide the ticket until a day or an hour"), ("z",), "f8"),
    _on_row("priority", N_("priority"), N_("Change the priority"), ("p",)),
    _on_row("tag", N_("tag"), N_("Add or remove tags"), ("t",)),
    _on_row("flag", N_("flag"), N_("Put up a flag with a colour and a reason"), ("!",)),
    _on_row("edit", N_("edit"), N_("Edit the facts of the ticket"), ("e",), "f2"),
    _on_row("copy", N_("copy"), N_("Copy number, phone, name, address or message"), ("y",)),
    _on_row("plain", N_("plain"), N_("Show the ticket as plain text, to copy by hand"), ("v",)),
    Deed("undo", N_("undo"), N_("Take back my last deed"), ("u",), footer=True),
    Deed("redo", N_("redo"), N_("Do again what I took back"), ("U",)),
    Deed("next", N_("next"), N_("Go to the next ticket that needs me"), ("w",), ("ctrl+g",)),
    Deed("goto", N_("go to"), N_("Go to a ticket by its number"), ("#",)),
    _on_row("mark", N_("mark"), N_("Mark this ticket and go down"), ("space",)),
    _on_row("mark_range", N_("range"), N_("Mark from the last marked ticket to here"), ("V",)),
    _on_row("mark_all", N_("all rows"), N_("Mark all tickets of the view, or none"), ("*",)),
    Deed("refresh", N_("refresh"), N_("Read the view again and sort it anew"), ("ctrl+r",)),
    Deed("whoami", N_("who am I"), N_("Say who is at the desk"), ("@",)),
    Deed("palette", N_("palette"), N_("Find a deed by its name"), (":",), ("ctrl+p",)),
    Deed("menu", N_("all"), N_("All deeds for this ticket, to choose from"), ("?",), ("f1",), menu=False, footer=True),
    Deed("suspend", N_("shell"), N_("Back to the shell for a while"), ("ctrl+z",)),
    Deed("back", N_("back"), N_("One step back; from the queue, leave"), ("q", "escape"), menu=False),
    Deed("quit", N_("quit"), N_("Leave, from the queue only"), ("ctrl+q",)),
    # Moving about.
    _move("down", N_("down"), N_("Next row"), "j", "down"),
    _move("up", N_("up"), N_("Row before"), "k", "up"),
    _move("top", N_("top"), N_("First row; what is new comes into the order"), "g", "home"),
    _move("end", N_("end"), N_("Last row"), "G", "end"),
    _move("half_down", N_("half a page down"), N_("Half a page down"), "ctrl+d"),
    _move("half_up", N_("half a page up"), N_("Half a page up"), "ctrl+u"),
    _move("page_down", N_("page down"), N_("A page down"), "pagedown"),
    _move("page_up", N_("page up"), N_("A page up"), "pageup"),
    _move("open", N_("open"), N_("Show the ticket under the cursor"), "enter"),
    _move("panel_left", N_("left"), N_("To the panel on the left"), "h", "left"),
    _move("panel_right", N_("right"), N_("To the panel on the right"), "l", "right"),
    _move("panel_next", N_("next panel"), N_("To the next panel"), "tab"),
    _move("panel_before", N_("panel before"), N_("To the panel before"), "shift+tab"),
    _move("preview_down", N_("preview down"), N_("Scroll the preview down"), "J"),
    _move("preview_up", N_("preview up"), N_("Scroll the preview up"), "K"),
    _move("view_next", N_("next view"), N_("Next view"), "]"),
    _move("view_before", N_("view before"), N_("View before"), "["),
    _move("view_1", N_("view 1"), N_("First view"), "1"),
    _move("view_2", N_("view 2"), N_("Second view"), "2"),
    _move("view_3", N_("view 3"), N_("Third view"), "3"),
    _move("view_4", N_("view 4"), N_("Fourth view"), "4"),
    _move("view_5", N_("view 5"), N_("Fifth view"), "5"),
    _move("view_6", N_("view 6"), N_("Sixth view"), "6"),
    _move("view_7", N_("view 7"), N_("Seventh view"), "7"),
    _move("view_8", N_("view 8"), N_("Eighth view"), "8"),
    _move("view_9", N_("view 9"), N_("Ninth view"), "9"),
    # Dialogs, pickers and text boxes.
    Deed("save", N_("save"), N_("Save and close the dialog"), ("ctrl+s",), (), DIALOG, menu=False),
    Deed("leave", N_("back"), N_("Leave the dialog; what was typed is kept"), ("escape",), (), DIALOG, menu=False),
    Deed("pick_down", N_("down"), N_("Next choice"), ("down", "ctrl+n"), (), PICKER, menu=False),
    Deed("pick_up", N_("up"), N_("Choice before"), ("up", "ctrl+p"), (), PICKER, menu=False),
    Deed("pick", N_("choose"), N_("Take this choice"), ("enter",), (), PICKER, menu=False),
    Deed("text_undo", N_("undo text"), N_("Take back typing"), ("ctrl+z",), (), TEXT, menu=False),
    Deed("text_redo", N_("redo text"), N_("Bring typing back"), ("ctrl+y",), (), TEXT, menu=False),
)

BY_ID: Mapping[str, Deed] = {deed.id: deed for deed in DEEDS}

# What a terminal cannot tell from another key, and alt, which tmux makes out of Esc and a quick next key.
RESERVED = frozenset({"ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+[", "ctrl+c"})
# A text box and a picker stand inside a dialog, so a key there must not mean two things.
_TOGETHER = {DESK: (DESK,), DIALOG: (DIALOG, PICKER, TEXT), PICKER: (DIALOG, PICKER), TEXT: (DIALOG, TEXT)}

_NAMES = {
    "esc": "escape",
    "return": "enter",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "del": "delete",
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
}
_SHOWN = {
    "escape": "Esc",
    "enter": "Enter",
    "space": "Space",
    "tab": "Tab",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "delete": "Del",
    "insert": "Ins",
    "backspace": "Backspace",
}
_NAMED = frozenset(_SHOWN) | {f"f{number}" for number in range(1, 13)}


def key_name(written: str) -> str | None:
    """The one spelling of a key as somebody wrote it (`Ctrl+G`, `PgDn`, `Esc`); None when it names no key."""
    if len(written) == 1:
        return _NAMES.get(written, "space" if written == " " else written)
    *modifiers, key = written.lower().split("+")
    if any(part not in ("ctrl", "shift", "alt") for part in modifiers):
        return None
    key = _NAMES.get(key, key)
    if key not in _NAMED and (len(key) != 1 or not modifiers):
        return None
    return "+".join([*(part for part in ("alt", "ctrl", "shift") if part in modifiers), key])


def shown(key: str) -> str:
    """The key as people read it: `Esc`, `F3`, `ctrl+g`, `PgDn`."""
    head, plus, last = key.rpartition("+") if len(key) > 1 else ("", "", key)
    named = _SHOWN.get(last) or (last.upper() if last in _NAMED else last)
    return f"{head}{plus}{named}"


def default_keys(deed: Deed) -> tuple[str, ...]:
    """All keys of a deed as shipped: those to learn, then those that pass an input method."""
    return (*deed.keys, *deed.twins)


def effective(wishes: Mapping[str, str | Iterable[str]]) -> tuple[dict[str, tuple[str, ...]], list[Sentence]]:
    """The keys of every deed after the `[keys]` of a config, and what was wrong with that, to be said once.

    A wish is a key, several keys in a list, or several in one text separated by spaces; none at all frees the deed's keys. A wish
    that cannot be met leaves the default; of two deeds with one key that people wished wins over the one that was shipped.
    """
    problems: list[Sentence] = []
    wished: dict[str, tuple[str, ...]] = {}
    for id, wish in wishes.items():  # noqa: A001 - the table calls it an id
        if id not in BY_ID:
            problems.append(_unknown(id))
            continue
        keys = _readable(id, wish, problems)
        if keys is not None:
            wished[id] = keys
    keymap = {deed.id: wished.get(deed.id, default_keys(deed)) for deed in DEEDS}
    _settle(keymap, wished, problems)
    return keymap, problems


def _unknown(id: str) -> Sentence:  # noqa: A002
    from difflib import get_close_matches

    near = get_close_matches(id, BY_ID, n=1)
    if near:
        return Sentence(N_("[keys]: there is no deed “{id}”; did you mean “{near}”?"), id=id, near=near[0])
    return Sentence(N_("[keys]: there is no deed “{id}”; `desk keys` lists them."), id=id)


def _readable(id: str, wish: str | Iterable[str], problems: list[Sentence]) -> tuple[str, ...] | None:  # noqa: A002
    written = wish.split() or ([wish] if wish == " " else []) if isinstance(wish, str) else list(wish)
    keys: list[str] = []
    for text in written:
        key = key_name(text)
        if key is None:
            problems.append(Sentence(N_("[keys] {id}: “{key}” names no key."), id=id, key=text))
        elif key in RESERVED or key.startswith("alt+"):
            problems.append(Sentence(N_("[keys] {id}: “{key}” cannot be bound in a terminal."), id=id, key=text))
        elif key not in keys:
            keys.append(key)
    return tuple(keys) if keys or not written else None


def _settle(keymap: dict[str, tuple[str, ...]], wished: Mapping[str, object], problems: list[Sentence]) -> None:
    """Leaves each key with one deed of those that can be on the screen together."""
    holders: dict[tuple[str, str], str] = {}
    for deed in sorted(DEEDS, key=lambda deed: deed.id not in wished):  # wishes first, else in the table's order
        kept: list[str] = []
        for key in keymap[deed.id]:
            taken = next((holders[place, key] for place in _TOGETHER[deed.scope] if (place, key) in holders), None)
            if taken is None:
                kept.append(key)
                holders[deed.scope, key] = deed.id
            else:
                said = N_("[keys]: “{key}” means “{winner}”, so “{loser}” goes without it.")
                problems.append(Sentence(said, key=shown(key), winner=taken, loser=deed.id))
        keymap[deed.id] = tuple(kept)
