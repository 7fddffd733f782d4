"""The board that the server reads from: what is shown now, and a wait for the next news."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Shown:
    """What the preview shows at one moment.

    ``version`` names the build that the files come from, ``""`` before the first. ``files`` are
    the paths that may be asked for. ``trouble`` says, by language, what is wrong with the book
    that the files do not show yet; empty where they show all of it.
    """

    version: str = ""
    files: frozenset[str] = frozenset()
    trouble: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        """What an open page is told: on one line, as an event must be."""
        told = {"version": self.version, "trouble": dict(self.trouble) or None}
        return json.dumps(told, ensure_ascii=False, sort_keys=True)


class Board:
    """Holds what is shown; any number of threads wait for it to change."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._shown = Shown()
        self._closed = False

    @property
    def shown(self) -> Shown:
        """What is shown now."""
        return self._shown

    def post(self, shown: Shown) -> None:
        """Show something else, and wake those who wait."""
        with self._news:
            self._shown = shown
            self._news.notify_all()

    def close(self) -> None:
        """Send those who wait home."""
        with self._news:
            self._closed = True
            self._news.notify_all()

    def after(self, seen: Shown | None, seconds: float) -> Shown | None:
        """What is shown as soon as it is not ``seen``; ``seen`` again after ``seconds``.

        None once the board is closed.
        """
        with self._news:
            self._news.wait_for(lambda: self._closed or self._shown is not seen, seconds)
            return None if self._closed else self._shown
