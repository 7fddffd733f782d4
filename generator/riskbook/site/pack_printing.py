"""HTML to PDF by WeasyPrint, an extra: nothing is fetched, and the same input gives the same bytes.

The font comes with Riskbook; what it lacks is looked up among the fonts of the machine.
"""

from __future__ import annotations

from enum import Enum
from hashlib import md5
from typing import TYPE_CHECKING, NamedTuple

from riskbook.reading.resources import resource
from riskbook.site.pack_pages import FONT

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher


class Missing(Enum):
    """What a machine lacks: the extra, or the library of the system that sets its type."""

    WEASYPRINT = "weasyprint"
    PANGO = "pango"


class NoPrinterError(Exception):
    """No PDF can be made here; ``reason`` is what the system said."""

    def __init__(self, missing: Missing, reason: str) -> None:
        super().__init__(reason)
        self.missing = missing
        self.reason = reason


class Printed(NamedTuple):
    """A PDF, and how many pages it has."""

    content: bytes
    pages: int


def ready_to_print() -> None:
    """Raise :class:`NoPrinterError` where no PDF can be made here."""
    try:
        import weasyprint  # noqa: F401
    except ModuleNotFoundError as error:
        raise NoPrinterError(Missing.WEASYPRINT, str(error)) from error
    except (ImportError, OSError) as error:  # a library of the system that cannot be loaded
        raise NoPrinterError(Missing.PANGO, str(error).partition("\n")[0]) from error


def print_pages(html: str) -> Printed:
    """Set a document on pages. Raises :class:`NoPrinterError` where no PDF can be made here."""
    ready_to_print()
    from weasyprint import HTML

    document = HTML(string=html, base_url="riskbook:pack", url_fetcher=_own_files_only()).render()
    # Readers tell versions of a file apart by this mark: it has to follow from the content.
    mark = md5(html.encode(), usedforsecurity=False).hexdigest().encode()
    content = document.write_pdf(pdf_identifier=mark, pdf_tags=True)
    return Printed(content or b"", len(document.pages))


def _own_files_only() -> URLFetcher:
    """What answers every request of the printer: with our font, and with nothing else.

    An author's image, a style sheet, a file of the machine: none of them is looked at.
    """
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    def fetch(url: str, _headers: object = None) -> URLFetcherResponse:
        if url != FONT:
            raise ValueError(url)  # the printer goes on without it
        font = resource("site_templates") / "fonts" / "RiskbookSansSC-Regular.otf"
        return URLFetcherResponse(url, font.read_bytes(), {"Content-Type": "font/otf"})

    fetcher = URLFetcher()
    fetcher.fetch = fetch
    return fetcher
