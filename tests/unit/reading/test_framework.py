"""The book's own words and framework, from data that need not be sound."""

from __future__ import annotations

from typing import Any

import pytest

from riskbook.findings import Severity
from riskbook.model.criteria import Tolerance
from riskbook.model.records import Period
from riskbook.reading.foundation import Foundation, lay
from riskbook.reading.framework import frame_of, words_of
from riskbook.reading.schemas import read_schemas
from riskbook.reading.trees import MemoryTree
from riskbook.wording import say
from small_book import CRITERIA, ORGANIZATION, SERVICES, SETTINGS, edited, small_book

CRITERIA_DATA: dict[str, Any] = {
    "likelihood": {
        "steps": [
            {"value": 1, "key": "rare", "words": ["low", "低"]},
            {"value": 2, "key": "likely", "words": ["high", "low"]},
        ]
    },
    "impact": {"steps": [{"key": "slight"}], "dimensions": {"customer": {}, "money": {}}},
    "levels": [{"key": "green"}, {"key": "red"}],
    "categories": {"operational": "Operational"},
    "sources": {"interview": "Interview"},
}


def test_every_way_to_write_a_score_is_a_word() -> None:
    words = words_of({"languages": ["en", "zh"]}, CRITERIA_DATA)
    assert words == {
        "languages": ("en", "zh"),
        "categories": ("operational",),
        "sources": ("interview",),
        "levels": ("green", "red"),
        "dimensions": ("customer", "money"),
        "likelihood": (1, "rare", "low", "低", 2, "likely", "high"),
        "impact": (1, "slight"),
    }


def test_a_word_given_twice_means_the_lower_step() -> None:
    frame = frame_of("en", CRITERIA_DATA)
    assert frame.likelihood == {1: 1, "rare": 1, "low": 1, "低": 1, 2: 2, "likely": 2, "high": 2}
    assert frame.impact == {1: 1, "slight": 1}
    assert frame.dimensions == ("customer", "money")


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"likelihood": "high", "impact": ["a"], "levels": "x", "categories": "y"},
        {"likelihood": {"steps": "three"}, "impact": {"steps": {"a": 1}, "dimensions": "x"}},
        {"levels": ["low", "high"], "categories": [], "likelihood": {"steps": ["a", 1, None]}},
        {"impact": {"steps": [{"key": ["a"], "words": "slight"}]}},
    ],
)
def test_words_are_made_out_of_whatever_is_there(data: dict[str, Any]) -> None:
    words = words_of({"languages": "en"}, data)
    assert words["languages"] == words["levels"] == ()
    assert {word for word in words["impact"] if isinstance(word, str)} == set()


def laid(files: dict[str, bytes]) -> Foundation:
    tree = MemoryTree(files)
    return lay(tree, tree.entries(), read_schemas())


def test_a_sound_framework_is_read_whole() -> None:
    found = laid(small_book())
    assert found.faults == ()
    assert found.framework is not None
    settings, criteria = found.framework.settings, found.framework.criteria
    assert (settings.languages, settings.currency, settings.fail_on) == (
        ("en", "zh"),
        "CNY",
        Severity.ERROR,
    )
    assert settings.title.read("zh") == "服务台风险"
    assert [step.key for step in criteria.likelihood.steps] == ["unlikely", "possible", "likely"]
    assert criteria.impact.dimensions[1].money
    assert criteria.matrix == ((0, 0, 1), (0, 1, 2), (1, 2, 2))
    assert criteria.levels[2].review_every == Period(2, "months")
    assert found.framework.organization.people["desk-lead"].emails == ("desk-lead@example.org",)
    assert found.framework.services.services["service-desk"].importance == 4
    assert found.language == "en"


def test_severities_patterns_and_threshold_come_from_the_settings() -> None:
    extra = "currency: CNY\nfail_on: note\nseverities: {RB305: 'off', RB209: error}\n"
    found = laid(edited({SETTINGS: ("currency: CNY\n", f"{extra}ids: {{risk: '^OPS-[0-9]+$'}}\n")}))
    assert found.fail_on is Severity.NOTE
    assert found.severities == {"RB305": None, "RB209": Severity.ERROR}
    assert found.patterns == {"risk": "^OPS-[0-9]+$"}


def test_appetite_and_acceptance_are_in_levels_and_steps() -> None:
    extra = """score: sum
appetite:
  - {category: technical, statement: x, limit: medium, tolerance: {level: high, at_most: 2}}
acceptance: {within: {likelihood: 中, impact: serious}, longest: 1 year}
"""
    found = laid(edited({CRITERIA: ("score: sum\n", extra)}))
    assert found.framework is not None
    (appetite,) = found.framework.criteria.appetite
    assert (appetite.limit, appetite.tolerance) == (1, Tolerance(2, 2))
    acceptance = found.framework.criteria.acceptance
    assert acceptance is not None
    assert (acceptance.likelihood, acceptance.impact) == (2, 2)
    assert acceptance.longest == Period(1, "years")


@pytest.mark.parametrize("path", [CRITERIA, ORGANIZATION, SERVICES])
def test_a_missing_file_is_said_in_the_settings(path: str) -> None:
    found = laid(edited({path: None}))
    assert found.framework is None
    ((where, fault),) = found.faults
    assert (where, fault.code, dict(fault.message.facts)) == (SETTINGS, "RB101", {"path": path})
    assert fault.hint == say("hint.RB101.framework")


@pytest.mark.parametrize("path", [SETTINGS, CRITERIA, ORGANIZATION, SERVICES])
def test_a_broken_file_leaves_no_framework_but_the_words_of_the_others(path: str) -> None:
    found = laid(edited({path: "a: [\n"}))
    assert found.framework is None
    assert [(where, fault.code) for where, fault in found.faults] == [(path, "RB004")]
    assert found.words["languages"] == (() if path == SETTINGS else ("en", "zh"))
    assert bool(found.words["categories"]) == (path != CRITERIA)


def test_words_of_a_file_with_a_fault_are_kept_as_far_as_they_can_be_read() -> None:
    found = laid(edited({CRITERIA: ("score: sum", "score: summ")}))
    assert found.framework is None
    assert found.words["categories"] == ("operational", "technical")
    assert [fault.code for _, fault in found.faults] == ["RB108"]


@pytest.mark.parametrize(
    ("line", "code", "pointer"),
    [
        ("languages: [en, fr]", "RB108", "languages/1"),
        ("time_zone: Asia/Peking", "RB114", "time_zone"),
        ("ids: {risk: '^(OPS$'}", "RB114", "ids/risk"),
        ("ids: {plan: '^\\p{Lu}+$'}", "RB114", "ids/plan"),
        ("severities: {RB999: note}", "RB108", "#severities/RB999"),
    ],
)
def test_settings_that_the_schema_cannot_hold_to_are_held_to_here(
    line: str, code: str, pointer: str
) -> None:
    files = small_book()
    name = line.partition(":")[0]
    kept = [each for each in files[SETTINGS].decode().splitlines() if not each.startswith(name)]
    found = laid({**files, SETTINGS: "\n".join([*kept, line]).encode()})
    assert [(where, fault.code, fault.pointer) for where, fault in found.faults] == [
        (SETTINGS, code, pointer)
    ]
    assert found.framework is None


def test_a_language_not_spoken_here_falls_back_to_one_that_is() -> None:
    found = laid(edited({SETTINGS: ("languages: [en, zh]", "languages: [fr, zh]")}))
    assert found.language == "en"
    found = laid(edited({SETTINGS: ("languages: [en, zh]", "languages: [zh]\nnonsense: x")}))
    assert found.language == "zh"
