"""The data for other programs: they have the shape that their schema says, and no more."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from riskbook.model.book import Book, SiteSettings
from riskbook.model.criteria import AcceptanceBounds, Authority
from riskbook.model.records import (
    Assessment,
    ExerciseAction,
    ExpectedLoss,
    LossRange,
    Period,
    Source,
    Translation,
    Treatment,
)
from riskbook.model.terms import ActionStatus, SignOffKind, Status
from riskbook.reading.resources import resource
from riskbook.site.downloads.api import DOCUMENTS, FOLDER, api_files
from riskbook.site.edition import edition
from riskbook.site.input import SiteInput
from riskbook.site.lines import Lines
from riskbook.wording import Text
from samples import (
    TODAY,
    sample_action,
    sample_book,
    sample_control,
    sample_exercise,
    sample_plan,
    sample_risk,
    sample_sign_off,
)

MakeSite = Callable[..., SiteInput]
Json = Any

SCHEMA_FILE = resource("schemas") / "api.schema.json"
SCHEMA = json.loads(SCHEMA_FILE.read_bytes())


def full_book() -> Book:
    """Something of everything that the files may tell."""
    return sample_book(
        [
            sample_risk(
                "R001",
                5,
                {"customer": 5, "financial": 3},
                related=("R002",),
                expected_loss=ExpectedLoss(1.2, None, LossRange(2000, 30000, 0.9), "Incidents"),
            ),
            sample_risk("R002", 4, 4, treatment=Treatment(None, "", (sample_action(cost=None),))),
            sample_risk("R003", assessment=Assessment(None, None, None, None, None)),
            sample_risk("R004", status=Status.DRAFT, plan="", controls=(), arises_at=()),
        ],
        plans=[sample_plan(), sample_plan("P002", owner="", steps=(), trigger=())],
        controls=[sample_control(), sample_control("C002", last_tested=None, since=None)],
        sign_offs=(
            sample_sign_off("R001", day=date(2026, 6, 1)),
            sample_sign_off("R002", SignOffKind.ACCEPTANCE, date(2026, 5, 2)),
        ),
        exercises=(
            sample_exercise(
                actions=(
                    ExerciseAction(
                        "A1", Text.of("en", "Buy a phone"), "hotline-lead", None, ActionStatus.OPEN
                    ),
                )
            ),
        ),
    )


def files_of(make_site: MakeSite, book: Book | None = None, **how: Any) -> dict[str, bytes]:
    editions = [edition(make_site(book, language=language, **how)) for language in ("en", "zh")]
    return dict(api_files(editions, SCHEMA_FILE.read_bytes(), Lines()))


def read(files: dict[str, bytes], document: str) -> Json:
    return json.loads(files[f"{FOLDER}{document}.json"])


def strict(node: Json) -> Json:
    """A schema that takes no field that it does not name: nothing is told that is not described."""
    if isinstance(node, list):
        return [strict(part) for part in node]
    if not isinstance(node, dict):
        return node
    found = {key: strict(part) for key, part in node.items()}
    if "properties" in node and node.get("type") == "object":
        found["additionalProperties"] = False
    return found


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["x-format"] == 1
    kinds = {name.removesuffix("-document") for name in SCHEMA["$defs"] if "-document" in name}
    assert kinds == set(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_file_has_just_the_shape_of_the_schema(make_site: MakeSite, document: str) -> None:
    schema = strict(SCHEMA)
    for book in (full_book(), sample_book(), sample_book([], plans=[], controls=[])):
        found = read(files_of(make_site, book), document)
        own = {**schema["$defs"][f"{document}-document"], "$defs": schema["$defs"]}
        validator = Draft202012Validator(own, format_checker=FormatChecker())
        assert [error.message for error in validator.iter_errors(found)] == []
        assert Draft202012Validator(SCHEMA).is_valid(found)


def test_criteria_without_bounds_have_the_shape_too(make_site: MakeSite) -> None:
    book = sample_book()
    for bounds in (
        None,
        AcceptanceBounds(2, 2, Authority(("management",), whole_book=True), Period(12, "months")),
        AcceptanceBounds(2, 2, None, Period(12, "months")),
    ):
        criteria = replace(book.criteria, acceptance=bounds)
        found = read(files_of(make_site, replace(book, criteria=criteria)), "criteria")
        assert Draft202012Validator(SCHEMA).is_valid(found)


def test_what_is_not_described_is_noticed(make_site: MakeSite) -> None:
    found = read(files_of(make_site), "register")
    found["risks"][0]["colour"] = "red"
    assert not Draft202012Validator(strict(SCHEMA)).is_valid(found)
    del found["risks"][0]["colour"], found["risks"][0]["rank"]
    assert not Draft202012Validator(SCHEMA).is_valid(found)


def test_a_risk_tells_its_places_its_rank_and_its_sign_offs(make_site: MakeSite) -> None:
    risks = {
        risk["id"]: risk for risk in read(files_of(make_site, full_book()), "register")["risks"]
    }
    one = risks["R001"]
    assert one["current"] == {"level": "critical", "likelihood": 5, "impact": 5, "score": 10}
    assert one["rank"]["place"] == 1
    assert set(one["rank"]["reason"]) == {"en", "zh"}
    assert one["review"]["on"] == "2026-06-01"
    assert one["related"] == ["R002"]
    assert risks["R002"]["related"] == ["R001"]
    assert risks["R003"]["rank"] is None
    assert risks["R003"]["current"] is None
    assert risks["R004"]["status"] == "draft"


def test_titles_are_in_the_languages_in_which_somebody_wrote_them(make_site: MakeSite) -> None:
    source = Source("registers/x/risks/R001-a.zh.md", "x", "0" * 16)
    translation = Translation(source, "R001", "zh", (("title", "电话占线"),), (), "")
    book = replace(
        sample_book([sample_risk("R001", title="Lines are busy"), sample_risk("R002")]),
        translations={("R001", "zh"): translation},
    )
    risks = {risk["id"]: risk for risk in read(files_of(make_site, book), "register")["risks"]}
    assert risks["R001"]["title"] == {"en": "Lines are busy", "zh": "电话占线"}
    assert set(risks["R002"]["title"]) == {"en"}


def test_keys_that_risks_refer_to_have_names(make_site: MakeSite) -> None:
    register = read(files_of(make_site, full_book()), "register")
    for field, names in (
        *(("owner", "owners"), ("service", "services"), ("category", "categories")),
        *(("register", "registers"), ("department", "departments")),
    ):
        used = {risk[field] for risk in register["risks"]} - {None}
        assert used
        assert used <= register["names"][names].keys()


def test_nothing_of_a_withheld_record_is_in_it(make_site: MakeSite) -> None:
    book = sample_book(
        [
            sample_risk("R001", related=("R002",)),
            sample_risk("R002", confidential=True, title="Unspeakable"),
        ],
        plans=[replace(sample_plan(), confidential=True, title="Unspeakable")],
        controls=[replace(sample_control(), confidential=True, title="Unspeakable")],
    )
    files = files_of(make_site, book)
    for path, content in files.items():
        assert b"Unspeakable" not in content, path
        assert b'"R002"' not in content, path
    one = read(files, "register")["risks"][0]
    assert (one["plan"], one["controls"], one["related"]) == (None, [], [])
    assert read(files, "register")["meta"]["withheld"] == 3
    assert read(files, "plans")["plans"] == []


def test_no_address_of_a_person_is_in_it(make_site: MakeSite) -> None:
    assert not [path for path, content in files_of(make_site).items() if b"@" in content]


def test_addresses_are_whole_where_the_book_says_where_it_is(make_site: MakeSite) -> None:
    book = sample_book()
    meta = read(files_of(make_site, book), "summary")["meta"]
    assert meta["schema"] == "schema.json"
    assert meta["pages"] == {"en": "../../", "zh": "../../zh/"}
    placed = SiteSettings("https://risk.example.org/", None)
    settled = replace(book, settings=replace(book.settings, site=placed))
    meta = read(files_of(make_site, settled), "summary")["meta"]
    assert meta["schema"] == "https://risk.example.org/api/v1/schema.json"
    assert meta["pages"]["zh"] == "https://risk.example.org/zh/"
    assert (meta["today"], meta["commit"]) == (TODAY.isoformat(), "3f2c9ab")


def test_the_summary_counts_what_the_register_lists(make_site: MakeSite) -> None:
    files = files_of(make_site, full_book())
    summary, risks = read(files, "summary")["summary"], read(files, "register")["risks"]
    still = [risk for risk in risks if risk["status"] == "open"]
    assert summary["risks"] == {"draft": 1, "open": 3, "closed": 0}
    assert summary["unassessed"] == 1
    for level, count in summary["levels"]["current"].items():
        at = [risk for risk in still if risk["current"] and risk["current"]["level"] == level]
        assert len(at) == count
    assert summary["worst_level"] == "critical"
    assert summary["above_appetite"] == sum(risk["above_appetite"] for risk in risks)
    assert summary["top"] == ["R001", "R002"]


def test_the_same_book_is_the_same_bytes(make_site: MakeSite) -> None:
    assert files_of(make_site, full_book()) == files_of(make_site, full_book())
