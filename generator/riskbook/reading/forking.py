"""A second process for half of the work, where there is a second processor to take it.

Only plain data come back (`marshal`: tuples, lists, dicts, texts, numbers). A child that is killed
or runs out of memory gives nothing, and the caller does the work itself.
"""

from __future__ import annotations

import marshal
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


def may_fork() -> bool:
    """Whether a child pays and is safe: two processors, no other thread, not macOS.

    A forked child has only the thread that forked it, and macOS' own libraries do not stand it.
    """
    safe = hasattr(os, "fork") and sys.platform != "darwin" and threading.active_count() == 1
    return safe and (os.cpu_count() or 1) > 1


@dataclass(frozen=True, slots=True)
class Child:
    """Work going on in a process of its own."""

    pid: int
    pipe: int

    def result(self) -> Any:
        """What the work came to, once it is done; None where the child failed."""
        with os.fdopen(self.pipe, "rb") as pipe:
            answer = pipe.read()
        _, status = os.waitpid(self.pid, 0)
        return None if status else marshal.loads(answer)  # noqa: S302  # from our own child

    def stop(self) -> None:
        """End it at once: what it was to come to is not wanted any more."""
        os.close(self.pipe)
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def begin(work: Callable[[], Any]) -> Child:
    """Start ``work`` in a child. Ask :func:`may_fork` first."""
    reading, writing = os.pipe()
    child = os.fork()
    if child:
        os.close(writing)
        return Child(child, reading)
    status = 1
    try:
        os.close(reading)
        answer = marshal.dumps(work())
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(answer)
        status = 0
    finally:
        os._exit(status)
