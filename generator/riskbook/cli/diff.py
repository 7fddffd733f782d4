"""riskbook diff: what a change of the book is, and what it means."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from riskbook.cli.desk import (
    book_option,
    colour_option,
    language_option,
    screen,
    today_option,
)

FORMATS = ("text", "md", "json", "html")


@click.command()
@click.argument("base")
@click.argument("head", required=False)
@book_option
@today_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Text for a terminal, Markdown for a pull request, JSON for a program, or a page.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file.  [default: to the terminal]",
)
@language_option
@colour_option
def diff(  # click shows the docstring below
    *,
    base: str,
    head: str | None,
    folder: Path,
    today: date | None,
    form: str,
    out: Path | None,
    language: str | None,
    colour: str,
) -> None:
    """Show what changed between BASE and HEAD, and what that means.

    BASE and HEAD are commits, tags, branches or dates; without HEAD it is the folder as it stands.
    The change is read from where the two parted. Moves on the matrix and in the ranking, breaches
    of the appetite, approvals needed and from whom, sign-offs that no longer hold, and every field
    that was changed, with its line.

    Text tells everything, to whoever can read the repository. Markdown, JSON and pages name no
    confidential record.
    """
    from riskbook.cli.change_desk import FirstBook, open_change, published, write_out
    from riskbook.reporting.delta_as_html import as_html
    from riskbook.reporting.delta_as_json import as_json
    from riskbook.reporting.delta_as_md import as_md
    from riskbook.reporting.delta_as_text import as_text
    from riskbook.reporting.delta_view import DeltaReport
    from riskbook.reviewing.delta import compare
    from riskbook.reviewing.delta_lines import with_lines

    first = FirstBook("delta.first-book", out)
    change = open_change(folder, base, head, today, language, first)
    delta, before, after = compare(change.base, change.head), change.base, change.head
    if form != "text":
        delta, before, after = published(delta, before, after)
    report = DeltaReport(
        with_lines(delta, change.pair.base.tree, change.pair.head.tree),
        before,
        after,
        change.before,
        change.after,
        change.catalogue,
    )
    match form:
        case "text":
            text = as_text(report, screen(colour if out is None else "never"))
        case "md":
            text = as_md(report)
        case "json":
            text = as_json(report)
        case _:
            text = as_html(report)
    write_out(text, out, change.catalogue)
