"""A change of criteria as a page to keep or to pass on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskbook.reporting.impact_view import ImpactReport, ImpactView, Pair, Row, view
from riskbook.reporting.page import page, text
from riskbook.wording import Catalogue


def as_html(report: ImpactReport) -> str:
    """All of it in one file."""
    told, words = view(report), report.catalogue
    title = words.word("delta.impact.title")
    return page(title, words.language, report.head.book.criteria, _parts(title, told, words))


def _parts(title: str, told: ImpactView, words: Catalogue) -> Iterator[str]:
    yield f"<h1>{text(title)}</h1>"
    yield f'<p class="muted">{text(told.between)}</p>'
    yield f'<p class="lead">{text(told.headline)}</p>'
    if told.changes:
        yield from _listed(words.word("delta.impact.criteria"), told.changes)
        yield f"<h2>{text(words.word('delta.impact.levels'))}</h2>"
        heads = ("delta.impact.level", "delta.column.before", "delta.column.after")
        counts = [(text(level), str(was), str(now)) for level, was, now in told.counts]
        yield _table([words.word(head) for head in heads], counts, "counts")
    if told.rows:
        yield f"<h2>{text(words.word('delta.impact.risks'))}</h2>"
        rows = [
            (f"{text(row.risk)} · {text(row.title)}", _facts(row, told.columns))
            for row in told.rows
        ]
        yield _table_of([words.word("delta.impact.risk"), *told.columns], rows, "facts")
    if told.voided:
        yield from _listed(words.word("delta.impact.sign-offs"), told.voided)
    if told.withheld:
        yield f'<p class="muted">{text(told.withheld)}</p>'


def _facts(row: Row, columns: Sequence[str]) -> str:
    return "".join(_fact(fact, column) for fact, column in zip(row.facts, columns, strict=True))


def _fact(fact: Pair, column: str) -> str:
    """A cell; on a narrow screen it has its own label, and is left out where nothing changes."""
    if fact.is_same:
        return f'<td class="same muted">{text(fact.after)}</td>'
    label = f'<span class="label">{text(column)}</span>'
    return f"<td>{label} <del>{text(fact.before)}</del> <ins>{text(fact.after)}</ins></td>"


def _listed(title: str, sentences: Sequence[str]) -> Iterator[str]:
    items = "\n".join(f"<li>{text(sentence)}</li>" for sentence in sentences)
    yield f'<h2>{text(title)}</h2>\n<ul class="news">\n{items}\n</ul>'


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], kind: str) -> str:
    cells = ((first, "".join(f"<td>{cell}</td>" for cell in rest)) for first, *rest in rows)
    return _table_of(heads, tuple(cells), kind)


def _table_of(heads: Sequence[str], rows: Sequence[tuple[str, str]], kind: str) -> str:
    head = "".join(f'<th scope="col">{text(one)}</th>' for one in heads)
    body = "\n".join(f'<tr><th scope="row">{first}</th>{cells}</tr>' for first, cells in rows)
    return (
        f'<div class="wide"><table class="plain {kind}">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table></div>"
    )
