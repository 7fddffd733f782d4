"""What commands say of a risk: as words for a person, as plain data for a program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from riskbook.wording import say

if TYPE_CHECKING:
    from riskbook.assessing.standing import Position, Rank, Standing
    from riskbook.model.records import Pathway, Stage
    from riskbook.run import Judged
    from riskbook.wording import Catalogue


def risk_facts(judged: Judged, key: str, words: Catalogue) -> dict[str, Any]:
    """One risk as plain data: what its file says, and where it stands today and why."""
    risk = judged.book.risks[key]
    standing = judged.standing.risks[key]
    service = judged.book.services.services.get(risk.service)
    attested = standing.attested
    rank = standing.rank
    return {
        "id": risk.id,
        "title": risk.title,
        "language": risk.language,
        "path": risk.source.path,
        "register": risk.source.register,
        "status": risk.status.value,
        "category": risk.category,
        "service": risk.service,
        "department": service.department if service else None,
        "owner": risk.owner,
        "strategy": risk.treatment.strategy.value if risk.treatment.strategy else None,
        "plan": risk.plan or None,
        "controls": list(risk.controls),
        "causes": _pathways(judged, risk.causes),
        "consequences": _pathways(judged, risk.consequences),
        "inherent": _stage(judged, risk.assessment.inherent, standing.stages.inherent),
        "current": _stage(judged, risk.assessment.current, standing.stages.current),
        "target": _stage(judged, risk.assessment.target, standing.stages.target),
        "rank": _rank(rank, words) if rank else None,
        "expected_loss": standing.expected_loss,
        "above_appetite": standing.breach is not None,
        "treated": standing.treated.value,
        "last_review": attested.last_review.isoformat() if attested.last_review else None,
        "review_due": attested.due.isoformat() if attested.due else None,
        "days_late": attested.days_late,
        "accepted_until": attested.accepted_until.isoformat() if attested.accepted_until else None,
        "confidential": risk.confidential,
    }


def _rank(rank: Rank, words: Catalogue) -> dict[str, Any]:
    return {
        "place": rank.place,
        "sharing": rank.sharing,
        "reason": words.say(rank.reason),
        "margin": words.say(rank.margin) if rank.margin else None,
        "best": rank.best,
        "worst": rank.worst,
        "robust": rank.robust,
    }


def _pathways(judged: Judged, pathways: tuple[Pathway, ...]) -> list[dict[str, Any]]:
    """One side of the bow-tie, each barrier with its state; None for one that is not there."""
    from riskbook.assessing.barriers import barrier_state

    def barrier(key: str) -> dict[str, Any]:
        state = barrier_state(key, judged.book, judged.plan_states, judged.today)
        return {"id": key, "state": state.value if state else None}

    return [
        {"id": one.id, "what": one.what, "barriers": [barrier(key) for key in one.barriers]}
        for one in pathways
    ]


def _stage(judged: Judged, stage: Stage | None, position: Position | None) -> dict[str, Any] | None:
    if stage is None or position is None:
        return None
    return {
        "likelihood": position.likelihood,
        "impact": position.impact,
        "impact_by_dimension": {name: score for name, score in stage.impact if name},
        "level": judged.book.criteria.levels[position.level].key,
        "score": position.score,
        "due": stage.due.isoformat() if stage.due else None,
    }


def level_name(judged: Judged, position: Position | None, words: Catalogue) -> str:
    """A level in words, or that there is none."""
    if position is None:
        return words.word("cli.not-assessed")
    return judged.book.criteria.levels[position.level].name.read(words.language)


def place_in_ranking(standing: Standing, words: Catalogue) -> str:
    """``4``, ``=2``, or a dash for a risk that is not ranked."""
    if standing.rank is None:
        return words.word("cli.no-rank")
    return f"{'=' if standing.rank.sharing > 1 else ''}{standing.rank.place}"


def state_of_review(standing: Standing, words: Catalogue) -> str:
    """When the next review is due, or how late it is."""
    attested = standing.attested
    if attested.due is None:
        return ""
    if attested.days_late > 0:
        return words.say(say("cli.days-late", count=attested.days_late))
    return attested.due.isoformat()
