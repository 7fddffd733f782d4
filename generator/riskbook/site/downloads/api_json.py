"""What all files of the data say alike: texts by language, days, keys."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from enum import Enum
from json.encoder import encode_basestring as quoted

from riskbook.model.records import Control, Plan, Risk
from riskbook.site.input import SiteInput
from riskbook.site.withholding import WITHHELD
from riskbook.wording.saying import Text

__all__ = ["SEPARATOR", "Days", "Tongues", "encoded", "key", "keys", "number", "quoted"]

SEPARATOR = ",\n"
"""What stands between the entries of a list."""


class Tongues:
    """Texts by language, in the languages of the site, and ``days`` in none."""

    def __init__(self, site: SiteInput) -> None:
        self.days = Days()
        self._languages = site.languages
        self._translated = {
            (of, tag): {pointer: text for pointer, text in one.texts if text}
            for (of, tag), one in site.book.translations.items()
            if tag in site.languages
        }

    def text(self, text: Text | None) -> dict[str, str] | None:
        """What an author wrote; a language in which nobody wrote it is left out."""
        if text is None:
            return None
        spoken = {tag: words for tag, words in text.by_language if tag in self._languages}
        return spoken or dict(text.by_language[:1])

    def of(self, record: Risk | Plan | Control, pointer: str, own: str) -> str:
        """A text of a record and its translations as JSON; null where there is none."""
        if not own:
            return "null"
        found = f'{{"{record.language}":{quoted(own)}'
        for tag in self._languages if self._translated else ():
            other = self._translated.get((record.id, tag))
            if other and tag != record.language and pointer in other:
                found += f',"{tag}":{quoted(other[pointer])}'
        return found + "}"


def key(key: str) -> str:
    """A key or an id as JSON: null for none, and for a record that is not published."""
    return quoted(key) if key and key != WITHHELD else "null"


def keys(keys: Iterable[str]) -> str:
    """Several ids as JSON, without those that are not published."""
    return f"[{','.join(quoted(one) for one in keys if one != WITHHELD)}]"


class Days(dict[date | None, str]):
    """Days as JSON: the same few hundred recur, and are put into words once."""

    def __missing__(self, day: date | None) -> str:
        said = self[day] = f'"{day.isoformat()}"' if day else "null"
        return said


def number(number: float | None) -> str:
    """An amount as JSON."""
    return "null" if number is None else repr(number)


def _plain(value: object) -> object:
    match value:
        case date():
            return value.isoformat()
        case Enum():
            return value.value
        case _:
            message = f"{type(value).__name__} has no place in JSON"
            raise TypeError(message)


encoded = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain).encode
