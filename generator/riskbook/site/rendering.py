"""Pages from templates: one environment a language, each template compiled once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Protocol

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from riskbook.assessing.palettes import colours
from riskbook.assessing.standing import Stages
from riskbook.site import book_data, register_data
from riskbook.site.edition import edition
from riskbook.site.input import Page, SiteInput
from riskbook.site.palette import palette_css
from riskbook.site.standing_data import standing_files
from riskbook.site.views.control import control_view, controls_view
from riskbook.site.views.matrix import matrix_page
from riskbook.site.views.method import method_view
from riskbook.site.views.overview import overview
from riskbook.site.views.plan import plan_view, plans_view
from riskbook.site.views.process import process_view, processes_view
from riskbook.site.views.register import register_view
from riskbook.site.views.risk import risk_view


class SmallMatrix(Protocol):
    """What draws a risk's stages on a small matrix, as SVG."""

    def __call__(self, stages: Stages) -> str:
        """The SVG of one risk's stages."""
        ...


class Press:
    """Renders the pages of one language.

    ``templates`` is the folder with ``pages/``. Made once before workers are forked, it serves
    them all: rendering a page changes nothing but caches.
    """

    def __init__(self, site: SiteInput, templates: Path) -> None:
        self.site = site
        self.edition = edition(site)
        self._matrices: dict[Stages, Markup] = {}
        self._environment = _environment(templates / "pages", self.edition.words.say)
        self._templates: dict[str, Template] = {}

    def summaries(self) -> Iterator[Page]:
        """The pages about many records."""
        yield self._summary("overview", "index.html", overview(self.edition))
        yield self._summary("register", "register.html", register_view(self.edition))
        yield self._summary("matrix", "matrix.html", matrix_page(self.edition))
        yield self._summary("plans", "plans.html", plans_view(self.edition))
        yield self._summary("controls", "controls.html", controls_view(self.edition))
        yield self._summary("processes", "processes.html", processes_view(self.edition))
        yield self._summary("method", "method.html", method_view(self.edition))

    def records(self) -> Iterator[Page]:
        """The pages of single records."""
        yield from map(self.risk, self.edition.risks)
        yield from map(self.plan, self.edition.plans)
        yield from map(self.control, self.edition.controls)
        yield from map(self.process, self.edition.site.book.processes)

    def risk(self, risk_id: str) -> Page:
        """The page of one risk."""
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
        record = self.edition.plans[plan_id]
        view = plan_view(self.edition, plan_id)
        return self._record("plan", f"plans/{plan_id}", record.source.path, record.title, view)

    def control(self, control_id: str) -> Page:
        """The page of one control."""
        record = self.edition.controls[control_id]
        view = control_view(self.edition, control_id)
        path = f"controls/{control_id}"
        return self._record("control", path, record.source.path, record.title, view)

    def process(self, process_id: str) -> Page:
        """The page of one process."""
        record = self.edition.site.book.processes[process_id]
        view = process_view(self.edition, process_id)
        title = self.edition.words.plain(record.title)
        return self._record("process", f"processes/{process_id}", record.source.path, title, view)

    def data_files(self) -> Iterator[tuple[str, str]]:
        """Path and text of each file of data and style that the book decides."""
        yield book_data.PATH, book_data.book_data(self.edition)
        yield "assets/palette.css", palette_css(colours(self.site.book.criteria))
        yield register_data.PATH, register_data.register_data(self.edition)
        yield from standing_files(self.edition)

    @cached_property
    def _small_matrix(self) -> SmallMatrix:
        from riskbook.picturing.small_matrix import small_matrix

        criteria = self.site.book.criteria
        return lambda stages: small_matrix(criteria, stages)

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


def _environment(folder: Path, say: _Say) -> Environment:
    """An environment whose ``"key"|t`` becomes words when a template is compiled, not later."""
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["t"] = say
    return environment
