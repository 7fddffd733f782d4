"""What a reporter of the checklist is given, and the words that its formats share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from riskbook.model.criteria import Criteria
from riskbook.reporting.cells import one_line
from riskbook.reporting.screen import Screen
from riskbook.reviewing.checklist import Checklist, Item, Seen, outcome_of
from riskbook.reviewing.people import Somebody
from riskbook.reviewing.pointers import PointerNames, pointers_words
from riskbook.reviewing.questions import asked, told
from riskbook.reviewing.quoting import Quotation
from riskbook.wording import Catalogue, Fact, Saying, say


@dataclass(frozen=True, slots=True)
class ChecklistReport:
    """A checklist and what is shown beside it.

    ``before`` and ``after`` are what the reader knows the two states by; ``parted`` is the commit
    from which the change is read where the two parted before the base, "" where they did not.
    ``criteria`` are those of the head, ``names`` what pointers are called.
    """

    checklist: Checklist
    criteria: Criteria
    names: PointerNames
    before: str
    after: str
    parted: str
    catalogue: Catalogue
    version: str
    screen: Screen = field(default_factory=Screen)

    def word(self, key: str, /, **facts: Fact) -> str:
        """Words of the checklist itself, on one line whatever the book has in them."""
        return one_line(self.catalogue.word(key, **facts))

    def sentence(self, saying: Saying) -> str:
        """A saying as one line."""
        return one_line(self.catalogue.say(saying))

    def between(self) -> str:
        """Which two states are compared, and from where they are."""
        between = self.word("checklist.between", before=self.before, after=self.after)
        if not self.parted:
            return between
        parted = self.word("checklist.parted", commit=self.parted)
        return self.word("checklist.both", first=between, second=parted)

    def headline(self, resting: int, themselves: int) -> str:
        """How many risks rest on what changed, and how many changed themselves."""
        parts = []
        if resting or not themselves:
            parts.append(self.word("checklist.resting", count=resting))
        if themselves:
            parts.append(self.word("checklist.themselves", count=themselves))
        return self.word("checklist.pause").join(parts)

    def level(self, item: Item) -> str:
        """The name of a risk's level."""
        if item.level is None:
            return self.word("checklist.unassessed")
        return self.catalogue.show(self.criteria.levels[item.level].name)

    def title(self, item: Item) -> str:
        """A risk's title in the reader's language where it has one."""
        return one_line(self.catalogue.show(item.title))

    def who(self, somebody: Somebody) -> str:
        """A person, or a role with those who hold it."""
        name = one_line(self.catalogue.show(somebody.name))
        if not somebody.people:
            return name
        people = tuple(dict.fromkeys(name for _, name in somebody.people))
        return self.word("checklist.role", role=name, people=people)

    def whoever(self, item: Item) -> str:
        """Who must look, and who approves where the level asks."""
        looks = self.word("checklist.look", who=self.who(item.owner))
        if not item.approvers:
            return looks
        approvers = tuple(self.who(each) for each in item.approvers)
        approves = self.word("checklist.approve", who=approvers)
        return self.word("checklist.both", first=looks, second=approves)

    def what(self, seen: Seen) -> str:
        """What has turned."""
        return self.sentence(told(seen.turn))

    def questions(self, seen: Seen, item: Item) -> Iterator[str]:
        """What to ask, for one turn."""
        return (self.sentence(each) for each in asked(seen.turn, item.statement))

    def changed(self, item: Item) -> str:
        """What of the risk itself the change alters, in words."""
        return self.sentence(
            say("checklist.changed", parts=pointers_words(item.changed, self.names))
        )

    def reviewed(self, item: Item) -> str:
        """By whom and when the risk was looked at again; "" where it was not."""
        if item.review is None:
            return ""
        return self.word("checklist.reviewed", by=item.review.by, date=item.review.date)


def command(item: Item) -> str:
    """What clears an item."""
    outcome = outcome_of(item.changed).value
    return f'riskbook review {item.risk.id} --outcome {outcome} --reason "…"'


def where(quotation: Quotation) -> str:
    """The file and line in which a change can be seen, as editors make it a link."""
    if not quotation.path or not quotation.lines:
        return ""
    return f"{one_line(quotation.path)}:{quotation.first}"


def parted_at(asked: str, began: str) -> str:
    """The commit from which a change is read, where that is not the one that was asked for."""
    return "" if asked == began else began[:12]
