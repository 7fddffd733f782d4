"""What a person answers, made into what a file holds; or what is wrong with it, in a sentence.

Full-width letters, digits and signs count as the plain ones: a Chinese keyboard types them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from riskbook.authoring.file_names import SLUG
from riskbook.wording import Saying, say
from riskbook.wording.nearest import nearest

Verdict: TypeAlias = "str | Saying"
"""The value that an answer stands for, or the complaint about it."""

Judge: TypeAlias = Callable[[str], Verdict]

_DATE = re.compile(r"([0-9]{4})(?:-|/|\.|年)([0-9]{1,2})(?:-|/|\.|月)([0-9]{1,2})日?")
_LENGTH = re.compile(r"(0|[1-9][0-9]{0,3}) ?(minute|hour|day|week|month|year)s?", re.IGNORECASE)
_LENGTH_ZH = re.compile(r"(0|[1-9][0-9]{0,3}) ?(分钟|小时|天|日|周|个月|年)")
_UNITS_ZH = {
    "分钟": "minute",
    "小时": "hour",
    "天": "day",
    "日": "day",
    "周": "week",
    "个月": "month",
    "年": "year",
}
_PERIODS = frozenset({"day", "week", "month", "year"})
_SEVERAL = re.compile(r"[,，、;；]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several answers: what is written, what is shown, and what else it may be called."""

    key: str
    name: str
    detail: str = ""
    words: tuple[str, ...] = ()


def text(most: int) -> Judge:
    """A text of one line and at most so many characters."""

    def judge(answer: str) -> Verdict:
        line = " ".join(answer.split())
        if "\ufffd" in line or any(unicodedata.category(each) in {"Cc", "Cs"} for each in line):
            return say("authoring.wrong.characters")
        if len(line) > most:
            return say("authoring.wrong.long", most=most, length=len(line))
        return line

    return judge


def one_of(choices: Sequence[Choice]) -> Judge:
    """The key of a choice, by its number in the list, its key, its name, or a part of its name.

    A complaint speaks of the list as it is shown, by number and name.
    """

    def judge(answer: str) -> Verdict:
        found = _fitting(answer, choices)
        if len(found) == 1:
            return found[0].key
        if found:
            return say("authoring.wrong.several", answer=answer, choices=_shown(choices, found))
        near = _nearest(answer, choices)
        if near is None:
            return say("authoring.wrong.none", answer=answer)
        return say("authoring.wrong.near", answer=answer, meant=_shown(choices, [near]))

    return judge


def key_of(choices: Sequence[Choice]) -> Judge:
    """The same for who has seen no list: a complaint names keys."""

    def judge(answer: str) -> Verdict:
        found = _fitting(answer, choices)
        if len(found) == 1:
            return found[0].key
        if found:
            keys = tuple(choice.key for choice in found)
            return say("authoring.wrong.several", answer=answer, choices=keys)
        near = _nearest(answer, choices)
        if near is not None:
            return say("authoring.wrong.near", answer=answer, meant=near.key)
        known = tuple(choice.key for choice in choices)
        return say("authoring.wrong.none-of", answer=answer, known=known)

    return judge


def many_of(choices: Sequence[Choice]) -> Judge:
    """Several keys, joined by a space; the answer has commas between them."""
    single = one_of(choices)

    def judge(answer: str) -> Verdict:
        keys: list[str] = []
        for part in filter(None, map(str.strip, _SEVERAL.split(answer))):
            verdict = single(part)
            if isinstance(verdict, Saying):
                return verdict
            if verdict not in keys:
                keys.append(verdict)
        return " ".join(keys) if keys else say("authoring.wrong.nothing")

    return judge


def day(latest: date | None) -> Judge:
    """A date as ISO 8601, not after ``latest`` where there is such a day."""

    def judge(answer: str) -> Verdict:
        found = _DATE.fullmatch(_plain(answer))
        try:
            given = date(int(found[1]), int(found[2]), int(found[3])) if found else None
        except ValueError:
            given = None
        if given is None or not 1000 <= given.year < 3000:
            return say("authoring.wrong.date", answer=answer)
        if latest is not None and given > latest:
            return say("authoring.wrong.future", date=given, today=latest)
        return given.isoformat()

    return judge


def duration(answer: str) -> Verdict:
    """A length of time such as ``15 minutes``."""
    return _length(answer) or say("authoring.wrong.duration", answer=answer)


def period(answer: str) -> Verdict:
    """A length of calendar time such as ``6 months``."""
    found = _length(answer)
    if (
        found
        and found.partition(" ")[2].removesuffix("s") in _PERIODS
        and not found.startswith("0")
    ):
        return found
    return say("authoring.wrong.period", answer=answer)


def slug_words(answer: str) -> Verdict:
    """The words of a file's name."""
    words = re.sub(r"[\s_]+", "-", _plain(answer)).lower()
    return words if SLUG.match(words) and len(words) <= 60 else say("authoring.wrong.slug")


def identity(pattern: str, taken: Collection[str]) -> Judge:
    """An id of the book's pattern (a regular expression) that no record has."""
    lower = {each.casefold() for each in taken}

    def judge(answer: str) -> Verdict:
        wanted = _plain(answer)
        if not re.search(pattern, wanted):
            return say("authoring.wrong.id", answer=answer, pattern=pattern)
        if wanted.casefold() in lower:
            return say("authoring.wrong.taken", id=wanted)
        return wanted

    return judge


def _fitting(answer: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that an answer can mean; one that says it outright stands for itself alone."""
    wanted = _folded(answer)
    if wanted.isdecimal() and 1 <= int(wanted) <= len(choices):
        return [choices[int(wanted) - 1]]
    exact = [choice for choice in choices if wanted in map(_folded, _names(choice))]
    return exact or [
        choice for choice in choices if any(wanted in _folded(name) for name in _names(choice))
    ]


def _nearest(answer: str, choices: Sequence[Choice]) -> Choice | None:
    by_name = {name: choice for choice in choices for name in _names(choice)}
    near = nearest(answer, by_name)
    return by_name[near] if near is not None else None


def _shown(choices: Sequence[Choice], found: Iterable[Choice]) -> tuple[Saying, ...]:
    return tuple(
        say("authoring.choice", number=choices.index(choice) + 1, name=choice.name)
        for choice in found
    )


def _names(choice: Choice) -> tuple[str, ...]:
    return (choice.key, choice.name, *choice.words)


def _length(answer: str) -> str:
    plain = _plain(answer)
    found = _LENGTH.fullmatch(plain)
    unit = found[2].lower() if found else ""
    if found is None and (found := _LENGTH_ZH.fullmatch(plain)):
        unit = _UNITS_ZH[found[2]]
    if found is None:
        return ""
    return f"{found[1]} {unit}" if found[1] == "1" else f"{found[1]} {unit}s"


def _plain(answer: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", answer).split())


def _folded(answer: str) -> str:
    return _plain(answer).casefold()
