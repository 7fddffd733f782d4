"""The words: the same entries in every language, each of them used, and none that is missing.

English and Chinese are written room by room, a folder each; any other language is one file, held to
the same by its own tests below.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest
from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

import pseudo_locale
from riskbook.findings import CODES

CLONE = Path(__file__).resolve().parents[2]
MESSAGES = CLONE / "site_templates" / "messages"
LANGUAGES = sorted(path.name for path in MESSAGES.iterdir() if path.is_dir())
FILES = sorted(path.name for path in (MESSAGES / "en").iterdir())
FORMS = {"en": 2, "zh": 1}
"""How many plural forms a language has."""

OWN_WAY = {
    "hint.choice": "a key is English, so that only others need its name beside it",
    "hint.step": "the same, but a number needs either",
    "picture.impact.money": "a currency by its code in English, by its name in Chinese",
    "rank.equal-several": "Chinese counts the risk that it names among the others",
    "rank.tied-several": "the same",
    "rank.tied-by-level-several": "the same",
}
"""Entries that fill another blank in each language, and why; code gives the facts for both."""

ROOTS = {"site": "site."}
"""What a room leaves out where it names a key: its own function puts it in front."""

_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*\Z")
_IN_TEMPLATE = re.compile(r"""["']([A-Za-z0-9._-]+)["']\s*\|\s*(?:t|fill)\b""")


class Call(NamedTuple):
    """A key that code names outright, and the facts it gives, None where they are not spelt out."""

    place: str
    key: str
    facts: frozenset[str] | None


class Formed(NamedTuple):
    """A key that code forms: what it may be, and the room that forms it."""

    room: str
    pattern: str


def catalogue(language: str, name: str) -> Catalog:
    return read_po(BytesIO((MESSAGES / language / name).read_bytes()), locale=language)


def messages(language: str) -> dict[str, Message]:
    """Every entry of a language by its key."""
    return {
        key_of(message): message
        for name in FILES
        for message in catalogue(language, name)
        if message.id
    }


def key_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else str(message.id[0])


def forms(message: Message) -> tuple[str, ...]:
    words = message.string
    return (words,) if isinstance(words, str) else tuple(words or ())


def blanks(message: Message) -> frozenset[str]:
    return frozenset(
        blank for form in forms(message) for _, blank, _, _ in Formatter().parse(form) if blank
    )


ENTRIES = {language: messages(language) for language in LANGUAGES}
ENGLISH = ENTRIES["en"]


def test_every_language_has_the_same_files_and_entries() -> None:
    assert LANGUAGES == ["en", "zh"]
    for language in LANGUAGES:
        assert sorted(path.name for path in (MESSAGES / language).iterdir()) == FILES
        for name in FILES:
            ours = [key_of(message) for message in catalogue(language, name) if message.id]
            english = [key_of(message) for message in catalogue("en", name) if message.id]
            assert sorted(ours) == sorted(english), f"{language}/{name}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_key_is_defined_twice(language: str) -> None:
    keys = [
        key
        for name in FILES
        for key in re.findall(
            r'^msgid "(.+)"$',
            (MESSAGES / language / name).read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    ]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_file_says_its_language_and_its_plural_forms(language: str) -> None:
    """All files of a language are read as one catalogue, with one rule for the plural."""
    read = [catalogue(language, name) for name in FILES]
    assert {str(one.locale) for one in read} == {language}
    assert {one.plural_expr for one in read} == {"(n != 1)" if language == "en" else "0"}
    assert {one.num_plurals for one in read} == {FORMS[language]}
    assert not [name for name, one in zip(FILES, read, strict=True) if one.obsolete]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_entry_is_empty_or_a_guess(language: str) -> None:
    for key, message in ENTRIES[language].items():
        assert not message.fuzzy, key
        assert forms(message), key
        assert all(form.strip() for form in forms(message)), key
        assert _KEY.match(key), key


def test_no_entry_speaks_of_a_code_that_is_none() -> None:
    named = {code for key in ENGLISH for code in re.findall(r"\bRB[0-9]+\b", key)}
    assert named - CODES.keys() == set()
    assert {f"finding.{code}" for code in CODES} <= {
        re.sub(r"^(finding\.RB[0-9]+)\..*", r"\1", key) for key in ENGLISH
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_complete_and_count_decides(language: str) -> None:
    for key, message in ENTRIES[language].items():
        if message.pluralizable:
            assert len(forms(message)) == FORMS[language], key
        assert message.pluralizable == ENGLISH[key].pluralizable, key


def test_every_language_has_the_same_blanks() -> None:
    differing = {
        key
        for key, message in ENGLISH.items()
        if any(blanks(ENTRIES[language][key]) != blanks(message) for language in LANGUAGES)
    }
    assert differing == set(OWN_WAY)


def test_chinese_is_chinese() -> None:
    """A sentence of two words or more is never the same in both languages."""
    alike = [
        key
        for key, message in ENGLISH.items()
        if forms(message) == forms(ENTRIES["zh"][key])
        and len(re.findall(r"[A-Za-z]{2,}", re.sub(r"\{.*?\}", "", forms(message)[0]))) > 1
    ]
    assert alike == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_finding_and_no_hint_ends_in_a_full_stop(language: str) -> None:
    """They are lines of a report, and many end in a value that would seem to end in the stop."""
    stopped = [
        key
        for key, message in ENTRIES[language].items()
        if key.startswith(("finding.", "hint."))
        and any(form.endswith((".", "。")) for form in forms(message))
    ]
    assert stopped == []


LATIN = frozenset(
    re.findall(
        r"\w+",
        """
        API Atom cd CI CIELAB cividis classic CSV Ctrl Debian default Excel export false fetch
        git Gitea HTML https IANA JSON kB KiB Mac macOS Markdown MB MiB MkDocs NUL Pango PDF PNG RB
        README Riskbook riskbook Schema SHA sha submitted SVG Tab true Ubuntu UTC UTF WCAG
        WeasyPrint XLSX YAML
        """,
    )
)
"""Names of programs, formats and units, and what is typed on a terminal, as Chinese writes them."""

EXAMPLES = frozenset(("call", "processes", "short", "solution", "ticket", "triage"))
"""Keys of an example, and folders: they are Latin."""


def test_no_english_is_left_in_chinese() -> None:
    """Latin words are keys and words of the format, names, and what is typed; nothing else."""
    found = {
        key: set(re.findall(r"[A-Za-z]{2,}", unquoted(message)))
        for key, message in ENTRIES["zh"].items()
    }
    known = LATIN | EXAMPLES | vocabulary()
    left = {key: sorted(words - known) for key, words in found.items() if words - known}
    assert left == {"site.endonym.en": ["English"], "site.locale": ["CN"]}


def vocabulary() -> set[str]:
    """The words of every field and closed set of the format."""
    schemas = "".join(path.read_text() for path in (CLONE / "schemas").glob("*.json"))
    return set(re.findall(r"[A-Za-z]{2,}", " ".join(re.findall(r'"([a-z_-]+)"', schemas))))


def unquoted(message: Message) -> str:
    """Chinese words without blanks, quotations, options, commands and paths."""
    return _QUOTED.sub(" ", " ".join(forms(message)))


_QUOTED = re.compile(
    r"""
      \{.*?\} | “.*?” | `.*?`
    | --?[a-z-]+(?:\ [A-Z]+)?                # an option
    | (?:riskbook|git|python|apt|brew|pip)\ [\w.=\[\]'<>\ -]+
    | [A-Z]+(?:_[A-Z]+)+                     # a variable of the environment
    | [\w<>-]*[./][\w./<>-]*                 # a path, an address
    """,
    re.VERBOSE | re.ASCII,
)


def test_chinese_marks_are_full_width() -> None:
    narrow = [
        key
        for key, message in ENTRIES["zh"].items()
        if re.search(r"[\u4e00-\u9fff][,:;!?()]|[,;!?()][\u4e00-\u9fff]", unquoted(message))
    ]
    assert narrow == []


def test_latin_words_and_numbers_stand_apart_from_chinese() -> None:
    """As ``第 2 页``; where a blank is filled with Chinese, there is no space around it."""
    close = [
        key
        for key, message in ENTRIES["zh"].items()
        if re.search(r"[\u4e00-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u4e00-\u9fff]", unquoted(message))
    ]
    assert close == []


def test_chinese_punctuation_has_its_space_in_it() -> None:
    spaced = [
        key
        for key, message in ENTRIES["zh"].items()
        if any(
            re.search(r"[，。；：、！？）”] | [，。；：、！？（“]", form) for form in forms(message)
        )
    ]
    assert spaced == []


def sources() -> Iterator[tuple[str, str, ast.Module]]:
    """Path, room and tree of every module."""
    package = CLONE / "generator" / "riskbook"
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package).parts
        room = parts[0] if len(parts) > 1 else ""
        yield "/".join(parts), room, ast.parse(path.read_text(encoding="utf-8"))


def templates() -> Iterator[tuple[str, str]]:
    """Place and key of every entry that a page template names."""
    for path in sorted((CLONE / "site_templates").rglob("*.html")):
        for found in _IN_TEMPLATE.finditer(path.read_text(encoding="utf-8")):
            yield path.name, ROOTS["site"] + found[1]


def calls() -> Iterator[Call]:
    """Every ``say("…")``, ``word("…")`` and ``fill("…")`` with the key spelt out."""
    for path, room, tree in sources():
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name not in ("say", "word", "fill"):
                continue
            given = frozenset(part.arg for part in node.keywords if part.arg)
            facts = given if all(part.arg for part in node.keywords) else None
            for key in _spelt_out(node.args[0]):
                root = ROOTS.get(room, "")
                full = root + key if root + key in ENGLISH or key not in ENGLISH else key
                yield Call(f"{path}:{node.lineno}", full, facts)


def _spelt_out(node: ast.expr) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=body, orelse=otherwise):
            yield from _spelt_out(body)
            yield from _spelt_out(otherwise)
        case _:
            pass


def constants() -> dict[str, set[str]]:
    """Every text in the code that could be a key, by room."""
    found: dict[str, set[str]] = {}
    for _, room, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found.setdefault(room, set()).add(node.value)
    found.setdefault("site", set()).update(
        key.removeprefix(ROOTS["site"]) for _, key in templates()
    )
    return found


def formed() -> Iterator[Formed]:
    """Every key that an f-string forms, with anything in its blanks.

    Where all of it is blanks (``f"{kind}.{value}"``), the first part is a text of the same room.
    """
    texts = constants()
    for _, room, tree in sources():
        for node in ast.walk(tree):
            if not isinstance(node, ast.JoinedStr):
                continue
            fixed = [
                str(part.value) if isinstance(part, ast.Constant) else "" for part in node.values
            ]
            letters = "".join(fixed)
            if letters in ROOTS.values() or not re.fullmatch(r"[A-Za-z0-9._-]+", letters):
                continue
            parts = [re.escape(part) or r"[A-Za-z0-9_-]+" for part in fixed]
            if not fixed[0]:  # the first blank may be a key itself: f"{key}.part"
                parts[0] = r"[A-Za-z0-9._-]+"
            if letters == ".":
                parts[0] = "|".join(sorted(filter(re.compile(r"[a-z-]+\Z").match, texts[room])))
                parts[0] = f"(?:{parts[0]})"
            yield Formed(room, "".join(parts))


def test_every_key_that_code_names_is_there_with_its_blanks_filled() -> None:
    named = list(calls())
    assert len(named) > 200
    for call in named:
        assert call.key in ENGLISH, f"{call.place} says {call.key}"
        if call.facts is not None:
            for language in LANGUAGES:
                empty = blanks(ENTRIES[language][call.key]) - call.facts
                assert not empty, f"{call.place} leaves {set(empty)} of {call.key} empty"


def test_every_key_that_a_template_names_is_there() -> None:
    named = list(templates())
    assert len(named) > 50
    for place, key in named:
        assert key in ENGLISH, f"{place} says {key}"


def test_every_text_that_looks_like_a_key_is_one() -> None:
    first = {key.partition(".")[0] for key in ENGLISH} - set(ROOTS)
    strange = {
        text
        for texts in constants().values()
        for text in texts
        if "." in text and _KEY.match(text) and text.partition(".")[0] in first
    }
    known = ENGLISH.keys() | {key.removeprefix(ROOTS["site"]) for key in ENGLISH}
    assert strange - known == set()


def test_every_entry_is_used() -> None:
    texts = constants()
    everywhere = set().union(*texts.values())
    patterns = [(one.room, re.compile(one.pattern)) for one in formed()]
    unused = []
    for key in ENGLISH:
        short = {room: key.removeprefix(root) for room, root in ROOTS.items()}
        named = key in everywhere or any(short[room] in texts[room] for room in short)
        if not named and not any(
            pattern.fullmatch(key) or pattern.fullmatch(short.get(room, key))
            for room, pattern in patterns
        ):
            unused.append(key)
    assert unused == []


THIRD = {
    **{path.stem: path.read_bytes() for path in sorted(MESSAGES.glob("*.po"))},
    "pl": pseudo_locale.pseudo_words(),
}
"""Languages of one file; the pseudo-locale stands for one where there is none."""


@pytest.mark.parametrize("language", sorted(THIRD))
def test_a_language_of_one_file_has_every_entry_and_no_other(language: str) -> None:
    read = read_po(BytesIO(THIRD[language]), locale=language)
    own = {key_of(message): message for message in read if message.id}
    assert own.keys() == ENGLISH.keys()
    assert read.plural_expr == get_plural(language).plural_expr
    assert not read.obsolete
    assert Locale.parse(forms(own["site.locale"])[0]).language == language.partition("-")[0]
    for key, message in own.items():
        assert not message.fuzzy, key
        assert message.pluralizable == ENGLISH[key].pluralizable, key
        assert len(forms(message)) == (read.num_plurals if message.pluralizable else 1), key
        assert all(form.strip() for form in forms(message)), key
        if key not in OWN_WAY:
            assert blanks(message) == blanks(ENGLISH[key]), key


def test_the_file_of_a_language_is_kept_up_to_date() -> None:
    """What translators get: a translation stays, a doubtful one is marked, a new one is empty."""
    script = pseudo_locale.catalogue_script()
    before = read_po(BytesIO(THIRD["pl"]), locale="pl")
    changed, gone, added = "report.error", "report.gone", "report.warning"
    before.add(gone, "nic")
    before.delete(added)
    message = before.get(changed)
    assert message is not None
    message.auto_comments = ["en: mistake"]
    after = script.merged(script.entries(), before)
    assert after.get(changed).fuzzy
    assert after.get(changed).string == message.string
    assert after.get(added).string == ""
    assert after.get(gone) is None
    doubtful = [key_of(one) for one in after if one.id and (one.fuzzy or not any(forms(one)))]
    assert sorted(doubtful) == [changed, added]
    assert script.written(script.merged(script.entries(), after)) == script.written(after)
