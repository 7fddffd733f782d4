"""The checklist: exactly the risks that rest on what changed, told by the kind of change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from riskbook.model.book import Book
from riskbook.model.criteria import Authority
from riskbook.model.records import Dependence, Edge, Risk
from riskbook.model.terms import ControlStatus, ReviewOutcome, SignOffKind, Status
from riskbook.reading.trees import MemoryTree
from riskbook.reviewing.checklist import Checklist, checklist, outcome_of
from riskbook.reviewing.fingerprints import fingerprint
from riskbook.reviewing.grounds import grounds_of
from riskbook.reviewing.questions import Kind, asked, told
from riskbook.reviewing.states import States, states_of
from riskbook.run import find_paths, judge
from riskbook.wording import Catalogue, read_catalogue
from samples import (
    CRITICAL,
    HIGH,
    LOW,
    MEDIUM,
    TODAY,
    grid,
    sample_book,
    sample_control,
    sample_criteria,
    sample_plan,
    sample_process,
    sample_risk,
    sample_services,
    sample_sign_off,
    text,
)

MESSAGES = Path(__file__).parents[3] / "site_templates" / "messages"
EMPTY = MemoryTree({})
PATTERN = "services/ivr/**"
FILES = {"services/ivr/menu.yml": "aa", "services/ivr/hours.yml": "bb", "README.md": "cc"}


def rests(**named: str) -> Dependence:
    empty = {"path": "", "service": "", "control": "", "process": "", "node": ""}
    return Dependence(**{**empty, **named})


RISK = sample_risk(
    depends_on=(rests(path=PATTERN), rests(process="billing")), arises_at=sample_risk().arises_at
)
BOOK = sample_book(
    [RISK, sample_risk("R002", controls=(), arises_at=(), plan="", service="project-office")],
    processes=[sample_process(), sample_process("billing")],
)


def states(
    head: Book, base: Book = BOOK, blobs: Mapping[str, str] = FILES, now: Any = None
) -> States:
    after = FILES if now is None else now

    def judged(book: Book, files: Mapping[str, str]) -> Any:
        return judge(book, TODAY, find_paths(book, lambda: files))

    return states_of(judged(base, blobs), judged(head, after), blobs, after)


def with_node(key: str, **changes: Any) -> Book:
    process = sample_process()
    nodes = tuple(replace(n, **changes) if n.id == key else n for n in process.nodes)
    return with_process(nodes=nodes)


def with_process(**changes: Any) -> Book:
    processes = {**BOOK.processes, "ticket-intake": sample_process(**changes)}
    return replace(BOOK, processes=processes)


def with_control(**changes: Any) -> Book:
    return replace(BOOK, controls={"C001": sample_control(**changes)})


def with_service(**changes: Any) -> Book:
    services = dict(BOOK.services.services)
    services["customer-hotline"] = replace(services["customer-hotline"], **changes)
    return replace(BOOK, services=sample_services(services=services))


def with_criteria(**changes: Any) -> Book:
    return replace(BOOK, criteria=sample_criteria(**changes))


def with_step(axis: str, value: int) -> Book:
    scale = getattr(sample_criteria(), axis)
    steps = tuple(
        replace(step, name=text("Renamed", "已改名")) if step.value == value else step
        for step in scale.steps
    )
    return with_criteria(**{axis: replace(scale, steps=steps)})


def with_level(index: int, **changes: Any) -> Book:
    levels = list(sample_criteria().levels)
    levels[index] = replace(levels[index], **changes)
    return with_criteria(levels=tuple(levels))


def without(**shelves: str) -> Book:
    changed: Any = {
        shelf: {key: record for key, record in getattr(BOOK, shelf).items() if key != gone}
        for shelf, gone in shelves.items()
    }
    return replace(BOOK, **changed)


TURNS: tuple[tuple[Kind, Book], ...] = (
    (Kind.NODE_INPUTS, with_node("triage", inputs=("ticket", "call"))),
    (Kind.NODE_OUTPUTS, with_node("triage", outputs=())),
    (Kind.NODE_OUTPUTS, with_node("triage", outputs=("queue",))),
    (Kind.NODE_DEPENDENCIES, with_node("intake", depends_on=("ticket-system",))),
    (Kind.NODE_LANE, with_node("intake", lane="")),
    (Kind.NODE_CRITICAL, with_node("intake", critical=True)),
    (Kind.NODE_NOT_CRITICAL, with_node("triage", critical=False)),
    (Kind.NODE_EDGES, with_process(edges=(Edge("intake", "triage", text("urgent", "紧急")),))),
    (Kind.NODE_REMOVED, with_process(nodes=sample_process().nodes[:1])),
    (
        Kind.PROCESS_CHANGED,
        replace(
            BOOK, processes={**BOOK.processes, "billing": sample_process("billing", receives=())}
        ),
    ),
    (Kind.PROCESS_REMOVED, without(processes="billing")),
    (Kind.CONTROL_RETIRED, with_control(status=ControlStatus.RETIRED)),
    (Kind.CONTROL_PLANNED, with_control(status=ControlStatus.PLANNED, since=None)),
    (Kind.CONTROL_CHANGED, with_control(owner="service-desk-lead")),
    (Kind.CONTROL_REMOVED, without(controls="C001")),
    (Kind.IMPORTANCE_LOWERED, with_service(importance=2)),
    (Kind.SERVICE_DEPARTMENT, with_service(department="it-support")),
    (
        Kind.SERVICE_REMOVED,
        replace(
            BOOK,
            services=sample_services(
                services={
                    key: service
                    for key, service in BOOK.services.services.items()
                    if key != "customer-hotline"
                }
            ),
        ),
    ),
    (
        Kind.PLAN_CHANGED,
        replace(BOOK, plans={"P001": sample_plan(steps=sample_plan().steps[:1])}),
    ),
    (Kind.PLAN_REMOVED, without(plans="P001")),
    (Kind.LIKELIHOOD_STEP, with_step("likelihood", 3)),
    (Kind.IMPACT_STEP, with_step("impact", 3)),
    (Kind.CELL, with_criteria(matrix=grid("MHHCC", "MMHCC", "LMHHH", "LLMMH", "LLLMM"))),
    (
        Kind.APPETITE,
        with_criteria(appetite=(replace(sample_criteria().appetite[0], limit=LOW),)),
    ),
    (Kind.DEMANDS, with_level(MEDIUM, approval=Authority(("management",), whole_book=True))),
)


@pytest.mark.parametrize(("kind", "head"), TURNS, ids=lambda each: getattr(each, "value", ""))
def test_each_kind_of_change_is_told_as_what_it_is(kind: Kind, head: Book) -> None:
    grounds = grounds_of(head.risks["R001"], states(head))
    assert grounds
    for ground in grounds:  # an edge is one of both its nodes
        assert [turn.kind for turn in ground.turns] == [kind]


def test_what_comes_into_force_rises_or_appears_is_told_from_the_other_side() -> None:
    for kind, base in (
        (Kind.CONTROL_IN_FORCE, with_control(status=ControlStatus.PLANNED, since=None)),
        (Kind.IMPORTANCE_RAISED, with_service(importance=2)),
        (Kind.APPEARED, without(controls="C001")),
        (Kind.APPEARED, without(plans="P001")),
        (Kind.APPEARED, with_process(nodes=sample_process().nodes[:1])),
    ):
        (ground,) = grounds_of(RISK, states(BOOK, base))
        assert [turn.kind for turn in ground.turns] == [kind]


def test_files_that_a_pattern_matches_are_told_one_by_one() -> None:
    now = {"services/ivr/menu.yml": "dd", "services/ivr/new.yml": "ee", "README.md": "zz"}
    (ground,) = grounds_of(RISK, states(BOOK, now=now))
    (turn,) = ground.turns
    assert (turn.kind, ground.pointer) == (Kind.PATH_CHANGED, f"path/{PATTERN}")
    assert dict(turn.files) == {
        "services/ivr/hours.yml": "-",
        "services/ivr/menu.yml": "~",
        "services/ivr/new.yml": "+",
    }
    (ground,) = grounds_of(RISK, states(BOOK, now={"README.md": "cc"}))
    assert [turn.kind for turn in ground.turns] == [Kind.PATH_EMPTY]


def test_a_pattern_that_is_new_is_held_against_what_it_matched_before() -> None:
    linked = replace(RISK, depends_on=(*RISK.depends_on, rests(path="README.md")))
    head = replace(BOOK, risks={**BOOK.risks, "R001": linked})
    assert grounds_of(linked, states(head)) == ()


UNRELATED: tuple[tuple[str, Callable[[], Book]], ...] = (
    ("a title of the very node", lambda: with_node("triage", title=text("Sort", "整理"))),
    ("the title of the control", lambda: with_control(title="A telephone")),
    ("a control tested again", lambda: with_control(last_tested=date(2026, 11, 1))),
    ("the owner of the process", lambda: with_process(owner="hotline-lead")),
    ("another step of the scale", lambda: with_step("impact", 5)),
    (
        "a cell where no risk stands",
        lambda: with_criteria(matrix=grid("HHHCC", "MMHCC", "LMMHH", "LLMMH", "LLLMM")),
    ),
    ("what another level asks for", lambda: with_level(CRITICAL, needs_plan=False)),
    ("how often a level is reviewed", lambda: with_level(MEDIUM, name=text("Middle", "中等"))),
)


@pytest.mark.parametrize(("what", "head"), UNRELATED, ids=[what for what, _ in UNRELATED])
def test_what_the_risk_does_not_rest_on_asks_for_nothing(
    what: str, head: Callable[[], Book]
) -> None:
    assert what
    assert listed(head()) == ([], [])


def test_another_node_of_the_same_process_asks_for_nothing() -> None:
    only_intake = replace(RISK, arises_at=RISK.arises_at[:1], depends_on=())
    base = replace(BOOK, risks={"R001": only_intake})
    head = replace(with_node("triage", outputs=("queue",)), risks={"R001": only_intake})
    assert listed(head, base) == ([], [])
    head = replace(with_node("intake", outputs=("queue",)), risks={"R001": only_intake})
    assert listed(head, base) == (["R001"], [])


def test_only_open_risks_are_listed() -> None:
    for status, expected in ((Status.OPEN, ["R001"]), (Status.CLOSED, []), (Status.DRAFT, [])):
        risk = replace(RISK, status=status)
        base = replace(BOOK, risks={"R001": risk})
        head = replace(with_control(status=ControlStatus.RETIRED), risks={"R001": risk})
        assert listed(head, base) == (expected, [])


def test_what_the_risk_rested_on_before_counts_when_the_link_was_taken_off() -> None:
    unlinked = replace(RISK, controls=())
    head = replace(
        with_control(status=ControlStatus.RETIRED), risks={**BOOK.risks, "R001": unlinked}
    )
    assert listed(head) == (["R001"], [])


def test_a_score_of_then_is_held_against_the_criteria_of_now() -> None:
    rescored = sample_risk(likelihood=5, depends_on=RISK.depends_on)
    head = replace(with_step("likelihood", 3), risks={**BOOK.risks, "R001": rescored})
    assert listed(head)[0] == ["R001", "R002"]


def test_who_changed_themselves_stands_apart_until_they_are_reviewed() -> None:
    reworded = replace(
        RISK, statement=replace(RISK.statement, event="A caller hangs up after ten minutes")
    )
    head = replace(BOOK, risks={**BOOK.risks, "R001": reworded})
    assert listed(head) == ([], ["R001"])
    assert listed(reviewed(head, "R001")) == ([], [])
    new = replace(BOOK, risks={**BOOK.risks, "R009": sample_risk("R009")})
    assert listed(new) == ([], [])


def test_a_review_of_the_risk_and_what_it_rests_on_as_they_stand_ticks_the_box() -> None:
    head = with_control(status=ControlStatus.RETIRED)
    (item,) = found(head).resting
    assert item.review is None
    signed = reviewed(head, "R001")
    (item,) = found(signed).resting
    assert item.review is not None
    (stranger,) = found(reviewed(head, "R001", by="service-desk-lead")).resting
    assert stranger.review is None
    (older,) = found(signed, base=replace(BOOK, sign_offs=signed.sign_offs)).resting
    assert older.review is None
    moved_on = replace(signed, processes=with_node("intake", outputs=()).processes)
    (item,) = found(moved_on).resting
    assert item.review is None


def test_an_owner_whom_the_change_appoints_does_not_tick_the_box() -> None:
    taken = replace(RISK, owner="service-desk-lead")
    head = replace(with_control(status=ControlStatus.RETIRED), risks={**BOOK.risks, "R001": taken})
    (item,) = found(reviewed(head, "R001", by="service-desk-lead")).resting
    assert item.review is None
    assert item.owner.key == "hotline-lead"


def test_the_worst_level_comes_first_and_the_unassessed_before_all() -> None:
    assessment = replace(RISK.assessment, current=None, inherent=None, target=None)
    risks = {
        "R001": sample_risk("R001", 1, 1),
        "R002": sample_risk("R002", 5, 5),
        "R003": replace(sample_risk("R003"), assessment=assessment),
        "R004": sample_risk("R004", 5, 5),
    }
    base = replace(BOOK, risks=risks)
    head = replace(with_control(status=ControlStatus.RETIRED), risks=risks)
    assert [item.risk.id for item in found(head, base).resting] == ["R003", "R002", "R004", "R001"]


def test_the_higher_level_of_before_and_after_says_who_approves() -> None:
    calm = sample_risk(likelihood=1, impact=1)
    base = replace(BOOK, risks={"R001": sample_risk(likelihood=5, impact=5)})
    head = replace(with_control(status=ControlStatus.RETIRED), risks={"R001": calm})
    (item,) = found(head, base).resting
    assert item.level == CRITICAL
    assert [each.key for each in item.approvers] == ["management"]
    assert item.approvers[0].people == (
        ("operations-head", text("Head of operations", "运营负责人")),
    )
    (item,) = found(with_control(status=ControlStatus.RETIRED)).resting
    assert item.level == MEDIUM < HIGH
    assert [each.key for each in item.approvers] == ["risk-owner", "management"]


def test_the_outcome_follows_what_was_changed() -> None:
    assert outcome_of(()) is ReviewOutcome.UNCHANGED
    assert outcome_of(("statement/event",)) is ReviewOutcome.REWORDED
    assert outcome_of(("controls", "statement/event")) is ReviewOutcome.TREATMENT_ADJUSTED
    assert outcome_of(("assessment/current/impact", "plan")) is ReviewOutcome.RESCORED
    assert outcome_of(("owner",)) is ReviewOutcome.UNCHANGED


def test_a_confidential_record_is_marked_as_what_may_not_be_told() -> None:
    secret = with_control(status=ControlStatus.RETIRED, confidential=True)
    (ground,) = grounds_of(RISK, states(secret))
    assert ground.confidential
    removed = without(controls="C001")
    (ground,) = grounds_of(RISK, states(removed, with_control(confidential=True)))
    assert ground.confidential
    (ground,) = grounds_of(RISK, states(with_control(status=ControlStatus.RETIRED)))
    assert not ground.confidential


@pytest.fixture(scope="module", params=["en", "zh"])
def words(request: pytest.FixtureRequest) -> Catalogue:
    files = sorted((MESSAGES / request.param).glob("*.po"))
    return read_catalogue(request.param, (file.read_bytes() for file in files))


def test_every_kind_has_words_and_questions_in_both_languages(words: Catalogue) -> None:
    statement = tuple((name, f"the {name}") for name in ("cause", "event", "consequence"))
    said: dict[Kind, str] = {}
    pairs = [
        *((BOOK, head) for _, head in TURNS),
        *((head, BOOK) for _, head in TURNS),
    ]
    for base, head in pairs:
        for ground in grounds_of(RISK, states(head, base)):
            for turn in ground.turns:
                said[turn.kind] = words.say(told(turn))
                first, second = (words.say(each) for each in asked(turn, statement))
                assert first != second
                assert first.endswith(("?", "？", ".", "。"))
                assert second.endswith(("?", "？", ".", "。"))
    for now in ({"services/ivr/new.yml": "ee"}, {"README.md": "cc"}):
        for ground in grounds_of(RISK, states(BOOK, now=now)):
            for turn in ground.turns:
                said[turn.kind] = words.say(told(turn))
                assert all(words.say(each) for each in asked(turn, statement))
    assert said.keys() == set(Kind)
    assert len(set(said.values())) == len(said)


def found(head: Book, base: Book = BOOK) -> Checklist:
    return checklist(states(head, base), EMPTY, EMPTY)


def listed(head: Book, base: Book = BOOK) -> tuple[list[str], list[str]]:
    """The risks on the checklist: those that rest on what changed, those that changed."""
    told_of = found(head, base)
    return [each.risk.id for each in told_of.resting], [each.risk.id for each in told_of.themselves]


def reviewed(book: Book, risk: str, **changes: Any) -> Book:
    """The book with a review of a risk as it stands, given today."""
    now = fingerprint(book.risks[risk], book, states(book).head_paths())
    entry = sample_sign_off(
        risk,
        SignOffKind.REVIEW,
        TODAY,
        content=tuple(now.content.items()),
        basis=tuple(now.basis.items()),
        **changes,
    )
    return replace(book, sign_offs=(*book.sign_offs, entry))


def test_the_risk_of_the_tests_is_the_one_of_the_book() -> None:
    assert isinstance(BOOK.risks["R001"], Risk)
    assert listed(BOOK) == ([], [])
