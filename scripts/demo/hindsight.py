"""What a text says of a time that had not come yet when somebody wrote an earlier version of it.

The texts of the book speak of what happened: "96 of 102 calls since March", "On 21 July 2026 the
announcement came after 70 minutes". An earlier version of a text is the present one without the
sentences, rows and items that speak of a later day, and what builds on them. Days after the end
of the history are plans, not memories, and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import takewhile

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(MONTHS)
_ENGLISH = re.compile(rf"\b(?:(\d{{1,2}}) )?({_MONTH})(?: (\d{{4}}))?\b")
_CHINESE = re.compile(
    r"(?:(\d{4}) ?年 ?)?(\d{1,2}) ?月(?:底|初|中旬)?(?: ?(\d{1,2}) ?日)?(?!份?内)"
)
_BEGINNING = re.compile(r"\b(?:since|from|before) $", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_QUARTER = re.compile(r"\b(first|second|third|fourth) quarter(?: of)? (\d{4})\b", re.IGNORECASE)
_QUARTER_ZH = re.compile(r"(\d{4}) ?年第([一二三四])季度")
_QUARTERS = ("first", "second", "third", "fourth")
_QUARTERS_ZH = "一二三四"
_YEAR = re.compile(r"\b(20\d\d)\b(?!-)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z*\"“0-9])|(?<=[。！？；;])")
_LIST_ITEM = re.compile(r"^\s*(?:[-*|]|\d+\.)")


def latest(text: str, end: date) -> date | None:
    """The latest day not after ``end`` that a text speaks of, or None."""
    known = [day for day in _mentions(text, end) if day <= end]
    return max(known, default=None)


def cut(text: str, day: date, end: date) -> str:
    """The sentences of a text that could be said on a day; ``""`` where there is none."""
    sentences = _SENTENCE.split(text)
    return _joined(text, [each for each in sentences if _is_known(each, day, end)])


def cut_story(text: str, day: date, end: date) -> str:
    """A text whose sentences build on each other, up to the first that could not be said yet."""
    known = takewhile(lambda each: _is_known(each, day, end), _SENTENCE.split(text))
    return _joined(text, list(known))


def cut_body(body: str, day: date, end: date) -> str:
    """A Markdown body as it stood on a day.

    What follows a cut in its section goes too, for it builds on what was cut; so does a heading
    that is left without text.
    """
    kept: list[str] = []
    missing = False
    for block in body.strip("\n").split("\n\n"):
        if _is_heading(block):
            if kept and _is_heading(kept[-1]):
                kept.pop()
            kept.append(block)
            missing = False
        elif not missing:
            known = _cut_block(block, day, end)
            missing = known != block
            kept += [known] if known else []
    if kept and _is_heading(kept[-1]):
        kept.pop()
    if kept == body.strip("\n").split("\n\n"):
        return body
    return "\n\n".join(kept) + "\n" if kept else ""


def first_section(body: str) -> str:
    """What stands above the second heading."""
    sections = re.split(r"\n(?=#{1,3} )", body.strip("\n"))
    return sections[0].rstrip("\n") + "\n"


def _joined(text: str, sentences: list[str]) -> str:
    if len(sentences) == len(_SENTENCE.split(text)):
        return text
    joint = "" if re.search(r"[。；]", text) else " "
    known = joint.join(sentences).rstrip("；; ")
    return known if text.endswith((".", "。")) else known.rstrip(".。")


def _cut_block(block: str, day: date, end: date) -> str:
    lines = block.split("\n")
    if not any(_LIST_ITEM.match(line) for line in lines):
        return cut_story(block, day, end)
    kept = [line for line in lines if _is_known(line, day, end)]
    if not lines[0].startswith("|"):
        return "\n".join(kept)
    return "\n".join(kept) if kept[0] == lines[0] and len(kept) > 2 else ""


def _is_heading(block: str) -> bool:
    return block.startswith("#") and "\n" not in block


def _is_known(text: str, day: date, end: date) -> bool:
    return all(mention <= day or mention > end for mention in _mentions(text, end))


def _mentions(text: str, end: date) -> Iterator[date]:
    """Every day that a text names: of a month the middle, or the first where something begins."""
    for match in _ISO.finditer(text):
        yield date(int(match[1]), int(match[2]), int(match[3]))
    for match in _QUARTER.finditer(text):
        yield _quarter_end(int(match[2]), _QUARTERS.index(match[1].lower()))
    for match in _QUARTER_ZH.finditer(text):
        yield _quarter_end(int(match[1]), _QUARTERS_ZH.index(match[2]))
    english = list(_ENGLISH.finditer(text))
    for index, match in enumerate(english):
        later = (int(each[3]) for each in english[index:] if each[3])
        month = MONTHS.index(match[2]) + 1
        number = match[1] or ("1" if _BEGINNING.search(text[: match.start()]) else "15")
        yield _day(next(later, None), month, number, end)
    year: int | None = None
    for match in _CHINESE.finditer(text):
        if 1 <= int(match[2]) <= 12:
            year = int(match[1]) if match[1] else year
            number = match[3] or ("1" if text[match.end() :].lstrip().startswith("起") else "15")
            yield _day(year, int(match[2]), number, end)
    for match in _YEAR.finditer(text):
        yield date(int(match[1]), 1, 1)


def _day(year: int | None, month: int, number: str, end: date) -> date:
    """Without a year, the last such day before the end."""
    day = min(int(number), 28)
    if year is None:
        year = end.year if (month, day) <= (end.month, end.day) else end.year - 1
    return date(year, month, day)


def _quarter_end(year: int, index: int) -> date:
    following = date(year + (index == 3), (index + 1) * 3 % 12 + 1, 1)
    return following - timedelta(days=1)
