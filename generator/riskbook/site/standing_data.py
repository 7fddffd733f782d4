"""What moves on many pages when one risk moves or a day passes, as small data files.

A record's page holds places for these sentences and loads the one file that has its own, so that
a change to one risk changes one page. The register and the list of plans say the same without
scripts.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from riskbook.assessing.rank_words import margin_beside_reason
from riskbook.assessing.standing import (
    Approval,
    Attested,
    Rank,
    SignOffState,
    Standing,
    Treated,
)
from riskbook.model.terms import Status
from riskbook.reviewing.pointers import either_words
from riskbook.site.edition import Edition
from riskbook.site.plan_states import plan_states

Entry = dict[str, str | list[str]]


def shard(record: str) -> str:
    """The path of the data file that has a record's entry: a hundred neighbours share one."""
    name = re.sub(r"[0-9]{2}$", "", record)
    return f"assets/standing/{name or 'all'}.js"


def standing_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Path and content of each data file, sorted by path."""
    files: dict[str, dict[str, Entry]] = defaultdict(dict)
    for key in edition.risks:
        files[shard(key)][key] = risk_entry(edition, key)
    for key in edition.plans:
        files[shard(key)][key] = plan_entry(edition, key)
    for path, entries in sorted(files.items()):
        yield path, script("riskbookStanding", entries)


def script(name: str, value: Mapping[str, object]) -> str:
    """A data file: ``value`` joins what ``window.<name>`` already holds."""
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return f"window.{name}=Object.assign(window.{name}||{{}},{data});\n"


def risk_entry(edition: Edition, risk_id: str) -> Entry:
    """The rank of a risk, why, how firm it is, and what is wrong today."""
    standing, words = edition.site.standing.risks[risk_id], edition.words
    entry: Entry = {"notes": list(notes(edition, standing))}
    rank = standing.rank
    if rank is not None:
        total = len(edition.site.standing.ranked)
        key = "rank.of-shared" if rank.sharing > 1 else "rank.of"
        entry["rank"] = words.say(key, place=rank.place, total=total)
        entry["why"] = words.sentence(rank.reason)
        entry["firm"] = firm(edition, rank)
    elif edition.risks[risk_id].status is Status.OPEN:
        entry["rank"] = words.say("rank.unassessed")
    else:
        entry["rank"] = words.say(f"rank.{edition.risks[risk_id].status.value}")
    plan = edition.risks[risk_id].plan
    if plan in edition.plans:
        entry["plan"] = words.say("dot-separator").join(
            state.words for state in plan_states(edition, plan)
        )
    return entry


def plan_entry(edition: Edition, plan: str) -> Entry:
    """What stands well with a plan, and what is amiss."""
    states = plan_states(edition, plan)
    return {
        "amiss": [state.words for state in states if state.amiss],
        "notes": [state.words for state in states if not state.amiss],
    }


def place(edition: Edition, rank: Rank) -> str:
    """``5``, or ``=2`` where others share the place."""
    key = "rank.shared" if rank.sharing > 1 else "rank.alone"
    return edition.words.say(key, place=rank.place)


def firm(edition: Edition, rank: Rank) -> str:
    """How far the rank moves with one step of the risk's own coordinates, and what it leads by."""
    words = edition.words
    if rank.best == rank.worst:
        moves = words.say("rank.firm", place=rank.place)
    else:
        key = "rank.robust" if rank.robust else "rank.moves"
        moves = words.say(key, best=rank.best, worst=rank.worst)
    margin = margin_beside_reason(words.sentence, rank)
    return words.say("rank.with-margin", moves=moves, margin=margin) if margin else moves


def notes(edition: Edition, standing: Standing) -> Iterator[str]:
    """What is wrong with a risk today, in sentences."""
    words, names = edition.words, edition.names
    if standing.breach:
        category = dict(edition.site.book.criteria.categories).get(standing.breach.category)
        yield words.say(
            "note.breach",
            level=names.levels[standing.breach.level].name,
            limit=names.levels[standing.breach.limit].name,
            category=category or standing.breach.category,
        )
    if edition.risks[standing.risk].status is not Status.OPEN:
        return
    yield from _signed(edition, standing.attested)
    match standing.treated:
        case Treated.UNTREATED:
            yield words.say("note.untreated")
        case Treated.UNACCEPTED:
            yield words.say("note.unaccepted")
        case Treated.LAPSED:
            day = standing.attested.lapsed_on
            yield words.say("note.lapsed", day=words.day(day) if day else "")
        case Treated.TREATED:
            pass


def _signed(edition: Edition, attested: Attested) -> Iterator[str]:
    """What of a risk is not what was signed."""
    words = edition.words
    review, approval = attested.review, attested.approval
    match attested.review_state:
        case SignOffState.CHANGED if review:
            yield words.say(
                "note.changed",
                day=words.day(review.entry.date),
                parts=_parts(edition, review.changed),
            )
        case SignOffState.BASIS_CHANGED if review:
            yield words.say(
                "note.basis-changed",
                day=words.day(review.entry.date),
                parts=_parts(edition, review.basis_changed),
            )
        case _:
            pass
    if not attested.approval_due:
        return
    match attested.treatment:
        case Approval.DRAFT:
            yield words.say("note.unapproved")
        case Approval.UNAUTHORISED:
            yield words.say("note.unauthorised")
        case Approval.CHANGED if approval:
            yield words.say(
                "note.approval-changed",
                day=words.day(approval.entry.date),
                parts=_parts(edition, approval.changed),
            )
        case _:
            pass


def _parts(edition: Edition, pointers: Iterable[str]) -> str:
    said = (edition.words.sentence(either_words(pointer)) for pointer in pointers)
    return str(edition.words.listing(dict.fromkeys(said)))
