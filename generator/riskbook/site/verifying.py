"""Is a site still as it was built? Every file is hashed again and held against the manifest.

No link is followed and nothing but plain files is opened, so that a folder from a stranger can be
looked at. What is hidden (``.git``, ``.nojekyll``) is no part of a site; it is named, not read.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from riskbook.site.manifest import (
    MOST_BYTES,
    NAME,
    BrokenManifestError,
    Manifest,
    digest_of,
    manifest_of,
)
from riskbook.wording import say


class Deviation(NamedTuple):
    """The paths at which two states of a site differ, sorted.

    ``changed`` have other bytes or cannot be read, ``missing`` are in the first state only,
    ``added`` in the second only.
    """

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether the two are the same."""
        return not (self.changed or self.missing or self.added)


class Verified(NamedTuple):
    """A site held against its manifest.

    ``found`` has the hash of every plain file, ``""`` for one that cannot be read and for what is
    no plain file: a link, a pipe, a device. ``digest`` is that of the site: of its manifest.
    """

    manifest: Manifest
    digest: str
    found: Mapping[str, str]
    hidden: tuple[str, ...]

    @property
    def deviation(self) -> Deviation:
        """What of the site is not as it was built."""
        return deviation(self.manifest.files, self.found)


def verify(folder: Path) -> Verified:
    """Hash every file of a site. Raises :class:`BrokenManifestError` where there is no manifest."""
    if not folder.is_dir():
        raise BrokenManifestError(say("verify.no-folder", folder=str(folder)))
    try:
        hidden = tuple(sorted(one.name for one in folder.iterdir() if one.name.startswith(".")))
    except OSError as error:  # a folder that may not be listed
        raise BrokenManifestError(say("verify.no-folder", folder=str(folder))) from error
    content = _manifest_in(folder)
    manifest = manifest_of(content)
    found = {path: _hash_of(full) for path, full in _files(folder) if path != NAME}
    return Verified(manifest, digest_of(content), dict(sorted(found.items())), hidden)


def deviation(then: Mapping[str, str], now: Mapping[str, str]) -> Deviation:
    """How the files of two states differ, each given by path with its hash."""
    return Deviation(
        changed=tuple(sorted(path for path in then if path in now and then[path] != now[path])),
        missing=tuple(sorted(then.keys() - now.keys())),
        added=tuple(sorted(now.keys() - then.keys())),
    )


def _manifest_in(folder: Path) -> bytes:
    try:
        with os.fdopen(_open_plain(str(folder / NAME)), "rb") as file:
            return file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise BrokenManifestError(say("verify.manifest.none", folder=str(folder))) from error
    except OSError as error:
        raise BrokenManifestError(say("verify.manifest.unreadable")) from error


def _files(folder: Path) -> Iterator[tuple[str, str]]:
    """Whatever lies in a folder that is no folder itself, by its path in it; hidden ones left out.

    A link to a folder is one thing, not what it leads to.
    """
    waiting = [(str(folder), "")]
    while waiting:
        here, prefix = waiting.pop()
        try:
            listing = os.scandir(here)
        except OSError:
            yield prefix.rstrip("/"), here
            continue
        with listing:
            for item in listing:
                if item.name.startswith("."):
                    continue
                if item.is_dir(follow_symlinks=False):
                    waiting.append((item.path, f"{prefix}{item.name}/"))
                else:
                    yield f"{prefix}{item.name}", item.path


def _hash_of(path: str) -> str:
    """The SHA-256 of a plain file in hexadecimal; ``""`` for anything else."""
    try:
        with os.fdopen(_open_plain(path), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def _open_plain(path: str) -> int:
    """A descriptor of a plain file. Raises ``OSError`` for anything else, and waits for nothing."""
    careful = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | careful)
    if stat.S_ISREG(os.fstat(descriptor).st_mode):
        return descriptor
    os.close(descriptor)
    message = f"{path} is no plain file"
    raise OSError(message)
