"""Whatever is pasted, and however the terminal cuts it into pieces: no Esc inside, nothing lost outside."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from desk.tui.pasting import END, START, PasteGuard

TEXT = st.text(alphabet="\x1b[201~x屏\n", max_size=12).filter(lambda text: END not in text and START not in text)


@given(TEXT, TEXT, st.lists(st.integers(0, 60), max_size=6))
def test_an_esc_in_a_paste_never_reaches_the_keys(inside: str, after: str, cuts: list[int]) -> None:
    sent = f"j{START}{inside}{END}k{after}"
    places = [0, *sorted(cut for cut in cuts if cut < len(sent)), len(sent)]
    guard = PasteGuard()
    got = "".join(guard.pass_on(sent[a:b]) for a, b in itertools.pairwise(places))
    cut = f"{inside}{END}".index(END)
    assert got == f"j{START}{inside[:cut].replace(chr(27), '')}{END}k{after}"


def test_without_a_paste_everything_passes_at_once() -> None:
    guard = PasteGuard()
    assert [guard.pass_on(piece) for piece in ("\x1b", "[A", "\x1b[2", "q")] == ["\x1b", "[A", "\x1b[2", "q"]
