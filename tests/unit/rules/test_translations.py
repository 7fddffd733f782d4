"""RB205, RB208, RB209: translations follow their texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from riskbook.model.digests import digest_text
from riskbook.model.records import Risk, Source, Translation
from riskbook.model.texts import texts_of
from riskbook.reading.resources import catalogue
from riskbook.rules import Evidence, translations
from samples import sample_book, sample_control, sample_risk, sample_settings

BOTH = sample_settings(languages=("en", "zh"))
SOURCE = Source("registers/customer-service/risks/R001-calls-wait.zh.md", "customer-service", "0")


def book_of(translation: Translation, *risks: Risk) -> Any:
    return sample_book(
        risks or [sample_risk()], plans=[], controls=[], translations=[translation], settings=BOTH
    )


def translated(risk: Risk | None = None, **changes: Any) -> Translation:
    """A whole and current translation of the risk."""
    source = texts_of(risk or sample_risk())
    fields: dict[str, Any] = {
        "source": SOURCE,
        "of": "R001",
        "language": "zh",
        "texts": tuple((pointer, f"译 {pointer}") for pointer in source if pointer != "body"),
        "digests": tuple((pointer, digest_text(text)) for pointer, text in source.items()),
        "body": "译文" if "body" in source else "",
    }
    return Translation(**{**fields, **changes})


def heard(rule: Any, view: Any, book: Any) -> list[tuple[str, str]]:
    english = catalogue("en")
    return [(found.pointer, english.say(found.message)) for found in rule(view(book))]


def test_a_whole_and_current_translation_is_clean(view: Callable[..., Evidence]) -> None:
    book = book_of(translated())
    for _, rule in translations.RULES:
        assert heard(rule, view, book) == []


def test_a_source_text_that_moved_on_is_named_with_its_new_digest(
    view: Callable[..., Evidence],
) -> None:
    old = sample_risk()
    new = sample_risk(title="Calls wait", body="More")
    book = book_of(translated(old, digests=translated(old).digests), new)
    (found,) = translations.stale_translation(view(book))
    english = catalogue("en")
    assert found.location.path == SOURCE.path
    assert found.pointer == "digests"
    assert english.say(found.message) == "1 text of R001 has changed since it was translated: title"
    assert found.hint
    assert english.say(found.hint) == (
        'Revise the translation, then run "riskbook translate R001 zh --accept all", or write '
        f'under "digests": title: {digest_text("Calls wait")}'
    )


def test_a_translated_text_without_a_digest_cannot_go_stale_so_it_is_named(
    view: Callable[..., Evidence],
) -> None:
    whole = translated()
    digests = tuple(pair for pair in whole.digests if pair[0] != "statement/cause")
    assert heard(translations.stale_translation, view, book_of(translated(digests=digests))) == [
        (
            "#texts",
            (
                "1 translated text of R001 has no digest, so nobody would notice a change in the "
                "original: statement/cause"
            ),
        )
    ]


@pytest.mark.parametrize(
    ("changes", "pointer", "message"),
    [
        (
            {"of": "R009"},
            "translates",
            "This translates R009, and no risk, plan or control has that id",
        ),
        (
            {"language": "en"},
            "language",
            "R001 is itself in English, so this translates nothing",
        ),
        (
            {"texts": (("titel", "标题"), ("treatment/actions/A7/what", "措施"))},
            "#texts",
            "R001 has no such texts to translate: titel, treatment/actions/A7/what",
        ),
    ],
)
def test_a_translation_of_nothing(
    view: Callable[..., Evidence], changes: dict[str, Any], pointer: str, message: str
) -> None:
    book = book_of(translated(**changes))
    assert heard(translations.translation_of_nothing, view, book) == [(pointer, message)]


def test_what_is_not_translated_yet(view: Callable[..., Evidence]) -> None:
    risk = sample_risk(body="Background")
    book = sample_book([risk], plans=[], controls=[sample_control(language="zh")], settings=BOTH)
    assert heard(translations.translation_missing, view, book) == [
        ("title", "R001 has no Chinese translation"),
        ("title", "C001 has no English translation"),
    ]
    assert heard(translations.translation_missing, view, sample_book([risk])) == []
    part = translated(risk, body=" ")
    assert heard(translations.translation_missing, view, book_of(part, risk)) == [
        ("#texts", "1 text of R001 has no Chinese translation: body")
    ]


@pytest.mark.parametrize(
    ("title", "taken_for", "tag"),
    [
        ("供暖 SCADA 系统切换后数据丢失", "en", "zh"),
        ("Data are lost at the cut-over", "zh", "en"),
        ("Data are lost at the cut-over", "en", None),
        ("供暖系统切换后数据丢失", "zh", None),
        ("SCADA 与 CRM 之间的接口", "en", None),  # as much of the one as of the other
        ("404", "zh", None),
    ],
)
def test_a_record_in_another_language_than_it_is_taken_for_is_told_to_say_so(
    view: Callable[..., Evidence],
    title: str,
    taken_for: str,
    tag: str | None,
) -> None:
    """The likeliest mistake of somebody who does not write in the book's default language."""
    control = sample_control(title=title, language=taken_for, body="")
    into = Translation(
        replace(SOURCE, path="C001.md"), "C001", taken_for, (("title", "x"),), (), ""
    )
    book = sample_book([], plans=[], controls=[control], translations=[into], settings=BOTH)
    evidence, english = view(book), catalogue("en")
    (same,) = translations.translation_of_nothing(evidence)
    (missing,) = translations.translation_missing(evidence)
    assert (same.code, missing.code) == ("RB208", "RB209")
    for found in (same, missing):
        assert found.hint
        told = english.say(found.hint)
        assert ("reads like" in told) == (tag is not None)
        assert tag is None or f'write "language: {tag}" in it' in told
        assert tag is None or "registers/customer-service/register.yml" in told
