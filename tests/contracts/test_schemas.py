"""The schemas say all that their readers rely on, and no more than the model can hold."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from riskbook.findings import Severity
from riskbook.model import book, criteria, discovery, records, terms, tickets
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import read_schemas, shape_of

Schema: TypeAlias = dict[str, Any]

FOLDER = Path(__file__).parents[2] / "schemas"
OUTPUTS = {f"{name}.schema.json" for name in ("api", "checklist", "delta", "gate", "impact")}
"""Of what commands write, not of files of a book: their own tests hold them to the real thing."""
FILES = {
    path.name: json.loads(path.read_bytes())
    for path in sorted(FOLDER.glob("*.json"))
    if path.name not in OUTPUTS
}
BUNDLED = {kind.value: schema for kind, schema in read_schemas().items()}
SHARED: Schema = FILES["common.schema.json"]["$defs"]

REVIEW = ("bookkeeping", "editorial", "material")  # the gravest last
VALUES: dict[str, set[Any] | None] = {  # of our own keywords; None is checked apart
    "x-review": set(REVIEW),
    "x-format": {1},
    "x-set": {True},
    "x-id": {"id"},
    "x-kind": {
        "risk", "plan", "control", "process", "record", "item", "problem-type", "incident",
    },
    "x-words": {
        "categories", "sources", "levels", "likelihood", "impact", "dimensions", "languages",
    },
    "x-refers": {
        "risk", "plan", "control", "process", "node", "service", "dependency", "department",
        "person", "role", "owner", "objective", "record", "problem-type", "incident", "session",
        "answers", "fishbone", "feedback", "indicator", "item",
    },
    "x-shape": {
        "date", "period", "duration", "id", "slug", "digest", "fingerprint", "colour", "language",
        "time-zone", "currency", "url", "email", "pointer", "pattern",
    },
    "x-one-of": None,
    "x-enum-titles": None,
}  # fmt: skip


class Position(NamedTuple):
    """A place in a record where a value may stand; ``*`` is any item of a list, any key of a map.

    ``node`` is what the schema says there, ``shape`` the same with what it refers to.
    """

    kind: str
    pointer: str
    node: Schema
    shape: Schema


def positions(kind: str) -> Iterator[Position]:
    """Every position of a kind, the record itself first."""
    schema = BUNDLED[kind]

    def below(pointer: str, node: Schema) -> Iterator[Position]:
        shape = node
        if "$ref" in node:
            shape = {**schema["$defs"][node["$ref"].rpartition("/")[2]], **node}
        yield Position(kind, pointer, node, shape)
        for branch in (shape, *shape.get("anyOf", ())):
            for name, part in branch.get("properties", {}).items():
                yield from below(f"{pointer}/{name}".lstrip("/"), part)
            for name, part in branch.get("patternProperties", {}).items():
                yield from below(f"{pointer}/{name}".lstrip("/"), part)
            for keyword in ("items", "additionalProperties"):
                if isinstance(branch.get(keyword), dict):
                    yield from below(f"{pointer}/*".lstrip("/"), branch[keyword])

    return below("", schema)


POSITIONS = [position for kind in BUNDLED for position in positions(kind)]
BY_POINTER = {(position.kind, position.pointer): position for position in POSITIONS}


def schemas_in(node: Any) -> Iterator[Schema]:
    """Every schema in a schema file: not its examples, nor its maps from names to schemas."""
    yield node
    for keyword in ("properties", "patternProperties", "$defs"):
        for part in node.get(keyword, {}).values():
            yield from schemas_in(part)
    for keyword in ("items", "additionalProperties", "propertyNames"):
        if isinstance(node.get(keyword), dict):
            yield from schemas_in(node[keyword])
    for keyword in ("anyOf", "oneOf"):
        for part in node.get(keyword, ()):
            yield from schemas_in(part)


EVERY_SCHEMA = [(name, node) for name, file in FILES.items() for node in schemas_in(file)]


# The files


def test_every_kind_has_a_schema_and_every_schema_a_kind() -> None:
    assert set(FILES) == {f"{kind.value}.schema.json" for kind in Kind} | {"common.schema.json"}


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_a_valid_schema_that_says_what_it_is(name: str) -> None:
    schema = FILES[name]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == name
    assert schema["x-format"] == 1
    assert schema["title"]
    assert schema["description"].endswith(".")


@pytest.mark.parametrize("name", FILES)
def test_references_lead_to_a_definition(name: str) -> None:
    own = FILES[name].get("$defs", {})
    for node in schemas_in(FILES[name]):
        file, _, definition = node.get("$ref", "").rpartition("#/$defs/")
        assert file in ("", "common.schema.json")
        assert not definition or definition in (SHARED if file else own)


def test_a_definition_has_one_name_and_is_used() -> None:
    own = [name for file in FILES.values() if file["$id"] != "common.schema.json"
           for name in file.get("$defs", {})]  # fmt: skip
    names = [*SHARED, *own]
    assert sorted(names) == sorted(set(names))
    used = {node["$ref"].rpartition("/")[2] for _, node in EVERY_SCHEMA if "$ref" in node}
    assert used == set(names)


# What is said of every value


@pytest.mark.parametrize("position", POSITIONS, ids="{0.kind}:{0.pointer}".format)
def test_a_value_is_titled_described_and_shown(position: Position) -> None:
    node = position.node
    assert node["title"]
    assert re.fullmatch(r".{10,240}\.", node["description"])
    assert node["examples"]
    subschema = {**node, "$defs": BUNDLED[position.kind].get("$defs", {})}
    validator = Draft202012Validator(subschema, format_checker=FormatChecker(("date",)))
    for example in node["examples"]:
        validator.validate(example)


@pytest.mark.parametrize("kind", BUNDLED)
def test_the_example_of_a_kind_shows_every_field_and_passes_the_gate(kind: str) -> None:
    schema = BUNDLED[kind]
    (example,) = schema["examples"]
    unshown = {"until", "resources"} if kind == "sign-off" else set()  # of other kinds of sign-off
    assert set(example) == set(schema["properties"]) - unshown
    assert shape_of(schema).fits(example)


@pytest.mark.parametrize("position", POSITIONS, ids="{0.kind}:{0.pointer}".format)
def test_a_value_is_as_grave_as_its_gravest_part(position: Position) -> None:
    if not position.pointer:
        assert "x-review" not in position.node
        return
    own = REVIEW.index(position.node["x-review"])
    parts = [REVIEW.index(part.node["x-review"]) for part in POSITIONS
             if part.kind == position.kind and part.pointer.startswith(f"{position.pointer}/")
             and not is_shared_text(part)]  # fmt: skip
    assert not parts or own == max(parts)


def is_shared_text(position: Position) -> bool:
    """Whether it is one language of a text, which is as grave as the text that it is part of."""
    return position.node.get("title") == "In one language"


UNSIGNED = {  # a change of anything else in a record that is signed voids the signature
    "risk": {
        "id", "language", "title", "identified/date", "identified/source", "identified/reference",
        "assessment/inherent/rationale", "assessment/current/rationale",
        "assessment/target/rationale", "expected_loss/basis", "treatment/rationale",
        "treatment/actions/*/id", "treatment/actions/*/status", "related/*", "confidential", "^x_",
        "causes/*/id", "consequences/*/id", "problem_types/*", "indicators/*",
        *(f"found_in/*/{field}" for field in (
            "session", "point", "checklist", "question", "fishbone", "cause", "feedback", "answer",
            "process", "prompt", "incident",
        )),
    },
    "plan": {
        "id", "language", "title", "trigger/*/id", "steps/*/id", "communication/*/id",
        "confidential", "^x_",
    },
    "control": {"id", "language", "title", "last_tested", "confidential", "^x_"},
}  # fmt: skip


@pytest.mark.parametrize("kind", UNSIGNED)
def test_a_sign_off_binds_all_but_wording_and_bookkeeping(kind: str) -> None:
    inner = {at.pointer.rpartition("/")[0] for at in POSITIONS if at.kind == kind}
    leaves = [at for at in POSITIONS if at.kind == kind and at.pointer not in inner]
    assert {at.pointer for at in leaves if at.node["x-review"] != "material"} == UNSIGNED[kind]


# Which keywords there are, and which there are not


@pytest.mark.parametrize("name", FILES)
def test_own_keywords_are_known_and_have_known_values(name: str) -> None:
    for node in schemas_in(FILES[name]):
        for keyword, value in node.items():
            if keyword.startswith("x-"):
                assert keyword in VALUES
                allowed = VALUES[keyword]
                assert allowed is None or value in allowed


@pytest.mark.parametrize("name", FILES)
def test_there_are_no_conditions(name: str) -> None:
    for node in schemas_in(FILES[name]):
        assert not {"if", "then", "else", "not", "allOf", "dependentSchemas"} & set(node)


def test_a_choice_of_shapes_is_rare() -> None:
    shared = {name for name, node in SHARED.items() if "anyOf" in node}
    chosen = {(at.kind, at.pointer) for at in POSITIONS if "anyOf" in at.node}
    assert shared == {"name", "text"}
    assert chosen == {
        ("criteria", "palette"),
        *(("risk", f"assessment/{stage}/impact") for stage in ("inherent", "current", "target")),
    }


def test_one_of_names_the_fields_of_which_one_is_given() -> None:
    found = [node for _, node in EVERY_SCHEMA if "oneOf" in node or "x-one-of" in node]
    assert len(found) == 3
    for node in found:
        assert node["oneOf"] == [{"required": [field]} for field in node["x-one-of"]]
        assert set(node["x-one-of"]) <= set(node["properties"])


@pytest.mark.parametrize("name", FILES)
def test_an_object_is_closed_or_a_map(name: str) -> None:
    for node in schemas_in(FILES[name]):
        if "properties" in node:
            assert node["additionalProperties"] is False
            assert set(node.get("required", ())) <= set(node["properties"])
            own_fields = {"^x_"} if node.get("$id") == name else set()
            assert set(node.get("patternProperties", ())) == own_fields
        elif node.get("type") == "object":
            assert {"propertyNames", "additionalProperties"} <= set(node)


@pytest.mark.parametrize("name", FILES)
def test_a_list_says_whether_its_order_counts_and_what_names_its_items(name: str) -> None:
    definitions = {**SHARED, **FILES[name].get("$defs", {})}
    for node in schemas_in(FILES[name]):
        if node.get("type") != "array":
            assert not {"x-set", "x-id"} & set(node)
            continue
        item: Schema = node["items"]
        if "$ref" in item:
            item = definitions[item["$ref"].rpartition("/")[2]]
        has_id = "id" in item.get("properties", {})
        assert node.get("x-id") == ("id" if has_id else None)
        assert not has_id or "id" in item["required"]
        assert "x-set" not in node or node["uniqueItems"]


@pytest.mark.parametrize("name", FILES)
def test_a_pattern_means_the_same_to_every_validator(name: str) -> None:
    """Python and ECMA 262 differ in what ``\\d``, ``\\w`` and ``\\s`` are."""
    for node in schemas_in(FILES[name]):
        if "pattern" in node:
            assert node["pattern"].startswith("^")
            assert not re.search(r"\\[dDwWsSbB]", node["pattern"])
            re.compile(node["pattern"])
        else:
            assert "x-shape" not in node


# Closed sets of words


ENUMS: dict[tuple[str, str], type[Enum]] = {
    ("risk", "status"): terms.Status,
    ("risk", "assessment/confidence"): terms.Confidence,
    ("risk", "assessment/velocity"): terms.Velocity,
    ("risk", "treatment/strategy"): terms.Strategy,
    ("risk", "treatment/actions/*/status"): terms.ActionStatus,
    ("control", "kind"): terms.ControlKind,
    ("control", "status"): terms.ControlStatus,
    ("process", "nodes/*/kind"): terms.NodeKind,
    ("process", "nodes/*/what_if/*/prompt"): terms.Prompt,
    ("fishbone", "set"): terms.CauseSet,
    ("services", "dependencies/*/kind"): terms.DependencyKind,
    ("exercise", "type"): terms.ExerciseType,
    ("exercise", "result"): terms.ExerciseResult,
    ("exercise", "actions/*/status"): terms.ActionStatus,
    ("sign-off", "kind"): terms.SignOffKind,
    ("sign-off", "outcome"): terms.ReviewOutcome,
    ("session", "method"): terms.SessionMethod,
    ("feedback", "channel"): terms.Channel,
    ("criteria", "likelihood/kind"): criteria.LikelihoodKind,
    ("settings", "gate/identity"): book.Identity,
    ("criteria", "score"): criteria.Score,
    ("criteria", "ranking/*"): criteria.RankingKey,
    ("plan", "trigger/*/state"): terms.Trouble,
    ("indicator", "direction"): terms.Direction,
    ("indicator", "timing"): terms.Timing,
    ("settings", "fail_on"): Severity,
    ("settings", "tickets/texts"): book.TicketTexts,
    ("tickets", "form/dates"): terms.DateOrder,
    ("answers", "answers/*/answer"): terms.Answer,
}
WORDS = {  # sets that the model holds in another form
    ("criteria", "impact/dimensions/*/unit"): {"money"},  # Dimension.money
    ("criteria", "levels/*/needs/*"): {"plan", "actions"},  # Level.needs_plan, needs_actions
    ("criteria", "levels/*/approval/scope"): {"department", "book"},  # Authority.whole_book
    ("criteria", "acceptance/beyond/scope"): {"department", "book"},
    ("settings", "severities/*"): {"error", "warning", "note", "off"},  # Severity, off is None
    ("tickets", "form/delimiter"): {"comma", "semicolon", "tab", "pipe"},
    ("tickets", "form/encoding"): {"utf-8", "gb18030", "utf-16", "windows-1252"},
    ("tickets", "form/decimal"): {".", ","},
    ("sign-off", "resources"): {"granted", "not-granted", "none-needed"},  # a word, "" for none
}


def test_closed_words_are_those_of_the_model() -> None:
    found = {(at.kind, at.pointer): set(at.shape["enum"]) for at in POSITIONS if "enum" in at.shape}
    modelled = {place: {word.value for word in enum} for place, enum in ENUMS.items()}
    assert found == modelled | WORDS


def test_closed_words_have_titles_in_both_languages() -> None:
    closed = [node for _, node in EVERY_SCHEMA if "enum" in node]
    assert len(closed) > len(ENUMS)
    for node in closed:
        titles = node["x-enum-titles"]
        assert list(titles) == ["en", "zh"]
        for language in titles:
            assert list(titles[language]) == node["enum"]
            assert all(titles[language].values())
            assert len(set(titles[language].values())) == len(node["enum"])


def test_the_same_words_have_the_same_titles() -> None:
    said: dict[str, Schema] = {}
    for _, node in EVERY_SCHEMA:
        if "enum" in node:
            words = " ".join(node["enum"])
            assert said.setdefault(words, node["x-enum-titles"]) == node["x-enum-titles"]


# The model


class Mirror(NamedTuple):
    """A class of the model and the object of a schema that it is read from.

    ``renamed`` gives the file's name of a field; ``elsewhere`` are fields that no file states:
    where it was read, the Markdown below the front matter, the key of the map it stands in.
    """

    kind: str
    pointer: str
    model: type
    renamed: dict[str, str] = {}  # noqa: RUF012  # a NamedTuple's default is never changed
    elsewhere: frozenset[str] = frozenset()


READ = frozenset({"source"})
MARKDOWN = frozenset({"source", "body"})
PATH = frozenset({"path"})
KEY = frozenset({"key"})
BAND = {"start": "from", "end": "to"}
AUTHORITY = {"whole_book": "scope"}

MIRRORS = (
    Mirror("risk", "", records.Risk, elsewhere=MARKDOWN),
    Mirror("risk", "identified", records.Identified),
    Mirror("risk", "statement", records.Statement),
    Mirror("risk", "causes/*", records.Pathway),
    Mirror("risk", "consequences/*", records.Pathway),
    Mirror("risk", "assessment", records.Assessment),
    Mirror("risk", "assessment/inherent", records.Stage, elsewhere=frozenset({"due"})),
    Mirror("risk", "assessment/current", records.Stage, elsewhere=frozenset({"due"})),
    Mirror("risk", "assessment/target", records.Stage),
    Mirror("risk", "expected_loss", records.ExpectedLoss),
    Mirror("risk", "expected_loss/loss", records.LossRange),
    Mirror("risk", "arises_at/*", records.NodeReference),
    Mirror("risk", "depends_on/*", records.Dependence),
    Mirror("risk", "treatment", records.Treatment),
    Mirror("risk", "treatment/actions/*", records.Action),
    Mirror("plan", "", records.Plan, elsewhere=MARKDOWN),
    Mirror("plan", "trigger/*", records.Trigger),
    Mirror("plan", "steps/*", records.Step),
    Mirror("plan", "communication/*", records.Communication),
    Mirror("control", "", records.Control, elsewhere=MARKDOWN),
    Mirror("indicator", "", discovery.Indicator, elsewhere=READ),
    Mirror("process", "", records.Process, elsewhere=READ),
    Mirror("process", "nodes/*", records.Node),
    Mirror("process", "nodes/*/what_if/*", records.WhatIf),
    Mirror("process", "edges/*", records.Edge, {"source": "from", "target": "to"}),
    Mirror("fishbone", "", discovery.Fishbone, elsewhere=READ),
    Mirror("fishbone", "categories/*", discovery.CauseCategory),
    Mirror("fishbone", "categories/*/causes/*", discovery.Cause, {"is_root": "root"}),
    Mirror("sign-off", "", records.SignOff, elsewhere=READ),
    Mirror("exercise", "", records.Exercise, elsewhere=READ),
    Mirror("exercise", "actions/*", records.ExerciseAction),
    Mirror("translation", "", records.Translation, {"of": "translates"}, MARKDOWN),
    Mirror("criteria", "", criteria.Criteria, {"colours": "palette"}, PATH),
    Mirror("criteria", "likelihood", criteria.LikelihoodScale),
    Mirror("criteria", "likelihood/steps/*", criteria.ScaleStep, BAND, frozenset({"examples"})),
    Mirror("criteria", "impact", criteria.ImpactScale),
    Mirror("criteria", "impact/steps/*", criteria.ScaleStep, BAND),
    Mirror("criteria", "impact/dimensions/*", criteria.Dimension, {"money": "unit"}, KEY),
    Mirror("criteria", "levels/*", criteria.Level,
           {"needs_plan": "needs", "needs_actions": "needs"}),
    Mirror("criteria", "levels/*/approval", criteria.Authority, AUTHORITY),
    Mirror("criteria", "appetite/*", criteria.Appetite),
    Mirror("criteria", "appetite/*/tolerance", criteria.Tolerance),
    Mirror("criteria", "acceptance/beyond", criteria.Authority, AUTHORITY),
    Mirror("settings", "", book.Settings, elsewhere=PATH),
    Mirror("settings", "site", book.SiteSettings),
    Mirror("settings", "gate", book.GateSettings),
    Mirror("settings", "tickets", book.TicketSettings),
    Mirror("organization", "", book.Organization, elsewhere=PATH),
    Mirror("organization", "departments/*", book.Department, elsewhere=KEY),
    Mirror("organization", "people/*", book.Person, elsewhere=KEY),
    Mirror("organization", "people/*/roles/*", book.RoleHeld, {"start": "from", "end": "until"}),
    Mirror("services", "", book.Services, elsewhere=PATH),
    Mirror("services", "services/*", book.Service, elsewhere=KEY),
    Mirror("services", "dependencies/*", book.Dependency, elsewhere=KEY),
    Mirror("incident", "", discovery.Incident, {"hours": "duration"}, READ),
    Mirror("register", "", book.Register, elsewhere=READ | KEY),
    Mirror("tickets", "", tickets.TicketExport, {"start": "from", "end": "until"}, READ),
    Mirror("tickets", "form", tickets.TableForm),
    Mirror("tickets", "columns", tickets.TicketColumns),
    Mirror("problem-types", "", tickets.ProblemTypes, elsewhere=READ),
    Mirror("problem-types", "types/*", tickets.ProblemType),
    Mirror("session", "", discovery.Session, elsewhere=READ),
    Mirror("session", "participants/*", discovery.Participant),
    Mirror("session", "points/*", discovery.Point),
    Mirror("feedback", "", discovery.Feedback, {"lowest": "scale", "highest": "scale"}, READ),
    Mirror("feedback", "answers/*", discovery.FeedbackAnswer),
    Mirror("questions", "", discovery.Checklist, elsewhere=READ),
    Mirror("questions", "questions/*", discovery.Question),
    Mirror("answers", "", discovery.ChecklistAnswers, elsewhere=READ),
    Mirror("answers", "answers/*", discovery.QuestionAnswered),
)  # fmt: skip
UNMIRRORED = {
    ("criteria", "acceptance"),  # AcceptanceBounds has the two steps of `within` as its own fields
    ("criteria", "acceptance/within"),
    ("settings", "ids"),  # a mapping in the model
    ("feedback", "scale"),  # Feedback has its two ends as its own fields
    ("risk", "found_in/*"),  # FoundIn has the one that is given, and the item in it
}


@pytest.mark.parametrize("mirror", MIRRORS, ids="{0.kind}:{0.pointer}".format)
def test_a_class_of_the_model_and_its_schema_have_the_same_fields(mirror: Mirror) -> None:
    fields = {field.name for field in dataclasses.fields(mirror.model)}
    assert mirror.elsewhere <= fields
    stated = {mirror.renamed.get(name, name) for name in fields - mirror.elsewhere}
    assert stated == set(BY_POINTER[mirror.kind, mirror.pointer].shape["properties"])


def test_every_object_of_a_schema_has_a_class_of_the_model() -> None:
    objects = {(at.kind, at.pointer) for at in POSITIONS if "properties" in at.shape}
    assert objects == {(mirror.kind, mirror.pointer) for mirror in MIRRORS} | UNMIRRORED


def test_acceptance_bounds_are_the_two_steps_and_what_stands_beside_them() -> None:
    outer = set(BY_POINTER["criteria", "acceptance"].shape["properties"]) - {"within"}
    inner = set(BY_POINTER["criteria", "acceptance/within"].shape["properties"])
    fields = {field.name for field in dataclasses.fields(criteria.AcceptanceBounds)}
    assert outer | inner == fields
