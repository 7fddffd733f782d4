"""make demo: two years of the example book, told by git itself."""

from __future__ import annotations

import os
import re
import shutil
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from demo_book import CLONE, Edit, both, data, git, run_script, write_demo
from riskbook.api import check
from riskbook.findings import Severity
from riskbook.model.digests import digest_value
from riskbook.reading.commits import first_parent_log
from riskbook.reading.loading import load
from riskbook.reading.paths import blobs_at, matching
from riskbook.reading.trees import GitTree
from riskbook.reviewing.basis import patterns_in
from riskbook.reviewing.fingerprints import fingerprint_of

MONTHS = [
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
]  # fmt: skip
QUARTERS = ["2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
STRIDE = 30
"""Between the quarters, one in so many commits of main is loaded."""

RISK = r"registers/.*/risks/[^.]*\.md"
CONTROL = r"registers/.*/controls/[^.]*\.md"
PLAN = r"registers/.*/plans/[^.]*\.md"
RISKS = "*/risks/*.md"
ANY_DAY = re.compile(f"([0-9]{{1,2}}) ({'|'.join(MONTHS)}) (20[0-9]{{2}})")


# ---- the same everywhere, and true to the book ----


def test_it_is_the_same_whatever_the_machine_and_the_user(demo: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "hooks").mkdir(parents=True)
    (home / ".gitconfig").write_text(
        f"[user]\nname = Somebody\nemail = somebody@example.org\n"
        f"[core]\nautocrlf = true\nhooksPath = {home / 'hooks'}\nquotePath = false\n"
        "[commit]\ngpgSign = true\n[init]\ndefaultBranch = trunk\n[i18n]\ncommitEncoding = GBK\n"
    )
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "TZ": "America/St_Johns",
        "LANG": "de_DE.UTF-8",
        "LC_ALL": "C",
        "GIT_AUTHOR_NAME": "Somebody",
        "GIT_COMMITTER_DATE": "2001-01-01T00:00:00Z",
        "GIT_DEFAULT_HASH": "sha256",
        "PYTHONHASHSEED": "7",
    }
    again = tmp_path / "again"
    write_demo(again, env=env)
    refs = "for-each-ref", "--format=%(refname) %(objectname)"
    assert git(again, *refs) == git(demo, *refs)


def test_it_ends_in_the_book_as_it_stands(demo: Path) -> None:
    assert git(demo, "status", "--porcelain") == ""
    listed = git(demo, "ls-files").splitlines()
    files = [CLONE / "riskbook.yml", *(CLONE / "registers").rglob("*")]
    shown = [path.relative_to(CLONE) for path in files if path.is_file()]
    assert listed == sorted(p.as_posix() for p in shown if not p.name.startswith("."))
    for path in listed:
        assert (demo / path).read_bytes() == (CLONE / path).read_bytes(), path


def test_it_replaces_nothing_but_an_earlier_demonstration(tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "notes.txt").write_text("mine")
    done = run_script(folder)
    assert done.returncode == 2
    assert "holds something else" in done.stderr
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_it_replaces_an_earlier_demonstration(demo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    shutil.copytree(demo, folder)
    (folder / "riskbook.yml").unlink()
    write_demo(folder)
    assert (folder / "riskbook.yml").is_file()
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_text_that_the_scenario_no_longer_finds_is_named(tmp_path: Path) -> None:
    book = tmp_path / "book"
    shutil.copytree(CLONE / "registers", book / "registers")
    shutil.copy(CLONE / "riskbook.yml", book)
    risk = book / "registers/customer-service/risks/R008-overflow-centre-quality.md"
    text = risk.read_text(encoding="utf-8")
    risk.write_text(
        text.replace("owner: customer-service-director", "owner: hotline-lead"), "utf-8"
    )
    done = run_script(tmp_path / "demo", "--book", book)
    assert done.returncode == 2
    assert done.stderr.startswith(
        "scripts/demo/scenario.yml: the change of R008 until 2026-02-03 replaces 'owner: "
    )
    assert "Put the text as the book has it now under `now` of that entry" in done.stderr
    assert not (tmp_path / "demo").exists()


# ---- a history that people would believe ----


def test_its_commits_are_those_of_a_team(demo: Path) -> None:
    log = git(demo, "log", "--format=%an|%ae|%cn|%aI|%cI|%P|%s").splitlines()
    commits = [line.split("|", 6) for line in log]
    people = set(data((CLONE / "registers/organization.yml").read_text("utf-8"))["people"])
    assert {commit[0] for commit in commits} <= people
    assert {commit[2] for commit in commits} <= people
    assert all(commit[1] == f"{commit[0]}@example.org" for commit in commits)
    assert all(when.endswith("+08:00") for commit in commits for when in commit[3:5])
    assert all(8 < int(commit[4][11:13]) < 20 for commit in commits)
    assert sum(" " in commit[5] for commit in commits) > 50, "merges of topic branches"
    assert sum(commit[3] < commit[4] for commit in commits) > 50, "rebased before they were merged"
    assert all(commit[3] <= commit[4] for commit in commits)
    assert sum(re.search(r"[\u4e00-\u9fff]", commit[6]) is not None for commit in commits) > 50
    assert all(len(commit[6]) <= 100 for commit in commits)


def test_main_never_goes_back_in_time(demo: Path) -> None:
    times = git(demo, "log", "--first-parent", "--reverse", "--format=%ct").split()
    assert all(int(before) < int(after) for before, after in pairwise(times))
    days = git(demo, "log", "--first-parent", "--reverse", "--format=%cs").split()
    assert days[0] == "2024-11-04"
    assert "2026-11-01" < days[-1] <= "2026-11-20"


def test_each_quarter_is_tagged_and_loads_without_errors(demo: Path) -> None:
    tags = git(demo, "tag", "--list").split()
    assert tags == [f"review-{quarter}" for quarter in QUARTERS]
    for tag in tags:
        assert errors_at(demo, tag) == []


def test_main_loads_without_errors_in_between(demo: Path) -> None:
    commits = git(demo, "log", "--first-parent", "--format=%H").split()
    for commit in (*commits[::STRIDE], commits[-1]):
        assert errors_at(demo, commit) == []


def errors_at(repository: Path, revision: str) -> list[str]:
    day = git(repository, "log", "-1", "--format=%cs", f"{revision}^{{commit}}").strip()
    checked = check(GitTree(repository, revision), date.fromisoformat(day))
    assert checked.judged is not None, f"{revision} of {day} does not load"
    return [
        f"{day} {revision[:12]} {found.code} {found.location.path}"
        for found in checked.findings
        if found.severity is Severity.ERROR
    ]


# ---- every kind of change ----


def test_scores_go_up_and_down(edits: tuple[Edit, ...]) -> None:
    moves = []
    for _, before, after in both(edits, RISK):
        if old := before.get("assessment", {}).get("current"):
            new = after["assessment"]["current"]
            moves.append(int(new["likelihood"]) - int(old["likelihood"]))
    assert sum(move < 0 for move in moves) >= 10
    assert sum(move > 0 for move in moves) >= 3


def test_a_review_that_says_it_rescored_comes_with_new_scores(edits: tuple[Edit, ...]) -> None:
    moved = {
        (after["id"], edit.day)
        for edit, before, after in both(edits, RISK)
        if before.get("assessment", {}).get("current") != after.get("assessment", {}).get("current")
    }
    said = {
        (entry["of"], edit.day)
        for edit in edits
        if "/sign-offs/" in edit.path and (entry := data(edit.after))["kind"] == "review"
        if entry["outcome"] == "rescored"
    }
    assert len(said) > 20
    assert said <= moved


def test_risks_begin_as_drafts_and_are_opened_and_closed(edits: tuple[Edit, ...]) -> None:
    steps = {(before["status"], after["status"]) for _, before, after in both(edits, RISK)}
    assert {("draft", "open"), ("open", "closed")} <= steps


def test_controls_come_into_force_and_are_retired(edits: tuple[Edit, ...]) -> None:
    steps = [(before["status"], after["status"]) for _, before, after in both(edits, CONTROL)]
    assert steps.count(("planned", "in_force")) >= 10
    assert steps.count(("in_force", "retired")) >= 2


def test_people_review_approve_accept_and_exercise(edits: tuple[Edit, ...]) -> None:
    entries = [data(edit.after) for edit in edits if "/sign-offs/" in edit.path]
    assert {entry["kind"] for entry in entries} == {"review", "approval", "acceptance"}
    assert any(edit.path.startswith("registers/sign-offs/criteria/") for edit in edits)
    assert any("/exercises/" in edit.path and not edit.before for edit in edits)
    late = [
        edit.path
        for edit in edits
        if not edit.before and ("/sign-offs/" in edit.path or "/exercises/" in edit.path)
        if abs((edit.day - date.fromisoformat(data(edit.after)["date"])).days) > 3
    ]
    assert late == [], "an entry is committed when it is made"


def test_the_criteria_change(edits: tuple[Edit, ...]) -> None:
    versions = [data(edit.after) for edit in edits if edit.path == "registers/criteria.yml"]
    assert [each["version"] for each in versions][:3] == ["2025-01", "2025-07", "2026-01"]
    assert versions[0]["matrix"] != versions[1]["matrix"]
    assert versions[1]["impact"] != versions[2]["impact"]


def test_a_file_gets_another_name_and_a_risk_another_number(demo: Path) -> None:
    log = git(demo, "log", "-M", "--diff-filter=R", "--name-status", "--format=")
    pairs = [line.split("\t")[1:] for line in log.splitlines() if line]
    numbers = [tuple(path.rpartition("/")[2].split("-")[0] for path in pair) for pair in pairs]
    assert any(old == new for old, new in numbers), "another name for the same record"
    assert ("R013", "R014") in numbers
    renamed = [pair for pair, (old, new) in zip(pairs, numbers, strict=True) if old == new]
    old, new = next(pair for pair in renamed if "/risks/" in pair[1])
    followed = git(demo, "log", "--follow", "--format=%H", "--", new).split()
    plain = git(demo, "log", "--format=%H", "--", new).split()
    assert len(followed) > len(plain), old


def test_two_branches_took_the_same_number(demo: Path) -> None:
    added = git(demo, "log", "--diff-filter=A", "--name-only", "--format=@%cs", "--", "*/R013-*.md")
    found = re.findall(r"@(\S+)\n\n(\S+)", added)
    days = {path.rpartition("/")[2]: date.fromisoformat(day) for day, path in found}
    assert len(days) == 2
    first, second = sorted(days.values())
    assert (second - first).days < 14


def test_owners_strategies_and_statements_change(edits: tuple[Edit, ...]) -> None:
    seen = set()
    for _, before, after in both(edits, RISK):
        seen |= {
            field for field in ("owner", "title", "statement") if before[field] != after[field]
        }
        old, new = before.get("treatment", {}), after.get("treatment", {})
        if old and new and old["strategy"] != new["strategy"]:
            seen.add("strategy")
        for action in old.get("actions", ()):
            later = next(
                (each for each in new.get("actions", ()) if each["id"] == action["id"]), None
            )
            if later:
                seen |= {f"action {key}" for key in ("status", "due") if later[key] != action[key]}
    assert seen == {"owner", "title", "statement", "strategy", "action status", "action due"}


def test_a_step_changes_after_its_plan_was_approved(edits: tuple[Edit, ...]) -> None:
    approved: dict[str, date] = {}
    changed = set()
    for edit in edits:
        if "/sign-offs/P" in edit.path:
            entry = data(edit.after)
            approved.setdefault(entry["of"], edit.day)
    for edit, before, after in both(edits, PLAN):
        if before["steps"] != after["steps"] and approved.get(after["id"], edit.day) < edit.day:
            changed.add(after["id"])
    assert changed


def test_what_was_exercised_is_what_stood_there(edits: tuple[Edit, ...]) -> None:
    """Exercises bind the triggers and steps of the day on which they were made."""
    plans: dict[str, dict[str, str]] = {}
    wrong = []
    for edit in edits:
        if re.fullmatch(PLAN, edit.path):
            plan = data(edit.after)
            plans[plan["id"]] = digests(plan)
        elif edit.after and not edit.before and "/exercises/P" in edit.path:
            entry = data(edit.after)
            now, bound = plans[entry["of"]], entry.get("proves") or {}
            wrong += [f"{edit.path} {key}" for key in bound if now.get(key) != bound[key]]
    assert wrong == []


def digests(plan: Any) -> dict[str, str]:
    triggers = {
        f"trigger/{each['id']}": {key: each.get(key) for key in ("when", "observed_by")}
        for each in plan["trigger"]
    }
    steps = {
        f"steps/{each['id']}": {key: each.get(key) for key in ("do", "who", "within")}
        for each in plan["steps"]
    }
    return {key: digest_value(value) for key, value in {**triggers, **steps}.items()}


def test_a_process_node_gives_something_else(edits: tuple[Edit, ...]) -> None:
    changed = [
        node["id"]
        for _, before, after in both(edits, r"registers/.*/processes/.*\.yml")
        for node in after["nodes"]
        for old in before["nodes"]
        if old["id"] == node["id"] and old.get("outputs") != node.get("outputs")
    ]
    assert changed


def test_people_get_and_give_back_roles(edits: tuple[Edit, ...]) -> None:
    frames = list(both(edits, "registers/organization.yml"))
    assert any(
        set(after["people"]) > set(before["people"]) or more_roles(before, after)
        for _, before, after in frames
    )
    assert any(
        "until" in str(after) and str(after).count("until") > str(before).count("until")
        for _, before, after in frames
    )


def more_roles(before: Any, after: Any) -> bool:
    return any(
        len(facts.get("roles", ())) > len(before["people"].get(person, {}).get("roles", ()))
        for person, facts in after["people"].items()
    )


def test_translations_follow(edits: tuple[Edit, ...]) -> None:
    born: dict[str, date] = {}
    for edit in edits:
        if not edit.before:
            born.setdefault(edit.path, edit.day)
    waits = []
    for path, day in born.items():
        if match := re.fullmatch(r"(.*/[^./]*)\.(?:zh|en)\.md", path):
            waits.append((day - born[f"{match[1]}.md"]).days)
    assert min(waits) >= 0
    assert max(waits) > 3


def test_nobody_knows_on_a_day_what_happened_later(demo: Path) -> None:
    """Reasons and background of a tag name no day between it and the end of the history."""
    known_late = []
    for quarter in QUARTERS:
        tag = f"review-{quarter}"
        day = git(demo, "log", "-1", "--format=%cs", tag).strip()
        lines = git(demo, "grep", "-hE", f"rationale: |^[^ ].*{ANY_DAY.pattern}", tag, "--", RISKS)
        known_late += [
            f"{tag}: {line}"
            for line in lines.splitlines()
            for number, month, year in ANY_DAY.findall(line)
            if day < f"{year}-{MONTHS.index(month) + 1:02}-{int(number):02}" < "2026-11-21"
        ]
    assert known_late == []


def test_every_sign_off_is_bound_to_what_stood_there_when_it_was_given(demo: Path) -> None:
    added = [
        (commit.id, change.path)
        for commit in first_parent_log(demo)
        for change in commit.changes
        if change.status == "A" and "/sign-offs/" in change.path
    ]
    assert len(added) > 250
    for commit, path in added[::STRIDE]:
        book = load(GitTree(demo, commit)).book
        assert book is not None
        entry = next(entry for entry in book.sign_offs if entry.source.path == path)
        blobs = blobs_at(demo, commit)
        assert blobs is not None
        signed = fingerprint_of(entry.of, book, matching(patterns_in(book), blobs))
        assert signed is not None
        assert dict(entry.content) == signed.content, path
        assert dict(entry.basis) == signed.basis, path
        assert entry.fingerprint == signed.overall, path
