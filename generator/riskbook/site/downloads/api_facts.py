"""The criteria and the head figures of the data."""

from __future__ import annotations

from collections import Counter

from riskbook.assessing.palettes import colours
from riskbook.assessing.standing import Proof
from riskbook.model.criteria import Appetite, Authority, Level, ScaleStep
from riskbook.model.records import Period
from riskbook.model.terms import Status
from riskbook.site.downloads.api_json import Tongues
from riskbook.site.downloads.head_figures import head_figures
from riskbook.site.edition import Edition

Facts = dict[str, object]


def criteria_facts(edition: Edition, tongues: Tongues) -> Facts:
    """The scales, the levels with their colours, the matrix, the appetite."""
    criteria = edition.site.book.criteria
    keys = [level.key for level in criteria.levels]
    bounds = criteria.acceptance

    def step(one: ScaleStep) -> Facts:
        return {
            "value": one.value,
            "key": one.key,
            "name": tongues.text(one.name),
            "from": one.start,
            "to": one.end,
        }

    def appetite(one: Appetite) -> Facts:
        return {
            "category": one.category,
            "statement": tongues.text(one.statement),
            "limit": keys[one.limit],
            "days_to_act": one.days_to_act,
            "tolerance": one.tolerance
            and {"level": keys[one.tolerance.level], "at_most": one.tolerance.at_most},
        }

    def level(one: Level, colour: str) -> Facts:
        return {
            "key": one.key,
            "name": tongues.text(one.name),
            "colour": colour,
            "review_every": _period(one.review_every),
            "needs_plan": one.needs_plan,
            "needs_actions": one.needs_actions,
            "approval": _authority(one.approval),
        }

    return {
        "version": criteria.version,
        "likelihood": {
            "kind": criteria.likelihood.kind,
            "steps": [step(one) for one in criteria.likelihood.steps],
        },
        "impact": {
            "dimensions": [
                {"key": one.key, "name": tongues.text(one.name), "money": one.money}
                for one in criteria.impact.dimensions
            ],
            "steps": [step(one) for one in criteria.impact.steps],
        },
        "levels": [
            level(one, colour.background)
            for one, colour in zip(criteria.levels, colours(criteria), strict=True)
        ],
        "matrix": [
            [None if place < 0 else keys[place] for place in row] for row in criteria.matrix
        ],
        "ranking": list(criteria.ranking),
        "score": criteria.score,
        "appetite": [appetite(one) for one in criteria.appetite],
        "acceptance": bounds
        and {
            "likelihood": bounds.likelihood,
            "impact": bounds.impact,
            "beyond": _authority(bounds.beyond),
            "longest": _period(bounds.longest),
        },
        "categories": {key: tongues.text(name) for key, name in criteria.categories},
        "sources": {key: tongues.text(name) for key, name in criteria.sources},
    }


def summary_facts(edition: Edition) -> Facts:
    """How many risks there are at each level and stage, and what needs attention."""
    site, figures = edition.site, head_figures(edition)
    keys = [level.key for level in site.book.criteria.levels]
    proofs = Counter(state.proof for state in site.plan_states.values())
    statuses = Counter(risk.status for risk in site.book.risks.values())
    return {
        "risks": {status.value: statuses[status] for status in Status},
        "unassessed": len(site.standing.unassessed),
        "levels": {
            stage: dict(zip(keys, counts, strict=True)) for stage, counts in figures.levels.items()
        },
        "worst_level": None if figures.worst is None else keys[figures.worst],
        "above_appetite": figures.above,
        "tolerance_exceeded": [one.category for one in site.standing.tolerance],
        "overdue_reviews": figures.overdue,
        "late_actions": figures.late_actions,
        "plans": {proof.value: proofs[proof] for proof in Proof},
        "top": list(site.standing.ranked[:10]),
    }


def _period(period: Period) -> Facts:
    return {"count": period.count, "unit": period.unit}


def _authority(authority: Authority | None) -> Facts | None:
    if authority is None:
        return None
    return {
        "any_of": authority.any_of,
        "scope": "book" if authority.whole_book else "department",
    }
