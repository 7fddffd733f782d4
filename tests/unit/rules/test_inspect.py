"""All rules together: their codes, their severities, their order and their words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from riskbook.assessing.palettes import Vision
from riskbook.findings import CODES, Severity, Sight
from riskbook.reading.resources import resource
from riskbook.rules import RULES, Evidence, inspect, weigh
from riskbook.rules.references import Target
from riskbook.wording import read_catalogue
from samples import sample_book, sample_risk, sample_settings

FAULTY = sample_risk(plan="P009", owner="nobody", related=("R001",))
OF_READING = {
    *("RB201", "RB800", "RB801", "RB802", "RB803", "RB804", "RB805", "RB807", "RB860", "RB861")
}
BEYOND_SCHEMA = {"RB101", "RB108", "RB111", "RB112"}


def test_every_code_of_these_families_has_a_rule() -> None:
    families = ("RB2", "RB3", "RB4", "RB5", "RB6", "RB7", "RB8")
    expected = {code for code in CODES if code.startswith(families)} - OF_READING
    assert [code for code, _ in RULES] == sorted(expected | BEYOND_SCHEMA)


@pytest.mark.parametrize(
    "code", [code for code in CODES if CODES[code].sight in (Sight.BASE, Sight.HISTORY)]
)
def test_rules_of_a_change_and_of_history_find_nothing_without_them(
    view: Callable[..., Evidence], code: str
) -> None:
    assert list(dict(RULES)[code](view(sample_book([FAULTY])))) == []


def test_findings_come_in_one_order_with_the_severities_of_their_codes(
    view: Callable[..., Evidence],
) -> None:
    found = inspect(view(sample_book([FAULTY])))
    assert [(each.code, each.pointer, each.severity) for each in found] == [
        ("RB202", "owner", Severity.ERROR),
        ("RB202", "plan", Severity.ERROR),
        ("RB210", "related/0", Severity.ERROR),
    ]


def test_a_book_may_take_a_rule_less_gravely_or_not_at_all(view: Callable[..., Evidence]) -> None:
    settings = sample_settings(severities={"RB202": Severity.NOTE, "RB210": None})
    found = inspect(view(sample_book([FAULTY], settings=settings)))
    assert [(each.code, each.severity) for each in found] == [("RB202", Severity.NOTE)] * 2


def test_weighing_serves_findings_of_any_origin_and_twice_is_as_once(
    view: Callable[..., Evidence],
) -> None:
    found = inspect(view(sample_book([FAULTY])))
    severities = {"RB210": Severity.WARNING, "RB202": None}
    once = tuple(weigh(found, severities))
    assert [(each.code, each.severity) for each in once] == [("RB210", Severity.WARNING)]
    assert tuple(weigh(once, severities)) == once


def test_both_languages_fill_the_same_blanks() -> None:
    english, chinese = own_words("en"), own_words("zh")
    assert english.keys() == chinese.keys()
    for key, forms in english.items():
        blanks = {blank for form in forms for blank in re.findall(r"{(\w+)}", form)}
        assert blanks == {
            blank for form in chinese[key] for blank in re.findall(r"{(\w+)}", form)
        }, key


def test_no_word_of_the_catalogue_is_unused() -> None:
    rules = Path(__file__).parents[3] / "generator" / "riskbook" / "rules"
    code = "\n".join(file.read_text() for file in sorted(rules.glob("*.py")))
    put_together = {f"finding.kind.{target.value}" for target in Target}
    put_together |= {f"finding.stage.{stage}" for stage in ("inherent", "current", "target")}
    put_together |= {f"finding.vision.{vision.value}" for vision in Vision}
    unused = {key for key in own_words("en") if f'"{key}"' not in code} - put_together
    assert unused == set()


def own_words(language: str) -> dict[str, tuple[str, ...]]:
    """The entries of findings.po, which the rules alone write."""
    file = resource("site_templates") / "messages" / language / "findings.po"
    return read_catalogue(language, [file.read_bytes()]).entries
