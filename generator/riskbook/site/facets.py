"""What of every risk is counted, read once: thousands of risks are counted on many pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import NamedTuple

from riskbook.assessing.standing import Stages
from riskbook.site.input import SiteInput


class Facet(NamedTuple):
    """What risks that count alike have in common.

    ``level`` is their level now: -1 for a cell without one, None where they are not assessed.
    ``overdue`` is the day on which the review was due, None where none is late.
    """

    level: int | None
    above: bool
    overdue: date | None
    late_actions: int


class Facets:
    """The facets of all risks; ``late_actions`` are the counts of those that have any."""

    def __init__(self, site: SiteInput, late_actions: Mapping[str, int]) -> None:
        self._site = site
        self._late_actions = late_actions

    def counted(self, risks: Iterable[str]) -> Iterator[tuple[Facet, int]]:
        """The facets of some risks, and how many of these have each."""
        known, of_risk = self._found
        for place, count in Counter(map(of_risk.__getitem__, risks)).items():
            yield known[place], count

    def stages(self, risks: Iterable[str]) -> Iterator[tuple[Stages, int]]:
        """Where some risks stand at each stage, and how many of them; without those nowhere.

        Thousands stand on a few hundred places, and those that stand alike share the same value.
        """
        levels = self._site.levels
        found = [levels[risk] for risk in risks if risk in levels]
        known = {id(one): one for one in found}
        for place, count in Counter(map(id, found)).items():
            yield known[place], count

    @cached_property
    def _found(self) -> tuple[list[Facet], dict[str, int]]:
        """Each facet once, and the place of every risk's among them."""
        today, late = self._site.today, self._late_actions
        places: dict[Facet, int] = {}
        of_risk = {}
        for key, one in self._site.standing.risks.items():
            current, due = one.stages.current, one.attested.due
            facet = Facet(
                current.level if current else None,
                one.breach is not None,
                due if due is not None and due < today else None,
                late.get(key, 0),
            )
            of_risk[key] = places.setdefault(facet, len(places))
        return list(places), of_risk
