"""The folder that a stranger may have filled: read as it is, or refused in one sentence."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from riskbook.forge.artifact import MOST_BYTES, read_artifact
from riskbook.forge.refusal import ForgeError
from riskbook.reading.resources import catalogue


def refused(folder: Path) -> str:
    with pytest.raises(ForgeError) as caught:
        read_artifact(folder)
    for language in ("en", "zh"):
        assert catalogue(language).say(caught.value.saying)
    return caught.value.saying.key


def test_the_parts_come_in_their_order(tmp_path: Path) -> None:
    for name in ("gate", "delta", "rereview"):
        (tmp_path / f"{name}.md").write_text(f"the {name}")
    assert read_artifact(tmp_path) == ("the delta", "the rereview", "the gate")


def test_a_subset_is_enough_and_other_files_are_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / "gate.md").write_bytes(b"\xef\xbb\xbfgreen \xe7\xbb\xbf")
    (tmp_path / "delta.md").write_text("\n \n")
    (tmp_path / "pull.md").symlink_to("/etc/hostname")
    (tmp_path / "event.json").write_bytes(b"\xff" * 100)
    assert read_artifact(tmp_path) == ("green 绿",)


def test_no_folder_and_no_part_are_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "none") == "forge.no-artifact"
    assert refused(tmp_path) == "forge.empty-artifact"
    (tmp_path / "delta.md").write_text("")
    assert refused(tmp_path) == "forge.empty-artifact"


def _link(path: Path) -> None:
    path.with_name("secret").write_text("secret")
    path.symlink_to(path.with_name("secret"))


def _dangling_link(path: Path) -> None:
    path.symlink_to(path.with_name("nowhere"))


def _socket(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # a socket's path may be no longer than 107 bytes
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)
    os.chdir(before)


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (_link, "forge.no-plain-file"),
        (_dangling_link, "forge.no-plain-file"),
        (lambda path: path.mkdir(), "forge.no-plain-file"),
        (os.mkfifo, "forge.no-plain-file"),
        (_socket, "forge.no-plain-file"),
        (lambda path: path.write_bytes(b"x" * (MOST_BYTES + 1)), "forge.huge-part"),
        (lambda path: path.write_bytes("绿".encode("gb18030")), "forge.no-text"),
        (lambda path: path.write_bytes("green".encode("utf-16")), "forge.no-text"),
    ],
)
def test_one_part_that_is_wrong_stops_all(
    make: Callable[[Path], None], key: str, tmp_path: Path
) -> None:
    (tmp_path / "delta.md").write_text("sound")
    make(tmp_path / "gate.md")
    assert refused(tmp_path) == key


def test_a_part_that_may_not_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "gate.md").write_text("green")
    monkeypatch.setattr(os, "open", denied)
    assert refused(tmp_path) == "forge.unreadable-part"


def test_a_part_of_the_largest_size_is_read(tmp_path: Path) -> None:
    (tmp_path / "gate.md").write_bytes(b"x" * MOST_BYTES)
    assert read_artifact(tmp_path) == ("x" * MOST_BYTES,)
