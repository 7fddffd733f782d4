"""What has changed since the last build: the records of the edited files, before and now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from riskbook.model.links import Links
from riskbook.model.records import Risk, Stage
from riskbook.reading.loading import Loaded
from riskbook.reading.placing import Kind, place
from riskbook.reading.shelved import Shelf
from riskbook.site.front import Past
from riskbook.site.reach import is_rewording


class Edited(NamedTuple):
    """Records by the paths of their files; of one that is new or gone there is but one state.

    ``is_committed`` is whether there has been a commit since.
    """

    was: Mapping[str, Any]
    now: Mapping[str, Any]
    is_committed: bool

    def is_rewording(self, links: Links) -> bool:
        """Whether no more has changed than prose that no page but the record's own shows."""
        return (
            not self.is_committed  # it is stamped on many pages
            and self.was.keys() == self.now.keys()
            and all(is_rewording(self.was[path], now, links) for path, now in self.now.items())
        )

    @property
    def restates(self) -> bool:
        """Whether the statement of a risk is another, which the downloads show."""
        return _stated(self.was) != _stated(self.now)

    @property
    def risks(self) -> dict[str, str] | None:
        """The ids of the risks by path, None where anything but the content of risks changed."""
        risks = {path: risk.id for path, risk in self.now.items() if isinstance(risk, Risk)}
        same = {path: risk.id for path, risk in self.was.items() if isinstance(risk, Risk)} == risks
        return risks if same and len(self.was) == len(self.now) == len(risks) else None

    @property
    def moves_figures(self) -> bool:
        """Whether an image of the matrix may have to be another."""
        return self.is_committed or _plotted(self.was) != _plotted(self.now)


def changed_since(past: Past) -> frozenset[str] | None:
    """The records' files that changed since the last build; None where that may be anything."""
    return past.inputs.changed(past.before) if past.before else None


def may_move_figures(past: Past, changed: frozenset[str] | None) -> bool:
    """Whether an image may have to be another, as far as can be told before anything is read."""
    if changed is None:
        return False
    if past.inputs.commit != past.before["inputs"]["commit"]:
        return True
    return any(at is not None and at.kind is Kind.RISK for at in map(place, changed))


def edited_since(
    past: Past, changed: frozenset[str] | None, loaded: Loaded, shelf: Shelf
) -> Edited | None:
    """The records of the files that changed; None where anything may be another.

    ``shelf`` is what was known of the records when ``loaded`` was read.
    """
    if changed is None:
        return None
    before = past.before
    then = before["inputs"]["book"]
    was, now = {}, {}
    for path in changed:
        if path in then:
            kept = shelf.records.get(path)
            if kept is None or kept.mark != then[path]:
                return None  # what it linked to is not known any more
            was[path] = kept.record
        if path in past.inputs.paths:
            if path not in loaded.sound:
                return None
            now[path] = loaded.sound[path].record
    return Edited(was, now, past.inputs.commit != before["inputs"]["commit"])


def _stated(records: Mapping[str, Any]) -> dict[str, object]:
    return {one.id: one.statement for one in records.values() if isinstance(one, Risk)}


def _plotted(records: Mapping[str, Any]) -> dict[str, object]:
    """What the images show of the risks among some records."""
    return {
        risk.id: (
            risk.status,
            _place(risk.assessment.inherent),
            _place(risk.assessment.current),
            _place(risk.assessment.target),
        )
        for risk in records.values()
        if isinstance(risk, Risk)
    }


def _place(stage: Stage | None) -> object:
    return stage and (stage.likelihood, stage.impact)
