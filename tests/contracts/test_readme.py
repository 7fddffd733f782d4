"""The two READMEs say the same, and what they say of the example book is so.

With them the pictures that they show, the guides that they lead to, and the environment's page.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from riskbook import check
from riskbook.findings import in_order

CLONE = Path(__file__).resolve().parents[2]
ENGLISH, CHINESE = CLONE / "README.md", CLONE / "README.zh-CN.md"
PACKAGE = CLONE / "generator" / "riskbook"
TODAY = date(2026, 11, 23)
HEAVIEST = 250_000
"""Bytes of a picture in a README, which is read over slow lines too."""

_FENCE = re.compile(r"^```(\w*).*\n((?:.*\n)*?)```$", re.MULTILINE)
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_ROW = re.compile(r"^\| \[(RB\d{3})\]\(\S+\) \| `?([\w-]+)`? \|", re.MULTILINE)
_VARIABLE = re.compile(r"[A-Z_]{2,}")


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


# The environment


def variables(source: str) -> Iterator[str]:
    """The variables that a module reads: the names in each function that asks the environment."""
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef):
            continue
        nodes = list(ast.walk(function))
        passed_on = {
            id(value) for node in nodes if isinstance(node, ast.Dict) for value in node.values
        }
        set_here = {id(key) for node in nodes if isinstance(node, ast.Dict) for key in node.keys}
        asks = [
            node
            for node in nodes
            if isinstance(node, ast.Attribute)
            and node.attr in {"environ", "getenv"}
            and id(node) not in passed_on
        ]
        names = [
            node.value
            for node in nodes
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and _VARIABLE.fullmatch(node.value)
            and id(node) not in set_here
        ]
        if asks:
            assert names, f"{function.name} asks for a variable that it does not name"
            yield from names


def test_every_variable_that_is_read_is_on_its_page() -> None:
    page = text_of(CLONE / "docs" / "environment.md")
    read = {name for path in PACKAGE.rglob("*.py") for name in variables(text_of(path))}
    assert read >= {"RISKBOOK_CACHE_DIR", "NO_COLOR", "LANG"}
    assert sorted(name for name in read if f"`{name}`" not in page) == []


def test_a_variable_is_noticed_however_it_is_read() -> None:
    source = (
        "def one():\n    return os.environ['FIRST']\n"
        "def two():\n    for name in ('SECOND', 'THIRD'):\n        os.getenv(name)\n"
        "def three():\n    run(env={**os.environ, 'SET_HERE': '1'})\n"
    )
    assert list(variables(source)) == ["FIRST", "SECOND", "THIRD"]
