"""Controls: the list, and the page of one control."""

from __future__ import annotations

from typing import NamedTuple

from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import owner_home
from riskbook.site.markdown import body_html
from riskbook.site.views.plan import PlanRisk
from riskbook.site.views.record import Foot, Languages, SignOffs, foot, languages, sign_offs


class ControlLine(NamedTuple):
    """One control of the list."""

    record: RecordLink
    kind: str
    status: str
    status_key: str
    since: str
    last_tested: str
    owner: str
    risks: tuple[RecordLink, ...]


class ControlsView(NamedTuple):
    """The list of controls by id."""

    lead: str
    rows: tuple[ControlLine, ...]


class ControlView(NamedTuple):
    """A control's page."""

    id: str
    title: str
    languages: Languages
    edit: str
    citation: str
    kind: str
    status: str
    status_key: str
    since: str
    last_tested: str
    owner: str
    risks: tuple[PlanRisk, ...]
    sign_offs: SignOffs
    body: str
    body_language: str
    foot: Foot


def controls_view(edition: Edition) -> ControlsView:
    """All controls."""
    words = edition.words
    return ControlsView(
        words.say("controls.lead", count=len(edition.controls)),
        tuple(
            ControlLine(
                record=edition.control(key, ""),
                kind=words.named("control-kind", control.kind),
                status=words.named("control-status", control.status),
                status_key=control.status.value,
                since=words.date(control.since),
                last_tested=words.date(control.last_tested),
                owner=owner_home(edition, control.owner, "") if control.owner else "",
                risks=tuple(
                    edition.risk(risk, "")
                    for risk in edition.site.links.risks_of_control.get(key, ())
                ),
            )
            for key, control in edition.controls.items()
        ),
    )


def control_view(edition: Edition, control_id: str) -> ControlView:
    """The page of one control."""
    site, words, names = edition.site, edition.words, edition.names
    control = edition.controls[control_id]
    reading = edition.reading(control)
    return ControlView(
        id=control_id,
        title=reading.words("title", control.title),
        languages=languages(edition, reading, f"controls/{control_id}.html"),
        edit=edition.edit(control.source.path),
        citation=f"{control_id}: {control.title}",
        kind=words.named("control-kind", control.kind),
        status=words.named("control-status", control.status),
        status_key=control.status.value,
        since=words.date(control.since),
        last_tested=words.date(control.last_tested),
        owner=owner_home(edition, control.owner) if control.owner else "",
        risks=tuple(
            PlanRisk(edition.risk(key), names.chip(edition.stages(key).current))
            for key in site.links.risks_of_control.get(control_id, ())
        ),
        sign_offs=sign_offs(edition, control_id),
        body=body_html(control.body),
        body_language=reading.language if "body" in reading.foreign else "",
        foot=foot(edition, control.source.path, reading.path),
    )
