"""The style of the register's pages inside another site, made from the one style sheet.

There is no second copy to keep: every rule of ``riskbook.css`` is put below ``.riskbook``, without
those of the frame, which is the other site's. Sizes follow that site's text instead of the root's,
widths are those of the room that its theme leaves, and light or dark is what its theme says
(``color-scheme``), which need not be what the reader's system says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

HERE = ".riskbook"
"""The element around a page's own part, and around what stands beside it."""

WITHIN = f"{HERE}:not(#_)"
"""The same, outranking every rule of the theme that names no id."""

THEMES = {
    "page": ("--md-default-bg-color", "--bs-body-bg"),
    "ink": ("--md-default-fg-color", "--bs-body-color"),
    "accent": ("--md-typeset-a-color", "--bs-link-color"),
    "sans": ("--md-text-font-family", "--bs-body-font-family"),
    "mono": ("--md-code-font-family", "--bs-font-monospace"),
}
"""Of our variables, those that a theme may have its own for: Material's, and Bootstrap's."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SETTING = re.compile(r"--([a-z0-9-]+):([^;}]+)")
_SIZE = re.compile(r"(?<![\w.-])(\d*\.?\d+)rem\b")
_WIDTH = re.compile(r"\s*(?:and\s*)?(\((?:max|min)-width:[^)]*\))")
_DARK = (":root:not([data-theme=light])", ":root[data-theme=dark]")
_CLASSES = re.compile(r'class="([^"{%]*)')


@dataclass(frozen=True, slots=True)
class _Block:
    """One block of a style sheet: a selector or an at-rule, and what its braces hold."""

    head: str
    body: str


def embedded_style(sheet: str, around: str, frame_classes: frozenset[str]) -> str:
    """The style sheet for pages inside another site.

    ``sheet`` is the site's own style sheet, ``around`` what is to stand before its rules and after
    its variables, and rules about ``frame_classes`` are left out.
    """
    blocks = list(_blocks(_COMMENT.sub("", sheet)))
    return "\n".join(
        [*_variables(blocks), around.strip(), *_embedded(blocks, frame_classes, HERE), ""]
    )


def embedded_palette(palette: str) -> str:
    """The colours of the levels, for the register's pages alone."""
    return "\n".join([*_embedded(_blocks(palette), frozenset(), HERE), ""])


def classes_of(template: str) -> frozenset[str]:
    """The classes that a template names outright."""
    return frozenset(name for names in _CLASSES.findall(template) for name in names.split())


def _blocks(text: str) -> Iterator[_Block]:
    """The blocks at the highest level of a style sheet."""
    start = depth = 0
    head = ""
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


def _variables(blocks: list[_Block]) -> Iterator[str]:
    """Our variables: the theme's own value where it has one, else ours for light and dark."""
    light = _settings(blocks, ":root")
    dark = _settings(blocks, _DARK[0])
    values = {name: f"light-dark({value},{dark.get(name, value)})" for name, value in light.items()}
    plain = {name: value for name, value in light.items() if name not in dark}
    both = {name: value for name, value in values.items() if name in dark}
    yield _rule(HERE, _assigned(plain) + _assigned({name: light[name] for name in both}))
    yield f"@supports (color:light-dark(red,red)){{{_rule(HERE, _assigned(both))}}}"


def _settings(blocks: list[_Block], selector: str) -> dict[str, str]:
    found = {}
    for block in blocks:
        if block.head == selector:
            found |= dict(_SETTING.findall(block.body))
        elif block.head.startswith("@media screen"):
            found |= _settings(list(_blocks(block.body)), selector)
    return found if selector != ":root" else {k: v for k, v in found.items() if v}


def _assigned(values: dict[str, str]) -> str:
    text = ""
    for name, own in values.items():
        value = own.strip()
        for theirs in reversed(THEMES.get(name, ())):
            value = f"var({theirs},{value})"
        text += f"--{name}:{value};"
    return text
