"""What dates alone cannot tell: ``scenario.yml``, and its edits applied backwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from scripts.demo.shelf import day_of


class ScenarioError(Exception):
    """An entry of the scenario no longer fits the book; the message says which one to mend."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How a change is told: who made it, in which words, on which branch."""

    by: str
    subject: str
    body: str
    topic: str


@dataclass(frozen=True, slots=True)
class Replacement:
    """What a text is in the book, and what stood in its place."""

    now: str
    then: str


@dataclass(frozen=True, slots=True)
class Change:
    """Until a day, a file and its translation had other words in some places."""

    of: str
    until: date
    telling: Telling
    words: tuple[Replacement, ...]
    translated: tuple[Replacement, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """Until a day, the current assessment of a risk was another. ``rationale`` by language."""

    of: str
    until: date
    telling: Telling
    scores: Mapping[str, str]
    rationale: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Name:
    """Until a day, a record had another id or another file name (``slug``)."""

    of: str
    until: date
    telling: Telling
    id: str
    slug: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """The files whose path begins with ``under`` left the book on a day."""

    under: str
    until: date
    telling: Telling


@dataclass(frozen=True, slots=True)
class Scenario:
    """The whole scenario."""

    start: date
    end: date
    holidays: frozenset[date]
    changes: tuple[Change, ...]
    scores: tuple[Score, ...]
    names: tuple[Name, ...]
    leaving: tuple[Leaving, ...]
    days: Mapping[str, date]
    opened: Mapping[str, date]
    phrases: Mapping[str, Mapping[str, str]]
    subjects: Mapping[str, Mapping[str, tuple[str, ...]]]
    founding: Telling

    def rewind(self, key: str, text: str, day: date) -> str:
        """The text of a file as its author had left it on a day."""
        for change in self._later(key, day):
            text = _replace(text, change.words, change, "")
        return text

    def rewind_translation(self, key: str, text: str, day: date) -> str:
        """The translation of a record as of a day."""
        for change in self._later(key, day):
            text = _replace(text, change.translated, change, " of the translation")
        return text

    def _later(self, key: str, day: date) -> Iterable[Change]:
        found = [change for change in self.changes if change.of == key and change.until > day]
        return sorted(found, key=lambda change: change.until, reverse=True)


def read_scenario(folder: Path) -> Scenario:
    """``scenario.yml`` and ``subjects.yml`` of a folder."""
    raw = yaml.safe_load((folder / "scenario.yml").read_bytes())
    said = yaml.safe_load((folder / "subjects.yml").read_bytes())
    return Scenario(
        start=_day(raw["start"]),
        end=_day(raw["end"]),
        holidays=frozenset(map(_day, raw["holidays"])),
        changes=tuple(map(_change, raw["changes"])),
        scores=tuple(map(_score, raw["scores"])),
        names=tuple(map(_naming, raw["names"])),
        leaving=tuple(
            Leaving(each["under"], _day(each["until"]), _telling(each)) for each in raw["leaving"]
        ),
        days={key: _day(day) for key, day in raw["days"].items()},
        opened={key: _day(day) for key, day in raw["opened"].items()},
        phrases=said["phrases"],
        subjects={
            what: {tongue: tuple(texts) for tongue, texts in by.items()}
            for what, by in said["subjects"].items()
        },
        founding=_telling(raw["founding"]),
    )


def _change(raw: Mapping[str, Any]) -> Change:
    return Change(
        str(raw["of"]),
        _day(raw["until"]),
        _telling(raw),
        _replacements(raw.get("words", ())),
        _replacements(raw.get("translated", ())),
    )


def _score(raw: Mapping[str, Any]) -> Score:
    impact = {f"impact/{key}": str(value) for key, value in raw.get("impact", {}).items()}
    scores = {"likelihood": str(raw["likelihood"])} if "likelihood" in raw else {}
    return Score(
        str(raw["of"]),
        _day(raw["until"]),
        _telling(raw),
        {**scores, **impact},
        raw.get("rationale", {}),
    )


def _naming(raw: Mapping[str, Any]) -> Name:
    return Name(
        str(raw["of"]), _day(raw["until"]), _telling(raw), raw.get("id", ""), raw.get("slug", "")
    )


def _telling(raw: Mapping[str, Any]) -> Telling:
    return Telling(
        raw.get("by", ""), raw.get("subject", ""), raw.get("body", ""), raw.get("topic", "")
    )


def _replacements(raw: Iterable[Mapping[str, str]]) -> tuple[Replacement, ...]:
    return tuple(Replacement(str(each["now"]), str(each["then"] or "")) for each in raw)


def _day(value: object) -> date:
    return value if isinstance(value, date) else day_of(value)


def _replace(text: str, words: Iterable[Replacement], change: Change, where: str) -> str:
    for each in words:
        if text.count(each.now) != 1:
            problem = "occurs more than once in" if each.now in text else "is no longer in"
            message = (
                f"scripts/demo/scenario.yml: the change of {change.of} until {change.until} "
                f"replaces {each.now.strip()[:90]!r}, which {problem} the text{where}. "
                f"Put the text as the book has it now under `now` of that entry, or delete it."
            )
            raise ScenarioError(message)
        text = text.replace(each.now, each.then)
    return text
