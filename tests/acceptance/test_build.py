"""riskbook build: what it publishes, what it refuses, and that it repeats itself byte for byte."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest

CLONE = Path(__file__).resolve().parents[2]
RISKBOOK = Path(sys.executable).with_name("riskbook")
DAY = "2026-11-23"


def build(book: Path, *arguments: str, day: str = DAY) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [RISKBOOK, "build", "--lang", "en", "--book", book, "--today", day, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def copy_book(folder: Path) -> Path:
    book = folder / "book"
    shutil.copytree(CLONE / "registers", book / "registers")
    shutil.copy(CLONE / "riskbook.yml", book)
    return book


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return copy_book(tmp_path)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book that has been built; tests that change it take a copy."""
    book = copy_book(tmp_path_factory.mktemp("built"))
    done = build(book)
    assert done.returncode == 0, done.stdout + done.stderr
    return book


@pytest.fixture
def again(built: Path, tmp_path: Path) -> Path:
    """A copy of a built book."""
    copied = tmp_path / "book"
    shutil.copytree(built, copied, symlinks=True)
    return copied


def test_both_languages_have_the_same_pages(built: Path) -> None:
    site = built / "site"
    shared = ("zh/", "api/", "manifest.json")
    english = {path for path in hashes(site) if not path.startswith(shared)}
    chinese = {path.removeprefix("zh/") for path in hashes(site) if path.startswith("zh/")}
    assert english == chinese
    assert {"index.html", "register.html", "matrix.html", "method.html", "plans.html"} <= english
    assert {"risks/R001.html", "plans/P001.html", "images/matrix-current.png"} <= english


def test_two_builds_are_the_same_bytes(built: Path, tmp_path: Path) -> None:
    other = copy_book(tmp_path / "elsewhere" / "with a space 和中文")
    assert build(other).returncode == 0
    assert hashes(other / "site") == hashes(built / "site")


def test_the_manifest_is_true(built: Path) -> None:
    import json

    site = built / "site"
    manifest = json.loads((site / "manifest.json").read_text(encoding="utf-8"))
    found = hashes(site)
    del found["manifest.json"]
    assert manifest["files"] == found
    assert manifest["today"] == DAY


def test_nothing_changed_writes_nothing(again: Path) -> None:
    build(again)
    before = {path: path.stat().st_mtime_ns for path in (again / "site").rglob("*")}
    done = build(again)
    assert done.returncode == 0
    assert "Nothing has changed" in done.stdout
    assert {path: path.stat().st_mtime_ns for path in (again / "site").rglob("*")} == before


def test_one_change_moves_only_what_it_touches(again: Path) -> None:
    risk = next((again / "registers").glob("*/risks/R002-*[!h].md"))
    text = risk.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    before = hashes(again / "site")
    risk.write_text(text.replace(title, "title: A wholly new title"), encoding="utf-8")
    assert build(again).returncode == 0
    after = hashes(again / "site")
    changed = {path for path in after if after[path] != before.get(path)}
    assert "risks/R002.html" in changed
    others = {path for path in changed if path.startswith("risks/")} - {"risks/R002.html"}
    related = {path for path in others if "R002" in (again / "site" / path).read_text()}
    assert others == related, "only pages that name R002 may change with its title"
    cold = copy_book(again.parent / "cold")
    shutil.rmtree(cold / "registers")
    shutil.copytree(again / "registers", cold / "registers")
    assert build(cold).returncode == 0
    assert hashes(cold / "site") == after


def test_it_leads_to_the_pages_in_the_language_of_the_reader(again: Path) -> None:
    settings = again / "riskbook.yml"
    for language, page in (("zh", "site/zh/index.html"), ("en", "site/index.html")):
        settings.write_bytes(settings.read_bytes() + b"\n")
        done = build(again, "--lang", language)
        assert str(again / page) in done.stdout


def test_an_edit_during_a_build_is_seen_by_the_next(
    again: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The book is read, and only then somebody saves: the build cannot know, the next one must."""
    import gc

    from click.testing import CliRunner

    from riskbook.cli.main import main

    risk = next((again / "registers").glob("*/risks/R003-*[!h].md"))
    page = again / "site/risks/R003.html"
    from riskbook.run import count_faults

    def saved_meanwhile(*arguments: Any) -> Any:
        risk.write_text(risk.read_text(encoding="utf-8") + "\nSaved late.\n", encoding="utf-8")
        return count_faults(*arguments)

    monkeypatch.setattr("riskbook.site.publication.count_faults", saved_meanwhile)
    command = ["build", "--lang", "en", "--book", str(again), "--today", "2026-11-24"]
    assert CliRunner().invoke(main, command).exit_code == 0
    gc.enable()
    monkeypatch.undo()
    assert "Saved late." not in page.read_text(encoding="utf-8")
    assert "Nothing has changed" not in build(again, day="2026-11-24").stdout
    assert "Saved late." in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("state", ["", "{", "[]", "{}", '{"inputs": {}, "outputs": {}}'])
def test_a_state_that_says_nothing_is_as_good_as_none(again: Path, cache: Path, state: str) -> None:
    shutil.rmtree(again / "site")
    build(again)
    root = str(again.resolve())
    kept_for_it = next(file for file in cache.glob("*/book") if file.read_text() == root).parent
    (kept,) = kept_for_it.glob("build-*.json")
    kept.write_text(state, encoding="utf-8")
    done = build(again)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Nothing has changed" in build(again).stdout


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no owners of files here")
def test_what_somebody_else_kept_is_not_believed(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from riskbook.site.front import Past, look
    from riskbook.site.publication import Done, prepare, publish_prepared

    day = date(2026, 11, 23)
    monkeypatch.setenv("RISKBOOK_CACHE_DIR", str(tmp_path / "kept"))
    time.sleep(0.05)  # a file that has only just been written is not kept
    past = look(book, tmp_path / "site", day)
    assert isinstance(past, Past)
    assert isinstance(publish_prepared(prepare(past, day)), Done)
    assert past.front.records(past.inputs).records
    before = hashes(tmp_path / "kept")
    stranger = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: stranger)
    again = look(book, tmp_path / "site", day)
    assert isinstance(again, Past)
    assert (again.before, again.front.records(again.inputs).records) == ({}, {})
    with again.front.workplace() as folder:
        assert not any(one.is_relative_to(tmp_path) for one in folder)
    assert isinstance(publish_prepared(prepare(again, day)), Done)
    assert hashes(tmp_path / "kept") == before


def test_a_deleted_page_comes_back(again: Path) -> None:
    build(again)
    (again / "site/risks/R001.html").unlink()
    assert build(again).returncode == 0
    assert (again / "site/risks/R001.html").is_file()


def test_a_deleted_risk_takes_its_page_along(again: Path) -> None:
    for path in (again / "registers").glob("*/*/R019-*"):
        path.unlink()
    shutil.rmtree(again / "registers/customer-service/sign-offs/R019", ignore_errors=True)
    done = build(again)
    assert done.returncode == 0, done.stdout
    assert not (again / "site/risks/R019.html").exists()
    assert not (again / "site/zh/risks/R019.html").exists()


def test_an_error_stops_the_build_and_leaves_the_site(again: Path) -> None:
    risk = next((again / "registers").glob("*/risks/R001-*[!h].md"))
    before = hashes(again / "site")
    risk.write_text(risk.read_text(encoding="utf-8").replace("status: open", "status: opne", 1))
    done = build(again)
    assert done.returncode == 1
    assert "RB108" in done.stdout
    assert "Did you mean “open”?" in done.stdout
    assert "Nothing was published" in done.stderr
    assert hashes(again / "site") == before


def test_the_first_build_of_a_faulty_book_makes_no_site(book: Path) -> None:
    (book / "registers/criteria.yml").write_text("version: 1\n", encoding="utf-8")
    done = build(book)
    assert done.returncode == 1
    assert not (book / "site").exists()
    assert [path.name for path in book.iterdir() if path.name.startswith(".site")] == []


def test_no_book_is_one_sentence(tmp_path: Path) -> None:
    done = build(tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "riskbook.yml" in done.stderr


@pytest.mark.parametrize("out", ["registers/site", "registers", "."])
def test_a_folder_of_the_book_is_refused(book: Path, out: str) -> None:
    before = hashes(book)
    done = build(book, "--out", str(book / out))
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert hashes(book) == before


def test_a_folder_with_other_files_is_refused(book: Path) -> None:
    (book / "site").mkdir()
    (book / "site/thesis.txt").write_text("years of work")
    done = build(book)
    assert done.returncode == 2
    assert "thesis.txt" in done.stderr
    assert (book / "site/thesis.txt").read_text() == "years of work"
    assert hashes(book / "site").keys() == {"thesis.txt"}


def test_a_killed_build_leaves_the_site(again: Path) -> None:
    risk = next((again / "registers").glob("*/risks/R003-*[!h].md"))
    risk.write_text(risk.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    before = hashes(again / "site")
    killed = subprocess.Popen(
        [RISKBOOK, "build", "--book", again, "--today", DAY],
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    staging = again / f".site.riskbook-{killed.pid}"
    while killed.poll() is None and not staging.exists():
        pass
    os.killpg(killed.pid, 9)
    killed.wait()
    assert hashes(again / "site") == before
    assert build(again).returncode == 0
    assert [path.name for path in again.glob(".site.*")] == []


def test_another_day_is_another_site(again: Path) -> None:
    before = hashes(again / "site")
    assert build(again, day="2026-12-31").returncode == 0
    after = hashes(again / "site")
    assert after["assets/book.js"] != before["assets/book.js"]
    risk_pages = [path for path in after if path.startswith("risks/")]
    moved = [path for path in risk_pages if after[path] != before[path]]
    told = {path: (again / "site" / path).read_text(encoding="utf-8") for path in risk_pages}
    tells = re.compile(r'id="(?:experience|indicators)"')  # a rate, and readings, until today
    until_today = [path for path in told if tells.search(told[path])]
    assert set(moved) <= set(until_today), "a day must not move other record pages"
    assert len(until_today) < len(risk_pages)


def test_confidential_records_leave_no_trace(book: Path) -> None:
    build(book)
    told = documentation(book)
    risk = next((book / "registers").glob("*/risks/R002-*[!h].md"))
    text = risk.read_text(encoding="utf-8")
    word = "Zyxomma petiolatum"
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    text = text.replace(title, f"title: {word}").replace("---\n", "---\nconfidential: true\n", 1)
    text = text.replace("confidential: false\n", "")
    risk.write_text(text, encoding="utf-8")
    done = build(book)
    assert done.returncode in (0, 1)
    if done.returncode == 1:  # a public record that names it is a finding: drop the links
        for path in (book / "registers").rglob("*.[my][dm]*"):
            lines = path.read_text(encoding="utf-8").splitlines()
            kept = [line for line in lines if line.strip() != "- R002"]
            path.write_text("\n".join(kept) + "\n", encoding="utf-8")
        done = build(book)
    assert done.returncode == 0, done.stdout
    assert told
    assert documentation(book) == told
    for path in (book / "site").rglob("*"):
        if path.is_file() and path not in told:
            content = path.read_bytes()
            assert word.encode() not in content, path
            assert b"R002" not in content, path
            assert b"@example.org" not in content, path


def documentation(book: Path) -> dict[Path, bytes]:
    """Pages that come with Riskbook: their examples have ids, of no record of the book."""
    return {
        path: path.read_bytes()
        for pattern in ("guide/*.html", "rules/*.html", "assets/search-guide.js")
        for path in sorted((book / "site").rglob(pattern))
    }
