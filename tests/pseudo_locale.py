"""A third language that nobody speaks: English in accents, in brackets, and 40 % longer.

``pseudo_words`` makes its one catalogue from the English words. ``installed`` lays a Riskbook into
a folder as a wheel would, with that catalogue beside those of English and Chinese: the product has
no way to load words from anywhere else. What is said outside ⟦brackets⟧, and is not the book's own,
has not gone through a catalogue.

It goes by the tag of Polish, so that dates, names of languages and plurals (three forms, four
categories) are those of a language for which no code was written.
"""

from __future__ import annotations

import csv
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml
from babel import Locale
from babel.messages.catalog import Catalog

CLONE = Path(__file__).resolve().parents[1]
TAG = "pl"
OPENING, CLOSING = "⟦", "⟧"
DAY = ("--today", "2026-11-23")

AS_THEY_ARE = {"site.locale": "pl_PL", "picture.date": "d MMMM y"}
"""Entries that are customs, not words."""

FEW, MANY = "ƒéŵ", "ɱáñý"
"""What the second and the third plural form have in them, to be told apart."""

_ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "åƀçđéƒĝĥîĵķļɱñöþɋŕšţûṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻṀÑÖÞɊŔŠŢÛṼŴẊÝŽ",
)
_BLANK = re.compile(r"(\{[^{}]*\}|\s+)")
_LETTER = re.compile(r"[A-Za-z]")


def pseudo_words() -> bytes:
    """The catalogue file, made as ``scripts.catalogue new`` makes one, and filled."""
    catalogue = catalogue_script()
    filled = catalogue.merged(catalogue.entries(), Catalog(locale=TAG))
    english = {entry.key: entry.words["en"] for entry in catalogue.entries()}
    for message in filled:
        if not message.id:
            continue
        key = catalogue.key_of(message)
        one, *more = english[key]
        if not message.pluralizable:
            endonym = one if key.startswith("site.endonym.") else ""
            message.string = AS_THEY_ARE.get(key) or endonym or pseudo(one)
        else:
            other = more[-1]
            message.string = (pseudo(one), pseudo(other, FEW), pseudo(other, MANY))
    content: bytes = catalogue.written(filled)
    return content


def catalogue_script() -> ModuleType:
    """``scripts/catalogue.py``."""
    name = "riskbook_scripts_catalogue"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, CLONE / "scripts" / "catalogue.py")
        assert spec is not None
        assert spec.loader is not None
        sys.modules[name] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules[name])
    return sys.modules[name]


def pseudo(words: str, extra: str = "") -> str:
    """Words in accents and brackets; blanks, white space at the ends and marks stay."""
    if not _LETTER.search(_BLANK.sub("", words)):
        return words
    accented = "".join(
        part if _BLANK.fullmatch(part) else part.translate(_ACCENTED)
        for part in _BLANK.split(words)
    )
    inner = accented.strip()
    before, _, after = accented.partition(inner)
    length = round(0.4 * len(_BLANK.sub("", words)))
    padding = "".join(" ~" if place % 8 == 7 else "~" for place in range(length))
    return f"{before}{OPENING}{extra}{' ' if extra else ''}{inner}{padding}{CLOSING}{after}"


def installed(folder: Path, catalogues: Mapping[str, bytes]) -> Path:
    """A Riskbook in a folder, as a wheel lays it out, that speaks these languages too."""
    package = folder / "riskbook"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(CLONE / "generator" / "riskbook", package, ignore=ignored)
    for source, name in (
        ("schemas", "schemas"),
        ("site_templates", "site_templates"),
        ("docs/guide", "guide"),
        ("docs/rules", "rules"),
        (".vscode", "vscode"),
        ("registers", "starter/registers"),
        ("riskbook.yml", "starter/riskbook.yml"),
    ):
        there = package / "_data" / name
        if (CLONE / source).is_dir():
            shutil.copytree(CLONE / source, there)
        else:
            shutil.copy(CLONE / source, there)
    for tag, words in catalogues.items():
        file = package / "_data" / "site_templates" / "messages" / f"{tag}.po"
        file.write_bytes(words)
    return folder


def riskbook(
    library: Path, *arguments: str | Path, cwd: Path, code: int = 0, speaks: str = "C"
) -> subprocess.CompletedProcess[str]:
    """What the command of that Riskbook says; the test fails where it ends in another way.

    ``speaks`` is the language that the system is set to.
    """
    done = subprocess.run(
        [sys.executable, "-m", "riskbook", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(library), "PYTHONUTF8": "1", "LC_ALL": speaks},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Riskbook that speaks the language."""
    return installed(tmp_path_factory.mktemp("library"), {TAG: pseudo_words()})


@pytest.fixture(scope="session")
def trilingual(tmp_path_factory: pytest.TempPathFactory, demo: Path) -> Path:
    """The demonstration's book, to be published in English, Chinese and the language."""
    book = tmp_path_factory.mktemp("trilingual") / "book"
    subprocess.run(["git", "clone", "--quiet", str(demo), str(book)], check=True)
    settings = book / "riskbook.yml"
    text = settings.read_text(encoding="utf-8")
    more = text.replace("languages: [en, zh]", f"languages: [en, zh, {TAG}]")
    assert more != text
    settings.write_text(more, encoding="utf-8")
    return book


@dataclass(frozen=True)
class Written:
    """What the authors of a book have written: it may stand on a page as it is."""

    texts: tuple[str, ...]

    @classmethod
    def of(cls, book: Path) -> Written:
        texts: set[str] = set()
        for path in [book / "riskbook.yml", *(book / "registers").rglob("*")]:
            if path.suffix == ".csv":
                with path.open(encoding="utf-8", newline="") as table:
                    texts |= {cell for row in csv.reader(table) for cell in row if cell}
            elif path.suffix in {".yml", ".md"}:
                content = path.read_text(encoding="utf-8")
                front = content.removeprefix("---\n").partition("\n---\n")[0]
                texts |= set(_scalars(yaml.load(front, yaml.BaseLoader)))  # noqa: S506  # texts only
        named = {" ".join(text.split()) for text in texts}
        return cls(tuple(sorted(named, key=lambda text: (-len(text), text))))

    def leaves(self, words: str) -> str:
        """What of some words nobody has written into the book: the program's own, untranslated.

        Ids, files, formats, initials of a level, and the dates and amounts of the language are
        nobody's words; a part of a text is a line of a label, or what fits.
        """
        rest = _NOBODYS.sub(" ", words)
        for text in self.texts:
            if text in rest:
                rest = re.sub(rf"(?<!\w){re.escape(text)}(?!\w)", " ", rest)
        rest = rest.strip(" ·:：,;…")
        if len(rest) < 2 or any(rest in text for text in self.texts):
            return ""
        return rest if re.search(r"[^\W\d_]", rest) else ""


def _customs() -> str:
    locale = Locale.parse(TAG)
    months = {
        name
        for width in ("abbreviated", "wide")
        for context in ("format", "stand-alone")
        for name in locale.months[context][width].values()
    }
    return "|".join(sorted(map(re.escape, {*months, "tys.", "mln", "mld"}), key=len, reverse=True))


_NOBODYS = re.compile(
    r"(?<!\w)(?:[A-Z]+[0-9]+|[\w/-]+(?:\.[a-z]+)+|[A-Z](?= |$)"
    rf"|PNG|SVG|CSV|XLSX|JSON|PDF|{_customs()})(?!\w)"
)


def _scalars(value: Any) -> Iterator[str]:
    """Every text. A key or a word of a closed set is small: the program has words for those."""
    match value:
        case str() if not re.fullmatch(r"[a-z0-9_-]+", value):
            yield value
        case dict():
            yield from value.get("words", ())  # of a step, by which a score may be written
            for one in value.values():
                yield from _scalars(one)
        case list():
            for one in value:
                yield from _scalars(one)


def outside(words: str) -> str:
    """What of a text lies in no brackets, blanks for what does."""
    rest, depth = [], 0
    for letter in words:
        depth += (letter == OPENING) - (letter == CLOSING)
        rest.append(" " if depth or letter == CLOSING else letter)
    return "".join(rest)
