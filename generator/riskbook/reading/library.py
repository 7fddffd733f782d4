"""The checklists that come with Riskbook.

A file of them is read when a book has answered it, or when somebody asks for all of them: a book
without checklists does not pay for them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from riskbook.model.discovery import Checklist, ChecklistAnswers
from riskbook.model.practices import PRACTICES
from riskbook.model.records import Source
from riskbook.reading.building_checklists import definition
from riskbook.reading.casting import cast_by
from riskbook.reading.placing import Kind
from riskbook.reading.resources import resource
from riskbook.reading.schemas import read_schema

_LANGUAGE = "en"


def with_library(
    own: Mapping[str, Checklist], answered: Mapping[str, ChecklistAnswers]
) -> dict[str, Checklist]:
    """The book's own checklists, and those that come with Riskbook and were answered.

    A checklist of the book's takes the place of one that comes with Riskbook under the same id.
    """
    named = {answers.checklist for answers in answered.values()} - own.keys()
    found = {**own, **_read(key for key in PRACTICES if key in named)}
    return dict(sorted(found.items()))


def library() -> dict[str, Checklist]:
    """Every checklist that comes with Riskbook, in the order of their practices."""
    return _read(PRACTICES)


def _read(keys: Iterable[str]) -> dict[str, Checklist]:
    wanted = tuple(keys)
    if not wanted:
        return {}
    from riskbook.reading.composing import compose  # few books have answered a checklist

    schema = read_schema(Kind.CHECKLIST)
    cast = cast_by(schema, schema["$defs"])
    folder = resource("site_templates") / "checklists"
    return {
        key: definition(
            cast(compose((folder / f"{key}.yml").read_text("utf-8"))),
            Source("", "", ""),  # no file of the book
            _LANGUAGE,
        )
        for key in wanted
    }
