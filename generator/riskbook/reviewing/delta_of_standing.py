"""How risks stand otherwise than before: on the matrix, in their level, in the ranking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from riskbook.assessing.contender import contenders
from riskbook.assessing.standing import Position, Rank
from riskbook.model.criteria import Criteria
from riskbook.model.digests import Value
from riskbook.reviewing.changes import Change, Kind, Thing, Weight
from riskbook.reviewing.differing import Ends
from riskbook.reviewing.judged import Judged

STAGES = ("inherent", "current", "target")


@dataclass(frozen=True, slots=True)
class Shift:
    """What the ranking did to risks of which nothing changed: how many, and by how many places."""

    risks: int
    furthest: int


def changes_of_standing(base: Judged, head: Judged) -> Iterator[Change]:
    """The moves on the matrix, the crossings of levels, and the ranks that changed by themselves.

    A risk that came or went is placed or taken off; its levels cross nothing.
    """
    ranks = _own_ranks(base, head)
    for key in sorted({*base.book.risks, *head.book.risks}):
        was, now = base.book.risks.get(key), head.book.risks.get(key)
        ends = Ends(Thing.RISK, key, was.source.path if was else "", now.source.path if now else "")
        for stage in STAGES:
            yield from _on_matrix(ends, base, head, stage)
        if key in ranks:
            before, after = ranks[key]
            yield ends.change(Kind.RERANKED, "", _rank(before), _rank(after), Weight.DERIVED)


def shifted(base: Judged, head: Judged) -> Shift:
    """The risks that stand in another place only because others moved."""
    own = _own_ranks(base, head)
    steps = [
        abs(before.place - after.place)
        for key, standing in base.standing.risks.items()
        if key not in own
        and key in head.standing.risks
        and (before := standing.rank) is not None
        and (after := head.standing.risks[key].rank) is not None
        and before.place != after.place
    ]
    return Shift(len(steps), max(steps, default=0))


def level_key(criteria: Criteria, level: int | None) -> str | None:
    """The key of a level by its index; None for none."""
    if level is None or not 0 <= level < len(criteria.levels):
        return None
    return criteria.levels[level].key


def _on_matrix(ends: Ends, base: Judged, head: Judged, stage: str) -> Iterator[Change]:
    before, after = _position(base, ends.id, stage), _position(head, ends.id, stage)
    if before == after and base.book.criteria is head.book.criteria:
        return
    then = level_key(base.book.criteria, before.level) if before else None
    there = level_key(head.book.criteria, after.level) if after else None
    pointer = f"assessment/{stage}"
    if _cell(before) != _cell(after):
        places = _place(before, then), _place(after, there)
        yield ends.change(Kind.MOVED, pointer, *places, Weight.DERIVED)
    if before and after and then != there:
        yield ends.change(Kind.RELEVELLED, pointer, then, there, Weight.DERIVED)


def _own_ranks(base: Judged, head: Judged) -> dict[str, tuple[Rank | None, Rank | None]]:
    """The ranks before and after of risks that are ranked by other facts than before."""
    was = {one.risk: one.precedence for one in contenders(base.book, base.levels)}
    now = {one.risk: one.precedence for one in contenders(head.book, head.levels)}
    found: dict[str, tuple[Rank | None, Rank | None]] = {}
    for key in {*was, *now}:
        before, after = _rank_of(base, key), _rank_of(head, key)
        places = before.place if before else None, after.place if after else None
        if was.get(key) != now.get(key) and places[0] != places[1]:
            found[key] = before, after
    return found


def _rank_of(judged: Judged, key: str) -> Rank | None:
    standing = judged.standing.risks.get(key)
    return standing.rank if standing else None


def _position(judged: Judged, key: str, stage: str) -> Position | None:
    stages = judged.levels.get(key)
    if stages is None:
        return None
    return {"inherent": stages.inherent, "current": stages.current, "target": stages.target}[stage]


def _cell(position: Position | None) -> tuple[int, int] | None:
    return (position.likelihood, position.impact) if position else None


def _place(position: Position | None, level: str | None) -> Value:
    if position is None:
        return None
    return {"likelihood": position.likelihood, "impact": position.impact, "level": level}


def _rank(rank: Rank | None) -> Value:
    return {"place": rank.place, "sharing": rank.sharing} if rank else None
