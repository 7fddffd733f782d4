"""The public interface: flat, small, documented, and nothing beside it."""

from __future__ import annotations

import inspect
import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

import riskbook
from small_book import RISK, edited, small_book

SOURCES = Path(__file__).resolve().parents[2] / "generator"
VALUES = [name for name in riskbook.__all__ if not name.startswith("__")]


def test_the_names_are_sorted_and_each_is_there() -> None:
    assert riskbook.__all__ == sorted(riskbook.__all__)
    assert {"check", "load", "judge"} <= set(VALUES)
    for name in riskbook.__all__:
        assert getattr(riskbook, name) is not None


@pytest.mark.parametrize("name", VALUES)
def test_each_name_is_documented(name: str) -> None:
    value = getattr(riskbook, name)
    assert value.__name__ == name
    text = inspect.getdoc(value)
    assert text
    assert text[0].isupper()
    assert text != inspect.getdoc(object)


@pytest.mark.parametrize("name", VALUES)
def test_what_a_class_lets_people_call_is_documented(name: str) -> None:
    value = getattr(riskbook, name)
    if inspect.isclass(value):
        for method, function in inspect.getmembers(value, inspect.isfunction):
            assert method.startswith("_") or inspect.getdoc(function), f"{name}.{method}"


def test_each_name_is_what_its_home_calls_it() -> None:
    for name in VALUES:
        home = riskbook._HOMES[name]
        assert getattr(import_module(home), name) is getattr(riskbook, name)
    assert set(riskbook._HOMES) == set(VALUES)


def test_nothing_else_is_public_on_the_package() -> None:
    """In a process of its own: rooms that were imported become names of the package."""
    listing = "import riskbook; print(*sorted(n for n in vars(riskbook) if n[0] != '_'))"
    done = subprocess.run(
        [sys.executable, "-c", listing],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(SOURCES), "PYTHONSAFEPATH": "1"},
    )
    assert done.stdout.split() == ["Any", "TYPE_CHECKING", "annotations"]


def test_a_name_that_is_none_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = riskbook.no_such_name


def test_the_version_is_that_of_the_project() -> None:
    project = (SOURCES.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert f'\nversion = "{riskbook.__version__}"\n' in project


def test_a_book_is_checked_from_a_folder_and_from_memory(tmp_path: Path) -> None:
    files = edited({RISK: ("status: open", "status: opne")})
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    today = date(2026, 11, 23)
    from_folder = riskbook.check(tmp_path, today)
    from_memory = riskbook.check(riskbook.MemoryTree(files), today)
    assert from_folder.findings == from_memory.findings
    assert from_folder.failed
    assert "RB108" in {found.code for found in from_folder.findings}
    assert from_folder.judged is not None
    assert from_folder.judged.today == today


def test_a_book_is_loaded_and_judged_apart() -> None:
    loaded = riskbook.load(riskbook.MemoryTree(small_book()))
    assert loaded.book is not None
    judged = riskbook.judge(loaded.book, date(2026, 11, 23))
    assert judged.standing.ranked == ("R001", "R002")


def test_where_there_is_no_book_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(riskbook.UnusableTreeError):
        riskbook.check(tmp_path)
    with pytest.raises(riskbook.UnusableTreeError):
        riskbook.check(tmp_path / "nowhere")
