"""The images of a build: drawn beside the rest of it, and only when a figure moved.

Drawing costs half a second to begin with. So each image is kept under the digest of what it shows,
and what has to be drawn is drawn by a process of its own while the pages are made. Where it is
clear early that a figure has moved, that process gets ready before anybody knows how.
"""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from riskbook import __version__
from riskbook.picturing.card_picture import CardPicture
from riskbook.picturing.matrix_picture import MatrixPicture
from riskbook.picturing.trend_picture import TrendPicture
from riskbook.reading.forking import Child, begin, may_fork

KINDS = ("png", "svg")

Picture: TypeAlias = MatrixPicture | TrendPicture | CardPicture

_A_DAY = 24 * 60 * 60
REMEMBERED = 90 * _A_DAY
"""Seconds that an image is kept after a build has last shown it."""

DRAWING = 2
"""One more whenever equal pictures come out as other bytes within a version of Riskbook."""

NONE: Mapping[str, Picture] = MappingProxyType({})


class Missing(NamedTuple):
    """A character that no font here has, and the label it stands in."""

    character: str
    label: str


class Studio:
    """A process that gets ready to draw, and waits at the end of a pipe for what.

    It is told once: to draw, or to close.
    """

    def __init__(self) -> None:
        waiting, self._orders = os.pipe()
        self._is_open = True
        self.child = begin(lambda: _attend(waiting, self._orders))
        os.close(waiting)

    def draw(self, folder: Path, wanting: Mapping[str, Picture]) -> Child:
        """Let it draw; its result comes when all is drawn."""
        self._is_open = False
        # One that is gone leaves the drawing to whoever waits for it.
        with suppress(BrokenPipeError), os.fdopen(self._orders, "wb") as pipe:
            pickle.dump((folder, wanting), pipe)
        return self.child

    def close(self) -> None:
        """There is nothing to draw after all; nothing happens where it has been told already."""
        if self._is_open:
            self._is_open = False
            os.close(self._orders)
            self.child.stop()


def open_studio() -> Studio | None:
    """A studio; None where there cannot be another process, or it would not pay."""
    return Studio() if may_fork() else None


def _attend(waiting: int, orders: int) -> None:
    os.close(orders)  # or the end of the pipe would never come
    from riskbook.picturing.ready import get_ready

    get_ready()
    with os.fdopen(waiting, "rb") as pipe:
        _draw(*pickle.load(pipe))  # noqa: S301  # from the process that this one was forked from


class Drawing(NamedTuple):
    """Images on their way. ``keys`` gives the digest of each by its path without an ending."""

    folder: Path
    pictures: Mapping[str, Picture]
    keys: Mapping[str, str]
    child: Child | None

    def finish(self) -> tuple[dict[str, bytes], tuple[Missing, ...]]:
        """The bytes of every image by path, and the characters that could not be drawn."""
        if self.child is not None:
            self.child.result()
        _draw(self.folder, self._wanting())  # whatever the child did not get to
        files: dict[str, bytes] = {}
        missing: set[tuple[str, str]] = set()
        for path, key in self.keys.items():
            for kind in _kinds(self.pictures[path]):
                files[f"{path}.{kind}"] = (self.folder / f"{key}.{kind}").read_bytes()
            missing |= {tuple(pair) for pair in json.loads(_note(self.folder, key).read_bytes())}
        self._forget_others()
        return files, tuple(Missing(*pair) for pair in sorted(missing))

    def _wanting(self) -> dict[str, Picture]:
        return {
            key: self.pictures[path]
            for path, key in self.keys.items()
            if not _note(self.folder, key).exists()
        }

    def _forget_others(self) -> None:
        """Remove images that no book has shown for long; those shown now stay as long again."""
        keys, now = set(self.keys.values()), time.time()
        for path in self.folder.iterdir():
            with suppress(FileNotFoundError):  # another build may be at it too
                if path.name.partition(".")[0] in keys:
                    if path.stat().st_mtime < now - _A_DAY:
                        os.utime(path)
                elif path.stat().st_mtime < now - REMEMBERED:
                    path.unlink()


def start(
    pictures: Mapping[str, Picture],
    folder: Path,
    studio: Studio | None = None,
    committed: Mapping[str, Picture] = NONE,
) -> Drawing:
    """Begin to draw what ``folder`` does not hold yet; :meth:`Drawing.finish` gives the images.

    ``studio`` is used up, whether there is anything to draw or not. ``committed`` are the images
    with the stamp of the commit below uncommitted changes: one that is kept is given, for these
    changes have moved nothing in it, and what it says of the commit is true.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept = {path: key for path, key in _keys(committed).items() if _note(folder, key).exists()}
    pictures = {**pictures, **{path: committed[path] for path in kept}}
    keys = _keys(pictures)
    drawing = Drawing(folder, pictures, keys, None)
    wanting = drawing._wanting()  # noqa: SLF001  # its own maker
    if studio is not None:
        return Drawing(folder, pictures, keys, studio.draw(folder, wanting))
    if not wanting or not may_fork():
        return drawing
    return Drawing(folder, pictures, keys, begin(lambda: _draw(folder, wanting)))


def _keys(pictures: Mapping[str, Picture]) -> dict[str, str]:
    """The digest of what each image shows, and of what draws it."""
    made_by = f"{__version__} {DRAWING} {version('matplotlib')} {zlib.ZLIB_RUNTIME_VERSION}"
    return {
        path: hashlib.sha256(f"{made_by} {picture!r}".encode()).hexdigest()[:32]
        for path, picture in sorted(pictures.items())
    }


def _draw(folder: Path, wanting: Mapping[str, Picture]) -> None:
    """Draw and keep; the note beside an image is written last and says that it is whole."""
    if not wanting:
        return
    from riskbook.picturing.card import draw_card
    from riskbook.picturing.letters import TypeCase
    from riskbook.picturing.matrix import draw_matrix
    from riskbook.picturing.trend import draw_trend

    case = TypeCase()
    for key, picture in wanting.items():
        match picture:
            case MatrixPicture():
                images = draw_matrix(picture, case)
            case TrendPicture():
                images = draw_trend(picture)
            case CardPicture():
                images = draw_card(picture)
        drawn = {"png": images.png, "svg": images.svg}
        for kind in _kinds(picture):
            _put(folder / f"{key}.{kind}", drawn[kind])
        note = sorted({(gap.character, gap.label) for gap in images.missing})
        _put(_note(folder, key), json.dumps(note, ensure_ascii=False).encode())


def _kinds(picture: Picture) -> tuple[str, ...]:
    """The formats of a picture: who shows a card beside a link takes no SVG."""
    return ("png",) if isinstance(picture, CardPicture) else KINDS


def _put(path: Path, content: bytes) -> None:
    aside = path.with_name(f"{path.name}.{os.getpid()}")
    aside.write_bytes(content)
    aside.replace(path)


def _note(folder: Path, key: str) -> Path:
    return folder / f"{key}.json"
