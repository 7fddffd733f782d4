"""What all of ``riskbook new`` shares: where to begin, and how to end."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from riskbook.cli.asking import Interview, Made, answer, interview, no_input_option
from riskbook.cli.desk import (
    Desk,
    book_option,
    language_option,
    open_desk,
    stop,
    today_option,
    write,
)

if TYPE_CHECKING:
    from riskbook.authoring.answers import Choice, Judge
    from riskbook.authoring.questions import Question
    from riskbook.findings import Finding
    from riskbook.model.book import Book
    from riskbook.model.records import Plan
    from riskbook.reading.placing import Kind
    from riskbook.run import Judged
    from riskbook.wording import Catalogue, Saying

Command = TypeVar("Command", bound=Callable[..., Any])
Record = TypeVar("Record")

_SHARED = {
    "register": ("KEY", "The register: the name of its folder."),
    "language": ("TAG", "The language you write in.  [default: the register's]"),
    "id": ("ID", "The ID, where the next free one is not wanted."),
    "title": ("TEXT", "The title, one line."),
    "slug": ("WORDS", "The words after the ID in the file's name.  [default: from the title]"),
    "owner": ("KEY", "Who answers for it: a person or a role."),
}
"""Options that several kinds of record have: what stands for the value, help."""

Given = Mapping[str, Any]
"""What the options of a command gave, by parameter; those of the record begin with ``given_``."""


def desk_options(command: Command) -> Command:
    """Where the book is, which day it is, in which language to speak, whether to ask."""
    return book_option(today_option(language_option(no_input_option(command))))


def shared_options(*names: str) -> Callable[[Command], Command]:
    """Some of the options that several kinds of record have, by name."""
    return own_options([(name, *_SHARED[name]) for name in names])


def own_options(options: Sequence[tuple[str, str, str]]) -> Callable[[Command], Command]:
    """Options of one kind of record: name, what stands for its value, help."""

    def add(command: Command) -> Command:
        for name, metavar, text in reversed(options):
            parameter = f"given_{name.replace('-', '_')}"
            command = click.option(f"--{name}", parameter, metavar=metavar, help=text)(command)
        return command

    return add


def several_option(name: str, metavar: str, text: str) -> Callable[[Command], Command]:
    """An option that may be given more than once, for as many values as ``metavar`` has words."""
    values = len(metavar.split())
    return click.option(
        f"--{name}",
        f"given_{name}",
        metavar=metavar,
        nargs=values,
        multiple=True,
        help=f"{text}; may be given more than once.",
    )


@dataclass(frozen=True, slots=True)
class Sitting:
    """One record being made: the book, whom to ask, which register it goes into.

    ``home`` is the language of the register.
    """

    desk: Desk
    judged: Judged
    room: Interview
    given: Given
    register: str
    home: str

    @property
    def book(self) -> Book:
        """The book as it is before."""
        return self.judged.book

    @property
    def words(self) -> Catalogue:
        """The words of the person who is asked."""
        return self.room.words

    def option(self, name: str) -> Any:
        """What an option gave, None where it was not used."""
        return self.given[f"given_{name.replace('-', '_')}"]

    def text(
        self, option: str, words: str = "", skip: Saying | None = None, default: str = ""
    ) -> str:
        """The answer to a question for a text of one line."""
        from riskbook.authoring.answers import text

        most = TITLE if option == "title" else PROSE
        return self.put(option, text(most), words, skip=skip, default=default)

    def choose(self, option: str, choices: tuple[Choice, ...], words: str = "", **more: Any) -> str:
        """The answer to a question for one of several."""
        from riskbook.authoring.answers import key_of, one_of

        judges = {"judge": one_of(choices), "judge_option": key_of(choices)}
        return self.put(option, words=words, choices=choices, **judges, **more)

    def person(self, option: str, people: tuple[Choice, ...], words: str = "", **more: Any) -> str:
        """The answer to a question for a person or a role."""
        from riskbook.authoring.answers import key_of, person_of

        judges = {"judge": person_of(people), "judge_option": key_of(people)}
        return self.put(option, words=words, choices=people, **judges, **more)

    def put(self, option: str, judge: Judge, words: str = "", **more: Any) -> str:
        """The answer to a question; ``words`` names its entry where the option's name does not."""
        asked = question(self.words, option, words or option, judge, **more)
        return answer(self.room, asked, self.option(option))

    def ask(self, option: str, words: str, judge: Judge, **more: Any) -> str:
        """The answer to a question that no option answers by itself."""
        return self.room.ask(question(self.words, option, words, judge, **more))

    def language(self) -> str:
        """The language that the record is written in, asked for; "" where it is the register's."""
        asked = _language(self.room, self.book, self.home, self.given["given_language"])
        return "" if asked == self.home else asked

    def comments_in(self, language: str) -> Catalogue:
        """The words of the comments in a file of this language, "" for the register's."""
        from riskbook.reading.resources import catalogue

        return catalogue(language or self.home)


TITLE = 200
PROSE = 4000
"""Characters that the schemas allow."""


def question(
    words: Catalogue, option: str, key: str, judge: Judge, facts: Any = None, **more: Any
) -> Question:
    """The question that the catalogue words under ``key``, with a hint where it has one."""
    from riskbook.authoring.questions import Question
    from riskbook.wording import say

    label, hint = f"authoring.ask.{key}", f"authoring.ask.{key}.hint"
    said = facts or {}
    return Question(
        option, say(label, **said), judge, say(hint, **said) if hint in words else None, **more
    )


def currency_name(sitting: Sitting) -> str:
    """The book's currency in words."""
    from riskbook.picturing.step_labels import money_name

    return money_name(sitting.book.settings.currency, sitting.words)


def sit_down(
    given: Given,
    asked: Callable[[Sitting], Made],
    begun: Callable[[Desk, Judged, Given], Given] | None = None,
) -> tuple[Sitting, Made]:
    """Open the book, find out where the record goes, and what ``asked`` learns of it.

    ``begun`` adds to what was given what else follows from it, once there is a book.
    """
    from riskbook.wording import say

    desk, judged = _opened(given)
    if not judged.book.registers:
        stop(desk.catalogue, say("authoring.no-register"))
    given = begun(desk, judged, given) if begun else given
    room = interview(desk.catalogue, never_ask=given["never_ask"])

    def seated() -> tuple[Sitting, Made]:
        register = _register(room, desk, judged.book, given)
        sitting = _sitting(desk, judged, room, given, register)
        return sitting, asked(sitting)

    return room.hold(seated)


def sit_down_to_exercise(
    given: Given, plan: str, asked: Callable[[Sitting, Plan], Made]
) -> tuple[Sitting, Made]:
    """The same for an exercise, which lies in the register of its plan."""
    desk, judged = _opened(given)
    found = record_of(plan, judged.book.plans, desk, judged.book)
    room = interview(desk.catalogue, never_ask=given["never_ask"])
    sitting = _sitting(desk, judged, room, given, found.source.register)
    return sitting, room.hold(lambda: asked(sitting, found))


def record_of(identity: str, known: Mapping[str, Record], desk: Desk, book: Book) -> Record:
    """A record by its id, however its letters are written; ends the process where there is none."""
    by_letters = {key.casefold(): record for key, record in known.items()}
    found = by_letters.get(identity.casefold())
    if found is None:
        _unknown(identity, known, desk, book)
    return found


def _unknown(identity: str, known: Iterable[str], desk: Desk, book: Book) -> NoReturn:
    from riskbook.wording import say
    from riskbook.wording.nearest import nearest

    if identity.upper() in book.unread or identity in book.unread:
        stop(desk.catalogue, say("cli.unread-risk", id=identity))
    near = nearest(identity, known)
    if near is None:
        stop(desk.catalogue, say("authoring.unknown-record", id=identity))
    stop(desk.catalogue, say("authoring.unknown-record.near", id=identity, near=near))


def _opened(given: Given) -> tuple[Desk, Judged]:
    from riskbook.wording import say

    desk = open_desk(given["folder"], given["today"], given["language"])
    if desk.judged is None:
        stop(desk.catalogue, say("cli.framework-unsound"))
    return desk, desk.judged


def _sitting(desk: Desk, judged: Judged, room: Interview, given: Given, register: str) -> Sitting:
    filed = judged.book.registers.get(register)
    home = filed.language if filed else judged.book.settings.language
    return Sitting(desk, judged, room, given, register, home)


def _register(room: Interview, desk: Desk, book: Book, given: Given) -> str:
    """The register: the only one, or the one whose folder the command is run in, or asked for."""
    from riskbook.authoring.answers import key_of, one_of
    from riskbook.authoring.choices import registers

    choices = registers(book, room.words.language)
    default = choices[0].key if len(choices) == 1 else ""
    here = given["folder"].resolve()
    for choice in choices:
        if here.is_relative_to((desk.root / "registers" / choice.key).resolve()):
            default = choice.key
    if len(choices) == 1 and given["given_register"] is None:
        return default
    judges = {"judge": one_of(choices), "judge_option": key_of(choices)}
    asked = question(room.words, "register", "register", choices=choices, default=default, **judges)
    return answer(room, asked, given["given_register"])


def _language(room: Interview, book: Book, home: str, given: str | None) -> str:
    """The language of the record: that of the person who is asked, else that of its register."""
    from riskbook.authoring.answers import Choice, key_of, one_of

    tags = book.settings.languages
    choices = tuple(Choice(tag, room.words.word(f"site.endonym.{tag}")) for tag in tags)
    if len(tags) == 1 and given is None:
        return tags[0]
    spoken = room.words.language if room.words.language in tags else home
    default = spoken if room.more() else home
    judges = {"judge": one_of(choices), "judge_option": key_of(choices)}
    asked = question(room.words, "language", "language", choices=choices, default=default, **judges)
    return answer(room, asked, given)


def new_id(sitting: Sitting, kind: Kind) -> str:
    """The next free id of a kind; asked for where the book's pattern does not say it."""
    from riskbook.authoring.answers import identity
    from riskbook.authoring.file_names import taken_ids
    from riskbook.authoring.numbering import id_pattern, next_id
    from riskbook.reading.schemas import read_schema

    paths = (entry.path for entry in sitting.desk.tree.entries())
    taken = taken_ids(sitting.book, paths)
    pattern = id_pattern(read_schema(kind), sitting.book.settings.ids)
    free = next_id(taken, pattern)
    if free is not None and sitting.option("id") is None:
        return free
    return sitting.put("id", identity(pattern, taken), facts={"pattern": pattern})


def file_words(sitting: Sitting, title: str) -> str:
    """The words after the id in a file's name: from the title, or asked for where it has none."""
    from riskbook.authoring.answers import slug_words
    from riskbook.authoring.file_names import slug
    from riskbook.authoring.questions import NONE

    words = slug(title)
    if (words or not title) and sitting.option("slug") is None:
        return words
    return sitting.put("slug", slug_words, skip=NONE)


def judge_with(sitting: Sitting, path: str, content: str) -> tuple[Judged, tuple[Finding, ...]]:
    """The book with the new file, and what the check says of that file.

    Ends the process where the file would not even be read: then it is better not written.
    """
    from riskbook.authoring.amended import AmendedTree
    from riskbook.reading.loading import load
    from riskbook.run import find_faults, judge
    from riskbook.wording import say

    tree = AmendedTree(sitting.desk.tree, path, content.encode())
    loaded = load(tree)
    for found in loaded.findings:
        if found.location.path == path:
            stop(sitting.words, say("authoring.unsound", problem=found.message))
    if loaded.book is None:  # it was sound a moment ago
        stop(sitting.words, say("cli.framework-unsound"))
    judged = judge(loaded.book, sitting.judged.today)
    findings = find_faults(loaded, judged, tree)
    return judged, tuple(found for found in findings if found.location.path == path)


def put_down(sitting: Sitting, path: str, content: str) -> None:
    """Write the file and say where it is."""
    from riskbook.authoring.saving import create
    from riskbook.wording import say

    try:
        create(sitting.desk.root / path, content.encode())
    except FileExistsError:
        stop(sitting.words, say("authoring.exists", path=path))
    except OSError as error:
        stop(sitting.words, say("authoring.cannot-write", path=path, reason=str(error.strerror)))
    write(
        ("\n" if sitting.room.more() else "")
        + sitting.words.word("authoring.written", path=path)
        + "\n"
    )


def report(sitting: Sitting, head: Saying, items: Iterable[Saying] = ()) -> None:
    """A paragraph: a sentence and, below it, what belongs to it, a point each."""
    from riskbook.reporting.cells import visible, wrap

    words = sitting.words
    lines = ["", *wrap(visible(words.say(head)), WIDTH)]
    for item in items:
        said = [visible(line) for line in words.say(item).split("\n")]
        first, *others = (piece for line in said for piece in _whole(line))
        lines += [f"- {first}", *(f"  {line}" for line in others)]
    write("".join(f"{line}\n" for line in lines))


def _whole(line: str) -> tuple[str, ...]:
    """The line, folded unless it is a command to copy."""
    from riskbook.reporting.cells import wrap

    return (line,) if line.startswith("riskbook ") else wrap(line, WIDTH - 2)


WIDTH = 80
"""Cells of a line of what is said once the file is written."""
