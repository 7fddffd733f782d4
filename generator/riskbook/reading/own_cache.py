"""The person's own cache folder: what lies in it is taken on trust, so nobody else may write there.

A folder that belongs to somebody else is not used. All of it may be deleted at any time.
"""

from __future__ import annotations

import os
from pathlib import Path


def cache_folder() -> Path:
    """Where the person's cache lies, or where ``RISKBOOK_CACHE_DIR`` says."""
    own = os.environ.get("RISKBOOK_CACHE_DIR")
    if own:
        return Path(own)
    from platformdirs import user_cache_path

    return user_cache_path("riskbook", appauthor=False)


def shared_folder() -> Path:
    """The folder in it of what all books of a person share; those of books are named by digests."""
    return cache_folder() / "shared"


def made_ours(folder: Path) -> bool:
    """Make a folder that only this person can read and write; whether there is one now."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError:
        pass  # somebody else's, or none: it is not used
    return is_ours(folder)


def is_ours(folder: Path) -> bool:
    """Whether there is a folder, and nobody else can have put there what is believed."""
    try:
        return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
    except OSError:
        return False
