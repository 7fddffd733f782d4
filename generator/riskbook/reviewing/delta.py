"""What a change of a book is: all that differs between two of its states, and what that means.

Two judged books, two moments of one book, are held against each other on one day, so that the
calendar alone changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from riskbook.model.book import Book
from riskbook.reviewing.changes import Change, Thing, in_order
from riskbook.reviewing.delta_of_criteria import changes_of_criteria
from riskbook.reviewing.delta_of_entries import (
    changes_of_exercises,
    changes_of_sign_offs,
    changes_of_translations,
)
from riskbook.reviewing.delta_of_framework import (
    changes_of_organization,
    changes_of_registers,
    changes_of_services,
    changes_of_settings,
)
from riskbook.reviewing.delta_of_records import (
    Shelf,
    changes_of_control,
    changes_of_plan,
    changes_of_process,
    changes_of_records,
    changes_of_risk,
)
from riskbook.reviewing.delta_of_standing import Shift, changes_of_standing, shifted
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.meaning import Meaning, meaning


@dataclass(frozen=True, slots=True)
class Delta:
    """A change of a book.

    ``shifted`` are the risks that only others moved in the ranking. ``withheld`` counts the
    confidential records that the change touches and that are not told of here.
    """

    changes: tuple[Change, ...]
    shifted: Shift
    meaning: Meaning
    withheld: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed that a reader of the book would see."""
        return not self.changes and self.meaning.is_nothing and not self.withheld


def compare(base: Judged, head: Judged) -> Delta:
    """All that differs between the two states, in the one order in which it is told."""
    return Delta(
        in_order((*_written(base.book, head.book), *changes_of_standing(base, head))),
        shifted(base, head),
        meaning(base, head),
    )


def _written(base: Book, head: Book) -> Iterator[Change]:
    """What somebody wrote otherwise."""
    then, now = base.unread, head.unread
    yield from changes_of_records(
        Thing.RISK, Shelf(base.risks, then), Shelf(head.risks, now), changes_of_risk
    )
    yield from changes_of_records(
        Thing.PLAN, Shelf(base.plans, then), Shelf(head.plans, now), changes_of_plan
    )
    yield from changes_of_records(
        Thing.CONTROL, Shelf(base.controls, then), Shelf(head.controls, now), changes_of_control
    )
    yield from changes_of_records(
        Thing.PROCESS, Shelf(base.processes, then), Shelf(head.processes, now), changes_of_process
    )
    yield from changes_of_services(base.services, head.services)
    yield from changes_of_criteria(base.criteria, head.criteria)
    yield from changes_of_organization(base.organization, head.organization)
    yield from changes_of_settings(base.settings, head.settings)
    yield from changes_of_registers(base.registers, head.registers)
    yield from changes_of_sign_offs(base, head)
    yield from changes_of_exercises(base, head)
    yield from changes_of_translations(base, head)
