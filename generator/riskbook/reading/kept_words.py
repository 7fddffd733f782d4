"""The words of a language, parsed once: reading them from ``.po`` files takes every command longer
than most of what it does.

They are kept for the person's own commands where a build has made a folder for that.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from riskbook import __version__
from riskbook.reading.own_cache import is_ours, shared_folder
from riskbook.wording.catalogue import Entries, read_entries


def kept_entries(language: str, files: Sequence[Path]) -> Entries:
    """What the files of a language say, from what is kept where they are still the same."""
    folder = shared_folder()
    if not is_ours(folder):
        return _read(language, files)
    kept, of = folder / f"{language}.words", _marks(files)
    with suppress(OSError, ValueError, TypeError, EOFError):
        known, words, plural = marshal.loads(kept.read_bytes())  # noqa: S302  # our own
        if known == of:
            return Entries(words, plural)
    entries = _read(language, files)
    aside = kept.with_name(f"{kept.name}.{os.getpid()}")
    with suppress(OSError):  # it only costs the next command its speed
        aside.write_bytes(marshal.dumps((of, *entries)))
        aside.replace(kept)
    return entries


def _read(language: str, files: Sequence[Path]) -> Entries:
    return read_entries(language, (file.read_bytes() for file in files))


def _marks(files: Sequence[Path]) -> list[tuple[str, int, int]]:
    """Tells these files, and who reads them, from any others."""
    marks = [(f"{__version__} {sys.implementation.cache_tag}", 0, 0)]
    for file in files:
        stat = file.stat()
        marks.append((str(file), stat.st_mtime_ns, stat.st_size))
    return marks
