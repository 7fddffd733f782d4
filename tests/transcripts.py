"""Pages followed as a reader follows them: what they show is done, and what is printed is compared.

Blocks of the READMEs and the guides are followed from top to bottom in a copy of the example book:

- ``csv|markdown|python|yaml <path>``: a file, written as it stands;
- ``diff <path>``: a change of that file; the lines that stay or go must be there just once;
- ``console``: commands, each after ``$`` (a line that ends in a backslash goes on in the next), and
  all that they print;
- ``… only=<text>``: of the output, only the paragraphs that hold this text, and the last one;
- ``… exit=<code>``: the exit code, where it is not 0;
- ``… in=<folder>``: where the commands are given, where that is not the book; ``in=demo`` is the
  demonstration history, as ``make demo`` writes it;
- ``… today=<date>``: the day that the commands take for today, which no reader needs to type;
- ``… as=<person>``: who works at git, by the key in organization.yml;
- ``… answers=table``: what follows a prompt is typed on a terminal; ``...`` stands for what is left
  out. Answers that are not shown are those of the page's tables: question first, answer last.

Where a page calls git, and does not begin with ``git init``, the book is a repository with one
commit on ``main``, of 2026-11-20; what is committed on the page is of 2026-11-23. The id of that
first commit stands as ``4be1d77c0a52`` in a transcript, so that not every change of the example
book changes the page.

Blocks of ``sh`` are not run: they need a network or a forge.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from conversation import converse

CLONE = Path(__file__).parents[1]
FIRST_COMMIT = "4be1d77c0a52"
"""How the id of the first commit of a page's book is shown."""

FENCE = re.compile(r"^```(\w+)[ ]?(.*)\n((?:.*\n)*?)^```$", re.MULTILINE)
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)$", re.MULTILINE)
_TYPED = re.compile(r"^(?:\[.+\] )?> (.+)$", re.MULTILINE)
_ROW = re.compile(r"^\| ([^|]+) \|.*\| ([^|]+) \|$", re.MULTILINE)
_CALLS_GIT = re.compile(r"^\$ git (\w+)", re.MULTILINE)


class Block(NamedTuple):
    """A fenced block; ``path`` or ``options`` stand in the line of its fence."""

    kind: str
    about: str
    text: str

    @property
    def options(self) -> dict[str, str]:
        return dict(word.split("=", 1) for word in self.about.split())


def follow(page: str, book: Path) -> str:
    """Do what a page says, in a folder with the book; gives the page as it should stand."""
    calls = _CALLS_GIT.search(page)
    if calls and calls[1] != "init":
        put_under_git(book)
    return FENCE.sub(lambda fence: followed(fence, book), page)


def followed(fence: re.Match[str], book: Path) -> str:
    """Do what a block says; gives the block as it should stand."""
    block = Block(*fence.groups())
    match block.kind:
        case "csv" | "markdown" | "python" | "yaml" if block.about:
            (book / block.about).parent.mkdir(parents=True, exist_ok=True)
            (book / block.about).write_text(block.text, encoding="utf-8")
        case "diff":
            file = book / block.about
            file.write_text(patched(file.read_text("utf-8"), block.text), encoding="utf-8")
        case "console" if "answers" in block.options:
            answer_as_shown(block, fence.string, book)
        case "console":
            commands = _COMMAND.findall(block.text)
            shown = "".join(f"$ {command}\n{run(command, block, book)}" for command in commands)
            return f"```console{' ' if block.about else ''}{block.about}\n{shown}```"
    return fence[0]


def run(command: str, block: Block, book: Path) -> str:
    """What a command prints in the book, or the paragraphs of it that the block asks for."""
    folder = block.options.get("in", "")
    if folder == "demo" and not (book / folder).exists():
        show_the_past(book / folder)
    done = subprocess.run(
        ["sh", "-c", as_typed(command, block)],
        cwd=book / folder,
        env=environment(book) | git_of(block.options.get("as", "service-desk-lead"), "2026-11-23"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    output = done.stdout.decode().replace(str(book.resolve()), "/home/you")
    if (book / ".git").is_dir():
        output = output.replace(first_commit(book), FIRST_COMMIT)
    assert done.returncode == int(block.options.get("exit", "0")), output
    wanted = block.options.get("only")
    return only(output, wanted) if wanted else output


def as_typed(command: str, block: Block) -> str:
    """The command as a reader types it, on the day that the page was written for."""
    today = block.options.get("today")
    return f"{command} --today {today}" if today and command.startswith("riskbook ") else command


def environment(book: Path) -> dict[str, str]:
    return {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(CLONE / "generator"),
        "PYTHONUTF8": "1",
        "LC_ALL": "C.UTF-8",
        "HOME": str(book),
    }


def put_under_git(book: Path) -> None:
    """Make the book a repository with one commit, on the branch ``main``."""
    who = environment(book) | git_of("risk-officer", "2026-11-20")
    for words in (
        ("init", "--quiet", "--initial-branch=main"),
        ("add", "riskbook.yml", "registers"),
        ("commit", "--quiet", "--message", "The register"),
    ):
        subprocess.run(["git", *words], cwd=book, env=who, check=True)


def show_the_past(folder: Path) -> None:
    """Write the demonstration history into a folder."""
    asked = [sys.executable, "-m", "scripts.demo_history", str(folder)]
    subprocess.run(asked, cwd=CLONE, check=True, capture_output=True)


def first_commit(book: Path) -> str:
    asked = ["git", "rev-list", "--max-parents=0", "HEAD"]
    done = subprocess.run(asked, cwd=book, env=environment(book), capture_output=True, check=True)
    return done.stdout.decode()[: len(FIRST_COMMIT)]


def git_of(person: str, day: str) -> dict[str, str]:
    """The settings of a person's git, with the clock at nine in the morning."""
    settings = {"user.name": person, "user.email": f"{person}@example.org"}
    numbered = enumerate(settings.items())
    return {
        "GIT_CONFIG_COUNT": str(len(settings)),
        **{
            name: text
            for number, (key, value) in numbered
            for name, text in (
                (f"GIT_CONFIG_KEY_{number}", key),
                (f"GIT_CONFIG_VALUE_{number}", value),
            )
        },
        "GIT_AUTHOR_DATE": f"{day}T09:00:00+08:00",
        "GIT_COMMITTER_DATE": f"{day}T09:00:00+08:00",
    }


def answer_as_shown(block: Block, page: str, book: Path) -> None:
    """Answer what a command asks, and find on the terminal all that the block shows of it."""
    (command,) = _COMMAND.findall(block.text)
    shown = block.text.partition("\n")[2]
    answers = {asked: [answer] for asked, answer in _ROW.findall(page)}
    answers |= typed_in(shown)
    folder = book / block.options.get("in", "")
    talk = converse(as_typed(command, block), folder, environment(book), answers)
    assert talk.code == 0, talk.screen
    rest = talk.screen
    pieces = re.split(r"^\.\.\.\n", shown, flags=re.MULTILINE)
    for piece in filter(None, (each.strip("\n") for each in pieces)):
        _, found, rest = rest.partition(piece)
        assert found, f"not on the terminal:\n{piece}\n\n{talk.screen}"


def typed_in(shown: str) -> dict[str, list[str]]:
    """What is typed after the prompts, by the question, which begins a paragraph."""
    answers: dict[str, list[str]] = {}
    question, before = "", ""
    for line in shown.splitlines():
        if before in {"", "..."} and not line.startswith((" ", "[", ">", "...")):
            question = line
        elif typed := _TYPED.match(line):
            answers.setdefault(question, []).append(typed[1])
        before = line
    return answers


def only(output: str, wanted: str) -> str:
    """The paragraphs with a text, and the last one; ``...`` for those left out between."""
    paragraphs = output.rstrip("\n").split("\n\n")
    kept: list[str] = []
    for number, paragraph in enumerate(paragraphs, start=1):
        if wanted in paragraph or number == len(paragraphs):
            kept.append(paragraph)
        elif not kept or kept[-1] != "...":
            kept.append("...")
    return "\n\n".join(kept) + "\n"


def patched(text: str, diff: str) -> str:
    lines = diff.splitlines(keepends=True)
    before = "".join(line[1:] for line in lines if not line.startswith("+"))
    after = "".join(line[1:] for line in lines if not line.startswith("-"))
    assert text.count(before) == 1, before
    return text.replace(before, after)
