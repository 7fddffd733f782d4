"""Deterministic books of any size for the benchmarks: the same seed and number, the same bytes.

One risk is about 4 kB: every field of the format, some 290 words of Markdown, a table, two lists.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from random import Random

CLONE = Path(__file__).resolve().parents[2]
WORDS = (
    "service", "desk", "caller", "ticket", "queue", "shift", "handover", "escalation", "carrier",
    "voicemail", "release", "outage", "customer", "contract", "penalty", "complaint", "response",
    "target", "backlog", "knowledge", "article", "supplier", "audit", "report", "evening",
    "manager", "approval", "record", "export", "address", "refund", "invoice", "training",
    "quality", "sample", "trend", "incident", "change", "window", "restore", "backup", "archive",
    "access", "rights", "screen", "form", "field", "entry", "list", "call", "line", "number",
    "office", "region", "team", "plan", "exercise", "drill", "lesson", "measure", "owner",
)  # fmt: skip
REGISTERS = 10
_SETTINGS = """format: 1
title: A book of many risks
languages: [en]
time_zone: Asia/Shanghai
currency: CNY
"""


def make_book(folder: Path, size: int, seed: int = 7) -> None:
    """A book of ``size`` risks in ten registers, in English only, under the example's criteria."""
    random = Random(seed)  # noqa: S311  # made-up text, not a secret
    registers = folder / "registers"
    registers.mkdir(parents=True)
    (folder / "riskbook.yml").write_text(_SETTINGS, encoding="utf-8")
    for name in ("organization.yml", "services.yml"):
        shutil.copy(CLONE / "registers" / name, registers / name)
    criteria = (CLONE / "registers" / "criteria.yml").read_text(encoding="utf-8")
    # Nobody has signed anything here: a level that asks for it would be a finding for each risk.
    bare = re.sub(r"\n    approval:\n(?:      .*\n)+", "\n", criteria)
    (registers / "criteria.yml").write_text(bare, encoding="utf-8")
    services = _keys(registers / "services.yml", "services")
    owners = _keys(registers / "organization.yml", "people")
    for number in range(REGISTERS):
        register = registers / f"register-{number}"
        for part in ("risks", "plans", "controls"):
            (register / part).mkdir(parents=True)
        (register / "register.yml").write_text(
            f"title: Register {number}\ndepartment: customer-service\n", encoding="utf-8"
        )
    others = max(1, size // 20)
    for number in range(1, others + 1):
        register = registers / f"register-{number % REGISTERS}"
        _write(register / "plans" / f"P{number:05}-plan.md", _plan(number, owners, random))
        exercises = register / "exercises" / f"P{number:05}"
        exercises.mkdir(parents=True)
        _write(exercises / "2026-09-01-functional.yml", _exercise(number, owners, random))
        _write(register / "controls" / f"C{number:05}-control.md", _control(number, owners, random))
    for number in range(1, size + 1):
        register = registers / f"register-{number % REGISTERS}"
        text = _risk(number, others, services, owners, random)
        _write(register / "risks" / f"R{number:05}-{random.choice(WORDS)}.md", text)


def _keys(path: Path, section: str) -> list[str]:
    """The keys of a top-level map of a YAML file in block style."""
    keys, inside = [], False
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith((" ", "#")):
            inside = line.startswith(f"{section}:")
        elif inside and line.startswith("  ") and line[2] != " " and line.rstrip().endswith(":"):
            keys.append(line.strip().rstrip(":"))
    return keys


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _sentence(random: Random, words: int) -> str:
    return " ".join(random.choices(WORDS, k=words)).capitalize()


def _risk(number: int, others: int, services: list[str], owners: list[str], random: Random) -> str:
    inherent = (random.randint(2, 5), random.randint(2, 5))
    current = (random.randint(1, inherent[0]), random.randint(1, inherent[1]))
    target = (random.randint(1, current[0]), random.randint(1, current[1]))
    day = f"2026-11-{random.randint(1, 20):02}"  # nothing is due for its first review yet
    stages = "".join(
        f"  {name}:\n    likelihood: {likelihood}\n    impact:\n      customer: {impact}\n"
        f"      financial: {max(1, impact - 1)}\n    rationale: {_sentence(random, 14)}\n{due}"
        for name, (likelihood, impact), due in (
            ("inherent", inherent, ""),
            ("current", current, ""),
            ("target", target, "    due: 2027-03-31\n"),
        )
    )
    actions = "".join(
        f"    - id: A{action}\n      what: {_sentence(random, 9)}\n"
        f"      owner: {random.choice(owners)}\n      due: 2027-0{action}-28\n"
        f"      status: open\n      cost: {random.randint(1, 90) * 500}\n"
        for action in range(1, random.randint(2, 4) + 1)
    )
    plan, control = random.randint(1, others), random.randint(1, others)
    related = random.randint(1, number) if number > 1 else 0
    return (
        f"---\nid: R{number:05}\ntitle: {_sentence(random, 7)}\nstatus: open\n"
        f"category: {random.choice(('operational', 'technical', 'management'))}\n"
        f"service: {random.choice(services)}\nowner: {random.choice(owners)}\n"
        f"identified:\n  date: {day}\n  source: customer-feedback\n"
        f"  reference: {_sentence(random, 4)}\n"
        f"statement:\n  cause: {_sentence(random, 12)}\n  event: {_sentence(random, 10)}\n"
        f"  consequence: {_sentence(random, 12)}\n"
        f"assessment:\n{stages}  confidence: {random.choice(('low', 'medium', 'high'))}\n"
        f"  velocity: {random.choice(('hours', 'days', 'weeks'))}\n"
        f"controls:\n  - C{control:05}\n"
        f"treatment:\n  strategy: mitigate\n  rationale: {_sentence(random, 10)}\n"
        f"  actions:\n{actions}"
        f"plan: P{plan:05}\n"
        + (f"related:\n  - R{related:05}\n" if related and related != number else "")
        + f"---\n{_body(random)}"
    )


def _body(random: Random) -> str:
    parts = [
        f"## {heading}\n\n{_sentence(random, 32)}.\n\n{_sentence(random, 14)}.\n"
        for heading in ("Background", "Evidence", "Assessment", "Treatment", "Open questions")
    ]
    rows = "".join(
        f"| {month} | {random.randint(1, 40)} | {_sentence(random, 4)} |\n"
        for month in ("July", "August", "September")
    )
    parts.insert(2, f"| Month | Cases | Remark |\n|---|---:|---|\n{rows}")
    parts.insert(4, "".join(f"- {_sentence(random, 8)}\n" for _ in range(4)))
    return "\n".join(parts)


def _plan(number: int, owners: list[str], random: Random) -> str:
    steps = "".join(
        f"  - id: S{step}\n    do: {_sentence(random, 9)}\n    who: {random.choice(owners)}\n"
        f"    within: {step * 15} minutes\n"
        for step in range(1, random.randint(3, 5) + 1)
    )
    return (
        f"---\nid: P{number:05}\ntitle: {_sentence(random, 6)}\nowner: {random.choice(owners)}\n"
        f"deputy: {random.choice(owners)}\ntrigger:\n  - id: T1\n    when: {_sentence(random, 8)}\n"
        f"    observed_by: {_sentence(random, 3)}\nsteps:\n{steps}exercise_every: 12 months\n"
        f"---\n{_sentence(random, 30)}.\n"
    )


def _exercise(number: int, owners: list[str], random: Random) -> str:
    return (
        f"of: P{number:05}\ndate: 2026-09-01\ntype: functional\n"
        f"scenario: {_sentence(random, 12)}\nparticipants:\n  - {random.choice(owners)}\n"
        f"result: passed\nfindings:\n  - {_sentence(random, 10)}\n"
    )


def _control(number: int, owners: list[str], random: Random) -> str:
    return (
        f"---\nid: C{number:05}\ntitle: {_sentence(random, 6)}\nowner: {random.choice(owners)}\n"
        f"kind: prevent\nstatus: in_force\nsince: 2026-01-01\n---\n{_sentence(random, 30)}.\n"
    )
