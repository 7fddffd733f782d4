"""The reason for every rank in plain words, and what separates a risk from the next one down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from riskbook.assessing.contender import Contender, order_of
from riskbook.assessing.enumeration import enumerated, in_sentence
from riskbook.model.book import Book
from riskbook.model.criteria import RankingKey, ScaleStep
from riskbook.wording.saying import Fact, Saying, Text, say

CORE = 5
"""The business importance of a core service."""

SPELT_OUT = range(2, 11)
"""The numbers that a sentence has as words."""

Groups = Sequence[Sequence[Contender]]
"""Risks that share a place, the first place first; equals by id."""


def reasons(groups: Groups, book: Book) -> dict[str, Saying]:
    """Why each risk stands where it stands, by id.

    Equals are named as such. The first of a level is set against the next one down, everyone else
    against the next one up.
    """
    at_level = Counter(one.position.level for group in groups for one in group)
    found: dict[str, Saying] = {}
    for index, group in enumerate(groups):
        one = group[0]
        if len(group) > 1:
            like_first = _tied(one, len(group), book)
            found.update({equal.risk: like_first for equal in group[1:]})
            found[one.risk] = _tied(group[1], len(group), book)
            continue
        above = groups[index - 1][-1] if index else None
        below = groups[index + 1][0] if index + 1 < len(groups) else None
        if _leads_level(one, above, book):
            found[one.risk] = _first_of_level(one, below, at_level[one.position.level], book)
        elif above is not None:
            found[one.risk] = _behind(one, above, book)
        elif below is not None:
            found[one.risk] = say("rank.foremost", other=below.risk, why=_why(one, below, book))
        else:
            found[one.risk] = say("rank.single")
    return found


def margin(one: Contender, below: Contender, book: Book) -> Saying:
    """What puts ``one`` ahead of ``below``."""
    return say("rank.ahead", other=below.risk, why=_why(one, below, book))


def _leads_level(one: Contender, above: Contender | None, book: Book) -> bool:
    return order_of(book.criteria)[0] is RankingKey.LEVEL and (
        above is None or above.position.level != one.position.level
    )


def _first_of_level(one: Contender, below: Contender | None, count: int, book: Book) -> Saying:
    level = in_sentence(_level(one, book))
    if below is None or count == 1:
        return say("rank.only", level=level)
    number: Fact = say(f"rank.number.{count}") if count in SPELT_OUT else count
    why = _why(one, below, book)
    return say("rank.first", number=number, level=level, other=below.risk, why=why)


def _behind(one: Contender, above: Contender, book: Book) -> Saying:
    why = _why(one, above, book)
    order = order_of(book.criteria)
    if order[0] is not RankingKey.LEVEL:
        return say("rank.behind", other=above.risk, why=why)
    level = _level(one, book)
    alike = order[1 : _deciding(one, above)]
    if not alike:
        return say("rank.like", level=level, other=above.risk, why=why)
    return say("rank.like-equal", level=level, other=above.risk, keys=_keys(alike), why=why)


def _tied(other: Contender, sharing: int, book: Book) -> Saying:
    """The reason of one that is equal to ``other``; ``count`` is how many more there are."""
    facts: dict[str, Fact] = {"other": other.risk}
    several = ""
    if sharing > 2:
        several = "-several"
        facts |= {"count": sharing - 2, "others": sharing - 1}
    order = order_of(book.criteria)
    if order[0] is not RankingKey.LEVEL:
        return say(f"rank.equal{several}", keys=_keys(order), **facts)
    facts["level"] = _level(other, book)
    if len(order) == 1:
        return say(f"rank.tied-by-level{several}", **facts)
    return say(f"rank.tied{several}", keys=_keys(order[1:]), **facts)


def _why(one: Contender, other: Contender, book: Book) -> Saying:
    """What makes ``one`` rank before or behind ``other``, said of ``one``."""
    index = _deciding(one, other)
    key = order_of(book.criteria)[index]
    ahead = one.precedence[index] < other.precedence[index]
    saying = f"rank.why.{key.value}.{'more' if ahead else 'less'}"
    match key:
        case RankingKey.LEVEL:
            mine, theirs = _level(one, book), _level(other, book)
            return say(saying, mine=in_sentence(mine), other=other.risk, theirs=in_sentence(theirs))
        case RankingKey.IMPORTANCE if one.service and other.service:
            importance = one.service.importance
            return say(
                "rank.why.importance.core" if ahead and importance == CORE else saying,
                service=one.service.name,
                mine=importance,
                theirs=other.service.importance,
            )
        case RankingKey.SCORE:
            return say(saying, mine=one.position.score, theirs=other.position.score)
        case RankingKey.IMPACT:
            steps = book.criteria.impact.steps
            mine_at, theirs_at = one.position.impact, other.position.impact
            return say(saying, mine=_step(steps, mine_at), theirs=_step(steps, theirs_at))
        case RankingKey.LIKELIHOOD:
            steps = book.criteria.likelihood.steps
            mine_at, theirs_at = one.position.likelihood, other.position.likelihood
            return say(saying, mine=_step(steps, mine_at), theirs=_step(steps, theirs_at))
        case RankingKey.VELOCITY if one.velocity and other.velocity:
            return say(
                saying,
                mine=say(f"rank.velocity.{one.velocity.value}"),
                theirs=say(f"rank.velocity.{other.velocity.value}"),
            )
        case RankingKey.EXPECTED_LOSS if None not in (one.expected_loss, other.expected_loss):
            return say(
                saying,
                currency=book.settings.currency,
                mine=_amount(one.expected_loss or 0.0),
                theirs=_amount(other.expected_loss or 0.0),
            )
        case _ if ahead:
            return say(f"rank.why.{key.value}.only-mine", other=other.risk)
        case _:
            return say(f"rank.why.{key.value}.only-theirs", other=other.risk)


def _deciding(one: Contender, other: Contender) -> int:
    """The index of the first key by which the two differ; that they do is known."""
    return next(
        index
        for index, (mine, theirs) in enumerate(zip(one.precedence, other.precedence, strict=True))
        if mine != theirs
    )


def _level(one: Contender, book: Book) -> Text:
    return book.criteria.levels[one.position.level].name


def _step(steps: Sequence[ScaleStep], value: int) -> Saying:
    return say("rank.step", value=value, name=steps[value - 1].name)


def _keys(keys: Sequence[RankingKey]) -> Fact:
    return enumerated([say(f"rank.key.{key.value}") for key in keys])


def _amount(loss: float) -> float:
    """Whole units of the currency; cents only where they are most of it."""
    return round(loss, 0) if loss >= 100 else round(loss, 2)
