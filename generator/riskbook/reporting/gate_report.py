"""What a reporter of the gate is given, and the words that its formats share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from riskbook.model.book import Organization
from riskbook.reporting.cells import one_line
from riskbook.reporting.screen import Screen
from riskbook.reviewing.gate import Gate, Obligation
from riskbook.reviewing.naming import called
from riskbook.reviewing.owing import Duty
from riskbook.reviewing.people import Somebody
from riskbook.wording import Catalogue, Fact, Saying

_BY_COMMAND = {Duty.REVIEW, Duty.APPROVAL, Duty.PLAN, Duty.ACCEPTANCE, Duty.FRAMEWORK}


@dataclass(frozen=True, slots=True)
class GateReport:
    """The obligations of a change and what is shown beside them.

    ``before``, ``after`` and ``parted`` are as in
    :class:`riskbook.reporting.checklist_report.ChecklistReport`. ``organization`` gives people
    their names.
    """

    gate: Gate
    organization: Organization
    before: str
    after: str
    parted: str
    catalogue: Catalogue
    version: str
    screen: Screen = field(default_factory=Screen)

    def word(self, key: str, /, **facts: Fact) -> str:
        """Words of the gate itself, on one line whatever the book has in them."""
        return one_line(self.catalogue.word(key, **facts))

    def sentence(self, saying: Saying) -> str:
        """A saying as one line."""
        return one_line(self.catalogue.say(saying))

    def headline(self) -> str:
        """How much is still owed and how much has been given."""
        still = len(self.gate.open)
        given = len(self.gate.obligations) - still
        if not self.gate.obligations:
            return self.word("gate.nothing")
        if not still:
            return self.word("gate.met", count=given)
        return self.word("gate.open", count=still)

    def notes(self) -> Iterator[str]:
        """What else to know: which states, that it is advisory, who wrote the change."""
        yield self.word("checklist.between", before=self.before, after=self.after)
        if self.parted:
            yield self.word("checklist.parted", commit=self.parted)
        if self.gate.advisory:
            yield self.word("gate.advisory")
        if self.gate.authors.strangers:
            yield self.word("gate.strangers", count=self.gate.authors.strangers)

    def title(self, obligation: Obligation) -> str:
        """What is owed, of which record."""
        demand = obligation.demand
        title = one_line(self.catalogue.show(demand.title))
        level = one_line(self.catalogue.show(demand.level)) if demand.level else ""
        what = self.word(f"gate.duty.{demand.duty.value}", of=demand.of)
        return " · ".join(filter(None, (what, title, level)))

    def why(self, obligation: Obligation) -> Iterator[str]:
        """What brought it about."""
        return (self.sentence(each) for each in obligation.demand.why)

    def who(self, obligation: Obligation) -> str:
        """Who can meet it; "" where nobody can but by a correction."""
        demand = obligation.demand
        if demand.duty not in _BY_COMMAND or not demand.command:
            return ""
        found = tuple(self._name(each) for each in demand.who)
        if not found:
            return self.word("gate.nobody")
        return self.word("gate.who", who=found)

    def remedy(self, obligation: Obligation) -> str:
        """What to do where no entry can meet it."""
        demand = obligation.demand
        if demand.command:
            return ""
        return self.word(f"gate.remedy.{demand.duty.value}")

    def met(self, obligation: Obligation) -> str:
        """By which entry it was met; "" while it is open."""
        entry = obligation.met
        if entry is None:
            return ""
        key = "gate.given-advisory" if obligation.advisory else "gate.given"
        return self.word(key, by=called(self.organization, entry.by), date=entry.date)

    def refused(self, obligation: Obligation) -> Iterator[str]:
        """Which entries do not count, and why."""
        for refusal in obligation.refused:
            why = self.sentence(refusal.why)
            by = called(self.organization, refusal.entry.by)
            yield self.word("gate.refused", by=by, date=refusal.entry.date, why=why)

    def _name(self, somebody: Somebody) -> str:
        name = one_line(self.catalogue.show(somebody.name))
        people = tuple(dict.fromkeys(person for _, person in somebody.people))
        if people:
            return self.word("checklist.role", role=name, people=people)
        return name


def command(obligation: Obligation) -> str:
    """The command line that meets an obligation; "" where none can."""
    found = obligation.demand.command
    return f'{found} --reason "…"' if found else ""
