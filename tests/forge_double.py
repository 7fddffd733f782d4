"""A forge on this machine, as far as the steps of workflows speak with one."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

HEAD = "1f" * 20
"""The commit at which the one open pull request ends; its number is 7."""


@dataclass
class Told:
    """What the forge was told: method, path and content of every write, and every token."""

    writes: list[tuple[str, str, Any]] = field(default_factory=list)
    tokens: set[str] = field(default_factory=set)


class _Handler(BaseHTTPRequestHandler):
    told: Told

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # its name there
        pass

    def do_GET(self) -> None:
        self._answer(_read(urlsplit(self.path).path))

    def do_POST(self) -> None:
        self._write()

    def do_PUT(self) -> None:
        self._write()

    def do_PATCH(self) -> None:
        self._write()

    def _write(self) -> None:
        content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        path = urlsplit(self.path).path
        if path.endswith("/graphql"):
            self._answer({"data": {"viewer": {"login": "riskbook-bot"}}})
            return
        self.told.writes.append((self.command, path, content))
        self._answer({"id": 1, "iid": 1, "number": 1, "state": "open", **content})

    def _answer(self, content: object) -> None:
        for name in ("Authorization", "PRIVATE-TOKEN", "JOB-TOKEN"):
            if self.headers[name]:
                self.told.tokens.add(self.headers[name].split()[-1])
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def forge_double() -> Iterator[tuple[str, Told]]:
    """The address of a forge with an empty tracker, and what it is told."""
    told = Told()
    handler = type("Handler", (_Handler,), {"told": told})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", told
    finally:
        server.shutdown()
        server.server_close()


def _read(path: str) -> object:
    if path.endswith("/user"):
        return {"id": 1, "login": "riskbook-bot", "username": "riskbook-bot"}
    if path.endswith("/pulls"):
        return [{"number": 7, "head": {"sha": HEAD, "repo": {"full_name": "example-org/book"}}}]
    return []
