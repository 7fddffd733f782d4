"""riskbook criteria-impact: what other criteria would make of the risks."""

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
from riskbook.cli.diff import FORMATS


@click.command("criteria-impact")
@click.option("--base", required=True, help="The state with the criteria before: a commit, a date.")
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
def criteria_impact(  # click shows the docstring below
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
    """Show what a change of the risk criteria does to the risks, before it is merged.

    The risks are those of HEAD, or of the folder as it stands; they are judged under the criteria
    of the base and under their own. Every open risk that changes its level, rank, authority,
    review or breach is listed, and every sign-off that the criteria void.

    Text tells everything, to whoever can read the repository. Markdown, JSON and pages name no
    confidential record.
    """
    from riskbook.cli.change_desk import open_change, published_impact, under_both, write_out
    from riskbook.reporting.impact_as_html import as_html
    from riskbook.reporting.impact_as_json import as_json
    from riskbook.reporting.impact_as_md import as_md
    from riskbook.reporting.impact_as_text import as_text
    from riskbook.reporting.impact_view import ImpactReport
    from riskbook.reviewing.criteria_impact import criteria_impact as impact_between

    change = open_change(folder, base, head, today, language)
    before, after = under_both(change)
    impact = impact_between(before, after)
    if form != "text":
        impact, before, after = published_impact(impact, before, after)
    report = ImpactReport(impact, before, after, change.before, change.after, change.catalogue)
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
