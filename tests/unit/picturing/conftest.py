"""Books to picture: any grid, any number of risks, in two languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from riskbook.assessing.standing import Position, Stages
from riskbook.findings.finding import Severity
from riskbook.model.book import Book, Organization, Services, Settings, SiteSettings
from riskbook.model.criteria import (
    Criteria,
    Dimension,
    ImpactScale,
    Level,
    LikelihoodKind,
    LikelihoodScale,
    RankingKey,
    ScaleStep,
    Score,
)
from riskbook.model.records import (
    Assessment,
    Identified,
    Period,
    Risk,
    Source,
    Statement,
    Treatment,
)
from riskbook.model.terms import Status
from riskbook.wording import Text

LIKELIHOODS = (
    ("Rare", "罕见", 0.0, 0.05),
    ("Unlikely", "不太可能", 0.05, 0.2),
    ("Possible", "可能", 0.2, 0.5),
    ("Likely", "很可能", 0.5, 0.8),
    ("Expected", "几乎肯定", 0.8, 1.0),
)
IMPACTS = (
    ("Slight", "轻微", 0.0, 1_000.0),
    ("Minor", "较小", 1_000.0, 10_000.0),
    ("Serious", "较大", 10_000.0, 100_000.0),
    ("Major", "重大", 100_000.0, 1_000_000.0),
    ("Severe", "特别重大", 1_000_000.0, None),
)
LEVELS = (("Low", "低"), ("Medium", "中"), ("High", "高"), ("Critical", "严重"))

MakeCriteria = Callable[[int, int], Criteria]
MakeBook = Callable[[Criteria, int], Book]
MakeStages = Callable[[Book], dict[str, Stages]]


def both(english: str, chinese: str) -> Text:
    return Text((("en", english), ("zh", chinese)))


def steps(
    words: tuple[tuple[str, str, float, float | None], ...], count: int
) -> tuple[ScaleStep, ...]:
    """The five steps, or as many as asked for, by repeating and numbering them."""
    found = []
    for index in range(count):
        english, chinese, start, end = words[index * len(words) // count]
        name = (
            both(english, chinese)
            if count <= 5
            else both(f"{english} {index + 1}", f"{chinese}{index + 1}")
        )
        found.append(ScaleStep(index + 1, f"step-{index + 1}", name, (), start, end, ()))
    return tuple(found)


@pytest.fixture
def make_criteria() -> MakeCriteria:
    def make(likelihoods: int, impacts: int) -> Criteria:
        top = likelihoods + impacts - 2
        return Criteria(
            path="registers/criteria.yml",
            version="2026-01",
            likelihood=LikelihoodScale(LikelihoodKind.PROBABILITY, steps(LIKELIHOODS, likelihoods)),
            impact=ImpactScale(
                (Dimension("financial", both("Financial", "财务"), money=True),),
                steps(IMPACTS, impacts),
            ),
            levels=tuple(
                Level(
                    key=english.lower(),
                    name=both(english, chinese),
                    review_every=Period(3, "months"),
                    needs_plan=False,
                    needs_actions=False,
                    approval=None,
                )
                for english, chinese in LEVELS
            ),
            matrix=tuple(
                tuple(min(3, (row + column) * 4 // (top + 1)) for column in range(likelihoods))
                for row in range(impacts)
            ),
            ranking=(RankingKey.LEVEL,),
            score=Score.SUM,
            palette="default",
            colours=(),
            categories=(),
            sources=(),
            appetite=(),
            acceptance=None,
        )

    return make


def risk(number: int) -> Risk:
    key = f"R{number:03}"
    return Risk(
        id=key,
        source=Source(f"registers/it/risks/{key}.md", "it", ""),
        language="en",
        title=f"Risk {number}",
        status=Status.OPEN,
        category="operational",
        service="desk",
        objective="",
        owner="desk-lead",
        identified=Identified(date(2026, 5, 12), "incident", ""),
        statement=Statement("cause", "event", "consequence"),
        causes=(),
        consequences=(),
        assessment=Assessment(None, None, None, None, None),
        expected_loss=None,
        controls=(),
        arises_at=(),
        depends_on=(),
        treatment=Treatment(None, "", ()),
        plan="",
        related=(),
        confidential=False,
        body="",
    )


@pytest.fixture
def make_book() -> MakeBook:
    def make(criteria: Criteria, risks: int) -> Book:
        settings = Settings(
            path="riskbook.yml",
            format=1,
            title=both("Service risk register", "服务风险登记册"),
            languages=("en", "zh"),
            time_zone="Asia/Shanghai",
            currency="CNY",
            repository="",
            edit="",
            severities={},
            fail_on=Severity.ERROR,
            ids={},
            site=SiteSettings("", None),
        )
        return Book(
            settings=settings,
            criteria=criteria,
            organization=Organization("", {}, {}, {}),
            services=Services("", {}, {}),
            risks={f"R{number:03}": risk(number) for number in range(1, risks + 1)},
        )

    return make


@pytest.fixture
def make_stages() -> MakeStages:
    """Every risk somewhere on the matrix, spread unevenly; every eighth is not assessed."""

    def make(book: Book) -> dict[str, Stages]:
        matrix = book.criteria.matrix
        found: dict[str, Stages] = {}
        for index, key in enumerate(sorted(book.risks)):
            impact = (index * 7 + index // 5) % len(matrix)
            likelihood = (index * 3 + index // 4) % len(matrix[0])
            level = matrix[impact][likelihood]
            position = Position(likelihood + 1, impact + 1, (), level, likelihood + impact + 2)
            unassessed = index % 8 == 7
            found[key] = Stages(None, None if unassessed else position, None)
        return found

    return make


@pytest.fixture
def close() -> Callable[[Book, str], Book]:
    def closed(book: Book, key: str) -> Book:
        return replace(
            book, risks={**book.risks, key: replace(book.risks[key], status=Status.CLOSED)}
        )

    return closed
