"""The register inside somebody's MkDocs site: the same words, in their frame, by their rules."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from foreign_site import (
    BIN,
    DAY,
    QUIET,
    THEMES,
    addresses,
    build,
    built,
    dead_ends,
    embedded,
    main_part,
    small,
    write_book,
    write_site,
)
from small_book import CONTROL, OTHER_RISK, RISK, SETTINGS

LATE = ("due: 2027-03-31", "due: 2026-03-31")
"""An action that is late: a warning of the book."""

FLAT = "use_directory_urls: false\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site in MkDocs' own theme with a book that has nothing wrong in it."""
    write_book(tmp_path, small())
    return write_site(tmp_path, "mkdocs")


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory, demo: Path) -> Path:
    """The example book with its history, and beside it what ``riskbook build`` makes of it."""
    folder = tmp_path_factory.mktemp("reference")
    subprocess.run(["git", "clone", "--quiet", demo, folder], check=True)
    subprocess.run(
        [BIN / "riskbook", "build", "--book", folder, "--out", folder / "own", "--today", DAY],
        check=True,
        capture_output=True,
    )
    return folder


ALONE = {Path("downloads.html"), Path("search.html")}
"""What a site that Riskbook builds has by itself: another's has a search and files of its own."""


@pytest.mark.parametrize(
    ("theme", "language"),
    [("mkdocs", "en"), ("readthedocs", "en"), ("material", "en"), ("material", "zh")],
)
def test_every_page_says_what_riskbook_build_says(
    theme: str, language: str, reference: Path
) -> None:
    write_site(reference, theme, f"language: {language}")
    own = reference / "own" / ("" if language == "en" else language)
    theirs = built(reference) / "register"
    elsewhere = ("guide", "rules", "zh")
    pages = {path.relative_to(theirs) for path in theirs.rglob("*.html")}
    ours = {path.relative_to(own) for path in own.rglob("*.html")}
    assert pages == {path for path in ours - ALONE if path.parts[0] not in elsewhere}
    assert sum(path.parts[0] in ("risks", "plans", "controls", "processes") for path in pages) > 60
    for path in sorted(pages):
        assert embedded(theirs / path) == main_part(own / path), path
    assert 'class="changes of-records"' in embedded(theirs / "changes.html")
    for image in ("images/trend.svg", "images/trend.png"):
        assert (theirs / image).stat().st_size > 1000, image


def test_feeds_lead_into_the_site_that_they_are_part_of(reference: Path) -> None:
    write_site(reference, "mkdocs", settings="site_url: https://handbook.example.org/it/\n")
    made = built(reference)
    register = "https://handbook.example.org/it/register/"
    atom, calendar = (
        (made / "register" / name).read_bytes().decode() for name in ("changes.atom", "reviews.ics")
    )
    linked = re.findall(r'<link href="([^"]*)"', atom)
    linked += re.findall(r"^URL:(.*)\r$", calendar.replace("\r\n ", ""), re.MULTILINE)
    assert len(linked) > 80
    for address in linked:
        assert address.startswith(register), address
        assert (made / "register" / address.removeprefix(register)).is_file(), address


@pytest.mark.parametrize("settings", ["", FLAT], ids=["folders", "files"])
@pytest.mark.parametrize("theme", THEMES)
def test_a_strict_build_is_clean_and_every_link_leads_somewhere(
    theme: str, settings: str, site: Path
) -> None:
    write_site(site, theme, settings=settings)
    done = build(site, "--strict")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert list(dead_ends(site / "site")) == []
    record = (site / "site" / "register" / "risks" / "R001.html").read_text(encoding="utf-8")
    assert "<title>R001 Urgent callers reach only the voicemail at night" in record
    home = (site / "site" / "index.html").read_text(encoding="utf-8")
    assert "register/risks/R001.html" in addresses(home)
    assert "register/images/matrix-current.png" in addresses(home)


def test_a_book_in_two_languages_and_in_chinese(site: Path) -> None:
    twice = "plugins:\n" + "".join(
        f"  - riskbook: {{today: {DAY}, language: {language}, folder: {folder}}}\n"
        for language, folder in (("en", "register"), ("zh", "zh/register"))
    )
    write_site(site, "material")
    settings = (site / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"plugins:\n(  - .*\n)+", twice, settings)
    (site / "mkdocs.yml").write_text(settings, encoding="utf-8")
    made = built(site, "--strict")
    assert "夜间紧急来电只能听到语音信箱" in embedded(made / "zh/register/risks/R001.html")
    assert "Urgent callers" in embedded(made / "register/risks/R001.html")
    assert list(dead_ends(made)) == []


@pytest.mark.parametrize(
    ("theme", "options", "language"),
    [
        ("{name: mkdocs}", "", "en"),
        ("{name: mkdocs, locale: zh_CN}", "", "zh"),
        ("{name: material, language: zh-TW, font: false}", "", "zh"),
        ("{name: mkdocs, locale: fr}", "", "en"),
        ("{name: mkdocs}", "language: zh", "zh"),
    ],
)
def test_the_language_is_the_one_asked_for_or_the_themes(
    theme: str, options: str, language: str, site: Path
) -> None:
    write_site(site, "mkdocs", options)
    settings = (site / "mkdocs.yml").read_text(encoding="utf-8")
    settings = settings.replace(THEMES["mkdocs"], theme)
    (site / "mkdocs.yml").write_text(settings, encoding="utf-8")
    text = (built(site) / "register" / "index.html").read_text(encoding="utf-8")
    assert f'<div class="riskbook" lang="{language}">' in text


def test_an_error_of_the_book_stops_the_build_in_the_words_of_check(site: Path) -> None:
    write_book(site, small({RISK: ("category: operational", "category: operations")}))
    done = build(site)
    check = subprocess.run(
        [BIN / "riskbook", "check", "--format", "lines", "--lang", "en", "--today", DAY],
        cwd=site,
        capture_output=True,
        text=True,
        check=False,
    )
    *findings, summary = check.stdout.splitlines()
    finding = next(line for line in findings if ": error[" in line)
    assert finding.startswith(f"{RISK}:5:11: error[RB108]: ")
    assert done.returncode == 1
    assert f"ERROR   -  riskbook: {finding}\n" in done.stderr
    assert summary in done.stderr
    assert "Traceback" not in done.stderr


def test_a_warning_of_the_book_fails_a_strict_build_alone(site: Path) -> None:
    write_book(site, small({RISK: LATE}))
    done = build(site)
    assert done.returncode == 0
    assert re.search(rf"WARNING -  riskbook: {RISK}:\d+:\d+: warning\[RB406\]: ", done.stderr)
    assert build(site, "--strict").returncode == 1
    write_site(site, "mkdocs", "fail_on: warning")
    assert build(site).returncode == 1
    write_book(site, {SETTINGS: small()[SETTINGS] + b"fail_on: warning\n"})
    write_site(site, "mkdocs")
    assert build(site).returncode == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ("book: elsewhere", "There is no riskbook.yml"),
        ("language: fr", "The book is not published in “fr”. Its languages are: en, zh."),
        ("folder: ../risks", "“folder: ../risks” cannot be a folder of the site."),
        ("folder: about/us", ""),
        ("folder: .", "“folder: .” cannot be a folder of the site."),
        ("today: tomorrow", "“today: tomorrow” is not a date"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(options: str, sentence: str, tmp_path: Path) -> None:
    write_book(tmp_path, small())
    site = write_site(tmp_path, "mkdocs", options.replace(f"today: {DAY}, today", "today"))
    text = (site / "mkdocs.yml").read_text(encoding="utf-8")
    if options.startswith("today"):
        (site / "mkdocs.yml").write_text(text.replace(f"today: {DAY}, ", ""), encoding="utf-8")
    if options == "book: elsewhere":
        shutil.move(site / SETTINGS, site / "gone.yml")
    done = build(site)
    assert "Traceback" not in done.stderr
    assert done.returncode == (1 if sentence else 0)
    assert sentence in done.stderr


@pytest.mark.parametrize("page", ["register/index.md", "register.md", "register/risks/R001.md"])
def test_no_page_of_the_site_is_written_over(page: str, site: Path) -> None:
    own = site / "docs" / page
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("# Our own\n", encoding="utf-8")
    done = build(site)
    assert done.returncode == 1
    assert "The site already has a file where the register would put register/" in done.stderr


def test_a_confidential_record_leaves_no_byte(site: Path) -> None:
    secret = (
        "title: Calls are lost while the",
        "confidential: true\ntitle: Quokka calls while the",
    )
    write_book(site, small({OTHER_RISK: secret}))
    (site / "docs" / "about" / "us" / "deeper.md").write_text("# Deeper\n", encoding="utf-8")
    made = built(site, "--strict")
    assert not (made / "register" / "risks" / "R002.html").exists()
    for file in made.rglob("*"):
        if file.is_file() and file.relative_to(made).parts[0] in ("register", "search"):
            assert b"Quokka" not in file.read_bytes(), file
            assert b"R002" not in file.read_bytes(), file
    assert "1 confidential record" in (made / "register" / "assets" / "book.js").read_text()


@pytest.mark.parametrize(
    ("settings", "address"),
    [
        (
            "repo_url: https://github.com/example/handbook\n",
            "https://github.com/example/handbook/edit/master/",
        ),
        (
            "repo_url: https://git.example.org/handbook\nedit_uri: -/edit/main/docs/\n",
            "https://git.example.org/handbook/-/edit/main/",
        ),
        (
            "edit_uri_template: 'https://git.example.org/edit?file=docs/{path}'\n",
            "https://git.example.org/edit?file=",
        ),
        ("", "https://own.example.org/"),
    ],
)
def test_edit_links_lead_to_the_records_file(settings: str, address: str, site: Path) -> None:
    own = small()[SETTINGS] + b'edit: "https://own.example.org/{path}"\n'
    write_book(site, {SETTINGS: own})
    write_site(site, "material", settings=f"{settings}# content.action.edit\n")
    text = (site / "mkdocs.yml").read_text(encoding="utf-8")
    features = THEMES["material"].replace("}", ", features: [content.action.edit]}")
    (site / "mkdocs.yml").write_text(text.replace(THEMES["material"], features), encoding="utf-8")
    made = built(site, "--strict")
    record = (made / "register" / "risks" / "R001.html").read_text(encoding="utf-8")
    assert re.findall(r'<a href="([^"]*)"[^>]*rel="edit"', record) == [f"{address}{RISK}"]
    assert addresses(embedded(made / "register" / "risks" / "R001.html")).count(f"{address}{RISK}")
    summary = (made / "register" / "index.html").read_text(encoding="utf-8")
    assert 'rel="edit"' not in summary


def test_a_book_in_a_repository_of_its_own_is_edited_where_it_says(tmp_path: Path) -> None:
    own = small()[SETTINGS] + b'edit: "https://own.example.org/{path}"\n'
    write_book(tmp_path / "book", {**small(), SETTINGS: own})
    (tmp_path / ".git").mkdir()
    (tmp_path / "book" / ".git").mkdir()
    github = "repo_url: https://github.com/example/handbook\n"
    site = write_site(tmp_path, "mkdocs", "book: book", github)
    links = addresses(embedded(built(site) / "register" / "risks" / "R001.html"))
    assert f"https://own.example.org/{RISK}" in links


def test_findings_name_the_way_from_the_settings_to_the_book(tmp_path: Path) -> None:
    write_book(tmp_path / "risk" / "book", small({RISK: LATE}))
    done = build(write_site(tmp_path, "mkdocs", "book: risk/book/registers"))
    assert f"riskbook: risk/book/{RISK}:" in done.stderr


def test_the_overview_is_in_the_navigation_that_nobody_wrote(site: Path) -> None:
    home = (built(site, "--strict") / "index.html").read_text(encoding="utf-8")
    assert 'href="register/" class="dropdown-item">Overview' in home
    assert "register.html" not in home


def test_pages_in_the_written_navigation_take_the_place_of_our_own(site: Path) -> None:
    nav = "nav:\n- Home: index.md\n- Risks: register/index.md\n"
    write_site(site, "mkdocs", settings=nav)
    made = built(site, "--strict")
    overview = (made / "register" / "index.html").read_text(encoding="utf-8")
    assert "<title>Risks - Handbook</title>" in overview
    assert 'class="riskbook riskbook-nav"' in overview
    write_site(site, "mkdocs", settings=f"{nav}- Table: register/register.md\n")
    overview = (built(site, "--strict") / "register" / "index.html").read_text(encoding="utf-8")
    assert "riskbook-nav" not in overview


def test_the_sites_own_pages_are_not_touched(site: Path) -> None:
    nav = "nav:\n- index.md\n- about/us/deeper.md\n"
    write_site(site, "material", settings=nav)
    (site / "docs" / "index.md").write_text("# Handbook\n", encoding="utf-8")
    (site / "docs" / "about" / "us" / "deeper.md").write_text("# Deeper\n", encoding="utf-8")
    shutil.move(built(site, "--strict"), site / "with")
    settings = (site / "mkdocs.yml").read_text(encoding="utf-8")
    (site / "mkdocs.yml").write_text(re.sub(r"  - riskbook: .*\n", "", settings), encoding="utf-8")
    without = built(site, "--strict")
    for file in sorted(without.rglob("*")):
        own = file.relative_to(without)
        if file.is_file() and own.name not in (
            "search_index.json",
            "sitemap.xml",
            "sitemap.xml.gz",
        ):
            assert file.read_bytes() == (site / "with" / own).read_bytes(), own


def test_the_sites_search_finds_records(site: Path) -> None:
    def entries() -> dict[str, dict[str, str]]:
        index = json.loads((built(site) / "search" / "search_index.json").read_bytes())
        return {entry["location"]: entry for entry in index["docs"]}

    record = entries()["register/risks/R001.html"]
    assert record["title"] == "R001 Urgent callers reach only the voicemail at night"
    assert "31 of 212 urgent calls" in record["text"]
    assert "Responsibility" not in record["text"]  # a name in our own navigation
    write_site(site, "mkdocs", "search: titles")
    assert entries()["register/risks/R001.html"] == {**record, "text": ""}


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_that_an_author_writes_runs(theme: str, site: Path) -> None:
    hostile = "'\"><script>alert(1)</script><b>'"
    title = "title: Calls are lost while the ticket system is down"
    event = "event: The server fails during office hours"
    text = small()[OTHER_RISK].decode()
    text = text.replace(title, f"title: {hostile}").replace(event, f"event: {hostile}")
    write_book(site, {OTHER_RISK: text.encode()})
    page = built(write_site(site, theme)) / "register" / "risks" / "R002.html"
    text = page.read_text(encoding="utf-8")
    assert "alert(1)" in text
    assert "<script>alert" not in text
    assert "<b>" not in re.sub(r"<script.*?</script>", "", text.replace(embedded(page), ""))


def test_what_stands_around_a_page_is_its_own_and_relative(site: Path) -> None:
    text = (built(site) / "register" / "risks" / "R001.html").read_text(encoding="utf-8")
    ours = text[text.index('<link rel="stylesheet" href="../assets/riskbook.css">') :]
    ours = ours[: ours.index('<script src="../assets/site.js" defer></script>')]
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)", ours)
    assert [one for one in addresses(ours) if urlsplit_scheme(one)] == []


def urlsplit_scheme(address: str) -> bool:
    return bool(re.match(r"[a-z]+:|/", address))


@pytest.mark.parametrize("theme", ["mkdocs", "material"])
def test_properdocs_makes_the_same_of_it(theme: str, site: Path) -> None:
    write_site(site, theme)
    mkdocs = {
        path.name: embedded(path) for path in built(site, "--strict").glob("register/risks/*.html")
    }
    shutil.rmtree(site / "site")
    made = built(site, "--strict", tool="properdocs")
    assert mkdocs == {path.name: embedded(path) for path in made.glob("register/risks/*.html")}
    assert len(mkdocs) == 2
    assert list(dead_ends(made)) == []
    write_book(site, small({CONTROL: ("kind: respond", "kind: hope")}))
    done = build(site, tool="properdocs")
    assert done.returncode == 1
    assert f"riskbook: {CONTROL}:5:7: error[RB108]: " in done.stderr


@pytest.mark.parametrize("tool", ["mkdocs", "properdocs"])
def test_serve_shows_a_change_of_a_record(tool: str, site: Path) -> None:
    with serving(site, tool) as address:
        page = f"{address}register/risks/R002.html"
        assert "Calls are lost" in fetched(page, "Calls are lost")
        write_book(site, small({OTHER_RISK: ("title: Calls are lost", "title: Quokkas call")}))
        assert "Quokkas call" in fetched(page, "Quokkas call")


@contextmanager
def serving(folder: Path, tool: str) -> Iterator[str]:
    """The address of a site that is served from a folder."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    process = subprocess.Popen(
        [BIN / tool, "serve", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=folder,
        env={**os.environ, **QUIET},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def fetched(address: str, wanted: str) -> str:
    """The page, once it has what is wanted or a minute is over."""
    text = ""
    for _ in range(300):
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310  # our own
                text = answer.read().decode()
        except OSError:
            text = ""
        if wanted in text:
            break
        time.sleep(0.2)
    return text
