"""A build after a small change: few pages are made again, every byte is that of a cold build."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from riskbook import check
from riskbook.findings import Severity
from riskbook.site.front import UpToDate, look
from riskbook.site.publication import Done, Refused, prepare, publish_prepared
from riskbook.site.rendering import Press
from riskbook.site.views.part_matrix import PartMatrices

CLONE = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 23)
SETTLED = 0.05
"""Seconds: a file that has only just been written is read again, whatever its date says."""


def build(book: Path, out: Path, cache: Path, day: date = DAY) -> Done:
    """One build with what ``cache`` remembers."""
    before = os.environ["RISKBOOK_CACHE_DIR"]
    os.environ["RISKBOOK_CACHE_DIR"] = str(cache)
    try:
        past = look(book, out, day)
        assert not isinstance(past, UpToDate), "there was something to do"
        outcome = publish_prepared(prepare(past, day))
    finally:
        os.environ["RISKBOOK_CACHE_DIR"] = before
    assert not isinstance(outcome, Refused), [
        f"{found.code} {found.location.path}"
        for found in outcome.findings
        if found.severity is Severity.ERROR
    ]
    return outcome


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def differing(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def cold(book: Path, folder: Path) -> Path:
    """A cache that remembers nothing of a book but images, which are kept by what they show."""
    (images,) = (book / "cache").glob("*/images")
    shutil.copytree(images, folder / "cache" / images.parent.name / "images")
    return folder / "cache"


def lasting(cache: Path) -> list[list[str]]:
    """The findings that a build has kept for the next one: code, file, pointer."""
    (state,) = cache.glob("*/build-*.json")
    return sorted(json.loads(state.read_text(encoding="utf-8"))["lasting"])


def find(book: Path, pattern: str) -> Path:
    (path,) = (book / "registers").glob(pattern)
    return path


def replace(path: Path, pattern: str, new: str) -> None:
    """Exchange the first text that fits; a test that changes nothing would show nothing."""
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, count=1, flags=re.MULTILINE)
    assert changed != text, (path, pattern)
    path.write_text(changed, encoding="utf-8")


RISK = "customer-service/risks/R003-*[!z][!h].md"


def _reword(book: Path) -> None:
    replace(find(book, RISK), r"^title: .*$", "title: Another title, seen by all that link here")


def _rescore(book: Path) -> None:
    replace(find(book, RISK), r"(current:\n    likelihood: )3", r"\g<1>4")


def _close(book: Path) -> None:
    replace(
        find(book, "customer-service/risks/R019-*[!z][!h].md"), "^status: .*$", "status: closed"
    )


def _rename_control(book: Path) -> None:
    path = find(book, "customer-service/controls/C004-*e.md")
    replace(path, r"^title: .*$", "title: A control of another name")


def _retire_control(book: Path) -> None:
    replace(find(book, "customer-service/controls/C013-*k.md"), r"^status: .*$", "status: planned")


def _rename_plan(book: Path) -> None:
    replace(find(book, "customer-service/plans/P001-*e.md"), r"^title: .*$", "title: Another plan")


def _reword_step(book: Path) -> None:
    path = find(book, "customer-service/plans/P003-*e.md")
    replace(path, r"^(    do: ).*$", r"\g<1>Do something else first")


def _rename_node(book: Path) -> None:
    path = find(book, "customer-service/processes/issue-intake.yml")
    replace(path, r"^(    title: ?\{? ?en: )[^,}\n]*", r"\g<1>Another node")


def _translate(book: Path) -> None:
    path = find(book, "customer-service/risks/R001-*.zh.md")
    replace(path, r"^(  title: ).*$", r"\g<1>另一个名称")


def _review(book: Path) -> None:
    entry = find(book, "customer-service/sign-offs/R001") / "2026-11-20-review-abcd.yml"
    entry.write_text(
        "kind: review\nof: R001\nby: hotline-lead\nrole: risk-owner\ndate: 2026-11-20\n"
        "outcome: unchanged\nreason: Nothing new.\n",
        encoding="utf-8",
    )


def _exercise(book: Path) -> None:
    path = find(book, "customer-service/exercises/P001/2026-09-10-functional.yml")
    replace(path, r"^result: .*$", "result: partly")


def _unlink(book: Path) -> None:
    replace(find(book, "customer-service/risks/R001-*[!h].md"), r"^plan: P\d+\n", "")


def _delete(book: Path) -> None:
    for path in (book / "registers/customer-service").glob("*/R019*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def _add(book: Path) -> None:
    source = find(book, RISK)
    text = source.read_text(encoding="utf-8").replace("id: R003", "id: R900", 1)
    source.with_name("R900-new.md").write_text(text, encoding="utf-8")


def _hide(book: Path) -> None:
    """A record that may not be published any more is gone from every page that named it."""
    path = find(book, "customer-service/controls/C004-*e.md")
    replace(path, r"^---\n", "---\nconfidential: true\n")


def _reword_framework(book: Path) -> None:
    replace(book / "registers/services.yml", r"en: Customer hotline", "en: The hotline")


def _rename_language(book: Path) -> None:
    """What a register is written in is what its records are, though none of them changes."""
    replace(book / "registers/project-delivery/register.yml", r"^language: zh\n", "")


def _reword_prose(book: Path) -> None:
    """Prose that no page but the record's own shows, in three kinds of files."""
    for pattern in (
        RISK,
        "customer-service/risks/R005-*[!z][!h].md",
        "customer-service/risks/R005-*.zh.md",
        "customer-service/plans/P002-*[!z][!h].md",
        "customer-service/controls/C002-*[!z][!h].md",
    ):
        with find(book, pattern).open("a", encoding="utf-8") as file:
            file.write("\nOne more sentence.\n")
    replace(find(book, RISK), r"^(    rationale: ).*$", r"\g<1>Another reason")
    unsigned = find(book, "customer-service/risks/R019-*[!z][!h].md")
    replace(unsigned, r"^(  cause: ).*$", r"\g<1>Another cause")


def _reword_signed(book: Path) -> None:
    """What somebody has signed; pages about many records show what has to be signed again."""
    replace(find(book, RISK), r"^(  cause: ).*$", r"\g<1>A cause that nobody has signed")


def _leave_unassessed(book: Path) -> None:
    """Rules have something to say of this risk alone, and of another one from before."""
    replace(find(book, RISK), r"^    rationale: .*\n", "")


def _find_more(book: Path) -> None:
    """An incident is added, and a point of a session reworded."""
    (book / "registers/it-support/incidents/I990-gateway-down.yml").write_text(
        "id: I990\ntitle: Gateway down\ndate: 2026-11-19\nservice: office-network\n"
        "duration: 2 hours\nrisks: [R021]\n",
        encoding="utf-8",
    )
    path = find(book, "customer-service/sessions/false-callers-2026-11.yml")
    replace(path, r"^(  - id: P6\n(?:    .*\n)*?      en: ).*$", r"\g<1>Another point")


def _add_ticket(book: Path) -> None:
    path = find(book, "it-support/tickets/help-desk-2026.csv")
    with path.open("a", encoding="utf-8", newline="") as export:
        export.write('INC99999,opened,2026-11-20 09:00,,Remote access,E1000,"No VPN",\n')


def _name_type(book: Path) -> None:
    path = find(book, "it-support/risks/R027-*[!z][!h].md")
    replace(path, r"^(identified:\n(?:  .*\n)*)", r"\g<1>problem_types: [PT-07]\n")


EDITS: dict[str, Callable[[Path], None]] = {
    "a risk is reworded": _reword,
    "prose is reworded": _reword_prose,
    "what was signed is reworded": _reword_signed,
    "a risk is scored anew": _rescore,
    "a risk gives a reason no more": _leave_unassessed,
    "a risk is closed": _close,
    "a control is renamed": _rename_control,
    "a control changes its state": _retire_control,
    "a plan is renamed": _rename_plan,
    "a step of a plan is reworded": _reword_step,
    "a node of a process is renamed": _rename_node,
    "a translation is reworded": _translate,
    "a risk is reviewed": _review,
    "the record of an exercise is corrected": _exercise,
    "a risk names its plan no more": _unlink,
    "a risk is deleted": _delete,
    "a risk is added": _add,
    "a control becomes confidential": _hide,
    "an incident is added, a point reworded": _find_more,
    "a ticket is added": _add_ticket,
    "a risk names a problem type": _name_type,
    "a service is renamed": _reword_framework,
    "a register is in another language": _rename_language,
}
LEFT_BEHIND = ("RB202", "RB204", "RB207", "RB211", "RB402")
"""Errors that the edits leave behind, each of which would stop all builds after it."""

WHOLE = {
    "an incident is added, a point reworded",
    "a ticket is added",
    "a control becomes confidential",
    "a service is renamed",
    "a register is in another language",
}
"""What may be seen on any page: all of them are made again."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example book in a repository of its own, built once; each test edits it further."""
    root = tmp_path_factory.mktemp("incremental") / "book"
    shutil.copytree(CLONE / "registers", root / "registers")
    shutil.copy(CLONE / "riskbook.yml", root)
    with (root / "riskbook.yml").open("a", encoding="utf-8") as settings:
        settings.write("severities:\n" + "".join(f"  {code}: note\n" for code in LEFT_BEHIND))
    git(root, "init", "--quiet")
    commit(root, "the book as it was")
    time.sleep(SETTLED)
    build(root, root / "site", root / "cache")
    return root


def git(root: Path, *arguments: str) -> None:
    who = ["-c", "user.name=quality-lead", "-c", "user.email=quality-lead@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=root, check=True, capture_output=True)


def commit(root: Path, subject: str) -> None:
    git(root, "add", "riskbook.yml", "registers")
    git(root, "commit", "--quiet", "-m", subject)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The records whose pages are made."""
    ids: list[str] = []
    record = Press.record

    def noted(self: Press, kind: str, key: str) -> object:
        ids.append(key)
        return record(self, kind, key)

    monkeypatch.setattr(Press, "record", noted)
    return ids


@pytest.mark.parametrize("what", EDITS)
def test_every_byte_is_that_of_a_cold_build(
    book: Path, tmp_path: Path, made: list[str], what: str
) -> None:
    EDITS[what](book)
    time.sleep(SETTLED)
    after = build(book, book / "site", book / "cache")
    few = len(made)
    made.clear()
    anew = build(book, tmp_path / "site", cold(book, tmp_path))
    ours, cold_ones = hashes(book / "site"), hashes(tmp_path / "site")
    assert differing(ours, cold_ones) == []
    assert after.findings == anew.findings == len(check(book, today=DAY).findings)
    assert lasting(book / "cache") == lasting(tmp_path / "cache")
    if what == "prose is reworded":
        assert few == 2 * len(("R003", "R005", "R019", "P002", "C002"))
    elif what in WHOLE:
        assert few == len(made)
    else:
        assert 0 <= few < len(made) / 2, f"{few} of {len(made)} pages were made again"


def test_a_commit_moves_the_pages_of_its_files_only(
    book: Path, tmp_path: Path, made: list[str]
) -> None:
    commit(book, "what the tests before this one did")
    replace(find(book, "customer-service/risks/R002-*[!z][!h].md"), r"^title: .*$", "title: Moved")
    commit(book, "R002 is renamed")
    time.sleep(SETTLED)
    build(book, book / "site", book / "cache")
    made.clear()
    replace(find(book, "customer-service/risks/R005-*[!z][!h].md"), r"^title: .*$", "title: Too")
    commit(book, "R005 is renamed")
    time.sleep(SETTLED)
    build(book, book / "site", book / "cache")
    few = len(made)
    made.clear()
    build(book, tmp_path / "site", cold(book, tmp_path))
    ours, cold_ones = hashes(book / "site"), hashes(tmp_path / "site")
    assert differing(ours, cold_ones) == []
    assert 0 < few < len(made) / 2


def _move(book: Path) -> None:
    """Score a risk of the hotline anew, from what it aims at to what it was without controls."""
    path = find(book, RISK)
    now = re.search(r"current:\n    likelihood: (\d)", path.read_text(encoding="utf-8"))
    assert now
    after = {2: 3, 3: 4, 4: 5, 5: 2}[int(now[1])]
    replace(path, r"(current:\n    likelihood: )\d", rf"\g<1>{after}")
    time.sleep(SETTLED)


def test_only_matrices_of_parts_with_a_changed_risk_are_made(
    book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _move(book)
    build(book, book / "site", book / "cache")  # its commit has other content from here on
    parts: list[str] = []
    page = PartMatrices._page

    def noted(self: PartMatrices, kind: str, key: str) -> object:
        parts.append(f"{kind} {key}")
        return page(self, kind, key)

    monkeypatch.setattr(PartMatrices, "_page", noted)
    _move(book)
    build(book, book / "site", book / "cache")
    assert sorted(parts) == sorted(2 * [
        "department customer-service", "register customer-service", "service customer-hotline",
    ])  # fmt: skip
    build(book, tmp_path / "site", cold(book, tmp_path))
    assert len(parts) > 30
    assert differing(hashes(book / "site"), hashes(tmp_path / "site")) == []


@pytest.mark.parametrize("what", ["of another site", "of another day", "damaged", "gone"])
def test_what_is_kept_of_rows_is_of_the_last_build_of_the_same_site(
    book: Path, tmp_path: Path, what: str
) -> None:
    """Rows of tables are kept by site: others, and what somebody else wrote, are not believed."""
    _move(book)
    build(book, book / "site", book / "cache")
    _move(book)
    (lines,) = (
        folder
        for folder in book.glob("cache/*/lines-*")
        if (folder / "site").read_text(encoding="utf-8") == str((book / "site").resolve())
    )
    match what:
        case "of another site":
            build(book, tmp_path / "other", book / "cache")
            _move(book)
        case "of another day":
            build(book, book / "site", book / "cache", date(2026, 12, 24))
        case "damaged":
            for path in lines.iterdir():
                path.write_bytes(path.read_bytes()[:-9] + b"no marshal")
        case "gone":
            shutil.rmtree(lines)
    build(book, book / "site", book / "cache")
    build(book, tmp_path / "site", cold(book, tmp_path))
    assert differing(hashes(book / "site"), hashes(tmp_path / "site")) == []


def test_what_is_kept_of_a_site_goes_with_it(book: Path, tmp_path: Path) -> None:
    build(book, tmp_path / "other", book / "cache")
    before = list(book.glob("cache/*/lines-*"))
    shutil.rmtree(tmp_path / "other")
    _move(book)
    build(book, book / "site", book / "cache")
    assert len(list(book.glob("cache/*/lines-*"))) == len(before) - 1
