"""RB506 to RB508, RB511, RB512: entries are given by somebody who may, on the day they say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskbook.findings import Severity
from riskbook.model.records import SignOff
from riskbook.model.terms import SignOffKind, Status
from riskbook.reviewing.fingerprints import fingerprint, overall
from riskbook.rules import Past, inspect
from samples import (
    TODAY,
    sample_book,
    sample_organization,
    sample_risk,
    sample_sign_off,
)

Told = Callable[..., list[tuple[str, str, str]]]
LOW = sample_risk(likelihood=1, impact=1)
CRITICAL = sample_risk(likelihood=5, impact=5)
APPROVAL = SignOffKind.APPROVAL


def review(day: date, **changes: Any) -> SignOff:
    return sample_sign_off("R001", day=day, **changes)


def approval(**changes: Any) -> SignOff:
    """An approval of the critical risk as it stands in the sample book."""
    signed = fingerprint(CRITICAL, sample_book([CRITICAL]), {})
    entry = sample_sign_off(
        "R001",
        APPROVAL,
        content=tuple(signed.content.items()),
        basis=tuple(signed.basis.items()),
        fingerprint=signed.overall,
    )
    return replace(entry, **changes)


def test_the_role_counts_on_the_day_of_signing(attested: Told) -> None:
    early = review(date(2024, 12, 31))
    assert attested(sample_book([LOW], sign_offs=(early,)), "RB506") == [
        ("RB506", "role", "hotline-lead signed as risk-owner, and held no role on 2024-12-31")
    ]
    on_the_first_day = review(date(2025, 1, 1))
    assert attested(sample_book([LOW], sign_offs=(on_the_first_day,)), "RB506") == []


def test_the_roles_that_were_held_are_named(attested: Told) -> None:
    entry = review(date(2026, 11, 2), role="management")
    assert attested(sample_book([LOW], sign_offs=(entry,)), "RB506") == [
        (
            "RB506",
            "role",
            (
                "hotline-lead signed as management, and did not hold that role on 2026-11-02, only "
                "risk-owner"
            ),
        )
    ]


def test_a_later_entry_in_order_settles_it(attested: Told) -> None:
    wrong = review(date(2026, 11, 2), role="management")
    right = review(date(2026, 11, 3))
    assert attested(sample_book([LOW], sign_offs=(wrong, right)), "RB506") == []
    right_before = review(date(2026, 11, 1))
    told = attested(sample_book([LOW], sign_offs=(wrong, right_before)), "RB506")
    assert len(told) == 1
    of_another_kind = sample_sign_off("R001", APPROVAL, date(2026, 11, 3))
    told = attested(sample_book([LOW], sign_offs=(wrong, of_another_kind)), "RB506")
    assert len(told) == 1


def test_who_is_unknown_is_left_to_rb202(attested: Told) -> None:
    entries = (
        review(date(2026, 11, 2), by="nobody"),
        review(date(2026, 11, 3), role="king"),
    )
    told = attested(sample_book([LOW], sign_offs=entries), "RB202", "RB506")
    assert sorted(code for code, _, _ in told) == ["RB202", "RB202"]


@pytest.mark.parametrize("part", ["criteria", "organization", "services", "settings"])
def test_the_framework_is_for_the_risk_department(attested: Told, part: str) -> None:
    by_management = sample_sign_off(part, APPROVAL)
    assert attested(sample_book([LOW], sign_offs=(by_management,)), "RB506") == [
        ("RB506", "role", f"management signed for {part}, which is part of the framework")
    ]
    by_department = replace(by_management, by="risk-manager", role="risk-department")
    assert attested(sample_book([LOW], sign_offs=(by_department,)), "RB506") == []


def test_a_role_that_may_not_approve_at_this_level(attested: Told) -> None:
    by_owner = approval(by="hotline-lead", role="risk-owner")
    assert attested(sample_book([CRITICAL], sign_offs=(by_owner,)), "RB506") == [
        (
            "RB506",
            "role",
            (
                "risk-owner is not enough for this approval of R001: at its level it takes "
                "management (for the whole book)"
            ),
        )
    ]


def test_a_role_that_is_held_for_another_department(attested: Told) -> None:
    people = sample_organization().people
    (role,) = people["operations-head"].roles
    narrower = replace(people["operations-head"], roles=(replace(role, department="it-support"),))
    organization = sample_organization(people={**people, "operations-head": narrower})
    book = sample_book([CRITICAL], organization=organization, sign_offs=(approval(),))
    assert attested(book, "RB506") == [
        (
            "RB506",
            "role",
            (
                "operations-head holds the role management, but not for all that this approval of "
                "R001 concerns: it takes management (for the whole book)"
            ),
        )
    ]


def test_who_made_the_change_does_not_approve_it(attested: Told) -> None:
    own = approval(changed_by=("hotline-lead", "operations-head"))
    assert attested(sample_book([CRITICAL], sign_offs=(own,)), "RB506", "RB507") == [
        (
            "RB507",
            "by",
            (
                "operations-head signed this approval of R001 and is among those who made the "
                "change: four eyes are needed"
            ),
        )
    ]
    others = approval(changed_by=("hotline-lead",))
    assert attested(sample_book([CRITICAL], sign_offs=(others,)), "RB507") == []


def test_a_review_is_for_the_owner_or_the_risk_department(attested: Told) -> None:
    signed = fingerprint(LOW, sample_book([LOW]), {})
    by_another = review(
        date(2026, 11, 2),
        by="service-desk-lead",
        content=tuple(signed.content.items()),
        basis=tuple(signed.basis.items()),
        fingerprint=signed.overall,
    )
    assert attested(sample_book([LOW], sign_offs=(by_another,)), "RB506") == [
        (
            "RB506",
            "by",
            "service-desk-lead reviewed R001 and is neither its owner nor of the risk department",
        )
    ]
    by_department = replace(by_another, by="risk-manager", role="risk-department")
    assert attested(sample_book([LOW], sign_offs=(by_department,)), "RB506") == []
    other_owner = replace(LOW, owner="hotline-lead", objective="")
    of_then = replace(by_another, content=(*signed.content.items(), ("owner", "0" * 12)))
    assert attested(sample_book([other_owner], sign_offs=(of_then,)), "RB506") == []


def test_an_owner_may_review_their_own_change(attested: Told) -> None:
    own = review(date(2026, 11, 2), changed_by=("hotline-lead",))
    assert attested(sample_book([LOW], sign_offs=(own,)), "RB507") == []


def test_an_entry_of_tomorrow(attested: Told) -> None:
    assert attested(sample_book([LOW], sign_offs=(review(TODAY),)), "RB508") == []
    entry = review(date(2026, 11, 23))
    assert attested(sample_book([LOW], sign_offs=(entry,)), "RB508") == [
        (
            "RB508",
            "date",
            (
                "This sign-off is dated 2026-11-23, and today is 2026-11-22: it counts for nothing "
                "until then"
            ),
        )
    ]


def came(entry: SignOff, day: date) -> Past:
    return Past(above_since={}, committed={entry.source.path: day})


def test_an_entry_comes_into_the_book_soon_after_its_date(attested: Told) -> None:
    entry = review(date(2026, 11, 2))
    book = sample_book([LOW], sign_offs=(entry,))
    for day in (date(2026, 11, 2), date(2026, 11, 16)):
        assert attested(book, "RB508", history=came(entry, day)) == []
    assert attested(book, "RB508", history=came(entry, date(2026, 11, 17))) == [
        (
            "RB508",
            "date",
            (
                "This sign-off is dated 2026-11-02, and came into the book only on 2026-11-17, "
                "15 days later"
            ),
        )
    ]
    assert attested(book, "RB508", history=came(entry, date(2026, 11, 1))) == [
        (
            "RB508",
            "date",
            (
                "This sign-off is dated 2026-11-02, and came into the book on 2026-11-01, before "
                "that day"
            ),
        )
    ]


def test_a_late_entry_is_a_warning_and_one_dated_ahead_an_error(
    judged: Callable[..., Any],
) -> None:
    entry = review(date(2026, 11, 2))
    book = sample_book([LOW], sign_offs=(entry,))
    for day, severity in (
        (date(2026, 11, 20), Severity.WARNING),
        (date(2026, 11, 1), Severity.ERROR),
    ):
        found = inspect(judged(book, history=came(entry, day)))
        assert [each.severity for each in found if each.code == "RB508"] == [severity]


def test_only_entries_that_count_are_held_to_the_day_they_came(attested: Told) -> None:
    """Those that are overtaken are evidence of the past, and nobody can mend them."""
    old, new = review(date(2026, 8, 2)), review(date(2026, 11, 2))
    book = sample_book([LOW], sign_offs=(old, new))
    assert attested(book, "RB508", history=came(old, date(2026, 11, 2))) == []


CONTENT = (("owner", "1c9f02d47b3a"),)
BASIS = (("control/C001", "e21b40d9c6a8"),)


def test_an_entry_is_what_its_fingerprint_says(attested: Told) -> None:
    sound = review(
        date(2026, 11, 2),
        content=CONTENT,
        basis=BASIS,
        fingerprint=overall(dict(CONTENT), dict(BASIS)),
    )
    assert attested(sample_book([LOW], sign_offs=(sound,)), "RB511") == []
    altered = (
        replace(sound, content=(("owner", "000000000000"),)),
        replace(sound, basis=()),
        replace(sound, content=(*CONTENT, ("plan", "1c9f02d47b3a"))),
        replace(sound, content=(), basis=()),
    )
    for entry in altered:
        assert attested(sample_book([LOW], sign_offs=(entry,)), "RB511") == [
            (
                "RB511",
                "fingerprint",
                (
                    "This sign-off of R001 is not what hotline-lead signed: its fingerprint does "
                    "not fit its content and basis"
                ),
            )
        ]
    without = replace(sound, fingerprint="")
    (told,) = attested(sample_book([LOW], sign_offs=(without,)), "RB511")
    assert told[1] == "#content"


def test_an_entry_that_binds_nothing_is_noted(attested: Told) -> None:
    book = sample_book([LOW], sign_offs=(review(date(2026, 8, 2)), review(date(2026, 11, 2))))
    assert attested(book, "RB512") == [
        (
            "RB512",
            "of",
            (
                "This review does not say what it was given for, so nobody is told when R001 "
                "changes after it"
            ),
        )
    ]
    closed = sample_book([replace(LOW, status=Status.CLOSED)], sign_offs=book.sign_offs)
    assert attested(closed, "RB512") == []
    assert attested(sample_book([CRITICAL], sign_offs=(approval(),)), "RB512") == []
