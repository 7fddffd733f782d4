"""Questions to a person on a terminal: lists, defaults, complaints, and the way back."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NoReturn, TypeVar

from riskbook.cli.desk import CANNOT_RUN, write

if TYPE_CHECKING:
    from riskbook.authoring.answers import Choice
    from riskbook.authoring.questions import Question
    from riskbook.wording import Catalogue, Saying

Made = TypeVar("Made")

MOST_SHOWN = 20
"""Choices that are shown unasked; a longer list is searched by a part of a name."""

SHORT = 4
"""Choices of a list that is shown again and again; a longer one is shown once."""


BACK = frozenset({"<", "＜", "‹", "〈", "《"})
"""What goes back to the question before, as an English or a Chinese keyboard types it."""

LONGEST_DEFAULT = 36
"""Cells of a default beside the prompt; a longer one is cut, and still taken whole."""


class _BackError(Exception):
    """A person wants the question before."""


class _StopError(Exception):
    """A person stops."""


class _LackingError(Exception):
    """An answer that is needed was not given before the person stopped."""


@dataclass(frozen=True, slots=True)
class _Answered:
    """An answer to the ``nth`` question of this label."""

    label: Saying
    nth: int
    answer: str


class AtTerminal:
    """A person answers.

    Going back is beginning again with all answers but the last, which are not asked for again.
    """

    def __init__(self, words: Catalogue) -> None:
        self.words = words
        self.cut_short = False
        self._width = max(40, min(shutil.get_terminal_size().columns, 100))
        self._listed_before: set[tuple[Choice, ...]] = set()
        self._answered: list[_Answered] = []
        self._place = 0
        self._taken_back: dict[tuple[Saying, int], str] = {}

    def hold(self, record: Callable[[], Made]) -> Made:
        """Ask, as far back and forth as the person likes; Ctrl-C and Ctrl-D end it."""
        from riskbook.wording import say

        self.tell(say("authoring.intro"))
        while True:
            self._place = 0
            try:
                return record()
            except _BackError:
                last = self._answered.pop()
                self._taken_back[(last.label, last.nth)] = last.answer
                self._listed_before = {
                    each for each in self._listed_before if len(each) > MOST_SHOWN
                }  # whoever chooses again wants to see the list again
            except _StopError:
                made = self._rest(record)
                if made is None:
                    self._leave()
                if self._keeps():
                    return made[0]
                self.cut_short = False

    def _rest(self, record: Callable[[], Made]) -> tuple[Made] | None:
        """What the answers so far make; None where one that is needed is not among them."""
        self._place, self.cut_short = 0, True
        try:
            return (record(),)
        except _LackingError:
            return None

    def _keeps(self) -> bool:
        """Whether a person who stops wants a draft; ``False`` where they rather go on."""
        from riskbook.authoring.answers import Choice, one_of
        from riskbook.authoring.questions import Question
        from riskbook.wording import say

        names = (("yes", "authoring.yes"), ("no", "authoring.no"))
        choices = tuple(Choice(key, self.words.word(name)) for key, name in names)
        offer = Question(
            "", say("authoring.ask.keep"), one_of(choices), choices=choices, default="yes",
            hint=say("authoring.ask.keep.hint"),
        )  # fmt: skip
        try:
            answer = self._put(offer)
        except _BackError:
            return False
        except _StopError:
            self._leave()
        if answer == "no":
            self._leave()
        return True

    def ask(self, question: Question) -> str:
        """The answer given before, or now, asked until it is right."""
        if self._place < len(self._answered):
            self._place += 1
            return self._answered[self._place - 1].answer
        if self.cut_short:
            return _unanswered(question)
        nth = sum(each.label == question.label for each in self._answered)
        answer = self._put(self._as_before(question, nth))
        self._answered.append(_Answered(question.label, nth, answer))
        self._place += 1
        return answer

    def _as_before(self, question: Question, nth: int) -> Question:
        """The question with what was answered before the person went back, if that still fits."""
        before = self._taken_back.get((question.label, nth), "")
        keys = {choice.key for choice in question.choices}
        if not before or (keys and not set(before.split()) <= keys):
            return question
        return replace(question, default=before)

    def _put(self, question: Question) -> str:
        from riskbook.wording import say

        write("".join(f"{line}\n" for line in self._shown(question)))
        shown, skip = self._shown_default(question), self._skip(question)
        prompt = f"[{_cut(shown)}] > " if shown else "> "
        while True:
            answer = self._read(prompt)
            said = answer.casefold()
            if shown and said in {"", shown.casefold()}:
                return question.default
            if skip and said == skip.casefold():
                return ""
            if answer in BACK:
                if self._answered or not question.option:
                    raise _BackError
                self._complain(say("authoring.wrong.first"))
            elif not answer:
                self._complain_of_nothing(question)
            elif answer in {"?", "？"} and question.choices:
                self._list_now(question.choices)
            elif (taken := self._taken(question, answer)) is not None:
                return taken

    def _taken(self, question: Question, answer: str) -> str | None:
        """What an answer stands for; None once its fault was told."""
        from riskbook.wording import Saying, say

        unseen = self._counts_unseen(answer, question)
        verdict = say("authoring.wrong.unseen") if unseen else question.judge(answer)
        if not isinstance(verdict, Saying):
            self._confirm(question, answer, verdict)
            return verdict
        self._complain(verdict)
        if verdict.key in _WITH_NUMBERS:
            self._listed_before.add(question.choices)
        return None

    def tell(self, saying: Saying) -> None:
        """A sentence with a blank line before it; once, however often the person goes back."""
        if self._place == len(self._answered) and not self.cut_short:
            write("\n" + "".join(f"{line}\n" for line in self._folded(self.words.say(saying), "")))

    def more(self) -> bool:
        """A person may always go on."""
        return True

    def _list_now(self, choices: tuple[Choice, ...]) -> None:
        self._listed_before.add(choices)
        write("".join(f"{line}\n" for line in self._listed(choices)))

    def _counts_unseen(self, answer: str, question: Question) -> bool:
        """Whether an answer is a number of a list that the person has not seen."""
        from riskbook.authoring.answers import counts_places

        return (
            bool(question.choices)
            and question.choices not in self._listed_before
            and counts_places(answer, question.choices)
        )

    def _complain_of_nothing(self, question: Question) -> None:
        from riskbook.wording import say

        if not question.choices:
            self._complain(say("authoring.wrong.empty"))
        elif question.choices in self._listed_before:
            self._complain(say("authoring.wrong.empty-list"))
        else:
            self._complain(say("authoring.wrong.empty"))
            self._complain(say("authoring.wrong.unseen"))

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

        if not question.default:
            return self._skip(question)
        names = {choice.key: choice.name for choice in question.choices}
        if not names:
            return one_line(question.default)
        if question.default in names:
            return one_line(names[question.default])
        return one_line(", ".join(names.get(key, key) for key in question.default.split()))

    def _skip(self, question: Question) -> str:
        return self.words.say(question.skip) if question.skip is not None else ""

    def _confirm(self, question: Question, answer: str, value: str) -> None:
        """Show what an answer was taken for, unless it said so itself."""
        from riskbook.authoring.answers import are_outright
        from riskbook.wording import say

        said = question.echo(answer, value) if question.echo is not None else None
        if said is None:
            chosen = [choice for choice in question.choices if choice.key in value.split()]
            names = tuple(choice.name for choice in chosen) or (value,)
            if len(names) == 1 and names[0].casefold() == answer.casefold():
                return
            sure = not chosen or are_outright(answer, question.choices)
            said = say("authoring.taken" if sure else "authoring.taken-for", names=names)
        write("".join(f"{line}\n" for line in self._folded(self.words.say(said), "  = ")))

    def _complain(self, saying: Saying) -> None:
        write("".join(f"{line}\n" for line in self._folded(self.words.say(saying), "")))

    def _read(self, prompt: str) -> str:
        _prepare_for_typing()
        try:
            return " ".join(input(prompt).split())
        except (KeyboardInterrupt, EOFError):
            write("\n")
            raise _StopError from None

    def _leave(self) -> NoReturn:
        write(f"{self.words.word('authoring.stopped')}\n")
        sys.exit(CANNOT_RUN)


_WITH_NUMBERS = frozenset({"authoring.wrong.several", "authoring.wrong.near"})
"""Complaints that show places of the list."""


def _prepare_for_typing() -> None:
    """Let a person move in the line and take back a letter, whatever letters these are.

    Where the environment names a language that the system does not have, as in a bare container
    or over SSH, the line editor would otherwise take every Chinese character for keys held with
    Meta, and taking one back would leave half of it.
    """
    import contextlib
    import locale

    with contextlib.suppress(locale.Error):
        if locale.setlocale(locale.LC_CTYPE) == "C":
            locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    with contextlib.suppress(ImportError):
        import readline

        for setting in ("convert-meta off", "input-meta on", "output-meta on"):
            readline.parse_and_bind(f"set {setting}")
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")


def _unanswered(question: Question) -> str:
    """What stands where a person has not come to a question."""
    if not question.default and question.skip is None:
        raise _LackingError
    return question.default


def _cut(text: str) -> str:
    from riskbook.reporting.cells import cells

    if cells(text) <= LONGEST_DEFAULT:
        return text
    while cells(text) >= LONGEST_DEFAULT:
        text = text[:-1]
    return f"{text}…"
