"""The one module that knows MkDocs.

MkDocs frames every page, copies the theme's files and checks the links. Pages of one folder are
framed by the same template, but only once: MkDocs renders the frame around marks, and thousands of
pages take their places in it (a page for each through MkDocs would cost minutes at ten thousand).
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from mkdocs.commands.build import build
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage

from riskbook.site.framing import EngineError, Framed, Shell, cut, marked
from riskbook.site.input import Page
from riskbook.site.writing import files_below


def run_mkdocs(shell: Shell, keys: Mapping[str, str]) -> Framed:
    """The frames of a site; ``keys`` gives the entry of the navigation for each that is wanted.

    Raises :class:`EngineError` where MkDocs refuses or warns.
    """
    with TemporaryDirectory(prefix="riskbook-") as work:
        docs, site = Path(work, "docs"), Path(work, "site")
        docs.mkdir()
        wanted = {key: marked(key, nav) for key, nav in keys.items()}
        plugin = _Pages(list(wanted.values()))
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
    return Framed(files, {key: cut(plugin.frames[page.path]) for key, page in wanted.items()})


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
        self.frames[page.file.dest_uri] = output
        return ""


class _Listener(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())
