"""All downloads of a site: those of each language, and the data that all of them share."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskbook.reading.resources import resource
from riskbook.site.downloads.api import api_files
from riskbook.site.downloads.as_csv import register_csv
from riskbook.site.downloads.as_xlsx import as_xlsx
from riskbook.site.downloads.badges import badge_files
from riskbook.site.downloads.head_figures import head_figures
from riskbook.site.edition import Edition
from riskbook.site.lines import Lines

CSV = "register.csv"
WORKBOOK = "register.xlsx"
_SCHEMA = "api.schema.json"


def language_files(edition: Edition, lines: Lines) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file of a language, from the root of its site.

    ``lines`` is what the build before said of each record.
    """
    yield CSV, register_csv(edition, lines)
    yield WORKBOOK, as_xlsx(edition, edition.site.address, lines)
    yield from badge_files(edition, head_figures(edition))


def shared_files(editions: Sequence[Edition], lines: Lines) -> Iterator[tuple[str, bytes]]:
    """Path and content of each file that all languages share, from the root of the site.

    The first of ``editions`` is that of the book's own language.
    """
    schema = (resource("schemas") / _SCHEMA).read_bytes()
    yield from api_files(editions, schema, lines)
