"""What the commands about a change need: its two books on one day, and where the answer goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from riskbook.cli.desk import speaker, stop, write

if TYPE_CHECKING:
    from riskbook.model.book import Book
    from riskbook.model.records import Control, Plan, Process, Risk
    from riskbook.pair import Pair
    from riskbook.reviewing.criteria_impact import CriteriaImpact
    from riskbook.reviewing.delta import Delta
    from riskbook.reviewing.judged import Judged
    from riskbook.wording import Catalogue

Withholdable = TypeVar("Withholdable", "Risk", "Plan", "Control", "Process")

SHOWN = 12
"""Digits of a commit that people see."""


@dataclass(frozen=True, slots=True)
class OpenChange:
    """Two states of a book, both judged; ``before`` and ``after`` are what they are called."""

    pair: Pair
    base: Judged
    head: Judged
    before: str
    after: str
    catalogue: Catalogue


@dataclass(frozen=True, slots=True)
class FirstBook:
    """What to answer where the base has no book yet: the key of a sentence, and where it goes."""

    key: str
    out: Path | None


def open_change(
    folder: Path,
    base: str,
    head: str | None,
    today: date | None,
    language: str | None,
    first: FirstBook | None = None,
) -> OpenChange:
    """The two books; ends the process where one of them is not there or cannot be judged.

    With ``first`` a base without a book is no mistake: it is answered, and there is no more to do.
    """
    import gc
    import sys

    from riskbook.pair import open_pair
    from riskbook.reading.trees import UnusableTreeError, find_book
    from riskbook.wording import say

    gc.disable()  # a short life with a growing heap: collecting costs time and frees nothing
    try:
        root = find_book(folder)
        pair = open_pair(root, base, head, today)
    except UnusableTreeError as error:
        if first is not None and error.saying == say("git.no-book-at", revision=base):
            words = speaker(language)
            write_out(words.word(first.key, base=base) + "\n", first.out, words)
            sys.exit(0)
        stop(speaker(language), error.saying)
    words = speaker(language, pair.head.loaded.foundation.language)
    before = f"{base} ({pair.base.commit[:SHOWN]})"
    after = f"{head} ({pair.head.commit[:SHOWN]})" if head else words.word("delta.work-tree")
    if pair.base.judged is None:
        stop(words, say("delta.unsound", state=before))
    if pair.head.judged is None:
        stop(words, say("delta.unsound", state=after))
    return OpenChange(pair, pair.base.judged, pair.head.judged, before, after, words)


def published(delta: Delta, base: Judged, head: Judged) -> tuple[Delta, Judged, Judged]:
    """The change and its two books without what is confidential."""
    from riskbook.reviewing.withholding_delta import as_published, compare_published, confidential

    hidden = confidential(base.book, head.book)
    if not hidden:
        return delta, base, head
    before = as_published(base, _public(base.book, head.book, hidden))
    after = as_published(head, _public(head.book, base.book, hidden))
    return compare_published(delta, before, after, hidden), before, after


def under_both(change: OpenChange) -> tuple[Judged, Judged]:
    """The head judged under the criteria of the base, and under its own."""
    from riskbook.run import judge

    head = change.head
    book = replace(head.book, criteria=change.base.book.criteria)
    return judge(book, head.today, head.paths), head


def published_impact(
    whole: CriteriaImpact, before: Judged, after: Judged
) -> tuple[CriteriaImpact, Judged, Judged]:
    """What criteria do to the risks that are published; the others are counted."""
    from riskbook.reviewing.criteria_impact import criteria_impact
    from riskbook.reviewing.withholding_delta import as_published
    from riskbook.site.withholding import publish

    shown = publish(after.book)
    if not shown.hidden:
        return whole, before, after
    then = as_published(before, replace(shown.book, criteria=before.book.criteria))
    now = as_published(after, shown.book)
    hidden = sum(one.risk in shown.hidden for one in whole.impacts)
    return replace(criteria_impact(then, now), withheld=hidden), then, now


def write_out(text: str, out: Path | None, words: Catalogue) -> None:
    """Print a text, or put it whole in a file; ends the process where that cannot be written."""
    if out is None:
        write(text)
        return
    from riskbook.authoring.saving import create, replace
    from riskbook.wording import say

    content = text.encode(errors="replace")
    try:
        if out.exists():
            replace(out, content)
        else:
            create(out, content)
    except OSError as error:
        stop(words, say("delta.unwritable", file=str(out), why=error.strerror or str(error)))


def _public(book: Book, other: Book, hidden: frozenset[str]) -> Book:
    """One of two books without the records that are confidential in either.

    Those that only the other has are put in first, so that no text of this one names them.
    """
    from riskbook.site.withholding import publish

    return publish(
        replace(
            book,
            risks=_flagged(book.risks, other.risks, hidden),
            plans=_flagged(book.plans, other.plans, hidden),
            controls=_flagged(book.controls, other.controls, hidden),
            processes=_flagged(book.processes, other.processes, hidden),
        )
    ).book


def _flagged(
    own: Mapping[str, Withholdable], others: Mapping[str, Withholdable], hidden: frozenset[str]
) -> dict[str, Withholdable]:
    strangers = {key: record for key, record in others.items() if key in hidden}
    return {
        key: replace(record, confidential=key in hidden)
        for key, record in sorted({**strangers, **own}.items())
    }
