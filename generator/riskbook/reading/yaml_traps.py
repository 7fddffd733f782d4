"""The traps of YAML, each explained as what its author should write instead.

The parser says what it met in its own terms; most of the time the cause is one of a few slips that
people make in prose: a colon, a tab, a leading ``*``, an open quotation mark, a full-width colon.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from yaml import CLoader, YAMLError, parse
from yaml.error import MarkedYAMLError
from yaml.events import ScalarEvent
from yaml.reader import ReaderError

from riskbook.findings import Span
from riskbook.reading.faults import Fault
from riskbook.wording import Saying, say

_BEFORE_A_CUT = re.compile(
    r"""[ \t]*(?:-[ \t]+)*            # entries of lists
        (?:(?<=-[ \t])|[^\s#:]+:[ \t]+)  # at least a dash or a key
        [^\s'"|>#&*!\[{]              # a value without quotation marks
    """,
    re.VERBOSE,
)
_BEGUN = (
    "while scanning a quoted",
    "while scanning an alias",
    "while scanning an anchor",
    "while parsing a flow",
)
"""Of these the slip is where they begin, not where the parser gave up."""

_NO_SPACE = re.compile(r"[ \t]*(?:-[ \t]+)?([a-z_]+):([^\s:/].*)")
_SWALLOWED = re.compile(r"[ \t]*(?:-[ \t]+)?[^\s#][^#\n]*:[ \t]+#[^\s]")


def explain(error: YAMLError, yaml: str, line: int) -> Fault:
    """The parser's error as a fault; ``line`` lines stand before the text."""
    lines = [text.rstrip("\r") for text in yaml.split("\n")]
    problem, row, column = _met(error, yaml)
    if row >= len(lines) or not any(text.strip() for text in lines[row:]):
        row = max((row for row, text in enumerate(lines) if text.strip()), default=0)
        column = len(lines[row])
    case = _case(problem, lines[row], column)
    if case == "colon" and _is_key_of_its_line(lines[row], column) and row:
        case, row = _line_above(lines, row)
        column = len(lines[row]) - len(lines[row].lstrip())
    span = Span(row + line + 1, column + 1, row + line + 1, column + 2)
    if case == "no-colon" and (meant := spaced(lines[row])):
        return Fault(
            "RB004", say("finding.RB004.no-space"), span, say("hint.RB004.no-space", text=meant)
        )
    message = say(f"finding.RB004.{case}") if case != "other" else _as_it_says(problem)
    return Fault("RB004", message, span, say(f"hint.RB004.{case}", text=_value(lines[row])))


def spaced(text: str) -> str:
    """``strategy: mitigate`` for the line ``strategy:mitigate``; "" for one that lacks no space."""
    found = _NO_SPACE.fullmatch(text.rstrip())
    return f"{found[1]}: {found[2]}" if found else ""


def control_character(yaml: str, index: int, line: int) -> Fault:
    """The fault of a character that no text may hold; ``line`` lines stand before the text."""
    row = yaml.count("\n", 0, index)
    column = index - (yaml.rfind("\n", 0, index) + 1)
    span = Span(row + line + 1, column + 1, row + line + 1, column + 2)
    return Fault("RB004", say("finding.RB004.control"), span, say("hint.RB004.control"))


def star(yaml: str, span: Span, line: int) -> Fault:
    """The fault of prose that begins with ``*`` or ``&``; ``line`` lines stand before the text."""
    text = yaml.split("\n")[span.line - line - 1]
    return Fault(
        "RB004", say("finding.RB004.star"), span, say("hint.RB004.star", text=_value(text))
    )


def _met(error: YAMLError, yaml: str) -> tuple[str, int, int]:
    """What the parser met, and the row and column, from 0, where the slip most likely is."""
    if not isinstance(error, MarkedYAMLError):
        given = error.position if isinstance(error, ReaderError) else 0  # counted in bytes
        place = len(yaml.encode()[:given].decode(errors="ignore"))
        row = yaml.count("\n", 0, place)
        return "control characters", row, place - (yaml.rfind("\n", 0, place) + 1)
    problem = error.problem or ""
    opened = (error.context or "").startswith(_BEGUN)
    begun = opened or problem.startswith("could not find expected ':'")
    mark = (error.context_mark if begun else None) or error.problem_mark or error.context_mark
    context = "quoted scalar" if "quoted" in (error.context or "") else ""
    return f"{problem} {context}", *((mark.line, mark.column) if mark else (0, 0))


def _case(problem: str, text: str, column: int) -> str:
    at = text[column : column + 1]
    cases = (
        ("control characters" in problem, "control"),
        ("mapping values are not allowed" in problem, "colon"),
        (at == "\t" or text.startswith("\t"), "tab"),
        ("cannot start any token" in problem, "reserved"),
        ("alphabetic or numeric character" in problem, "star"),
        ("escape" in problem, "escape"),
        ("quoted scalar" in problem or "unexpected end of stream" in problem, "quote"),
        ("：" in text and ": " not in text, "full-width-colon"),
        ("expected ':'" in problem, "no-colon"),
        ("expected ',' or" in problem or at in tuple("[]{}"), "brackets"),
        ("node content" in problem and ("[" in text or "{" in text), "brackets"),
        (text[:column].rstrip().endswith(('"', "'")), "after-quote"),
        ("expected <block end>" in problem or "expected key" in problem, "indentation"),
        ("expected <document start>" in problem and ": " in text, "indentation"),
    )
    return next((name for holds, name in cases if holds), "other")


def _is_key_of_its_line(text: str, column: int) -> bool:
    """Whether the colon met is the first of its line: then the line above went wrong."""
    return ":" not in text[:column]


def _line_above(lines: list[str], row: int) -> tuple[str, int]:
    above = row - 1
    while above and not lines[above].strip():
        above -= 1
    if ": " in lines[above] or lines[above].rstrip().endswith(":"):
        return "indentation", row
    return ("full-width-colon" if "：" in lines[above] else "no-colon"), above


def _as_it_says(problem: str) -> Saying:
    return say("finding.RB004.other", problem=problem)


def _value(text: str) -> str:
    """What stands after the key of a line, for a hint that shows it in quotation marks."""
    _, colon, value = text.strip().partition(": ")
    return (value if colon else text).strip().strip("'\"").replace('"', "'")


def cut_short(yaml: str, line: int) -> Iterator[Fault]:
    """Values that a ``#`` cuts short: ``reference: Ticket #4711`` is read as ``Ticket``."""
    if not is_cut_short(yaml):
        return
    texts = list(_texts(yaml))
    for row, column, text in _cuts(yaml):
        before = bisect_right(texts, ((row, column), (row, column))) - 1
        if before >= 0 and texts[before][1] > (row, column):
            continue
        lost = text[column:].rstrip()
        span = Span(row + line + 1, column + 1, row + line + 1, column + len(lost) + 1)
        hint = say("hint.RB015", text=_value(text))
        yield Fault("RB015", say("finding.RB015", lost=lost), span, hint)


def _cuts(yaml: str) -> Iterator[tuple[int, int, str]]:
    """Row, column and line of each first ``#`` of a line that follows a value and leads a word."""
    for row, text in enumerate(yaml.split("\n")):
        column = text.find("#")
        if column < 1 or text[column - 1] not in " \t" or text[column + 1 : column + 2].isspace():
            continue
        if text[column + 1 : column + 2] not in ("", "#") and _BEFORE_A_CUT.match(text):
            yield row, column, text.rstrip("\r")


def _texts(yaml: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """From where to where the values go in which a ``#`` is a character like any other."""
    try:
        for event in parse(yaml, Loader=CLoader):
            start, end = event.start_mark, event.end_mark
            if isinstance(event, ScalarEvent) and start is not None and end is not None:
                yield (start.line, start.column), (end.line, end.column)
    except YAMLError:  # another fault; the values before it still count
        return


def is_cut_short(yaml: str) -> bool:
    """Whether :func:`cut_short` may find anything; quick, and wrong only in saying that it may."""
    return "#" in yaml and next(_cuts(yaml), None) is not None


def is_swallowed(text: str) -> bool:
    """Whether the whole value of a line is taken for a comment: ``title: #1 customer lost``."""
    return _SWALLOWED.match(text) is not None
