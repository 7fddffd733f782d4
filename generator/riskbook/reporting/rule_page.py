"""A rule's page: read from its Markdown, and shown in a terminal by ``riskbook explain``.

A page is ``# RB304 · target-above-current``, a summary of one sentence, and sections. It is the
documentation, the answer of ``explain`` and the text in SARIF: one text, three uses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from riskbook.reporting.cells import cells, is_wide, wrap
from riskbook.reporting.screen import Colour, Screen, Tone

_TITLE = re.compile(r"# (?P<code>RB[0-9]{3})(?: ·)? (?P<name>\S+)")
_HEADING = re.compile(r"#{2,6} +(?P<title>.+?) *#*$")
_FENCE = re.compile(r" {0,3}(?P<fence>```+|~~~+)")
_ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*+]|[0-9]+[.)]) +(?P<text>.+)")
_LINK = re.compile(r"\[(?P<words>[^\]]+)\]\((?P<target>[^)\s]+)\)")
_SPAN = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<strong>[^*]+)\*\*")
_BODY = "  "
_CODE = "    "


class Kind(Enum):
    """What a block of a page is."""

    PARAGRAPH = "paragraph"
    ITEM = "item"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, an entry of a list with its marker, or code with its line breaks."""

    kind: Kind
    text: str
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; the part before the first heading has none."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """The page of one rule in one language, as its sections and as it was written."""

    code: str
    name: str
    summary: str
    sections: tuple[Section, ...]
    markdown: str


def read_rule_page(markdown: str) -> RulePage:
    """A page from its Markdown.

    Raises ``ValueError`` for a text that is no rule page: the pages come with Riskbook.
    """
    first, _, rest = markdown.partition("\n")
    title = _TITLE.fullmatch(first.rstrip())
    opening, *sections = _sections(rest)
    if title is None or not opening.blocks:
        message = f"not a rule page, it begins with {first!r}"
        raise ValueError(message)
    summary, *more = opening.blocks
    if more:
        sections.insert(0, Section("", tuple(more)))
    return RulePage(title["code"], title["name"], _plain(summary.text), tuple(sections), markdown)


def show_rule_page(page: RulePage, screen: Screen) -> str:
    """The page for a terminal: headings at the margin, text wrapped, code as it is written."""
    parts = [screen.paint(f"{page.code} · {page.name}", Tone.STRONG)]
    parts.append(_shown(Block(Kind.PARAGRAPH, page.summary), screen))
    for section in page.sections:
        body = _body(section.blocks, screen)
        title = screen.paint(section.title, Tone.STRONG)
        parts.append(f"{title}\n{body}" if title else body)
    return "\n\n".join(parts) + "\n"


def prose(page: RulePage) -> str:
    """The summary and the sections that explain, without the examples, as plain text."""
    explaining = [
        block.text
        for section in page.sections
        if all(block.kind is not Kind.CODE for block in section.blocks)
        for block in section.blocks
    ]
    return "\n\n".join([page.summary, *map(_plain, explaining)])


def _sections(markdown: str) -> list[Section]:
    """The part before the first heading, then a section a heading."""
    sections: list[Section] = []
    title = ""
    lines: list[str] = []
    fence = ""
    for line in markdown.split("\n"):
        fence = _fence_after(line, fence)
        heading = None if fence else _HEADING.fullmatch(line.rstrip())
        if heading is None:
            lines.append(line)
        else:
            sections.append(Section(title, tuple(_blocks(lines))))
            title, lines = _plain(heading["title"]), []
    return [*sections, Section(title, tuple(_blocks(lines)))]


def _blocks(lines: list[str]) -> Iterator[Block]:
    gathered: list[str] = []
    marker = fence = ""
    for line in [*lines, ""]:
        after = _fence_after(line, fence)
        item = None if fence or after else _ITEM.fullmatch(line.rstrip())
        boundary = not fence and (bool(after) or item is not None or not line.strip())
        if fence and not after:
            yield Block(Kind.CODE, "\n".join(gathered))
            gathered, marker = [], ""
        elif boundary:
            if gathered:
                yield Block(Kind.ITEM if marker else Kind.PARAGRAPH, _joined(gathered), marker)
            gathered, marker = [], ""
            if item is not None:
                gathered, marker = [item["text"]], item["indent"] + _sign(item["marker"])
        else:
            gathered.append(line if fence else line.strip())
        fence = after


def _fence_after(line: str, fence: str) -> str:
    """The fence that is open after ``line``, ``""`` for none."""
    found = _FENCE.match(line)
    if not fence:
        return found["fence"] if found else ""
    closes = found is not None and found["fence"].startswith(fence)
    return "" if closes and not line.strip(" `~") else fence


def _sign(marker: str) -> str:
    return marker if marker[0].isdigit() else "-"


def _joined(lines: list[str]) -> str:
    """The lines of a paragraph as one: no space where Chinese meets Chinese."""
    text = lines[0]
    for line in lines[1:]:
        chinese = is_wide(text[-1]) and is_wide(line[0])
        text += line if chinese else f" {line}"
    return text


def _plain(text: str) -> str:
    """Text without the marks of Markdown, but for the backticks that set words apart."""
    return _LINK.sub(_link, text).replace("**", "")


def _link(found: re.Match[str]) -> str:
    """A link's words, with the address where it leads out of the pages."""
    outside = found["target"].startswith(("https://", "http://"))
    return f"{found['words']} ({found['target']})" if outside else found["words"]


def _body(blocks: tuple[Block, ...], screen: Screen) -> str:
    text = ""
    for index, block in enumerate(blocks):
        if index:
            # The entries of a list stand together.
            together = block.kind is Kind.ITEM and blocks[index - 1].kind is Kind.ITEM
            text += "\n" if together else "\n\n"
        text += _shown(block, screen)
    return text


def _shown(block: Block, screen: Screen) -> str:
    if block.kind is Kind.CODE:
        lines = block.text.split("\n")
        return "\n".join(_CODE + screen.paint(line, Tone.CODE) if line else "" for line in lines)
    start = _BODY + (f"{block.marker} " if block.marker else "")
    margin = cells(start)
    text = _LINK.sub(_link, block.text)
    if screen.colour is Colour.NONE:
        text = _plain(text)
    lines = list(wrap(text, screen.width - margin))
    joined = f"\n{' ' * margin}".join(lines)
    return start + (joined if screen.colour is Colour.NONE else _painted(joined, screen))


def _painted(text: str, screen: Screen) -> str:
    """Wrapped text with its code and its stressed words in their tones, line by line."""

    def paint(found: re.Match[str]) -> str:
        tone = Tone.CODE if found["code"] else Tone.STRONG
        words = found["code"] or found["strong"]
        return re.sub(r"\S.*", lambda line: screen.paint(line[0], tone), words)

    return _SPAN.sub(paint, text)
