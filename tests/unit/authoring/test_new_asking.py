"""The questions on a terminal: lists, defaults, and long lists that are searched."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from riskbook.authoring.answers import Choice, one_of, text
from riskbook.authoring.questions import NONE, Question
from riskbook.cli.at_terminal import MOST_SHOWN, AtTerminal
from riskbook.reading.resources import catalogue
from riskbook.wording import say

MANY = tuple(Choice(f"person-{number}", f"Person {number}") for number in range(MOST_SHOWN + 1))
FEW = tuple(Choice(f"p-{number}", f"Part {number}") for number in range(6))
LABEL = say("authoring.ask.risk-owner")


def asks(
    question: Question,
    answers: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    room: AtTerminal | None = None,
) -> tuple[str, str]:
    """The answer taken, and what was shown."""
    given: Iterator[str] = iter(answers)

    def typed(prompt: str) -> str:
        sys.stdout.write(f"{prompt}\n")
        return next(given)

    monkeypatch.setattr("builtins.input", typed)
    taken = (room or AtTerminal(catalogue("en"))).ask(question)
    assert list(given) == []
    return taken, capsys.readouterr().out


def choosing(choices: tuple[Choice, ...], default: str = "") -> Question:
    return Question("owner", LABEL, one_of(choices), choices=choices, default=default)


def test_a_long_list_is_shown_only_when_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    taken, shown = asks(choosing(MANY), ["person 17"], monkeypatch, capsys)
    assert taken == "person-17"
    assert "21 to choose from" in shown
    assert "Person 3" not in shown
    taken, shown = asks(choosing(MANY), ["?", "4"], monkeypatch, capsys)
    assert taken == "person-3"
    assert "   4  Person 3\n" in shown
    assert "  = Person 3\n" in shown


def test_a_list_is_not_shown_twice(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room = AtTerminal(catalogue("en"))
    _, first = asks(choosing(FEW), ["1"], monkeypatch, capsys, room)
    _, second = asks(choosing(FEW), ["2"], monkeypatch, capsys, room)
    assert "  6  Part 5\n" in first
    assert "  6  Part 5\n" not in second
    assert "The same list as before" in second


@pytest.mark.parametrize("answer", ["", "part 2", "Part 2"])
def test_enter_or_the_words_shown_take_the_default(
    answer: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    taken, shown = asks(choosing(FEW, "p-2"), [answer], monkeypatch, capsys)
    assert taken == "p-2"
    assert "[Part 2] > " in shown


def test_what_may_be_left_out_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    question = Question("reference", LABEL, text(9), skip=NONE)
    assert asks(question, ["none"], monkeypatch, capsys)[0] == ""
    taken, shown = asks(question, ["much too long", ""], monkeypatch, capsys)
    assert taken == ""
    assert "It has 13 characters; at most 9 are possible." in shown


def test_details_line_up_and_fold_under_themselves(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    choices = (Choice("a", "轻微", "word " * 30), Choice("b", "Serious", "short"))
    _, shown = asks(choosing(choices), ["1"], monkeypatch, capsys)
    lines = shown.splitlines()
    first = next(line for line in lines if "轻微" in line and line.startswith("  1"))
    assert first.startswith("  1  轻微     word word")
    assert lines[lines.index(first) + 1].startswith("              word")
    assert "  2  Serious  short" in lines
