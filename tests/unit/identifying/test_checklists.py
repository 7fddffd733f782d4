"""What answered checklists show, by question and by practice, and where no risk stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from riskbook.identifying.checklists import Tally, by_practice, is_old, open_answers, worked
from riskbook.model.discovery import Discovery
from riskbook.model.links import link
from riskbook.model.records import FoundIn
from riskbook.model.terms import Answer
from riskbook.reading.library import library
from sample_checklists import CHECKLIST, answered, checklist_book, sample_answers
from samples import sample_book

Q2 = FoundIn("checklist", "nights-2026", "Q2")
Q3 = FoundIn("checklist", "nights-2026", "Q3")
LAST_YEAR = sample_answers("nnn", "nights-2025", date=date(2025, 9, 1))


def test_each_question_has_its_answer_and_the_risks_found_in_it() -> None:
    book = checklist_book(sample_answers("yp"), found_in=(Q2,))
    one = worked(book, link(book))["nights-2026"]
    assert [(reply.id, reply.answer, reply.risks) for reply in one.replies] == [
        ("Q1", Answer.YES, ()),
        ("Q2", Answer.PARTLY, ("R001",)),
        ("Q3", None, ()),
    ]
    assert one.tally == Tally(yes=1, partly=1, unanswered=1)
    assert one.tally.asked == 3
    assert one.gaps == ()


def test_no_and_partly_without_a_risk_are_gaps() -> None:
    book = checklist_book(sample_answers("ypn"))
    assert open_answers(book, link(book)) == (Q2, Q3)


def test_what_does_not_apply_and_what_is_open_are_no_gaps() -> None:
    book = checklist_book(sample_answers("y-?"))
    assert open_answers(book, link(book)) == ()
    one = worked(book, link(book))["nights-2026"]
    assert one.tally == Tally(yes=1, not_applicable=1, unanswered=1)


def test_the_newest_answers_of_a_service_count() -> None:
    elsewhere = sample_answers("n", "other-2025", service="", date=date(2025, 1, 1))
    book = checklist_book(sample_answers("yyn"), LAST_YEAR, elsewhere)
    found = worked(book, link(book))
    assert {key: one.is_newest for key, one in found.items()} == {
        "nights-2025": False,
        "nights-2026": True,
        "other-2025": True,
    }
    assert open_answers(book, link(book)) == (FoundIn("checklist", "other-2025", "Q1"), Q3)


def test_of_two_sheets_of_one_day_the_later_id_is_the_newer() -> None:
    book = checklist_book(sample_answers("n"), sample_answers("y", "nights-2026-b"))
    assert [key for key, one in worked(book, link(book)).items() if one.is_newest] == [
        "nights-2026-b"
    ]


def test_a_risk_found_in_older_answers_still_stands_for_the_question() -> None:
    earlier = FoundIn("checklist", "nights-2025", "Q3")
    book = checklist_book(sample_answers("yyn"), LAST_YEAR, found_in=(earlier,))
    assert open_answers(book, link(book)) == ()


def test_a_risk_found_in_newer_answers_does_not_mend_the_older() -> None:
    book = checklist_book(sample_answers("yyn"), LAST_YEAR, found_in=(Q3,))
    older = worked(book, link(book))["nights-2025"]
    assert [reply.id for reply in older.gaps] == ["Q1", "Q2", "Q3"]


def test_answers_to_nothing_known_are_kept_as_they_are() -> None:
    book = checklist_book(sample_answers("n", checklist="days"))
    one = worked(book, link(book))["nights-2026"]
    assert one.checklist is None
    assert [(reply.id, reply.question) for reply in one.replies] == [("Q1", None)]


def test_a_second_answer_to_a_question_does_not_count() -> None:
    twice = (*answered("yyy"), replace(answered("n")[0], question="Q1"))
    book = checklist_book(sample_answers(answers=twice))
    assert worked(book, link(book))["nights-2026"].tally == Tally(yes=3)


def test_every_practice_of_the_library_is_there_then_those_of_the_book() -> None:
    book = checklist_book(sample_answers(), sample_answers("yyy", "all-2026", service=""))
    practices = by_practice(book, link(book), library())
    assert [one.practice for one in practices] == [*library(), "night-shift"]
    own = practices[-1]
    assert own.tally == Tally(yes=4, partly=1, no=1)
    assert (own.last, own.gaps) == (date(2026, 9, 18), 2)
    assert practices[0].newest == ()
    assert practices[0].last is None


def test_a_checklist_of_the_book_takes_the_place_of_one_in_the_library() -> None:
    ours = replace(CHECKLIST, id="incident", practice="incident")
    book = sample_book(discovery=Discovery(checklists={"incident": ours}))
    assert by_practice(book, link(book), library())[0].checklists == (ours,)


def test_answers_are_good_for_a_year() -> None:
    answers = sample_answers(date=date(2025, 11, 23))
    assert not is_old(answers, date(2026, 11, 23))
    assert is_old(answers, date(2026, 11, 24))
