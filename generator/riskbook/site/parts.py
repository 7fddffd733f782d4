"""The parts of a book that have a matrix of their own: registers, departments, services."""

from __future__ import annotations

from riskbook.model.book import Book
from riskbook.model.records import Risk

FOLDER = "matrix"
"""Where the matrices of parts lie, from the root of the language's site."""


def parts_of(book: Book, risk: Risk) -> tuple[tuple[str, str], ...]:
    """Kind and key of each part that a risk belongs to."""
    service = book.services.services.get(risk.service)
    return (
        ("register", risk.source.register),
        ("department", service.department if service else ""),
        ("service", risk.service),
    )


def part_page(kind: str, key: str) -> str:
    """Where the matrix of a part lies, from the root of the language's site."""
    return f"{FOLDER}/{kind}-{key}.html"


def part_drawing(kind: str, key: str) -> str:
    """Where the drawing of all of it lies."""
    return f"{FOLDER}/{kind}-{key}.svg"
