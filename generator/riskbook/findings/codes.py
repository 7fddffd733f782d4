"""The catalogue of codes: every rule by its number, as plain data.

A code is never reused. What a rule says stands in the message catalogues (``finding.RB301``),
what it means on its page (``docs/rules/RB301.md``), and what it does in :mod:`riskbook.rules`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

from riskbook.findings.finding import Severity


class Sight(Enum):
    """What a rule may look at."""

    PLAIN = "plain"
    CLOCK = "clock"
    SIGN_OFFS = "sign-offs"
    BASE = "base"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class Code:
    """A rule's number, its name in words, what it may look at, and how grave it is by default."""

    code: str
    name: str
    severity: Severity
    sight: Sight = Sight.PLAIN


_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

_ALL = (
    # RB0xx reading
    Code("RB001", "not-utf-8", _ERROR),
    Code("RB002", "front-matter-missing", _ERROR),
    Code("RB003", "front-matter-unclosed", _ERROR),
    Code("RB004", "yaml-error", _ERROR),
    Code("RB005", "duplicate-key", _ERROR),
    Code("RB006", "yaml-tag", _ERROR),
    Code("RB007", "yaml-anchor", _ERROR),
    Code("RB008", "too-large", _ERROR),
    Code("RB009", "wrong-folder", _WARNING),
    Code("RB010", "file-name-without-id", _ERROR),
    Code("RB011", "names-clash", _ERROR),
    Code("RB012", "link-out-of-book", _ERROR),
    Code("RB013", "not-a-mapping", _ERROR),
    Code("RB014", "nested-too-deep", _ERROR),
    Code("RB015", "value-cut-by-comment", _WARNING),
    Code("RB016", "unreadable", _ERROR),
    # RB1xx schema
    Code("RB101", "field-missing", _ERROR),
    Code("RB102", "field-unknown", _ERROR),
    Code("RB103", "wrong-type", _ERROR),
    Code("RB104", "out-of-scale", _ERROR),
    Code("RB105", "bad-date", _ERROR),
    Code("RB106", "bad-period", _ERROR),
    Code("RB107", "bad-id", _ERROR),
    Code("RB108", "unknown-word", _ERROR),
    Code("RB109", "format-unknown", _ERROR),
    Code("RB110", "wrong-count", _ERROR),
    Code("RB111", "repeated-entry", _ERROR),
    Code("RB112", "out-of-range", _ERROR),
    Code("RB113", "empty-text", _ERROR),
    Code("RB114", "bad-shape", _ERROR),
    # RB2xx links
    Code("RB201", "duplicate-id", _ERROR),
    Code("RB202", "unknown-target", _ERROR),
    Code("RB203", "retired-target", _WARNING),
    Code("RB204", "orphan", _ERROR),
    Code("RB205", "stale-translation", _WARNING),
    Code("RB206", "role-nobody-holds", _WARNING, Sight.CLOCK),
    Code("RB207", "public-names-withheld", _ERROR),
    Code("RB208", "translation-of-nothing", _WARNING),
    Code("RB209", "translation-missing", _NOTE),
    Code("RB210", "linked-to-itself", _ERROR),
    Code("RB211", "barrier-of-another", _ERROR),
    # RB3xx assessment
    Code("RB301", "open-but-unassessed", _WARNING),
    Code("RB302", "current-above-inherent", _ERROR),
    Code("RB303", "lowered-without-control", _ERROR, Sight.CLOCK),
    Code("RB304", "target-above-current", _ERROR),
    Code("RB305", "rationale-missing", _WARNING),
    Code("RB306", "dimensions-differ", _ERROR),
    Code("RB307", "rate-outside-step", _WARNING),
    Code("RB308", "loss-outside-step", _WARNING),
    Code("RB309", "score-changed-rationale-not", _WARNING, Sight.BASE),
    Code("RB310", "loss-interval-too-wide", _WARNING),
    # RB4xx treatment
    Code("RB401", "strategy-missing", _WARNING),
    Code("RB402", "plan-missing", _ERROR),
    Code("RB403", "actions-missing", _ERROR),
    Code("RB404", "plan-incomplete", _ERROR),
    Code("RB405", "action-incomplete", _ERROR),
    Code("RB406", "action-overdue", _WARNING, Sight.CLOCK),
    Code("RB407", "plan-unproven", _WARNING, Sight.CLOCK),
    Code("RB408", "exercise-failed", _WARNING, Sight.CLOCK),
    Code("RB409", "target-date-passed", _WARNING, Sight.CLOCK),
    Code("RB410", "deputy-is-owner", _WARNING),
    Code("RB411", "accepted-beyond-bounds", _ERROR, Sight.SIGN_OFFS),
    Code("RB412", "appetite-exceeded-too-long", _WARNING, Sight.HISTORY),
    Code("RB413", "owner-is-only-approver", _WARNING, Sight.SIGN_OFFS),
    Code("RB414", "treatment-not-approved", _WARNING, Sight.SIGN_OFFS),
    Code("RB415", "plan-not-approved", _WARNING, Sight.SIGN_OFFS),
    Code("RB416", "acceptance-missing", _WARNING, Sight.SIGN_OFFS),
    Code("RB417", "pathway-open", _NOTE, Sight.CLOCK),
    Code("RB418", "single-barrier", _NOTE, Sight.CLOCK),
    # RB5xx sign-offs
    Code("RB501", "never-reviewed", _WARNING, Sight.CLOCK),
    Code("RB502", "review-overdue", _WARNING, Sight.CLOCK),
    Code("RB503", "changed-since-review", _WARNING, Sight.SIGN_OFFS),
    Code("RB504", "basis-changed", _WARNING, Sight.SIGN_OFFS),
    Code("RB505", "acceptance-lapsing", _WARNING, Sight.CLOCK),
    Code("RB506", "signer-without-role", _ERROR, Sight.SIGN_OFFS),
    Code("RB507", "signer-made-the-change", _ERROR, Sight.SIGN_OFFS),
    Code("RB508", "dated-wrongly", _ERROR, Sight.CLOCK),
    Code("RB509", "entry-edited-or-removed", _ERROR, Sight.BASE),
    Code("RB510", "self-granted", _ERROR, Sight.BASE),
    Code("RB511", "fingerprint-broken", _ERROR, Sight.SIGN_OFFS),
    Code("RB512", "entry-binds-nothing", _NOTE, Sight.SIGN_OFFS),
    # RB6xx criteria
    Code("RB601", "matrix-not-monotone", _ERROR),
    Code("RB602", "matrix-incomplete", _ERROR),
    Code("RB603", "level-unused", _WARNING),
    Code("RB604", "lowest-beside-highest", _WARNING),
    Code("RB605", "weak-consistency-broken", _NOTE),
    Code("RB606", "bands-open", _WARNING),
    Code("RB607", "bands-gap-or-overlap", _WARNING),
    Code("RB608", "product-on-tenfold-bands", _WARNING),
    Code("RB609", "palette-contrast", _WARNING),
    Code("RB610", "palette-colour-blind", _WARNING),
    Code("RB611", "high-high-not-top", _ERROR),
    Code("RB612", "steps-out-of-order", _ERROR),
    Code("RB613", "review-too-rare", _NOTE),
    # RB7xx process
    Code("RB701", "input-nobody-produces", _WARNING),
    Code("RB702", "output-nobody-uses", _WARNING),
    Code("RB703", "node-nobody-considered", _NOTE),
    Code("RB704", "unknown-dependency", _ERROR),
    Code("RB705", "single-point", _NOTE),
    Code("RB706", "edge-to-nowhere", _ERROR),
    # RB800-809 tickets
    Code("RB800", "table-missing", _ERROR),
    Code("RB801", "export-in-other-encoding", _ERROR),
    Code("RB802", "export-not-as-described", _ERROR),
    Code("RB803", "ticket-row-incomplete", _WARNING),
    Code("RB804", "dates-in-other-order", _ERROR),
    Code("RB805", "date-unclear", _WARNING),
    Code("RB806", "time-zones-unclear", _ERROR),
    Code("RB807", "impossible-duration", _WARNING),
    Code("RB808", "outside-covered-days", _WARNING),
    Code("RB809", "tickets-out-of-date", _NOTE, Sight.CLOCK),
    # RB810-819 problem types
    Code("RB810", "problem-type-unnamed", _WARNING),
    Code("RB811", "example-of-no-export", _WARNING),
    Code("RB812", "type-without-tickets", _NOTE, Sight.CLOCK),
    Code("RB813", "types-claim-the-same", _WARNING),
    Code("RB814", "many-tickets-of-no-type", _NOTE, Sight.CLOCK),
    # RB820-829 sessions and feedback
    Code("RB820", "one-department-only", _WARNING),
    Code("RB821", "not-announced-beforehand", _NOTE, Sight.CLOCK),
    Code("RB822", "too-few-points", _NOTE, Sight.CLOCK),
    Code("RB823", "merged-into-nothing", _ERROR),
    Code("RB824", "point-without-outcome", _NOTE, Sight.CLOCK),
    Code("RB825", "point-by-nobody-there", _WARNING),
    Code("RB826", "point-with-two-outcomes", _WARNING),
    Code("RB827", "rating-off-the-scale", _ERROR),
    # RB830-839 fishbones and what-if questions
    Code("RB830", "root-not-shown", _ERROR),
    Code("RB831", "category-without-cause", _WARNING),
    Code("RB832", "root-without-risk", _WARNING),
    Code("RB833", "category-without-name", _WARNING),
    Code("RB834", "category-of-no-set", _ERROR),
    Code("RB835", "question-without-outcome", _NOTE),
    Code("RB836", "same-id-twice", _ERROR),
    Code("RB840", "unknown-checklist", _ERROR),
    Code("RB841", "answer-to-no-question", _ERROR),
    Code("RB842", "another-version", _NOTE),
    Code("RB843", "question-open", _WARNING),
    Code("RB844", "gap-without-risk", _WARNING),
    Code("RB845", "answer-without-evidence", _NOTE),
    Code("RB846", "answers-old", _NOTE, Sight.CLOCK),
    Code("RB850", "incident-of-no-risk", _WARNING),
    Code("RB851", "foreseen-and-unforeseen", _WARNING),
    Code("RB852", "unforeseen-without-risk", _WARNING),
    Code("RB853", "incident-ahead", _WARNING, Sight.CLOCK),
    Code("RB854", "before-recording", _NOTE),
    Code("RB855", "closed-risk-came-true", _WARNING, Sight.SIGN_OFFS),
    Code("RB856", "loss-above-step", _NOTE),
    Code("RB857", "likelihood-contradicted", _NOTE, Sight.CLOCK),
    Code("RB860", "readings-unreadable", _ERROR),
    Code("RB861", "reading-malformed", _ERROR),
    Code("RB862", "thresholds-out-of-order", _ERROR),
    Code("RB863", "reading-overdue", _WARNING, Sight.CLOCK),
    Code("RB864", "threshold-without-reason", _NOTE),
    Code("RB865", "red-without-action", _NOTE),
    Code("RB866", "indicator-of-no-risk", _NOTE),
    Code("RB867", "never-amber", _NOTE, Sight.CLOCK),
    Code("RB868", "trigger-met", _WARNING, Sight.CLOCK),
    Code("RB869", "reading-ahead", _WARNING, Sight.CLOCK),
)

CODES = MappingProxyType({code.code: code for code in _ALL})
