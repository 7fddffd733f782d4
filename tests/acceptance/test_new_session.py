"""riskbook new session and new feedback: by options, and asked on a terminal."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from conversation import converse
from riskbook.cli.main import main

BASE = Path(__file__).parent / "base_book"
CLONE = Path(__file__).resolve().parents[2]
DAY = ("--today", "2026-11-23", "--lang", "en")
SESSION = "registers/desk/sessions/telephone.yml"
FACTS = (
    "--topic", "What may keep: callers away?", "--id", "telephone", "--date", "2026-12-03",
    "--facilitator", "risk-officer", "--participants", "service-desk-lead,operations-lead",
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the small book."""
    return Path(shutil.copytree(BASE, tmp_path / "book"))


def new(book: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", *arguments, "--book", str(book), *DAY])


def fields(path: Path) -> dict[str, object]:
    found: dict[str, object] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def check(book: Path) -> str:
    return CliRunner().invoke(main, ["check", "--book", str(book), *DAY]).output


def test_a_session_by_options_is_announced_and_passes_the_check(book: Path) -> None:
    done = new(book, "session", *FACTS)
    assert done.exit_code == 0
    assert f"Written: {SESSION}" in done.output
    assert "Send topic and participants out today" in done.output
    assert "riskbook new risk --from session:telephone/P1" in done.output
    made = fields(book / SESSION)
    assert made["topic"] == "What may keep: callers away?"
    assert made["method"] == "brainstorming"
    assert str(made["announced"]) == "2026-11-23"
    assert made["participants"] == [
        {"who": "service-desk-lead", "department": "customer-service"},
        {"who": "operations-lead", "department": "it-operations"},
    ]
    assert "RB" not in check(book)


def test_a_role_speaks_for_the_department_of_the_register_or_the_one_given(book: Path) -> None:
    done = new(book, "session", *FACTS[:-1], "management,operations-lead")
    assert done.exit_code == 0
    assert fields(book / SESSION)["participants"] == [
        {"who": "management", "department": "customer-service"},
        {"who": "operations-lead", "department": "it-operations"},
    ]
    given = ("--id", "other", "--department", "it-operations")
    assert new(book, "session", *FACTS[:-1], "management,operations-lead", *given).exit_code == 0
    others = fields(book / "registers/desk/sessions/other.yml")["participants"]
    assert others == [
        {"who": "management", "department": "it-operations"},
        {"who": "operations-lead", "department": "it-operations"},
    ]


def test_one_department_is_said_to_be_too_few_at_once(book: Path) -> None:
    done = new(book, "session", *FACTS[:-1], "service-desk-lead")
    assert "Invite those who receive the service" in done.output


def test_a_session_without_an_english_topic_needs_an_id(book: Path) -> None:
    topic = ("--topic", "哪些情况会使客户打不进来？", "--language", "zh")
    done = new(book, "session", *topic, *FACTS[4:])
    assert done.exit_code == 2
    assert "--id" in done.output
    assert not (book / "registers/desk/sessions").exists()
    assert new(book, "session", *topic, *FACTS[2:]).exit_code == 0
    assert fields(book / SESSION)["topic"] == {"zh": "哪些情况会使客户打不进来？"}
    assert new(book, "session", *FACTS).exit_code == 2, "the id is taken"


def test_feedback_by_options_passes_the_check(book: Path) -> None:
    done = new(
        book, "feedback", "--title", "Callers of autumn",
        "--channel", "survey", "--scale", "1到5",
        "--answer", "Branch manager", "Nobody: answered", "--service", "service-desk",
    )  # fmt: skip
    assert done.exit_code == 0
    assert "riskbook new risk --from feedback:callers-of-autumn/A1" in done.output
    made = fields(book / "registers/desk/feedback/callers-of-autumn.yml")
    assert made["scale"] == {"lowest": 1, "highest": 5}
    assert made["answers"] == [
        {"id": "A1", "respondent": "Branch manager", "answer": "Nobody: answered"}
    ]
    assert "RB" not in check(book)


@pytest.mark.parametrize("scale", ["5-1", "five", "1-", "3-3"])
def test_a_scale_goes_upwards(book: Path, scale: str) -> None:
    facts = ("--title", "Callers", "--channel", "survey", "--scale", scale)
    done = new(book, "feedback", *facts)
    assert done.exit_code == 2
    assert "is not a scale" in done.output
    assert not (book / "registers/desk/feedback").exists()


def test_on_a_terminal_it_asks(book: Path) -> None:
    command = shlex.join([sys.executable, "-m", "riskbook", "new", "feedback", *DAY])
    environment = {**os.environ, "PYTHONPATH": str(CLONE / "generator"), "PYTHONUTF8": "1"}
    talk = converse(
        command,
        book,
        environment,
        {
            "What was asked about?": ["Callers"],
            "How did it come in?": ["interview"],
            "Who answered?": ["Branch manager", "Clerk"],
            "What was said?": ["Too slow", "All is well"],
        },
    )
    assert talk.code == 0, talk.screen
    made = fields(book / "registers/desk/feedback/callers.yml")
    assert made["channel"] == "interview"
    assert made["answers"] == [
        {"id": "A1", "respondent": "Branch manager", "answer": "Too slow"},
        {"id": "A2", "respondent": "Clerk", "answer": "All is well"},
    ]
