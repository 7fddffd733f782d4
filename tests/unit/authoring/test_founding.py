"""A new book: in one language or several, on any day, with nothing in it that nobody has done."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from riskbook.authoring.founding import HOMES, Founding, found, requirement
from riskbook.authoring.settling import in_the_way, settle
from riskbook.model.book import Book
from riskbook.model.records import Source
from riskbook.model.texts import Record, Translatable, texts_of, with_texts
from riskbook.reading.loading import Loaded, load
from riskbook.reading.placing import Kind
from riskbook.reading.resources import catalogue, languages, starter
from riskbook.reading.stock import read_stock
from riskbook.reading.trees import MemoryTree, WorkTree
from riskbook.run import find_faults, judge

DAY = date(2026, 11, 23)
CHOICES = [("en",), ("zh",), ("en", "zh"), ("zh", "en")]
HANZI = re.compile(r"[\u4e00-\u9fff]")


def book_files(*chosen: str, today: date = DAY, forge: str = "") -> dict[str, str]:
    stock = read_stock(chosen, forge)
    words = {language: catalogue(language) for language in chosen}
    return found(stock, Founding(chosen, today, "0.1.0"), words)


def tree(files: Mapping[str, str]) -> MemoryTree:
    """The part of the files that is the book."""
    return MemoryTree(
        {
            path: text.encode()
            for path, text in files.items()
            if path == "riskbook.yml" or path.startswith("registers/")
        }
    )


def read(files: Mapping[str, str]) -> tuple[Loaded, Book]:
    loaded = load(tree(files))
    assert loaded.book is not None
    return loaded, loaded.book


def codes(files: Mapping[str, str], today: date) -> list[str]:
    loaded, book = read(files)
    return [each.code for each in find_faults(loaded, judge(book, today), tree(files))]


def test_there_is_a_starter_in_each_language_that_is_spoken() -> None:
    assert tuple(sorted(HOMES)) == languages()


@pytest.mark.parametrize("chosen", CHOICES)
@pytest.mark.parametrize("today", [date(2026, 11, 23), date(2028, 2, 29), date(2031, 1, 1)])
def test_nothing_is_late_on_the_first_day(chosen: tuple[str, ...], today: date) -> None:
    """That nobody has approved or exercised anything yet is true, and said."""
    found_codes = codes(book_files(*chosen, today=today), today)
    assert Counter(found_codes) == {"RB407": 1, "RB414": 4, "RB415": 1}


def test_what_is_to_be_done_falls_due_later() -> None:
    """The dates are real ones: a year on they have passed."""
    assert "RB406" in codes(book_files("en"), DAY + timedelta(days=365))


@pytest.mark.parametrize("chosen", CHOICES)
def test_a_book_has_what_a_service_desk_begins_with(chosen: tuple[str, ...]) -> None:
    _, book = read(book_files(*chosen))
    shelves = (book.risks, book.plans, book.controls, book.processes)
    assert [len(shelf) for shelf in shelves] == [5, 1, 2, 1]
    assert book.settings.languages == chosen
    assert {risk.language for risk in book.risks.values()} == {chosen[0]}
    assert len({risk.category for risk in book.risks.values()}) == 3


@pytest.mark.parametrize("chosen", CHOICES)
def test_nobody_has_signed_or_exercised_anything(chosen: tuple[str, ...]) -> None:
    files = book_files(*chosen)
    _, book = read(files)
    assert book.sign_offs == ()
    assert book.exercises == ()
    assert not [path for path in files if "sign-offs/" in path or "exercises/" in path]


def test_no_address_and_no_login_is_a_real_one() -> None:
    _, book = read(book_files("en", "zh"))
    for person in book.organization.people.values():
        assert all(email.endswith("@example.org") for email in person.emails)
        assert not person.logins


def test_a_book_in_one_language_has_no_word_of_the_other() -> None:
    for path, text in book_files("en").items():
        if not path.startswith(".vscode"):
            rest = re.sub(r"(?m)^ +words: .*$", "", text)  # what an author may write as a score
            assert not HANZI.search(rest), path
    chinese = book_files("zh")
    for path, text in chinese.items():
        if path.endswith(".md"):
            assert HANZI.search(text), path
    _, book = read(chinese)
    names = [
        *(step.name for step in book.criteria.likelihood.steps),
        *(level.name for level in book.criteria.levels),
        *(person.name for person in book.organization.people.values()),
        *(service.name for service in book.services.services.values()),
    ]
    assert all(HANZI.search(name.read("zh")) for name in names)


def test_each_language_tells_the_same_facts() -> None:
    """The records stand in each language by themselves; all but their texts is the same."""
    _, english = read(book_files("en"))
    _, chinese = read(book_files("zh"))
    assert english.risks.keys() == chinese.risks.keys()
    for identity, record in records(english).items():
        assert texts_of(record).keys() == texts_of(records(chinese)[identity]).keys()
    for shelf in ("risks", "plans", "controls"):
        ours, theirs = getattr(english, shelf), getattr(chinese, shelf)
        assert [bare(each) for each in ours.values()] == [bare(each) for each in theirs.values()]


def records(book: Book) -> dict[str, Translatable]:
    """Every record that is Markdown."""
    return {**book.risks, **book.plans, **book.controls}


def bare(record: Record) -> Record:
    """A record without its texts and without the place that it was read from."""
    blank = dict.fromkeys(texts_of(record), "")
    without: Record = replace(with_texts(record, "", blank), source=Source("", "", ""))
    return without


@pytest.mark.parametrize("chosen", [("en", "zh"), ("zh", "en")])
def test_in_two_languages_every_text_is_translated(chosen: tuple[str, ...]) -> None:
    files = book_files(*chosen)
    alone = book_files(chosen[1])
    _, book = read(files)
    assert {of for of, _ in book.translations} == records(book).keys()
    _, other = read(alone)
    said = records(other)
    for (of, language), translation in book.translations.items():
        assert language == chosen[1]
        translated = dict(translation.texts)
        wanted = texts_of(said[of])
        body = wanted.pop("body")
        assert translated in (wanted, {**wanted, "body": body})
    readmes = {path for path in files if path.startswith("README")}
    assert readmes == {"README.md", f"README.{chosen[1]}.md"}
    assert f"](README.{chosen[1]}.md)" in files["README.md"]


def test_the_criteria_are_those_of_the_example() -> None:
    _, book = read(book_files("en", "zh"))
    example = load(WorkTree(starter())).book
    assert example is not None
    ours, theirs = book.criteria, example.criteria
    assert ours.likelihood == theirs.likelihood
    assert ours.impact == theirs.impact
    assert [level.key for level in ours.levels] == [level.key for level in theirs.levels]
    assert ours.matrix == theirs.matrix
    assert ours.version == "2026-11"
    assert "#" not in re.sub(r"(?m)^#.*$", "", book_files("en")["registers/criteria.yml"])


@pytest.mark.parametrize("forge", ["", "github", "gitlab", "gitea"])
def test_no_blank_is_left(forge: str) -> None:
    for path, text in book_files("zh", "en", forge=forge).items():
        assert "<<" not in text, path
        assert text.endswith("\n"), path
        assert "\r" not in text, path


def test_without_a_forge_there_are_no_workflows() -> None:
    plain, ready = book_files("en"), book_files("en", forge="github")
    assert not [path for path in plain if path.startswith((".git", ".gitea")) and "/" in path]
    assert sorted(ready.keys() - plain.keys()) == [
        ".github/CODEOWNERS",
        *(f".github/workflows/{name}.yml" for name in ("check", "comment", "publish", "review")),
    ]
    assert "GitHub" not in plain["README.md"]
    assert "## On GitHub" in ready["README.md"]


def test_the_workflows_take_the_version_that_wrote_them() -> None:
    workflow = book_files("en", forge="github")[".github/workflows/check.yml"]
    assert 'pip install "riskbook>=0.1,<0.2"' in workflow


@pytest.mark.parametrize(
    ("version", "wanted"),
    [
        ("0.1.0", "riskbook>=0.1,<0.2"),
        ("0.12.3", "riskbook>=0.12,<0.13"),
        ("1.0.0", "riskbook>=1.0,<2"),
        ("2.7.1", "riskbook>=2.7,<3"),
    ],
)
def test_a_later_version_counts_until_it_may_mean_something_else(version: str, wanted: str) -> None:
    assert requirement(version) == wanted


def test_the_schedules_run_by_the_clock_of_the_book() -> None:
    workflow = book_files("zh", forge="github")[".github/workflows/review.yml"]
    assert workflow.count("timezone: Asia/Shanghai") == 2


def test_the_editor_finds_every_schema() -> None:
    files = book_files("en")
    text = re.sub(r"(?m)^\s*//.*$", "", files[".vscode/settings.json"])
    schemas = json.loads(text)["yaml.schemas"]
    assert schemas
    assert schemas.keys() <= files.keys()
    shipped = {"common.schema.json", *(f"{kind.value}.schema.json" for kind in Kind)}
    assert {path.rpartition("/")[2] for path in files if "/schemas/" in path} == shipped


def test_the_same_day_gives_the_same_bytes() -> None:
    first, second = book_files("en", "zh"), book_files("en", "zh")
    assert list(first.items()) == list(second.items())
    assert list(first) == sorted(first)


# Onto disk


def test_all_files_are_written(tmp_path: Path) -> None:
    root = tmp_path / "new" / "book"
    settle(root, {"a.md": "A\n", "b/c/d.yml": "风险\n"})
    assert (root / "b/c/d.yml").read_bytes() == "风险\n".encode()
    assert sorted(path.name for path in root.iterdir()) == ["a.md", "b"]


def test_one_that_cannot_be_written_takes_all_back(tmp_path: Path) -> None:
    (tmp_path / "kept.md").write_text("kept")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(OSError):  # noqa: PT011  # which one it is, is the system's choice
        settle(tmp_path, {"b/one.md": "1", "c/two.md": "2", "c/two.md/three.md": "3"})
    assert sorted(tmp_path.rglob("*")) == before


def test_a_folder_that_was_made_for_it_goes_too(tmp_path: Path) -> None:
    with pytest.raises(OSError):  # noqa: PT011  # as above
        settle(tmp_path / "new" / "book", {"a": "1", "a/b": "2"})
    assert list(tmp_path.iterdir()) == []


def test_what_has_come_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "b.md").write_text("somebody else's")
    with pytest.raises(FileExistsError):
        settle(tmp_path, {"a.md": "A", "b.md": "B"})
    assert [path.name for path in tmp_path.iterdir()] == ["b.md"]
    assert (tmp_path / "b.md").read_text() == "somebody else's"


def test_a_disk_without_hard_links_does_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.link", refuse)
    settle(tmp_path, {"a/b.md": "B"})
    assert (tmp_path / "a/b.md").read_text() == "B"
    with pytest.raises(FileExistsError):
        settle(tmp_path, {"z.md": "Z", "a/b.md": "other"})
    assert (tmp_path / "a/b.md").read_text() == "B"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a"]


def test_what_is_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("ours")
    (tmp_path / "registers").write_text("a file")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / ".github").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "dangling.md").symlink_to(tmp_path / "nowhere")
    paths = ["README.md", "registers/a/b.md", ".github/c.yml", "dangling.md", "free/d.md"]
    assert in_the_way(tmp_path, paths) == (".github", "README.md", "dangling.md", "registers")
