"""A change of criteria as a page to keep or to pass on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from riskbook.reporting.impact_view import ImpactReport, ImpactView, Pair, view
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
            (f"{text(row.risk)} · {text(row.title)}", *map(_fact, row.facts)) for row in told.rows
        ]
        yield _table([words.word("delta.impact.risk"), *told.columns], rows, "facts")
    if told.voided:
        yield from _listed(words.word("delta.impact.sign-offs"), told.voided)
    if told.withheld:
        yield f'<p class="muted">{text(told.withheld)}</p>'


def _fact(fact: Pair) -> str:
    if fact.is_same:
        return f'<span class="muted">{text(fact.after)}</span>'
    return f"<del>{text(fact.before)}</del> <ins>{text(fact.after)}</ins>"


def _listed(title: str, sentences: Sequence[str]) -> Iterator[str]:
    items = "\n".join(f"<li>{text(sentence)}</li>" for sentence in sentences)
    yield f'<h2>{text(title)}</h2>\n<ul class="news">\n{items}\n</ul>'


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], kind: str) -> str:
    head = "".join(f'<th scope="col">{text(one)}</th>' for one in heads)
    body = "\n".join(
        f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in rest)}</tr>'
        for first, *rest in rows
    )
    return (
        f'<div class="wide"><table class="plain {kind}">\n<thead><tr>{head}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table></div>"
    )
