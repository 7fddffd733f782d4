"""The register in runs of risks that stand at the same place for the same reason.

A file that lists all risks is put together from what it says of each run: when a risk moves, the
places of thousands change, but only the runs that it leaves and joins have other risks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import islice, pairwise
from typing import AnyStr, NamedTuple
from zlib import crc32

from riskbook.assessing.standing import Rank
from riskbook.model.records import Risk
from riskbook.model.terms import Status
from riskbook.site.input import SiteInput

_USUAL = 128
"""How long a run is where thousands share a place, on average.

Where it ends follows from the id of its last risk, so that one that comes or goes moves no other.
"""


class Run(NamedTuple):
    """Risks at one place and for one reason, in the order of the register; they have this rank.

    The first of equals has a reason of its own, which names the second.
    ``told`` tells their ids from those of any other run.
    """

    ids: Sequence[str]
    rank: Rank | None
    told: str


class Runs:
    """All risks of a site by their runs."""

    def __init__(self, site: SiteInput, risks: Mapping[str, Risk]) -> None:
        self._site = site
        self._risks = risks

    @cached_property
    def order(self) -> tuple[str, ...]:
        """The ids in the order in which the register lists them."""
        standing = self._site.standing
        listed = {*standing.unassessed, *standing.ranked}
        rest = (risk for risk in self._risks.values() if risk.id not in listed)
        statuses = list(Status)
        return (
            *standing.unassessed,
            *standing.ranked,
            *(
                risk.id
                for risk in sorted(rest, key=lambda risk: (statuses.index(risk.status), risk.id))
            ),
        )

    @cached_property
    def all(self) -> tuple[Run, ...]:
        """Every run; risks without a rank are told apart by what they have in its place."""
        order, standings = self.order, self._site.standing.risks
        ranks = [standings[key].rank for key in order]
        alike: list[object] = [
            (rank.place, id(rank.reason)) if rank else self._unranked(key)
            for key, rank in zip(order, ranks, strict=True)
        ]
        ends = [at for at, (one, other) in enumerate(pairwise(alike), 1) if one != other]
        ends += [at for at, key in enumerate(order, 1) if not crc32(key.encode()) % _USUAL]
        cuts = sorted({0, *ends, len(order)})
        return tuple(
            Run(order[begin:end], ranks[begin], "\0".join(order[begin:end]))
            for begin, end in pairwise(cuts)
        )

    def _unranked(self, key: str) -> tuple[Status, bool]:
        stages = self._site.standing.risks[key].stages
        return self._risks[key].status, stages.current is None


def merged(parts: Iterable[Sequence[AnyStr]]) -> tuple[AnyStr, ...]:
    """What is said of several risks as that of one: each has the same places to be filled."""
    whole: list[AnyStr] = []
    for one in parts:
        if whole:
            whole[-1] += one[0]
            whole += islice(one, 1, None)
        else:
            whole += one
    return tuple(whole)


def filled(parts: Sequence[AnyStr], *fills: AnyStr) -> list[AnyStr]:
    """The parts with what belongs between them: the same for every risk."""
    whole = list(parts)
    count = len(parts) - 1
    whole += parts[1:]  # as long as it will be
    whole[::2] = parts
    whole[1::2] = fills * (count // len(fills))
    return whole
