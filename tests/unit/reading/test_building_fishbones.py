"""A fishbone and the what-if questions of a process, from their files to the model."""

from __future__ import annotations

from riskbook.model.discovery import Cause
from riskbook.model.terms import CauseSet, Prompt
from riskbook.reading.loading import Loaded, load
from riskbook.reading.trees import MemoryTree
from riskbook.wording import Text
from small_book import PROCESS, edited, small_book

PATH = "registers/desk/fishbones/late-tickets.yml"
FISHBONE = """\
id: late-tickets
effect: {en: One ticket in four is late, zh: 四分之一的工单超时}
date: 2026-10-05
owner: desk-lead
categories:
  - key: people
    causes:
      - id: C1
        text: 只有一位专家
        whys: [No training, {en: No time, zh: 没有时间}]
        evidence: Counted
        root: true
      - id: C2
        text: Slow system
        ruled_out: It was fast
  - key: skills
    name: Skills
    causes:
"""
ASKED = """\
    what_if:
      - {id: W1, prompt: no, question: What if nobody answers?, dropped: A machine does}
"""


def read(text: str) -> Loaded:
    return load(MemoryTree({**small_book(), PATH: text.encode()}))


def test_a_fishbone_is_read() -> None:
    loaded = read(FISHBONE)
    assert loaded.findings == ()
    assert loaded.book
    fishbone = loaded.book.discovery.fishbones["late-tickets"]
    assert fishbone.source.path == PATH
    assert fishbone.effect == Text(
        (("en", "One ticket in four is late"), ("zh", "四分之一的工单超时"))
    )
    assert (fishbone.set, fishbone.service, fishbone.incident) == (CauseSet.FOUR_DIMENSIONS, "", "")
    people, skills = fishbone.categories
    assert (people.name, skills.name, skills.causes) == (None, Text.of("en", "Skills"), ())
    assert people.causes == (
        Cause(
            id="C1",
            text=Text.of("en", "只有一位专家"),
            whys=(Text.of("en", "No training"), Text((("en", "No time"), ("zh", "没有时间")))),
            evidence=Text.of("en", "Counted"),
            is_root=True,
            ruled_out=None,
        ),
        Cause(
            id="C2",
            text=Text.of("en", "Slow system"),
            whys=(),
            evidence=None,
            is_root=False,
            ruled_out=Text.of("en", "It was fast"),
        ),
    )


def test_a_fishbone_without_categories_is_refused() -> None:
    loaded = read(FISHBONE.partition("categories:")[0])
    assert [(found.code, found.location.path) for found in loaded.findings] == [("RB101", PATH)]


def test_the_questions_of_a_node_are_read() -> None:
    """The guide word is "no", which is no refusal."""
    line = "    kind: task\n"
    loaded = load(MemoryTree(edited({PROCESS: (line, line + ASKED)})))
    assert loaded.findings == ()
    assert loaded.book
    (first,) = loaded.book.processes["ticket-intake"].nodes
    (asked,) = first.what_if
    assert (asked.id, asked.prompt) == ("W1", Prompt.NO)
    assert asked.question == Text.of("en", "What if nobody answers?")
    assert (asked.consequence, asked.dropped) == (None, Text.of("en", "A machine does"))
