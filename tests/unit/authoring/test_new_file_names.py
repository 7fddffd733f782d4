"""What a new file is called, which ids are taken, and that no file is ever overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from riskbook.authoring.file_names import exercise_path, path_of, slug, taken_ids
from riskbook.authoring.saving import create, replace
from riskbook.reading.loading import load
from riskbook.reading.placing import Kind
from riskbook.reading.trees import MemoryTree
from small_book import small_book


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Too few people on the desk", "too-few-people-on-the-desk"),
        ("Backup: the café's tape #1", "backup-the-cafes-tape-1"),
        ("春节前后人手不足", ""),
        ("CRM 系统中断", ""),
        ("!!!", ""),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word"),
        ("x" * 80, "x" * 50),
    ],
)
def test_the_words_of_a_file_come_from_its_title(title: str, words: str) -> None:
    assert slug(title) == words


def test_a_file_lies_in_the_folder_of_its_kind() -> None:
    assert path_of(Kind.RISK, "desk", "R004", "calls") == "registers/desk/risks/R004-calls.md"
    assert path_of(Kind.PLAN, "desk", "P002", "") == "registers/desk/plans/P002.md"
    assert path_of(Kind.PROCESS, "desk", "intake", "") == "registers/desk/processes/intake.yml"


def test_the_second_exercise_of_a_day_gets_a_number() -> None:
    first = exercise_path("desk", "P001", "2026-11-20", "tabletop", ())
    assert first == "registers/desk/exercises/P001/2026-11-20-tabletop.yml"
    second = exercise_path("desk", "P001", "2026-11-20", "tabletop", {first})
    assert second == "registers/desk/exercises/P001/2026-11-20-tabletop-2.yml"
    third = exercise_path("desk", "P001", "2026-11-20", "tabletop", {first, second})
    assert third.endswith("-3.yml")


def test_an_id_is_taken_by_whatever_speaks_of_it() -> None:
    files = small_book()
    files["registers/desk/risks/R007-broken.md"] = b"---\nid: [\n---\n"
    files["registers/desk/risks/R008-gone.zh.md"] = (
        b"---\ntranslates: R008\nlanguage: zh\ntexts:\n  title: x\n---\n"
    )
    files["registers/desk/sign-offs/R009/2026-01-01-review-0000.yml"] = b"kind: ["
    files["registers/desk/exercises/P007/2026-01-01-tabletop.yml"] = b"of: ["
    book = load(MemoryTree(files)).book
    assert book is not None
    taken = taken_ids(book, files)
    assert {"R001", "R002", "P001", "C001", "R007", "R008", "R009", "P007"} <= taken
    assert "R003" not in taken


def test_a_new_file_is_never_put_over_another(tmp_path: Path) -> None:
    path = tmp_path / "risks" / "R001.md"
    create(path, b"first")
    with pytest.raises(FileExistsError):
        create(path, b"second")
    assert path.read_bytes() == b"first"
    assert [each.name for each in path.parent.iterdir()] == ["R001.md"]


def test_a_file_is_replaced_whole_and_keeps_its_rights(tmp_path: Path) -> None:
    path, link = tmp_path / "R001.zh.md", tmp_path / "link.md"
    create(path, b"first")
    path.chmod(0o640)
    link.symlink_to(path)
    replace(link, b"second")
    assert path.read_bytes() == b"second"
    assert path.stat().st_mode & 0o777 == 0o640
    assert link.is_symlink()
    assert sorted(each.name for each in tmp_path.iterdir()) == ["R001.zh.md", "link.md"]


def test_a_file_where_the_folder_should_be_is_not_taken_for_the_file(tmp_path: Path) -> None:
    (tmp_path / "plans").write_text("not a folder", encoding="utf-8")
    with pytest.raises(NotADirectoryError):
        create(tmp_path / "plans" / "P001.md", b"")
