"""The file of a new process or exercise: YAML throughout, its texts by language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from riskbook.authoring.block_style import comment, entry, field, scalar, words
from riskbook.authoring.drafts import NewExercise, NewProcess
from riskbook.authoring.file_names import slug
from riskbook.wording import Catalogue

_SHAPES = ("start", "task", "end")


def process_sheet(
    process: NewProcess, catalogue: Catalogue, spoken: Mapping[str, Catalogue]
) -> str:
    """The file of a new process: the nodes that were named, in a row, or three to start from.

    ``catalogue`` words the comments; ``spoken`` are the book's languages, for the three nodes.
    """
    lines = (*_process(process, catalogue), *_nodes(process, catalogue, spoken))
    return "\n".join((*lines, ""))


def exercise_sheet(exercise: NewExercise, catalogue: Catalogue) -> str:
    """The file of a new exercise."""
    return "\n".join((*_exercise(exercise, catalogue), ""))


def _in_language(name: str, value: str, language: str, depth: int = 0) -> Iterator[str]:
    """A text by language; alone where it is in the book's (``language`` is then empty)."""
    if not language:
        yield field(name, value, depth)
    else:
        yield field(name, depth=depth)
        yield field(language, value, depth + 1)


def _process(process: NewProcess, catalogue: Catalogue) -> Iterator[str]:
    yield field("id", process.id)
    yield from _in_language("title", process.title, process.language)
    yield field("owner", process.owner)
    yield field("service", process.service)
    for name in ("lanes", "items", "receives", "delivers"):
        yield from comment(catalogue.word(f"authoring.note.{name}"))
        yield field(name)


def _nodes(
    process: NewProcess, catalogue: Catalogue, spoken: Mapping[str, Catalogue]
) -> Iterator[str]:
    yield from comment(catalogue.word("authoring.note.nodes"))
    yield field("nodes")
    identities = node_ids(process.nodes) if process.nodes else _SHAPES
    for index, identity in enumerate(identities):
        yield f"  - {field('id', identity)}"
        if process.nodes:
            yield from _in_language("title", process.nodes[index], process.language, 2)
            yield field("kind", _kind(index, len(identities)), 2)
        else:
            yield field("title", depth=2)
            for language, words_of in spoken.items():
                yield field(language, words_of.word(f"authoring.node.{identity}"), 3)
            yield field("kind", identity, 2)
        for name in ("inputs", "outputs", "depends_on"):
            yield field(name, depth=2)
    yield field("edges")
    for before, after in pairwise(identities):
        yield from entry((("from", before), ("to", after)), 1)


def node_ids(titles: Sequence[str]) -> tuple[str, ...]:
    """An id for each node: its title where that makes one, else its number; each only once."""
    identities: list[str] = []
    for number, title in enumerate(titles, 1):
        wanted = slug(title)[:40].rstrip("-")
        free = wanted and wanted not in identities
        identities.append(wanted if free else f"node-{number}")
    return tuple(identities)


def _kind(index: int, count: int) -> str:
    if index == 0:
        return "start"
    return "end" if index == count - 1 else "task"


def _exercise(exercise: NewExercise, catalogue: Catalogue) -> Iterator[str]:
    yield field("of", exercise.of)
    yield field("date", exercise.date)
    yield field("type", exercise.type)
    yield from _in_language("scenario", exercise.scenario, exercise.language)
    yield from words("participants", exercise.participants)
    yield field("result", exercise.result)
    if not exercise.findings:
        yield from comment(catalogue.word("authoring.note.findings"))
    yield field("findings")
    for finding in exercise.findings:
        yield f"  - {field(exercise.language, finding) if exercise.language else scalar(finding)}"
    if not exercise.actions:
        yield from comment(catalogue.word("authoring.note.exercise-actions"))
    yield field("actions")
    for number, action in enumerate(exercise.actions, 1):
        yield from entry((("id", f"A{number}"),), 1)
        yield from _in_language("what", action.what, exercise.language, 2)
        yield field("owner", action.owner, 2)
        yield field("due", action.due, 2)
        yield field("status", "open", 2)
    if exercise.proves:
        yield from comment(catalogue.word("authoring.note.proves"))
        yield field("proves")
        yield from (field(pointer, digest, 1) for pointer, digest in exercise.proves)
