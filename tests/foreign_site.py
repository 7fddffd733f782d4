"""Somebody's MkDocs site in a scratch folder, with two pages of its own and a book beside them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from small_book import SETTINGS, edited

BIN = Path(sys.executable).parent
DAY = "2026-11-23"
THEMES = {
    "mkdocs": "{name: mkdocs, color_mode: auto}",
    "readthedocs": "{name: readthedocs}",
    "material": "{name: material, font: false}",
}
QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
"""Keeps the makers of themes from advertising in the log."""

CALM = b"severities: {RB205: note, RB301: note, RB305: note, RB401: note, RB604: note}\n"
"""What the small book may be warned of, and is not in these tests."""

Files = dict[str, bytes]

HOME = """\
# Handbook

What may go wrong: [the register](register/index.md), first of all
[R001](register/risks/R001.md "our worst") and
[the call](register/processes/ticket-intake.md#intake).

![Where they stand](register/images/matrix-current.png)
"""
DEEPER = "# Deeper\n\nSee [R002](../../register/risks/R002.md).\n"


def small(changes: Mapping[str, tuple[str, str] | str | bytes | None] | None = None) -> Files:
    """The small book with changes, and with its standing warnings taken for notes."""
    files = edited(changes or {})
    return {**files, SETTINGS: files[SETTINGS] + CALM}


def write_book(folder: Path, files: Mapping[str, bytes]) -> None:
    """The files of a book."""
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def write_site(folder: Path, theme: str, options: str = "", settings: str = "") -> Path:
    """The site's settings and pages; ``options`` are the plugin's, as YAML between braces."""
    (folder / "docs" / "about" / "us").mkdir(parents=True, exist_ok=True)
    (folder / "docs" / "index.md").write_text(HOME, encoding="utf-8")
    (folder / "docs" / "about" / "us" / "deeper.md").write_text(DEEPER, encoding="utf-8")
    given = ", ".join(filter(None, (f"today: {DAY}", options)))
    (folder / "mkdocs.yml").write_text(
        "site_name: Handbook\n"
        f"theme: {THEMES[theme]}\n"
        f"plugins:\n  - search\n  - riskbook: {{{given}}}\n"
        "validation: {links: {anchors: warn, absolute_links: warn, unrecognized_links: warn}}\n"
        f"{settings}",
        encoding="utf-8",
    )
    return folder


def build(folder: Path, *arguments: str, tool: str = "mkdocs") -> subprocess.CompletedProcess[str]:
    """``mkdocs build`` in a folder."""
    return subprocess.run(
        [BIN / tool, "build", *arguments],
        cwd=folder,
        env={**os.environ, **QUIET},
        capture_output=True,
        text=True,
        check=False,
    )


def built(folder: Path, *arguments: str, tool: str = "mkdocs") -> Path:
    """The folder of a site that has been built without complaint."""
    done = build(folder, *arguments, tool=tool)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"


def embedded(page: Path) -> str:
    """What the register itself says on a page of the foreign site."""
    text = page.read_text(encoding="utf-8")
    found = re.findall(
        r'<div class="riskbook" lang="\w+">\n(.*)\n</div>\n<div class="riskbook riskbook-foot"',
        text,
        re.DOTALL,
    )
    assert len(found) == 1, f"{page} has {len(found)} parts of the register"
    # Links in drawings are spelt the older way, see riskbook.site.embedding.
    return str(found[0]).replace(" xlink:href=", " href=").strip()


def main_part(page: Path) -> str:
    """What ``riskbook build`` puts into ``<main>``.

    Its translated pages lead to the same page in the language of the original. A site with one
    language has no such page, and the same words are no link there.
    """
    text = page.read_text(encoding="utf-8")
    found = re.findall(r"<main [^>]*>(.*)</main>", text, re.DOTALL)
    assert len(found) == 1
    return re.sub(r'<a href="\.\./(?:zh|\.\.)/[^"]*">([^<]*)</a>', r"\1", found[0]).strip()


def dead_ends(site: Path) -> Iterator[str]:
    """Every address within the site that leads to no file, and every one that is absolute."""
    for page in sorted(site.rglob("*.html")):
        if page.name == "404.html":
            continue  # its addresses start from the root, wherever that is
        for address in addresses(page.read_text(encoding="utf-8")):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc or not parts.path:
                continue
            target = page.parent / unquote(parts.path)
            if parts.path.endswith("/") or target.is_dir():
                target /= "index.html"
            if parts.path.startswith("/") or not target.is_file():
                yield f"{page.relative_to(site)}: {address}"


def addresses(text: str) -> list[str]:
    """What the elements of a page lead to or load."""
    reader = _Addresses()
    reader.feed(text)
    return reader.found


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del tag
        names = ("href", "src", "xlink:href")
        self.found += [value for name, value in attrs if name in names and value]
