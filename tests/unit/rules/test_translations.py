"""RB205, RB208, RB209: translations follow their texts."""

from __future__ import annotations

from collections.abc import Callable
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
        f'Revise the translation, then write under "digests": title: {digest_text("Calls wait")}'
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
            'R001 is itself written in "en", so this translates nothing',
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
        ("title", 'R001 has no translation into "zh"'),
        ("title", 'C001 has no translation into "en"'),
    ]
    assert heard(translations.translation_missing, view, sample_book([risk])) == []
    part = translated(risk, body=" ")
    assert heard(translations.translation_missing, view, book_of(part, risk)) == [
        ("#texts", '1 text of R001 is not translated into "zh": body')
    ]
