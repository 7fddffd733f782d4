"""What each commit did to the book, on the branch itself and from every side."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from demo_book import Edit
from riskbook.reading.commits import Change, Commit, commits_between, first_parent_log
from small_book import CONTROL, PLAN, RISK, SETTINGS, small_book

Git = Callable[..., str]
Write = Callable[[Path, Mapping[str, bytes]], Path]


@pytest.fixture
def book(tmp_path: Path, write: Write, git: Git) -> Path:
    """A book in a folder of its own, with one commit."""
    book = write(tmp_path / "登记 册", small_book())
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    keep(git, book, "feat: the book")
    return book


def keep(git: Git, folder: Path, subject: str) -> str:
    git(folder, "add", "--all", ":/")
    git(folder, "commit", "--quiet", f"--message={subject}")
    return git(folder, "rev-parse", "HEAD")


def did(commit: Commit) -> dict[str, str]:
    return {change.path: change.status for change in commit.changes}


def subjects(commits: tuple[Commit, ...]) -> list[str]:
    return [commit.subject for commit in commits]


def test_a_commit_says_who_when_and_what(book: Path, git: Git) -> None:
    (commit,) = first_parent_log(book)
    assert commit.id == git(book, "rev-parse", "HEAD")
    assert (commit.parents, commit.subject) == ((), "feat: the book")
    assert commit.author_email == "service-desk-lead@example.org"
    assert commit.date == commit.author_date == datetime(2026, 11, 2, 1, tzinfo=UTC)
    assert commit.date.utcoffset() == timedelta(hours=8)
    assert did(commit) == dict.fromkeys(sorted(small_book()), "A")
    for change in commit.changes:
        assert change.before == ""
        content = git(book, "cat-file", "blob", change.after)
        assert content == small_book()[change.path].decode().strip()


def test_added_changed_moved_removed_and_turned_into_a_link(
    book: Path, git: Git, write: Write
) -> None:
    before = {change.path: change.after for change in first_parent_log(book)[0].changes}
    new, moved = "registers/desk/risks/R009-新 风险.md", "registers/desk/controls/C001-moved.md"
    write(book, {new: b"new", SETTINGS: b"format: 1", "../README.md": b""})
    (book / PLAN).unlink()
    (book / CONTROL).rename(book / moved)
    (book / RISK).unlink()
    (book / RISK).symlink_to("elsewhere.md")
    keep(git, book, "fix: a lot")
    changes = {change.path: change for change in first_parent_log(book)[1].changes}
    assert {path: change.status for path, change in changes.items()} == {
        new: "A",
        SETTINGS: "M",
        PLAN: "D",
        CONTROL: "D",
        moved: "A",
        RISK: "T",
    }
    assert changes[moved].after == changes[CONTROL].before == before[CONTROL]
    assert changes[RISK] == Change("T", RISK, before[RISK], "")
    assert changes[PLAN] == Change("D", PLAN, before[PLAN], "")


def test_what_touches_no_book_is_no_step(book: Path, git: Git, write: Write) -> None:
    write(book, {"README.md": b"", "../other/registers/a.yml": b""})
    keep(git, book, "docs: elsewhere")
    git(book, "commit", "--quiet", "--allow-empty", "--message=docs: nothing")
    assert subjects(first_parent_log(book)) == ["feat: the book"]
    assert subjects(first_parent_log(book / "../other")) == ["docs: elsewhere"]


@pytest.fixture
def merged(book: Path, git: Git, write: Write) -> Path:
    """A branch with two edits, merged; one of them undone in the merge itself."""
    git(book, "config", "log.diffMerges", "off")
    git(book, "checkout", "--quiet", "-b", "side")
    write(book, {RISK: b"one"})
    keep(git, book, "fix: one")
    write(book, {PLAN: b"two"})
    keep(git, book, "fix: two")
    git(book, "checkout", "--quiet", "main")
    write(book, {SETTINGS: b"format: 1"})
    keep(git, book, "fix: meanwhile")
    git(book, "merge", "--quiet", "--no-ff", "--no-commit", "side")
    write(book, {PLAN: small_book()[PLAN]})
    keep(git, book, "merge side")
    return book


def test_a_merge_is_one_step_against_what_the_branch_was(merged: Path, git: Git) -> None:
    log = first_parent_log(merged)
    assert subjects(log) == ["feat: the book", "fix: meanwhile", "merge side"]
    assert did(log[-1]) == {RISK: "M"}
    assert len(log[-1].parents) == 2
    side = git(merged, "rev-parse", "side")
    assert subjects(first_parent_log(merged, side)) == ["feat: the book", "fix: one", "fix: two"]


def test_between_base_and_head_stands_everybodys_own_work(merged: Path, git: Git) -> None:
    """Also what a merge threw away, and nothing by the merge."""
    base, head = git(merged, "rev-parse", "HEAD~1"), git(merged, "rev-parse", "HEAD")
    found = commits_between(merged, base, head)
    assert [(one.subject, did(one)) for one in found] == [
        ("fix: one", {RISK: "M"}),
        ("fix: two", {PLAN: "M"}),
    ]
    assert commits_between(merged, head, base) == ()
    everything = commits_between(merged, git(merged, "rev-parse", "HEAD~2"), head)
    assert sorted(subjects(everything)) == ["fix: meanwhile", "fix: one", "fix: two"]


def test_work_that_a_merge_threw_away_as_a_whole_was_done_all_the_same(
    book: Path, git: Git, write: Write
) -> None:
    base = git(book, "rev-parse", "HEAD")
    git(book, "checkout", "--quiet", "-b", "side")
    write(book, {RISK: b"one"})
    keep(git, book, "fix: one")
    git(book, "checkout", "--quiet", "main")
    write(book, {SETTINGS: b"format: 1"})
    keep(git, book, "fix: meanwhile")
    git(book, "merge", "--quiet", "--strategy=ours", "--message=not this", "side")
    head = git(book, "rev-parse", "HEAD")
    assert sorted(subjects(commits_between(book, base, head))) == ["fix: meanwhile", "fix: one"]
    assert subjects(first_parent_log(book)) == ["feat: the book", "fix: meanwhile"]


def test_a_mailmap_makes_nobody_somebody_else(book: Path, git: Git, write: Write) -> None:
    mailmap = b"Desk <desk@example.org> <service-desk-lead@example.org>\n"
    write(book, {"../.mailmap": mailmap})
    assert git(book, "log", "-1", "--format=%aE") == "desk@example.org"
    assert first_parent_log(book)[0].author_email == "service-desk-lead@example.org"


WHO = (b"author", b"committer")
ODD = {"none": b"", "no such zone": b" 1700000000 +9999", "far ahead": b" 999999999999999 +0000"}


@pytest.mark.parametrize("case", ODD)
def test_a_commit_with_an_odd_date_is_read_all_the_same(
    case: str, book: Path, git: Git, tmp_path: Path
) -> None:
    tree = git(book, "rev-parse", "HEAD^{tree}").encode()
    people = b"".join(b"%s x <x@example.org>%s\n" % (who, ODD[case]) for who in WHO)
    aside = tmp_path / "odd"
    aside.write_bytes(b"tree " + tree + b"\n" + people + b"\n\xff: \xe4\xb8\xad\n")
    odd = git(book, "hash-object", "-w", "--literally", "-t", "commit", str(aside))
    (commit,) = first_parent_log(book, odd)
    assert commit.id == odd
    assert case == "no such zone" or commit.date.year == 1970
    assert date(1970, 1, 1) <= commit.day_in(ZoneInfo("Asia/Shanghai")) < date(2024, 1, 1)
    assert commit.subject.encode()  # what is no text is replaced
    assert len(commit.changes) == len(small_book())


def test_a_day_is_that_of_a_time_zone_up_to_the_end_of_the_calendar(book: Path) -> None:
    (commit,) = first_parent_log(book)
    assert commit.day_in(ZoneInfo("Asia/Shanghai")) == date(2026, 11, 2)
    assert commit.day_in(ZoneInfo("America/Los_Angeles")) == date(2026, 11, 1)
    last = commit._replace(date=datetime.max.replace(tzinfo=UTC))
    assert last.day_in(ZoneInfo("Asia/Shanghai")) == date.max


def test_the_log_of_the_demonstration_is_that_of_git(demo: Path, edits: tuple[Edit, ...]) -> None:
    log = first_parent_log(demo)
    ours = [change.path for commit in log for change in commit.changes]
    assert ours == [edit.path for edit in edits if edit.path.startswith(("registers/", SETTINGS))]
    assert len(log) > 500
    assert any(len(commit.parents) == 2 for commit in log)
