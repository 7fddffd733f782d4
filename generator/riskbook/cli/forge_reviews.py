"""riskbook forge-reviews: the reviews of a pull request, for the gate."""

from __future__ import annotations

import click

from riskbook.cli.at_forge import forge_option, open_forge, pull_option
from riskbook.cli.desk import language_option, speaker, stop, write


@click.command("forge-reviews")
@forge_option
@pull_option
@language_option
def forge_reviews(kind: str, pull: int | None, language: str | None) -> None:
    """Print the reviews that a pull request has on its forge, as JSON for "gate --reviews".

    Needs a token that may read pull requests. Writes nothing.
    """
    from riskbook.forge.refusal import ForgeError, NoPullRequestError
    from riskbook.forge.reviews_file import reviews_file

    catalogue = speaker(language)
    forge = open_forge(kind, catalogue)
    try:
        write(reviews_file(forge.reviews(pull or forge.this_pull())))
    except (ForgeError, NoPullRequestError) as error:
        stop(catalogue, error.saying)
