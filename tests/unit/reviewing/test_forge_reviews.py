"""Reviews of a forge: a file from outside, which is read as it should be or refused."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from riskbook.reading.resources import catalogue
from riskbook.reviewing.forge_reviews import (
    LARGEST,
    ForgeReview,
    ReviewsError,
    read_reviews,
    standing_approvals,
)

COMMIT = "0123456789abcdef" * 2 + "01234567"


def review(**changes: Any) -> dict[str, Any]:
    plain = {
        "login": "risk-officer",
        "state": "APPROVED",
        "commit": COMMIT,
        "submitted_at": "2026-11-20T23:30:00Z",
    }
    return {**plain, **changes}


def read(*entries: object) -> tuple[ForgeReview, ...]:
    return read_reviews(json.dumps(entries).encode())


def refused(content: bytes) -> str:
    with pytest.raises(ReviewsError) as error:
        read_reviews(content)
    for language in ("en", "zh"):
        assert catalogue(language).say(error.value.saying)
    return catalogue("en").say(error.value.saying)


def test_reviews_are_read_oldest_first() -> None:
    later, earlier = review(), review(submitted_at="2026-11-20T08:00:00+08:00", login="lead")
    assert [each.login for each in read(later, earlier)] == ["lead", "risk-officer"]
    assert read() == ()


def test_the_day_of_a_review_is_that_of_the_book() -> None:
    (found,) = read(review())
    assert found.day("UTC") == date(2026, 11, 20)
    assert found.day("Asia/Shanghai") == date(2026, 11, 21)


def test_a_time_without_a_zone_is_that_of_the_forge() -> None:
    (found,) = read(review(submitted_at="2026-11-20T23:30:00"))
    assert found.day("UTC") == date(2026, 11, 20)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "not JSON"),
        (b"[{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b'{"login": "x"}', "must hold a list"),
        (b"null", "must hold a list"),
        (b"[1]", "Review 1 in the file must be an object with login"),
        (b" " * (LARGEST + 1), "larger than"),
    ],
)
def test_what_is_no_list_of_reviews_is_refused(content: bytes, said: str) -> None:
    assert said in refused(content)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"login": None}, "Review 2 in the file has no “login”"),
        ({"login": " "}, "Review 2 in the file has no “login”"),
        ({"state": 1}, "has no “state”"),
        ({"commit": "HEAD"}, "not the full ID of a commit"),
        ({"commit": "--output=x"}, "not the full ID of a commit"),
        ({"commit": COMMIT[:12]}, "not the full ID of a commit"),
        ({"submitted_at": "yesterday"}, "not a time such as"),
    ],
)
def test_a_review_lacks_nothing_and_names_a_commit_by_its_whole_id(
    changes: dict[str, Any], said: str
) -> None:
    assert said in refused(json.dumps([review(), review(**changes)]).encode())


def standing(*entries: dict[str, Any]) -> list[str]:
    return [each.login for each in standing_approvals(read(*entries))]


def test_an_approval_stands_until_the_same_person_takes_it_back() -> None:
    first = review(submitted_at="2026-11-01T08:00:00Z")
    for state in ("CHANGES_REQUESTED", "DISMISSED"):
        assert standing(first, review(state=state)) == []
        assert standing(review(state=state, submitted_at="2026-10-01T08:00:00Z"), first) == [
            "risk-officer"
        ]
    assert standing(first, review(state="COMMENTED")) == ["risk-officer"]
    assert standing(first, review(state="CHANGES_REQUESTED", login="lead")) == ["risk-officer"]
    assert standing(first, review(state="dismissed", login="Risk-Officer")) == []


def test_the_newest_approval_comes_first() -> None:
    first = review(submitted_at="2026-11-01T08:00:00Z", login="lead")
    assert standing(first, review()) == ["risk-officer", "lead"]
