"""What others take to make a page of each of the same Markdown files."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from figures import Figure, measure

BIN = Path(sys.executable).parent

_HUGO_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<nav><a href="../index.html">Register</a></nav>
<h1>{{ .Params.id }} {{ .Title }}</h1>
<dl>{{ range $name, $value := .Params }}<dt>{{ $name }}</dt><dd>{{ $value }}</dd>{{ end }}</dl>
{{ .Content }}
</body></html>
"""
_HUGO_REGISTER = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Risks</title></head><body>
<table>{{ range .Site.RegularPages }}
<tr><td>{{ .Params.id }}</td><td><a href="{{ .RelPermalink }}">{{ .Title }}</a></td>
<td>{{ .Params.status }}</td><td>{{ .Params.owner }}</td></tr>{{ end }}
</table></body></html>
"""


def plain_mkdocs(book: Path, work: Path) -> list[Figure]:
    """Plain MkDocs, out of nav, without search: a page a risk, no figures."""
    docs = work / "docs"
    docs.mkdir(parents=True)
    (docs / "index.md").write_text("# Risks\n", encoding="utf-8")
    _copy_risks(book, docs)
    (work / "mkdocs.yml").write_text(
        "site_name: Risks\nplugins: []\nnot_in_nav: /R*.md\nnav: [index.md]\n"
        "theme: {name: mkdocs}\n",
        encoding="utf-8",
    )
    command = [str(BIN / "mkdocs"), "build", "--quiet", "--config-file", str(work / "mkdocs.yml")]
    risk = min(docs.glob("R*.md"))
    return [
        measure("peer: plain mkdocs build", command, 1),
        measure(
            "peer: mkdocs build --dirty, one page changed",
            [*command, "--dirty"],
            1,
            lambda: risk.write_text(risk.read_text(encoding="utf-8") + "\nEdited.\n", "utf-8"),
        ),
    ]


def hugo(book: Path, work: Path) -> list[Figure]:
    """Hugo with two small templates: a page a risk with all its fields, and one list of them."""
    content, layouts = work / "content", work / "layouts"
    content.mkdir(parents=True)
    layouts.mkdir()
    _copy_risks(book, content)
    (layouts / "single.html").write_text(_HUGO_PAGE, encoding="utf-8")
    (layouts / "home.html").write_text(_HUGO_REGISTER, encoding="utf-8")
    (work / "hugo.toml").write_text(
        'title = "Risks"\nbaseURL = "/"\n'
        'disableKinds = ["taxonomy", "term", "section", "rss", "sitemap", "404"]\n',
        encoding="utf-8",
    )
    command = [str(BIN / "hugo"), "build", "--quiet", "--source", str(work)]
    return [
        measure(
            "peer: hugo",
            command,
            1,
            lambda: shutil.rmtree(work / "public", ignore_errors=True),
        ),
    ]


def _copy_risks(book: Path, folder: Path) -> None:
    for path in (book / "registers").rglob("R*.md"):
        shutil.copy(path, folder / path.name)
