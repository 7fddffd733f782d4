"""What takes a while before the first image can be drawn, done ahead of it."""

from __future__ import annotations

import os


def get_ready() -> None:
    """Import what drawing needs, in a process that does nothing else.

    One processor is enough for it: threads that nobody asked for would take the other one.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is imported
    import matplotlib.backends.backend_agg
    import matplotlib.backends.backend_svg
    import matplotlib.figure  # noqa: F401
