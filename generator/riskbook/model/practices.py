"""The practices of service management that Riskbook comes with a checklist for."""

from __future__ import annotations

PRACTICES = (
    "incident",
    "service-desk",
    "problem",
    "change-enablement",
    "release",
    "deployment",
    "configuration",
    "monitoring",
    "availability",
    "capacity",
    "continuity",
    "information-security",
    "supplier",
    "service-level",
)
"""The ids of those checklists, which are the keys of their practices: from the fault that a user
reports to what was agreed with the customer."""
