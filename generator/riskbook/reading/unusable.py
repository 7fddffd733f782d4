"""The one exception of reading: there is no book, or no past state, to be had here."""

from __future__ import annotations

from riskbook.wording import Saying


class UnusableTreeError(Exception):
    """There is no book to read here; ``saying`` tells the person why."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(saying.key)
        self.saying = saying
