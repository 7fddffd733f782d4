"""A site is written aside and moved in; nothing that is not Riskbook's is touched."""

import json
import os
from pathlib import Path

import pytest

from riskbook.site.manifest import NAME, read_manifest
from riskbook.site.writing import Staging, UnusableFolderError, Written, files_below, hold_for_site


@pytest.fixture
def root(tmp_path: Path) -> Path:
    book = tmp_path / "book"
    (book / "registers").mkdir(parents=True)
    return book


def publish(out: Path, pages: dict[str, str]) -> Written:
    staging = Staging(out)
    staging.open()
    files = {path: staging.put(path, text.encode()) for path, text in pages.items()}
    return staging.move_in(files, {"commit": "abc"})


def content(out: Path) -> dict[str, str]:
    return {path: (out / path).read_text() for path in files_below(out) if path != NAME}


def test_first_build_makes_the_folder(root: Path) -> None:
    out = root / "site"
    assert publish(out, {"index.html": "a", "risks/R001.html": "b"}) == Written(2, 0, 0)
    assert content(out) == {"index.html": "a", "risks/R001.html": "b"}


def test_an_empty_folder_will_do(root: Path) -> None:
    out = root / "site"
    out.mkdir()
    hold_for_site(out, root)
    publish(out, {"index.html": "a"})
    assert content(out) == {"index.html": "a"}


def test_what_is_the_same_is_not_written_again(root: Path) -> None:
    out = root / "site"
    publish(out, {"index.html": "a", "risks/R001.html": "b", "risks/R002.html": "c"})
    before = (out / "risks/R001.html").stat().st_mtime_ns
    outcome = publish(out, {"index.html": "A", "risks/R001.html": "b", "risks/R003.html": "d"})
    assert outcome == Written(2, 1, 1)
    assert (out / "risks/R001.html").stat().st_mtime_ns == before
    assert content(out) == {"index.html": "A", "risks/R001.html": "b", "risks/R003.html": "d"}


def test_folders_left_empty_go(root: Path) -> None:
    out = root / "site"
    publish(out, {"index.html": "a", "zh/risks/R001.html": "b"})
    publish(out, {"index.html": "a"})
    assert not (out / "zh").exists()


def test_the_manifest_names_every_file_and_what_it_was_made_of(root: Path) -> None:
    out = root / "site"
    publish(out, {"index.html": "a"})
    manifest = read_manifest(out)
    assert manifest is not None
    assert manifest.made_of == {"commit": "abc"}
    digest = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"  # of "a"
    assert manifest.files == {"index.html": digest}


@pytest.mark.parametrize("inside", ["registers", "registers/site", "registers/desk/risks"])
def test_not_inside_the_registers(root: Path, inside: str) -> None:
    with pytest.raises(UnusableFolderError) as refused:
        hold_for_site(root / inside, root)
    assert refused.value.saying.key == "cli.build.inside-registers"


def test_not_through_a_link_into_the_registers(root: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(root / "registers")
    with pytest.raises(UnusableFolderError):
        hold_for_site(tmp_path / "link", root)


def test_not_the_book_nor_what_holds_it(root: Path) -> None:
    for out in (root, root.parent):
        with pytest.raises(UnusableFolderError) as refused:
            hold_for_site(out, root)
        assert refused.value.saying.key == "cli.build.holds-book"


def test_not_a_folder_with_somebodys_files(root: Path) -> None:
    out = root / "site"
    publish(out, {"index.html": "a"})
    (out / "notes").mkdir()
    (out / "notes/mine.txt").write_text("keep me")
    with pytest.raises(UnusableFolderError) as refused:
        hold_for_site(out, root)
    assert dict(refused.value.saying.facts)["name"] == "notes/mine.txt"
    assert (out / "notes/mine.txt").read_text() == "keep me"


def test_somebody_elses_manifest_is_no_leave(root: Path) -> None:
    out = root / "site"
    out.mkdir()
    (out / NAME).write_text(json.dumps({"name": "an app", "files": {"index.html": ""}}))
    (out / "index.html").write_text("theirs")
    with pytest.raises(UnusableFolderError):
        hold_for_site(out, root)


def test_hidden_files_stay(root: Path) -> None:
    out = root / "site"
    publish(out, {"index.html": "a"})
    (out / ".nojekyll").touch()
    hold_for_site(out, root)
    publish(out, {"index.html": "b"})
    assert (out / ".nojekyll").exists()


def test_a_run_cut_short_leaves_a_folder_that_is_still_ours(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = root / "site"
    publish(out, {"index.html": "a", "old.html": "x"})
    real = os.replace
    moved: list[str] = []

    def cut_short(source: str, target: str) -> None:
        if moved:
            raise KeyboardInterrupt
        moved.append(target)
        real(source, target)

    monkeypatch.setattr(os, "replace", cut_short)
    with pytest.raises(KeyboardInterrupt):
        publish(out, {"index.html": "b", "new.html": "y"})
    monkeypatch.undo()
    hold_for_site(out, root)
    publish(out, {"index.html": "b", "new.html": "y"})
    assert content(out) == {"index.html": "b", "new.html": "y"}
    assert sorted(path.name for path in out.parent.iterdir()) == ["registers", "site"]


def test_what_a_killed_run_left_behind_is_cleared(root: Path) -> None:
    out = root / "site"
    left = root / ".site.riskbook-999999999"
    left.mkdir()
    (left / "half.html").touch()
    publish(out, {"index.html": "a"})
    assert not left.exists()
