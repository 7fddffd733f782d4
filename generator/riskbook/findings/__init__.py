"""Findings: what a fault is. Plain data; nothing here reads, judges or prints."""

from riskbook.findings.codes import CODES, Code, Sight
from riskbook.findings.finding import Finding, Location, Severity, Span, in_order

__all__ = ["CODES", "Code", "Finding", "Location", "Severity", "Sight", "Span", "in_order"]
