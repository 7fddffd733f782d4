"""riskbook new risk: a risk from answers, as a draft or ready for review."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from riskbook.cli.new_desk import (
    Opening,
    Sitting,
    desk_options,
    file_words,
    judge_with,
    new_id,
    own_options,
    put_down,
    record_options,
    report,
    sit_down,
)

if TYPE_CHECKING:
    from riskbook.authoring.drafts import Impact, Measure, NewRisk
    from riskbook.findings import Finding
    from riskbook.model.book import Service
    from riskbook.model.criteria import Dimension, Level
    from riskbook.run import Judged

_OPTIONS = (
    ("category", "KEY", "The category: one of the criteria's."),
    ("service", "KEY", "The service at risk."),
    ("objective", "KEY", "The objective of the service that is at stake."),
    ("date", "DATE", "The day the risk was found.  [default: today]"),
    ("source", "KEY", "How it was found: one of the criteria's sources."),
    ("reference", "TEXT", "Where the evidence is: tickets, a survey, an interview."),
    ("cause", "TEXT", "What is the case today and makes it possible."),
    ("event", "TEXT", "What may happen."),
    ("consequence", "TEXT", "What it would do."),
    ("likelihood", "STEP", "How likely it is today, without counting planned measures."),
    ("rationale", "TEXT", "What the scores rest on."),
    ("strategy", "WORD", "avoid, transfer, mitigate or accept."),
    ("strategy-rationale", "TEXT", "Why this strategy."),
    ("plan", "ID", "The contingency plan."),
)


@click.command()
@record_options("register", "language", "id", "title", "slug", "owner")
@own_options(_OPTIONS)
@click.option(
    "--impact",
    "given_impact",
    metavar="[DIMENSION=]STEP",
    multiple=True,
    help="How bad it would be today; once for each dimension: --impact customer=3.",
)
@click.option(
    "--action",
    "given_actions",
    nargs=3,
    metavar="WHAT OWNER DUE",
    multiple=True,
    help="A measure, who sees that it is done, and by when; may be given more than once.",
)
@desk_options
def risk(  # click shows the docstring below
    folder: Path,
    today: date | None,
    language: str | None,
    never_ask: bool,
    given_register: str | None,
    given_language: str | None,
    given_id: str | None,
    given_slug: str | None,
    given_impact: tuple[str, ...],
    given_actions: tuple[tuple[str, str, str], ...],
    **given: str | None,
) -> None:
    """Write a new risk. On a terminal it asks for what no option gave, one question at a time.

    The risk is open once it is assessed, has a strategy and what its level needs; until then it
    is a draft.
    """
    from riskbook.authoring.file_names import path_of
    from riskbook.authoring.sheets import risk_sheet
    from riskbook.model.terms import Status
    from riskbook.reading.placing import Kind

    opening = Opening(folder, today, language, never_ask, given_register, given_language)
    sitting = sit_down(opening)
    answers = {name.removeprefix("given_"): value for name, value in given.items()}
    identity = new_id(sitting, Kind.RISK, given_id)
    title = sitting.text("title", "risk-title", answers["title"])
    words = file_words(sitting, title, given_slug)
    made = _asked(sitting, identity, title, answers, given_impact, given_actions)
    sitting.room.close()
    criteria = sitting.book.criteria
    path = path_of(Kind.RISK, sitting.register.key, identity, words)
    as_open = risk_sheet(made, criteria, sitting.catalogue)
    judged, findings = judge_with(sitting, path, as_open)
    from riskbook.authoring.remaining import keeps_a_draft

    if keeps_a_draft(judged.book.risks[identity], findings):
        draft = replace(made, status=Status.DRAFT)
        put_down(sitting, path, risk_sheet(draft, criteria, sitting.catalogue))
        _report_draft(sitting, judged, identity, findings)
    else:
        put_down(sitting, path, as_open)
        _report_open(sitting, judged, identity, findings)


def _asked(
    sitting: Sitting,
    identity: str,
    title: str,
    given: dict[str, str | None],
    impact: tuple[str, ...],
    actions: tuple[tuple[str, str, str], ...],
) -> NewRisk:
    from riskbook.authoring import choices
    from riskbook.authoring.answers import day
    from riskbook.authoring.drafts import NewRisk
    from riskbook.authoring.questions import LATER, NONE

    book, speaks = sitting.book, sitting.words.language
    category = sitting.choose(
        "category", "category", given["category"], choices.named(book.criteria.categories, speaks)
    )
    services = choices.services(book, sitting.register, speaks)
    service_key = sitting.choose("service", "service", given["service"], services)
    service = book.services.services.get(service_key)
    objectives = choices.named(service.objectives if service else (), speaks)
    objective = ""
    if objectives or given["objective"]:
        objective = sitting.choose(
            "objective", "objective", given["objective"], objectives, skip=NONE
        )
    people = choices.owners(book, service, speaks)
    owner = sitting.choose("owner", "risk-owner", given["owner"], people)
    today = sitting.judged.today
    found = sitting.put("date", "date", given["date"], day(today), default=today.isoformat())
    sources = choices.named(book.criteria.sources, speaks)
    source = sitting.choose("source", "source", given["source"], sources)
    reference = sitting.text("reference", "reference", given["reference"], NONE)
    cause = sitting.text("cause", "cause", given["cause"])
    event = sitting.text("event", "event", given["event"])
    consequence = sitting.text("consequence", "consequence", given["consequence"])
    steps = choices.likelihood_steps(book.criteria, sitting.words)
    likelihood = sitting.choose("likelihood", "likelihood", given["likelihood"], steps, skip=LATER)
    scores = _impact(sitting, impact) if likelihood or impact else ()
    if not scores:
        likelihood = ""
    level = _told_level(sitting, likelihood, scores)
    rationale = strategy = why = ""
    if likelihood or given["rationale"]:
        rationale = sitting.text("rationale", "rationale", given["rationale"], LATER)
    strategies = choices.enumerated(_risk_kind(), "treatment/strategy", speaks)
    strategy = sitting.choose("strategy", "strategy", given["strategy"], strategies, skip=LATER)
    if strategy:
        why = sitting.text(
            "strategy-rationale", "strategy-rationale", given["strategy_rationale"], NONE
        )
    asks = bool(strategy) and strategy != "accept"
    return NewRisk(
        id=identity,
        language=sitting.language,
        title=title,
        category=category,
        service=service_key,
        objective=objective,
        owner=owner,
        date=found,
        source=source,
        reference=reference,
        cause=cause,
        event=event,
        consequence=consequence,
        likelihood=likelihood,
        impact=scores,
        rationale=rationale,
        strategy=strategy,
        strategy_rationale=why,
        actions=measures_asked(sitting, actions, people, owner) if asks or actions else (),
        plan=_plan(sitting, level, given["plan"]),
    )
