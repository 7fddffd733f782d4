"""What the schemas let pass and what they turn away, through the gate that files go through."""

from __future__ import annotations

import copy

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from riskbook.reading.schemas import read_schemas, shape_of

SHAPES = {kind.value: shape_of(schema) for kind, schema in read_schemas().items()}
EXAMPLES = {kind: shape.schema["examples"][0] for kind, shape in SHAPES.items()}

DRAFTS: dict[str, tuple[str, ...]] = {
    "risk": ("id", "title", "status", "category", "service", "owner", "identified", "statement"),
    "plan": ("id", "title"),
    "control": ("id", "title", "owner", "kind", "status"),
    "process": ("id", "title", "owner", "service", "nodes"),
    "translation": ("translates", "language"),
    "exercise": ("of", "date", "type", "scenario", "participants", "result"),
    "sign-off": ("kind", "of", "by", "role", "date", "reason"),
    "register": ("title", "department"),
    "services": ("services",),
    "organization": ("departments", "roles", "people"),
    "settings": ("format", "title", "languages", "time_zone", "currency"),
    "session": ("id", "topic", "method", "date", "facilitator", "participants"),
    "feedback": ("id", "title", "channel", "date"),
    "criteria": ("version", "likelihood", "impact", "levels", "matrix", "ranking", "score",
                 "categories", "sources"),
    "fishbone": ("id", "effect", "date", "owner", "categories"),
    "problem-types": ("types",),
    "tickets": ("id", "title", "file", "from", "until", "form", "columns"),
    "questions": ("id", "version", "title", "practice", "questions"),
    "answers": ("id", "checklist", "version", "date", "by", "answers"),
    "incident": ("id", "title", "date", "service"),
    "indicator": ("id", "title", "definition", "direction", "every", "owner", "amber", "red",
                  "file"),
}  # fmt: skip


@pytest.mark.parametrize("kind", SHAPES)
def test_a_draft_with_the_required_fields_alone_passes(kind: str) -> None:
    fits = SHAPES[kind].fits
    draft = {name: EXAMPLES[kind][name] for name in DRAFTS[kind]}
    assert fits(draft)
    for name in draft:
        assert not fits({key: draft[key] for key in draft if key != name}), name


WRONG: tuple[tuple[str, str, object], ...] = (
    ("risk", "id", "RISK1"),
    ("fishbone", "set", "5s"),
    ("fishbone", "categories", []),
    ("risk", "titel", "A slip of the pen"),
    ("session", "method", "debate"),
    ("session", "participants", []),
    ("session", "points", [{"id": "P1", "text": "Said by nobody"}]),
    ("feedback", "scale", {"lowest": 1}),
    ("problem-types", "types", [{"id": "PT7", "name": "No hyphen"}]),
    ("problem-types", "floor", 1.5),
    ("tickets", "form/delimiter", ","),
    ("questions", "questions", []),
    ("answers", "answers", [{"question": "Q1", "answer": "perhaps"}]),
    ("incident", "loss", -1),
    ("indicator", "direction", "up"),
    ("risk", "found_in", [{"session": "network-2026-q3"}]),
    ("risk", "found_in", [{"session": "network-2026-q3", "point": "P4", "incident": "I003"}]),
    ("feedback", "answers", [{"id": "A1", "answer": "Said by nobody"}]),
    ("risk", "title", "x" * 201),
    ("risk", "status", "paused"),
    ("risk", "identified/date", "2026-02-30"),
    ("risk", "identified/date", "20260512"),
    ("risk", "identified/date", "2026-W20-2"),
    ("risk", "assessment/current/likelihood", 0),
    ("risk", "assessment/current/likelihood", 2.5),
    ("risk", "assessment/current/impact", {}),
    ("risk", "assessment/current/due", "2027-03-31"),
    ("risk", "expected_loss/probability", 0.3),
    ("risk", "expected_loss", {"loss": {"low": 1, "high": 2, "interval": 0.9}}),
    ("risk", "expected_loss/loss/interval", 90),
    ("risk", "expected_loss/loss/low", 0),
    ("risk", "controls", ["C003", "C003"]),
    ("risk", "depends_on", [{"service": "telephony", "control": "C003"}]),
    ("risk", "depends_on", [{"node": "triage"}]),
    ("risk", "depends_on", [{"service": "telephony", "node": "triage"}]),
    ("risk", "treatment/actions", [{"what": "An action without an ID"}]),
    ("risk", "treatment/actions", [{"id": "1", "what": "An ID like a place in a list"}]),
    ("plan", "exercise_every", "half a year"),
    ("plan", "exercise_every", "12 hours"),
    ("plan", "cost", -1),
    ("control", "status", "in-force"),
    ("process", "id", "Ticket intake"),
    ("process", "title", {"en": ""}),
    ("process", "title", {"English": "Ticket intake"}),
    ("criteria", "palette", {"low": "green", "high": "red"}),
    ("criteria", "ranking", ["level", "level"]),
    ("criteria", "matrix", [["low", "high"], ["low", "high"]]),
    ("criteria", "acceptance/longest", "forever"),
    ("services", "services/customer-hotline/importance", 6),
    ("organization", "people/hotline-lead/emails", ["hotline-lead"]),
    ("settings", "format", 2),
    ("settings", "edit", "https://git.example.org/edit/main"),
    ("settings", "ids/risk", "OPS-[0-9]+"),
    ("settings", "severities", {"RB305": "loud"}),
    ("settings", "severities", {"rationale-missing": "note"}),
    ("exercise", "participants", []),
    ("exercise", "proves", {"title": "1c9f02d47b3a"}),
    ("sign-off", "fingerprint", "1c9f02d47b3a"),
    ("translation", "texts", {"/title": "等待过久"}),
)


@pytest.mark.parametrize(("kind", "pointer", "value"), WRONG)
def test_a_wrong_value_is_turned_away_and_can_be_explained(
    kind: str, pointer: str, value: object
) -> None:
    record = copy.deepcopy(EXAMPLES[kind])
    *way, last = pointer.split("/")
    part = record
    for name in way:
        part = part[name]
    part[last] = value
    assert not SHAPES[kind].fits(record)
    explainer = Draft202012Validator(SHAPES[kind].schema, format_checker=FormatChecker(("date",)))
    assert list(explainer.iter_errors(record))


@pytest.mark.parametrize("kind", SHAPES)
def test_a_book_may_have_fields_of_its_own(kind: str) -> None:
    record = {
        **EXAMPLES[kind],
        "x_change": "CAB-2026-114",
        "x_board": {"seen": "yes"},
    }
    assert SHAPES[kind].fits(record)
