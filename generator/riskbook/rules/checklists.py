"""RB84x: whether checklists were answered wholly, by evidence, and what a "no" has led to."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.findings import Finding
from riskbook.identifying.checklists import Worked, is_old, worked
from riskbook.model.discovery import Checklist, ChecklistAnswers
from riskbook.model.practices import PRACTICES
from riskbook.model.terms import Answer
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.wording import say
from riskbook.wording.nearest import nearest


def unknown_checklist(view: Evidence) -> Iterator[Finding]:
    """RB840: answers to a checklist that neither the book nor Riskbook has."""
    book = view.book
    known = (*PRACTICES, *sorted(book.discovery.checklists.keys() - set(PRACTICES)))
    for answers in book.discovery.answers.values():
        key = answers.checklist
        if key in known or key in book.unread:
            continue
        meant = nearest(key, known)
        hint = say("hint.RB840.near", near=meant) if meant else say("hint.RB840", known=known)
        yield fault("RB840", _in(answers, "checklist"), say("finding.RB840", checklist=key), hint)


def answer_to_no_question(view: Evidence) -> Iterator[Finding]:
    """RB841: an answer to a question that the checklist does not ask, or a second answer to one.

    Where the checklist has changed since, a question may have been dropped: see RB842.
    """
    for answers in view.book.discovery.answers.values():
        checklist = view.book.discovery.checklists.get(answers.checklist)
        asked = _asked(checklist, answers)
        seen: set[str] = set()
        for index, entry in enumerate(answers.answers):
            key, place = entry.question, _in(answers, f"answers/{index}/question")
            if key in seen:
                message = say("finding.RB841.twice", question=key)
                yield fault("RB841", place, message, say("hint.RB841.twice"))
            elif asked and key not in asked:
                message = say("finding.RB841", question=key, checklist=answers.checklist)
                yield fault("RB841", place, message, say("hint.RB841", questions=asked))
            seen.add(key)


def another_version(view: Evidence) -> Iterator[Finding]:
    """RB842: the newest answers are to a version of the checklist that is no longer the one."""
    for one in _newest(view):
        if one.checklist and one.checklist.version != one.answers.version:
            message = say(
                "finding.RB842", answered=one.answers.version, version=one.checklist.version
            )
            hint = say("hint.RB842", checklist=one.checklist.id)
            yield fault("RB842", _in(one.answers, "version"), message, hint)


def question_open(view: Evidence) -> Iterator[Finding]:
    """RB843: questions of the checklist that nobody has answered."""
    for one in _newest(view):
        if one.checklist is None or one.checklist.version != one.answers.version:
            continue
        missing = tuple(reply.id for reply in one.replies if reply.answer is None)
        if missing:
            message = say("finding.RB843", questions=missing, count=len(missing))
            yield fault("RB843", _in(one.answers, "answers"), message, say("hint.RB843"))


def gap_without_risk(view: Evidence) -> Iterator[Finding]:
    """RB844: a question answered by "no" that no risk was found in."""
    for one in _newest(view):
        gaps = {reply.id: reply.question for reply in one.gaps if reply.answer is Answer.NO}
        for index, entry in enumerate(one.answers.answers):
            asked = gaps.get(entry.question)
            if asked and entry.answer is Answer.NO:
                yield fault(
                    "RB844",
                    _in(one.answers, f"answers/{index}"),
                    say("finding.RB844", question=entry.question, text=asked.text),
                    say("hint.RB844", answers=one.answers.id, question=entry.question),
                )


def answer_without_evidence(view: Evidence) -> Iterator[Finding]:
    """RB845: answers that nobody can check, for they do not say what they rest on."""
    for one in _newest(view):
        bare = tuple(
            entry.question
            for entry in one.answers.answers
            if entry.answer is not None and entry.evidence is None
        )
        if bare:
            message = say("finding.RB845", questions=bare, count=len(bare))
            yield fault("RB845", _in(one.answers, "answers"), message, say("hint.RB845"))


def answers_old(view: Evidence) -> Iterator[Finding]:
    """RB846: the newest answers are more than twelve months old."""
    for one in _newest(view):
        if is_old(one.answers, view.today):
            message = say("finding.RB846", date=one.answers.date)
            hint = say("hint.RB846", checklist=one.answers.checklist)
            yield fault("RB846", _in(one.answers, "date"), message, hint)


RULES: tuple[Rule, ...] = (
    ("RB840", unknown_checklist),
    ("RB841", answer_to_no_question),
    ("RB842", another_version),
    ("RB843", question_open),
    ("RB844", gap_without_risk),
    ("RB845", answer_without_evidence),
    ("RB846", answers_old),
)


def _newest(view: Evidence) -> Iterator[Worked]:
    """The answers that hold today; what was wrong with older ones, newer ones have settled."""
    return (one for one in worked(view.book, view.links).values() if one.is_newest)


def _asked(checklist: Checklist | None, answers: ChecklistAnswers) -> tuple[str, ...]:
    """The ids of the questions that were asked; none where that cannot be known."""
    if checklist is None or checklist.version != answers.version:
        return ()
    return tuple(question.id for question in checklist.questions)


def _in(answers: ChecklistAnswers, pointer: str) -> Place:
    return Place(answers.source.path, answers.id, pointer)
