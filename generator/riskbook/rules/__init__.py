"""Rules: what is wrong with a book. One file a family, each rule a function of the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from riskbook.findings import Finding, Severity, in_order
from riskbook.rules import (
    acceptance,
    approvals,
    assessment,
    beyond_schema,
    bow_tie,
    checklists,
    criteria,
    entries,
    feedback,
    fishbones,
    incidents,
    indicators,
    links,
    losses,
    problem_types,
    process,
    reviews,
    roles,
    sessions,
    signing,
    tickets,
    translations,
    treatment,
    withheld,
)
from riskbook.rules.evidence import Evidence, Past, Rule

__all__ = ["RULES", "Evidence", "Past", "Rule", "inspect", "weigh"]

RULES: tuple[Rule, ...] = tuple(
    sorted(
        (
            *beyond_schema.RULES,
            *links.RULES,
            *translations.RULES,
            *roles.RULES,
            *withheld.RULES,
            *assessment.RULES,
            *losses.RULES,
            *treatment.RULES,
            *bow_tie.RULES,
            *approvals.RULES,
            *acceptance.RULES,
            *reviews.RULES,
            *signing.RULES,
            *entries.RULES,
            *criteria.RULES,
            *process.RULES,
            *tickets.RULES,
            *problem_types.RULES,
            *fishbones.RULES,
            *sessions.RULES,
            *feedback.RULES,
            *checklists.RULES,
            *incidents.RULES,
            *indicators.RULES,
        ),
        key=lambda rule: rule[0],
    )
)
"""Every rule that looks at a whole book, by code. Those of single files are part of reading."""


def inspect(view: Evidence) -> tuple[Finding, ...]:
    """Everything that is wrong, as gravely as the book takes it, in the order it is shown."""
    return in_order(look(view))


def look(view: Evidence) -> Iterator[Finding]:
    """The same as it is found: in no order, and the same fault perhaps twice."""
    severities = view.book.settings.severities
    for code, rule in RULES:
        if severities.get(code, Severity.ERROR) is not None:
            yield from weigh(rule(view), severities)


def weigh(
    findings: Iterable[Finding], severities: Mapping[str, Severity | None]
) -> Iterator[Finding]:
    """The findings with the book's own severities; those of rules switched off are left out."""
    for finding in findings:
        severity = severities.get(finding.code, finding.severity)
        if severity is finding.severity:
            yield finding
        elif severity is not None:
            yield replace(finding, severity=severity)
