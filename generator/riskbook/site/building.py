"""A judged book to a folder of pages: the build, step by step.

Everything is made and written aside before the first file of the site is touched.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from riskbook import __version__
from riskbook.picturing.matrix_picture import MatrixPicture, PicturedStage, picture_matrix
from riskbook.picturing.matrix_picture import Stamp as PictureStamp
from riskbook.reading.forking import begin, may_fork
from riskbook.reading.history import History
from riskbook.reading.resources import catalogue, resource
from riskbook.run import Judged, judge
from riskbook.site import pictures
from riskbook.site.frame import frame
from riskbook.site.input import Change, Page, SiteInput, Stamp
from riskbook.site.mkdocs_site import Frame, Shell, run_mkdocs
from riskbook.site.rendering import Press
from riskbook.site.withholding import publish
from riskbook.site.writing import Staging, Written

RECORD_PAGES = {
    "risks": "register",
    "plans": "plans",
    "controls": "controls",
    "processes": "processes",
}
"""The folders of record pages, and the entry of the navigation that each belongs to."""

WORTH_A_FORK = 1000
"""Record pages: below that a second process costs more than it saves."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did, and the characters that no font here could draw."""

    written: Written
    missing: tuple[pictures.Missing, ...]


def build_site(judged: Judged, history: History, out: Path, kept: Path) -> Built:
    """Publish a judged book into ``out``, which the caller has found fit for it.

    ``kept`` is a folder for what is kept between builds. Raises
    :class:`riskbook.site.mkdocs_site.EngineError` where MkDocs refuses; the site is then as before.
    """
    published = publish(judged.book)
    if published.withheld:  # ranks and counts run over what is published
        judged = judge(published.book, judged.today)
    editions = [
        _edition(judged, published.withheld, language, history)
        for language in judged.book.settings.languages
    ]
    drawing = pictures.start(_pictures(editions, history.commit), kept / "images")
    staging = Staging(out)
    staging.open()
    try:
        files: dict[str, str] = {}
        for site in editions:
            files |= _publish_language(site, staging)
        images, missing = drawing.finish()
        files |= {path: staging.put(path, content) for path, content in sorted(images.items())}
        written = staging.move_in(files, _made_of(judged, history.commit))
    except BaseException:
        staging.drop()
        raise
    return Built(written, missing)


def _edition(judged: Judged, withheld: int, language: str, history: History) -> SiteInput:
    settings = judged.book.settings
    commit_url = _commit_url(settings.repository, history.commit)
    return SiteInput(
        book=judged.book,
        links=judged.links,
        levels=judged.levels,
        standing=judged.standing,
        plan_states=judged.plan_states,
        today=judged.today,
        language=language,
        catalogue=catalogue(language),
        languages=settings.languages,
        withheld=withheld,
        stamp=Stamp(_short(history.commit), commit_url, __version__),
        changes={
            path: Change(
                _short(change.commit), change.date, _commit_url(settings.repository, change.commit)
            )
            for path, change in history.changes.items()
        },
    )


def _short(commit: str) -> str:
    sha, dirty, _ = commit.partition("+")
    return f"{sha[:7]}{dirty}"


def _commit_url(repository: str, commit: str) -> str:
    """Where a forge shows a commit; ``""`` for none, and for a tree that is not just a commit."""
    if not repository or not commit or commit.endswith("+"):
        return ""
    return f"{repository.rstrip('/').removesuffix('.git')}/commit/{commit}"


def _folder(site: SiteInput) -> str:
    """The prefix of a language's files: the default language lies at the root."""
    return "" if site.language == site.languages[0] else f"{site.language}/"


def _pictures(editions: Sequence[SiteInput], commit: str) -> dict[str, MatrixPicture]:
    return {
        f"{_folder(site)}images/matrix-{stage.value}": picture_matrix(
            site.book, site.levels, stage, site.catalogue, PictureStamp(site.today, _short(commit))
        )
        for site in editions
        for stage in PicturedStage
    }


def _publish_language(site: SiteInput, staging: Staging) -> dict[str, str]:
    """Every file of one language but its images, put aside; their hashes by path."""
    templates = resource("site_templates")
    folder = _folder(site)
    press = Press(site, templates)
    framed = run_mkdocs(_shell(site, templates), list(press.summaries()), RECORD_PAGES)
    files = {
        f"{folder}{path}": staging.put(f"{folder}{path}", content)
        for path, content in framed.files.items()
    }
    for path, text in press.data_files():
        files[f"{folder}{path}"] = staging.put(f"{folder}{path}", text.encode())
    files |= _put_records(press, framed.frames, folder, staging)
    return files


def _put_records(
    press: Press, frames: Mapping[str, Frame], folder: str, staging: Staging
) -> dict[str, str]:
    """The record pages, framed and put aside, by two processes where it pays."""
    book = press.site.book
    count = len(book.risks) + len(book.plans) + len(book.controls) + len(book.processes)
    if count < WORTH_A_FORK or not may_fork():
        return _put_pages(press.records(), frames, folder, staging)
    child = begin(lambda: _put_pages(_every_other(press, 1), frames, folder, staging))
    ours = _put_pages(_every_other(press, 0), frames, folder, staging)
    theirs: dict[str, str] | None = child.result()
    if theirs is None:
        theirs = _put_pages(_every_other(press, 1), frames, folder, staging)
    return ours | theirs


def _every_other(press: Press, first: int) -> Iterator[Page]:
    """Half of the record pages: of each kind every second one, from the first or the second."""
    book = press.site.book
    for page, keys in (
        (press.risk, book.risks),
        (press.plan, book.plans),
        (press.control, book.controls),
        (press.process, book.processes),
    ):
        yield from map(page, list(keys)[first::2])


def _put_pages(
    pages: Iterator[Page], frames: Mapping[str, Frame], folder: str, staging: Staging
) -> dict[str, str]:
    files = {}
    for page in pages:
        path = f"{folder}{page.path}"
        files[path] = staging.put(path, frames[page.path.partition("/")[0]].around(page))
    return files


def _shell(site: SiteInput, templates: Path) -> Shell:
    url = site.book.settings.site.url
    return Shell(
        title=site.book.settings.title.read(site.language),
        url=f"{url.rstrip('/')}/{_folder(site)}" if url else "",
        theme=templates / "theme",
        frame=frame(site),
    )


def _made_of(judged: Judged, commit: str) -> dict[str, Any]:
    parts = ("babel", "cmarkgfm", "jinja2", "matplotlib", "mkdocs", "pyyaml")
    return {
        "commit": commit,
        "today": judged.today.isoformat(),
        "criteria": judged.book.criteria.version,
        "riskbook": __version__,
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "libraries": {name: version(name) for name in parts},
    }
