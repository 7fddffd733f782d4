"""riskbook verify: whether a site is as it was built, and whether it is what its commit says."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from riskbook.cli.desk import (
    book_option,
    colour_option,
    language_option,
    screen,
    speaker,
    stop,
    write,
)

if TYPE_CHECKING:
    from riskbook.site.reproducing import Reproduced
    from riskbook.site.verifying import Verified


class Digest(click.ParamType[str]):
    """A SHA-256 in hexadecimal, or as much of its beginning as names one, ``sha256:`` allowed."""

    name = "digest"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The digits in lower case, or a usage error that shows what they look like."""
        digits = value.strip().lower().removeprefix("sha256:")
        if not 16 <= len(digits) <= 64 or set(digits) - set("0123456789abcdef"):
            self.fail(f"{value!r} is no digest: 16 to 64 digits, 0-9 and a-f", param, ctx)
        return digits


@click.command()
@click.argument("site", type=click.Path(path_type=Path))
@click.option(
    "--digest",
    "cited",
    type=Digest(),
    metavar="SHA256",
    help="The digest that was written down when the site was published: is it this site?",
)
@click.option(
    "--rebuild",
    is_flag=True,
    help="Build the site again from its commit, in a folder of its own, and compare.",
)
@book_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for a person, JSON for a program.",
)
@language_option
@colour_option
def verify(  # click shows the docstring below
    *,
    site: Path,
    cited: str | None,
    rebuild: bool,
    folder: Path,
    form: str,
    language: str | None,
    colour: str,
) -> None:
    """Check that the folder SITE is as it was built: no file changed, missing or added.

    Every file is hashed again and held against manifest.json. The SHA-256 of the manifest is the
    digest of the site: put down in minutes or in a tag, it tells later with --digest whether this
    is the site that was meant. With --rebuild the repository decides: the book of --book is built
    again at the commit of the site, on the same day, and must give the same bytes.

    Exit code 0: all is as it should be. 1: something is not. 2: there is no manifest that can be
    believed, or the site cannot be built again.
    """
    import gc

    from riskbook.reporting.verification import (
        Verification,
        verification_as_json,
        verification_as_text,
    )
    from riskbook.site.manifest import BrokenManifestError
    from riskbook.site.verifying import verify as hash_again

    gc.disable()  # a short life with a growing heap: collecting costs time and frees nothing
    try:
        verified = hash_again(site)
    except BrokenManifestError as error:
        stop(speaker(language), error.saying)
    again = _build_again(verified, folder, language) if rebuild else None
    done = Verification(
        made_of=verified.manifest.made_of,
        digest=verified.digest,
        files=len(verified.manifest.files),
        deviation=verified.deviation,
        hidden=verified.hidden,
        is_cited=verified.digest.startswith(cited) if cited else None,
        rebuilt=again.deviation if again else None,
        other_parts=again.other_parts if again else (),
    )
    if form == "json":
        write(verification_as_json(done))
    else:
        write(verification_as_text(done, speaker(language), screen(colour)))
    sys.exit(0 if done.is_true else 1)


def _build_again(verified: Verified, folder: Path, language: str | None) -> Reproduced:
    """The site beside what its commit makes now; ends the process where that cannot be told."""
    from riskbook.reading.trees import UnusableTreeError, find_book
    from riskbook.site.framing import EngineError
    from riskbook.site.reproducing import reproduce
    from riskbook.wording import say

    try:
        return reproduce(find_book(folder), verified)
    except UnusableTreeError as error:
        stop(speaker(language), error.saying)
    except EngineError as error:
        stop(speaker(language), say("cli.build.engine", message=str(error)))
    except OSError as error:
        reason = error.strerror or str(error)
        stop(speaker(language), say("verify.rebuild.no-room", reason=reason))
