"""A book prepared for its pages: one language, every name looked up once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from riskbook.assessing.standing import Stages
from riskbook.identifying.sorting import Sorting
from riskbook.model.records import Action, Control, Plan, Risk
from riskbook.model.terms import ActionStatus, Status
from riskbook.reviewing.pointers import PointerNames, pointer_names
from riskbook.reviewing.reminders import Agenda
from riskbook.site import elements
from riskbook.site.facets import Facets
from riskbook.site.input import Change, SiteInput
from riskbook.site.journeys import Journeys
from riskbook.site.names import Names, names
from riskbook.site.runs import Runs
from riskbook.site.translating import Reading, read_in, reading
from riskbook.site.withholding import WITHHELD
from riskbook.site.words import Words

NOWHERE = Stages(None, None, None)

UP = "../"
"""From a record's page to the root of the language's site."""


class RecordLink(NamedTuple):
    """A record as other pages name it. ``href`` is ``""`` where there is nothing to open."""

    id: str
    href: str
    title: str


class Edition(NamedTuple):
    """The book in the language of the pages. ``risks``, ``plans``, ``controls`` are translated.

    ``pointers`` are the names of what pointers of content and basis name by a key.
    ``waiting`` are the actions still to be done about open risks, for those that have any, and
    ``late_actions`` how many of them should be done by now. ``agenda`` is what else waits,
    ``facets`` what of every risk is counted, ``journeys`` where the risks come from and go to,
    ``sorting`` the tickets by their problem types, ``runs`` the risks as the register lists them.
    """

    site: SiteInput
    words: Words
    names: Names
    risks: Mapping[str, Risk]
    plans: Mapping[str, Plan]
    controls: Mapping[str, Control]
    pointers: PointerNames
    waiting: Mapping[str, tuple[Action, ...]]
    late_actions: Mapping[str, int]
    agenda: Agenda
    facets: Facets
    journeys: Journeys
    sorting: Sorting
    runs: Runs

    def title(self, record: Risk | Plan | Control) -> str:
        """A record's title, marked where it is in another language than the page."""
        language = self.site.language
        if record.language == language:
            return record.title
        translation = self.site.book.translations.get((record.id, language))
        if translation is not None and any(
            pointer == "title" and text for pointer, text in translation.texts
        ):
            return record.title
        return elements.foreign(record.title, record.language)

    def reading(self, record: Risk | Plan | Control) -> Reading:
        """What of a record, as it was written, is translated."""
        if record.language == self.site.language:
            return reading(record, self.site.book, self.site.language)
        book = self.site.book
        original = book.risks.get(record.id) or book.plans.get(record.id)
        return reading(original or book.controls[record.id], book, self.site.language)

    def risk(self, key: str, base: str = UP) -> RecordLink:
        """A risk as other pages name it; ``base`` leads from that page to the root."""
        return self._named(key, self.risks.get(key), f"{base}risks/{key}.html")

    def plan(self, key: str, base: str = UP) -> RecordLink:
        """A plan as other pages name it."""
        return self._named(key, self.plans.get(key), f"{base}plans/{key}.html")

    def control(self, key: str, base: str = UP) -> RecordLink:
        """A control as other pages name it."""
        return self._named(key, self.controls.get(key), f"{base}controls/{key}.html")

    def process(self, key: str, base: str = UP, node: str = "") -> RecordLink:
        """A process, or one of its nodes, as other pages name it."""
        if key not in self.site.book.processes:
            return self._named(key, None, "")
        title = self.names.processes[key]
        href = f"{base}processes/{key}.html"
        if node:
            title = self.words.fill(
                "process.node-of",
                process=title,
                node=self.names.nodes.get((key, node), node),
            )
            return RecordLink("", f"{href}#{node}", title)
        return RecordLink("", href, title)

    def stages(self, key: str) -> Stages:
        """Where a risk stands on the matrix at each stage; nowhere for one that has no place."""
        return self.site.levels.get(key, NOWHERE)

    def edit(self, path: str) -> str:
        """Where the file of a record is edited, ``""`` where the book does not say."""
        return self.site.book.settings.edit.replace("{path}", path)

    def change(self, path: str) -> Change | None:
        """The last change of a file."""
        return self.site.changes.get(path)

    def _named(self, key: str, record: Risk | Plan | Control | None, href: str) -> RecordLink:
        if key == WITHHELD:
            return RecordLink("", "", self.names.withheld)
        if record is None:
            return RecordLink(key, "", self.words.say("missing-record"))
        return RecordLink(key, href, self.title(record))


def edition(site: SiteInput) -> Edition:
    """The book of ``site`` in its language."""
    book, language = site.book, site.language
    words = Words(site.catalogue, book.settings.currency)
    risks = read_in(book.risks, book, language)
    waiting = _waiting(risks)
    late = {
        key: count
        for key, todo in waiting.items()
        if (count := sum(1 for one in todo if one.due and one.due < site.today))
    }
    return Edition(
        site,
        words,
        names(book, words),
        risks,
        read_in(book.plans, book, language),
        read_in(book.controls, book, language),
        pointer_names(book),
        waiting,
        late,
        Agenda(site.judged),
        Facets(site, late),
        Journeys(site),
        Sorting(book.discovery),
        Runs(site, risks),
    )


def _waiting(risks: Mapping[str, Risk]) -> dict[str, tuple[Action, ...]]:
    found = {}
    for key, risk in risks.items():
        if risk.status is Status.OPEN and risk.treatment.actions:
            todo = tuple(one for one in risk.treatment.actions if one.status is ActionStatus.OPEN)
            if todo:
                found[key] = todo
    return found
