"""The checklists that come with Riskbook."""

from __future__ import annotations

from collections.abc import Mapping

from riskbook.model.discovery import Checklist, ChecklistAnswers


def with_library(
    own: Mapping[str, Checklist], answered: Mapping[str, ChecklistAnswers]
) -> dict[str, Checklist]:
    """The book's own checklists, and those that come with Riskbook and were answered."""
    del answered
    return dict(own)
