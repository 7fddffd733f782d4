"""riskbook new process: a service process from answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.asking import answer
from riskbook.cli.new_desk import (
    TITLE,
    Sitting,
    desk_options,
    judge_with,
    own_options,
    put_down,
    question,
    report,
    several_option,
    shared_options,
    sit_down,
)

if TYPE_CHECKING:
    from riskbook.authoring.drafts import NewProcess


@click.command()
@shared_options("register", "language", "id", "title", "owner")
@own_options((("service", "KEY", "The service that the process is part of."),))
@several_option("node", "TITLE", "What is done, in order")
@desk_options
def process(**given: Any) -> None:
    """Write a new process. On a terminal it asks for what no option gave.

    Its ID is the file's name. Without nodes it gets three to start from.
    """
    from riskbook.authoring.file_names import path_of
    from riskbook.authoring.yaml_sheets import node_ids, process_sheet
    from riskbook.reading.placing import Kind
    from riskbook.reading.resources import catalogue
    from riskbook.wording import say

    sitting, made = sit_down(given, _asked)
    book, nodes = sitting.book, made.nodes
    spoken = {language: catalogue(language) for language in book.settings.languages}
    path = path_of(Kind.PROCESS, sitting.register, made.id, "")
    content = process_sheet(made, sitting.comments_in(made.language), spoken)
    judge_with(sitting, path, content)
    put_down(sitting, path, content)
    node = node_ids(nodes)[0] if nodes else "task"
    items = [
        say("authoring.process.fill"),
        say("authoring.process.arises", process=made.id, node=node),
        say("authoring.todo.check"),
    ]
    if len(book.settings.languages) > 1 and nodes:
        items.append(say("authoring.process.languages", languages=book.settings.languages))
    report(sitting, say("authoring.then"), items)


def _asked(sitting: Sitting) -> NewProcess:
    from riskbook.authoring import choices
    from riskbook.authoring.drafts import NewProcess

    book, speaks = sitting.book, sitting.words.language
    title = sitting.text("title", "process-title")
    identity = _identity(sitting, title)
    services = choices.services(book, sitting.register, speaks)
    service = sitting.choose("service", services, "process-service")
    known = book.services.services.get(service)
    owner = sitting.person("owner", choices.owners(book, known, speaks), "process-owner")
    nodes = _nodes(sitting)
    return NewProcess(identity, sitting.language(), title, owner, service, nodes)


def _identity(sitting: Sitting, title: str) -> str:
    from riskbook.authoring.answers import identity
    from riskbook.authoring.file_names import slug, taken_ids

    taken = taken_ids(sitting.book, (entry.path for entry in sitting.desk.tree.entries()))
    free = slug(title)
    return sitting.put(
        "id",
        identity(r"^[a-z0-9][a-z0-9-]*$", taken),
        "process-id",
        default="" if free in taken else free,
    )


def _nodes(sitting: Sitting) -> tuple[str, ...]:
    from riskbook.authoring.answers import text
    from riskbook.authoring.questions import DONE, LATER

    room, words = sitting.room, sitting.words
    first = question(words, "node", "node", text(TITLE), skip=LATER)
    found = [answer(room, first, said) for said in sitting.option("node")]
    if found or not room.more():
        return tuple(found)
    if said := room.ask(first):
        found.append(said)
        other = question(words, "node", "node-next", text(TITLE), skip=DONE)
        while said := room.ask(other):
            found.append(said)
    return tuple(found)
