"""What-if questions asked of the nodes of a process, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator

from riskbook.model.book import Book
from riskbook.model.links import Links
from riskbook.model.records import FoundIn, Node, Process, WhatIf


def questions_of(process: Process) -> Iterator[tuple[Node, WhatIf]]:
    """Every what-if question with the node that it is asked of, node by node."""
    for node in process.nodes:
        for asked in node.what_if:
            yield node, asked


def risks_of_prompt(process: Process, asked: WhatIf, links: Links) -> tuple[str, ...]:
    """The risks that were found by a question, sorted."""
    return links.risks_found_in.get(FoundIn("process", process.id, asked.id), ())


def is_open(process: Process, asked: WhatIf, links: Links) -> bool:
    """Whether nothing has come of a question: no risk, and no reason why there is none."""
    return asked.dropped is None and not risks_of_prompt(process, asked, links)


def open_prompts(book: Book, links: Links) -> tuple[FoundIn, ...]:
    """The questions of which nothing has come, as a risk would name them, sorted by their ids."""
    return tuple(
        FoundIn("process", process.id, key)
        for _, process in sorted(book.processes.items())
        for key in sorted(
            {asked.id for _, asked in questions_of(process) if is_open(process, asked, links)}
        )
    )
