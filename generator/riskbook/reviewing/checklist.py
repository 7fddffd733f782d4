"""The checklist of a change: which risks rest on what it changes, who must look, and what to ask.

Precise by design: a risk is on it only where one of the very things that it rests on holds another
value than before. Risks that the change itself alters, and that nobody has reviewed since, stand
apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from riskbook.assessing.standing import Stages
from riskbook.model.book import Book
from riskbook.model.records import Risk, SignOff
from riskbook.model.terms import ReviewOutcome, Status
from riskbook.reading.trees import Tree
from riskbook.reviewing.authority import authorities_from, department_of
from riskbook.reviewing.binding import first_review, owner_of
from riskbook.reviewing.content import changed_pointers, content_of
from riskbook.reviewing.grounds import Ground, grounds_of
from riskbook.reviewing.naming import text_of, title_of
from riskbook.reviewing.people import Somebody, holders, somebody
from riskbook.reviewing.questions import Facts, Turn
from riskbook.reviewing.quoting import MOST_LINES, Line, Passage, Quotation, Quotations
from riskbook.reviewing.states import States
from riskbook.wording.saying import Text


@dataclass(frozen=True, slots=True)
class Seen:
    """One way in which a thing has turned, and the lines in which it can be seen."""

    turn: Turn
    quotation: Quotation


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that changed under a risk."""

    ground: Ground
    seen: tuple[Seen, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One risk to look at again.

    ``statement`` is what it says, for the questions. ``level`` is the higher of its levels before
    and after, an index into the criteria of the head; None where it has none. ``changed`` are the
    pointers of its own content that the change alters, ``own`` their lines. ``approvers`` is empty
    where the level asks for no approval. ``review`` is the entry that binds the risk and what it
    rests on as they stand now; None where there is none.
    """

    risk: Risk
    title: Text
    statement: Facts
    level: int | None
    owner: Somebody
    approvers: tuple[Somebody, ...]
    reasons: tuple[Reason, ...]
    changed: tuple[str, ...]
    own: Quotation
    review: SignOff | None


@dataclass(frozen=True, slots=True)
class Checklist:
    """The risks that rest on what changed, and those that changed themselves.

    Unassessed risks come first, then the worst levels.
    """

    resting: tuple[Item, ...]
    themselves: tuple[Item, ...]


def checklist(states: States, base: Tree, head: Tree) -> Checklist:
    """The checklist of a change. The trees are those that the two books were read from."""
    found = [
        found
        for risk in states.head.book.risks.values()
        if risk.status is Status.OPEN and ((found := _found(risk, states)).grounds or found.changed)
    ]
    passages = [pair for each in found for pair in each.passages()]
    quotations = Quotations(base, head, passages)
    items = [_item(each, states, quotations) for each in found]
    items.sort(key=lambda item: (item.level is not None, -(item.level or 0), item.risk.id))
    return Checklist(
        tuple(item for item in items if item.reasons),
        tuple(item for item in items if not item.reasons and item.review is None),
    )


def outcome_of(changed: Sequence[str]) -> ReviewOutcome:
    """What a review comes to, as far as the changed pointers of the risk itself tell."""
    parts = {pointer.partition("/")[0] for pointer in changed}
    if "assessment" in parts:
        return ReviewOutcome.RESCORED
    if parts & {"treatment", "plan", "controls"}:
        return ReviewOutcome.TREATMENT_ADJUSTED
    return ReviewOutcome.REWORDED if "statement" in parts else ReviewOutcome.UNCHANGED


def resting_on_what_changed(states: States) -> dict[str, tuple[Ground, ...]]:
    """The open risks of the head that rest on what changed, by id, without the lines of it."""
    found = {
        risk.id: grounds_of(risk, states)
        for risk in states.head.book.risks.values()
        if risk.status is Status.OPEN
    }
    return {key: grounds for key, grounds in found.items() if grounds}


def level_before_and_after(key: str, states: States) -> int | None:
    """The higher of the levels of a risk before and after, in the criteria of the head."""
    now, then = _level(key, states.head.levels), _level(key, states.base.levels)
    keys = [level.key for level in states.head.book.criteria.levels]
    if then is not None:
        then_key = states.base.book.criteria.levels[then].key
        then = keys.index(then_key) if then_key in keys else min(then, len(keys) - 1)
    return max((level for level in (now, then) if level is not None), default=None)


@dataclass(frozen=True, slots=True)
class _Found:
    risk: Risk
    before: Risk | None
    grounds: tuple[Ground, ...]
    changed: tuple[str, ...]

    def passages(self) -> Iterator[tuple[Passage, Passage]]:
        """What is quoted for this risk, in the base and in the head."""
        for ground in self.grounds:
            for turn in ground.turns:
                yield Passage(ground.base, turn.base), Passage(ground.head, turn.head)
        if self.changed:
            yield self.own()

    def own(self) -> tuple[Passage, Passage]:
        """The lines of the risk's own file."""
        then = self.before.source.path if self.before else ""
        return Passage(then, self.changed), Passage(self.risk.source.path, self.changed)


def _found(risk: Risk, states: States) -> _Found:
    before = states.base.book.risks.get(risk.id)
    changed = (
        changed_pointers(content_of(before).items(), content_of(risk)) if before is not None else ()
    )
    return _Found(risk, before, grounds_of(risk, states), changed)


def _item(found: _Found, states: States, quotations: Quotations) -> Item:
    base, head, today = states.base.book, states.head.book, states.head.today
    level = level_before_and_after(found.risk.id, states)
    return Item(
        risk=found.risk,
        title=title_of(head, found.risk),
        statement=_statement(found.risk, head),
        level=level,
        owner=somebody(owner_of(found.risk, base), base.organization, today),
        approvers=holders(
            authorities_from(head.criteria, level),
            (department_of(base, found.risk),),
            base.organization,
            today,
        ),
        reasons=tuple(
            Reason(ground, tuple(_seen(ground, turn, quotations) for turn in ground.turns))
            for ground in found.grounds
        ),
        changed=found.changed,
        own=quotations.quote(*found.own()),
        review=first_review(found.risk, states),
    )


def _statement(risk: Risk, book: Book) -> Facts:
    told = risk.statement
    parts = (("cause", told.cause), ("event", told.event), ("consequence", told.consequence))
    return tuple((name, text_of(book, risk, f"statement/{name}", words)) for name, words in parts)


def _seen(ground: Ground, turn: Turn, quotations: Quotations) -> Seen:
    if turn.files:
        lines = tuple(Line(sign, 0, path) for path, sign in turn.files)
        kept = lines[:MOST_LINES]
        return Seen(turn, Quotation("", kept, len(lines) - len(kept)))
    passages = Passage(ground.base, turn.base), Passage(ground.head, turn.head)
    return Seen(turn, quotations.quote(*passages))


def _level(key: str, levels: Mapping[str, Stages]) -> int | None:
    stages = levels.get(key)
    return stages.current.level if stages and stages.current else None
