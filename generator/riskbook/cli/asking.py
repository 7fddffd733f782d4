"""Answers from options and, on a terminal, from questions: one at a time, asked until right.

Without a terminal nothing is asked: what is missing is named, all at once, by its options.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

import click

from riskbook.cli.desk import stop

if TYPE_CHECKING:
    from riskbook.authoring.questions import Question
    from riskbook.wording import Catalogue, Saying

Made = TypeVar("Made")


class Interview(Protocol):
    """Where answers come from when no option gave them."""

    words: Catalogue
    cut_short: bool
    """Whether a person stopped before the last question."""

    def hold(self, record: Callable[[], Made]) -> Made:
        """What ``record`` makes of the answers: it asks, and does nothing else that lasts.

        It is called again with the answers so far when a person goes back. Ends the process where
        an answer that is needed is missing.
        """
        ...

    def ask(self, question: Question) -> str:
        """The answer as a file holds it, "" where there is none."""
        ...

    def tell(self, saying: Saying) -> None:
        """Say something between two questions."""
        ...

    def more(self) -> bool:
        """Whether there may be another answer of the same kind."""
        ...


class Unattended:
    """Nobody answers: options and defaults must do."""

    def __init__(self, words: Catalogue) -> None:
        self.words = words
        self.cut_short = False
        self._missing: list[str] = []

    def hold(self, record: Callable[[], Made]) -> Made:
        """What options and defaults make; ends the process, naming every option that is missing."""
        from riskbook.wording import say

        made = record()
        if self._missing:
            missing = tuple(dict.fromkeys(self._missing))
            stop(self.words, say("authoring.missing", options=missing, count=len(missing)))
        return made

    def ask(self, question: Question) -> str:
        """The default; a question without one that needs an answer is kept for the complaint."""
        if not question.default and question.skip is None:
            self._missing.append(f"--{question.option}")
        return question.default

    def tell(self, saying: Saying) -> None:
        """Nobody listens."""

    def more(self) -> bool:
        """No answer follows the options."""
        return False


def interview(words: Catalogue, never_ask: bool) -> Interview:
    """Questions where there is a terminal to ask them on and nobody forbade it."""
    from riskbook.cli.at_terminal import AtTerminal

    attended = sys.stdin.isatty() and sys.stdout.isatty() and not never_ask
    return AtTerminal(words) if attended else Unattended(words)


def answer(room: Interview, question: Question, given: str | None) -> str:
    """The answer that an option gave, held to the question; else what the interview gives."""
    from riskbook.wording import Saying, say

    if given is None:
        return room.ask(question)
    if not given.strip():
        return room.ask(question) if question.skip is None else ""
    verdict = (question.judge_option or question.judge)(given)
    if isinstance(verdict, Saying):
        stop(room.words, say("authoring.wrong-option", option=question.option, complaint=verdict))
    return verdict


def no_input_option(command: click.decorators.FC) -> click.decorators.FC:
    """``--no-input``: never ask."""
    return click.option(
        "--no-input", "never_ask", is_flag=True, help="Ask nothing, even on a terminal."
    )(command)
