"""How far a change reaches: the records whose pages may differ when some files do.

A record's page shows its own files, and of the records on the other end of its links no more than
title, level and state. So a changed file reaches the page of its own record, of what that record
names or named, and of whatever names it. What reaches further (ranks, days, counts) lies in data
files and on the pages about many records, which are made whenever more than prose has changed: all
but the lists and the matrices of parts that show nothing of what was reached.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from riskbook.model.book import Book
from riskbook.model.links import Links, named_by, names_any
from riskbook.model.records import (
    Control,
    Exercise,
    Plan,
    Process,
    Risk,
    SignOff,
    Source,
    Stage,
    Statement,
    Translation,
)
from riskbook.site.addresses import SEARCH_NAMES, SUMMARIES
from riskbook.site.framing import Theme
from riskbook.site.parts import part_drawing, part_page, parts_of
from riskbook.site.pictures import Studio

_NOWHERE = Source("", "", "")


class Earlier(NamedTuple):
    """The build before, as far as this one may rely on it.

    ``files`` are the hashes of its files by path, ``own`` the ids of the records that have changed,
    ``again`` those whose pages have to be made again. Where ``alone`` is true, nothing else of the
    site has changed, but for the downloads where a risk is ``restated``. ``told`` is whether what
    its files said of each record is kept. ``still`` are the paths of pages and files about many
    records that nothing reached, from the root of a language. A ``studio`` is there where images
    may have to be drawn.
    """

    files: Mapping[str, str]
    theme: Theme
    own: frozenset[str]
    again: frozenset[str]
    alone: bool
    restated: bool = False
    told: bool = False
    still: frozenset[str] = frozenset()
    studio: Studio | None = None


def reached(
    book: Book, links: Links, before: Iterable[Any], after: Iterable[Any]
) -> frozenset[str]:
    """The ids of the records that a change reaches.

    ``before`` are the records of the changed files as they were, ``after`` as they are in the
    book now, whose links are ``links``; one that is new or gone is in one of them only.
    """
    records = [*before, *after]
    own = {key for record in records for key in _about(record)}
    standing = [book.risks[key] for key in own if key in book.risks]
    other_end = {key for record in (*records, *standing) for key in named_by(record)}
    naming = {other for key in own for other in links.related.get(key, ())}
    others = own - {record.id for record in records if isinstance(record, Risk)}
    if others:  # the links do not tell everything that names a plan or a control
        naming |= {risk.id for risk in book.risks.values() if names_any(risk, others)}
    return frozenset(own | other_end | naming)


def unreached(
    book: Book,
    before: Collection[Any],
    after: Collection[Any],
    again: frozenset[str],
    *,
    plans_stand: bool,
) -> frozenset[str]:
    """The paths of pages and files about many records that show nothing of what a change reached.

    ``before`` and ``after`` are as for :func:`reached`, ``again`` is what that said;
    ``plans_stand`` is whether every plan is approved, proven and due as before. A list shows of its
    records no more than their own pages do, and of risks only what they are called; the matrix of a
    part shows the risks of the part. The page of the criteria shows no record.
    """
    still = {SUMMARIES["method"], SUMMARIES["search"]}
    if _are_rescorings(before, after):
        still |= {SUMMARIES["controls"], SUMMARIES["processes"]}
        still |= {SUMMARIES["plans"]} if plans_stand else set()
    elif not any(isinstance(record, Plan | Control | Process) for record in before):
        shelves = {"plans": book.plans, "controls": book.controls, "processes": book.processes}
        still |= {SUMMARIES[kind] for kind, shelf in shelves.items() if again.isdisjoint(shelf)}
    if _names(before) == _names(after):
        still.add(SEARCH_NAMES)
    own = own_records((*before, *after))
    risks = [record for record in before if isinstance(record, Risk)]
    risks += [book.risks[key] for key in own if key in book.risks]
    moved = {part for risk in risks for part in parts_of(book, risk)}
    services = book.services.services
    parts = (
        *(("register", key) for key in book.registers),
        *(("department", key) for key in book.organization.departments),
        *(("service", key) for key in services),
    )
    for part in parts:
        if part not in moved:
            still |= {part_page(*part), part_drawing(*part)}
    return frozenset(still)


def _are_rescorings(before: Collection[Any], after: Collection[Any]) -> bool:
    """Whether nothing has changed but prose and scores of risks that were there already."""
    was, now = _unscored(before), _unscored(after)
    return was is not None and was == now


def _unscored(records: Iterable[Any]) -> dict[str, Any] | None:
    """Risks without prose and scores by their files; None where there is anything but risks."""
    found = {}
    for record in records:
        if not isinstance(record, Risk):
            return None
        nowhere = replace(record.assessment, inherent=None, current=None, target=None)
        found[record.source.path] = replace(_without_prose(record), assessment=nowhere)
    return found


def _names(records: Iterable[Any]) -> object:
    """What of some records the search names, or who has a page because of them."""
    return {
        record.source.path: (
            {record.owner, *(action.owner for action in record.treatment.actions)}
            if isinstance(record, Risk)
            else record
        )
        for record in records
    }


def own_records(records: Iterable[Any]) -> frozenset[str]:
    """The ids of the records that some files are about."""
    return frozenset(key for record in records for key in _about(record))


def is_rewording(before: Any, after: Any, links: Links) -> bool:
    """Whether two states of a record differ only in prose that no page but its own shows.

    The statement of a risk is more than that once somebody has signed it: other pages show what has
    to be signed again.
    """
    if type(before) is not type(after) or _without_prose(before) != _without_prose(after):
        return False
    is_signed = isinstance(after, Risk) and after.id in links.sign_offs_of
    return not is_signed or bool(before.statement == after.statement)


def _without_prose(record: Any) -> Any:
    if isinstance(record, Risk):
        assessment, loss = record.assessment, record.expected_loss
        return replace(
            record,
            source=_NOWHERE,
            statement=Statement("", "", ""),
            identified=replace(record.identified, reference=""),
            assessment=replace(
                assessment,
                inherent=_bare(assessment.inherent),
                current=_bare(assessment.current),
                target=_bare(assessment.target),
            ),
            expected_loss=replace(loss, basis="") if loss else None,
            treatment=replace(record.treatment, rationale=""),
            body="",
        )
    if isinstance(record, Plan | Control):
        return replace(record, source=_NOWHERE, body="")
    if isinstance(record, Translation):
        return replace(record, source=_NOWHERE, digests=(), body="")
    return record


def _bare(stage: Stage | None) -> Stage | None:
    return replace(stage, rationale="") if stage else None


def _about(record: Any) -> tuple[str, ...]:
    """The record that a file is about: itself, or the one it was written for."""
    if isinstance(record, SignOff | Exercise | Translation):
        return (record.of,)
    return (record.id,)
