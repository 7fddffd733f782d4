"""Contingency plans: the list with their states, and the page of one plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from riskbook.assessing.standing import Approval, Proof
from riskbook.model.records import Exercise, Plan, Trigger
from riskbook.model.terms import ActionStatus
from riskbook.site.edition import UP, Edition, RecordLink
from riskbook.site.homes import owner_home
from riskbook.site.markdown import body_html
from riskbook.site.plan_states import approval, proof
from riskbook.site.standing_data import shard
from riskbook.site.translating import Reading
from riskbook.site.views.record import Foot, Languages, SignOffs, foot, languages, sign_offs

if TYPE_CHECKING:
    from riskbook.site.views.risk_indicators import IndicatorLine


class PlanRow(NamedTuple):
    """One plan of the list: its two states in words, and when it is next exercised."""

    record: RecordLink
    owner: str
    approval: str
    approved: bool
    proof: str
    proven: bool
    next_exercise: str
    chip: str
    risks: tuple[RecordLink, ...]


class PlansView(NamedTuple):
    """The list of plans, highest bound level first."""

    lead: str
    rows: tuple[PlanRow, ...]


class TriggerView(NamedTuple):
    """What sets the plan off."""

    id: str
    when: str
    observed_by: str
    indicator: IndicatorLine | None


class StepView(NamedTuple):
    """One step."""

    id: str
    do: str
    who: str
    within: str


class MessageView(NamedTuple):
    """Who is told what."""

    id: str
    to: str
    say: str
    channel: str
    within: str


class ExerciseActionView(NamedTuple):
    """What an exercise found must be done."""

    what: str
    owner: str
    due: str
    status: str


class ExerciseView(NamedTuple):
    """One exercise."""

    date: str
    type: str
    result: str
    passed: bool
    scenario: str
    participants: str
    findings: tuple[str, ...]
    actions: tuple[ExerciseActionView, ...]


class PlanRisk(NamedTuple):
    """A risk that the plan is for."""

    record: RecordLink
    chip: str


class PlanView(NamedTuple):
    """A plan's page. ``standing`` is the data file with its states of today."""

    id: str
    title: str
    standing: str
    languages: Languages
    edit: str
    citation: str
    owner: str
    deputy: str
    exercise_every: str
    cost: str
    triggers: tuple[TriggerView, ...]
    steps: tuple[StepView, ...]
    messages: tuple[MessageView, ...]
    resources: tuple[str, ...]
    stop_when: str
    risks: tuple[PlanRisk, ...]
    exercises: tuple[ExerciseView, ...]
    sign_offs: SignOffs
    body: str
    body_language: str
    foot: Foot


def plans_view(edition: Edition) -> PlansView:
    """All plans: the higher the level that binds a plan, the further up."""
    states = edition.site.plan_states

    def order(key: str) -> tuple[int, str]:
        state = states.get(key)
        return (-(state.level if state and state.level is not None else -1), key)

    return PlansView(
        edition.words.say("plans.lead", count=len(edition.plans)),
        tuple(_row(edition, key) for key in sorted(edition.plans, key=order)),
    )


def plan_view(edition: Edition, plan_id: str) -> PlanView:
    """The page of one plan."""
    site, words, names = edition.site, edition.words, edition.names
    plan = edition.plans[plan_id]
    reading = edition.reading(plan)
    read = reading.words
    return PlanView(
        id=plan_id,
        title=read("title", plan.title),
        standing=f"{UP}{shard(plan_id)}",
        languages=languages(edition, reading, f"plans/{plan_id}.html"),
        edit=edition.edit(plan.source.path),
        citation=f"{plan_id}: {plan.title}",
        owner=owner_home(edition, plan.owner) if plan.owner else "",
        deputy=owner_home(edition, plan.deputy) if plan.deputy else "",
        exercise_every=words.period(plan.exercise_every) if plan.exercise_every else "",
        cost=words.money(plan.cost),
        triggers=tuple(
            TriggerView(
                item.id,
                read(f"trigger/{item.id}/when", item.when),
                words.fill(
                    "plan.observed-by", who=read(f"trigger/{item.id}/observed_by", item.observed_by)
                )
                if item.observed_by
                else "",
                _indicator(edition, item),
            )
            for item in plan.trigger
        ),
        steps=_steps(edition, plan, reading),
        messages=_messages(edition, plan, reading),
        resources=tuple(
            read(f"resources/{index}", text) for index, text in enumerate(plan.resources)
        ),
        stop_when=read("stop_when", plan.stop_when),
        risks=tuple(
            PlanRisk(edition.risk(key), names.chip(edition.stages(key).current))
            for key in site.links.risks_of_plan.get(plan_id, ())
        ),
        exercises=tuple(
            _exercise(edition, entry)
            for entry in reversed(site.links.exercises_of.get(plan_id, ()))
        ),
        sign_offs=sign_offs(edition, plan_id),
        body=body_html(plan.body),
        body_language=reading.language if "body" in reading.foreign else "",
        foot=foot(edition, plan.source.path, reading.path),
    )


def _indicator(edition: Edition, trigger: Trigger) -> IndicatorLine | None:
    if not trigger.indicator:
        return None
    from riskbook.site.views.risk_indicators import trigger_indicator  # few plans wait for one

    return trigger_indicator(edition, trigger)


def _row(edition: Edition, key: str) -> PlanRow:
    plan, state = edition.plans[key], edition.site.plan_states.get(key)
    return PlanRow(
        record=edition.plan(key, ""),
        owner=owner_home(edition, plan.owner, "") if plan.owner else "",
        approval=approval(edition, state) if state else "",
        approved=state is not None and state.approval is Approval.APPROVED,
        proof=proof(edition, state) if state else "",
        proven=state is not None and state.proof is Proof.PROVEN,
        next_exercise=edition.words.due(state.exercise_due) if state else "",
        chip=edition.names.levels[state.level].chip
        if state and state.level is not None and state.level >= 0
        else "",
        risks=tuple(
            edition.risk(risk, "") for risk in edition.site.links.risks_of_plan.get(key, ())
        ),
    )


def _steps(edition: Edition, plan: Plan, reading: Reading) -> tuple[StepView, ...]:
    return tuple(
        StepView(
            step.id,
            reading.words(f"steps/{step.id}/do", step.do),
            owner_home(edition, step.who) if step.who else "",
            edition.words.fill("plan.within", span=span(edition, step.within))
            if step.within
            else "",
        )
        for step in plan.steps
    )


def _messages(edition: Edition, plan: Plan, reading: Reading) -> tuple[MessageView, ...]:
    return tuple(
        MessageView(
            item.id,
            reading.words(f"communication/{item.id}/to", item.to),
            reading.words(f"communication/{item.id}/say", item.say),
            reading.words(f"communication/{item.id}/channel", item.channel),
            span(edition, item.within),
        )
        for item in plan.communication
    )


def span(edition: Edition, within: str) -> str:
    """A span such as ``15 minutes`` in words; one that is written otherwise as it stands."""
    number, _, unit = within.partition(" ")
    key = f"period.{unit.rstrip('s')}s"
    if number.isdecimal() and f"site.{key}" in edition.words.catalogue:
        return edition.words.say(key, count=int(number))
    return within


def _exercise(edition: Edition, entry: Exercise) -> ExerciseView:
    words, names = edition.words, edition.names
    return ExerciseView(
        date=words.date(entry.date),
        type=words.named("exercise", entry.type),
        result=words.named("result", entry.result),
        passed=entry.result.value == "passed",
        scenario=words.text(entry.scenario),
        participants=words.fill("plan.participants", people=names.holder_list(entry.participants)),
        findings=tuple(words.text(text) for text in entry.findings),
        actions=tuple(
            ExerciseActionView(
                words.text(action.what),
                owner_home(edition, action.owner),
                words.due(action.due)
                if action.status is ActionStatus.OPEN
                else words.date(action.due),
                words.named("action", action.status),
            )
            for action in entry.actions
        ),
    )
