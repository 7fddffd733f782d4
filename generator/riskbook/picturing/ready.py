"""What takes a while before the first image can be drawn, done ahead of it."""

from __future__ import annotations

import os
import sys
from types import ModuleType


def get_ready() -> None:
    """Import what drawing needs, in a process that does nothing else.

    One processor is enough for it: threads that nobody asked for would take the other one.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is imported
    _leave_out()
    import matplotlib.backends.backend_agg
    import matplotlib.backends.backend_svg
    import matplotlib.figure  # noqa: F401


def _leave_out() -> None:
    """Spare what takes a quarter of the time and no image shows.

    That is drawing in three dimensions, and the lists of properties that the help texts of
    matplotlib's classes hold.
    """
    flat = ModuleType("mpl_toolkits.mplot3d")
    vars(flat)["Axes3D"] = None  # as matplotlib itself says that there is none
    sys.modules.setdefault(flat.__name__, flat)
    import matplotlib.artist

    vars(matplotlib.artist)["kwdoc"] = lambda _: ""
