"""The one module that knows MkDocs.

MkDocs frames the pages about many records, copies the theme's files and checks the links. Record
pages are framed by the same template, but only once a kind: MkDocs renders the frame around a
mark, and thousands of pages take their places in it (a page for each through MkDocs would cost
minutes at ten thousand).
"""

from __future__ import annotations

import html
import logging
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from riskbook.site.frame import Frame as FrameData
from riskbook.site.input import Page
from riskbook.site.writing import files_below

_TITLE, _DESCRIPTION, _MAIN, _PATH, _SOURCE = (
    f"riskbook-{name}-mark" for name in ("title", "description", "main", "path", "source")
)
_MARKS = re.compile(f"({_TITLE}|{_DESCRIPTION}|{_MAIN}|{_PATH}|{_SOURCE})")


class EngineError(Exception):
    """MkDocs would not build the site; the message is its own."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one kind of page, cut at its marks."""

    pieces: tuple[str, ...]

    def around(self, page: Page) -> bytes:
        """The whole page."""
        values = {
            _TITLE: html.escape(page.title),
            _DESCRIPTION: html.escape(page.description),
            _MAIN: page.main,
            _PATH: page.path,
            _SOURCE: html.escape(page.source),
        }
        return "".join([values.get(piece, piece) for piece in self.pieces]).encode()


@dataclass(frozen=True, slots=True)
class Framed:
    """What MkDocs made: whole files by path, and the frames of record pages by their kind."""

    files: Mapping[str, bytes]
    frames: Mapping[str, Frame]


@dataclass(frozen=True, slots=True)
class Shell:
    """What every page of a language's site has around it; the theme's template reads ``frame``."""

    title: str
    url: str
    theme: Path
    frame: FrameData


def run_mkdocs(shell: Shell, pages: Sequence[Page], kinds: Mapping[str, str]) -> Framed:
    """The framed pages of a site; ``kinds`` names the folders of record pages and their nav entry.

    Raises :class:`EngineError` where MkDocs refuses or warns.
    """
    with TemporaryDirectory(prefix="riskbook-") as work:
        docs, site = Path(work, "docs"), Path(work, "site")
        docs.mkdir()
        frames = {kind: _frame_page(kind, nav) for kind, nav in kinds.items()}
        plugin = _Pages([*pages, *frames.values()])
        config = _configured(shell, docs, site, plugin)
        heard = _Listener()
        log = logging.getLogger("mkdocs")
        before = log.level, log.propagate
        log.addHandler(heard)
        log.setLevel(logging.WARNING)
        log.propagate = False
        try:
            build(config)
        except (Abort, MkDocsException) as error:
            raise EngineError("; ".join(heard.said) or str(error)) from error
        finally:
            log.removeHandler(heard)
            log.level, log.propagate = before
        files = {path: (site / path).read_bytes() for path in files_below(site)}
    return Framed(files, {kind: _cut(plugin.frames[page.path]) for kind, page in frames.items()})


def _frame_page(kind: str, nav: str) -> Page:
    return Page(
        path=f"{kind}/{_PATH}.html",
        kind=kind,
        title=_TITLE,
        description=_DESCRIPTION,
        main=_MAIN,
        nav=nav,
        source=_SOURCE,
        summary=False,
    )


def _cut(framed: str) -> Frame:
    folder = re.compile(f"[a-z]+/{_PATH}\\.html")
    return Frame(tuple(_MARKS.split(folder.sub(_PATH, framed))))


def _configured(shell: Shell, docs: Path, site: Path, plugin: _Pages) -> MkDocsConfig:
    config = MkDocsConfig()
    config.load_dict(
        {
            "site_name": shell.title,
            "site_url": shell.url,
            "docs_dir": str(docs),
            "site_dir": str(site),
            "use_directory_urls": False,
            "strict": True,
            "plugins": [],
            "theme": {"name": None, "custom_dir": str(shell.theme), "locale": "en"},
            "extra": {"riskbook": shell.frame},
        }
    )
    errors, warnings = config.validate()
    if errors or warnings:
        raise EngineError("; ".join(f"{key}: {message}" for key, message in [*errors, *warnings]))
    config.theme.static_templates = {"404.html"} if shell.url else set()
    config.plugins["riskbook"] = plugin
    return config


class _NoOptions(Config):  # type: ignore[no-untyped-call]  # MkDocs' own hook
    pass


class _Pages(BasePlugin[_NoOptions]):  # type: ignore[no-untyped-call]  # MkDocs' own hook
    """Puts pages that have no file into a MkDocs build."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.frames: dict[str, str] = {}
        self._pages = {page.path.removesuffix(".html") + ".md": page for page in pages}

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        for own in [file for file in files if file.src_uri == "sitemap.xml"]:
            files.remove(own)  # MkDocs' raw template: it lists no page that is not its own
        for path in self._pages:
            file = File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            files.append(file)
        return files

    def on_page_markdown(
        self, _markdown: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        del config, files
        shown = self._pages[page.file.src_uri]
        page.title = shown.title
        page.meta = {
            "title": shown.title,
            "description": shown.description,
            "kind": shown.kind,
            "nav": shown.nav,
            "source": shown.source,
        }
        return ""

    def on_page_content(
        self, _html: str, /, *, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        del config, files
        return self._pages[page.file.src_uri].main

    def on_post_page(self, output: str, /, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        del config
        if _PATH not in page.file.src_uri:
            return output
        self.frames[page.file.dest_uri] = output
        return ""


class _Listener(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())
