"""A book, edits of it by name, and exactly the changes that each makes: no more, no less."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

from riskbook.model.book import Book, RoleHeld
from riskbook.model.criteria import AcceptanceBounds, Authority, RankingKey, Tolerance
from riskbook.model.records import (
    Communication,
    Dependence,
    Edge,
    ExpectedLoss,
    LossRange,
    NodeReference,
    Pathway,
    Period,
    Risk,
    SignOff,
    Step,
    Translation,
)
from riskbook.model.terms import (
    ActionStatus,
    Confidence,
    ControlStatus,
    SignOffKind,
    Status,
    Strategy,
)
from samples import (
    HIGH,
    REGISTER,
    sample_action,
    sample_book,
    sample_control,
    sample_exercise,
    sample_plan,
    sample_register,
    sample_risk,
    sample_sign_off,
    text,
)

Edit: TypeAlias = Callable[[Book], Book]

BOOK = sample_book(
    [
        sample_risk("R001", 3, 3),
        sample_risk("R002", 4, 4, plan="", service="service-desk"),
        sample_risk("R003", 2, 2, plan="", service="project-office"),
        sample_risk("R004", 2, 2, plan="", service="service-desk"),
    ],
    plans=[sample_plan(), sample_plan("P002")],
    controls=[sample_control(), sample_control("C002")],
    translations=[
        Translation(
            replace(sample_risk().source, path="registers/customer-service/risks/R001.zh.md"),
            "R001",
            "zh",
            (("title", "等待过久"), ("statement/cause", "无人值守")),
            (),
            "",
        )
    ],
)


def risk(key: str = "R001", **changes: Any) -> Edit:
    return lambda book: replace(
        book, risks={**book.risks, key: replace(book.risks[key], **changes)}
    )


def of_risk(edit: Callable[[Any], Any], key: str = "R001") -> Edit:
    return lambda book: replace(book, risks={**book.risks, key: edit(book.risks[key])})


def current(**changes: Any) -> Edit:
    return of_risk(
        lambda one: replace(
            one,
            assessment=replace(one.assessment, current=replace(one.assessment.current, **changes)),
        )
    )


def assessment(**changes: Any) -> Edit:
    return of_risk(lambda one: replace(one, assessment=replace(one.assessment, **changes)))


def treatment(**changes: Any) -> Edit:
    return of_risk(lambda one: replace(one, treatment=replace(one.treatment, **changes)))


def plan(**changes: Any) -> Edit:
    return lambda book: replace(
        book, plans={**book.plans, "P001": replace(book.plans["P001"], **changes)}
    )


def control(**changes: Any) -> Edit:
    return lambda book: replace(
        book, controls={**book.controls, "C001": replace(book.controls["C001"], **changes)}
    )


def process(**changes: Any) -> Edit:
    key = "ticket-intake"
    return lambda book: replace(book, processes={key: replace(book.processes[key], **changes)})


def node(**changes: Any) -> Edit:
    def edit(book: Book) -> Book:
        *others, last = book.processes["ticket-intake"].nodes
        return process(nodes=(*others, replace(last, **changes)))(book)

    return edit


def service(key: str = "customer-hotline", **changes: Any) -> Edit:
    def edit(book: Book) -> Book:
        services = book.services.services
        changed = {**services, key: replace(services[key], **changes)}
        return replace(book, services=replace(book.services, services=changed))

    return edit


def criteria(**changes: Any) -> Edit:
    return lambda book: replace(book, criteria=replace(book.criteria, **changes))


def person(key: str, **changes: Any) -> Edit:
    def edit(book: Book) -> Book:
        people = book.organization.people
        changed = {**people, key: replace(people[key], **changes)}
        return replace(book, organization=replace(book.organization, people=changed))

    return edit


def without_risk(key: str) -> Edit:
    return lambda book: replace(
        book, risks={other: one for other, one in book.risks.items() if other != key}
    )


def with_risk(added: Risk) -> Edit:
    return lambda book: replace(book, risks={**book.risks, added.id: added})


def signed(*entries: SignOff) -> Edit:
    return lambda book: replace(book, sign_offs=(*book.sign_offs, *entries))


def cell(likelihood: int, impact: int, level: int) -> Edit:
    def edit(book: Book) -> Book:
        rows = [list(row) for row in book.criteria.matrix]
        rows[impact - 1][likelihood - 1] = level
        return criteria(matrix=tuple(map(tuple, rows)))(book)

    return edit


def level(key: int, **changes: Any) -> Edit:
    def edit(book: Book) -> Book:
        levels = list(book.criteria.levels)
        levels[key] = replace(levels[key], **changes)
        return criteria(levels=tuple(levels))(book)

    return edit


def appetite(**changes: Any) -> Edit:
    return lambda book: criteria(appetite=(replace(book.criteria.appetite[0], **changes),))(book)


PLAN, PROCESS, ACTION = sample_plan(), BOOK.processes["ticket-intake"], sample_action()
LOSS = ExpectedLoss(1.5, None, LossRange(1000.0, 5000.0, 0.9), "Incidents of 2026")
HELD = RoleHeld("risk-owner", "", date(2025, 1, 1), None)
OWNER = BOOK.organization.people["hotline-lead"]

CASES: dict[str, tuple[Edit, list[str]]] = {
    "a new risk": (
        with_risk(sample_risk("R005", 1, 1, plan="", service="project-office")),
        [
            "risk R005 added",
            "risk R005 moved assessment/current",
            "risk R005 moved assessment/inherent",
            "risk R005 moved assessment/target",
            "risk R005 reranked",
        ],
    ),
    "a risk is taken away": (
        without_risk("R004"),
        [
            "risk R004 removed",
            "risk R004 moved assessment/current",
            "risk R004 moved assessment/inherent",
            "risk R004 moved assessment/target",
            "risk R004 reranked",
        ],
    ),
    "a risk is closed": (
        risk("R004", status=Status.CLOSED),
        ["risk R004 closed status", "risk R004 reranked"],
    ),
    "a risk becomes a draft": (
        risk("R004", status=Status.DRAFT),
        ["risk R004 drafted status", "risk R004 reranked"],
    ),
    "a file gets another name": (
        risk(source=replace(BOOK.risks["R001"].source, path="registers/customer-service/x.md")),
        [],
    ),
    "a risk goes to another register": (
        risk(source=replace(BOOK.risks["R001"].source, register="it-support")),
        ["risk R001 transferred"],
    ),
    "a score": (
        current(likelihood=4),
        [
            "risk R001 moved assessment/current",
            "risk R001 relevelled assessment/current",
            "risk R001 rescored assessment/current/likelihood",
        ],
    ),
    "a score within a level": (
        current(likelihood=2),
        [
            "risk R001 moved assessment/current",
            "risk R001 rescored assessment/current/likelihood",
        ],
    ),
    "a score by dimension instead of one for all": (
        current(impact=(("customer", 3), ("financial", 2))),
        [
            "risk R001 rescored assessment/current/impact",
            "risk R001 rescored assessment/current/impact/customer",
            "risk R001 rescored assessment/current/impact/financial",
        ],
    ),
    "no target any more": (
        assessment(target=None),
        [
            "risk R001 moved assessment/target",
            "risk R001 rescored assessment/target/due",
            "risk R001 rescored assessment/target/impact",
            "risk R001 rescored assessment/target/likelihood",
            "risk R001 reworded assessment/target/rationale",
        ],
    ),
    "confidence": (
        assessment(confidence=Confidence.LOW),
        ["risk R001 rescored assessment/confidence"],
    ),
    "a rationale": (
        current(rationale="Counted again"),
        ["risk R001 reworded assessment/current/rationale"],
    ),
    "the category": (risk(category="technical"), ["risk R001 recategorised category"]),
    "the service": (
        risk("R003", service="customer-hotline"),
        ["risk R003 reranked", "risk R003 service-changed service"],
    ),
    "the objective": (risk(objective=""), ["risk R001 service-changed objective"]),
    "the owner": (risk(owner="service-desk-lead"), ["risk R001 reowned owner"]),
    "the event": (
        risk(statement=replace(BOOK.risks["R001"].statement, event="Nobody answers")),
        ["risk R001 reworded statement/event"],
    ),
    "the title": (risk(title="Nobody answers at night"), ["risk R001 reworded title"]),
    "the body": (risk(body="## Background\nCounted."), ["risk R001 reworded body"]),
    "line ends and Unicode form": (
        risk(statement=replace(BOOK.risks["R001"].statement, cause="No staff after 18:00\r\n")),
        [],
    ),
    "an expected loss": (
        risk(expected_loss=LOSS),
        [
            "risk R001 reestimated expected_loss/loss/high",
            "risk R001 reestimated expected_loss/loss/interval",
            "risk R001 reestimated expected_loss/loss/low",
            "risk R001 reestimated expected_loss/rate",
            "risk R001 reworded expected_loss/basis",
        ],
    ),
    "a control more": (risk(controls=("C001", "C002")), ["risk R001 relinked controls"]),
    "a node fewer": (
        risk(arises_at=(NodeReference("ticket-intake", "intake"),)),
        ["risk R001 relinked arises_at"],
    ),
    "what it rests on": (
        risk(depends_on=(Dependence("ivr/**", "", "", "", ""),)),
        ["risk R001 relinked depends_on"],
    ),
    "a cause more": (
        risk(causes=(Pathway("CA1", "The evening shift is ill", ("C001",)),)),
        ["risk R001 pathway-changed causes/CA1"],
    ),
    "another plan": (risk(plan="P002"), ["risk R001 relinked plan"]),
    "related risks": (risk(related=("R002",)), ["risk R001 relinked related"]),
    "confidential": (risk(confidential=True), ["risk R001 recorded confidential"]),
    "the day of discovery": (
        risk(identified=replace(BOOK.risks["R001"].identified, date=date(2026, 5, 13))),
        ["risk R001 recorded identified/date"],
    ),
    "a strategy": (
        treatment(strategy=Strategy.ACCEPT),
        ["risk R001 strategy-changed treatment/strategy"],
    ),
    "an action more": (
        treatment(actions=(ACTION, replace(ACTION, id="A2"))),
        ["risk R001 action-added treatment/actions/A2"],
    ),
    "an action fewer": (
        treatment(actions=()),
        ["risk R001 action-removed treatment/actions/A1"],
    ),
    "an action is due later and costs more": (
        treatment(actions=(replace(ACTION, due=date(2027, 1, 31), cost=30000.0),)),
        [
            "risk R001 action-changed treatment/actions/A1/cost",
            "risk R001 action-changed treatment/actions/A1/due",
        ],
    ),
    "an action is done": (
        treatment(actions=(replace(ACTION, status=ActionStatus.DONE),)),
        ["risk R001 action-finished treatment/actions/A1/status"],
    ),
    "an action is dropped": (
        treatment(actions=(replace(ACTION, status=ActionStatus.DROPPED),)),
        ["risk R001 action-dropped treatment/actions/A1/status"],
    ),
    "a step": (
        plan(steps=(PLAN.steps[0], replace(PLAN.steps[1], within="2 hours"))),
        ["plan P001 plan-changed steps/S2/within"],
    ),
    "a step more": (
        plan(steps=(*PLAN.steps, Step("S3", "Call back", "hotline-lead", "1 day"))),
        ["plan P001 plan-changed steps/S3"],
    ),
    "the order of steps": (
        plan(steps=PLAN.steps[::-1]),
        ["plan P001 plan-changed steps"],
    ),
    "a trigger": (
        plan(trigger=(replace(PLAN.trigger[0], when="It is dead for an hour"),)),
        ["plan P001 plan-changed trigger/T1/when"],
    ),
    "a message": (
        plan(
            communication=(
                *PLAN.communication,
                Communication("M2", "Staff", "Stay", "Radio", "1 hour"),
            )
        ),
        ["plan P001 plan-changed communication/M2"],
    ),
    "the deputy": (plan(deputy="risk-manager"), ["plan P001 reowned deputy"]),
    "how often it is exercised": (
        plan(exercise_every=Period(3, "months")),
        ["plan P001 plan-changed exercise_every"],
    ),
    "resources": (plan(resources=("Spare phone", "Van")), ["plan P001 plan-changed resources"]),
    "a control is retired": (
        control(status=ControlStatus.RETIRED),
        ["control C001 control-retired status"],
    ),
    "a control is planned again": (
        control(status=ControlStatus.PLANNED, since=None),
        ["control C001 control-planned status", "control C001 control-changed since"],
    ),
    "a control is tested": (
        control(last_tested=date(2026, 11, 1)),
        ["control C001 recorded last_tested"],
    ),
    "an output": (
        node(outputs=("priority", "alarm")),
        ["process ticket-intake node-changed nodes/triage/outputs"],
    ),
    "a dependency and a lane": (
        node(depends_on=(), lane="hotline"),
        [
            "process ticket-intake node-changed nodes/triage/depends_on",
            "process ticket-intake node-changed nodes/triage/lane",
        ],
    ),
    "the title of a node": (
        node(title=text("Sort", "分类")),
        ["process ticket-intake reworded nodes/triage/title"],
    ),
    "a node fewer and its edge": (
        process(nodes=PROCESS.nodes[:1], edges=()),
        [
            "process ticket-intake node-removed nodes/triage",
            "process ticket-intake edge-removed edges/intake/triage",
        ],
    ),
    "another condition of an edge": (
        process(edges=(Edge("intake", "triage", text("urgent", "紧急")),)),
        ["process ticket-intake edge-changed edges/intake/triage/when"],
    ),
    "an edge back": (
        process(edges=(*PROCESS.edges, Edge("triage", "intake", None))),
        ["process ticket-intake edge-added edges/triage/intake"],
    ),
    "what it delivers": (
        process(delivers=("priority", "ticket")),
        ["process ticket-intake process-changed delivers"],
    ),
    "importance": (
        service("project-office", importance=5),
        [
            "risk R003 reranked",
            "services importance-changed services/project-office/importance",
        ],
    ),
    "the name of a service": (
        service(name=text("Hotline", "热线")),
        ["services services-changed services/customer-hotline/name"],
    ),
    "a cell that nobody stands on": (cell(1, 1, HIGH), ["criteria cell-changed matrix/1/1"]),
    "a cell": (
        cell(3, 3, HIGH),
        [
            "risk R001 relevelled assessment/current",
            "risk R001 relevelled assessment/inherent",
            "risk R001 relevelled assessment/target",
            "criteria cell-changed matrix/3/3",
        ],
    ),
    "who approves": (
        level(HIGH, approval=Authority(("risk-department",), whole_book=True)),
        ["criteria authority-changed levels/high/approval"],
    ),
    "how often": (
        level(HIGH, review_every=Period(1, "months")),
        ["criteria cadence-changed levels/high/review_every"],
    ),
    "what a level needs": (
        level(HIGH, needs_plan=False),
        ["criteria level-changed levels/high/needs"],
    ),
    "the appetite": (
        appetite(limit=HIGH),
        ["criteria appetite-changed appetite/operational/limit"],
    ),
    "the tolerance": (
        appetite(tolerance=Tolerance(HIGH, 0)),
        ["criteria appetite-changed appetite/operational/tolerance/at_most"],
    ),
    "the bounds of acceptance": (
        lambda book: criteria(
            acceptance=AcceptanceBounds(3, 2, book.criteria.acceptance.beyond, Period(6, "months"))  # type: ignore[union-attr]
        )(book),
        [
            "criteria acceptance-changed acceptance/longest",
            "criteria acceptance-changed acceptance/within/likelihood",
        ],
    ),
    "the order of ranking, without effect": (
        criteria(ranking=(RankingKey.LEVEL, RankingKey.IMPORTANCE)),
        ["criteria ranking-changed ranking"],
    ),
    "the version": (criteria(version="2027-01"), ["criteria criteria-changed version"]),
    "somebody joins": (
        lambda book: replace(
            book,
            organization=replace(
                book.organization,
                people={**book.organization.people, "new-lead": replace(OWNER, key="new-lead")},
            ),
        ),
        [
            "organization joined people/new-lead",
            "organization role-granted people/new-lead/roles/risk-owner",
        ],
    ),
    "a role more": (
        person("hotline-lead", roles=(HELD, replace(HELD, role="management"))),
        ["organization role-granted people/hotline-lead/roles/management"],
    ),
    "a role ends": (
        person("hotline-lead", roles=(replace(HELD, end=date(2026, 12, 31)),)),
        ["organization role-ended people/hotline-lead/roles/risk-owner"],
    ),
    "an address": (
        person("hotline-lead", emails=("lead@example.org",)),
        ["organization organization-changed people/hotline-lead/emails"],
    ),
    "a setting": (
        lambda book: replace(book, settings=replace(book.settings, currency="EUR")),
        ["settings settings-changed currency"],
    ),
    "the title of a register": (
        lambda book: replace(
            book, registers={REGISTER: sample_register(title=text("Customers", "客户"))}
        ),
        [f"register {REGISTER} register-changed title"],
    ),
    "a translation": (
        lambda book: replace(
            book,
            translations={
                key: replace(one, texts=(("title", "夜间无人接听"), *one.texts[1:]))
                for key, one in book.translations.items()
            },
        ),
        ["risk R001 translated zh/title"],
    ),
    "a review": (
        signed(sample_sign_off("R002", day=date(2026, 11, 20))),
        ["risk R002 signed"],
    ),
    "a sign-off of the criteria": (
        signed(sample_sign_off("criteria", SignOffKind.APPROVAL, date(2026, 11, 20))),
        ["criteria signed"],
    ),
    "a review is edited": (
        lambda book: replace(
            book,
            sign_offs=(replace(book.sign_offs[0], reason="Other words"), *book.sign_offs[1:]),
        ),
        ["risk R001 sign-off-changed"],
    ),
    "a review is taken away": (
        lambda book: replace(book, sign_offs=book.sign_offs[1:]),
        ["risk R001 sign-off-removed"],
    ),
    "an exercise": (
        lambda book: replace(
            book, exercises=(*book.exercises, sample_exercise(PLAN, date(2026, 11, 3)))
        ),
        ["plan P001 exercised"],
    ),
}
