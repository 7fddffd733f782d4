"""What takes a while before the first image can be drawn, done ahead of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from types import MappingProxyType, ModuleType

_SPARED: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "fontTools.agl": {},
        "mpl_toolkits.mplot3d": {"Axes3D": None},
        "numpy._core._add_newdocs": {},
        "numpy._core._add_newdocs_scalars": {},
        "pyparsing.testing": {"pyparsing_test": None},
    }
)
"""Modules that are imported along and that no image needs, with what is asked of them then.

Names of glyphs for TeX, drawing in three dimensions (None is what matplotlib itself says where
there is none), help texts, and helpers for tests.
"""


def get_ready() -> None:
    """Import what drawing needs and open its fonts, in a process that does nothing else.

    One processor is enough for it: threads that nobody asked for would take the other one.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is imported
    _leave_out()
    import matplotlib.backends.backend_agg
    import matplotlib.backends.backend_svg
    import matplotlib.textpath  # noqa: F401

    from riskbook.picturing.fonts import faces, fonts_for

    faces(fonts_for(()).families)


def _leave_out() -> None:
    """Spare a third of the time: what no image shows, and what only help texts tell.

    Should a release of matplotlib want more of a module than there is here, this process ends, and
    whoever waits for its images draws them without it.
    """
    for name, content in _SPARED.items():
        spared = ModuleType(name)
        vars(spared).update(content)
        sys.modules.setdefault(name, spared)
    import matplotlib.artist

    vars(matplotlib.artist)["kwdoc"] = lambda _: ""
    # Every class of shapes would list its properties as a signature for help().
    signature = classmethod(lambda _: None)
    setattr(matplotlib.artist.Artist, "_update_set_signature_and_docstring", signature)  # noqa: B010
