"""The screen. Importing this loads no Textual; it prepares the environment that Textual reads once, at its first import."""

from __future__ import annotations

import os

# With the kitty protocol Textual 8.2 mangles what input methods commit: five hanzi and more become garbage.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")


def prepare(*, kitty_keys: bool = False) -> None:
    """Sets what Textual reads at import; call it with the config's wish before anything imports Textual."""
    if kitty_keys:
        os.environ["TEXTUAL_DISABLE_KITTY_KEY"] = "0"
