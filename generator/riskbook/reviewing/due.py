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
    return {
        risk.id: _attested(risk, links.sign_offs_of.get(risk.id, ()), book, levels, today)
        for risk in book.risks.values()
    }


def _attested(
    risk: Risk,
    sign_offs: Iterable[SignOff],
    book: Book,
    levels: Mapping[str, Stages],
    today: date,
) -> Attested:
    past = [entry for entry in sign_offs if entry.date <= today]
    reviews = [entry.date for entry in past if entry.kind is SignOffKind.REVIEW]
    last_review = max(reviews, default=None)
    due = _due(risk, last_review, book, levels)
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


def _due(
    risk: Risk, last_review: date | None, book: Book, levels: Mapping[str, Stages]
) -> date | None:
    stages = levels.get(risk.id)
    since = last_review or (risk.identified.date if risk.identified else None)
    if risk.status is not Status.OPEN or since is None or stages is None or stages.current is None:
        return None
    return after(since, book.criteria.levels[stages.current.level].review_every)
