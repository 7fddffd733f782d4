"""A forge on this machine: a real HTTP server with the state and the habits of the three APIs.

It knows one repository, ``risk/service-risk`` (project 7), and one token. What is asked of it is
kept in ``asked``; ``scripted`` answers come before its own, and ``fails_after`` so many writes it
refuses all.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

TOKEN = "t0k3n-that-nobody-may-see"  # noqa: S105  # it opens nothing but this server
REPOSITORY = "risk/service-risk"
PROJECT = "7"
OWN = {"github": "github-actions[bot]", "gitlab": "project_7_bot", "gitea": "gitea-actions"}
HEAD = "4f0c" * 10
WRITES = ("POST", "PATCH", "PUT", "DELETE")

Json = Any


@dataclass(frozen=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    query: dict[str, str]
    body: Json
    token: str


@dataclass(frozen=True)
class Scripted:
    """An answer that is given whatever was asked."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    content: bytes = b"{}"


@dataclass
class FakeForge:
    """The state of the forge.

    ``page`` is how many items it gives at most, whatever is asked; ``prefix`` where its API
    begins, if not at the usual place.
    """

    kind: str
    page: int = 100
    address: str = ""
    prefix: str = ""
    comments: list[Json] = field(default_factory=list)
    issues: list[Json] = field(default_factory=list)
    pulls: list[Json] = field(default_factory=list)
    reviews: list[Json] = field(default_factory=list)
    approvals: list[Json] = field(default_factory=list)
    versions: list[Json] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    scripted: list[Scripted] = field(default_factory=list)
    fails_after: int | None = None
    count: int = 100

    @property
    def base(self) -> str:
        """Where the API begins."""
        usual = {"github": "", "gitlab": "/api/v4", "gitea": "/api/v1"}[self.kind]
        return self.address + (self.prefix or usual)

    @property
    def environment(self) -> dict[str, str]:
        """What a runner of this forge sets."""
        match self.kind:
            case "github":
                return {
                    "GITHUB_API_URL": self.base,
                    "GITHUB_REPOSITORY": REPOSITORY,
                    "GITHUB_TOKEN": TOKEN,
                }
            case "gitlab":
                return {
                    "CI_API_V4_URL": self.base,
                    "CI_PROJECT_ID": PROJECT,
                    "CI_PROJECT_URL": f"{self.address}/{REPOSITORY}",
                    "GITLAB_TOKEN": TOKEN,
                }
            case _:
                return {
                    "GITHUB_SERVER_URL": self.address,
                    "GITHUB_REPOSITORY": REPOSITORY,
                    "GITEA_TOKEN": TOKEN,
                }

    @property
    def written(self) -> list[Asked]:
        """The requests that write; that of GitHub for its user is a question."""
        return [one for one in self.asked if one.method in WRITES and one.path != "/graphql"]

    def comment(self, body: str, author: str = "", **more: Json) -> Json:
        """A comment that stands there already."""
        made = self._made(body, author)
        if self.kind == "gitlab":
            made |= {"system": False}
        self.comments.append(made | more)
        return self.comments[-1]

    def issue(self, title: str, body: str, *, author: str = "", **more: Json) -> Json:
        """An issue that is there already."""
        made = self._made(body, author)
        number = made["id"]
        if self.kind == "gitlab":
            made |= {"description": body, "iid": number, "state": "opened"}
        else:
            made |= {"number": number, "state": "open"}
        made |= {"title": title}
        self.issues.append(made | more)
        return self.issues[-1]

    def _made(self, body: str, author: str) -> Json:
        self.count += 1
        login = author or OWN[self.kind]
        url = f"{self.address}/{REPOSITORY}/{self.count}"
        if self.kind == "gitlab":
            return {
                "id": self.count,
                "body": body,
                "author": {"username": login},
                "web_url": url,
            }
        return {"id": self.count, "body": body, "user": {"login": login}, "html_url": url}

    def answer(self, asked: Asked) -> tuple[int, Json, bool]:
        """The status, the content, and whether it is a list that comes in pages."""
        for method, pattern, reply in ROUTES[self.kind]:
            found = re.fullmatch(pattern, asked.path)
            if found and method == asked.method:
                return reply(self, asked, found)
        return 404, {"message": "Not Found"}, False

    # What the routes do

    def who(self, _: Asked, __: re.Match[str]) -> tuple[int, Json, bool]:
        login = OWN[self.kind]
        if self.kind == "github":
            return 200, {"data": {"viewer": {"login": login}}}, False
        return 200, {"username": login, "login": login, "user": {"username": login}}, False

    def list_comments(self, _: Asked, __: re.Match[str]) -> tuple[int, Json, bool]:
        return 200, self.comments, True

    def add_comment(self, asked: Asked, _: re.Match[str]) -> tuple[int, Json, bool]:
        return 201, self.comment(asked.body["body"]), False

    def change_comment(self, asked: Asked, found: re.Match[str]) -> tuple[int, Json, bool]:
        for comment in self.comments:
            if comment["id"] == int(found[1]):
                comment["body"] = asked.body["body"]
                return 200, comment, False
        return 404, {"message": "Not Found"}, False

    def list_issues(self, asked: Asked, _: re.Match[str]) -> tuple[int, Json, bool]:
        wanted = asked.query.get("state", "open")
        found = [issue for issue in self.issues if issue["state"] == wanted]
        if self.kind == "github":
            found = [one for one in found if one["user"]["login"] == asked.query["creator"]]
        if asked.query.get("scope") == "created_by_me":
            found = [one for one in found if one["author"]["username"] == OWN[self.kind]]
        return 200, found, True

    def add_issue(self, asked: Asked, _: re.Match[str]) -> tuple[int, Json, bool]:
        body = asked.body["description" if self.kind == "gitlab" else "body"]
        return 201, self.issue(asked.body["title"], body), False

    def change_issue(self, asked: Asked, found: re.Match[str]) -> tuple[int, Json, bool]:
        key = "iid" if self.kind == "gitlab" else "number"
        for issue in self.issues:
            if issue[key] == int(found[1]):
                issue |= {name: asked.body[name] for name in asked.body if name in issue}
                event = asked.body.get("state_event")
                if event:
                    issue["state"] = {"close": "closed", "reopen": "opened"}[event]
                return 200, issue, False
        return 404, {"message": "Not Found"}, False

    def list_pulls(self, asked: Asked, _: re.Match[str]) -> tuple[int, Json, bool]:
        head = asked.query.get("head", "")
        found = [
            pull
            for pull in self.pulls
            if not head or head == f"{pull['head']['user']}:{pull['head']['ref']}"
        ]
        return 200, found, True

    def list_reviews(self, _: Asked, __: re.Match[str]) -> tuple[int, Json, bool]:
        return 200, self.reviews, True

    def list_versions(self, _: Asked, __: re.Match[str]) -> tuple[int, Json, bool]:
        return 200, self.versions, True

    def list_approvals(self, _: Asked, __: re.Match[str]) -> tuple[int, Json, bool]:
        return 200, {"approved_by": self.approvals}, False


Reply = Callable[[FakeForge, Asked, "re.Match[str]"], tuple[int, Json, bool]]
Route = tuple[str, str, Reply]

_REPOSITORY = f"/repos/{REPOSITORY}"
_GITHUB_LIKE: tuple[Route, ...] = (
    ("GET", rf"{_REPOSITORY}/issues/\d+/comments", FakeForge.list_comments),
    ("POST", rf"{_REPOSITORY}/issues/\d+/comments", FakeForge.add_comment),
    ("PATCH", rf"{_REPOSITORY}/issues/comments/(\d+)", FakeForge.change_comment),
    ("GET", f"{_REPOSITORY}/issues", FakeForge.list_issues),
    ("POST", f"{_REPOSITORY}/issues", FakeForge.add_issue),
    ("PATCH", rf"{_REPOSITORY}/issues/(\d+)", FakeForge.change_issue),
    ("GET", f"{_REPOSITORY}/pulls", FakeForge.list_pulls),
    ("GET", rf"{_REPOSITORY}/pulls/\d+/reviews", FakeForge.list_reviews),
)
_PROJECT = f"/projects/{PROJECT}"
_MERGE = rf"{_PROJECT}/merge_requests/\d+"
ROUTES: dict[str, tuple[Route, ...]] = {
    "github": (("POST", "/graphql", FakeForge.who), *_GITHUB_LIKE),
    "gitea": (("GET", "/user", FakeForge.who), *_GITHUB_LIKE),
    "gitlab": (
        ("GET", "/user|/job", FakeForge.who),
        ("GET", f"{_MERGE}/notes", FakeForge.list_comments),
        ("POST", f"{_MERGE}/notes", FakeForge.add_comment),
        ("PUT", rf"{_MERGE}/notes/(\d+)", FakeForge.change_comment),
        ("GET", f"{_PROJECT}/issues", FakeForge.list_issues),
        ("POST", f"{_PROJECT}/issues", FakeForge.add_issue),
        ("PUT", rf"{_PROJECT}/issues/(\d+)", FakeForge.change_issue),
        ("GET", f"{_MERGE}/approvals", FakeForge.list_approvals),
        ("GET", f"{_MERGE}/versions", FakeForge.list_versions),
    ),
}


class _Handler(BaseHTTPRequestHandler):
    forge: FakeForge

    def handle_any(self) -> None:
        content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        address = urlsplit(self.path)
        asked = Asked(
            self.command,
            unquote(address.path).removeprefix(self.forge.base.removeprefix(self.forge.address)),
            {name: values[0] for name, values in parse_qs(address.query).items()},
            json.loads(content) if content else None,
            self._token(),
        )
        self.forge.asked.append(asked)
        if self.forge.fails_after is not None and len(self.forge.written) > self.forge.fails_after:
            self._send(403, {}, b"{}")
        elif self.forge.scripted:
            answer = self.forge.scripted.pop(0)
            self._send(answer.status, answer.headers, answer.content)
        elif asked.token != TOKEN:
            self._send(401, {}, b'{"message": "Bad credentials"}')
        else:
            self._reply(asked)

    do_GET = do_POST = do_PATCH = do_PUT = handle_any  # noqa: N815  # the server asks for these names

    def _token(self) -> str:
        for name in ("Authorization", "PRIVATE-TOKEN", "JOB-TOKEN"):
            if self.headers.get(name):
                return str(self.headers[name]).rpartition(" ")[2]
        return ""

    def _reply(self, asked: Asked) -> None:
        status, found, is_list = self.forge.answer(asked)
        headers = {}
        if is_list:
            page = int(asked.query.get("page", "1"))
            last = page * self.forge.page >= len(found)
            found = found[(page - 1) * self.forge.page : page * self.forge.page]
            if not last:
                headers["Link"] = '<https://elsewhere.example.org/?page=9>; rel="next"'
        self._send(status, headers, json.dumps(found).encode())

    def _send(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@contextmanager
def serving(forge: FakeForge) -> Iterator[FakeForge]:
    """The forge, listening on a free port of this machine."""
    handler = type("Handler", (_Handler,), {"forge": forge})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        forge.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield forge
        finally:
            server.shutdown()
            thread.join()
