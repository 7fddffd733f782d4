"""Who made the changes since a sign-off, in real repositories: by content, or it says why not."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

from riskbook.authoring.blame import Blame, blame, email_of
from riskbook.model.records import SignOff
from riskbook.reading.loading import load
from riskbook.reading.placing import Kind
from riskbook.reading.trees import WorkTree
from riskbook.reviewing.authorship import Authors, Subject
from riskbook.reviewing.fingerprints import fingerprint_of
from small_book import ORGANIZATION, RISK, SIGN_OFF, small_book

SUBJECT = Subject(Kind.RISK, "R001")
OWNER, COLLEAGUE, STRANGER = "desk-lead", "night-lead", "somebody"
PERSON = """\
  night-lead:
    name: {en: Night lead, zh: 夜班主管}
    department: it-support
    emails: [Night-Lead@example.org]
    roles:
      - {role: risk-owner, from: 2025-01-01}
"""


class Repo:
    """A repository with the small book, in which somebody writes and signs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("config", "user.email", f"{OWNER}@example.org")
        self.git("config", "user.name", OWNER)

    def git(self, *arguments: str, by: str = OWNER) -> str:
        author = {"GIT_AUTHOR_NAME": by, "GIT_AUTHOR_EMAIL": f"{by}@example.org"}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**clean_environment(), **author},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def write(self, files: Mapping[str, str]) -> None:
        for path, text in files.items():
            (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / path).write_text(text, encoding="utf-8")

    def commit(self, by: str = OWNER) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "change", by=by)
        return self.git("rev-parse", "HEAD")

    def edit(self, old: str, new: str, path: str = RISK) -> None:
        text = (self.folder / path).read_text("utf-8")
        assert old in text
        self.write({path: text.replace(old, new)})

    def sign(self) -> None:
        """An entry that binds what stands there now, in the place of the one there was."""
        book = load(WorkTree(self.folder)).book
        assert book is not None
        found = fingerprint_of("R001", book, None)
        assert found is not None
        digests = "".join(f"  {pointer}: {digest}\n" for pointer, digest in found.content.items())
        self.write({SIGN_OFF: f"{UNBOUND}content:\n{digests}"})

    def last(self) -> SignOff:
        book = load(WorkTree(self.folder)).book
        assert book is not None
        (entry,) = (each for each in book.sign_offs if each.of == "R001")
        return entry

    def blame(self, last: SignOff | None = None) -> Blame:
        tree = WorkTree(self.folder)
        book = load(tree).book
        assert book is not None
        return blame(self.folder, tree, SUBJECT, last, book.organization)


UNBOUND = """\
kind: review
of: R001
by: desk-lead
role: risk-owner
date: 2026-10-02
outcome: unchanged
reason: Looked at it again.
"""


def clean_environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**kept, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = Repo(tmp_path / "book")
    files = {path: content.decode() for path, content in small_book().items() if path != SIGN_OFF}
    files[ORGANIZATION] += PERSON
    made.write(files)
    made.commit()
    return made


def people(*keys: str, strangers: int = 0) -> Blame:
    return Blame(Authors(keys, strangers))


EVENT = "A customer with an urgent fault reaches nobody"


def test_before_the_first_sign_off_everybody_who_ever_changed_it_did(repo: Repo) -> None:
    repo.edit(EVENT, "Nobody answers")
    repo.commit(COLLEAGUE)
    assert repo.blame() == people(OWNER, COLLEAGUE)


def test_only_commits_since_the_sign_off_that_change_what_counts(repo: Repo) -> None:
    repo.sign()
    repo.commit()
    repo.edit("title: Urgent", "title: Most urgent")
    repo.commit(STRANGER)
    assert repo.blame(repo.last()) == people()
    repo.edit(EVENT, "Nobody answers")
    repo.commit(COLLEAGUE)
    assert repo.blame(repo.last()) == people(COLLEAGUE)


def test_a_change_that_was_taken_back_is_none(repo: Repo) -> None:
    repo.sign()
    repo.commit()
    repo.edit(EVENT, "Nobody answers")
    repo.commit(COLLEAGUE)
    repo.edit("Nobody answers", EVENT)
    repo.commit(COLLEAGUE)
    assert repo.blame(repo.last()) == people()


def test_an_entry_that_binds_nothing_counts_from_its_commit(repo: Repo) -> None:
    repo.edit(EVENT, "Nobody picks up")
    repo.commit(COLLEAGUE)
    repo.write({SIGN_OFF: UNBOUND})
    repo.commit()
    assert repo.blame(repo.last()) == people()
    repo.edit("Nobody picks up", "Nobody answers")
    repo.commit(COLLEAGUE)
    assert repo.blame(repo.last()) == people(COLLEAGUE)


def test_an_entry_squashed_with_a_later_edit_does_not_hide_its_author(repo: Repo) -> None:
    repo.sign()
    repo.edit(EVENT, "Nobody answers")
    repo.commit(COLLEAGUE)
    assert repo.blame(repo.last()) == people(COLLEAGUE)


def test_a_record_and_a_register_that_were_renamed_are_followed(repo: Repo) -> None:
    repo.sign()
    repo.commit()
    repo.edit(EVENT, "Nobody answers")
    repo.commit(COLLEAGUE)
    repo.git("mv", RISK, RISK.replace("night-calls", "calls-at-night"))
    repo.git("mv", "registers/desk", "registers/help-desk")
    repo.commit(STRANGER)
    assert repo.blame(repo.last()) == people(COLLEAGUE)


def test_a_change_on_another_branch_counts_once_it_is_merged(repo: Repo) -> None:
    repo.git("switch", "--quiet", "--create", "other")
    repo.edit(EVENT, "Nobody answers")
    repo.commit(COLLEAGUE)
    repo.git("switch", "--quiet", "main")
    repo.sign()
    repo.commit()
    assert repo.blame(repo.last()) == people()
    repo.git("merge", "--quiet", "--no-edit", "other")
    assert repo.blame(repo.last()) == people(COLLEAGUE)


def test_what_no_commit_has_yet_was_made_by_whoever_works_there(repo: Repo) -> None:
    repo.sign()
    repo.commit()
    repo.git("config", "user.email", "NIGHT-LEAD@example.org")
    repo.edit(EVENT, "Nobody answers")
    assert repo.blame(repo.last()) == people(COLLEAGUE)
    assert email_of(repo.folder) == "NIGHT-LEAD@example.org"


def test_an_entry_that_is_in_no_commit_yet_covers_what_was_committed(repo: Repo) -> None:
    repo.edit(EVENT, "Nobody answers")
    repo.commit(COLLEAGUE)
    repo.write({SIGN_OFF: UNBOUND})
    assert repo.blame(repo.last()) == people()


def test_who_is_nobody_in_the_book_is_counted_and_not_named(repo: Repo) -> None:
    repo.sign()
    repo.commit()
    repo.edit(EVENT, "Nobody answers")
    repo.commit(STRANGER)
    assert repo.blame(repo.last()) == people(strangers=1)


def test_a_mailmap_makes_nobody_somebody_else(repo: Repo) -> None:
    repo.write({".mailmap": "Night Lead <night-lead@example.org> <somebody@example.org>\n"})
    repo.edit(EVENT, "Nobody answers")
    repo.commit(STRANGER)
    assert repo.blame() == people(OWNER, strangers=1)


def test_a_part_of_the_framework_has_authors_too(repo: Repo) -> None:
    repo.edit("from: 0.1, to: 0.5", "from: 0.1, to: 0.4", "registers/criteria.yml")
    repo.edit("from: 0.5, to: 1", "from: 0.4, to: 1", "registers/criteria.yml")
    repo.commit(COLLEAGUE)
    tree = WorkTree(repo.folder)
    book = load(tree).book
    assert book is not None
    subject = Subject(Kind.CRITERIA, "criteria")
    assert blame(repo.folder, tree, subject, None, book.organization) == people(OWNER, COLLEAGUE)


def test_a_new_record_before_the_first_commit_is_whoever_works_there(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "book")
    repo.write({path: content.decode() for path, content in small_book().items()})
    assert repo.blame() == people(OWNER)


def shallow(repo: Repo, tmp_path: Path, depth: int) -> Repo:
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", f"--depth={depth}", repo.folder.as_uri(), str(clone)],
        env=clean_environment(),
        check=True,
    )
    found = object.__new__(Repo)
    found.folder = clone
    return found


def test_a_shallow_clone_that_reaches_back_far_enough_can_tell(repo: Repo, tmp_path: Path) -> None:
    repo.sign()
    repo.commit()
    repo.edit(EVENT, "Nobody answers")
    repo.commit(COLLEAGUE)
    assert shallow(repo, tmp_path, 2).blame(repo.last()) == people(COLLEAGUE)


@pytest.mark.parametrize("bound", ["bound", "unbound"])
def test_a_shallow_clone_that_begins_too_late_says_so(
    repo: Repo, tmp_path: Path, bound: str
) -> None:
    if bound == "bound":
        repo.sign()
    else:
        repo.write({SIGN_OFF: UNBOUND})
    repo.commit()
    repo.edit(EVENT, "Nobody answers")
    repo.commit(COLLEAGUE)
    clone = shallow(repo, tmp_path, 1)
    found = clone.blame(repo.last())
    assert found.untold is not None
    assert (found.untold.key, found.authors) == ("signing.note.cut", Authors((), 0))
    assert clone.blame().untold == found.untold


def test_without_a_repository_nobody_is_named_and_it_says_why(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "book")
    repo.write({path: content.decode() for path, content in small_book().items()})
    shutil.rmtree(tmp_path / "book/.git")
    found = repo.blame()
    assert found.authors == Authors((), 0)
    assert found.untold is not None
    assert found.untold.key == "reading.no-repository"


def test_without_git_there_is_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert email_of(tmp_path) == ""
