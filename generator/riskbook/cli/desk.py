"""What every command needs: the book, the day, the reader's language, the screen."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from riskbook.cli.completing import spoken

if TYPE_CHECKING:
    from riskbook.reading.loading import Loaded
    from riskbook.reading.trees import Tree
    from riskbook.reporting import Screen
    from riskbook.run import Judged
    from riskbook.wording import Catalogue, Saying

Command = TypeVar("Command", bound=Callable[..., Any])

CANNOT_RUN = 2
"""The exit code when there is nothing to work on: no book, no such record, an unusable folder."""


class Day(click.ParamType[date]):
    """A date written YYYY-MM-DD, or in another way that can mean one day only."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a usage error that shows how one is written."""
        from riskbook.reading.deciphering import day_meant

        if isinstance(value, date):
            return value
        written = day_meant(value)
        if not written:
            self.fail(f"{value!r} is not a date: write it as 2026-11-23", param, ctx)
        return date.fromisoformat(written)


def book_option(command: Command) -> Command:
    """``--book``: where the book is."""
    return click.option(
        "--book",
        "folder",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        help="The book's folder, or one inside it.  [default: here]",
    )(command)


def today_option(command: Command) -> Command:
    """``--today``: the clock."""
    return click.option(
        "--today",
        type=Day(),
        help="The day that counts as today.  [default: the date now in the book's time zone]",
    )(command)


def language_option(command: Command) -> Command:
    """``--lang``: the language of what is printed."""
    return click.option(
        "--lang",
        "language",
        shell_complete=spoken,
        help="Language of the output, such as zh.  [default: that of your system, else the book's]",
    )(command)


def colour_option(command: Command) -> Command:
    """``--color``: whether to colour."""
    return click.option(
        "--color",
        "colour",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        help="Colour the output.  [default: auto, on a terminal]",
    )(command)


@dataclass(frozen=True, slots=True)
class Desk:
    """One book read and judged."""

    root: Path
    tree: Tree
    loaded: Loaded
    judged: Judged | None
    catalogue: Catalogue


def open_desk(folder: Path, today: date | None, language: str | None) -> Desk:
    """The book of a folder, judged on a day; ends the process where there is none."""
    import gc

    from riskbook.clock import today_in
    from riskbook.reading.loading import load
    from riskbook.reading.paths import blobs_at
    from riskbook.reading.trees import UnusableTreeError, WorkTree, find_book
    from riskbook.run import find_paths, judge

    gc.disable()  # a short life with a growing heap: collecting costs time and frees nothing
    try:
        root = find_book(folder)
        tree = WorkTree(root)
        loaded = load(tree)
    except UnusableTreeError as error:
        stop(speaker(language), error.saying)
    judged = None
    if loaded.book is not None:
        day = today or today_in(loaded.book.settings.time_zone)
        judged = judge(loaded.book, day, find_paths(loaded.book, lambda: blobs_at(root)))
    return Desk(root, tree, loaded, judged, speaker(language, loaded.foundation.language))


def speaker(asked: str | None, fallback: str = "en") -> Catalogue:
    """The words for the reader: the language asked for, the system's, else the fallback."""
    from riskbook.reading.resources import catalogue, languages

    spoken = languages()
    if asked is not None and asked not in spoken:
        message = f"{asked!r} is not spoken here; choose from {', '.join(spoken)}"
        raise click.BadParameter(message, param_hint="--lang")
    return catalogue(asked or system_language(spoken) or fallback)


def system_language(spoken: tuple[str, ...]) -> str | None:
    """The first language that the system's settings name, if it is spoken here."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            tag = value.partition(".")[0].replace("_", "-")
            language = tag.partition("-")[0].lower()
            return next((one for one in (tag, language) if one in spoken), None)
    return None


def front_folder(spoken: str, languages: tuple[str, ...]) -> str:
    """Where in a site the pages in the reader's language begin: ``zh/``.

    ``""`` where that is the first of the book's ``languages``, or none of them.
    """
    return f"{spoken}/" if spoken in languages[1:] else ""


def screen(colour: str) -> Screen:
    """How wide the terminal is and whether it shows colours."""
    from riskbook.reporting import Colour, Screen

    terminal = sys.stdout.isatty()
    wanted = colour == "always" or (
        colour == "auto"
        and terminal
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )
    width = shutil.get_terminal_size().columns if terminal else 80
    return Screen(width=max(40, min(width, 120)), colour=Colour.ANSI if wanted else Colour.NONE)


def write(text: str) -> None:
    """Print a text as it is; what the terminal cannot show is replaced, never an error."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough: riskbook list | head
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def stop(catalogue: Catalogue, saying: Saying) -> NoReturn:
    """One clear sentence on standard error, and exit 2."""
    click.echo(f"riskbook: {catalogue.say(saying)}", err=True)
    sys.exit(CANNOT_RUN)
