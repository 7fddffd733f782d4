"""Cast data of each kind of record to its model value. The schema has vouched for their shape."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from riskbook.model.book import Register
from riskbook.model.records import (
    Action,
    Assessment,
    Communication,
    Control,
    Dependence,
    Edge,
    Exercise,
    ExerciseAction,
    ExpectedLoss,
    FoundIn,
    Identified,
    LossRange,
    Node,
    NodeReference,
    Pathway,
    Period,
    Plan,
    Process,
    Risk,
    SignOff,
    Source,
    Stage,
    Statement,
    Step,
    Translation,
    Treatment,
    Trigger,
    WhatIf,
)
from riskbook.model.terms import (
    ActionStatus,
    Confidence,
    ControlKind,
    ControlStatus,
    ExerciseResult,
    ExerciseType,
    NodeKind,
    Prompt,
    ReviewOutcome,
    SignOffKind,
    Status,
    Strategy,
    Trouble,
    Velocity,
)
from riskbook.wording.saying import Text

Fields: TypeAlias = Mapping[str, Any]
_NOTHING: Fields = {}


@dataclass(frozen=True, slots=True)
class Frame:
    """What a record is read against: its register's language, the steps behind words for scores."""

    language: str
    likelihood: Mapping[int | str, int]
    impact: Mapping[int | str, int]
    dimensions: tuple[str, ...]


def text(value: Any, language: str) -> Text:
    """A text of one language or several; ``language`` comes first where it is given."""
    if isinstance(value, str):
        return Text.of(language, value)
    pairs = sorted(value.items(), key=lambda pair: pair[0] != language)
    return Text(tuple(pairs))


def named(value: Fields | None, language: str) -> tuple[tuple[str, Text], ...]:
    """A map of keys to texts, in the order of the file."""
    return tuple((key, text(words, language)) for key, words in (value or {}).items())


def day(value: str | None) -> dt.date | None:
    """A date, or None where there is none."""
    return dt.date.fromisoformat(value) if value else None


def period(value: str | None) -> Period | None:
    """A period such as ``3 months``, or None where there is none."""
    if not value:
        return None
    count, unit = value.split(" ")
    return Period(int(count), unit if unit.endswith("s") else f"{unit}s")


def risk(data: Fields, source: Source, frame: Frame, body: str) -> Risk:
    """A risk."""
    assessment: Fields = data.get("assessment", _NOTHING)
    statement: Fields = data["statement"]
    found: Fields = data["identified"]
    return Risk(
        id=data["id"],
        source=source,
        language=data.get("language", frame.language),
        title=data["title"],
        status=Status(data["status"]),
        category=data["category"],
        service=data["service"],
        objective=data.get("objective", ""),
        owner=data["owner"],
        identified=Identified(
            dt.date.fromisoformat(found["date"]), found["source"], found.get("reference", "")
        ),
        statement=Statement(statement["cause"], statement["event"], statement["consequence"]),
        causes=_pathways(data.get("causes", ())),
        consequences=_pathways(data.get("consequences", ())),
        assessment=Assessment(
            _stage(assessment.get("inherent"), frame),
            _stage(assessment.get("current"), frame),
            _stage(assessment.get("target"), frame),
            _word(Confidence, assessment.get("confidence")),
            _word(Velocity, assessment.get("velocity")),
        ),
        expected_loss=_loss(data.get("expected_loss")),
        controls=tuple(data.get("controls", ())),
        arises_at=tuple(
            NodeReference(place["process"], place["node"]) for place in data.get("arises_at", ())
        ),
        depends_on=tuple(
            Dependence(*(entry.get(name, "") for name in _DEPENDENCE))
            for entry in data.get("depends_on", ())
        ),
        treatment=_treatment(data.get("treatment", _NOTHING)),
        plan=data.get("plan", ""),
        related=tuple(data.get("related", ())),
        confidential=data.get("confidential", False),
        body=body,
        problem_types=tuple(data.get("problem_types", ())),
        found_in=tuple(map(_origin, data.get("found_in", ()))),
        indicators=tuple(data.get("indicators", ())),
    )


_ITEMS = {
    "session": "point",
    "checklist": "question",
    "fishbone": "cause",
    "feedback": "answer",
    "process": "prompt",
    "incident": "",
}
"""What a risk may be found in, and the field of the item in it."""


def _origin(entry: Fields) -> FoundIn:
    kind, item = next((kind, item) for kind, item in _ITEMS.items() if kind in entry)
    return FoundIn(kind, entry[kind], entry.get(item, ""))


def _pathways(data: Sequence[Fields]) -> tuple[Pathway, ...]:
    return tuple(
        Pathway(entry["id"], entry["what"], tuple(entry.get("barriers", ()))) for entry in data
    )


_DEPENDENCE = ("path", "service", "control", "process", "node")


def _stage(data: Fields | None, frame: Frame) -> Stage | None:
    if not data or "likelihood" not in data or "impact" not in data:
        return None
    given = data["impact"]
    scores = given if isinstance(given, dict) else {"": given}
    order = (*frame.dimensions, "") if isinstance(given, dict) else ("",)
    impact = tuple((name, frame.impact[scores[name]]) for name in order if name in scores)
    likelihood = frame.likelihood[data["likelihood"]]
    return Stage(likelihood, impact, data.get("rationale", ""), day(data.get("due")))


def _loss(data: Fields | None) -> ExpectedLoss | None:
    if not data:
        return None
    loss = data["loss"]
    return ExpectedLoss(
        data.get("rate"),
        data.get("probability"),
        LossRange(loss["low"], loss["high"], loss["interval"]),
        data.get("basis", ""),
    )


def _treatment(data: Fields) -> Treatment:
    return Treatment(
        _word(Strategy, data.get("strategy")),
        data.get("rationale", ""),
        tuple(
            Action(
                entry["id"],
                entry["what"],
                entry.get("owner", ""),
                day(entry.get("due")),
                ActionStatus(entry.get("status", "open")),
                entry.get("cost"),
            )
            for entry in data.get("actions", ())
        ),
    )


def plan(data: Fields, source: Source, frame: Frame, body: str) -> Plan:
    """A contingency plan."""
    return Plan(
        id=data["id"],
        source=source,
        language=data.get("language", frame.language),
        title=data["title"],
        owner=data.get("owner", ""),
        deputy=data.get("deputy", ""),
        trigger=tuple(
            Trigger(
                entry["id"],
                entry["when"],
                entry.get("observed_by", ""),
                entry.get("indicator", ""),
                _word(Trouble, entry.get("state")),
            )
            for entry in data.get("trigger", ())
        ),
        steps=tuple(
            Step(entry["id"], entry["do"], entry.get("who", ""), entry.get("within", ""))
            for entry in data.get("steps", ())
        ),
        communication=tuple(
            Communication(
                entry["id"],
                entry["to"],
                entry.get("say", ""),
                entry.get("channel", ""),
                entry.get("within", ""),
            )
            for entry in data.get("communication", ())
        ),
        resources=tuple(data.get("resources", ())),
        stop_when=data.get("stop_when", ""),
        exercise_every=period(data.get("exercise_every")),
        cost=data.get("cost"),
        confidential=data.get("confidential", False),
        body=body,
    )


def control(data: Fields, source: Source, frame: Frame, body: str) -> Control:
    """A control."""
    return Control(
        id=data["id"],
        source=source,
        language=data.get("language", frame.language),
        title=data["title"],
        owner=data.get("owner", ""),
        kind=ControlKind(data["kind"]),
        status=ControlStatus(data["status"]),
        since=day(data.get("since")),
        last_tested=day(data.get("last_tested")),
        confidential=data.get("confidential", False),
        body=body,
    )


def process(data: Fields, source: Source, frame: Frame) -> Process:
    """A service process."""
    language = frame.language
    return Process(
        id=data["id"],
        source=source,
        title=text(data["title"], language),
        owner=data.get("owner", ""),
        service=data.get("service", ""),
        lanes=named(data.get("lanes"), language),
        items=named(data.get("items"), language),
        receives=tuple(data.get("receives", ())),
        delivers=tuple(data.get("delivers", ())),
        nodes=tuple(
            Node(
                entry["id"],
                text(entry["title"], language),
                NodeKind(entry.get("kind", "task")),
                entry.get("lane", ""),
                tuple(entry.get("inputs", ())),
                tuple(entry.get("outputs", ())),
                tuple(entry.get("depends_on", ())),
                entry.get("critical", False),
                tuple(_what_if(asked, language) for asked in entry.get("what_if", ())),
            )
            for entry in data["nodes"]
        ),
        edges=tuple(
            Edge(
                entry["from"],
                entry["to"],
                text(entry["when"], language) if "when" in entry else None,
            )
            for entry in data.get("edges", ())
        ),
        confidential=data.get("confidential", False),
    )


def _what_if(data: Fields, language: str) -> WhatIf:
    return WhatIf(
        data["id"],
        Prompt(data["prompt"]),
        text(data["question"], language),
        text(data["consequence"], language) if "consequence" in data else None,
        text(data["dropped"], language) if "dropped" in data else None,
    )


def exercise(data: Fields, source: Source, frame: Frame) -> Exercise:
    """An exercise of a plan."""
    return Exercise(
        source=source,
        of=data["of"],
        date=dt.date.fromisoformat(data["date"]),
        type=ExerciseType(data["type"]),
        scenario=text(data["scenario"], frame.language) if "scenario" in data else None,
        participants=tuple(data.get("participants", ())),
        result=ExerciseResult(data["result"]),
        findings=tuple(text(entry, frame.language) for entry in data.get("findings", ())),
        actions=tuple(
            ExerciseAction(
                entry["id"],
                text(entry["what"], frame.language),
                entry.get("owner", ""),
                day(entry.get("due")),
                ActionStatus(entry.get("status", "open")),
            )
            for entry in data.get("actions", ())
        ),
        proves=tuple(sorted(data.get("proves", _NOTHING).items())),
    )


def sign_off(data: Fields, source: Source, frame: Frame) -> SignOff:
    """A sign-off."""
    return SignOff(
        source=source,
        kind=SignOffKind(data["kind"]),
        of=data["of"],
        by=data["by"],
        role=data["role"],
        date=dt.date.fromisoformat(data["date"]),
        outcome=_word(ReviewOutcome, data.get("outcome")),
        until=day(data.get("until")),
        resources=data.get("resources", ""),
        reason=data.get("reason", ""),
        language=data.get("language", frame.language),
        changed_by=tuple(data.get("changed_by", ())),
        content=tuple(sorted(data.get("content", _NOTHING).items())),
        basis=tuple(sorted(data.get("basis", _NOTHING).items())),
        fingerprint=data.get("fingerprint", ""),
    )


def translation(data: Fields, source: Source, body: str) -> Translation:
    """A translation of one record."""
    return Translation(
        source=source,
        of=data["translates"],
        language=data["language"],
        texts=tuple(sorted(data.get("texts", _NOTHING).items())),
        digests=tuple(sorted(data.get("digests", _NOTHING).items())),
        body=body,
    )


def register(data: Fields, source: Source, frame: Frame) -> Register:
    """A register; its key is the name of its folder."""
    return Register(
        key=source.register,
        source=source,
        language=frame.language,
        title=text(data["title"], frame.language),
        scope=text(data["scope"], frame.language) if "scope" in data else None,
        department=data.get("department", ""),
        services=tuple(data.get("services", ())),
        incidents_since=day(data.get("incidents_since")),
    )


def _word(words: Any, value: str | None) -> Any:
    return words(value) if value else None
