"""The lines of a change: where in the files of the two states its values stand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from riskbook.findings import Finding, Location, Severity
from riskbook.reading.pinpointing import pinpoint
from riskbook.reading.trees import Tree
from riskbook.reviewing.changes import Spot
from riskbook.reviewing.delta import Delta
from riskbook.wording.saying import Saying

_FENCE = b"---"


def with_lines(delta: Delta, base: Tree, head: Tree) -> Delta:
    """The change with the line of each spot. Only the files that it speaks of are read."""
    whole = delta.changes
    then = _lines((change.base for change in whole if change.base), base)
    now = _lines((change.head for change in whole if change.head), head)
    placed = tuple(
        replace(
            change,
            base=replace(change.base, line=then.get(change.base)) if change.base else None,
            head=replace(change.head, line=now.get(change.head)) if change.head else None,
        )
        for change in whole
    )
    return replace(delta, changes=placed)


def _lines(spots: Iterable[Spot], tree: Tree) -> dict[Spot, int]:
    asked = sorted(set(spots), key=lambda spot: (spot.path, spot.pointer))
    found = {spot: 1 for spot in asked if not spot.pointer}
    bodies = _bodies({spot.path for spot in asked if spot.pointer == "body"}, tree)
    found |= {
        spot: bodies[spot.path] for spot in asked if spot.pointer == "body" and spot.path in bodies
    }
    # Findings are what positions are looked up for; these carry nothing but a place.
    places = [
        Finding("", Severity.NOTE, Saying(""), Location(spot.path), pointer=spot.pointer)
        for spot in asked
        if spot not in found
    ]
    for place in pinpoint(places, tree):
        span = place.location.span
        if span is not None:
            found[Spot(place.location.path, place.pointer)] = span.line
    return found


def _bodies(paths: Iterable[str], tree: Tree) -> Mapping[str, int]:
    """The line below the front matter of each file."""
    found = {}
    for path, content in tree.read(sorted(paths)):
        lines = (content or b"").splitlines()
        fences = [number for number, line in enumerate(lines, 1) if line.rstrip() == _FENCE]
        if len(fences) > 1:
            found[path] = min(fences[1] + 1, len(lines))
    return found
