"""What a person answers, made into what a file holds; or what is wrong with it, in a sentence.

Full-width letters, digits and signs count as the plain ones: a Chinese keyboard types them.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from riskbook.authoring.file_names import SLUG
from riskbook.model.criteria import ScaleStep
from riskbook.reading.deciphering import day_meant, number_meant, span_meant
from riskbook.wording import Saying, say
from riskbook.wording.nearest import nearest

Verdict: TypeAlias = "str | Saying"
"""The value that an answer stands for, or the complaint about it."""

Judge: TypeAlias = Callable[[str], Verdict]

_DAYS_AGO = {"today": 0, "今天": 0, "今日": 0, "yesterday": 1, "昨天": 1, "昨日": 1}
_LATE_IN_MONTH = re.compile(r"(?<![0-9])(29|30|31)(?![0-9])")
_PERIODS = frozenset({"day", "week", "month", "year"})
_SEVERAL = re.compile(r"[,，、;；]+")

_LEAST_IN_MIDDLE = 3
_LEAST_HAN_IN_MIDDLE = 2
"""Letters and Chinese characters that find a name from its middle; fewer are in too many."""

_LEAST_BARE_AMOUNT = 1000
"""A number without a unit below this is a slip for a step, not an amount of money."""


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


def one_of(choices: Sequence[Choice], none: str = "authoring.wrong.none") -> Judge:
    """The key of a choice, by its number in the list, its key, its name, or a part of its name.

    A complaint speaks of the list as it is shown, by number and name; ``none`` is the entry that
    says that the answer is none of them.
    """

    def judge(answer: str) -> Verdict:
        found = _numbered(answer, choices) or fitting(answer, choices)
        if len(found) == 1:
            return found[0].key
        if found:
            return say("authoring.wrong.several", answer=answer, choices=_shown(choices, found))
        near = _nearest(answer, choices)
        if near is None:
            number = _folded(answer).isdecimal()
            return say("authoring.wrong.none" if number else none, answer=answer)
        return say("authoring.wrong.near", answer=answer, meant=_shown(choices, [near]))

    return judge


def person_of(people: Sequence[Choice]) -> Judge:
    """One of the people and roles of the book, who are added in a file and not by an answer."""
    return one_of(people, "authoring.wrong.nobody")


def step_of(choices: Sequence[Choice], steps: Iterable[ScaleStep], currency: str) -> Judge:
    """A step of the impact scale, also by an amount of money that lies within its bounds."""
    by_name = one_of(choices)
    bands = tuple(steps)

    def judge(answer: str) -> Verdict:
        verdict = by_name(answer)
        if not isinstance(verdict, Saying):
            return verdict
        return _band_of(answer, bands, currency) or verdict

    return judge


def amount(currency: str) -> Judge:
    """An amount in the book's currency (ISO 4217), as a number without words."""

    def judge(answer: str) -> Verdict:
        number = number_meant(answer, currency)
        if not number or number.startswith("-"):
            return say("authoring.wrong.amount", answer=answer)
        return number

    return judge


def key_of(choices: Sequence[Choice]) -> Judge:
    """The same for who has seen no list: no number stands for a place, a complaint names keys."""

    def judge(answer: str) -> Verdict:
        found = fitting(answer, choices)
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


def many_of(people: Sequence[Choice]) -> Judge:
    """Several people, by keys joined by a space; the answer has commas between them."""
    single = person_of(people)

    def judge(answer: str) -> Verdict:
        keys: list[str] = []
        for part in _parts(answer):
            verdict = single(part)
            if isinstance(verdict, Saying):
                return verdict
            if verdict not in keys:
                keys.append(verdict)
        return " ".join(keys) if keys else say("authoring.wrong.nothing")

    return judge


def day(today: date) -> Judge:
    """A date as ISO 8601, in any of the ways in which dates are written."""

    def judge(answer: str) -> Verdict:
        ago = _DAYS_AGO.get(_folded(answer))
        if ago is not None:
            return (today - timedelta(days=ago)).isoformat()
        meant = day_meant(answer)
        return meant if "1000" <= meant < "3000" else _no_day(answer)

    return judge


def past_day(today: date) -> Judge:
    """The same, not after today."""
    any_day = day(today)

    def judge(answer: str) -> Verdict:
        verdict = any_day(answer)
        if isinstance(verdict, str) and (given := date.fromisoformat(verdict)) > today:
            return say("authoring.wrong.future", date=given, today=today)
        return verdict

    return judge


def _no_day(answer: str) -> Saying:
    """Why an answer is no day: a month that is shorter, or no date at all."""
    late = _LATE_IN_MONTH.findall(_plain(answer))
    in_month = day_meant(_LATE_IN_MONTH.sub("28", _plain(answer))) if len(late) == 1 else ""
    if not in_month:
        return say("authoring.wrong.date", answer=answer)
    month = date.fromisoformat(in_month)
    return say(
        "authoring.wrong.no-such-day",
        year=month.year,
        month=say(f"authoring.month.{month.month}"),
        day=int(late[0]),
        days=monthrange(month.year, month.month)[1],
    )


def duration(answer: str) -> Verdict:
    """A length of time such as ``15 minutes``."""
    return span_meant(answer) or say("authoring.wrong.duration", answer=answer)


def period(answer: str) -> Verdict:
    """A length of calendar time such as ``6 months``."""
    found = span_meant(answer)
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


def fitting(answer: str, choices: Sequence[Choice]) -> list[Choice]:
    """The choices that an answer can mean.

    One that it says outright stands for itself alone; beginnings of words count before parts from
    the middle.
    """
    wanted = _folded(answer)
    exact = [choice for choice in choices if said_outright(answer, choice)]
    if exact or not wanted:
        return exact
    begins = re.compile(rf"(?<![^\W_]){re.escape(wanted)}")
    started = [
        choice for choice in choices if any(begins.search(_folded(n)) for n in _names(choice))
    ]
    if started or not _is_telling(wanted):
        return started
    return [choice for choice in choices if any(wanted in _folded(n) for n in _names(choice))]


def said_outright(answer: str, choice: Choice) -> bool:
    """Whether an answer is the key of a choice or one of its names, whole."""
    return _folded(answer) in map(_folded, _names(choice))


def are_outright(answer: str, choices: Sequence[Choice]) -> bool:
    """Whether an answer, which may have several parts, says each outright or by its number."""
    whole = any(said_outright(answer, choice) for choice in choices)
    return whole or all(
        _numbered(part, choices) or any(said_outright(part, choice) for choice in choices)
        for part in _parts(answer)
    )


def counts_places(answer: str, choices: Sequence[Choice]) -> bool:
    """Whether an answer is a place in a list: a number that is no choice's own name."""
    return any(
        _folded(part).isdecimal() and not any(said_outright(part, choice) for choice in choices)
        for part in _parts(answer)
    )


def _numbered(answer: str, choices: Sequence[Choice]) -> list[Choice]:
    wanted = _folded(answer)
    if not wanted.isdecimal() or len(wanted) > 4 or not 1 <= int(wanted) <= len(choices):
        return []
    return [choices[int(wanted) - 1]]


def _is_telling(wanted: str) -> bool:
    """Whether a part is long enough to look for it in the middle of names."""
    plain = wanted.isascii()
    return len(wanted) >= (_LEAST_IN_MIDDLE if plain else _LEAST_HAN_IN_MIDDLE)


def _band_of(answer: str, steps: Iterable[ScaleStep], currency: str) -> str:
    """The step whose bounds an amount lies within; "" where it is no amount, or beyond them."""
    number = number_meant(answer, currency)
    if not number or (_folded(answer).isdecimal() and int(number) < _LEAST_BARE_AMOUNT):
        return ""
    for step in steps:
        starts = step.start is None or step.start <= float(number)
        if starts and (step.end is None or float(number) < step.end):
            return str(step.value)
    return ""


def _parts(answer: str) -> Iterator[str]:
    return filter(None, map(str.strip, _SEVERAL.split(answer)))


def _nearest(answer: str, choices: Sequence[Choice]) -> Choice | None:
    """The choice that a slip of the pen may have meant; a bare number is no slip for another."""
    by_name = {
        name: choice for choice in choices for name in _names(choice) if not name.isdecimal()
    }
    near = nearest(answer, by_name)
    return by_name[near] if near is not None else None


def _shown(choices: Sequence[Choice], found: Iterable[Choice]) -> tuple[Saying, ...]:
    return tuple(
        say("authoring.choice", number=choices.index(choice) + 1, name=choice.name)
        for choice in found
    )


def _names(choice: Choice) -> tuple[str, ...]:
    return (choice.key, choice.name, *choice.words)


def _plain(answer: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", answer).split())


def _folded(answer: str) -> str:
    return _plain(answer).casefold()
