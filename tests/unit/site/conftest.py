"""The sample book as the site gets it, on any day, in either language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from riskbook.model.book import Book
from riskbook.reading.resources import catalogue, resource
from riskbook.reviewing.timeline import Timeline
from riskbook.run import judge
from riskbook.site.input import Change, SiteInput, Stamp
from riskbook.site.rendering import Press
from riskbook.site.withholding import judge_published, publish
from samples import TODAY, sample_book

MakeSite = Callable[..., SiteInput]
MakePress = Callable[..., Press]


@pytest.fixture
def make_site() -> MakeSite:
    """``make_site(book, today=…, language="zh", changes={})``; the sample book by default."""

    def make(
        book: Book | None = None,
        *,
        today: date = TODAY,
        language: str = "en",
        languages: tuple[str, ...] = ("en", "zh"),
        changes: Mapping[str, Change] | None = None,
        told: Timeline | None = None,
    ) -> SiteInput:
        whole = book or sample_book()
        published = publish(whole)
        judged = judge_published(judge(whole, today), published)
        return SiteInput(
            book=judged.book,
            links=judged.links,
            levels=judged.levels,
            standing=judged.standing,
            plan_states=judged.plan_states,
            today=today,
            language=language,
            catalogue=catalogue(language),
            languages=languages,
            withheld=published.withheld,
            stamp=Stamp("3f2c9ab", "https://git.example.org/risk/commit/3f2c9ab", "0.1.0"),
            changes=changes or {},
            timeline=told,
            trend_alt="Risks by level" if told else "",
        )

    return make


@pytest.fixture
def make_press(make_site: MakeSite) -> MakePress:
    """What renders the pages of such a site."""

    def make(book: Book | None = None, **options: object) -> Press:
        return Press(make_site(book, **options), resource("site_templates"))

    return make
