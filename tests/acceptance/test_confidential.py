"""What is confidential leaves no byte: not in the site, not in what is said of a change.

The planted records (``tests/planted_book.py``) have a word of their own in every field that their
schemas know, at each of several commits; so have the commits' subjects and authors, and the folder
that the book lies in. The same records, made public, show that the words would be found.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest

from demo_book import git
from planted_book import (
    CONTROL,
    FOUND,
    INCIDENT,
    INDICATOR,
    KINDS,
    LEFT_OUT,
    PLAN,
    PROCESS,
    RISK,
    SESSION,
    TICKETS,
    Garden,
    leaves,
    planted,
)
from riskbook.reading.loading import load
from riskbook.reading.trees import WorkTree

RISKBOOK = Path(sys.executable).with_name("riskbook")
BASE = Path(__file__).parent / "base_book"
DAY = "2026-11-23"
OLD = "R003"
"""What is confidential in the base book itself."""

SECRET = re.compile(rb"vqxplum|\b(?:R901|R902|P901|C901|I901)\b", re.IGNORECASE)
"""A planted word, or the id of a confidential record."""

ADDRESS = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]")

OWN_PAGES = re.compile(r"(?:zh/)?(?:guide/|rules/|assets/search-guide\.js)")
"""The guide and the pages of rules come with Riskbook and say nothing of a book."""


@dataclass(frozen=True)
class Planted:
    """A repository with its past, and every number, day and digest that was planted in it."""

    root: Path
    numbers: frozenset[bytes]

    def found_in(self, content: bytes) -> set[bytes]:
        """What of the planted stands in some bytes."""
        whole = set(SECRET.findall(content))
        return whole | {number for number in self.numbers if number in content}


def numbers(gardens: list[Garden]) -> frozenset[bytes]:
    """The planted values without letters of ours, as they may be written."""
    plain = {word for garden in gardens for word in garden.words if "vqxplum" not in word}
    grouped = {f"{int(word):,}" for word in plain if word.isdigit()}
    return frozenset(word.encode() for word in plain | grouped)


def riskbook(book: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [RISKBOOK, arguments[0], "--book", book, *arguments[1:]],
        cwd=book,
        env={
            **os.environ,
            "LANG": "en_US.UTF-8",
            "USER": "vqxplum-user",
            "LOGNAME": "vqxplum-user",
        },
        capture_output=True,
        text=True,
        check=False,
    )


def write(book: Path, files: Mapping[str, str]) -> None:
    for path, text in files.items():
        (book / path).parent.mkdir(parents=True, exist_ok=True)
        (book / path).write_text(text, encoding="utf-8")


def commit(book: Path, season: str) -> None:
    git(book, "add", "--all", ".")
    name = f"Vqxplum-Author {season}"
    git(
        book, "-c", f"user.name={name}", "-c", f"user.email=vqxplum.{season}@vqxplum.example.org",
        "commit", "-qm", f"vqxplum-subject-{season}", "-m", f"vqxplum-body-{season}",
    )  # fmt: skip
    git(book, "tag", f"season-{season}")


def begin(book: Path) -> None:
    """The public book: one of its risks names what will be confidential, in links and in prose."""
    shutil.copytree(BASE, book)
    organization = book / "registers/organization.yml"
    text = organization.read_text(encoding="utf-8")
    line = "    department: customer-service\n"
    emails = f"{line}    emails: [vqxplum.person@vqxplum.example.org]\n"
    emails += "    logins: {github: vqxplum-login}\n"
    organization.write_text(text.replace(line, emails), encoding="utf-8")
    write(book, PUBLIC_TICKETS)
    git(book, "init", "-q", "-b", "main")
    commit(book, "first")


PUBLIC_TICKETS = {
    "registers/problem-types.yml": """types:
  - id: PT-01
    name: Telephones
    any_of: [telephone]
""",
    "registers/desk/tickets/desk-2026.yml": """id: desk-2026
title: Tickets of the desk
file: desk-2026.csv
language: en
from: 2026-06-01
until: 2026-11-20
form: {delimiter: comma, encoding: utf-8, dates: year-month-day, time_zone: Asia/Shanghai}
columns: {id: Number, opened: Opened, text: Text}
""",
    "registers/desk/tickets/desk-2026.csv": """Number,Opened,Text
1,2026-10-02 09:00,telephone silent
2,2026-10-03 09:00,telephone dark
""",
}
"""What anybody may see: the types of problem, which the whole book shares, and an export."""


def replace_records(book: Path, files: Mapping[str, str]) -> None:
    for path in sorted((book / "registers/desk").rglob("*")):
        name = path.as_posix().rpartition("/desk/")[2]
        if path.is_file() and re.search(r"[RPCI]901|/vqxplum-", name):
            path.unlink()
    write(book, files)


def name_the_confidential(book: Path) -> None:
    risk = next((book / "registers/desk/risks").glob("R002-*[!h].md"))
    text = risk.read_text(encoding="utf-8")
    links = f"related: [{RISK}]\ncontrols: [{CONTROL}]\nplan: {PLAN}\narises_at:\n"
    links += (
        f"  - {{process: {PROCESS}, node: vqxplum-node}}\ndepends_on:\n  - {{control: {CONTROL}}}\n"
    )
    links += f"indicators: [{INDICATOR}]\nfound_in:\n  - {{incident: {INCIDENT}}}\n"
    links += f"  - {{session: {SESSION}, point: Xvqxplum-point}}\n"
    head, _, rest = text.removeprefix("---\n").partition("---\n")
    kept = [line for line in head.splitlines() if not re.match("related:|controls:|plan:", line)]
    kept = [line for line in kept if not re.match(r"  - [RC]\d", line)]
    risk.write_text(
        "---\n" + "\n".join(kept) + f"\n{links}---\n{rest}\nSee {RISK} and {PLAN}.\n",
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    """Public at first, confidential since; reworded, joined by a second risk, which went again."""
    root = tmp_path_factory.mktemp("vqxplum-folder") / "vqxplum-book"
    begin(root)
    gardens = []
    for season, confidential in (("a", False), ("b", True), ("c", True)):
        files, garden = planted(season, confidential=confidential)
        gardens.append(garden)
        replace_records(root, files)
        if season == "b":
            second, more = planted("d", confidential=True)
            gardens.append(more)
            risk = next(text for path, text in second.items() if f"/{RISK}-" in path)
            write(
                root,
                {"registers/desk/risks/R902-vqxplum-gone.md": risk.replace(RISK, "R902")},
            )
            name_the_confidential(root)
        commit(root, season)
    next((root / "registers").rglob("R902-*")).unlink()
    other = next((root / "registers/desk/risks").glob("R001-*[!h].md"))
    text = other.read_text(encoding="utf-8").replace("    likelihood: 2\n", "    likelihood: 1\n")
    other.write_text(text, encoding="utf-8")
    commit(root, "last")
    return Planted(root, numbers(gardens))


@pytest.fixture(scope="module")
def site(book: Planted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site") / "site"
    done = riskbook(book.root, "build", "--at", "HEAD", "--today", DAY, "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each file of a site, and what is packed in it: parts of a workbook, chunks of an image."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or OWN_PAGES.match(name):
            continue
        content = path.read_bytes()
        yield name, content
        if path.suffix in (".xlsx", ".zip"):
            with zipfile.ZipFile(BytesIO(content)) as packed:
                for part in packed.infolist():
                    yield f"{name}: {part.filename}", part.filename.encode() + packed.read(part)
                    yield f"{name}: comment", part.comment + part.extra + packed.comment
        elif path.suffix == ".png":
            yield from ((f"{name}: {kind}", text) for kind, text in chunks(content))


def chunks(png: bytes) -> Iterator[tuple[str, bytes]]:
    """The chunks of an image that hold words, unpacked."""
    place = 8
    while place < len(png):
        (size,) = struct.unpack(">I", png[place : place + 4])
        kind, data = png[place + 4 : place + 8], png[place + 8 : place + 8 + size]
        if kind in (b"zTXt", b"iTXt"):
            keyword, _, rest = data.partition(b"\0")
            with suppress(zlib.error):  # an iTXt need not be packed
                data = keyword + zlib.decompress(rest[1:])
        if kind not in (b"IDAT", b"IHDR", b"IEND"):
            yield kind.decode(), data
        place += 12 + size


def test_every_field_of_every_schema_is_planted() -> None:
    _, garden = planted("a", confidential=True)
    every = {pointer for kind in KINDS for pointer in leaves(kind)}
    assert every - garden.pointers == LEFT_OUT
    assert len(garden.words) == len(set(garden.words)) > 100


def test_the_planted_records_are_sound_and_withheld(book: Planted, site: Path) -> None:
    """Records that could not be read would be nowhere, and prove nothing."""
    read = load(WorkTree(book.root)).book
    assert read is not None
    shelves = (read.risks, read.plans, read.controls, read.processes)
    hidden = [one.id for shelf in shelves for one in shelf.values() if one.confidential]
    assert sorted(hidden) == sorted((OLD, RISK, PLAN, CONTROL, PROCESS))
    found = read.discovery
    wing = (
        *(found.exports, found.feedback, found.sessions, found.fishbones, found.checklists),
        *(found.answers, found.incidents, found.indicators),
    )
    hidden = [key for shelf in wing for key, one in shelf.items() if one.confidential]
    assert sorted(hidden) == sorted(FOUND)
    assert [*found.tickets, *found.readings] == ["desk-2026", TICKETS, INDICATOR]
    assert {entry.of for entry in read.sign_offs} >= {RISK, PLAN}
    assert {entry.of for entry in read.exercises} >= {PLAN}
    assert {of for of, _ in read.translations} >= {RISK, PLAN, CONTROL}
    assert json.loads((site / "manifest.json").read_bytes())["withheld"] == 5 + len(FOUND)


def test_nothing_of_it_is_in_any_file_of_the_site(book: Planted, site: Path) -> None:
    looked_at = 0
    for name, content in contents(site):
        assert not SECRET.search(name.encode()), name
        assert book.found_in(content) == set(), name
        looked_at += 1
    assert looked_at > 60


def test_no_address_no_author_and_no_place_of_this_machine(book: Planted, site: Path) -> None:
    """The authors and the folder have planted names; here what stands whatever they are called.

    Packed files are read part by part: among packed bytes anything may look like an address.
    """
    places = {str(book.root), str(site.parent), str(Path.home()), os.environ.get("HOSTNAME", "")}
    for name, content in contents(site):
        if name.endswith((".png", ".zip")) or (name.endswith(".xlsx") and ": " not in name):
            continue
        told = content.decode("utf-8", errors="replace")
        assert not ADDRESS.search(re.sub(r"(?m)^UID:.*", "", told)), name
        for place in places - {"", "/"}:
            assert place not in told, f"{name} names {place}"


def test_an_ordinary_build_and_one_after_an_edit_are_as_silent(
    book: Planted, tmp_path: Path
) -> None:
    """The way that a folder is built: with findings, of which the report goes to the author."""
    root = tmp_path / "vqxplum-copy"
    shutil.copytree(book.root, root, symlinks=True)
    settings = root / "riskbook.yml"
    off = "".join(f"  {code}: note\n" for code in stopping(root))
    settings.write_text(f"{settings.read_text(encoding='utf-8')}severities:\n{off}")
    out = tmp_path / "site"
    for _ in range(2):
        done = riskbook(root, "build", "--today", DAY, "--out", out)
        assert done.returncode == 0, done.stdout + done.stderr
        for name, content in contents(out):
            assert book.found_in(content) == set(), name
        risk = next((root / "registers/desk/risks").glob(f"{RISK}-*[!h].md"))
        risk.write_text(risk.read_text(encoding="utf-8") + "\nvqxplum-late\n", encoding="utf-8")


def stopping(root: Path) -> list[str]:
    """The codes of the findings that stop a build."""
    done = riskbook(root, "check", "--today", DAY, "--format", "json")
    found = json.loads(done.stdout)["findings"]
    return sorted({one["code"] for one in found if one["severity"] == "error"})


SPOKEN = [
    *(("diff", f"season-{base}", "--format", form)
      for base in ("first", "a", "b", "c") for form in ("md", "json", "html")),
    *(("rereview", "--base", "season-b", "--format", form) for form in ("md", "json")),
    *(("gate", "--base", "season-b", "--format", form) for form in ("md", "json")),
    ("check", "--base", "season-b", "--format", "markdown"),
    ("status", "--format", "md"),
    ("status", "--format", "ics"),
    ("coverage", "--format", "md"),
    ("tickets", "--format", "md"),
]  # fmt: skip
"""What goes to comments, summaries, pages and calendars that others can see."""


@pytest.mark.parametrize("arguments", SPOKEN, ids=" ".join)
def test_nothing_of_it_is_said_of_a_change(book: Planted, arguments: tuple[str, ...]) -> None:
    for language in ("en", "zh"):
        done = riskbook(book.root, *arguments, "--today", DAY, "--lang", language)
        assert done.returncode in (0, 1), done.stderr
        assert len(done.stdout) > 40
        assert book.found_in(done.stdout.encode()) == set()
        assert not ADDRESS.search(re.sub(r"(?m)^UID:.*", "", done.stdout))


def test_the_same_records_would_be_found_if_they_were_public(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = tmp_path_factory.mktemp("public") / "book"
    begin(root)
    files, garden = planted("a", confidential=False)
    write(root, files)
    commit(root, "a")
    out = root.parent / "site"
    done = riskbook(root, "build", "--at", "HEAD", "--today", DAY, "--out", out)
    assert done.returncode == 0, done.stdout + done.stderr
    whole = b"\n".join(content for _, content in contents(out)).lower()
    shown = [word for word in garden.words if word.encode() in whole]
    assert len(shown) > 0.5 * len(garden.words), sorted(set(garden.words) - set(shown))
    assert all(key.lower().encode() in whole for key in (RISK, PLAN, CONTROL, PROCESS))
