"""The questions on a terminal: lists, defaults, and long lists that are searched."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest

from riskbook.authoring.answers import Choice, amount, one_of, text
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
    rest = typing(answers, monkeypatch)
    taken = (room or AtTerminal(catalogue("en"))).ask(question)
    assert list(rest) == []
    return taken, capsys.readouterr().out


def typing(answers: list[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A person who types these, one at each prompt; ``STOP`` is Ctrl-C."""
    given: Iterator[str] = iter(answers)

    def typed(prompt: str) -> str:
        sys.stdout.write(f"{prompt}\n")
        answer = next(given)
        if answer == STOP:
            raise KeyboardInterrupt
        return answer

    monkeypatch.setattr("builtins.input", typed)
    return given


STOP = "\x03"
TITLE = Question("title", say("authoring.ask.risk-title"), text(50))
CAUSE = Question("cause", say("authoring.ask.cause"), text(50))
REFERENCE = Question("reference", say("authoring.ask.reference"), text(50), skip=NONE)


def told(room: AtTerminal) -> Callable[[], tuple[str, ...]]:
    """An interview of three questions, of which the last may be left out."""
    return lambda: (room.ask(TITLE), room.ask(CAUSE), room.ask(REFERENCE))


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


def test_going_back_asks_the_question_before_with_its_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room = AtTerminal(catalogue("en"))
    rest = typing(["<", "One", "Two", "＜", "‹", "Uno", "", ""], monkeypatch)
    assert room.hold(told(room)) == ("Uno", "Two", "")
    shown = capsys.readouterr().out
    assert list(rest) == []
    assert "This is the first question." in shown
    assert shown.count("Title of the risk") == 2
    assert "[One] > " in shown
    assert "[Two] > " in shown


def test_what_was_chosen_is_no_default_where_it_can_no_longer_be_chosen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room = AtTerminal(catalogue("en"))

    def record() -> tuple[str, str, str]:
        first = room.ask(TITLE)
        others = tuple(choice for choice in FEW if choice.key != first)
        return first, room.ask(choosing(others)), room.ask(CAUSE)

    typing(["a", "part 2", "<", "<", "p-2", "", "part 3", "c"], monkeypatch)
    assert room.hold(record) == ("p-2", "p-3", "c")
    assert "This one cannot be left empty. Type a number" in capsys.readouterr().out


def test_whoever_stops_with_enough_for_a_draft_may_keep_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room = AtTerminal(catalogue("en"))
    rest = typing(["One", "Two", STOP, "<", STOP, ""], monkeypatch)
    assert room.hold(told(room)) == ("One", "Two", "")
    assert (room.cut_short, list(rest)) == (True, [])
    assert capsys.readouterr().out.count("Keep what there is as a draft?") == 2


@pytest.mark.parametrize("answers", [["One", STOP], ["1", "2", STOP, STOP], ["1", "2", STOP, "no"]])
def test_whoever_stops_too_soon_or_twice_keeps_nothing(
    answers: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room = AtTerminal(catalogue("en"))
    rest = typing(answers, monkeypatch)
    with pytest.raises(SystemExit) as left:
        room.hold(told(room))
    assert (left.value.code, list(rest)) == (2, [])
    assert capsys.readouterr().out.endswith("\nStopped. Nothing was written.\n")


def test_a_number_of_a_list_that_was_not_shown_is_not_taken(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    taken, shown = asks(choosing(MANY), ["4", "", "son 1", "3"], monkeypatch, capsys)
    assert taken == "person-2"  # the complaint has shown numbers of the list
    assert shown.count("Type a part of the name, or ? to see the list with its numbers.") == 2
    assert "“son 1” fits more than one: 2 Person 1, 11 Person 10" in shown


def test_a_part_of_a_name_says_that_there_is_a_way_back(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    choices = (Choice("a", "Online service lead"), Choice("b", "Desk"))
    _, part = asks(choosing(choices), ["serv"], monkeypatch, capsys)
    _, number = asks(choosing(choices), ["1"], monkeypatch, capsys)
    assert "  = Online service lead (not meant? < goes back)\n" in part
    assert "  = Online service lead\n" in number


def test_a_long_answer_is_cut_beside_the_prompt_and_taken_whole(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    room, long = AtTerminal(catalogue("en")), "many words " * 4
    typing([long, "<", "", "Two", ""], monkeypatch)
    assert room.hold(told(room))[0] == long.strip()
    assert "[many words many words many words ma…] > " in capsys.readouterr().out


def test_a_date_or_an_amount_is_shown_as_it_will_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    question = Question("cost", say("authoring.ask.action-cost", currency="Euro"), amount("EUR"))
    assert "  = 5000\n" in asks(question, ["5k"], monkeypatch, capsys)[1]
