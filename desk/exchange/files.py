"""Files that appear whole or not at all."""

from __future__ import annotations

import errno
import os
import stat
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING, BinaryIO

from desk.errors import DeskError, DiskTrouble, NoOutput, NoPermission
from desk.text import N_

try:
    import fcntl
except ImportError:  # a system without POSIX locks: temporary files left by a crash then stay
    fcntl = None  # type: ignore[assignment,unused-ignore]

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIX, SUFFIX = ".desk-", ".tmp"
# A temporary file is only taken for a leftover when nobody holds its lock and it is older than this, because a writer
# needs a moment between making the file and locking it.
STALE_AFTER = 60.0
_DISK = {errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG}
_RIGHTS = {errno.EACCES, errno.EPERM}


@contextmanager
def atomic(path: str | Path, *, permissions: int = 0o600) -> Iterator[BinaryIO]:
    """A binary file to write that takes the place of `path` when the block ends well, and leaves no trace when it does not.

    Errors: NoOutput when `path` is a symbolic link, a folder or a device, or cannot be made; NoPermission; DiskTrouble.
    """
    target = Path(path)
    try:
        _check_target(target)
        sweep(target.parent)
        number, name = mkstemp(prefix=PREFIX, suffix=SUFFIX, dir=target.parent)
    except OSError as error:
        raise _told(error, target) from error
    temporary = Path(name)
    try:
        with os.fdopen(number, "wb", buffering=1 << 20) as handle:
            _lock(handle)
            yield handle
            handle.flush()
            os.fchmod(handle.fileno(), permissions)
            os.fsync(handle.fileno())
            # The look is repeated: minutes may lie between the first and this one.
            _check_target(target)
            temporary.replace(target)
        _sync_folder(target.parent)
    except OSError as error:
        raise _told(error, target) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> int:
    """Removes temporary files of ours that a killed process left in `folder`; how many."""
    if fcntl is None:
        return 0
    removed = 0
    for leftover in folder.glob(f"{PREFIX}*{SUFFIX}"):
        with suppress(OSError):
            found = leftover.lstat()
            old = time.time() - found.st_mtime > STALE_AFTER
            if old and stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid() and _unlocked(leftover):
                leftover.unlink()
                removed += 1
    return removed


def _check_target(target: Path) -> None:
    try:
        mode = target.lstat().st_mode
    except FileNotFoundError:
        return
    if stat.S_ISLNK(mode):
        raise NoOutput(N_("{file} is a link. Name the file itself."), file=target.name)
    if stat.S_ISDIR(mode):
        raise NoOutput(N_("{file} is a folder. Name a file in it."), file=target.name)
    if not stat.S_ISREG(mode):
        raise NoOutput(N_("{file} is not a file that can be written whole."), file=target.name)


def _lock(handle: BinaryIO) -> None:
    if fcntl is not None:
        with suppress(OSError):  # a file system without locks: then only age protects the file
            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _unlocked(path: Path) -> bool:
    with path.open("rb") as handle:
        try:
            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _sync_folder(folder: Path) -> None:
    """Makes the new name itself survive a power cut; file systems that cannot are left in peace."""
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def _told(error: OSError, target: Path) -> DeskError:
    if error.errno in _DISK:
        return DiskTrouble(N_("The disk is full or does not answer; {file} was not written."), file=target.name)
    if error.errno in _RIGHTS:
        return NoPermission(N_("You may not write {file} there."), file=target.name)
    return NoOutput(N_("{file} cannot be written there."), file=target.name)
