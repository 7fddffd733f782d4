"""Where the files that come with Riskbook lie: the clone that it runs from, else the wheel."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from riskbook.wording import Catalogue, read_catalogue

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

    Raises ``FileNotFoundError`` for a language without a catalogue: ask :func:`languages` first.
    """
    folder = resource("site_templates") / "messages" / language
    files = sorted(folder.glob("*.po"))
    if not files:
        raise FileNotFoundError(folder)
    return read_catalogue(language, (file.read_bytes() for file in files))


def languages() -> tuple[str, ...]:
    """The languages that Riskbook speaks, sorted."""
    folder = resource("site_templates") / "messages"
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir()))
