"""The gate: what a change owes, who can give it, and what does not count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from riskbook.model.book import Book, GateSettings, Identity, RoleHeld
from riskbook.model.criteria import Authority
from riskbook.model.terms import ControlStatus, SignOffKind, Status, Strategy
from riskbook.reading.ancestry import Blend
from riskbook.reading.commits import Change, Commit
from riskbook.reviewing.fingerprints import Fingerprint, fingerprint_of
from riskbook.reviewing.forge_reviews import ForgeReview
from riskbook.reviewing.gate import Gate, Obligation, gate
from riskbook.reviewing.identity import Record
from riskbook.reviewing.pointers import pointers_words
from riskbook.reviewing.states import States, states_of
from riskbook.run import judge
from riskbook.wording import say
from samples import (
    TODAY,
    grid,
    sample_book,
    sample_control,
    sample_criteria,
    sample_organization,
    sample_plan,
    sample_process,
    sample_risk,
    sample_settings,
    sample_sign_off,
)

MOMENT = datetime(2026, 11, 22, 9, tzinfo=UTC)
CALM, SERIOUS, GRAVE = (2, 2), (3, 4), (5, 5)
"""Medium, high and critical on the matrix of the samples."""


def book(score: tuple[int, int] = CALM, **changes: Any) -> Book:
    """R001 with its plan, reviewed and approved by whom its level asks for, and R002 beside it."""
    risks = [
        sample_risk(likelihood=score[0], impact=score[1]),
        sample_risk("R002", arises_at=(), controls=(), plan="", depends_on=()),
    ]
    found = sample_book(risks, **changes)
    return signed(found, "R001", SignOffKind.APPROVAL, date(2026, 11, 2))


def signed(found: Book, of: str, kind: SignOffKind, day: date = TODAY, **changes: Any) -> Book:
    """The book with an entry that binds something as it stands."""
    now = fingerprint_of(of, found, {})
    assert now is not None
    entry = sample_sign_off(
        of,
        kind,
        day,
        content=tuple(now.content.items()),
        basis=tuple(now.basis.items()),
        **changes,
    )
    there = {each.source.path for each in found.sign_offs}
    number = 0
    while (path := entry.source.path.replace("9f31", f"{number:04}")) in there:
        number += 1
    entry = replace(entry, source=replace(entry.source, path=path))
    return replace(found, sign_offs=(*found.sign_offs, entry))


def with_risk(found: Book, key: str = "R001", **changes: Any) -> Book:
    return replace(found, risks={**found.risks, key: replace(found.risks[key], **changes)})


def owned(found: Book, of: str) -> Book:
    """The book with the approvals of a record given by its owner, who is nobody's management."""
    entries = tuple(
        replace(each, by="hotline-lead", role="risk-owner")
        if each.of == of and each.kind is SignOffKind.APPROVAL
        else each
        for each in found.sign_offs
    )
    return replace(found, sign_offs=entries)


def scored(found: Book, score: tuple[int, int]) -> Book:
    moved = sample_risk(likelihood=score[0], impact=score[1])
    return with_risk(found, assessment=moved.assessment)


@dataclass
class Told:
    """What git and the forge know; every new entry was committed by whom it names, unless told."""

    authors: Sequence[str] = ("service-desk-lead@example.org",)
    committers: Mapping[str, str] = field(default_factory=dict)
    reviews: tuple[ForgeReview, ...] | None = None
    blends: tuple[Blend, ...] = ()
    then: Mapping[str, Book] = field(default_factory=dict)
    uncommitted: frozenset[str] = frozenset()
    at_hand: bool = False

    def record(self, base: Book, head: Book) -> Record:
        merged = frozenset(each.source.path for each in base.sign_offs)
        new = [each for each in head.sign_offs if each.source.path not in merged]
        wrote = [
            commit(number, author, "registers/customer-service/risks/R001-calls-wait.md")
            for number, author in enumerate(self.authors)
        ]
        brought = [
            commit(
                len(wrote) + number,
                self.committers.get(each.source.path, f"{each.by}@example.org"),
                each.source.path,
            )
            for number, each in enumerate(new)
            if each.source.path not in self.uncommitted
        ]
        commits = (*wrote, *brought)
        paths = [change.path for each in commits for change in each.changes]
        return Record(
            commits=commits,
            blends=self.blends,
            reached=frozenset(self.then) | {each.id for each in commits},
            blobs=dict.fromkeys(paths, "after"),
            merged=merged,
            reviews=self.reviews,
            fingerprint_at=self.fingerprint_at,
            at_hand=self.at_hand,
        )

    def fingerprint_at(self, commit_id: str, of: str) -> Fingerprint | None:
        there = self.then.get(commit_id)
        return fingerprint_of(of, there, {}) if there else None


def commit(number: int, email: str, path: str) -> Commit:
    change = Change("A", path, "", "after")
    return Commit(f"{number:040x}", (), email, MOMENT, MOMENT, "A change", (change,))


def states(base: Book, head: Book) -> States:
    return states_of(judge(base, TODAY, {}), judge(head, TODAY, {}), {}, {})


def judged(base: Book, head: Book, told: Told | None = None) -> Gate:
    return gate(states(base, head), (told or Told()).record(base, head))


def still(base: Book, head: Book, told: Told | None = None) -> list[str]:
    """What is open, as ``duty record``."""
    return [f"{each.demand.duty.value} {each.demand.of}" for each in judged(base, head, told).open]


def one(base: Book, head: Book, told: Told | None = None) -> Obligation:
    (found,) = judged(base, head, told).obligations
    return found


def why_not(base: Book, head: Book, told: Told | None = None) -> list[str]:
    """Why the entries on the one obligation of a change do not count."""
    found = one(base, head, told)
    assert found.is_open
    return [each.why.key.removeprefix("gate.doubt.") for each in found.refused]


def test_nothing_is_owed_where_nothing_material_changed() -> None:
    base = book()
    assert judged(base, base).obligations == ()
    head = with_risk(base, title="Callers wait", body="More words", related=("R002",))
    assert judged(base, head).obligations == ()


# Reviews of what rests on the change


def retired(found: Book) -> Book:
    return replace(found, controls={"C001": sample_control(status=ControlStatus.RETIRED)})


def test_a_risk_that_rests_on_what_changed_owes_a_review() -> None:
    base = book()
    head = retired(base)
    assert still(base, head) == ["review R001"]
    found = one(base, head)
    assert [each.key for each in found.demand.who] == ["hotline-lead", "risk-department"]
    assert found.demand.command == "riskbook review R001 --outcome unchanged"
    for by, role in (("hotline-lead", "risk-owner"), ("risk-manager", "risk-department")):
        done = signed(head, "R001", SignOffKind.REVIEW, by=by, role=role)
        assert still(base, done) == []
        assert one(base, done).met is not None


def test_only_the_owner_of_the_base_and_the_risk_department_clear_a_review() -> None:
    base = book()
    head = with_risk(retired(base), owner="service-desk-lead")
    taken = signed(head, "R001", SignOffKind.REVIEW, by="service-desk-lead")
    found = {each.demand.of: each for each in judged(base, taken).obligations}["R001"]
    assert [each.why.key for each in found.refused] == ["gate.doubt.not-enough"]
    done = signed(head, "R001", SignOffKind.REVIEW, by="hotline-lead")
    assert "review R001" not in still(base, done)


def test_a_review_that_binds_something_else_or_nothing_clears_nothing() -> None:
    base = book()
    early = signed(base, "R001", SignOffKind.REVIEW)
    assert why_not(base, retired(early)) == ["basis-changed"]
    bare = retired(base)
    bare = replace(bare, sign_offs=(*bare.sign_offs, sample_sign_off("R001", day=TODAY)))
    assert why_not(base, bare) == ["unbound"]


def test_a_review_of_before_does_not_clear_what_is_brought_back() -> None:
    there = signed(book(), "R001", SignOffKind.REVIEW, date(2026, 11, 10))
    assert why_not(retired(there), there) == ["earlier"]
    assert still(retired(there), signed(there, "R001", SignOffKind.REVIEW)) == []


def test_the_setting_of_the_base_says_from_which_level_a_review_is_owed() -> None:
    lowest = GateSettings(rereview_from="high")
    strict = replace(book(), settings=sample_settings(gate=lowest))
    assert still(strict, retired(strict)) == []
    grave = replace(book(SERIOUS), settings=sample_settings(gate=lowest))
    assert still(grave, retired(grave)) == ["review R001"]
    # The head says nothing here: who sets the bar lower is held to the bar of before.
    looser = replace(retired(grave), settings=sample_settings(gate=GateSettings("critical")))
    assert "review R001" in still(grave, looser)
    calmer = scored(retired(grave), CALM)
    assert "review R001" in still(grave, calmer)


# Approvals


def approved(found: Book, of: str, by: str = "operations-head", role: str = "management") -> Book:
    return signed(found, of, SignOffKind.APPROVAL, by=by, role=role)


def test_a_risk_that_changes_owes_an_approval_of_its_level() -> None:
    base = book(SERIOUS)
    head = with_risk(base, status=Status.OPEN, owner="risk-manager")
    assert still(base, head) == ["approval R001"]
    found = one(base, head)
    assert [each.key for each in found.demand.who] == ["management"]
    assert [each.why.key for each in found.refused] == ["gate.doubt.changed"]
    assert still(base, approved(head, "R001")) == []
    assert why_not(base, approved(head, "R001", "hotline-lead", "risk-owner")) == ["not-enough"]
    assert why_not(base, approved(head, "R001", "hotline-lead", "management")) == ["no-role"]


def test_a_risk_whose_level_asks_for_none_owes_none() -> None:
    base = book((1, 1))
    assert still(base, with_risk(base, owner="risk-manager")) == []


def test_an_approval_of_before_does_not_stand_for_what_was_changed() -> None:
    base = book(SERIOUS)
    there = approved(with_risk(base, objective=""), "R001")
    older = replace(base, sign_offs=there.sign_offs)
    assert why_not(older, with_risk(older, objective="")) == ["earlier"]


def test_an_approval_that_something_was_changed_after_names_what() -> None:
    base = book(SERIOUS)
    head = with_risk(approved(with_risk(base, objective=""), "R001"), owner="risk-manager")
    (refused,) = one(base, head).refused
    assert refused.why == say("gate.doubt.changed", parts=pointers_words(["owner"]))


def test_the_higher_of_the_two_levels_decides() -> None:
    raised = scored(book(CALM), GRAVE)
    for base, head in ((book(CALM), raised), (raised, scored(raised, CALM))):
        head_only = approved(head, "R001", "hotline-lead", "risk-owner")
        assert "approval R001" in still(base, head_only)
        assert "approval R001" not in still(base, approved(head, "R001"))


def test_closing_is_a_change_that_the_old_level_approves() -> None:
    base = book(GRAVE)
    for status in (Status.CLOSED, Status.DRAFT):
        head = with_risk(base, status=status)
        assert "approval R001" in still(base, head)
        assert "approval R001" not in still(base, approved(head, "R001"))


def test_taking_a_risk_away_can_be_approved_by_nobody() -> None:
    base = book(GRAVE)
    head = replace(base, risks={"R002": base.risks["R002"]}, sign_offs=base.sign_offs)
    (found,) = [each for each in judged(base, head).open if each.demand.of == "R001"]
    assert (found.demand.command, found.demand.who) == ("", ())
    unreadable = replace(head, unread=frozenset({"R001"}))
    assert still(base, unreadable) == ["unreadable R001"]


def test_a_risk_that_is_new_owes_an_approval_unless_it_is_a_draft() -> None:
    base = book()
    new = sample_risk("R009", *GRAVE, plan="", controls=(), arises_at=())
    head = replace(base, risks={**base.risks, "R009": new})
    assert still(base, head) == ["approval R009"]
    draft = replace(base, risks={**base.risks, "R009": replace(new, status=Status.DRAFT)})
    assert still(base, draft) == []
    assert still(base, with_risk(draft, "R009", status=Status.CLOSED)) == []


def test_nobody_approves_what_they_wrote() -> None:
    base = book(SERIOUS)
    head = approved(with_risk(base, objective=""), "R001")
    told = Told(authors=("Operations-Head@example.org",))
    assert why_not(base, head, told) == ["own-change"]
    found = one(base, head, told)
    assert found.demand.who[0].people == ()
    hidden = Told(authors=("1234+operations-head@users.noreply.github.com",))
    assert why_not(base, head, hidden) == ["own-change"]
    merged = Told(blends=(Blend("f" * 40, "operations-head@example.org", ("riskbook.yml",)),))
    assert why_not(base, head, merged) == ["own-change"]


def test_who_only_signs_is_no_author() -> None:
    base = book(SERIOUS)
    head = approved(with_risk(base, objective=""), "R001")
    entry = head.sign_offs[-1].source.path
    found = judged(
        base, head, Told(blends=(Blend("f" * 40, "operations-head@example.org", (entry,)),))
    )
    assert found.authors.people == ("service-desk-lead",)
    assert not found.open
    strangers = judged(base, head, Told(authors=("who@example.net", "Who@example.net")))
    assert strangers.authors.strangers == 1


def test_a_role_that_the_change_grants_counts_for_nothing() -> None:
    base = book(SERIOUS)
    organization = base.organization
    lead = organization.people["hotline-lead"]
    granted = replace(lead, roles=(*lead.roles, RoleHeld("management", "", date(2025, 1, 1), None)))
    people = {**organization.people, "hotline-lead": granted}
    head = with_risk(replace(base, organization=sample_organization(people=people)), objective="")
    head = approved(head, "R001", "hotline-lead", "management")
    assert still(base, head) == ["framework organization", "approval R001"]
    found = next(each for each in judged(base, head).open if each.demand.of == "R001")
    assert [each.why.key for each in found.refused] == ["gate.doubt.no-role"]


def test_a_role_counts_on_the_day_of_signing_and_not_on_days_to_come() -> None:
    base = book(SERIOUS)
    head = with_risk(base, objective="")
    before = signed(head, "R001", SignOffKind.APPROVAL, date(2024, 5, 1))
    assert why_not(base, before) == ["no-role"]
    tomorrow = signed(head, "R001", SignOffKind.APPROVAL, date(2027, 5, 1))
    assert one(base, tomorrow).is_open


def test_who_no_longer_has_the_role_cannot_date_an_entry_back() -> None:
    base = book(SERIOUS)
    manager = base.organization.people["operations-head"]
    held = RoleHeld("management", "", date(2025, 1, 1), date(2026, 11, 10))
    people = {**base.organization.people, "operations-head": replace(manager, roles=(held,))}
    base = replace(base, organization=sample_organization(people=people))
    head = signed(with_risk(base, objective=""), "R001", SignOffKind.APPROVAL, date(2026, 11, 9))
    assert why_not(base, head) == ["role-ended"]


# Plans


def with_plan(found: Book, **changes: Any) -> Book:
    return replace(found, plans={"P001": sample_plan(**changes)})


def test_a_plan_that_changes_owes_an_approval_at_the_level_that_binds_it() -> None:
    base = book(SERIOUS)
    head = with_plan(base, stop_when="The line works again")
    assert still(base, head) == ["review R001", "plan P001"]
    assert "plan P001" not in still(base, approved(head, "P001"))
    assert "plan P001" in still(base, approved(head, "P001", "hotline-lead", "risk-owner"))


def test_a_plan_that_is_bound_by_more_than_was_approved_owes_an_approval() -> None:
    calm = book(CALM)
    base = owned(calm, "P001")
    assert still(base, scored(base, GRAVE)) == ["approval R001", "plan P001"]
    # Where the management approved it before, that still stands: the plan is as it was.
    assert still(calm, scored(calm, GRAVE)) == ["approval R001"]


def test_a_plan_that_another_risk_relies_on_owes_an_approval_that_is_high_enough() -> None:
    calm = book(CALM)
    base = owned(calm, "P001")
    linked = with_risk(base, "R002", plan="P001")
    assert "plan P001" not in still(base, linked)
    found = [each for each in judged(base, linked).obligations if each.demand.of == "P001"]
    assert [each.demand.why[0].key for each in found] == ["gate.why.linked"]


# Acceptances


def accepting(found: Book, **changes: Any) -> Book:
    treatment = replace(found.risks["R001"].treatment, strategy=Strategy.ACCEPT)
    return with_risk(found, treatment=treatment, **changes)


def test_what_is_accepted_beyond_the_bounds_owes_an_acceptance() -> None:
    base = book(SERIOUS)
    head = accepting(base)
    assert "acceptance R001" in still(base, head)
    done = signed(head, "R001", SignOffKind.ACCEPTANCE)
    assert "acceptance R001" not in still(base, done)
    by_owner = signed(head, "R001", SignOffKind.ACCEPTANCE, by="hotline-lead", role="risk-owner")
    assert "acceptance R001" in still(base, by_owner)
    over = signed(head, "R001", SignOffKind.ACCEPTANCE, until=date(2026, 11, 1))
    found = next(each for each in judged(base, over).open if each.demand.duty.value == "acceptance")
    assert [each.why.key for each in found.refused] == ["gate.doubt.ended"]


def test_within_the_bounds_only_an_acceptance_that_the_change_voids_is_owed() -> None:
    calm = book((1, 1))
    assert still(calm, accepting(calm)) == []
    base = signed(
        accepting(calm), "R001", SignOffKind.ACCEPTANCE, by="hotline-lead", role="risk-owner"
    )
    head = with_risk(base, objective="")
    assert still(base, head) == ["acceptance R001"]
    found = one(base, head)
    assert [each.key for each in found.demand.who] == ["hotline-lead"]
    again = signed(head, "R001", SignOffKind.ACCEPTANCE, by="hotline-lead", role="risk-owner")
    assert still(base, again) == []


def test_bounds_that_move_away_from_a_risk_ask_for_an_acceptance() -> None:
    calm = accepting(book((2, 2)))
    base = signed(calm, "R001", SignOffKind.ACCEPTANCE, by="hotline-lead", role="risk-owner")
    bounds = sample_criteria().acceptance
    assert bounds is not None
    narrow = replace(base, criteria=sample_criteria(acceptance=replace(bounds, likelihood=1)))
    assert "acceptance R001" in still(base, narrow)


# Entries and the framework


def test_an_entry_that_is_edited_or_removed_can_only_be_restored() -> None:
    base = book()
    edited = replace(base.sign_offs[0], reason="It was otherwise")
    head = replace(base, sign_offs=(edited, *base.sign_offs[1:]))
    path = base.sign_offs[0].source.path
    assert still(base, head) == [f"entry {path}"]
    assert one(base, head).demand.command == ""
    removed = replace(base, sign_offs=base.sign_offs[1:])
    assert still(base, removed) == [f"entry {path}"]
    source = replace(base.sign_offs[0].source, path=path.replace("customer-service", "hotline"))
    elsewhere = replace(base.sign_offs[0], source=source)
    assert still(base, replace(base, sign_offs=(elsewhere, *base.sign_offs[1:]))) == []


def test_the_framework_is_for_the_risk_department_and_not_for_its_author() -> None:
    base = book()
    head = replace(base, settings=sample_settings(gate=GateSettings("critical")))
    assert still(base, head) == ["framework settings"]
    assert one(base, head).demand.command == "riskbook approve settings"
    by_department = approved(head, "settings", "risk-manager", "risk-department")
    assert still(base, by_department) == []
    assert why_not(base, approved(head, "settings")) == ["not-enough"]
    told = Told(authors=("risk-manager@example.org",))
    assert why_not(base, by_department, told) == ["own-change"]
    moved_on = replace(
        by_department, settings=sample_settings(gate=GateSettings("critical", Identity.REVIEWS))
    )
    assert why_not(base, moved_on) == ["changed"]


def test_criteria_that_lift_a_risk_ask_what_both_ask() -> None:
    base = book(CALM)
    higher = grid("MHHCC", "MMHCC", "LMMHH", "LCMMH", "LLLMM")
    head = replace(base, criteria=sample_criteria(matrix=higher))
    head = approved(head, "criteria", "risk-manager", "risk-department")
    # What the management had approved was this very treatment: the level alone has moved.
    assert still(base, head) == ["review R001"]
    base, head = owned(base, "R001"), owned(head, "R001")
    assert still(base, head) == ["review R001", "approval R001"]


def test_criteria_that_ask_for_less_do_not_excuse_from_what_the_base_asks() -> None:
    base = book(SERIOUS)
    levels = tuple(replace(level, approval=None) for level in sample_criteria().levels)
    head = with_risk(replace(base, criteria=sample_criteria(levels=levels)), objective="")
    assert "approval R001" in still(base, head)
    stricter = Authority(("risk-department",), whole_book=True)
    levels = tuple(replace(level, approval=stricter) for level in sample_criteria().levels)
    head = with_risk(replace(base, criteria=sample_criteria(levels=levels)), objective="")
    assert "approval R001" in still(base, approved(head, "R001"))


# Who really gave an entry


def approving() -> tuple[Book, Book]:
    base = book(SERIOUS)
    return base, approved(with_risk(base, objective=""), "R001")


def test_an_entry_counts_that_its_signer_committed() -> None:
    base, head = approving()
    path = head.sign_offs[-1].source.path
    assert still(base, head) == []
    other = Told(committers={path: "hotline-lead@example.org"})
    assert why_not(base, head, other) == ["committed-by"]
    stranger = Told(committers={path: "who@example.net"})
    assert why_not(base, head, stranger) == ["committed-by-stranger"]
    assert why_not(base, head, Told(uncommitted=frozenset({path}))) == ["not-committed"]


def test_an_entry_that_somebody_else_touched_after_its_signer_does_not_count() -> None:
    base, head = approving()
    path = head.sign_offs[-1].source.path
    record = Told().record(base, head)
    touched = commit(99, "service-desk-lead@example.org", path)
    spoilt = replace(record, commits=(*record.commits, touched))
    (found,) = gate(states(base, head), spoilt).obligations
    assert [each.why.key for each in found.refused] == ["gate.doubt.committed-by"]
    other_blob = replace(record, blobs={**record.blobs, path: "another"})
    (found,) = gate(states(base, head), other_blob).obligations
    assert [each.why.key for each in found.refused] == ["gate.doubt.not-committed"]


def review(login: str, at: str, state: str = "APPROVED") -> ForgeReview:
    return ForgeReview(login, state, at, MOMENT)


AT = "a" * 40


def test_a_fresh_review_of_the_forge_stands_for_the_commit() -> None:
    base, head = approving()
    path = head.sign_offs[-1].source.path
    by_another = {path: "hotline-lead@example.org"}
    fresh = Told(committers=by_another, reviews=(review("Operations-Head", AT),), then={AT: head})
    assert still(base, head, fresh) == []
    for login, state in (("hotline-lead", "APPROVED"), ("operations-head", "CHANGES_REQUESTED")):
        none = Told(committers=by_another, reviews=(review(login, AT, state),), then={AT: head})
        assert why_not(base, head, none) == ["committed-by"]


def test_a_review_given_before_the_last_material_change_or_of_a_lost_commit_is_stale() -> None:
    base, head = approving()
    path = head.sign_offs[-1].source.path
    by_another = {path: "hotline-lead@example.org"}
    reviews = (review("operations-head", AT),)
    stale = Told(committers=by_another, reviews=reviews, then={AT: base})
    assert why_not(base, head, stale) == ["review-stale"]
    gone = Told(committers=by_another, reviews=reviews)
    assert why_not(base, head, gone) == ["review-gone"]
    title = Told(committers=by_another, reviews=reviews, then={AT: with_risk(head, title="A")})
    assert still(base, head, title) == []


def test_a_review_of_a_risk_saw_what_it_rests_on() -> None:
    base = book()
    head = signed(retired(base), "R001", SignOffKind.REVIEW)
    by_another = {head.sign_offs[-1].source.path: "service-desk-lead@example.org"}
    reviews = (review("hotline-lead", AT),)
    early = Told(committers=by_another, reviews=reviews, then={AT: base})
    assert why_not(base, head, early) == ["review-stale"]
    fresh = Told(committers=by_another, reviews=reviews, then={AT: head})
    assert still(base, head, fresh) == []


def test_where_only_reviews_of_the_forge_count_a_commit_is_not_enough() -> None:
    base, head = approving()
    strict = sample_settings(gate=GateSettings(identity=Identity.REVIEWS))
    base, head = replace(base, settings=strict), replace(head, settings=strict)
    assert why_not(base, head) == ["no-review"]
    fresh = Told(reviews=(review("operations-head", AT),), then={AT: head})
    assert still(base, head, fresh) == []


def test_what_no_commit_has_yet_is_believed_and_called_advisory() -> None:
    base, head = approving()
    path = head.sign_offs[-1].source.path
    told = Told(uncommitted=frozenset({path}), at_hand=True)
    found = judged(base, head, told)
    assert found.advisory
    assert [(each.is_open, each.advisory) for each in found.obligations] == [(False, True)]
    assert not judged(base, head).advisory


def test_the_open_come_first_then_the_gravest() -> None:
    base = replace(book(GRAVE), processes={"ticket-intake": sample_process()})
    head = replace(retired(base), settings=sample_settings(gate=GateSettings("low")))
    head = with_risk(head, objective="")
    head = with_risk(head, "R002", objective="")
    listed = still(base, head)
    assert listed == ["framework settings", "review R001", "approval R001", "approval R002"]
    done = signed(head, "R001", SignOffKind.REVIEW)
    orders = [each.is_open for each in judged(base, done).obligations]
    assert orders == sorted(orders, reverse=True)


def test_what_is_confidential_is_marked_and_never_named() -> None:
    base = book(SERIOUS)
    secret = with_risk(base, confidential=True)
    (found,) = judged(secret, with_risk(secret, objective="")).obligations
    assert found.demand.confidential
    hidden = sample_control(status=ControlStatus.RETIRED, confidential=True)
    early = signed(base, "R001", SignOffKind.REVIEW)
    found = one(early, replace(early, controls={"C001": hidden}))
    assert found.demand.why == (say("gate.why.rests-on", bases=(say("gate.why.withheld"),)),)
    (refused,) = found.refused
    assert refused.why == say("gate.doubt.basis-changed", bases=(say("gate.why.withheld"),))
    linked = with_risk(base, "R002", plan="P001", confidential=True)
    found = next(each for each in judged(base, linked).obligations if each.demand.of == "P001")
    assert found.demand.why == (say("gate.why.linked", risks=(say("gate.why.withheld"),)),)
