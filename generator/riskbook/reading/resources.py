"""Where the files that come with Riskbook lie: the clone that it runs from, else the wheel."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

from riskbook.reading.kept_words import kept_entries
from riskbook.wording import Catalogue, UnfinishedCatalogueError, say
from riskbook.wording.catalogue import catalogue_of, unfinished
from riskbook.wording.endonyms import names_of

_SOURCES = ("en", "zh")
"""The languages in which every entry is first written; tests hold them against each other."""

_NAMED = 5
"""Missing entries that the refusal of a catalogue names."""

_PACKAGE = Path(__file__).resolve().parent.parent
_IN_WHEEL = {
    "schemas": "schemas",
    "site_templates": "site_templates",
    "docs/guide": "guide",
    "docs/rules": "rules",
    ".vscode": "vscode",
}


def resource(name: str) -> Path:
    """The folder ``schemas``, ``site_templates``, ``docs/guide``, ``docs/rules`` or ``.vscode``.

    The clone wins over the copy inside the wheel: an editable install keeps a copy that goes stale.
    """
    clone = _PACKAGE.parent.parent
    if (clone / "pyproject.toml").is_file() and (clone / name).is_dir():
        return clone / name
    return _PACKAGE / "_data" / _IN_WHEEL[name]


def starter() -> Path:
    """The folder with a book to start from: ``riskbook.yml`` and ``registers``."""
    clone = _PACKAGE.parent.parent
    in_clone = (clone / "pyproject.toml").is_file() and (clone / "riskbook.yml").is_file()
    return clone if in_clone else _PACKAGE / "_data" / "starter"


@cache  # the words do not change while a program runs, and reading them takes a while
def catalogue(language: str) -> Catalogue:
    """The words of a language.

    Raises ``FileNotFoundError`` for a language without a catalogue: ask :func:`languages` first,
    and :class:`UnfinishedCatalogueError` for one whose translation lacks words.
    """
    read = _words(language)
    if language not in _SOURCES and (missing := unfinished(read, _words(_SOURCES[0]))):
        raise UnfinishedCatalogueError(
            say(
                "languages.unfinished",
                language=language,
                count=len(missing),
                first=missing[:_NAMED],
            )
        )
    return replace(read, entries={**names_of(languages(), read), **read.entries})


def languages() -> tuple[str, ...]:
    """The languages that Riskbook speaks, sorted."""
    return tuple(
        sorted(
            path.stem
            for path in _messages().iterdir()
            if path.suffix == ".po" or any(path.glob("*.po"))
        )
    )


@cache
def _words(language: str) -> Catalogue:
    files = _files(language)
    if not files:
        raise FileNotFoundError(language)
    return catalogue_of(language, kept_entries(language, files))


def _files(language: str) -> list[Path]:
    """The one file of a language, or those of its folder: English and Chinese have one a room."""
    whole = _messages() / f"{language}.po"
    return [whole] if whole.is_file() else sorted((_messages() / language).glob("*.po"))


def _messages() -> Path:
    return resource("site_templates") / "messages"
