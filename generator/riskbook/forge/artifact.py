"""What a check left behind for the comment: a folder that a stranger may have filled."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from riskbook.forge.refusal import ForgeError
from riskbook.wording import say

PARTS = ("delta", "rereview", "gate")
"""The parts of the comment, each a Markdown file of this name, in the order they are shown."""

MOST_BYTES = 1024 * 1024


def read_artifact(folder: Path) -> tuple[str, ...]:
    """The parts that are there, as they were written.

    Only plain files of the known names are opened. Raises ``ForgeError`` for a part that is no
    plain file, larger than :data:`MOST_BYTES` or not UTF-8, and where there is none at all: of an
    artifact that somebody meddled with nothing is shown.
    """
    if not folder.is_dir():
        raise ForgeError(say("forge.no-artifact", folder=str(folder)))
    parts = [_read(folder / f"{name}.md") for name in PARTS]
    found = tuple(part for part in parts if part.strip())
    if not found:
        names = tuple(f"{name}.md" for name in PARTS)
        raise ForgeError(say("forge.empty-artifact", folder=str(folder), names=names))
    return found


def _read(path: Path) -> str:
    """The text of one part, ``""`` where it is not there."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        _hold_to_plain(path, path.lstat())
        with open(os.open(path, flags), "rb") as file:  # noqa: PTH123  # a link is not followed
            _hold_to_plain(path, os.fstat(file.fileno()))
            content = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return ""
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ForgeError(say("forge.unreadable-part", name=path.name, reason=reason)) from None
    if len(content) > MOST_BYTES:
        raise ForgeError(say("forge.huge-part", name=path.name, most=MOST_BYTES // 1024))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ForgeError(say("forge.no-text", name=path.name)) from None


def _hold_to_plain(path: Path, state: os.stat_result) -> None:
    """Asked before opening, since a pipe would wait, and after, since it may be another by then."""
    if not stat.S_ISREG(state.st_mode):
        raise ForgeError(say("forge.no-plain-file", name=path.name))
