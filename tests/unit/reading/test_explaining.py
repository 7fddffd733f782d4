"""What a schema complains of, in the author's words: code, stretch, pointer, what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

import small_book
from marked import unmarked
from riskbook.reading.examining import examine_file
from riskbook.reading.faults import Fault
from riskbook.reading.foundation import lay
from riskbook.reading.placing import Kind
from riskbook.reading.resources import catalogue
from riskbook.reading.schemas import Shape, read_schemas, shape_of, with_words
from riskbook.reading.suggesting import Names, choices, titles
from riskbook.reading.trees import MemoryTree

Shapes = Mapping[Kind, Shape]

FILES = {
    Kind.RISK: small_book.RISK,
    Kind.PLAN: small_book.PLAN,
    Kind.CONTROL: small_book.CONTROL,
    Kind.PROCESS: small_book.PROCESS,
    Kind.CRITERIA: small_book.CRITERIA,
    Kind.ORGANIZATION: small_book.ORGANIZATION,
    Kind.SERVICES: small_book.SERVICES,
    Kind.SETTINGS: small_book.SETTINGS,
    Kind.TRANSLATION: small_book.TRANSLATION,
    Kind.SIGN_OFF: small_book.SIGN_OFF,
}


class Case(NamedTuple):
    """A text of the sound file, what stands there instead, and what is said of it.

    The expected stretch is marked. ``hint`` is the key of the hint and one of its facts.
    """

    kind: Kind
    before: str
    after: str
    code: str
    key: str
    pointer: str
    hint: tuple[str, str] | None


R = Kind.RISK
COST = "treatment/actions/A1/cost"
ACTION = "treatment/actions/A1"
EXAMPLE = "hint.example"
CASES = (
    # missing: said of what lacks it
    Case(R, "statement:\n  cause: Nobody works at the desk after 18:00", "⟦statement⟧:",
         "RB101", "RB101.part", "statement", ("hint.RB101", "cause")),
    Case(R, "  current:\n    likelihood: 2", "  ⟦current⟧:",
         "RB101", "RB101.part", "assessment/current", ("hint.RB101", "likelihood")),
    Case(R, "id: R001\n", "", "RB101", "RB101", "", ("hint.RB101", "R001")),
    # not a field: said of its key
    Case(R, "owner: desk-lead\nid", "⟦onwer⟧: desk-lead\nid",
         "RB102", "RB102", "#onwer", ("hint.RB102.near", "owner")),
    Case(R, "plan: P001", "plan: P001\n⟦colour⟧: red",
         "RB102", "RB102", "#colour", ("hint.RB102", "")),
    Case(R, "plan: P001", "plan: P001\n⟦colour⟧:", "RB102", "RB102", "#colour", ("hint.RB102", "")),
    Case(R, "    rationale: 31", "    ⟦raitonale⟧: 31",
         "RB102", "RB102.part", "#assessment/current/raitonale", ("hint.RB102.near", "rationale")),
    Case(R, "      due:", "      ⟦until⟧:",
         "RB102", "RB102.part", f"#{ACTION}/until", ("hint.RB102", "")),
    Case(R, "plan: P001", "expected_loss: {rate: 1, basis: bills, ⟦fines⟧, "
         "loss: {low: 1, high: 2, interval: 0.9}}",
         "RB102", "RB102.comma", "#expected_loss/fines", ("hint.RB102.comma", "")),
    Case(Kind.PROCESS, "{en: Take the call,", "{en: Take the call, ⟦mails and faxes⟧,",
         "RB102", "RB102.comma", "#nodes/intake/title/mails and faxes", ("hint.RB102.comma", "")),
    # another type
    Case(R, "cost: 24000", "cost: ⟦a lot⟧", "RB103", "RB103", COST, (EXAMPLE, "24000")),
    Case(R, "cost: 24000", "cost: ⟦CNY 24,000.50⟧",
         "RB103", "RB103", COST, ("hint.RB103.number", "24000.50")),
    Case(R, "cost: 24000", "cost: ⟦２４０００ 元⟧",
         "RB103", "RB103", COST, ("hint.RB103.number", "24000")),
    Case(R, "cost: 24000", "cost: ⟦-12 000 元⟧",
         "RB103", "RB103", COST, ("hint.RB103.number", "-12000")),
    Case(R, "cost: 24000", "cost: ⟦1.2万⟧",
         "RB103", "RB103", COST, ("hint.RB103.number", "12000")),
    Case(R, "cost: 24000", "cost: ⟦12 000 €⟧", "RB103", "RB103", COST, (EXAMPLE, "24000")),
    Case(R, "cost: 24000", "cost: ⟦1:30⟧", "RB103", "RB103", COST, (EXAMPLE, "24000")),
    Case(R, "cost: 24000", "cost: ⟦1,5⟧", "RB103", "RB103", COST, (EXAMPLE, "24000")),
    Case(R, "cost: 24000", "cost: ⟦1e999⟧", "RB103", "RB103", COST, (EXAMPLE, "24000")),
    Case(R, "cost: 24000", "⟦cost⟧: [24000]", "RB103", "RB103", COST, (EXAMPLE, "24000")),
    Case(R, "controls:\n  - C001", "controls: ⟦C001⟧",
         "RB103", "RB103", "controls", ("hint.RB103.array", "C001")),
    Case(R, "plan: P001", "⟦plan⟧: {id: P001}", "RB103", "RB103", "plan", (EXAMPLE, "P001")),
    Case(R, "plan: P001", "⟦plan⟧:\n  - P001", "RB103", "RB103", "plan", (EXAMPLE, "P001")),
    Case(R, "plan: P001", "confidential: ⟦yes⟧",
         "RB103", "RB103", "confidential", ("hint.RB103.boolean", "")),
    Case(R, "    impact:\n      customer: 3\n      financial: 2", "    ⟦impact⟧: [3, 2]",
         "RB103", "RB103", "assessment/current/impact", (EXAMPLE, "3")),
    Case(Kind.PROCESS, "title: {en: Ticket intake, zh: 工单受理}", "⟦title⟧: [Ticket intake]",
         "RB103", "RB103", "title", (EXAMPLE, "")),
    Case(R, "  strategy: mitigate\n  actions:\n    - id: A1\n      what: Start a weekend on-call "
         "shift\n      owner: desk-lead\n      due: 2027-03-31\n      cost: 24000\n",
         "  ⟦strategy:mitigate⟧\n", "RB103", "RB103", "treatment",
         ("hint.RB004.no-space", "strategy: mitigate")),
    # no step of the scale
    Case(R, "likelihood: 2", "likelihood: ⟦7⟧",
         "RB104", "RB104", "assessment/current/likelihood", ("hint.RB108", "unlikely")),
    Case(R, "likelihood: 2", "likelihood: ⟦posible⟧",
         "RB104", "RB104", "assessment/current/likelihood", ("hint.RB108.near", "possible")),
    Case(R, "customer: 3", "customer: ⟦sevre⟧",
         "RB104", "RB104", "assessment/current/impact/customer", ("hint.RB108.near", "severe")),
    Case(R, "likelihood: 2", "likelihood: ⟦02⟧",
         "RB104", "RB104", "assessment/current/likelihood", ("hint.RB108.near", "2")),
    # dates and periods
    *(
        Case(R, "date: 2026-08-12", f"date: ⟦{wrong}⟧",
             "RB105", "RB105.date", "identified/date", (EXAMPLE, "2026-05-12"))
        for wrong in ("2026-02-32", "12.08.2026", "0000-01-01", "2026-W33-3")
    ),
    *(
        Case(R, "date: 2026-08-12", f"date: ⟦{wrong}⟧",
             "RB105", "RB105.date", "identified/date", ("hint.write", "2026-08-12"))
        for wrong in ("2026年8月12日", "2026-8-12", "２０２６-08-12", "2026-08-12T10:00")
    ),
    *(
        Case(R, "date: 2026-08-12", f"date: ⟦{wrong}⟧", "RB105", "RB105.no-such-day",
             "identified/date", ("hint.RB105.no-such-day", last))
        for wrong, last in (("2026-02-30", "2026-02-28"), ("2026年11月31日", "2026-11-30"))
    ),
    Case(Kind.PLAN, "exercise_every: 6 months", "exercise_every: ⟦half a year⟧",
         "RB106", "RB106.period", "exercise_every", (EXAMPLE, "")),
    Case(Kind.PLAN, "exercise_every: 6 months", "exercise_every: ⟦6 个月⟧",
         "RB106", "RB106.period", "exercise_every", ("hint.write", "6 months")),
    Case(Kind.PLAN, "exercise_every: 6 months", "exercise_every: ⟦6 小时⟧",
         "RB106", "RB106.period", "exercise_every", (EXAMPLE, "")),
    Case(Kind.PLAN, "within: 10 minutes", "within: ⟦15分钟⟧",
         "RB106", "RB106.duration", "steps/S1/within", ("hint.write", "15 minutes")),
    Case(Kind.PLAN, "within: 10 minutes", "within: ⟦soon⟧",
         "RB106", "RB106.duration", "steps/S1/within", (EXAMPLE, "")),
    # ids and keys
    Case(R, "plan: P001", "plan: ⟦P1⟧", "RB107", "RB107.id", "plan", (EXAMPLE, "P001")),
    Case(R, "id: A1", "id: ⟦1⟧", "RB107", "RB107.id", "treatment/actions/1/id", (EXAMPLE, "A1")),
    *(
        Case(R, "service: service-desk", f"service: ⟦{name}⟧",
             "RB107", "RB107.slug", "service", ("hint.write", "service-desk"))
        for name in ("服务台", "Service Desk", "service_desk")
    ),
    # what nobody has registered, called by its name
    Case(R, "service: service-desk", "service: ⟦热线⟧",
         "RB107", "RB107.unregistered", "service", ("hint.RB107.declared", "service-desk")),
    Case(R, "owner: desk-lead\nid", "owner: ⟦Maria Schmidt⟧\nid",
         "RB107", "RB107.unregistered", "owner", ("hint.RB107.declared", "desk-lead")),
    Case(Kind.PLAN, "who: desk-lead", "who: ⟦张伟⟧",
         "RB107", "RB107.unregistered", "steps/S1/who", ("hint.RB107.declared", "desk-lead")),
    Case(R, "owner: desk-lead\nid", "owner: desk-lead\nobjective: ⟦Quick answers⟧\nid",
         "RB107", "RB107.unregistered", "objective", ("hint.RB107.declare", "services.yml")),
    Case(R, "plan: P001", "plan: P001\narises_at:\n  - process: intake\n    node: ⟦Take the call⟧",
         "RB107", "RB107.unregistered", "arises_at/0/node", ("hint.RB107.node", "")),
    Case(R, "owner: desk-lead\nid", "owner: ⟦服务台主管⟧\nid",
         "RB107", "RB107.slug", "owner", ("hint.write", "desk-lead")),
    Case(R, "owner: desk-lead\nid", "owner: ⟦服务台的主管⟧\nid",
         "RB107", "RB107.slug", "owner", ("hint.near-name", "desk-lead")),
    Case(Kind.PLAN, "who: desk-lead", "who: ⟦风险责任人⟧",
         "RB107", "RB107.slug", "steps/S1/who", ("hint.write", "risk-owner")),
    Case(Kind.SERVICES, "department: it-support", "department: ⟦IT 支持部⟧",
         "RB107", "RB107.slug", "services/service-desk/department", ("hint.write", "it-support")),
    Case(Kind.SERVICES, "  service-desk:", "  ⟦Service Desk⟧:",
         "RB107", "RB107.slug", "#services/Service Desk", (EXAMPLE, "")),
    # words that the book or the format declare
    Case(R, "status: open", "status: ⟦正式⟧", "RB108", "RB108", "status",
         ("hint.RB108.status", "")),
    Case(R, "status: open", "status: ⟦opne⟧", "RB108", "RB108", "status",
         ("hint.RB108.near", "open")),
    Case(R, "status: open", "status: ⟦未关闭⟧", "RB108", "RB108", "status", ("hint.write", "open")),
    Case(R, "status: open", "status: ⟦Open⟧", "RB108", "RB108", "status", ("hint.write", "open")),
    Case(R, "status: open", "status: ⟦关闭⟧", "RB108", "RB108", "status",
         ("hint.near-name", "closed")),
    Case(R, "      cost: 24000", "      status: ⟦完成⟧", "RB108", "RB108", f"{ACTION}/status",
         ("hint.near-name", "done")),
    Case(R, "strategy: mitigate", "strategy: ⟦减轻⟧", "RB108", "RB108", "treatment/strategy",
         ("hint.write", "mitigate")),
    Case(R, "source: interview", "source: ⟦访谈⟧", "RB108", "RB108", "identified/source",
         ("hint.write", "interview")),
    Case(R, "category: operational", "category: ⟦操作风险⟧", "RB108", "RB108", "category",
         ("hint.write", "operational")),
    Case(R, "customer: 3", "⟦客户⟧: 3", "RB108", "RB108", "#assessment/current/impact/客户",
         ("hint.write", "customer")),
    Case(R, "likelihood: 2", "likelihood: ⟦很可能⟧", "RB104", "RB104",
         "assessment/current/likelihood", ("hint.write", "likely")),
    Case(R, "category: operational", "category: ⟦weather⟧",
         "RB108", "RB108", "category", ("hint.RB108", "technical")),
    Case(R, "customer: 3", "⟦custmer⟧: 3", "RB108", "RB108",
         "#assessment/current/impact/custmer", ("hint.RB108.near", "customer")),
    Case(Kind.SETTINGS, "currency: CNY", "currency: CNY\nseverities: {⟦late⟧: off}",
         "RB108", "RB108", "#severities/late", None),
    # the format itself
    Case(Kind.SETTINGS, "format: 1", "format: ⟦2⟧", "RB109", "RB109", "format", ("hint.RB109", "")),
    # how many
    Case(R, "plan: P001", "⟦expected_loss⟧: {rate: 1, probability: 0.5, "
         "loss: {low: 1, high: 2, interval: 0.9}}",
         "RB110", "RB110.one-of", "expected_loss", None),
    Case(R, "plan: P001", "depends_on:\n  - ⟦⟧service: a\n    control: C001",
         "RB110", "RB110.one-of", "depends_on/0", None),
    Case(Kind.CRITERIA, "matrix:\n  - [medium, high, high]\n  - [low, medium, high]\n",
         "⟦matrix⟧:\n", "RB110", "RB110.minItems", "matrix", None),
    # the same thing twice
    Case(R, "controls:\n  - C001", "⟦controls⟧:\n  - C001\n  - C001",
         "RB111", "RB111", "controls", ("hint.RB111", "")),
    # out of range
    Case(R, "cost: 24000", "cost: ⟦-1⟧", "RB112", "RB112.minimum", COST, (EXAMPLE, "24000")),
    Case(R, "title: Urgent callers reach only the voicemail at night", f"title: ⟦{'x' * 201}⟧",
         "RB112", "RB112.maxLength", "title", (EXAMPLE, "")),
    Case(Kind.SERVICES, "importance: 4", "importance: ⟦6⟧", "RB112", "RB112.maximum",
         "services/service-desk/importance", (EXAMPLE, "")),
    # empty
    Case(R, "status: open", "⟦status⟧:", "RB113", "RB113", "status", ("hint.RB101", "open")),
    Case(R, "status: open", "⟦status⟧: ~", "RB113", "RB113", "status", ("hint.RB101", "open")),
    Case(R, "  event: A customer with an urgent fault reaches nobody", "  ⟦event⟧: ''",
         "RB113", "RB113", "statement/event", ("hint.RB101", "event")),
    Case(R, "title: Urgent", "⟦title⟧: #1 Urgent", "RB113", "RB113", "title",
         ("hint.RB113.comment", "#1 Urgent callers reach only the voicemail at night")),
    Case(R, "id: A1", "⟦id⟧:", "RB113", "RB113", "treatment/actions/0/id", ("hint.RB101", "A1")),
    # another form
    Case(Kind.ORGANIZATION, "desk-lead@example.org", "⟦desk-lead⟧", "RB114", "RB114.email",
         "people/desk-lead/emails/0", (EXAMPLE, "")),
    Case(Kind.SETTINGS, "currency: CNY", "currency: ⟦yuan⟧",
         "RB114", "RB114.currency", "currency", (EXAMPLE, "")),
    Case(Kind.TRANSLATION, '"055954907263"', "⟦0559⟧", "RB114", "RB114.digest", "digests/title",
         (EXAMPLE, "")),
    Case(Kind.TRANSLATION, "  title: 夜", "  ⟦Title⟧: 夜", "RB114", "RB114.pointer", "#texts/Title",
         (EXAMPLE, "")),
    Case(Kind.PROCESS, "{en: Ticket intake,", "{⟦English⟧: Ticket intake,",
         "RB114", "RB114.language", "#title/English", (EXAMPLE, "en")),
    Case(Kind.SIGN_OFF, "reason: Quarterly review", "reason: Quarterly review\nfingerprint: ⟦rb1⟧",
         "RB114", "RB114.fingerprint", "fingerprint", (EXAMPLE, "")),
)  # fmt: skip


def faults(shapes: Shapes, kind: Kind, text: str) -> tuple[Fault, ...]:
    return examine_file(kind, text.encode(), shapes[kind]).faults


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.key} {case.pointer}")
def test_each_complaint_is_made_once_at_its_place(case: Case, shapes: Shapes) -> None:
    sound = small_book.small_book()[FILES[case.kind]].decode()
    assert sound.count(case.before) == 1
    text, spans = unmarked(sound.replace(case.before, case.after))
    (fault,) = faults(shapes, case.kind, text)
    assert (fault.code, fault.message.key) == (case.code, f"finding.{case.key}")
    assert fault.pointer == case.pointer
    if spans:
        assert fault.span == spans[0]
    if case.hint is None:
        assert fault.hint is None
    else:
        assert fault.hint is not None
        assert fault.hint.key == case.hint[0]
        assert case.hint[1] in str(fault.hint.facts)
    for language in ("en", "zh"):
        words = catalogue(language)
        assert "{" not in words.say(fault.message).replace('{"', "")
        assert fault.hint is None or words.say(fault.hint)


def test_what_is_missing_from_the_whole_file_is_said_of_its_first_field(shapes: Shapes) -> None:
    text, (span,) = unmarked("⟦of⟧: R001\nkind: review\n")
    found = faults(shapes, Kind.SIGN_OFF, text)
    assert {fault.code for fault in found} == {"RB101"}
    assert {fault.span for fault in found} == {span}
    assert {dict(fault.message.facts)["field"] for fault in found} == {
        "by",
        "role",
        "date",
        "reason",
    }


def test_every_fault_of_a_file_is_told(shapes: Shapes) -> None:
    text = (
        small_book.small_book()[small_book.RISK]
        .decode()
        .replace("status: open", "status: opne")
        .replace("cost: 24000", "cost: a lot")
        .replace("plan: P001", "plan: P001\nplan: P002\nnotes: Room #3")
    )
    codes = sorted(fault.code for fault in faults(shapes, Kind.RISK, text))
    assert codes == ["RB005", "RB015", "RB102", "RB103", "RB108"]


def test_a_misspelt_field_is_not_also_a_missing_one(shapes: Shapes) -> None:
    text = small_book.small_book()[small_book.RISK].decode()
    (fault,) = faults(shapes, Kind.RISK, text.replace("statement:", "statment:"))
    assert (fault.code, fault.pointer) == ("RB102", "#statment")
    found = faults(shapes, Kind.RISK, text.replace("  cause:", "  case:"))
    assert [(fault.code, fault.pointer) for fault in found] == [("RB102", "#statement/case")]


def test_a_word_that_is_none_is_not_also_of_a_wrong_form_or_length(shapes: Shapes) -> None:
    text = small_book.small_book()[small_book.RISK].decode()
    for wrong in ("Weather!", "x" * 100):
        (fault,) = faults(shapes, Kind.RISK, text.replace("operational", wrong))
        assert (fault.code, fault.pointer) == ("RB108", "category")
    (fault,) = faults(shapes, Kind.RISK, text.replace("likelihood: 2", "likelihood: 99"))
    assert fault.code == "RB104"


@pytest.mark.parametrize(
    ("wrong", "language", "message", "hint"),
    [
        ("owner: Maria Schmidt", "en", "“Maria Schmidt” is not registered as an owner",
         ("Write the key of a person or role in registers/organization.yml, such as desk-lead; "
         "or add Maria Schmidt there")),
        ("owner: 张伟", "zh", "“张伟”没有登记为责任人",
         ("请填写 registers/organization.yml 中人员或角色的键名，例如 desk-lead（服务台主管）；"
         "如“张伟”尚未登记，请先登记")),
        ("service: 客户投诉", "zh", "“客户投诉”没有登记为服务",
         ("请填写 registers/services.yml 中服务的键名，例如 service-desk（服务台）；"
         "如“客户投诉”尚未登记，请先登记")),
        ("status: 正式", "zh", "“status”不能取值“正式”",
         "可以是：draft（草稿，尚在撰写）、open（未关闭，即正式风险）、closed（已关闭，不会再发生）"),
        ("status: live", "en", "“live” is not a word that “status” may have",
         ("It may be: draft (still being written), open (it can happen, and is ranked), "
         "closed (it no longer can)")),
    ],
)  # fmt: skip
def test_a_name_in_place_of_a_key_leads_to_the_key(
    wrong: str, language: str, message: str, hint: str, shapes: Shapes
) -> None:
    lines = small_book.small_book()[small_book.RISK].decode().split("\n")
    field = wrong.partition(":")[0]
    text = "\n".join(wrong if line.startswith(f"{field}:") else line for line in lines)
    (fault,) = faults(shapes, Kind.RISK, text)
    words = catalogue(language)
    assert fault.hint is not None
    assert (words.say(fault.message), words.say(fault.hint)) == (message, hint)


def test_the_example_of_an_owner_is_of_the_department_of_the_service() -> None:
    organization = small_book.small_book()[small_book.ORGANIZATION].decode()
    people = "people:\n  director: {name: Director, department: board}\n"
    tree = MemoryTree(
        small_book.small_book()
        | {small_book.ORGANIZATION: organization.replace("people:\n", people).encode()}
    )
    schemas = read_schemas()
    known = lay(tree, tree.entries(), schemas).known
    shape = shape_of(with_words(schemas[Kind.RISK], small_book.WORDS, {}), known)
    text = small_book.small_book()[small_book.RISK].decode()
    for service, example in (("service-desk", "desk-lead"), ("hotline", "director")):
        wrong = text.replace("owner: desk-lead\nid", "owner: Maria Schmidt\nid").replace(
            "service: service-desk", f"service: {service}"
        )
        (fault,) = examine_file(Kind.RISK, wrong.encode(), shape).faults
        assert fault.hint is not None
        assert f"such as {example};" in catalogue("en").say(fault.hint)


def test_a_word_in_other_letters_leads_to_its_own(shapes: Shapes) -> None:
    """Of every closed set of words, in every kind of file."""
    sets = [found for shape in shapes.values() for found in enums(shape.schema)]
    assert ["avoid", "transfer", "mitigate", "accept"] in [allowed for allowed, _ in sets]
    for allowed, names in sets:
        for word in map(str, allowed):
            for other in {word.upper(), word.capitalize()} - {word}:
                hint = choices(other, allowed, names)
                assert (hint.key, dict(hint.facts)["word"]) == ("hint.write", word)


def enums(node: object) -> Iterator[tuple[list[object], Names]]:
    if isinstance(node, Mapping):
        if "enum" in node:
            yield node["enum"], titles(node)
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from enums(part)


def test_a_long_value_is_shortened_in_the_message(shapes: Shapes) -> None:
    text = small_book.small_book()[small_book.RISK].decode()
    (fault,) = faults(shapes, Kind.RISK, text.replace("cost: 24000", f"cost: {'x' * 100}"))
    assert dict(fault.message.facts)["value"] == "x" * 59 + "…"
    (fault,) = faults(shapes, Kind.RISK, text.replace("plan: P001", "plan: {预案: [P001]}"))
    assert dict(fault.message.facts)["value"] == '{"预案": ["P001"]}'


def test_a_value_in_a_list_of_lists_has_its_place(shapes: Shapes) -> None:
    sound = small_book.small_book()[small_book.CRITERIA].decode()
    text, (span,) = unmarked(sound.replace("  - [low, medium, high]", "  - [low, ⟦medum⟧, high]"))
    (fault,) = faults(shapes, Kind.CRITERIA, text)
    assert (fault.code, fault.pointer, fault.span) == ("RB108", "matrix/1/1", span)


def test_an_empty_item_does_not_move_those_after_it(shapes: Shapes) -> None:
    sound = small_book.small_book()[small_book.RISK].decode()
    text, (empty, wrong) = unmarked(
        sound.replace("    - id: A1\n", "    - ⟦id⟧:\n    -\n    - id: ⟦2⟧\n")
    )
    found = {fault.span: fault.code for fault in faults(shapes, Kind.RISK, text)}
    assert found[empty] == "RB113"
    assert found[wrong] == "RB107"


def test_line_ends_and_byte_order_marks_move_nothing(shapes: Shapes) -> None:
    sound = small_book.small_book()[small_book.RISK].decode()
    text, (span,) = unmarked(sound.replace("plan: P001", "plan: ⟦P1⟧"))
    for content in (text.encode(), text.replace("\n", "\r\n").encode("utf-8-sig")):
        (fault,) = examine_file(Kind.RISK, content, shapes[Kind.RISK]).faults
        assert fault.span == span
