"""Reporting: findings in the forms that people and programs read; nothing is judged here.

What is named here is imported when it is first asked for: a build needs the calendar alone, and
all forms of a report take longer to import than the calendar takes to make.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from riskbook.reporting.report import Report
    from riskbook.reporting.reporters import REPORTERS, Reporter
    from riskbook.reporting.rule_page import RulePage, read_rule_page, show_rule_page
    from riskbook.reporting.screen import Colour, Screen, Tone
    from riskbook.reporting.tables import Cell, Column, Kind, table

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


def __getattr__(name: str) -> Any:
    match name:
        case "Report":
            home = "report"
        case "REPORTERS" | "Reporter":
            home = "reporters"
        case "RulePage" | "read_rule_page" | "show_rule_page":
            home = "rule_page"
        case "Colour" | "Screen" | "Tone":
            home = "screen"
        case "Cell" | "Column" | "Kind" | "table":
            home = "tables"
        case _:
            message = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{home}"), name)
