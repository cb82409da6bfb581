"""A file appears whole or not at all: written beside its place under another name, pressed to disk, then renamed."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from desk.errors import DeskError, DiskTrouble, NoOutput, NoPermission
from desk.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

_PREFIX, _SUFFIX = ".desk-", ".tmp"
_STALE_SECONDS = 86_400
_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


@contextmanager
def atomic(path: Path) -> Iterator[IO[bytes]]:
    """An open binary file that becomes `path` (mode 0600) when the block ends without an error; else nothing changes.

    Raises NoOutput for a link, folder or device as target, or a folder that is not there; DiskTrouble when the disk is full or
    fails; NoPermission.
    """
    _refuse_strange(path)
    sweep(path.parent)
    try:
        descriptor, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=path.parent)  # mode 0600
    except OSError as error:
        raise _trouble(error, path) from error
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as handle:
            yield handle
            handle.flush()
            os.fsync(handle.fileno())
        temporary.replace(path)
        _press(path.parent)
    except OSError as error:
        raise _trouble(error, path) from error
    finally:
        temporary.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Removes our own temporary files older than a day: what a killed process left. Other people's stay."""
    with suppress(OSError):
        for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with suppress(OSError):
                found = left.lstat()
                old = found.st_mtime < time.time() - _STALE_SECONDS
                if old and stat.S_ISREG(found.st_mode) and found.st_uid == os.getuid():
                    left.unlink()


def _refuse_strange(path: Path) -> None:
    try:
        mode = path.lstat().st_mode
    except FileNotFoundError:
        return
    except OSError as error:
        raise _trouble(error, path) from error
    if not stat.S_ISREG(mode):
        raise NoOutput(N_("{path} is a link, a folder or a device. Name a plain file."), path=str(path))


def _trouble(error: OSError, path: Path) -> DeskError:
    if error.errno in _DISK:
        return DiskTrouble(N_("The disk of {path} is full or does not answer. Nothing was written."), path=str(path))
    if error.errno in _FORBIDDEN:
        return NoPermission(N_("You may not write {path}."), path=str(path))
    return NoOutput(N_("{path} cannot be written."), path=str(path))


def _press(folder: Path) -> None:
    """A rename is kept over a power cut only when its folder is on disk too; some file systems cannot, and need not."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
