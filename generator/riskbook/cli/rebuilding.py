"""The process behind ``riskbook serve`` that builds: the command ``build``, kept warm.

It has no threads, so a build may fork, and everything that a build imports is imported once. The
server asks for a build with a line on standard input and is answered with a line on standard
output; the end of the input is the end of the work.
"""

from __future__ import annotations

import gc
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from riskbook.findings import Finding
    from riskbook.wording import Catalogue

MOST = 8
"""Findings that a page shows; the terminal shows all."""

PATIENCE = 1.0
"""Seconds that a build which nobody waits for any more is given to end by itself."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: a book into a folder, and for whom the findings are written."""

    root: str
    out: str
    today: str
    language: str
    colour: str
    terminal: bool

    def arguments(self) -> list[str]:
        """The same, as ``riskbook build`` takes it."""
        day = ["--today", self.today] if self.today else []
        given = ["--book", self.root, "--out", self.out, "--lang", self.language]
        return [*given, *day, "--color", self.colour]


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a build came to: its exit code, and what it wrote on its two streams.

    ``trouble`` is what the open pages are told, by language; empty after a build that went well.
    """

    code: int
    output: str
    errors: str
    trouble: Mapping[str, Any] = field(default_factory=dict)


class Builder:
    """The process, seen from the server; started anew where a build broke it."""

    def __init__(self, order: Order, width: int) -> None:
        self._command = [sys.executable, "-m", __name__, json.dumps(asdict(order))]
        self._environment = {**os.environ, "COLUMNS": str(width), "PYTHONUTF8": "1"}
        self._process: subprocess.Popen[str] | None = None

    def build(self) -> Rebuilt | None:
        """Build once; None where the process broke, which it has said why on standard error."""
        process = self._running()
        asking, answering = _pipes(process)
        try:
            asking.write("build\n")
            asking.flush()
            answer = answering.readline()
        except BrokenPipeError:
            answer = ""
        if not answer:
            self.close()
            return None
        return Rebuilt(**json.loads(answer))

    def close(self) -> None:
        """End the process, in the middle of a build if need be: that leaves the site as it was."""
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in _pipes(process):
            try:
                pipe.close()
            except BrokenPipeError:
                continue
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=self._environment,
                encoding="utf-8",
                start_new_session=True,  # Ctrl-C is the server's to answer
            )
        return self._process


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    if process.stdin is None or process.stdout is None:
        message = "the builder was started without pipes"
        raise RuntimeError(message)
    return process.stdin, process.stdout


class _Screen(io.StringIO):
    """What a build writes, while it takes itself to be where the person reads it."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def work(order: Order, asked: Iterator[str], answers: IO[str]) -> None:
    """Build whenever a line comes in, until no more do."""
    for _ in asked:
        answers.write(json.dumps(asdict(_build(order)), ensure_ascii=True) + "\n")
        answers.flush()
        gc.collect()  # a build counts on a short life and turns the collector off


def _build(order: Order) -> Rebuilt:
    from riskbook.cli.build import build

    output, errors = _Screen(terminal=order.terminal), _Screen(terminal=order.terminal)
    code = 0
    with redirect_stdout(output), redirect_stderr(errors):
        try:
            build.main(order.arguments(), prog_name="riskbook build", standalone_mode=False)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
    said = output.getvalue(), errors.getvalue()
    match code:
        case 0:
            return Rebuilt(code, *said)
        case 1:
            return Rebuilt(code, *said, trouble_with(_faults(order)))
        case _:
            return Rebuilt(code, *said, trouble_beyond(said[1].strip()))


def _faults(order: Order) -> Sequence[Finding]:
    """The findings that stopped a build, worst first."""
    from riskbook.cli.desk import open_desk
    from riskbook.run import find_faults

    today = date.fromisoformat(order.today) if order.today else None
    desk = open_desk(Path(order.root), today, order.language)
    threshold = desk.loaded.foundation.fail_on.gravity
    found = find_faults(desk.loaded, desk.judged, desk.tree)
    stopping = [one for one in found if one.severity.gravity <= threshold]
    return sorted(stopping, key=lambda one: one.severity.gravity)


def trouble_with(findings: Sequence[Finding]) -> dict[str, Any]:
    """What pages show of findings, in every language that a page may have."""
    from riskbook.reporting.cells import one_line
    from riskbook.reporting.report import place

    def told(words: Catalogue) -> dict[str, Any]:
        left_out = len(findings) - MOST
        return {
            "title": words.word("serve.page.trouble", count=len(findings)),
            "findings": [
                {"where": place(one), "what": one_line(words.say(one.message))}
                for one in findings[:MOST]
            ],
            "more": words.word("serve.page.more", count=left_out) if left_out > 0 else "",
        }

    return {words.language: told(words) for words in _catalogues()}


def trouble_beyond(sentence: str) -> dict[str, Any]:
    """What pages show where the book could not be built at all, and the reason if there is one."""
    return {
        words.language: {
            "title": words.word("serve.page.broke"),
            "findings": [],
            "more": sentence.removeprefix("riskbook: "),
        }
        for words in _catalogues()
    }


def _catalogues() -> list[Catalogue]:
    from riskbook.reading.resources import catalogue, languages

    return [catalogue(language) for language in languages()]


def main() -> None:
    """Take the order from the command line and the requests from standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)  # whatever a library prints is no answer
        work(Order(**json.loads(sys.argv[1])), sys.stdin, answers)


if __name__ == "__main__":
    main()
