"""What a reporter is given: the findings, and what is needed to show them to a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from riskbook.findings import CODES, Finding, Severity, in_order
from riskbook.reporting.cells import one_line
from riskbook.reporting.rule_page import RulePage
from riskbook.reporting.screen import Screen
from riskbook.wording import Catalogue, Fact, Saying, say


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check.

    ``sources`` gives the text of a file by its path, so that a report can quote it; a file that is
    absent there is named and not quoted. ``rule_pages`` are the pages by code, in the catalogue's
    language. ``records`` and ``files`` count what was checked, ``withheld`` the findings that may
    not be shown, since they are about confidential records.
    """

    findings: tuple[Finding, ...]
    sources: Mapping[str, str]
    catalogue: Catalogue
    rule_pages: Mapping[str, RulePage]
    records: int
    files: int
    version: str
    screen: Screen = field(default_factory=Screen)
    withheld: int = 0

    def in_order(self) -> tuple[Finding, ...]:
        """The findings by file and place, each once."""
        return in_order(self.findings)

    def worst_first(self) -> tuple[Finding, ...]:
        """The findings by severity, then by file and place."""
        return tuple(sorted(self.in_order(), key=lambda finding: finding.severity.gravity))

    def word(self, key: str, /, **facts: Fact) -> str:
        """Words of the report itself: ``word("report.help")``."""
        return self.catalogue.word(key, **facts)

    def sentence(self, saying: Saying) -> str:
        """A message or hint as one line without control characters, whatever a file had in it."""
        return one_line(self.catalogue.say(saying))

    def summary(self) -> str:
        """How much was found (2 errors, 1 warning in 2 files), or that all checked is clean."""
        findings = self.in_order()
        if not findings:
            return self.word(
                "report.clean",
                records=say("report.count.record", count=self.records),
                files=say("report.count.file", count=self.files),
            )
        paths = {finding.location.path for finding in findings}
        return self.word(
            "report.found",
            counts=counted(findings),
            files=say("report.count.file", count=len(paths)),
        )


def counted(findings: tuple[Finding, ...]) -> tuple[Saying, ...]:
    """How many findings of each severity, worst first, leaving out what there is none of."""
    counts = Counter(finding.severity for finding in findings)
    return tuple(
        say(f"report.count.{severity.value}", count=counts[severity])
        for severity in Severity
        if counts[severity]
    )


def rule_name(code: str) -> str:
    """The name of a rule, ``""`` for a code that the catalogue of codes lacks."""
    return CODES[code].name if code in CODES else ""


def place(finding: Finding) -> str:
    """Where a finding is, as editors and terminals make it a link: ``path:line:column``."""
    path = one_line(finding.location.path)
    span = finding.location.span
    return f"{path}:{span.line}:{span.column}" if span else path
