"""One question: what is asked, how an answer is judged, what Enter means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from riskbook.authoring.answers import Choice, Judge
from riskbook.wording import Saying, say


@dataclass(frozen=True, slots=True)
class Question:
    """A question, by the option that answers it unasked (without dashes).

    ``label`` is what is asked, ``hint`` a sentence below it. ``default`` is the answer that Enter
    gives; where it is empty, ``skip`` says in a word what Enter means, and without such a word an
    answer is needed. ``judge_option`` judges what an option gives, where that is another thing.
    ``echo`` says how an answer was taken, by the answer and its value, where it is worth saying.
    """

    option: str
    label: Saying
    judge: Judge
    hint: Saying | None = None
    choices: tuple[Choice, ...] = ()
    default: str = ""
    skip: Saying | None = None
    judge_option: Judge | None = None
    echo: Callable[[str, str], Saying | None] | None = None


NONE = say("authoring.skip.none")
"""Enter means that there is nothing of the kind."""

LATER = say("authoring.skip.later")
"""Enter means that it is left for later."""

NOT_HERE = say("authoring.skip.not-here")
"""Enter means that it does not apply."""

DONE = say("authoring.skip.done")
"""Enter means that there are no more."""

DROP = say("authoring.skip.drop")
"""Enter means that what was begun is dropped."""
