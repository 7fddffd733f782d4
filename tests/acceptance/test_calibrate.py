"""riskbook calibrate and new incident as people call them: in a repository, to a pull request."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from small_book import REGISTER, RISK, small_book

CLONE = Path(__file__).resolve().parents[2]
WHO = {
    "GIT_AUTHOR_NAME": "service-desk-lead",
    "GIT_AUTHOR_EMAIL": "service-desk-lead@example.org",
    "GIT_COMMITTER_NAME": "service-desk-lead",
    "GIT_COMMITTER_EMAIL": "service-desk-lead@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))},
    **WHO,
    "PYTHONPATH": str(CLONE / "generator"),
    "PYTHONUTF8": "1",
}
TODAY = "2027-06-30"
DAYS = ("2026-10-03", "2027-01-18", "2027-05-02")

WHEN = dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-08-15T10:00:00+08:00")

Done = subprocess.CompletedProcess[str]


def run(*arguments: str, at: Path) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "riskbook", *arguments],
        cwd=at,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=ENVIRONMENT | WHEN, capture_output=True, check=True
    )
    return done.stdout.decode()


def calibrate(book: Path, *arguments: str) -> Done:
    return run("calibrate", *arguments, "--today", TODAY, at=book)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """The small book in a repository, with three incidents of R001 that it did not expect."""
    files = small_book()
    files[REGISTER] += b"incidents_since: 2026-08-01\n"
    for number, day in enumerate(DAYS, 1):
        incident = f"id: I00{number}\ntitle: Nobody answered\ndate: {day}\n"
        path = f"registers/desk/incidents/I00{number}-nobody.yml"
        files[path] = f"{incident}service: service-desk\nrisks: [R001]\n".encode()
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-q", "-m", "The book")
    return tmp_path


def test_a_proposal_is_an_edit_of_score_and_rationale_alone(book: Path) -> None:
    told = calibrate(book)
    assert (told.returncode, told.stderr) == (0, "")
    assert "a re-score is proposed" in " ".join(told.stdout.split())
    assert git(book, "status", "--porcelain") == ""
    written = calibrate(book, "--write")
    assert f"{RISK}: likelihood 2 is now 3" in written.stdout
    changes = [line for line in git(book, "diff", "-U0").splitlines() if line[0] in "+-"][2:]
    assert changes[:3] == [
        "-    likelihood: 2",
        "+    likelihood: 3",
        "-    rationale: 31 of 212 urgent calls came after 18:00",
    ]
    assert len(changes) == 4
    for part in ("31 of 212 urgent calls", "3 events (I001, I002, I003)", "0.88 years", "3 Likely"):
        assert part in changes[3]
    again = calibrate(book, "R001", "--write")
    assert "it fits" in again.stdout
    assert "nothing was written" in again.stdout


def test_a_file_that_somebody_is_editing_is_left_alone(book: Path) -> None:
    file = book / RISK
    file.write_text(file.read_text("utf-8") + "A line more.\n", "utf-8")
    before = file.read_bytes()
    refused = calibrate(book, "--write")
    assert refused.returncode == 2
    assert f"{RISK} differs from the last commit" in refused.stderr
    assert file.read_bytes() == before


def test_the_rationale_is_in_the_language_of_the_risk(book: Path) -> None:
    file = book / RISK
    file.write_text(file.read_text("utf-8").replace("id: R001", "id: R001\nlanguage: zh"), "utf-8")
    git(book, "commit", "-q", "-a", "-m", "In Chinese")
    assert calibrate(book, "--write", "--lang", "en").returncode == 0
    assert "按实际发生情况由 2 改为 3" in file.read_text("utf-8")


def test_a_program_reads_the_same(book: Path) -> None:
    facts = json.loads(calibrate(book, "R001", "--format", "json").stdout)
    (risk,) = facts["risks"]
    assert (risk["verdict"], risk["stated"], risk["proposed"]) == ("rescore", 2, 3)
    assert risk["events"] == ["I001", "I002", "I003"]
    assert sum(step["probability"] for step in risk["steps"]) == pytest.approx(1)
    low, high = risk["interval"]["exact"]
    assert low < risk["rate"] < high


def test_what_cannot_be_judged_is_said(book: Path) -> None:
    unknown = calibrate(book, "R009")
    assert unknown.returncode == 2
    (book / REGISTER).write_bytes(small_book()[REGISTER])
    assert "does not say since when" in calibrate(book).stdout
    assert calibrate(book, "R001").returncode == 2
    both = calibrate(book, "--back-test", "--write")
    assert (both.returncode, both.stdout) == (2, "")


def test_the_past_is_what_git_held(book: Path) -> None:
    told = calibrate(book, "--back-test")
    assert "Fewer than 20 risk-years" in told.stdout
    facts = json.loads(calibrate(book, "--back-test", "--format", "json").stdout)["back_test"]
    assert (facts["first"], facts["last"], facts["forecasts"]) == ("2026-10-01", "2027-03-31", 4)
    (step,) = facts["steps"]
    assert (step["value"], step["happened"], step["bearing"]) == (2, 2, "too-few")


def test_an_incident_is_written_down(book: Path) -> None:
    asked = ("--title", "Nobody answered again", "--service", "service-desk", "--today", TODAY)
    done = run("new", "incident", *asked, "--risks", "r001", "--loss", "900", "--no-input", at=book)
    assert "riskbook calibrate R001" in done.stdout
    file = book / "registers/desk/incidents/I004-nobody-answered-again.yml"
    assert "risks:\n  - R001\n" in file.read_text("utf-8")
    gap = run("new", "incident", *asked, "--risks", "none", "--near-miss", "--no-input", at=book)
    assert "riskbook new risk --from incident:I005" in gap.stdout
    found = run("check", "--today", TODAY, "--format", "json", at=book).stdout
    assert found.count('"RB852"') == 1
    wrong = run("new", "incident", *asked, "--risks", "R077", "--no-input", at=book)
    assert wrong.returncode == 2
