"""The only place that knows both doors: without a subcommand the screen, else the command line."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from desk.cli.context import Context


def main() -> None:
    """Entry of the command `desk` and of `python -m desk`; ends the process with the exit code of the door."""
    os.umask(0o077)  # whatever is written may hold customers' names
    words = sys.argv[1:]
    if words == ["--version"]:
        from desk import __version__

        sys.stdout.write(f"desk {__version__}\n")
        return
    from desk.cli import main as cli

    sys.exit(cli.run(words, screen=_screen))


def _screen(context: Context) -> int:
    from desk.tui import app

    return app.run(context)


if __name__ == "__main__":
    main()
