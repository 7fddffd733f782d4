"""Catalogues: what is taken from a gettext file, and what a language still lacks."""

from __future__ import annotations

import pytest

from riskbook.wording.catalogue import Catalogue, read_catalogue, unfinished
from riskbook.wording.endonyms import names_of

POLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: pl\\n"

msgid "report.error"
msgstr "błąd"

msgid "count"
msgid_plural "count"
msgstr[0] "{count} ryzyko"
msgstr[1] "{count} ryzyka"
msgstr[2] "{count} ryzyk"
"""


def polish(*more: str) -> Catalogue:
    return read_catalogue("pl", ["\n".join((POLISH, *more)).encode()])


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "1 ryzyko"), (2, "2 ryzyka"), (5, "5 ryzyk"), (12, "12 ryzyk"), (22, "22 ryzyka")],
)
def test_plural_forms_follow_the_language_where_the_file_says_nothing(
    count: int, said: str
) -> None:
    assert polish().word("count", count=count) == said


def test_plural_forms_follow_the_file_where_it_says_something() -> None:
    own = POLISH.replace(
        '"Language: pl\\n"',
        '"Language: pl\\n"\n"Plural-Forms: nplurals=3; plural=(n > 2) ? 2 : 0;\\n"',
    )
    assert read_catalogue("pl", [own.encode()]).word("count", count=2) == "2 ryzyko"


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "x"\nmsgstr ""',
        '#, fuzzy\nmsgid "x"\nmsgstr "może"',
        'msgid "x"\nmsgid_plural "x"\nmsgstr[0] "a"\nmsgstr[1] "b"\nmsgstr[2] ""',
        'msgid "x"\nmsgid_plural "x"\nmsgstr[0] "a"\nmsgstr[1] "b"',
    ],
)
def test_an_entry_that_is_not_translated_is_not_there(entry: str) -> None:
    assert "x" not in polish(entry)
    assert "report.error" in polish(entry)


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ("{b} i {a}", ()),
        ("{a}", ()),  # a language may do without
        ("{c}", ("x",)),
        ("{", ("x",)),
        ("{}", ("x",)),
        ("", ("x",)),
    ],
)
def test_what_a_language_lacks_is_named(words: str, missing: tuple[str, ...]) -> None:
    model = Catalogue("en", {"x": ("{a} and {b}",), "report.error": ("error",)}, int)
    assert unfinished(polish(f'msgid "x"\nmsgstr "{words}"'), model) == missing


def test_a_language_is_called_by_itself_and_by_others() -> None:
    english = Catalogue("en", {"site.endonym.zh": ("中文",), "site.language.zh": ("Chinese",)}, int)
    names = names_of(("fr", "pl", "pt-BR", "zh"), english)
    assert names["site.endonym.fr"] == ("Français",)
    assert names["site.language.fr"] == ("French",)
    assert names["site.endonym.pl"] == ("Polski",)
    assert names["site.language.pt-BR"] == ("Portuguese (Brazil)",)
    assert "site.endonym.zh" not in names  # the catalogue's own words win
    assert names_of(("xx",), english)["site.endonym.xx"] == ("xx",)
    assert names_of(("pl",), Catalogue("zh", {}, int))["site.language.pl"] == ("波兰语",)
