"""The search: what can be found, before anybody has asked for anything."""

from __future__ import annotations

from typing import NamedTuple

from riskbook.site.edition import Edition
from riskbook.site.search_data import KINDS


class SearchKind(NamedTuple):
    """One kind of thing that can be found; ``number`` is its place among them."""

    number: int
    name: str


class SearchView(NamedTuple):
    """The page of the search. Its results are the script's."""

    kinds: tuple[SearchKind, ...]


def search_view(edition: Edition) -> SearchView:
    """What may be chosen between."""
    say = edition.words.say
    return SearchView(
        tuple(SearchKind(number, say(f"search.kind.{kind}")) for number, kind in enumerate(KINDS))
    )
