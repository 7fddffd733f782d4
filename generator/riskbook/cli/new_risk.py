"""riskbook new risk: a risk from answers, as a draft or ready for review."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.asking import answer
from riskbook.cli.completing import origins
from riskbook.cli.desk import Desk, stop
from riskbook.cli.new_desk import (
    Given,
    Sitting,
    currency_name,
    desk_options,
    file_words,
    judge_with,
    new_id,
    own_options,
    put_down,
    question,
    report,
    several_option,
    shared_options,
    sit_down,
)
from riskbook.cli.new_measures import cost_question, measures

if TYPE_CHECKING:
    from riskbook.authoring.answers import Choice
    from riskbook.authoring.drafts import Impact, NewRisk
    from riskbook.authoring.origins import Beginning
    from riskbook.findings import Finding
    from riskbook.model.criteria import Level
    from riskbook.run import Judged
    from riskbook.wording import Saying

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
@click.option(
    "--from",
    "given_from",
    metavar="KIND:ID[/ITEM]",
    shell_complete=origins,
    help="What the risk was found in: tickets:PT-07, session:ID/P4, node:PROCESS/NODE, "
    "prompt:PROCESS/W1, checklist:ID/Q3, incident:I003, fishbone:ID/C2 or feedback:ID/A3.",
)
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

    sitting, (made, words) = sit_down(given, _asked, _begun)
    identity, criteria = made.id, sitting.book.criteria
    comments = sitting.comments_in(made.language)
    path = path_of(Kind.RISK, sitting.register, identity, words)
    content = risk_sheet(made, criteria, comments)
    judged, findings = judge_with(sitting, path, content)
    if sitting.room.cut_short or keeps_a_draft(judged.book.risks[identity], findings):
        draft = replace(made, status=Status.DRAFT)
        put_down(sitting, path, risk_sheet(draft, criteria, comments))
        _report_draft(sitting, judged, identity, findings)
    else:
        put_down(sitting, path, content)
        _report_open(sitting, judged, identity, findings)


def _begun(desk: Desk, judged: Judged, given: Given) -> Given:
    """What was given, and what follows from where the risk was found."""
    from riskbook.authoring.origins import beginning, origin_meant
    from riskbook.identifying.sorting import Sorting
    from riskbook.wording import Saying, say

    if given["given_from"] is None:
        return {**given, "begun": None, "sorting": None}
    found = origin_meant(given["given_from"], judged.book)
    if isinstance(found, Saying):
        stop(desk.catalogue, say("authoring.wrong-option", option="from", complaint=found))
    sorting = Sorting(judged.book.discovery)
    begun = beginning(found, judged.book, sorting)
    register = given["given_register"] or begun.register or None
    return {**given, "begun": begun, "sorting": sorting, "given_register": register}


def _asked(sitting: Sitting) -> tuple[NewRisk, str]:
    """The risk as its author tells of it, in the order of the file, and its file's words.

    What belongs to the file and not to the risk comes last: its language and its name.
    """
    from riskbook.authoring import choices
    from riskbook.authoring.answers import past_day
    from riskbook.authoring.drafts import NewRisk
    from riskbook.authoring.questions import LATER, NONE
    from riskbook.reading.placing import Kind

    book, speaks = sitting.book, sitting.words.language
    today = sitting.judged.today
    identity = new_id(sitting, Kind.RISK)
    begun: Beginning | None = sitting.given["begun"]
    known_title, known_reference = _said_before(sitting, begun)
    title = sitting.text("title", "risk-title", default=known_title)
    category = sitting.choose("category", choices.categories(book.criteria, sitting.words))
    services = choices.services(book, sitting.register, speaks)
    service = sitting.choose("service", services, default=begun.service if begun else "")
    known = book.services.services.get(service)
    people = choices.owners(book, known, speaks)
    objectives = choices.named(known.objectives if known else (), speaks)
    asks_objective = objectives or sitting.option("objective")
    objective = sitting.choose("objective", objectives, skip=NONE) if asks_objective else ""
    owner = sitting.person("owner", people, "risk-owner")
    found = sitting.put("date", past_day(today), "identified", default=today.isoformat())
    sources = choices.named(book.criteria.sources, speaks)
    source = sitting.choose("source", sources, default=begun.source if begun else "")
    reference = sitting.text("reference", skip=NONE, default=known_reference)
    cause, event, consequence = map(sitting.text, ("cause", "event", "consequence"))
    likelihood, impact = _scores(sitting)
    level = _told_level(sitting, likelihood, impact)
    rationale = sitting.text("rationale", skip=LATER) if likelihood else ""
    strategies = choices.enumerated(Kind.RISK, "treatment/strategy", sitting.words)
    strategy = sitting.choose("strategy", strategies, skip=LATER)
    why = sitting.text("strategy-rationale", skip=NONE) if strategy else ""
    acts = strategy not in ("", "accept") or sitting.option("action")
    costs = cost_question(sitting)
    made = NewRisk(
        id=identity,
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
        strategy_rationale=why,
        actions=measures(sitting, people, owner, cost=costs) if acts else (),
        plan=_plan(sitting, level),
        problem_types=begun.problem_types if begun else (),
        found_in=begun.found_in if begun else (),
        node=begun.node if begun else None,
        language=sitting.language(),
    )
    return made, file_words(sitting, title)


def _said_before(sitting: Sitting, begun: Beginning | None) -> tuple[str, str]:
    """The title and the reference to begin with: in the language that the risk is written in."""
    from riskbook.authoring.origins import reference, working_title
    from riskbook.identifying.coverage import half_a_year

    if begun is None:
        return "", ""
    book = sitting.book
    speaks = sitting.words.language if sitting.room.more() else sitting.home
    wanted = sitting.option("language") or speaks
    language = wanted if wanted in book.settings.languages else sitting.home
    words, span = sitting.comments_in(language), half_a_year(sitting.judged.today)
    told = reference(begun.origin, book, sitting.given["sorting"], span, words)
    return working_title(begun.origin, book, language), told


def _scores(sitting: Sitting) -> tuple[str, Impact]:
    """Likelihood and impact as they are today; both empty where the assessment is left for later.

    On a terminal the impact is asked for in every dimension that was not given, at least one.
    """
    from riskbook.authoring import choices
    from riskbook.authoring.questions import LATER
    from riskbook.wording import say

    room, dimensions = sitting.room, sitting.book.criteria.impact.dimensions
    steps = choices.likelihood_steps(sitting.book.criteria, sitting.words)
    impact = _given_impact(sitting)
    needed = impact and not room.more()
    likelihood = sitting.choose("likelihood", steps, skip=None if needed else LATER)
    if not likelihood or impact:
        return likelihood, impact
    if not dimensions or not room.more():
        step = _impact_of_all(sitting)
        return (likelihood, (("", step),)) if step else ("", ())
    for nothing in ("authoring.one-dimension", "authoring.no-dimension"):
        answers = [_impact_in(sitting, number) for number in range(len(dimensions))]
        if any(answers):
            scored = zip(dimensions, answers, strict=True)
            return likelihood, tuple((each.key, step) for each, step in scored if step)
        room.tell(say(nothing))
    return "", ()


def _impact_of_all(sitting: Sitting) -> str:
    """One score for all dimensions."""
    from riskbook.authoring.answers import one_of
    from riskbook.authoring.choices import impact_steps
    from riskbook.authoring.questions import LATER

    steps = impact_steps(sitting.book.criteria, None, sitting.words)
    skip = LATER if sitting.room.more() else None
    return sitting.ask("impact", "impact", one_of(steps), choices=steps, skip=skip)


def _impact_in(sitting: Sitting, number: int) -> str:
    """The score in one dimension, by its place from 0."""
    from riskbook.authoring.answers import one_of, step_of
    from riskbook.authoring.choices import impact_steps
    from riskbook.authoring.questions import NOT_HERE

    book = sitting.book
    dimension = book.criteria.impact.dimensions[number]
    choices = impact_steps(book.criteria, dimension, sitting.words)
    total = len(book.criteria.impact.dimensions)
    facts = {"dimension": dimension.name, "number": number + 1, "total": total}
    if not dimension.money:
        judge = one_of(choices)
        return sitting.ask(
            "impact", "impact-in", judge, choices=choices, facts=facts, skip=NOT_HERE
        )
    return sitting.ask(
        "impact",
        "impact-money",
        step_of(choices, book.criteria.impact.steps, book.settings.currency),
        choices=choices,
        facts={**facts, "currency": currency_name(sitting)},
        skip=NOT_HERE,
        echo=_amount_echo(sitting, choices),
    )


def _amount_echo(
    sitting: Sitting, choices: tuple[Choice, ...]
) -> Callable[[str, str], Saying | None]:
    """Says which step an amount of money was taken for."""
    from riskbook.authoring.answers import fitting
    from riskbook.picturing.step_labels import impact_labels
    from riskbook.wording import say

    labels = impact_labels(sitting.book.criteria.impact, sitting.words)

    def echo(answer: str, value: str) -> Saying | None:
        if fitting(answer, choices):
            return None
        place = [choice.key for choice in choices].index(value)
        numbers, name = labels[place].numbers, choices[place].name
        return say("authoring.amount", answer=answer, numbers=numbers, number=place + 1, name=name)

    return echo


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
    asked = to_do(findings) or (say("authoring.todo.check"),)
    report(sitting, say("authoring.draft", id=identity), asked)
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
