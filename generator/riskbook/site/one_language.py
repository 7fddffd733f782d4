"""A judged book as the pages of one language take it, and the images that they show."""

from __future__ import annotations

from riskbook import __version__
from riskbook.picturing.matrix_picture import MatrixPicture, PicturedStage, picture_matrix
from riskbook.picturing.matrix_picture import Stamp as PictureStamp
from riskbook.reading.history import History
from riskbook.reading.resources import catalogue
from riskbook.run import Judged
from riskbook.site.input import Change, SiteInput, Stamp


def in_language(
    judged: Judged, language: str, languages: tuple[str, ...], withheld: int, history: History
) -> SiteInput:
    """The book in a language, for a site that has it in ``languages``, the default first.

    ``judged`` is the published book; ``withheld`` counts the records that were left out of it.
    """
    repository = judged.book.settings.repository
    return SiteInput(
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
        stamp=Stamp(_short(history.commit), _commit_url(repository, history.commit), __version__),
        changes={
            path: Change(_short(change.commit), change.date, _commit_url(repository, change.commit))
            for path, change in history.changes.items()
        },
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


def _short(commit: str) -> str:
    sha, dirty, _ = commit.partition("+")
    return f"{sha[:7]}{dirty}"


def _commit_url(repository: str, commit: str) -> str:
    """Where a forge shows a commit; ``""`` for none, and for a tree that is not just a commit."""
    if not repository or not commit or commit.endswith("+"):
        return ""
    return f"{repository.rstrip('/').removesuffix('.git')}/commit/{commit}"
