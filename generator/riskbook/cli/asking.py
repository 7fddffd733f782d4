"""Answers from options and, on a terminal, from questions: one at a time, asked until right.

Without a terminal nothing is asked: what is missing is named, all at once, by its options.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NoReturn, Protocol

import click

from riskbook.cli.desk import CANNOT_RUN, stop, write

if TYPE_CHECKING:
    from riskbook.authoring.answers import Choice
    from riskbook.authoring.questions import Question
    from riskbook.wording import Catalogue, Saying

MOST_SHOWN = 20
"""Choices that are shown unasked; a longer list is searched by a part of a name."""

SHORT = 4
"""Choices of a list that is shown again and again; a longer one is shown once."""


class Interview(Protocol):
    """Where answers come from when no option gave them."""

    words: Catalogue

    def ask(self, question: Question) -> str:
        """The answer as a file holds it, "" where there is none."""
        ...

    def tell(self, saying: Saying) -> None:
        """Say something between two questions."""
        ...

    def more(self) -> bool:
        """Whether there may be another answer of the same kind."""
        ...

    def close(self) -> None:
        """End the process where an answer that is needed is missing."""
        ...


class AtTerminal:
    """A person answers."""

    def __init__(self, words: Catalogue) -> None:
        self.words = words
        self._width = max(40, min(shutil.get_terminal_size().columns, 100))
        self._listed_before: set[tuple[Choice, ...]] = set()

    def ask(self, question: Question) -> str:
        """Ask until the answer is right; ends the process at Ctrl-C and Ctrl-D."""
        from riskbook.wording import Saying, say

        write("".join(f"{line}\n" for line in self._shown(question)))
        shown = self._shown_default(question)
        while True:
            answer = self._read(f"[{shown}] > " if shown else "> ")
            if shown and answer.casefold() in {"", shown.casefold()}:
                return question.default
            if not answer:
                self._complain(say("authoring.wrong.empty"))
            elif answer in {"?", "？"} and question.choices:
                write("".join(f"{line}\n" for line in self._listed(question.choices)))
            else:
                verdict = question.judge(answer)
                if not isinstance(verdict, Saying):
                    self._confirm(question, answer, verdict)
                    return verdict
                self._complain(verdict)

    def tell(self, saying: Saying) -> None:
        """A sentence with a blank line before it."""
        write("\n" + "".join(f"{line}\n" for line in self._folded(self.words.say(saying), "")))

    def more(self) -> bool:
        """A person may always go on."""
        return True

    def close(self) -> None:
        """Nothing can be missing: every question was asked until it was answered."""

    def _shown(self, question: Question) -> Iterator[str]:
        yield ""
        yield from self._folded(self.words.say(question.label), "")
        if question.hint is not None:
            yield from self._folded(self.words.say(question.hint), "  ")
        if len(question.choices) > SHORT and question.choices in self._listed_before:
            yield from self._folded(self.words.word("authoring.same-list"), "  ")
        elif len(question.choices) <= MOST_SHOWN:
            self._listed_before.add(question.choices)
            yield from self._listed(question.choices)
        else:
            yield from self._folded(
                self.words.word("authoring.long-list", total=len(question.choices)), "  "
            )

    def _listed(self, choices: Sequence[Choice]) -> Iterator[str]:
        from riskbook.reporting.cells import cells, one_line

        names = [one_line(choice.name) for choice in choices]
        widest = max(map(cells, names), default=0)
        figure = len(str(len(choices)))
        for number, (choice, name) in enumerate(zip(choices, names, strict=True), 1):
            head = f"  {number:>{figure}}  {name}"
            if not choice.detail:
                yield head
                continue
            head += " " * (widest - cells(name) + 2)
            yield from self._folded(one_line(choice.detail), head)

    def _folded(self, text: str, head: str) -> Iterator[str]:
        """The text in lines; ``head`` before the first, as much space before the others."""
        from riskbook.reporting.cells import cells, visible, wrap

        margin = cells(head)
        for line in wrap(visible(text), max(20, self._width - margin)):
            yield f"{head}{line}"
            head = " " * margin

    def _shown_default(self, question: Question) -> str:
        """What Enter stands for, in words; "" where an answer is needed."""
        from riskbook.reporting.cells import one_line

        shown = question.default
        for choice in question.choices:
            if choice.key == question.default:
                shown = choice.name
        if not shown and question.skip is not None:
            shown = self.words.say(question.skip)
        return one_line(shown)

    def _confirm(self, question: Question, answer: str, key: str) -> None:
        """Show which choice a number or a part of a name was taken for."""
        for choice in question.choices:
            if choice.key == key and choice.name != answer:
                write("".join(f"{line}\n" for line in self._folded(choice.name, "  = ")))

    def _complain(self, saying: Saying) -> None:
        write("".join(f"{line}\n" for line in self._folded(self.words.say(saying), "")))

    def _read(self, prompt: str) -> str:
        import contextlib

        with contextlib.suppress(ImportError):
            import readline  # noqa: F401  # lets a person move in the line and take back a letter
        if hasattr(sys.stdin, "reconfigure"):
            sys.stdin.reconfigure(errors="replace")
        try:
            return " ".join(input(prompt).split())
        except (KeyboardInterrupt, EOFError):
            self._leave()

    def _leave(self) -> NoReturn:
        write(f"\n{self.words.word('authoring.stopped')}\n")
        sys.exit(CANNOT_RUN)


class Unattended:
    """Nobody answers: options and defaults must do."""

    def __init__(self, words: Catalogue) -> None:
        self.words = words
        self._missing: list[str] = []

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

    def close(self) -> None:
        """End the process, naming every option that is missing."""
        from riskbook.wording import say

        if self._missing:
            missing = tuple(dict.fromkeys(self._missing))
            stop(self.words, say("authoring.missing", options=missing, count=len(missing)))


def interview(words: Catalogue, never_ask: bool) -> Interview:
    """Questions where there is a terminal to ask them on and nobody forbade it."""
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
