"""The reviews of a pull request as the file that the gate reads."""

from __future__ import annotations

import json
from collections.abc import Iterable

from riskbook.reviewing.forge_reviews import ForgeReview


def reviews_file(reviews: Iterable[ForgeReview]) -> str:
    """JSON as :func:`riskbook.reviewing.forge_reviews.read_reviews` takes it."""
    entries = [
        {
            "login": review.login,
            "state": review.state,
            "commit": review.commit,
            "submitted_at": review.submitted.isoformat(),
        }
        for review in reviews
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"
