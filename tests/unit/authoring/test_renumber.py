"""Another id for a record: what is renamed, what is rewritten, and what is left to its author."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import pytest

from riskbook import check
from riskbook.authoring.census import take_census
from riskbook.authoring.choosing import chosen, twins_of
from riskbook.authoring.renumbering import Named, RefusedError, Renumbering, renumbering
from riskbook.reading.schemas import read_schemas
from riskbook.reading.trees import MemoryTree
from small_book import (
    CONTROL,
    EXERCISE,
    OTHER_RISK,
    PLAN,
    PROCESS,
    RISK,
    SIGN_OFF,
    TRANSLATION,
    edited,
    small_book,
)

SCHEMAS = read_schemas()
TODAY = date(2026, 10, 3)
TWIN = "registers/desk/risks/R001-broken-lift.md"


def planned(files: Mapping[str, bytes], asked: str, new: str) -> Renumbering:
    census = take_census(MemoryTree(files))
    record = chosen(census, asked, None)
    return renumbering(census, SCHEMAS, record, new, twins_of(census, record, SCHEMAS, None))


def carried_out(files: Mapping[str, bytes], plan: Renumbering) -> dict[str, bytes]:
    """The files after the changes."""
    sources = {change.source for change in plan.changes}
    rest = {path: content for path, content in files.items() if path not in sources}
    return rest | {change.target: change.content for change in plan.changes}


def lines(named: Iterable[Named]) -> list[tuple[str, str]]:
    return [(one.path, one.text.strip()) for one in named]


def test_a_risk_takes_its_translation_and_sign_offs_along() -> None:
    files = small_book()
    plan = planned(files, "R001", "R009")
    assert dict(plan.moves) == {
        RISK: "registers/desk/risks/R009-night-calls.md",
        TRANSLATION: "registers/desk/risks/R009-night-calls.zh.md",
        SIGN_OFF: "registers/desk/sign-offs/R009/2026-10-02-review-9f31.yml",
    }
    after = carried_out(files, plan)
    assert after[plan.path_after(RISK)] == files[RISK].replace(b"id: R001", b"id: R009")
    assert after[plan.path_after(SIGN_OFF)] == files[SIGN_OFF].replace(b"R001", b"R009")
    assert after[plan.path_after(TRANSLATION)] == files[TRANSLATION].replace(b"R001", b"R009")
    assert after[OTHER_RISK] == files[OTHER_RISK].replace(b"R001", b"R009")
    assert lines(plan.references) == [(OTHER_RISK, "- R001")]
    assert not plan.mentions
    untouched = {PLAN, CONTROL, PROCESS, EXERCISE}
    assert all(after[path] == files[path] for path in untouched)


@pytest.mark.parametrize(
    ("old", "new"), [("R001", "R009"), ("P001", "P002"), ("C001", "C012"), ("ticket-intake", "in")]
)
def test_the_book_is_as_sound_after_it_as_before(old: str, new: str) -> None:
    files = edited(
        {
            RISK: (
                "plan: P001\n",
                """plan: P001
causes:
  - {id: CA1, what: No staff, barriers: [C001, P001]}
arises_at:
  - {process: ticket-intake, node: intake}
depends_on:
  - control: C001
  - process: 'ticket-intake'
""",
            )
        }
    )
    before = check(MemoryTree(files), TODAY).findings
    after = check(MemoryTree(carried_out(files, planned(files, old, new))), TODAY).findings
    assert sorted((found.code, found.pointer) for found in after) == sorted(
        (found.code, found.pointer) for found in before
    )


def test_every_kind_of_reference_is_found_and_all_around_it_kept() -> None:
    files = edited(
        {
            RISK: (
                "plan: P001\n",
                """plan: 'P001'   # not C001
arises_at: [{process: ticket-intake, node: intake}]
depends_on:
  - control: "C001"
  - path: "docs/C001/**"
  - service: C001
""",
            ),
            SIGN_OFF: (
                "reason: Quarterly review\n",
                """reason: Saw C001 and C0012 work
content: {controls: 1c9f02d47b3a}
basis:
  control/C001: e21b40d9c6a8
  risk/C001: e21b40d9c6a8
  plan/P001: e21b40d9c6a8
  process/ticket-intake/C001: e21b40d9c6a8
""",
            ),
        }
    )
    plan = planned(files, "C001", "C012")
    after = carried_out(files, plan)
    assert after[RISK] == files[RISK].replace(b"  - C001", b"  - C012").replace(
        b'control: "C001"', b'control: "C012"'
    )
    assert after[SIGN_OFF] == files[SIGN_OFF].replace(b"control/C001", b"control/C012")
    assert lines(plan.mentions) == [
        (RISK, "plan: 'P001'   # not C001"),
        (RISK, '- path: "docs/C001/**"'),
    ]
    assert plan.signed == (SIGN_OFF,)
    processes = planned(files, "ticket-intake", "intake-of-tickets")
    assert b"process/intake-of-tickets/C001" in carried_out(files, processes)[SIGN_OFF]
    assert b"{process: intake-of-tickets, node: intake}" in carried_out(files, processes)[RISK]


def test_line_ends_a_mark_at_the_start_and_chinese_around_it_stay() -> None:
    files = small_book()
    files[OTHER_RISK] = b"\xef\xbb\xbf" + files[OTHER_RISK].replace(
        b"related:\n  - R001", "related: [R001]  # 见 R001 号风险".encode()
    ).replace(b"\n", b"\r\n")
    plan = planned(files, "R001", "R1000")
    after = carried_out(files, plan)[OTHER_RISK]
    assert after == files[OTHER_RISK].replace(b"[R001]", b"[R1000]")
    assert lines(plan.mentions) == [(OTHER_RISK, "related: [R001]  # 见 R001 号风险")]


def test_prose_is_listed_and_not_changed() -> None:
    body = "Nobody.\n\nSee R001, R0011 and [R001](R001-night-calls.md); 参见R001。\nNot XR001.\n"
    files = edited({OTHER_RISK: ("  - R001\n---\n", f"  - R001\n---\n{body}")})
    files["registers/README.md"] = b"R001 is our worst.\n"
    files["registers/desk/picture.svg"] = b"<text>R001</text>\n"
    plan = planned(files, "R001", "R009")
    after = carried_out(files, plan)
    assert after[OTHER_RISK].endswith(body.encode())
    assert lines(plan.mentions) == [
        ("registers/README.md", "R001 is our worst."),
        (OTHER_RISK, "See R001, R0011 and [R001](R001-night-calls.md); 参见R001。"),
    ]
    assert (plan.mentions[1].line, plan.mentions[1].column) == (24, 5)


def test_a_word_that_only_looks_like_the_process_is_no_mention() -> None:
    files = edited(
        {PROCESS: ("id: intake", "id: ticket-intake"), PLAN: ("dead for", "in ticket-intake for")}
    )
    plan = planned(files, "ticket-intake", "intake")
    assert lines(plan.mentions) == [(PLAN, "when: The line is in ticket-intake for ten minutes")]
    assert carried_out(files, plan)["registers/desk/processes/intake.yml"].count(b"intake") == 3


def test_other_files_in_the_folder_of_a_record_move_with_it() -> None:
    files = small_book()
    files["registers/desk/exercises/P001/photo.jpg"] = b"\xff\xd8"
    plan = planned(files, "P001", "P002")
    assert dict(plan.moves)["registers/desk/exercises/P001/photo.jpg"] == (
        "registers/desk/exercises/P002/photo.jpg"
    )
    assert lines(plan.references) == [(RISK, "plan: P001")]


def test_sign_offs_are_named_whose_content_a_new_id_of_a_plan_changes() -> None:
    content = "reason: Quarterly review\ncontent:\n  {}: 1c9f02d47b3a\n"
    for field, signed in (("plan", (SIGN_OFF,)), ("statement/cause", ())):
        files = edited({SIGN_OFF: ("reason: Quarterly review\n", content.format(field))})
        assert planned(files, "P001", "P002").signed == signed


def test_a_file_that_cannot_be_read_hinders_it_only_if_it_has_the_id() -> None:
    broken = {PLAN: "---\nid: P001\ntitle: [\n---\n"}
    assert planned(edited(broken), "R001", "R009").moves
    with pytest.raises(RefusedError) as refused:
        planned(edited({PLAN: "---\nid: P001\ntitle: [ R001\n---\n"}), "R001", "R009")
    assert refused.value.saying.key == "tidying.renumber.unreadable"


@pytest.mark.parametrize("written", ['"R\\u0030\\u0030\\x31" # R001', "|\n    R001"])
def test_an_id_in_an_odd_form_is_not_guessed_at(written: str) -> None:
    files = edited({OTHER_RISK: ("- R001", f"- {written}")})
    with pytest.raises(RefusedError) as refused:
        planned(files, "R001", "R009")
    assert refused.value.saying.key == "tidying.renumber.unusual"


def test_a_new_id_that_yaml_would_read_otherwise_is_not_written() -> None:
    with pytest.raises(RefusedError) as refused:
        planned(small_book(), "R001", "R009: x")
    assert refused.value.saying.key == "tidying.renumber.unusual"


def test_of_two_records_with_one_id_only_what_is_surely_meant_is_rewritten() -> None:
    files = small_book()
    files[TWIN] = files[OTHER_RISK].replace(b"R002", b"R001")
    files[TWIN.replace(".md", ".zh.md")] = files[TRANSLATION]
    plan = planned(files, TWIN, "R003")
    assert dict(plan.moves) == {
        TWIN: "registers/desk/risks/R003-broken-lift.md",
        TWIN.replace(".md", ".zh.md"): "registers/desk/risks/R003-broken-lift.zh.md",
    }
    after = carried_out(files, plan)
    assert after[plan.path_after(TWIN)] == files[TWIN].replace(b"id: R001", b"id: R003")
    assert after[RISK] == files[RISK]
    assert lines(plan.undecided) == [(OTHER_RISK, "- R001"), (SIGN_OFF, "of: R001")]
