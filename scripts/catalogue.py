#!/usr/bin/env python3
"""All words of a language in one file for a translator, and what is still missing in it.

    python -m scripts.catalogue new fr       # site_templates/messages/fr.po, with nothing in it yet
    python -m scripts.catalogue update fr    # after the English words have changed
    python -m scripts.catalogue check fr     # what is missing; exit 1 if anything is

English and Chinese are written room by room, in a folder each. Every other language is one file,
which holds the rooms one after another, each entry with its English and Chinese words above it.
What has other English words than before is marked as fuzzy: it is looked at again and the mark
taken away.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

from riskbook.wording.catalogue import read_catalogue, unfinished

MESSAGES = Path(__file__).parents[1] / "site_templates" / "messages"
SOURCES = ("en", "zh")

ONE_LINE = 1 << 20
"""Columns before a line would be broken: a comment that is broken is not found again."""

HEAD = """\
# {name}. The words of Riskbook, room by room; `python -m scripts.catalogue check {tag}` says what
# is missing. Blanks in braces stay as they are, and may stand in another order.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {tag}\\n"
"Plural-Forms: {plural}\\n"

"""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as the sources have it: its room, hints for translators, words by language."""

    key: str
    room: str
    hints: tuple[str, ...]
    words: dict[str, tuple[str, ...]]

    @property
    def counts(self) -> bool:
        """Whether it has plural forms."""
        return len(self.words["en"]) > 1

    @property
    def english(self) -> str:
        """The English words on a line, by which a later change of them is found."""
        return _line("en", self.words["en"])

    @property
    def notes(self) -> list[str]:
        """The lines above the entry: the hints, then the words of the sources."""
        return [*self.hints, *(_line(tag, words) for tag, words in self.words.items())]


def _line(tag: str, words: tuple[str, ...]) -> str:
    return f"{tag}: {' | '.join(words)}".replace("\n", "\\n").strip()


def main() -> int:
    """Do what is asked for one language; 0, or 1 where entries are missing."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("task", choices=("new", "update", "check"))
    parser.add_argument("language", help="a language tag, such as fr")
    arguments = parser.parse_args()
    tag: str = arguments.language
    file = MESSAGES / f"{tag}.po"
    if tag in SOURCES:
        parser.error(f"{tag} is a source: its words are in {MESSAGES.name}/{tag}/")
    if not is_known(tag):
        parser.error(f"the CLDR knows no language {tag!r}")
    if file.is_file() == (arguments.task == "new"):
        parser.error(f"{file.name} is there" if file.is_file() else f"there is no {file.name}")
    if arguments.task == "check":
        return told(missing(file))
    before = Catalog(locale=tag.replace("-", "_")) if arguments.task == "new" else read(file, tag)
    file.write_bytes(written(merged(entries(), before)))
    return 0 if arguments.task == "new" else told(missing(file))


def told(keys: tuple[str, ...]) -> int:
    """Say which entries are missing; the exit code that says so too."""
    sys.stdout.write("".join(f"{key}\n" for key in keys))
    sys.stdout.write(f"{len(keys)} to translate\n")
    return 1 if keys else 0


def entries() -> Iterator[Entry]:
    """Every English entry, room by room, with the words of the other sources that have it."""
    others = {
        tag: {key_of(message): message for path in rooms(tag) for message in read(path, tag)}
        for tag in SOURCES
    }
    for path in rooms("en"):
        for message in read(path, "en"):
            if message.id:
                key = key_of(message)
                words = {tag: forms(own[key]) for tag, own in others.items() if key in own}
                hints = (*message.user_comments, *message.auto_comments)
                yield Entry(key, path.stem, hints, words)


def merged(sources: Iterator[Entry], before: Catalog) -> Catalog:
    """The sources' entries with the translations that there were; entries that are gone go."""
    catalog = Catalog(locale=before.locale)
    for entry in sources:
        old = before.get(entry.key)
        told_before = set(old.auto_comments) if old is not None else set()
        kept = forms(old) if old is not None and old.pluralizable == entry.counts else ()
        sure = any(kept) and not (old is None or old.fuzzy) and entry.english in told_before
        nothing = ("",) * (catalog.num_plurals if entry.counts else 1)
        words = kept if any(kept) else nothing
        catalog.add(
            (entry.key, entry.key) if entry.counts else entry.key,
            words if entry.counts else words[0],
            locations=[(entry.room, 0)],
            flags=() if sure or not any(kept) else ("fuzzy",),
            auto_comments=entry.notes,
        )
    return catalog


def written(catalog: Catalog) -> bytes:
    """The catalogue as a file, one line an entry's words; the same words, the same bytes."""
    head = HEAD.format(
        name=Locale.parse(str(catalog.locale)).english_name,
        tag=str(catalog.locale).replace("_", "-"),
        plural=get_plural(catalog.locale).plural_forms,
    )
    body = BytesIO()
    write_po(body, catalog, omit_header=True, include_lineno=False, width=ONE_LINE)
    return head.encode() + body.getvalue().rstrip(b"\n") + b"\n"


def missing(file: Path) -> tuple[str, ...]:
    """The keys of a language's file that lack words, or have blanks that the English have not."""
    model = read_catalogue("en", (path.read_bytes() for path in rooms("en")))
    return unfinished(read_catalogue(file.stem, [file.read_bytes()]), model)


def read(file: Path, tag: str) -> Catalog:
    """One gettext file of a language."""
    return read_po(BytesIO(file.read_bytes()), locale=tag.replace("-", "_"))


def rooms(tag: str) -> list[Path]:
    """The files of a source, room by room."""
    return sorted((MESSAGES / tag).glob("*.po"))


def key_of(message: Message) -> str:
    """The key of an entry, which is its id and the id of its plural."""
    return message.id if isinstance(message.id, str) else str(message.id[0])


def forms(message: Message) -> tuple[str, ...]:
    """The words of an entry: one, or as many as the language has plural forms."""
    words = message.string
    return (words,) if isinstance(words, str) else tuple(words or ())


def is_known(tag: str) -> bool:
    """Whether the CLDR has the plural, the dates and the name of a language."""
    try:
        Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
