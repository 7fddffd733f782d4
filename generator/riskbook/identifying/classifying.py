"""Which problem type each ticket is of: by its category, by its words, else by its likeness.

In this order, because what a person wrote down is surer than what is alike. Of two types that
would claim a ticket in the same way, the one that stands first in the file has it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

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
    by_words: dict[str, str | None] = {}
    for index, text in enumerate(tickets.texts):
        if found[index] is None and text:
            if text not in by_words:
                by_words[text] = _by_words(normal(text), live)
            found[index] = by_words[text]
    left = [index for index, one in enumerate(found) if one is None and tickets.texts[index]]
    examples = _examples(live, (tickets, *others))
    if left and examples:
        texts = [tickets.texts[index] for index in left]
        for index, one in zip(left, _by_likeness(texts, examples, types.floor), strict=True):
            found[index] = one
    return tuple(found)


def claimants(tickets: Tickets, types: Sequence[ProblemType]) -> dict[tuple[str, ...], int]:
    """Which types recognise tickets by category or words, in the order of ``types``; how many.

    The first of several has the ticket; what no type recognises so is left out.
    """
    asked = Counter(zip(tickets.categories, tickets.texts, strict=True))
    found: Counter[tuple[str, ...]] = Counter()
    for (category, text), count in asked.items():
        plain, sort = normal(text), normal(category)
        found[
            tuple(
                one.id
                for one in types
                if (sort and sort in map(normal, one.categories)) or claims(one, plain)
            )
        ] += count
    del found[()]
    return dict(found)


def categories(types: Iterable[ProblemType]) -> dict[str, str]:
    """The type that has each category, as categories are compared."""
    found: dict[str, str] = {}
    for one in types:
        for category in one.categories:
            found.setdefault(normal(category), one.id)
    return found


def claims(words: ProblemType, text: str) -> bool:
    """Whether a text, in its normal form, is of a type by the type's keywords.

    A type that only says which words a text must not have claims nothing.
    """
    if not words.any_of and not words.all_of:
        return False
    return (
        (not words.any_of or any(holds(text, word) for word in words.any_of))
        and all(holds(text, word) for word in words.all_of)
        and not any(holds(text, word) for word in words.none_of)
    )


def holds(text: str, keyword: str) -> bool:
    """Whether a text, in its normal form, has a keyword; one of letters must begin a word.

    So ``port`` is found in "portal" and in "端口 port", not in "report".
    """
    word = normal(keyword)
    if not word or word not in text:
        return False
    if not (word[0].isascii() and word[0].isalnum()):
        return True
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}", text) is not None


def _by_words(text: str, types: Iterable[ProblemType]) -> str | None:
    return next((one.id for one in types if claims(one, text)), None)


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
