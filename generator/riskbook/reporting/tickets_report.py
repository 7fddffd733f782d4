"""A count of tickets as it is told: its sorts by name, and which of them become more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from riskbook.identifying.counting import Count, Entry, Spread, head
from riskbook.identifying.rising import BEFORE, RECENT, Rise, Trend
from riskbook.model.book import Book
from riskbook.reporting.cells import one_line
from riskbook.wording import Catalogue, say

HEAD = 0.8
"""The share of all tickets that is said how few sorts hold it."""

_DAY = 24.0
_TWO_DAYS = 48.0
_LEAST = 0.0001


class Grouping(Enum):
    """What tickets are counted by."""

    TYPE = "type"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Said:
    """What one ticket says; shown only to who asks for it."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class TicketsReport:
    """A count of tickets, to be said in one language.

    ``rows`` is how many rows the counted exports have; ``rises`` look at the end of the same
    period. ``said`` are the latest tickets by sort, empty unless they were asked for.
    """

    book: Book
    grouping: Grouping
    exports: tuple[str, ...]
    rows: int
    found: Count
    rises: tuple[Rise, ...]
    said: Mapping[str, tuple[Said, ...]]
    words: Catalogue

    def name(self, key: str) -> str:
        """What a sort is called: the name of a problem type, or the category itself."""
        if not key:
            which = "unassigned" if self.grouping is Grouping.TYPE else "uncategorised"
            return self.words.word(f"counted.{which}.name")
        types = self.book.discovery.problem_types
        if self.grouping is Grouping.CATEGORY or types is None:
            return one_line(key)
        name = next((one.name for one in types.types if one.id == key), key)
        return one_line(self.words.show(name))

    def headline(self) -> str:
        """How many tickets the period had."""
        found = self.found
        told = say("counted.headline", count=found.total, start=found.start, end=found.end)
        return self.words.say(told)

    def sentences(self) -> Iterator[str]:
        """What is to be known of the count before it is read."""
        found, words = self.found, self.words
        yield words.say(say("counted.rows", count=found.total, rows=self.rows))
        days = (found.end - found.start).days + 1
        if found.covered < days:
            yield words.say(say("counted.covered", days=days, covered=found.covered))
        if found.unsorted:
            which = "unassigned" if self.grouping is Grouping.TYPE else "uncategorised"
            share = self.share(found.unsorted.share)
            yield words.say(say(f"counted.{which}", count=found.unsorted.count, share=share))
        if found.entries and found.entries[-1].cumulated >= HEAD:
            held = len(head(found.entries, HEAD))
            yield words.say(say("counted.head", count=held, share=self.share(HEAD, 0)))
        if found.took:
            median, ninetieth = self.spread(found.took)
            yield words.say(say("counted.took", median=median, ninetieth=ninetieth))

    def entries(self) -> tuple[Entry, ...]:
        """The sorts, and last what is of none."""
        found = self.found
        return (*found.entries, found.unsorted) if found.unsorted else found.entries

    def share(self, share: float, decimals: int = 1) -> str:
        """A share from 0 to 1 in percent."""
        return self.words.word("counted.share", number=f"{share * 100:.{decimals}f}")

    def spread(self, spread: Spread | None) -> tuple[str, str]:
        """Median and 90th percentile in a unit that fits each."""
        if spread is None:
            return "", ""
        return self._time(spread.median), self._time(spread.ninetieth)

    def _time(self, hours: float) -> str:
        if hours < 1:
            return self.words.word("counted.time.minutes", number=f"{hours * 60:.0f}")
        if hours < _TWO_DAYS:
            return self.words.word("counted.time.hours", number=f"{hours:.1f}")
        return self.words.word("counted.time.days", number=f"{hours / _DAY:.1f}")

    def trends(self) -> Iterator[tuple[str, str, tuple[str, ...]]]:
        """Rising sorts, and those to watch: a heading, what it means, a sentence for each."""
        words = self.words
        rising = [rise for rise in self.rises if rise.trend is Trend.RISING]
        watch = [rise for rise in self.rises if rise.trend is Trend.WATCH]
        if not self.rises:
            explained = say("counted.rising.unknown", recent=RECENT, before=BEFORE)
        elif not rising:
            explained = say("counted.rising.none")
        else:
            last = max(self.book.discovery.exports[key].end for key in self.exports)
            end = min(self.found.end, last)
            explained = say("counted.rising.explained", recent=RECENT, before=BEFORE, end=end)
        yield words.word("counted.rising"), words.say(explained), tuple(map(self._rise, rising))
        if watch:
            explained = say("counted.watch.explained")
            yield words.word("counted.watch"), words.say(explained), tuple(map(self._rise, watch))

    def _rise(self, rise: Rise) -> str:
        facts = [
            say("counted.rise.new")
            if rise.ratio is None
            else say("counted.rise.ratio", ratio=f"{rise.ratio:.1f}"),
            say("counted.rise.chance", number=f"{rise.chance:.2g}")
            if rise.chance >= _LEAST
            else say("counted.rise.chance.below", number=f"{_LEAST:g}"),
        ]
        if rise.in_bursts:
            facts.append(say("counted.rise.bursts", dispersion=f"{rise.dispersion:.1f}"))
        told = say(
            "counted.rise",
            name=self.labelled(rise.key),
            count=rise.recent,
            recent_days=rise.recent_days,
            before=rise.before,
            before_days=rise.before_days,
            facts=self.words.word("counted.rise.and").join(map(self.words.say, facts)),
        )
        return self.words.say(told)

    def labelled(self, key: str) -> str:
        """The id of a type and its name; a category by itself."""
        return f"{key} {self.name(key)}" if self.grouping is Grouping.TYPE else self.name(key)
