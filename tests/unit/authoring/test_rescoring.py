"""A new score and its evidence in the file of a risk; every other byte stays."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from riskbook.authoring.rescoring import LONGEST, is_touched, rescored

RISK = """---
# ours
id: R001
assessment:
  inherent:
    likelihood: 5
    rationale: Before
  current:
    likelihood: 4  # two a year
    impact: {customer: 3}
    rationale: "With the phone: 96 of 102"  # counted
  target:
    likelihood: 2
---
likelihood: 4
"""


def changed(text: str, rationale: str = "New: 4 of 5") -> str:
    found = rescored(text.encode(), 5, rationale)
    assert found is not None
    return found.decode()


def test_two_values_are_exchanged_where_they_stand() -> None:
    assert changed(RISK) == RISK.replace("hood: 4  #", "hood: 5  #", 1).replace(
        '"With the phone: 96 of 102"', '"New: 4 of 5"'
    )


@pytest.mark.parametrize("style", [">-\n      With\n\n      the phone", "With\n      the phone"])
def test_a_rationale_of_several_lines_becomes_one(style: str) -> None:
    before = RISK.replace('"With the phone: 96 of 102"  # counted', style)
    after = changed(before, "Plain")
    assert "    rationale: Plain\n  target:\n" in after
    assert "phone" not in after


def test_a_rationale_that_is_missing_or_empty_is_written() -> None:
    line = '    rationale: "With the phone: 96 of 102"  # counted\n'
    for without in (RISK.replace(line, ""), RISK.replace(line, "    rationale:\n")):
        assert changed(without, "Plain").count("    rationale: Plain\n") == 1


def test_the_marks_of_the_file_stay() -> None:
    windows = b"\xef\xbb\xbf" + RISK.replace("\n", "\r\n").encode()
    found = rescored(windows, 5, "Plain")
    assert found is not None
    assert found.startswith(b"\xef\xbb\xbf---\r\n")
    assert found.count(b"\n") == found.count(b"\r\n")


def test_a_stage_on_one_line_is_edited_where_the_result_says_the_same() -> None:
    flow = "---\nassessment:\n  current: {likelihood: 4, rationale: Before}\n---\n"
    assert changed(flow, "Plain") == flow.replace("4", "5").replace("Before", "Plain")
    assert rescored(flow.encode(), 5, "One, two") is None


@pytest.mark.parametrize(
    "unfit",
    [
        RISK.replace("    likelihood: 4  # two a year\n    impact: {customer: 3}\n", ""),
        "---\nassessment: {current: {likelihood: 4}}\n---\n",
        "no front matter\n",
        RISK.replace("id: R001", "id: R001\nid: R002"),
        RISK.replace("\n", "\r\n", 3),
    ],
)
def test_what_cannot_be_edited_safely_is_left_alone(unfit: str) -> None:
    assert rescored(unfit.encode(), 5, "Plain") is None
    assert rescored(b"\xff" + unfit.encode(), 5, "Plain") is None


def test_a_rationale_has_its_length() -> None:
    assert rescored(RISK.encode(), 5, "x" * LONGEST) is not None
    assert rescored(RISK.encode(), 5, "x" * (LONGEST + 1)) is None


def test_a_file_is_touched_until_it_is_committed(tmp_path: Path) -> None:
    file = tmp_path / "registers" / "a.md"
    file.parent.mkdir()
    file.write_text("one")
    assert not is_touched(tmp_path, "registers/a.md")  # nobody can tell
    who = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    person = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    for arguments in (("init", "-q"), ("add", "."), (*person, "commit", "-qm", "one")):
        assert is_touched(tmp_path, "registers/a.md") == (arguments[0] != "init")
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, env={**os.environ, **who})
    assert not is_touched(tmp_path, "registers/a.md")
    file.write_text("two")
    assert is_touched(tmp_path, "registers/a.md")
