"""A change as a page to keep or to pass on: one file that opens anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.reporting.delta_matrix import CellView, MatrixView
from riskbook.reporting.delta_view import DeltaReport, DeltaView, Group, Line, view
from riskbook.reporting.page import page, text
from riskbook.wording import Catalogue


def as_html(report: DeltaReport) -> str:
    """The whole change: what it means, both matrices, everything that changed."""
    told, words = view(report), report.catalogue
    title = words.word("delta.title")
    parts = [*_head(title, told), *_meaning(told, words), *_matrices(told, words)]
    if told.groups:
        parts.append(f"<h2>{text(words.word('delta.changes'))}</h2>")
        parts += [_group(group, words) for group in told.groups]
    return page(title, words.language, report.head.book.criteria, parts)


def _head(title: str, told: DeltaView) -> Iterator[str]:
    yield f"<h1>{text(title)}</h1>"
    yield f'<p class="muted">{text(told.between)}</p>'
    yield f'<p class="lead">{text(told.headline)}</p>'


def _meaning(told: DeltaView, words: Catalogue) -> Iterator[str]:
    if told.news:
        items = "\n".join(
            f'<li class="{one.grade.value}">{text(one.sentence)}</li>' for one in told.news
        )
        yield f'<h2>{text(words.word("delta.means"))}</h2>\n<ul class="news">\n{items}\n</ul>'
    for sentence in (told.shifted, *told.soon, told.withheld):
        if sentence:
            yield f'<p class="muted">{text(sentence)}</p>'


def _matrices(told: DeltaView, words: Catalogue) -> Iterator[str]:
    if told.matrices is None:
        return
    yield f"<h2>{text(words.word('delta.matrix.title'))}</h2>"
    tables = "\n".join(f'<div class="wide">{_matrix(matrix)}</div>' for matrix in told.matrices)
    yield f'<div class="pair">\n{tables}\n</div>'
    levels = " ".join(
        f'<span class="level level-{index}">{text(_named(sign, name))}</span>'
        for index, (sign, name) in enumerate(told.matrices[1].legend)
    )
    legend = text(words.word("delta.matrix.legend"))
    yield f'<p class="legend muted">{legend} {levels}</p>'


def _matrix(matrix: MatrixView) -> str:
    heads = "".join(f'<th scope="col">{text(step)}</th>' for step in matrix.likelihood)
    rows = "\n".join(
        f'<tr><th scope="row">{text(step)}</th>{"".join(map(_cell, cells))}</tr>'
        for step, cells in matrix.rows
    )
    return (
        f'<table class="matrix">\n<caption>{text(matrix.title)}</caption>\n'
        f"<thead><tr><td></td>{heads}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"
    )


def _cell(cell: CellView) -> str:
    level = f' class="level-{cell.level}"' if cell.level >= 0 else ""
    shown = f'<span class="sign">{text(cell.sign)}</span>'
    if cell.count:
        shown += f" {cell.count}"
    shown += "".join(f"<b>{text(risk)}</b>" for risk in cell.moved)
    if cell.more:
        shown += f" +{cell.more}"
    return f"<td{level}>{shown}</td>"


def _named(sign: str, name: str) -> str:
    return f"{sign} · {name}" if sign != name else name


def _group(group: Group, words: Catalogue) -> str:
    heads = "".join(
        f'<th scope="col"{kind}>{text(words.word(f"delta.column.{name}"))}</th>'
        for name, kind in (
            ("what", ""),
            ("before", ""),
            ("after", ""),
            ("line", ' class="number"'),
        )
    )
    sheets = []
    for sheet in group.sheets:
        if sheet.path:
            sheets.append(f"<p><code>{text(sheet.path)}</code></p>")
        rows = "\n".join(_row(line, words) for line in sheet.lines)
        sheets.append(
            f'<table class="changes">\n<thead><tr>{heads}</tr></thead>\n'
            f"<tbody>\n{rows}\n</tbody>\n</table>"
        )
    title = f'<h3 class="{group.grade.value}">{text(group.title)}</h3>'
    return f'<section class="thing">\n{title}\n' + "\n".join(sheets) + "\n</section>"


def _row(line: Line, words: Catalogue) -> str:
    before = f"<del>{text(line.before)}</del>" if line.before else ""
    after = f"<ins>{text(line.after)}</ins>" if line.after else ""
    number = text(words.word("delta.line", number=line.number)) if line.number else ""
    return (
        f'<tr><th scope="row">{text(line.label)}</th><td>{before}</td><td>{after}</td>'
        f'<td class="number">{number}</td></tr>'
    )
