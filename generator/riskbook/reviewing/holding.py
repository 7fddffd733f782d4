"""A sign-off held against what stands in the book today: what has changed since it was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from riskbook.assessing.standing import Doubt, Held
from riskbook.model.records import SignOff
from riskbook.reviewing.content import changed_pointers
from riskbook.reviewing.fingerprints import Fingerprint


def hold(
    entries: Iterable[SignOff],
    now: Callable[[], Fingerprint],
    doubt: Callable[[SignOff], Doubt | None],
    *,
    paths_known: bool,
) -> Held | None:
    """The entry that counts: the last that stands, else the last of all; None without any.

    Entries are oldest first. A later entry that does not count takes nothing from an earlier one
    that does; but one that binds nothing says nothing once a later one has been voided. ``now`` is
    asked only where an entry binds content, and its basis is compared only where the entry has
    one; patterns of paths are passed by where nobody can tell what matches.
    """
    newest: Held | None = None
    voided = False
    for entry in reversed(tuple(entries)):
        held = _held(entry, now, doubt(entry), paths_known=paths_known)
        if held.stands and (held.bound or not voided):
            return held
        voided = voided or (held.bound and held.doubt is None)
        newest = newest or held
    return newest


def _held(
    entry: SignOff,
    now: Callable[[], Fingerprint],
    doubt: Doubt | None,
    *,
    paths_known: bool,
) -> Held:
    if not entry.content:
        return Held(entry, (), (), doubt)
    today = now()
    then = dict(entry.basis) if paths_known else _without_paths(entry.basis)
    basis = today.basis if paths_known else _without_paths(today.basis.items())
    basis_changed = changed_pointers(then.items(), basis) if entry.basis else ()
    return Held(entry, changed_pointers(entry.content, today.content), basis_changed, doubt)


def _without_paths(basis: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    return {pointer: digest for pointer, digest in basis if not pointer.startswith("path/")}
