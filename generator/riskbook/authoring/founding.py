"""The files of a new book: a service desk's first risks, to be exchanged for one's own.

Dates follow the day of the founding, so that nothing is late on it. The criteria are those of the
example book. Nobody has signed anything: that is for the people who will work with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from riskbook.authoring.block_style import comment, field, prose
from riskbook.authoring.translating import refresh
from riskbook.model.texts import Translatable, texts_of
from riskbook.reading.loading import load
from riskbook.reading.stock import EDITOR, Stock
from riskbook.reading.trees import MemoryTree
from riskbook.wording import Catalogue

README = "README.md"
CRITERIA = "registers/criteria.yml"


@dataclass(frozen=True, slots=True)
class Home:
    """Where most who write a language keep their clock and count their money."""

    time_zone: str
    currency: str


HOMES = MappingProxyType({"en": Home("UTC", "EUR"), "zh": Home("Asia/Shanghai", "CNY")})
"""By language: those that a book can be founded in."""


@dataclass(frozen=True, slots=True)
class Founding:
    """What is decided when a book is founded. The first language is the book's own."""

    languages: Sequence[str]
    today: date
    version: str

    @property
    def home(self) -> Home:
        """That of the first language."""
        return HOMES[self.languages[0]]


def found(stock: Stock, founding: Founding, catalogues: Mapping[str, Catalogue]) -> dict[str, str]:
    """Every file of the new book, by path, sorted."""
    own, *others = founding.languages
    common = {**stock.common, **stock.forge, CRITERIA: _criteria(stock.criteria, catalogues[own])}
    files = {
        path: _in_languages(text, founding.languages) if _is_of_the_book(path) else text
        for path, text in common.items()
    }
    settings = f"{EDITOR}/settings.json"
    files[settings] = files[settings].replace('"schemas/', f'"{EDITOR}/schemas/')
    files |= {path: text for path, text in stock.spoken[own].items() if path != README}
    files |= _readmes(stock, founding, catalogues)
    files = {path: _filled(text, founding) for path, text in files.items()}
    for other in others:
        apart = {path: _filled(text, founding) for path, text in stock.spoken[other].items()}
        files |= _translations(files, {**files, **apart}, other, catalogues[other])
    return dict(sorted(files.items()))


def requirement(version: str) -> str:
    """What pip is told: Riskbook of this version, or a later one that means the same."""
    major, minor = (int(part) for part in version.split(".")[:2])
    following = f"{major + 1}" if major else f"0.{minor + 1}"
    return f"riskbook>={major}.{minor},<{following}"


def _is_of_the_book(path: str) -> bool:
    return path == "riskbook.yml" or path.startswith("registers/")


def _criteria(example: str, catalogue: Catalogue) -> str:
    """The example's criteria; one comment, in the book's language, in place of theirs."""
    bare = re.sub(r"(?m)^ *#.*\n|(?<=\S) +#.*$", "", example)
    version = re.sub(r"(?m)^version: .*$", "version: <<month>>", bare)
    return "\n".join((*comment(catalogue.word("init.criteria")), version))


_BLANK = re.compile(r"<<(?P<name>[a-z-]+)(?: (?P<sign>[+-]) (?P<days>[0-9]+) days)?>>")


def _filled(text: str, founding: Founding) -> str:
    """A text with its blanks filled."""
    named = {
        "language": founding.languages[0],
        "languages": ", ".join(founding.languages),
        "time-zone": founding.home.time_zone,
        "currency": founding.home.currency,
        "riskbook": requirement(founding.version),
        "month": f"{founding.today:%Y-%m}",
    }

    def fill(blank: re.Match[str]) -> str:
        if blank["name"] == "today":
            days = int(f"{blank['sign']}{blank['days']}") if blank["days"] else 0
            return (founding.today + timedelta(days=days)).isoformat()
        return named[blank["name"]]

    return _BLANK.sub(fill, text)


_TAGS = "|".join(sorted(HOMES))
_IN_LINES = re.compile(rf"(?m)^(?P<name> *[\w-]+:)\n(?P<texts>(?: +(?:{_TAGS}): .+\n)+)")
_IN_BRACES = re.compile(rf"\{{(?P<texts>(?:{_TAGS}): [^{{}}]+)\}}")
_NEXT_TAG = re.compile(rf", (?=(?:{_TAGS}): )")


def _in_languages(text: str, languages: Sequence[str]) -> str:
    """A file without the texts in other languages; one that is alone has no language beside it."""

    def lines(found: re.Match[str]) -> str:
        given = dict(line.strip().split(": ", 1) for line in found["texts"].splitlines())
        if len(languages) == 1:
            return f"{found['name']} {given[languages[0]]}\n"
        return found[0]

    def braces(found: re.Match[str]) -> str:
        given = dict(part.split(": ", 1) for part in _NEXT_TAG.split(found["texts"]))
        return given[languages[0]] if len(languages) == 1 else found[0]

    return _IN_BRACES.sub(braces, _IN_LINES.sub(lines, text))


def _readmes(
    stock: Stock, founding: Founding, catalogues: Mapping[str, Catalogue]
) -> Iterator[tuple[str, str]]:
    """The README of each language, each with links to the others."""
    names = {
        language: README if language == founding.languages[0] else f"README.{language}.md"
        for language in founding.languages
    }
    for language, name in names.items():
        links = [
            f"[{catalogues[language].word(f'site.endonym.{other}')}]({names[other]})"
            for other in founding.languages
            if other != language
        ]
        title, body = stock.spoken[language][README].split("\n", 1)
        advice = stock.advice[language]
        lead = f"{title}\n\n{' · '.join(links)}\n" if links else f"{title}\n"
        yield name, f"{lead}{body}\n{advice}" if advice else f"{lead}{body}"


def _translations(
    files: Mapping[str, str], other: Mapping[str, str], language: str, catalogue: Catalogue
) -> dict[str, str]:
    """The translations of the records, made from the same records written in another language."""
    said = {identity: texts_of(record) for identity, record in _records(other)}
    made = {}
    for identity, record in _records(files):
        texts = said[identity]
        body = texts.pop("body", "")
        lines = [
            "---",
            field("translates", identity),
            field("language", language),
            "texts:",
            *(line for pointer, text in texts.items() for line in prose(pointer, text, 1)),
            "---",
        ]
        raw = "\n".join((*lines, body.strip("\n"), ""))
        path = f"{record.source.path.removesuffix('.md')}.{language}.md"
        made[path] = refresh(record, raw, ("all",), catalogue).content
    return made


def _records(files: Mapping[str, str]) -> Iterator[tuple[str, Translatable]]:
    """Every record of a book that is Markdown, by id."""
    own = {path: text.encode() for path, text in files.items() if _is_of_the_book(path)}
    book = load(MemoryTree(own)).book
    if book is not None:
        records: dict[str, Translatable] = {**book.risks, **book.plans, **book.controls}
        yield from sorted(records.items())
