"""Words are parsed once, and kept where a build has made a folder for that."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from riskbook.reading import kept_words
from riskbook.reading.kept_words import kept_entries
from riskbook.wording.catalogue import Entries, read_entries

WORDS = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=n != 1;\\n"\n\n'


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The languages that were parsed, each time."""
    languages: list[str] = []

    def noted(language: str, files: object) -> Entries:
        languages.append(language)
        return read_entries(language, files)  # type: ignore[arg-type]

    monkeypatch.setattr(kept_words, "read_entries", noted)
    return languages


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of what books share, as a build makes it."""
    monkeypatch.setenv("RISKBOOK_CACHE_DIR", str(tmp_path / "cache"))
    folder = tmp_path / "cache" / "shared"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "words.po"
    path.write_text(f'{WORDS}msgid "room.word"\nmsgstr "One"\n', encoding="utf-8")
    return path


def test_the_same_files_are_parsed_once(shared: Path, file: Path, parsed: list[str]) -> None:
    first = kept_entries("en", [file])
    assert kept_entries("en", [file]) == first == Entries({"room.word": ("One",)}, "n != 1")
    assert parsed == ["en"]
    assert [path.name for path in shared.iterdir()] == ["en.words"]


def test_without_such_a_folder_nothing_is_written(
    tmp_path: Path, file: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RISKBOOK_CACHE_DIR", str(tmp_path / "cache"))
    assert kept_entries("en", [file]) == kept_entries("en", [file])
    assert parsed == ["en", "en"]
    assert not (tmp_path / "cache").exists()


def _reword(_kept: Path, file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("One", "Two")
    file.write_text(text, encoding="utf-8")
    os.utime(file, ns=(1, 1))


def _damage(kept: Path, _file: Path) -> None:
    kept.write_bytes(kept.read_bytes()[:-3])


def _empty(kept: Path, _file: Path) -> None:
    kept.write_bytes(b"")


def _replace(kept: Path, _file: Path) -> None:
    kept.unlink()
    kept.mkdir()


@pytest.mark.parametrize("change", [_reword, _damage, _empty, _replace])
def test_what_is_kept_counts_only_whole_and_for_the_same_files(
    shared: Path, file: Path, parsed: list[str], change: Callable[[Path, Path], None]
) -> None:
    kept_entries("en", [file])
    change(shared / "en.words", file)
    assert kept_entries("en", [file]) == read_entries("en", [file.read_bytes()])
    assert parsed == ["en", "en"]
    assert kept_entries("en", [file]).words["room.word"] in {("One",), ("Two",)}


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="no owners of files here")
def test_the_folder_of_somebody_else_is_not_believed(
    shared: Path, file: Path, parsed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_entries("en", [file])
    monkeypatch.setattr(os, "getuid", lambda: shared.stat().st_uid + 1)
    kept_entries("en", [file])
    assert parsed == ["en", "en"]
