"""RB509, RB510: what a change does to sign-offs, and to what the sign-offs that it adds rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace

from riskbook.assessing.levels import level
from riskbook.assessing.standing import Attested, Held, PlanState
from riskbook.findings import Finding
from riskbook.model.book import Book
from riskbook.model.records import SignOff, Source
from riskbook.model.terms import SignOffKind
from riskbook.reviewing.authority import holds
from riskbook.reviewing.due import attest
from riskbook.reviewing.plans import plan_states
from riskbook.rules.evidence import Evidence, Place, Rule, fault, in_entry
from riskbook.rules.signing import is_whole
from riskbook.wording import say


def entry_edited_or_removed(view: Evidence) -> Iterator[Finding]:
    """RB509: an entry of the base that the change has rewritten or taken away.

    One that lies elsewhere now is the same entry. One that was broken may be mended (RB511), and
    of one that cannot be read any more the reading speaks.
    """
    if view.base is None:
        return
    now = {entry.source.path: entry for entry in view.book.sign_offs}
    said = {_said(entry) for entry in view.book.sign_offs}
    for entry in view.base.book.sign_offs:
        if _said(entry) in said or not is_whole(entry):
            continue
        after = now.get(entry.source.path)
        if after is not None:
            changed = _differing(entry, after)
            yield fault(
                "RB509",
                in_entry(after, changed[0]),
                say("finding.RB509", fields=changed),
                say("hint.RB509", path=entry.source.path),
            )
        elif entry.of not in view.book.unread:
            yield fault(
                "RB509",
                Place(entry.source.path, entry.of, ""),
                say("finding.RB509.removed", of=entry.of, by=entry.by, date=entry.date),
                say("hint.RB509.removed", path=entry.source.path),
            )


def self_granted(view: Evidence) -> Iterator[Finding]:
    """RB510: an entry that counts only because the change that adds it alters who may sign."""
    if view.base is None:
        return
    book, before = view.book, view.base.book
    if _ground(book) == _ground(before):
        return
    there = {_said(entry) for entry in before.sign_offs}
    added = [entry for entry in book.sign_offs if _said(entry) not in there]
    told = set()
    for entry in added:
        if _has_role(book, entry) and not _has_role(before, entry):
            told.add(entry)
            yield fault(
                "RB510",
                in_entry(entry, "role"),
                say("finding.RB510", by=entry.by, role=entry.role),
                say("hint.RB510", of=entry.of, file=book.organization.path),
            )
    counted = _counted(view, before, {entry.of for entry in added})
    for entry in added:
        if entry not in told and entry in counted:
            yield fault(
                "RB510",
                in_entry(entry, "role"),
                say("finding.RB510.authority", by=entry.by, role=entry.role, of=entry.of),
                say("hint.RB510.authority", files=_altered(book, before), of=entry.of),
            )


RULES: tuple[Rule, ...] = (
    ("RB509", entry_edited_or_removed),
    ("RB510", self_granted),
)

_NOWHERE = Source("", "", "")


def _said(entry: SignOff) -> SignOff:
    """An entry without the place where it lies."""
    return replace(entry, source=_NOWHERE)


def _differing(before: SignOff, after: SignOff) -> tuple[str, ...]:
    """The fields of an entry that are others now, in the order of the format."""
    names = [each.name for each in fields(before) if each.name != "source"]
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))


def _ground(book: Book) -> tuple[object, ...]:
    """Who may sign what follows from these."""
    return book.organization, book.criteria, book.services


def _altered(book: Book, before: Book) -> tuple[str, ...]:
    paths = (book.organization.path, book.criteria.path, book.services.path)
    pairs = zip(_ground(book), _ground(before), paths, strict=True)
    return tuple(path for now, then, path in pairs if now != then)


def _has_role(book: Book, entry: SignOff) -> bool:
    return holds(book.organization, entry.by, entry.role, entry.date, None)


def _counted(view: Evidence, before: Book, names: set[str]) -> set[SignOff]:
    """The entries of these records that count as the book is, and would not by the base's rules.

    Everything but who may sign what is taken as it is now.
    """
    links = view.links
    plans = {key: plan for key, plan in view.book.plans.items() if key in names}
    keys = {risk for plan in plans for risk in links.risks_of_plan.get(plan, ())} | names
    book = replace(
        view.book,
        organization=before.organization,
        criteria=before.criteria,
        services=before.services,
        risks={key: risk for key, risk in view.book.risks.items() if key in keys},
        plans=plans,
    )
    levels = level(book)
    then = attest(book, links, levels, view.today)
    now = {key: view.standing.risks[key].attested for key in then if key in view.standing.risks}
    plans_then = plan_states(book, links, levels, view.today)
    doubtful = set(_doubtful(_of_risks(then), _of_plans(plans_then)))
    return {
        held.entry
        for held in (*_of_risks(now), *_of_plans({key: view.plan_states[key] for key in plans}))
        if held.doubt is None and held.entry in doubtful
    }


def _doubtful(*every: Iterable[Held]) -> Iterator[SignOff]:
    for helds in every:
        for held in helds:
            if held.doubt is not None:
                yield held.entry


def _of_risks(attested: Mapping[str, Attested]) -> Iterator[Held]:
    for each in attested.values():
        for held in (each.review, each.approval, each.acceptance):
            if held is not None:
                yield held


def _of_plans(states: Mapping[str, PlanState]) -> Iterator[Held]:
    for state in states.values():
        if state.held is not None and state.held.entry.kind is SignOffKind.APPROVAL:
            yield state.held
