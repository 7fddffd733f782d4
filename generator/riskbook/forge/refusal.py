"""Why nothing can be said on a forge: one sentence for a person."""

from __future__ import annotations

from riskbook.wording import Saying


class ForgeError(Exception):
    """It cannot be done; ``saying`` tells the person why. No token is in it."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(saying.key)
        self.saying = saying


class NoPullRequestError(Exception):
    """There is no pull request to speak on, and nothing wrong with that."""

    def __init__(self, saying: Saying) -> None:
        super().__init__(saying.key)
        self.saying = saying
