"""Fishbones: the list, and one drawn, with its causes told below."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from riskbook.identifying.fishbones import (
    CATEGORIES,
    CauseState,
    causes_of,
    risks_of_cause,
    roots_without_risk,
    state_of,
)
from riskbook.model.discovery import Cause, CauseCategory, Fishbone
from riskbook.picturing.fishbone import draw
from riskbook.picturing.fishbone_layout import lay_out
from riskbook.picturing.fishbone_parts import Bone, Fish, Look, Phrase, Rib
from riskbook.site.edition import UP, Edition, RecordLink
from riskbook.site.homes import service_home
from riskbook.site.views.bow_tie import SHEET
from riskbook.site.views.plan import PlanRisk
from riskbook.site.views.process import risk_chip, standing_of
from riskbook.site.views.record import Foot, foot
from riskbook.site.views.ticket_counts import type_link
from riskbook.site.wing import Leaf
from riskbook.site.words import Words
from riskbook.wording import Text, say

_LOOKS = {CauseState.ROOT: Look.ROOT, CauseState.RULED_OUT: Look.RULED_OUT}


class FishboneRow(NamedTuple):
    """One fishbone of the list. ``open`` counts its root causes of which no risk has come."""

    record: RecordLink
    service: str
    date: str
    causes: int
    roots: int
    open: int


class FishbonesView(NamedTuple):
    """The list of fishbones, the latest first."""

    lead: str
    rows: tuple[FishboneRow, ...]


class CauseView(NamedTuple):
    """A cause as it is told. ``state`` is one of ours, ``said`` the same in words.

    ``open`` says that it is a root cause of which no risk has come.
    """

    id: str
    text: str
    state: str
    said: str
    whys: tuple[str, ...]
    evidence: str
    ruled_out: str
    risks: tuple[PlanRisk, ...]
    open: bool


class CategoryView(NamedTuple):
    """A category with its causes."""

    name: str
    causes: tuple[CauseView, ...]


class FishboneView(NamedTuple):
    """A fishbone's page; ``tall`` where the drawing does not go on a sheet of paper."""

    id: str
    effect: str
    edit: str
    citation: str
    lead: tuple[str, ...]
    set: str
    date: str
    owner: str
    service: str
    process: RecordLink | None
    problem_type: RecordLink | None
    incident: RecordLink | None
    drawing: Markup
    tall: bool
    categories: tuple[CategoryView, ...]
    foot: Foot


def fishbone_pages(edition: Edition) -> Iterator[Leaf]:
    """The list of fishbones and the page of each; none for a book without."""
    fishbones = edition.site.book.discovery.fishbones
    if not fishbones:
        return
    yield Leaf("fishbones", "fishbones.html", fishbones_view(edition), "fishbones")
    for key, fishbone in fishbones.items():
        yield Leaf(
            kind="fishbone",
            path=f"fishbones/{key}.html",
            view=fishbone_view(edition, key),
            nav="fishbones",
            title=edition.words.plain(fishbone.effect),
            source=fishbone.source.path,
        )


def fishbones_view(edition: Edition) -> FishbonesView:
    """All fishbones."""
    site, words = edition.site, edition.words
    shelf = site.book.discovery.fishbones
    latest_first = sorted(shelf.values(), key=lambda one: (-one.date.toordinal(), one.id))
    return FishbonesView(
        words.say("fishbones.lead", count=len(shelf)),
        tuple(
            FishboneRow(
                record=RecordLink("", f"fishbones/{one.id}.html", words.text(one.effect)),
                service=service_home(edition, one.service, "") if one.service else "",
                date=words.date(one.date),
                causes=len(tuple(causes_of(one))),
                roots=_counted(one)[CauseState.ROOT],
                open=len(roots_without_risk(one, site.links)),
            )
            for one in latest_first
        ),
    )


def fishbone_view(edition: Edition, key: str) -> FishboneView:
    """The page of one fishbone."""
    words, book = edition.words, edition.site.book
    fishbone = book.discovery.fishbones[key]
    fish = _fish(edition, fishbone)
    layout = lay_out(fish)
    return FishboneView(
        id=key,
        effect=words.text(fishbone.effect),
        edit=edition.edit(fishbone.source.path),
        citation=f"{key}: {words.plain(fishbone.effect)}",
        lead=_lead(edition, fishbone),
        set=words.sentence(say(f"fishbone.set.{fishbone.set.value}")),
        date=words.date(fishbone.date),
        owner=edition.names.holder(fishbone.owner),
        service=service_home(edition, fishbone.service) if fishbone.service else "",
        process=edition.process(fishbone.process) if fishbone.process else None,
        problem_type=_problem_type(edition, fishbone.problem_type),
        incident=_incident(edition, fishbone.incident),
        drawing=Markup(draw(fish, layout)),  # noqa: S704  # ours, and what others wrote is escaped
        tall=layout.height > SHEET,
        categories=tuple(
            CategoryView(
                words.text(category.name)
                if category.name
                else _own_name(words, fishbone, category),
                tuple(_cause(edition, fishbone, cause) for cause in category.causes),
            )
            for category in fishbone.categories
        ),
        foot=foot(edition, fishbone.source.path),
    )


def _lead(edition: Edition, fishbone: Fishbone) -> tuple[str, ...]:
    """How many causes there are, and what is known of them."""
    counted = _counted(fishbone)
    known = (
        edition.words.say(f"fishbone.count.{state.value}", count=counted[state])
        for state in (CauseState.ROOT, CauseState.RULED_OUT)
        if counted[state]
    )
    return (edition.words.say("fishbone.causes", count=counted.total()), *known)


def _counted(fishbone: Fishbone) -> Counter[CauseState]:
    return Counter(map(state_of, causes_of(fishbone)))


def _cause(edition: Edition, fishbone: Fishbone, cause: Cause) -> CauseView:
    words, links = edition.words, edition.site.links
    state = state_of(cause)
    risks = risks_of_cause(fishbone, cause, links)
    return CauseView(
        id=cause.id,
        text=words.text(cause.text),
        state=state.value,
        said=words.named("cause-state", state),
        whys=tuple(map(words.text, cause.whys)),
        evidence=words.text(cause.evidence),
        ruled_out=words.text(cause.ruled_out),
        risks=tuple(PlanRisk(edition.risk(risk, UP), standing_of(edition, risk)) for risk in risks),
        open=state is CauseState.ROOT and not risks,
    )


def _fish(edition: Edition, fishbone: Fishbone) -> Fish:
    words = edition.words
    return Fish(
        title=words.say("fishbone.drawn", effect=words.plain(fishbone.effect)),
        description=words.say("fishbone.about"),
        head=words.say("fishbone.effect"),
        effect=_phrase(words, fishbone.effect),
        none=words.say("fishbone.no-cause"),
        bones=tuple(
            Bone(
                _phrase(words, category.name)
                if category.name
                else Phrase(_own_name(words, fishbone, category), ""),
                tuple(_rib(edition, fishbone, cause) for cause in category.causes),
            )
            for category in fishbone.categories
        ),
    )


def _rib(edition: Edition, fishbone: Fishbone, cause: Cause) -> Rib:
    words, state = edition.words, state_of(cause)
    said = words.named("cause-state", state)
    return Rib(
        caption=words.say("fishbone.caption", id=cause.id, state=said),
        cause=_phrase(words, cause.text),
        look=_LOOKS.get(state, Look.PLAIN),
        whys=tuple(_phrase(words, why) for why in cause.whys),
        risks=tuple(
            risk_chip(edition, risk) for risk in risks_of_cause(fishbone, cause, edition.site.links)
        ),
    )


def _own_name(words: Words, fishbone: Fishbone, category: CauseCategory) -> str:
    """What a category of the set is called; of another its key, which the author has to mend."""
    if category.key not in CATEGORIES[fishbone.set]:
        return category.key
    return words.sentence(say(f"fishbone.category.{category.key}"))


def _phrase(words: Words, text: Text) -> Phrase:
    read = text.language_read(words.language)
    return Phrase(words.plain(text), "" if read == words.language else read)


def _problem_type(edition: Edition, key: str) -> RecordLink | None:
    types = edition.site.book.discovery.problem_types
    known = next((one for one in types.types if one.id == key), None) if types else None
    if known is None:
        return RecordLink("", "", key) if key else None
    return type_link(edition, known)


def _incident(edition: Edition, key: str) -> RecordLink | None:
    known = edition.site.book.discovery.incidents.get(key)
    if known is None:
        return RecordLink("", "", key) if key else None
    return RecordLink(key, f"{UP}incidents/{key}.html", edition.words.text(known.title))
