"""Small model values for tests: a clean book of which no rule complains, and its parts.

Every builder takes the fields to change by name: ``sample_risk("R002", likelihood=5, plan="")``.
The matrix is that of the shipped criteria: four levels on five steps by five, scored by sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from riskbook.model.book import (
    Book,
    Register,
)
from riskbook.model.records import (
    Action,
    Assessment,
    Communication,
    Control,
    Edge,
    Exercise,
    Identified,
    Node,
    NodeReference,
    Period,
    Plan,
    Process,
    Risk,
    SignOff,
    Source,
    Stage,
    Statement,
    Step,
    Translation,
    Treatment,
    Trigger,
)
from riskbook.model.terms import (
    ActionStatus,
    Confidence,
    ControlKind,
    ControlStatus,
    ExerciseResult,
    ExerciseType,
    NodeKind,
    ReviewOutcome,
    SignOffKind,
    Status,
    Strategy,
    Velocity,
)
from riskbook.reviewing.content import content_of, plan_digests
from riskbook.reviewing.fingerprints import overall
from sample_framework import (
    CRITICAL,
    HIGH,
    LOW,
    MEDIUM,
    grid,
    sample_criteria,
    sample_organization,
    sample_services,
    sample_settings,
    sample_steps,
    text,
)

__all__ = [
    "CRITICAL",
    "HIGH",
    "LOW",
    "MEDIUM",
    "REGISTER",
    "TODAY",
    "grid",
    "sample_action",
    "sample_book",
    "sample_control",
    "sample_criteria",
    "sample_exercise",
    "sample_organization",
    "sample_plan",
    "sample_process",
    "sample_register",
    "sample_risk",
    "sample_services",
    "sample_settings",
    "sample_sign_off",
    "sample_stage",
    "sample_steps",
    "text",
]

TODAY = date(2026, 11, 22)
"""A day on which the sample book is clean."""

REGISTER = "customer-service"


def sample_stage(likelihood: int, impact: int | Mapping[str, int], **changes: Any) -> Stage:
    """A stage; one number is a score for all dimensions."""
    by_dimension = impact.items() if isinstance(impact, Mapping) else (("", impact),)
    return replace(
        Stage(likelihood, tuple(by_dimension), "Calls counted in the first half of 2026"), **changes
    )


def sample_risk(
    risk_id: str = "R001",
    likelihood: int = 3,
    impact: int | Mapping[str, int] = 3,
    **changes: Any,
) -> Risk:
    """An open risk with a plan and one action; inherent, current and target stand together."""
    stage = sample_stage(likelihood, impact)
    risk = Risk(
        id=risk_id,
        source=_source(f"risks/{risk_id}-calls-wait.md"),
        language="en",
        title="Customers who call outside working hours wait too long",
        status=Status.OPEN,
        category="operational",
        service="customer-hotline",
        objective="response-target",
        owner="hotline-lead",
        identified=Identified(date(2026, 5, 12), "customer-feedback", "Survey 2026-Q2, question 7"),
        statement=Statement(
            "No staff after 18:00",
            "A customer with an urgent fault reaches nobody",
            "The response target is missed and a penalty is due",
        ),
        causes=(),
        consequences=(),
        assessment=Assessment(
            stage, stage, replace(stage, due=date(2027, 3, 31)), Confidence.MEDIUM, Velocity.HOURS
        ),
        expected_loss=None,
        controls=("C001",),
        arises_at=(
            NodeReference("ticket-intake", "intake"),
            NodeReference("ticket-intake", "triage"),
        ),
        depends_on=(),
        treatment=Treatment(
            Strategy.MITIGATE, "Night volume justifies one on-call shift", (sample_action(),)
        ),
        plan="P001",
        related=(),
        confidential=False,
        body="",
    )
    return replace(risk, **changes)


def sample_action(**changes: Any) -> Action:
    action = Action(
        "A1",
        "Start a second on-call shift",
        "hotline-lead",
        date(2026, 12, 31),
        ActionStatus.OPEN,
        24000.0,
    )
    return replace(action, **changes)


def sample_plan(plan_id: str = "P001", **changes: Any) -> Plan:
    plan = Plan(
        id=plan_id,
        source=_source(f"plans/{plan_id}-on-call.md"),
        language="en",
        title="Take urgent calls when the on-call phone fails",
        owner="hotline-lead",
        deputy="service-desk-lead",
        trigger=(
            Trigger("T1", "The on-call phone is dead for 10 minutes", "Telephone system alarm"),
        ),
        steps=(
            Step("S1", "Divert calls to the spare phone", "service-desk-lead", "15 minutes"),
            Step("S2", "Tell customers with open urgent tickets", "hotline-lead", "1 hour"),
        ),
        communication=(
            Communication("M1", "Customers", "Use the spare number", "Service page", "1 hour"),
        ),
        resources=("Spare phone",),
        stop_when="The on-call phone has worked for one hour",
        exercise_every=Period(6, "months"),
        cost=None,
        confidential=False,
        body="",
    )
    return replace(plan, **changes)


def sample_control(control_id: str = "C001", **changes: Any) -> Control:
    control = Control(
        id=control_id,
        source=_source(f"controls/{control_id}-on-call-phone.md"),
        language="en",
        title="On-call phone",
        owner="hotline-lead",
        kind=ControlKind.RESPOND,
        status=ControlStatus.IN_FORCE,
        since=date(2026, 3, 1),
        last_tested=date(2026, 9, 1),
        confidential=False,
        body="",
    )
    return replace(control, **changes)


def sample_process(process_id: str = "ticket-intake", **changes: Any) -> Process:
    """Two nodes in a row; only the second is critical, and it depends on the ticket system."""
    process = Process(
        id=process_id,
        source=_source(f"processes/{process_id}.yml"),
        title=text("Ticket intake", "工单受理"),
        owner="service-desk-lead",
        service="customer-hotline",
        lanes=(("service-desk", text("Service desk", "服务台")),),
        items=(("ticket", text("Ticket", "工单")),),
        receives=("call",),
        delivers=("priority",),
        nodes=(
            Node(
                "intake",
                text("Intake", "受理"),
                NodeKind.TASK,
                "service-desk",
                ("call",),
                ("ticket",),
                (),
                critical=False,
            ),
            Node(
                "triage",
                text("Triage", "分级"),
                NodeKind.TASK,
                "service-desk",
                ("ticket",),
                ("priority",),
                ("ticket-system",),
                critical=True,
            ),
        ),
        edges=(Edge("intake", "triage", None),),
        confidential=False,
    )
    return replace(process, **changes)


def sample_sign_off(
    of: str = "R001",
    kind: SignOffKind = SignOffKind.REVIEW,
    day: date = date(2026, 11, 2),
    **changes: Any,
) -> SignOff:
    """A review by the owner; an approval or an acceptance by the management's person."""
    review = kind is SignOffKind.REVIEW
    by, role = ("hotline-lead", "risk-owner") if review else ("operations-head", "management")
    sign_off = SignOff(
        source=_source(f"sign-offs/{of}/{day.isoformat()}-{kind.value}-9f31.yml"),
        kind=kind,
        of=of,
        by=by,
        role=role,
        date=day,
        outcome=ReviewOutcome.UNCHANGED if review else None,
        until=date(2027, 5, 2) if kind is SignOffKind.ACCEPTANCE else None,
        resources="granted" if kind is SignOffKind.APPROVAL else "",
        reason="Night calls unchanged since the on-call phone.",
        language="en",
        changed_by=(),
        content=(),
        basis=(),
        fingerprint="",
    )
    return replace(sign_off, **changes)


def sample_exercise(
    plan: Plan | None = None, day: date = date(2026, 9, 3), **changes: Any
) -> Exercise:
    """A tabletop exercise that passed and proves the plan as it stands."""
    exercised = plan or sample_plan()
    exercise = Exercise(
        source=_source(f"exercises/{exercised.id}/{day.isoformat()}-tabletop.yml"),
        of=exercised.id,
        date=day,
        type=ExerciseType.TABLETOP,
        scenario=text("The on-call phone dies on a Friday night", "周五夜间值班电话失灵"),
        participants=("hotline-lead", "service-desk-lead"),
        result=ExerciseResult.PASSED,
        findings=(),
        actions=(),
        proves=tuple(plan_digests(exercised).items()),
    )
    return replace(exercise, **changes)


def sample_register(key: str = REGISTER, **changes: Any) -> Register:
    register = Register(
        key=key,
        source=Source(f"registers/{key}/register.yml", key, "0" * 16),
        language="en",
        title=text("Customer service", "客户服务"),
        scope=text("Everything a customer calls about", "客户来电涉及的全部事项"),
        department="customer-service",
        services=("customer-hotline", "project-office", "service-desk"),
    )
    return replace(register, **changes)


def sample_book(
    risks: Iterable[Risk] | None = None,
    *,
    plans: Iterable[Plan] | None = None,
    controls: Iterable[Control] | None = None,
    processes: Iterable[Process] | None = None,
    translations: Iterable[Translation] = (),
    **changes: Any,
) -> Book:
    """A book of R001, P001, C001 and ticket-intake, each record given a fresh sign-off.

    What is given stands in place of the default. ``sign_offs`` and ``exercises`` left out are made
    to fit: each risk is reviewed, each plan approved and exercised.
    """
    risk_list = [sample_risk()] if risks is None else list(risks)
    plan_list = [sample_plan()] if plans is None else list(plans)
    book = Book(
        settings=sample_settings(),
        criteria=sample_criteria(),
        organization=sample_organization(),
        services=sample_services(),
        registers={REGISTER: sample_register()},
        risks=_by_id(risk_list),
        plans=_by_id(plan_list),
        controls=_by_id([sample_control()] if controls is None else controls),
        processes=_by_id([sample_process()] if processes is None else processes),
        sign_offs=(
            *(sample_sign_off(risk.id) for risk in risk_list),
            *(_approval_of(plan) for plan in plan_list),
        ),
        exercises=tuple(sample_exercise(plan) for plan in plan_list),
        translations={(entry.of, entry.language): entry for entry in translations},
    )
    return replace(book, **changes)


def _approval_of(plan: Plan) -> SignOff:
    content = content_of(plan)
    return sample_sign_off(
        plan.id,
        SignOffKind.APPROVAL,
        date(2026, 9, 10),
        content=tuple(content.items()),
        fingerprint=overall(content, {}),
    )


def _source(path: str) -> Source:
    return Source(f"registers/{REGISTER}/{path}", REGISTER, "0" * 16)


def _by_id(records: Iterable[Any]) -> dict[str, Any]:
    return {record.id: record for record in sorted(records, key=lambda record: str(record.id))}
