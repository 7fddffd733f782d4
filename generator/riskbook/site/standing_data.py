"""What moves on many pages when one risk moves or a day passes, as small data files.

A record's page holds places for these sentences and loads the one file that has its own, so that
a change to one risk changes one page. The register and the list of plans say the same without
scripts.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from json.encoder import encode_basestring as quoted

from riskbook.assessing.rank_words import margin_beside_reason
from riskbook.assessing.standing import Attested, Rank, Standing, Treated
from riskbook.model.records import Risk
from riskbook.model.terms import Status
from riskbook.site.edition import Edition
from riskbook.site.plan_states import plan_states
from riskbook.site.signed import acceptance_note, approval_note, review_note

Entry = dict[str, str | list[str]]


def shard(record: str) -> str:
    """The path of the data file that has a record's entry: a hundred neighbours share one."""
    return f"assets/standing/{neighbours(record)}.js"


def neighbours(record: str) -> str:
    """The name of the range of a hundred ids that a record's belongs to."""
    last = record[-2:]
    name = record[:-2] if len(last) == 2 and last.isascii() and last.isdigit() else record
    return name or "all"


def standing_files(edition: Edition) -> Iterator[tuple[str, str]]:
    """Path and content of each data file, sorted by path."""
    files: dict[str, dict[str, str]] = defaultdict(dict)
    plans = {key: f'"plan":{_json(_plan_words(edition, key))},' for key in edition.plans}
    known: dict[tuple[object, ...], tuple[str, str]] = {}
    standings, signed = edition.site.standing.risks, _Signed()
    for key, risk in edition.risks.items():
        standing = standings[key]
        alike = (*_alike(standing, risk), signed[standing.attested])
        around = known.get(alike)
        if around is None:
            around = known[alike] = _around_plan(_without_plan(edition, key))
        before, after = around
        plan = plans.get(risk.plan, "")
        files[shard(key)][key] = f"{before},{plan}{after}"
    for key in edition.plans:
        files[shard(key)][key] = _json(plan_entry(edition, key))
    for path, entries in sorted(files.items()):
        yield path, _script("riskbookStanding", entries)


def script(name: str, value: Mapping[str, object]) -> str:
    """A data file: ``value`` joins what ``window.<name>`` already holds."""
    return _script(name, {key: _json(entry) for key, entry in value.items()})


def _script(name: str, entries: Mapping[str, str]) -> str:
    data = ",".join(f"{quoted(key)}:{entry}" for key, entry in sorted(entries.items()))
    return f"window.{name}=Object.assign(window.{name}||{{}},{{{data}}});\n"


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode


def _alike(standing: Standing, risk: Risk) -> tuple[object, ...]:
    """All that an entry says but for plan and sign-offs: thousands stand on a few hundred places.

    What is shared is told apart by identity: the sayings of equals in rank, for one.
    """
    rank, breach = standing.rank, standing.breach
    held = (id(standing.treated), id(risk.status))
    limit = breach and (breach.category, breach.level, breach.limit)
    if rank is None:
        return (*held, limit)
    sayings = (id(rank.reason), id(rank.margin))
    return (*held, limit, rank.place, rank.sharing, rank.best, rank.worst, *sayings)


class _Signed:
    """What tells apart what entries say of sign-offs; it is asked thousands of times."""

    def __init__(self) -> None:
        self._known: dict[int, object] = {}  # by identity: risks that nobody signed share theirs

    def __getitem__(self, attested: Attested) -> object:
        found = self._known.get(id(attested))
        if found is None:
            signed = attested.review or attested.approval or attested.acceptance
            nobody = (id(attested.treatment), attested.approval_due)
            found = self._known[id(attested)] = id(attested) if signed else nobody
        return found


def risk_entry(edition: Edition, risk_id: str) -> Entry:
    """The rank of a risk, why, how firm it is, what is wrong today, and how its plan stands."""
    entry, plan = _without_plan(edition, risk_id), edition.risks[risk_id].plan
    return {**entry, "plan": _plan_words(edition, plan)} if plan in edition.plans else entry


def _without_plan(edition: Edition, risk_id: str) -> Entry:
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
    return entry


def _plan_words(edition: Edition, plan: str) -> str:
    return edition.words.say("dot-separator").join(
        state.words for state in plan_states(edition, plan)
    )


def _around_plan(entry: Entry) -> tuple[str, str]:
    """An entry as JSON in two parts, between which that of its plan belongs."""
    before = {key: value for key, value in entry.items() if key < "plan"}
    after = {key: value for key, value in entry.items() if key > "plan"}
    return _json(before)[:-1], _json(after)[1:]


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
    attested = standing.attested
    signed = (review_note(edition, attested), approval_note(edition, attested))
    yield from filter(None, signed)
    match standing.treated:
        case Treated.UNTREATED:
            yield words.say("note.untreated")
        case Treated.UNACCEPTED:
            yield acceptance_note(edition, attested) or words.say("note.unaccepted")
        case Treated.LAPSED:
            day = attested.lapsed_on
            yield words.say("note.lapsed", day=words.day(day) if day else "")
        case Treated.TREATED:
            pass
