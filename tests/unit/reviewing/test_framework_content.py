"""What the risk department signs of the framework: each part by pointer, and only what counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from riskbook.findings.finding import Severity
from riskbook.model.book import Book, GateSettings, Identity, RoleHeld
from riskbook.reviewing.content import changed_pointers
from riskbook.reviewing.framework import FRAMEWORK, framework_content
from samples import (
    grid,
    sample_book,
    sample_criteria,
    sample_organization,
    sample_services,
    sample_settings,
    text,
)


def moved(part: str, changed: Book) -> tuple[str, ...]:
    before = framework_content(part, sample_book())
    return changed_pointers(before.items(), framework_content(part, changed))


def test_the_framework_is_four_files() -> None:
    assert FRAMEWORK == ("criteria", "organization", "services", "settings")
    for part in FRAMEWORK:
        assert framework_content(part, sample_book())


def test_each_thing_of_the_criteria_has_a_pointer_of_its_own() -> None:
    criteria = sample_criteria()
    step = criteria.impact.steps[1]
    steps = tuple(replace(s, end=2e4) if s == step else s for s in criteria.impact.steps)
    levels = (replace(criteria.levels[0], name=text("Minor", "轻微")), *criteria.levels[1:])
    changes: dict[str, dict[str, Any]] = {
        "matrix": {"matrix": grid("MHHCC", "MMHCC", "LMMHH", "LLMMH", "LLLLM")},
        "ranking": {"ranking": criteria.ranking[:2]},
        "levels/low": {"levels": levels},
        "impact/steps/minor": {"impact": replace(criteria.impact, steps=steps)},
        "appetite/operational": {"appetite": (replace(criteria.appetite[0], days_to_act=7),)},
        "acceptance": {"acceptance": None},
        "categories/management": {"categories": criteria.categories[:2]},
    }
    for pointer, change in changes.items():
        changed = sample_book(criteria=sample_criteria(**change))
        assert moved("criteria", changed) == (pointer,)


def test_colours_words_and_sources_of_the_criteria_are_editorial() -> None:
    changed = sample_criteria(palette="classic", version="2027-01", sources=())
    assert moved("criteria", sample_book(criteria=changed)) == ()


def test_people_are_signed_with_their_roles_addresses_and_accounts() -> None:
    organization = sample_organization()
    person = organization.people["hotline-lead"]
    manager = RoleHeld("management", "", date(2026, 1, 1), None)
    for changed in (
        replace(person, roles=(*person.roles, manager)),
        replace(person, emails=("somebody@example.org",)),
        replace(person, logins=(("github", "somebody"),)),
        replace(person, department="risk"),
    ):
        people = {**organization.people, "hotline-lead": changed}
        book = sample_book(organization=sample_organization(people=people))
        assert moved("organization", book) == ("people/hotline-lead",)


def test_how_a_person_is_called_and_how_an_address_is_written_is_editorial() -> None:
    organization = sample_organization()
    person = organization.people["hotline-lead"]
    renamed = replace(
        person, name=text("Lead", "主管"), emails=tuple(each.upper() for each in person.emails)
    )
    people = {**organization.people, "hotline-lead": renamed}
    assert moved("organization", sample_book(organization=sample_organization(people=people))) == ()


def test_a_service_is_its_department_its_importance_and_its_objectives() -> None:
    services = sample_services()
    desk = replace(services.services["service-desk"], importance=1)
    raised = replace(services, services={**services.services, "service-desk": desk})
    assert moved("services", sample_book(services=raised)) == ("services/service-desk",)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"gate": GateSettings(rereview_from="high")}, "gate/rereview_from"),
        ({"gate": GateSettings(identity=Identity.REVIEWS)}, "gate/identity"),
        ({"fail_on": Severity.WARNING}, "fail_on"),
        ({"severities": {"RB507": None}}, "severities/RB507"),
        ({"currency": "EUR"}, "currency"),
    ],
)
def test_a_setting_that_decides_something_is_signed(
    changes: dict[str, object], pointer: str
) -> None:
    changed = sample_book(settings=sample_settings(**changes))
    assert moved("settings", changed) == (pointer,)


def test_how_a_site_looks_is_no_matter_of_the_gate() -> None:
    changed = sample_settings(title=text("Risks", "风险"), edit="", repository="")
    assert moved("settings", sample_book(settings=changed)) == ()
