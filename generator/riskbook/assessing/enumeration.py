"""Names and lists as they stand in the middle of a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from riskbook.wording.saying import Fact, Text, say


def enumerated(parts: Sequence[Fact]) -> Fact:
    """Things one after the other: "a", "a and b", "a, b and c". At least one."""
    if len(parts) == 1:
        return parts[0]
    return say("rank.and", first=tuple(parts[:-1]), last=parts[-1])


def in_sentence(name: Text) -> Text:
    """A name as a word among others: "High" is "high", "IT support" and "P1" stay as they are."""
    return Text(tuple((language, _lowered(words)) for language, words in name.by_language))


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:].islower() else words
