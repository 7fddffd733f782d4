"""The documentation says what is so: transcripts are run, the reference is current, links lead on.

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

A transcript is a golden file within a page: ``pytest tests/contracts/test_docs.py --regenerate``
writes it anew. Blocks of ``sh`` are not run: they need a network or a forge.
"""

from __future__ import annotations

import difflib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, Protocol

import click
import pytest

from conversation import converse
from riskbook.cli.main import main
from riskbook.findings import CODES
from riskbook.reading.placing import Kind, place
from riskbook.reading.schemas import read_schema

CLONE = Path(__file__).parents[2]
DOCS = CLONE / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted([*CLONE.glob("*.md"), *DOCS.rglob("*.md")])
READMES = [CLONE / "README.md", CLONE / "README.zh-CN.md"]
FOLLOWED = [*READMES, *sorted((DOCS / "guide").glob("*.md"))]
DECISIONS = sorted((DOCS / "adr").glob("*.md"))
FIRST_COMMIT = "4be1d77c0a52"
"""How the id of the first commit of a page's book is shown."""

_FENCE = re.compile(r"^```(\w+)[ ]?(.*)\n((?:.*\n)*?)^```$", re.MULTILINE)
_COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)$", re.MULTILINE)
_TYPED = re.compile(r"^(?:\[.+\] )?> (.+)$", re.MULTILINE)
_ROW = re.compile(r"^\| ([^|]+) \|.*\| ([^|]+) \|$", re.MULTILINE)
_CODE = re.compile(r"``?[^`\n]+``?")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_CALLS_GIT = re.compile(r"^\$ git (\w+)", re.MULTILINE)
_PATH = re.compile(
    r"^(?:generator|schemas|site_templates|registers|tests|docs|scripts|\.github)/[\w./-]+$"
)


def name_of(page: Path) -> str:
    return page.relative_to(CLONE).as_posix()


class Golden(Protocol):
    """What of the golden files is needed here."""

    @property
    def regenerate(self) -> bool: ...


class CommandAt(NamedTuple):
    """A command, and what is typed for it after ``riskbook``."""

    words: str
    command: click.Command


class Block(NamedTuple):
    """A fenced block; ``path`` or ``options`` stand in the line of its fence."""

    kind: str
    about: str
    text: str

    @property
    def options(self) -> dict[str, str]:
        return dict(word.split("=", 1) for word in self.about.split())


# What the pages tell a reader to do


@pytest.mark.parametrize("page", FOLLOWED, ids=name_of)
def test_what_a_page_shows_is_what_happens(page: Path, tmp_path: Path, golden: Golden) -> None:
    shutil.copytree(CLONE / "registers", tmp_path / "registers")
    shutil.copy(CLONE / "riskbook.yml", tmp_path)
    written = page.read_text(encoding="utf-8")
    calls = _CALLS_GIT.search(written)
    if calls and calls[1] != "init":
        put_under_git(tmp_path)
    real = _FENCE.sub(lambda fence: followed(fence, tmp_path), written)
    if golden.regenerate and real != written:
        page.write_text(real, encoding="utf-8")
    elif real != written:
        pytest.fail(
            f"{name_of(page)} shows what is not so; pytest --regenerate:\n{changes(written, real)}"
        )


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


def changes(written: str, real: str) -> str:
    return "".join(
        difflib.unified_diff(written.splitlines(keepends=True), real.splitlines(keepends=True), n=1)
    )


def test_a_transcript_that_is_not_so_is_noticed(tmp_path: Path) -> None:
    fence = _FENCE.fullmatch("```console exit=2\n$ riskbook check\nAll is well.\n```")
    assert fence is not None
    assert "All is well" not in followed(fence, tmp_path)


def test_a_question_that_is_not_asked_so_is_noticed(tmp_path: Path) -> None:
    asked = "```console answers=table\n$ printf '\\n\\nWho?\\n> '; read name\n{}\n> me\n```"
    for question in ("Who?", "Which?"):
        fence = _FENCE.fullmatch(asked.format(question))
        assert fence is not None
        if question == "Who?":
            followed(fence, tmp_path)
        else:
            with pytest.raises(AssertionError, match="not on the terminal"):
                followed(fence, tmp_path)


# The reference


@pytest.fixture(scope="module")
def writer() -> ModuleType:
    """scripts/reference.py."""
    spec = importlib.util.spec_from_file_location("reference", CLONE / "scripts" / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_current(writer: ModuleType) -> None:
    assert writer.differences(writer.reference(), REFERENCE) == [], "run scripts/reference.py"


def test_a_stale_a_missing_and_a_stray_page_are_noticed(writer: ModuleType, tmp_path: Path) -> None:
    pages = {"commands.md": "one\n", "format/risk.md": "two\n", "format/plan.md": "three\n"}
    writer.write(pages, tmp_path)
    assert writer.differences(pages, tmp_path) == []
    (tmp_path / "commands.md").write_text("other\n", encoding="utf-8")
    (tmp_path / "format" / "risk.md").unlink()
    (tmp_path / "format" / "stray.md").write_text("", encoding="utf-8")
    stale = ["commands.md", "format/risk.md", "format/stray.md"]
    assert writer.differences(pages, tmp_path) == stale


def test_each_example_of_a_place_is_of_its_kind(writer: ModuleType) -> None:
    kinds = {kind: place(path) for kind, path in writer.FILES.items()}
    assert {kind: found.kind if found else None for kind, found in kinds.items()} == {
        kind: kind for kind in Kind
    }


def commands(group: Mapping[str, click.Command], above: str = "") -> Iterator[CommandAt]:
    """Every command by what is typed for it, those below a group too."""
    for name, command in sorted(group.items()):
        yield CommandAt(f"{above}{name}", command)
        if isinstance(command, click.Group):
            yield from commands(command.commands, f"{above}{name} ")


@pytest.mark.parametrize("at", list(commands(main.commands)), ids=lambda at: str(at.words))
def test_every_command_and_option_is_in_the_reference(at: CommandAt) -> None:
    page = (REFERENCE / "commands.md").read_text("utf-8")
    _, _, section = page.partition(f"# riskbook {at.words}\n")
    section = section.partition("\n#")[0]
    options = [name for one in at.command.params for name in one.opts if name.startswith("-")]
    assert section
    assert [name for name in options if not re.search(rf"{name}\b", section)] == []


@pytest.mark.parametrize("page", READMES, ids=name_of)
def test_the_table_of_commands_has_all_of_them(page: Path) -> None:
    named = re.findall(r"^\| `riskbook ([a-z-]+)", page.read_text("utf-8"), re.MULTILINE)
    assert sorted(named) == sorted(main.commands)


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: str(kind.value))
def test_every_field_is_in_the_reference(kind: Kind) -> None:
    page = (REFERENCE / "format" / f"{kind.value}.md").read_text("utf-8")
    described = {
        pointer.rpartition("/")[2]
        for pointer in re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    }
    assert set(fields(read_schema(kind))) <= described


def fields(schema: Any) -> Iterator[str]:
    """Every name under any ``properties`` of a schema."""
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for name, part in schema.items():
            if name not in {"examples", "x-enum-titles"}:
                yield from fields(part)
    elif isinstance(schema, list):
        for part in schema:
            yield from fields(part)


# What pages name


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_leads_somewhere(page: Path, writer: ModuleType) -> None:
    text = _CODE.sub("", _FENCE.sub("", page.read_text("utf-8")))
    assert [link for link in _LINK.findall(text) if not leads(link, page, writer)] == []


def leads(link: str, page: Path, writer: ModuleType) -> bool:
    if link.startswith(("https://", "mailto:")):
        return True
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.is_relative_to(CLONE) or not target.exists():
        return False
    return not anchor or anchor in {
        writer.slug(heading) for heading in _HEADING.findall(target.read_text("utf-8"))
    }


def test_a_link_to_nowhere_is_noticed(writer: ModuleType) -> None:
    page = CLONE / "README.md"
    links = ("CONTRIBUTING.md", "docs/rules", "missing.md", "CONTRIBUTING.md#missing", "../..")
    assert [leads(link, page, writer) for link in links] == [True, True, False, False, False]


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_path_and_code_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    if "scripts/reference.py from" in text or page.parent == DOCS / "rules":
        return  # their paths are those of an example
    spans = [span.strip("`") for span in _CODE.findall(_FENCE.sub("", text))]
    paths = [span for span in spans if _PATH.match(span) and not (CLONE / span).exists()]
    codes = set(re.findall(r"\bRB[0-9]{3}\b", text)) - set(CODES)
    assert (paths, codes) == ([], set())


@pytest.mark.parametrize("page", [*FOLLOWED, CLONE / "CONTRIBUTING.md"], ids=name_of)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    text = page.read_text("utf-8")
    named = re.findall(r"(?:`|^\$ |^|/)riskbook ([a-z][a-z-]+)", text, re.MULTILINE)
    targets = re.findall(r"(?:`|^)make ([a-z]+)", text, re.MULTILINE)
    makefile = (CLONE / "Makefile").read_text("utf-8")
    assert set(named) <= set(main.commands)
    assert [target for target in targets if f"\n{target}:" not in makefile] == []


def test_the_map_of_the_house_shows_every_room() -> None:
    _, _, house = (CLONE / "CONTRIBUTING.md").read_text("utf-8").partition("## The house\n")
    rooms = re.findall(r"^\| `(\w+)` \|", house.partition("\n###")[0], re.MULTILINE)
    assert set(rooms) == modules_of(CLONE / "generator" / "riskbook")


@pytest.mark.parametrize("room", ["authoring", "reviewing", "site"])
def test_the_map_of_a_large_room_shows_every_module(room: str) -> None:
    text = (CLONE / "CONTRIBUTING.md").read_text("utf-8")
    _, _, inside = text.partition(f"### Inside `{room}`\n")
    cells = re.findall(r"^\| (`[^|]+) \|", inside.partition("\n##")[0], re.MULTILINE)
    named = [name for cell in cells for name in re.findall(r"`(\w+)`", cell)]
    assert sorted(named) == sorted(modules_of(CLONE / "generator" / "riskbook" / room))


def modules_of(folder: Path) -> set[str]:
    """The rooms of the package, or the modules of a room."""
    return {path.stem for path in folder.iterdir() if not path.name.startswith(("_", "."))}


@pytest.mark.parametrize("page", DECISIONS, ids=name_of)
def test_a_decision_has_its_form(page: Path) -> None:
    text = page.read_text("utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == ["Context", "Decision", "Consequences"]
    assert re.match(rf"# {int(page.name[:4])}\. .+\n\nStatus: accepted\n", text)


def test_decisions_are_numbered_without_a_gap() -> None:
    assert [int(page.name[:4]) for page in DECISIONS] == list(range(1, len(DECISIONS) + 1))
