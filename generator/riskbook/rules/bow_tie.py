"""RB211, RB417, RB418: whether something stands between the causes, the event, its consequences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskbook.assessing.barriers import STANDING, barrier_state, sides
from riskbook.findings import Finding
from riskbook.model.records import Pathway, Risk
from riskbook.rules.evidence import Evidence, Rule, fault, in_risk, open_risks
from riskbook.wording import Saying, say


def barrier_of_another(view: Evidence) -> Iterator[Finding]:
    """RB211: a barrier that is neither one of the risk's controls nor its plan.

    What the book does not have at all is for RB202.
    """
    book = view.book
    for risk in book.risks.values():
        for side, pathways in sides(risk):
            for pathway in pathways:
                for index, key in enumerate(pathway.barriers):
                    is_own = key in risk.controls or key == risk.plan
                    field = _field(risk, key, view)
                    if not is_own and field:
                        yield fault(
                            "RB211",
                            in_risk(risk, f"{side}/{pathway.id}/barriers/{index}"),
                            say(
                                "finding.RB211", risk=risk.id, barrier=key, at=_named(side, pathway)
                            ),
                            say(f"hint.RB211.{field}", barrier=key, plan=risk.plan),
                        )


def pathway_open(view: Evidence) -> Iterator[Finding]:
    """RB417: a cause or consequence of an open risk in whose way nothing stands today."""
    for risk in open_risks(view.book):
        for side, pathways in sides(risk):
            for pathway in pathways:
                known = [key for key in pathway.barriers if _is_there(key, view)]
                if known and not _standing(known, view):
                    message = say(
                        "finding.RB417.none-in-force",
                        at=_named(side, pathway),
                        barriers=tuple(known),
                        count=len(known),
                    )
                elif not pathway.barriers:
                    message = say(f"finding.RB417.{side}", at=_named(side, pathway))
                else:
                    continue
                place = in_risk(risk, f"{side}/{pathway.id}/barriers")
                yield fault("RB417", place, message, say(f"hint.RB417.{side}"))


def single_barrier(view: Evidence) -> Iterator[Finding]:
    """RB418: one barrier that is all that stands in every way on its side of an open risk."""
    for risk in open_risks(view.book):
        for side, pathways in sides(risk):
            if len(pathways) <= 1:
                continue
            alone = {tuple(_standing(pathway.barriers, view)) for pathway in pathways}
            if len(alone) == 1 and len(only := alone.pop()) == 1:
                yield fault(
                    "RB418",
                    in_risk(risk, side),
                    say(f"finding.RB418.{side}", barrier=only[0], count=len(pathways)),
                    say("hint.RB418", barrier=only[0]),
                )


RULES: tuple[Rule, ...] = (
    ("RB211", barrier_of_another),
    ("RB417", pathway_open),
    ("RB418", single_barrier),
)


def _field(risk: Risk, key: str, view: Evidence) -> str:
    """Where the risk would name this barrier, ``""`` where the book has none of this id."""
    if key in view.book.controls:
        return "controls"
    if key not in view.book.plans:
        return ""
    return "other-plan" if risk.plan else "plan"


def _is_there(key: str, view: Evidence) -> bool:
    return key in view.book.controls or key in view.book.plans


def _standing(barriers: Iterable[str], view: Evidence) -> list[str]:
    """Those of the barriers that can be counted on today."""
    return [
        key
        for key in barriers
        if barrier_state(key, view.book, view.plan_states, view.today) in STANDING
    ]


def _named(side: str, pathway: Pathway) -> Saying:
    return say("pointer.cause" if side == "causes" else "pointer.consequence", id=pathway.id)
