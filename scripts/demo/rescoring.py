"""What a review says it has changed: "Likelihood lowered from 5 to 3 and impact on customers …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from scripts.demo.scenario import Score, Telling
from scripts.demo.shelf import File, Shelf, day_of

_ENGLISH = re.compile(r"\bfrom (\d+) to (\d+)\b")
_CHINESE = re.compile(r"[由从] ?(\d+) ?级?(?:降|升|调|下|上|提)[^\d，。；]{0,4}[至为到] ?(\d+)")
_LIKELIHOOD = re.compile(r"likelihood|概率|可能性", re.IGNORECASE)
_IMPACT = re.compile(r"impact|影响", re.IGNORECASE)


def rescorings(shelf: Shelf) -> Iterator[Score]:
    """The scores that stood until a review says it changed them."""
    names = shelf.files["registers/criteria.yml"].data["impact"].get("dimensions", {})
    for risk in shelf.of_kind("risks"):
        for entry in shelf.entries_of(risk, "sign-offs"):
            if entry.data.get("outcome") == "rescored":
                scores = dict(_before(str(entry.data.get("reason", "")), risk, names))
                if scores:
                    quiet = Telling("", "", "", "")
                    yield Score(risk.id, day_of(entry.data["date"]), quiet, scores, {})


def _before(reason: str, risk: File, names: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Pointers below ``current`` with the score that stood there."""
    for sentence in re.split(r"(?<=\D[.!?])\s|[。；]", reason):
        start = 0
        for match in (*_ENGLISH.finditer(sentence), *_CHINESE.finditer(sentence)):
            clause, start = sentence[start : match.start()], match.end()
            if _LIKELIHOOD.search(clause):
                yield "likelihood", match[1]
            for key in _dimensions(clause, risk, names, match[2]):
                yield key, match[1]


def _dimensions(clause: str, risk: File, names: Mapping[str, Any], after: str) -> Iterator[str]:
    now = risk.data["assessment"]["current"]["impact"]
    if not isinstance(now, Mapping):
        if _IMPACT.search(clause):
            yield "impact"
        return
    named = [key for key in now if _is_named(key, names.get(key, {}), clause)]
    if not named and _IMPACT.search(clause):
        inherent = risk.data["assessment"]["inherent"]["impact"]
        named = [key for key in now if now[key] == after and inherent.get(key) != after]
    yield from (f"impact/{key}" for key in named)


def _is_named(key: str, dimension: Mapping[str, Any], clause: str) -> bool:
    name = dimension.get("name", "")
    words = name.values() if isinstance(name, Mapping) else [name]
    return any(word and word.lower() in clause.lower() for word in (key, *words))
