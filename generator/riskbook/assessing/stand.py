"""Where every risk of a book stands: its levels, its rank, and whether its treatment holds."""

from __future__ import annotations

from collections.abc import Mapping

from riskbook.assessing.appetite import breaches, tolerance_breaches
from riskbook.assessing.expected_loss import expected_yearly_loss
from riskbook.assessing.ranking import rank
from riskbook.assessing.standing import Attested, BookStanding, Stages, Standing, Treated
from riskbook.model.book import Book
from riskbook.model.terms import Status, Strategy

_NOWHERE = Stages(None, None, None)


def stand(
    book: Book, levels: Mapping[str, Stages], attested: Mapping[str, Attested]
) -> BookStanding:
    """Everything that can be said of the risks on the day of ``attested``.

    Ranks and counts run over the risks of this book: withhold the confidential ones before.
    """
    ranks = rank(book, levels)
    above = breaches(book, levels, attested)
    risks = {}
    for risk in book.risks.values():
        key, loss = risk.id, risk.expected_loss
        risks[key] = Standing(
            key,
            levels.get(key, _NOWHERE),
            ranks.get(key),
            expected_yearly_loss(loss) if loss else None,
            above.get(key),
            _treated(risk.treatment.strategy, attested[key]),
            attested[key],
        )
    return BookStanding(
        risks=risks,
        ranked=tuple(ranks),
        unassessed=tuple(
            sorted(
                risk.id
                for risk in book.risks.values()
                if risk.status is Status.OPEN and risk.id not in ranks
            )
        ),
        tolerance=tolerance_breaches(book, levels),
    )


def _treated(strategy: Strategy | None, attested: Attested) -> Treated:
    if strategy is None:
        return Treated.UNTREATED
    if strategy is not Strategy.ACCEPT or attested.accepted_until is not None:
        return Treated.TREATED
    return Treated.UNACCEPTED if attested.lapsed_on is None else Treated.LAPSED
