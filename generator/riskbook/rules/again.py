"""The rules after a change of a few risks, without holding all other risks to them once more.

Most rules go from risk to risk and look at no other risk on the way. What such a rule says of a
risk can only change with the risk itself, as long as everything but risks is as it was. So it is
shown the changed ones alone, and what it found in the others stands. Every other rule, and every
rule whose code is not on the list here, looks at the whole book again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import NamedTuple

from riskbook.findings import Finding, Severity
from riskbook.rules import RULES, Evidence, weigh

OF_EACH_RISK = frozenset(
    {
        *("RB203", "RB210"),
        *("RB301", "RB302", "RB303", "RB304", "RB305", "RB306", "RB307", "RB308", "RB310"),
        *("RB401", "RB402", "RB403", "RB405", "RB406", "RB409", "RB411", "RB414", "RB416"),
        *("RB501", "RB502", "RB503", "RB504"),
    }
)
"""Codes of the rules that look at one risk after another, and of the other risks at nothing.

They may look up plans, controls and processes, the criteria, the day, the levels of the risk
itself and what was signed of it. What they find in other files than those of risks has nothing to
do with risks.
"""


class Lasting(NamedTuple):
    """A finding of such a rule, without its words: what stands until its risk changes."""

    code: str
    path: str
    pointer: str


def lasting(findings: Iterable[Finding]) -> tuple[Lasting, ...]:
    """What of the findings about a book stands as long as the record it is about does."""
    return tuple(
        Lasting(found.code, found.location.path, found.pointer)
        for found in findings
        if found.code in OF_EACH_RISK
    )


def look_again(view: Evidence, changed: AbstractSet[str]) -> Iterator[Finding]:
    """As :func:`riskbook.rules.look`, but for what stands of the files of all other risks.

    Nothing of the book but the risks of the ids ``changed`` may be another than it was, in other
    files than they were, or on another day.
    """
    book, severities = view.book, view.book.settings.severities
    few = {key: book.risks[key] for key in sorted(changed)}
    paths = {risk.source.path for risk in few.values()}
    narrowed = replace(view, book=replace(book, risks=few))
    for code, rule in RULES:
        if severities.get(code, Severity.ERROR) is None:
            continue
        if code in OF_EACH_RISK:
            again = (found for found in rule(narrowed) if found.location.path in paths)
            yield from weigh(again, severities)
        else:
            yield from weigh(rule(view), severities)
