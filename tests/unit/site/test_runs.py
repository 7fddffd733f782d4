"""The register in runs: every risk once, in order, and only with those that share its rank."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from riskbook.model.terms import Status
from riskbook.site.edition import Edition, edition
from riskbook.site.input import SiteInput
from riskbook.site.lines import Lines
from riskbook.site.runs import filled, merged
from riskbook.site.views.register import register_order
from samples import sample_book, sample_risk

MakeSite = Callable[..., SiteInput]


def book_of(make_site: MakeSite, count: int, closed: str = "") -> Edition:
    risks = [sample_risk(f"R{number:03}") for number in range(1, count + 1)]
    risks = [replace(one, status=Status.CLOSED) if one.id == closed else one for one in risks]
    return edition(make_site(sample_book(risks)))


def test_every_risk_is_in_one_run_with_its_rank_and_reason(make_site: MakeSite) -> None:
    made = book_of(make_site, 400, closed="R007")
    ids = [key for run in made.runs.all for key in run.ids]
    assert tuple(ids) == register_order(made)
    for run in made.runs.all:
        for key in run.ids:
            rank = made.site.standing.risks[key].rank
            assert (rank and (rank.place, rank.reason)) == (
                run.rank and (run.rank.place, run.rank.reason)
            )
    assert 3 < len(made.runs.all) < 40  # equals by the hundred are several runs


def test_one_that_goes_leaves_nearly_all_runs_as_they_are(make_site: MakeSite) -> None:
    before = {run.told for run in book_of(make_site, 400).runs.all}
    after = {run.told for run in book_of(make_site, 400, closed="R200").runs.all}
    assert len(after - before) <= 3


def test_no_risk_is_no_run(make_site: MakeSite) -> None:
    assert book_of(make_site, 0).runs.all == ()


def test_parts_are_those_of_one_after_the_other() -> None:
    parts = merged([("a", "b", "c"), ("d", "e", "f")])
    assert parts == ("a", "b", "cd", "e", "f")
    assert "".join(filled(parts, "1", "2")) == "a1b2cd1e2f"


def test_only_runs_with_other_risks_are_made_again(make_site: MakeSite, tmp_path: Path) -> None:
    asked: list[str] = []

    def make(keys: Sequence[str]) -> Iterator[tuple[str, str]]:
        asked.extend(keys)
        return ((f"{key}=", ";") for key in keys)

    def said(made: Edition, again: frozenset[str] | None) -> str:
        asked.clear()
        runs = Lines(tmp_path, again).runs("file", made.runs.all, make)
        return "".join("1".join(parts) for _, parts in runs)

    made, other = book_of(make_site, 400), book_of(make_site, 400, closed="R200")
    assert said(made, None) == "".join(f"{key}=1;" for key in register_order(made))
    assert len(asked) == 400
    assert said(other, frozenset({"R200"})) == "".join(f"{key}=1;" for key in register_order(other))
    assert "R200" in asked
    assert len(asked) < 300
    said(other, frozenset())
    assert asked == []
