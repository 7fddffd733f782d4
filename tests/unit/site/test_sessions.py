"""The pages of sessions and feedback: what became of each point and answer, in either language."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from riskbook.model.book import Book
from riskbook.site.edition import edition
from riskbook.site.input import Page, SiteInput
from riskbook.site.rendering import Press
from riskbook.site.views.feedback import feedback_list_view, feedback_view
from riskbook.site.views.sessions import session_view, sessions_view
from sample_gathering import (
    FEEDBACK,
    SESSION,
    at_answer,
    at_point,
    dropped,
    gathering_book,
    point,
    sample_answer,
    sample_feedback,
    sample_session,
    text,
)
from samples import TODAY

MakeSite = Callable[..., SiteInput]
MakePress = Callable[..., Press]

POINTS = (
    point("P1", said="Both lines run through one duct", votes=9),
    point("P2", "service-desk-lead", "Both the lines run through the one duct", merged_into="P1"),
    dropped("P3"),
    point("P4", "risk-manager", votes=12),
)


def pages(press: Press) -> dict[str, Page]:
    return {page.path: page for page in press.discoveries()}


def words_of(page: Page) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.main).split())


def gathered() -> Book:
    return gathering_book(
        sample_session(POINTS),
        sample_feedback([sample_answer("A1", rating=2), sample_answer("A2", rating=1)]),
        [at_point("P1"), at_answer("A1")],
    )


def test_a_page_tells_of_each_point_what_became_of_it(make_press: MakePress) -> None:
    page = pages(make_press(gathered()))[f"sessions/{SESSION}.html"]
    assert page.title == "What may keep callers away?"
    assert page.source.endswith(f"sessions/{SESSION}.yml")
    for part in (
        'id="P1"', 'href="../risks/R001.html"', 'href="#P1">P1</a>', "Nothing in it",
        'class="late">No outcome yet', "9 votes",
    ):  # fmt: skip
        assert part in page.main
    assert "4 points · 1 became a risk · 1 merged · 1 dropped · 1 without an outcome" in words_of(
        page
    )


def test_points_stand_below_who_made_them_and_everybody_has_a_place(make_site: MakeSite) -> None:
    session = sample_session([POINTS[3], POINTS[0], point("P5", "passer-by")])
    view = session_view(edition(make_site(gathering_book(session))), session)
    assert [(one.who, one.department, one.count) for one in view.voices] == [
        ("Hotline lead", "Customer service", "1 point"),
        ("Service desk lead", "IT support", "0 points"),
        ("Risk manager", "", "1 point"),
        ("passer-by", "", "1 point"),
    ]
    assert [one.id for one in view.ranked] == ["P4", "P1"]


def test_merging_is_proposed_below_the_points(make_site: MakeSite) -> None:
    session = sample_session([POINTS[0], replace(POINTS[1], merged_into="")])
    view = session_view(edition(make_site(gathering_book(session))), session)
    ((one, other, share),) = ((pair.one.id, pair.other.id, pair.share) for pair in view.similar)
    assert (one, other) == ("P1", "P2")
    assert re.fullmatch(r"\d\d %", share)


def test_the_list_is_newest_first_and_knows_what_is_to_come(make_site: MakeSite) -> None:
    book = gathered()
    coming = sample_session(id="next", date=TODAY)
    sessions = {**book.discovery.sessions, "next": coming}
    site = make_site(replace(book, discovery=replace(book.discovery, sessions=sessions)))
    view = sessions_view(edition(site))
    assert [(row.record.href, row.to_come, row.points, row.open) for row in view.rows] == [
        ("sessions/next.html", True, 0, 0),
        (f"sessions/{SESSION}.html", False, 4, 1),
    ]
    assert view.lead == "2 sessions have gathered 4 points; 1 of them wait for an outcome."


def test_there_is_no_average_of_two_ratings(make_site: MakeSite) -> None:
    two = sample_feedback([sample_answer(f"A{n}", rating=n) for n in (1, 2)])
    three = replace(two, answers=(*two.answers, sample_answer("A3", rating=4, answer=None)))
    for feedback, said in (
        (two, "2 ratings on the scale 1 to 5: too few for an average"),
        (three, "Mean 2.33, median 2 of 3 ratings on the scale 1 to 5"),
    ):
        site = make_site(gathering_book(feedback=feedback))
        (row,) = feedback_list_view(edition(site)).rows
        assert row.ratings == said
        (question,) = feedback_view(edition(site), feedback).questions
        assert question.ratings == said


def test_answers_show_their_risk_or_that_there_is_none(make_press: MakePress) -> None:
    page = pages(make_press(gathered()))[f"feedback/{FEEDBACK}.html"]
    assert page.kind == "feedback-one"
    first, second = (page.main.partition(f'id="{key}"')[2] for key in ("A1", "A2"))
    assert 'href="../risks/R001.html"' in first.partition("</tr>")[0]
    assert "No risk yet" in second.partition("</tr>")[0]


def test_both_languages_say_it(make_press: MakePress) -> None:
    made = pages(make_press(gathered(), language="zh"))
    session = words_of(made[f"sessions/{SESSION}.html"])
    assert "4 条风险点 · 1 条形成风险 · 1 条并入其他 · 1 条不采纳 · 1 条尚无结论" in session
    assert 'lang="en">Nothing in it' in made[f"sessions/{SESSION}.html"].main
    assert "客户反馈" in words_of(made["feedback.html"])
    assert "名义小组法" in words_of(made["sessions.html"])


def test_what_people_write_cannot_run(make_press: MakePress) -> None:
    nasty = text("<script>alert(1)</script>")
    session = sample_session([dropped("P1", text=nasty, dropped=nasty)], topic=nasty)
    feedback = sample_feedback(
        [sample_answer(respondent=nasty, question=nasty, answer=nasty)], title=nasty
    )
    for page in pages(make_press(gathering_book(session, feedback))).values():
        assert "<script" not in page.main


def test_a_confidential_session_has_no_page(make_press: MakePress) -> None:
    book = gathering_book(sample_session(POINTS, confidential=True, date=date(2026, 10, 5)))
    made = pages(make_press(book))
    assert not any(path.startswith("sessions") for path in made)
