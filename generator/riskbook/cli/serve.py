"""riskbook serve: the book in the browser while it is being written."""

from __future__ import annotations

import hashlib
import json
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from time import monotonic, time
from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.desk import (
    book_option,
    colour_option,
    front_folder,
    language_option,
    screen,
    speaker,
    stop,
    today_option,
    write,
)

if TYPE_CHECKING:
    from riskbook.cli.rebuilding import Builder, Order, Rebuilt
    from riskbook.site.serving import Offer, SiteServer
    from riskbook.site.serving_board import Board
    from riskbook.wording import Catalogue

QUARTER_OF_AN_HOUR = 900
"""Seconds. A new day begins on one of them in every time zone; a build knows if it has."""


@click.command()
@book_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; where it is taken, the next free one. 0 takes any.",
)
@click.option(
    "--bind",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on. Another than this lets other machines read the book.",
)
@click.option("--open", "opens", is_flag=True, help="Open the site in the browser.")
@today_option
@language_option
@colour_option
def serve(
    folder: Path,
    port: int,
    bind: str,
    opens: bool,
    today: date | None,
    language: str | None,
    colour: str,
) -> None:
    """Show the book in the browser while you write: every saved file is on the page at once.

    A book with errors leaves the pages as they were and says on them what is wrong. Ctrl-C ends
    the preview. Exit code 0: ended. 2: there is no book, or no address to show it at.
    """
    from riskbook.reading.trees import UnusableTreeError, find_book

    try:
        root = find_book(folder)
    except UnusableTreeError as error:
        stop(speaker(language), error.saying)
    tongues = _languages_of(root)
    words = speaker(language, tongues[0])
    with ExitStack() as closing, suppress(KeyboardInterrupt):
        signal.signal(signal.SIGTERM, _interrupt)
        server = _listen(words, bind, port)
        closing.callback(server.server_close)
        out = closing.enter_context(_folder(root, server.server_port))
        page = server.url + front_folder(words.language, tongues)
        _run(Place(words, root, out, bind, page), server, closing, today, colour, opens)


def _languages_of(root: Path) -> tuple[str, ...]:
    """The languages of the book, its own first; only that one while the framework is unsound."""
    from riskbook.reading.foundation import lay
    from riskbook.reading.schemas import read_schemas
    from riskbook.reading.trees import WorkTree

    tree = WorkTree(root)
    found = lay(tree, tree.entries(), read_schemas())
    return found.framework.settings.languages if found.framework else (found.language,)


@dataclass(frozen=True, slots=True)
class Place:
    """Whose book is shown from where: ``bind`` is what the person calls this machine, ``page`` is
    the address at which the pages in the person's language begin.
    """

    words: Catalogue
    root: Path
    out: Path
    bind: str
    page: str


def _run(
    place: Place,
    server: SiteServer,
    closing: ExitStack,
    today: date | None,
    colour: str,
    opens: bool,
) -> None:
    """Build, show, watch and build again, until Ctrl-C."""
    from riskbook.cli.rebuilding import Builder
    from riskbook.site.serving import start
    from riskbook.site.serving_board import Board
    from riskbook.site.serving_watch import changes

    board = Board()
    closing.callback(board.close)
    builder = Builder(_order(place, today, colour))
    closing.callback(builder.close)
    start(server, _offer(place, board))
    closing.callback(server.shutdown)
    closing.callback(signal.signal, signal.SIGINT, signal.SIG_IGN)  # once is enough
    preview = Preview(place, board, today)
    told = False
    for _ in changes(preview.look):
        preview.update(builder)
        if not told:
            _tell_address(place, server)
            told = True
            if opens:
                import webbrowser

                webbrowser.open(place.page)


@dataclass(slots=True)
class Preview:
    """What is on show, and how it came about."""

    place: Place
    board: Board
    today: date | None
    files: dict[str, str] = field(default_factory=dict)
    findings: int = 0

    def look(self) -> Any:
        """The files of the book, and the time as often as midnight comes to some place on earth."""
        from riskbook.reading.trees import WorkTree

        quarter = 0 if self.today else int(time() // QUARTER_OF_AN_HOUR)
        return WorkTree(self.place.root).entries(), quarter

    def update(self, builder: Builder) -> None:
        """Build, show the outcome, and say it."""
        begun = monotonic()
        rebuilt = builder.build()
        if rebuilt is not None and not rebuilt.trouble:
            self._show_site(rebuilt, monotonic() - begun)
        else:
            self._show_trouble(rebuilt)

    def _show_site(self, rebuilt: Rebuilt, seconds: float) -> None:
        from riskbook.site.serving_board import Shown

        words, before = self.place.words, self.board.shown
        content = (self.place.out / "manifest.json").read_bytes()
        version = hashlib.sha256(content).hexdigest()[:12]
        files = json.loads(content)["files"]
        gone_or_other = {path for path, mark in self.files.items() if files.get(path) != mark}
        count = len(gone_or_other | (files.keys() - self.files.keys()))
        self.files = files
        self.board.post(Shown(version, frozenset({*files, "manifest.json"})))
        if before.version and (count or before.trouble):
            write(words.word("serve.rebuilt", count=count, seconds=f"{seconds:.1f}") + "\n")
        click.echo(rebuilt.sentence, err=True, nl=False)
        if rebuilt.findings not in (None, 0, self.findings):
            write(words.word("cli.build.findings", count=rebuilt.findings) + "\n")
        self.findings = self.findings if rebuilt.findings is None else rebuilt.findings

    def _show_trouble(self, rebuilt: Rebuilt | None) -> None:
        from riskbook.cli.rebuilding import trouble_beyond
        from riskbook.reading.resources import catalogue, languages
        from riskbook.site.serving_board import Shown

        words, shown = self.place.words, self.board.shown
        if rebuilt is None:
            spoken = {language: catalogue(language) for language in languages()}
            self.board.post(Shown(shown.version, shown.files, trouble_beyond(None, spoken)))
            click.echo(words.word("serve.broke"), err=True)
            return
        self.board.post(Shown(shown.version, shown.files, rebuilt.trouble))
        write(rebuilt.report)
        click.echo(rebuilt.sentence, err=True, nl=False)
        click.echo(words.word("serve.stays" if shown.version else "serve.nothing-yet"), err=True)


def _order(place: Place, today: date | None, colour: str) -> Order:
    from riskbook.cli.rebuilding import Order
    from riskbook.reporting import Colour

    terminal = screen(colour)
    return Order(
        root=str(place.root),
        out=str(place.out),
        today=today.isoformat() if today else "",
        language=place.words.language,
        width=terminal.width,
        coloured=terminal.colour is Colour.ANSI,
    )


def _offer(place: Place, board: Board) -> Offer:
    from riskbook.reading.resources import resource
    from riskbook.site.serving import Notice, Offer

    def notice(name: str) -> Notice:
        return Notice(
            place.words.word(f"serve.page.{name}.title"), place.words.word(f"serve.page.{name}")
        )

    return Offer(
        folder=place.out,
        own=resource("site_templates") / "preview",
        board=board,
        host=place.bind,
        language=place.words.language,
        not_built=notice("not-built"),
        absent=notice("absent"),
    )


def _listen(words: Catalogue, bind: str, port: int) -> SiteServer:
    from riskbook.site.serving import NEIGHBOURS, PortsTakenError, open_server
    from riskbook.wording import say

    try:
        server = open_server(bind, port)
    except PortsTakenError:
        last = min(port + NEIGHBOURS, 65536) - 1
        stop(words, say("serve.ports-taken", first=str(port), last=str(last)))
    except OSError as error:
        reason = error.strerror or str(error)
        stop(words, say("serve.no-address", bind=bind, port=str(port), reason=reason))
    if port not in (0, server.server_port):
        write(words.word("serve.port-taken", port=str(port), free=str(server.server_port)) + "\n")
    return server


def _tell_address(place: Place, server: SiteServer) -> None:
    if not server.is_private:
        click.echo(place.words.word("serve.in-the-open", bind=place.bind), err=True)
    write(place.words.word("serve.at", url=place.page) + "\n")


@contextmanager
def _folder(root: Path, port: int) -> Iterator[Path]:
    """Where the preview is built: kept, so that the next one starts at once, if that may be."""
    from tempfile import TemporaryDirectory

    from riskbook.site.front import Front

    kept = Front(root, root).kept / f"preview-{port}"
    try:
        kept.mkdir(parents=True, exist_ok=True)
    except OSError:
        with TemporaryDirectory(prefix="riskbook-") as temporary:
            yield Path(temporary, "site")
        return
    yield kept


def _interrupt(_number: int, _frame: object) -> None:
    """A polite request to end is answered as Ctrl-C is."""
    raise KeyboardInterrupt
