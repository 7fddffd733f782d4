"""RB501 to RB504: every open risk is looked at in time, and again when something has changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskbook.model.records import Dependence, Risk, SignOff
from riskbook.model.terms import Status
from riskbook.reviewing.fingerprints import fingerprint
from samples import (
    sample_action,
    sample_book,
    sample_control,
    sample_process,
    sample_risk,
    sample_sign_off,
    sample_stage,
)

Told = Callable[..., list[tuple[str, str, str]]]
LOW_RISK: dict[str, Any] = {"likelihood": 1, "impact": 1}  # no level that asks for an approval
LATER = date(2027, 3, 1)


def bound(risk: Risk, day: date = date(2026, 11, 2), **changes: Any) -> SignOff:
    """A review of a risk as it stands in the sample book."""
    signed = fingerprint(risk, sample_book([risk]), {})
    entry = sample_sign_off(
        risk.id,
        day=day,
        content=tuple(signed.content.items()),
        basis=tuple(signed.basis.items()),
        fingerprint=signed.overall,
    )
    return replace(entry, **changes)


RISK = sample_risk(**LOW_RISK)
REVIEWED = (bound(RISK),)


def test_a_reviewed_risk_is_in_order(attested: Told) -> None:
    assert attested(sample_book([RISK], sign_offs=REVIEWED)) == []


def test_a_new_risk_is_left_in_peace_until_its_first_review_is_due(attested: Told) -> None:
    book = sample_book([RISK], sign_offs=())
    assert attested(book, today=date(2026, 8, 12)) == []
    assert attested(book, "RB501", "RB502", today=date(2026, 8, 13)) == [
        (
            "RB501",
            "id",
            "Nobody has reviewed R001 yet; its first review was due on 2026-08-12, 1 day ago",
        )
    ]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.CLOSED])
def test_only_open_risks_are_reviewed(attested: Told, status: Status) -> None:
    book = sample_book([replace(RISK, status=status)], sign_offs=())
    assert attested(book, "RB501", "RB502", "RB503", today=LATER) == []


def test_a_review_is_due_again(attested: Told) -> None:
    book = sample_book([RISK], sign_offs=REVIEWED)
    assert attested(book, "RB502", today=date(2027, 2, 2)) == []
    assert attested(book, "RB501", "RB502", today=date(2027, 2, 4)) == [
        (
            "RB502",
            "id",
            (
                "R001 was last reviewed on 2026-11-02; at level Low it was due again on "
                "2027-02-02, 2 days ago"
            ),
        )
    ]


def test_what_has_changed_since_the_review_is_named(attested: Told) -> None:
    cheaper = replace(
        RISK, treatment=replace(RISK.treatment, actions=(sample_action(cost=9.0),)), title="Other"
    )
    assert attested(sample_book([cheaper], sign_offs=REVIEWED)) == [
        (
            "RB503",
            "treatment/actions/A1",
            "R001 is not what hotline-lead reviewed on 2026-11-02. Changed since: action A1",
        )
    ]


def test_one_review_settles_change_and_lateness_so_one_is_told(attested: Told) -> None:
    book = sample_book([replace(RISK, objective="")], sign_offs=REVIEWED)
    assert [code for code, _, _ in attested(book, "RB501", "RB502", "RB503", today=LATER)] == [
        "RB503"
    ]


def test_many_changes_are_not_all_named(attested: Told) -> None:
    stage = sample_stage(1, {"customer": 1, "financial": 1})
    assessment = replace(RISK.assessment, inherent=stage, current=stage, velocity=None)
    other = replace(
        RISK, assessment=assessment, objective="", category="technical", owner="risk-manager"
    )
    (told,) = attested(sample_book([other], sign_offs=REVIEWED), "RB503")
    assert told[1] == "assessment/current/impact/customer"
    assert told[2].endswith("inherent impact (financial), speed of onset and 3 more")


def test_a_pointer_written_by_hand_is_named_as_it_stands(attested: Told) -> None:
    by_hand = ("controls/weather", "0" * 12), ("moon/phase", "0" * 12)
    content = replace(REVIEWED[0], content=(*REVIEWED[0].content, by_hand[0]))
    (told,) = attested(sample_book([RISK], sign_offs=(content,)), "RB503")
    assert told[2].endswith("Changed since: controls/weather")
    basis = replace(REVIEWED[0], basis=(*REVIEWED[0].basis, by_hand[1]))
    (told,) = attested(sample_book([RISK], sign_offs=(basis,)), "RB504")
    assert told[1] == "id"
    assert told[2].endswith("on 2026-11-02: moon/phase")


def test_what_a_risk_rests_on_is_named_at_its_link(attested: Told) -> None:
    process = sample_process()
    triage = replace(process.nodes[1], outputs=("priority", "ticket"))
    changed = replace(process, nodes=(process.nodes[0], triage))
    book = sample_book([RISK], processes=[changed], sign_offs=REVIEWED)
    assert attested(book, "RB503", "RB504") == [
        (
            "RB504",
            "arises_at/1/node",
            (
                "R001 rests on what has changed since hotline-lead reviewed it on 2026-11-02: "
                "node triage of the process ticket-intake"
            ),
        )
    ]


def test_an_unrelated_node_asks_for_nothing(attested: Told) -> None:
    risk = replace(RISK, arises_at=RISK.arises_at[:1])
    process = sample_process()
    triage = replace(process.nodes[1], depends_on=())
    changed = replace(process, nodes=(process.nodes[0], triage))
    book = sample_book([risk], processes=[changed], sign_offs=(bound(risk),))
    assert attested(book, "RB503", "RB504") == []


def test_every_link_has_its_place(attested: Told) -> None:
    retired = sample_control(owner="service-desk-lead")
    told = attested(sample_book([RISK], controls=[retired], sign_offs=REVIEWED), "RB504")
    assert [place for _, place, _ in told] == ["controls/0"]
    criteria = sample_book().criteria
    levels = (replace(criteria.levels[0], needs_plan=True), *criteria.levels[1:])
    book = sample_book([RISK], criteria=replace(criteria, levels=levels), sign_offs=REVIEWED)
    assert [place for _, place, _ in attested(book, "RB504")] == ["assessment/current"]
    services = sample_book().services
    hotline = replace(services.services["customer-hotline"], importance=1)
    lesser = replace(services, services={**services.services, "customer-hotline": hotline})
    book = sample_book([RISK], services=lesser, sign_offs=REVIEWED)
    assert [place for _, place, _ in attested(book, "RB504")] == ["service"]
    resting = replace(RISK, controls=(), depends_on=(Dependence("", "", "C001", "", ""),))
    book = sample_book([resting], controls=[retired], sign_offs=(bound(resting),))
    assert [place for _, place, _ in attested(book, "RB504")] == ["depends_on/0"]


def test_change_and_changed_basis_are_one_finding(attested: Told) -> None:
    control = sample_control(owner="service-desk-lead")
    book = sample_book([replace(RISK, objective="")], controls=[control], sign_offs=REVIEWED)
    assert attested(book, "RB503", "RB504") == [
        (
            "RB503",
            "objective",
            (
                "R001 is not what hotline-lead reviewed on 2026-11-02. Changed since: objective; "
                "and of what it rests on: control C001"
            ),
        )
    ]


def test_what_follows_from_the_change_itself_is_not_named_beside_it(attested: Told) -> None:
    """Other scores take another slice of the criteria, another control another digest."""
    stage = sample_stage(2, 1)
    rescored = replace(RISK, assessment=replace(RISK.assessment, current=stage))
    other_control = replace(RISK, controls=())
    for risk in (rescored, other_control):
        ((code, _, message),) = attested(sample_book([risk], sign_offs=REVIEWED), "RB503", "RB504")
        assert code == "RB503"
        assert "rests on" not in message


def test_nothing_is_said_while_a_sign_off_of_the_risk_cannot_be_read(attested: Told) -> None:
    book = sample_book([RISK], sign_offs=(), unread=frozenset({"R001"}))
    assert attested(book, "RB501", today=LATER) == []


def test_a_review_without_a_role_is_told_of_once(attested: Told) -> None:
    """RB506 speaks of it, so that RB501 need not."""
    entry = bound(RISK, role="management")
    told = attested(sample_book([RISK], sign_offs=(entry,)), today=LATER)
    assert [code for code, _, _ in told if code.startswith("RB5")] == ["RB506"]
