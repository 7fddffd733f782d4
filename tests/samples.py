"""Small model values for tests: a clean book of which no rule complains, and its parts.

Every builder takes the fields to change by name: ``sample_risk("R002", likelihood=5, plan="")``.
The matrix is that of the shipped criteria: four levels on five steps by five, scored by sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from riskbook.findings.finding import Severity
from riskbook.model.book import (
    Book,
    Department,
    Dependency,
    Organization,
    Person,
    Register,
    RoleHeld,
    Service,
    Services,
    Settings,
    SiteSettings,
)
from riskbook.model.criteria import (
    AcceptanceBounds,
    Appetite,
    Authority,
    Criteria,
    Dimension,
    ImpactScale,
    Level,
    LikelihoodKind,
    LikelihoodScale,
    RankingKey,
    ScaleStep,
    Score,
    Tolerance,
)
from riskbook.model.records import (
    Action,
    ActionStatus,
    Assessment,
    Communication,
    Confidence,
    Control,
    ControlKind,
    ControlStatus,
    DependencyKind,
    Edge,
    Exercise,
    ExerciseResult,
    ExerciseType,
    Identified,
    Node,
    NodeKind,
    NodeReference,
    Period,
    Plan,
    Process,
    ReviewOutcome,
    Risk,
    SignOff,
    SignOffKind,
    Source,
    Stage,
    Statement,
    Status,
    Step,
    Strategy,
    Translation,
    Treatment,
    Trigger,
    Velocity,
)
from riskbook.reviewing.content import plan_digests
from riskbook.wording.saying import Text

TODAY = date(2026, 11, 22)
"""A day on which the sample book is clean."""

REGISTER = "customer-service"

LOW, MEDIUM, HIGH, CRITICAL = range(4)
"""The sample levels as indexes, lowest first."""

_DRAWN = (  # as criteria.yml draws it: highest impact first
    "MHHCC",
    "MMHCC",
    "LMMHH",
    "LLMMH",
    "LLLMM",
)


def text(en: str, zh: str) -> Text:
    return Text((("en", en), ("zh", zh)))


def grid(*drawn: str, levels: str = "LMHC") -> tuple[tuple[int, ...], ...]:
    """A matrix from rows as they are drawn, a letter a cell; any other letter is a missing cell."""
    return tuple(tuple(levels.find(cell) for cell in row) for row in reversed(drawn))


def sample_steps(
    names: Iterable[tuple[str, str, str]], bounds: Iterable[float | None]
) -> tuple[ScaleStep, ...]:
    """Steps from (key, English, Chinese) and the bounds between them, one more than steps."""
    edges = tuple(bounds)
    return tuple(
        ScaleStep(value, key, text(en, zh), (), edges[value - 1], edges[value], ())
        for value, (key, en, zh) in enumerate(names, start=1)
    )


def sample_criteria(**changes: Any) -> Criteria:
    management = Authority(("management",), whole_book=True)
    department = Authority(("risk-owner", "management"), whole_book=False)
    criteria = Criteria(
        path="registers/criteria.yml",
        version="2026-01",
        likelihood=LikelihoodScale(
            LikelihoodKind.PROBABILITY,
            sample_steps(
                (
                    ("rare", "Rare", "罕见"),
                    ("unlikely", "Unlikely", "不太可能"),
                    ("possible", "Possible", "可能"),
                    ("likely", "Likely", "很可能"),
                    ("expected", "Expected", "几乎必然"),
                ),
                (0.0, 0.05, 0.2, 0.5, 0.8, 1.0),
            ),
        ),
        impact=ImpactScale(
            (
                Dimension("customer", text("Customer", "客户"), money=False),
                Dimension("financial", text("Financial", "财务"), money=True),
            ),
            sample_steps(
                (
                    ("slight", "Slight", "轻微"),
                    ("minor", "Minor", "较小"),
                    ("serious", "Serious", "较大"),
                    ("major", "Major", "重大"),
                    ("severe", "Severe", "特别重大"),
                ),
                (0.0, 1e3, 1e4, 1e5, 1e6, 1e7),
            ),
        ),
        levels=(
            _level("low", text("Low", "低"), 3, None),
            _level("medium", text("Medium", "中"), 3, department),
            _level("high", text("High", "高"), 2, management),
            _level("critical", text("Critical", "严重"), 1, management),
        ),
        matrix=grid(*_DRAWN),
        ranking=(
            RankingKey.LEVEL,
            RankingKey.IMPORTANCE,
            RankingKey.SCORE,
            RankingKey.IMPACT,
            RankingKey.VELOCITY,
        ),
        score=Score.SUM,
        palette="default",
        colours=("#9ecae9", "#ffe066", "#f58518", "#a50f15"),
        categories=(
            ("operational", text("Operational", "操作风险")),
            ("technical", text("Technical", "技术风险")),
            ("management", text("Management", "管理风险")),
        ),
        sources=(
            ("customer-feedback", text("Customer feedback", "客户反馈")),
            ("internal-record", text("Internal record", "内部记录")),
        ),
        appetite=(
            Appetite(
                "operational",
                text(
                    "We accept small disturbances of daily work.", "日常工作中的轻微干扰可以接受。"
                ),
                limit=MEDIUM,
                days_to_act=30,
                tolerance=Tolerance(HIGH, at_most=2),
            ),
        ),
        acceptance=AcceptanceBounds(2, 2, management, Period(12, "months")),
    )
    return replace(criteria, **changes)


def _level(key: str, name: Text, months: int, approval: Authority | None) -> Level:
    grave = key in {"high", "critical"}
    return Level(key, name, Period(months, "months"), grave, grave, approval)


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


def sample_settings(**changes: Any) -> Settings:
    settings = Settings(
        path="riskbook.yml",
        format=1,
        title=text("Service risk register", "服务风险登记册"),
        languages=("en",),
        time_zone="Asia/Shanghai",
        currency="CNY",
        repository="https://git.example.org/risk",
        edit="https://git.example.org/risk/edit/main/{path}",
        severities={},
        fail_on=Severity.ERROR,
        ids={},
        site=SiteSettings("", None),
    )
    return replace(settings, **changes)


def sample_organization(**changes: Any) -> Organization:
    organization = Organization(
        path="registers/organization.yml",
        departments={
            "customer-service": Department(
                "customer-service", text("Customer service", "客户服务部")
            ),
            "it-support": Department("it-support", text("IT support", "IT 支持部")),
            "risk": Department("risk", text("Risk department", "风险管理部")),
        },
        people={
            "hotline-lead": _person(
                "hotline-lead", text("Hotline lead", "热线主管"), "customer-service", "risk-owner"
            ),
            "operations-head": _person(
                "operations-head",
                text("Head of operations", "运营负责人"),
                "it-support",
                "management",
            ),
            "risk-manager": _person(
                "risk-manager", text("Risk manager", "风险经理"), "risk", "risk-department"
            ),
            "service-desk-lead": _person(
                "service-desk-lead",
                text("Service desk lead", "服务台主管"),
                "it-support",
                "risk-owner",
            ),
        },
        roles={
            "management": text("Management", "管理层"),
            "risk-department": text("Risk department", "风险管理部门"),
            "risk-owner": text("Risk owner", "风险责任人"),
        },
    )
    return replace(organization, **changes)


def sample_services(**changes: Any) -> Services:
    """Three services of importance 5, 4 and 2, and one system."""
    services = Services(
        path="registers/services.yml",
        services={
            "customer-hotline": Service(
                "customer-hotline",
                text("Customer hotline", "客户热线"),
                "customer-service",
                5,
                (("response-target", text("Answer in 30 seconds", "30 秒内接听")),),
            ),
            "project-office": Service(
                "project-office", text("Project office", "项目管理办公室"), "it-support", 2, ()
            ),
            "service-desk": Service(
                "service-desk", text("Service desk", "服务台"), "it-support", 4, ()
            ),
        },
        dependencies={
            "ticket-system": Dependency(
                "ticket-system", text("Ticket system", "工单系统"), DependencyKind.SYSTEM
            )
        },
    )
    return replace(services, **changes)


def sample_register(key: str = REGISTER, **changes: Any) -> Register:
    register = Register(
        key=key,
        source=Source(f"registers/{key}/register.yml", key, "0" * 16),
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
    return sample_sign_off(
        plan.id,
        SignOffKind.APPROVAL,
        date(2026, 9, 10),
        content=tuple(plan_digests(plan).items()),
    )


def _person(key: str, name: Text, department: str, role: str) -> Person:
    return Person(
        key=key,
        name=name,
        department=department,
        emails=(f"{key}@example.org",),
        logins=(("github", key),),
        roles=(RoleHeld(role, "", date(2025, 1, 1), None),),
    )


def _source(path: str) -> Source:
    return Source(f"registers/{REGISTER}/{path}", REGISTER, "0" * 16)


def _by_id(records: Iterable[Any]) -> dict[str, Any]:
    return {record.id: record for record in sorted(records, key=lambda record: str(record.id))}
