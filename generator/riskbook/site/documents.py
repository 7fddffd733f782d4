"""A page of the documentation as a page of a site: title, first paragraph, HTML, headings with ids.

The ids of headings are those of the English page, so that a link leads to the same place in every
language.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from markupsafe import Markup

from riskbook.site.markdown import body_html

Leads = Callable[[str], str | None]
"""Where a link of a page leads within the site; None for what has no page there."""

_LANDMARK = re.compile(
    r"^#{1,6} +(?P<words>.+?) *#*$"
    r"|^ {0,3}(?P<fence>`{3,}|~{3,})[ ]*(?P<kind>\S*)[ ]*(?P<path>\S*)",
    re.MULTILINE,
)
_OTHER_LANGUAGE = re.compile(r"\A\[[^\]]+\]\([\w-]+(?:\.\w+)?\.md\)\n+")
_HEADING = re.compile(r"<h([2-6])>(.*?)</h\1>", re.DOTALL)
_ANCHOR = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_CODE_BLOCK = re.compile(r"<pre[^>]*><code>(.*?)</code></pre>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_COMMAND = re.compile(r"^\$ (?:.*\\\n)*.*$", re.MULTILINE)
_ADDED = re.compile(r"^\+.*$", re.MULTILINE)
_REMOVED = re.compile(r"^-.*$", re.MULTILINE)
_REPORTED = re.compile(r"^( *)(.*?) +# RB[0-9]{3}$", re.MULTILINE)


class Heading(NamedTuple):
    """A heading below the title: its level from 2, its id, and its words without markup."""

    level: int
    id: str
    words: str


class Document(NamedTuple):
    """One page. ``lead`` is its first paragraph as plain text, which ``html`` has too."""

    title: str
    lead: str
    html: Markup
    headings: tuple[Heading, ...]


class _Fence(NamedTuple):
    kind: str
    path: str


def document(markdown: str, english: str, leads: Leads) -> Document:
    """A page from its Markdown; ``english`` is the same page in English.

    The title is the first line, and a link to the page in another language may follow it: the site
    has its own.
    """
    first, _, rest = markdown.partition("\n")
    rest = _OTHER_LANGUAGE.sub("", rest.lstrip("\n"))
    text = _with_ids(str(body_html(rest)), ids(english))
    fences = [one for one in _landmarks(markdown) if isinstance(one, _Fence)]
    text = _with_code(text, fences)
    text = _ANCHOR.sub(lambda link: _linked(link, leads), text)
    paragraph = re.search(r"<p>(.*?)</p>", text, re.DOTALL)
    return Document(
        title=first.removeprefix("#").strip(),
        lead=_words(paragraph[1]) if paragraph else "",
        html=Markup(text),  # noqa: S704 the renderer's safe mode
        headings=tuple(_headings(text)),
    )


def ids(markdown: str) -> tuple[str, ...]:
    """The ids of the headings below the title, as forges make them, each but once."""
    seen: dict[str, int] = {}
    found = []
    for heading in _titles(markdown):
        name = slug(heading)
        count = seen[name] = seen.get(name, -1) + 1
        found.append(f"{name}-{count}" if count else name)
    return tuple(found)


def slug(heading: str) -> str:
    """The anchor that forges and MkDocs give a heading."""
    kept = "".join(mark for mark in heading.lower() if mark.isalnum() or mark in " -_")
    return kept.replace(" ", "-")


def _titles(markdown: str) -> Sequence[str]:
    return [one for one in _landmarks(markdown) if isinstance(one, str)][1:]


def _landmarks(markdown: str) -> Iterator[str | _Fence]:
    """Every heading and every opening fence, in order."""
    fence = ""
    for found in _LANDMARK.finditer(markdown):
        mark, kind = found["fence"], found["kind"]
        if fence:
            if mark and mark.startswith(fence) and not kind:
                fence = ""
        elif mark:
            fence = mark
            yield _Fence(kind, "" if "=" in found["path"] else found["path"])
        else:
            yield found["words"]


def _with_ids(text: str, names: Sequence[str]) -> str:
    left = iter(names)

    def named(heading: re.Match[str]) -> str:
        name = next(left, "") or slug(_words(heading[2]))
        return f'<h{heading[1]} id="{html.escape(name)}">{heading[2]}</h{heading[1]}>'

    return _HEADING.sub(named, text)


def _headings(text: str) -> Iterator[Heading]:
    for level, name, words in re.findall(r'<h([2-6]) id="([^"]*)">(.*?)</h\1>', text, re.DOTALL):
        yield Heading(int(level), html.unescape(name), _words(words))


def _words(marked: str) -> str:
    return html.unescape(_TAG.sub("", marked)).replace("\n", " ")


def _linked(link: re.Match[str], leads: Leads) -> str:
    """The link as it leads within the site; its words alone where there is nothing to lead to."""
    href, words = unquote(html.unescape(link[1])), link[2]
    if href.startswith(("https://", "http://", "mailto:")):
        return link[0]
    target = leads(href)
    return words if target is None else f'<a href="{html.escape(target)}">{words}</a>'


def _with_code(text: str, fences: Sequence[_Fence]) -> str:
    """Blocks of code that a keyboard can scroll, under the path of the file that they show."""
    left = iter(fences)

    def shown(block: re.Match[str]) -> str:
        fence = next(left, _Fence("", ""))
        path = f'<p class="file"><code>{html.escape(fence.path)}</code></p>' if fence.path else ""
        return f'{path}<pre tabindex="0"><code>{_coloured(block[1], fence.kind)}</code></pre>'

    return _CODE_BLOCK.sub(shown, text)


def _coloured(code: str, kind: str) -> str:
    match kind:
        case "console":
            return _COMMAND.sub(r"<b>\g<0></b>", code)
        case "diff":
            code = _ADDED.sub(r'<span class="ok">\g<0></span>', code)
            return _REMOVED.sub(r'<span class="past">\g<0></span>', code)
        case _:
            return _REPORTED.sub(r"\1<mark>\2</mark>", code)
