"""What sign-offs say of each risk today: when it is due for review, and whether it is accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from riskbook.assessing.standing import Attested, Stages
from riskbook.model.book import Book
from riskbook.model.links import Links
from riskbook.model.records import Risk, SignOff
from riskbook.model.terms import SignOffKind, Status
from riskbook.reviewing.calendar import after


def attest(
    book: Book, links: Links, levels: Mapping[str, Stages], today: date
) -> dict[str, Attested]:
    """What has been attested of every risk, by id. Entries dated after ``today`` do not count.

    A review is due one period of the risk's level now after the last review, or after the day the
    risk was identified. An approval or an acceptance is no review.
    """
    dues = _Dues(book, levels)
    never: dict[date | None, Attested] = {}  # what all risks without sign-offs share
    attested = {}
    for risk in book.risks.values():
        sign_offs = links.sign_offs_of.get(risk.id, ())
        if sign_offs:
            attested[risk.id] = _attested(risk, sign_offs, dues, today)
            continue
        due = dues.of(risk, None)
        if due not in never:
            never[due] = _attested(risk, (), dues, today)
        attested[risk.id] = never[due]
    return attested


def _attested(risk: Risk, sign_offs: Iterable[SignOff], dues: _Dues, today: date) -> Attested:
    past = [entry for entry in sign_offs if entry.date <= today]
    reviews = [entry.date for entry in past if entry.kind is SignOffKind.REVIEW]
    last_review = max(reviews, default=None)
    due = dues.of(risk, last_review)
    # The latest acceptance stands for all: it may shorten an earlier one, and it names its end.
    acceptances = [
        (entry.date, entry.until)
        for entry in past
        if entry.kind is SignOffKind.ACCEPTANCE and entry.until is not None
    ]
    in_force = [(day, until) for day, until in acceptances if until >= today]
    ended = [until for _, until in acceptances if until < today]
    return Attested(
        last_review=last_review,
        due=due,
        days_late=max(0, (today - due).days) if due else 0,
        accepted_until=max(in_force)[1] if in_force else None,
        lapsed_on=max(ended, default=None),
    )


class _Dues:
    """When reviews are due. Reckoned once for each day and level, since thousands share them."""

    def __init__(self, book: Book, levels: Mapping[str, Stages]) -> None:
        self._periods = [level.review_every for level in book.criteria.levels]
        self._levels = levels
        self._known: dict[tuple[date, int], date | None] = {}

    def of(self, risk: Risk, last_review: date | None) -> date | None:
        """When a risk is due for review; None for one that is not open, assessed and dated."""
        stages = self._levels.get(risk.id)
        since = last_review or (risk.identified.date if risk.identified else None)
        if risk.status is not Status.OPEN or since is None or not (stages and stages.current):
            return None
        key = (since, stages.current.level)
        if key not in self._known:
            self._known[key] = after(since, self._periods[stages.current.level])
        return self._known[key]
