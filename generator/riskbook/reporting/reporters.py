"""Every form of a report, by the name that people ask for it by."""

from __future__ import annotations

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
