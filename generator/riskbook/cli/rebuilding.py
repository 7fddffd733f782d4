"""The process behind ``riskbook serve`` that builds: what ``riskbook build`` does, kept warm.

It has no threads, so a build may fork, and everything that a build imports is imported once. The
server asks for a build with a line on standard input and is answered with a line on standard
output; the end of the input is the end of the work.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from riskbook.cli.desk import Desk
    from riskbook.findings import Finding
    from riskbook.site.publication import Prepared
    from riskbook.wording import Catalogue, Saying

    Words: TypeAlias = Mapping[str, Catalogue]

MOST = 8
"""Findings that a page shows; the terminal shows all."""

PATIENCE = 1.0
"""Seconds that a build which nobody waits for any more is given to end by itself."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to build: a book into a folder. The rest is about the person at the terminal."""

    root: str
    out: str
    today: str
    language: str
    width: int
    coloured: bool


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a build came to.

    ``findings`` counts those that a sound book has all the same, None where there was nothing to
    do. ``report`` and ``sentence`` are for the terminal, and ``trouble`` is what the open pages
    are told, by language: empty after a build that went well.
    """

    findings: int | None = None
    report: str = ""
    sentence: str = ""
    trouble: Mapping[str, Any] = field(default_factory=dict)


class Builder:
    """The process, seen from the server; started anew where a build broke it."""

    def __init__(self, order: Order) -> None:
        self._command = [sys.executable, "-m", __name__, json.dumps(asdict(order))]
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
                env={**os.environ, "PYTHONUTF8": "1"},
                encoding="utf-8",
                start_new_session=True,  # Ctrl-C is the server's to answer
            )
        return self._process


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    if process.stdin is None or process.stdout is None:
        message = "the builder was started without pipes"
        raise RuntimeError(message)
    return process.stdin, process.stdout


def work(order: Order, asked: Iterable[str], answers: IO[str]) -> None:
    """Build whenever a line comes in, until no more do."""
    from riskbook.reading.resources import catalogue, languages

    words = {language: catalogue(language) for language in languages()}
    gc.disable()  # in the middle of a build it costs time and frees nothing
    for _ in asked:
        answers.write(json.dumps(asdict(_build(order, words)), ensure_ascii=True) + "\n")
        answers.flush()
        gc.collect()


def _build(order: Order, words: Words) -> Rebuilt:
    from riskbook.reading.trees import UnusableTreeError
    from riskbook.site.framing import EngineError
    from riskbook.site.front import UpToDate, look
    from riskbook.site.publication import prepare
    from riskbook.site.writing import UnusableFolderError
    from riskbook.wording import say

    today = date.fromisoformat(order.today) if order.today else None
    try:
        past = look(Path(order.root), Path(order.out), today)
        if isinstance(past, UpToDate):
            return Rebuilt()
        return _publish(order, prepare(past, today), words)
    except (UnusableTreeError, UnusableFolderError) as error:
        return _stuck(order, error.saying, words)
    except EngineError as error:
        return _stuck(order, say("cli.build.engine", message=str(error)), words)
    except OSError as error:
        reason = error.strerror or str(error)
        return _stuck(order, say("cli.build.cannot-write", out=order.out, reason=reason), words)


def _publish(order: Order, ready: Prepared, words: Words) -> Rebuilt:
    from riskbook.cli.desk import Desk
    from riskbook.site.publication import Refused, publish_prepared
    from riskbook.wording import say

    own = words[order.language]
    outcome = publish_prepared(ready)
    if isinstance(outcome, Refused):
        desk = Desk(Path(order.root), ready.tree, ready.loaded, ready.judged, own)
        threshold = ready.loaded.foundation.fail_on.gravity
        stopping = [one for one in outcome.findings if one.severity.gravity <= threshold]
        stopping.sort(key=lambda one: one.severity.gravity)
        report = _report(order, desk, outcome.findings)
        return Rebuilt(report=report, trouble=trouble_with(stopping, words))
    gaps = (
        say("cli.build.missing-glyph", character=gap.character, label=gap.label)
        for gap in outcome.built.missing
    )
    return Rebuilt(outcome.findings, sentence="".join(f"{own.say(gap)}\n" for gap in gaps))


def _report(order: Order, desk: Desk, findings: tuple[Finding, ...]) -> str:
    """The findings as ``riskbook check`` shows them on that terminal."""
    from riskbook.cli.check import report_on
    from riskbook.reporting import REPORTERS, Colour, Screen

    colour = Colour.ANSI if order.coloured else Colour.NONE
    report = report_on(desk, findings, "never")
    return REPORTERS["text"](replace(report, screen=Screen(order.width, colour)))


def _stuck(order: Order, why: Saying, words: Words) -> Rebuilt:
    sentence = f"riskbook: {words[order.language].say(why)}\n"
    return Rebuilt(sentence=sentence, trouble=trouble_beyond(why, words))


def trouble_with(findings: Sequence[Finding], words: Words) -> dict[str, Any]:
    """What pages show of findings, in every language that a page may have."""
    from riskbook.reporting.cells import one_line
    from riskbook.reporting.report import place

    def told(own: Catalogue) -> dict[str, Any]:
        left_out = len(findings) - MOST
        return {
            "title": own.word("serve.page.trouble", count=len(findings)),
            "findings": [
                {"where": place(one), "what": one_line(own.say(one.message))}
                for one in findings[:MOST]
            ],
            "more": own.word("serve.page.more", count=left_out) if left_out > 0 else "",
        }

    return {language: told(own) for language, own in words.items()}


def trouble_beyond(why: Saying | None, words: Words) -> dict[str, Any]:
    """What pages show where the book could not be built at all, and the reason if there is one."""
    return {
        language: {
            "title": own.word("serve.page.broke"),
            "findings": [],
            "more": own.say(why) if why else "",
        }
        for language, own in words.items()
    }


def main() -> None:
    """Take the order from the command line and the requests from standard input."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers:
        os.dup2(2, 1)  # whatever a library prints is no answer
        work(Order(**json.loads(sys.argv[1])), sys.stdin, answers)


if __name__ == "__main__":
    main()
