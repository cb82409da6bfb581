"""Every error ends in one sentence and its exit code; a traceback is shown only to who asked for it."""

from __future__ import annotations

import errno
import os
import sys

from desk import i18n
from desk.errors import BadInput, DeskError, DiskTrouble, NoPermission
from desk.text import N_, Sentence, say

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    import click

    from desk.cli.context import Context

INTERRUPTED, UNREAD = 130, 141
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM)


def guarded(work: Callable[[], int], context: Context) -> int:
    """Does `work` and returns its exit code, or says what went wrong and returns the code for that."""
    try:
        code = work()
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read us has seen enough. The interpreter must not try to flush what is left.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return UNREAD
    except KeyboardInterrupt:
        say(error=True)  # the terminal has drawn ^C into the line
        return INTERRUPTED
    except DeskError as error:
        _trace(context)
        return tell(error, context)
    except Exception as error:  # noqa: BLE001 - the last one to catch it
        _trace(context)
        known = told_by_system(error, vars(context).get("path", ""))
        if known is not None:
            return tell(known, context)
        # its own words may hold names of customers
        said = N_("Something unexpected happened ({kind}). Run it again with --debug to see where.")
        return _say(i18n.tell(Sentence(said, kind=type(error).__name__)), 1, context)
    return code


def tell(error: DeskError, context: Context | None = None) -> int:
    """Says an error in one sentence; its exit code."""
    return _say(i18n.tell(error.sentence), error.exit_code, context)


def usage(error: click.ClickException, context: Context) -> int:
    """Says what click did not understand, and where help is; its exit code."""
    from gettext import gettext

    message = error.format_message()
    if (ctx := getattr(error, "ctx", None)) is not None:
        hint = gettext("Try '{command} {option}' for help.").format(command=ctx.command_path, option="--help")
        message = f"{message} {hint}"
    return _say(message, error.exit_code, context)


def _say(text: str, code: int, context: Context | None) -> int:
    if _is_mailed():
        from desk import __version__, clock

        known = vars(context) if context is not None else {}
        where = " ".join(str(part) for part in (known.get("command"), known.get("path")) if part)
        text = f"{clock.to_text(clock.now())} desk {__version__} {where}".rstrip() + f": {text}"
    say(text, error=True)
    return code


def _is_mailed() -> bool:
    """Whether this runs from cron or a service, so that the line is read later, in a mail: it then says when, what and which file."""
    return not sys.stderr.isatty() and not sys.stdin.isatty() and os.environ.get("TERM", "") in ("", "dumb")


def _trace(context: Context) -> None:
    if context.debug:
        import traceback

        say(traceback.format_exc().rstrip(), error=True)


def told_by_system(error: BaseException, path: str = "") -> DeskError | None:
    """The DeskError for what SQLite, the disk or the file system report; None for what nobody foresaw."""
    if "sqlite3" in sys.modules:
        from desk.store import faults

        for cause in faults.chain(error):
            if (known := faults.translate(cause, path or None)) is not None:
                return known
    if isinstance(error, UnicodeDecodeError):
        return BadInput(N_("What was read is not text in {encoding}."), encoding=error.encoding.upper())
    if not isinstance(error, OSError):
        return None
    if error.errno in _FULL:
        return DiskTrouble(N_("The disk is full or does not answer. Not everything was written."))
    if error.errno in _FORBIDDEN:
        return NoPermission(N_("You may not use {path}."), path=str(error.filename or ""))
    return None
