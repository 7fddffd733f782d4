"""Reporting: findings in the forms that people and programs read; nothing is judged here."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

from riskbook.reporting.as_github import as_github
from riskbook.reporting.as_gitlab import as_gitlab
from riskbook.reporting.as_json import as_json
from riskbook.reporting.as_junit import as_junit
from riskbook.reporting.as_lines import as_lines
from riskbook.reporting.as_markdown import as_markdown
from riskbook.reporting.as_sarif import as_sarif
from riskbook.reporting.as_text import as_text
from riskbook.reporting.report import Report
from riskbook.reporting.rule_page import RulePage, read_rule_page, show_rule_page
from riskbook.reporting.screen import Colour, Screen, Tone
from riskbook.reporting.table import Cell, Column, Kind, table

Reporter: TypeAlias = Callable[[Report], str]

REPORTERS: Mapping[str, Reporter] = MappingProxyType(
    {
        "text": as_text,
        "lines": as_lines,
        "json": as_json,
        "github": as_github,
        "gitlab": as_gitlab,
        "sarif": as_sarif,
        "junit": as_junit,
        "markdown": as_markdown,
    }
)

__all__ = [
    "REPORTERS",
    "Cell",
    "Colour",
    "Column",
    "Kind",
    "Report",
    "Reporter",
    "RulePage",
    "Screen",
    "Tone",
    "read_rule_page",
    "show_rule_page",
    "table",
]
