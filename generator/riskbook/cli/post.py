"""riskbook post: the comment of a pull request."""

from __future__ import annotations

from pathlib import Path

import click

from riskbook.cli.at_forge import forge_option, open_forge, pull_option
from riskbook.cli.desk import language_option, speaker, stop, write


@click.command()
@forge_option
@click.option(
    "--artifact",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder with delta.md, rereview.md and gate.md, or some of them.",
)
@pull_option
@language_option
def post(kind: str, folder: Path, pull: int | None, language: str | None) -> None:
    """Write the delta, the checklist and the gate as the one comment of a pull request.

    The comment is found again and written anew. The files may come from a stranger: they are
    bounded in size, and no mention, link, command or HTML in them has an effect. Without --pull
    the pull request is that of the run; the files are never asked for it.

    Exit code 0: the comment says it, or the run belongs to no open pull request. 2: it cannot be
    done; nothing has been written.
    """
    from riskbook.forge.artifact import read_artifact
    from riskbook.forge.comment import comment_text, post_comment
    from riskbook.forge.refusal import ForgeError, NoPullRequestError

    catalogue = speaker(language)
    try:
        body = comment_text(read_artifact(folder), catalogue)
        forge = open_forge(kind, catalogue)
        done = post_comment(forge, pull or forge.this_pull(), body)
    except NoPullRequestError as nothing:
        write(catalogue.say(nothing.saying) + "\n")
    except ForgeError as error:
        stop(catalogue, error.saying)
    else:
        write(catalogue.word(f"forge.comment.{done.outcome.value}", url=done.url) + "\n")
