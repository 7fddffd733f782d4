"""The downloads of a site: they are there, they are offered, and they keep up with the book."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import time
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from riskbook.site.front import UpToDate, look
from riskbook.site.publication import Done, prepare, publish_prepared

CLONE = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 23)
RISK = "registers/customer-service/risks/R003-*[!z][!h].md"
URL = "https://risk.example.org/book"
OURS = re.compile(r"(?:zh/)?(?:register\.(?:csv|xlsx)|badges/.*|downloads\.html)|api/.*")


def copy_book(folder: Path) -> Path:
    book = folder / "book"
    shutil.copytree(CLONE / "registers", book / "registers")
    shutil.copy(CLONE / "riskbook.yml", book)
    return book


def build(book: Path, cache: Path) -> dict[str, str]:
    """The hashes of the files of the site after a build with what ``cache`` remembers."""
    time.sleep(0.05)  # the date of a file that was only just written cannot be relied on
    before = os.environ["RISKBOOK_CACHE_DIR"]
    os.environ["RISKBOOK_CACHE_DIR"] = str(cache)
    try:
        past = look(book, book / "site", DAY)
        assert not isinstance(past, UpToDate)
        assert isinstance(publish_prepared(prepare(past, DAY)), Done)
    finally:
        os.environ["RISKBOOK_CACHE_DIR"] = before
    files = (path for path in sorted((book / "site").rglob("*")) if path.is_file())
    return {
        path.relative_to(book / "site").as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built book that says where it is published."""
    folder = tmp_path_factory.mktemp("placed")
    book = copy_book(folder)
    settings = book / "riskbook.yml"
    text = settings.read_text(encoding="utf-8")
    assert "\nsite:\n" in text
    settings.write_text(text.replace("\nsite:\n", f"\nsite:\n  url: {URL}\n"), encoding="utf-8")
    build(book, folder / "cache")
    return book / "site"


@pytest.mark.parametrize("folder", ["", "zh/"])
def test_every_file_that_the_page_offers_is_there_and_as_large_as_it_says(
    placed: Path, folder: str
) -> None:
    page = (placed / folder / "downloads.html").read_text(encoding="utf-8")
    main = page[page.index("<main") : page.index("</main>")]
    offered = re.findall(r'(?:href|src)="([^"#]+)"', main)
    assert len(offered) > 25
    for href in offered:
        assert (placed / folder / href).is_file(), href
    sizes = re.findall(r'href="([^"]+)" download>[^<]+</a></th>.*?>([\d.]+) (kB|MB)</td>', main)
    assert len(sizes) == 9
    for href, number, unit in sizes:
        size = (placed / folder / href).stat().st_size
        shown = max(1, round(size / 1000)) if unit == "kB" else round(size / 1e6, 1)
        assert shown == float(number), href


@pytest.mark.parametrize("folder", ["", "zh/"])
def test_csv_workbook_and_data_tell_the_same_risks(placed: Path, folder: str) -> None:
    rows = list(
        csv.reader(StringIO((placed / folder / "register.csv").read_text("utf-8-sig"), newline=""))
    )
    sheet = load_workbook(BytesIO((placed / folder / "register.xlsx").read_bytes())).worksheets[0]
    register = json.loads((placed / "api/v1/register.json").read_bytes())
    ids = [row[0] for row in rows[1:]]
    assert ids == [cell.value for cell in sheet["A"][1:]]
    assert ids == [risk["id"] for risk in register["risks"]]
    assert rows[0] == [cell.value for cell in sheet[1]]
    language = "zh" if folder else "en"
    assert [row[1] for row in rows[1:]] == [risk["title"][language] for risk in register["risks"]]


def test_every_page_leads_to_the_downloads(placed: Path) -> None:
    for path in ("index.html", "risks/R001.html", "zh/risks/R001.html", "guide/sign.html"):
        page = (placed / path).read_text(encoding="utf-8")
        (href,) = re.findall(r'<footer.*?href="([^"]*downloads\.html)"', page, re.DOTALL)
        assert (placed / path).parent.joinpath(href).resolve().is_file()


def test_a_link_to_an_overview_shows_a_card_and_one_to_a_risk_none(placed: Path) -> None:
    for path in ("register.html", "zh/plans.html"):
        page = (placed / path).read_text(encoding="utf-8")
        facts = dict(re.findall(r'<meta property="og:([\w:]+)" content="([^"]*)">', page))
        assert facts["url"] == f"{URL}/{path}"
        image = facts["image"].removeprefix(f"{URL}/")
        assert (placed / image).read_bytes().startswith(b"\x89PNG")
        assert image.startswith("zh/") == path.startswith("zh/")
        assert facts["title"] in page[page.index("<title>") : page.index("</title>")]
    assert "og:" not in (placed / "risks/R001.html").read_text(encoding="utf-8")
    assert "og:" not in (placed / "services/customer-hotline.html").read_text(encoding="utf-8")


def test_a_book_without_an_address_has_no_card(tmp_path: Path) -> None:
    book = copy_book(tmp_path)
    files = build(book, tmp_path / "cache")
    assert "images/card.png" not in files
    assert "og:" not in (book / "site/index.html").read_text(encoding="utf-8")


def test_nothing_of_this_machine_is_in_a_download(placed: Path) -> None:
    here = str(placed.parent).encode()
    for path in ("register.csv", "register.xlsx", "api/v1/register.json", "downloads.html"):
        assert here not in (placed / path).read_bytes()


def edited(book: Path, pattern: str, new: str) -> None:
    (path,) = book.glob(RISK)
    text = path.read_text(encoding="utf-8")
    changed = re.sub(pattern, new, text, count=1, flags=re.MULTILINE)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def test_only_what_they_show_makes_them_anew(tmp_path: Path) -> None:
    book, cache = copy_book(tmp_path), tmp_path / "cache"
    shutil.rmtree(book / "registers/customer-service/sign-offs/R003", ignore_errors=True)
    first = build(book, cache)
    ours = {path for path in first if OURS.fullmatch(path)}
    assert len(ours) == 7 + 2 * 7

    marked = book / "site" / "register.csv"
    written = marked.stat().st_mtime_ns
    (path,) = book.glob(RISK)
    path.write_text(path.read_text(encoding="utf-8") + "\nA sentence more.\n", encoding="utf-8")
    second = build(book, cache)
    assert {path for path in ours if second[path] != first[path]} == set()
    assert marked.stat().st_mtime_ns == written

    edited(book, r"^(  cause: ).*$", r"\g<1>Another cause than before")
    third = build(book, cache)
    assert "Another cause than before" in marked.read_text("utf-8")
    moved = {path for path in ours if third[path] != second[path]}
    assert {"register.csv", "register.xlsx"} <= moved
    assert third["register.html"] == second["register.html"]
    assert third == build_cold(book, tmp_path)


def build_cold(book: Path, folder: Path) -> dict[str, str]:
    shutil.rmtree(book / "site")
    return build(book, folder / "cold")
