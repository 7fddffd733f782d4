"""What a turn did to a risk, in words: for the command line, the pages and the feeds."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.model.book import Book
from riskbook.model.terms import Status, Strategy
from riskbook.reviewing.turns import Aspect, Cause, Event, LevelThen, Move, Turn, Value
from riskbook.wording import Saying, Text, say
from riskbook.wording.saying import Fact


def turn_words(turn: Turn, book: Book) -> tuple[Saying, ...]:
    """One saying for each thing that a turn did, the gravest first.

    ``book`` gives people and roles their names as they are now.
    """
    return tuple(_sayings(turn, book))


def is_rise(move: Move) -> bool:
    """Whether a level went up."""
    before, after = _place(move.before), _place(move.after)
    return before is not None and after is not None and before < after


def is_fall(move: Move) -> bool:
    """Whether a level went down."""
    before, after = _place(move.before), _place(move.after)
    return before is not None and after is not None and before > after


def _place(value: Value) -> int | None:
    return value.place if isinstance(value, LevelThen) else None


def _sayings(turn: Turn, book: Book) -> Iterator[Saying]:
    match turn.event:
        case Event.ADDED | Event.BACK:
            level = turn.after.level if turn.after else None
            at = f"history.{turn.event.value}-at" if level else f"history.{turn.event.value}"
            yield say(at, level=level.name) if level else say(at)
        case Event.REMOVED | Event.UNREAD:
            yield say(f"history.{turn.event.value}")
        case Event.MOVED:
            moves = {move.aspect: move for move in turn.moves}
            placed, after = moves.get(Aspect.LEVEL), turn.after
            if placed and placed.before is None and after and after.level:
                yield say(
                    "history.assessed",
                    level=after.level.name,
                    likelihood=after.likelihood or 0,
                    impact=after.impact or 0,
                )
                for aspect in (Aspect.LEVEL, Aspect.LIKELIHOOD, Aspect.IMPACT):
                    moves.pop(aspect, None)
            for move in moves.values():
                yield _moved(move, turn.cause, book)


def _moved(move: Move, cause: Cause, book: Book) -> Saying:
    match move.aspect:
        case Aspect.APPETITE:
            return say("history.above-appetite" if move.after else "history.within-appetite")
        case Aspect.TITLE:
            return say("history.title", before=str(move.before))
        case Aspect.LEVEL if cause is Cause.CRITERIA:
            return say(
                "history.level-by-criteria",
                before=_fact(move.before, book),
                after=_fact(move.after, book),
            )
        case Aspect.STATUS if isinstance(move.after, Status):
            return say(f"history.became.{move.after.value}")
        case Aspect.STRATEGY if move.before is None:
            return say("history.strategy-chosen", after=_fact(move.after, book))
        case aspect:
            return say(
                f"history.{aspect.value}",
                before=_fact(move.before, book),
                after=_fact(move.after, book),
            )


def _fact(value: Value, book: Book) -> Fact:
    match value:
        case LevelThen():
            return value.name
        case Strategy():
            return say(f"history.strategy.{value.value}")
        case None | "":
            return say("history.none")
        case str():
            return _holder(value, book)
        case Status():
            return value.value
        case int():
            return value


def _holder(key: str, book: Book) -> Text | str:
    person = book.organization.people.get(key)
    return person.name if person else book.organization.roles.get(key, key)
