"""``riskbook pdf``: the pack for a board, read back from the file."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader
from pypdf.generic import Destination

from demo_book import git
from riskbook.cli.main import main
from riskbook.reading.loading import load
from riskbook.reading.trees import WorkTree
from riskbook.site.pack_printing import NoPrinterError, print_pages, ready_to_print

TODAY = "2026-11-23"
HUSH = "R026"
"""The risk that is confidential."""


def _here() -> str:
    """What this machine lacks for a PDF."""
    try:
        ready_to_print()
    except NoPrinterError as error:
        return error.reason
    return ""


needs_printer = pytest.mark.skipif(
    bool(_here()) and os.environ.get("CI") != "true", reason=f"no PDF here: {_here()}"
)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def pdf(book: Path, out: Path, *arguments: str) -> PdfReader:
    done = run("pdf", *arguments, "--book", book, "--today", TODAY, "--out", out)
    assert done.exit_code == 0, done.output
    return PdfReader(out)


def bookmarks(reader: PdfReader) -> dict[str, int]:
    """The pages of the bookmarks by their words, counted from 1."""

    def walk(outline: list[Any]) -> Iterator[tuple[str, int]]:
        for entry in outline:
            if isinstance(entry, Destination):
                page = reader.get_destination_page_number(entry)
                assert page is not None
                yield str(entry.title), page + 1
            else:
                yield from walk(entry)

    return dict(walk(reader.outline))


def words(reader: PdfReader, page: int) -> str:
    return " ".join(reader.pages[page - 1].extract_text().split())


@pytest.fixture(scope="module")
def pack(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    out = tmp_path_factory.mktemp("pack") / "board-pack.pdf"
    return pdf(demo, out, "--lang", "en", "--for", "the board of directors")


@pytest.fixture(scope="module")
def chinese(demo: Path, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    return pdf(demo, tmp_path_factory.mktemp("pack") / "董事会 pack.pdf", "--lang", "zh")


@needs_printer
def test_a_pack_begins_with_a_cover_that_says_of_when_of_what_and_for_whom(
    pack: PdfReader, demo: Path
) -> None:
    cover = words(pack, 1)
    commit = git(demo, "rev-parse", "--short=7", "HEAD").strip()
    for said in ("Service risk register", "For the board of directors", "23 November 2026", commit):
        assert said in cover
    assert "1 confidential record is withheld" in cover
    assert "Page 1" not in cover


@needs_printer
def test_the_contents_name_the_page_on_which_each_chapter_begins(pack: PdfReader) -> None:
    marks = bookmarks(pack)
    contents = " ".join(words(pack, 2).replace(".", "").split())
    chapters = ["Summary", "Highest ranked", "Register", "Risk sheets", "Contingency plans"]
    for chapter in (*chapters, "Method"):
        assert f"{chapter} {marks[chapter]}" in contents
        assert chapter in words(pack, marks[chapter])
    assert list(marks.values()) == sorted(marks.values())
    assert sum(title.startswith("R") and title[1:4].isdigit() for title in marks) == 2


@needs_printer
def test_every_page_but_the_cover_says_where_it_is(pack: PdfReader) -> None:
    pages = len(pack.pages)
    for number in range(2, pages + 1):
        said = words(pack, number)
        assert f"Page {number} of {pages}" in said
        assert "As of 23 Nov 2026" in said
        assert "Service risk register" in said


@needs_printer
def test_the_register_and_the_review_lie_across_and_repeat_their_heads(pack: PdfReader) -> None:
    marks = bookmarks(pack)
    review = next(page for title, page in marks.items() if title.startswith("Quarterly review"))
    for first, last, head in (
        (review, marks["Register"], "Decision"),
        (marks["Register"], marks["Risk sheets"], "Strategy"),
    ):
        assert last > first + 1
        for number in range(first, last):
            box = pack.pages[number - 1].mediabox
            assert box.width > box.height
            assert head in words(pack, number)
    upright = pack.pages[marks["Summary"] - 1].mediabox
    assert upright.height > upright.width


@needs_printer
def test_links_stay_in_the_file_or_lead_to_the_published_site(pack: PdfReader) -> None:
    inside, outside = 0, set()
    for page in pack.pages:
        for note in page.get("/Annots") or ():
            action = note.get_object().get("/A", {})
            if "/URI" in action:
                outside.add(str(action["/URI"]).partition("/registers")[0])
            else:
                inside += 1
    assert inside > 50
    assert not {address for address in outside if address.startswith(("file:", "riskbook:"))}


@needs_printer
def test_chinese_is_set_in_the_font_that_comes_with_riskbook(chinese: PdfReader) -> None:
    marks = bookmarks(chinese)
    assert {"目录", "概要", "登记册", "风险明细", "应急预案"} <= marks.keys()
    assert f"第 2 页，共 {len(chinese.pages)} 页" in words(chinese, 2)
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in chinese.pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }
    assert any("Riskbook-Sans" in font.replace("RiskbookSans", "Riskbook-Sans") for font in fonts)


@needs_printer
def test_the_same_book_gives_the_same_bytes(demo: Path, tmp_path: Path) -> None:
    riskbook = Path(sys.executable).with_name("riskbook")
    made = []
    for seed, name in (("1", "one"), ("2", "another folder")):
        book = tmp_path / name / "book"
        git(demo, "clone", "--quiet", str(demo), str(book))
        out = tmp_path / f"{name}.pdf"
        options = ("--today", TODAY, "--lang", "zh", "--out", str(out))
        command = [str(riskbook), "pdf", "--book", str(book), *options]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, check=True, capture_output=True, env=environment)
        made.append(out.read_bytes())
    assert made[0] == made[1]


@needs_printer
def test_what_is_confidential_is_in_no_pack_and_has_no_sheet(
    pack: PdfReader, demo: Path, tmp_path: Path
) -> None:
    book = load(WorkTree(demo)).book
    assert book is not None
    hidden = book.risks[HUSH]
    everything = " ".join(words(pack, number + 1) for number in range(len(pack.pages)))
    assert HUSH not in everything
    assert hidden.title not in everything
    refused = run("pdf", HUSH, "--book", demo, "--lang", "en", "--out", tmp_path / "x.pdf")
    assert refused.exit_code == 2
    assert f"{HUSH} is confidential" in refused.output
    assert hidden.title not in refused.output
    past = run("pdf", HUSH, "--book", demo, "--at", "2026-06-01", "--out", tmp_path / "x.pdf")
    assert past.exit_code == 2
    assert not (tmp_path / "x.pdf").exists()


@needs_printer
def test_named_records_give_their_sheets_and_nothing_else(demo: Path, tmp_path: Path) -> None:
    made = pdf(demo, tmp_path / "sheets.pdf", "r004", "P001", "--lang", "en")
    assert list(bookmarks(made)) == [
        "R004 The CRM fails for more than four hours during opening time",
        "P001 Serve customers while the CRM or the telephone is down",
    ]
    assert len(made.pages) <= 3
    assert bookmarks(made)["P001 Serve customers while the CRM or the telephone is down"] == 2


@needs_printer
def test_a_sheet_can_be_had_as_it_was(demo: Path, tmp_path: Path) -> None:
    then = tmp_path / "then.pdf"
    done = run("pdf", "R001", "--book", demo, "--at", "2026-03-31", "--lang", "en", "--out", then)
    assert done.exit_code == 0, done.output
    assert "As of 31 Mar 2026" in words(PdfReader(then), 1)


@needs_printer
def test_a_risk_fits_on_one_page(demo: Path, tmp_path: Path) -> None:
    """Two of the example's 37 risks say so much that their last lines go onto a second page."""
    marks = bookmarks(pdf(demo, tmp_path / "all.pdf", "--sheets", "all"))
    starts = sorted(marks.values())
    risks = {title[:4]: page for title, page in marks.items() if title[:2] == "R0"}
    assert len(risks) > 30
    after = {page: min((at for at in starts if at > page), default=page) for page in starts}
    spread = {key for key, page in risks.items() if after[page] - page > 1}
    assert spread <= {"R020", "R032"}


@needs_printer
def test_the_printer_asks_for_nothing_but_the_font(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a text smuggles in: no address is opened, no file of the machine is read."""
    asked: list[object] = []

    def refuse(*arguments: object, **_named: object) -> None:
        asked.append(arguments)
        raise OSError

    secret = tmp_path / "secret.css"
    secret.write_text("body{color:red}", encoding="utf-8")
    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    lures = (
        '<img src="https://example.org/beacon.png" alt="seen">',
        f'<link rel="stylesheet" href="{secret.as_uri()}">',
        '<object data="http://127.0.0.1:9/x.svg"></object>',
        '<script src="https://example.org/x.js"></script>',
        '<a href="https://example.org" rel="attachment">here</a>',
    )
    printed = print_pages(f"<html><body>{''.join(lures)}<p>Text</p></body></html>")
    assert printed.pages == 1
    assert asked == []
    assert b"beacon" not in printed.content.replace(b"https://example.org/beacon.png", b"")


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        ("raise ModuleNotFoundError('weasyprint', name='weasyprint')", "riskbook[pdf]"),
        ("raise OSError('cannot load library libpango-1.0-0')", "libpango-1.0-0 libpangoft2-1.0-0"),
    ],
)
def test_what_a_machine_lacks_is_said_in_a_sentence(
    fault: str, said: str, demo: Path, tmp_path: Path
) -> None:
    (tmp_path / "weasyprint.py").write_text(fault, encoding="utf-8")
    out = tmp_path / "pack.pdf"
    for language in ("en", "zh"):
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "riskbook",
                "pdf",
                "--book",
                demo,
                "--out",
                out,
                "--lang",
                language,
            ],
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(tmp_path)},
        )
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr
    assert not out.exists()


@needs_printer
def test_a_book_with_errors_gives_no_pdf(demo: Path, tmp_path: Path) -> None:
    book = tmp_path / "book"
    git(demo, "clone", "--quiet", str(demo), str(book))
    risk = next(book.glob("registers/*/risks/R003-*[!h].md"))
    text = risk.read_text(encoding="utf-8")
    risk.write_text(text.replace("\nowner: ", "\nowner: nobody-", 1), encoding="utf-8")
    out = tmp_path / "pack.pdf"
    done = run("pdf", "--book", book, "--today", TODAY, "--out", out)
    assert done.exit_code == 1
    assert not out.exists()


@needs_printer
def test_a_file_that_is_no_pdf_is_left_alone(demo: Path, tmp_path: Path) -> None:
    note = tmp_path / "note.md"
    note.write_text("mine", encoding="utf-8")
    done = run("pdf", "R004", "--book", demo, "--today", TODAY, "--out", note)
    assert done.exit_code == 2
    assert note.read_text(encoding="utf-8") == "mine"


@needs_printer
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("R999",), "R999"),
        (("--sheets", "gigantic"), "top, all, none"),
        (("--at", "no-such-branch"), "no-such-branch"),
        (("--lang", "tlh"), "not spoken"),
    ],
)
def test_what_cannot_be_meant_is_said(
    arguments: tuple[str, ...], said: str, demo: Path, tmp_path: Path
) -> None:
    done = run("pdf", *arguments, "--book", demo, "--out", tmp_path / "x.pdf")
    assert done.exit_code == 2
    assert said in done.output
    assert not (tmp_path / "x.pdf").exists()


@needs_printer
def test_a_file_is_called_after_what_it_holds(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for asked in (("register",), ("R004", "P001")):
        assert run("pdf", *asked, "--book", demo, "--today", TODAY).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["R004-P001.pdf", "register.pdf"]
