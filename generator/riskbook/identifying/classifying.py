"""Which problem type each ticket is of: by its category, by its words, else by its likeness.

In this order, because what a person wrote down is surer than what is alike. Of two types that
would claim a ticket in the same way, the one that stands first in the file has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from riskbook.identifying.masking import masked, normal
from riskbook.model.discovery import Discovery
from riskbook.model.tickets import ProblemType, ProblemTypes, Tickets


def classified(discovery: Discovery) -> dict[str, tuple[str | None, ...]]:
    """The problem types of the tickets of every export, by its id, in the order of its tickets."""
    tables = discovery.tickets
    return {
        key: classify(
            table, discovery.problem_types, (tables[other] for other in tables if other != key)
        )
        for key, table in tables.items()
    }


def classify(
    tickets: Tickets, types: ProblemTypes | None, others: Iterable[Tickets] = ()
) -> tuple[str | None, ...]:
    """The id of each ticket's problem type, None for one that is of none.

    A retired type claims nothing. Examples are looked up in these tickets, then in ``others``:
    a type that was made from an earlier export goes on claiming what is like it.
    """
    live = [one for one in types.types if not one.retired] if types is not None else []
    if types is None or not live:
        return (None,) * len(tickets.ids)
    by_category = categories(live)
    found = [by_category.get(normal(category)) for category in tickets.categories]
    asked = _recognisers(live)
    by_words: dict[str, str | None] = {}
    for index, text in enumerate(tickets.texts):
        if found[index] is None and text:
            if text not in by_words:
                by_words[text] = next(_by_words(normal(text), asked), None)
            found[index] = by_words[text]
    left = [index for index, one in enumerate(found) if one is None and tickets.texts[index]]
    examples = _examples(live, (tickets, *others))
    if left and examples:
        texts = [tickets.texts[index] for index in left]
        for index, one in zip(left, _by_likeness(texts, examples, types.floor), strict=True):
            found[index] = one
    return tuple(found)


def claimants(tickets: Tickets, types: Sequence[ProblemType]) -> dict[tuple[str, ...], int]:
    """Which types recognise tickets by category or words, the one that has them first; how many.

    What no type recognises so is left out.
    """
    by_category, asked = categories(types), _recognisers(types)
    found: Counter[tuple[str, ...]] = Counter()
    for (category, text), count in Counter(
        zip(tickets.categories, tickets.texts, strict=True)
    ).items():
        first = by_category.get(normal(category))
        more = (one for one in _by_words(normal(text), asked) if one != first)
        found[(*([first] if first else []), *more)] += count
    del found[()]
    return dict(found)


def categories(types: Iterable[ProblemType]) -> dict[str, str]:
    """The type that has each category, as categories are compared."""
    found: dict[str, str] = {}
    for one in types:
        for category in one.categories:
            found.setdefault(normal(category), one.id)
    return found


class Keyword(NamedTuple):
    """A keyword in its normal form; one of letters must begin a word, which ``within`` finds.

    So ``port`` is found in "portal" and in "端口 port", not in "report".
    """

    word: str
    within: re.Pattern[str] | None

    @classmethod
    def of(cls, keyword: str) -> Keyword:
        """A keyword as it was written."""
        word = normal(keyword)
        is_lettered = word[:1].isascii() and word[:1].isalnum()
        return cls(word, re.compile(rf"(?<![a-z0-9]){re.escape(word)}") if is_lettered else None)

    def is_in(self, text: str) -> bool:
        """Whether a text, in its normal form, has the keyword."""
        if not self.word or self.word not in text:  # by far the most frequent answer
            return False
        return self.within is None or self.within.search(text) is not None


class _Recogniser(NamedTuple):
    """The keywords of one type."""

    id: str
    any_of: tuple[Keyword, ...]
    all_of: tuple[Keyword, ...]
    none_of: tuple[Keyword, ...]

    def claims(self, text: str) -> bool:
        return (
            (not self.any_of or any(word.is_in(text) for word in self.any_of))
            and all(word.is_in(text) for word in self.all_of)
            and not any(word.is_in(text) for word in self.none_of)
        )


def _recognisers(types: Iterable[ProblemType]) -> tuple[_Recogniser, ...]:
    """The types that have keywords; one that only excludes words claims nothing."""
    return tuple(
        _Recogniser(
            one.id,
            tuple(map(Keyword.of, one.any_of)),
            tuple(map(Keyword.of, one.all_of)),
            tuple(map(Keyword.of, one.none_of)),
        )
        for one in types
        if one.any_of or one.all_of
    )


def _by_words(text: str, asked: Iterable[_Recogniser]) -> Iterator[str]:
    """The types that claim a text, in its normal form, by their keywords."""
    return (one.id for one in asked if one.claims(text))


def _examples(types: Iterable[ProblemType], tables: Iterable[Tickets]) -> dict[str, list[str]]:
    """The texts of the examples of each type that has any, by its id."""
    wanted = {key for one in types for key in one.examples}
    texts: dict[str, str] = {}
    for table in tables:
        for key, text in zip(table.ids, table.texts, strict=True):
            if key in wanted and text:
                texts.setdefault(key, text)
    found = {one.id: [texts[key] for key in one.examples if key in texts] for one in types}
    return {key: known for key, known in found.items() if known}


def _by_likeness(
    texts: Sequence[str], examples: Mapping[str, Sequence[str]], floor: float
) -> Iterator[str | None]:
    """The type whose examples each text is most like, None where that is less than ``floor``."""
    from riskbook.identifying.gathering import nearest

    known: dict[str, int] = {}
    places = [known.setdefault(masked(text), len(known)) for text in texts]
    models = [[masked(text) for text in of] for of in examples.values()]
    keys = tuple(examples)
    found = nearest(tuple(known), models, floor)
    for place in places:
        model = found[place]
        yield keys[model] if model is not None else None
