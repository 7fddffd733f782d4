"""riskbook gate: what a change still owes before it may be merged."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.desk import (
    book_option,
    colour_option,
    language_option,
    screen,
    stop,
    today_option,
)

if TYPE_CHECKING:
    from riskbook.cli.change_desk import OpenChange
    from riskbook.reviewing.forge_reviews import ForgeReview
    from riskbook.reviewing.identity import Record

FORMATS = ("text", "md", "json")


@click.command()
@click.option(
    "--base",
    required=True,
    metavar="BASE",
    help="The state before the change: a commit, tag, branch or date.",
)
@click.option(
    "--reviews",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help='The reviews of the pull request, as "riskbook forge-reviews" prints them.',
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
def gate(**given: Any) -> None:
    """Tell what a change still owes: reviews, approvals, acceptances, and who can give them.

    People, roles and settings are those of BASE: a change gives nobody the right to sign it. The
    higher level of before and after decides who approves, and where the criteria change, both do.
    Nobody approves a change that they wrote. An entry counts where the person whom it names has
    committed it, or approved the pull request after the last change to what it signs; with "gate:
    {identity: reviews}" in riskbook.yml only the latter counts.

    In a folder with something that is not committed the answer is advisory. Text tells everything;
    Markdown and JSON only count what is confidential.

    Exit code 0: nothing is owed, or BASE has no book yet. 1: something is owed. 2: it cannot be
    told.
    """
    from riskbook import __version__
    from riskbook.cli.change_desk import FirstBook, open_change, write_out
    from riskbook.reading.trees import UnusableTreeError
    from riskbook.reporting.checklist_report import parted_at
    from riskbook.reporting.gate_as_json import gate_as_json
    from riskbook.reporting.gate_as_md import gate_as_md
    from riskbook.reporting.gate_as_text import gate_as_text
    from riskbook.reporting.gate_report import GateReport
    from riskbook.reviewing.gate import gate as judge_gate
    from riskbook.reviewing.states import states_of

    change = open_change(
        given["folder"],
        given["base"],
        None,
        given["today"],
        given["language"],
        FirstBook("gate.first-book", given["out"]),
    )
    pair = change.pair
    states = states_of(change.base, change.head, pair.base.blobs, pair.head.blobs)
    try:
        record = _record(change, _reviews(given["reviews"], change))
        judged = judge_gate(states, record)
    except UnusableTreeError as error:
        stop(change.catalogue, error.saying)
    report = GateReport(
        gate=judged,
        organization=change.head.book.organization,
        before=change.before,
        after=change.after,
        parted=parted_at(pair.asked, pair.base.commit),
        catalogue=change.catalogue,
        version=__version__,
        screen=screen(given["colour"] if given["out"] is None else "never"),
    )
    reporters = {"text": gate_as_text, "md": gate_as_md, "json": gate_as_json}
    write_out(reporters[given["form"]](report), given["out"], change.catalogue)
    sys.exit(1 if judged.open else 0)


def _record(change: OpenChange, reviews: tuple[ForgeReview, ...] | None) -> Record:
    """What git knows of the change, and the forge. Raises :class:`UnusableTreeError`."""
    from functools import cache

    from riskbook.reading.ancestry import blends_between, commits_reached, is_committed
    from riskbook.reading.commits import commits_between
    from riskbook.reading.loading import load
    from riskbook.reading.paths import blobs_at, matching
    from riskbook.reading.repository import resolve
    from riskbook.reading.trees import GitTree, UnusableTreeError
    from riskbook.reviewing.basis import patterns_in
    from riskbook.reviewing.fingerprints import Fingerprint, fingerprint_of
    from riskbook.reviewing.identity import Record

    root, began = change.pair.root, change.pair.base.commit
    head = resolve(root, "HEAD")

    @cache
    def fingerprint_at(commit: str, of: str) -> Fingerprint | None:
        try:
            book = load(GitTree(root, commit)).book
        except UnusableTreeError:
            return None
        if book is None:
            return None
        patterns = patterns_in(book)
        paths = matching(patterns, blobs_at(root, commit) or {}) if patterns else {}
        return fingerprint_of(of, book, paths)

    # A source knows the bytes of its file: what was edited is not what was merged.
    merged = {*change.base.book.sign_offs} & {*change.head.book.sign_offs}
    return Record(
        commits=commits_between(root, began, head),
        blends=blends_between(root, began, head),
        reached=commits_reached(root, began, head),
        blobs={entry.path: entry.mark for entry in GitTree(root, head).entries()},
        merged=frozenset(entry.source.path for entry in merged),
        reviews=reviews,
        fingerprint_at=fingerprint_at,
        at_hand=not is_committed(root),
    )


def _reviews(file: Path | None, change: OpenChange) -> tuple[ForgeReview, ...] | None:
    """The reviews of a file, None without one; ends the process where it holds none."""
    from riskbook.reviewing.forge_reviews import LARGEST, ReviewsError, read_reviews
    from riskbook.wording import say

    if file is None:
        return None
    try:
        with file.open("rb") as opened:
            return read_reviews(opened.read(LARGEST + 1))
    except ReviewsError as error:
        stop(change.catalogue, error.saying)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        stop(change.catalogue, say("signing.reviews.unread", reason=reason))
