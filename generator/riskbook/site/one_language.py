"""A judged book as the pages of one language take it, and the images that they show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from riskbook import __version__
from riskbook.picturing.card_picture import picture_card
from riskbook.picturing.matrix_picture import (
    MatrixPicture,
    PicturedStage,
    picture_day,
    picture_matrix,
    picture_movement,
)
from riskbook.picturing.matrix_picture import Stamp as PictureStamp
from riskbook.picturing.trend_picture import TrendPicture, picture_trend
from riskbook.reading.history import History
from riskbook.reading.resources import catalogue
from riskbook.reviewing.timeline import Timeline
from riskbook.run import Judged
from riskbook.site.frame import CARD
from riskbook.site.input import Change, SiteInput, Stamp, commit_url
from riskbook.site.journeys import IMAGES, Journey
from riskbook.site.pictures import Picture

TREND = "images/trend"
"""The image of the levels over time, without an ending."""


def in_language(
    judged: Judged,
    language: str,
    languages: tuple[str, ...],
    withheld: int,
    history: History,
    told: Timeline | None = None,
) -> SiteInput:
    """The book in a language, for a site that has it in ``languages``, the default first.

    ``judged`` is the published book; ``withheld`` counts the records that were left out of it.
    ``told`` is the timeline of what is published.
    """
    repository = judged.book.settings.repository
    site = SiteInput(
        book=judged.book,
        links=judged.links,
        levels=judged.levels,
        standing=judged.standing,
        plan_states=judged.plan_states,
        today=judged.today,
        language=language,
        catalogue=catalogue(language),
        languages=languages,
        withheld=withheld,
        stamp=Stamp(_short(history.commit), commit_url(repository, history.commit), __version__),
        changes={
            path: Change(_short(change.commit), change.date, commit_url(repository, change.commit))
            for path, change in history.changes.items()
        },
        timeline=told,
    )
    picture = trend_picture(site, history)
    return replace(site, trend_alt=picture.alt) if picture else site


def trend_picture(site: SiteInput, history: History) -> TrendPicture | None:
    """What the image of the levels over time shows; None where there is no past to show."""
    told = site.timeline
    if told is None:
        return None
    return picture_trend(
        site.book,
        [(counts.day, counts.by_level) for counts in told.daily_counts()],
        [(turn.since, turn.before, turn.after) for turn in told.criteria],
        site.catalogue,
        PictureStamp(site.today, _short(history.commit)),
    )


def matrix_pictures(site: SiteInput, history: History) -> dict[str, MatrixPicture]:
    """What the images of a language show, by their paths without an ending."""
    stamp = PictureStamp(site.today, _short(history.commit))
    return {
        f"images/matrix-{stage.value}": picture_matrix(
            site.book, site.levels, stage, site.catalogue, stamp
        )
        for stage in PicturedStage
    }


def movement_pictures(
    site: SiteInput, told: Iterable[Journey], history: History
) -> dict[str, MatrixPicture]:
    """What the images of movement show, by their paths without an ending."""
    stamp = PictureStamp(site.today, _short(history.commit))
    words = site.catalogue
    pictures = {}
    for journey in told:
        if journey.way not in IMAGES:
            continue
        moved = {
            risk: (before.spot, after.spot) for risk, before, after in journey.among(journey.after)
        }
        title = site.book.settings.title
        heading = (
            words.word("picture.title.since", title=title, day=picture_day(journey.since, words))
            if journey.since
            else words.word(f"picture.title.{journey.way.value}", title=title)
        )
        pictures[IMAGES[journey.way]] = picture_movement(site.book, moved, heading, words, stamp)
    return pictures


def all_pictures(site: SiteInput, told: Iterable[Journey], history: History) -> dict[str, Picture]:
    """What all images of a language show, by their paths without an ending.

    ``told`` are the journeys of its risks.
    """
    trend, matrices = trend_picture(site, history), matrix_pictures(site, history)
    return {
        **matrices,
        **movement_pictures(site, told, history),
        **({TREND: trend} if trend else {}),
        **_card(site, matrices),
    }


def _card(site: SiteInput, matrices: Mapping[str, MatrixPicture]) -> dict[str, Picture]:
    """The card that other sites show for a link, which they ask for at the site's address."""
    if not site.address:
        return {}
    current = matrices[f"images/matrix-{PicturedStage.CURRENT.value}"]
    return {CARD.removesuffix(".png"): picture_card(site.book, current, site.catalogue, site.today)}


def _short(commit: str) -> str:
    sha, dirty, _ = commit.partition("+")
    return f"{sha[:7]}{dirty}"
