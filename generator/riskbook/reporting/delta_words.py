"""The words of a change between two books: what its things are called, and where a change is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from riskbook.model.book import Book
from riskbook.reviewing.changes import Change, Kind, Thing
from riskbook.reviewing.naming import called, title_of
from riskbook.reviewing.pointers import pointer_words
from riskbook.wording import Catalogue, Fact, Saying, say
from riskbook.wording.saying import Text

_ITEMS = (
    "causes",
    "consequences",
    "treatment/actions",
    "trigger",
    "steps",
    "communication",
    "nodes",
    "likelihood/steps",
    "impact/steps",
    "impact/dimensions",
    "levels",
    "categories",
    "appetite",
    "people",
    "services",
    "severities",
)
"""Lists and maps whose items have a name of their own."""

_PLACES = ("sources", "dependencies", "departments", "roles", "lanes", "items", "ids")
"""Maps whose items are named by what they are of, with their key."""

_OWN = frozenset(
    {
        Kind.ADDED,
        Kind.REMOVED,
        Kind.READABLE,
        Kind.UNREADABLE,
        Kind.MOVED,
        Kind.RELEVELLED,
        Kind.RERANKED,
        Kind.TRANSFERRED,
        Kind.JOINED,
        Kind.LEFT,
        Kind.ROLE_GRANTED,
        Kind.ROLE_ENDED,
        Kind.EDGE_ADDED,
        Kind.EDGE_REMOVED,
        Kind.EDGE_CHANGED,
        Kind.TRANSLATED,
        Kind.SIGNED,
        Kind.SIGN_OFF_CHANGED,
        Kind.SIGN_OFF_REMOVED,
        Kind.EXERCISED,
        Kind.EXERCISE_CHANGED,
        Kind.EXERCISE_REMOVED,
        Kind.CELL_CHANGED,
    }
)
"""What is named by what happened rather than by where."""


@dataclass(frozen=True, slots=True)
class DeltaWords:
    """The words of one language for a change between two books."""

    catalogue: Catalogue
    base: Book
    head: Book

    def word(self, key: str, /, **facts: Fact) -> str:
        """The words of an entry."""
        return self.catalogue.word(key, **facts)

    def sentence(self, saying: Saying) -> str:
        """A saying in words."""
        return self.catalogue.say(saying)

    def name(self, key: str) -> str:
        """A person or a role, as the head calls it or, where it does not, the base."""
        known = self.head if called(self.head.organization, key) != key else self.base
        return self.catalogue.show(called(known.organization, key))

    def names(self, keys: Sequence[str]) -> str:
        """Several people or roles."""
        return self.catalogue.show(tuple(self.name(key) for key in keys))

    def title(self, thing: Thing, key: str) -> str:
        """What a record is called, in the language of the reader where it was translated."""
        for book in (self.head, self.base):
            title = _title(book, thing, key)
            if title is not None:
                return title.read(self.catalogue.language)
        return ""

    def level(self, key: str | None) -> str:
        """The name of a level by its key."""
        for book in (self.head, self.base):
            for level in book.criteria.levels:
                if level.key == key:
                    return level.name.read(self.catalogue.language)
        return key or self.word("delta.none")

    def language(self, key: str) -> str:
        """The name of a language; its code for one that is not spoken here."""
        entry = f"site.language.{key}"
        return self.word(entry) if entry in self.catalogue else key

    def height(self, key: str) -> int:
        """How high a level is, 0 the lowest; -1 for one that neither book has."""
        for book in (self.head, self.base):
            keys = [level.key for level in book.criteria.levels]
            if key in keys:
                return keys.index(key)
        return -1

    def category(self, key: str) -> str:
        """The name of a category."""
        for book in (self.head, self.base):
            for known, name in book.criteria.categories:
                if known == key:
                    return name.read(self.catalogue.language)
        return key

    def label(self, change: Change) -> str:
        """Where a change is, or what happened where that says more."""
        if change.kind in _OWN:
            return self._happened(change)
        place = self._place(change)
        if change.before is None and change.after is None:
            return self.word("delta.unseen", place=place)
        return place

    def _happened(self, change: Change) -> str:
        parts = change.pointer.split("/")
        match change.kind:
            case Kind.MOVED | Kind.RELEVELLED:
                stage = say(f"pointer.stage.{parts[1]}")
                return self.word(f"delta.kind.{change.kind.value}", stage=stage)
            case Kind.EDGE_ADDED | Kind.EDGE_REMOVED | Kind.EDGE_CHANGED:
                return self.word(
                    f"delta.kind.{change.kind.value}", source=parts[1], target=parts[2]
                )
            case Kind.JOINED | Kind.LEFT | Kind.ROLE_GRANTED | Kind.ROLE_ENDED:
                return self.word(f"delta.kind.{change.kind.value}", person=self.name(parts[1]))
            case Kind.CELL_CHANGED:
                return self.word("delta.kind.cell-changed", likelihood=parts[2], impact=parts[1])
            case Kind.TRANSLATED:
                rest = change.pointer.partition("/")[2]
                place = self._place(Change(change.thing, change.id, Kind.REWORDED, rest))
                language = self.language(parts[0])
                return self.word("delta.kind.translated", language=language, field=place)
        return self.word(f"delta.kind.{change.kind.value}")

    def field(self, *parts: str) -> str:
        """The words for a field by its path; the path itself for one that is not ours."""
        match parts:
            case ["examples" | "objectives" | "resources" as field, key]:
                return self.word(f"delta.place.{field}", key=key)
        key = f"delta.field.{'-'.join(parts)}"
        return self.word(key) if key in self.catalogue else "/".join(parts)

    def _place(self, change: Change) -> str:
        """Where in a thing a change is."""
        parts = change.pointer.split("/")
        for items in _ITEMS:
            depth = items.count("/") + 1
            if change.pointer.startswith(f"{items}/") and not _is_top(change, items):
                rest = parts[depth + 1 :]
                if items == "communication" and rest == [
                    "to"
                ]:  # in a scale it is the end of a step
                    rest = ["recipient"]
                return self._part(self.sentence(pointer_words("/".join(parts[: depth + 1]))), rest)
        if parts[0] in _PLACES and len(parts) > 1:
            return self._part(self.word(f"delta.place.{parts[0]}", key=parts[1]), parts[2:])
        match parts:
            case ["assessment", "inherent" | "current" | "target" as stage, "rationale"]:
                return self.word("delta.rationale", stage=say(f"pointer.stage.{stage}"))
            case ["assessment", *_] | ["statement", _]:
                saying = pointer_words(change.pointer)
                return self.sentence(saying) if saying.key in self.catalogue else change.pointer
        return self.field(*parts)

    def _part(self, item: str, rest: Sequence[str]) -> str:
        return self.word("delta.part", item=item, field=self.field(*rest)) if rest else item


def _title(book: Book, thing: Thing, key: str) -> Text | None:
    match thing:
        case Thing.RISK | Thing.PLAN | Thing.CONTROL:
            record = {
                Thing.RISK: book.risks.get(key),
                Thing.PLAN: book.plans.get(key),
                Thing.CONTROL: book.controls.get(key),
            }[thing]
            return title_of(book, record) if record else None
        case Thing.PROCESS:
            process = book.processes.get(key)
            return process.title if process else None
        case Thing.REGISTER:
            register = book.registers.get(key)
            return register.title if register else None
        case _:
            return None


def _is_top(change: Change, items: str) -> bool:
    """Whether a pointer only looks like one of the items: a register has services too."""
    return items == "services" and change.thing is not Thing.SERVICES
