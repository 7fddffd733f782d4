"""Small framework values for tests: the criteria, settings, people and services of a clean book."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from riskbook.findings.finding import Severity
from riskbook.model.book import (
    Department,
    Dependency,
    Organization,
    Person,
    RoleHeld,
    Service,
    Services,
    Settings,
    SiteSettings,
)
from riskbook.model.criteria import (
    AcceptanceBounds,
    Appetite,
    Authority,
    Criteria,
    Dimension,
    ImpactScale,
    Level,
    LikelihoodKind,
    LikelihoodScale,
    RankingKey,
    ScaleStep,
    Score,
    Tolerance,
)
from riskbook.model.records import Period
from riskbook.model.terms import DependencyKind
from riskbook.wording.saying import Text

LOW, MEDIUM, HIGH, CRITICAL = range(4)
"""The sample levels as indexes, lowest first."""

_DRAWN = (  # as criteria.yml draws it: highest impact first
    "MHHCC",
    "MMHCC",
    "LMMHH",
    "LLMMH",
    "LLLMM",
)


def text(en: str, zh: str) -> Text:
    return Text((("en", en), ("zh", zh)))


def grid(*drawn: str, levels: str = "LMHC") -> tuple[tuple[int, ...], ...]:
    """A matrix from rows as they are drawn, a letter a cell; any other letter is a missing cell."""
    return tuple(tuple(levels.find(cell) for cell in row) for row in reversed(drawn))


def sample_steps(
    names: Iterable[tuple[str, str, str]], bounds: Iterable[float | None]
) -> tuple[ScaleStep, ...]:
    """Steps from (key, English, Chinese) and the bounds between them, one more than steps."""
    edges = tuple(bounds)
    return tuple(
        ScaleStep(value, key, text(en, zh), (), edges[value - 1], edges[value], ())
        for value, (key, en, zh) in enumerate(names, start=1)
    )


def sample_criteria(**changes: Any) -> Criteria:
    management = Authority(("management",), whole_book=True)
    department = Authority(("risk-owner", "management"), whole_book=False)
    criteria = Criteria(
        path="registers/criteria.yml",
        version="2026-01",
        likelihood=LikelihoodScale(
            LikelihoodKind.PROBABILITY,
            sample_steps(
                (
                    ("rare", "Rare", "罕见"),
                    ("unlikely", "Unlikely", "不太可能"),
                    ("possible", "Possible", "可能"),
                    ("likely", "Likely", "很可能"),
                    ("expected", "Expected", "几乎必然"),
                ),
                (0.0, 0.05, 0.2, 0.5, 0.8, 1.0),
            ),
        ),
        impact=ImpactScale(
            (
                Dimension("customer", text("Customer", "客户"), money=False),
                Dimension("financial", text("Financial", "财务"), money=True),
            ),
            sample_steps(
                (
                    ("slight", "Slight", "轻微"),
                    ("minor", "Minor", "较小"),
                    ("serious", "Serious", "较大"),
                    ("major", "Major", "重大"),
                    ("severe", "Severe", "特别重大"),
                ),
                (0.0, 1e3, 1e4, 1e5, 1e6, 1e7),
            ),
        ),
        levels=(
            _level("low", text("Low", "低"), 3, None),
            _level("medium", text("Medium", "中"), 3, department),
            _level("high", text("High", "高"), 2, management),
            _level("critical", text("Critical", "严重"), 1, management),
        ),
        matrix=grid(*_DRAWN),
        ranking=(
            RankingKey.LEVEL,
            RankingKey.IMPORTANCE,
            RankingKey.SCORE,
            RankingKey.IMPACT,
            RankingKey.VELOCITY,
        ),
        score=Score.SUM,
        palette="default",
        colours=("#9ecae9", "#ffe066", "#f58518", "#a50f15"),
        categories=(
            ("operational", text("Operational", "操作风险")),
            ("technical", text("Technical", "技术风险")),
            ("management", text("Management", "管理风险")),
        ),
        sources=(
            ("customer-feedback", text("Customer feedback", "客户反馈")),
            ("internal-record", text("Internal record", "内部记录")),
        ),
        appetite=(
            Appetite(
                "operational",
                text(
                    "We accept small disturbances of daily work.", "日常工作中的轻微干扰可以接受。"
                ),
                limit=MEDIUM,
                days_to_act=30,
                tolerance=Tolerance(HIGH, at_most=2),
            ),
        ),
        acceptance=AcceptanceBounds(2, 2, management, Period(12, "months")),
    )
    return replace(criteria, **changes)


def _level(key: str, name: Text, months: int, approval: Authority | None) -> Level:
    grave = key in {"high", "critical"}
    return Level(key, name, Period(months, "months"), grave, grave, approval)


def sample_settings(**changes: Any) -> Settings:
    settings = Settings(
        path="riskbook.yml",
        format=1,
        title=text("Service risk register", "服务风险登记册"),
        languages=("en",),
        time_zone="Asia/Shanghai",
        currency="CNY",
        repository="https://git.example.org/risk",
        edit="https://git.example.org/risk/edit/main/{path}",
        severities={},
        fail_on=Severity.ERROR,
        ids={},
        site=SiteSettings("", None),
    )
    return replace(settings, **changes)


def sample_organization(**changes: Any) -> Organization:
    organization = Organization(
        path="registers/organization.yml",
        departments={
            "customer-service": Department(
                "customer-service", text("Customer service", "客户服务部")
            ),
            "it-support": Department("it-support", text("IT support", "IT 支持部")),
            "risk": Department("risk", text("Risk department", "风险管理部")),
        },
        people={
            "hotline-lead": _person(
                "hotline-lead", text("Hotline lead", "热线主管"), "customer-service", "risk-owner"
            ),
            "operations-head": _person(
                "operations-head",
                text("Head of operations", "运营负责人"),
                "it-support",
                "management",
            ),
            "risk-manager": _person(
                "risk-manager", text("Risk manager", "风险经理"), "risk", "risk-department"
            ),
            "service-desk-lead": _person(
                "service-desk-lead",
                text("Service desk lead", "服务台主管"),
                "it-support",
                "risk-owner",
            ),
        },
        roles={
            "management": text("Management", "管理层"),
            "risk-department": text("Risk department", "风险管理部门"),
            "risk-owner": text("Risk owner", "风险责任人"),
        },
    )
    return replace(organization, **changes)


def sample_services(**changes: Any) -> Services:
    """Three services of importance 5, 4 and 2, and one system."""
    services = Services(
        path="registers/services.yml",
        services={
            "customer-hotline": Service(
                "customer-hotline",
                text("Customer hotline", "客户热线"),
                "customer-service",
                5,
                (("response-target", text("Answer in 30 seconds", "30 秒内接听")),),
            ),
            "project-office": Service(
                "project-office", text("Project office", "项目管理办公室"), "it-support", 2, ()
            ),
            "service-desk": Service(
                "service-desk", text("Service desk", "服务台"), "it-support", 4, ()
            ),
        },
        dependencies={
            "ticket-system": Dependency(
                "ticket-system", text("Ticket system", "工单系统"), DependencyKind.SYSTEM
            )
        },
    )
    return replace(services, **changes)


def _person(key: str, name: Text, department: str, role: str) -> Person:
    return Person(
        key=key,
        name=name,
        department=department,
        emails=(f"{key}@example.org",),
        logins=(("github", key),),
        roles=(RoleHeld(role, "", date(2025, 1, 1), None),),
    )
