"""The manifest of a site: every file with its hash, and what the site was made of.

The SHA-256 of the manifest itself is the digest of the site: it stands for all of its bytes, and
``sha256sum manifest.json`` computes it as well as ``riskbook verify`` does. A manifest may come
from anywhere, so it is read as the word of a stranger: no path in it leads out of its folder.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from datetime import date
from json.encoder import encode_basestring as quoted
from pathlib import Path
from typing import Any, NamedTuple

from riskbook.wording import Saying, say

NAME = "manifest.json"
MAKER = "riskbook"

MOST_BYTES = 1 << 26
"""Of a manifest: some 300,000 files; what is larger is none of ours."""

_PATH = re.compile(r"(?![\s./]|[A-Za-z]:)(?!.*/[./])[^\x00-\x1f\x7f\\\ud800-\udfff]+(?<!/)")
"""From the folder of the site downwards, in parts that are neither empty nor hidden."""

_HASH = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{0,64}\+?")


class BrokenManifestError(Exception):
    """There is no manifest of ours, or one that cannot be believed; ``saying`` tells why."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(saying.key)
        self.saying = saying


class Manifest(NamedTuple):
    """``files`` maps paths to SHA-256 in hexadecimal; ``made_of`` names commit, day, versions."""

    made_of: Mapping[str, Any]
    files: Mapping[str, str]

    def to_bytes(self) -> bytes:
        """The manifest as it is written: sorted, one line an entry."""
        whole = {"maker": MAKER, **self.made_of, "files": {}}
        around, _, end = json.dumps(whole, ensure_ascii=False, indent=1).rpartition("{}")
        # Thousands of lines: the encoder, which indents in Python, would take ten times as long.
        lines = [
            f"  {quoted(path)}: {quoted(digest)}" for path, digest in sorted(self.files.items())
        ]
        files = "{\n" + ",\n".join(lines) + "\n }" if lines else "{}"
        return f"{around}{files}{end}\n".encode()

    @property
    def commit(self) -> str:
        """The commit that the site shows, ``""`` where there was no repository."""
        return str(self.made_of.get("commit", "")).removesuffix("+")

    @property
    def is_dirty(self) -> bool:
        """Whether the site shows more than its commit: files that nobody had committed."""
        return str(self.made_of.get("commit", "")).endswith("+")

    @property
    def today(self) -> date | None:
        """The day that counted as today; None where the manifest does not say."""
        day = self.made_of.get("today")
        return date.fromisoformat(day) if isinstance(day, str) else None


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder that Riskbook wrote, or None where it did not."""
    try:
        return manifest_of((folder / NAME).read_bytes())
    except (OSError, BrokenManifestError):
        return None


def manifest_of(content: bytes) -> Manifest:
    """The manifest in the bytes of its file. Raises :class:`BrokenManifestError`."""
    if len(content) > MOST_BYTES:
        raise BrokenManifestError(say("verify.manifest.huge", most=MOST_BYTES >> 20))
    try:
        whole = json.loads(content.decode(), object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise BrokenManifestError(say("verify.manifest.unreadable")) from error
    if not isinstance(whole, dict) or whole.pop("maker", "") != MAKER:
        raise BrokenManifestError(say("verify.manifest.foreign"))
    files = whole.pop("files", None)
    if not isinstance(files, dict):
        raise BrokenManifestError(say("verify.manifest.no-files"))
    for path, digest in files.items():
        if not _PATH.fullmatch(path) or path == NAME:
            raise BrokenManifestError(say("verify.manifest.path", path=ascii(path)[:80]))
        if not isinstance(digest, str) or not _HASH.fullmatch(digest):
            raise BrokenManifestError(say("verify.manifest.hash", path=path))
    if not _is_credible(whole):
        raise BrokenManifestError(say("verify.manifest.made-of"))
    return Manifest(whole, files)


def made_with() -> dict[str, Any]:
    """What decides the bytes of a site beside the book and the day: the program, its libraries."""
    import sys
    import zlib
    from importlib.metadata import version

    from riskbook import __version__

    parts = ("babel", "cmarkgfm", "jinja2", "matplotlib", "mkdocs", "pillow", "pyyaml")
    return {
        "riskbook": __version__,
        "python": f"{sys.version_info.major}.{sys.version_info.minor}",
        "libraries": {**{name: version(name) for name in parts}, "zlib": zlib.ZLIB_RUNTIME_VERSION},
    }


def digest_of(content: bytes) -> str:
    """SHA-256 in hexadecimal: of a file, or of the manifest, and so of the site."""
    return hashlib.sha256(content).hexdigest()


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys differ: of two alike, one reader would take this and one that."""
    found = dict(pairs)
    if len(found) != len(pairs):
        message = "a key comes twice"
        raise ValueError(message)
    return found


def _is_credible(made_of: Mapping[str, Any]) -> bool:
    """Whether commit and day, where they are named, can be a commit and a day."""
    commit, today = made_of.get("commit", ""), made_of.get("today")
    if not isinstance(commit, str) or not _COMMIT.fullmatch(commit):
        return False
    if today is None:
        return True
    try:
        date.fromisoformat(today)
    except (TypeError, ValueError):
        return False
    return True
