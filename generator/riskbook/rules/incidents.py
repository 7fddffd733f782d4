"""RB85x: whether incidents say what they were, and what they say against the register."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.findings import Finding
from riskbook.identifying.calibration import Calibration, Verdict, calibrate
from riskbook.identifying.incidents import unforeseen_gaps
from riskbook.model.discovery import Incident
from riskbook.model.records import Risk
from riskbook.model.terms import ReviewOutcome, Status
from riskbook.rules.evidence import Evidence, Place, Rule, fault, in_risk, open_risks, step_of
from riskbook.wording import say


def incident_of_no_risk(view: Evidence) -> Iterator[Finding]:
    """RB850: an incident that neither names a risk nor says that none foresaw it."""
    for incident in _incidents(view):
        if not incident.risks and not incident.unforeseen:
            hint = say("hint.RB850", service=incident.service)
            yield fault("RB850", _in(incident, "risks"), say("finding.RB850"), hint)


def foreseen_and_unforeseen(view: Evidence) -> Iterator[Finding]:
    """RB851: an incident that names the risks it realised and says that none foresaw it."""
    for incident in _incidents(view):
        if incident.risks and incident.unforeseen:
            message = say("finding.RB851", risks=incident.risks)
            hint = say("hint.RB851", incident=incident.id)
            yield fault("RB851", _in(incident, "unforeseen"), message, hint)


def unforeseen_without_risk(view: Evidence) -> Iterator[Finding]:
    """RB852: something happened that nobody had foreseen, and no risk has come of it.

    Silent while a record cannot be read: it may be the risk that names it.
    """
    if view.book.unread:
        return
    for gap in unforeseen_gaps(view.book, view.links):
        incident = view.book.discovery.incidents[gap.record]
        if not incident.risks:  # else RB851
            message = say("finding.RB852", title=incident.title, date=incident.date)
            hint = say("hint.RB852", incident=incident.id)
            yield fault("RB852", _in(incident, "unforeseen"), message, hint)


def incident_ahead(view: Evidence) -> Iterator[Finding]:
    """RB853: an incident that has not happened yet."""
    for incident in _incidents(view):
        if incident.date > view.today:
            message = say("finding.RB853", date=incident.date, today=view.today)
            yield fault("RB853", _in(incident, "date"), message, say("hint.RB853"))


def before_recording(view: Evidence) -> Iterator[Finding]:
    """RB854: an incident from before its register's incidents were recorded completely."""
    for incident in _incidents(view):
        register = view.book.registers.get(incident.source.register)
        since = register.incidents_since if register else None
        if register is not None and since is not None and incident.date < since:
            message = say("finding.RB854", date=incident.date, since=since)
            hint = say("hint.RB854", file=register.source.path, date=incident.date)
            yield fault("RB854", _in(incident, "date"), message, hint)


def closed_risk_came_true(view: Evidence) -> Iterator[Finding]:
    """RB855: a risk that came true after the review that closed it."""
    for incident in _incidents(view):
        for index, key in enumerate(incident.risks):
            risk = view.book.risks.get(key)
            closed = [
                entry.date
                for entry in view.links.sign_offs_of.get(key, ())
                if entry.outcome is ReviewOutcome.CLOSED
            ]
            if risk is None or risk.status is not Status.CLOSED or incident.near_miss:
                continue
            if closed and incident.date > max(closed):
                message = say("finding.RB855", risk=key, closed=max(closed), date=incident.date)
                place = _in(incident, f"risks/{index}")
                yield fault("RB855", place, message, say("hint.RB855", risk=key))


def loss_above_step(view: Evidence) -> Iterator[Finding]:
    """RB856: an incident that cost more than the step of the risk's financial impact holds.

    What happened before the risk was identified was known when it was scored.
    """
    criteria, settings = view.book.criteria, view.book.settings
    money = {dimension.key for dimension in criteria.impact.dimensions if dimension.money}
    for incident in _incidents(view):
        for risk in _open_risks_of(incident, view):
            current = risk.assessment.current
            if current is None or incident.date <= risk.identified.date:
                continue
            for dimension, value in current.impact:
                step = step_of(criteria.impact.steps, value)
                loss = incident.loss or 0.0
                if dimension not in money or step.end is None or loss <= step.end:
                    continue
                message = say(
                    "finding.RB856",
                    loss=float(loss),
                    currency=settings.currency,
                    risk=risk.id,
                    step=step.name,
                    value=value,
                    end=float(step.end),
                )
                hint = say("hint.RB856", risk=risk.id)
                yield fault("RB856", _in(incident, "loss"), message, hint)


def likelihood_contradicted(view: Evidence) -> Iterator[Finding]:
    """RB857: a current likelihood that the incidents of the risk speak against."""
    steps = view.book.criteria.likelihood.steps
    for found in _calibrated(view):
        risk = view.book.risks[found.experience.risk]
        if found.verdict is not Verdict.RESCORE or found.proposed is None:
            continue
        stated, proposed = step_of(steps, found.stated), step_of(steps, found.proposed)
        message = say(
            "finding.RB857",
            count=len(found.experience.events),
            since=found.experience.since,
            stated=stated.name,
            stated_value=found.stated,
            of_stated=_percent(found.steps[found.stated - 1]),
            proposed=proposed.name,
            proposed_value=found.proposed,
            of_proposed=_percent(found.steps[found.proposed - 1]),
        )
        place = in_risk(risk, "assessment/current/likelihood")
        yield fault("RB857", place, message, say("hint.RB857", risk=risk.id))


RULES: tuple[Rule, ...] = (
    ("RB850", incident_of_no_risk),
    ("RB851", foreseen_and_unforeseen),
    ("RB852", unforeseen_without_risk),
    ("RB853", incident_ahead),
    ("RB854", before_recording),
    ("RB855", closed_risk_came_true),
    ("RB856", loss_above_step),
    ("RB857", likelihood_contradicted),
)


def _calibrated(view: Evidence) -> tuple[Calibration, ...]:
    """What incidents say of the risks; nothing while one of them may not have been read."""
    if view.book.unread or not view.book.discovery.incidents:
        return ()
    return calibrate(view.book, view.links, view.today)


def _percent(probability: float) -> int:
    return round(probability * 100)


def _incidents(view: Evidence) -> Iterator[Incident]:
    yield from view.book.discovery.incidents.values()


def _open_risks_of(incident: Incident, view: Evidence) -> Iterator[Risk]:
    if not incident.near_miss:
        yield from (risk for risk in open_risks(view.book) if risk.id in incident.risks)


def _in(incident: Incident, pointer: str) -> Place:
    """A place in an incident's file."""
    return Place(incident.source.path, incident.id, pointer)
