"""The preview's server: the files of one site on one address, for the person at this machine.

It answers GET and HEAD, for files that the site's manifest names and nothing else: no path leads
out of the site and no folder is listed. A request must call the server by an address of this
machine, or a page elsewhere could make a name of its own lead here and read the book (DNS
rebinding); and what it sends may only be used by its own pages (the data files are scripts, which
any page could otherwise include).
"""

from __future__ import annotations

import errno
import os
import socket
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from riskbook.site.serving_board import Board
from riskbook.site.serving_pages import ROOM, bare_page, with_reload

TEXT = "; charset=utf-8"
TYPES = MappingProxyType(
    {
        ".atom": "application/atom+xml" + TEXT,
        ".css": "text/css" + TEXT,
        ".csv": "text/csv" + TEXT,
        ".html": "text/html" + TEXT,
        ".ics": "text/calendar" + TEXT,
        ".js": "text/javascript" + TEXT,
        ".json": "application/json" + TEXT,
        ".md": "text/markdown" + TEXT,
        ".otf": "font/otf",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".svg": "image/svg+xml" + TEXT,
        ".txt": "text/plain" + TEXT,
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ".xml": "application/xml" + TEXT,
    }
)
"""By the ending of a file's name: the system's own table differs from machine to machine."""

UNKNOWN_TYPE = "application/octet-stream"
METHODS = ("GET", "HEAD")
HEARTBEAT = 15.0
"""Seconds after which a silent connection is tried, so that closed ones are let go."""

NEIGHBOURS = 50
"""Ports that are tried after one that is taken."""


class Notice(NamedTuple):
    """The words of a page that the site does not have."""

    title: str
    text: str


class Offer(NamedTuple):
    """What a server gives out.

    ``folder`` holds the site and ``own`` the preview's script and style sheet. ``host`` is what
    the person calls this machine. ``not_built`` is said before there is a site, ``absent`` for a
    page that it lacks, in ``language``.
    """

    folder: Path
    own: Path
    board: Board
    host: str
    language: str
    not_built: Notice
    absent: Notice


class PortsTakenError(Exception):
    """The port, and those after it, are in use."""


class SiteServer(ThreadingHTTPServer):
    """Answers in threads of its own, which end with the process."""

    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name != "nt"  # there it would share the port of another server
    offer: Offer

    def __init__(self, family: socket.AddressFamily, host: str, port: int) -> None:
        self.address_family = family
        super().__init__((host, port), _Answer)

    def server_bind(self) -> None:
        """Take the address without asking a name server what it is called."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, self.allow_reuse_address)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name = str(self.server_address[0])
        self.server_port = int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who leaves in the middle of an answer is nobody's fault."""

    @property
    def url(self) -> str:
        """The address to open, in a form that every browser takes."""
        host = self.server_name
        if ip_address(host).is_unspecified:
            host = "127.0.0.1" if self.address_family == socket.AF_INET else "::1"
        host = f"[{host}]" if ":" in host else host
        return f"http://{host}:{self.server_port}/"

    @property
    def is_private(self) -> bool:
        """Whether only this machine can ask."""
        return ip_address(self.server_name).is_loopback


def open_server(host: str, port: int) -> SiteServer:
    """A server of this machine's on the first free port from ``port`` upwards; :func:`start` it.

    Raises ``OSError`` for an address that this machine does not have or may not use, and
    :class:`PortsTakenError` where no port is free.
    """
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    for number in range(port, min(port + NEIGHBOURS, 65536)):
        try:
            return SiteServer(family, str(address[0]), number)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
    raise PortsTakenError


def start(server: SiteServer, offer: Offer) -> None:
    """Answer from now on, beside what the caller does."""
    server.offer = offer
    threading.Thread(target=server.serve_forever, args=(0.25,), daemon=True).start()


class _Answer(BaseHTTPRequestHandler):
    """One connection."""

    server: SiteServer
    protocol_version = "HTTP/1.1"
    server_version = "riskbook"
    sys_version = ""
    timeout = 60

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the library's name
        """Requests are nobody's business."""

    def parse_request(self) -> bool:
        """Read the request, and refuse one that is not for us."""
        if not super().parse_request():
            return False
        if self.command not in METHODS:
            self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, Allow=", ".join(METHODS))
            return False
        if not self._is_for_us():
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
            return False
        return True

    def do_GET(self) -> None:
        """One file, or the news."""
        try:
            path = unquote(urlsplit(self.path).path, errors="strict").removeprefix("/")
        except ValueError:
            self._refuse(HTTPStatus.BAD_REQUEST)
            return
        room = ROOM.removeprefix("/")
        if path == f"{room}news":
            self._tell()
        elif path == f"{room}state.json":
            news = self.server.offer.board.shown.to_json().encode()
            self._send(HTTPStatus.OK, TYPES[".json"], news, {})
        elif path in (f"{room}reload.js", f"{room}reload.css"):
            name = path.removeprefix(room)
            content = (self.server.offer.own / name).read_bytes()
            self._send(HTTPStatus.OK, _type_of(name), content, {})
        else:
            self._give(path)

    do_HEAD = do_GET  # noqa: N815  # the library's name

    def _give(self, path: str) -> None:
        offer = self.server.offer
        shown = offer.board.shown
        wanted = f"{path}index.html" if not path or path.endswith("/") else path
        if wanted not in shown.files and f"{path}/index.html" in shown.files:
            self._send(HTTPStatus.FOUND, "", b"", {"Location": f"{urlsplit(self.path).path}/"})
            return
        content = _bytes_of(offer.folder / wanted) if wanted in shown.files else None
        if content is None:
            self._miss(shown.version)
            return
        if wanted.endswith(".html"):
            content = with_reload(content, shown.version)
        self._send(HTTPStatus.OK, _type_of(wanted), content, {})

    def _miss(self, version: str) -> None:
        offer = self.server.offer
        notice = offer.absent if version else offer.not_built
        status = HTTPStatus.NOT_FOUND if version else HTTPStatus.SERVICE_UNAVAILABLE
        page = bare_page(offer.language, notice.title, notice.text, version)
        self._send(status, TYPES[".html"], page, {})

    def _tell(self) -> None:
        """The news as server-sent events, until the page or the server goes away."""
        kind = f"text/event-stream{TEXT}"
        self._head(HTTPStatus.OK, {"Content-Type": kind, "Connection": "close"})
        board, seen = self.server.offer.board, None
        while self.command == "GET":
            news = board.after(seen, HEARTBEAT)
            if news is None:
                return
            line = ": still here" if news is seen else f"retry: 500\ndata: {news.to_json()}"
            self.wfile.write(f"{line}\n\n".encode())
            seen = news

    def _send(
        self, status: HTTPStatus, kind: str, content: bytes, headers: Mapping[str, str]
    ) -> None:
        about = {"Content-Type": kind} if kind else {}
        self._head(status, {**about, "Content-Length": str(len(content)), **headers})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _refuse(self, status: HTTPStatus, **headers: str) -> None:
        """No, and the end of the connection: what came with the request is not read."""
        self._send(status, "", b"", {"Connection": "close", **headers})

    def _head(self, status: HTTPStatus, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.end_headers()

    def _is_for_us(self) -> bool:
        """Whether the request calls us localhost, or by the address that it came in at."""
        hosts = self.headers.get_all("Host") or []
        try:
            called = urlsplit(f"//{hosts[0]}").hostname if len(hosts) == 1 else None
        except ValueError:
            return False
        if called is None or called in ("localhost", self.server.offer.host.lower()):
            return called is not None
        here = ip_address(self.connection.getsockname()[0])
        try:
            return ip_address(called) in (here, getattr(here, "ipv4_mapped", None))
        except ValueError:
            return False


def _type_of(path: str) -> str:
    return TYPES.get(PurePosixPath(path).suffix, UNKNOWN_TYPE)


def _bytes_of(path: Path) -> bytes | None:
    """None for a file that a build is taking away just now."""
    try:
        return path.read_bytes()
    except OSError:
        return None
