"""Which record is renumbered, and what its new id is: what the base knows stays as it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from riskbook.authoring.base import Base
from riskbook.authoring.census import RECORDS, Census, Holder, names_it, names_used
from riskbook.authoring.citations import spots
from riskbook.authoring.numbering import id_pattern, next_id
from riskbook.authoring.renumbering import RefusedError, Twins, field_of
from riskbook.reading.examining import compose_file
from riskbook.reading.naming import id_in
from riskbook.reading.placing import Kind, place
from riskbook.reading.schemas import Schema
from riskbook.reading.trees import Tree
from riskbook.wording import say
from riskbook.wording.nearest import nearest

LONGEST = 64
"""Characters of an id, as the schemas have it."""


def chosen(census: Census, asked: str, base: Base | None) -> Holder:
    """The record that an id, or the path of its file, means.

    Of several with one id it is the one that the base does not know. Raises
    :class:`RefusedError` where there is none to choose.
    """
    by_path = next((holder for holder in census.holders if holder.path == asked), None)
    identity = by_path.identity if by_path else _identity(census, asked)
    holders = census.holding(identity)
    known = _known(holders, base) if base else frozenset()
    fresh = [holder for holder in holders if holder.path not in known]
    paths = tuple(holder.path for holder in fresh or holders)
    if by_path in fresh:
        return by_path
    if by_path is None and len(fresh) == 1:
        return fresh[0]
    if base and len(holders) == 1:
        raise RefusedError(say("tidying.renumber.known", base=base.name, id=identity))
    if by_path is None:
        raise RefusedError(say("tidying.renumber.several", id=identity, paths=paths))
    if base and fresh:
        saying = say("tidying.renumber.known-twin", base=base.name, path=asked, paths=paths)
        raise RefusedError(saying)
    return by_path  # the base itself has two records with one id


def twins_of(
    census: Census, record: Holder, schemas: Mapping[Kind, Schema], base: Base | None
) -> Twins | None:
    """The other holders of the record's id, None where there are none."""
    others = [other for other in census.holding(record.identity) if other.path != record.path]
    if not others:
        return None
    known = _known(census.holding(record.identity), base) if base else frozenset()
    based = None
    if base and known and record.path not in known:
        based = frozenset(_naming_in(base.tip, census, record, schemas))
    return Twins(frozenset(other.path for other in others), based)


def new_id(
    census: Census,
    schemas: Mapping[Kind, Schema],
    patterns: Mapping[str, str],
    record: Holder,
    wanted: str | None,
    base: Base | None,
) -> str:
    """The id that is asked for, if it may be had, else the next that is free here and in the base.

    Raises :class:`RefusedError` where it is taken or malformed, or where none can be formed.
    """
    pattern = id_pattern(schemas[record.kind], patterns)
    used = set(census.used()) | (_used_in(base) if base else set())
    free = _next_free(census, schemas, record.kind, used, pattern)
    if wanted is None:
        if free is None:
            raise RefusedError(say("tidying.renumber.no-next", old=record.identity))
        return free
    if not re.search(pattern, wanted) or len(wanted) > LONGEST:
        advice = (
            say("tidying.renumber.next-free", id=free)
            if free
            else say("tidying.renumber.pattern", pattern=pattern)
        )
        raise RefusedError(say("tidying.renumber.malformed", id=wanted, advice=advice))
    _hold_free(census, schemas, record.kind, used, wanted)
    return wanted


def _identity(census: Census, asked: str) -> str:
    known = {holder.identity for holder in census.holders}
    for word in (asked, asked.upper(), asked.lower()):
        if word in known:
            return word
    meant = nearest(asked, known)
    advice = say("cli.near", near=meant) if meant else say("tidying.renumber.see-list")
    raise RefusedError(say("tidying.renumber.unknown", id=asked, advice=advice))


def _known(holders: Sequence[Holder], base: Base) -> frozenset[str]:
    """Of the files that hold an id, those whose record the base has.

    One at another path counts only if the work on hand began with it: the record was renamed since.
    Otherwise two people took the same number, and the two are not merged yet.
    """
    identity = holders[0].identity
    at_tip, at_fork = _holding(base.tip, identity), _holding(base.fork, identity)
    paths = {holder.path for holder in holders}
    known = paths & (at_tip | at_fork)
    if not known and at_fork and len(holders) == 1:
        return frozenset(paths)
    return frozenset(known)


def _holding(tree: Tree, identity: str) -> frozenset[str]:
    """The files of a tree that hold this id, by their names and then by what they say."""
    named = [
        entry.path
        for entry in tree.entries()
        if (here := place(entry.path)) is not None
        and here.kind in RECORDS
        and re.match(rf"{re.escape(identity)}[-.]", entry.path.rpartition("/")[2])
    ]
    found = set()
    for path, content in tree.read(named):
        here = place(path)
        composed = compose_file(here.kind, content) if here and content is not None else None
        if here and composed and id_in(composed.data, here) == identity:
            found.add(path)
    return frozenset(found)


def _naming_in(
    tree: Tree, census: Census, record: Holder, schemas: Mapping[Kind, Schema]
) -> list[tuple[str, tuple[str | int, ...]]]:
    """The fields of the base's files that name the id already: they mean the other record."""
    found = []
    wanted = [path for path in census.with_text(record.identity) if path in census.places]
    for path, content in tree.read(wanted):
        kind = census.places[path].kind
        composed = compose_file(kind, content) if content is not None else None
        found += [
            (path, field_of(spot.path))
            for spot in (spots(kind, schemas[kind], composed.data) if composed else ())
            if names_it(spot, record.kind, record.identity)
        ]
    return found


def _used_in(base: Base) -> set[str]:
    paths = (entry.path for entry in base.tip.entries())
    return names_used({path: here for path in paths if (here := place(path)) is not None})


def _next_free(
    census: Census,
    schemas: Mapping[Kind, Schema],
    kind: Kind,
    used: set[str],
    pattern: str,
) -> str | None:
    """The next id that no record has and that no field names either."""
    taken = set(used)
    while (candidate := next_id(taken, pattern)) is not None:
        if not any(
            names_it(spot, kind, candidate) for _, spot in census.naming(candidate, schemas)
        ):
            return candidate
        taken.add(candidate)
    return None


def _hold_free(
    census: Census, schemas: Mapping[Kind, Schema], kind: Kind, used: set[str], wanted: str
) -> None:
    """Raise :class:`RefusedError` where the id is somebody's already, or is waited for."""
    alike = sorted(identity for identity in used if identity.casefold() == wanted.casefold())
    if alike:
        holders = [holder.path for holder in census.holders if holder.identity in alike]
        raise RefusedError(
            say("tidying.renumber.taken", id=alike[0], path=holders[0])
            if holders
            else say("tidying.renumber.used", id=alike[0])
        )
    for path, spot in census.naming(wanted, schemas):
        if names_it(spot, kind, wanted):
            raise RefusedError(say("tidying.renumber.waited-for", id=wanted, path=path))
