"""What is known of a cause, and which causes and what-if questions still wait for an outcome."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from riskbook.identifying.fishbones import (
    CATEGORIES,
    CauseState,
    causes_of,
    open_causes,
    risks_of_cause,
    state_of,
)
from riskbook.identifying.what_if import open_prompts
from riskbook.model.discovery import CauseCategory, Discovery
from riskbook.model.links import link
from riskbook.model.records import FoundIn
from riskbook.model.terms import CauseSet
from riskbook.reading.resources import catalogue
from riskbook.reviewing.basis import node_value
from riskbook.reviewing.fingerprints import fingerprint
from sample_fishbones import (
    ASKED,
    FOUND,
    POSSIBLE,
    ROOT,
    RULED_OUT,
    asked_of,
    fishbone_book,
    sample_fishbone,
    sample_question,
    text,
)
from samples import sample_book, sample_process, sample_risk


def test_every_category_has_a_name_in_both_languages() -> None:
    for language in ("en", "zh"):
        words = catalogue(language)
        for keys in CATEGORIES.values():
            names = [words.word(f"fishbone.category.{key}") for key in keys]
            assert len(set(names)) == len(names)
        assert all(words.word(f"fishbone.set.{each.value}") for each in CauseSet)


def test_what_is_known_of_a_cause() -> None:
    shown = replace(POSSIBLE, evidence=text("Measured"))
    both = replace(ROOT, ruled_out=text("It was not"))
    assert [state_of(each) for each in (POSSIBLE, shown, ROOT, RULED_OUT, both)] == [
        CauseState.POSSIBLE,
        CauseState.SHOWN,
        CauseState.ROOT,
        CauseState.RULED_OUT,
        CauseState.RULED_OUT,
    ]


def test_only_root_causes_without_a_risk_are_open() -> None:
    book = fishbone_book()
    assert [cause.id for cause in causes_of(sample_fishbone())] == ["C1", "C2", "C3"]
    assert open_causes(book, link(book)) == (FOUND,)
    found = fishbone_book(FOUND)
    assert open_causes(found, link(found)) == ()
    assert risks_of_cause(sample_fishbone(), ROOT, link(found)) == ("R001",)


def test_open_causes_stand_by_the_date_of_their_fishbone() -> None:
    roots = tuple(replace(ROOT, id=key) for key in ("C2", "C1"))
    bones = (CauseCategory("external-factors", None, roots),)
    later = sample_fishbone(id="a", categories=bones)
    earlier = sample_fishbone(id="b", date=date(2026, 1, 1), categories=bones)
    book = sample_book(discovery=Discovery(fishbones={"a": later, "b": earlier}))
    named = [(each.record, each.item) for each in open_causes(book, link(book))]
    assert named == [("b", "C1"), ("b", "C2"), ("a", "C1"), ("a", "C2")]


def test_a_question_is_open_until_a_risk_or_a_reason_comes_of_it() -> None:
    dropped = sample_question(id="W2", dropped=text("It has an answering machine"))
    process = asked_of(sample_question(), dropped)
    book = sample_book([sample_risk()], processes=[process])
    assert open_prompts(book, link(book)) == (ASKED,)
    book = sample_book([sample_risk(found_in=(ASKED,))], processes=[process])
    assert open_prompts(book, link(book)) == ()


def test_a_risk_of_another_process_is_no_outcome() -> None:
    book = sample_book(
        [sample_risk(found_in=(FoundIn("process", "other", "W1"),))],
        processes=[asked_of(sample_question())],
    )
    assert open_prompts(book, link(book)) == (ASKED,)


def test_questions_change_neither_the_digest_of_a_node_nor_a_fingerprint() -> None:
    """A sign-off must stand when somebody has asked what if."""
    plain, asked = sample_process(), asked_of(sample_question())
    assert node_value(plain, plain.nodes[0]) == node_value(asked, asked.nodes[0])
    prints = [
        fingerprint(risk, book, None)
        for book in (sample_book(processes=[plain]), sample_book(processes=[asked]))
        for risk in book.risks.values()
    ]
    assert prints[0] == prints[1]
    assert any(pointer.startswith("process/") for pointer in prints[0].basis)
