"""The manifest of a site: every file with its hash, and what the site was made of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "manifest.json"
MAKER = "riskbook"


@dataclass(frozen=True, slots=True)
class Manifest:
    """``files`` maps paths to SHA-256 in hexadecimal; ``made_of`` names commit, day, versions."""

    made_of: Mapping[str, Any]
    files: Mapping[str, str]

    def to_bytes(self) -> bytes:
        """The manifest as it is written: sorted, one line an entry."""
        whole = {"maker": MAKER, **self.made_of, "files": dict(sorted(self.files.items()))}
        return (json.dumps(whole, ensure_ascii=False, indent=1) + "\n").encode()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a folder that Riskbook wrote, or None where it did not."""
    try:
        whole = json.loads((folder / NAME).read_bytes())
    except (OSError, ValueError):
        return None
    if not isinstance(whole, dict) or whole.pop("maker", "") != MAKER:
        return None
    files = whole.pop("files", None)
    return Manifest(whole, files) if isinstance(files, dict) else None
