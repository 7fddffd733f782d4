"""The documentation says what is so: transcripts are run, the reference is current, links lead on.

How a page is followed, and how its blocks are written, is told in ``tests/transcripts.py``. A
transcript is a golden file within a page: ``pytest tests/contracts/test_docs.py --regenerate``
writes it anew.
"""

from __future__ import annotations

import difflib
import importlib.util
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple, Protocol

import click
import pytest

from riskbook.cli.main import main
from riskbook.findings import CODES
from riskbook.reading.placing import Kind, place
from riskbook.reading.schemas import read_schema
from transcripts import FENCE, follow

CLONE = Path(__file__).parents[2]
DOCS = CLONE / "docs"
REFERENCE = DOCS / "reference"
PAGES = sorted([*CLONE.glob("*.md"), *DOCS.rglob("*.md")])
READMES = [CLONE / "README.md", CLONE / "README.zh-CN.md"]
FOLLOWED = [*READMES, *sorted((DOCS / "guide").glob("*.md"))]
DECISIONS = sorted((DOCS / "adr").glob("*.md"))

_CODE = re.compile(r"``?[^`\n]+``?")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
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


# What the pages tell a reader to do


@pytest.mark.parametrize("page", FOLLOWED, ids=name_of)
def test_what_a_page_shows_is_what_happens(page: Path, tmp_path: Path, golden: Golden) -> None:
    shutil.copytree(CLONE / "registers", tmp_path / "registers")
    shutil.copy(CLONE / "riskbook.yml", tmp_path)
    written = page.read_text(encoding="utf-8")
    real = follow(written, tmp_path)
    if golden.regenerate and real != written:
        page.write_text(real, encoding="utf-8")
    elif real != written:
        pytest.fail(
            f"{name_of(page)} shows what is not so; pytest --regenerate:\n{changes(written, real)}"
        )


def changes(written: str, real: str) -> str:
    return "".join(
        difflib.unified_diff(written.splitlines(keepends=True), real.splitlines(keepends=True), n=1)
    )


def test_a_transcript_that_is_not_so_is_noticed(tmp_path: Path) -> None:
    page = "```console exit=2\n$ riskbook check\nAll is well.\n```"
    assert "All is well" not in follow(page, tmp_path)


def test_a_question_that_is_not_asked_so_is_noticed(tmp_path: Path) -> None:
    asked = "```console answers=table\n$ printf '\\n\\nWho?\\n> '; read name\n{}\n> me\n```"
    for question in ("Who?", "Which?"):
        if question == "Who?":
            follow(asked.format(question), tmp_path)
        else:
            with pytest.raises(AssertionError, match="not on the terminal"):
                follow(asked.format(question), tmp_path)


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
    text = _CODE.sub("", FENCE.sub("", page.read_text("utf-8")))
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
    spans = [span.strip("`") for span in _CODE.findall(FENCE.sub("", text))]
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
