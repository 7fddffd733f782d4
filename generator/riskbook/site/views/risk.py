"""One risk: everything on its page that only its own files decide."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from riskbook.assessing.standing import Position
from riskbook.model.records import Action, Dependence, Risk, Stage
from riskbook.model.terms import ActionStatus
from riskbook.site.edition import UP, Edition, RecordLink
from riskbook.site.homes import department_home, owner_home, register_home, service_home
from riskbook.site.markdown import body_html
from riskbook.site.standing_data import shard
from riskbook.site.views.changes import RiskHistory, history_of
from riskbook.site.views.record import Foot, Languages, SignOffs, foot, languages, sign_offs
from riskbook.site.views.timeline import TimelineView, risk_timeline

if TYPE_CHECKING:
    from riskbook.site.translating import Reading
    from riskbook.site.views.bow_tie import BowTieView
    from riskbook.site.views.risk_experience import ExperienceView
    from riskbook.site.views.risk_indicators import IndicatorLine
    from riskbook.site.views.risk_sources import RiskSource

Read = Callable[[str, str], str]
"""The text at a pointer, marked with its language."""


class StageView(NamedTuple):
    """One assessment in words; ``kind`` is ``inherent``, ``current`` or ``target``."""

    kind: str
    title: str
    chip: str
    likelihood: str
    impact: str
    dimensions: str
    rationale: str
    due: str


class ActionView(NamedTuple):
    """One measure of the treatment."""

    id: str
    what: str
    owner: str
    due: str
    cost: str
    status: str
    key: str


class ControlRow(NamedTuple):
    """A control that the risk names; ``state`` says since when it is in force."""

    record: RecordLink
    kind: str
    state: str


class Basis(NamedTuple):
    """One thing that the assessment rests on."""

    kind: str
    record: RecordLink


class RiskView(NamedTuple):
    """A risk's page. ``standing`` is the data file with what moves when others move."""

    id: str
    title: str
    status: str
    status_key: str
    register: str
    chip: str
    standing: str
    languages: Languages
    edit: str
    citation: str
    owner: str
    department: str
    service: str
    importance: str
    objective: str
    category: str
    found: str
    reference: str
    strategy: str
    due: str
    last_review: str
    accepted_until: str
    confidence: str
    velocity: str
    cause: str
    event: str
    consequence: str
    bow_tie: BowTieView | None
    stages: tuple[StageView, ...]
    not_assessed: str
    matrix: Markup
    movement: str
    expected_loss: str
    loss_basis: str
    experience: ExperienceView | None
    treatment: str
    actions: tuple[ActionView, ...]
    timeline: TimelineView | None
    controls: tuple[ControlRow, ...]
    indicators: tuple[IndicatorLine, ...]
    plan: RecordLink | None
    basis: tuple[Basis, ...]
    sources: tuple[RiskSource, ...]
    related: tuple[RecordLink, ...]
    sign_offs: SignOffs
    history: RiskHistory
    body: str
    body_language: str
    foot: Foot


def risk_view(edition: Edition, risk_id: str, matrix: Markup) -> RiskView:
    """The page of one risk; ``matrix`` is its small matrix as SVG."""
    site, words, names = edition.site, edition.words, edition.names
    risk = edition.risks[risk_id]
    reading = edition.reading(risk)
    read = reading.words
    levels = edition.stages(risk_id)
    attested = site.standing.risks[risk_id].attested
    service = site.book.services.services.get(risk.service)
    until = attested.accepted_until or attested.lapsed_on
    body_language = reading.language if "body" in reading.foreign else ""
    return RiskView(
        id=risk_id,
        title=read("title", risk.title),
        status=words.named("status", risk.status),
        status_key=risk.status.value,
        register=register_home(edition, risk.source.register),
        chip=names.chip(levels.current),
        standing=f"{UP}{shard(risk_id)}",
        languages=languages(edition, reading, f"risks/{risk_id}.html"),
        edit=edition.edit(risk.source.path),
        citation=f"{risk_id}: {risk.title}",
        owner=owner_home(edition, risk.owner),
        department=department_home(edition, service.department) if service else "",
        service=service_home(edition, risk.service),
        importance=words.say("importance", count=service.importance) if service else "",
        objective=words.text(dict(service.objectives).get(risk.objective)) if service else "",
        category=names.categories.get(risk.category, risk.category),
        found=_found(edition, risk),
        reference=read("identified/reference", risk.identified.reference),
        strategy=words.named("strategy", risk.treatment.strategy)
        if risk.treatment.strategy
        else "",
        due=words.due(attested.due),
        last_review=words.date(attested.last_review),
        accepted_until=words.due(until),
        confidence=words.named("confidence", risk.assessment.confidence)
        if risk.assessment.confidence
        else "",
        velocity=words.named("velocity", risk.assessment.velocity)
        if risk.assessment.velocity
        else "",
        cause=read("statement/cause", risk.statement.cause),
        event=read("statement/event", risk.statement.event),
        consequence=read("statement/consequence", risk.statement.consequence),
        bow_tie=_bow_tie(edition, risk, reading),
        stages=_stages(edition, risk, read),
        not_assessed=words.say(f"risk.not-assessed.{risk.status.value}"),
        matrix=matrix,
        movement=_movement(edition, risk_id),
        expected_loss=_expected_loss(edition, risk),
        loss_basis=read("expected_loss/basis", risk.expected_loss.basis)
        if risk.expected_loss
        else "",
        experience=_experience(edition, risk),
        treatment=read("treatment/rationale", risk.treatment.rationale),
        actions=tuple(_action(edition, action, read) for action in risk.treatment.actions),
        timeline=risk_timeline(edition, risk),
        controls=tuple(_control(edition, key) for key in risk.controls),
        indicators=_indicators(edition, risk),
        plan=edition.plan(risk.plan) if risk.plan else None,
        basis=_basis(edition, risk),
        sources=_sources(edition, risk),
        related=tuple(edition.risk(key) for key in site.links.related.get(risk_id, ())),
        sign_offs=sign_offs(edition, risk_id),
        history=history_of(edition, risk_id),
        body=body_html(risk.body),
        body_language=body_language,
        foot=foot(edition, risk.source.path, reading.path),
    )


# What few risks have is only imported for one that has it.


def _bow_tie(edition: Edition, risk: Risk, reading: Reading) -> BowTieView | None:
    if not (risk.causes or risk.consequences):
        return None
    from riskbook.site.views.bow_tie import bow_tie_view

    return bow_tie_view(edition, risk, reading)


def _experience(edition: Edition, risk: Risk) -> ExperienceView | None:
    if not edition.site.book.discovery.incidents:
        return None
    from riskbook.site.views.risk_experience import risk_experience

    return risk_experience(edition, risk)


def _indicators(edition: Edition, risk: Risk) -> tuple[IndicatorLine, ...]:
    if not risk.indicators:
        return ()
    from riskbook.site.views.risk_indicators import risk_indicators

    return risk_indicators(edition, risk)


def _sources(edition: Edition, risk: Risk) -> tuple[RiskSource, ...]:
    if not (risk.problem_types or risk.found_in):
        return ()
    from riskbook.site.views.risk_sources import risk_sources

    return risk_sources(edition, risk)


def _found(edition: Edition, risk: Risk) -> str:
    source = edition.names.sources.get(risk.identified.source, risk.identified.source)
    day = edition.words.date(risk.identified.date)
    return edition.words.fill("risk.found-on", source=source, day=day)


def _stages(edition: Edition, risk: Risk, read: Read) -> tuple[StageView, ...]:
    assessment, levels = risk.assessment, edition.stages(risk.id)
    stages = (
        ("inherent", assessment.inherent, levels.inherent),
        ("current", assessment.current, levels.current),
        ("target", assessment.target, levels.target),
    )
    return tuple(
        _stage(edition, kind, stage, position, read) for kind, stage, position in stages if stage
    )


def _stage(
    edition: Edition, kind: str, stage: Stage, position: Position | None, read: Read
) -> StageView:
    names = edition.names
    return StageView(
        kind=kind,
        title=edition.words.say(f"stage.{kind}"),
        chip=names.chip(position),
        likelihood=names.likelihood_step(stage.likelihood),
        impact=names.impact_of(stage) if stage.impact else "",
        dimensions=names.impacts(stage, position),
        rationale=read(f"assessment/{kind}/rationale", stage.rationale),
        due=edition.words.due(stage.due),
    )


def _movement(edition: Edition, risk_id: str) -> str:
    """The small matrix in words: ``Inherent 5 × 4 Critical, now 4 × 3 High``."""
    levels = edition.stages(risk_id)
    stages = (
        ("inherent", levels.inherent),
        ("current", levels.current),
        ("target", levels.target),
    )
    return edition.words.say("movement-separator").join(
        edition.words.say(
            "risk.stage-in-words",
            stage=edition.words.say(f"stage.{kind}"),
            likelihood=position.likelihood,
            impact=position.impact,
            level=edition.names.levels[position.level].name if position.level >= 0 else "",
        )
        for kind, position in stages
        if position
    )


def _expected_loss(edition: Edition, risk: Risk) -> str:
    loss, words = risk.expected_loss, edition.words
    if loss is None:
        return ""
    yearly = edition.site.standing.risks[risk.id].expected_loss
    frequency = (
        words.say("loss.rate", rate=words.number(loss.rate), count=1 if loss.rate == 1 else 2)
        if loss.rate is not None
        else words.say("loss.probability", percent=words.number((loss.probability or 0) * 100))
    )
    return words.say(
        "loss.sentence" if yearly is not None else "loss.range",
        yearly=words.money(float(round(yearly))) if yearly is not None else "",
        frequency=frequency,
        low=words.money(loss.loss.low),
        high=words.money(loss.loss.high),
        interval=words.number(loss.loss.interval * 100),
    )


def _action(edition: Edition, action: Action, read: Read) -> ActionView:
    words = edition.words
    waiting = action.status is ActionStatus.OPEN
    return ActionView(
        id=action.id,
        what=read(f"treatment/actions/{action.id}/what", action.what),
        owner=owner_home(edition, action.owner),
        due=words.due(action.due) if waiting else words.date(action.due),
        cost=words.money(action.cost),
        status=words.named("action", action.status),
        key=action.status.value,
    )


def _control(edition: Edition, key: str) -> ControlRow:
    control = edition.controls.get(key)
    if control is None:
        return ControlRow(edition.control(key), "", "")
    words = edition.words
    state = words.named("control-status", control.status)
    return ControlRow(
        edition.control(key),
        words.named("control-kind", control.kind),
        words.say("since", state=state, day=words.day(control.since)) if control.since else state,
    )


def _basis(edition: Edition, risk: Risk) -> tuple[Basis, ...]:
    words = edition.words
    node = words.say("basis.node")
    return (
        *(Basis(node, edition.process(place.process, UP, place.node)) for place in risk.arises_at),
        *(_dependence(edition, item) for item in risk.depends_on),
    )


def _dependence(edition: Edition, item: Dependence) -> Basis:
    words = edition.words
    if item.path:
        return Basis(words.say("basis.path"), RecordLink("", "", item.path))
    if item.service:
        name = edition.names.services.get(item.service)
        href = f"{UP}services/{item.service}.html" if name else ""
        return Basis(words.say("basis.service"), RecordLink("", href, name or item.service))
    if item.control:
        return Basis(words.say("basis.control"), edition.control(item.control))
    kind = "basis.node" if item.node else "basis.process"
    return Basis(words.say(kind), edition.process(item.process, UP, item.node))
