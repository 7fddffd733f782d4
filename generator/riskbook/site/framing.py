"""Frames: what every page has around its own part, made once and filled many times."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from riskbook.site.frame import Frame as FrameData
from riskbook.site.input import Page

_TITLE, _DESCRIPTION, _MAIN, _PATH, _SOURCE = (
    f"riskbook-{name}-mark" for name in ("title", "description", "main", "path", "source")
)
_MARKS = re.compile(f"({_TITLE}|{_DESCRIPTION}|{_MAIN}|{_PATH}|{_SOURCE})")
_IN_FOLDER = re.compile(f"[a-z-]+/{_PATH}\\.html")


class EngineError(Exception):
    """MkDocs would not build the site; the message is its own."""


class Frame(NamedTuple):
    """The frame of one kind of page, cut at its marks."""

    pieces: tuple[str, ...]

    def around(self, page: Page) -> bytes:
        """The whole page."""
        values = {
            _TITLE: html.escape(page.title),
            _DESCRIPTION: html.escape(page.description),
            _MAIN: page.main,
            _PATH: page.path,
            _SOURCE: html.escape(page.source),
        }
        return "".join([values.get(piece, piece) for piece in self.pieces]).encode()


class Framed(NamedTuple):
    """What one run gave: the theme's own files by path, and the frames of pages by their keys."""

    files: Mapping[str, bytes]
    frames: Mapping[str, Frame]


@dataclass(frozen=True, slots=True)
class Theme:
    """The frames of a site and the hashes of the theme's files, of all its languages.

    It depends on the settings and the program only, and so is kept from one build to the next.
    """

    frames: Mapping[str, Frame] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


class Shell(NamedTuple):
    """What every page of a language's site has around it; the theme's template reads ``frame``."""

    title: str
    url: str
    theme: Path
    frame: FrameData


def frame_key(path: str) -> str:
    """Which frame a page takes: that of its folder, or its own where it lies in none."""
    folder, inside, _ = path.partition("/")
    return folder + inside


def marked(key: str, nav: str) -> Page:
    """A page with a mark in every place that pages fill."""
    return Page(
        path=f"{key}{_PATH}.html" if key.endswith("/") else key,
        kind=nav,
        title=_TITLE,
        description=_DESCRIPTION,
        main=_MAIN,
        nav=nav,
        source=_SOURCE,
        summary=False,
    )


def cut(framed: str) -> Frame:
    """The frame of what :func:`marked` gave, once it has been framed."""
    return Frame(tuple(_MARKS.split(_IN_FOLDER.sub(_PATH, framed))))
