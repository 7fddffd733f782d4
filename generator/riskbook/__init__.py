"""Riskbook: a service risk register as code.

The public interface is small and flat: :func:`check` a book, :func:`load` and :func:`judge` it to
work with its values. Everything else may change between versions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from riskbook.api import Checked, check
    from riskbook.reading.loading import Loaded, load
    from riskbook.reading.trees import GitTree, MemoryTree, UnusableTreeError, WorkTree
    from riskbook.run import Judged, judge

__version__ = "0.1.0"
__all__ = [
    "Checked",
    "GitTree",
    "Judged",
    "Loaded",
    "MemoryTree",
    "UnusableTreeError",
    "WorkTree",
    "__version__",
    "check",
    "judge",
    "load",
]

_HOMES = {
    "Checked": "riskbook.api",
    "check": "riskbook.api",
    "GitTree": "riskbook.reading.trees",
    "MemoryTree": "riskbook.reading.trees",
    "UnusableTreeError": "riskbook.reading.trees",
    "WorkTree": "riskbook.reading.trees",
    "Loaded": "riskbook.reading.loading",
    "load": "riskbook.reading.loading",
    "Judged": "riskbook.run",
    "judge": "riskbook.run",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that ``riskbook --help`` stays quick."""
    if name not in _HOMES:
        message = f"module 'riskbook' has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
