"""A book and what follows from it on a day: what the site shows and what two of are compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from riskbook.assessing.standing import BookStanding, PlanState, Stages
from riskbook.model.book import Book
from riskbook.model.links import Links
from riskbook.reviewing.basis import Paths


@dataclass(frozen=True, slots=True)
class Judged:
    """A book and everything that follows from it on a day.

    ``paths`` holds the files that match each pattern that risks rest on; None where nobody can
    tell.
    """

    book: Book
    links: Links
    levels: Mapping[str, Stages]
    standing: BookStanding
    plan_states: Mapping[str, PlanState]
    today: date
    paths: Paths | None = None
