"""A small book with one record of every kind that risks are found in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time

from riskbook.model.book import Book
from riskbook.model.discovery import (
    Cause,
    CauseCategory,
    Checklist,
    ChecklistAnswers,
    Discovery,
    Feedback,
    FeedbackAnswer,
    Fishbone,
    Incident,
    Participant,
    Point,
    Question,
    QuestionAnswered,
    Session,
)
from riskbook.model.records import FoundIn, NodeReference, Risk, Source, WhatIf
from riskbook.model.terms import (
    Answer,
    CauseSet,
    Channel,
    DateOrder,
    Prompt,
    SessionMethod,
)
from riskbook.model.tickets import (
    ProblemType,
    ProblemTypes,
    TableForm,
    TicketColumns,
    TicketExport,
    Tickets,
)
from samples import REGISTER, sample_book, sample_process, sample_risk, text

DAY = date(2026, 10, 1)
"""The day of all records but where a test says another."""

SERVICE = "customer-hotline"


def found_book(*risks: Risk, discovery: Discovery | None = None) -> Book:
    """The sample book with ``risks`` (R001 that was found in nothing) and one record a kind."""
    asked = WhatIf("W1", Prompt.NO, text("No call gets through?", "打不进来？"), None, None)
    process = sample_process()
    intake, triage = process.nodes
    return sample_book(
        risks or (bare_risk(),),
        processes=(replace(process, nodes=(intake, replace(triage, what_if=(asked,)))),),
        discovery=discovery or sample_discovery(),
    )


def bare_risk(
    risk_id: str = "R001",
    *origins: FoundIn,
    types: Iterable[str] = (),
    places: tuple[NodeReference, ...] = (),
) -> Risk:
    """A risk found in ``origins``; it arises nowhere but at ``places``."""
    return sample_risk(risk_id, arises_at=places, found_in=origins, problem_types=tuple(types))


def sample_discovery() -> Discovery:
    """Thirteen tickets of three types, and a record of every other kind."""
    return Discovery(
        problem_types=ProblemTypes(
            Source("registers/problem-types.yml", "", "0" * 16),
            0.3,
            tuple(_type(*named) for named in (
                ("PT-01", "Calls drop", "掉线"), ("PT-02", "Password", "密码"),
                ("PT-03", "Printer", "打印机"),
            )),
        ),
        exports={"desk-2026": _export()},
        tickets={"desk-2026": _tickets()},
        sessions={"evening-2026": sample_session()},
        fishbones={"calls-drop": _fishbone()},
        checklists={"incidents": _checklist()},
        answers={"incidents-2026": _answers()},
        feedback={"survey-2026": _feedback()},
        incidents={"I001": sample_incident()},
    )  # fmt: skip


def sample_session(day: date = DAY, *, confidential: bool = False) -> Session:
    """Three points: one is open, one merged into it, one dropped."""
    return Session(
        "evening-2026",
        _source("sessions/evening-2026.yml"),
        text("What happens in the evening?", "晚上会发生什么？"),
        SessionMethod.BRAINSTORMING,
        day,
        date(2026, 9, 20),
        "service-desk-lead",
        (Participant("hotline-lead", "customer-service"),),
        (
            Point("P1", "hotline-lead", text("Nobody answers", "没人接"), "", None, None),
            Point("P2", "hotline-lead", text("No reply", "没有答复"), "P1", None, None),
            Point("P3", "hotline-lead", text("Too warm", "太热"), "", text("None", "无"), None),
        ),
        confidential,
    )


def sample_incident(
    incident_id: str = "I001", day: date = DAY, *, risks: tuple[str, ...] = ()
) -> Incident:
    """Unforeseen, unless it realised ``risks``."""
    return Incident(
        id=incident_id,
        source=_source(f"incidents/{incident_id}-lines-dead.yml"),
        title=text("Lines dead", "线路中断"),
        date=day,
        service=SERVICE,
        what=None,
        loss=None,
        hours=None,
        risks=risks,
        unforeseen=not risks,
        near_miss=False,
        problem_type="",
        confidential=False,
    )


def _source(path: str) -> Source:
    return Source(f"registers/{REGISTER}/{path}", REGISTER, "0" * 16)


def _type(key: str, english: str, chinese: str) -> ProblemType:
    return ProblemType(key, text(english, chinese), (english,), (), (), (), (), retired=False)


def _export() -> TicketExport:
    return TicketExport(
        "desk-2026",
        _source("tickets/desk-2026.yml"),
        text("Service desk", "服务台"),
        "desk-2026.csv",
        "en",
        "service-desk",
        date(2026, 5, 1),
        date(2026, 11, 22),
        TableForm(",", "utf-8", DateOrder.YEAR_MONTH_DAY, "UTC", (), "."),
        TicketColumns("id", "opened", "", "category", "text", ""),
        confidential=False,
    )


def _tickets() -> Tickets:
    """Eight of PT-01, two of PT-02, one of PT-03, one of no type, one of PT-03 long ago."""
    kinds = (*["Calls drop"] * 8, *["Password"] * 2, "Printer", "", "Printer")
    days = (*(date(2026, 10, day) for day in range(1, 13)), date(2026, 5, 2))
    nothing = (None,) * len(kinds)
    return Tickets(
        "desk-2026",
        _source("tickets/desk-2026.csv"),
        tuple(f"T{number}" for number in range(len(kinds))),
        tuple(datetime.combine(day, time(9)) for day in days),
        nothing,
        nothing,
        kinds,
        ("",) * len(kinds),
        tuple(range(2, 2 + len(kinds))),
        len(kinds),
    )


def _fishbone() -> Fishbone:
    causes = (
        Cause(
            "C1",
            text("One line", "只有一条线路"),
            (),
            text("Bill", "账单"),
            is_root=True,
            ruled_out=None,
        ),
        Cause("C2", text("Old telephones", "电话陈旧"), (), None, is_root=False, ruled_out=None),
    )
    return Fishbone(
        "calls-drop",
        _source("fishbones/calls-drop.yml"),
        text("Calls drop", "掉线"),
        DAY,
        "hotline-lead",
        CauseSet.FOUR_DIMENSIONS,
        SERVICE,
        "",
        "",
        "",
        (CauseCategory("partners-and-suppliers", None, causes),),
        confidential=False,
    )


def _checklist() -> Checklist:
    questions = tuple(
        Question(f"Q{number}", text(f"Is it done? {number}", f"做了吗？{number}"), None)
        for number in (1, 2, 3)
    )
    return Checklist(
        "incidents",
        Source("registers/checklists/incidents.yml", "", "0" * 16),
        "1",
        text("Incidents", "事件管理"),
        "incident-management",
        questions,
    )


def _answers() -> ChecklistAnswers:
    return ChecklistAnswers(
        "incidents-2026",
        _source("checklists/incidents-2026.yml"),
        "incidents",
        "1",
        DAY,
        "hotline-lead",
        SERVICE,
        (
            QuestionAnswered("Q1", Answer.YES, None),
            QuestionAnswered("Q2", Answer.PARTLY, None),
            QuestionAnswered("Q3", Answer.NO, None),
        ),
        confidential=False,
    )


def _feedback() -> Feedback:
    said = text("I waited an hour", "我等了一小时")
    answer = FeedbackAnswer("A1", None, text("A customer", "客户"), None, said, None, "")
    return Feedback(
        "survey-2026",
        _source("feedback/survey-2026.yml"),
        text("Survey", "满意度调查"),
        Channel.COMPLAINT,
        DAY,
        SERVICE,
        None,
        None,
        (answer,),
        confidential=False,
    )
