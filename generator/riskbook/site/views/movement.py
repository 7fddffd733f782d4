"""Who moves where on the matrix: a drawing for the eye, and the same in words and links."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from markupsafe import Markup

from riskbook.picturing.matrix_map import MatrixMap, inline_map, level_marks, map_content
from riskbook.picturing.matrix_routes import MOST_ARROWS, Spot, bundles
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.journeys import Journey, Place, Way
from riskbook.site.views.selection import Selection

MOST_ROWS = 20
"""Ways from cell to cell that are listed; what is drawn is always among them."""

LISTED = 4
"""Risks of one way that are named."""


class Chip(NamedTuple):
    """A level on its colour, and where on the matrix: ``4·3`` for the eye, words for the ear."""

    chip: str
    at: str
    spoken: str


class MoveRow(NamedTuple):
    """Risks that went the same way: ``up``, ``down`` or ``""`` for another cell of their level.

    ``new`` and ``gone`` have no ends. ``number`` says how many where it is not one, ``more`` how
    many are not named; ``href`` leads to all that are in the cell now.
    """

    before: Chip | None
    after: Chip | None
    way: str
    number: str
    risks: tuple[RecordLink, ...]
    more: str
    href: str


class Crossing(NamedTuple):
    """From one level to the levels after, highest first."""

    chip: str
    counts: tuple[int, ...]
    total: int


class LevelKey(NamedTuple):
    """A level as the drawing marks it, with the number of risks at it after the movement."""

    level: int
    mark: str
    name: str
    number: int


class Movement(NamedTuple):
    """One journey. ``image`` is where its images lie, without an ending; "" where there is none.

    ``drawing`` is "" where nobody moved to another cell; ``undrawn`` says what it leaves out.
    ``is_past`` tells movement since a day from that between stages.
    """

    key: str
    title: str
    lead: str
    figures: tuple[str, ...]
    drawing: str
    undrawn: str
    keys: tuple[LevelKey, ...]
    rows: tuple[MoveRow, ...]
    rest: str
    levels: tuple[str, ...]
    crossings: tuple[Crossing, ...]
    image: str
    is_past: bool


Belongs = Callable[[str], bool]
"""Whether a risk that is open no more belongs to the risks in question."""

_Ends = tuple[Place, Place]


class Told:
    """A journey of some of the open risks, as it is counted, listed and drawn.

    ``drawing`` is its map, without the element around it.
    """

    def __init__(self, edition: Edition, journey: Journey, among: Selection) -> None:
        self.journey = journey
        self._edition = edition
        self._among = among
        self._ways: dict[_Ends, list[str]] = {}
        for risk, before, after in journey.among(among.risks):
            self._ways.setdefault((before, after), []).append(risk)
        counts, moves = Counter[Spot](), Counter[tuple[Spot, Spot]]()
        for (before, after), risks in self._ways.items():
            counts[after.spot] += len(risks)
            moves[before.spot, after.spot] += len(risks)
        self.map = _map(edition, counts, moves)
        self.drawing = map_content(self.map)

    @property
    def new(self) -> list[str]:
        """Those that are open and assessed now and were not before; none between stages."""
        if self.journey.since is None:
            return []
        known = self.journey.before.keys() | self.journey.off_scale
        return [one for one in self._among.risks if one in self.journey.after and one not in known]

    @property
    def gone(self) -> list[str]:
        """Those of the whole book that were open and assessed then and are not now."""
        if self.journey.since is None:
            return []
        known = self._edition.site.book.risks.keys()
        return sorted((self.journey.before.keys() - self.journey.after.keys()) & known)

    def counts(self) -> Counter[str]:
        """How many went up, down and to another cell of their level, and how many stayed."""
        found: Counter[str] = Counter()
        for ends, risks in self._ways.items():
            found[_way(ends) or ("across" if ends[0] != ends[1] else "stayed")] += len(risks)
        return found

    def off_scale(self) -> int:
        """How many stood on a scale that the criteria no longer have."""
        return sum(risk in self.journey.off_scale for risk in self._among.risks)

    def inline(self) -> str:
        """The map on a page, "" where there is no arrow."""
        return Markup(inline_map(self.map, self.drawing)) if self.map.arrows else ""  # noqa: S704 ours

    def undrawn(self) -> str:
        """That there are more arrows than can be told apart."""
        rest = sum(bundle.count for bundle in bundles(self.map.moves)[MOST_ARROWS:])
        return self._edition.words.say("movement.undrawn", count=rest) if rest else ""

    def keys(self) -> tuple[LevelKey, ...]:
        """What the letters mean, and the counts by level."""
        levels = Counter[int]()
        for (_, after), risks in self._ways.items():
            levels[after.level] += len(risks)
        return tuple(
            LevelKey(level.index, mark, level.name, levels[level.index])
            for level, mark in reversed(
                list(zip(self._edition.names.levels, self.map.marks, strict=True))
            )
        )

    def rows(self) -> Iterator[MoveRow]:
        """The ways of most risks, listed by gravity: what rose first, then from the top down."""
        for ends in sorted(self._listed, key=_gravity):
            before, after = (_chip(self._edition, place) for place in ends)
            yield _row(
                self._edition,
                self._among.base,
                self._ways[ends],
                before,
                after,
                _way(ends),
                self._cell(ends[1]),
            )

    def comings(self, gone: Sequence[str]) -> Iterator[MoveRow]:
        """Who is new, and who is open no more."""
        for way, risks in (("new", self.new), ("gone", gone)):
            if risks:
                yield _row(self._edition, self._among.base, risks, None, None, way, "")

    def rest(self) -> str:
        """That there are more ways than are listed."""
        listed = sum(len(self._ways[ends]) for ends in self._listed)
        moved = sum(len(risks) for (before, after), risks in self._ways.items() if before != after)
        count = moved - listed
        return self._edition.words.say("movement.rest", count=count) if count else ""

    def crossings(self) -> tuple[Crossing, ...]:
        """From level to level, all risks together."""
        pairs = Counter[tuple[int, int]]()
        for (before, after), risks in self._ways.items():
            pairs[before.level, after.level] += len(risks)
        down = list(reversed(self._edition.names.levels))
        return tuple(
            Crossing(start.chip, counts, sum(counts))
            for start in down
            for counts in (tuple(pairs[start.index, end.index] for end in down),)
            if any(counts)
        )

    @property
    def _listed(self) -> list[_Ends]:
        moved = [ends for ends in self._ways if ends[0] != ends[1]]
        return sorted(moved, key=lambda ends: (-len(self._ways[ends]), ends))[:MOST_ROWS]

    def _cell(self, place: Place) -> str:
        stage = "target" if self.journey.way is Way.PLAN else "current"
        spot = place.spot
        return self._among.narrowed(
            f"stage={stage}&likelihood={spot.likelihood}&impact={spot.impact}"
        )


def movement(edition: Edition, told: Told, belongs: Belongs, image: str = "") -> Movement:
    """What the page says and shows of a journey."""
    words, journey = edition.words, told.journey
    gone = [risk for risk in told.gone if belongs(risk)]
    day, lead = words.date(journey.since), "past" if journey.since else journey.way.value
    return Movement(
        key=journey.way.value,
        title=words.fill(f"movement.title.{journey.way.value}", day=day),
        lead=words.say(f"movement.lead.{lead}"),
        figures=tuple(_figures(edition, told, len(gone))),
        drawing=told.inline(),
        undrawn=told.undrawn(),
        keys=told.keys(),
        rows=(*told.rows(), *told.comings(gone)),
        rest=told.rest(),
        levels=tuple(level.chip for level in reversed(edition.names.levels)),
        crossings=told.crossings(),
        image=image,
        is_past=journey.since is not None,
    )


def standing_map(edition: Edition, places: Mapping[str, Place], risks: Sequence[str]) -> MatrixMap:
    """Where some risks stand, without movement."""
    return _map(edition, Counter(places[risk].spot for risk in risks if risk in places), {})


def marks(edition: Edition) -> tuple[str, ...]:
    """The letters of the levels, lowest first."""
    return level_marks([level.name for level in edition.names.levels])


def _map(
    edition: Edition, counts: Mapping[Spot, int], moves: Mapping[tuple[Spot, Spot], int]
) -> MatrixMap:
    say = edition.words.say
    return MatrixMap(
        edition.site.book.criteria,
        counts,
        moves,
        marks(edition),
        say("movement.likelihood"),
        say("movement.impact"),
    )


def _figures(edition: Edition, shown: Told, gone: int) -> Iterator[str]:
    """The movement in figures; of what did not happen, only that nothing rose or fell."""
    words, counts = edition.words, shown.counts()
    for key, count in (
        ("up", counts["up"]),
        ("down", counts["down"]),
        ("across", counts["across"]),
        ("new", len(shown.new)),
        ("gone", gone),
        ("off-scale", shown.off_scale()),
        ("stayed", counts["stayed"]),
    ):
        if count or key in ("up", "down"):
            yield words.say(f"movement.figure.{key}", count=count)


def _row(
    edition: Edition,
    base: str,
    risks: Sequence[str],
    before: Chip | None,
    after: Chip | None,
    way: str,
    href: str,
) -> MoveRow:
    rest = len(risks) - LISTED
    return MoveRow(
        before,
        after,
        way,
        edition.words.say("movement.number", count=len(risks)) if len(risks) > 1 else "",
        tuple(edition.risk(risk, base) for risk in risks[:LISTED]),
        edition.words.say("attention.rest", count=rest) if rest > 0 else "",
        href,
    )


def _chip(edition: Edition, place: Place) -> Chip:
    names, spot = edition.names, place.spot
    known = 0 <= place.level < len(names.levels)
    return Chip(
        names.levels[place.level].chip if known else edition.words.say("matrix.no-level"),
        f"{spot.likelihood}·{spot.impact}",
        edition.words.say(
            "movement.at",
            likelihood=names.likelihood[spot.likelihood - 1].short,
            impact=names.impact[spot.impact - 1].short,
        ),
    )


def _way(ends: _Ends) -> str:
    before, after = ends[0].level, ends[1].level
    return "up" if after > before else "down" if after < before else ""


def _gravity(ends: _Ends) -> tuple[object, ...]:
    before, after = ends
    order = {"up": 0, "down": 1, "": 2}[_way(ends)]
    spots = tuple(-step for spot in (before.spot, after.spot) for step in (spot[1], spot[0]))
    return order, -before.level, -after.level, spots
