"""What the rules of history look at, read from a repository whose past is told here."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from riskbook.reading.loading import load
from riskbook.reading.past import past
from riskbook.reading.trees import WorkTree
from riskbook.rules import Past
from riskbook.rules.history import KINDS, past_of
from riskbook.run import judge
from small_book import CRITERIA, RISK, SIGN_OFF, edited
from told_book import Step, tell

TODAY = date(2026, 11, 23)
APPETITE = (
    "\nappetite:\n  - category: operational\n    statement: {en: Little, zh: 很少}\n"
    "    limit: medium\n    days_to_act: 30\nsources:"
)
LIMITED = ("\nsources:", APPETITE)
CALM = ("    likelihood: 2\n", "    likelihood: 1\n")
ACCEPTANCE = SIGN_OFF.replace("review", "acceptance")


def acceptance(until: str, role: str = "risk-owner") -> str:
    return (
        f"kind: acceptance\nof: R001\nby: desk-lead\nrole: {role}\n"
        f"date: 2026-03-02\nuntil: {until}\nreason: For a while\n"
    )


def seen(folder: Path, *steps: Step) -> Past:
    """What the history of these commits says of the book at the last of them."""
    tell(folder, steps)
    book = load(WorkTree(folder)).book
    assert book is not None
    return past_of(past(folder, kinds=KINDS), judge(book, TODAY))


def test_a_risk_is_above_the_appetite_from_the_commit_that_brought_it_there(
    tmp_path: Path,
) -> None:
    found = seen(
        tmp_path,
        Step(edited({CRITERIA: LIMITED}), "2026-01-10"),
        Step(edited({CRITERIA: LIMITED, RISK: CALM}), "2026-02-10"),
        Step(edited({CRITERIA: LIMITED}), "2026-03-10"),
        Step(edited({CRITERIA: LIMITED, SIGN_OFF: None}), "2026-04-10"),
    )
    assert found.above_since == {"R001": date(2026, 3, 10)}


def test_what_is_not_above_it_today_has_no_day(tmp_path: Path) -> None:
    found = seen(
        tmp_path,
        Step(edited({CRITERIA: LIMITED}), "2026-01-10"),
        Step(edited({CRITERIA: LIMITED, RISK: CALM}), "2026-02-10"),
    )
    assert found.above_since == {}


def test_an_acceptance_puts_the_day_off_until_it_has_ended(tmp_path: Path) -> None:
    def above(name: str, entry: str) -> date:
        files = edited({CRITERIA: LIMITED})
        files[ACCEPTANCE] = entry.encode()
        return seen(tmp_path / name, Step(files, "2026-01-10")).above_since["R001"]

    assert above("accepted", acceptance("2026-06-30")) == date(2026, 7, 1)
    assert above("by-nobody", acceptance("2026-06-30", role="management")) == date(2026, 1, 10)


def test_an_entry_came_with_the_first_commit_that_has_it(tmp_path: Path) -> None:
    """The day is that of the book's time zone."""
    found = seen(
        tmp_path,
        Step(edited({SIGN_OFF: None}), "2026-10-01"),
        Step(edited({}), "2026-10-02", "23:30:00 +0000"),
        Step(edited({SIGN_OFF: ("Quarterly review", "Looked at")}), "2026-10-20"),
    )
    assert found.committed == {SIGN_OFF: date(2026, 10, 3)}
