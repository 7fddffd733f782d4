"""Which pull request a run belongs to, from the file in which the runner says why it runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from riskbook.forge.answers import number_at, text_at, value_at
from riskbook.forge.refusal import ForgeError, NoPullRequestError
from riskbook.wording import say

EVENT = "GITHUB_EVENT_PATH"
SHORT = 12
"""How many digits of a commit's id are shown."""


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a branch: its commit, and the repository (``owner/name``) that it is in."""

    commit: str
    repository: str
    branch: str


@dataclass(frozen=True, slots=True)
class OpenPull:
    """An open pull request and where it ends now."""

    number: int
    commit: str
    repository: str


def read_event(environment: Mapping[str, str]) -> object:
    """The event of the run; None where there is none. Raises ``ForgeError`` for a broken one."""
    path = environment.get(EVENT, "")
    if not path:
        return None
    try:
        event: object = json.loads(Path(path).read_bytes())
    except (OSError, ValueError, RecursionError):
        raise ForgeError(say("forge.unreadable-event", variable=EVENT)) from None
    return event


def pull_of(event: object, open_pulls: Callable[[Head], Iterable[OpenPull]]) -> int:
    """The pull request of a run.

    A run of a pull request names it. One that follows another run names the commit that the other
    ran for; of a fork's commit the event lists no pull request, so the open ones are asked where
    they end. What the other run has written is never asked: its author may be a stranger.
    """
    named = number_at(event, "pull_request", "number")
    if named:
        return named
    followed = value_at(event, "workflow_run")
    if followed is None:
        raise ForgeError(say("forge.which-pull", variable=EVENT))
    kind = text_at(followed, "event")
    if not kind.startswith("pull_request"):
        raise NoPullRequestError(say("forge.run-without-pull", event=kind or "–"))
    head = Head(
        text_at(followed, "head_sha"),
        text_at(followed, "head_repository", "full_name"),
        text_at(followed, "head_branch"),
    )
    if not head.commit:
        raise ForgeError(say("forge.unreadable-event", variable=EVENT))
    return _ending_at(head, [pull for pull in open_pulls(head) if _is_of(pull, head)])


def _is_of(pull: OpenPull, head: Head) -> bool:
    return not head.repository or pull.repository == head.repository


def _ending_at(head: Head, pulls: Iterable[OpenPull]) -> int:
    numbers = sorted(pull.number for pull in pulls if pull.commit == head.commit)
    commit = head.commit[:SHORT]
    match numbers:
        case [number]:
            return number
        case []:
            raise NoPullRequestError(say("forge.no-pull-ends-here", commit=commit))
        case _:
            listed = tuple(map(str, numbers))
            raise ForgeError(say("forge.several-pulls", commit=commit, pulls=listed))
