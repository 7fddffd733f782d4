"""HTTP: what is waited for, what is refused in one sentence, and where the token never goes."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from forge_server import TOKEN, FakeForge, Scripted, serving
from riskbook.forge import client as client_module
from riskbook.forge.client import ATTEMPTS, Client, connect
from riskbook.forge.refusal import ForgeError
from riskbook.reading.resources import catalogue

HEADERS = {"Authorization": "token {token}"}


@dataclass
class Case:
    """A forge, a client for it, and how long the client has waited each time."""

    server: FakeForge
    waits: list[float] = field(default_factory=list)

    @property
    def client(self) -> Client:
        return connect(self.server.base, "GITEA_TOKEN", TOKEN, HEADERS, self.waits.append)

    def refused(self, method: str = "GET", path: str = "/user") -> str:
        """The key of the one sentence; the sentence is there in both languages, without a token."""
        with pytest.raises(ForgeError) as caught:
            self.client.read(path) if method == "GET" else self.client.write(method, path, {})
        for language in ("en", "zh"):
            sentence = catalogue(language).say(caught.value.saying)
            assert TOKEN not in sentence
            assert "\n" not in sentence
        return caught.value.saying.key


@pytest.fixture
def case() -> Iterator[Case]:
    with serving(FakeForge("gitea")) as server:
        yield Case(server)


def test_an_answer_is_read(case: Case) -> None:
    assert case.client.read("/user") == {
        "username": "gitea-actions",
        "login": "gitea-actions",
        "user": {"username": "gitea-actions"},
    }
    assert case.server.asked[0].token == TOKEN


def test_neither_token_nor_headers_are_shown_of_a_client(case: Case) -> None:
    assert TOKEN not in repr(case.client)
    assert TOKEN not in str(case.client)


@pytest.mark.parametrize(
    ("answer", "waits"),
    [
        (Scripted(429, {"Retry-After": "7"}), [7]),
        (Scripted(403, {"Retry-After": "0"}), [0]),
        (Scripted(429), [1]),
        (Scripted(503, {"Retry-After": "60"}), [60]),
        (Scripted(502), [1]),
        (Scripted(500, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}), [1]),
    ],
)
def test_a_forge_that_asks_for_patience_gets_it(
    case: Case, answer: Scripted, waits: list[float]
) -> None:
    case.server.scripted.append(answer)
    assert case.client.read("/user")
    assert case.waits == waits


def test_patience_ends(case: Case) -> None:
    case.server.scripted = [Scripted(503)] * 10
    assert case.refused() == "forge.refused"
    assert case.waits == [1, 2, 4]
    assert len(case.server.asked) == ATTEMPTS


@pytest.mark.parametrize(
    ("answer", "key"),
    [
        (Scripted(429, {"Retry-After": "61"}), "forge.throttled"),
        (Scripted(429, {"Retry-After": "9" * 5000}), "forge.throttled"),
        (Scripted(403, {"X-RateLimit-Remaining": "0"}), "forge.throttled"),
        (Scripted(401), "forge.unknown-token"),
        (Scripted(403, {}, b'{"message": "Resource not accessible"}'), "forge.forbidden"),
        (Scripted(404), "forge.not-found"),
        (Scripted(410, {}, b'{"message": "Issues are disabled"}'), "forge.refused"),
        (Scripted(422, {}, b"<html>"), "forge.refused"),
        (Scripted(200, {}, b"<html>"), "forge.strange-answer"),
        (Scripted(200, {}, b"[" * 200_000), "forge.strange-answer"),
        (Scripted(200, {}, b"\xff"), "forge.strange-answer"),
        (Scripted(404, {}, b"[" * 200_000), "forge.not-found"),
    ],
)
def test_what_is_no_use_to_repeat_is_told_at_once(case: Case, answer: Scripted, key: str) -> None:
    case.server.scripted.append(answer)
    assert case.refused() == key
    assert case.waits == []
    assert len(case.server.asked) == 1


def test_a_forge_that_tells_the_token_tells_it_to_nobody(case: Case) -> None:
    detail = f'{{"message": "no \\u001b[31m {TOKEN} \\n here"}}'.encode()
    for status in (403, 422):
        case.server.scripted.append(Scripted(status, {}, detail))
        case.refused()


def test_a_post_that_failed_within_the_forge_is_not_repeated(case: Case) -> None:
    """It may have been done; a second one would make a second comment."""
    case.server.scripted.append(Scripted(502))
    assert case.refused("POST") == "forge.refused"
    assert len(case.server.asked) == 1


def test_a_post_that_was_turned_away_is_repeated(case: Case) -> None:
    case.server.scripted.append(Scripted(429, {"Retry-After": "1"}))
    path = "/repos/risk/service-risk/issues"
    assert case.client.write("POST", path, {"title": "x", "body": "y"})
    assert len(case.server.issues) == 1


def test_a_change_is_repeated(case: Case) -> None:
    number = case.server.issue("x", "y")["number"]
    case.server.scripted.append(Scripted(502))
    path = f"/repos/risk/service-risk/issues/{number}"
    assert case.client.write("PATCH", path, {"title": "z"})
    assert case.server.issues[0]["title"] == "z"


def test_a_redirect_within_the_forge_is_followed(case: Case) -> None:
    case.server.scripted.append(Scripted(301, {"Location": "/api/v1/user"}))
    assert case.client.read("/user")
    case.server.scripted.append(
        Scripted(307, {"Location": "/api/v1/repos/risk/service-risk/issues"})
    )
    assert case.client.write("POST", "/old", {"title": "x", "body": "y"})
    assert case.server.issues[0]["title"] == "x"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_redirect_to_another_host_is_not_followed(case: Case, status: int, method: str) -> None:
    with serving(FakeForge("gitea")) as other:
        case.server.scripted.append(Scripted(status, {"Location": f"{other.base}/user"}))
        assert case.refused(method) == "forge.redirected"
        assert other.asked == []


@pytest.mark.parametrize("location", ["http://[", "//elsewhere.example.org/", ""])
def test_a_redirect_to_nowhere_is_not_followed(case: Case, location: str) -> None:
    case.server.scripted = [Scripted(302, {"Location": location})] * 5
    assert case.refused() == "forge.redirected"


def test_a_redirect_that_makes_a_read_of_a_write_is_not_followed(case: Case) -> None:
    case.server.scripted.append(Scripted(302, {"Location": "/api/v1/user"}))
    assert case.refused("POST") == "forge.redirected"


def test_a_redirect_without_end_ends(case: Case) -> None:
    case.server.scripted = [Scripted(302, {"Location": "/api/v1/user"})] * 10
    assert case.refused() == "forge.redirected"


def test_an_answer_without_end_is_not_read(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "MOST_BYTES", 1000)
    case.server.scripted.append(Scripted(200, {}, b" " * 1001))
    assert case.refused() == "forge.too-large"


def test_a_forge_that_is_not_there_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        server = FakeForge("gitea", address=f"http://127.0.0.1:{taken.getsockname()[1]}")
        case = Case(server)
        assert case.refused() == "forge.unreachable"
        assert case.waits == [1, 2, 4]
        case.waits.clear()
        assert case.refused("POST") == "forge.unreachable"
        assert case.waits == []


def test_a_forge_that_hangs_up_is_asked_again(case: Case) -> None:
    case.server.scripted.append(Scripted(200, {"Content-Length": "100"}, b"{}"))
    assert case.client.read("/user")
    assert case.waits == [1]


def test_pages_end_where_the_forge_says_so(case: Case) -> None:
    case.server.page = 2
    for number in range(5):
        case.server.issue(f"issue {number}", "")
    path = "/repos/risk/service-risk/issues"
    found = list(case.client.pages(path, state="open"))
    assert len(found) == 5
    assert [one.query["page"] for one in case.server.asked] == ["1", "2", "3"]


def test_a_list_without_end_is_told(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client_module, "MOST_PAGES", 3)
    next_page = {"Link": '<http://x/?page=2>; rel="next"'}
    case.server.scripted = [Scripted(200, next_page, b"[{}]")] * 5
    with pytest.raises(ForgeError) as caught:
        list(case.client.pages("/issues"))
    assert caught.value.saying.key == "forge.endless"
    assert len(case.server.asked) == 3


def test_a_list_that_is_none_is_told(case: Case) -> None:
    with pytest.raises(ForgeError) as caught:
        list(case.client.pages("/user"))
    assert caught.value.saying.key == "forge.strange-answer"


@pytest.mark.parametrize(
    "address",
    [
        "http://git.example.org/api",
        "ftp://git.example.org",
        "file:///etc",
        "git.example.org",
        "",
        "https://[",
        "https://é",
    ],
)
def test_a_token_goes_over_tls_only(address: str) -> None:
    with pytest.raises(ForgeError) as caught:
        connect(address, "GITEA_TOKEN", TOKEN, HEADERS)
    assert caught.value.saying.key == "forge.not-https"


def test_certificates_are_looked_at() -> None:
    found = connect("https://git.example.org", "GITEA_TOKEN", TOKEN, HEADERS)
    handlers = vars(found.opener)["handlers"]
    (handler,) = (one for one in handlers if type(one).__name__ == "HTTPSHandler")
    context = vars(handler)["_context"]
    assert context.check_hostname
    assert context.verify_mode.name == "CERT_REQUIRED"


@pytest.mark.parametrize("token", ["", " ", "two words", "line\n", "töken", "x\x00"])
def test_what_is_no_token_is_told_without_being_said(token: str) -> None:
    with pytest.raises(ForgeError) as caught:
        connect("https://git.example.org", "GITEA_TOKEN", token, HEADERS)
    assert caught.value.saying.key == "forge.no-such-token"
    assert dict(caught.value.saying.facts) == {"variable": "GITEA_TOKEN"}
