"""A small book as files in memory, of every kind of file one or two, with nothing wrong in it.

``small_book()`` is a new ``dict`` of path to bytes each time; ``edited`` gives one with texts
exchanged. ``WORDS`` are its own words, as the schemas get them.
"""

from __future__ import annotations

from collections.abc import Mapping

from riskbook.reading.framework import words_of
from riskbook.reading.schemas import Words

RISK = "registers/desk/risks/R001-night-calls.md"
OTHER_RISK = "registers/desk/risks/R002-server-down.md"
TRANSLATION = "registers/desk/risks/R001-night-calls.zh.md"
PLAN = "registers/desk/plans/P001-night-calls.md"
CONTROL = "registers/desk/controls/C001-on-call-phone.md"
PROCESS = "registers/desk/processes/ticket-intake.yml"
SIGN_OFF = "registers/desk/sign-offs/R001/2026-10-02-review-9f31.yml"
EXERCISE = "registers/desk/exercises/P001/2026-09-03-tabletop.yml"
REGISTER = "registers/desk/register.yml"
CRITERIA = "registers/criteria.yml"
ORGANIZATION = "registers/organization.yml"
SERVICES = "registers/services.yml"
SETTINGS = "riskbook.yml"

_TEXTS = {
    SETTINGS: """\
format: 1
title: {en: Service desk risks, zh: 服务台风险}
languages: [en, zh]
time_zone: Asia/Shanghai
currency: CNY
""",
    CRITERIA: """\
version: "2026-01"
likelihood:
  kind: probability
  steps:
    - {value: 1, key: unlikely, name: {en: Unlikely, zh: 不太可能}, words: [低], from: 0, to: 0.1}
    - {value: 2, key: possible, name: {en: Possible, zh: 可能}, words: [中], from: 0.1, to: 0.5}
    - {value: 3, key: likely, name: {en: Likely, zh: 很可能}, words: [高], from: 0.5, to: 1}
impact:
  dimensions:
    customer: {name: {en: Customers, zh: 客户}}
    financial: {name: {en: Money, zh: 资金}, unit: money}
  steps:
    - {value: 1, key: slight, name: {en: Slight, zh: 轻微}, from: 0, to: 1000}
    - {value: 2, key: serious, name: {en: Serious, zh: 较重}, from: 1000, to: 100000}
    - {value: 3, key: severe, name: {en: Severe, zh: 重大}, from: 100000, to: 1000000}
levels:
  - {key: low, name: {en: Low, zh: 低}, review_every: 3 months}
  - {key: medium, name: {en: Medium, zh: 中}, review_every: 3 months}
  - {key: high, name: {en: High, zh: 高}, review_every: 2 months}
matrix:
  - [medium, high, high]
  - [low, medium, high]
  - [low, low, medium]
ranking: [level, score]
score: sum
categories:
  operational: {en: Operational, zh: 操作风险}
  technical: {en: Technical, zh: 技术风险}
sources:
  interview: {en: Interview, zh: 访谈}
  internal-record: {en: Service records, zh: 服务记录}
""",
    ORGANIZATION: """\
departments:
  it-support: {name: {en: IT support, zh: IT 支持部}}
roles:
  risk-owner: {en: Risk owner, zh: 风险责任人}
people:
  desk-lead:
    name: {en: Desk lead, zh: 服务台主管}
    department: it-support
    emails: [desk-lead@example.org]
    roles:
      - {role: risk-owner, from: 2025-01-01}
""",
    SERVICES: """\
services:
  service-desk:
    name: {en: Service desk, zh: 服务台}
    department: it-support
    importance: 4
dependencies:
  ticket-system: {name: {en: Ticket system, zh: 工单系统}, kind: system}
""",
    REGISTER: """\
title: {en: Service desk, zh: 服务台}
department: it-support
services: [service-desk]
""",
    RISK: """\
---
id: R001
title: Urgent callers reach only the voicemail at night
status: open
category: operational
service: service-desk
owner: desk-lead
identified:
  date: 2026-08-12
  source: interview
statement:
  cause: Nobody works at the desk after 18:00
  event: A customer with an urgent fault reaches nobody
  consequence: The response target is missed
assessment:
  current:
    likelihood: 2
    impact:
      customer: 3
      financial: 2
    rationale: 31 of 212 urgent calls came after 18:00
controls:
  - C001
treatment:
  strategy: mitigate
  actions:
    - id: A1
      what: Start a weekend on-call shift
      owner: desk-lead
      due: 2027-03-31
      cost: 24000
plan: P001
---
The phone is answered on working days only.
""",
    TRANSLATION: """\
---
translates: R001
language: zh
texts:
  title: 夜间紧急来电只能听到语音信箱
  statement/cause: 18:00 以后服务台无人值守
digests:
  title: "055954907263"
---
工作日才有人接听。
""",
    OTHER_RISK: """\
---
id: R002
title: Calls are lost while the ticket system is down
status: open
category: technical
service: service-desk
owner: desk-lead
identified:
  date: 2026-09-20
  source: internal-record
statement:
  cause: The ticket system runs on one server
  event: The server fails during office hours
  consequence: Calls are noted on paper and some are forgotten
assessment:
  current:
    likelihood: possible
    impact: 2
related:
  - R001
---
""",
    PLAN: """\
---
id: P001
title: Serve callers by mobile phone
owner: desk-lead
trigger:
  - id: T1
    when: The line is dead for ten minutes
steps:
  - id: S1
    do: Switch the line to the mobile phone
    who: desk-lead
    within: 10 minutes
exercise_every: 6 months
---
""",
    CONTROL: """\
---
id: C001
title: On-call phone
owner: desk-lead
kind: respond
status: in_force
since: 2026-03-01
---
""",
    PROCESS: """\
id: ticket-intake
title: {en: Ticket intake, zh: 工单受理}
owner: desk-lead
service: service-desk
receives: [call]
delivers: [ticket]
nodes:
  - id: intake
    title: {en: Take the call, zh: 接听来电}
    kind: task
    inputs: [call]
    outputs: [ticket]
    depends_on: [ticket-system]
""",
    SIGN_OFF: """\
kind: review
of: R001
by: desk-lead
role: risk-owner
date: 2026-10-02
outcome: unchanged
reason: Quarterly review
""",
    EXERCISE: """\
of: P001
date: 2026-09-03
type: tabletop
scenario: The line is dead on a Monday morning
participants: [desk-lead]
result: passed
""",
}


def small_book() -> dict[str, bytes]:
    """The files of the book, by path."""
    return {path: text.encode() for path, text in _TEXTS.items()}


def edited(changes: Mapping[str, tuple[str, str] | str | bytes | None]) -> dict[str, bytes]:
    """The book with changed files: a text exchanged for another, a new content, or None for gone.

    A text to exchange must stand in the file exactly once.
    """
    files = small_book()
    for path, change in changes.items():
        match change:
            case None:
                del files[path]
            case (before, after):
                content = files[path].decode()
                assert content.count(before) == 1, f"{before!r} is in {path} not just once"
                files[path] = content.replace(before, after).encode()
            case str():
                files[path] = change.encode()
            case bytes():
                files[path] = change
    return files


WORDS: Words = words_of(
    {"languages": ["en", "zh"]},
    {
        "categories": {"operational": "Operational", "technical": "Technical"},
        "sources": {"interview": "Interview", "internal-record": "Service records"},
        "levels": [{"key": "low"}, {"key": "medium"}, {"key": "high"}],
        "likelihood": {
            "steps": [{"key": "unlikely"}, {"key": "possible", "words": ["中"]}, {"key": "likely"}]
        },
        "impact": {
            "dimensions": {"customer": {}, "financial": {}},
            "steps": [{"key": "slight"}, {"key": "serious"}, {"key": "severe"}],
        },
    },
)
