"""What a page says in one language: sentences, dates, money, steps of the scales."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from enum import Enum
from functools import cached_property

from babel import Locale
from babel.dates import format_date, format_interval
from babel.numbers import format_compact_currency, format_currency, format_decimal
from markupsafe import Markup, escape

from riskbook.model.criteria import LikelihoodKind, ScaleStep
from riskbook.model.records import Period
from riskbook.site import elements
from riskbook.wording.catalogue import Catalogue
from riskbook.wording.collation import Key, collation
from riskbook.wording.saying import Fact, Saying, Text

_COUNTS = 200
"""Counts among which every plural category occurs that whole numbers below a million have."""


class Words:
    """The words of one language, for a book that counts money in ``currency`` (ISO 4217).

    Dates and amounts recur on thousands of pages, so each is put into words once.
    """

    def __init__(self, catalogue: Catalogue, currency: str) -> None:
        self.catalogue = catalogue
        self.language = catalogue.language
        self.currency = currency
        self._days: dict[dt.date, str] = {}
        self._dates: dict[dt.date, Markup] = {}
        self._due: dict[dt.date, Markup] = {}
        self._money: dict[float, str] = {}
        self._sentences: dict[int, tuple[Saying, str]] = {}
        self._said: dict[tuple[object, ...], str] = {}
        self._filled: dict[tuple[object, ...], Markup] = {}
        self._enums: dict[tuple[str, Enum], str] = {}

    @cached_property
    def locale(self) -> Locale:
        """Whose customs dates and numbers follow: the catalogue says so."""
        return Locale.parse(self.catalogue.word("site.locale"))

    @cached_property
    def _collation(self) -> Callable[[str], Key]:
        return collation(self.language)

    def alphabetical(self, name: str) -> Key:
        """What names are sorted by; markup around them does not count."""
        return self._collation(name.striptags() if isinstance(name, Markup) else name)

    @cached_property
    def plurals(self) -> dict[str, int]:
        """Which form of an entry that counts goes with each plural category of the CLDR.

        Scripts know the categories (``Intl.PluralRules``), catalogues number their forms.
        """
        category, form = self.locale.plural_form, self.catalogue.plural
        return {category(count): form(count) for count in range(_COUNTS)}

    def say(self, key: str, /, **facts: Fact) -> str:
        """The words of ``site.<key>``; the same facts are put into words once."""
        asked = (key, *facts.items())
        found = self._said.get(asked)
        if found is None:
            found = self._said[asked] = self.catalogue.word(f"site.{key}", **facts)
        return found

    def form(self, key: str, /) -> Callable[..., str]:
        """What gives the words of ``site.<key>`` with other texts each time; nothing is kept."""
        return self.catalogue.entries[f"site.{key}"][0].format

    def sentence(self, saying: Saying) -> str:
        """A saying in words. Equals in rank share one saying, which is put into words once."""
        known = self._sentences.get(id(saying))
        if known is None:  # the saying is kept, so that no other can come to have its identity
            known = self._sentences[id(saying)] = (saying, self.catalogue.say(saying))
        return known[1]

    def fill(self, key: str, /, **parts: str) -> Markup:
        """The words of ``site.<key>`` around parts that may be marked up."""
        # The type is asked too: text and markup may be equal and yet not escaped alike.
        asked = (key, *parts.items(), *map(type, parts.values()))
        found = self._filled.get(asked)
        if found is None:
            form = escape(self.catalogue.entries[f"site.{key}"][0])
            found = self._filled[asked] = form.format(**parts)
        return found

    def named(self, kind: str, value: Enum) -> str:
        """The word for a member of a closed set: ``named("strategy", Strategy.AVOID)``."""
        found = self._enums.get((kind, value))
        if found is None:
            found = self._enums[kind, value] = self.say(f"{kind}.{value.value}")
        return found

    def text(self, text: Text | None) -> str:
        """What an author wrote, marked where it is in another language than the page."""
        if text is None:
            return ""
        words, language = text.read(self.language), text.language_read(self.language)
        return words if language == self.language else elements.foreign(words, language)

    def plain(self, text: Text) -> str:
        """What an author wrote, for places that take no markup."""
        return text.read(self.language)

    def date(self, day: dt.date | None) -> str:
        """A date in a ``<time>``; ``""`` for none."""
        if day is None:
            return ""
        found = self._dates.get(day)
        if found is None:
            found = self._dates[day] = elements.time(day, self.day(day))
        return found

    def due(self, day: dt.date | None) -> str:
        """A date that asks for something, in a ``<time>``; ``""`` for none."""
        if day is None:
            return ""
        found = self._due.get(day)
        if found is None:
            found = self._due[day] = elements.due(day, self.day(day))
        return found

    def day(self, day: dt.date) -> str:
        """A date as plain text: ``22 Nov 2026``, ``2026年11月22日``."""
        found = self._days.get(day)
        if found is None:
            found = self._days[day] = format_date(day, "medium", locale=self.locale)
        return found

    def long_day(self, day: dt.date) -> str:
        """A date as a heading has it: ``22 November 2026``."""
        return format_date(day, "long", locale=self.locale)

    def days(self, first: dt.date, last: dt.date) -> str:
        """Days of a week as a heading has them: ``16–22 Nov 2026``, ``2026年11月16日至22日``."""
        return format_interval(first, last, "yMMMd", locale=self.locale)

    def lapse(self, day: dt.date, today: dt.date) -> str:
        """``Acceptance lapsed 5 days ago``, ``Acceptance lapses in 17 days``."""
        days = (day - today).days
        return (
            self.say("lapses-in", count=days) if days >= 0 else self.say("lapsed-ago", count=-days)
        )

    def late(self, due: dt.date, today: dt.date) -> str:
        """How long a date is past, or still off: ``20 days late``, ``in 9 days``."""
        days = (today - due).days
        if days > 0:
            return self.say("late", count=days)
        return self.say("in-days", count=-days) if days else self.say("today")

    def money(self, amount: float | None) -> str:
        """An amount in the book's currency, without cents where there are none."""
        if amount is None:
            return ""
        found = self._money.get(amount)
        if found is None:
            whole = float(amount).is_integer()
            found = self._money[amount] = format_currency(
                amount,
                self.currency,
                format="¤#,##0" if whole else None,
                locale=self.locale,
                currency_digits=not whole,
            )
        return found

    def round_money(self, amount: float) -> str:
        """An amount as a scale names it: ``CN¥100K``, ``¥10万``."""
        return format_compact_currency(
            amount, self.currency, locale=self.locale, fraction_digits=1
        ).replace(".0", "")

    def number(self, value: float) -> str:
        """A number with the separators of the language, and at most two decimals."""
        return format_decimal(round(value, 2), locale=self.locale)

    def period(self, period: Period) -> str:
        """A length of time: ``3 months``, ``3 个月``."""
        return self.say(f"period.{period.unit}", count=period.count)

    def listing(self, parts: Iterable[str]) -> Markup:
        """Words in a row, with the comma of the language."""
        return elements.joined(list(parts), self.say("list-separator"))

    def likelihood_range(self, step: ScaleStep, kind: LikelihoodKind) -> str:
        """The numbers of a likelihood step: ``50–80 % a year``, ``0.5–1 times a year``."""
        return self._likelihood(f"range.{kind.value}", step, kind)

    def likelihood_bounds(self, step: ScaleStep, kind: LikelihoodKind) -> str:
        """The same where the caption says that they are a year's: ``50–80 %``, ``0.5–1``."""
        return self._likelihood(f"bounds.{kind.value}", step, kind)

    def _likelihood(self, unit: str, step: ScaleStep, kind: LikelihoodKind) -> str:
        scale = 100 if kind is LikelihoodKind.PROBABILITY else 1
        top = 1.0 if kind is LikelihoodKind.PROBABILITY else None
        return self._range(
            unit,
            None if not step.start else self.number(step.start * scale),
            None if step.end is None or step.end == top else self.number(step.end * scale),
        )

    def impact_range(self, step: ScaleStep) -> str:
        """The amounts of an impact step: ``CN¥100K–CN¥1M``."""
        return self._range(
            "range.money",
            None if not step.start else self.round_money(step.start),
            None if step.end is None else self.round_money(step.end),
        )

    def _range(self, unit: str, start: str | None, end: str | None) -> str:
        if start is None and end is None:
            return ""
        if start is None:
            return self.say(f"{unit}.under", end=end or "")
        if end is None:
            return self.say(f"{unit}.over", start=start)
        return self.say(unit, start=start, end=end)
