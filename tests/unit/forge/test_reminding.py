"""The issues of what is due: what they say, and what becomes of them over a quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from forge_server import FakeForge, serving
from riskbook.forge.issue_text import Mark, Readers, mark_of, with_ticks
from riskbook.forge.opening import FORGES
from riskbook.forge.outcome import Outcome
from riskbook.forge.reminding import Step, issue_texts, steps, take, touched_since
from riskbook.model.book import Book, Organization
from riskbook.model.records import Risk, Translation, Treatment
from riskbook.model.terms import Strategy
from riskbook.reading.resources import catalogue
from riskbook.run import judge
from riskbook.site.withholding import publish
from samples import (
    TODAY,
    sample_action,
    sample_book,
    sample_organization,
    sample_plan,
    sample_risk,
)

NEXT_QUARTER = date(2027, 1, 4)
OWNER = Mark("owner:hotline-lead", "2026-Q4")


def late(risk_id: str = "R001", due: date = date(2026, 11, 1), **changes: Any) -> Risk:
    """A risk of which nothing waits but one action."""
    owner = changes.pop("actor", "hotline-lead")
    action = sample_action(due=due, owner=owner, what=changes.pop("what", "Order phones"))
    treatment = Treatment(Strategy.MITIGATE, "", (action,))
    return sample_risk(risk_id, 1, 1, **{"treatment": treatment, **changes})


NOTHING_DUE = sample_risk("R001", 1, 1, treatment=Treatment(Strategy.MITIGATE, "", ()))


def readers(book: Book, language: str = "en", **changes: Any) -> Readers:
    made = Readers(publish(book).book, "github", catalogue(language), "", TODAY)
    return replace(made, **changes)


def texts(book: Book, **changes: Any) -> dict[str, str]:
    """The bodies of the issues by their mark's key."""
    made = issue_texts(judge(book, TODAY), readers(book, **changes))
    return {text.mark.key: text.body for text in made}


def boxes(body: str) -> list[str]:
    return [line for line in body.splitlines() if line.startswith("- [")]


def test_one_for_the_quarter_and_one_for_each_owner() -> None:
    book = sample_book([late(), late("R002", actor="service-desk-lead")])
    found = issue_texts(judge(book, TODAY), readers(book))
    assert [(text.mark.key, text.title) for text in found] == [
        ("quarter", "Quarterly risk review 2026-Q4"),
        ("owner:hotline-lead", "Risk register: what is due for Hotline lead"),
        ("owner:service-desk-lead", "Risk register: what is due for Service desk lead"),
    ]
    for text in found:
        assert mark_of(text.body) == text.mark


def test_of_a_book_in_order_there_is_no_issue() -> None:
    assert texts(sample_book([NOTHING_DUE])) == {}


def test_what_an_owner_reads() -> None:
    body = texts(sample_book([late()]))["owner:hotline-lead"]
    assert body.startswith(
        "<!-- riskbook:remind owner:hotline-lead 2026-Q4 -->\nFor Hotline lead @"
    )
    assert "\n### Overdue\n\n- [ ] **R001 A1** Order phones · due 2026-11-01 · for “" in body
    chinese = texts(sample_book([late()]), words=catalogue("zh"))["owner:hotline-lead"]
    assert "\n### 已逾期\n\n- [ ] **R001 A1** Order phones（完成期限 2026-11-01；" in chinese


def test_translated_words_are_read_in_the_language_of_the_issue() -> None:
    words = {"title": "夜间来电无人接听", "treatment/actions/A1/what": "订购电话"}
    source = late().source
    translation = Translation(source, "R001", "zh", tuple(words.items()), (), "")
    body = texts(sample_book([late()], translations=[translation]), words=catalogue("zh"))
    assert "订购电话" in body["quarter"]
    assert "夜间来电无人接听" in body["quarter"]


def test_a_site_is_linked_to() -> None:
    body = texts(sample_book([late()]), pages="https://risks.example.org/en/")["quarter"]
    assert "[**R001 A1**](https://risks.example.org/en/risks/R001.html)" in body


def people(**logins: str) -> Organization:
    organization = sample_organization()
    return replace(
        organization,
        people={
            key: replace(person, logins=tuple(logins.items()))
            for key, person in organization.people.items()
        },
    )


@pytest.mark.parametrize(
    ("logins", "mention"),
    [
        ({"github": "lead"}, " @lead:"),
        ({"gitea": "lead"}, "Hotline lead:"),
        ({"github": "lead, @everybody"}, "Hotline lead:"),
        ({"github": "example/team"}, "Hotline lead:"),
    ],
)
def test_people_are_mentioned_where_the_book_knows_them_on_this_forge(
    logins: dict[str, str], mention: str
) -> None:
    body = texts(sample_book([late()], organization=people(**logins)))["owner:hotline-lead"]
    assert mention in body
    assert body.count("@") == mention.count("@")


def test_a_role_is_all_who_hold_it_today() -> None:
    body = texts(sample_book([late(actor="risk-owner")]))["owner:risk-owner"]
    assert body.splitlines()[1].startswith("For Risk owner @hotline-lead @service-desk-lead:")


def test_who_is_unknown_or_nobody_stands_in_the_quarter_only() -> None:
    book = sample_book([late(actor="@evil -->"), late("R002", actor="")])
    found = texts(book)
    assert list(found) == ["quarter"]
    assert "### Without an owner" in found["quarter"]
    assert "-->" not in found["quarter"].split("\n", 1)[1]
    assert "@evil" not in found["quarter"]


def test_what_is_confidential_is_counted_and_never_named() -> None:
    secret = late("R002", confidential=True, title="Merger with Example", what="Hush")
    plan = sample_plan("P002", confidential=True, title="Tell the press")
    named = late(what="See R002 and P002")
    book = sample_book([named, secret], plans=[sample_plan(), plan], sign_offs=())
    found = texts(book)
    for body in found.values():
        assert not any(word in body for word in ("R002", "P002", "Merger", "Hush", "press"))
    assert "confidential records, which are not named" in found["owner:hotline-lead"]
    assert "Order" not in found["quarter"]
    assert "See \\[…\\] and \\[…\\]" in found["quarter"]


def test_words_of_the_book_have_no_effect() -> None:
    title = "Ask @everybody\n- [x] #12 <b>x</b> [y](https://evil.example.org)"
    body = texts(sample_book([late(title=title, what=title)]))["owner:hotline-lead"]
    assert len(boxes(body)) == 1
    for live in ("@everybody", "#12", "<b>", "](h", "://"):
        assert live not in body


def test_a_book_of_any_size_fits() -> None:
    actions = tuple(sample_action(id=f"A{number}", due=date(2026, 11, 1)) for number in range(2000))
    risk = sample_risk("R001", 1, 1, treatment=Treatment(Strategy.MITIGATE, "", actions))
    for body in texts(sample_book([risk])).values():
        assert len(body) <= 60_000
        assert " more lines are left out here" in body
        assert body.rstrip().endswith("done.*")


def test_the_text_is_the_same_on_the_next_day() -> None:
    book = sample_book([late(), late("R002", date(2026, 11, 30))])
    tomorrow = TODAY + timedelta(days=1)
    later = issue_texts(judge(book, tomorrow), readers(book, today=tomorrow))
    assert {text.mark.key: text.body for text in later} == texts(book)


def test_ticks_stay_where_the_line_does() -> None:
    before = "- [x] one\n- [ ] two\r\n- [X] three  \n* [x] four"
    after = with_ticks("- [ ] one\n- [ ] two\n- [ ] three\n- [ ] four\n- [ ] five", before)
    assert after == "- [x] one\n- [ ] two\n- [x] three\n- [x] four\n- [ ] five"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "text",
        "text\n<!-- riskbook:remind quarter 2026-Q4 -->",
        "<!-- riskbook:remind quarter 2026-Q5 -->",
        "<!-- riskbook:remind owner:x y 2026-Q4 -->",
        "<!-- riskbook:pull -->",
    ],
)
def test_what_has_no_mark_is_somebody_else_s(body: str) -> None:
    assert mark_of(body) is None


def test_closed_issues_are_looked_for_since_the_quarter_began() -> None:
    assert touched_since(date(2026, 11, 22)) == date(2026, 9, 30)
    assert touched_since(date(2026, 1, 1)) == date(2025, 12, 31)


class Story:
    """A book that changes, and the issues on a forge that follow it."""

    def __init__(self, server: FakeForge) -> None:
        self.server = server
        self.today = TODAY

    def remind(self, *risks: Risk) -> list[tuple[Outcome, str]]:
        """What a run does, as outcome and the key of the issue's mark."""
        book = sample_book(risks)
        forge = FORGES[self.server.kind](self.server.environment, lambda _: None)
        planned = self.planned(book, forge.issues(touched_since(self.today)))
        for step in planned:
            take(step, forge)
        return [(step.outcome, str(self._key(step))) for step in planned]

    def planned(self, book: Book, issues: Sequence[Any]) -> tuple[Step, ...]:
        found = readers(book, today=self.today)
        return steps(issue_texts(judge(book, self.today), found), issues, found)

    def _key(self, step: Step) -> str:
        mark = mark_of(step.body)
        return mark.key if mark else ""

    def issue(self, key: str, quarter: str = "2026-Q4") -> dict[str, Any]:
        """The last issue of a mark, with its text under ``body`` whatever the forge calls it."""
        name = "description" if self.server.kind == "gitlab" else "body"
        (*_, found) = (
            one for one in self.server.issues if mark_of(one[name]) == Mark(key, quarter)
        )
        return {**found, "body": found[name], "raw": found}

    def edit(self, key: str, old: str, new: str) -> None:
        """A person edits the text of an issue."""
        raw = self.issue(key)["raw"]
        name = "description" if self.server.kind == "gitlab" else "body"
        assert old in raw[name]
        raw[name] = raw[name].replace(old, new)

    def close(self, key: str) -> None:
        """A person closes an issue."""
        self.issue(key)["raw"]["state"] = "closed"

    def is_open(self, key: str, quarter: str = "2026-Q4") -> bool:
        return bool(self.issue(key, quarter)["state"] != "closed")


LEAD, QUARTER = "owner:hotline-lead", "quarter"


@pytest.fixture(params=["github", "gitlab", "gitea"])
def story(request: pytest.FixtureRequest) -> Iterator[Story]:
    with serving(FakeForge(request.param, page=2)) as server:
        yield Story(server)


def test_a_second_run_writes_nothing(story: Story) -> None:
    assert story.remind(late()) == [(Outcome.CREATED, QUARTER), (Outcome.CREATED, LEAD)]
    writes = len(story.server.written)
    assert story.remind(late()) == [(Outcome.UNCHANGED, QUARTER), (Outcome.UNCHANGED, LEAD)]
    assert len(story.server.written) == writes == 2


def test_what_is_due_is_brought_up_to_date_and_ticks_stay(story: Story) -> None:
    story.remind(late(), late("R002"))
    story.edit(LEAD, "- [ ] **R002 A1**", "- [x] **R002 A1**")
    assert (Outcome.UNCHANGED, LEAD) in story.remind(late(), late("R002"))
    assert (Outcome.UPDATED, LEAD) in story.remind(late("R002"), late("R003"))
    ticked = [line[:15] for line in boxes(story.issue(LEAD)["body"])]
    assert ticked == ["- [x] **R002 A1", "- [ ] **R003 A1"]


def test_what_is_done_is_closed_and_opened_again_when_something_is_due(story: Story) -> None:
    story.remind(late())
    assert story.remind(NOTHING_DUE) == [(Outcome.CLOSED, QUARTER), (Outcome.CLOSED, LEAD)]
    assert not story.is_open(LEAD)
    assert "Nothing is due any more" in story.issue(LEAD)["body"]
    assert story.remind(NOTHING_DUE) == []
    assert (Outcome.REOPENED, LEAD) in story.remind(late("R002"))
    assert story.is_open(LEAD)
    assert len(story.server.issues) == 2


def test_what_people_closed_stays_closed_until_something_new_is_due(story: Story) -> None:
    story.remind(late(), late("R002"))
    story.close(LEAD)
    writes = len(story.server.written)
    assert (Outcome.UNCHANGED, LEAD) in story.remind(late(), late("R002"))
    assert len(story.server.written) == writes
    assert (Outcome.UNCHANGED, LEAD) in story.remind(late("R002"))
    assert not story.is_open(LEAD)
    assert (Outcome.REOPENED, LEAD) in story.remind(late("R002"), late("R003"))
    assert story.is_open(LEAD)


def test_in_a_new_quarter_what_people_closed_is_asked_again(story: Story) -> None:
    story.remind(late(), late("R002", actor="service-desk-lead"))
    story.close(LEAD)
    story.today = NEXT_QUARTER
    done = story.remind(late(), late("R002", actor="service-desk-lead"))
    assert (Outcome.CREATED, LEAD) in done
    assert (Outcome.UPDATED, "owner:service-desk-lead") in done
    assert done.count((Outcome.CREATED, QUARTER)) == done.count((Outcome.CLOSED, QUARTER)) == 1
    assert not story.is_open(QUARTER)
    assert "R001 A1" in story.issue(QUARTER)["body"], "a quarter that is over keeps its list"
    assert story.is_open(QUARTER, "2027-Q1")
    assert story.is_open("owner:service-desk-lead", "2027-Q1")


def test_an_issue_of_somebody_else_is_left_alone(story: Story) -> None:
    story.server.issue("x", f"{OWNER}\n- [ ] mine", author="somebody-else")
    story.server.issue("x", "no mark at all")
    assert (Outcome.CREATED, LEAD) in story.remind(late())
    assert len(story.server.issues) == 4
    assert {one.method for one in story.server.written} == {"POST"}


def test_of_two_with_one_mark_the_older_is_kept_and_the_other_closed(story: Story) -> None:
    story.server.issue("x", f"{OWNER}\n- [ ] old")
    story.server.issue("x", f"{OWNER}\n- [ ] also")
    done = story.remind(late())
    assert (Outcome.UPDATED, LEAD) in done
    assert (Outcome.CLOSED, LEAD) in done
    first, second = story.server.issues[:2]
    assert (first["state"] != "closed", second["state"]) == (True, "closed")


def test_other_line_ends_are_no_change(story: Story) -> None:
    story.remind(late())
    story.edit(LEAD, "\n", "\r\n")
    assert (Outcome.UNCHANGED, LEAD) in story.remind(late())
