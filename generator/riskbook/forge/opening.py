"""From the environment of a run to the forge that it runs on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from riskbook.forge import gitea, github, gitlab
from riskbook.forge.client import JOB_TOKEN, connect
from riskbook.forge.forge import Forge
from riskbook.forge.refusal import ForgeError
from riskbook.forge.run_event import read_event
from riskbook.wording import say

Environment = Mapping[str, str]
Pause = Callable[[float], None]


def open_github(environment: Environment, pause: Pause) -> Forge:
    """The repository that a run on GitHub is for."""
    client = connect(
        environment.get("GITHUB_API_URL") or "https://api.github.com",
        "GITHUB_TOKEN",
        _needed(environment, "GITHUB_TOKEN"),
        github.HEADERS,
        pause,
    )
    repository = _needed(environment, "GITHUB_REPOSITORY")
    return github.GitHub(client, repository, read_event(environment))


def open_gitlab(environment: Environment, pause: Pause) -> Forge:
    """The project that a pipeline on GitLab is for: of a fork's merge request, the target's."""
    variable = "GITLAB_TOKEN" if environment.get("GITLAB_TOKEN") else JOB_TOKEN
    if not environment.get(variable):
        raise ForgeError(say("forge.no-such-token", variable="GITLAB_TOKEN"))
    client = connect(
        environment.get("CI_API_V4_URL") or "https://gitlab.com/api/v4",
        variable,
        environment[variable],
        gitlab.headers(variable),
        pause,
    )
    project = environment.get("CI_MERGE_REQUEST_PROJECT_ID") or _needed(
        environment, "CI_PROJECT_ID"
    )
    web = environment.get("CI_MERGE_REQUEST_PROJECT_URL") or environment.get("CI_PROJECT_URL", "")
    return gitlab.GitLab(client, project, web, environment.get(gitlab.MERGE_REQUEST, ""))


def open_gitea(environment: Environment, pause: Pause) -> Forge:
    """The repository that a run on Gitea is for; its runner speaks of itself as GitHub's does."""
    server = _needed(environment, "GITHUB_SERVER_URL").rstrip("/")
    client = connect(
        f"{server}/api/v1",
        "GITEA_TOKEN",
        _needed(environment, "GITEA_TOKEN"),
        gitea.HEADERS,
        pause,
    )
    repository = _needed(environment, "GITHUB_REPOSITORY")
    return gitea.Gitea(client, repository, read_event(environment))


FORGES: Mapping[str, Callable[[Environment, Pause], Forge]] = {
    "github": open_github,
    "gitlab": open_gitlab,
    "gitea": open_gitea,
}
"""How each forge is opened, by its key."""


def _needed(environment: Environment, variable: str) -> str:
    value = environment.get(variable, "")
    if value:
        return value
    if variable.endswith("_TOKEN"):
        raise ForgeError(say("forge.no-such-token", variable=variable))
    raise ForgeError(say("forge.no-such-variable", variable=variable))
