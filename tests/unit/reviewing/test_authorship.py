"""Who wrote a change: by content and not by file, by person and not by address."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from riskbook.model.book import Organization
from riskbook.reading.commits import Change, Commit
from riskbook.reading.placing import Kind
from riskbook.reviewing.authorship import Authors, Subject, known, person_of, person_with, writers
from samples import sample_organization

WHEN = datetime(2026, 11, 2, tzinfo=UTC)
RISK = Subject(Kind.RISK, "R001")
FILE = "registers/desk/risks/R001-calls.md"
HELD = {"one": {"a": "1"}, "one-again": {"a": "1"}, "two": {"a": "2"}}


def commit(email: str, *changes: tuple[str, str, str]) -> Commit:
    made = tuple(Change("M", path, before, after) for path, before, after in changes)
    return Commit("0" * 40, (), email, WHEN, WHEN, "", made)


def wrote(*commits: Commit) -> tuple[str, ...]:
    return writers(commits, RISK, HELD.get)


@pytest.mark.parametrize(
    ("path", "owned"),
    [
        (FILE, True),
        ("registers/other/risks/R001.md", True),
        ("registers/desk/risks/R0011-other.md", False),
        ("registers/desk/risks/R001-calls.zh.md", False),
        ("registers/desk/plans/R001.md", False),
        ("registers/desk/sign-offs/R001/2026-10-02-review-9f31.yml", False),
        ("README.md", False),
    ],
)
def test_a_record_is_followed_by_its_id(path: str, owned: bool) -> None:  # noqa: FBT001  # a column of the table above
    assert RISK.owns(path) is owned


def test_a_part_of_the_framework_is_its_file() -> None:
    criteria = Subject(Kind.CRITERIA, "criteria")
    assert criteria.owns("registers/criteria.yml")
    assert not criteria.owns("registers/services.yml")
    assert Subject(Kind.SETTINGS, "settings").owns("riskbook.yml")


def test_only_a_change_of_content_makes_an_author() -> None:
    assert wrote(commit("a@example.org", (FILE, "one", "two"))) == ("a@example.org",)
    assert wrote(commit("a@example.org", (FILE, "one", "one-again"))) == ()
    assert wrote(commit("a@example.org", ("registers/desk/risks/R002.md", "one", "two"))) == ()


def test_beginning_and_ending_a_record_is_a_change_and_renaming_its_file_is_none() -> None:
    renamed = ("registers/desk/risks/R001-new.md", "", "one-again")
    assert wrote(commit("a@example.org", (FILE, "", "one"))) == ("a@example.org",)
    assert wrote(commit("a@example.org", (FILE, "one", ""))) == ("a@example.org",)
    assert wrote(commit("a@example.org", (FILE, "one", ""), renamed)) == ()
    changed = ("registers/desk/risks/R001-new.md", "", "two")
    assert wrote(commit("a@example.org", (FILE, "one", ""), changed)) == ("a@example.org",)


def test_what_nobody_can_read_is_like_nothing_else() -> None:
    assert wrote(commit("a@example.org", (FILE, "broken", "broken-too"))) == ("a@example.org",)
    assert wrote(commit("a@example.org", (FILE, "broken", "broken"))) == ()


def test_every_author_stands_there_once_whatever_the_case_of_the_address() -> None:
    first = commit("B@Example.org", (FILE, "one", "two"))
    second = commit("b@example.org", (FILE, "two", "one"))
    third = commit("a@example.org", (FILE, "one", "two"))
    assert wrote(first, second, third) == ("a@example.org", "b@example.org")


@pytest.mark.parametrize(
    ("email", "person"),
    [
        ("hotline-lead@example.org", "hotline-lead"),
        ("Hotline-Lead@EXAMPLE.org ", "hotline-lead"),
        ("4711+hotline-lead@users.noreply.github.com", "hotline-lead"),
        ("hotline-lead@users.noreply.github.com", "hotline-lead"),
        ("4711-hotline-lead@users.noreply.gitlab.com", None),
        ("hotline-lead@users.noreply.github.com.example.net", None),
        ("somebody@example.org", None),
        ("", None),
    ],
)
def test_people_are_known_by_their_address_or_the_account_that_a_forge_writes_for_one(
    email: str, person: str | None
) -> None:
    assert person_of(email, sample_organization()) == person


def organization(**changes: Any) -> Organization:
    sample = sample_organization()
    person = replace(sample.people["hotline-lead"], **changes)
    return replace(sample, people={**sample.people, "hotline-lead": person})


def test_an_account_is_known_on_any_forge_or_on_the_one_that_is_named() -> None:
    people = organization(logins=(("gitea", "Lead"),))
    assert person_with("lead", people) == "hotline-lead"
    assert person_with("lead", people, "gitea") == "hotline-lead"
    assert person_with("lead", people, "github") is None
    assert person_with("nobody", people) is None


def test_the_account_on_the_forge_that_wrote_the_address_counts() -> None:
    people = organization(logins=(("gitlab", "lead"),))
    assert person_of("4711-lead@users.noreply.gitlab.com", people) == "hotline-lead"
    assert person_of("4711+lead@users.noreply.github.com", people) is None


def test_a_person_without_an_address_is_nobody_who_has_none() -> None:
    assert person_of("", organization(emails=("",))) is None


def test_authors_are_people_and_a_number_of_others() -> None:
    emails = ("hotline-lead@example.org", "x@example.org", "X@example.org", "y@example.org")
    assert known(emails, sample_organization()) == Authors(("hotline-lead",), 2)
