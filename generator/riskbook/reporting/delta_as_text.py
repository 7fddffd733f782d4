"""A change for a person at a terminal: what it means, then each thing that changed, worst first."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.reporting.cells import cells, one_line, wrap
from riskbook.reporting.delta_sentences import Grade
from riskbook.reporting.delta_view import DeltaReport, Group, Line, view
from riskbook.reporting.screen import Screen, Tone

_TONES = {Grade.BAD: Tone.ERROR, Grade.OPEN: Tone.WARNING, Grade.GOOD: Tone.HELP}
_SIGNS = {Grade.BAD: "!", Grade.OPEN: "→", Grade.GOOD: "+", Grade.PLAIN: "·"}
_NARROWEST = 20


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
    blocks += ["\n".join(_group(group, screen)) for group in told.groups]
    blocks += [
        "\n".join(_wrapped(sentence, screen, ""))
        for sentence in (told.shifted, *told.soon, told.withheld)
        if sentence
    ]
    return "\n\n".join(blocks) + "\n"


def _group(group: Group, screen: Screen) -> Iterator[str]:
    tone = _TONES.get(group.grade, Tone.STRONG)
    for part in wrap(one_line(group.title), screen.width):
        yield screen.paint(part, tone)
    if group.path:
        yield screen.paint("--> ", Tone.FRAME) + one_line(group.path)
    gutter = max((len(str(line.number)) for line in group.lines if line.number), default=0)
    for line in group.lines:
        yield from _line(line, gutter, screen)


def _line(line: Line, gutter: int, screen: Screen) -> Iterator[str]:
    """On one line where there is room, else what was and what is below one another."""
    number = str(line.number or "").rjust(gutter)
    margin = " " * (gutter + 2)
    room = max(_NARROWEST, screen.width - len(margin))
    before, after = one_line(line.before), one_line(line.after)
    label = one_line(line.label)
    change = _change(before, after)
    whole = f"{label}: {change}" if change else label
    painted = screen.paint(number, Tone.FRAME)
    if cells(whole) <= room:
        yield f"{painted}  {whole}".rstrip() if gutter else f"  {whole}"
        return
    first, *rest = wrap(label, room)
    yield f"{painted}  {first}".rstrip()
    for part in rest:
        yield margin + part
    for sign, words, tone in (("-", before, Tone.ERROR), ("+", after, Tone.HELP)):
        parts = wrap(words, room - 2) if words else ()
        for index, part in enumerate(parts):
            yield f"{margin}{screen.paint(sign if not index else ' ', tone)} {part}"


def _change(before: str, after: str) -> str:
    if before and after:
        return f"{before} → {after}"
    return f"+ {after}" if after else f"- {before}" if before else ""


def _wrapped(sentence: str, screen: Screen, margin: str) -> Iterator[str]:
    for line in wrap(one_line(sentence), screen.width - len(margin)):
        yield margin + line
