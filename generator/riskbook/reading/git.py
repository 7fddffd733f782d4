"""One git command, run so that only its arguments and the repository decide what it answers.

Neither the settings of the repository nor the variables that a hook has set may run a program,
turn git to another repository, or change the form of the answer. Nothing is written, nothing is
fetched, and no answer waits for a person.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from riskbook.reading.unusable import UnusableTreeError
from riskbook.wording import Saying, say

_SETTINGS = {
    "core.fsmonitor": "false",  # else a program of the repository's choice
    "core.hooksPath": os.devnull,  # the same
    "core.quotePath": "false",
    "diff.orderFile": os.devnull,
    "log.diffMerges": "separate",
    "log.showRoot": "true",
    "log.showSignature": "false",  # else the signature program that the repository names
}
_OPTIONS = (
    "--no-pager",
    "--no-replace-objects",
    "--no-optional-locks",
    "--literal-pathspecs",
    *(part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")),
)
_VARIABLES = {
    "LC_ALL": "C",  # its messages are read below
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "",  # what an older git would fetch with
    "GIT_GRAFT_FILE": os.devnull,
}
_OF_ANOTHER_REPOSITORY = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIFF_OPTS",
        "GIT_DIR",
        "GIT_EXTERNAL_DIFF",
        "GIT_GLOB_PATHSPECS",
        "GIT_ICASE_PATHSPECS",
        "GIT_IMPLICIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_INTERNAL_SUPER_PREFIX",
        "GIT_NAMESPACE",
        "GIT_NOGLOB_PATHSPECS",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_REPLACE_REF_BASE",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""What git sets for its hooks. It speaks of the repository of the hook, which need not be ours:
the folder of the book alone says which that is."""

_LACKING = re.compile(
    r"could not fetch|unable to read|[Cc]ould not read|bad object|missing|promisor|is corrupt"
)

_NOT_OWNED = re.compile(r"dubious ownership in repository at '(.+)'")


@dataclass(frozen=True, slots=True)
class Answer:
    """How a command ended (0 is well), what it wrote, and what it complained of."""

    code: int
    output: bytes
    complaint: str


def ask(folder: Path, *arguments: str, given: bytes = b"", index: Path | None = None) -> bytes:
    """What a git command writes that must succeed; ``index`` is read in place of the usual one.

    Raises :class:`UnusableTreeError` with a sentence that says why there is no answer.
    """
    answer = try_to_ask(folder, *arguments, given=given, index=index)
    if answer.code:
        raise UnusableTreeError(_reason(answer.complaint))
    return answer.output


def try_to_ask(
    folder: Path, *arguments: str, given: bytes = b"", index: Path | None = None
) -> Answer:
    """What a git command answers that may fail for a reason of its own.

    Raises :class:`UnusableTreeError` where there is no git, no repository or no permission.
    """
    with _no_git(folder):
        done = subprocess.run(  # noqa: S603  # arguments are ours; names are checked before
            ["git", *_OPTIONS, *arguments],  # noqa: S607  # the person's own git
            cwd=folder,
            env=_environment(index),
            input=given,
            capture_output=True,
            check=False,
        )
    answer = Answer(done.returncode, done.stdout, done.stderr.decode(errors="replace").strip())
    refused = _refusal(answer.complaint, folder) if answer.code else None
    if refused is not None:
        raise UnusableTreeError(refused)
    return answer


@contextmanager
def stream(folder: Path, arguments: Sequence[str], given: IO[bytes]) -> Iterator[IO[bytes]]:
    """The output of a git command as it comes. It ends early where the command fails."""
    with _no_git(folder):
        process = subprocess.Popen(  # noqa: S603  # arguments are ours
            ["git", *_OPTIONS, *arguments],  # noqa: S607  # the person's own git
            cwd=folder,
            env=_environment(None),
            stdin=given,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=1 << 16,
        )
    with process:
        yield cast("IO[bytes]", process.stdout)


@contextmanager
def _no_git(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if not folder.is_dir():
            raise UnusableTreeError(say("reading.no-repository", folder=str(folder))) from error
        raise UnusableTreeError(say("reading.no-git")) from error


def _environment(index: Path | None) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _OF_ANOTHER_REPOSITORY}
    kept |= _VARIABLES
    return kept if index is None else {**kept, "GIT_INDEX_FILE": str(index)}


def _refusal(complaint: str, folder: Path) -> Saying | None:
    owned = _NOT_OWNED.search(complaint)
    if owned is not None:
        return say("git.not-owned", folder=owned[1])
    if "not a git repository" in complaint or "must be run in a work tree" in complaint:
        return say("reading.no-repository", folder=str(folder))
    return None


def _reason(complaint: str) -> Saying:
    if _LACKING.search(complaint):
        return say("git.incomplete")
    return say("reading.git-failed", message=complaint)
