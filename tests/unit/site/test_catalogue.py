"""Every word that a page asks for is there, in both languages, with the same blanks."""

from __future__ import annotations

import re
from pathlib import Path
from string import Formatter

import pytest

import riskbook.site
from riskbook.reading.resources import catalogue, resource

SOURCES = sorted(Path(riskbook.site.__file__).parent.rglob("*.py"))
TEMPLATES = sorted((resource("site_templates") / "pages").glob("*.html"))


def asked() -> set[str]:
    """The keys that code and templates name outright; those made of parts are met by the pages."""
    found = {
        key
        for template in TEMPLATES
        for key in re.findall(r'"([a-z0-9.-]+)"\|t\b', template.read_text())
    }
    for source in SOURCES:
        found |= set(
            re.findall(r'\b(?:words\.say|words\.fill|say)\(\s*"([a-z0-9.-]+)"', source.read_text())
        )
    return {key for key in found if not key.startswith(("cli.", "plugin.", "verify."))}


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_word_is_missing(language: str) -> None:
    words = catalogue(language)
    assert [key for key in sorted(asked()) if f"site.{key}" not in words] == []


def test_both_languages_have_the_same_words_and_blanks() -> None:
    english, chinese = catalogue("en"), catalogue("zh")
    keys = {key for key in english.entries if key.startswith("site.")}
    assert keys == {key for key in chinese.entries if key.startswith("site.")}
    for key in keys:
        blanks = {
            frozenset(name for form in forms for _, name, _, _ in Formatter().parse(form) if name)
            for forms in (english.entries[key], chinese.entries[key])
        }
        assert len(blanks) == 1, key


def test_no_word_is_empty_or_left_in_english() -> None:
    english, chinese = catalogue("en"), catalogue("zh")
    same = {"site.locale"}
    for key, forms in chinese.entries.items():
        if not key.startswith("site."):
            continue
        assert all(forms), key
        letters = re.sub(r"\{[a-z]+\}", "", english.entries[key][0])
        if re.search(r"[A-Za-z]{3}", letters) and key not in same and "Riskbook" not in letters:
            assert key.startswith("site.endonym") or forms != english.entries[key], key
