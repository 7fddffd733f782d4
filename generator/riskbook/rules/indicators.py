"""RB86x: whether indicators warn of anything, and what they warn of today.

What is wrong with a file of readings (RB860, RB861) is found while it is read.
"""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.findings import Finding
from riskbook.identifying.indicators import (
    State,
    is_past,
    quiet_since,
    triggers_met,
    watched,
)
from riskbook.model.discovery import Indicator
from riskbook.model.terms import Direction, Status
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.wording import Saying, say


def thresholds_out_of_order(view: Evidence) -> Iterator[Finding]:
    """RB862: an indicator that is red before it is amber, or cleared while it is amber."""
    for indicator in _indicators(view):
        amber, red, clear = indicator.amber, indicator.red, indicator.clear_at
        higher = indicator.direction is Direction.HIGHER
        if is_past(indicator.direction, amber, red):
            facts = {"amber": _number(amber), "red": _number(red)}
            yield fault(
                "RB862",
                _in(indicator, "red"),
                say(f"finding.RB862.{_way(indicator)}", **facts),
                say("hint.RB862.higher") if higher else say("hint.RB862.lower"),
            )
        if clear is not None and is_past(indicator.direction, clear, amber):
            facts = {"amber": _number(amber), "clear": _number(clear)}
            yield fault(
                "RB862",
                _in(indicator, "clear_at"),
                say("finding.RB862.clear", **facts),
                say(f"hint.RB862.clear.{_way(indicator)}", amber=_number(amber)),
            )


def reading_overdue(view: Evidence) -> Iterator[Finding]:
    """RB863: an indicator whose next reading should have been there, or that has none at all.

    Nothing is said of one whose readings could not be read: that is a finding of its own.
    """
    seen = watched(view.book, view.today)
    for indicator in _indicators(view):
        readings = view.book.discovery.readings.get(indicator.id)
        if readings is None:
            continue
        shown = seen.get(indicator.id)
        if shown is None:
            message = say("finding.RB863.none", title=indicator.title, file=indicator.file)
        elif shown.is_overdue(view.today):
            late = (view.today - shown.due).days
            message = say(
                "finding.RB863", title=indicator.title, last=shown.last, due=shown.due, count=late
            )
        else:
            continue
        hint = say("hint.RB863", file=indicator.file)
        yield fault("RB863", _in(indicator, "every"), message, hint)


def threshold_without_reason(view: Evidence) -> Iterator[Finding]:
    """RB864: thresholds of which nobody says why they are where they are."""
    for indicator in _indicators(view):
        if indicator.reason is None:
            yield fault(
                "RB864",
                _in(indicator, "amber"),
                say("finding.RB864", title=indicator.title),
                say("hint.RB864"),
            )


def red_without_action(view: Evidence) -> Iterator[Finding]:
    """RB865: an indicator that nobody says what to do about when it is red.

    Where a plan is triggered by it, the plan says so.
    """
    triggering = {one.indicator for plan in view.book.plans.values() for one in plan.trigger}
    for indicator in _indicators(view):
        if indicator.on_red is None and indicator.id not in triggering:
            yield fault(
                "RB865",
                _in(indicator, "red"),
                say("finding.RB865", title=indicator.title),
                say("hint.RB865"),
            )


def warns_of_nothing(view: Evidence) -> Iterator[Finding]:
    """RB866: an indicator that no risk names which can still happen.

    Silent while a record cannot be read: it may be the one that does.
    """
    if view.book.unread:
        return
    living = {
        key
        for risk in view.book.risks.values()
        if risk.status is not Status.CLOSED
        for key in risk.indicators
    }
    for indicator in _indicators(view):
        if indicator.id not in living:
            yield fault(
                "RB866",
                _in(indicator, "id"),
                say("finding.RB866", title=indicator.title),
                say("hint.RB866", id=indicator.id),
            )


def perpetual_green(view: Evidence) -> Iterator[Finding]:
    """RB867: an indicator that was not once amber for eighteen months."""
    for key, shown in watched(view.book, view.today).items():
        indicator = view.book.discovery.indicators[key]
        since = quiet_since(indicator, shown, view.today)
        if since is not None:
            yield fault(
                "RB867",
                _in(indicator, "amber"),
                say("finding.RB867", title=indicator.title, since=since),
                say("hint.RB867"),
            )


def trigger_met(view: Evidence) -> Iterator[Finding]:
    """RB868: a plan whose trigger an indicator meets today."""
    for plan, trigger, indicator, state, since in triggers_met(
        view.book, watched(view.book, view.today)
    ):
        yield fault(
            "RB868",
            Place(plan.source.path, plan.id, f"trigger/{trigger.id}/indicator"),
            say(
                "finding.RB868",
                plan=plan.id,
                trigger=trigger.id,
                title=indicator.title,
                state=state_name(state),
                since=since,
            ),
            say("hint.RB868", plan=plan.id),
        )


def reading_ahead(view: Evidence) -> Iterator[Finding]:
    """RB869: a reading of a day that has not come yet."""
    for key, readings in view.book.discovery.readings.items():
        ahead = [day for day in readings.dates if day > view.today]
        if ahead:
            indicator = view.book.discovery.indicators[key]
            yield fault(
                "RB869",
                _in(indicator, "file"),
                say("finding.RB869", file=indicator.file, date=ahead[0], count=len(ahead)),
                say("hint.RB869"),
            )


def state_name(state: State) -> Saying:
    """The state of an indicator in words."""
    return say(f"finding.indicator-state.{state.name.lower()}")


RULES: tuple[Rule, ...] = (
    ("RB862", thresholds_out_of_order),
    ("RB863", reading_overdue),
    ("RB864", threshold_without_reason),
    ("RB865", red_without_action),
    ("RB866", warns_of_nothing),
    ("RB867", perpetual_green),
    ("RB868", trigger_met),
    ("RB869", reading_ahead),
)


def _indicators(view: Evidence) -> Iterator[Indicator]:
    return iter(view.book.discovery.indicators.values())


def _in(indicator: Indicator, pointer: str) -> Place:
    return Place(indicator.source.path, indicator.id, pointer)


def _way(indicator: Indicator) -> str:
    return "higher" if indicator.direction is Direction.HIGHER else "lower"


def _number(value: float) -> str:
    return f"{value:.12g}"
