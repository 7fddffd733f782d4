"""Working names: what a problem type is called until a person has given it a name."""

from __future__ import annotations

from riskbook.model.tickets import ProblemType

WORKING = "? "
"""How a working name begins: one that nobody has given yet, made of what is characteristic."""


def is_named(kind: ProblemType) -> bool:
    """Whether a person has given a problem type its name, in every language that it has."""
    return not any(words.startswith(WORKING) for _, words in kind.name.by_language)
