"""A change for a person at a terminal: what it means, then each thing that changed, worst first."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.reporting.cells import cells, cut, one_line, wrap
from riskbook.reporting.delta_sentences import Grade
from riskbook.reporting.delta_view import DeltaReport, Group, Line, view
from riskbook.reporting.screen import Screen, Tone
from riskbook.wording import Catalogue

_TONES = {Grade.BAD: Tone.ERROR, Grade.OPEN: Tone.WARNING, Grade.GOOD: Tone.HELP}
_SIGNS = {Grade.BAD: "!", Grade.OPEN: "→", Grade.GOOD: "+", Grade.PLAIN: "·"}
_NARROWEST = 20
_MOST_CELLS = 480
"""Of a long text its beginning is shown."""


def as_text(report: DeltaReport, screen: Screen) -> str:
    """No line is wider than the screen but for those with a path, which stay whole."""
    told = view(report)
    words = report.catalogue
    blocks = [
        "\n".join(
            [
                *(screen.paint(line, Tone.STRONG) for line in _wrapped(told.headline, screen, "")),
                *(screen.paint(line, Tone.FAINT) for line in _wrapped(told.between, screen, "")),
            ]
        )
    ]
    if told.news:
        lines = [screen.paint(words.word("delta.means"), Tone.STRONG)]
        for one in told.news:
            sign = screen.paint(_SIGNS[one.grade], _TONES.get(one.grade, Tone.FAINT))
            first, *rest = wrap(one_line(one.sentence), screen.width - 4)
            lines += [f"  {sign} {first}", *(f"    {line}" for line in rest)]
        blocks.append("\n".join(lines))
    blocks += ["\n".join(_group(group, words, screen)) for group in told.groups]
    blocks += [
        "\n".join(_wrapped(sentence, screen, ""))
        for sentence in (told.shifted, *told.soon, told.withheld)
        if sentence
    ]
    return "\n\n".join(blocks) + "\n"


def _group(group: Group, words: Catalogue, screen: Screen) -> Iterator[str]:
    tone = _TONES.get(group.grade, Tone.STRONG)
    for part in wrap(one_line(group.title), screen.width):
        yield screen.paint(part, tone)
    for sheet in group.sheets:
        if sheet.path:
            yield screen.paint("--> ", Tone.FRAME) + one_line(sheet.path)
        numbers = (len(str(line.number)) for line in sheet.lines if line.number)
        gutter = max(numbers, default=0)
        for line in sheet.lines:
            yield from _line(line, gutter, words, screen)


def _line(line: Line, gutter: int, words: Catalogue, screen: Screen) -> Iterator[str]:
    """On one line where there is room, else what was and what is below one another."""
    number = screen.paint(str(line.number or "").rjust(gutter), Tone.FRAME)
    margin = " " * (gutter + 2)
    room = max(_NARROWEST, screen.width - len(margin))
    before, after = (cut(one_line(one), _MOST_CELLS) for one in (line.before, line.after))
    label = one_line(line.label)
    change = _change(before, after)
    whole = words.word("delta.pair", field=label, value=change) if change else label
    if cells(whole) <= room:
        yield f"{number}  {whole}"
        return
    first, *rest = wrap(label, room)
    yield f"{number}  {first}"
    for part in rest:
        yield margin + part
    for sign, value, tone in (("-", before, Tone.ERROR), ("+", after, Tone.HELP)):
        for index, part in enumerate(wrap(value, room - 2) if value else ()):
            yield f"{margin}{screen.paint(' ' if index else sign, tone)} {part}"


def _change(before: str, after: str) -> str:
    if before and after:
        return f"{before} → {after}"
    return f"+ {after}" if after else f"- {before}" if before else ""


def _wrapped(sentence: str, screen: Screen, margin: str) -> Iterator[str]:
    for line in wrap(one_line(sentence), screen.width - len(margin)):
        yield margin + line
