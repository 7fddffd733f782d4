"""Files are moved all together or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from riskbook.authoring import moving
from riskbook.authoring.moving import Change, move_all

CHANGES = [
    Change("a/one.md", "b/c/one.md", b"1, changed"),
    Change("a/two.md", "a/two.md", b"2, changed"),
    Change("d/three.md", "d/four.md", b"3"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("a/one.md", "a/two.md", "d/three.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    (tmp_path / "a/one.md").chmod(0o640)
    return tmp_path


def state(folder: Path) -> dict[str, bytes | None]:
    """Every file with its content, every folder with None."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def test_every_change_is_made_and_nothing_is_left_behind(folder: Path) -> None:
    move_all(folder, CHANGES)
    assert state(folder) == {
        "a": None,
        "a/two.md": b"2, changed",
        "b": None,
        "b/c": None,
        "b/c/one.md": b"1, changed",
        "d": None,
        "d/four.md": b"3",
    }
    assert (folder / "b/c/one.md").stat().st_mode & 0o777 == 0o640


def test_a_folder_that_is_empty_afterwards_goes(folder: Path) -> None:
    move_all(folder, [Change("d/three.md", "e/three.md", b"3")])
    assert not (folder / "d").exists()
    assert (folder / "a").is_dir()


def test_two_files_may_change_places(folder: Path) -> None:
    move_all(folder, [Change("a/one.md", "a/two.md", b"1"), Change("a/two.md", "a/one.md", b"2")])
    assert state(folder)["a/one.md"] == b"2"
    assert state(folder)["a/two.md"] == b"1"


def test_nothing_is_changed_where_a_name_is_taken(folder: Path) -> None:
    (folder / "d/four.md").write_bytes(b"mine")
    before = state(folder)
    with pytest.raises(FileExistsError) as failed:
        move_all(folder, CHANGES)
    assert failed.value.filename == str(folder / "d/four.md")
    assert state(folder) == before


@pytest.mark.parametrize("failing", range(6))
@pytest.mark.parametrize("error", [OSError("the disk is full"), KeyboardInterrupt()])
def test_a_failure_at_any_step_is_undone(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failing: int, error: BaseException
) -> None:
    before = state(folder)
    move = moving._move
    steps = iter(range(6))

    def one_fails(*arguments: object) -> None:
        if next(steps) == failing:
            raise error
        move(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(moving, "_move", one_fails)
    with pytest.raises(type(error)):
        move_all(folder, CHANGES)
    assert state(folder) == before


def test_a_file_that_is_gone_stops_it_before_anything_moves(folder: Path) -> None:
    (folder / "d/three.md").unlink()
    before = state(folder)
    with pytest.raises(FileNotFoundError):
        move_all(folder, CHANGES)
    assert state(folder) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_takes_no_file_stops_it(folder: Path) -> None:
    (folder / "d").chmod(0o500)
    before = state(folder)
    with pytest.raises(PermissionError):
        move_all(folder, CHANGES)
    (folder / "d").chmod(0o700)
    assert state(folder) == before
