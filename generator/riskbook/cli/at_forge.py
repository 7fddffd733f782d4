"""What the commands that speak to a forge share: which one it is, and what stops them."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from riskbook.cli.desk import stop

if TYPE_CHECKING:
    from riskbook.forge.forge import Forge
    from riskbook.wording import Catalogue

Command = TypeVar("Command", bound=Callable[..., Any])


def forge_option(command: Command) -> Command:
    """``--forge``: where the repository is."""
    return click.option(
        "--forge",
        "kind",
        type=click.Choice(["github", "gitlab", "gitea"]),
        required=True,
        help="Where the repository is. The token comes from GITHUB_TOKEN, GITLAB_TOKEN (else "
        "CI_JOB_TOKEN) or GITEA_TOKEN.",
    )(command)


def pull_option(command: Command) -> Command:
    """``--pull``: which pull request."""
    return click.option(
        "--pull",
        type=click.IntRange(min=1),
        help="The number of the pull request.  [default: the one that this run belongs to]",
    )(command)


def open_forge(kind: str, catalogue: Catalogue) -> Forge:
    """The repository that this run is for; ends the process where that cannot be known."""
    from riskbook.forge.opening import FORGES
    from riskbook.forge.refusal import ForgeError

    try:
        return FORGES[kind](os.environ, time.sleep)
    except ForgeError as error:
        stop(catalogue, error.saying)
