"""The page of the downloads: every file that is there, each with what it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from riskbook.model.book import Book, SiteSettings
from riskbook.site.downloads.files import language_files, shared_files
from riskbook.site.edition import edition
from riskbook.site.input import SiteInput
from riskbook.site.lines import Lines
from riskbook.site.rendering import Press
from riskbook.site.views.downloads import downloads_view
from samples import sample_book

MakeSite = Callable[..., SiteInput]
MakePress = Callable[..., Press]


def placed(book: Book) -> Book:
    site = SiteSettings("https://risk.example.org/", None)
    return replace(book, settings=replace(book.settings, site=site))


@pytest.mark.parametrize(("language", "up"), [("en", ""), ("zh", "../")])
def test_every_file_of_data_is_offered(make_site: MakeSite, language: str, up: str) -> None:
    made = edition(make_site(language=language))
    view = downloads_view(made, {})
    offered = {file.href for group in view.groups for offer in group.offers for file in offer.files}
    offered |= {badge.href for badge in view.badges}
    files = {path for path, _ in language_files(made, Lines())}
    files |= {f"{up}{path}" for path, _ in shared_files([made], Lines())}
    assert files <= offered


def test_sizes_are_told_where_they_are_known(make_site: MakeSite) -> None:
    view = downloads_view(
        edition(make_site()), {"register.csv": 1_234_567, "register.xlsx": 84_300}
    )
    sheets = next(group for group in view.groups if group.key == "sheets")
    assert [offer.size for offer in sheets.offers] == ["84 kB", "1.2 MB"]
    assert not next(group for group in view.groups if group.key == "subscribe").sized


def test_a_badge_is_pasted_with_its_whole_address(make_site: MakeSite) -> None:
    view = downloads_view(edition(make_site(placed(sample_book()), language="zh")), {})
    assert view.badges[0].markdown == (
        "[![最高风险等级](https://risk.example.org/zh/badges/worst-level.svg)]"
        "(https://risk.example.org/zh/index.html)"
    )
    assert view.advice == ""


def test_without_an_address_the_page_says_what_is_missing(make_site: MakeSite) -> None:
    assert "site.url" in downloads_view(edition(make_site()), {}).advice


def test_the_page_links_what_it_names_and_shows_each_badge(make_press: MakePress) -> None:
    page = make_press().downloads({"register.csv": 2000})
    assert page.path == "downloads.html"
    assert page.summary
    assert '<a href="register.csv" download>register.csv</a>' in page.main
    assert '<a href="reviews.ics">reviews.ics</a>' in page.main
    assert len(re.findall(r'<img src="badges/[\w-]+\.svg" alt="[^"]+"', page.main)) == 4


def test_pictures_that_there_are_not_are_not_offered(make_site: MakeSite) -> None:
    """Neither the movement of the quarter nor the trend: nobody can tell them without a past."""
    view = downloads_view(edition(make_site(today=date(2026, 11, 23))), {})
    images = next(group for group in view.groups if group.key == "images")
    hrefs = [file.href for offer in images.offers for file in offer.files]
    assert "images/matrix-current.svg" in hrefs
    assert not [href for href in hrefs if "since" in href or "trend" in href]
