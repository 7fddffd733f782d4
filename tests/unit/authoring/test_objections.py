"""What stands against an entry: each reason has its case, and is said in every language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskbook.authoring.objections import (
    objection_to_file,
    objection_to_kind,
    objection_to_matter,
    objection_to_signer,
)
from riskbook.findings import CODES, Finding, Location, Severity
from riskbook.model.book import Book
from riskbook.model.records import Assessment, Risk, SignOff
from riskbook.model.terms import ReviewOutcome, SignOffKind, Status, Strategy
from riskbook.reading.resources import catalogue
from riskbook.reviewing.content import content_of
from riskbook.reviewing.judged import Judged
from riskbook.run import judge
from riskbook.wording import Saying, say
from samples import TODAY, sample_action, sample_book, sample_risk, sample_sign_off

REVIEW, APPROVAL, ACCEPTANCE = SignOffKind.REVIEW, SignOffKind.APPROVAL, SignOffKind.ACCEPTANCE
SIGNED = date(2026, 10, 2)


def told(objection: Saying | None) -> str:
    """An objection in English, once it was said in Chinese; "" where there is none."""
    if objection is None:
        return ""
    chinese = catalogue("zh").say(objection)
    assert any("\u4e00" <= each <= "\u9fff" for each in chinese)
    return catalogue("en").say(objection)


def judged(risk: Risk, *entries: SignOff, **changes: Any) -> Judged:
    return judge(sample_book([risk], sign_offs=entries, **changes), TODAY, {})


def entry(kind: SignOffKind, risk: Risk | None = None, **changes: Any) -> SignOff:
    record = risk or sample_risk()
    content = tuple(content_of(record).items())
    return sample_sign_off(record.id, kind, TODAY, content=content, **changes)


def matter(risk: Risk, drafted: SignOff, *entries: SignOff) -> str:
    return told(objection_to_matter(judged(risk, *entries), drafted))


def reviewed(risk: Risk) -> SignOff:
    return sample_sign_off(day=SIGNED, content=tuple(content_of(risk).items()))


def test_each_kind_of_entry_is_of_its_kinds_of_record() -> None:
    book: Book = sample_book()
    assert "only risks are reviewed" in told(
        objection_to_kind(book, sample_sign_off("P001", REVIEW))
    )
    assert "only risks are accepted" in told(
        objection_to_kind(book, sample_sign_off("P001", ACCEPTANCE))
    )
    assert "are approved" in told(objection_to_kind(book, sample_sign_off("C001", APPROVAL)))
    for of in ("R001", "P001", "criteria", "settings"):
        assert objection_to_kind(book, sample_sign_off(of, APPROVAL)) is None


def test_a_review_of_an_open_risk_may_come_to_anything_the_first_time() -> None:
    risk = sample_risk()
    for outcome in set(ReviewOutcome) - {ReviewOutcome.CLOSED}:
        assert matter(risk, entry(REVIEW, outcome=outcome)) == ""
    unbound = sample_sign_off(day=SIGNED)
    assert matter(risk, entry(REVIEW, outcome=ReviewOutcome.RESCORED), unbound) == ""


def test_a_draft_is_not_reviewed_nor_accepted_nor_approved() -> None:
    draft = sample_risk(status=Status.DRAFT)
    for kind in SignOffKind:
        assert "still a draft" in matter(draft, entry(kind, draft))


def test_an_open_risk_that_became_a_draft_again_can_be_approved_as_that() -> None:
    draft = sample_risk(status=Status.DRAFT)
    assert matter(draft, entry(APPROVAL, draft), sample_sign_off(day=SIGNED)) == ""


def test_of_a_closed_risk_the_closing_is_signed_and_nothing_else() -> None:
    closed = sample_risk(status=Status.CLOSED)
    assert "the risk is closed" in matter(closed, entry(REVIEW, closed))
    assert "the risk is closed" in matter(closed, entry(ACCEPTANCE, closed))
    assert matter(closed, entry(REVIEW, closed, outcome=ReviewOutcome.CLOSED)) == ""
    assert matter(closed, entry(APPROVAL, closed)) == ""
    opened = entry(REVIEW, outcome=ReviewOutcome.CLOSED)
    assert "Set its status to closed" in matter(sample_risk(), opened)


@pytest.mark.parametrize(
    ("changed", "named", "fitting"),
    [
        (sample_risk("R001", 4, 3), "current likelihood", "rescored"),
        (sample_risk(plan=""), "plan", "treatment-adjusted"),
        (sample_risk(controls=()), "controls", "treatment-adjusted"),
        (sample_risk(owner="service-desk-lead"), "owner", "reworded"),
    ],
)
def test_unchanged_is_said_only_of_what_has_not_changed(
    changed: Risk, named: str, fitting: str
) -> None:
    said = matter(changed, entry(REVIEW, changed), reviewed(sample_risk()))
    assert "since the review of 2026-10-02 this has changed" in said
    assert named in said
    assert f"--outcome {fitting}" in said
    other = entry(REVIEW, changed, outcome=ReviewOutcome(fitting))
    assert matter(changed, other, reviewed(sample_risk())) == ""


def test_rescored_is_said_only_of_other_scores() -> None:
    risk = sample_risk()
    same = entry(REVIEW, outcome=ReviewOutcome.RESCORED)
    assert "--outcome unchanged" in matter(risk, same, reviewed(risk))
    action = replace(risk, treatment=replace(risk.treatment, actions=(sample_action(cost=1.0),)))
    said = matter(action, entry(REVIEW, action, outcome=ReviewOutcome.RESCORED), reviewed(risk))
    assert "the scores are those of the review of 2026-10-02" in said
    assert "--outcome treatment-adjusted" in said


def accepting(strategy: Strategy | None = Strategy.ACCEPT, **changes: Any) -> Risk:
    risk = sample_risk("R001", 2, 2, **changes)
    return replace(risk, treatment=replace(risk.treatment, strategy=strategy))


@pytest.mark.parametrize(
    ("risk", "until", "said"),
    [
        (accepting(), date(2027, 11, 22), ""),
        (accepting(), TODAY, ""),
        (accepting(), date(2026, 11, 21), "before the day of signing (2026-11-22)"),
        (accepting(), date(2027, 11, 23), "2027-11-22 is the last day"),
        (accepting(Strategy.MITIGATE), date(2027, 1, 1), "the strategy is to mitigate"),
        (accepting(None), date(2027, 1, 1), "no strategy has been chosen"),
        (
            accepting(assessment=Assessment(None, None, None, None, None)),
            date(2027, 1, 1),
            "not assessed",
        ),
    ],
)
def test_what_is_to_be_accepted_is_assessed_and_ends_in_time(
    risk: Risk, until: date, said: str
) -> None:
    found = matter(risk, entry(ACCEPTANCE, risk, until=until))
    assert said in found
    assert bool(said) == bool(found)


def signer(drafted: SignOff, risk: Risk | None = None) -> str:
    return told(objection_to_signer(judged(risk or sample_risk()), drafted))


def test_the_owner_the_risk_department_and_the_authority_may_sign() -> None:
    assert signer(entry(REVIEW)) == ""
    assert signer(entry(REVIEW, by="risk-manager", role="risk-department")) == ""
    assert signer(entry(APPROVAL)) == ""
    assert signer(entry(ACCEPTANCE)) == ""


def test_who_may_not_is_told_who_may() -> None:
    said = signer(entry(REVIEW, by="operations-head", role=""))
    assert "Head of operations may not sign this on 2026-11-22" in said
    assert "Hotline lead (Risk owner; --by hotline-lead)" in said
    assert "Risk manager (Risk department; --by risk-manager)" in said


def test_a_role_must_be_held_and_be_enough() -> None:
    high = sample_risk("R001", 4, 3)
    no_role = signer(entry(APPROVAL, high, by="hotline-lead", role="management"), high)
    assert "Hotline lead does not hold the role “Management”" in no_role
    too_little = signer(entry(APPROVAL, high, by="hotline-lead", role="risk-owner"), high)
    assert "the role “Risk owner” is not enough" in too_little
    assert "--by operations-head" in too_little


def test_nobody_approves_their_own_change_where_an_approval_is_asked_for() -> None:
    high, low = sample_risk("R001", 4, 3), sample_risk("R001", 1, 1)
    own = entry(APPROVAL, high, changed_by=("operations-head",))
    said = signer(own, high)
    assert "nobody approves their own change" in said
    assert "Nobody else in registers/organization.yml" in said
    assert signer(entry(APPROVAL, low, changed_by=("operations-head",)), low) == ""
    reviewed_own = entry(REVIEW, changed_by=("hotline-lead",))
    assert signer(reviewed_own) == ""


def test_nobody_approves_their_own_change_of_the_framework() -> None:
    by = {"by": "risk-manager", "role": "risk-department"}
    mine = sample_sign_off("criteria", APPROVAL, TODAY, **by, changed_by=("risk-manager",))
    assert "nobody approves their own change" in signer(mine)
    assert signer(replace(mine, changed_by=("hotline-lead",))) == ""


def test_an_owner_accepts_their_own_change_within_the_bounds_and_nobody_beyond() -> None:
    within, beyond = accepting(), sample_risk("R001", 3, 3)
    own = entry(
        ACCEPTANCE, within, by="hotline-lead", role="risk-owner", changed_by=("hotline-lead",)
    )
    assert signer(own, within) == ""
    other = entry(ACCEPTANCE, beyond, changed_by=("operations-head",))
    assert "nobody approves their own change" in signer(other, beyond)


def test_of_many_who_may_sign_only_the_first_are_named() -> None:
    book = sample_book([sample_risk("R001", 1, 1)], sign_offs=())
    person = book.organization.people["hotline-lead"]
    more = {f"lead-{n}": replace(person, key=f"lead-{n}") for n in range(9)}
    people = {**book.organization.people, **more}
    crowded = replace(book, organization=replace(book.organization, people=people))
    drafted = entry(APPROVAL, by="nobody", role="")
    said = told(objection_to_signer(judge(crowded, TODAY, {}), drafted))
    assert said.count("--by") == 6
    assert "and 7 more" in said


PATH = "registers/customer-service/risks/R001-calls-wait.md"


def finding(code: str, path: str = PATH, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code, severity, say("finding.RB410", person="x"), Location(path), record=code)


@pytest.mark.parametrize("code", ["RB302", "RB402", "RB303"])
def test_a_file_with_errors_is_not_signed(code: str) -> None:
    objection = objection_to_file(PATH, [finding(code)])
    assert objection is not None
    assert dict(objection.facts)["count"] == 1


def test_what_is_no_error_of_that_file_or_settled_by_signing_does_not_stop_it() -> None:
    sights = {CODES[code].sight.value for code in ("RB411", "RB501", "RB506", "RB510")}
    assert sights == {"sign-offs", "clock", "base"}
    for found in (
        finding("RB302", path="registers/customer-service/risks/R002.md"),
        finding("RB302", severity=Severity.WARNING),
        finding("RB501"),
        finding("RB411"),
        finding("RB506"),
        finding("RB510"),
    ):
        assert objection_to_file(PATH, [found]) is None


def test_of_many_errors_the_first_are_told() -> None:
    objection = objection_to_file(
        PATH, [finding(code) for code in ("RB302", "RB402", "RB403", "RB404")]
    )
    assert objection is not None
    facts = dict(objection.facts)
    assert facts["count"] == 4
    assert len(facts["errors"]) == 3  # type: ignore[arg-type]  # a list of sayings
