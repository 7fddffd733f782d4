"""The word that a file takes, for the word that its author wrote.

People write what they see: the site shows 未关闭 and "Field supervisor", the files say ``open`` and
``field-supervisor``. Whatever has a name is found by it, in any language of the book.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from riskbook.wording import Saying, say
from riskbook.wording.nearest import as_compared, nearest
from riskbook.wording.saying import Text

Names: TypeAlias = Mapping[str, Text]
"""What keys are called."""

_NOT = re.compile("[不未无没非]")


@dataclass(frozen=True, slots=True)
class Known:
    """What a book's framework files call things, as far as they can be read.

    ``names`` is by what the schemas call a set of words (``x-words``, ``x-refers``); ``currency``
    is that of amounts, "" where it is not known; ``homes`` are the departments of people and
    services by their keys.
    """

    names: Mapping[str, Names] = field(default_factory=dict)
    currency: str = ""
    homes: Mapping[str, str] = field(default_factory=dict)


def suggestion(written: str, keys: Iterable[object], names: Names) -> Saying | None:
    """Which of the keys was meant, by itself or by its name; None where none is near."""
    allowed = [str(key) for key in keys]
    called = _called(allowed, names)
    spelt = {**called, **{key: key for key in allowed}}
    exact = next(
        (key for name, key in spelt.items() if as_compared(name) == as_compared(written)), None
    )
    if exact is not None:
        return say("hint.write", word=exact)
    comparable = [name for name in called if len(_NOT.findall(name)) == len(_NOT.findall(written))]
    close = nearest(written, [*allowed, *comparable])
    if close is None or close in allowed:
        return say("hint.RB108.near", near=close) if close else None
    return say("hint.near-name", near=called[close], name=close)


def choices(written: str, allowed: Sequence[Any], names: Names) -> Saying:
    """Which of the allowed words was meant, else all that there are."""
    meant = suggestion(written, allowed, names)
    known = tuple(_steps(allowed, names)) or tuple(_named(allowed, names))
    return meant or say("hint.RB108", known=known)


def titles(schema: Mapping[str, Any]) -> Names:
    """What a schema itself calls the words of an enum (``x-enum-titles``)."""
    by_language = schema.get("x-enum-titles", {})
    keys = dict.fromkeys(itertools.chain.from_iterable(by_language.values()))
    return {
        key: Text(tuple((tag, words[key]) for tag, words in by_language.items() if key in words))
        for key in keys
    }


def known_in(
    settings: Mapping[str, Any],
    criteria: Mapping[str, Any],
    organization: Mapping[str, Any],
    services: Mapping[str, Any],
) -> Known:
    """What things are called in data that need not be sound."""
    people = _by_key(organization.get("people"))
    roles = _by_key(organization.get("roles"))
    offered = _by_key(services.get("services"))
    likelihood, impact = _mapping(criteria.get("likelihood")), _mapping(criteria.get("impact"))
    currency = settings.get("currency")
    return Known(
        {
            "categories": _by_key(criteria.get("categories")),
            "sources": _by_key(criteria.get("sources")),
            "levels": _in_list(criteria.get("levels")),
            "dimensions": _by_key(impact.get("dimensions")),
            "likelihood": _in_list(likelihood.get("steps")),
            "impact": _in_list(impact.get("steps")),
            "department": _by_key(organization.get("departments")),
            "person": people,
            "role": roles,
            "owner": {**people, **roles},
            "service": offered,
            "dependency": {**offered, **_by_key(services.get("dependencies"))},
            "objective": {
                key: name
                for service in _mapping(services.get("services")).values()
                for key, name in _by_key(_mapping(service).get("objectives")).items()
            },
        },
        currency if isinstance(currency, str) else "",
        {**_homes(services.get("services")), **_homes(organization.get("people"))},
    )


def _called(allowed: Sequence[str], names: Names) -> dict[str, str]:
    """The keys by their names; a name that two of them have tells nothing."""
    pairs = {
        (words, key)
        for key, name in names.items()
        if key in allowed
        for _, words in name.by_language
        if as_compared(words) != as_compared(key)
    }
    often = Counter(words for words, _ in pairs)
    return {words: key for words, key in sorted(pairs) if often[words] == 1}


def _steps(allowed: Sequence[Any], names: Names) -> Iterator[str | Saying]:
    """The steps of a scale, each with its key or name: ``1 (rare)``; nothing for plain words."""
    for number, key in itertools.pairwise(allowed):
        if isinstance(number, int):
            named = say("hint.step", word=str(number), key=str(key), name=names.get(key, str(key)))
            yield named if isinstance(key, str) else str(number)


def _named(allowed: Sequence[Any], names: Names) -> Iterator[str | Saying]:
    for word in map(str, allowed):
        name = names.get(word)
        yield say("hint.choice", word=word, name=name) if name else word


def _by_key(entries: Any) -> dict[str, Text]:
    """Names by key, where the entry is the name or has one."""
    named = (
        (str(key), _text(_mapping(entry).get("name", entry)))
        for key, entry in _mapping(entries).items()
    )
    return {key: name for key, name in named if name}


def _homes(entries: Any) -> dict[str, str]:
    """The department that each entry names, by the entry's key."""
    return {
        str(key): str(_mapping(entry).get("department", ""))
        for key, entry in _mapping(entries).items()
    }


def _in_list(entries: Any) -> dict[str, Text]:
    """The same for a list of entries that say their own key."""
    listed = entries if isinstance(entries, list) else []
    return _by_key({str(each.get("key")): each for each in map(_mapping, listed)})


def _text(value: Any) -> Text | None:
    if isinstance(value, str):
        return Text.of("", value) if value else None
    pairs = [(tag, words) for tag, words in _mapping(value).items() if isinstance(words, str)]
    return Text(tuple(pairs)) if pairs else None


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
