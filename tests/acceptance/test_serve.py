"""riskbook serve: a real server over real HTTP, while a book is written, broken and mended."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from queue import Empty, Queue
from time import monotonic, sleep
from typing import Any

import pytest

from preview import DAY, ENVIRONMENT, PATIENCE, RISK, Preview, copy_book, served, until
from riskbook.site.frame import POLICY


@pytest.fixture
def book(tmp_path: Path) -> Path:
    return copy_book(tmp_path)


@pytest.fixture(scope="module")
def still(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview that no test changes anything of."""
    with served(copy_book(tmp_path_factory.mktemp("still")), "--port", "0") as preview:
        yield preview


# What it gives out


def test_a_page_is_what_a_build_writes_and_a_script(still: Preview, tmp_path: Path) -> None:
    out = tmp_path / "site"
    build = [sys.executable, "-m", "riskbook", "build", "--today", DAY, "--out", str(out)]
    subprocess.run(
        [*build, "--book", str(still.book)], env=ENVIRONMENT, check=True, capture_output=True
    )
    version = still.state()["version"]
    added = (
        '<link rel="stylesheet" href="/_riskbook/reload.css">\n'
        f'<script src="/_riskbook/reload.js" data-version="{version}" defer></script>\n'
    )
    pages = sorted(path.relative_to(out).as_posix() for path in out.rglob("*.html"))
    assert len(pages) > 50
    for path in pages:
        page = still.get(f"/{path}")
        assert page.count(added) == 1
        assert page.count(f"{POLICY}; connect-src 'self'") == 1
        plain = page.replace(added, "").replace("; connect-src 'self'", "")
        assert plain == (out / path).read_text(encoding="utf-8")
    for path in ("assets/riskbook.css", "assets/book.js", "images/matrix-current.png"):
        _, content = still.ask(f"/{path}")
        assert content == (out / path).read_bytes()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/zh/", "text/html; charset=utf-8"),
        ("/risks/R001.html?from=elsewhere", "text/html; charset=utf-8"),
        ("/assets/site.js", "text/javascript; charset=utf-8"),
        ("/assets/riskbook.css", "text/css; charset=utf-8"),
        ("/images/matrix-current.svg", "image/svg+xml; charset=utf-8"),
        ("/images/matrix-current.png", "image/png"),
        ("/manifest.json", "application/json; charset=utf-8"),
        ("/_riskbook/reload.js", "text/javascript; charset=utf-8"),
        ("/_riskbook/reload.css", "text/css; charset=utf-8"),
        ("/_riskbook/state.json", "application/json; charset=utf-8"),
    ],
)
def test_every_answer_says_what_it_is_and_is_not_kept(path: str, kind: str, still: Preview) -> None:
    answer, content = still.ask(path)
    assert answer.status == 200
    assert content
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    head, nothing = still.ask(path, "HEAD")
    assert nothing == b""
    same = ("Content-Type", "Content-Length", "Cache-Control")
    assert [head.headers[name] for name in same] == [answer.headers[name] for name in same]


def test_a_folder_without_its_stroke_leads_to_its_page(still: Preview) -> None:
    answer, _ = still.ask("/zh")
    assert (answer.status, answer.headers["Location"]) == (302, "/zh/")


@pytest.mark.parametrize(
    "path",
    [
        "/risks/",
        "/assets/",
        "/risks",
        "/risks/R999.html",
        "/../../riskbook.yml",
        "/%2e%2e/%2e%2e/riskbook.yml",
        "/..%2f..%2friskbook.yml",
        "/assets/../index.html",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/index.html%00.png",
        "/_riskbook/",
        "/_riskbook/../index.html",
    ],
)
def test_nothing_but_the_files_of_the_site_can_be_asked_for(path: str, still: Preview) -> None:
    answer, content = still.ask(path)
    assert answer.status == 404
    assert "There is no such page" in content.decode()


def test_a_path_that_is_no_text_is_refused(still: Preview) -> None:
    answer, content = still.ask("/%ff.html")
    assert (answer.status, content) == (400, b"")


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"])
def test_it_is_only_read_from(method: str, still: Preview) -> None:
    answer, content = still.ask("/", method)
    assert (answer.status, answer.headers["Allow"], content) == (405, "GET, HEAD", b"")


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("LOCALHOST:8000", 200),
        ("127.0.0.1", 200),
        ("", 421),
        ("book.example.org", 421),
        ("book.example.org:8000", 421),
        ("localhost.example.org", 421),
        ("127.0.0.1.example.org", 421),
        ("10.0.0.1", 421),
        ("[::1", 421),
        ("localhost@example.org", 421),
    ],
)
def test_a_name_that_leads_here_from_elsewhere_is_refused(
    host: str, status: int, still: Preview
) -> None:
    answer, content = still.ask("/", host=host)
    assert answer.status == status
    assert bool(content) == (status == 200)


# While somebody writes


def heard(port: int) -> tuple[Callable[[], dict[str, Any]], HTTPConnection]:
    """Listens for news as an open page does."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", "/_riskbook/news")
    answer = connection.getresponse()
    assert answer.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    news: Queue[dict[str, Any]] = Queue()

    def listen() -> None:
        for line in answer:
            if line.startswith(b"data: "):
                news.put(json.loads(line.removeprefix(b"data: ")))

    threading.Thread(target=listen, daemon=True).start()

    def following() -> dict[str, Any]:
        try:
            return news.get(timeout=PATIENCE)
        except Empty:
            pytest.fail("no news")

    return following, connection


def test_a_saved_risk_is_shown_and_open_pages_hear_of_it(book: Path) -> None:
    with served(book, "--port", "0") as preview:
        following, connection = heard(preview.port)
        first = following()
        assert first == preview.state()
        assert first["trouble"] is None
        begun = monotonic()
        preview.edit("\ntitle: ", "\ntitle: Entirely new, ")
        second = following()
        took = monotonic() - begun
        assert second["version"] != first["version"]
        for path in ("/risks/R001.html", "/index.html", "/register.html"):
            assert "Entirely new, " in preview.get(path)
        preview.wait_for(r"^Built in \d+\.\d s; \d+ files of the site changed\.$")
        sys.stdout.write(f"built and told after {took:.2f} s\n")
        assert preview.end() == 0
        connection.close()


def test_errors_leave_the_pages_and_are_told_until_they_are_mended(book: Path) -> None:
    with served(book, "--port", "0") as preview:
        following, connection = heard(preview.port)
        before = following()
        page = preview.get("/risks/R001.html")
        preview.edit("\ntitle: ", "\ntitle: [")
        broken = following()
        assert broken["version"] == before["version"]
        assert preview.get("/risks/R001.html") == page
        for language, words in (("en", "The book has 1 error."), ("zh", "登记册有 1 处错误。")):
            told = broken["trouble"][language]
            assert told["title"].startswith(words)
            (finding,) = told["findings"]
            assert finding["where"] == f"{RISK}:3:8"
            assert finding["what"]
        preview.wait_for(r"error\[RB004\]")
        preview.wait_for(re.escape(f"--> {RISK}:3:8"))
        preview.wait_for("The site shows the book as it was before")
        preview.edit("\ntitle: [", "\ntitle: ")
        assert following() == before
        preview.edit("\ntitle: ", "\ntitle: Mended, ")
        after = following()
        assert (after["version"] != before["version"], after["trouble"]) == (True, None)
        assert "Mended, " in preview.get("/risks/R001.html")
        connection.close()


def test_a_book_that_has_never_been_sound_waits_for_it(book: Path) -> None:
    criteria = book / "registers/criteria.yml"
    sound = criteria.read_bytes()
    criteria.write_text("levels: [\n", encoding="utf-8")
    with served(book, "--port", "0", LANG="zh_CN.UTF-8") as preview:
        preview.wait_for("目前还没有可显示的内容")
        answer, content = preview.ask("/")
        assert answer.status == 503
        assert "暂无内容" in content.decode()
        assert 'src="/_riskbook/reload.js"' in content.decode()
        assert preview.state()["version"] == ""
        criteria.write_bytes(sound)
        for _ in until("the site"):
            if preview.state()["version"]:
                break
        assert "riskbook-bare" not in preview.get("/")


def test_a_book_without_its_settings_is_told_and_comes_back(book: Path) -> None:
    with served(book, "--port", "0", "--lang", "en") as preview:
        settings = (book / "riskbook.yml").read_bytes()
        (book / "riskbook.yml").unlink()
        for _ in until("the trouble"):
            trouble = preview.state()["trouble"]
            if trouble:
                break
        assert trouble["en"]["title"].startswith("The book could not be built")
        assert "riskbook.yml" in trouble["en"]["more"]
        preview.get("/index.html")
        (book / "riskbook.yml").write_bytes(settings)
        for _ in until("the end of the trouble"):
            if preview.state()["trouble"] is None:
                break


# Its beginning and its end


def children(pid: int) -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, text=True, check=False
    )
    return [int(word) for word in listed.stdout.split()]


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_it_ends_quietly_and_leaves_nothing_running(name: str, book: Path) -> None:
    before = sorted((book / "registers").rglob("*"))
    with served(book, "--port", "0", "--lang", "en") as preview:
        helpers = children(preview.process.pid)
        assert helpers
        _, connection = heard(preview.port)
        preview.process.send_signal(getattr(signal, name))
        assert preview.process.wait(PATIENCE) == 0
        connection.close()
        findings, address = preview.said
        assert findings.endswith(" findings do not stop the build; “riskbook check” shows them.\n")
        assert address.startswith("The book is at http://127.0.0.1:")
        for helper in helpers:
            with pytest.raises(ProcessLookupError):
                os.kill(helper, 0)
        with pytest.raises(ConnectionRefusedError):
            preview.ask("/")
    assert sorted((book / "registers").rglob("*")) == before


def test_it_ends_in_the_middle_of_a_build(book: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "riskbook", "serve", "--book", book, "--port", "0"],
        env={**ENVIRONMENT, "RISKBOOK_CACHE_DIR": str(book.parent / "cache")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    for _ in until("the builder"):
        helpers = children(process.pid)
        if helpers:
            break
    sleep(0.3)
    begun = monotonic()
    process.send_signal(signal.SIGINT)
    output, _ = process.communicate(timeout=PATIENCE)
    assert (process.returncode, output) == (0, "")
    assert monotonic() - begun < PATIENCE / 4
    for helper in helpers:
        with pytest.raises(ProcessLookupError):
            os.kill(helper, 0)


def test_a_taken_port_gives_way_to_the_next_free_one(book: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with served(book, "--port", str(port), "--lang", "en") as preview:
            assert preview.port > port
            assert preview.said[0] == f"Port {port} is taken; using {preview.port}.\n"
            assert preview.get("/")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--bind", "192.0.2.1"], "riskbook: Cannot listen on 192.0.2.1, port 8000: "),
        (["--bind", "no such name"], "riskbook: Cannot listen on no such name, port 8000: "),
    ],
)
def test_an_address_that_is_not_ours_is_refused(
    arguments: list[str], sentence: str, book: Path
) -> None:
    done = refused(book, *arguments)
    assert done.startswith(sentence)


def test_without_a_language_of_the_system_it_speaks_that_of_the_book(book: Path) -> None:
    settings = book / "riskbook.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("languages: [en, zh]", "languages: [zh, en]"))
    with served(book, "--port", "0") as preview:
        preview.wait_for(r"^请用浏览器打开 http://127\.0\.0\.1:\d+/ 查看登记册")


def test_it_leads_to_the_pages_in_the_language_of_the_reader(book: Path) -> None:
    with served(book, "--port", "0", "--lang", "zh") as preview:
        preview.wait_for(r"^请用浏览器打开 http://127\.0\.0\.1:\d+/zh/ 查看登记册")


def test_without_a_book_there_is_nothing_to_serve(tmp_path: Path) -> None:
    assert refused(tmp_path).startswith("riskbook: There is no riskbook.yml")


def refused(book: Path, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "riskbook", "serve", "--lang", "en", "--book", book, *arguments],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    return line
