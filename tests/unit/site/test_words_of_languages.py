"""What pages take from the language of their readers: the order of names, the forms of a count."""

from __future__ import annotations

from dataclasses import replace
from gettext import c2py

import pytest
from babel.messages.plurals import get_plural

from riskbook.reading.resources import catalogue
from riskbook.site import elements
from riskbook.site.words import Words
from riskbook.wording import Catalogue


def speaking(language: str) -> Words:
    """The words of English, counted and sorted as another language does."""
    known: Catalogue = catalogue("en")
    entries = {**known.entries, "site.locale": (language,)}
    plural = c2py(get_plural(language).plural_expr)
    return Words(replace(known, language=language, entries=entries, plural=plural), "EUR")


@pytest.mark.parametrize(
    ("language", "plurals"),
    [
        ("en", {"one": 0, "other": 1}),
        ("zh", {"other": 0}),
        ("pl", {"one": 0, "few": 1, "many": 2}),
        ("ar", {"zero": 0, "one": 1, "two": 2, "few": 3, "other": 4, "many": 5}),
        ("fr", {"one": 0, "other": 1}),
    ],
)
def test_scripts_are_told_which_form_goes_with_which_category(
    language: str, plurals: dict[str, int]
) -> None:
    assert speaking(language).plurals == plurals


def test_names_are_sorted_by_what_is_read_not_by_their_markup() -> None:
    words = speaking("zh")
    names = [
        elements.foreign("Zulu", "en"),
        elements.link("a.html", "质量部"),
        "财务部",
        elements.foreign("客户服务部", "zh"),
    ]
    plain = ["财务部", "客户服务部", "质量部", "Zulu"]
    assert [
        name.striptags() if hasattr(name, "striptags") else name
        for name in sorted(names, key=words.alphabetical)
    ] == plain
