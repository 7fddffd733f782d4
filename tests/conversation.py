"""A command that asks on a terminal, and a person who knows the answers by what is asked."""

from __future__ import annotations

import os
import pty
import select
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

PATIENCE = 60
"""Seconds until a command that neither asks nor ends has failed."""


class Talk(NamedTuple):
    """What stood on the terminal, and the exit code."""

    screen: str
    code: int


def converse(
    command: str,
    folder: Path,
    environment: Mapping[str, str],
    answers: Mapping[str, Sequence[str]],
) -> Talk:
    """Run a command of the shell on a terminal of its own, and answer until it ends.

    ``answers`` are by the first line of a question, in turn where one is asked again; a question
    without any gets Enter.
    """
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        ["sh", "-c", command],
        cwd=folder,
        env={**environment, "TERM": "dumb", "COLUMNS": "80"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as process:
        os.close(theirs)
        try:
            screen = _answered(ours, {asked: list(known) for asked, known in answers.items()})
        finally:
            os.close(ours)
            process.terminate()
    return Talk(screen, process.returncode)


def _answered(terminal: int, answers: Mapping[str, list[str]]) -> str:
    screen, question, enters = "", "", 0
    while True:
        heard = _until_prompt(terminal)
        screen += heard
        if not heard.endswith("> "):
            return screen
        _, blank, last = heard.rpartition("\n\n")
        if blank:
            question, enters = last.partition("\n")[0], 0
        known = answers.get(question)
        enters += not known
        assert enters < 3, f"Enter does not answer “{question}”:\n{screen}"
        os.write(terminal, f"{known.pop(0) if known else ''}\n".encode())


def _until_prompt(terminal: int) -> str:
    """What comes until something is asked, or until the end."""
    heard = b""
    while not heard.endswith(b"> "):
        assert select.select([terminal], [], [], PATIENCE)[0], f"silent after: {heard.decode()}"
        try:
            more = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other side has closed
            more = b""
        if not more:
            break
        heard += more
    return heard.decode().replace("\r\n", "\n")
