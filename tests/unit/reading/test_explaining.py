"""What a schema complains of, in the author's words: code, stretch, pointer, what was meant."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from marked import unmarked
from riskbook.findings import CODES, Span
from riskbook.reading.examining import examine_file
from riskbook.reading.faults import Fault
from riskbook.reading.placing import Kind
from riskbook.reading.resources import catalogue
from riskbook.reading.schemas import Shape
from small_book import CONTROL, CRITERIA, EXERCISE, ORGANIZATION, PLAN, RISK, SERVICES, SETTINGS
from small_book import SIGN_OFF, TRANSLATION, small_book

Shapes = Mapping[Kind, Shape]

FILES = {
    Kind.RISK: RISK,
    Kind.PLAN: PLAN,
    Kind.CONTROL: CONTROL,
    Kind.CRITERIA: CRITERIA,
    Kind.ORGANIZATION: ORGANIZATION,
    Kind.SERVICES: SERVICES,
    Kind.SETTINGS: SETTINGS,
    Kind.TRANSLATION: TRANSLATION,
    Kind.SIGN_OFF: SIGN_OFF,
    Kind.EXERCISE: EXERCISE,
}


class Case(NamedTuple):
    """A line of the sound file, the marked one in its place, and what is said of it."""

    kind: Kind
    before: str
    after: str
    code: str
    key: str
    pointer: str
    hint: str = ""
    meant: str = ""


R = Kind.RISK
CASES = (
    # RB101 missing: said at what it is missing in
    Case(R, "  cause: Nobody works at the desk after 18:00\n", "", "RB101", "RB101.part",
         "statement", "hint.RB101"),
    Case(R, "      likelihood: 2\n" if False else "    likelihood: 2\n", "", "RB101", "RB101.part",
         "assessment/current", "hint.RB101"),
    Case(R, "      what: Start a weekend on-call shift\n", "", "RB101", "RB101.part",
         "treatment/actions/A1", "hint.RB101"),
    # RB102 unknown: said at its key
    Case(R, "owner: desk-lead\nid", "⟦onwer⟧: desk-lead\nid", "RB102", "RB102", "#onwer",
         "hint.RB102.near", "owner"),
    Case(R, "plan: P001", "plan: P001\n⟦colour⟧: red", "RB102", "RB102", "#colour", "hint.RB102"),
    Case(R, "plan: P001", "plan: P001\n⟦colour⟧:", "RB102", "RB102", "#colour", "hint.RB102"),
    Case(R, "    rationale: 31", "    ⟦raitonale⟧: 31", "RB102", "RB102.part",
         "#assessment/current/raitonale", "hint.RB102.near", "rationale"),
    Case(R, "      due: 2027-03-31", "      ⟦until⟧: 2027-03-31", "RB102", "RB102.part",
         "#treatment/actions/A1/until", "hint.RB102"),
    Case(R, "treatment:\n  strategy: mitigate\n",
         "treatment:\n  strategy: mitigate\n  rationale: x\nidentified_by: {why: calm, ⟦x⟧}\n"
         .replace("identified_by: {why: calm, ⟦x⟧}\n", ""), "", "", ""),
    # RB103 wrong type
    Case(R, "cost: 24000", "cost: ⟦about 24⟧", "RB103", "RB103", "treatment/actions/A1/cost",
         "hint.example", "24000"),
    Case(R, "cost: 24000", "cost: ⟦CNY 24,000.50⟧", "RB103", "RB103", "treatment/actions/A1/cost",
         "hint.RB103.number", "24000.50"),
    Case(R, "cost: 24000", "cost: ⟦２４０００ 元⟧", "RB103", "RB103", "treatment/actions/A1/cost",
         "hint.RB103.number", "24000"),
    Case(R, "cost: 24000", "cost: ⟦1:30⟧", "RB103", "RB103", "treatment/actions/A1/cost",
         "hint.example", "24000"),
    Case(R, "cost: 24000", "cost: ⟦1e999⟧", "RB103", "RB103", "treatment/actions/A1/cost",
         "hint.example", "24000"),
    Case(R, "controls:\n  - C001", "controls: ⟦C001⟧", "RB103", "RB103", "controls",
         "hint.RB103.array", "C001"),
    Case(R, "plan: P001", "⟦plan⟧: {id: P001}", "RB103", "RB103", "plan", "hint.example", "P001"),
    Case(R, "plan: P001", "⟦plan⟧:\n  - P001", "RB103", "RB103", "plan", "hint.example", "P001"),
    Case(R, "plan: P001", "confidential: ⟦yes⟧", "RB103", "RB103", "confidential",
         "hint.RB103.boolean"),
)
