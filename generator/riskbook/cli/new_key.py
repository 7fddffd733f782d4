"""The key of a new record whose file is named by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from riskbook.cli.new_desk import Sitting


def new_key(sitting: Sitting, title: str, words: str) -> str:
    """A key that no record has: asked for under ``words``, the title's words as the default."""
    from riskbook.authoring.answers import identity
    from riskbook.authoring.file_names import slug, taken_ids

    taken = taken_ids(sitting.book, (entry.path for entry in sitting.desk.tree.entries()))
    free = slug(title)
    judge = identity(r"^[a-z0-9][a-z0-9-]*$", taken)
    return sitting.put("id", judge, words, default="" if free in taken else free)
