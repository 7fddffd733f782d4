"""A language that is one file: every command speaks it, or says which words it lacks."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import pseudo_locale
from pseudo_locale import DAY, FEW, MANY, OPENING, TAG, library, outside, trilingual
from riskbook.findings import CODES
from riskbook.reading.resources import catalogue

__all__ = ["library", "trilingual"]  # fixtures

BASE = "HEAD~30"
COMMANDS = (
    (0, "check", *DAY),
    (0, "show", "R003", *DAY),
    (0, "list", *DAY),
    (0, "status", *DAY),
    (0, "diff", BASE, *DAY),
    (0, "rereview", "--base", BASE, *DAY),
    (1, "gate", "--base", BASE, *DAY),
    (0, "criteria-impact", "--base", "HEAD~400", *DAY),
    (0, "history", "R003"),
    (0, "fmt", "--check"),
)

QUOTED = re.compile(
    r"""
      ^\s*\d*\s*[|+-].*$        # lines of a file, and what changed in them
    | ^\s*-->.*$                # where
    | ^\s+riskbook\ .*$         # what to type
    | `[^`\n]*` | <[^>\n]*>     # code and tags of Markdown
    """,
    re.VERBOSE | re.MULTILINE,
)


@pytest.mark.parametrize(("code", "arguments"), [(code, rest) for code, *rest in COMMANDS])
def test_every_word_of_a_command_comes_from_the_catalogue(
    library: Path, trilingual: Path, code: int, arguments: list[str]
) -> None:
    done = pseudo_locale.riskbook(library, *arguments, "--lang", TAG, cwd=trilingual, code=code)
    assert OPENING in done.stdout
    assert strange_lines(done.stdout + done.stderr, trilingual) == []


def test_words_of_the_program_are_told_from_those_of_the_book(trilingual: Path) -> None:
    said = (
        "⟦Ŕîšķ~⟧ Call centre\n\nNext review: ⟦ñéṽéŕ⟧\nNo frobnication\n  --> a file\nR003 [RB301]\n"
    )
    assert strange_lines(said, trilingual) == ["Next review:", "No frobnication"]


def strange_lines(said: str, book: Path) -> list[str]:
    """Lines with a word that no file of the book has, and lines that are English entries.

    A sentence may go on in the next line, so brackets are taken over the whole; and a text of the
    book is broken wherever a line or a column of a table ends.
    """
    texts = [path.read_text(encoding="utf-8") for path in sorted(book.rglob("registers/**/*.*"))]
    known = "\n".join([*texts, (book / "riskbook.yml").read_text(encoding="utf-8")])
    known += " ".join((*(f"[{code}] {rule.name}" for code, rule in CODES.items()), BASE, "CN"))
    known += " ".join(path.as_posix() for path in book.rglob("registers/**/*.*"))
    entries = {
        form.strip(" :.")
        for key, forms in catalogue("en").entries.items()
        for form in forms
        if form[:1].isupper() and not key.startswith(("site.endonym.", "site.language."))
    }
    strange = []
    for line in QUOTED.sub("", outside(said)).splitlines():
        rest = " ".join(line.split())
        words = re.findall(r"[A-Za-z]{2,}", rest)
        if rest.strip(" :.") in entries or not all(word in known for word in words):
            strange.append(rest)
    return [line for line in strange if re.search("[A-Za-z]", line)]


@pytest.mark.parametrize("speaks", ["pl_PL.UTF-8", "pl", "pl-PL"])
def test_it_is_spoken_where_the_system_is_set_to_it(
    library: Path, tmp_path: Path, speaks: str
) -> None:
    done = pseudo_locale.riskbook(library, "check", cwd=tmp_path, code=2, speaks=speaks)
    assert done.stderr.startswith(f"riskbook: {OPENING}")


def test_plurals_are_those_of_the_language(library: Path, trilingual: Path) -> None:
    """Polish has a form for 2 to 4 and another for 5 and more."""
    done = pseudo_locale.riskbook(library, "check", "--lang", TAG, *DAY, cwd=trilingual)
    summary = done.stdout.splitlines()[-1]
    for form, count in re.findall(rf"{OPENING}({FEW}|{MANY})? ?(\d+) ", summary):
        assert form == expected(int(count))


def expected(count: int) -> str:
    few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return "" if count == 1 else FEW if few else MANY


def test_a_language_that_lacks_words_is_refused_by_name(tmp_path: Path, trilingual: Path) -> None:
    """Neither a traceback nor English in the middle of a page."""
    words = pseudo_locale.pseudo_words().decode()
    place = pseudo_locale.installed(tmp_path / "library", {TAG: b""})
    (file,) = place.rglob(f"messages/{TAG}.po")
    entry = re.compile(r'(msgid "report\.error"\nmsgstr ")[^"]+"')
    assert entry.search(words)
    strange = words.replace('msgid "site.late"', 'msgid "site.belated"')
    for broken, missing in (
        (entry.sub(r'\1"', words), "report.error"),
        (entry.sub(r'\1{severity}"', words), "report.error"),
        (entry.sub(r'\1{"', words), "report.error"),
        (words.replace('msgid "report.error"', '#, fuzzy\nmsgid "report.error"'), "report.error"),
        (strange, "site.late"),
    ):
        file.write_text(broken, encoding="utf-8")
        done = pseudo_locale.riskbook(place, "check", "--lang", TAG, cwd=trilingual, code=2)
        assert done.stderr.startswith(f"riskbook: the words of {TAG} are not complete: 1 ")
        assert missing in done.stderr
        assert done.stderr.count("\n") == 1
    out = place / "site"
    done = pseudo_locale.riskbook(place, "build", "--out", out, *DAY, cwd=trilingual, code=2)
    assert "site.late" in done.stderr
    assert not out.exists()


def test_a_book_in_a_language_that_nobody_speaks_is_told_which_there_are(
    library: Path, trilingual: Path, tmp_path: Path
) -> None:
    book = tmp_path / "book"
    shutil.copytree(trilingual, book, ignore=shutil.ignore_patterns(".git", "site"))
    settings = book / "riskbook.yml"
    told = settings.read_text(encoding="utf-8").replace(f", {TAG}]", ", nl]")
    settings.write_text(told, encoding="utf-8")
    done = pseudo_locale.riskbook(library, "check", "--lang", "en", *DAY, cwd=book, code=1)
    assert "RB108" in done.stdout
    assert f"en, {TAG}, zh" in done.stdout


def test_a_new_book_begins_in_a_language_that_has_a_starter(library: Path, tmp_path: Path) -> None:
    """There is none for the third: it is told so, and English is there to begin with."""
    done = pseudo_locale.riskbook(library, "init", "new", "--language", TAG, cwd=tmp_path, code=2)
    assert "'en', 'zh'" in done.stderr
    pseudo_locale.riskbook(library, "init", "new", "--language", "en", *DAY, cwd=tmp_path)
