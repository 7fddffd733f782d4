"""The command ``riskbook``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, MutableMapping
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

import click

from riskbook import __version__
from riskbook.cli.desk import stop
from riskbook.wording import UnfinishedCatalogueError

NAMES = (
    *("check", "build", "serve", "pdf", "verify"),
    *("list", "show", "status", "tickets", "coverage", "propose-types"),
    *("diff", "criteria-impact", "rereview", "gate", "history", "calibrate"),
    *("init", "new", "review", "approve", "accept", "fingerprint"),
    *("translate", "fmt", "renumber", "post", "remind", "forge-reviews"),
    *("explain", "schema", "info", "completion"),
)
"""What can be said behind ``riskbook``, in the order in which it is told of."""

HOMES = {"list": "listing"}
"""The modules of the commands that are called otherwise; a module and its command share a name."""


class _Commands(MutableMapping[str, click.Command]):
    """The commands by name, each imported when it is asked for: a process runs only one."""

    def __init__(self) -> None:
        self._known: dict[str, click.Command | None] = dict.fromkeys(NAMES)

    def __getitem__(self, name: str) -> click.Command:
        command = self._known[name]
        if command is None:
            home = HOMES.get(name, name.replace("-", "_"))
            command = getattr(import_module(f"riskbook.cli.{home}"), home)
            self._known[name] = command
        return command

    def __setitem__(self, name: str, command: click.Command) -> None:
        self._known[name] = command

    def __delitem__(self, name: str) -> None:
        del self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


class _Program(click.Group):
    """Where it is the whole process, it ends that at once: nothing has to be freed before."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a language that lacks words is told, in English, not shown in part."""
        try:
            return super().invoke(ctx)
        except UnfinishedCatalogueError as error:
            from riskbook.reading.resources import catalogue

            stop(catalogue("en"), error.saying)

    def main(self, *args: Any, **extra: Any) -> Any:
        if args or "args" in extra:
            return super().main(*args, **extra)
        try:
            super().main(**extra)
        except SystemExit as end:
            _end(end.code)


def _end(code: str | int | None) -> NoReturn:
    """End the process when all is said. Freeing what a large book takes up costs a tenth of a
    second; a code that says more than a number is left to Python.
    """
    if isinstance(code, str):
        sys.exit(code)
    with suppress(OSError):  # whoever read it has gone
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code or 0)
    os._exit(code or 1)


@click.group(
    cls=_Program,
    commands=_Commands(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="riskbook")
def main() -> None:
    """A service risk register as code: checked, scored, ranked and published."""
