"""What has changed since a sign-off, and who may give the next one, as sentences name them."""

from __future__ import annotations

from collections.abc import Iterable

from riskbook.model.criteria import Authority
from riskbook.reviewing.content import MATERIAL
from riskbook.reviewing.pointers import basis_words, pointer_words
from riskbook.wording import Fact, say

FEW = 6
"""Up to so many parts are all named."""

SOME = 5
"""So many of more are named."""

_KNOWN = frozenset(pointer for pointers in MATERIAL.values() for pointer in pointers)
_HOLDING_MORE = frozenset(
    pointer
    for pointers in MATERIAL.values()
    for pointer, items in pointers.items()
    if items or pointer.endswith("/impact")
)
_RESTS_ON = frozenset({"process", "control", "plan", "service", "path", "criteria"})


def content_parts(pointers: Iterable[str]) -> Fact:
    """What has changed of a record, each part once: ``action A1, current likelihood``."""
    return _listed(_content_part(pointer) for pointer in pointers)


def basis_parts(pointers: Iterable[str]) -> Fact:
    """What has changed of what a risk rests on: ``control C003, criteria used``."""
    return _listed(
        basis_words(pointer) if pointer.partition("/")[0] in _RESTS_ON else pointer
        for pointer in pointers
    )


def roles_of(authority: Authority) -> Fact:
    """The roles of an authority, and that they must be held for the whole book where they must."""
    roles: Fact = authority.any_of[0] if len(authority.any_of) == 1 else authority.any_of
    if len(authority.any_of) > 1:
        roles = say("finding.roles.any", roles=roles)
    return say("finding.roles.whole-book", roles=roles) if authority.whole_book else roles


def _content_part(pointer: str) -> Fact:
    """A part in words; a pointer that no record has, written by hand, as it stands."""
    known = pointer in _KNOWN or pointer.rpartition("/")[0] in _HOLDING_MORE
    return pointer_words(pointer) if known else pointer


def _listed(parts: Iterable[Fact]) -> Fact:
    every = tuple(dict.fromkeys(parts))
    if len(every) <= FEW:
        return every
    return say("finding.parts.more", parts=every[:SOME], more=len(every) - SOME)
