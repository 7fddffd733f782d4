"""Short digests of texts and values, by which a later change is noticed and named."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from json.encoder import encode_basestring
from typing import TypeAlias

Value: TypeAlias = "str | int | float | bool | Sequence[Value] | Mapping[str, Value] | None"

LENGTH = 12
"""Hexadecimal digits shown and stored for one pointer."""


def digest_text(text: str) -> str:
    """The digest of a text: SHA-256 over NFC, LF line ends, no space at either end."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").strip())
    return hashlib.sha256(encode_basestring(text).encode()).hexdigest()[:LENGTH]


def digest_value(value: Value) -> str:
    """The digest of a value: SHA-256 over its canonical JSON (keys sorted, UTF-8, NFC)."""
    text = json.dumps(_bare(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()[:LENGTH]


def _bare(value: Value) -> Value:
    """The value without what is absent, null or empty, which all mean the same."""
    match value:
        case Mapping():
            items = {key: _bare(part) for key, part in value.items()}
            return {key: part for key, part in items.items() if part not in (None, "", [], {})}
        case str():
            return value.replace("\r\n", "\n").strip()
        case Sequence():
            return [_bare(part) for part in value]
        case float() if value.is_integer():
            return int(value)
        case _:
            return value
