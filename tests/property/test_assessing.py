"""What holds for every matrix, every book and every order of its risks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from riskbook.assessing import self_test
from riskbook.assessing.expected_loss import lognormal, mean_loss, probability_of, rate_of
from riskbook.assessing.levels import level, position
from riskbook.assessing.ranking import rank
from riskbook.model.book import Book
from riskbook.model.criteria import (
    Criteria,
    ImpactScale,
    LikelihoodKind,
    LikelihoodScale,
    RankingKey,
    Score,
)
from riskbook.model.records import LossRange, Risk
from riskbook.model.terms import Velocity
from riskbook.reading.resources import catalogue
from samples import sample_book, sample_criteria, sample_risk, sample_stage, sample_steps

LANGUAGES = (catalogue("en"), catalogue("zh"))


@st.composite
def monotone_criteria(draw: st.DrawFn) -> Criteria:
    """Any grid of 3 to 10 steps either way on which no level falls when a coordinate rises."""
    across, up = draw(st.integers(3, 10)), draw(st.integers(3, 10))
    rows: list[tuple[int, ...]] = []
    for _ in range(up):
        below = rows[-1] if rows else (0,) * across
        row: list[int] = []
        for floor in below:
            row.append(draw(st.integers(max(floor, row[-1] if row else 0), 3)))
        rows.append(tuple(row))
    return sample_criteria(
        likelihood=LikelihoodScale(LikelihoodKind.RATE, _steps(across)),
        impact=ImpactScale((), _steps(up)),
        matrix=tuple(rows),
        score=draw(st.sampled_from(Score)),
        ranking=tuple(draw(st.permutations(list(RankingKey)))[: draw(st.integers(1, 7))]),
    )


@st.composite
def books(draw: st.DrawFn) -> Book:
    criteria = draw(monotone_criteria())
    across, up = len(criteria.likelihood.steps), len(criteria.impact.steps)
    risks = [_risk(draw, f"R{number:03}", across, up) for number in range(draw(st.integers(0, 14)))]
    return sample_book(risks, criteria=criteria)


def _risk(draw: st.DrawFn, key: str, across: int, up: int) -> Risk:
    risk = sample_risk(
        key,
        draw(st.integers(1, across)),
        draw(st.integers(1, up)),
        service=draw(st.sampled_from(("customer-hotline", "project-office", "gone"))),
    )
    velocity = draw(st.sampled_from((None, Velocity.DAYS, Velocity.MINUTES)))
    return replace(risk, assessment=replace(risk.assessment, velocity=velocity))


def _steps(count: int) -> Any:
    names = [(f"s{step}", f"Step {step}", f"第 {step} 级") for step in range(1, count + 1)]
    return sample_steps(names, [float(step) for step in range(count + 1)])


@given(monotone_criteria(), st.data())
def test_levels_rise_with_either_coordinate(criteria: Criteria, data: st.DataObject) -> None:
    across, up = len(criteria.likelihood.steps), len(criteria.impact.steps)
    likelihood, impact = data.draw(st.integers(1, across)), data.draw(st.integers(1, up))
    lower = position(sample_stage(likelihood, impact), criteria)
    higher = position(
        sample_stage(
            data.draw(st.integers(likelihood, across)), data.draw(st.integers(impact, up))
        ),
        criteria,
    )
    assert lower is not None
    assert higher is not None
    assert lower.level <= higher.level
    assert lower.score <= higher.score


@given(monotone_criteria())
@settings(max_examples=30, deadline=None)
def test_a_monotone_complete_matrix_passes_as_such(criteria: Criteria) -> None:
    result = self_test.test_matrix(criteria)
    assert result.falls == ()
    assert result.missing == ()
    assert result.numbers is not None
    pairs = result.numbers.pairs
    assert pairs.reversed >= 0
    assert pairs.same_level + pairs.guaranteed + pairs.reversed <= 1 + 1e-9


@given(books(), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_of_the_risks_changes_nothing(book: Book, random: Any) -> None:
    risks = list(book.risks.values())
    random.shuffle(risks)
    shuffled = replace(book, risks={risk.id: risk for risk in risks})
    one, other = rank(book, level(book)), rank(shuffled, level(shuffled))
    assert list(one.items()) == list(other.items())


@given(books())
@settings(deadline=None)
def test_places_are_those_of_a_competition(book: Book) -> None:
    ranks = rank(book, level(book))
    assert set(ranks) == set(book.risks)
    places = [entry.place for entry in ranks.values()]
    assert places == sorted(places)
    sharing = Counter(places)
    for entry in ranks.values():
        assert entry.place == 1 + sum(place < entry.place for place in places)
        assert entry.sharing == sharing[entry.place]


@given(books())
@settings(deadline=None)
def test_best_and_worst_are_found_by_ranking_again_after_each_step(book: Book) -> None:
    for risk, entry in rank(book, level(book)).items():
        places = [entry.place, *_places_after_one_step(book, risk)]
        assert (entry.best, entry.worst) == (min(places), max(places))
        assert entry.best <= entry.place <= entry.worst
        assert entry.robust == (entry.worst <= 10)


def _places_after_one_step(book: Book, key: str) -> Iterator[int]:
    risk = book.risks[key]
    stage = risk.assessment.current
    assert stage is not None
    ((_, impact),) = stage.impact
    for across, up in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        moved = sample_stage(stage.likelihood + across, impact + up)
        if position(moved, book.criteria) is None:
            continue
        assessment = replace(risk.assessment, current=moved)
        risks = {**book.risks, key: replace(risk, assessment=assessment)}
        after = replace(book, risks=risks)
        yield rank(after, level(after))[key].place


@given(books())
@settings(deadline=None)
def test_every_reason_can_be_said_in_every_language(book: Book) -> None:
    for entry in rank(book, level(book)).values():
        for words in LANGUAGES:
            sentence = words.say(entry.reason)
            assert sentence
            assert "{" not in sentence
            assert entry.margin is None or words.say(entry.margin)


@given(st.floats(1e-3, 1e6), st.floats(1, 1e3), st.floats(0.5, 0.99), st.floats(1e-3, 1e3))
def test_a_loss_scales_with_its_unit(
    low: float, ratio: float, interval: float, unit: float
) -> None:
    loss = LossRange(low, low * ratio, interval)
    scaled = LossRange(low * unit, low * ratio * unit, interval)
    assert abs(mean_loss(scaled) / (mean_loss(loss) * unit) - 1) < 1e-9
    assert lognormal(loss).median <= mean_loss(loss)


@given(st.floats(0, 0.999999))
def test_probability_and_rate_undo_each_other(probability: float) -> None:
    assert abs(probability_of(rate_of(probability)) - probability) < 1e-9
    assert rate_of(probability) >= probability
