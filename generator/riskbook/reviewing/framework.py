"""The content of the framework that the risk department signs, its four files.

What holds for every record (:mod:`riskbook.reviewing.content`) holds here: a digest for each
material pointer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from riskbook.model.book import Book
from riskbook.model.criteria import Criteria, ScaleStep
from riskbook.model.digests import Value, digest_value
from riskbook.reviewing.basis import authority_value
from riskbook.wording.saying import Text

FRAMEWORK = ("criteria", "organization", "services", "settings")
"""What a sign-off of the framework may be ``of``; each is a file that the whole book rests on."""


def framework_content(part: str, book: Book) -> dict[str, str]:
    """The digests of a part of the framework by pointer (``levels/high``)."""
    values = _VALUES[part](book)
    return {pointer: digest_value(value) for pointer, value in values.items() if value}


def _criteria(book: Book) -> dict[str, Value]:
    criteria = book.criteria
    found: dict[str, Value] = {"likelihood/kind": criteria.likelihood.kind.value}
    found |= {f"likelihood/steps/{step.key}": _step(step) for step in criteria.likelihood.steps}
    found |= {
        f"impact/dimensions/{each.key}": {"name": _text(each.name), "money": each.money}
        for each in criteria.impact.dimensions
    }
    found |= {f"impact/steps/{step.key}": _step(step) for step in criteria.impact.steps}
    found |= {
        f"levels/{level.key}": {
            "place": place,
            "name": _text(level.name),
            "review_every": {"count": level.review_every.count, "unit": level.review_every.unit},
            "plan": level.needs_plan,
            "actions": level.needs_actions,
            "approval": authority_value(level.approval),
        }
        for place, level in enumerate(criteria.levels, 1)
    }
    found["matrix"] = [[_key(criteria, level) for level in row] for row in criteria.matrix]
    found["ranking"] = [key.value for key in criteria.ranking]
    found["score"] = criteria.score.value
    found |= {f"categories/{key}": _text(name) for key, name in criteria.categories}
    found |= {
        f"appetite/{each.category}": {
            "statement": _text(each.statement),
            "limit": _key(criteria, each.limit),
            "days_to_act": each.days_to_act,
            "tolerance": {
                "level": _key(criteria, each.tolerance.level),
                "at_most": str(each.tolerance.at_most),
            }
            if each.tolerance
            else None,
        }
        for each in criteria.appetite
    }
    if (bounds := criteria.acceptance) is not None:
        found["acceptance"] = {
            "likelihood": bounds.likelihood,
            "impact": bounds.impact,
            "beyond": authority_value(bounds.beyond),
            "longest": {"count": bounds.longest.count, "unit": bounds.longest.unit},
        }
    return found


def _organization(book: Book) -> dict[str, Value]:
    return {
        f"people/{key}": {
            "department": person.department,
            "emails": sorted(email.casefold() for email in person.emails),
            "logins": dict(person.logins),
            "roles": [
                {
                    "role": held.role,
                    "department": held.department,
                    "from": held.start.isoformat(),
                    "until": held.end.isoformat() if held.end else None,
                }
                for held in person.roles
            ],
        }
        for key, person in book.organization.people.items()
    }


def _services(book: Book) -> dict[str, Value]:
    return {
        f"services/{key}": {
            "department": service.department,
            "importance": service.importance,
            "objectives": {name: _text(text) for name, text in service.objectives},
        }
        for key, service in book.services.services.items()
    }


def _settings(book: Book) -> dict[str, Value]:
    settings = book.settings
    return {
        "currency": settings.currency,
        "fail_on": settings.fail_on.value,
        **{
            f"severities/{code}": severity.value if severity else "off"
            for code, severity in settings.severities.items()
        },
        "gate/rereview_from": settings.gate.rereview_from,
        "gate/identity": settings.gate.identity.value,
    }


_VALUES: Mapping[str, Callable[[Book], dict[str, Value]]] = MappingProxyType(
    {
        "criteria": _criteria,
        "organization": _organization,
        "services": _services,
        "settings": _settings,
    }
)


def _step(step: ScaleStep) -> Value:
    return {
        "value": step.value,
        "name": _text(step.name),
        "from": step.start,
        "to": step.end,
        "examples": {key: _text(text) for key, text in step.examples},
    }


def _key(criteria: Criteria, level: int) -> str:
    return criteria.levels[level].key if 0 <= level < len(criteria.levels) else ""


def _text(text: Text) -> Value:
    return dict(text.by_language)
