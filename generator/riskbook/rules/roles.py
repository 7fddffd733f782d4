"""RB206: whether somebody holds, today, every role that the book relies on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from riskbook.findings import Finding
from riskbook.model.book import Book
from riskbook.model.terms import ActionStatus, Status
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.rules.references import Seat, seats
from riskbook.wording import say


def role_nobody_holds(view: Evidence) -> Iterator[Finding]:
    """RB206: a role that approves or accepts, or that owns records, and that is vacant today.

    A vacant approver is reported where the criteria name it; a vacant owner once, where the role
    is declared, however many records it owns.
    """
    book = view.book
    held = [held for person in book.organization.people.values() for held in person.roles]
    holdings = [each for each in held if each.held_on(view.today)]
    anywhere = frozenset(each.role for each in holdings)
    whole_book = frozenset(each.role for each in holdings if not each.department)
    for seat in seats(book.criteria):
        if seat.role in book.organization.roles:
            yield from _vacant_seat(view, seat, anywhere, whole_book)
    for role, owned in sorted(_owned(book).items()):
        if role not in anywhere:
            yield fault(
                "RB206",
                Place(book.organization.path, "", f"#roles/{role}"),
                say("finding.RB206", role=role, today=view.today, count=owned),
                say("hint.RB206", role=role, file=book.organization.path),
            )


_OPEN, _CLOSED = ActionStatus.OPEN, Status.CLOSED

RULES: tuple[Rule, ...] = (("RB206", role_nobody_holds),)


def _vacant_seat(
    view: Evidence, seat: Seat, anywhere: frozenset[str], whole_book: frozenset[str]
) -> Iterator[Finding]:
    role, file = seat.role, view.book.organization.path
    place = Place(view.book.criteria.path, "", seat.pointer)
    if role not in anywhere:
        yield fault(
            "RB206",
            place,
            say("finding.RB206.authority", role=role, today=view.today),
            say("hint.RB206.authority", role=role, file=file),
        )
    elif seat.whole_book and role not in whole_book:
        yield fault(
            "RB206",
            place,
            say("finding.RB206.whole-book", role=role, today=view.today),
            say("hint.RB206.whole-book", role=role, file=file),
        )


def _owned(book: Book) -> Counter[str]:
    """How many records each declared role owns or acts in; closed risks do not count."""
    roles = book.organization.roles.keys() - book.organization.people.keys()
    if not roles:
        return Counter()
    owned: list[str] = []
    for risk in book.risks.values():
        if risk.status is not _CLOSED:
            named = {risk.owner}
            for action in risk.treatment.actions:
                if action.status is _OPEN:
                    named.add(action.owner)
            owned += named
    for plan in book.plans.values():
        owned += {plan.owner, plan.deputy, *(step.who for step in plan.steps)}
    owned += (control.owner for control in book.controls.values())
    owned += (process.owner for process in book.processes.values())
    return Counter({role: count for role, count in Counter(owned).items() if role in roles})
