"""Text that strangers type: forty ways to command a terminal, twelve ways to command a widget."""

from __future__ import annotations

_ESC = (
    "\x1b]52;c;Y3VybCBldmls\x1b\\", "\x1b]52;c;Y3VybCBldmls\x07", "\x1b]0;PWNED\x1b\\", "\x1b]2;PWNED\x07",
    "\x1b]8;;http://evil.example/\x1b\\click\x1b]8;;\x1b\\", '\x1bP$q"p\x1b\\', "\x1bP1000p", "\x1b_Gf=24;AAAA\x1b\\",
    "\x1b^private\x1b\\", "\x1bXstring\x1b\\", "\x1b[2J", "\x1b[3J", "\x1b[?1049l\x1b[2J", "\x1b[31;5m", "\x1b[6n", "\x1b[c",
    "\x1b[>c", "\x1b[>q", "\x1bc", "\x1b#8", "\x1b(0", "\x1b[?1005h", "\x1b[5i", "\x1b]1337;File=:AAAA\x07", "\x1b[21t",
    "\x1b]4;1;#ff0000\x1b\\", "\x1b[9999;9999HTOP", "\x1b[999B",
)  # fmt: skip
_C1 = ("\x9b2J", "\x9d0;PWNED\x9c", "\x90q\x9c", "\x85next line")
_C0 = ("a\x07b", "a\x08\x08b", "a\x0bb", "a\x0cb", "a\rb", "nul\x00nul", "so\x0esi\x0f", "del\x7fdel")
_HIDDEN = (
    "\u202egnp.exe", "\u2066hidden\u2069", "zero\u200bwidth", "tag\U000e0041\U000e007f", "\ufeffmark", "line\u2028end",
    "para\u2029end", "alm\u061c", "mvs\u180e", "anno\ufff9a\ufffab\ufffb", "a" + "\u0301" * 50,
)  # fmt: skip

COMMANDS: tuple[str, ...] = (*_ESC, *_C1, *_C0, *_HIDDEN)

# Each is followed by a word that has to be seen: what came before it did not swallow it.
TAIL = "END"


def joined(commands: tuple[str, ...] = COMMANDS) -> str:
    """All of them in one text, with the tail behind."""
    return " ".join(commands) + TAIL


MARKUP: tuple[str, ...] = (
    "[/]", "[/red]", "[red]", "[x]", "[INV-2024]", "[b]bold[/b]", "[@click=app.bell]press[/]", "[link=http://evil.example]x[/link]",
    "[[double]]", "\\[escaped]", "[#ff0000]", "[bold", "$accent [$accent]", ":smile: &amp; <b>",
)  # fmt: skip
