"""The framework of a book from cast data: settings, criteria, organisation, services."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from riskbook.findings import Severity
from riskbook.model.book import (
    Department,
    Dependency,
    GateSettings,
    Identity,
    Organization,
    Person,
    RoleHeld,
    Service,
    Services,
    Settings,
    SiteSettings,
    TicketSettings,
    TicketTexts,
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
from riskbook.reading.building import Fields, Frame, day, named, period, text
from riskbook.reading.schemas import Words

_QUARTER = Period(3, "months")
_YEAR = Period(12, "months")


def settings(data: Fields, path: str) -> Settings:
    """riskbook.yml."""
    languages = tuple(data["languages"])
    site = data.get("site", {})
    gate = data.get("gate", {})
    return Settings(
        path=path,
        format=data["format"],
        title=text(data["title"], languages[0]),
        languages=languages,
        time_zone=data.get("time_zone", "UTC"),
        currency=data.get("currency", "USD"),
        repository=data.get("repository", ""),
        edit=data.get("edit", ""),
        severities={
            code: None if word == "off" else Severity(word)
            for code, word in sorted(data.get("severities", {}).items())
        },
        fail_on=Severity(data.get("fail_on", "error")),
        ids=dict(sorted(data.get("ids", {}).items())),
        site=SiteSettings(
            site.get("url", ""),
            text(site["description"], languages[0]) if "description" in site else None,
        ),
        gate=GateSettings(gate.get("rereview_from", ""), Identity(gate.get("identity", "commits"))),
        tickets=TicketSettings(TicketTexts(data.get("tickets", {}).get("texts", "withheld"))),
    )


def words_of(settings_data: Fields, criteria_data: Fields) -> Words:
    """The book's own words, as far as they can be made out; the data need not be sound."""
    likelihood = _get(criteria_data, "likelihood", "steps")
    impact = _get(criteria_data, "impact", "steps")
    return {
        "languages": _texts(settings_data.get("languages", ())),
        "categories": _texts(_get(criteria_data, "categories")),
        "sources": _texts(_get(criteria_data, "sources")),
        "levels": _texts(level.get("key") for level in _dicts(_get(criteria_data, "levels"))),
        "dimensions": _texts(_get(criteria_data, "impact", "dimensions")),
        "likelihood": tuple(_scores(likelihood)),
        "impact": tuple(_scores(impact)),
    }


def frame_of(language: str, criteria_data: Fields) -> Frame:
    """What records are read against, from sound criteria."""
    return Frame(
        language,
        _scores(_get(criteria_data, "likelihood", "steps")),
        _scores(_get(criteria_data, "impact", "steps")),
        _texts(_get(criteria_data, "impact", "dimensions")),
    )


def _scores(steps: Any) -> dict[int | str, int]:
    """Every way to write a score, and the step it means, counted from 1 in the file's order."""
    scores: dict[int | str, int] = {}
    for place, step in enumerate(_dicts(steps), 1):
        scores.setdefault(place, place)
        for word in (step.get("key"), *_texts(step.get("words", ()))):
            if isinstance(word, str):
                scores.setdefault(word, place)
    return scores


def _get(data: Any, *names: str) -> Any:
    for name in names:
        data = data.get(name) if isinstance(data, Mapping) else None
    return data if isinstance(data, Mapping | list) else {}


def _dicts(items: Any) -> list[Fields]:
    return [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []


def _texts(items: Any) -> tuple[str, ...]:
    return tuple(item for item in items if isinstance(item, str)) if _is_many(items) else ()


def _is_many(items: Any) -> bool:
    return isinstance(items, Iterable) and not isinstance(items, str)


def criteria(data: Fields, path: str, language: str) -> Criteria:
    """registers/criteria.yml."""
    keys = [level["key"] for level in data["levels"]]
    palette = data.get("palette", "default")
    custom = isinstance(palette, Mapping)
    return Criteria(
        path=path,
        version=data.get("version", ""),
        likelihood=LikelihoodScale(
            LikelihoodKind(data["likelihood"]["kind"]), _steps(data["likelihood"], language)
        ),
        impact=ImpactScale(
            tuple(
                Dimension(key, text(entry["name"], language), entry.get("unit") == "money")
                for key, entry in data["impact"].get("dimensions", {}).items()
            ),
            _steps(data["impact"], language),
        ),
        levels=tuple(_level(entry, language) for entry in data["levels"]),
        matrix=tuple(
            tuple(keys.index(cell) if cell in keys else -1 for cell in row)
            for row in reversed(data["matrix"])
        ),
        ranking=tuple(RankingKey(word) for word in data.get("ranking", ("level", "score"))),
        score=Score(data.get("score", "sum")),
        palette="custom" if custom else palette,
        colours=tuple(palette.get(key, "") for key in keys) if custom else (),
        categories=named(data["categories"], language),
        sources=named(data["sources"], language),
        appetite=tuple(_appetite(entry, keys, language) for entry in data.get("appetite", ())),
        acceptance=_acceptance(data),
    )


def _steps(scale: Fields, language: str) -> tuple[ScaleStep, ...]:
    return tuple(
        ScaleStep(
            value=step["value"],
            key=step["key"],
            name=text(step["name"], language),
            words=tuple(step.get("words", ())),
            start=step.get("from"),
            end=step.get("to"),
            examples=_examples(step.get("examples", {}), language),
        )
        for step in scale["steps"]
    )


def _examples(data: Any, language: str) -> tuple[tuple[str, Any], ...]:
    return named(data, language) if isinstance(data, Mapping) else (("", text(data, language)),)


def _level(data: Fields, language: str) -> Level:
    needs = data.get("needs", ())
    return Level(
        key=data["key"],
        name=text(data["name"], language),
        review_every=period(data.get("review_every")) or _QUARTER,
        needs_plan="plan" in needs,
        needs_actions="actions" in needs,
        approval=_authority(data.get("approval")),
    )


def _authority(data: Fields | None) -> Authority | None:
    if not data:
        return None
    return Authority(tuple(data["any_of"]), data.get("scope", "department") == "book")


def _appetite(data: Fields, levels: list[str], language: str) -> Appetite:
    tolerance = data.get("tolerance")
    return Appetite(
        category=data["category"],
        statement=text(data["statement"], language),
        limit=levels.index(data["limit"]),
        days_to_act=data.get("days_to_act"),
        tolerance=Tolerance(levels.index(tolerance["level"]), tolerance["at_most"])
        if tolerance
        else None,
    )


def _acceptance(data: Fields) -> AcceptanceBounds | None:
    entry = data.get("acceptance")
    if not entry:
        return None
    likelihood = _scores(data["likelihood"]["steps"])
    impact = _scores(data["impact"]["steps"])
    within = entry["within"]
    return AcceptanceBounds(
        likelihood[within["likelihood"]],
        impact[within["impact"]],
        _authority(entry.get("beyond")),
        period(entry.get("longest")) or _YEAR,
    )


def organization(data: Fields, path: str, language: str) -> Organization:
    """registers/organization.yml."""
    return Organization(
        path=path,
        departments={
            key: Department(key, text(entry["name"], language))
            for key, entry in sorted(data.get("departments", {}).items())
        },
        people={
            key: Person(
                key,
                text(entry["name"], language),
                entry.get("department", ""),
                tuple(entry.get("emails", ())),
                tuple(sorted(entry.get("logins", {}).items())),
                tuple(_role(held) for held in entry.get("roles", ())),
            )
            for key, entry in sorted(data.get("people", {}).items())
        },
        roles=dict(sorted(named(data.get("roles"), language))),
    )


def _role(data: Fields) -> RoleHeld:
    return RoleHeld(
        data["role"],
        data.get("department", ""),
        dt.date.fromisoformat(data["from"]),
        day(data.get("until")),
    )


def services(data: Fields, path: str, language: str) -> Services:
    """registers/services.yml."""
    return Services(
        path=path,
        services={
            key: Service(
                key,
                text(entry["name"], language),
                entry.get("department", ""),
                entry["importance"],
                named(entry.get("objectives"), language),
            )
            for key, entry in sorted(data.get("services", {}).items())
        },
        dependencies={
            key: Dependency(key, text(entry["name"], language), DependencyKind(entry["kind"]))
            for key, entry in sorted(data.get("dependencies", {}).items())
        },
    )
