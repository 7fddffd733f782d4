"""What the files of a book name in other files: each must be there (``x-refers`` in the schemas).

The words that the criteria and settings declare (``x-words``) are checked while reading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import StrEnum
from itertools import chain
from typing import NamedTuple

from riskbook.model.book import Book, Organization, Register, Services
from riskbook.model.criteria import Authority, Criteria
from riskbook.model.discovery import (
    ChecklistAnswers,
    Discovery,
    Feedback,
    Fishbone,
    Incident,
    Indicator,
    Session,
)
from riskbook.model.records import Control, Exercise, FoundIn, Plan, Process, Risk, SignOff


class Target(StrEnum):
    """What a word must be the key or id of. The value ends the key of its name in words."""

    DEPARTMENT = "department"
    SERVICE = "service"
    OBJECTIVE = "objective"
    HOLDER = "holder"  # a person or a role
    PERSON = "person"
    ROLE = "role"
    RISK = "risk"
    PLAN = "plan"
    CONTROL = "control"
    BARRIER = "barrier"  # a control or a plan
    PROCESS = "process"
    NODE = "node"
    LANE = "lane"
    PROBLEM_TYPE = "problem-type"
    SESSION = "session"
    POINT = "point"
    FISHBONE = "fishbone"
    CAUSE = "cause"
    FEEDBACK = "feedback"
    ANSWER = "answer"
    CHECKED = "checked"  # an answered checklist
    QUESTION = "question"  # one that it answers
    PROMPT = "prompt"  # a what-if question at a node of a process
    INCIDENT = "incident"
    INDICATOR = "indicator"


RECORDS = frozenset(
    {
        *(Target.RISK, Target.PLAN, Target.CONTROL, Target.BARRIER, Target.PROCESS),
        *(Target.SESSION, Target.FISHBONE, Target.FEEDBACK, Target.CHECKED, Target.INCIDENT),
        Target.INDICATOR,
    }
)
"""The targets that are files with an id of their own."""


class Reference(NamedTuple):
    """A word at a place, and what it must name.

    ``whole`` is what the target is part of: the process of a node, the service of an objective.
    """

    pointer: str
    word: str
    target: Target
    whole: str = ""


class Naming(NamedTuple):
    """A file, its record's id (or ``""``) and what it names; words left out are empty."""

    path: str
    record: str
    references: Iterable[Reference]


class Seat(NamedTuple):
    """A role that may approve or accept, and where the criteria say so."""

    pointer: str
    role: str
    whole_book: bool


def namings(book: Book) -> Iterator[Naming]:
    """Everything that the book's files name, file by file."""
    yield Naming(book.criteria.path, "", of_criteria(book.criteria))
    yield Naming(book.organization.path, "", of_organization(book.organization))
    yield Naming(book.services.path, "", of_services(book.services))
    for register in book.registers.values():
        yield Naming(register.source.path, "", of_register(register))
    for risk in book.risks.values():
        yield Naming(risk.source.path, risk.id, of_risk(risk))
    for plan in book.plans.values():
        yield Naming(plan.source.path, plan.id, of_plan(plan))
    for control in book.controls.values():
        yield Naming(control.source.path, control.id, of_control(control))
    for process in book.processes.values():
        yield Naming(process.source.path, process.id, of_process(process))
    for entry in book.sign_offs:
        yield Naming(entry.source.path, entry.of, of_sign_off(entry))
    for exercise in book.exercises:
        yield Naming(exercise.source.path, exercise.of, of_exercise(exercise))
    yield from _of_discovery(book.discovery)


def _of_discovery(found: Discovery) -> Iterator[Naming]:
    """What the records name that risks are found in, file by file."""
    for export in found.exports.values():
        service = Reference("service", export.service, Target.SERVICE)
        yield Naming(export.source.path, export.id, [service])
    for session in found.sessions.values():
        yield Naming(session.source.path, session.id, of_session(session))
    for fishbone in found.fishbones.values():
        yield Naming(fishbone.source.path, fishbone.id, of_fishbone(fishbone))
    for feedback in found.feedback.values():
        yield Naming(feedback.source.path, feedback.id, of_feedback(feedback))
    for checked in found.answers.values():
        yield Naming(checked.source.path, checked.id, of_answers(checked))
    for incident in found.incidents.values():
        yield Naming(incident.source.path, incident.id, of_incident(incident))
    for indicator in found.indicators.values():
        yield Naming(indicator.source.path, indicator.id, of_indicator(indicator))


def targets(book: Book) -> Mapping[tuple[Target, str], Collection[str]]:
    """What there is to be named, by target and, for parts, the whole that they belong to."""
    people, roles = book.organization.people, book.organization.roles
    there: dict[tuple[Target, str], Collection[str]] = {
        (Target.DEPARTMENT, ""): book.organization.departments,
        (Target.SERVICE, ""): book.services.services,
        (Target.HOLDER, ""): dict.fromkeys(chain(people, roles)),
        (Target.PERSON, ""): people,
        (Target.ROLE, ""): roles,
        (Target.RISK, ""): book.risks,
        (Target.PLAN, ""): book.plans,
        (Target.CONTROL, ""): book.controls,
        (Target.BARRIER, ""): dict.fromkeys(chain(book.controls, book.plans)),
        (Target.PROCESS, ""): book.processes,
    }
    for service in book.services.services.values():
        there[Target.OBJECTIVE, service.key] = dict(service.objectives)
    for process in book.processes.values():
        there[Target.NODE, process.id] = {node.id: node for node in process.nodes}
        there[Target.LANE, process.id] = dict(process.lanes)
        there[Target.PROMPT, process.id] = {
            prompt.id: prompt for node in process.nodes for prompt in node.what_if
        }
    return there | _discovered(book.discovery)


def _discovered(found: Discovery) -> dict[tuple[Target, str], Collection[str]]:
    """What there is to be named of the records that risks are found in."""
    types = found.problem_types.types if found.problem_types else ()
    there: dict[tuple[Target, str], Collection[str]] = {
        (Target.PROBLEM_TYPE, ""): {one.id: one for one in types},
        (Target.SESSION, ""): found.sessions,
        (Target.FISHBONE, ""): found.fishbones,
        (Target.FEEDBACK, ""): found.feedback,
        (Target.CHECKED, ""): found.answers,
        (Target.INCIDENT, ""): found.incidents,
        (Target.INDICATOR, ""): found.indicators,
    }
    for session in found.sessions.values():
        there[Target.POINT, session.id] = {point.id: point for point in session.points}
    for fishbone in found.fishbones.values():
        there[Target.CAUSE, fishbone.id] = {
            cause.id: cause for bone in fishbone.categories for cause in bone.causes
        }
    for feedback in found.feedback.values():
        there[Target.ANSWER, feedback.id] = {answer.id: answer for answer in feedback.answers}
    for checked in found.answers.values():
        there[Target.QUESTION, checked.id] = {one.question: one for one in checked.answers}
    return there


def of_risk(risk: Risk) -> Iterator[Reference]:
    """What a risk names."""
    yield Reference("service", risk.service, Target.SERVICE)
    yield Reference("owner", risk.owner, Target.HOLDER)
    if risk.objective:
        yield Reference("objective", risk.objective, Target.OBJECTIVE, risk.service)
    for action in risk.treatment.actions:
        yield Reference(f"treatment/actions/{action.id}/owner", action.owner, Target.HOLDER)
    yield from records_of_risk(risk)


def records_of_risk(risk: Risk) -> Iterator[Reference]:
    """The records that a risk names, and the parts of records."""
    if risk.plan:
        yield Reference("plan", risk.plan, Target.PLAN)
    for index, key in enumerate(risk.controls):
        yield Reference(f"controls/{index}", key, Target.CONTROL)
    yield from _barriers(risk)
    for index, key in enumerate(risk.related):
        yield Reference(f"related/{index}", key, Target.RISK)
    for index, place in enumerate(risk.arises_at):
        yield Reference(f"arises_at/{index}/process", place.process, Target.PROCESS)
        yield Reference(f"arises_at/{index}/node", place.node, Target.NODE, place.process)
    for index, on in enumerate(risk.depends_on):
        at = f"depends_on/{index}"
        yield Reference(f"{at}/service", on.service, Target.SERVICE)
        yield Reference(f"{at}/control", on.control, Target.CONTROL)
        yield Reference(f"{at}/process", on.process, Target.PROCESS)
        yield Reference(f"{at}/node", on.node, Target.NODE, on.process)
    for index, key in enumerate(risk.problem_types):
        yield Reference(f"problem_types/{index}", key, Target.PROBLEM_TYPE)
    for index, origin in enumerate(risk.found_in):
        yield from _origin(f"found_in/{index}", origin)
    for index, key in enumerate(risk.indicators):
        yield Reference(f"indicators/{index}", key, Target.INDICATOR)


_ORIGINS = {
    "session": (Target.SESSION, "point", Target.POINT),
    "checklist": (Target.CHECKED, "question", Target.QUESTION),
    "fishbone": (Target.FISHBONE, "cause", Target.CAUSE),
    "feedback": (Target.FEEDBACK, "answer", Target.ANSWER),
    "process": (Target.PROCESS, "prompt", Target.PROMPT),
}
"""What a risk may be found in, but for incidents, which have no items: the record and the item."""


def _origin(at: str, origin: FoundIn) -> Iterator[Reference]:
    """What one origin of a risk names: the record, and the item in it."""
    if origin.kind == "incident":
        yield Reference(f"{at}/incident", origin.record, Target.INCIDENT)
        return
    record, field, item = _ORIGINS[origin.kind]
    yield Reference(f"{at}/{origin.kind}", origin.record, record)
    yield Reference(f"{at}/{field}", origin.item, item, origin.record)


def _barriers(risk: Risk) -> Iterator[Reference]:
    """The barriers of a bow-tie that its risk does not name as its control or plan already."""
    for side, pathways in (("causes", risk.causes), ("consequences", risk.consequences)):
        for pathway in pathways:
            for index, key in enumerate(pathway.barriers):
                if key not in risk.controls and key != risk.plan:
                    yield Reference(f"{side}/{pathway.id}/barriers/{index}", key, Target.BARRIER)


def of_plan(plan: Plan) -> Iterator[Reference]:
    """What a plan names."""
    yield Reference("owner", plan.owner, Target.HOLDER)
    yield Reference("deputy", plan.deputy, Target.HOLDER)
    for trigger in plan.trigger:
        yield Reference(f"trigger/{trigger.id}/indicator", trigger.indicator, Target.INDICATOR)
    for step in plan.steps:
        yield Reference(f"steps/{step.id}/who", step.who, Target.HOLDER)


def of_control(control: Control) -> Iterator[Reference]:
    """What a control names."""
    yield Reference("owner", control.owner, Target.HOLDER)


def of_answers(answers: ChecklistAnswers) -> Iterator[Reference]:
    """What an answered checklist names; its checklist is for RB840."""
    yield Reference("by", answers.by, Target.HOLDER)
    yield Reference("service", answers.service, Target.SERVICE)


def of_indicator(indicator: Indicator) -> Iterator[Reference]:
    """What an indicator names."""
    yield Reference("owner", indicator.owner, Target.HOLDER)


def of_process(process: Process) -> Iterator[Reference]:
    """What a process names besides its own items, edges and dependencies (RB7xx)."""
    yield Reference("owner", process.owner, Target.HOLDER)
    yield Reference("service", process.service, Target.SERVICE)
    for node in process.nodes:
        yield Reference(f"nodes/{node.id}/lane", node.lane, Target.LANE, process.id)


def of_incident(incident: Incident) -> Iterator[Reference]:
    """What an incident names."""
    yield Reference("service", incident.service, Target.SERVICE)
    for index, key in enumerate(incident.risks):
        yield Reference(f"risks/{index}", key, Target.RISK)
    yield Reference("problem_type", incident.problem_type, Target.PROBLEM_TYPE)


def of_sign_off(entry: SignOff) -> Iterator[Reference]:
    """Whom a sign-off names; what it is of is for RB204."""
    yield Reference("by", entry.by, Target.PERSON)
    yield Reference("role", entry.role, Target.ROLE)
    for index, key in enumerate(entry.changed_by):
        yield Reference(f"changed_by/{index}", key, Target.PERSON)


def of_exercise(exercise: Exercise) -> Iterator[Reference]:
    """Whom an exercise names; what it is of is for RB204."""
    for index, key in enumerate(exercise.participants):
        yield Reference(f"participants/{index}", key, Target.HOLDER)
    for action in exercise.actions:
        yield Reference(f"actions/{action.id}/owner", action.owner, Target.HOLDER)


def of_session(session: Session) -> Iterator[Reference]:
    """Whom a session names; who made a point is for RB825, what it was merged into for RB823."""
    yield Reference("facilitator", session.facilitator, Target.HOLDER)
    for index, one in enumerate(session.participants):
        yield Reference(f"participants/{index}/who", one.who, Target.HOLDER)
        yield Reference(f"participants/{index}/department", one.department, Target.DEPARTMENT)


def of_feedback(feedback: Feedback) -> Iterator[Reference]:
    """What feedback names."""
    yield Reference("service", feedback.service, Target.SERVICE)
    for answer in feedback.answers:
        pointer = f"answers/{answer.id}/problem_type"
        yield Reference(pointer, answer.problem_type, Target.PROBLEM_TYPE)


def of_fishbone(fishbone: Fishbone) -> Iterator[Reference]:
    """What a fishbone names."""
    yield Reference("owner", fishbone.owner, Target.HOLDER)
    yield Reference("service", fishbone.service, Target.SERVICE)
    yield Reference("process", fishbone.process, Target.PROCESS)
    yield Reference("problem_type", fishbone.problem_type, Target.PROBLEM_TYPE)
    yield Reference("incident", fishbone.incident, Target.INCIDENT)


def of_register(register: Register) -> Iterator[Reference]:
    """What a register names."""
    yield Reference("department", register.department, Target.DEPARTMENT)
    for index, key in enumerate(register.services):
        yield Reference(f"services/{index}", key, Target.SERVICE)


def of_criteria(criteria: Criteria) -> Iterator[Reference]:
    """What the criteria name of the organisation."""
    for seat in seats(criteria):
        yield Reference(seat.pointer, seat.role, Target.ROLE)


def seats(criteria: Criteria) -> Iterator[Seat]:
    """The roles that may approve or accept."""
    for index, level in enumerate(criteria.levels):
        if level.approval:
            yield from _seats(f"levels/{index}/approval", level.approval)
    if criteria.acceptance and criteria.acceptance.beyond:
        yield from _seats("acceptance/beyond", criteria.acceptance.beyond)


def of_organization(organization: Organization) -> Iterator[Reference]:
    """What the organisation names of itself."""
    for person in organization.people.values():
        at = f"people/{person.key}"
        yield Reference(f"{at}/department", person.department, Target.DEPARTMENT)
        for index, held in enumerate(person.roles):
            yield Reference(f"{at}/roles/{index}/role", held.role, Target.ROLE)
            yield Reference(f"{at}/roles/{index}/department", held.department, Target.DEPARTMENT)


def of_services(services: Services) -> Iterator[Reference]:
    """What services.yml names of the organisation."""
    for service in services.services.values():
        pointer = f"services/{service.key}/department"
        yield Reference(pointer, service.department, Target.DEPARTMENT)


def _seats(at: str, authority: Authority) -> Iterator[Seat]:
    for index, role in enumerate(authority.any_of):
        yield Seat(f"{at}/any_of/{index}", role, authority.whole_book)
