"""Proposed problem types below those of a file, which stays byte for byte as it was."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from riskbook.authoring.adding_types import (
    UnfitTypesError,
    numbered,
    types_file,
    with_types,
    written_ids,
)
from riskbook.identifying.proposing import Proposal
from riskbook.reading.resources import catalogue

ENGLISH = Proposal(
    "? VPN drops", "en", ("vpn drops",), ("T1", "T2"), 7, date(2026, 9, 1), date(2026, 11, 2)
)
CHINESE = Proposal("? 打印机卡纸", "zh", (), ("G1",), 5, date(2026, 9, 3), date(2026, 11, 1))
NEW = (("PT-08", ENGLISH), ("PT-09", CHINESE))

FILE = """\
# Named by the service desk lead.
types:
  - id: PT-01
    name: {en: Network down, zh: 网络中断}   # seen most
    any_of: [router, 'no: network']

  - id: PT-07
    name: Paper jam
    # a note that belongs to PT-07
    examples:
      - T9

floor: 0.3
"""


def added(text: str | bytes) -> str:
    content = text.encode() if isinstance(text, str) else text
    return with_types(content, NEW, "en", catalogue("en")).decode("utf-8-sig")


def test_types_are_numbered_after_the_highest_known_one() -> None:
    assert [key for key, _ in numbered((ENGLISH, CHINESE), {"PT-02", "PT-07"})] == [
        "PT-08",
        "PT-09",
    ]
    assert [key for key, _ in numbered((ENGLISH,), ())] == ["PT-01"]
    assert [key for key, _ in numbered((ENGLISH, CHINESE), {"PT-98"})] == ["PT-99", "PT-100"]


def test_a_new_file_holds_the_proposals_alone() -> None:
    text = types_file(NEW, "en", catalogue("en"))
    assert yaml.safe_load(text) == {
        "floor": 0.3,
        "types": [
            {
                "id": "PT-08",
                "name": "? VPN drops",
                "any_of": ["vpn drops"],
                "examples": ["T1", "T2"],
            },
            {"id": "PT-09", "name": {"zh": "? 打印机卡纸"}, "examples": ["G1"]},
        ],
    }
    assert "# Proposed from 7 similar tickets, 2026-09-01 to 2026-11-02." in text


def test_what_stands_in_the_file_stays_as_it_is() -> None:
    found = added(FILE)
    before, after = FILE.split("\nfloor")
    assert found.startswith(before)
    assert found.endswith(f"\nfloor{after}")
    types = yaml.safe_load(found)["types"]
    assert types[:2] == yaml.safe_load(FILE)["types"]
    assert [one["id"] for one in types[2:]] == ["PT-08", "PT-09"]


@pytest.mark.parametrize(
    "text",
    [
        "types:\n- id: PT-07\n  name: Paper jam\n",
        "types:\n    - id: PT-07\n      name: Paper jam",
        "types:\r\n  - id: PT-07\r\n    name: Paper jam\r\n",
        "types:\n  - {id: PT-07, name: Paper jam}\n",
        "floor: 0.2\ntypes:\n",
        "types:\nfloor: 0.2\n",
        "types:\n  - id: PT-07\n    name: |\n      Paper jam\n\n# the end\n",
    ],
)
def test_however_the_list_is_laid_out(text: str) -> None:
    found = added(text)
    kept = yaml.safe_load(text)["types"] or []
    types = yaml.safe_load(found)["types"]
    assert types[: len(kept)] == kept
    assert [one["id"] for one in types[len(kept) :]] == ["PT-08", "PT-09"]
    assert found.replace("\r\n", "\n").count("\r") == 0
    assert ("\r\n" in text) == ("\r\n" in found)


def test_a_byte_order_mark_is_kept() -> None:
    content = b"\xef\xbb\xbf" + FILE.encode()
    assert with_types(content, NEW, "en", catalogue("en")).startswith(b"\xef\xbb\xbf# Named")


@pytest.mark.parametrize(
    "text",
    [
        "types: [{id: PT-07, name: Paper jam}]\n",
        "types:\n  -\n    id: PT-07\n    name: Paper jam\n",
        "floor: 0.3\n",
        "types: [\n",
        b"types:\n  - id: \xff\n",
    ],
)
def test_a_file_of_another_form_is_left_alone(text: str | bytes) -> None:
    with pytest.raises(UnfitTypesError):
        added(text)


def test_ids_are_read_of_a_file_with_faults_too() -> None:
    assert list(written_ids(FILE.encode())) == ["PT-01", "PT-07"]
    assert list(written_ids(b"types:\n  - id: PT-05\n  - name\n  - id: [x]\n")) == ["PT-05"]
    assert list(written_ids(b"\xff")) == list(written_ids(b"types: 3\n")) == []
