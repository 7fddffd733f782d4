"""What must not be published, taken out of the book before anything is assessed or drawn.

Ranks and counts run over what is published. A public record that names a withheld one keeps its
link, but to :data:`WITHHELD`, so that a page can say that something is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple, TypeVar

from riskbook.assessing.levels import level
from riskbook.assessing.stand import stand
from riskbook.assessing.standing import Attested, Held
from riskbook.model.book import Book
from riskbook.model.links import link
from riskbook.model.records import (
    Control,
    Dependence,
    NodeReference,
    Pathway,
    Plan,
    Process,
    Risk,
    SignOff,
)
from riskbook.model.texts import texts_of, with_texts
from riskbook.reviewing.judged import Judged
from riskbook.reviewing.plans import plan_states
from riskbook.reviewing.timeline import Timeline
from riskbook.site.withholding_discovery import (
    confidential,
    public,
    spoken_for,
    unquoted,
    without_prompts,
)

WITHHELD = "withheld"
"""Stands for the id of a record that is not published."""

REDACTED = "[…]"
"""Stands for such an id within a text."""

Record = TypeVar("Record", Risk, Plan, Control)
Withholdable = TypeVar("Withholdable", Risk, Plan, Control, Process)


class Published(NamedTuple):
    """The book without its confidential records, and the ids of those, which nobody may see.

    ``told`` is how its risks moved, None where nobody can tell.
    """

    book: Book
    hidden: frozenset[str]
    told: Timeline | None = None

    @property
    def withheld(self) -> int:
        """How many records are not published."""
        return len(self.hidden)


def publish(book: Book, also: frozenset[str] = frozenset()) -> Published:
    """The book as the public may see it. A book without confidential records is given as it is.

    ``also`` are the ids of records to withhold whatever they say of themselves.
    """
    book = unquoted(book)
    hidden = frozenset(
        record.id
        for records in (book.risks, book.plans, book.controls, book.processes)
        for record in records.values()
        if record.confidential or record.id in also
    ) | confidential(book.discovery, also)
    if not hidden:
        return Published(book, hidden)
    names, unseen = _pattern(hidden), spoken_for(book, hidden)
    return Published(
        replace(
            book,
            risks={
                key: _redacted(_without_links(risk, hidden, names), names)
                for key, risk in _open(book.risks, hidden).items()
            },
            plans={key: _redacted(plan, names) for key, plan in _open(book.plans, hidden).items()},
            controls={
                key: _redacted(item, names) for key, item in _open(book.controls, hidden).items()
            },
            processes={
                key: without_prompts(process, unseen)
                for key, process in _open(book.processes, hidden).items()
            },
            sign_offs=tuple(
                _unbound(entry, names) for entry in book.sign_offs if entry.of not in hidden
            ),
            exercises=tuple(entry for entry in book.exercises if entry.of not in hidden),
            translations={
                key: replace(
                    translation,
                    texts=tuple(
                        (pointer, names.sub(REDACTED, text)) for pointer, text in translation.texts
                    ),
                    body=names.sub(REDACTED, translation.body),
                )
                for key, translation in book.translations.items()
                if translation.of not in hidden
            },
            discovery=public(book.discovery, hidden, unseen, names, REDACTED),
        ),
        hidden,
    )


def judge_published(judged: Judged, published: Published) -> Judged:
    """The published book, judged on the same day.

    Ranks and counts run over what is published. What people signed is held against the whole
    records all the same, since they signed those.
    """
    if not published.hidden:
        return judged
    book, hidden = published.book, published.hidden
    links, levels = link(book), level(book)
    names = _pattern(hidden)
    attested = {key: _discreet(judged.standing.risks[key].attested, names) for key in book.risks}
    bound = plan_states(book, links, levels, judged.today)
    plans = {
        key: replace(judged.plan_states[key], level=state.level) for key, state in bound.items()
    }
    standing = stand(book, levels, attested)
    return Judged(book, links, levels, standing, plans, judged.today, judged.paths)


def _discreet(attested: Attested, names: re.Pattern[str]) -> Attested:
    """What was attested, with one word for whatever withheld thing a risk rests on."""

    def discreet(held: Held | None) -> Held | None:
        if held is None:
            return None
        shown = (WITHHELD if names.search(pointer) else pointer for pointer in held.basis_changed)
        return replace(
            held, entry=_unbound(held.entry, names), basis_changed=tuple(dict.fromkeys(shown))
        )

    return replace(
        attested,
        review=discreet(attested.review),
        approval=discreet(attested.approval),
        acceptance=discreet(attested.acceptance),
    )


def _pattern(hidden: frozenset[str]) -> re.Pattern[str]:
    """The hidden ids as words; ASCII, because an id may stand between Chinese characters."""
    ids = "|".join(sorted(map(re.escape, hidden)))
    return re.compile(rf"(?<![A-Za-z0-9-])(?:{ids})(?![A-Za-z0-9])")


def _open(records: Mapping[str, Withholdable], hidden: frozenset[str]) -> dict[str, Withholdable]:
    return {key: record for key, record in records.items() if key not in hidden}


def _without_links(risk: Risk, hidden: frozenset[str], names: re.Pattern[str]) -> Risk:
    return replace(
        risk,
        plan=WITHHELD if risk.plan in hidden else risk.plan,
        found_in=tuple(origin for origin in risk.found_in if origin.record not in hidden),
        indicators=tuple(key for key in risk.indicators if key not in hidden),
        controls=_covered(risk.controls, hidden),
        causes=_pathways(risk.causes, hidden),
        consequences=_pathways(risk.consequences, hidden),
        related=_covered(risk.related, hidden),
        arises_at=tuple(
            dict.fromkeys(
                NodeReference(WITHHELD, "") if place.process in hidden else place
                for place in risk.arises_at
            )
        ),
        depends_on=tuple(
            dict.fromkeys(
                Dependence("", "", WITHHELD, "", "")
                if hidden & {item.control, item.process} or names.search(item.path)
                else item
                for item in risk.depends_on
            )
        ),
    )


def _pathways(pathways: tuple[Pathway, ...], hidden: frozenset[str]) -> tuple[Pathway, ...]:
    return tuple(replace(one, barriers=_covered(one.barriers, hidden)) for one in pathways)


def _covered(ids: tuple[str, ...], hidden: frozenset[str]) -> tuple[str, ...]:
    """The ids with one mark for all hidden ones, last."""
    shown = tuple(key for key in ids if key not in hidden)
    return shown if len(shown) == len(ids) else (*shown, WITHHELD)


def _redacted(record: Record, names: re.Pattern[str]) -> Record:
    changed = {
        pointer: names.sub(REDACTED, text)
        for pointer, text in texts_of(record).items()
        if names.search(text)
    }
    return with_texts(record, record.language, changed) if changed else record


def _unbound(entry: SignOff, names: re.Pattern[str]) -> SignOff:
    return replace(
        entry,
        reason=names.sub(REDACTED, entry.reason),
        content=tuple(pair for pair in entry.content if not names.search(pair[0])),
        basis=tuple(pair for pair in entry.basis if not names.search(pair[0])),
    )
