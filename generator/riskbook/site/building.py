"""A judged book to a folder of pages: the build, step by step.

Everything is made and written aside before the first file of the site is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from riskbook.reading.forking import begin, may_fork
from riskbook.reading.history import History
from riskbook.reading.resources import resource
from riskbook.run import Judged
from riskbook.site import pictures, search_data
from riskbook.site.addresses import (
    DISCOVERY_FOLDERS,
    GUIDE_PAGES,
    RECORD_PAGES,
    ROLLUP_PAGES,
    SEARCH_NAMES,
    SUMMARY_PAGES,
)
from riskbook.site.frame import frame, root_of
from riskbook.site.framing import Shell, Theme, frame_key
from riskbook.site.front import Workplace
from riskbook.site.input import Page, SiteInput
from riskbook.site.lean import lean
from riskbook.site.lines import Lines
from riskbook.site.manifest import made_with
from riskbook.site.one_language import all_pictures, in_language
from riskbook.site.reach import Earlier
from riskbook.site.rendering import Press
from riskbook.site.telling import Telling
from riskbook.site.withholding import Published, judge_published
from riskbook.site.writing import Staging, Written

WORTH_A_FORK = 1000
"""Record pages: below that a second process costs more than it saves."""

SHARES = 4
"""Processes for the record pages. The Markdown renderer keeps some 20 kB of every page it makes for
as long as its process lives, so more of them than processors keep each of them small.
"""


class Built(NamedTuple):
    """What a build did, the characters that no font here could draw, and the theme it used."""

    written: Written
    missing: tuple[pictures.Missing, ...]
    theme: Theme


def build_site(
    judged: Judged,
    published: Published,
    history: History,
    out: Path,
    kept: Workplace,
    earlier: Earlier | None = None,
    may_publish: Callable[[], object] = lambda: None,
) -> Built:
    """Publish a judged book into ``out``, which the caller has found fit for it.

    ``published`` is what of the book may be seen, ``kept`` the folders for what is kept between
    builds; pages that ``earlier`` has and that nothing reached are left as they lie. The last word
    has ``may_publish``, which raises where the site must stay as it is. Raises
    :class:`riskbook.site.framing.EngineError` where MkDocs refuses.
    """
    if published.withheld:  # ranks and counts run over what is published
        judged = judge_published(judged, published)
    languages = judged.book.settings.languages
    editions = [
        in_language(judged, language, languages, published.withheld, history, published.told)
        for language in languages
    ]
    staging = Staging(out)
    staging.open()
    try:
        if earlier is not None and earlier.alone:
            made = _reworded(editions, staging, kept, earlier)
        else:
            made = _all_but_known(editions, history, staging, kept, earlier)
        may_publish()
        written = staging.move_in(made.files, _made_of(judged, published, history.commit))
    except BaseException:
        staging.drop()
        raise
    return Built(written, made.missing, made.theme)


class _Made(NamedTuple):
    """The files of a site by their hashes, all of them put aside or as they lie."""

    files: Mapping[str, str]
    theme: Theme
    missing: tuple[pictures.Missing, ...] = ()


def _all_but_known(
    editions: Sequence[SiteInput],
    history: History,
    staging: Staging,
    kept: Workplace,
    earlier: Earlier | None,
) -> _Made:
    """The whole site, but for pages of records that nothing reached."""
    studio = earlier.studio if earlier else None
    theme = earlier.theme if earlier else Theme()
    presses = [_press(site, kept, earlier) for site in editions]
    if earlier is None:  # there is much to draw: it begins before the frames are made
        drawing = _start(presses, history, kept, studio)
    for site in editions:
        theme = _theme(site, staging, theme)
    records = sum(1 for _ in presses[0].records())
    for press in presses:
        press.look_ahead()
    beside = _beside(records, lambda: _put_data(presses, theme, staging))
    if earlier is not None:
        drawing = _start(presses, history, kept, studio)
    files: dict[str, str] = {}
    for press in presses:
        files |= _publish_language(press, theme, staging, earlier)
    files |= beside()
    images, missing = drawing.finish()
    files |= {path: staging.put(path, content) for path, content in sorted(images.items())}
    return _Made({**files, **theme.files}, theme, missing)


def _reworded(
    editions: Sequence[SiteInput], staging: Staging, kept: Workplace, earlier: Earlier
) -> _Made:
    """The site with the few pages of records whose prose is another."""
    files = dict(earlier.files)
    presses = [_press(site, kept, earlier) for site in editions]
    for press in presses:
        folder = _folder(press.site)
        files |= _put_records(press, earlier.theme, folder, staging, earlier)
        files |= _put_bodies(press, folder, staging, earlier)
    if earlier.restated:
        files |= _put_downloads(presses, earlier.theme, staging)
    return _Made(files, earlier.theme)


def _start(
    presses: Sequence[Press],
    history: History,
    kept: Workplace,
    studio: pictures.Studio | None,
) -> pictures.Drawing:
    """Begin to draw."""
    committed = _pictures(presses, history.committed) if history.is_dirty else pictures.NONE
    return pictures.start(_pictures(presses, history), kept.images, studio, committed)


def _press(site: SiteInput, kept: Workplace, earlier: Earlier | None) -> Press:
    folder = _folder(site)
    lying = earlier.files if earlier else {}
    still = {path for path in earlier.still if f"{folder}{path}" in lying} if earlier else set()
    again = earlier.again if earlier and earlier.told else None
    lines = Lines(kept.lines, again)
    return Press(site, resource("site_templates"), kept.templates, frozenset(still), lines)


def _folder(site: SiteInput) -> str:
    """The prefix of a language's files: the default language lies at the root."""
    return "" if site.language == site.languages[0] else f"{site.language}/"


def _pictures(presses: Sequence[Press], history: History) -> dict[str, pictures.Picture]:
    return {
        f"{_folder(press.site)}{path}": picture
        for press in presses
        for path, picture in all_pictures(press.site, press.edition.journeys.all, history).items()
    }


def _theme(site: SiteInput, staging: Staging, known: Theme) -> Theme:
    """The theme with what this language needs of it, from MkDocs unless it is known already."""
    folder = _folder(site)
    keys = RECORD_PAGES | ROLLUP_PAGES | DISCOVERY_FOLDERS | SUMMARY_PAGES | GUIDE_PAGES
    if all(f"{folder}{key}" in known.frames for key in keys):
        return known
    from riskbook.site.guide import Library, guide_pages
    from riskbook.site.mkdocs_site import run_mkdocs

    framed = run_mkdocs(_shell(site, resource("site_templates")), keys)
    library = Library(resource("docs/guide"), resource("docs/rules"))
    ours = ((path, lean(path, content)) for path, content in framed.files.items())
    own = (*ours, *library.images())
    theme = Theme(
        {**known.frames, **{f"{folder}{key}": one for key, one in framed.frames.items()}},
        {
            **known.files,
            **{f"{folder}{path}": staging.put(f"{folder}{path}", content) for path, content in own},
        },
    )
    pages = tuple(guide_pages(site, library, resource("site_templates")))
    found = f"{folder}{search_data.GUIDE}"
    return Theme(
        theme.frames,
        {
            **theme.files,
            **_put_pages(pages, theme, folder, staging),
            found: staging.put(found, search_data.guide_data(pages).encode()),
        },
    )


def _publish_language(
    press: Press, theme: Theme, staging: Staging, earlier: Earlier | None
) -> dict[str, str]:
    """The pages of one language and what the search scans, put aside; hashes by path.

    What lies still is named, too. Data, downloads and images are others' work.
    """
    folder = _folder(press.site)
    lying = {f"{folder}{path}" for path in press.still}
    pages = chain(press.summaries(), press.discoveries(), press.rollups())
    files = _put_pages(pages, theme, folder, staging)
    for path, drawing in press.drawings():
        files[f"{folder}{path}"] = staging.put(f"{folder}{path}", drawing.encode())
    files |= _put_bodies(press, folder, staging, earlier)
    files |= _put_records(press, theme, folder, staging, earlier)
    return files | ({path: earlier.files[path] for path in lying} if earlier else {})


def _put_data(presses: Sequence[Press], theme: Theme, staging: Staging) -> dict[str, str]:
    """The files of data and style in all languages, and the downloads."""
    files = _put_downloads(presses, theme, staging)
    for press in presses:
        folder, data = _folder(press.site), press.data_files()
        if SEARCH_NAMES not in press.still:
            data = chain(data, ((SEARCH_NAMES, search_data.search_data(press.edition)),))
        for path, text in data:
            files[f"{folder}{path}"] = staging.put(f"{folder}{path}", text.encode())
    return files


def _put_downloads(presses: Sequence[Press], theme: Theme, staging: Staging) -> dict[str, str]:
    """What a reader takes away, and the page of it, which tells how large each file is."""
    from riskbook.site.downloads.files import language_files, shared_files

    files: dict[str, str] = {}
    shared = dict(shared_files([press.edition for press in presses], presses[0].lines))
    for press in presses:
        folder, up = _folder(press.site), root_of(press.site, press.site.languages[0])
        own = dict(language_files(press.edition, press.lines))
        sizes = {path: len(content) for path, content in own.items()}
        sizes |= {f"{up}{path}": len(content) for path, content in shared.items()}
        for path, content in own.items():
            files[f"{folder}{path}"] = staging.put(f"{folder}{path}", content)
        files |= _put_pages([press.downloads(sizes)], theme, folder, staging)
    return files | {path: staging.put(path, content) for path, content in shared.items()}


def _put_bodies(
    press: Press, folder: str, staging: Staging, earlier: Earlier | None
) -> dict[str, str]:
    """What the search scans. A record that nothing reached says what it said."""
    files: dict[str, str] = {}
    if earlier:
        gone = {f"{folder}{search_data.bodies_path(key)}" for key in earlier.own}
        below = f"{folder}{search_data.BODIES}"
        lying = {at: earlier.files[at] for at in earlier.files if at.startswith(below)}
        files = {at: digest for at, digest in lying.items() if at not in gone}
    wanted = search_data.bodies(press.edition, earlier.own if earlier else None)
    for path, ids in wanted.items():
        text = search_data.bodies_file(press.edition, ids)
        files[f"{folder}{path}"] = staging.put(f"{folder}{path}", text.encode())
    return files


def _put_records(
    press: Press, theme: Theme, folder: str, staging: Staging, earlier: Earlier | None
) -> dict[str, str]:
    """The record pages, framed and put aside, by several processes where it pays."""
    files: dict[str, str] = {}
    wanted = list(press.records())
    if earlier:
        below = tuple(f"{folder}{place}" for place in RECORD_PAGES)
        gone = {f"{place}{key}.html" for place in below for key in earlier.again}
        lying = (path for path in earlier.files if path.startswith(below))
        files = {path: earlier.files[path] for path in lying if path not in gone}
        wanted = [(kind, key) for kind, key in wanted if key in earlier.again]
    if len(wanted) >= WORTH_A_FORK:  # what every process needs is loaded before there are several
        files |= _put_pages([press.record(*wanted.pop())], theme, folder, staging)

    def put(first: int) -> dict[str, str]:
        pages = (press.record(kind, key) for kind, key in wanted[first::SHARES])
        return _put_pages(pages, theme, folder, staging)

    theirs = [_beside(len(wanted), partial(put, first)) for first in range(1, SHARES)]
    files |= put(0)
    for share in theirs:
        files |= share()
    return files


def _beside(pages: int, work: Callable[[], dict[str, str]]) -> Callable[[], dict[str, str]]:
    """Begin the work in a process of its own where it pays; what is given waits for its result.

    A process that fails leaves the work to this one.
    """
    if pages < WORTH_A_FORK or not may_fork():
        return work
    child = begin(work)

    def result() -> dict[str, str]:
        done: dict[str, str] | None = child.result()
        return work() if done is None else done

    return result


def _put_pages(
    pages: Iterable[Page], theme: Theme, folder: str, staging: Staging
) -> dict[str, str]:
    files = {}
    for page in pages:
        path = f"{folder}{page.path}"
        frame = theme.frames[f"{folder}{frame_key(page.path)}"]
        files[path] = staging.put(path, frame.around(page))
    return files


def _shell(site: SiteInput, templates: Path) -> Shell:
    url = site.book.settings.site.url
    return Shell(
        title=site.book.settings.title.read(site.language),
        url=f"{url.rstrip('/')}/{_folder(site)}" if url else "",
        theme=templates / "theme",
        frame=frame(site),
    )


def _made_of(judged: Judged, published: Published, commit: str) -> dict[str, Any]:
    settings = judged.book.settings
    return {
        "repository": settings.repository,
        "commit": commit,
        "today": judged.today.isoformat(),
        "criteria": judged.book.criteria.version,
        "languages": list(settings.languages),
        "withheld": published.withheld,
        "history": (Telling.NOTHING if published.told is None else Telling.WHOLE).value,
        **made_with(),
    }
