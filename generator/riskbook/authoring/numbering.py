"""The next free id of a kind of record, as the pattern of its ids lets it be formed.

Ids count up and none is used twice: the id of a record that is gone may still be cited in minutes,
tickets and sign-offs, so a gap is not filled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_LETTER = r"(?:[A-Za-z0-9_-]|\\[.\-_])"
_DIGITS = r"(?:\[[01]-9\]|\\d)(?:\{\d+(?:,\d*)?\}|\+|\*)?"
_PATTERN = re.compile(
    rf"\^?(?P<before>{_LETTER}*?)(?P<digits>(?:{_DIGITS})+)(?P<after>{_LETTER}*)\$?"
)
_RUN = re.compile(r"(?:\[[01]-9\]|\\d)(?:\{(?P<least>\d+)(?:,\d*)?\}|(?P<one>\+)|(?P<none>\*))?")


def next_id(book_ids: Iterable[str], pattern: str) -> str | None:
    """The id after the highest of its form in the book; ``pattern`` is a regular expression.

    None where the pattern has no one form to count in (two runs of digits, a choice of prefixes,
    letters only) or where its digits are used up: then a person has to name the id.
    """
    form = _form(pattern)
    if form is None:
        return None
    highest = max(form.numbers(book_ids), default=0)
    for number in (highest + 1, 10 ** (form.width - 1)):  # the second for [1-9][0-9]{2}
        candidate = form.write(number)
        if number > highest and re.fullmatch(pattern, candidate):
            return candidate
    return None


def id_pattern(schema: Mapping[str, Any], own: Mapping[str, str]) -> str:
    """The pattern of the ids that a kind's schema asks for; the book's own patterns, by kind."""
    field = schema["properties"]["id"]
    shape = schema["$defs"][field["$ref"].rpartition("/")[2]] if "$ref" in field else field
    return str(own.get(shape.get("x-kind", ""), shape["pattern"]))


@dataclass(frozen=True, slots=True)
class _Form:
    """Fixed letters around one number of at least ``width`` digits."""

    before: str
    after: str
    width: int

    def numbers(self, identities: Iterable[str]) -> list[int]:
        written = re.compile(rf"{re.escape(self.before)}([0-9]{{1,64}}){re.escape(self.after)}")
        return [int(found[1]) for found in map(written.fullmatch, identities) if found]

    def write(self, number: int) -> str:
        return f"{self.before}{number:0{self.width}d}{self.after}"


def _form(pattern: str) -> _Form | None:
    found = _PATTERN.fullmatch(pattern)
    if found is None:
        return None
    width = sum(
        int(run["least"]) if run["least"] else 0 if run["none"] else 1
        for run in _RUN.finditer(found["digits"])
    )
    return _Form(_plain(found["before"]), _plain(found["after"]), max(width, 1))


def _plain(letters: str) -> str:
    return letters.replace("\\", "")
