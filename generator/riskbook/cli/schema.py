"""riskbook schema: the JSON Schema of one kind of file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from riskbook.cli.desk import book_option, write

KINDS = (
    "settings",
    "criteria",
    "organization",
    "services",
    "register",
    "risk",
    "translation",
    "plan",
    "control",
    "process",
    "sign-off",
    "exercise",
    "problem-types",
    "tickets",
    "feedback",
    "session",
    "fishbone",
    "questions",
    "answers",
    "incident",
    "indicator",
)


@click.command()
@click.argument("kind", type=click.Choice(KINDS))
@book_option
def schema(kind: str, folder: Path) -> None:
    """Print the JSON Schema of one KIND of file, with the book's own words as enums.

    Outside a book the schema is printed as it comes, with no word of any book's.
    """
    from riskbook.reading.book_schema import schema_in
    from riskbook.reading.placing import Kind
    from riskbook.reading.trees import UnusableTreeError, WorkTree, find_book

    try:
        tree = WorkTree(find_book(folder))
    except UnusableTreeError:
        tree = None
    printed = schema_in(tree, Kind(kind))
    write(json.dumps(printed, ensure_ascii=False, indent=2) + "\n")
