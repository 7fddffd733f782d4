"""Which record is meant, what others know already, and which id is free."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from riskbook.authoring.base import Base
from riskbook.authoring.census import take_census
from riskbook.authoring.choosing import chosen, new_id, twins_of
from riskbook.authoring.renumbering import RefusedError, renumbering
from riskbook.reading.schemas import read_schemas
from riskbook.reading.trees import MemoryTree
from riskbook.wording import Saying
from small_book import CONTROL, OTHER_RISK, RISK, SIGN_OFF, edited, small_book

SCHEMAS = read_schemas()
TWIN = "registers/desk/risks/R002-broken-lift.md"
Files = Mapping[str, bytes]


def without(*paths: str) -> dict[str, bytes]:
    return {path: content for path, content in small_book().items() if path not in paths}


def base_of(tip: Files, fork: Files | None = None) -> Base:
    return Base("origin/main", MemoryTree(tip), MemoryTree(tip if fork is None else fork))


def path_chosen(files: Files, asked: str, base: Base | None = None) -> str:
    return chosen(take_census(MemoryTree(files)), asked, base).path


def refusal(files: Files, asked: str, base: Base | None = None) -> Saying:
    with pytest.raises(RefusedError) as refused:
        path_chosen(files, asked, base)
    return refused.value.saying


def clashing() -> dict[str, bytes]:
    """Two risks R002: the base has one, a branch brought the other."""
    files = small_book()
    files[TWIN] = files[OTHER_RISK]
    return files


def test_a_record_is_named_by_its_id_in_any_case_or_by_its_file() -> None:
    for asked in ("R002", "r002", OTHER_RISK):
        assert path_chosen(small_book(), asked) == OTHER_RISK


def test_an_unknown_record_is_answered_with_the_one_most_likely_meant() -> None:
    saying = refusal(small_book(), "R0002")
    assert saying.key == "tidying.renumber.unknown"
    assert Saying("cli.near", (("near", "R002"),)) in dict(saying.facts).values()
    assert refusal(small_book(), "riskbook.yml").key == "tidying.renumber.unknown"


def test_what_the_base_knows_stays() -> None:
    assert refusal(small_book(), "R002", base_of(small_book())).key == "tidying.renumber.known"
    by_file = refusal(small_book(), OTHER_RISK, base_of(small_book()))
    assert by_file.key == "tidying.renumber.known"


def test_what_the_base_knows_under_another_name_stays_too() -> None:
    before = without(OTHER_RISK) | {TWIN: small_book()[OTHER_RISK]}
    assert refusal(small_book(), "R002", base_of(before)).key == "tidying.renumber.known"


def test_what_the_base_does_not_know_may_change() -> None:
    assert path_chosen(small_book(), "R002", base_of(without(OTHER_RISK))) == OTHER_RISK
    assert path_chosen(small_book(), "R002", base_of({})) == OTHER_RISK


def test_a_number_that_somebody_else_has_taken_meanwhile_may_change() -> None:
    began, theirs = without(OTHER_RISK), without(OTHER_RISK) | {TWIN: small_book()[OTHER_RISK]}
    assert path_chosen(small_book(), "R002", base_of(theirs, began)) == OTHER_RISK
    merged = refusal(small_book(), "R002", base_of(small_book(), began))
    assert merged.key == "tidying.renumber.known"


def test_of_two_files_with_one_id_the_one_that_the_base_does_not_know_changes() -> None:
    base = base_of(small_book())
    assert path_chosen(clashing(), "R002", base) == TWIN
    assert path_chosen(clashing(), TWIN, base) == TWIN
    saying = refusal(clashing(), OTHER_RISK, base)
    assert saying.key == "tidying.renumber.known-twin"
    assert dict(saying.facts)["paths"] == (TWIN,)


@pytest.mark.parametrize("base", [None, base_of({}), base_of(clashing())])
def test_where_the_base_does_not_tell_them_apart_the_file_must_be_named(base: Base | None) -> None:
    saying = refusal(clashing(), "R002", base)
    assert saying.key == "tidying.renumber.several"
    assert dict(saying.facts)["paths"] == (TWIN, OTHER_RISK)
    assert path_chosen(clashing(), OTHER_RISK, base) == OTHER_RISK


def test_after_a_merge_a_field_means_the_record_that_its_writer_knew() -> None:
    base = small_book()
    base[RISK] = base[RISK].replace(b"plan: P001", b"plan: P001\nrelated: [R002]")
    ours = clashing() | {RISK: base[RISK]}
    new_link = "registers/desk/risks/R004-new.md"
    ours[new_link] = base[OTHER_RISK].replace(b"R001", b"R002").replace(b"id: R002", b"id: R004")
    signed = "registers/desk/sign-offs/R002/2026-10-02-review-0001.yml"
    ours[signed] = base[SIGN_OFF].replace(b"R001", b"R002")
    theirs = "registers/desk/sign-offs/R002/2026-10-01-review-0002.yml"
    base[theirs] = ours[theirs] = ours[signed]
    census = take_census(MemoryTree(ours))
    record = chosen(census, "R002", base_of(base))
    twins = twins_of(census, record, SCHEMAS, base_of(base))
    plan = renumbering(census, SCHEMAS, record, "R003", twins)
    assert record.path == TWIN
    assert dict(plan.moves) == {
        TWIN: TWIN.replace("R002", "R003"),
        signed: signed.replace("R002", "R003"),
    }
    assert [one.path for one in plan.references] == [new_link]
    assert not plan.undecided
    assert {change.source for change in plan.changes} == {TWIN, signed, new_link}


# The new id


def free_id(
    files: Files,
    asked: str,
    wanted: str | None = None,
    base: Base | None = None,
    patterns: Mapping[str, str] | None = None,
) -> str:
    census = take_census(MemoryTree(files))
    record = chosen(census, asked, None)
    return new_id(census, SCHEMAS, patterns or {}, record, wanted, base)


def why_not(files: Files, asked: str, wanted: str | None, base: Base | None = None) -> str:
    with pytest.raises(RefusedError) as refused:
        free_id(files, asked, wanted, base)
    return refused.value.saying.key.rpartition(".")[2]


def test_the_next_free_id_is_taken() -> None:
    assert free_id(small_book(), "R001") == "R003"
    assert free_id(small_book(), "C001") == "C002"
    assert free_id(small_book(), "R001", patterns={"risk": "^OPS-[0-9]{4}$"}) == "OPS-0001"


def test_an_id_is_not_free_while_anything_speaks_of_it() -> None:
    gone = small_book()
    gone["registers/desk/sign-offs/R003/2026-10-02-review-9f31.yml"] = b"of: R003\n"
    gone[OTHER_RISK] = gone[OTHER_RISK].replace(b"- R001", b"- R001\n  - R004")
    assert free_id(gone, "R001") == "R005"
    theirs = base_of({"registers/other/risks/R008-x.md": b""})
    assert free_id(small_book(), "R001", base=theirs) == "R009"
    assert why_not(gone, "R001", "R003") == "used"
    assert why_not(gone, "R001", "R004") == "waited-for"
    assert why_not(small_book(), "R001", "R008", theirs) == "used"


def test_a_new_id_may_be_chosen_if_it_is_well_formed_and_free() -> None:
    assert free_id(small_book(), "R001", "R123") == "R123"
    assert why_not(small_book(), "R001", "R002") == "taken"
    assert why_not(small_book(), "R001", "R1") == "malformed"
    assert why_not(small_book(), "R001", "R" + "1" * 64) == "malformed"
    assert why_not(small_book(), "R001", "R001") == "taken"


def test_an_id_that_differs_only_in_capitals_is_not_free() -> None:
    files = edited({CONTROL: ("id: C001", "id: c009")})
    census = take_census(MemoryTree(files))
    record = chosen(census, "R001", None)
    with pytest.raises(RefusedError) as refused:
        new_id(census, SCHEMAS, {"risk": "^C[0-9]+$"}, record, "C009", None)
    assert refused.value.saying.key == "tidying.renumber.taken"


def test_a_process_is_given_its_new_name_by_a_person() -> None:
    assert free_id(small_book(), "ticket-intake", "intake") == "intake"
    assert why_not(small_book(), "ticket-intake", None) == "no-next"
    assert why_not(small_book(), "ticket-intake", "In take") == "malformed"
