"""The command ``riskbook``."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from typing import Any, NoReturn

import click

from riskbook import __version__
from riskbook.cli.accept import accept
from riskbook.cli.approve import approve
from riskbook.cli.build import build
from riskbook.cli.calibrate import calibrate
from riskbook.cli.check import check
from riskbook.cli.completion import completion
from riskbook.cli.coverage import coverage
from riskbook.cli.criteria_impact import criteria_impact
from riskbook.cli.desk import stop
from riskbook.cli.diff import diff
from riskbook.cli.explain import explain
from riskbook.cli.fingerprint import fingerprint
from riskbook.cli.fmt import fmt
from riskbook.cli.forge_reviews import forge_reviews
from riskbook.cli.gate import gate
from riskbook.cli.history import history
from riskbook.cli.info import info
from riskbook.cli.init import init
from riskbook.cli.listing import listing
from riskbook.cli.new import new
from riskbook.cli.pdf import pdf
from riskbook.cli.post import post
from riskbook.cli.propose_types import propose_types
from riskbook.cli.remind import remind
from riskbook.cli.renumber import renumber
from riskbook.cli.rereview import rereview
from riskbook.cli.review import review
from riskbook.cli.schema import schema
from riskbook.cli.serve import serve
from riskbook.cli.show import show
from riskbook.cli.status import status
from riskbook.cli.tickets import tickets
from riskbook.cli.translate import translate
from riskbook.cli.verify import verify
from riskbook.wording import UnfinishedCatalogueError

COMMANDS = (
    check,
    build,
    serve,
    pdf,
    verify,
    listing,
    show,
    status,
    tickets,
    coverage,
    propose_types,
    diff,
    criteria_impact,
    rereview,
    gate,
    history,
    calibrate,
    init,
    new,
    review,
    approve,
    accept,
    fingerprint,
    translate,
    fmt,
    renumber,
    post,
    remind,
    forge_reviews,
    explain,
    schema,
    info,
    completion,
)


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
    cls=_Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(__version__, prog_name="riskbook")
def main() -> None:
    """A service risk register as code: checked, scored, ranked and published."""


for command in COMMANDS:
    main.add_command(command)
