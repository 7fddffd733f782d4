"""The Markdown of a record's body to safe HTML.

GitHub's own renderer in its safe mode: HTML in the text is left out, and so are links with a
dangerous scheme. What a reviewer read on the forge is what the page shows, but for images: a page
asks nobody for anything, so an image from elsewhere is a link.
"""

from __future__ import annotations

import re

import cmarkgfm
from markupsafe import Markup

_CJK = r"[\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]"
_BREAK = re.compile(rf"({_CJK})[ \t]*\n[ \t]*(?={_CJK})")
_BLOCK = re.compile(r"^\s*(?:[#>|+*\-]|\d+[.)]\s|```|~~~|:)")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_EMPTY_HEAD = re.compile(r"<th(?: align=\"\w+\")?></th>")
_HEAD = re.compile(r"<th( align=\"\w+\")?>")
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"[^>]*/>')
_LINK = re.compile(r"<a [^>]*>.*?</a>", re.DOTALL)
_HEADING = re.compile(r"<(/?)h([1-6])>")


def body_html(text: str, *, top: int = 1) -> Markup:
    """The HTML of a body, whose highest heading comes next below one of level ``top``."""
    if not text:
        return Markup()
    html = cmarkgfm.github_flavored_markdown_to_html(joined_lines(text))
    if "<h" in html:
        html = _demoted(html, top)
    if "<img" in html:
        html = _LINK.sub(lambda link: _IMAGE.sub(r"\2", link[0]), html)
        html = _IMAGE.sub(_elsewhere, html)
    if "<table>" in html:
        html = html.replace("<table>", '<div class="scroll"><table class="plain">')
        html = html.replace("</table>", "</table></div>")
        html = _EMPTY_HEAD.sub("<td></td>", html)  # the corner of a table is the head of nothing
        html = _HEAD.sub(r'<th scope="col"\1>', html)
    return Markup(html)  # noqa: S704 the renderer's safe mode


def joined_lines(text: str) -> str:
    """The text without the line breaks between Chinese characters, which would show as spaces.

    Code blocks, and lines that begin a block of their own, stay as they are.
    """
    if not _BREAK.search(text):
        return text
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and fence and mark[1].startswith(fence):
            fence = ""
            lines.append(line)
            continue
        if lines and not fence and _continues(lines[-1], line):
            lines[-1] = lines[-1].rstrip() + line.lstrip()
        else:
            lines.append(line)
    return "\n".join(lines)


def _continues(above: str, line: str) -> bool:
    if above.endswith("  ") or _BLOCK.match(line) or above.lstrip().startswith(("#", "|")):
        return False
    return _BREAK.search(f"{above[-1:]}\n{line.lstrip()[:1]}") is not None


def _elsewhere(image: re.Match[str]) -> str:
    """A link to an image of another site; one that is in the text itself stays."""
    source, words = image[1], image[2]
    match source.partition(":")[0].lower():
        case "data":
            return image[0]
        case "http" | "https":
            return f'<a href="{source}">{words or source}</a>'
        case _:
            return words


def _demoted(html: str, top: int) -> str:
    """The headings moved down so that the highest one in the text comes next below ``top``."""
    highest = min(int(level) for _, level in _HEADING.findall(html)) if _HEADING.search(html) else 1
    shift = top + 1 - highest

    def move(match: re.Match[str]) -> str:
        return f"<{match[1]}h{min(6, int(match[2]) + shift)}>"

    return _HEADING.sub(move, html)
