"""riskbook info: what this Riskbook is and what it reads."""

from __future__ import annotations

import platform
from pathlib import Path

import click

from riskbook.cli.desk import book_option, language_option, speaker, write


@click.command()
@book_option
@language_option
def info(folder: Path, language: str | None) -> None:
    """Print the version, the book in use, and where starter files, schemas and pages come from."""
    from importlib.metadata import version

    from riskbook import __version__
    from riskbook.reading.resources import resource, starter
    from riskbook.reading.trees import UnusableTreeError, find_book

    catalogue = speaker(language)
    try:
        book = str(find_book(folder))
    except UnusableTreeError:
        book = catalogue.word("cli.info.no-book")
    rows = [
        (catalogue.word("cli.info.version"), __version__),
        (catalogue.word("cli.info.book"), book),
        (catalogue.word("cli.info.starter"), str(starter())),
        *(
            (catalogue.word(f"cli.info.{key}"), str(resource(name)))
            for key, name in (
                ("schemas", "schemas"),
                ("templates", "site_templates"),
                ("rules", "docs/rules"),
            )
        ),
        ("Python", platform.python_version()),
        *((name, version(name)) for name in ("mkdocs", "jinja2", "pyyaml", "jsonschema")),
        ("matplotlib", version("matplotlib")),
    ]
    from riskbook.reporting.cells import cells

    widest = max(cells(name) for name, _ in rows)
    write("".join(f"{name}{' ' * (widest - cells(name))}  {value}\n" for name, value in rows))
