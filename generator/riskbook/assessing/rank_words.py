"""The reason for every rank in plain words, and what separates a risk from the next one down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from riskbook.assessing.contender import Contender, order_of
from riskbook.assessing.enumeration import enumerated, in_sentence
from riskbook.assessing.standing import Rank
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
    phrases = _phrases(book)
    at_level = Counter(one.position.level for group in groups for one in group)
    found: dict[str, Saying] = {}
    for index, group in enumerate(groups):
        one = group[0]
        if len(group) > 1:
            like_first = _tied(one, len(group), phrases)
            found.update({equal.risk: like_first for equal in group[1:]})
            found[one.risk] = _tied(group[1], len(group), phrases)
            continue
        above = groups[index - 1][-1] if index else None
        below = groups[index + 1][0] if index + 1 < len(groups) else None
        if _leads_level(one, above, phrases):
            count = at_level[one.position.level]
            found[one.risk] = _first_of_level(one, below, count, phrases)
        elif above is not None:
            found[one.risk] = _behind(one, above, phrases)
        elif below is not None:
            why = _why(one, below, _deciding(one, below), phrases)
            found[one.risk] = say("rank.foremost", other=below.risk, why=why)
        else:
            found[one.risk] = say("rank.single")
    return found


def margins(groups: Groups, book: Book) -> tuple[Saying | None, ...]:
    """What puts each group ahead of the next one down; None for the last."""
    phrases = _phrases(book)
    ahead = (
        say(
            "rank.ahead",
            other=below[0].risk,
            why=_why(group[0], below[0], _deciding(group[0], below[0]), phrases),
        )
        for group, below in pairwise(groups)
    )
    return (*ahead, None) if groups else ()


@dataclass(frozen=True, slots=True)
class _Phrases:
    """What the sentences of one book are put together from, made once for all its risks."""

    order: tuple[RankingKey, ...]
    levels: tuple[Text, ...]
    levels_in_sentence: tuple[Text, ...]
    impacts: tuple[Saying, ...]
    likelihoods: tuple[Saying, ...]
    alike: tuple[Fact, ...]  # the keys after the first, up to each index
    currency: str

    @property
    def level_leads(self) -> bool:
        return self.order[0] is RankingKey.LEVEL


def _phrases(book: Book) -> _Phrases:
    criteria = book.criteria
    order = order_of(criteria)
    names = tuple(level.name for level in criteria.levels)
    return _Phrases(
        order=order,
        levels=names,
        levels_in_sentence=tuple(in_sentence(name) for name in names),
        impacts=_steps(criteria.impact.steps),
        likelihoods=_steps(criteria.likelihood.steps),
        alike=tuple(_keys(order[1:end]) for end in range(len(order) + 1)),
        currency=book.settings.currency,
    )


def _steps(steps: Sequence[ScaleStep]) -> tuple[Saying, ...]:
    return tuple(say("rank.step", value=step.value, name=step.name) for step in steps)


def _keys(keys: Sequence[RankingKey]) -> Fact:
    return enumerated([say(f"rank.key.{key.value}") for key in keys]) if keys else ""


def _leads_level(one: Contender, above: Contender | None, phrases: _Phrases) -> bool:
    return phrases.level_leads and (above is None or above.position.level != one.position.level)


def _first_of_level(
    one: Contender, below: Contender | None, count: int, phrases: _Phrases
) -> Saying:
    level = phrases.levels_in_sentence[one.position.level]
    if below is None or count == 1:
        return say("rank.only", level=level)
    number: Fact = say(f"rank.number.{count}") if count in SPELT_OUT else count
    why = _why(one, below, _deciding(one, below), phrases)
    return say("rank.first", number=number, level=level, other=below.risk, why=why)


def _behind(one: Contender, above: Contender, phrases: _Phrases) -> Saying:
    index = _deciding(one, above)
    why = _why(one, above, index, phrases)
    if not phrases.level_leads:
        return say("rank.behind", other=above.risk, why=why)
    level = phrases.levels[one.position.level]
    alike = phrases.alike[index]
    if not alike:
        return say("rank.like", level=level, other=above.risk, why=why)
    return say("rank.like-equal", level=level, other=above.risk, keys=alike, why=why)


def _tied(other: Contender, sharing: int, phrases: _Phrases) -> Saying:
    """The reason of one that is equal to ``other``; ``count`` is how many more there are."""
    facts: dict[str, Fact] = {"other": other.risk}
    several = ""
    if sharing > 2:
        several = "-several"
        facts |= {"count": sharing - 2, "others": sharing - 1}
    if not phrases.level_leads:
        return say(f"rank.equal{several}", keys=_keys(phrases.order), **facts)
    facts["level"] = phrases.levels[other.position.level]
    alike = phrases.alike[-1]
    if not alike:
        return say(f"rank.tied-by-level{several}", **facts)
    return say(f"rank.tied{several}", keys=alike, **facts)


def _why(one: Contender, other: Contender, index: int, phrases: _Phrases) -> Saying:
    """What makes ``one`` rank before or behind ``other``, said of ``one``.

    ``index`` is that of the deciding key.
    """
    key = phrases.order[index]
    ahead = one.precedence[index] < other.precedence[index]
    saying = f"rank.why.{key.value}.{'more' if ahead else 'less'}"
    mine, theirs = one.position, other.position
    match key:
        case RankingKey.LEVEL:
            names = phrases.levels_in_sentence
            return say(saying, mine=names[mine.level], other=other.risk, theirs=names[theirs.level])
        case RankingKey.SCORE:
            return say(saying, mine=mine.score, theirs=theirs.score)
        case RankingKey.IMPACT:
            steps = phrases.impacts
            return say(saying, mine=steps[mine.impact - 1], theirs=steps[theirs.impact - 1])
        case RankingKey.LIKELIHOOD:
            steps = phrases.likelihoods
            return say(saying, mine=steps[mine.likelihood - 1], theirs=steps[theirs.likelihood - 1])
        case RankingKey.IMPORTANCE if one.service and other.service:
            importance = one.service.importance
            return say(
                "rank.why.importance.core" if ahead and importance == CORE else saying,
                service=one.service.name,
                mine=importance,
                theirs=other.service.importance,
            )
        case RankingKey.VELOCITY if one.velocity and other.velocity:
            return say(
                saying,
                mine=say(f"rank.velocity.{one.velocity.value}"),
                theirs=say(f"rank.velocity.{other.velocity.value}"),
            )
        case RankingKey.EXPECTED_LOSS if (
            one.expected_loss is not None and other.expected_loss is not None
        ):
            return say(
                saying,
                currency=phrases.currency,
                mine=_amount(one.expected_loss),
                theirs=_amount(other.expected_loss),
            )
        case _ if ahead:
            return say(f"rank.why.{key.value}.only-mine", other=other.risk)
        case _:
            return say(f"rank.why.{key.value}.only-theirs")


def _deciding(one: Contender, other: Contender) -> int:
    """The index of the first key by which the two differ; that they do is known."""
    pairs = enumerate(zip(one.precedence, other.precedence, strict=True))
    return next(index for index, (mine, theirs) in pairs if mine != theirs)


def _amount(loss: float) -> float:
    """Whole units of the currency; cents only where they are most of it."""
    return round(loss, 0) if loss >= 100 else round(loss, 2)


def margin_beside_reason(words: Callable[[Saying], str], rank: Rank) -> str:
    """What separates a rank from the next one down, ``""`` where the reason says so already.

    ``words`` puts a saying into words: that of a catalogue, or one that remembers.
    """
    margin = words(rank.margin) if rank.margin else ""
    told = margin.casefold() in words(rank.reason).casefold()
    return "" if told else margin
