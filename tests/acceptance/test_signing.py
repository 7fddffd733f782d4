"""Signing as people do it: in a repository, with the real command, and what it refuses and why."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from conversation import converse
from riskbook.reporting.cells import cells

CLONE = Path(__file__).resolve().parents[2]
BASE = Path(__file__).parent / "base_book"
DAY = "2026-11-23"
OWNER, OTHER, MANAGER, RISKS = (
    "service-desk-lead",
    "operations-lead",
    "managing-director",
    "risk-officer",
)
RISK = "registers/desk/risks/R001-voicemail.md"
OTHER_RISK = "registers/desk/risks/R002-ticket-system-down.md"
ENTRIES = "registers/desk/sign-offs"
ENVIRONMENT = {
    **{
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "LANG", "GIT_"))
    },
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "PYTHONPATH": str(CLONE / "generator"),
    "PYTHONUTF8": "1",
    "COLUMNS": "80",
}


class Desk:
    """The small book in a repository, with somebody at it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def git(self, *arguments: str, by: str = OWNER) -> str:
        author = {"GIT_AUTHOR_NAME": by, "GIT_AUTHOR_EMAIL": f"{by}@example.org"}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={**ENVIRONMENT, **author},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def commit(self, by: str = OWNER) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "change", by=by)
        return self.git("rev-parse", "HEAD")

    def edit(self, path: str, old: str, new: str) -> None:
        file = self.folder / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")

    def run(self, *arguments: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "riskbook", *arguments, "--today", DAY, "--lang", lang],
            cwd=self.folder,
            env=ENVIRONMENT,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )

    def sign(self, *arguments: str) -> list[dict[str, Any]]:
        """Run a command that must sign; the entries that it wrote."""
        before = self.entries()
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return [
            yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # resolves nothing
            for path, text in self.entries().items()
            if path not in before
        ]

    def refused(self, *arguments: str, code: int = 1) -> str:
        """Run a command that must not sign; what it says."""
        before = self.everything()
        done = self.run(*arguments)
        assert done.returncode == code, done.stderr
        assert done.stdout == ""
        assert "Traceback" not in done.stderr
        assert self.everything() == before
        return done.stderr

    def entries(self) -> dict[str, str]:
        return {
            path: text.decode() for path, text in self.everything().items() if "sign-offs" in path
        }

    def everything(self) -> dict[str, bytes]:
        return {
            path.relative_to(self.folder).as_posix(): path.read_bytes()
            for path in sorted(self.folder.rglob("*"))
            if path.is_file() and ".git" not in path.parts
        }


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    shutil.copytree(BASE, tmp_path / "book")
    found = Desk(tmp_path / "book")
    organization = found.folder / "registers/organization.yml"
    text = organization.read_text("utf-8")
    for person in (OWNER, OTHER, MANAGER, RISKS):
        name = text.index(f"  {person}:\n") + len(f"  {person}:\n")
        facts = f"    emails: [{person}@example.org]\n    logins: {{github: {person}}}\n"
        text = text[:name] + facts + text[name:]
    organization.write_text(text, "utf-8")
    found.git("init", "--quiet", "--initial-branch=main")
    found.git("config", "user.email", f"{OWNER}@example.org")
    found.git("config", "user.name", OWNER)
    found.commit(RISKS)
    return found


REASON = ("--reason", "Quarterly: nothing “new” # really")


def review(outcome: str = "unchanged", *ids: str) -> tuple[str, ...]:
    return ("review", *(ids or ("R001",)), "--outcome", outcome, *REASON)


def approve(*ids: str, by: str = MANAGER) -> tuple[str, ...]:
    return ("approve", *(ids or ("R001",)), "--by", by, "--resources", "granted", *REASON)


def test_a_review_is_written_by_whoever_sits_there_and_reads_back(desk: Desk) -> None:
    (entry,) = desk.sign(*review())
    assert {name: entry[name] for name in ("kind", "of", "by", "role", "date", "outcome")} == {
        "kind": "review",
        "of": "R001",
        "by": OWNER,
        "role": "risk-owner",
        "date": DAY,
        "outcome": "unchanged",
    }
    assert (entry["reason"], entry["language"]) == (REASON[1], "en")
    assert "changed_by" not in entry
    assert entry["fingerprint"] == desk.run("fingerprint", "R001").stdout.strip()
    (path,) = (path for path in desk.entries() if DAY in path)
    assert path.startswith(f"{ENTRIES}/R001/{DAY}-review-")
    check = desk.run("check", "--fail-on", "note")
    assert check.returncode == 0, check.stdout
    facts = json.loads(desk.run("fingerprint", "R001", "--format", "json").stdout)
    (found,) = (each for each in facts["sign_offs"] if each["kind"] == "review")
    assert (found["date"], found["changed"], found["basis_changed"]) == (DAY, [], [])


def test_an_edit_of_what_counts_is_named_and_one_of_the_title_is_not(desk: Desk) -> None:
    desk.sign(*review())
    desk.edit(RISK, "title: Urgent", "title: Most urgent")
    assert "Since the review of 2026-11-23 nothing has changed." in explained(desk)
    desk.edit(RISK, "A customer with an urgent fault", "Somebody")
    assert "Since the review of 2026-11-23 this has changed: event." in explained(desk)
    said = desk.refused(*review())
    assert "this has changed: event. Sign with an outcome that says so" in said
    assert "--outcome reworded" in said
    (entry,) = desk.sign(*review("reworded"))
    assert entry["changed_by"] == [OWNER]


def explained(desk: Desk) -> str:
    done = desk.run("fingerprint", "R001", "--explain")
    assert done.returncode == 0
    return done.stdout


def test_several_are_signed_together_or_not_at_all(desk: Desk) -> None:
    said = desk.refused(*review("unchanged", "R001", "R002"))
    assert "R002: Service desk lead may not sign this on 2026-11-23." in said
    assert "--by operations-lead" in said
    assert "--by risk-officer" in said
    assert "R001" not in said
    found = desk.sign(*review("unchanged", "R001", "R002", "R001"), "--by", RISKS)
    assert [(each["of"], each["role"]) for each in found] == [
        ("R001", "risk-department"),
        ("R002", "risk-department"),
    ]


def test_a_rehearsal_shows_the_entry_and_writes_nothing(desk: Desk) -> None:
    before = desk.everything()
    done = desk.run(*review(), "--dry-run")
    assert done.returncode == 0
    assert "  outcome: unchanged\n" in done.stdout
    assert done.stdout.endswith("Nothing was written: this is what would be.\n")
    assert desk.everything() == before
    (path,) = (line for line in done.stdout.splitlines() if line.startswith("registers/"))
    desk.sign(*review())
    assert path in desk.entries()


def test_the_same_entry_is_not_written_twice(desk: Desk) -> None:
    desk.sign(*review())
    assert "this very entry is in the book already" in desk.refused(*review())
    assert len(desk.sign("review", "R001", "--outcome", "unchanged", "--reason", "Again")) == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("review", "R001"), "Give these options too: --outcome, --reason"),
        (("accept", "R001", "--reason", "x"), "Give this option too: --until"),
        (("approve", "P001", "--by", MANAGER), "Give this option too: --reason"),
        (("approve", "R001", "--by", MANAGER), "Give these options too: --resources, --reason"),
        (review("fine"), "--outcome: “fine” is none of these"),
        (review("unchanged", "R009"), "There is no R009 in the book."),
        ((*review(), "--by", "service-desk-leed"), "Did you mean service-desk-lead"),
        (("review", "R001", "--outcome", "unchanged", "--reason", " "), "--reason"),
        (("accept", "R001", "--until", "soon", "--reason", "x"), "--until: “soon” is not a date"),
    ],
)
def test_what_is_missing_or_wrong_is_named_by_its_option(
    desk: Desk, arguments: tuple[str, ...], said: str
) -> None:
    assert said in desk.refused(*arguments, code=2)


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (("review", "R001"), "--outcome、--reason", 2),
        (review("unchanged", "R002"), "R002：服务台主管在 2026-11-23 无权签署。", 1),
        (review("closed"), "R001：结论是“关闭”，但该风险并未关闭。", 1),
        (review("unchanged", "P001"), "P001：只有风险需要审核。", 1),
    ],
)
def test_a_refusal_is_said_in_chinese_as_well(
    desk: Desk, arguments: tuple[str, ...], said: str, code: int
) -> None:
    done = desk.run(*arguments, lang="zh")
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr


def test_who_signs_must_be_known(desk: Desk) -> None:
    desk.git("config", "user.email", "somebody@example.org")
    assert "that of nobody in registers/organization.yml" in desk.refused(*review(), code=2)
    desk.git("config", "--unset", "user.email")
    assert "git config user.email ADDRESS" in desk.refused(*review(), code=2)
    assert desk.sign(*review(), "--by", OWNER)


def test_a_file_with_errors_is_corrected_first(desk: Desk) -> None:
    desk.edit(RISK, "plan: P001", "plan: P007")
    said = desk.refused(*review("treatment-adjusted"))
    assert "R001: its file has an error" in said
    assert "P007" in said


def test_a_file_that_cannot_be_read_is_told(desk: Desk) -> None:
    desk.edit(RISK, "status: open", "status: opened")
    assert "R001 cannot be read" in desk.refused(*review(), code=2)


def test_management_approves_what_somebody_else_changed(desk: Desk) -> None:
    desk.edit(RISK, "Start a weekend on-call shift", "Start two on-call shifts")
    desk.commit(OWNER)
    assert "Service desk lead may not sign this" in desk.refused(*approve(by=OWNER))
    (entry,) = desk.sign(*approve())
    assert (entry["role"], entry["resources"]) == ("management", "granted")
    assert entry["changed_by"] == [OWNER]


def test_nobody_approves_their_own_change(desk: Desk) -> None:
    desk.edit(RISK, "Start a weekend on-call shift", "Start two on-call shifts")
    desk.commit(MANAGER)
    said = desk.refused(*approve())
    assert "Managing director made changes that would be signed here" in said
    assert "Nobody else in registers/organization.yml could sign it" in said


def test_a_review_does_not_wash_a_change_clean_for_its_author(desk: Desk) -> None:
    desk.edit(RISK, "Start a weekend on-call shift", "Start two on-call shifts")
    desk.commit(MANAGER)
    desk.sign(*review("treatment-adjusted"))
    desk.commit(OWNER)
    said = desk.refused(*approve())
    assert "nobody approves their own change" in said


def test_a_plan_and_the_framework_are_approved(desk: Desk) -> None:
    (plan,) = desk.sign(*approve("P001"))
    assert plan["content"]["steps"]
    assert "basis" not in plan
    (again,) = desk.sign("approve", "P001", "--by", MANAGER, "--reason", "Nothing is bought")
    assert again["resources"] == "none-needed"
    desk.edit("registers/criteria.yml", "days_to_act: 30", "days_to_act: 14")
    desk.commit(OWNER)
    said = desk.refused(*approve("criteria"))
    assert "--by risk-officer" not in said  # the risk officer wrote the first version
    assert "Nobody" in said


def test_the_risk_department_approves_what_another_changed_of_the_framework(desk: Desk) -> None:
    text = (desk.folder / "registers/organization.yml").read_text("utf-8")
    second = text.replace("  risk-officer:\n", "  second-risk-officer:\n", 1)
    start = second.index("  second-risk-officer:\n")
    block = (
        second[start : second.index("  service-desk-lead:\n")]
        .replace(f"{RISKS}@", "second@")
        .replace("github: risk-officer", "github: second")
    )
    (desk.folder / "registers/organization.yml").write_text(text + block, "utf-8")
    desk.commit(RISKS)
    (entry,) = desk.sign("approve", "criteria", "--by", "second-risk-officer", *REASON)
    assert (entry["role"], entry["changed_by"]) == ("risk-department", [RISKS])
    assert [path for path in desk.entries() if path.startswith("registers/sign-offs/criteria/")]


def accepting(desk: Desk, likelihood: int) -> None:
    desk.edit(OTHER_RISK, "strategy: mitigate", "strategy: accept")
    text = (desk.folder / OTHER_RISK).read_text("utf-8")
    data = yaml.load(text.split("---\n")[1], Loader=yaml.BaseLoader)  # noqa: S506
    for stage in data["assessment"].values():
        stage["likelihood"] = str(likelihood)
        stage["impact"] = {"customer": "1", "financial": "1"}
    front = yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
    (desk.folder / OTHER_RISK).write_text(f"---\n{front}---\n", "utf-8")
    desk.commit(OTHER)


def accept(until: str, by: str = OTHER) -> tuple[str, ...]:
    return ("accept", "R002", "--until", until, "--by", by, *REASON)


def test_the_owner_accepts_what_is_small_for_a_time(desk: Desk) -> None:
    assert "the strategy is to mitigate" in desk.refused(*accept("2027-06-30"))
    accepting(desk, 1)
    assert "before the day of signing" in desk.refused(*accept("2026-11-01"))
    assert "2027-11-23 is the last day" in desk.refused(*accept("2027-11-24"))
    (entry,) = desk.sign(*accept("2027-06-30"))
    assert (entry["until"], entry["role"], entry["changed_by"]) == (
        "2027-06-30",
        "risk-owner",
        [OTHER, RISKS],
    )
    assert "Acceptance" not in desk.run("status").stdout


def test_beyond_the_bounds_it_takes_the_authority_that_the_criteria_name(desk: Desk) -> None:
    accepting(desk, 2)
    assert "--by managing-director" in desk.refused(*accept("2027-06-30"))
    (entry,) = desk.sign(*accept("2027-06-30", by=MANAGER))
    assert entry["role"] == "management"


def reviews(desk: Desk, *entries: dict[str, str]) -> tuple[str, ...]:
    """Options that approve from a file of reviews, kept outside the book."""
    file = desk.folder.parent / "reviews.json"
    plain = {"login": MANAGER, "state": "APPROVED", "submitted_at": "2026-11-20T23:30:00Z"}
    file.write_text(json.dumps([{**plain, **entry} for entry in entries]), "utf-8")
    return ("approve", "R001", "--resources", "granted", "--from-review", str(file))


def test_a_review_of_the_forge_becomes_an_entry(desk: Desk) -> None:
    desk.edit(RISK, "Start a weekend on-call shift", "Start two on-call shifts")
    commit = desk.commit(OWNER)
    desk.edit(OTHER_RISK, "title: Calls", "title: Some calls")
    desk.commit(OWNER)
    (entry,) = desk.sign(*reviews(desk, {"commit": commit}))
    assert (entry["by"], entry["date"], entry["role"]) == (MANAGER, "2026-11-21", "management")
    assert commit in entry["reason"]
    assert entry["changed_by"] == [OWNER]
    more = desk.sign(*reviews(desk, {"commit": commit}), "--reason", "Agreed in the board.")
    assert more[0]["reason"].startswith("Agreed in the board.\nApproving review by ")


def test_a_review_of_what_no_longer_stands_there_does_not_count(desk: Desk) -> None:
    commit = desk.git("rev-parse", "HEAD")
    desk.edit(RISK, "Start a weekend on-call shift", "Start two on-call shifts")
    desk.commit(OWNER)
    said = desk.refused(*reviews(desk, {"commit": commit}))
    assert "this has changed since: action A1" in said
    gone = {"commit": "0" * 40}
    assert "which this repository does not have" in desk.refused(*reviews(desk, gone))


def test_a_review_of_a_commit_that_is_not_on_the_way_does_not_count(desk: Desk) -> None:
    desk.git("switch", "--quiet", "--create", "other")
    desk.edit(OTHER_RISK, "title: Calls", "title: Some calls")
    elsewhere = desk.commit(OWNER)
    desk.git("switch", "--quiet", "main")
    said = desk.refused(*reviews(desk, {"commit": elsewhere}))
    assert "not part of what is checked out" in said


def test_the_newest_review_by_somebody_who_may_approve_counts(desk: Desk) -> None:
    commit = desk.git("rev-parse", "HEAD")
    mine = {"commit": commit, "login": OWNER, "submitted_at": "2026-11-21T08:00:00Z"}
    stranger = {**mine, "login": "somebody"}
    said = desk.refused(*reviews(desk, mine))
    assert "Service desk lead may not sign this" in said
    assert "the login of nobody" in desk.refused(*reviews(desk, stranger))
    taken_back = {"commit": commit, "state": "DISMISSED", "submitted_at": "2026-11-22T08:00:00Z"}
    said = desk.refused(*reviews(desk, {"commit": commit}, taken_back))
    assert "no approving review that stands" in said
    (entry,) = desk.sign(*reviews(desk, {"commit": commit}, mine, stranger))
    assert entry["by"] == MANAGER


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"login": "x"}', "must hold a list of reviews"),
        ("no JSON", "is not JSON"),
        ('[{"login": "x"}]', "Review 1 in the file has no “state”"),
        (" " * (1 << 21), "is larger than"),
    ],
)
def test_a_file_of_reviews_of_the_wrong_shape_is_told(desk: Desk, content: str, said: str) -> None:
    options = reviews(desk)
    Path(options[-1]).write_text(content, "utf-8")
    assert said in desk.refused(*options, code=2)


def test_where_nobody_can_tell_who_changed_it_the_entry_says_nothing_of_it(desk: Desk) -> None:
    desk.edit(RISK, "Start a weekend on-call shift", "Start two on-call shifts")
    shutil.rmtree(desk.folder / ".git")
    done = desk.run(*approve())
    assert done.returncode == 0
    assert "R001: who made the changes since the last sign-off cannot be told" in done.stderr
    (entry,) = (text for path, text in desk.entries().items() if DAY in path)
    assert "changed_by" not in entry


def test_an_author_whom_the_book_does_not_know_is_noted(desk: Desk) -> None:
    desk.edit(RISK, "Start a weekend on-call shift", "Start two on-call shifts")
    desk.commit("somebody")
    done = desk.run(*approve())
    assert done.returncode == 0
    assert (
        "one author of changes since the last sign-off is nobody in organization.yml" in done.stderr
    )
    assert "somebody@example.org" not in done.stderr


def test_two_branches_that_each_add_an_entry_merge(desk: Desk) -> None:
    desk.git("switch", "--quiet", "--create", "one")
    desk.sign(*review())
    desk.commit()
    desk.git("switch", "--quiet", "main")
    desk.git("switch", "--quiet", "--create", "other")
    desk.sign(*review(), "--by", RISKS)
    desk.sign(*approve())
    desk.commit(RISKS)
    desk.git("merge", "--quiet", "--no-edit", "one")
    assert sum(DAY in path for path in desk.entries()) == 3
    check = desk.run("check", "--fail-on", "warning")
    assert check.returncode == 0, check.stdout


def test_a_review_that_is_interrupted_leaves_no_half_file(desk: Desk) -> None:
    before = set(desk.everything())
    for moment in (0.2, 0.5):
        with subprocess.Popen(
            [sys.executable, "-m", "riskbook", *review(), "--today", DAY],
            cwd=desk.folder,
            env=ENVIRONMENT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as process:
            time.sleep(moment)
            process.send_signal(signal.SIGINT)
        more = set(desk.everything()) - before
        assert len(more) <= 1
        for path in more:
            assert "fingerprint: rb1:" in (desk.folder / path).read_text("utf-8")
            (desk.folder / path).unlink()


def test_a_person_on_a_terminal_is_asked_in_their_language(desk: Desk) -> None:
    command = f"{sys.executable} -m riskbook review R001 --today {DAY} --lang zh"
    answers = {"审核结论是什么？": ["维持"], "理由是什么？": ["季度审核，没有变化：一切正常"]}
    talk = converse(command, desk.folder, ENVIRONMENT, answers)
    assert talk.code == 0, talk.screen
    assert "R001 Urgent callers" in talk.screen or "R001" in talk.screen
    assert "上次审核于 2026-10-02" in talk.screen
    assert "R001 已审核，下次审核须在 2027-01-23 之前完成。" in talk.screen
    (entry,) = (text for path, text in desk.entries().items() if DAY in path)
    assert "reason: 季度审核，没有变化：一切正常" in entry
    assert all(cells(line) <= 80 for line in talk.screen.splitlines())


def test_who_may_not_sign_is_told_before_anything_is_asked(desk: Desk) -> None:
    command = f"{sys.executable} -m riskbook review R002 --today {DAY} --lang en"
    talk = converse(command, desk.folder, ENVIRONMENT, {})
    assert talk.code == 1
    assert "may not sign this" in talk.screen
    assert "?" not in talk.screen


def test_status_shows_what_waits_and_for_whom(desk: Desk) -> None:
    desk.edit(RISK, "A customer with an urgent fault", "Somebody")
    for language, said, owner in (
        ("en", "Treatment to be approved again by Management: changed since (event)", "Service"),
        ("zh", "应对方案需重新批准（批准权限：管理层）：批准后有变更（事件）", "服务台主管"),
    ):
        done = desk.run("status", lang=language)
        assert done.returncode == 0
        assert said.replace(" ", "") in "".join(done.stdout.split())
        assert owner in done.stdout
        assert max(cells(line) for line in done.stdout.splitlines()) <= 80
    theirs = desk.run("status", "--owner", OTHER).stdout
    assert "R002" in theirs
    assert "R001" not in theirs
    assert "Did you mean" in desk.run("status", "--owner", "operations-leed").stderr


def test_status_speaks_to_programs_summaries_and_calendars(desk: Desk) -> None:
    facts = json.loads(desk.run("status", "--format", "json").stdout)
    assert facts["today"] == DAY
    assert {(each["record"], each["state"]) for each in facts["open"]} == {
        ("R001", "due"),
        ("R002", "due"),
    }
    markdown = desk.run("status", "--format", "md").stdout
    assert "### Service desk lead\n\n- **R001 Urgent callers" in markdown
    first, second = (desk.run("status", "--format", "ics").stdout for _ in range(2))
    assert first == second
    assert first.count("BEGIN:VEVENT") == 3
    assert "SUMMARY;LANGUAGE=en:Exercise P001" in first


def test_what_is_confidential_stays_out_of_summaries_and_calendars(desk: Desk) -> None:
    desk.edit(RISK, "status: open\ncategory", "status: open\nconfidential: true\ncategory")
    markdown = desk.run("status", "--format", "md").stdout
    assert "R001" not in markdown
    assert "One more thing is open about a confidential record" in markdown
    assert "R001" not in desk.run("status", "--format", "ics").stdout
    assert "R001" in desk.run("status").stdout


def test_a_book_with_nothing_open_says_so(desk: Desk) -> None:
    done = desk.run("status", "--owner", RISKS)
    assert (done.returncode, done.stdout) == (0, "Nothing is open.\n")


@pytest.mark.parametrize("name", ["R001", "P001", "C001", "ticket-intake", "criteria"])
def test_everything_that_is_signed_or_rested_on_has_a_fingerprint(desk: Desk, name: str) -> None:
    plain = desk.run("fingerprint", name).stdout
    assert plain.startswith("rb1:")
    assert len(plain) == len("rb1:") + 65
    for language in ("en", "zh"):
        done = desk.run("fingerprint", name, "--explain", lang=language)
        assert done.returncode == 0
        assert plain.strip() in done.stdout
        assert max(cells(line) for line in done.stdout.splitlines()) <= 80
