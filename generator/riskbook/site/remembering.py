"""The past of a book, read once: what an earlier run has traced is not traced again.

It is kept as a pickle in the person's own cache folder, never in the book, as the records are
(:mod:`riskbook.reading.shelved`); e-mail addresses are in it. A run reads the commits since then,
or the whole past where the branch no longer holds the commit at which the last run ended.
"""

from __future__ import annotations

import os
import pickle
from contextlib import suppress
from pathlib import Path

from riskbook.reading.commits import first_parent_log
from riskbook.reading.placing import Kind
from riskbook.reading.repository import is_step_of, resolve
from riskbook.reviewing.tracing import Trace, trace

_FILE = "past.pickle"
_RISKS = frozenset({Kind.RISK})


def remembered(root: Path, until: str, time_zone: str, folder: Path, made_for: str) -> Trace:
    """The trace of the book in ``root`` up to a commit, kept in ``folder`` for the next time.

    ``made_for`` tells apart all that a trace depends on beside its commits: the version of
    Riskbook, above all. A folder that cannot be written costs the next run its speed and no more.
    Raises :class:`UnusableTreeError` where the past cannot be read.
    """
    made_for = f"{made_for} {time_zone}"
    head = resolve(root, until)
    earlier = _taken(folder / _FILE, made_for)
    if earlier is not None and earlier.head == head:
        return earlier
    from riskbook.reading.past import past  # few builds come after a commit

    if earlier is None or not is_step_of(root, earlier.head, head):
        found = trace(past(root, head, _RISKS), time_zone)
    elif first_parent_log(root, head, earlier.head):
        found = trace(past(root, head, _RISKS, earlier.head), time_zone, earlier)
    else:
        return earlier
    if found.head:
        _put(folder / _FILE, made_for, found)
    return found


def _taken(path: Path, made_for: str) -> Trace | None:
    try:
        stored_for, found = pickle.loads(path.read_bytes())  # noqa: S301  # our own
    except (OSError, ValueError, TypeError, EOFError, AttributeError, ImportError, LookupError):
        return None
    except pickle.UnpicklingError:
        return None
    return found if stored_for == made_for and isinstance(found, Trace) else None


def _put(path: Path, made_for: str, found: Trace) -> None:
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        aside.write_bytes(pickle.dumps((made_for, found), protocol=5))
        aside.replace(path)
    except OSError:
        with suppress(OSError):
            aside.unlink()
