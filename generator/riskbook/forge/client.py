"""HTTP to a forge: one origin, one token, answers of a bounded size, patience of a bounded length.

The standard library is enough for a dozen calls: a client library would be the largest dependency
of the smallest room. What a library would do unasked must not happen here anyway: the token never
follows a redirect to another host, and never travels without TLS.
"""

from __future__ import annotations

import json
import re
import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException, IncompleteRead
from urllib.error import URLError
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from riskbook import __version__
from riskbook.forge.answers import text_at
from riskbook.forge.refusal import ForgeError
from riskbook.wording import say

MOST_BYTES = 10 * 1024 * 1024
"""The size of an answer above which it is not read."""

MOST_PAGES = 200
"""Pages of a list after which something is wrong with the list."""

ATTEMPTS = 4
LONGEST_WAIT = 60
"""Seconds that a forge may ask us to wait before the next attempt."""

TIMEOUT = 30
"""Seconds without a byte after which a connection counts as dead."""

MOST_REDIRECTS = 3
MOST_OF_A_DETAIL = 200

JOB_TOKEN = "CI_JOB_TOKEN"  # noqa: S105  # a name, not a token
"""Where GitLab puts a token that every job has, and that may do little."""

_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_REDIRECTS_OF_WRITES = frozenset({307, 308})  # the others turn a write into a read
_TOKEN = re.compile(r"[\x21-\x7e]+\Z")
_NUMBER = re.compile(r"[0-9]+\Z")
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2066-\u2069]+")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: the status, the headers in lower case, and the bytes."""

    status: int
    headers: Mapping[str, str]
    content: bytes


@dataclass(frozen=True, slots=True)
class Client:
    """One forge's API. ``base`` has no slash at its end; ``variable`` is where the token is from.

    Neither the token nor the headers that carry it are part of what is shown of a client.
    """

    base: str
    variable: str
    token: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)
    opener: OpenerDirector = field(repr=False)
    pause: Callable[[float], None] = field(repr=False, default=time.sleep)

    @property
    def host(self) -> str:
        """The forge's host, as sentences name it."""
        return urlsplit(self.base).netloc

    def read(self, path: str, **query: str | int) -> object:
        """What lies at a path, from its JSON."""
        return self._decoded(self._asked("GET", self._url(path, query), None))

    def write(self, method: str, path: str, content: Mapping[str, object]) -> object:
        """What the forge answers to a write, from its JSON."""
        body = json.dumps(content, ensure_ascii=False).encode()
        return self._decoded(self._asked(method, self._url(path, {}), body))

    def pages(self, path: str, **query: str | int) -> Iterator[object]:
        """The items of a list, page after page.

        That there is a next page is the forge's word; which one it is, is not: a link may lead
        to another host.
        """
        for page in range(1, MOST_PAGES + 1):
            answer = self._asked("GET", self._url(path, {**query, "page": page}), None)
            items = self._decoded(answer)
            if not isinstance(items, list):
                raise ForgeError(say("forge.strange-answer", host=self.host))
            yield from items
            if 'rel="next"' not in answer.headers.get("link", ""):
                return
        raise ForgeError(say("forge.endless", host=self.host, count=MOST_PAGES))

    def _url(self, path: str, query: Mapping[str, str | int]) -> str:
        return self.base + path + (f"?{urlencode(query)}" if query else "")

    def _asked(self, method: str, url: str, body: bytes | None) -> Answer:
        """The answer to a request that went well; waits and asks again where that may help."""
        redirects = 0
        attempt = 1
        while True:
            answer = self._sent(method, url, body, attempt)
            if answer is None:
                attempt += 1
                continue
            if 200 <= answer.status < 300:
                return answer
            if answer.status in _REDIRECTS:
                redirects += 1
                url = self._redirected(method, url, answer, redirects)
                continue
            wait = _wait(method, answer, attempt)
            if wait is None or attempt == ATTEMPTS:
                raise self._refusal(answer)
            self.pause(wait)
            attempt += 1

    def _sent(self, method: str, url: str, body: bytes | None, attempt: int) -> Answer | None:
        """One attempt; None where the connection failed and another one does no harm."""
        request = Request(url, body, dict(self.headers), method=method)  # noqa: S310  # https only: see connect
        request.add_header("Content-Type", "application/json")
        try:
            with self.opener.open(request, timeout=TIMEOUT) as response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                content = response.read(MOST_BYTES + 1)
                status = response.status
                _hold_to_length(headers, content)
        except (OSError, HTTPException) as error:
            if method != "POST" and attempt < ATTEMPTS:
                self.pause(_backoff(attempt))
                return None
            reason = error.reason if isinstance(error, URLError) else error
            detail = self.shown(str(reason)) or type(error).__name__
            raise ForgeError(say("forge.unreachable", host=self.host, reason=detail)) from None
        if len(content) > MOST_BYTES:
            raise ForgeError(say("forge.too-large", host=self.host))
        return Answer(status, headers, content)

    def _redirected(self, method: str, url: str, answer: Answer, redirects: int) -> str:
        try:
            target = urljoin(url, answer.headers.get("location", ""))
            stays = _origin(urlsplit(target)) == _origin(urlsplit(url))
        except ValueError:  # no address
            target, stays = url, False
        same_request = method == "GET" or answer.status in _REDIRECTS_OF_WRITES
        if not (stays and same_request and redirects <= MOST_REDIRECTS):
            raise ForgeError(say("forge.redirected", host=self.host))
        return target

    def _decoded(self, answer: Answer) -> object:
        if not answer.content.strip():
            return None
        try:
            found: object = json.loads(answer.content)
        except (ValueError, RecursionError):
            raise ForgeError(say("forge.strange-answer", host=self.host)) from None
        return found

    def _refusal(self, answer: Answer) -> ForgeError:
        host, detail = self.host, self._detail(answer)
        if _is_throttled(answer):
            return ForgeError(say("forge.throttled", host=host))
        if self.variable == JOB_TOKEN and answer.status in (401, 403, 404):
            return ForgeError(say("forge.job-token", host=host, status=answer.status))
        match answer.status:
            case 401:
                return ForgeError(say("forge.unknown-token", host=host, variable=self.variable))
            case 403:
                saying = say("forge.forbidden", host=host, variable=self.variable, detail=detail)
                return ForgeError(saying)
            case 404:
                return ForgeError(say("forge.not-found", host=host, variable=self.variable))
            case status:
                return ForgeError(
                    say("forge.refused", host=host, status=status, detail=detail or "–")
                )

    def _detail(self, answer: Answer) -> str:
        """What the forge says of its refusal, in a few words."""
        try:
            told = json.loads(answer.content)
        except (ValueError, RecursionError):
            return ""
        return self.shown(text_at(told, "message") or text_at(told, "error"))

    def shown(self, text: str) -> str:
        """Words from outside, fit for a line of a terminal: short, printable, without the token."""
        plain = _UNPRINTABLE.sub(" ", text).strip()
        return plain.replace(self.token, "***")[:MOST_OF_A_DETAIL]


def connect(
    base: str,
    variable: str,
    token: str,
    headers: Mapping[str, str],
    pause: Callable[[float], None] = time.sleep,
) -> Client:
    """A client for the API at ``base``; ``{token}`` in a header stands for the token.

    Only over TLS with a certificate that the system trusts, or to this machine itself.
    """
    if not _is_safe(base):
        raise ForgeError(say("forge.not-https", address=base[:MOST_OF_A_DETAIL]))
    if not _TOKEN.match(token):
        raise ForgeError(say("forge.no-such-token", variable=variable))
    opener = OpenerDirector()  # bare: nothing in it follows a redirect
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(context=ssl.create_default_context()),
    ):
        opener.add_handler(handler)
    return Client(
        base.rstrip("/"),
        variable,
        token,
        {
            "User-Agent": f"riskbook/{__version__}",
            **{name: value.replace("{token}", token) for name, value in headers.items()},
        },
        opener,
        pause,
    )


def _is_safe(base: str) -> bool:
    """Whether what is sent to an address can be read there only."""
    try:
        address = urlsplit(base)
        host = (address.hostname or "").encode("ascii").decode()
    except ValueError:
        return False
    return bool(host) and (
        address.scheme == "https" or (address.scheme == "http" and host in _LOOPBACK)
    )


def _hold_to_length(headers: Mapping[str, str], content: bytes) -> None:
    """A connection that ended early looks like the end of the answer."""
    announced = headers.get("content-length", "")
    if _NUMBER.match(announced) and len(announced) < 9 and len(content) < int(announced):
        raise IncompleteRead(content)


def _origin(address: SplitResult) -> tuple[str, str]:
    return (address.scheme, address.netloc)


def _wait(method: str, answer: Answer, attempt: int) -> float | None:
    """Seconds until the next attempt; None where there is no point in one.

    A POST that failed within the forge may have been done all the same, and must not be repeated.
    """
    throttled = _is_throttled(answer)
    if not throttled and (method == "POST" or answer.status < 500):
        return None
    asked = answer.headers.get("retry-after", "")
    if _NUMBER.match(asked):
        return int(asked) if len(asked) < 4 and int(asked) <= LONGEST_WAIT else None
    return None if _is_used_up(answer) else _backoff(attempt)


def _is_throttled(answer: Answer) -> bool:
    """GitHub says so by 429 or 403 alike."""
    return answer.status == 429 or (
        answer.status == 403 and ("retry-after" in answer.headers or _is_used_up(answer))
    )


def _is_used_up(answer: Answer) -> bool:
    """Whether there is no request left until an hour that is not near."""
    return answer.headers.get("x-ratelimit-remaining") == "0"


def _backoff(attempt: int) -> float:
    """1, 2, 4 seconds."""
    return float(2 ** (attempt - 1))
