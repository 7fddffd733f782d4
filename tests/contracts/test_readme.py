"""The two READMEs say the same, and what they say of the example book is so.

With them the pictures that they show, the guides that they lead to, the options of the plugin, and
the environment.
"""

from __future__ import annotations

import ast
import importlib.util
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from riskbook import check
from riskbook.assessing.palettes import contrast
from riskbook.findings import in_order
from riskbook.reporting.screen import Tone
from riskbook.site.mkdocs_plugin import Options

CLONE = Path(__file__).resolve().parents[2]
ENGLISH, CHINESE = CLONE / "README.md", CLONE / "README.zh-CN.md"
PACKAGE = CLONE / "generator" / "riskbook"
TODAY = date(2026, 11, 23)
HEAVIEST = 250_000
"""Bytes of a picture in a README, which is read over slow lines too."""

_FENCE = re.compile(r"^```(\w*).*\n((?:.*\n)*?)```$", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_ROW = re.compile(r"^\| \[(RB\d{3})\]\(\S+\) \| `?([\w-]+)`? \|", re.MULTILINE)
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]+")


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


# Two languages


def outline(text: str) -> list[str]:
    """What makes up a page in any language: headings, pictures, rows, items, blocks."""
    kinds = ("```", "## ", "# ", "![", "| ", "- ")
    lines = _FENCE.sub("```", text).splitlines()
    return [kind for line in lines for kind in kinds if line.startswith(kind)]


def typed(text: str) -> list[str]:
    """The blocks of commands and files, without what each language words for itself."""
    blocks = [body for kind, body in _FENCE.findall(text) if kind != "console"]
    return [re.sub(r"<[^>]*>|\"[^\"]*\"| *# .*", "", block) for block in blocks]


def test_both_have_the_same_parts_in_the_same_order() -> None:
    assert outline(text_of(ENGLISH)) == outline(text_of(CHINESE))
    assert typed(text_of(ENGLISH)) == typed(text_of(CHINESE))


def test_each_leads_to_the_other() -> None:
    assert "](README.zh-CN.md)" in text_of(ENGLISH)
    assert "](README.md)" in text_of(CHINESE)


def test_a_part_that_one_lacks_is_noticed() -> None:
    text = text_of(ENGLISH)
    assert outline(text) != outline(text.replace("| `riskbook serve`", "`riskbook serve`"))
    assert typed(text) != typed(text.replace("make site", "make"))


# What they show


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=lambda page: page.name)
def test_the_findings_told_of_are_those_of_the_example_book(page: Path) -> None:
    found = in_order(check(CLONE, TODAY).findings)
    rows = _ROW.findall(text_of(page))
    assert [code for code, _ in rows] == [finding.code for finding in found]
    about = [f"{finding.location.path} {finding.record} {finding.pointer}" for finding in found]
    assert [
        subject for (_, subject), place in zip(rows, about, strict=True) if subject not in place
    ] == []


@pytest.mark.parametrize("page", [ENGLISH, CHINESE], ids=lambda page: page.name)
def test_each_picture_is_there_is_light_and_is_told_in_words(page: Path) -> None:
    pictures = _PICTURE.findall(text_of(page))
    assert len(pictures) >= 2
    for words, path in pictures:
        assert len(words) > 20
        assert 1_000 < (CLONE / path).stat().st_size < HEAVIEST


def test_every_picture_is_shown() -> None:
    shown = {path for page in (ENGLISH, CHINESE) for _, path in _PICTURE.findall(text_of(page))}
    there = {f"docs/images/{path.name}" for path in (CLONE / "docs" / "images").iterdir()}
    assert shown == there


@pytest.mark.parametrize(("page", "suffix"), [(ENGLISH, ".md"), (CHINESE, ".zh.md")])
def test_every_guide_is_in_the_table(page: Path, suffix: str) -> None:
    guides = {path.name for path in (CLONE / "docs" / "guide").glob("*.md")}
    wanted = {name for name in guides if name.endswith(".zh.md") == (suffix == ".zh.md")}
    linked = re.findall(r"\]\(docs/guide/([^)]+)\) \|$", text_of(page), re.MULTILINE)
    assert set(linked) == wanted


# The terminal's picture


@pytest.fixture(scope="module")
def pictures() -> ModuleType:
    """scripts/pictures.py."""
    spec = importlib.util.spec_from_file_location("pictures", CLONE / "scripts" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_each_letter_of_the_terminal_stands_in_its_cell(pictures: ModuleType) -> None:
    line = "\x1b[1;31m错误[RB304]\x1b[0m x"
    runs = [(run.start, run.text, run.tone) for run in pictures.runs(line)]
    assert runs == [(0, "错误", Tone.ERROR), (4, "[RB304]", Tone.ERROR), (11, " x", None)]
    drawn = ET.fromstring(pictures.terminal(f"<&>\n{line}\n"))  # noqa: S314  # our own
    texts = [one for one in drawn if one.tag.endswith("text")]
    assert [one.text for one in texts] == ["<&>", "错误", "[RB304]", " x"]
    assert float(texts[2].get("x", 0)) == pytest.approx(pictures.MARGIN + 4 * pictures.CELL)
    assert float(texts[1].get("textLength", 0)) == pytest.approx(4 * pictures.CELL)


def test_every_tone_of_the_terminal_can_be_read(pictures: ModuleType) -> None:
    assert set(pictures.INK) == set(Tone)
    assert [ink for ink in pictures.INK.values() if contrast(ink, "#ffffff") < 4.5] == []


def test_what_the_picture_leaves_out_is_marked(pictures: ModuleType) -> None:
    kept, other = f"error[{pictures.SHOWN[0]}]", "note[RB000]"
    output = f"{other}\n\n{other}\n\n{kept}\n\n{other}\n\n1 error"
    assert pictures._shown(output) == f"\n...\n\n{kept}\n\n...\n\n1 error\n"


# The plugin's options


@pytest.mark.parametrize("name", ["in-a-mkdocs-site.md", "in-a-mkdocs-site.zh.md"])
def test_every_option_of_the_plugin_is_in_its_guide(name: str) -> None:
    page = text_of(CLONE / "docs" / "guide" / name)
    described = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert set(described) >= {option for option, _ in Options._schema}


# The environment


def constants(source: str) -> dict[str, str]:
    """The variables that a module calls by a name of its own, such as ``EVENT``."""
    return {
        one.targets[0].id: one.value.value
        for one in ast.parse(source).body
        if isinstance(one, ast.Assign)
        and isinstance(one.targets[0], ast.Name)
        and isinstance(one.value, ast.Constant)
        and isinstance(one.value.value, str)
        and _VARIABLE.fullmatch(one.value.value)
    }


def variables(source: str, named: Mapping[str, str]) -> Iterator[str]:
    """The variables that a module reads: the names in each function that asks the environment.

    That is a function with ``os.environ``, or with a parameter ``environment``. Who hands all of it
    on to a program, or to such a function, asks for nothing. ``named`` are the constants of all
    modules.
    """
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        nodes = list(ast.walk(function))
        handed_on = {id(each) for node in nodes for each in handed(node)}
        set_here = {id(key) for node in nodes if isinstance(node, ast.Dict) for key in node.keys}
        asks = any(
            isinstance(node, ast.Attribute)
            and node.attr in {"environ", "getenv"}
            and id(node) not in handed_on
            for node in nodes
        )
        given = any(argument.arg == "environment" for argument in function.args.args)
        names = [name for node in nodes if id(node) not in set_here for name in meant(node, named)]
        assert names or not asks, f"{function.name} asks for a variable that it does not name"
        if asks or given:
            yield from names


def handed(node: ast.AST) -> Iterator[ast.AST]:
    """What a node hands on as it is: in a new dictionary, as an argument, all its items."""
    match node:
        case ast.Dict():
            yield from filter(None, node.values)
        case ast.Call():
            yield from node.args
        case ast.Attribute(attr="items"):
            yield node.value


def meant(node: ast.AST, named: Mapping[str, str]) -> Iterator[str]:
    """The variable that a text, or the name of a constant, stands for."""
    match node:
        case ast.Constant(value=str() as text) if _VARIABLE.fullmatch(text):
            yield text
        case ast.Name(id=name) | ast.Attribute(attr=name) if name in named:
            yield named[name]


def test_every_variable_that_is_read_is_on_its_page() -> None:
    page = text_of(CLONE / "docs" / "environment.md")
    sources = [text_of(path) for path in PACKAGE.rglob("*.py")]
    named = {name: text for source in sources for name, text in constants(source).items()}
    read = {name for source in sources for name in variables(source, named)}
    assert read >= {"RISKBOOK_CACHE_DIR", "NO_COLOR", "LANG"}
    assert sorted(name for name in read if f"`{name}`" not in page) == []


def test_a_variable_is_noticed_however_it_is_read() -> None:
    source = (
        "EVENT = 'SEVENTH'\n"
        "def one():\n    return os.environ['FIRST']\n"
        "def two():\n    for name in ('SECOND', 'THIRD'):\n        os.getenv(name)\n"
        "def three():\n    run(env={**os.environ, 'SET_HERE': '1'})\n"
        "def four():\n    run(env=dict(os.environ.items()))\n    five(os.environ)\n"
        "def five(environment):\n    environment.get('FIFTH')\n"
        "def six(environment):\n    environment[other.SIXTH] or environment[EVENT]\n"
    )
    named = constants(source) | {"SIXTH": "SIXTH_2"}
    found = set(variables(source, named))
    assert found == {"FIRST", "SECOND", "THIRD", "FIFTH", "SIXTH_2", "SEVENTH"}
