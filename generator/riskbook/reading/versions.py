"""One version of one file: what its bytes hold, before and after the criteria give them a meaning.

A file has many versions in a history, and the criteria have several. So a blob is composed once,
and what was composed is cast once for each vocabulary that it was ever read with. Nothing here
explains: a version that is not sound is simply none.
"""

from __future__ import annotations

import hashlib
from itertools import islice
from typing import Any, NamedTuple

from riskbook.reading.composing import compose, examine
from riskbook.reading.faults import MOST, Fault
from riskbook.reading.front_matter import LARGEST, Split, decode, split
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import Shape
from riskbook.reading.yaml_traps import cut_short, is_cut_short


class Version(NamedTuple):
    """What a blob holds: ``data`` as YAML gave them, of which only ``sound`` ones make a record.

    ``digest`` is that of :class:`riskbook.model.records.Source`.
    """

    digest: str
    data: dict[str, Any]
    body: str
    sound: bool


def version(content: bytes | None, kind: Kind) -> Version:
    """The version of a file of some kind that has this content; None is one that is not there."""
    if content is None or len(content) > LARGEST:
        return Version("", {}, "", sound=False)
    digest = hashlib.sha256(content).hexdigest()[:16]
    text = decode(content)
    if isinstance(text, Fault):
        return Version(digest, {}, "", sound=False)
    parts = split(text) if kind.has_front_matter else Split(text, 0, "")
    if isinstance(parts, Fault):
        return Version(digest, {}, "", sound=False)
    if not is_cut_short(parts.yaml):
        data = compose(parts.yaml)
        if data is not None:
            return Version(digest, data, parts.body, sound=True)
    composed = examine(parts.yaml, parts.line)
    cuts = tuple(islice(cut_short(parts.yaml, parts.line), MOST + 1))
    sound = not composed.faults and len(cuts) <= MOST
    return Version(digest, composed.data, parts.body, sound)


def cast(found: Version, shape: Shape) -> dict[str, Any] | None:
    """The data of a version as the schema types them; None where they do not fit it."""
    if not found.sound:
        return None
    data: dict[str, Any] = shape.cast(found.data) or {}
    return data if shape.fits(data) else None
