"""The content that a sign-off or an exercise binds: a digest for each material pointer.

Material is what somebody who signed would want to be asked about again. A title or an id is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from riskbook.model.digests import digest_value
from riskbook.model.records import Plan


def plan_digests(plan: Plan) -> dict[str, str]:
    """The digests of a plan's triggers and steps by pointer: ``trigger/T1``, ``steps/S2``.

    The values are those of :func:`riskbook.model.digests.digest_value`.
    """
    triggers = {
        f"trigger/{trigger.id}": digest_value(
            {"when": trigger.when, "observed_by": trigger.observed_by}
        )
        for trigger in plan.trigger
    }
    steps = {
        f"steps/{step.id}": digest_value({"do": step.do, "who": step.who, "within": step.within})
        for step in plan.steps
    }
    return {**triggers, **steps}


def changed_pointers(then: Iterable[tuple[str, str]], now: Mapping[str, str]) -> tuple[str, ...]:
    """The pointers, sorted, whose digest is another now, or that came or went since ``then``."""
    before = dict(then)
    return tuple(
        sorted(pointer for pointer in {*before, *now} if before.get(pointer) != now.get(pointer))
    )
