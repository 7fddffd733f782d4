"""A service desk's book in a real git repository, and people who work on it, each as themselves.

Three risks: R001 and R002 arise where calls are taken, R003 where they are sorted. R001 is high,
has a plan, and its owner is of the management too. Everything has been reviewed and approved.
"""

from __future__ import annotations

import gc
import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from riskbook.cli.main import main

Done = subprocess.CompletedProcess[str]

PROCESS = "registers/desk/processes/ticket-intake.yml"
NIGHT_CALLS = "registers/desk/risks/R001-night-calls.md"
LOST_CALLS = "registers/desk/risks/R002-lost-calls.md"
WRONG_QUEUE = "registers/desk/risks/R003-wrong-queue.md"
PLAN = "registers/desk/plans/P001-mobile-phone.md"
CONTROL = "registers/desk/controls/C001-on-call-phone.md"
ORGANIZATION = "registers/organization.yml"
CRITERIA = "registers/criteria.yml"
SERVICES = "registers/services.yml"
SETTINGS = "riskbook.yml"


def _risk(identity: str, title: str, owner: str, score: tuple[int, int], node: str) -> str:
    likelihood, impact = score
    return f"""\
---
id: {identity}
title: {title}
status: open
category: operational
service: service-desk
owner: {owner}
identified:
  date: 2026-08-12
  source: interview
statement:
  cause: Nobody works at the desk after 18:00
  event: A caller with an urgent fault reaches nobody
  consequence: The response target is missed
assessment:
  inherent:
    likelihood: 3
    impact: 3
    rationale: Before the on-call phone every such call was lost
  current:
    likelihood: {likelihood}
    impact: {impact}
    rationale: Counted in {likelihood} months of the last half-year
controls:
  - C001
arises_at:
  - process: ticket-intake
    node: {node}
treatment:
  strategy: mitigate
  actions:
    - id: A1
      what: Start a weekend on-call shift
      owner: desk-lead
      due: 2027-03-31
"""


FILES: Mapping[str, str] = {
    SETTINGS: """\
format: 1
title: Service desk risks
languages: [en]
time_zone: Asia/Shanghai
currency: CNY
""",
    CRITERIA: """\
version: "2026-01"
likelihood:
  kind: probability
  steps:
    - {value: 1, key: unlikely, name: Unlikely, from: 0, to: 0.1}
    - {value: 2, key: possible, name: Possible, from: 0.1, to: 0.5}
    - {value: 3, key: likely, name: Likely, from: 0.5, to: 1}
impact:
  dimensions:
    customer: {name: Customers}
  steps:
    - {value: 1, key: slight, name: Slight}
    - {value: 2, key: serious, name: Serious}
    - {value: 3, key: severe, name: Severe}
levels:
  - {key: low, name: Low, review_every: 3 months}
  - {key: medium, name: Medium, review_every: 3 months}
  - key: high
    name: High
    review_every: 2 months
    approval: {any_of: [department-head], scope: department}
  - key: critical
    name: Critical
    review_every: 1 month
    needs: [plan, actions]
    approval: {any_of: [management], scope: book}
matrix:
  - [medium, high, critical]
  - [low, medium, high]
  - [low, low, medium]
ranking: [level, score]
score: sum
categories:
  operational: Operational
sources:
  interview: Interview
appetite:
  - {category: operational, statement: Urgent calls are answered, limit: high, days_to_act: 30}
acceptance:
  within: {likelihood: 1, impact: 1}
  beyond: {any_of: [management], scope: book}
  longest: 12 months
""",
    ORGANIZATION: """\
departments:
  it-support: {name: IT support}
  risk: {name: Risk department}
roles:
  risk-owner: Risk owner
  department-head: Head of department
  management: Management
  risk-department: Risk department
people:
  desk-lead:
    name: Desk lead
    department: it-support
    emails: [desk-lead@example.org]
    logins: {github: desk-lead}
    roles:
      - {role: risk-owner, from: 2025-01-01}
  process-owner:
    name: Process owner
    department: it-support
    emails: [process-owner@example.org]
    roles:
      - {role: risk-owner, from: 2025-01-01}
  support-head:
    name: Head of support
    department: it-support
    emails: [support-head@example.org]
    logins: {github: support-head}
    roles:
      - {role: department-head, department: it-support, from: 2025-01-01}
  service-director:
    name: Service director
    department: it-support
    emails: [service-director@example.org]
    logins: {github: service-director}
    roles:
      - {role: risk-owner, from: 2025-01-01}
      - {role: management, from: 2025-01-01}
  operations-director:
    name: Operations director
    department: it-support
    emails: [operations-director@example.org]
    logins: {github: operations-director}
    roles:
      - {role: management, from: 2025-01-01}
  risk-officer:
    name: Risk officer
    department: risk
    emails: [risk-officer@example.org]
    roles:
      - {role: risk-department, from: 2025-01-01}
""",
    SERVICES: """\
services:
  service-desk:
    name: Service desk
    department: it-support
    importance: 4
dependencies:
  ticket-system: {name: Ticket system, kind: system}
""",
    "registers/desk/register.yml": """\
title: Service desk
department: it-support
services: [service-desk]
""",
    PROCESS: """\
id: ticket-intake
title: Ticket intake
owner: process-owner
service: service-desk
items:
  call: Call
  ticket: Ticket
  priority: Priority
  call-log: Call log
receives: [call]
delivers: [priority]
nodes:
  - id: intake
    title: Take the call
    kind: task
    inputs: [call]
    outputs:
      - ticket
    depends_on: [ticket-system]
  - id: triage
    title: Sort the tickets
    kind: task
    inputs: [ticket]
    outputs: [priority]
edges:
  - {from: intake, to: triage}
""",
    NIGHT_CALLS: _risk(
        "R001", "Urgent callers reach nobody at night", "service-director", (2, 3), "intake"
    )
    + "plan: P001\n---\n",
    LOST_CALLS: _risk("R002", "Calls are lost at the desk", "desk-lead", (2, 2), "intake")
    + "---\n",
    WRONG_QUEUE: _risk("R003", "Tickets wait in the wrong queue", "desk-lead", (2, 2), "triage")
    + "---\n",
    PLAN: """\
---
id: P001
title: Serve callers by mobile phone
owner: desk-lead
deputy: process-owner
trigger:
  - id: T1
    when: The line is dead for ten minutes
    observed_by: Telephone system
steps:
  - id: S1
    do: Switch the line to the mobile phone
    who: desk-lead
    within: 10 minutes
  - id: S2
    do: Tell all customers with urgent tickets
    who: process-owner
    within: 30 minutes
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
last_tested: 2026-09-01
---
""",
    "registers/desk/exercises/P001/2026-09-03-tabletop.yml": """\
of: P001
date: 2026-09-03
type: tabletop
scenario: The line is dead on a Monday morning
participants: [desk-lead]
result: passed
""",
}

_OTHERS = ("LC_", "LANG", "GIT_", "GITHUB_")
_ASIDE: Mapping[str, str | None] = {
    **{name: None for name in os.environ if name.startswith(_OTHERS)},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}
"""The settings of the person who runs the tests, out of the way."""

_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(_OTHERS)},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


@dataclass(slots=True)
class Repository:
    """A repository with a work tree; ``today`` is the day of every command and commit."""

    root: Path
    today: str = "2026-11-02"

    def git(self, *arguments: str, person: str = "process-owner") -> str:
        """What a git command answers, run by a person."""
        email = person if "@" in person else f"{person}@example.org"
        moment = f"{self.today}T09:00:00+08:00"
        done = subprocess.run(
            ["git", "-c", f"user.name={person}", "-c", f"user.email={email}", *arguments],
            cwd=self.root,
            env={**_ENVIRONMENT, "GIT_AUTHOR_DATE": moment, "GIT_COMMITTER_DATE": moment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, person: str, message: str = "A change") -> str:
        """Commit everything that stands in the folder, as a person; the id of the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, person=person)
        return self.git("rev-parse", "HEAD")

    def write(self, path: str, text: str) -> None:
        """A file of the book as it is to be."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def edit(self, path: str, before: str, after: str) -> None:
        """A text in a file of the book, there exactly once, in place of another."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{before!r} is in {path} not just once"
        file.write_text(text.replace(before, after), encoding="utf-8")

    def run(self, *arguments: str) -> Done:
        """A command of Riskbook on the repository's day, in this process: there are many."""
        command, *others = arguments
        asked = [command, "--book", str(self.root), "--today", self.today, *others]
        collecting = gc.isenabled()
        try:
            done = CliRunner(env=_ASIDE).invoke(main, asked)
        finally:
            if collecting:
                gc.enable()
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Done(asked, done.exit_code, done.stdout, done.stderr)

    def told(self, *arguments: str) -> Any:
        """What a command answers in JSON."""
        done = self.run(*arguments, "--format", "json")
        assert done.stdout, done.stderr
        return json.loads(done.stdout)

    def sign(self, person: str, *arguments: str) -> Done:
        """Sign as a person; what was written is committed by them."""
        done = self.run(*arguments, "--by", person, "--no-input")
        if done.returncode == 0:
            self.commit(person, "Sign")
        return done

    def start(self, branch: str) -> None:
        """A branch for a change, from main."""
        self.git("checkout", "--quiet", "-b", branch, "main")

    def merge(self, branch: str) -> None:
        """Merge a branch into main."""
        self.git("checkout", "--quiet", "main")
        self.git("merge", "--quiet", "--no-ff", "--no-edit", branch)


def open_repository(root: Path) -> Repository:
    """The book on main, with every risk reviewed and what needs it approved."""
    repository = Repository(root)
    root.mkdir(parents=True, exist_ok=True)
    repository.git("init", "--quiet", "--initial-branch", "main")
    for path, text in FILES.items():
        repository.write(path, text)
    repository.commit("process-owner", "The book")
    for person, *arguments in (
        ("service-director", "review", "R001", "--outcome", "unchanged"),
        ("desk-lead", "review", "R002", "R003", "--outcome", "unchanged"),
        ("support-head", "approve", "R001", "P001", "--resources", "granted"),
    ):
        done = repository.sign(person, *arguments, "--reason", "First sight of it")
        assert done.returncode == 0, done.stderr
    repository.today = "2026-11-23"
    return repository
