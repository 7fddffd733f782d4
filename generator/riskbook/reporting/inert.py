"""Words of a book made harmless in Markdown: no markup, HTML, mention, reference or link."""

from __future__ import annotations

import re

_NOTHING = "\u200b"
_MARKUP = re.compile(r"[\\`*_\[\]|~]")
# What a forge turns into a notification, a reference or a link, up to where it is cut in two:
# mentions, issues (GitHub #1, GitLab !1 $1 &1 %1), commits are long enough to need no help.
_REFERENCES = re.compile(
    r"@|[#!%&$](?=\d)|:(?=//)|:(?=[a-z+][a-z0-9_+-]*:)|www(?=\.)|gh(?=-\d)", re.IGNORECASE
)
# GitHub takes a bare dollar sign for the beginning of a formula.
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "<span>$</span>"})


def inert(words: str) -> str:
    """Words as text within a line of Markdown, whatever they are."""
    return _MARKUP.sub(r"\\\g<0>", inert_in_html(words))


def inert_in_html(words: str) -> str:
    """Words as text within HTML in Markdown, where a backslash would be seen."""
    return _REFERENCES.sub(rf"\g<0>{_NOTHING}", words).translate(_HTML)


def code(words: str) -> str:
    """Words as code, fenced by more backticks than they hold in a row (CommonMark, 6.1)."""
    longest = max(map(len, re.findall("`+", words)), default=0)
    fence = "`" * (longest + 1)
    padding = " " if "`" in words else ""
    return f"{fence}{padding}{words}{padding}{fence}"
