"""riskbook rereview: which risks a change asks to look at again."""

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

FORMATS = ("text", "md", "json")


@click.command()
@click.option(
    "--base",
    required=True,
    metavar="BASE",
    help="The state before the change: a commit, tag, branch or date.",
)
@book_option
@today_option
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Text for a terminal, Markdown for a pull request, or JSON for a program.",
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file.  [default: to the terminal]",
)
@language_option
@colour_option
def rereview(  # click shows the docstring below
    base: str,
    folder: Path,
    today: date | None,
    form: str,
    out: Path | None,
    language: str | None,
    colour: str,
) -> None:
    """List the risks that rest on what changed since BASE, and what to ask about each.

    A risk rests on the process nodes, controls, plan, service, criteria and paths that it names. It
    is on the list only where one of these holds another value than before: for each the lines that
    changed, who must look, questions that fit the change, and the command that clears it. Risks
    that the change itself alters, and that nobody has reviewed since, stand apart.

    The change is the folder as it stands against where it parted from BASE. Text tells everything,
    to whoever can read the repository; Markdown and JSON only count what is confidential.
    """
    from riskbook import __version__
    from riskbook.cli.change_desk import FirstBook, open_change, write_out
    from riskbook.reporting.checklist_as_json import checklist_as_json
    from riskbook.reporting.checklist_as_md import checklist_as_md
    from riskbook.reporting.checklist_as_text import checklist_as_text
    from riskbook.reporting.checklist_report import ChecklistReport, parted_at
    from riskbook.reviewing.checklist import checklist
    from riskbook.reviewing.states import states_of

    first = FirstBook("checklist.first-book", out)
    change = open_change(folder, base, None, today, language, first)
    pair = change.pair
    states = states_of(change.base, change.head, pair.base.blobs, pair.head.blobs)
    report = ChecklistReport(
        checklist=checklist(states, pair.base.tree, pair.head.tree),
        criteria=change.head.book.criteria,
        names=states.names,
        before=change.before,
        after=change.after,
        parted=parted_at(pair.asked, pair.base.commit),
        catalogue=change.catalogue,
        version=__version__,
        screen=screen(colour if out is None else "never"),
    )
    reporters = {"text": checklist_as_text, "md": checklist_as_md, "json": checklist_as_json}
    write_out(reporters[form](report), out, change.catalogue)
