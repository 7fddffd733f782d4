"""What came of verifying a site: for a person, and for a program."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from riskbook.reporting.cells import one_line
from riskbook.reporting.screen import Screen, Tone
from riskbook.wording import Catalogue, say

LISTED = 40
"""Paths of a list before the rest are only counted; JSON has all."""


class Deviating(Protocol):
    """The paths at which two states of a site differ."""

    @property
    def changed(self) -> tuple[str, ...]:
        """In both, with other bytes."""
        ...

    @property
    def missing(self) -> tuple[str, ...]:
        """In the site as it should be only."""
        ...

    @property
    def added(self) -> tuple[str, ...]:
        """In the site as it lies there only."""
        ...

    @property
    def is_none(self) -> bool:
        """Whether there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Verification:
    """A site held against its manifest, and against what its commit makes now.

    ``made_of`` is what the manifest says of itself; ``files`` counts those it names. ``is_cited``
    is whether its digest is the one that was asked for, None where none was. ``rebuilt`` is how it
    deviates from the site built again, None where it was not; ``other_parts`` are name, version
    then and version now of what it was built with otherwise.
    """

    made_of: Mapping[str, Any]
    digest: str
    files: int
    deviation: Deviating
    hidden: Sequence[str]
    is_cited: bool | None
    rebuilt: Deviating | None
    other_parts: Sequence[tuple[str, str, str]]

    @property
    def is_true(self) -> bool:
        """Whether all that was asked for is as it should be."""
        same = self.rebuilt is None or self.rebuilt.is_none
        return self.deviation.is_none and self.is_cited is not False and same


def verification_as_json(done: Verification) -> str:
    """Everything, with each path."""
    whole = {
        "verified": done.is_true,
        "digest": f"sha256:{done.digest}",
        "digest_is_cited": done.is_cited,
        "made_of": dict(done.made_of),
        "files": done.files,
        "manifest": _paths(done.deviation),
        "hidden": list(done.hidden),
        "rebuilt": None if done.rebuilt is None else _paths(done.rebuilt),
        "other_parts": [
            {"name": name, "then": then or None, "now": now or None}
            for name, then, now in done.other_parts
        ],
    }
    return json.dumps(whole, ensure_ascii=True, indent=2) + "\n"


def verification_as_text(done: Verification, words: Catalogue, screen: Screen) -> str:
    """The verdict, what deviates by path, and the digest."""
    return "\n".join([*_against_manifest(done, words, screen), *_rebuilt(done, words, screen), ""])


def _against_manifest(done: Verification, words: Catalogue, screen: Screen) -> Iterator[str]:
    yield _made_of(done, words)
    if done.deviation.is_none:
        yield words.word("verify.sound", count=done.files)
    else:
        yield screen.paint(words.word("verify.unsound"), Tone.ERROR)
        yield from _lists(done.deviation, "manifest", words)
    if done.hidden:
        names = tuple(map(one_line, done.hidden[:LISTED]))
        yield words.say(say("verify.hidden", names=names))
    yield words.word("verify.digest", digest=done.digest)
    if done.is_cited is False:
        yield screen.paint(words.word("verify.other-digest"), Tone.ERROR)
    elif done.is_cited:
        yield words.word("verify.same-digest")
    elif done.rebuilt is None:
        yield words.word("verify.own-word")


def _made_of(done: Verification, words: Catalogue) -> str:
    made_of = done.made_of
    facts = {
        "day": one_line(str(made_of.get("today", ""))),
        "version": one_line(str(made_of.get("riskbook", ""))),
    }
    commit = str(made_of.get("commit", ""))
    if not commit:
        return words.word("verify.made.no-commit", **facts)
    key = "verify.made.dirty" if commit.endswith("+") else "verify.made.commit"
    return words.word(key, commit=commit.removesuffix("+"), **facts)


def _rebuilt(done: Verification, words: Catalogue, screen: Screen) -> Iterator[str]:
    if done.rebuilt is None:
        return
    for name, then, now in done.other_parts:
        none = words.word("verify.part.none")
        facts = {"name": one_line(name), "then": one_line(then) or none, "now": now or none}
        yield words.word("verify.part", **facts)
    if done.rebuilt.is_none:
        yield words.word("verify.rebuilt.same")
        return
    yield screen.paint(words.word("verify.rebuilt.other"), Tone.ERROR)
    yield from _lists(done.rebuilt, "rebuilt", words)
    if done.other_parts:
        yield words.word("verify.rebuilt.parts")


def _lists(deviation: Deviating, against: str, words: Catalogue) -> Iterator[str]:
    for kind in ("changed", "missing", "added"):
        paths: tuple[str, ...] = getattr(deviation, kind)
        if not paths:
            continue
        yield words.word(f"verify.{against}.{kind}", count=len(paths))
        yield from (f"  {one_line(path)}" for path in paths[:LISTED])
        if len(paths) > LISTED:
            yield "  " + words.word("verify.rest", count=len(paths) - LISTED)


def _paths(deviation: Deviating) -> dict[str, list[str]]:
    return {
        "changed": list(deviation.changed),
        "missing": list(deviation.missing),
        "added": list(deviation.added),
    }
