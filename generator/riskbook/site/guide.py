"""The guide and the pages of the rules, in every site: how to write, read and set up a book.

They come with Riskbook and depend on nothing but the program and the book's settings, so they are
made together with the theme and kept with it.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import NamedTuple, TypeAlias

from riskbook.findings import CODES
from riskbook.site.documents import Document, document, ids
from riskbook.site.input import Page, SiteInput
from riskbook.site.rendering import page_environment

TASKS: Mapping[str, tuple[str, ...]] = {
    "write": ("write-a-risk", "preview-and-editor", "review-a-change", "sign"),
    "find": (
        "see-what-is-covered",
        "find-recurring-problems",
        "hold-a-session",
        "draw-a-fishbone",
        "work-through-a-checklist",
        "learn-from-incidents",
        "watch-indicators",
    ),
    "read": ("read-the-site", "board-pack", "use-the-data", "prove-a-site"),
    "set-up": (
        "start-a-book",
        "set-criteria",
        "adopt-an-old-register",
        "run-it-in-ci",
        "in-a-mkdocs-site",
    ),
}
"""The guides by what a reader wants to do, in the order of the contents."""

Say: TypeAlias = Callable[[str], str]

_ENGLISH = "en"
_DOCUMENT = re.compile(r"docs/(guide|rules)/([\w-]+)(?:\.[a-z]{2,3})?\.md")
_CONTENTS = re.compile(r"docs/(guide|rules)/?|docs/reference/(rules)(?:\.[a-z]{2,3})?\.md")
_OF_THE_BOOK = frozenset(
    {
        "riskbook.yml",
        "registers/criteria.yml",
        "registers/organization.yml",
        "registers/services.yml",
    }
)
"""Files that every book has: a guide that names one leads to where it is edited."""


class Entry(NamedTuple):
    """A line of the contents; ``foreign`` is its language where that is not the site's."""

    href: str
    title: str
    lead: str
    foreign: str


class RuleEntry(NamedTuple):
    """A line of the rule index. ``changed`` says what the severity is where a book sets none.

    ``foreign`` is the language of the summary where that is not the site's.
    """

    code: str
    name: str
    severity: str
    changed: str
    summary: str
    foreign: str


class Group(NamedTuple):
    """Lines of the contents, or of the rule index, under one heading."""

    title: str
    entries: tuple[Entry, ...] | tuple[RuleEntry, ...]


class Shown(NamedTuple):
    """What a template reads; ``foreign`` is the language of a text that is not in the site's."""

    document: Document
    foreign: str
    rule: RuleEntry | None


@dataclass(frozen=True)
class Library:
    """The documentation that lies in two folders, ``guide`` and ``rules``."""

    guide: Path
    rules: Path
    _texts: dict[Path, str] = field(default_factory=dict, repr=False)

    def names(self) -> tuple[str, ...]:
        """The guides that there are, in the order of the contents."""
        return tuple(
            name
            for names in TASKS.values()
            for name in names
            if self._path("guide", name).is_file()
        )

    def text(self, folder: str, name: str, language: str) -> tuple[str, str]:
        """The Markdown of a page and its language: English where there is no other."""
        path = self._path(folder, f"{name}.{language}")
        if language == _ENGLISH or not path.is_file():
            return self._read(self._path(folder, name)), _ENGLISH
        return self._read(path), language

    def images(self) -> Iterator[tuple[str, bytes]]:
        """Path in the site and content of every file that a guide shows."""
        for path in sorted(self.guide.rglob("*")):
            if path.suffix in {".png", ".svg"}:
                yield f"guide/{path.relative_to(self.guide).as_posix()}", path.read_bytes()

    def _path(self, folder: str, name: str) -> Path:
        return (self.guide if folder == "guide" else self.rules) / f"{name}.md"

    def _read(self, path: Path) -> str:
        found = self._texts.get(path)
        if found is None:
            found = self._texts[path] = path.read_text(encoding="utf-8")
        return found


def guide_pages(site: SiteInput, library: Library, templates: Path) -> Iterator[Page]:
    """The contents, the guides, the rule index and the rules, in the language of the site.

    ``templates`` is the folder with ``pages/``.
    """
    guides = {name: _shown(site, library, "guide", name) for name in library.names()}
    rules = {code: _shown(site, library, "rules", code) for code in CODES}
    say = _say(site)
    environment = page_environment(templates / "pages", say)

    def page(path: str, template: str, title: str, description: str, view: object) -> Page:
        return Page(
            path=path,
            kind="guide",
            title=title,
            description=description,
            main=environment.get_template(f"{template}.html").render(view=view),
            nav="guide",
            source="",
            summary=True,
        )

    tasks = _tasks(guides, say)
    yield page(
        "guide/index.html", "guide-index", say("guide.title"), say("guide.description"), tasks
    )
    for name, shown in guides.items():
        one = shown.document
        yield page(f"guide/{name}.html", "guide", one.title, one.lead, shown)
    title, description = say("guide.rules.title"), say("guide.rules.description")
    yield page("rules/index.html", "rules", title, description, _families(rules, say))
    for code, shown in rules.items():
        one = shown.document
        yield page(f"rules/{code}.html", "rule", one.title, one.lead, shown)


def _say(site: SiteInput) -> Say:
    return lambda key: site.catalogue.word(f"site.{key}")


def _tasks(guides: Mapping[str, Shown], say: Say) -> tuple[Group, ...]:
    groups = []
    for task, names in TASKS.items():
        entries = tuple(
            Entry(f"{name}.html", shown.document.title, shown.document.lead, shown.foreign)
            for name in names
            if (shown := guides.get(name)) is not None
        )
        groups.append(Group(say(f"guide.task.{task}"), entries))
    return tuple(group for group in groups if group.entries)


def _families(rules: Mapping[str, Shown], say: Say) -> tuple[Group, ...]:
    return tuple(
        Group(
            say(f"guide.family.{family}"),
            tuple(rule for code in codes if (rule := rules[code].rule) is not None),
        )
        for family, codes in groupby(rules, key=lambda code: code[2])
    )


def _shown(site: SiteInput, library: Library, folder: str, name: str) -> Shown:
    text, language = library.text(folder, name, site.language)
    english, _ = library.text(folder, name, _ENGLISH)
    leads = partial(_leads, site, library, folder)
    read = document(text, english, leads)
    foreign = "" if language == site.language else language
    return Shown(
        document=read,
        foreign=foreign,
        rule=_rule(site, name, read, foreign) if folder == "rules" else None,
    )


def _rule(site: SiteInput, code: str, page: Document, foreign: str) -> RuleEntry:
    """A rule with the severity that it has in this book."""
    word = site.catalogue.word
    usual = CODES[code].severity
    own = site.book.settings.severities.get(code, usual)
    return RuleEntry(
        code=code,
        name=CODES[code].name,
        severity=word(f"report.{own.value}") if own else word("site.guide.off"),
        changed="" if own is usual else word(f"report.{usual.value}"),
        summary=page.lead,
        foreign=foreign,
    )


def _leads(site: SiteInput, library: Library, folder: str, href: str) -> str | None:
    """Where a link of a page in ``docs/<folder>`` leads in the site."""
    path, _, anchor = href.partition("#")
    if not path:
        return href
    target = posixpath.normpath(posixpath.join("docs", folder, path))
    if found := _DOCUMENT.fullmatch(target):
        there, name = found[1], found[2]
        end = f"#{_id(library, there, name, anchor, site.language)}" if anchor else ""
        return _from(folder, there, f"{name}.html{end}")
    if contents := _CONTENTS.fullmatch(target):
        return _from(folder, contents[1] or contents[2], "index.html")
    edit = site.book.settings.edit
    return edit.replace("{path}", target) if edit and target in _OF_THE_BOOK else None


def _from(folder: str, there: str, page: str) -> str:
    return page if there == folder else f"../{there}/{page}"


def _id(library: Library, folder: str, name: str, anchor: str, language: str) -> str:
    """The id in the site of a heading that a link names by its words in its own language."""
    text, _ = library.text(folder, name, language)
    english, _ = library.text(folder, name, _ENGLISH)
    return dict(zip(ids(text), ids(english), strict=False)).get(anchor, anchor)
