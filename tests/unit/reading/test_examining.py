"""One unsound file: what keeps it from being read, and what of it is read all the same."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from riskbook.findings import Span
from riskbook.reading.examining import compose_file, examine_file
from riskbook.reading.front_matter import LARGEST
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import Shape
from small_book import CONTROL, REGISTER, RISK, small_book

Shapes = Mapping[Kind, Shape]
SOUND = small_book()[RISK]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "RB016"),
        (b"---\n" + b"#" * LARGEST, "RB008"),
        (b"---\nid: \xff\n---\n", "RB001"),
        (b"---\nid: R001\0\n---\n", "RB016"),
        (b"", "RB002"),
        (b"---\nid: R001\n", "RB003"),
        (b"---\nid: [R001\n---\n", "RB004"),
        (b"---\n---\n", "RB013"),
        (b"---\n- id\n---\n", "RB013"),
    ],
)
def test_one_fault_is_told_of_a_file_that_cannot_be_read(
    content: bytes | None, code: str, shapes: Shapes
) -> None:
    found = examine_file(Kind.RISK, content, shapes[Kind.RISK])
    assert [fault.code for fault in found.faults] == [code]
    assert found.data is None


def test_a_file_of_the_largest_size_is_read(shapes: Shapes) -> None:
    content = SOUND.ljust(LARGEST)
    assert examine_file(Kind.RISK, content, shapes[Kind.RISK]).data is not None


def test_a_sound_file_has_no_faults(shapes: Shapes) -> None:
    found = examine_file(Kind.RISK, SOUND, shapes[Kind.RISK])
    assert found.faults == ()
    assert found.data is not None
    assert found.data["assessment"]["current"]["likelihood"] == 2
    assert found.body == "The phone is answered on working days only.\n"


def test_a_value_cut_short_is_a_warning_and_the_data_stay_sound(shapes: Shapes) -> None:
    content = SOUND.replace(b"after 18:00\n  event", b"after 18:00 #see plan\n  event")
    found = examine_file(Kind.RISK, content, shapes[Kind.RISK])
    assert [fault.code for fault in found.faults] == ["RB015"]
    assert found.data is not None
    assert found.data["statement"]["cause"] == "Nobody works at the desk after 18:00"


def test_what_can_be_made_out_of_an_unsound_file_is_kept_for_its_id(shapes: Shapes) -> None:
    content = SOUND.replace(b"status: open", b"status: opne")
    found = examine_file(Kind.RISK, content, shapes[Kind.RISK])
    assert found.data is None
    assert found.raw["id"] == "R001"


def test_a_repeated_key_makes_a_file_unsound_though_its_data_fit(shapes: Shapes) -> None:
    found = examine_file(Kind.CONTROL, _twice(), shapes[Kind.CONTROL])
    assert [fault.code for fault in found.faults] == ["RB005"]
    assert found.data is None


def _twice() -> bytes:
    return small_book()[CONTROL].replace(b"id: C001\n", b"id: C001\nid: C002\n")


def test_positions_of_a_file_count_from_its_first_line() -> None:
    markdown = compose_file(Kind.RISK, SOUND)
    yaml = compose_file(Kind.REGISTER, small_book()[REGISTER])
    assert markdown is not None
    assert yaml is not None
    assert markdown.positions.keys["id",] == Span(2, 1, 2, 3)
    assert yaml.positions.keys["title",] == Span(1, 1, 1, 6)


@pytest.mark.parametrize("content", [b"", b"no front matter", b"\xff"])
def test_a_file_without_yaml_has_no_positions(content: bytes) -> None:
    assert compose_file(Kind.RISK, content) is None
