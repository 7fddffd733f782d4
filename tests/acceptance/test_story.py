"""The story of a register under change, told as pull requests on a real repository.

A node of a process changes; whoever rests on it looks again; a risk becomes critical; its author
may not approve it and the management may; an edit voids what was approved; nobody gets round it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from story_book import (
    NIGHT_CALLS,
    ORGANIZATION,
    PLAN,
    PROCESS,
    Done,
    Repository,
    open_repository,
)

SINCE_MAIN = ("--base", "main")


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return open_repository(tmp_path / "book")


def gate(repository: Repository, *arguments: str) -> tuple[bool, dict[str, Any]]:
    """Whether the gate is green, and what is open, by duty and record."""
    done = repository.run("gate", *SINCE_MAIN, "--format", "json", *arguments)
    told = json.loads(done.stdout)
    assert done.returncode == (1 if told["open"] else 0)
    assert not told["advisory"]
    still = {f"{each['duty']} {each['of']}": each for each in told["obligations"] if each["open"]}
    assert len(still) == told["open"]
    return not still, still


def approve(repository: Repository, person: str, *of: str) -> Done:
    return repository.sign(
        person, "approve", *of, "--resources", "granted", "--reason", "The money is there"
    )


def rescore(repository: Repository, likelihood: tuple[int, int], person: str) -> None:
    """Another current likelihood of R001, with the reason for it, committed by a person."""
    before, after = likelihood
    current = "  current:\n    likelihood: {}\n    impact: 3\n    rationale: Counted in {}"
    repository.edit(NIGHT_CALLS, current.format(before, before), current.format(after, after))
    repository.commit(person, "Score R001 again")


def test_the_story(repository: Repository) -> None:
    assert repository.run("check").returncode == 0
    a_node_changes(repository)
    exactly_the_risks_that_rest_on_it_are_on_the_list(repository)
    both_are_looked_at_again(repository)
    the_delta_says_what_the_new_score_means(repository)
    the_author_may_not_approve_and_the_management_may(repository)
    an_edit_voids_the_approval_and_is_named(repository)
    repository.merge("log-the-calls")
    lowering_the_level_still_needs_the_management(repository)
    repository.merge("calmer-nights")
    nobody_grants_themselves_the_right(repository)


def a_node_changes(repository: Repository) -> None:
    repository.start("log-the-calls")
    repository.edit(PROCESS, "      - ticket\n", "      - ticket\n      - call-log\n")
    repository.edit(PROCESS, "title: Sort the tickets", "title: Sort the tickets by urgency")
    repository.edit(PROCESS, "delivers: [priority]", "delivers: [priority, call-log]")
    repository.commit("process-owner", "The desk writes a call log")


def exactly_the_risks_that_rest_on_it_are_on_the_list(repository: Repository) -> None:
    told = repository.told("rereview", *SINCE_MAIN)
    assert [item["risk"] for item in told["resting"]] == ["R001", "R002"]
    assert told["themselves"] == []
    for item in told["resting"]:
        (reason,) = item["reasons"]
        assert reason["pointer"] == "process/ticket-intake/intake"
        (turn,) = reason["turns"]
        assert turn["kind"] == "node-outputs"
        assert turn["lines"]["path"] == PROCESS
        changed = [line for line in turn["lines"]["lines"] if line["sign"] != " "]
        (line,) = changed
        assert (line["sign"], line["text"]) == ("+", "      - call-log")
        assert (repository.root / PROCESS).read_text().split("\n")[line["number"] - 1] == line[
            "text"
        ]
        assert item["command"].startswith(f"riskbook review {item['risk']} --outcome unchanged")
    green, still = gate(repository)
    assert not green
    assert list(still) == ["review R001", "review R002"]


def both_are_looked_at_again(repository: Repository) -> None:
    reason = ("--reason", "Seen with the call log in mind")
    done = repository.sign("desk-lead", "review", "R002", "--outcome", "unchanged", *reason)
    assert done.returncode == 0, done.stderr
    assert list(gate(repository)[1]) == ["review R001"]
    rescore(repository, (2, 3), "service-director")
    done = repository.sign("service-director", "review", "R001", "--outcome", "rescored", *reason)
    assert done.returncode == 0, done.stderr


def the_delta_says_what_the_new_score_means(repository: Repository) -> None:
    delta = repository.told("diff", "main")
    asked = {each["id"]: each for each in delta["approvals"]}
    assert sorted(asked) == ["P001", "R001"]
    for each in asked.values():
        assert (each["any_of"], each["level"]) == (["management"], "critical")
    (breach,) = delta["breaches"]
    assert (breach["risk"], breach["level"], breach["fate"]) == ("R001", "critical", "opened")


def the_author_may_not_approve_and_the_management_may(repository: Repository) -> None:
    green, still = gate(repository)
    assert not green
    assert list(still) == ["approval R001", "plan P001"]
    assert still["approval R001"]["who"] == [
        {"key": "management", "people": ["operations-director"]}
    ]
    refused = approve(repository, "service-director", "R001")
    assert refused.returncode == 1
    assert "R001" in refused.stderr
    assert approve(repository, "support-head", "R001").returncode == 1
    approved = approve(repository, "operations-director", "R001", "P001")
    assert approved.returncode == 0, approved.stderr
    assert gate(repository)[0]


def an_edit_voids_the_approval_and_is_named(repository: Repository) -> None:
    repository.edit(PLAN, "Switch the line to the mobile phone", "Switch the line to voicemail")
    repository.commit("desk-lead", "Voicemail instead")
    green, still = gate(repository)
    assert not green
    # The plan is what R001 rests on, so that it must be looked at again as well.
    assert list(still) == ["review R001", "plan P001"]
    plan = still["plan P001"]
    assert any("S1" in each["why"] for each in plan["refused"])
    assert not any("S2" in each["why"] for each in plan["refused"])
    reason = ("--reason", "Voicemail is enough for the night")
    repository.sign("service-director", "review", "R001", "--outcome", "unchanged", *reason)
    assert list(gate(repository)[1]) == ["plan P001"]
    assert approve(repository, "operations-director", "P001").returncode == 0
    assert gate(repository)[0]


def lowering_the_level_still_needs_the_management(repository: Repository) -> None:
    repository.start("calmer-nights")
    rescore(repository, (3, 2), "service-director")
    green, still = gate(repository)
    assert not green
    assert list(still) == ["approval R001"]
    assert still["approval R001"]["who"][0]["key"] == "management"
    # The head of department has the authority of the new level, and not of the old one.
    approve(repository, "support-head", "R001")
    green, still = gate(repository)
    assert not green
    # Nor does it help that he approved these very words before they were changed.
    why = [each["why"] for each in still["approval R001"]["refused"]]
    assert len(why) == 2
    assert "Head of support" in why[0]
    assert "before this change" in why[1]
    assert approve(repository, "operations-director", "R001").returncode == 0
    assert gate(repository)[0]


def nobody_grants_themselves_the_right(repository: Repository) -> None:
    repository.start("my-own-way")
    repository.edit(
        ORGANIZATION,
        "    emails: [desk-lead@example.org]\n    logins: {github: desk-lead}\n    roles:\n",
        "    emails: [desk-lead@example.org]\n    logins: {github: desk-lead}\n    roles:\n"
        "      - {role: management, from: 2025-01-01}\n",
    )
    rescore(repository, (2, 3), "desk-lead")
    approve(repository, "desk-lead", "R001", "P001")
    forged = repository.root / "registers/desk/sign-offs/R001"
    green, still = gate(repository)
    assert not green
    assert {"framework organization", "approval R001"} <= set(still)
    # Nor does it help to write down somebody else's approval.
    before = {path.name for path in forged.iterdir()}
    done = repository.run(
        *("approve", "R001", "P001", "--by", "operations-director", "--resources", "granted"),
        *("--reason", "On behalf of the director", "--no-input"),
    )
    assert done.returncode == 0, done.stderr
    assert {path.name for path in forged.iterdir()} > before
    repository.commit("desk-lead", "The director agrees")
    green, still = gate(repository)
    assert not green
    assert any("Desk lead" in each["why"] for each in still["approval R001"]["refused"])
    assert repository.run("check", *SINCE_MAIN).returncode == 1


def test_two_branches_that_each_add_a_sign_off_merge_without_conflict(
    repository: Repository,
) -> None:
    for branch, person, reason in (
        ("one", "service-director", "Looked at on Monday"),
        ("other", "risk-officer", "Looked at from the second line"),
    ):
        repository.start(branch)
        done = repository.sign(
            person, "review", "R001", "--outcome", "unchanged", "--reason", reason
        )
        assert done.returncode == 0, done.stderr
    repository.merge("one")
    repository.merge("other")
    entries = sorted((repository.root / "registers/desk/sign-offs/R001").glob("2026-11-23-*"))
    assert len(entries) == 2
    assert repository.run("check").returncode == 0
