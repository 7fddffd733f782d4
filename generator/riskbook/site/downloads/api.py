"""The register as data for other programs: JSON files whose shape ``api.schema.json`` describes.

They are made once for all languages: names and titles are maps by language. No key is ever absent;
a fact that there is none of is null.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from riskbook.site.downloads.api_facts import criteria_facts, summary_facts
from riskbook.site.downloads.api_json import SEPARATOR, Tongues, encoded, quoted
from riskbook.site.downloads.api_records import action_lines, control_lines, plan_lines
from riskbook.site.downloads.api_risks import names_of_keys, risk_lines
from riskbook.site.edition import Edition
from riskbook.site.input import SiteInput
from riskbook.site.lines import Lines

FOLDER = "api/v1/"
"""Where the files lie, from the root of the site; another version gets another folder."""

VERSION = 1
SCHEMA = "schema.json"
DOCUMENTS = ("actions", "controls", "criteria", "plans", "register", "summary")


def api_files(
    editions: Sequence[Edition], schema: bytes, lines: Lines
) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file, from the root of the site; ``schema`` describes them.

    The first of ``editions`` is that of the book's own language.
    """
    edition = editions[0]
    tongues = Tongues(edition.site)
    facts: dict[str, Callable[[], Iterable[bytes]]] = {
        "actions": lambda: _list("actions", action_lines(edition, tongues, lines)),
        "controls": lambda: _list("controls", _separated(control_lines(edition, tongues))),
        "criteria": lambda: _one("criteria", criteria_facts(edition, tongues)),
        "plans": lambda: _list("plans", _separated(plan_lines(edition, tongues))),
        "register": lambda: (
            *_one("names", names_of_keys(edition, tongues)),
            b",\n",
            *_list("risks", risk_lines(editions, tongues, lines)),
        ),
        "summary": lambda: _one("summary", summary_facts(edition)),
    }
    meta = encoded(_meta(edition.site, tongues))
    for document in DOCUMENTS:
        head = f'{{"document":{quoted(document)},\n"meta":{meta},\n'
        yield (
            f"{FOLDER}{document}.json",
            b"".join((head.encode(), *facts[document](), b"}\n")),
        )
    yield f"{FOLDER}{SCHEMA}", schema


def _meta(site: SiteInput, tongues: Tongues) -> dict[str, object]:
    """What a file was made of, and where the pages of each language lie."""
    url = site.book.settings.site.url.rstrip("/")
    root = f"{url}/" if url else "../../"
    return {
        "version": VERSION,
        "schema": f"{url}/{FOLDER}{SCHEMA}" if url else SCHEMA,
        "title": tongues.text(site.book.settings.title),
        "today": site.today,
        "commit": site.stamp.commit or None,
        "criteria": site.book.criteria.version,
        "riskbook": site.stamp.version,
        "languages": site.languages,
        "pages": {
            tag: root if tag == site.languages[0] else f"{root}{tag}/" for tag in site.languages
        },
        "currency": site.book.settings.currency,
        "withheld": site.withheld,
    }


def _one(name: str, value: object) -> Iterator[bytes]:
    yield f"{quoted(name)}:{encoded(value)}".encode()


def _list(name: str, entries: Iterable[bytes]) -> Iterator[bytes]:
    """A list with an entry a line; each comes with a separator, which follows all but the last."""
    held = list(filter(None, entries))
    yield f"{quoted(name)}:[".encode()
    if held:
        held[-1] = held[-1].removesuffix(SEPARATOR.encode())
        yield from (b"\n", *held, b"\n")
    yield b"]"


def _separated(entries: Iterable[str]) -> Iterator[bytes]:
    return (f"{entry}{SEPARATOR}".encode() for entry in entries)
