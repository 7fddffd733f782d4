"""The checklist of a change, as a person or a workflow asks for it in a real repository."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from riskbook.reporting.as_markdown import MOST_CHARACTERS
from story_book import (
    CONTROL,
    LOST_CALLS,
    NIGHT_CALLS,
    PROCESS,
    WRONG_QUEUE,
    Done,
    Repository,
    open_repository,
)

SINCE_MAIN = ("rereview", "--base", "main")


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


def refused(done: Done) -> str:
    """The one sentence of a command that cannot run."""
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    return line.removeprefix("riskbook: ")


def listed(repository: Repository) -> list[str]:
    return [item["risk"] for item in repository.told(*SINCE_MAIN)["resting"]]


def test_nothing_that_matters_changed(repository: Repository) -> None:
    repository.edit(PROCESS, "title: Take the call", "title: Take each call")
    done = repository.run(*SINCE_MAIN)
    assert done.returncode == 0
    assert done.stdout.startswith("0 risks rest on what this change touches")
    assert repository.told(*SINCE_MAIN)["resting"] == []


def test_what_is_not_committed_counts_as_well(repository: Repository) -> None:
    repository.edit(PROCESS, "inputs: [ticket]", "inputs: [ticket, call-log]")
    assert listed(repository) == ["R003"]
    repository.commit("process-owner")
    assert listed(repository) == ["R003"]


def test_files_anywhere_in_the_repository_are_something_to_rest_on(
    repository: Repository,
) -> None:
    linked = 'depends_on:\n  - path: "services/ivr/**"\ntreatment:\n'
    repository.edit(LOST_CALLS, "treatment:\n", linked)
    repository.write("services/ivr/menu.yml", "one\n")
    repository.commit("desk-lead")
    repository.merge("change")
    repository.start("next")
    repository.write("services/ivr/menu.yml", "two\n")
    repository.write("services/crm/menu.yml", "two\n")
    repository.git("add", "--all")
    (item,) = repository.told(*SINCE_MAIN)["resting"]
    ((reason,), changed) = item["reasons"], item["changed"]
    assert (item["risk"], reason["pointer"], changed) == ("R002", "path/services/ivr/**", [])
    lines = reason["turns"][0]["lines"]["lines"]
    assert [(line["sign"], line["text"]) for line in lines] == [("~", "services/ivr/menu.yml")]


def test_the_change_is_read_from_where_it_parted(repository: Repository) -> None:
    repository.edit(PROCESS, "inputs: [ticket]", "inputs: [ticket, call-log]")
    repository.commit("process-owner")
    repository.git("checkout", "--quiet", "main")
    repository.edit(CONTROL, "status: in_force", "status: retired")
    later = repository.commit("desk-lead")
    repository.git("checkout", "--quiet", "change")
    told = repository.run(*SINCE_MAIN).stdout
    assert "parted at" in told
    assert later[:12] not in told
    assert listed(repository) == ["R003"]


def test_a_review_ticks_the_box_and_who_changed_themselves_is_apart(
    repository: Repository,
) -> None:
    repository.edit(CONTROL, "owner: desk-lead", "owner: process-owner")
    repository.edit(WRONG_QUEUE, "cause: Nobody works", "cause: Nobody at all works")
    reviewed = repository.sign(
        "desk-lead", "review", "R002", "--outcome", "unchanged", "--reason", "Seen"
    )
    assert reviewed.returncode == 0, reviewed.stderr
    told = repository.told(*SINCE_MAIN)
    assert {item["risk"]: bool(item["review"]) for item in told["resting"]} == {
        "R001": False,
        "R002": True,
        "R003": False,
    }
    assert "- [x] **R002**" in repository.run(*SINCE_MAIN, "--format", "md").stdout
    repository.edit(CONTROL, "owner: process-owner", "owner: desk-lead")
    told = repository.told(*SINCE_MAIN)
    assert (told["resting"], [item["risk"] for item in told["themselves"]]) == ([], ["R003"])


def test_what_is_confidential_is_counted_and_not_told(repository: Repository) -> None:
    repository.edit(NIGHT_CALLS, "status: open", "status: open\nconfidential: true")
    repository.edit(CONTROL, "status: in_force", "status: retired")
    assert "R001" in repository.run(*SINCE_MAIN).stdout
    for form in ("md", "json"):
        told = repository.run(*SINCE_MAIN, "--format", form).stdout
        assert "R001" not in told
        assert "Urgent callers" not in told
    told = repository.told(*SINCE_MAIN)
    assert (told["withheld"], len(told["resting"])) == (1, 2)


def test_a_comment_holds_it_however_much_there_is(repository: Repository) -> None:
    model = (repository.root / WRONG_QUEUE).read_text(encoding="utf-8")
    for number in range(100, 300):
        risk = model.replace("R003", f"R{number}").replace("in the wrong", "x" * 60)
        repository.write(f"registers/desk/risks/R{number}-queue.md", risk)
    repository.commit("desk-lead")
    repository.merge("change")
    repository.start("next")
    repository.edit(PROCESS, "inputs: [ticket]", "inputs: [ticket, call-log]")
    told = repository.run(*SINCE_MAIN, "--format", "md").stdout
    assert 0.8 * MOST_CHARACTERS < len(told) <= MOST_CHARACTERS
    shown = told.count("- [ ] ")
    assert f"{201 - shown} more risks are left out" in told


def test_it_is_written_whole_to_a_file_and_is_the_same_each_time(repository: Repository) -> None:
    repository.edit(CONTROL, "status: in_force", "status: retired")
    out = repository.root.parent / "review" / "rereview.md"
    for _ in range(2):
        done = repository.run(*SINCE_MAIN, "--format", "md", "--out", str(out))
        assert (done.returncode, done.stdout) == (0, "")
        assert out.read_text() == repository.run(*SINCE_MAIN, "--format", "md").stdout


def test_what_cannot_be_compared_gets_a_sentence_and_nothing_is_written(
    repository: Repository, tmp_path: Path
) -> None:
    out = tmp_path / "out.md"
    sentence = refused(
        repository.run("rereview", "--base", "no-such", "--format", "md", "--out", str(out))
    )
    assert "no-such" in sentence
    assert not out.exists()
    shutil.rmtree(repository.root / ".git")
    refused(repository.run(*SINCE_MAIN))


def test_a_clone_that_is_too_shallow_says_so(repository: Repository, tmp_path: Path) -> None:
    repository.edit(CONTROL, "status: in_force", "status: retired")
    repository.commit("desk-lead")
    shallow = Repository(tmp_path / "shallow", repository.today)
    repository.git(
        "clone",
        "--quiet",
        "--depth=1",
        "--branch=change",
        f"file://{repository.root}",
        str(shallow.root),
    )
    assert "shallow" in refused(shallow.run(*SINCE_MAIN))
