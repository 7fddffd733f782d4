"""riskbook verify: a site as an auditor receives it, honest, damaged, and made to deceive."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from demo_book import git
from riskbook.cli.main import main

DAY = "2026-11-23"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def verify(site: Path, *options: str | Path) -> Result:
    return run("verify", site, "--lang", "en", *options)


def report(site: Path, *options: str | Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(verify(site, "--format", "json", *options).stdout)
    return found


@pytest.fixture(scope="module")
def clone(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of the demonstration; tests may add commits, none rewrites any."""
    folder = tmp_path_factory.mktemp("verify") / "clone"
    git(demo, "clone", "--quiet", demo.as_uri(), str(folder))
    git(folder, "config", "user.name", "auditor")
    git(folder, "config", "user.email", "auditor@example.org")
    return folder


@pytest.fixture(scope="module")
def published(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a clean clone; nobody changes it."""
    site = tmp_path_factory.mktemp("published") / "site"
    done = run("build", "--book", clone, "--today", DAY, "--out", site)
    assert done.exit_code == 0, done.output
    return site


@pytest.fixture
def site(published: Path, tmp_path: Path) -> Path:
    """A copy of it, as it comes out of a zip archive."""
    copied = tmp_path / "handed over" / "站点"
    shutil.copytree(published, copied)
    return copied


def rewrite(site: Path, change: Callable[[dict[str, Any]], object]) -> None:
    manifest = site / "manifest.json"
    whole = json.loads(manifest.read_bytes())
    change(whole)
    manifest.write_text(json.dumps(whole), encoding="utf-8")


def test_a_site_that_nobody_touched_is_sound(site: Path) -> None:
    done = verify(site)
    assert done.exit_code == 0, done.output
    assert "none was added" in done.stdout
    digest = hashlib.sha256((site / "manifest.json").read_bytes()).hexdigest()
    assert f"sha256:{digest}" in done.stdout
    assert "--rebuild" in done.stdout, "what has not been proven is said"


def test_every_file_that_is_not_as_it_was_is_named(site: Path) -> None:
    page = site / "risks/R001.html"
    page.write_text(page.read_text(encoding="utf-8").replace("Critical", "Low"), encoding="utf-8")
    (site / "zh/matrix.html").unlink()
    (site / "assets/extra.js").write_text("alert(1)")
    done = verify(site)
    assert done.exit_code == 1
    lines = done.stdout.splitlines()
    for told, path in (
        ("1 file was changed, or cannot be read:", "  risks/R001.html"),
        ("1 file is missing:", "  zh/matrix.html"),
        ("1 file was added:", "  assets/extra.js"),
    ):
        assert lines[lines.index(told) + 1] == path
    found = report(site)
    assert found["verified"] is False
    assert found["manifest"] == {
        "changed": ["risks/R001.html"],
        "missing": ["zh/matrix.html"],
        "added": ["assets/extra.js"],
    }


@pytest.mark.parametrize("kind", ["changed", "missing", "added"])
def test_each_alone_is_enough(site: Path, kind: str) -> None:
    if kind == "missing":
        (site / "changes.atom").unlink()
    else:
        (site / ("changes.atom" if kind == "changed" else "more.atom")).write_bytes(b"<feed/>")
    assert verify(site).exit_code == 1
    found = report(site)["manifest"]
    assert [name for name, paths in found.items() if paths] == [kind]


def test_it_speaks_chinese(site: Path) -> None:
    (site / "index.html").unlink()
    done = run("verify", site, "--lang", "zh")
    assert done.exit_code == 1
    assert "缺少 1 个文件：" in done.stdout


def test_the_digest_tells_a_site_whose_manifest_was_rewritten(site: Path) -> None:
    """Whoever changes a page can change its hash: only what was put down elsewhere tells."""
    digest = hashlib.sha256((site / "manifest.json").read_bytes()).hexdigest()
    assert verify(site, "--digest", f"sha256:{digest}").exit_code == 0
    assert verify(site, "--digest", digest[:16].upper()).exit_code == 0
    page = site / "index.html"
    page.write_bytes(page.read_bytes() + b"<!-- -->")
    true = hashlib.sha256(page.read_bytes()).hexdigest()
    rewrite(site, lambda whole: whole["files"].update({"index.html": true}))
    assert verify(site).exit_code == 0
    told = verify(site, "--digest", digest)
    assert told.exit_code == 1
    assert "another site" in told.stdout


@pytest.mark.parametrize("digest", ["", "abc", "g" * 64, "a" * 65])
def test_what_is_no_digest_is_no_question(site: Path, digest: str) -> None:
    assert verify(site, "--digest", digest).exit_code == 2


def test_hidden_files_are_named_and_not_judged(site: Path) -> None:
    (site / ".nojekyll").touch()
    (site / ".git").mkdir()
    (site / ".git/config").write_text("[core]")
    done = verify(site)
    assert done.exit_code == 0
    assert ".git, .nojekyll" in done.stdout


def test_links_are_not_followed(site: Path, tmp_path: Path) -> None:
    """A link to the very same bytes is none of the files that were built."""
    page = site / "index.html"
    moved = tmp_path / "index.html"
    page.rename(moved)
    page.symlink_to(moved)
    (site / "elsewhere").symlink_to(tmp_path)
    shutil.move(site / "risks", tmp_path / "risks")
    (site / "risks").symlink_to(tmp_path / "risks")
    found = report(site)["manifest"]
    assert found["changed"] == ["index.html"]
    assert found["added"] == ["elsewhere", "risks"]
    assert "risks/R001.html" in found["missing"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_nothing_but_plain_files_is_opened(site: Path) -> None:
    (site / "register.html").unlink()
    os.mkfifo(site / "register.html")
    assert report(site)["manifest"]["changed"] == ["register.html"]
    (site / "manifest.json").unlink()
    os.mkfifo(site / "manifest.json")
    done = verify(site)
    assert done.exit_code == 2
    assert "manifest.json cannot be read" in done.stderr


def test_a_name_cannot_speak_to_the_terminal(site: Path) -> None:
    (site / "\x1b[2Jharmless").touch()
    done = verify(site)
    assert done.exit_code == 1
    assert "\x1b" not in done.stdout


def test_where_there_is_no_manifest_it_says_so(tmp_path: Path) -> None:
    for folder, word in ((tmp_path, "has no manifest.json"), (tmp_path / "no", "is no folder")):
        done = verify(folder)
        assert done.exit_code == 2
        assert word in done.stderr
        assert done.stderr.count("\n") == 1


HASH = "0" * 64
HOSTILE = {
    "not JSON": b"{",
    "not UTF-8": b'{"maker": "riskbook", "files": {"\xff": ""}}',
    "a list": b"[]",
    "of another program": b'{"maker": "other", "files": {}}',
    "deep": b"[" * 200_000,
    "without files": b'{"maker": "riskbook"}',
    "a key twice": f'{{"maker": "riskbook", "files": {{"a": "{HASH}", "a": "{HASH}"}}}}'.encode(),
    "no hash": b'{"maker": "riskbook", "files": {"a": 1}}',
    "an option as commit": b'{"maker": "riskbook", "commit": "--exec=x", "files": {}}',
    "a day that is none": b'{"maker": "riskbook", "today": "2026-02-30", "files": {}}',
    "a day that is a number": b'{"maker": "riskbook", "today": 5, "files": {}}',
} | {
    f"the path {path!r}": json.dumps({"maker": "riskbook", "files": {path: HASH}}).encode()
    for path in (
        *("", ".", "..", "../a", "a/../../b", "a/./b", "/etc/passwd", "//a", "a//b", "a/"),
        *(
            "C:/a",
            "a\\b",
            "\\\\host\\a",
            "a\x00b",
            "a\nb",
            "\ud800",
            ".git/config",
            "manifest.json",
        ),
    )
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_a_manifest_that_cannot_be_believed_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "manifest.json").write_bytes(content)
    done = verify(tmp_path)
    assert done.exit_code == 2, done.output
    assert done.stderr.count("\n") == 1
    assert "manifest.json" in done.stderr
    assert done.stdout == ""


def test_a_huge_manifest_is_refused_and_not_read_to_its_end(tmp_path: Path) -> None:
    with (tmp_path / "manifest.json").open("wb") as file:
        file.truncate(1 << 40)  # a hole: it takes no room
    done = verify(tmp_path)
    assert done.exit_code == 2
    assert "64 MiB" in done.stderr


def test_a_build_deletes_nothing_that_a_manifest_from_elsewhere_names(
    site: Path, clone: Path, tmp_path: Path
) -> None:
    kept = tmp_path / "thesis.txt"
    kept.write_text("years of work")
    rewrite(site, lambda whole: whole["files"].update({"../../thesis.txt": HASH}))
    done = run("build", "--book", clone, "--today", DAY, "--out", site, "--lang", "en")
    assert done.exit_code == 2, done.output
    assert kept.read_text() == "years of work"


def test_a_rebuild_proves_that_the_site_is_what_its_commit_says(site: Path, clone: Path) -> None:
    done = verify(site, "--rebuild", "--book", clone)
    assert done.exit_code == 0, done.output
    assert "the site is what the commit says" in done.stdout


def test_a_rebuild_finds_what_a_rewritten_manifest_hides(site: Path, clone: Path) -> None:
    page = site / "risks/R001.html"
    page.write_bytes(page.read_bytes().replace(b"Critical", b"Trivial"))
    true = hashlib.sha256(page.read_bytes()).hexdigest()
    rewrite(site, lambda whole: whole["files"].update({"risks/R001.html": true}))
    done = verify(site, "--rebuild", "--book", clone)
    assert done.exit_code == 1
    assert "the site is another" in done.stdout
    found = report(site, "--rebuild", "--book", clone)
    assert found["manifest"] == {"changed": [], "missing": [], "added": []}
    assert found["rebuilt"] == {"changed": ["risks/R001.html"], "missing": [], "added": []}


def test_other_versions_are_told_first(site: Path, clone: Path) -> None:
    rewrite(site, lambda whole: whole["libraries"].update(jinja2="1.0", added="2"))
    done = verify(site, "--rebuild", "--book", clone)
    assert done.exit_code == 0, "the pages are the same all the same"
    assert "jinja2 was 1.0 then and is " in done.stdout
    assert "added was 2 then and is none here." in done.stdout


def test_a_later_commit_and_a_dirty_folder_do_not_matter(
    site: Path, clone: Path, tmp_path: Path
) -> None:
    later = tmp_path / "later"
    git(clone, "clone", "--quiet", clone.as_uri(), str(later))
    risk = next((later / "registers").glob("*/risks/R001-*[!h].md"))
    risk.write_text(risk.read_text(encoding="utf-8") + "\nA later thought.\n", encoding="utf-8")
    assert verify(site, "--rebuild", "--book", later).exit_code == 0


def test_what_is_confidential_since_does_not_spoil_the_proof(
    site: Path, clone: Path, tmp_path: Path
) -> None:
    """A site that was published before, and one of ``build --at`` after: both can be proven."""
    later = tmp_path / "later"
    git(clone, "clone", "--quiet", clone.as_uri(), str(later))
    hush(later, "R005")
    assert verify(site, "--rebuild", "--book", later).exit_code == 0
    commit = json.loads((site / "manifest.json").read_bytes())["commit"]
    past = tmp_path / "past"
    built = run("build", "--book", later, "--at", commit, "--today", DAY, "--out", past)
    assert built.exit_code == 0, built.output
    assert not (past / "risks/R005.html").exists()
    assert verify(past, "--rebuild", "--book", later).exit_code == 0


def hush(book: Path, risk: str) -> None:
    path = next((book / "registers").glob(f"*/risks/{risk}-*[!h].md"))
    text = path.read_text(encoding="utf-8").replace("confidential: false\n", "")
    path.write_text(text.replace("---\n", "---\nconfidential: true\n", 1), encoding="utf-8")


def test_a_site_of_a_shallow_clone_can_be_proven_too(
    demo: Path, clone: Path, tmp_path: Path
) -> None:
    """As CI often has it: such a site tells no past, and neither does the proof."""
    shallow = tmp_path / "shallow"
    git(demo, "clone", "--quiet", "--depth", "1", demo.as_uri(), str(shallow))
    out = tmp_path / "site"
    assert run("build", "--book", shallow, "--today", DAY, "--out", out).exit_code == 0
    assert json.loads((out / "manifest.json").read_bytes())["history"] == "none"
    done = verify(out, "--rebuild", "--book", clone)
    assert done.exit_code == 0, done.output


def test_a_site_with_uncommitted_changes_says_so_and_cannot_be_built_again(
    demo: Path, tmp_path: Path
) -> None:
    book, out = tmp_path / "book", tmp_path / "site"
    git(demo, "clone", "--quiet", demo.as_uri(), str(book))
    risk = next((book / "registers").glob("*/risks/R001-*[!h].md"))
    risk.write_text(risk.read_text(encoding="utf-8") + "\nNot committed.\n", encoding="utf-8")
    assert run("build", "--book", book, "--today", DAY, "--out", out).exit_code == 0
    done = verify(out)
    assert done.exit_code == 0
    assert "changes that nobody had committed" in done.stdout
    again = verify(out, "--rebuild", "--book", book)
    assert again.exit_code == 2
    assert "cannot be built again" in again.stderr
    assert again.stderr.count("\n") == 1


def test_a_repository_without_the_commit_says_so(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    git(tmp_path, "init", "--quiet", str(other))
    assert run("init", other, "--lang", "en", "--no-input").exit_code in (0, 2)
    (other / "riskbook.yml").write_text("format: 1\ntitle: Other\n", encoding="utf-8")
    git(other, "add", ".")
    git(other, "-c", "user.name=a", "-c", "user.email=a@example.org", "commit", "-qm", "begin")
    done = verify(site, "--rebuild", "--book", other)
    assert done.exit_code == 2
    assert "has no commit" in done.stderr


def test_a_site_of_no_repository_cannot_be_built_again(site: Path, clone: Path) -> None:
    rewrite(site, lambda whole: whole.update(commit=""))
    assert "outside of any repository" in verify(site).stdout
    assert verify(site, "--rebuild", "--book", clone).exit_code == 2


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_at_the_end_of_time_is_no_traceback(site: Path, clone: Path, day: str) -> None:
    rewrite(site, lambda whole: whole.update(today=day))
    assert verify(site).exit_code == 0
    done = verify(site, "--rebuild", "--book", clone)
    assert done.exit_code == 2
    assert "cannot be built again" in done.stderr
