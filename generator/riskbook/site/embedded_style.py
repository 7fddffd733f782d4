"""The style of the register's pages inside another site, made from the one style sheet.

There is no second copy to keep: every rule of ``riskbook.css`` is put below ``.riskbook``, without
those of the frame, which is the other site's. Sizes follow that site's text instead of the root's,
widths are those of the room that its theme leaves, and light or dark is what its theme says
(``color-scheme``), which need not be what the reader's system says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

HERE = ".riskbook"
"""The element around a page's own part, and around what stands beside it."""

WITHIN = f"{HERE}:not(#_)"
"""The same, outranking every rule of the theme that names no id."""

THEMES = {
    "page": ("--md-default-bg-color", "--bs-body-bg"),
    "ink": ("--md-default-fg-color", "--bs-body-color"),
    "accent": ("--md-typeset-a-color",),
    "sans": ("--md-text-font-family", "--bs-body-font-family"),
    "mono": ("--md-code-font-family", "--bs-font-monospace"),
}
"""Of our variables, those that a theme may have its own for: Material's, and Bootstrap's.

Bootstrap's colour of links is not among them: in MkDocs' own theme it is too pale to read by.
"""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SETTING = re.compile(r"--([a-z0-9-]+):([^;]+)")
_SIZE = re.compile(r"(?<![\w.-])(\d*\.?\d+)rem\b")
_WIDTH = re.compile(r"(?:\s*and\s*)?(\((?:max|min)-width:[^)]*\))")
_CLASS = re.compile(r"\.([a-z][a-z0-9-]*)")
_CLASSES = re.compile(r'class="([^"]*)"')
_CELL = re.compile(r"(?:^|[\s>+~])t[dh](?![\w-])[^\s>+~]*$")
_BORDER = re.compile(r"((?<![\w-])border(?:-(?:top|right|bottom|left))?:[^;!]+)")
_DARK = "(prefers-color-scheme:dark)"


class _Block(NamedTuple):
    """A selector or an at-rule, and what its braces hold."""

    head: str
    body: str


def embedded_style(sheet: str, around: str, frame_classes: frozenset[str]) -> str:
    """The style sheet for pages inside another site.

    ``sheet`` is the site's own style sheet, ``around`` what is to stand after its variables and
    before its rules, and rules about ``frame_classes`` are left out.
    """
    blocks = list(_blocks(_COMMENT.sub("", sheet)))
    rules = _embedded(_without_variables(blocks), frame_classes, HERE)
    return "\n".join([*_variables(blocks), _COMMENT.sub("", around).strip(), *rules, ""])


def embedded_palette(palette: str) -> str:
    """The colours of the levels, for the register's pages alone."""
    return "\n".join([*_embedded(_blocks(palette), frozenset(), HERE), ""])


def classes_in(template: str) -> frozenset[str]:
    """The classes that a template names."""
    return frozenset(name for names in _CLASSES.findall(template) for name in names.split())


def _blocks(text: str) -> Iterator[_Block]:
    """The blocks at the highest level of a style sheet."""
    head, start, depth = "", 0, 0
    for brace in re.finditer(r"[{}]", text):
        if brace[0] == "{":
            if not depth:
                head, start = text[start : brace.start()].strip(), brace.end()
            depth += 1
        else:
            depth -= 1
            if not depth:
                yield _Block(head, text[start : brace.start()].strip())
                start = brace.end()


def _variables(blocks: Iterable[_Block]) -> Iterator[str]:
    """Our variables: the theme's own where it has one, else ours, for light and for dark."""
    light: dict[str, str] = {}
    dark: dict[str, str] = {}
    for block in blocks:
        if block.head == ":root":
            light |= dict(_SETTING.findall(block.body))
        elif _DARK in block.head:
            dark |= dict(_SETTING.findall(block.body))
    either = {
        name: f"light-dark({light[name].strip()},{value.rstrip('}').strip()})"
        for name, value in dark.items()
    }
    yield f":where({HERE}){{{_assigned(light)}}}"  # what the site says of them outranks ours
    yield f"@supports (color:light-dark(red,red)){{:where({HERE}){{{_assigned(either)}}}}}"


def _assigned(values: Mapping[str, str]) -> str:
    return "".join(f"--{name}:{_theirs_first(name, own)};" for name, own in values.items())


def _theirs_first(name: str, own: str) -> str:
    value = _sized(own.strip())
    for theirs in reversed(THEMES.get(name, ())):
        value = f"var({theirs},{value})"
    return value


def _without_variables(blocks: Iterable[_Block]) -> Iterator[_Block]:
    """The rules but for those that set variables and schemes, which are set by now."""
    for block in blocks:
        if block.head == ":root" or _DARK in block.head or "[data-theme" in block.head:
            continue
        if block.head.startswith("@media"):
            inside = [one for one in _blocks(block.body) if "[data-theme" not in one.head]
            yield _Block(block.head, "".join(f"{one.head}{{{one.body}}}" for one in inside))
        else:
            yield block


def _embedded(blocks: Iterable[_Block], frame_classes: frozenset[str], root: str) -> Iterator[str]:
    """The rules of the register, put below its element; ``root`` is where variables are set."""
    for block in blocks:
        if block.head == "@page":
            continue  # the other site's paper
        if block.head.startswith("@page "):
            yield f"{block.head}{{{block.body}}}"
        elif block.head.startswith("@"):
            yield from _conditional(block, frame_classes, root)
        else:
            selectors = [_placed(one, root) for one in _list(block.head)]
            kept = [
                one
                for one in selectors
                if one and not frame_classes.intersection(_CLASS.findall(one))
            ]
            if kept:
                body = _sized(block.body)
                if any(_CELL.search(one) for one in kept):
                    body = _BORDER.sub(r"\1!important", body)
                yield f"{','.join(kept)}{{{body}}}"


def _conditional(block: _Block, frame_classes: frozenset[str], root: str) -> Iterator[str]:
    """Rules under a condition; the width that counts is that of the register's element."""
    width = _WIDTH.search(block.head) if block.head.startswith("@media") else None
    inside = _embedded(_blocks(block.body), frame_classes, f"{HERE}>*" if width else root)
    text = "".join(inside)
    if not text:
        return
    if width:
        text = f"@container riskbook {width[1]}{{{text}}}"
    head = _WIDTH.sub("", block.head).strip() if width else block.head
    yield text if head == "@media" else f"{head}{{{text}}}"


def _list(selectors: str) -> list[str]:
    """The selectors of a list; a comma between parentheses divides nothing."""
    return [one.strip() for one in re.split(r",(?![^(]*\))", selectors)]


def _placed(selector: str, root: str) -> str:
    """A selector put below the register's element; ``""`` for one of the frame."""
    if selector in ("html", "body") or re.match(r"main\b", selector):
        return ""
    if re.match(r"body\b", selector):
        return selector.replace("body", HERE, 1)
    if selector == ":root":
        return root
    if selector.startswith(":root"):
        return selector.replace(":root", HERE, 1)
    return f"{WITHIN} {selector}"


def _sized(text: str) -> str:
    """Sizes against the text around the register, whatever the theme's root has."""
    return _SIZE.sub(r"calc(\1*var(--rem))", text)
