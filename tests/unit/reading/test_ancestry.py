"""Which commits a change is made of, what merges wrote themselves, and what no commit has."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskbook.reading.ancestry import blends_between, commits_reached, is_committed
from story_book import PLAN, PROCESS, Repository, open_repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return open_repository(tmp_path / "book")


def test_every_commit_of_the_change_is_reached_merges_and_those_beside_the_book_too(
    repository: Repository,
) -> None:
    base = repository.git("rev-parse", "main")
    repository.start("change")
    repository.write("notes.txt", "Beside the book\n")
    beside = repository.commit("desk-lead")
    repository.git("checkout", "--quiet", "-b", "side", "main")
    aside = repository.commit("process-owner")
    repository.git("checkout", "--quiet", "change")
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
    head = repository.git("rev-parse", "HEAD")
    assert commits_reached(repository.root, base, head) == {beside, aside, head}
    assert commits_reached(repository.root, head, head) == frozenset()


def test_a_merge_wrote_what_none_of_its_parents_has(repository: Repository) -> None:
    base = repository.git("rev-parse", "main")
    repository.start("change")
    repository.edit(PLAN, "within: 10 minutes", "within: 5 minutes")
    repository.commit("desk-lead")
    repository.git("checkout", "--quiet", "-b", "side", "main")
    repository.edit(PROCESS, "title: Take the call", "title: Take each call")
    repository.commit("process-owner")
    repository.git("checkout", "--quiet", "change")
    repository.git("merge", "--quiet", "--no-ff", "--no-edit", "side", person="support-head")
    joined = repository.git("rev-parse", "HEAD")
    assert blends_between(repository.root, base, joined) == ()
    repository.git("reset", "--quiet", "--hard", "HEAD^1")
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    repository.edit(PLAN, "within: 5 minutes", "within: 1 minute")
    slipped = repository.commit("support-head")
    (blend,) = blends_between(repository.root, base, slipped)
    assert (blend.id, blend.author_email) == (slipped, "support-head@example.org")
    assert blend.paths == (PLAN,)


def test_a_folder_is_committed_until_a_file_of_the_book_is_touched(
    repository: Repository,
) -> None:
    assert is_committed(repository.root)
    repository.write("notes.txt", "Beside the book\n")
    assert is_committed(repository.root)
    repository.write("registers/desk/risks/R009-new.md", "---\n")
    assert not is_committed(repository.root)
