"""The plugin that puts a book's pages into anybody's MkDocs site.

The pages are files that exist only in memory. They pass through no Markdown renderer and no
template but the theme's own, and the site's navigation, links, search and edit buttons know them.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple, NoReturn

from mkdocs.config import config_options as c
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils.templates import TemplateContext

from riskbook import __version__
from riskbook.clock import today_in
from riskbook.findings import Finding, Severity
from riskbook.reading.history import history
from riskbook.reading.loading import Loaded, load
from riskbook.reading.paths import blobs_at
from riskbook.reading.resources import catalogue, languages, resource
from riskbook.reading.trees import REGISTERS, SETTINGS, UnusableTreeError, WorkTree, find_book
from riskbook.reporting import REPORTERS, Report
from riskbook.run import Judged, fails, find_faults, find_paths, judge
from riskbook.site import pictures
from riskbook.site.embedding import OVERVIEW, Embedding, Place, anchors_in
from riskbook.site.frame import Item
from riskbook.site.front import Front
from riskbook.site.input import Page
from riskbook.site.journeys import journeys
from riskbook.site.one_language import all_pictures, in_language
from riskbook.site.telling import with_past
from riskbook.site.withholding import judge_published, publish
from riskbook.wording import Catalogue, Saying, UnfinishedCatalogueError, say

log = get_plugin_logger("riskbook")

FIRST = 100
LAST = -100
"""Places among the plugins of a site: before the search looks at a page, and after it has."""

_FOLDER = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
_DETOUR = re.compile(r"[^/?#=&]+/\.\./")
_MARK = "riskbook-path-mark.md"


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs' own hook
    """What ``mkdocs.yml`` may say below ``riskbook:``. The guide explains each."""

    book = c.Type(str, default=".")
    folder = c.Type(str, default="register")
    language = c.Optional(c.Type(str))
    today = c.Optional(c.Type((date, str)))
    fail_on = c.Optional(c.Choice(tuple(severity.value for severity in Severity)))
    search = c.Choice(("text", "titles"), default="text")


class _Issue(NamedTuple):
    """The register as one build of the site has it; all by the paths of files in the site."""

    embedding: Embedding
    places: Mapping[str, Place]
    pages: dict[str, Page]
    drawing: pictures.Drawing
    kept: ExitStack


class RiskbookPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # MkDocs' own hook
    """Adds the pages of a book, once it has been checked, to the site."""

    supports_multiple_instances = True
    """Several books, or one in several languages, each in a folder of its own."""

    _root: Path
    _issue: _Issue
    _nav: tuple[Item, ...] = ()

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the book, and let ``mkdocs serve`` watch it."""
        if not _FOLDER.fullmatch(self.config.folder.strip("/")):
            _refuse(say("plugin.folder", folder=self.config.folder))
        try:
            self._root = find_book(_folder_of(config) / self.config.book)
        except UnusableTreeError as error:
            _refuse(error.saying)
        watched = (self._root / SETTINGS, self._root / REGISTERS)
        config.watch.extend(str(path) for path in watched if path.exists())
        return config

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Read and check the book, and add its pages and all that they load."""
        issue = self._issue = self._prepared(config)
        taken = {file.dest_uri for file in files}
        added = [_page_file(config, uri, self._root, place) for uri, place in issue.places.items()]
        for file, place in zip(added, issue.places.values(), strict=True):
            file.dest_uri = self._at(place.path)
            if place.path == OVERVIEW and config.nav is None:
                file.inclusion = InclusionLevel.INCLUDED
        loaded = {self._at(path): content for path, content in issue.embedding.files()}
        loaded |= dict.fromkeys(self._images(), b"")  # on their way
        added += [File.generated(config, at, content=content) for at, content in loaded.items()]
        for file in added:
            if file.dest_uri in taken or file.src_uri in files.src_uris:
                _refuse(say("plugin.taken", path=file.src_uri), issue.embedding.catalogue)
            files.append(file)
        return files

    def on_nav(self, nav: Navigation, /, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Have a line of links of our own, unless the site's navigation has our pages."""
        del config, files
        listed = {page.file.src_uri for page in nav.pages} & self._issue.places.keys()
        only_overview = listed <= {_source_uri(self._at(OVERVIEW))}
        self._nav = self._issue.embedding.nav if only_overview else ()
        return nav

    @event_priority(FIRST)
    def on_page_read_source(self, /, *, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """Keep records from being read as Markdown of the site."""
        del config
        return "" if page.file.src_uri in self._issue.places else None

    @event_priority(FIRST)
    def on_page_markdown(
        self, markdown: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Make the page, and tell the theme of it."""
        del config, files
        place = self._issue.places.get(page.file.src_uri)
        if place is None:
            return markdown
        made = self._issue.pages[page.file.src_uri] = place.make()
        page.meta = {
            "title": html.escape(made.title),  # themes put both into the page as they are
            "description": html.escape(made.description),
            "hide": ["toc"],  # Material: our headings are no contents, and tables need the room
        }
        page.edit_url = (place.source and self._issue.embedding.edit(place.source)) or None
        return ""

    @event_priority(FIRST)
    def on_page_content(
        self, content: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Show the site's search what it may find, and its link check what is there."""
        del config, files
        made = self._issue.pages.get(page.file.src_uri)
        if made is None:
            return content
        page.present_anchor_ids = set(anchors_in(made.main))
        return made.main if self.config.search == "text" else ""

    def on_env(self, env: object, /, *, config: MkDocsConfig, files: Files) -> None:
        """Wait for the images."""
        del env, config
        with self._issue.kept:
            images, missing = self._issue.drawing.finish()
        for path, content in images.items():
            files.src_uris[path].content_bytes = content
        for gap in missing:
            facts = {"character": gap.character, "label": gap.label}
            log.info(self._issue.embedding.catalogue.word("cli.build.missing-glyph", **facts))

    @event_priority(LAST)
    def on_page_context(
        self,
        context: TemplateContext,
        /,
        *,
        page: MkDocsPage,
        config: MkDocsConfig,
        nav: Navigation,
    ) -> TemplateContext:
        """Put the page, with what stands around it, where the theme takes it from."""
        del config, nav
        made = self._issue.pages.pop(page.file.src_uri, None)
        if made is not None:
            page.content = self._issue.embedding.around(made, self._nav)
        return context

    def _prepared(self, config: MkDocsConfig) -> _Issue:
        tree = WorkTree(self._root)
        loaded = load(tree)
        book = loaded.book
        judged = None
        if book is not None:
            paths = find_paths(book, lambda: blobs_at(self._root))
            judged = judge(book, self._today(book.settings.time_zone), paths)
        try:
            words = catalogue(self._language(config, judged))
        except UnfinishedCatalogueError as error:
            _refuse(error.saying)
        found = find_faults(loaded, judged, tree)
        self._report(config, loaded, found, words)
        threshold = self.config.fail_on or loaded.foundation.fail_on
        if judged is None or fails(found, Severity(threshold)):
            _refuse(say("plugin.faulty", summary=_report(loaded, found, words).summary()), words)
        placed = _placed(judged, self._edit_pattern(config, judged), self._address(config))
        return self._issued(placed, words.language)

    def _issued(self, judged: Judged, language: str) -> _Issue:
        front = Front(self._root, self._root)
        kept = ExitStack()
        workplace = kept.enter_context(front.workplace())
        published = with_past(publish(judged.book), self._root, workplace.own)
        judged = judge_published(judged, published)
        known = history(self._root)
        told = published.told
        site = in_language(judged, language, (language,), published.withheld, known, told)
        shown = {
            self._at(path): one for path, one in all_pictures(site, journeys(site), known).items()
        }
        drawing = pictures.start(shown, workplace.images)
        embedding = Embedding(site, resource("site_templates"))
        places = {_source_uri(self._at(place.path)): place for place in embedding.places()}
        return _Issue(embedding, places, {}, drawing, kept)

    def _report(
        self, config: MkDocsConfig, loaded: Loaded, found: tuple[Finding, ...], words: Catalogue
    ) -> None:
        """Every finding as a line of MkDocs' log, which ``--strict`` counts from a warning up."""
        report = _report(loaded, found, words)
        lines = REPORTERS["lines"](report).splitlines()
        folder = posixpath.relpath(self._root.as_posix(), _folder_of(config).as_posix())
        prefix = "" if folder == "." else f"{folder}/"
        say_at = {Severity.ERROR: log.error, Severity.WARNING: log.warning, Severity.NOTE: log.info}
        for finding, line in zip(report.in_order(), lines, strict=False):  # the last one counts
            say_at[finding.severity](prefix + line)

    def _at(self, path: str) -> str:
        return f"{self.config.folder.strip('/')}/{path}"

    def _images(self) -> list[str]:
        return [f"{path}.{kind}" for path in self._issue.drawing.keys for kind in pictures.KINDS]

    def _today(self, time_zone: str) -> date:
        today = self.config.today
        if not today:
            return today_in(time_zone)
        try:
            return date.fromisoformat(str(today))  # YAML has made a date of most
        except ValueError:
            _refuse(say("plugin.today", today=str(today)))

    def _language(self, config: MkDocsConfig, judged: Judged | None) -> str:
        """The language asked for, else the theme's if the book has it, else the book's own."""
        spoken = languages()
        if judged is None:
            return self.config.language if self.config.language in spoken else "en"
        known = judged.book.settings.languages
        asked = self.config.language
        if asked is not None:
            if asked not in known:
                _refuse(say("plugin.language", language=asked, known=", ".join(known)))
            return asked
        named = (config.theme.get("language"), config.theme.get("locale"))
        wanted = [re.split("[-_]", str(tag))[0] for tag in named if tag]
        return next((tag for tag in wanted if tag in known), known[0])

    def _address(self, config: MkDocsConfig) -> str:
        """Where the register is published; ``""`` where the site does not say."""
        return f"{config.site_url.rstrip('/')}/{self._at('')}" if config.site_url else ""

    def _edit_pattern(self, config: MkDocsConfig, judged: Judged) -> str:
        """Where a file of the book is edited: where the site says, if it speaks of the same files.

        A book in a repository of its own is edited where the book says.
        """
        own = judged.book.settings.edit
        docs = Path(config.docs_dir).resolve()
        if _repository(docs) != _repository(self._root):
            return own
        file = File.generated(config, _MARK, content="")
        within = posixpath.relpath(self._root.as_posix(), docs.as_posix())
        file.edit_uri = posixpath.normpath(f"{within}/{_MARK}")
        url = MkDocsPage(None, file, config).edit_url or ""
        while (straight := _DETOUR.sub("", url, count=1)) != url:
            url = straight
        return url.replace(_MARK, "{path}") if _MARK in url else own


def _report(loaded: Loaded, found: tuple[Finding, ...], words: Catalogue) -> Report:
    return Report(
        findings=found,
        sources={},
        catalogue=words,
        rule_pages={},
        records=0,
        files=loaded.files,
        version=__version__,
    )


def _page_file(config: MkDocsConfig, uri: str, root: Path, place: Place) -> File:
    """The file of a page. That of a record is the record's own, for whoever asks for its date."""
    level = InclusionLevel.NOT_IN_NAV
    if not place.source:
        return File.generated(config, uri, content="", inclusion=level)
    return File.generated(config, uri, abs_src_path=str(root / place.source), inclusion=level)


def _source_uri(path: str) -> str:
    """What a link in the site's own Markdown names a page by."""
    return path.removesuffix(".html") + ".md"


def _folder_of(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path or "").parent.resolve()


def _repository(folder: Path) -> Path | None:
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), None)


def _placed(judged: Judged, edit: str, address: str) -> Judged:
    """The book with the places that this site gives it: where it is edited, where it is read."""
    settings = judged.book.settings
    site = replace(settings.site, url=address or settings.site.url)
    settings = replace(settings, edit=edit, site=site)
    return replace(judged, book=replace(judged.book, settings=settings))


def _refuse(saying: Saying, words: Catalogue | None = None) -> NoReturn:
    """End the build with one clear sentence."""
    sentence = f"riskbook: {(words or catalogue('en')).say(saying)}"
    raise PluginError(sentence)
