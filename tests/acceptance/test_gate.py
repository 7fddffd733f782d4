"""The gate of a change, as a workflow runs it: who gave what, and what does not count."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from story_book import (
    NIGHT_CALLS,
    PROCESS,
    SETTINGS,
    WRONG_QUEUE,
    Repository,
    open_repository,
)

SINCE_MAIN = ("gate", "--base", "main")


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    return open_repository(tmp_path_factory.mktemp("template") / "book")


@pytest.fixture
def repository(template: Repository, tmp_path: Path) -> Repository:
    """A copy of the repository, on a branch for a change."""
    shutil.copytree(template.root, tmp_path / "book", symlinks=True)
    found = Repository(tmp_path / "book", template.today)
    found.start("change")
    return found


def still(repository: Repository, *arguments: str) -> dict[str, Any]:
    """What is open, by duty and record; the exit code says whether anything is."""
    done = repository.run(*SINCE_MAIN, "--format", "json", *arguments)
    told = json.loads(done.stdout)
    assert done.returncode == (1 if told["open"] else 0)
    return {f"{each['duty']} {each['of']}": each for each in told["obligations"] if each["open"]}


def reworded(repository: Repository) -> None:
    """A change of R001 that the head of support has to approve."""
    repository.edit(NIGHT_CALLS, "cause: Nobody works", "cause: Nobody at all works")
    repository.commit("desk-lead")


def approve(repository: Repository, committer: str) -> str:
    """The approval of R001 by the head of support, committed by somebody; the id of the commit."""
    done = repository.run(
        *("approve", "R001", "--by", "support-head", "--resources", "granted"),
        *("--reason", "It says the same", "--no-input"),
    )
    assert done.returncode == 0, done.stderr
    return repository.commit(committer, "Sign")


def reviews(repository: Repository, *given: tuple[str, str, str]) -> tuple[str, str]:
    """The option that gives reviews of a forge: of whom, what, and of which commit."""
    file = repository.root.parent / "reviews.json"
    found = [
        {"login": login, "state": state, "commit": commit, "submitted_at": "2026-11-23T02:00:00Z"}
        for login, state, commit in given
    ]
    file.write_text(json.dumps(found))
    return "--reviews", str(file)


def test_a_change_that_owes_nothing_passes(repository: Repository) -> None:
    repository.edit(PROCESS, "title: Take the call", "title: Take each call")
    repository.commit("process-owner")
    done = repository.run(*SINCE_MAIN)
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "This change owes nothing.")


def test_what_its_signer_commits_counts_and_what_another_commits_does_not(
    repository: Repository,
) -> None:
    reworded(repository)
    assert list(still(repository)) == ["approval R001"]
    before = repository.git("rev-parse", "HEAD")
    approve(repository, "support-head")
    assert still(repository) == {}
    repository.git("reset", "--quiet", "--hard", before)
    approve(repository, "desk-lead")
    (refused,) = still(repository)["approval R001"]["refused"]
    assert "Desk lead" in refused["why"]


def test_what_is_not_committed_is_believed_and_called_advisory(repository: Repository) -> None:
    reworded(repository)
    repository.run(
        *("approve", "R001", "--by", "support-head", "--resources", "granted"),
        *("--reason", "It says the same", "--no-input"),
    )
    done = repository.run(*SINCE_MAIN)
    assert done.returncode == 0
    assert "Advisory" in done.stdout
    repository.commit("desk-lead")
    done = repository.run(*SINCE_MAIN)
    assert done.returncode == 1
    assert "Advisory" not in done.stdout


def test_an_entry_slipped_into_a_merge_counts_for_nobody(repository: Repository) -> None:
    reworded(repository)
    repository.git("checkout", "--quiet", "-b", "side", "main")
    repository.commit("process-owner", "Aside")
    repository.git("checkout", "--quiet", "change")
    repository.git("merge", "--quiet", "--no-ff", "--no-commit", "side", person="support-head")
    approve(repository, "support-head")
    assert len(repository.git("rev-list", "--parents", "-1", "HEAD").split()) == 3
    (refused,) = still(repository)["approval R001"]["refused"]
    assert "no commit" in refused["why"]


def test_a_review_of_the_forge_stands_until_the_next_material_change(
    repository: Repository,
) -> None:
    reworded(repository)
    seen = approve(repository, "desk-lead")
    fresh = reviews(repository, ("support-head", "APPROVED", seen))
    assert still(repository, *fresh) == {}
    taken_back = reviews(
        repository,
        ("support-head", "APPROVED", seen),
        ("support-head", "CHANGES_REQUESTED", seen),
    )
    assert list(still(repository, *taken_back)) == ["approval R001"]
    lost = reviews(repository, ("support-head", "APPROVED", "b" * 40))
    (refused,) = still(repository, *lost)["approval R001"]["refused"]
    assert "not part of the change" in refused["why"]
    # A word in the title takes nothing away; a word in the statement does.
    repository.edit(NIGHT_CALLS, "title: Urgent callers", "title: Callers")
    repository.commit("desk-lead")
    assert still(repository, *reviews(repository, ("support-head", "APPROVED", seen))) == {}
    repository.edit(NIGHT_CALLS, "event: A caller", "event: Some caller")
    repository.commit("desk-lead")
    approve(repository, "desk-lead")
    stale = still(repository, *reviews(repository, ("support-head", "APPROVED", seen)))
    whys = [each["why"] for each in stale["approval R001"]["refused"]]
    assert any("before the last change" in why for why in whys)


def test_where_the_base_goes_by_reviews_a_commit_is_not_enough(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "main")
    text = (repository.root / SETTINGS).read_text()
    repository.write(SETTINGS, f"{text}gate:\n  identity: reviews\n")
    repository.commit("risk-officer")
    repository.git("checkout", "--quiet", "-b", "strict")
    reworded(repository)
    seen = approve(repository, "support-head")
    assert list(still(repository)) == ["approval R001"]
    approved = reviews(repository, ("support-head", "APPROVED", seen))
    assert still(repository, *approved) == {}


def test_an_entry_of_the_base_stays_as_it_was(repository: Repository) -> None:
    (entry,) = (repository.root / "registers/desk/sign-offs/R003").iterdir()
    text = entry.read_text()
    entry.write_text(text.replace("First sight of it", "Second sight of it"))
    repository.commit("desk-lead")
    path = entry.relative_to(repository.root).as_posix()
    assert list(still(repository)) == [f"entry {path}"]
    entry.unlink()
    repository.commit("desk-lead")
    assert list(still(repository)) == [f"entry {path}"]
    entry.write_text(text)
    repository.commit("desk-lead")
    assert still(repository) == {}


def test_what_is_confidential_counts_and_is_not_told(repository: Repository) -> None:
    repository.edit(WRONG_QUEUE, "status: open", "status: open\nconfidential: true")
    repository.edit(PROCESS, "inputs: [ticket]", "inputs: [ticket, call-log]")
    repository.commit("desk-lead")
    assert "R003" in repository.run(*SINCE_MAIN).stdout
    for form in ("md", "json"):
        done = repository.run(*SINCE_MAIN, "--format", form)
        assert done.returncode == 1
        assert "R003" not in done.stdout
    told = repository.told(*SINCE_MAIN)
    assert (told["open"], told["withheld"]) == (1, {"open": 1, "met": 0})


def test_a_file_of_reviews_that_is_none_gets_a_sentence(
    repository: Repository, tmp_path: Path
) -> None:
    file, out = tmp_path / "reviews.json", tmp_path / "gate.md"
    for content in (b"{", b"{}", b'[{"login": 1}]', b"\xff", b"[" * 100_000):
        file.write_bytes(content)
        asked = ("--reviews", str(file), "--format", "md", "--out", str(out))
        done = repository.run(*SINCE_MAIN, *asked)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("riskbook: ")
        assert not out.exists()
    assert repository.run(*SINCE_MAIN, "--reviews", str(tmp_path / "none")).returncode == 2


def test_a_base_that_is_none_or_cannot_be_judged_gets_a_sentence(repository: Repository) -> None:
    done = repository.run("gate", "--base", "no-such")
    assert (done.returncode, done.stdout) == (2, "")
    repository.write("registers/criteria.yml", "version: 1\n")
    broken = repository.commit("risk-officer")
    assert repository.run(*SINCE_MAIN).returncode == 2
    repository.git("checkout", "--quiet", "main", "--", "registers/criteria.yml")
    repository.commit("risk-officer")
    assert repository.run("gate", "--base", broken).returncode == 2
