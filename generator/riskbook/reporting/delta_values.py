"""Values of a change in words: what stood there and what stands there, by the book's names."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from riskbook.model.book import Book
from riskbook.model.digests import Value
from riskbook.reporting.delta_words import DeltaWords
from riskbook.reviewing.changes import Change, Kind, Thing
from riskbook.reviewing.withholding_delta import WITHHELD
from riskbook.wording import say
from riskbook.wording.saying import Text

_CLOSED = MappingProxyType(
    {
        (Thing.RISK, "status"): "status",
        (Thing.RISK, "confidence"): "confidence",
        (Thing.RISK, "velocity"): "velocity",
        (Thing.RISK, "strategy"): "strategy",
        (Thing.CONTROL, "status"): "control-status",
        (Thing.CONTROL, "kind"): "control-kind",
        (Thing.PROCESS, "kind"): "node",
    }
)
"""Closed sets of words, by the thing and the field: the name under which the site says them."""


_SAID_BY_LABEL = frozenset(
    {Kind.ADDED, Kind.REMOVED, Kind.READABLE, Kind.UNREADABLE, Kind.JOINED, Kind.LEFT}
)
_ITEMS = (
    *("causes/", "consequences/", "treatment/actions/"),
    *("trigger/", "steps/", "communication/"),
)
_PEOPLE = frozenset({"owner", "deputy", "who", "to", "by", "role"})
_LEVELS = frozenset({"limit", "level", "rereview_from"})
_MONEY = frozenset({"cost", "low", "high"})
_LINK = frozenset({"path", "service", "control", "process", "node"})


def value_words(change: Change, value: Value, book: Book, words: DeltaWords) -> str:
    """What stood or stands at a change, in one line; "" for nothing. ``book`` is of that state."""
    if value is None:
        return ""
    if change.kind in _SAID_BY_LABEL:
        return ""
    if isinstance(value, Mapping):
        if change.kind in _RECORDS:
            return _RECORDS[change.kind](value, book, words)
        if change.pointer.startswith(_ITEMS) and change.kind is not Kind.REWORDED:
            shown = (_shown(field, part, book, words) for field, part in value.items() if part)
            return " · ".join(shown)
    if change.kind in (Kind.RELEVELLED, Kind.CELL_CHANGED):
        return words.level(str(value))
    if change.pointer.startswith("assessment/") and isinstance(value, int):
        return _step(change.pointer, value, book, words)
    field = change.pointer.rpartition("/")[2]
    closed = _CLOSED.get((change.thing, field))
    if "/actions/" in change.pointer and field == "status":
        closed = "action"
    return words.word(f"site.{closed}.{value}") if closed else _shown(field, value, book, words)


def text_apart(before: Value, after: Value, words: DeltaWords) -> tuple[str, str] | None:
    """The languages in which two texts differ; None where they are no texts in several."""
    if not (isinstance(before, Mapping) and isinstance(after, Mapping)):
        return None
    if not (is_text(before, words.base, words) and is_text(after, words.head, words)):
        return None
    languages = [key for key in {**before, **after} if before.get(key) != after.get(key)]
    shown = (
        words.catalogue.show(
            tuple(
                say("delta.pair", field=words.language(key), value=str(text[key]))
                for key in languages
                if key in text
            )
        )
        for text in (before, after)
    )
    was, now = shown
    return was, now


def is_text(value: Mapping[str, Value], book: Book, words: DeltaWords) -> bool:
    """Whether a value is a text by language."""
    return bool(value) and all(
        key in book.settings.languages or f"site.language.{key}" in words.catalogue for key in value
    )


def _shown(field: str, value: Value, book: Book, words: DeltaWords) -> str:
    match value:
        case None:
            return words.word("delta.none")
        case bool():
            return words.word("delta.yes") if value else words.word("delta.no")
        case str():
            return _named(field, value, book, words)
        case int() | float() if field in _MONEY:
            return f"{book.settings.currency} {words.catalogue.show(float(value))}"
        case int() | float():
            return words.catalogue.show(value)
        case Mapping():
            return _mapping(value, book, words)
    if field == "needs":
        return words.catalogue.show(tuple(words.field(str(one)) for one in value))
    if field == "ranking":
        return words.catalogue.show(tuple(say(f"site.ranking.{one}") for one in value))
    if not value:
        return words.word("delta.none")
    return words.catalogue.show(tuple(_shown(field, one, book, words) for one in value))


def _named(field: str, value: str, book: Book, words: DeltaWords) -> str:
    """A key by the name of what it is the key of, where the field holds one."""
    language = words.catalogue.language
    if value == WITHHELD:
        return words.word("delta.withheld-record")
    if field in _PEOPLE:
        return words.name(value)
    if field in _LEVELS:
        return words.level(value)
    if field == "category":
        return words.category(value)
    if field == "service" and value in book.services.services:
        return book.services.services[value].name.read(language)
    if field == "department" and value in book.organization.departments:
        return book.organization.departments[value].name.read(language)
    return value


def _mapping(value: Mapping[str, Value], book: Book, words: DeltaWords) -> str:
    """A text, a period, an authority, a link, or an item as its fields in a row."""
    if value.keys() == {"count", "unit"}:
        return words.word(f"site.period.{value['unit']}", count=_number(value["count"]))
    if value.keys() == {"any_of", "scope"}:
        roles = value["any_of"]
        names = words.names([str(role) for role in roles] if isinstance(roles, list) else [])
        return words.word(f"delta.scope.{value['scope']}", roles=names)
    if is_text(value, book, words):
        texts = tuple((key, str(text)) for key, text in value.items())
        return Text(texts).read(words.catalogue.language)
    filled = {key: part for key, part in value.items() if part not in (None, "", [], {})}
    if value.keys() <= _LINK:
        link = "/".join(str(part) for part in filled.values())
        return _named("", link, book, words)
    return words.catalogue.show(
        tuple(
            say("delta.pair", field=words.field(key), value=_shown(key, part, book, words))
            for key, part in filled.items()
        )
    )


def _step(pointer: str, value: int, book: Book, words: DeltaWords) -> str:
    criteria = book.criteria
    steps = criteria.likelihood.steps if "/likelihood" in pointer else criteria.impact.steps
    name = next((one.name for one in steps if one.value == value), None)
    return words.word("delta.step", value=value, name=name) if name else str(value)


def _position(value: Mapping[str, Value], _: Book, words: DeltaWords) -> str:
    level = words.level(str(value["level"])) if value["level"] else words.word("delta.none")
    return words.word(
        "delta.position",
        likelihood=_number(value["likelihood"]),
        impact=_number(value["impact"]),
        level=level,
    )


def _edge(value: Mapping[str, Value], book: Book, words: DeltaWords) -> str:
    return _shown("when", value["when"], book, words) if value["when"] else ""


def _rank(value: Mapping[str, Value], _: Book, __: DeltaWords) -> str:
    return f"{'=' if _number(value['sharing']) > 1 else ''}{value['place']}"


def _role(value: Mapping[str, Value], book: Book, words: DeltaWords) -> str:
    role = words.name(str(value["role"]))
    if value["department"]:
        department = _named("department", str(value["department"]), book, words)
        role = words.word("delta.role.in", role=role, department=department)
    if value["until"]:
        start, end = str(value["from"]), str(value["until"])
        return words.word("delta.role.until", role=role, start=start, end=end)
    return words.word("delta.role.from", role=role, start=str(value["from"]))


def _signed(value: Mapping[str, Value], _: Book, words: DeltaWords) -> str:
    about = ""
    if value["outcome"]:
        about = words.word(f"site.outcome.{value['outcome']}")
    elif value["until"]:
        about = words.word("delta.until", day=str(value["until"]))
    elif value["resources"]:
        about = words.word(f"site.resources.{value['resources']}")
    signed = words.word(
        "delta.signed",
        kind=say(f"delta.sign-off.{value['kind']}"),
        person=words.name(str(value["by"])),
        role=words.name(str(value["role"])),
        day=str(value["date"]),
    )
    parts = (signed, about, str(value["reason"]))
    return " · ".join(part for part in parts if part)


def _exercised(value: Mapping[str, Value], _: Book, words: DeltaWords) -> str:
    return words.word(
        "delta.exercise",
        type=say(f"site.exercise.{value['type']}"),
        day=str(value["date"]),
        result=say(f"site.result.{value['result']}"),
    )


def _number(value: Value) -> int:
    return int(value) if isinstance(value, int | float | str) else 0


_RECORDS: Mapping[Kind, Callable[[Mapping[str, Value], Book, DeltaWords], str]] = MappingProxyType(
    {
        Kind.MOVED: _position,
        Kind.RERANKED: _rank,
        Kind.EDGE_ADDED: _edge,
        Kind.EDGE_REMOVED: _edge,
        Kind.ROLE_GRANTED: _role,
        Kind.ROLE_ENDED: _role,
        Kind.SIGNED: _signed,
        Kind.SIGN_OFF_CHANGED: _signed,
        Kind.SIGN_OFF_REMOVED: _signed,
        Kind.EXERCISED: _exercised,
        Kind.EXERCISE_CHANGED: _exercised,
        Kind.EXERCISE_REMOVED: _exercised,
    }
)
"""What is told as one sentence."""
