"""The one comment: how long it may be, what is closed where it is cut, and whose it is."""

from __future__ import annotations

from collections.abc import Iterator

import cmarkgfm
import pytest

from forge_server import FakeForge, serving
from riskbook.forge.comment import MARKER, comment_text, post_comment
from riskbook.forge.fitting import MOST_CHARACTERS, fitted
from riskbook.forge.forge import Forge
from riskbook.forge.opening import FORGES
from riskbook.forge.outcome import Outcome
from riskbook.reading.resources import catalogue

WORDS = catalogue("en")
KINDS = ("github", "gitlab", "gitea")
PULL = 5


@pytest.fixture(params=KINDS)
def server(request: pytest.FixtureRequest) -> Iterator[FakeForge]:
    with serving(FakeForge(request.param, page=2)) as forge:
        yield forge


def opened(server: FakeForge) -> Forge:
    return FORGES[server.kind](server.environment, lambda _: None)


def test_the_parts_follow_the_marker() -> None:
    assert comment_text(("# One\n", "\nTwo\n"), WORDS) == f"{MARKER}\n# One\n\nTwo\n"


def test_a_marker_within_a_part_is_none() -> None:
    assert comment_text((f"{MARKER}\nx",), WORDS).count(MARKER) == 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_of_long_parts_each_gets_its_share_and_says_what_is_left_out(language: str) -> None:
    words = catalogue(language)
    long = "\n".join(f"line {number} of many" for number in range(70_000))
    text = comment_text((long, "short", long), words)
    assert 0.9 * MOST_CHARACTERS < len(text) <= MOST_CHARACTERS
    first, last = text.split("\nshort\n")
    assert abs(len(first) - len(last)) < 100
    for part in (first, last):
        assert words.word("forge.left-out", count=70_000 - part.count("of many")) in part


def test_a_line_that_is_longer_than_all_is_left_out() -> None:
    text = comment_text(("x" * 70_000,), WORDS)
    assert "xx" not in text
    assert "1 more line " in text


@pytest.mark.parametrize(
    ("before", "line", "closed"),
    [
        ("```yaml\n", "code", "\n```\n"),
        ("~~~~\n", "code", "\n~~~~\n"),
        ("- item\n\n  ```\n", "  code", "\n  ```\n"),
        ("<details>\n<summary>More</summary>\n\n", "text", "\n\n</details>\n"),
        ("<details>\n<summary>More</summary>\n\n```\n", "code", "\n```\n\n</details>\n"),
        ("| a | b |\n|---|---|\n", "| 1 | 2 |", "| 1 | 2 |\n"),
    ],
)
def test_what_a_cut_leaves_open_is_closed(before: str, line: str, closed: str) -> None:
    text = fitted(before + f"{line}\n" * 1000, 1500, WORDS)
    assert len(text) <= 1500
    body, _, told = text.rpartition("\n\n")
    assert f"{body}\n".endswith(closed)
    page = cmarkgfm.github_flavored_markdown_to_html(text)
    assert page.rstrip().endswith(f"<p><em>{told.strip('*')}</em></p>")


def test_fences_and_folds_without_end_take_no_room_for_ever() -> None:
    assert len(fitted("`" * 5000 + "\nx\n" * 1000, 3000, WORDS)) <= 3000
    assert len(fitted("<details>\n" * 5000, 3000, WORDS)) <= 3000


def test_it_is_written_once_and_then_anew(server: FakeForge) -> None:
    forge = opened(server)
    first, second = comment_text(("one",), WORDS), comment_text(("two",), WORDS)
    assert post_comment(forge, PULL, first).outcome is Outcome.CREATED
    again = post_comment(forge, PULL, first)
    assert again.outcome is Outcome.UNCHANGED
    assert len(server.written) == 1
    assert post_comment(forge, PULL, second).outcome is Outcome.UPDATED
    assert [one["body"] for one in server.comments] == [second]
    assert again.url.startswith(server.address)


def test_it_is_found_on_any_page_and_told_from_others(server: FakeForge) -> None:
    for number in range(5):
        server.comment(f"{MARKER}\nmine, says {number}", author="somebody-else")
    server.comment(f"See {MARKER}")
    ours = server.comment(f"{MARKER}\r\nold\r\n")
    server.comment(f"{MARKER}\nalso ours, and later")
    done = post_comment(opened(server), PULL, f"{MARKER}\nnew\n")
    assert done.outcome is Outcome.UPDATED
    (written,) = server.written
    assert written.path.endswith(str(ours["id"]))
    assert ours["body"] == f"{MARKER}\nnew\n"


def test_other_line_ends_are_no_change(server: FakeForge) -> None:
    server.comment(f"{MARKER}\r\nthe same\r\n\r\n")
    assert post_comment(opened(server), PULL, f"{MARKER}\nthe same\n").outcome is Outcome.UNCHANGED
    assert server.written == []


def test_what_the_system_notes_is_no_comment() -> None:
    with serving(FakeForge("gitlab")) as server:
        server.comment(f"{MARKER}\nold", system=True)
        assert post_comment(opened(server), PULL, f"{MARKER}\nx").outcome is Outcome.CREATED
