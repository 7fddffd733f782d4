"""What a schema complains of, in the words of the person who has to mend it.

Only files that the quick gate turned away come here: `jsonschema` names every error, and each
becomes a fault with a code, a place and, where it can be guessed, what was meant.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator, FormatChecker

from riskbook.findings import Span
from riskbook.model.terms import Status
from riskbook.reading.complaints import Complaint, complaint_of, narrowed
from riskbook.reading.composing import Composed, Path
from riskbook.reading.deciphering import (
    day_meant,
    last_day_of_month,
    number_meant,
    span_meant,
)
from riskbook.reading.faults import MOST, Fault
from riskbook.reading.placing import FRAMEWORK, Kind
from riskbook.reading.showing import example_hint, example_of, met, shown
from riskbook.reading.suggesting import Known, Names, choices, suggestion, titles
from riskbook.reading.yaml_traps import is_swallowed, spaced
from riskbook.wording import Saying, say
from riskbook.wording.nearest import nearest
from riskbook.wording.saying import Text

_SHAPES = {
    "date": "RB105",
    "period": "RB106",
    "duration": "RB106",
    "id": "RB107",
    "slug": "RB107",
}
_CODES = {
    "format": "RB114",
    "pattern": "RB114",
    "minItems": "RB110",
    "maxItems": "RB110",
    "minProperties": "RB110",
    "maxProperties": "RB110",
    "oneOf": "RB110",
    "dependentRequired": "RB110",
    "not": "RB110",
    "uniqueItems": "RB111",
    "minimum": "RB112",
    "maximum": "RB112",
    "exclusiveMinimum": "RB112",
    "exclusiveMaximum": "RB112",
    "minLength": "RB113",
    "maxLength": "RB112",
}
_MEANT = frozenset({"date", "period", "duration", "slug"})
"""Shapes of which people write other forms that mean something."""

_FILE_OF = {kind: path for path, kind in FRAMEWORK.items()}
_DECLARED_IN = {
    **dict.fromkeys(("owner", "person", "role", "department"), _FILE_OF[Kind.ORGANIZATION]),
    **dict.fromkeys(("service", "dependency", "objective"), _FILE_OF[Kind.SERVICES]),
}
"""Where the keys stand that a field may name (``x-refers``), but for those of nodes."""

_STATUSES = [status.value for status in Status]
"""Those of a risk, whose names alone do not say which one to choose."""

_SHAPE_CODES = frozenset({"RB107", "RB112", "RB113", "RB114"})
"""What a word that is not allowed may also be: of the wrong form or length, which mends itself."""


class Subject(NamedTuple):
    """One file under explanation: its cast data, its positions, its lines, and its book's words."""

    data: Any
    composed: Composed
    lines: list[str]
    known: Known


def explain(schema: Mapping[str, Any], subject: Subject) -> tuple[Fault, ...]:
    """Every fault of the data against the schema, until there are more than anyone would read."""
    validator = Draft202012Validator(schema, format_checker=FormatChecker(("date",)))
    faults: list[Fault] = []
    for error in validator.iter_errors(subject.data):
        for complaint in narrowed(complaint_of(error, schema)):
            faults += itertools.islice(_faults(complaint, subject), MOST)
        if len(faults) > MOST:
            break
    return tuple(dict.fromkeys(_without_echoes(faults)))


def _without_echoes(faults: list[Fault]) -> Iterator[Fault]:
    """The faults without those that mending another one mends as well.

    A misspelt field is not also a missing one, and a score that is no step is not also too large.
    """
    meant = {
        (fault.pointer.lstrip("#").rpartition("/")[0], dict(fault.hint.facts)["near"])
        for fault in faults
        if fault.hint is not None and fault.hint.key == "hint.RB102.near"
    }
    unknown = {
        fault.pointer.lstrip("#") for fault in faults if fault.code in ("RB102", "RB104", "RB108")
    }
    for fault in faults:
        field = dict(fault.message.facts).get("field")
        echo = fault.code == "RB101" and (fault.pointer, field) in meant
        if not echo and not (fault.code in _SHAPE_CODES and fault.pointer.lstrip("#") in unknown):
            yield fault


def _faults(error: Complaint, subject: Subject) -> Iterator[Fault]:
    path = error.path
    match error.keyword:
        case "required":
            yield _missing(error, path, subject)
        case "additionalProperties" | "unevaluatedProperties":
            yield from _unknown(error, path, subject)
        case "propertyNames":
            yield from _name(error, path, subject)
        case "type" | "anyOf":
            yield _wrong_type(error, path, subject)
        case "enum":
            yield _unknown_word(error, path, subject)
        case "const":
            facts = {"value": shown(error.instance), "expected": shown(error.wanted)}
            yield _at(subject, path, "RB109", say("finding.RB109", **facts), say("hint.RB109"))
        case _:
            yield _other(error, path, subject)


def _missing(error: Complaint, path: Path, subject: Subject) -> Fault:
    found = re.match(r"'(.*)' is a required property", error.message, re.DOTALL)
    name = found.group(1) if found else ""
    schema = _property(error, name)
    example = example_of(schema)
    hint = say("hint.RB101", field=name, example=example) if example else None
    span = subject.composed.positions.keys.get((*path, name))
    if span is None:
        return _at(subject, path, "RB101", _of("finding.RB101", path, field=name), hint)
    line = subject.lines[span.line - 1] if span.line <= len(subject.lines) else ""
    if is_swallowed(line):
        hint = say("hint.RB113.comment", field=name, text=line.partition(": ")[2].strip())
    pointer = _pointer((*path, name), subject.data)
    return Fault("RB113", say("finding.RB113", field=name), span, hint, pointer)


def _unknown(error: Complaint, path: Path, subject: Subject) -> Iterator[Fault]:
    known = set(error.schema.get("properties", {}))
    patterns = list(error.schema.get("patternProperties", {}))
    for name in error.instance:
        if name in known or any(re.search(pattern, name) for pattern in patterns):
            continue
        below = (*path, name)
        if error.instance[name] == "" and _is_in_braces(subject, below):
            message, hint = say("finding.RB102.comma", text=name), say("hint.RB102.comma")
        else:
            message = _of("finding.RB102", path, field=name)
            close = nearest(name, sorted(known - set(error.instance)))
            fields = tuple(sorted(known))
            hint = say("hint.RB102.near", near=close) if close else say("hint.RB102", known=fields)
        span = subject.composed.positions.keys.get(below)
        yield Fault("RB102", message, span, hint, f"#{_pointer(below, subject.data)}")


def _is_in_braces(subject: Subject, path: Path) -> bool:
    span = subject.composed.positions.keys.get(path)
    if span is None or span.line > len(subject.lines):
        return False
    return "{" in subject.lines[span.line - 1][: span.column]


def _name(error: Complaint, path: Path, subject: Subject) -> Iterator[Fault]:
    """A key that is none of the allowed ones, or of the wrong shape."""
    whole = subject.data
    for part in path:
        whole = whole[part]
    for _, inner in error.branches:
        name = str(inner.instance)
        span = subject.composed.positions.keys.get((*path, name))
        pointer = f"#{_pointer((*path, name), subject.data)}"
        if whole.get(name) == "" and _is_in_braces(subject, (*path, name)):
            message = say("finding.RB102.comma", text=name)
            yield Fault("RB102", message, span, say("hint.RB102.comma"), pointer)
        elif inner.keyword == "enum":
            message = say("finding.RB108", field=_field(path), value=name)
            hint = choices(name, inner.wanted, _names(inner, subject))
            yield Fault("RB108", message, span, hint, pointer)
        else:
            shape = inner.schema.get("x-shape", "")
            code = _SHAPES.get(shape, "RB114") if shape else "RB108"
            message = say(
                f"finding.{code}.{shape}" if shape else "finding.RB108",
                field=_field(path),
                value=name,
            )
            yield Fault(code, message, span, example_hint(inner.schema), pointer)


def _wrong_type(error: Complaint, path: Path, subject: Subject) -> Fault:
    wanted = _wanted(error)
    value = shown(error.instance)
    hint = None
    if wanted in ("integer", "number") and isinstance(error.instance, str):
        number = number_meant(error.instance, subject.known.currency)
        fits = number and (wanted == "number" or "." not in number)
        hint = say("hint.RB103.number", number=number) if fits else None
    elif wanted == "array" and isinstance(error.instance, str):
        hint = say("hint.RB103.array", value=value)
    elif wanted == "object" and (meant := spaced(value)):
        hint = say("hint.RB004.no-space", text=meant)
    elif wanted == "boolean":
        hint = say("hint.RB103.boolean")
    hint = hint or example_hint(error.schema)
    message = say(
        "finding.RB103",
        field=_field(path),
        wanted=say(f"type.{wanted}"),
        met=met(error.instance),
        value=value,
    )
    return _at(subject, path, "RB103", message, hint)


def _unknown_word(error: Complaint, path: Path, subject: Subject) -> Fault:
    words = error.schema.get("x-words", "")
    value = shown(error.instance)
    code = "RB104" if words in ("likelihood", "impact") else "RB108"
    names = _names(error, subject)
    hint = choices(str(error.instance), error.wanted, names)
    if error.wanted == _STATUSES and hint.key == "hint.RB108":
        hint = say("hint.RB108.status")
    return _at(subject, path, code, say(f"finding.{code}", field=_field(path), value=value), hint)


def _names(error: Complaint, subject: Subject) -> Names:
    """What the words are called that the field takes."""
    of = error.schema.get("x-words", "") or error.refers
    return subject.known.names.get(of, {}) if of else titles(error.schema)


def _meant(error: Complaint, shape: str, subject: Subject) -> Saying | None:
    """What the value is in the form that is wanted, where that is certain."""
    written = error.instance
    if not isinstance(written, str):
        return None
    if shape == "slug":
        names = _names(error, subject)
        return suggestion(written, names, names)
    word = day_meant(written) if shape == "date" else span_meant(written)
    wanted = error.schema.get("pattern", "")
    return say("hint.write", word=word) if word and re.search(wanted, word) else None


def _other(error: Complaint, path: Path, subject: Subject) -> Fault:
    keyword = error.keyword
    shape = error.schema.get("x-shape", "") if keyword in ("format", "pattern") else ""
    code = _SHAPES.get(shape) or _CODES.get(keyword, "RB114")
    facts: dict[str, Any] = {"field": _field(path), "value": shown(error.instance)}
    case = keyword
    one_of = error.schema.get("x-one-of")
    if code == "RB110" and one_of:
        case, facts["known"] = "one-of", tuple(one_of)
    elif code in ("RB110", "RB112") or keyword in ("minLength", "maxLength"):
        limit = error.wanted
        facts["limit"] = str(limit) if isinstance(limit, int | float | str) else ""
    if shape:
        case = shape
    elif code in ("RB111", "RB113"):
        hint = say("hint.RB111") if code == "RB111" else None
        return _at(subject, path, code, say(f"finding.{code}", **facts), hint)
    elif code == "RB114":
        case, facts["problem"] = "other", error.message[:200]
    meant = _meant(error, shape, subject) if shape in _MEANT else None
    if shape == "slug" and error.refers and meant is None:
        return _unregistered(error, path, subject)
    if shape == "date" and (last := last_day_of_month(str(error.instance))):
        message = say("finding.RB105.no-such-day", days=last[-2:], **facts)
        return _at(subject, path, code, message, say("hint.RB105.no-such-day", last=last))
    message = say(f"finding.{code}.{case}", **facts)
    return _at(subject, path, code, message, meant or example_hint(error.schema))


def _unregistered(error: Complaint, path: Path, subject: Subject) -> Fault:
    """Something called by a name that is the key of nothing: ``owner: Maria Schmidt``."""
    kind = "holder" if error.refers == "owner" else error.refers
    called = "owner" if _field(path) == "owner" else kind
    word = shown(error.instance)
    message = say("finding.RB107.unregistered", word=word, kind=say(f"finding.kind.{called}"))
    file = _DECLARED_IN.get(error.refers)
    example = _such_as(_names(error, subject), subject)
    if file is None:
        hint = say("hint.RB107.node")
    elif example is None:
        hint = say("hint.RB107.declare", file=file)
    else:
        such = say("hint.choice", word=example[0], name=example[1])
        kind_wanted = say(f"finding.kind.{kind}")
        hint = say("hint.RB107.declared", kind=kind_wanted, file=file, example=such, word=word)
    return _at(subject, path, "RB107", message, hint)


def _such_as(names: Names, subject: Subject) -> tuple[str, Text] | None:
    """One of what there is, rather of the department that the record's service belongs to."""
    homes, service = subject.known.homes, str(subject.data.get("service", ""))
    near = ((key, name) for key, name in names.items() if homes.get(key) == homes.get(service, ""))
    return next(near, None) or next(iter(names.items()), None)


def _at(subject: Subject, path: Path, code: str, message: Saying, hint: Saying | None) -> Fault:
    return Fault(code, message, _span(subject, path), hint, _pointer(path, subject.data))


def _span(subject: Subject, path: Path) -> Span | None:
    """Where the value stands; of a mapping, its key; of what is not there, what it belongs to."""
    positions = subject.composed.positions
    value: Any = subject.data
    for part in path:
        value = value[part]
    if isinstance(value, dict | list) and path in positions.keys:
        return positions.keys[path]
    if path in positions.values and path:
        return positions.values[path]
    if path:
        return _span(subject, path[:-1])
    return next(iter(positions.keys.values()), None)


def _pointer(path: Path, data: Any) -> str:
    """The path with the items of lists named by their ids, where they have some."""
    parts: list[str] = []
    value = data
    for part in path:
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            value = None
        named = (
            isinstance(part, int) and isinstance(value, dict) and isinstance(value.get("id"), str)
        )
        parts.append(value["id"] if named else str(part))
    return "/".join(parts)


def _field(path: Path) -> str:
    """The field's name as a person would say it: the last key, items of lists by their list."""
    names = [part for part in path if isinstance(part, str)]
    return names[-1] if names else ""


def _of(key: str, path: Path, **facts: str) -> Saying:
    """A message about a field of the record, or of one of its parts."""
    part = _field(path)
    return say(f"{key}.part", part=part, **facts) if part else say(key, **facts)


def _wanted(error: Complaint) -> str:
    if error.keyword == "anyOf":
        shape = error.schema.get("x-shape", "")
        kinds = {part.get("type") for part in error.wanted if isinstance(part, Mapping)}
        return "map-or-text" if "object" in kinds and not shape else "text"
    kinds = error.wanted
    kind = kinds if isinstance(kinds, str) else kinds[0]
    return "date" if error.schema.get("x-shape") == "date" else str(kind)


def _property(error: Complaint, name: str) -> Mapping[str, Any]:
    found = error.schema.get("properties", {}).get(name, {})
    return found if isinstance(found, Mapping) else {}
