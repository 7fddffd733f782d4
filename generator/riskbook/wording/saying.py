"""Sayings and texts: values that become words only when a reader's language is known.

A *saying* is Riskbook's own sentence: the key of a catalogue entry and the facts that fill it.
A *text* is what the book's authors wrote, in one language or in several.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias, Union

Fact: TypeAlias = Union[str, int, float, date, "Text", "Saying", tuple["Fact", ...]]


@dataclass(frozen=True, slots=True)
class Text:
    """What an author wrote, by language; the first is the language it was written in."""

    by_language: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, language: str, words: str) -> Text:
        """A text in one language."""
        return cls(((language, words),))

    def read(self, language: str) -> str:
        """The words in ``language``, else those of the language it was written in."""
        return dict(self.by_language).get(language, self.by_language[0][1])

    def language_read(self, language: str) -> str:
        """The language that :meth:`read` answers in, for a ``lang`` attribute."""
        return language if language in dict(self.by_language) else self.by_language[0][0]


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence of Riskbook's: a catalogue key and the facts that fill its blanks.

    A fact named ``count`` chooses the plural form.
    """

    key: str
    facts: tuple[tuple[str, Fact], ...] = ()


def say(key: str, /, **facts: Fact) -> Saying:
    """A saying written as a call: ``say("finding.RB301", risk="R001")``."""
    return Saying(key, tuple(facts.items()))
