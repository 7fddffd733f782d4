"""riskbook init: a new book."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from riskbook.cli.desk import language_option, speaker, stop, today_option, write

if TYPE_CHECKING:
    from riskbook.wording import Catalogue

FORGES = ("github", "gitlab", "gitea")
LANGUAGES = ("en", "zh")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--ci",
    "forge",
    type=click.Choice([*FORGES, "none"]),
    default="none",
    show_default=True,
    help="The forge that runs the checks and publishes the site.",
)
@click.option(
    "--language",
    "languages",
    type=click.Choice(LANGUAGES),
    multiple=True,
    help="A language of the book; the first is the one you write in.  [default: en]",
)
@today_option
@language_option
def init(
    folder: Path,
    forge: str,
    languages: tuple[str, ...],
    today: date | None,
    language: str | None,
) -> None:
    """Write a new book into DIR: five risks of a service desk, to be exchanged for your own.

    With --ci also the workflows that check each change, comment on it, publish the site and
    remind of what is due, and who must look at which files. All is written or nothing; what is
    there already is never touched, and git is not called.
    """
    from riskbook import __version__
    from riskbook.authoring.founding import HOMES, Founding, found
    from riskbook.clock import today_in
    from riskbook.reading.resources import catalogue
    from riskbook.reading.stock import read_stock

    words = speaker(language)
    chosen = tuple(dict.fromkeys(languages)) or LANGUAGES[:1]
    root = folder.resolve()
    repository = _repository(root)
    _refuse_where_it_cannot_be(root, repository, forge, words)
    day = today or today_in(HOMES[chosen[0]].time_zone)
    stock = read_stock(chosen, "" if forge == "none" else forge)
    files = found(
        stock,
        Founding(chosen, day, __version__),
        {tag: catalogue(tag) for tag in chosen},
    )
    _write_all(root, files, words)
    write("".join(f"{line}\n" for line in _report(folder, len(files), repository, words)))


def _repository(folder: Path) -> Path | None:
    """The top of the git repository that holds a folder, if there is one."""
    return next((at for at in (folder, *folder.parents) if (at / ".git").exists()), None)


def _refuse_where_it_cannot_be(
    root: Path, repository: Path | None, forge: str, words: Catalogue
) -> None:
    from riskbook.reading.trees import SETTINGS
    from riskbook.wording import say

    if (root / SETTINGS).exists():
        stop(words, say("init.has-book", folder=str(root)))
    if forge != "none" and repository not in (None, root):
        stop(words, say("init.below-top", top=str(repository)))


def _write_all(root: Path, files: dict[str, str], words: Catalogue) -> None:
    from riskbook.authoring.settling import in_the_way, settle
    from riskbook.wording import say

    taken = in_the_way(root, files)
    if taken:
        stop(words, say("init.in-the-way", paths=taken, count=len(taken)))
    try:
        settle(root, files)
    except OSError as error:
        reason = error.strerror or str(error)
        stop(words, say("init.cannot-write", folder=str(root), reason=reason))


def _report(folder: Path, count: int, repository: Path | None, words: Catalogue) -> Iterator[str]:
    """What was written, and the commands that come next."""
    yield words.word("init.written", count=count, folder=str(folder))
    yield ""
    yield words.word("init.next")
    yield ""
    if folder.resolve() != Path.cwd():
        yield f"  cd {shlex.quote(str(folder))}"
    yield "  riskbook check"
    yield "  riskbook serve --open"
    yield from () if repository else ("  git init --initial-branch main",)
    yield "  git add --all"
    yield "  git commit"
    yield ""
    yield words.word("init.then")
