"""The one comment of a pull request: its parts made harmless, and as long as a forge takes it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from riskbook.forge.fences import Fence, fence_after
from riskbook.forge.forge import Comment, Forge
from riskbook.forge.neutral import neutral
from riskbook.forge.outcome import Done, Outcome
from riskbook.wording import Catalogue, say

MARKER = "<!-- riskbook:pull -->"
"""The first line of the comment, which nobody sees: by it the comment is found again."""

MOST_CHARACTERS = 60_000
"""GitHub refuses a comment of more than 65,536 characters."""

_ROOM_TO_END = 1_000
"""What a part that is cut needs for what it left open and for the sentence that says so."""


def comment_text(parts: Iterable[str], words: Catalogue) -> str:
    """The whole comment. Of parts that are too long the first lines stay, of each its share."""
    texts = [neutral(part).strip("\n") for part in parts]
    room = MOST_CHARACTERS - len(MARKER) - 2 * len(texts) - 1
    shares = _shares([len(text) for text in texts], room)
    shown = [
        text if len(text) <= share else _cut(text, share, words)
        for text, share in zip(texts, shares, strict=True)
    ]
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


def _cut(text: str, room: int, words: Catalogue) -> str:
    """The first lines of a text that there is room for; what they left open is closed."""
    lines = text.split("\n")
    kept, length = 0, _ROOM_TO_END
    fence: Fence | None = None
    folds = 0
    for line in lines:
        length += len(line) + 1
        if length > room:
            break
        fence = fence_after(fence, line)
        if fence is None:
            folds += line.startswith("<details") - (line == "</details>")
        kept += 1
    left_out = say("forge.left-out", count=len(lines) - kept)
    ends = [fence.end] if fence else []
    return "\n".join([*lines[:kept], *ends, *["", "</details>"] * folds, "", words.say(left_out)])
