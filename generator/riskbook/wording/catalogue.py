"""Catalogues: the words of one language, read from gettext files.

Entries are keyed by name (``finding.RB301``), not by English text: English is a catalogue like
any other. A blank is written ``{name}`` and filled from the saying's facts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from string import Formatter
from typing import NamedTuple

from riskbook.wording.saying import Fact, Saying, Text


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The words of one language."""

    language: str
    entries: dict[str, tuple[str, ...]]
    plural: Callable[[int], int]

    def __contains__(self, key: str) -> bool:
        return key in self.entries

    def say(self, saying: Saying) -> str:
        """The sentence in this language.

        A key that the catalogue lacks is a bug and raises ``KeyError``: the test of catalogues
        holds every key that the code uses against both languages.
        """
        forms = self.entries[saying.key]
        form = forms[0]
        if len(forms) > 1:
            count = dict(saying.facts).get("count")
            form = forms[self.plural(count)] if isinstance(count, int) else form
        shown = {
            name: fact if type(fact) is str else self.show(fact) for name, fact in saying.facts
        }
        return form.format_map(shown)

    def word(self, key: str, /, **facts: Fact) -> str:
        """The words of one entry: ``word("site.overview.title")``."""
        return self.say(Saying(key, tuple(facts.items())))

    def show(self, fact: Fact) -> str:
        """One fact as it stands in a sentence: dates ISO 8601, lists joined by the language."""
        match fact:
            case str():
                return fact
            case Saying():
                return self.say(fact)
            case Text():
                return fact.read(self.language)
            case date():
                return fact.isoformat()
            case float():
                return f"{fact:,.10g}"
            case int():
                return str(fact)
            case _:
                return self.word("word.list-separator").join(self.show(part) for part in fact)


class UnfinishedCatalogueError(Exception):
    """A language whose words are not complete; ``saying`` tells what is missing."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(saying.key)
        self.saying = saying


class Entries(NamedTuple):
    """What the files of a language say: words by key, and which form of them a number takes.

    ``plural`` is an expression of C, as gettext has it.
    """

    words: dict[str, tuple[str, ...]]
    plural: str


def read_catalogue(language: str, files: Iterable[bytes]) -> Catalogue:
    """A catalogue from the bytes of its gettext ``.po`` files."""
    return catalogue_of(language, read_entries(language, files))


def catalogue_of(language: str, entries: Entries) -> Catalogue:
    """A catalogue of what its files say."""
    from gettext import c2py

    return Catalogue(language, entries.words, c2py(entries.plural))


def read_entries(language: str, files: Iterable[bytes]) -> Entries:
    """What the ``.po`` files of a language say, from their bytes.

    The plural follows the head of a file or, where that says nothing, the language. An entry that
    is empty or marked as fuzzy has not been translated, and is left out.
    """
    from babel.messages.pofile import read_po

    entries: dict[str, tuple[str, ...]] = {}
    plural = "0"
    for content in files:
        read = read_po(BytesIO(content), locale=language.replace("-", "_"))
        plural = read.plural_expr
        for message in read:
            if not message.id or message.fuzzy:
                continue
            key = message.id if isinstance(message.id, str) else message.id[0]
            words = message.string
            forms = (words,) if isinstance(words, str) else tuple(words or ())
            wanted = read.num_plurals if message.pluralizable else 1
            if len(forms) == wanted and all(forms):
                entries[key] = forms
    return Entries(entries, plural)


def unfinished(catalogue: Catalogue, model: Catalogue) -> tuple[str, ...]:
    """The keys that a catalogue lacks, or fills with other blanks than the model has; sorted."""
    return tuple(
        sorted(
            key
            for key, forms in model.entries.items()
            if not _blanks(catalogue.entries.get(key, ("{}",))) <= _blanks(forms)
        )
    )


def _blanks(forms: Iterable[str]) -> set[str]:
    """The names in braces; ``""`` among them where a brace is not one of a blank."""
    found: set[str] = set()
    for form in forms:
        try:
            found |= {blank for _, blank, _, _ in Formatter().parse(form) if blank is not None}
        except ValueError:
            found.add("")
    return found
