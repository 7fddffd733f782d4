"""The pages of the rules in ``docs/rules``: what each promises is what the checker does.

A page's examples are changes to ``base_book``, a sound book. The line of its fence says what a
block is and where it goes:

- ``yaml <path>``: fields merged onto those of the file (a list takes the place of the list, an
  empty value stays an empty value); for a path that is not there, the fields of a new file;
- ``markdown <path>`` and ``text <path>``: the whole file, as it stands;
- ``text <path> bytes=<encoding>``: the whole file, saved in another encoding;
- ``text <path> size=<bytes>``: the whole file, filled up with spaces to this size;
- ``text <path> link=<target>``: a symbolic link in the place of the file;
- ``… today=<date>``: the day of the check, for rules that look at the clock;
- ``… at=base``: part of the state before the change, for rules that compare; every other block is
  what the change does;
- ``… since=<date>``: since when the risk is above the appetite, for rules of history.

A comment ``# RB304`` at the end of a line says that this line must be reported, and no line that
is not marked may be. An example without any mark must be reported somewhere in one of its files.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from riskbook import check
from riskbook.findings import CODES, Finding, Severity
from riskbook.reading.loading import load
from riskbook.reading.trees import WorkTree
from riskbook.rules import Past
from riskbook.run import find_faults, judge

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "docs" / "rules"
BASE = HERE / "base_book"
TODAY = date(2026, 11, 23)

HEADINGS = {
    "en": ("What it checks", "Why it matters", "Bad", "Good"),
    "zh": ("检查什么", "为什么重要", "错误示例", "正确示例"),
}
HOW_TO_FIX = {"en": "How to fix it", "zh": "如何修正"}
PAGES = [(code, language) for code in CODES for language in HEADINGS]

_FENCE = re.compile(r"^```(\w+) (\S+)((?: \w+=\S+)*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MARK = re.compile(r"[ ]+# RB[0-9]{3}$")


class Block(NamedTuple):
    """One fenced block: what it is, the file it changes, how, and its lines with their marks."""

    kind: str
    path: str
    options: tuple[tuple[str, str], ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(f"{_MARK.sub('', line)}\n" for line in self.lines)

    @property
    def marked(self) -> tuple[int, ...]:
        return tuple(row for row, line in enumerate(self.lines) if _MARK.search(line))


class Page(NamedTuple):
    title: str
    summary: str
    sections: tuple[tuple[str, str], ...]

    def section(self, heading: str) -> str:
        return dict(self.sections)[heading]


class Mark(NamedTuple):
    """A place that must be reported: any of these lines of this file."""

    path: str
    lines: frozenset[int]

    def is_at(self, finding: Finding) -> bool:
        span = finding.location.span
        return finding.location.path == self.path and span is not None and span.line in self.lines


def findings_of(example: Sequence[Block], folder: Path) -> tuple[Finding, ...]:
    """What is wrong with the book in ``folder``, which is made as the example says."""
    today = today_of(example)
    before = Path(shutil.copytree(BASE, folder.with_name("before")))
    for block in example:
        if ("at", "base") in block.options:
            apply(block, before)
    shutil.copytree(before, folder)
    for block in example:
        if ("at", "base") not in block.options:
            apply(block, folder)
    tree = WorkTree(folder)
    loaded = load(tree)
    judged = judge(loaded.book, today) if loaded.book else None
    base = check(before, today=today).judged
    return find_faults(loaded, judged, tree, base, past_of(example))


def past_of(example: Iterable[Block]) -> Past:
    """What the history of the book would tell."""
    days = {
        re.split(r"[/-]", block.path.rpartition("risks/")[2])[0]: date.fromisoformat(value)
        for block in example
        for name, value in block.options
        if name == "since"
    }
    return Past(above_since=days, committed={})


def test_the_base_book_is_sound() -> None:
    assert check(BASE, today=TODAY).findings == ()


def test_every_code_has_its_pages_and_every_page_a_code() -> None:
    expected = {_file(code, language).name for code, language in PAGES}
    assert {path.name for path in RULES.iterdir()} == expected


@pytest.mark.parametrize(("code", "language"), PAGES)
def test_the_page_has_its_form(code: str, language: str) -> None:
    page = read_page(code, language)
    headings = [heading for heading, _ in page.sections if heading != HOW_TO_FIX[language]]
    assert page.title == f"{code} · {CODES[code].name}"
    assert page.summary
    assert "\n" not in page.summary
    assert headings == list(HEADINGS[language])
    assert all(text for _, text in page.sections)


@pytest.mark.parametrize("code", CODES)
def test_both_languages_show_the_same_examples(code: str) -> None:
    english, chinese = (read_page(code, language) for language in HEADINGS)
    for in_english, in_chinese in (("Bad", "错误示例"), ("Good", "正确示例")):
        assert blocks(english.section(in_english)) == blocks(chinese.section(in_chinese))


@pytest.mark.parametrize("code", CODES)
def test_an_example_holds_nothing_but_blocks(code: str) -> None:
    page = read_page(code, "en")
    for heading in ("Bad", "Good"):
        assert _FENCE.sub("", page.section(heading)).strip() == ""
        assert blocks(page.section(heading))


@pytest.mark.parametrize("code", CODES)
def test_the_bad_example_is_reported_where_it_is_marked(code: str, tmp_path: Path) -> None:
    example = blocks(read_page(code, "en").section("Bad"))
    findings = findings_of(example, tmp_path / "book")
    marks = [mark for block in example for mark in marks_of(block, tmp_path / "book")]

    reported = [finding for finding in findings if finding.code == code]
    if marks:
        missed = [mark for mark in marks if not any(mark.is_at(found) for found in reported)]
        stray = [found for found in reported if not any(mark.is_at(found) for mark in marks)]
        assert not missed, shown(findings)
        assert not stray, shown(findings)
    else:
        paths = {block.path for block in example}
        assert reported, shown(findings)
        assert {found.location.path for found in reported} <= paths
    assert errors(findings) <= {code}, shown(findings)


@pytest.mark.parametrize("code", CODES)
def test_the_good_example_is_sound(code: str, tmp_path: Path) -> None:
    example = blocks(read_page(code, "en").section("Good"))
    findings = findings_of(example, tmp_path / "book")
    assert code not in {finding.code for finding in findings}, shown(findings)
    assert not errors(findings), shown(findings)


def read_page(code: str, language: str) -> Page:
    text = _file(code, language).read_text(encoding="utf-8")
    head, *parts = re.split(r"^## (.+)\n", text, flags=re.MULTILINE)
    title, _, summary = head.partition("\n")
    sections = zip(parts[::2], (part.strip() for part in parts[1::2]), strict=True)
    return Page(title.removeprefix("# "), summary.strip(), tuple(sections))


def blocks(section: str) -> tuple[Block, ...]:
    return tuple(
        Block(
            found[1],
            found[2],
            tuple(_option(word) for word in found[3].split()),
            tuple(found[4].splitlines()),
        )
        for found in _FENCE.finditer(section)
    )


def today_of(example: Iterable[Block]) -> date:
    days = {value for block in example for name, value in block.options if name == "today"}
    assert len(days) < 2
    return date.fromisoformat(days.pop()) if days else TODAY


def apply(block: Block, folder: Path) -> None:
    """Change the book as the block says."""
    file = folder / block.path
    file.parent.mkdir(parents=True, exist_ok=True)
    options = dict(block.options)
    if block.kind == "yaml":
        _merge(block, file)
    elif "link" in options:
        file.symlink_to(options["link"])
    else:
        content = block.text.encode(options.get("bytes", "utf-8"))
        file.write_bytes(content.ljust(int(options.get("size", "0"))))


def marks_of(block: Block, folder: Path) -> list[Mark]:
    """The places that the block marks, in the book that it has been applied to."""
    if block.kind != "yaml":
        return [Mark(block.path, frozenset({row + 1})) for row in block.marked]
    file = folder / block.path
    text, before = file.read_text(encoding="utf-8"), 0
    if file.suffix == ".md":
        _, text, _ = text.split("---\n", 2)
        before = 1
    there, marked = _rows(text), _rows(block.text)
    return [
        Mark(
            block.path,
            frozenset(
                line + before + 1
                for path, rows in marked.items()
                if row in rows
                for line in there[path]
            ),
        )
        for row in block.marked
    ]


def errors(findings: Iterable[Finding]) -> set[str]:
    return {finding.code for finding in findings if finding.severity is Severity.ERROR}


def shown(findings: Iterable[Finding]) -> str:
    return "\n".join(
        f"{found.code} {found.location.path} {found.location.span} {found.pointer} {found.message}"
        for found in findings
    )


def _file(code: str, language: str) -> Path:
    return RULES / (f"{code}.md" if language == "en" else f"{code}.{language}.md")


def _option(word: str) -> tuple[str, str]:
    name, _, value = word.partition("=")
    assert name in {"bytes", "size", "link", "today", "at", "since"}
    return name, value


def _merge(block: Block, file: Path) -> None:
    """Merge the block's fields onto those of the file."""
    old = file.read_text(encoding="utf-8") if file.exists() else ""
    is_markdown = file.suffix == ".md"
    fields, body = old, ""
    if is_markdown and old:
        _, fields, body = old.split("---\n", 2)
    merged = _merged(_data(fields), _data(block.text))
    text = yaml.safe_dump(merged, allow_unicode=True, sort_keys=False, width=10_000)
    file.write_text(f"---\n{text}---\n{body}" if is_markdown else text, encoding="utf-8")


def _data(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader) or {}  # noqa: S506  # resolves nothing


def _merged(old: Any, new: Any) -> Any:
    if not isinstance(old, dict) or not isinstance(new, dict):
        return new
    return {key: _merged(old.get(key), new.get(key, old.get(key))) for key in {**old, **new}}


def _rows(text: str) -> dict[tuple[str | int, ...], frozenset[int]]:
    """The rows, from 0, at which each field's key and value start, by path."""
    rows: dict[tuple[str | int, ...], frozenset[int]] = {}

    def walk(node: yaml.Node, path: tuple[str | int, ...], row: int) -> None:
        rows[path] = frozenset({row, node.start_mark.line})
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                walk(value, (*path, key.value), key.start_mark.line)
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                walk(item, (*path, index), item.start_mark.line)

    root = yaml.compose(text, Loader=yaml.BaseLoader)
    assert isinstance(root, yaml.MappingNode)
    for key, value in root.value:
        walk(value, (key.value,), key.start_mark.line)
    return rows
