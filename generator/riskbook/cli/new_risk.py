"""riskbook new risk: a risk from answers, as a draft or ready for review."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.asking import answer
from riskbook.cli.desk import stop
from riskbook.cli.new_desk import (
    Sitting,
    desk_options,
    file_words,
    judge_with,
    measures,
    new_id,
    own_options,
    put_down,
    question,
    report,
    several_option,
    shared_options,
    sit_down,
)

if TYPE_CHECKING:
    from riskbook.authoring.drafts import Impact, NewRisk
    from riskbook.findings import Finding
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
    ("likelihood", "STEP", "How likely it is as things are today."),
    ("rationale", "TEXT", "What the scores rest on."),
    ("strategy", "WORD", "avoid, transfer, mitigate or accept."),
    ("strategy-rationale", "TEXT", "Why this strategy."),
    ("plan", "ID", "The contingency plan."),
)


@click.command()
@shared_options("register", "language", "id", "title", "slug", "owner")
@own_options(_OPTIONS)
@several_option("impact", "[DIMENSION=]STEP", "How bad it would be, as customer=3")
@several_option("action", "WHAT OWNER DUE", "A measure, who sees to it, and by when")
@desk_options
def risk(**given: Any) -> None:
    """Write a new risk. On a terminal it asks for what no option gave, one question at a time.

    The risk is open once it is assessed, has a strategy and what its level needs; until then it
    is a draft.
    """
    from riskbook.authoring.file_names import path_of
    from riskbook.authoring.remaining import keeps_a_draft
    from riskbook.authoring.sheets import risk_sheet
    from riskbook.model.terms import Status
    from riskbook.reading.placing import Kind

    sitting = sit_down(given)
    identity = new_id(sitting, Kind.RISK)
    title = sitting.text("title", "risk-title")
    words = file_words(sitting, title)
    made = _asked(sitting, identity, title)
    sitting.room.close()
    criteria = sitting.book.criteria
    path = path_of(Kind.RISK, sitting.register, identity, words)
    content = risk_sheet(made, criteria, sitting.catalogue)
    judged, findings = judge_with(sitting, path, content)
    if keeps_a_draft(judged.book.risks[identity], findings):
        draft = replace(made, status=Status.DRAFT)
        put_down(sitting, path, risk_sheet(draft, criteria, sitting.catalogue))
        _report_draft(sitting, judged, identity, findings)
    else:
        put_down(sitting, path, content)
        _report_open(sitting, judged, identity, findings)


def _asked(sitting: Sitting, identity: str, title: str) -> NewRisk:
    """The risk as its author tells of it, in the order of the file."""
    from riskbook.authoring import choices
    from riskbook.authoring.answers import day
    from riskbook.authoring.drafts import NewRisk
    from riskbook.authoring.questions import LATER, NONE
    from riskbook.reading.placing import Kind

    book, speaks = sitting.book, sitting.words.language
    today = sitting.judged.today
    categories = choices.named(book.criteria.categories, speaks)
    category = sitting.choose("category", categories)
    service = sitting.choose("service", choices.services(book, sitting.register, speaks))
    known = book.services.services.get(service)
    people = choices.owners(book, known, speaks)
    objectives = choices.named(known.objectives if known else (), speaks)
    asks_objective = objectives or sitting.option("objective")
    objective = sitting.choose("objective", objectives, skip=NONE) if asks_objective else ""
    owner = sitting.choose("owner", people, "risk-owner")
    found = sitting.put("date", day(today), "identified", default=today.isoformat())
    source = sitting.choose("source", choices.named(book.criteria.sources, speaks))
    reference = sitting.text("reference", skip=NONE)
    cause, event, consequence = map(sitting.text, ("cause", "event", "consequence"))
    likelihood, impact = _scores(sitting)
    level = _told_level(sitting, likelihood, impact)
    rationale = sitting.text("rationale", skip=LATER) if likelihood else ""
    strategies = choices.enumerated(Kind.RISK, "treatment/strategy", sitting.words)
    strategy = sitting.choose("strategy", strategies, skip=LATER)
    acts = strategy not in ("", "accept") or sitting.option("action")
    return NewRisk(
        id=identity,
        language=sitting.language,
        title=title,
        category=category,
        service=service,
        objective=objective,
        owner=owner,
        date=found,
        source=source,
        reference=reference,
        cause=cause,
        event=event,
        consequence=consequence,
        likelihood=likelihood,
        impact=impact,
        rationale=rationale,
        strategy=strategy,
        strategy_rationale=sitting.text("strategy-rationale", skip=NONE) if strategy else "",
        actions=measures(sitting, people, owner) if acts else (),
        plan=_plan(sitting, level),
    )


def _scores(sitting: Sitting) -> tuple[str, Impact]:
    """Likelihood and impact as they are today; both empty where the assessment is left for later.

    On a terminal the impact is asked for in every dimension that was not given, at least one.
    """
    from riskbook.authoring import choices
    from riskbook.authoring.questions import LATER
    from riskbook.wording import say

    criteria, words = sitting.book.criteria, sitting.words
    steps = choices.likelihood_steps(criteria, words)
    impact = _given_impact(sitting)
    likelihood = sitting.choose("likelihood", steps, skip=None if impact else LATER)
    if not likelihood or impact:
        return likelihood, impact
    if not criteria.impact.dimensions or not sitting.room.more():
        step = _impact_in(sitting, None)
        return likelihood, (("", step),) if step else ()
    while not impact:
        answers = ((each.key, _impact_in(sitting, each)) for each in criteria.impact.dimensions)
        impact = tuple((key, step) for key, step in answers if step)
        if not impact:
            sitting.room.tell(say("authoring.one-dimension"))
    return likelihood, impact


def _impact_in(sitting: Sitting, dimension: Dimension | None) -> str:
    from riskbook.authoring.answers import one_of
    from riskbook.authoring.choices import impact_steps
    from riskbook.authoring.questions import NOT_HERE

    steps = impact_steps(sitting.book.criteria, dimension, sitting.words)
    if dimension is None:
        return sitting.ask("impact", "impact", one_of(steps), choices=steps)
    facts = {"dimension": dimension.name, "currency": sitting.book.settings.currency}
    words = "impact-money" if dimension.money else "impact-in"
    return sitting.ask("impact", words, one_of(steps), choices=steps, facts=facts, skip=NOT_HERE)


def _given_impact(sitting: Sitting) -> Impact:
    """The impact that options gave: ``3``, or ``customer=3`` and so on."""
    from riskbook.authoring.answers import key_of
    from riskbook.authoring.choices import impact_steps, named
    from riskbook.wording import say

    criteria, words = sitting.book.criteria, sitting.words
    dimensions = named(
        ((each.key, each.name) for each in criteria.impact.dimensions), words.language
    )
    steps = impact_steps(criteria, None, words)
    score = question(words, "impact", "impact", key_of(steps))
    scale = question(words, "impact", "impact", key_of(dimensions))
    found: dict[str, str] = {}
    for text in sitting.option("impact"):
        name, equals, step = text.rpartition("=")
        key = answer(sitting.room, scale, name) if equals else ""
        if key in found or (found and "" in (key, *found)):
            stop(
                words,
                say(
                    "authoring.wrong-option",
                    option="impact",
                    complaint=say("authoring.wrong.twice"),
                ),
            )
        found[key] = answer(sitting.room, score, step)
    order = ("", *(each.key for each in criteria.impact.dimensions))
    return tuple((key, found[key]) for key in order if key in found)


def _told_level(sitting: Sitting, likelihood: str, impact: Impact) -> Level | None:
    """The level that the scores make, said at once: the answers to come depend on it."""
    from riskbook.assessing.levels import level_at
    from riskbook.wording import say

    if not likelihood or not impact:
        return None
    criteria = sitting.book.criteria
    found = level_at(criteria, int(likelihood), max(int(step) for _, step in impact))
    if found is None:
        return None
    level = criteria.levels[found]
    sitting.room.tell(say("authoring.told-level", level=level.name))
    return level


def _plan(sitting: Sitting, level: Level | None) -> str:
    """The contingency plan: asked for where the level needs one and the book has any."""
    from riskbook.authoring.choices import plans
    from riskbook.authoring.questions import LATER

    known = plans(sitting.book)
    needed = level is not None and level.needs_plan and known
    if not needed and sitting.option("plan") is None:
        return ""
    return sitting.choose("plan", known, skip=LATER)


def _report_draft(
    sitting: Sitting, judged: Judged, identity: str, findings: tuple[Finding, ...]
) -> None:
    from riskbook.authoring.remaining import standing_of, to_do, translations
    from riskbook.wording import say

    risk = judged.book.risks[identity]
    level, *_ = (*standing_of(risk, judged.standing.risks[identity], judged.book, 0), None)
    if level is not None:
        report(sitting, level)
    report(sitting, say("authoring.draft", id=identity), to_do(findings))
    items = translations(identity, risk.language, judged.book)
    report(sitting, say("authoring.then"), (say("authoring.todo.open"), *items))


def _report_open(
    sitting: Sitting, judged: Judged, identity: str, findings: tuple[Finding, ...]
) -> None:
    from riskbook.authoring.remaining import approval, standing_of, to_do, translations
    from riskbook.wording import say

    book = judged.book
    risk, standing = book.risks[identity], judged.standing.risks[identity]
    head, *others = standing_of(risk, standing, book, len(judged.standing.ranked))
    report(sitting, head, others)
    asked = to_do(findings)
    if asked:
        report(sitting, say("authoring.advice"), asked)
    items = [say("authoring.todo.check")]
    position = standing.stages.current
    if position is not None:
        service = book.services.services.get(risk.service)
        level = book.criteria.levels[position.level]
        items.append(approval(level, service, book, judged.today))
    items += translations(identity, risk.language, book)
    report(sitting, say("authoring.then"), items)
