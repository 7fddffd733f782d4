"""Feedback: the list by channel, and the page of one survey, interview or the like."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from riskbook.identifying.feedback import asks_for_risk, by_question, ratings, risks_of
from riskbook.model.discovery import Feedback, FeedbackAnswer
from riskbook.model.terms import Channel
from riskbook.site.edition import Edition, RecordLink
from riskbook.site.homes import service_home
from riskbook.site.views.record import Foot, foot
from riskbook.site.views.ticket_counts import type_link
from riskbook.site.wing import Leaf


class ChannelRow(NamedTuple):
    """What came in through one channel: collections, answers, how many of these have a risk."""

    name: str
    records: int
    answers: int
    linked: int
    open: int


class FeedbackRow(NamedTuple):
    """One collection of the list."""

    record: RecordLink
    channel: str
    date: str
    service: str
    answers: int
    ratings: str
    linked: int
    open: int


class FeedbackListView(NamedTuple):
    """All feedback, the latest first."""

    lead: str
    channels: tuple[ChannelRow, ...]
    rows: tuple[FeedbackRow, ...]


class AnswerView(NamedTuple):
    """One answer; ``words`` and ``rating`` may be empty, ``open`` says that a risk is missing."""

    id: str
    respondent: str
    date: str
    words: str
    rating: str
    problem_type: RecordLink | None
    risks: tuple[RecordLink, ...]
    open: bool


class QuestionView(NamedTuple):
    """The answers to one question, with what their ratings amount to."""

    text: str
    ratings: str
    rated: bool
    answers: tuple[AnswerView, ...]


class FeedbackView(NamedTuple):
    """The page of one collection."""

    title: str
    edit: str
    citation: str
    channel: str
    date: str
    service: str
    scale: str
    questions: tuple[QuestionView, ...]
    foot: Foot


def feedback_pages(edition: Edition) -> Iterator[Leaf]:
    """The list of feedback and the page of each collection, where the book has any."""
    every = edition.site.book.discovery.feedback
    if every:
        yield Leaf("feedback", "feedback.html", feedback_list_view(edition), "feedback")
    for key, feedback in every.items():
        yield Leaf(
            "feedback-one",
            f"feedback/{key}.html",
            feedback_view(edition, feedback),
            "feedback",
            edition.words.plain(feedback.title),
            feedback.source.path,
        )


def feedback_list_view(edition: Edition) -> FeedbackListView:
    """All feedback, those of the same day by id."""
    every = sorted(edition.site.book.discovery.feedback.values(), key=lambda one: one.id)
    every.sort(key=lambda one: one.date, reverse=True)
    rows = tuple(_row(edition, feedback) for feedback in every)
    lead = edition.words.say(
        "feedback.lead",
        count=len(rows),
        answers=sum(row.answers for row in rows),
        open=sum(row.open for row in rows),
    )
    return FeedbackListView(lead, tuple(_channels(edition, every)), rows)


def feedback_view(edition: Edition, feedback: Feedback) -> FeedbackView:
    """The page of one collection."""
    words = edition.words
    return FeedbackView(
        title=words.text(feedback.title),
        edit=edition.edit(feedback.source.path),
        citation=f"{feedback.id}: {words.plain(feedback.title)}",
        channel=words.named("feedback-channel", feedback.channel),
        date=words.date(feedback.date),
        service=service_home(edition, feedback.service) if feedback.service else "",
        scale=_scale(edition, feedback),
        questions=tuple(
            QuestionView(
                words.text(question),
                _ratings(edition, feedback, answers),
                any(answer.rating is not None for answer in answers),
                tuple(_answer(edition, feedback, answer) for answer in answers),
            )
            for question, answers in by_question(feedback).items()
        ),
        foot=foot(edition, feedback.source.path),
    )


def _row(edition: Edition, feedback: Feedback) -> FeedbackRow:
    words = edition.words
    linked, missing = _linked(edition, feedback)
    return FeedbackRow(
        record=RecordLink("", f"feedback/{feedback.id}.html", words.text(feedback.title)),
        channel=words.named("feedback-channel", feedback.channel),
        date=words.date(feedback.date),
        service=service_home(edition, feedback.service, "") if feedback.service else "",
        answers=len(feedback.answers),
        ratings=_ratings(edition, feedback, feedback.answers),
        linked=linked,
        open=missing,
    )


def _channels(edition: Edition, every: Iterable[Feedback]) -> Iterator[ChannelRow]:
    """What came in by channel, in the order of the schema; channels without any are left out."""
    found: dict[Channel, list[Feedback]] = defaultdict(list)
    for feedback in every:
        found[feedback.channel].append(feedback)
    for channel in Channel:
        if of := found.get(channel):
            counts = [_linked(edition, feedback) for feedback in of]
            yield ChannelRow(
                edition.words.named("feedback-channel", channel),
                len(of),
                sum(len(feedback.answers) for feedback in of),
                sum(linked for linked, _ in counts),
                sum(missing for _, missing in counts),
            )


def _linked(edition: Edition, feedback: Feedback) -> tuple[int, int]:
    """How many answers have a risk, and how many ask for one in vain."""
    links = edition.site.links
    return (
        sum(bool(risks_of(feedback, answer, links)) for answer in feedback.answers),
        sum(asks_for_risk(feedback, answer, links) for answer in feedback.answers),
    )


def _ratings(edition: Edition, feedback: Feedback, answers: Iterable[FeedbackAnswer]) -> str:
    """What ratings amount to, with how many they are and on which scale; "" without any."""
    found = ratings(answers)
    if not found.count:
        return ""
    words, scale = edition.words, _scale(edition, feedback)
    if found.mean is None or found.median is None:
        return words.say("feedback.too-few", count=found.count, scale=scale)
    return words.say(
        "feedback.average",
        count=found.count,
        scale=scale,
        mean=words.number(found.mean),
        median=words.number(found.median),
    )


def _scale(edition: Edition, feedback: Feedback) -> str:
    if feedback.lowest is None or feedback.highest is None:
        return ""
    words = edition.words
    lowest, highest = words.number(feedback.lowest), words.number(feedback.highest)
    return words.say("feedback.scale", lowest=lowest, highest=highest)


def _answer(edition: Edition, feedback: Feedback, answer: FeedbackAnswer) -> AnswerView:
    words = edition.words
    risks = risks_of(feedback, answer, edition.site.links)
    return AnswerView(
        id=answer.id,
        respondent=words.text(answer.respondent),
        date=words.date(answer.date),
        words=words.text(answer.answer),
        rating="" if answer.rating is None else words.number(answer.rating),
        problem_type=_problem_type(edition, answer.problem_type),
        risks=tuple(edition.risk(risk) for risk in risks),
        open=asks_for_risk(feedback, answer, edition.site.links),
    )


def _problem_type(edition: Edition, key: str) -> RecordLink | None:
    """The type of problem that an answer speaks of; without a page where the book has none."""
    if not key:
        return None
    types = edition.site.book.discovery.problem_types
    found = next((one for one in types.types if one.id == key), None) if types else None
    if found is None:
        return RecordLink(key, "", edition.words.say("missing-record"))
    return type_link(edition, found)
