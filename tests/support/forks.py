"""Work in processes of their own: forked from a parent that has imported everything, so that forty are started in a second."""

from __future__ import annotations

import json
import os
import select
import signal
import traceback
import warnings
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

NOBODY = 65534


class Failed(AssertionError):
    """What went wrong in a process, with its traceback as text."""


class Child(NamedTuple):
    """A running process and the pipe on which it reports."""

    pid: int
    pipe: int


def start(work: Callable[[Callable[[Any], None]], Any], *, uid: int | None = None) -> Child:
    """Runs `work(report)` in a process of its own; each report is one line of JSON, the result is the last.

    `uid` is taken on when this process is root: root may read and write everything, so nothing would be refused to it.
    """
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the runner has threads; the child uses none of them
        pid = os.fork()
    if pid:
        os.close(writing)
        return Child(pid, reading)
    status = 1
    try:
        os.close(reading)
        _become(uid)

        def report(thing: Any) -> None:
            # One write of less than a pipe's buffer is never torn, whatever kills us next.
            os.write(writing, json.dumps(thing).encode() + b"\n")

        report({"result": work(report)})
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the parent has to hear of it
        os.write(writing, json.dumps({"failed": traceback.format_exc()[-3500:]}).encode() + b"\n")
    finally:
        os._exit(status)


def _become(uid: int | None) -> None:
    if uid is not None and os.geteuid() == 0:
        os.setgroups([])
        os.setgid(uid)
        os.setuid(uid)


def lines(child: Child) -> Iterator[Any]:
    """What the process reports, until it ends; its result comes as {"result": …}."""
    with os.fdopen(child.pipe, "rb") as pipe:
        for line in pipe:
            if line.endswith(b"\n"):
                yield json.loads(line)
    os.waitpid(child.pid, 0)


def result(child: Child) -> Any:
    """Waits for the process; Failed with its traceback when it raised or was killed."""
    found: Any = {"failed": "killed"}
    for line in lines(child):
        found = line
    if not isinstance(found, dict) or "result" not in found:
        raise Failed(found["failed"] if isinstance(found, dict) else str(found))
    return found["result"]


def together(works: Sequence[Callable[[], Any]]) -> list[Any]:
    """Runs all at once, each in a process of its own, and returns their results in order."""
    gate, opener = os.pipe()
    children = []
    for work in works:

        def waiting(report: Callable[[Any], None], work: Callable[[], Any] = work) -> Any:
            os.close(opener)
            os.read(gate, 1)  # returns for all when the parent closes its end
            return work()

        children.append(start(waiting))
    os.close(opener)
    os.close(gate)
    return [result(child) for child in children]


def alone(work: Callable[[], Any], *, uid: int | None = None) -> Any:
    """Runs `work` in a process of its own and returns its result."""
    return result(start(lambda report: work(), uid=uid))


def drain(children: Sequence[Child], seconds: float) -> list[list[Any]]:
    """What each has reported after so many seconds, when they are killed. Nothing that was reported is lost."""
    import time

    texts = {child.pipe: b"" for child in children}
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        for pipe in select.select(list(texts), [], [], left)[0]:
            texts[pipe] += os.read(pipe, 65536)
    for child in children:
        os.kill(child.pid, signal.SIGKILL)
    for child in children:
        os.waitpid(child.pid, 0)
        while rest := os.read(child.pipe, 65536):
            texts[child.pipe] += rest
        os.close(child.pipe)
    return [[json.loads(line) for line in text.split(b"\n")[:-1]] for text in texts.values()]
