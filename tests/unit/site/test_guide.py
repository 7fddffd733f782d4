"""The guide and the rules in the site: links lead on, ids are alike, nothing is made twice."""

from __future__ import annotations

import posixpath
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from riskbook.findings import CODES, Severity
from riskbook.reading.resources import resource
from riskbook.site import guide, inputs
from riskbook.site.addresses import SUMMARY_PAGES
from riskbook.site.documents import document, ids
from riskbook.site.front import Past, look
from riskbook.site.guide import TASKS, Library, guide_pages
from riskbook.site.input import Page, SiteInput
from riskbook.site.publication import Done, prepare, publish_prepared
from samples import sample_book, sample_settings

MakeSite = Callable[..., SiteInput]

CLONE = Path(__file__).resolve().parents[3]
LIBRARY = Library(resource("docs/guide"), resource("docs/rules"))
DOCUMENTS = sorted(
    path
    for folder in ("docs/guide", "docs/rules")
    for path in (CLONE / folder).glob("*.md")
    if "." not in path.stem
)


def pages(site: SiteInput, library: Library = LIBRARY) -> dict[str, Page]:
    return {page.path: page for page in guide_pages(site, library, resource("site_templates"))}


# What there is


def test_every_guide_stands_in_the_contents_and_has_a_page(make_site: MakeSite) -> None:
    there = {path.stem for path in DOCUMENTS if path.parent.name == "guide"}
    assert there == set(LIBRARY.names())
    made = pages(make_site())
    assert {f"guide/{name}.html" for name in there} <= made.keys()
    for name in there:
        assert f'href="{name}.html"' in made["guide/index.html"].main


def test_every_rule_has_a_page_and_a_line_in_the_index(make_site: MakeSite) -> None:
    made = pages(make_site())
    for code, rule in CODES.items():
        assert rule.name in made[f"rules/{code}.html"].main
        assert f'href="{code}.html"' in made["rules/index.html"].main


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_both_languages_have_the_same_headings(path: Path) -> None:
    english, chinese = path.read_text("utf-8"), path.with_suffix(".zh.md").read_text("utf-8")
    assert levels(english) == levels(chinese)
    assert len(ids(english)) == len(ids(chinese))


def levels(markdown: str) -> list[str]:
    prose = re.sub(r"^```.*?^```$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"^(#+) ", prose, re.MULTILINE)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_link_leads_to_a_page_and_a_heading(make_site: MakeSite, language: str) -> None:
    made = pages(make_site(language=language))
    assert len(made) > len(CODES)
    for path, page in made.items():
        for href in re.findall(r'(?:href|src)="([^"]+)"', page.main):
            if href.startswith("https://"):
                continue
            target, _, anchor = href.partition("#")
            there = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
            there = there if target else path
            assert there in made or there in SUMMARY_PAGES, f"{path}: {href}"
            assert not anchor or f' id="{anchor}"' in made[there].main, f"{path}: {href}"


def test_ids_are_the_same_in_every_language(make_site: MakeSite) -> None:
    english, chinese = pages(make_site()), pages(make_site(language="zh"))
    assert english.keys() == chinese.keys()
    for path in english:
        ours, theirs = (re.findall(r' id="([^"]+)"', one[path].main) for one in (english, chinese))
        assert ours == theirs
        assert len(ours) == len(set(ours))


# How a page is made


def made_from(markdown: str, english: str = "") -> str:
    return str(document(markdown, english or markdown, lambda _: None).html)


def test_a_link_without_a_page_is_its_words_and_one_outside_stays() -> None:
    html = made_from(
        "# T\n\nSee [the *format*](../reference/x.md), [a page](https://example.org/)."
    )
    assert "See the <em>format</em>, " in html
    assert '<a href="https://example.org/">a page</a>' in html


def test_the_link_to_the_other_language_is_left_to_the_frame() -> None:
    read = document("# T\n\n[中文](x.zh.md)\n\nFirst *words*.\n\nMore.", "# T\n", lambda href: href)
    assert "x.zh.md" not in read.html
    assert (read.title, read.lead) == ("T", "First words.")


def test_headings_get_the_english_ids_in_order() -> None:
    english = "# T\n\n## One `a`\n\n```sh\n# not a heading\n```\n\n## Two\n\n## Two\n"
    read = document("# 题\n\n## 一\n\n## 二\n\n## 三\n", english, lambda _: None)
    assert [(one.id, one.words) for one in read.headings] == [
        ("one-a", "一"),
        ("two", "二"),
        ("two-1", "三"),
    ]


def test_code_says_whose_it_is_and_where_a_rule_finds_fault() -> None:
    html = made_from("# T\n\n```yaml registers/a/x.md\na:\n  due: 1  # RB406\n```\n")
    assert '<p class="file"><code>registers/a/x.md</code></p>' in html
    assert "a:\n  <mark>due: 1</mark>\n" in html


def test_commands_and_changes_stand_out() -> None:
    html = made_from("# T\n\n```console only=x\n$ ls <a>\nx\n```\n\n```diff x.md\n-a\n+b\n```\n")
    assert "<b>$ ls &lt;a&gt;</b>\nx" in html
    assert '<span class="past">-a</span>\n<span class="ok">+b</span>' in html


# What a book decides


def test_a_file_that_every_book_has_leads_to_where_it_is_edited(
    make_site: MakeSite, tmp_path: Path
) -> None:
    (tmp_path / "write-a-risk.md").write_text("# T\n\n[a](../../registers/criteria.yml)\n")
    library = replace(LIBRARY, guide=tmp_path)
    edit = "https://git.example.org/edit/{path}"
    for pattern, shown in ((edit, f'href="{edit}"'), ("", "<p>a</p>")):
        book = replace(sample_book(), settings=replace(sample_settings(), edit=pattern))
        main = pages(make_site(book), library)["guide/write-a-risk.html"].main
        assert shown.replace("{path}", "registers/criteria.yml") in main


def test_the_index_shows_the_severity_that_a_rule_has_in_the_book(make_site: MakeSite) -> None:
    own = {"RB209": Severity.ERROR, "RB705": None}
    book = replace(sample_book(), settings=replace(sample_settings(), severities=own))
    made = pages(make_site(book))
    assert re.search(r"Severity: error <span[^>]*>by default: note<", made["rules/RB209.html"].main)
    assert re.search(r"Severity: off <span[^>]*>by default: note<", made["rules/RB705.html"].main)
    assert made["rules/index.html"].main.count("by default:") == len(own)


def test_what_is_not_translated_is_shown_in_english_and_says_so(
    make_site: MakeSite, tmp_path: Path
) -> None:
    (tmp_path / "write-a-risk.md").write_text("# Title\n\nWords.\n", encoding="utf-8")
    main = pages(make_site(language="zh"), replace(LIBRARY, guide=tmp_path))[
        "guide/write-a-risk.html"
    ].main
    assert '<article class="prose" lang="en">' in main
    assert "本页尚无译文" in main


# When pages are made


def test_pages_are_made_with_the_theme_and_not_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RISKBOOK_CACHE_DIR", str(tmp_path / "cache"))
    book = tmp_path / "book"
    shutil.copytree(CLONE / "registers", book / "registers")
    shutil.copy(CLONE / "riskbook.yml", book)
    time.sleep(0.05)
    build(book)
    kept = (book / "site/guide/write-a-risk.html").read_bytes()
    (risk,) = (book / "registers/customer-service/risks").glob("R003-*[!z][!h].md")
    risk.write_text(risk.read_text("utf-8") + "\nMore.\n", encoding="utf-8")
    monkeypatch.setattr(guide, "guide_pages", lambda *_: pytest.fail("made again"))
    build(book)
    assert (book / "site/guide/write-a-risk.html").read_bytes() == kept


def build(book: Path) -> None:
    past = look(book, book / "site", date(2026, 11, 23))
    assert isinstance(past, Past)
    ready = prepare(past, date(2026, 11, 23))
    assert isinstance(publish_prepared(ready), Done)


def test_an_edit_of_the_guide_is_noticed() -> None:
    watched = inputs._resources()
    assert str(CLONE / "docs/guide/write-a-risk.md") in watched
    assert str(CLONE / "docs/rules/RB101.md") in watched


def test_the_images_of_a_guide_come_along(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "a.png").write_bytes(b"png")
    (tmp_path / "x.md").write_text("# X\n")
    library = replace(LIBRARY, guide=tmp_path)
    assert list(library.images()) == [("guide/images/a.png", b"png")]


def test_each_task_names_a_guide_once() -> None:
    named = [name for names in TASKS.values() for name in names]
    assert len(named) == len(set(named))
