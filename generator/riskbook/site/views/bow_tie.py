"""The bow-tie of a risk: drawn, and the same as a list."""

from __future__ import annotations

from typing import NamedTuple

from markupsafe import Markup

from riskbook.assessing.barriers import BarrierState, barrier_state
from riskbook.model.records import Control, Pathway, Plan, Risk
from riskbook.picturing.bow_tie import draw
from riskbook.picturing.bow_tie_layout import lay_out
from riskbook.picturing.bow_tie_parts import SOUND, Barrier, BowTie, Headings, Way
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.translating import Reading

SHEET = 1400.0
"""Pixels: a drawing that is higher does not go on a sheet of paper; the list is printed instead."""

_SOUND = (BarrierState.IN_FORCE, BarrierState.PROVEN)


class BarrierRow(NamedTuple):
    """A barrier of the list; ``state`` is its state in words, ``key`` as one of ours.

    ``key`` is ``""`` for a barrier that is simply there.
    """

    record: RecordLink
    key: str
    state: str


class PathwayRow(NamedTuple):
    """A cause or a consequence of the list; ``anchor`` is where it stands on the page."""

    anchor: str
    id: str
    what: str
    barriers: tuple[BarrierRow, ...]


class BowTieView(NamedTuple):
    """A bow-tie; ``tall`` where the drawing does not go on a sheet of paper."""

    drawing: Markup
    tall: bool
    causes: tuple[PathwayRow, ...]
    consequences: tuple[PathwayRow, ...]


def bow_tie_view(edition: Edition, risk: Risk, reading: Reading) -> BowTieView | None:
    """The bow-tie of a risk in the language of the page; None for one that names no pathway."""
    if not (risk.causes or risk.consequences):
        return None
    words = edition.words
    tie = BowTie(
        title=words.say("bow-tie.title", risk=risk.id),
        description=words.say("bow-tie.about"),
        headings=Headings(
            causes=words.say("bow-tie.causes"),
            prevent=words.say("bow-tie.prevent"),
            event=words.say("bow-tie.event"),
            recover=words.say("bow-tie.recover"),
            consequences=words.say("bow-tie.consequences"),
            none=words.say("bow-tie.no-barrier"),
        ),
        event=risk.statement.event,
        language=_language(reading, "statement/event"),
        causes=_ways(edition, risk.causes, "causes", reading),
        consequences=_ways(edition, risk.consequences, "consequences", reading),
    )
    layout = lay_out(tie)
    return BowTieView(
        drawing=Markup(draw(tie, layout)),  # noqa: S704  # ours, and what others wrote is escaped
        tall=layout.height > SHEET,
        causes=_rows(edition, risk.causes, "causes", reading),
        consequences=_rows(edition, risk.consequences, "consequences", reading),
    )


def _ways(
    edition: Edition, pathways: tuple[Pathway, ...], side: str, reading: Reading
) -> tuple[Way, ...]:
    return tuple(
        Way(
            pathway.id,
            pathway.what,
            _language(reading, f"{side}/{pathway.id}/what"),
            tuple(_barrier(edition, key) for key in pathway.barriers),
        )
        for pathway in pathways
    )


def _barrier(edition: Edition, key: str) -> Barrier:
    link, state = _link(edition, key), _state(edition, key)
    record: Control | Plan | None = edition.controls.get(key) or edition.plans.get(key)
    said = edition.words.say(f"barrier.{state.value}") if state else ""
    return Barrier(
        caption=edition.words.say("bow-tie.barrier", barrier=link.id, state=said)
        if link.id and said
        else link.id,
        title=record.title if record else link.title,
        language=_language(edition.reading(record), "title") if record else "",
        href=link.href,
        state=SOUND if state in _SOUND else state.value if state else "",
    )


def _rows(
    edition: Edition, pathways: tuple[Pathway, ...], side: str, reading: Reading
) -> tuple[PathwayRow, ...]:
    return tuple(
        PathwayRow(
            f"{side}-{pathway.id}",
            pathway.id,
            reading.words(f"{side}/{pathway.id}/what", pathway.what),
            tuple(_row(edition, key) for key in pathway.barriers),
        )
        for pathway in pathways
    )


def _row(edition: Edition, key: str) -> BarrierRow:
    state = _state(edition, key)
    return BarrierRow(
        _link(edition, key),
        state.value if state and state not in _SOUND else "",
        edition.words.named("barrier", state) if state else "",
    )


def _link(edition: Edition, key: str) -> RecordLink:
    return edition.plan(key) if key in edition.plans else edition.control(key)


def _state(edition: Edition, key: str) -> BarrierState | None:
    site = edition.site
    return barrier_state(key, site.book, site.plan_states, site.today)


def _language(reading: Reading, pointer: str) -> str:
    return reading.language if pointer in reading.foreign else ""
