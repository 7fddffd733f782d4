"""What a file is follows from where it lies."""

from __future__ import annotations

import pytest

from riskbook.reading.placing import Kind, Place, is_meant_for_us, named_language, place

PLACES = {
    "riskbook.yml": Place(Kind.SETTINGS, ""),
    "registers/criteria.yml": Place(Kind.CRITERIA, ""),
    "registers/organization.yml": Place(Kind.ORGANIZATION, ""),
    "registers/services.yml": Place(Kind.SERVICES, ""),
    "registers/sign-offs/criteria/2026-01-15-approval-9a9d.yml": Place(
        Kind.SIGN_OFF, "", "criteria"
    ),
    "registers/desk/register.yml": Place(Kind.REGISTER, "desk"),
    "registers/服务台/risks/R001-夜间来电.md": Place(Kind.RISK, "服务台"),
    "registers/desk/risks/R001.md": Place(Kind.RISK, "desk"),
    "registers/desk/plans/P001-a.md": Place(Kind.PLAN, "desk"),
    "registers/desk/controls/C001-a.md": Place(Kind.CONTROL, "desk"),
    "registers/desk/processes/intake.yml": Place(Kind.PROCESS, "desk"),
    "registers/desk/risks/R001-a.zh.md": Place(Kind.TRANSLATION, "desk"),
    "registers/desk/plans/P001-a.zh-Hant.md": Place(Kind.TRANSLATION, "desk"),
    "registers/desk/sign-offs/R001/2026-10-02-review-9f31.yml": Place(
        Kind.SIGN_OFF, "desk", "R001"
    ),
    "registers/desk/exercises/P001/2026-09-03-tabletop.yml": Place(Kind.EXERCISE, "desk", "P001"),
    "registers/problem-types.yml": Place(Kind.PROBLEM_TYPES, ""),
    "registers/checklists/site-safety.yml": Place(Kind.CHECKLIST, ""),
    "registers/desk/checklists/incident-2026-09.yml": Place(Kind.ANSWERS, "desk"),
    "registers/desk/tickets/help-desk-2026.yml": Place(Kind.TICKETS, "desk"),
    "registers/desk/feedback/survey-2026.yml": Place(Kind.FEEDBACK, "desk"),
    "registers/desk/sessions/network-2026.yml": Place(Kind.SESSION, "desk"),
    "registers/desk/fishbones/slow-tickets.yml": Place(Kind.FISHBONE, "desk"),
    "registers/desk/incidents/I001-a.yml": Place(Kind.INCIDENT, "desk"),
    "registers/desk/indicators/calls-waiting.yml": Place(Kind.INDICATOR, "desk"),
}


@pytest.mark.parametrize("path", PLACES)
def test_every_kind_has_its_place(path: str) -> None:
    assert place(path) == PLACES[path]


def test_the_table_above_has_every_kind() -> None:
    assert {found.kind for found in PLACES.values()} == set(Kind)


@pytest.mark.parametrize(
    "path",
    [
        "registers/risks/R001.md",
        "registers/desk/R001.md",
        "registers/desk/risk/R001.md",
        "registers/desk/risks/R001.yml",
        "registers/desk/risks/R001.markdown",
        "registers/desk/risks/R001.MD",
        "registers/desk/risks/2026/R001.md",
        "registers/desk/processes/intake.yaml",
        "registers/desk/processes/intake.md",
        "registers/desk/sign-offs/2026-10-02-review-9f31.yml",
        "registers/desk/exercises/P001/2026/tabletop.yml",
        "registers/desk/register.yaml",
        "registers/criteria.yaml",
        "registers/notes.md",
        "registers/Risks/R001.md",
    ],
)
def test_any_other_file_that_looks_like_a_record_is_told(path: str) -> None:
    assert place(path) is None
    assert is_meant_for_us(path)


@pytest.mark.parametrize(
    "path",
    [
        "registers/README.md",
        "registers/desk/readme.zh.md",
        "registers/desk/plan.docx",
        "registers/desk/risks/photo.png",
        "registers/LICENSE",
    ],
)
def test_files_for_people_are_left_alone(path: str) -> None:
    assert place(path) is None
    assert not is_meant_for_us(path)


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("R001-a.zh.md", "zh"),
        ("R001-a.zh-Hant.md", "zh-Hant"),
        ("R001-v1.2.md", ""),
        ("R001-a.md", ""),
    ],
)
def test_a_translation_is_named_for_its_language(path: str, language: str) -> None:
    assert named_language(path) == language


def test_markdown_has_front_matter_and_yaml_has_none() -> None:
    markdown = {found.kind for path, found in PLACES.items() if path.endswith(".md")}
    assert {kind for kind in Kind if kind.has_front_matter} == markdown
