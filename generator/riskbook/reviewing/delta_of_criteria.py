"""The changes of the risk criteria: scales, cells, levels, authority, appetite, acceptance."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from riskbook.model.criteria import Appetite, Authority, Criteria, Level, ScaleStep
from riskbook.model.digests import Value
from riskbook.model.records import Period
from riskbook.reviewing.changes import Change, Kind, Thing, Weight
from riskbook.reviewing.differing import Ends, differing
from riskbook.wording.saying import Text

_OF_LEVEL = MappingProxyType(
    {"approval": Kind.AUTHORITY_CHANGED, "review_every": Kind.CADENCE_CHANGED}
)
_EDITORIAL = frozenset({"version", "palette", "words", "colours"})


def changes_of_criteria(was: Criteria, now: Criteria) -> Iterator[Change]:
    """The changes of the criteria; steps, levels and dimensions are known by their keys."""
    if was == now:
        return
    ends = Ends(Thing.CRITERIA, "", was.path, now.path)
    yield from _keyed(
        ends,
        Kind.SCALE_CHANGED,
        "likelihood/steps",
        _steps(was.likelihood.steps),
        _steps(now.likelihood.steps),
    )
    yield from _keyed(
        ends, Kind.SCALE_CHANGED, "impact/steps", _steps(was.impact.steps), _steps(now.impact.steps)
    )
    yield from _map(
        ends, Kind.SCALE_CHANGED, "impact/dimensions", _dimensions(was), _dimensions(now)
    )
    yield from _keyed(ends, Kind.LEVEL_CHANGED, "levels", _levels(was), _levels(now))
    yield from _cells(ends, was, now)
    yield from _map(
        ends, Kind.CRITERIA_CHANGED, "categories", _texts(was.categories), _texts(now.categories)
    )
    yield from _map(
        ends, Kind.CRITERIA_CHANGED, "sources", _texts(was.sources), _texts(now.sources)
    )
    yield from _keyed(ends, Kind.APPETITE_CHANGED, "appetite", _appetite(was), _appetite(now))
    for pointer, before, after in differing(_plain(was), _plain(now)):
        kind = _kind(pointer)
        weight = Weight.EDITORIAL if pointer in _EDITORIAL else Weight.MATERIAL
        yield ends.change(kind, pointer, before, after, weight)


def _kind(pointer: str) -> Kind:
    match pointer.partition("/")[0]:
        case "ranking" | "score":
            return Kind.RANKING_CHANGED
        case "acceptance":
            return Kind.ACCEPTANCE_CHANGED
        case "likelihood":
            return Kind.SCALE_CHANGED
        case _:
            return Kind.CRITERIA_CHANGED


def _cells(ends: Ends, was: Criteria, now: Criteria) -> Iterator[Change]:
    """The cells that have another level. The file draws the highest impact first."""
    rows = max(len(was.matrix), len(now.matrix))
    columns = max((len(row) for row in (*was.matrix, *now.matrix)), default=0)
    for impact in range(1, rows + 1):
        for likelihood in range(1, columns + 1):
            before, after = (level_key_at(one, likelihood, impact) for one in (was, now))
            if before != after:
                lies_at = tuple(
                    f"matrix/{len(one.matrix) - impact}/{likelihood - 1}" for one in (was, now)
                )
                yield ends.change(
                    Kind.CELL_CHANGED,
                    f"matrix/{impact}/{likelihood}",
                    before,
                    after,
                    lies_at=(lies_at[0], lies_at[1]),
                )


def level_key_at(criteria: Criteria, likelihood: int, impact: int) -> str | None:
    """The key of the level of a cell; None off the matrix and where it has none."""
    if not 1 <= impact <= len(criteria.matrix):
        return None
    row = criteria.matrix[impact - 1]
    return _key(criteria, row[likelihood - 1]) if 1 <= likelihood <= len(row) else None


def _keyed(
    ends: Ends,
    kind: Kind,
    pointer: str,
    was: Mapping[str, Mapping[str, Value]],
    now: Mapping[str, Mapping[str, Value]],
) -> Iterator[Change]:
    """The changes in a list whose items have keys: in the file they are known by their number."""
    for key in sorted({*was, *now}):
        before, after = was.get(key), now.get(key)
        lies_at = tuple(
            f"{pointer}/{list(one).index(key)}" if key in one else pointer for one in (was, now)
        )
        if before is None or after is None:
            yield ends.change(
                kind,
                f"{pointer}/{key}",
                dict(before) if before else None,
                dict(after) if after else None,
                lies_at=(lies_at[0], lies_at[1]),
            )
            continue
        for field, old, new in differing(before, after):
            yield ends.change(
                _OF_LEVEL.get(field, kind) if kind is Kind.LEVEL_CHANGED else kind,
                f"{pointer}/{key}/{field}",
                old,
                new,
                Weight.EDITORIAL if field in _EDITORIAL else Weight.MATERIAL,
                lies_at=(f"{lies_at[0]}/{field}", f"{lies_at[1]}/{field}"),
            )


def _map(
    ends: Ends, kind: Kind, pointer: str, was: Mapping[str, Value], now: Mapping[str, Value]
) -> Iterator[Change]:
    for key, before, after in differing(was, now):
        yield ends.change(kind, f"{pointer}/{key}", before, after)


def _steps(steps: Iterable[ScaleStep]) -> dict[str, Mapping[str, Value]]:
    return {
        step.key: {
            "value": step.value,
            "name": text_value(step.name),
            "words": list(step.words),
            "from": step.start,
            "to": step.end,
            **{f"examples/{key}": text_value(text) for key, text in step.examples},
        }
        for step in steps
    }


def _dimensions(criteria: Criteria) -> dict[str, Value]:
    return {
        each.key: {"name": text_value(each.name), "unit": "money" if each.money else None}
        for each in criteria.impact.dimensions
    }


def _levels(criteria: Criteria) -> dict[str, Mapping[str, Value]]:
    return {level.key: _level(place, level) for place, level in enumerate(criteria.levels, 1)}


def _level(place: int, level: Level) -> Mapping[str, Value]:
    needs = (("plan", level.needs_plan), ("actions", level.needs_actions))
    return {
        "place": place,
        "name": text_value(level.name),
        "review_every": period_value(level.review_every),
        "needs": [word for word, needed in needs if needed],
        "approval": _authority(level.approval),
    }


def _appetite(criteria: Criteria) -> dict[str, Mapping[str, Value]]:
    return {each.category: _limit(criteria, each) for each in criteria.appetite}


def _limit(criteria: Criteria, appetite: Appetite) -> Mapping[str, Value]:
    tolerance = appetite.tolerance
    return {
        "statement": text_value(appetite.statement),
        "limit": _key(criteria, appetite.limit),
        "days_to_act": appetite.days_to_act,
        "tolerance/level": _key(criteria, tolerance.level) if tolerance else None,
        "tolerance/at_most": str(tolerance.at_most) if tolerance else None,
    }


def _plain(criteria: Criteria) -> dict[str, Value]:
    bounds = criteria.acceptance
    found: dict[str, Value] = {
        "version": criteria.version,
        "likelihood/kind": criteria.likelihood.kind.value,
        "ranking": [key.value for key in criteria.ranking],
        "score": criteria.score.value,
        "palette": criteria.palette,
        "colours": list(criteria.colours),
    }
    if bounds is not None:
        found |= {
            "acceptance/within/likelihood": bounds.likelihood,
            "acceptance/within/impact": bounds.impact,
            "acceptance/beyond": _authority(bounds.beyond),
            "acceptance/longest": period_value(bounds.longest),
        }
    return found


def _authority(authority: Authority | None) -> Value:
    if authority is None:
        return None
    scope = "book" if authority.whole_book else "department"
    return {"any_of": sorted(authority.any_of), "scope": scope}


def period_value(period: Period) -> Value:
    """A period in the terms of JSON."""
    return {"count": period.count, "unit": period.unit}


def text_value(text: Text | None) -> Value:
    """A text in the terms of JSON: by language."""
    return dict(text.by_language) if text is not None else None


def _texts(pairs: Sequence[tuple[str, Text]]) -> dict[str, Value]:
    return {key: text_value(text) for key, text in pairs}


def _key(criteria: Criteria, level: int) -> str | None:
    return criteria.levels[level].key if 0 <= level < len(criteria.levels) else None
