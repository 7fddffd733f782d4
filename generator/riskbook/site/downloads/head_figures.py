"""The few figures that stand for a whole book: on badges, in the summary, on the card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from riskbook.assessing.standing import STAGES, at
from riskbook.site.edition import Edition
from riskbook.site.views.selection import open_risks


class HeadFigures(NamedTuple):
    """Counts of open risks. ``levels`` is by stage, a count for each level, the lowest first.

    ``worst`` is the highest level of now that has a risk, None without one. ``overdue`` counts
    reviews, ``late_actions`` actions.
    """

    open: int
    levels: Mapping[str, tuple[int, ...]]
    worst: int | None
    above: int
    overdue: int
    late_actions: int


def head_figures(edition: Edition) -> HeadFigures:
    """The figures of the published book on its day."""
    standing = edition.site.standing.risks
    keys = list(open_risks(edition))
    tallies: dict[str, Counter[int]] = {stage: Counter() for stage in STAGES}
    for stages, count in edition.facets.stages(keys):
        for stage, tally in tallies.items():
            if position := at(stages, stage):
                tally[position.level] += count
    return HeadFigures(
        open=len(keys),
        levels={
            stage: tuple(tally[level.index] for level in edition.names.levels)
            for stage, tally in tallies.items()
        },
        worst=max(tallies["current"], default=None),
        above=sum(1 for one in standing.values() if one.breach),
        overdue=sum(1 for one in standing.values() if one.attested.days_late > 0),
        late_actions=sum(edition.late_actions.values()),
    )
