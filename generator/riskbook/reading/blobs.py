"""The contents of many blobs by one ``git cat-file --batch``, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from tempfile import TemporaryFile

from riskbook.reading.git import ask, stream
from riskbook.reading.repository import Repository
from riskbook.reading.unusable import UnusableTreeError
from riskbook.wording import say

MOST_BREAKS = 8
"""How often git may stop over a damaged blob before the repository is called damaged."""


def read_blobs(repository: Repository, blobs: Sequence[str]) -> Iterator[bytes | None]:
    """The content of each blob in the order asked for; None for one that is not there.

    They are streamed: of many, one at a time is in memory. In a partial clone only what it has is
    asked for, so that nothing is fetched. Raises :class:`UnusableTreeError` where objects are
    damaged beyond one or two.
    """
    there = sizes(repository) if repository.partial else None
    waiting = list(blobs)
    breaks = 0
    while waiting:
        done = 0
        for content in _batch(repository, waiting, there):
            done += 1
            yield content
        waiting = waiting[done:]
        if waiting:  # git stopped over the first of them
            breaks += 1
            if breaks > MOST_BREAKS:
                raise UnusableTreeError(say("git.incomplete"))
            yield None
            waiting = waiting[1:]


def sizes(repository: Repository) -> Mapping[str, int]:
    """Every object that a partial clone has, and its size in bytes."""
    listed = ask(
        repository.root,
        "cat-file",
        "--batch-all-objects",
        "--unordered",
        "--batch-check=%(objectname) %(objectsize)",
    )
    pairs = (line.split() for line in listed.decode().splitlines())
    return {blob: int(size) for blob, size in pairs}


def _batch(
    repository: Repository, blobs: Sequence[str], there: Mapping[str, int] | None
) -> Iterator[bytes | None]:
    """As many of the contents as git gives before it stops."""
    with TemporaryFile() as asked:
        asked.write("".join(f"{blob}\n" for blob in blobs if _is_there(blob, there)).encode())
        asked.seek(0)
        with stream(repository.root, ("cat-file", "--batch", "--buffer"), asked) as answer:
            for blob in blobs:
                if not _is_there(blob, there):
                    yield None
                    continue
                head = answer.readline()
                if head.endswith(b" missing\n"):
                    yield None
                    continue
                size = int(head.rsplit(b" ", 1)[1]) if head.endswith(b"\n") else -1
                content = answer.read(size + 1) if size >= 0 else b""
                if len(content) != size + 1 or size < 0:
                    return
                yield content[:-1]


def _is_there(blob: str, there: Mapping[str, int] | None) -> bool:
    return there is None or blob in there
