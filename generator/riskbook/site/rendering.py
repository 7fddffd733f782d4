"""Pages from templates: one environment a language, each template compiled once."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from jinja2 import (
    BytecodeCache,
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    Template,
)
from markupsafe import Markup

from riskbook.assessing.standing import Stages
from riskbook.site.addresses import CALENDAR, DOWNLOADS, FEED
from riskbook.site.edition import edition
from riskbook.site.input import Page, SiteInput
from riskbook.site.lines import Lines
from riskbook.site.views.register import plain
from riskbook.site.words import Words

if TYPE_CHECKING:
    from riskbook.site.groups import Groups
    from riskbook.site.rolling_up import RollupPage
    from riskbook.site.views.part_matrix import PartMatrices


class SmallMatrix(Protocol):
    """What draws a risk's stages on a small matrix, as SVG."""

    def __call__(self, stages: Stages) -> str:
        """The SVG of one risk's stages."""
        ...


class Press:
    """Renders the pages of one language, but for those about many that are ``still`` as they lie.

    ``templates`` is the folder with ``pages/``. Made once before workers are forked, it serves
    them all: rendering a page changes nothing but caches. ``compiled`` is a folder to keep compiled
    templates in, which nobody else may write to: they are programs. ``lines`` is what the build
    before said of each record.
    """

    def __init__(
        self,
        site: SiteInput,
        templates: Path,
        compiled: Path | None = None,
        still: frozenset[str] = frozenset(),
        lines: Lines | None = None,
    ) -> None:
        self.site = site
        self.lines = lines or Lines()
        self.still = still
        self.edition = edition(site)
        self._matrices: dict[Stages, Markup] = {}
        self._environment = page_environment(
            templates / "pages",
            self.edition.words.say,
            _kept_by_words(self.edition.words, compiled) if compiled else None,
        )
        self._templates: dict[str, Template] = {}

    def look_ahead(self) -> None:
        """Get ready what all pages about many records begin with, before processes share them."""
        _ = self.edition.agenda.soon, self.edition.sorting.by_export, self.edition.journeys.all

    def summaries(self) -> Iterator[Page]:
        """The pages about many records."""
        from riskbook.site.summing import summary_views

        for kind, path, view in summary_views(self.edition, self.still):
            yield self._summary(kind, path, view)

    def discoveries(self) -> Iterator[Page]:
        """The pages about how risks are found, where the book tells of that."""
        if not self.site.book.discovery:
            return
        from riskbook.site.discovering import discovery_pages

        for leaf in discovery_pages(self.edition):
            yield Page(
                path=leaf.path,
                kind=leaf.kind,
                title=leaf.title or self.edition.words.say(f"{leaf.kind}.title"),
                description=self.edition.words.say(f"{leaf.kind}.description"),
                main=self._template(leaf.kind).render(view=leaf.view),
                nav=leaf.nav,
                source=leaf.source,
                summary=not leaf.source,
            )

    def rollups(self) -> Iterator[Page]:
        """The lists of services, departments, owners and registers, and the page of each.

        Then the matrix of each part that has one.
        """
        from riskbook.site.rolling_up import rollup_lists, rollup_pages

        for kind, path, view in rollup_lists(self.edition, self._groups):
            yield self._summary(kind, path, view)
        for kind, folder, key, page in rollup_pages(self.edition, self._groups):
            yield self._rollup(kind, folder, key, page)
        for key, matrix in self._parts.pages(self.still):
            yield self._rollup("part-matrix", "matrix", key, matrix)

    def drawings(self) -> Iterator[tuple[str, str]]:
        """Path and text of each drawing that lies in a file: the matrices of the parts."""
        return self._parts.drawings(self.still)

    def records(self) -> Iterator[tuple[str, str]]:
        """Kind and id of every record that has a page."""
        book = self.edition.site.book
        for kind, shelf in (
            ("risk", book.risks),
            ("plan", book.plans),
            ("control", book.controls),
            ("process", book.processes),
        ):
            for key in shelf:
                yield kind, key

    def record(self, kind: str, key: str) -> Page:
        """The page of one record."""
        makers = {
            "risk": self.risk,
            "plan": self.plan,
            "control": self.control,
            "process": self.process,
        }
        return makers[kind](key)

    def risk(self, risk_id: str) -> Page:
        """The page of one risk."""
        from riskbook.site.views.risk import risk_view

        stages = self.edition.stages(risk_id)
        matrix = self._matrices.get(stages)
        if matrix is None:
            matrix = self._matrices[stages] = Markup(self._small_matrix(stages))  # noqa: S704 ours
        view = risk_view(self.edition, risk_id, matrix)
        record = self.edition.risks[risk_id]
        return Page(
            path=f"risks/{risk_id}.html",
            kind="risk",
            title=f"{risk_id} {record.title}",
            description=record.statement.event,
            main=self._template("risk").render(risk=view),
            nav="register",
            source=record.source.path,
            summary=False,
        )

    def plan(self, plan_id: str) -> Page:
        """The page of one plan."""
        from riskbook.site.views.plan import plan_view

        record = self.edition.plans[plan_id]
        view = plan_view(self.edition, plan_id)
        return self._record("plan", f"plans/{plan_id}", record.source.path, record.title, view)

    def control(self, control_id: str) -> Page:
        """The page of one control."""
        from riskbook.site.views.control import control_view

        record = self.edition.controls[control_id]
        view = control_view(self.edition, control_id)
        path = f"controls/{control_id}"
        return self._record("control", path, record.source.path, record.title, view)

    def process(self, process_id: str) -> Page:
        """The page of one process."""
        from riskbook.site.views.process import process_view  # it draws, which few pages need

        record = self.edition.site.book.processes[process_id]
        view = process_view(self.edition, process_id)
        title = self.edition.words.plain(record.title)
        return self._record("process", f"processes/{process_id}", record.source.path, title, view)

    def data_files(self) -> Iterator[tuple[str, str]]:
        """Path and text of each file of data and style that the book decides."""
        from riskbook.assessing.palettes import colours
        from riskbook.site import book_data, feeds, register_data
        from riskbook.site.palette import palette_css
        from riskbook.site.standing_data import standing_files

        yield book_data.PATH, book_data.book_data(self.edition)
        yield "assets/palette.css", palette_css(colours(self.site.book.criteria))
        yield register_data.PATH, register_data.register_data(self.edition, self.lines)
        yield from standing_files(self.edition)
        yield CALENDAR, feeds.calendar(self.edition, self.lines)
        yield FEED, feeds.feed(self.edition)

    @cached_property
    def _groups(self) -> Groups:
        from riskbook.site.groups import groups

        return groups(self.edition)

    @cached_property
    def _parts(self) -> PartMatrices:
        from riskbook.site.views.part_matrix import PartMatrices

        return PartMatrices(self.edition, self._groups)

    @cached_property
    def _small_matrix(self) -> SmallMatrix:
        from riskbook.picturing.small_matrix import small_matrix

        criteria = self.site.book.criteria
        return lambda stages: small_matrix(criteria, stages)

    def downloads(self, sizes: Mapping[str, int]) -> Page:
        """The page of the downloads; ``sizes`` are those of files in bytes, by their addresses."""
        from riskbook.site.views.downloads import downloads_view

        return self._summary("downloads", DOWNLOADS, downloads_view(self.edition, sizes))

    def _summary(self, kind: str, path: str, view: object) -> Page:
        words = self.edition.words
        title = words.say(f"{kind}.title")
        return Page(
            path=path,
            kind=kind,
            title=title,
            description=words.say(f"{kind}.description"),
            main=self._template(kind).render(view=view),
            nav=kind,
            source="",
            summary=True,
        )

    def _rollup(self, kind: str, folder: str, key: str, view: RollupPage) -> Page:
        return Page(
            path=f"{folder}/{key}.html",
            kind=kind,
            title=plain(view.title),
            description=self.edition.words.say(f"{kind}.description"),
            main=self._template(kind).render(view=view),
            nav=folder,
            source="",
            summary=True,
        )

    def _record(self, kind: str, path: str, source: str, title: str, view: object) -> Page:
        nav, _, name = path.partition("/")
        return Page(
            path=f"{path}.html",
            kind=kind,
            title=title if kind == "process" else f"{name} {title}",
            description=self.edition.words.say(f"{kind}.description"),
            main=self._template(kind).render(view=view),
            nav=nav,
            source=source,
            summary=False,
        )

    def _template(self, name: str) -> Template:
        found = self._templates.get(name)
        if found is None:
            found = self._templates[name] = self._environment.get_template(f"{name}.html")
        return found


class _Say(Protocol):
    def __call__(self, key: str, /) -> str: ...


def page_environment(folder: Path, say: _Say, kept: BytecodeCache | None = None) -> Environment:
    """An environment whose ``"key"|t`` becomes words when a template is compiled, not later."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=kept,
    )
    environment.filters["t"] = say
    return environment


def _kept_by_words(words: Words, compiled: Path) -> FileSystemBytecodeCache:
    """Where templates are kept that have been compiled with just these words in them."""
    spoken = hashlib.sha256(repr(words.catalogue.entries).encode()).hexdigest()[:16]
    folder = compiled / f"{words.language}-{spoken}"
    folder.mkdir(parents=True, exist_ok=True)
    for other in compiled.glob(f"{words.language}-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
    return FileSystemBytecodeCache(str(folder))
