"""A running ``riskbook serve``, for the tests that look at one."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

CLONE = Path(__file__).resolve().parents[1]
DAY = "2026-11-23"
RISK = "registers/customer-service/risks/R001-urgent-faults-outside-working-hours.md"
PATIENCE = 60.0
"""Seconds after which something that should come is given up; a busy machine is slow."""

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))},
    "PYTHONPATH": str(CLONE / "generator"),
    "PYTHONUTF8": "1",
    "PYTHONUNBUFFERED": "1",
}


@dataclass(slots=True)
class Preview:
    """A running ``riskbook serve``."""

    process: subprocess.Popen[str]
    book: Path
    said: list[str] = field(default_factory=list)
    port: int = 0

    def wait_for(self, pattern: str) -> str:
        """The first line on either stream that matches, now or soon."""
        for _ in until(f"the words {pattern!r}"):
            for line in list(self.said):
                if re.search(pattern, line):
                    return line
        raise AssertionError

    def ask(
        self, path: str, method: str = "GET", host: str | None = None
    ) -> tuple[HTTPResponse, bytes]:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            connection.putrequest(method, path, skip_host=True)
            if host != "":
                connection.putheader("Host", host or f"127.0.0.1:{self.port}")
            connection.endheaders()
            answer = connection.getresponse()
            return answer, answer.read()

    def get(self, path: str) -> str:
        answer, content = self.ask(path)
        assert answer.status == 200, (path, answer.status)
        return content.decode()

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads(self.get("/_riskbook/state.json"))
        return state

    @property
    def risk(self) -> Path:
        """The file of the first risk."""
        return self.book / RISK

    def save(self, text: str) -> None:
        """Write the first risk as an editor saves: aside, then in its place."""
        aside = self.risk.with_name(".aside")
        aside.write_text(text, encoding="utf-8")
        aside.replace(self.risk)

    def edit(self, old: str, new: str) -> None:
        """Change the first risk at one place."""
        text = self.risk.read_text(encoding="utf-8")
        assert text.count(old) == 1
        self.save(text.replace(old, new))

    def edit_title(self, title: str) -> None:
        """Give the first risk another title."""
        text = self.risk.read_text(encoding="utf-8")
        self.save(re.sub(r"(?m)^title: .*$", f"title: {title}", text, count=1))

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE)


def until(what: str) -> Iterator[None]:
    """Again and again, until it has taken too long."""
    begun = monotonic()
    while monotonic() - begun < PATIENCE:
        yield
        sleep(0.02)
    pytest.fail(f"{what} did not come within {PATIENCE} s")


@contextmanager
def served(book: Path, *arguments: str, **environment: str) -> Iterator[Preview]:
    """The preview of a book on a free port, once it has said its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "riskbook", "serve", "--book", book, "--today", DAY, *arguments],
        env={**ENVIRONMENT, "RISKBOOK_CACHE_DIR": str(book.parent / "cache"), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    preview = Preview(process, book)
    assert process.stdout
    said = iter(process.stdout.readline, "")
    listener = threading.Thread(target=lambda: preview.said.extend(said))
    listener.start()
    try:
        line = preview.wait_for(r"http://127\.0\.0\.1:\d+/")
        found = re.search(r":(\d+)/", line)
        assert found
        preview.port = int(found.group(1))
        yield preview
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)
        listener.join()
        process.stdout.close()


def copy_book(folder: Path) -> Path:
    book = folder / "a book 登记册"
    shutil.copytree(CLONE / "registers", book / "registers")
    shutil.copy(CLONE / "riskbook.yml", book)
    return book
