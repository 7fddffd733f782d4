"""A translation begun, and brought up to date: what is there stays, what is due is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.authoring.translating import (
    Refreshed,
    UnfitTranslationError,
    beginning,
    refresh,
    remaining,
)
from riskbook.model.book import Book
from riskbook.model.digests import digest_text
from riskbook.model.records import Plan, Risk
from riskbook.model.texts import Translatable, texts_of
from riskbook.reading.composing import compose
from riskbook.reading.faults import Fault
from riskbook.reading.front_matter import split
from riskbook.reading.loading import load
from riskbook.reading.resources import catalogue
from riskbook.reading.trees import MemoryTree
from riskbook.rules import Evidence
from riskbook.rules.translations import stale_translation
from riskbook.run import judge
from small_book import RISK, TRANSLATION, edited, small_book

ZH = catalogue("zh")


def book_of(files: Mapping[str, bytes]) -> Book:
    loaded = load(MemoryTree(files))
    assert loaded.book is not None
    return loaded.book


BOOK = book_of(small_book())


def risk() -> Risk:
    return BOOK.risks["R001"]


def plan() -> Plan:
    return BOOK.plans["P001"]


def fresh(record: Translatable) -> str:
    return refresh(record, beginning(record, "zh"), (), ZH).content


def again(record: Translatable, text: str, *accepted: str) -> Refreshed:
    found = refresh(record, text, accepted, ZH)
    assert refresh(record, found.content, (), ZH).content == found.content
    return found


def test_a_beginning_has_every_text_empty_with_its_source_above_it() -> None:
    text = fresh(risk())
    assert "  # en: Nobody works at the desk after 18:00\n  statement/cause:\n" in text
    assert text.count("  # en: ") == len(texts_of(risk())) - 1  # the body has a line of its own
    assert "# en: 请翻译 R001-night-calls.md 的正文" in text
    assert f"  body: {digest_text(risk().body)}\n" in text
    assert text.endswith("---\n")


def test_a_beginning_counts_as_not_translated_and_is_otherwise_sound() -> None:
    book = book_of({**small_book(), TRANSLATION: fresh(risk()).encode()})
    translation = book.translations["R001", "zh"]
    assert translation.texts == ()
    assert dict(translation.digests).keys() == texts_of(risk()).keys()


def test_what_is_filled_in_needs_no_more_to_be_up_to_date() -> None:
    text = fresh(risk()).replace("  title:\n", "  title: 夜间来电\n", 1)
    files = {**small_book(), TRANSLATION: text.encode()}
    book = book_of(files)
    judged = judge(book, book.risks["R001"].identified.date)
    evidence = Evidence(
        book, judged.links, judged.levels, judged.standing, judged.plan_states, judged.today
    )
    assert list(stale_translation(evidence)) == []
    found = again(risk(), text)
    assert "title" not in found.missing
    assert "# en: Urgent" not in found.content
    assert "  title: 夜间来电\n" in found.content


def test_items_stand_together() -> None:
    text = fresh(plan())
    order = [line.strip().rstrip(":") for line in text.splitlines() if line.endswith(":")]
    assert order == ["texts", "title", "trigger/T1/when", "steps/S1/do", "digests"]


def test_a_second_run_changes_no_byte() -> None:
    for record in (risk(), plan()):
        text = fresh(record)
        found = again(record, text)
        assert (found.content, found.is_changed) == (text, False)


def test_a_source_that_moved_on_is_shown_above_the_old_translation() -> None:
    text = fresh(risk()).replace("  title:\n", "  title: 夜间来电\n", 1)
    moved = replace(risk(), title="Night calls: #1")
    found = again(moved, text)
    assert found.stale == ("title",)
    assert "  # en, new: Night calls: #1\n  title: 夜间来电\n" in found.content
    assert f"  title: {digest_text(risk().title)}\n" in found.content
    accepted = again(moved, found.content, "title")
    assert (accepted.stale, accepted.accepted) == ((), ("title",))
    assert f"  title: {digest_text(moved.title)}\n" in accepted.content
    assert "# en, new:" not in accepted.content
    assert again(moved, found.content, "all").content == accepted.content


def test_an_entry_still_empty_follows_its_source() -> None:
    moved = replace(risk(), title="Night calls")
    found = again(moved, fresh(risk()))
    assert "  # en: Night calls\n  title:\n" in found.content
    assert f"  title: {digest_text('Night calls')}\n" in found.content
    assert found.stale == ()


def test_a_text_without_a_digest_is_to_be_compared_until_it_is_accepted() -> None:
    text = small_book()[TRANSLATION].decode()
    found = again(risk(), text)
    assert found.stale == ("title", "statement/cause", "body")
    assert "  statement/cause: 18:00 以后服务台无人值守\n" in found.content
    assert "\n  statement/cause: " not in found.content.partition("digests:")[2]
    accepted = again(risk(), found.content, "statement/cause")
    assert accepted.stale == ("title", "body")
    assert f"statement/cause: {digest_text(risk().statement.cause)}" in accepted.content


def test_a_text_whose_source_is_gone_is_taken_out_and_named() -> None:
    text = fresh(risk()).replace("A1/what:\n", "A1/what: 周末值班\n", 1)
    gone = replace(risk(), treatment=replace(risk().treatment, actions=()))
    found = again(gone, text)
    assert found.gone == ("treatment/actions/A1/what",)
    assert "A1" not in found.content
    assert [each.key for each in remaining(found)][1] == "authoring.translation.gone"


def test_a_new_text_comes_after_the_one_that_it_follows() -> None:
    without = replace(risk(), statement=replace(risk().statement, event=""))
    found = again(risk(), fresh(without))
    assert found.content == fresh(risk())


def test_comments_quotation_marks_and_own_fields_stay() -> None:
    text = """\
---
translates: R001
# 已与法务核对
language: zh
x_translator: 外部译者
texts:
  # 术语见术语表
  title: "夜间紧急来电"   # 待定
  statement/cause: |-
    18:00 以后
    # 这一行是正文
    服务台无人值守
  # 末尾注释
digests:
  title: "055954907263"
---
正文
"""
    found = again(risk(), text)
    for kept in (
        "# 已与法务核对\nlanguage: zh\nx_translator: 外部译者\n",
        "  # 术语见术语表\n  # en, new: ",
        '  title: "夜间紧急来电"   # 待定\n',
        "    18:00 以后\n    # 这一行是正文\n    服务台无人值守\n",
        "  # 末尾注释\ndigests:\n",
        '  title: "055954907263"\n',
        "---\n正文\n",
    ):
        assert kept in found.content


def test_texts_in_braces_are_put_on_lines_of_their_own() -> None:
    text = "---\ntranslates: R001\nlanguage: zh\ntexts: {title: '夜间: 来电'}\n---\n"
    found = again(risk(), text)
    assert '  title: "夜间: 来电"\n' in found.content
    assert found.stale == ("title",)


def test_line_ends_stay_as_they_are() -> None:
    windows = fresh(risk()).replace("\n", "\r\n")
    assert again(risk(), windows).is_changed is False
    moved = again(replace(risk(), title="Night calls"), windows)
    assert "\n" not in moved.content.replace("\r\n", "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no front matter\n",
        "---\ntexts: [\n---\n",
        "---\n{translates: R001, language: zh, texts: {title: x}}\n---\n",
    ],
)
def test_a_file_that_cannot_be_kept_line_by_line_is_left_alone(text: str) -> None:
    with pytest.raises(UnfitTranslationError):
        refresh(risk(), text, (), ZH)


@given(st.text(alphabet="ab\n :#-'\"\x85\u2028", min_size=1))
def test_any_source_text_makes_a_file_that_reads_back(title: str) -> None:
    record = replace(risk(), title=title)
    parts = split(fresh(record))
    assert not isinstance(parts, Fault)
    data = compose(parts.yaml)
    assert data is not None
    assert data["digests"]["title"] == digest_text(title)
    assert data["texts"].keys() == texts_of(record).keys() - {"body"}


def test_a_record_in_the_other_language_marks_its_source_so() -> None:
    files = edited({RISK: ("title: Urgent", "language: zh\ntitle: Urgent"), TRANSLATION: None})
    record = book_of(files).risks["R001"]
    text = refresh(record, beginning(record, "en"), (), catalogue("en")).content
    assert "  # zh: Nobody works" in text
    assert "# Write each translation after its colon" in text
