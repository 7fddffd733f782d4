"""The one comment of a pull request: its parts made harmless, and as long as a forge takes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riskbook.forge.fitting import MOST_CHARACTERS, fitted
from riskbook.forge.forge import Comment, Forge
from riskbook.forge.neutral import neutral
from riskbook.forge.outcome import Done, Outcome
from riskbook.wording import Catalogue

MARKER = "<!-- riskbook:pull -->"
"""The first line of the comment, which nobody sees: by it the comment is found again."""


def comment_text(parts: Iterable[str], words: Catalogue) -> str:
    """The whole comment. Of parts that are too long the first lines stay, of each its share."""
    texts = [neutral(part).strip("\n") for part in parts]
    room = MOST_CHARACTERS - len(MARKER) - 2 * len(texts) - 1
    shares = _shares([len(text) for text in texts], room)
    shown = [fitted(text, share, words) for text, share in zip(texts, shares, strict=True)]
    return MARKER + "\n" + "\n\n".join(shown) + "\n"


def post_comment(forge: Forge, pull: int, body: str) -> Done:
    """Writes the comment, or writes it anew, or leaves it where it says the same already.

    It is the one that begins with the marker and that the token's own user wrote: a marker in
    somebody else's comment is just text.
    """
    login = forge.own_login()
    before = next(
        (
            comment
            for comment in forge.comments(pull)
            if comment.author == login and _lines(comment.body)[:1] == [MARKER]
        ),
        None,
    )
    if before is None:
        return _done(Outcome.CREATED, forge.create_comment(pull, body))
    if _lines(before.body) == _lines(body):
        return _done(Outcome.UNCHANGED, before)
    return _done(Outcome.UPDATED, forge.update_comment(pull, before.id, body))


def _done(outcome: Outcome, comment: Comment) -> Done:
    return Done(outcome, "", comment.url)


def _lines(body: str) -> list[str]:
    """A text as it is compared: forges change line ends and what stands at the end."""
    return body.strip().splitlines()


def _shares(lengths: Sequence[int], room: int) -> list[int]:
    """How much of the room each gets: what it needs, else an equal share of what others leave."""
    shares = [0] * len(lengths)
    left = len(lengths)
    for place in sorted(range(len(lengths)), key=lengths.__getitem__):
        shares[place] = min(lengths[place], room // left)
        room -= shares[place]
        left -= 1
    return shares
