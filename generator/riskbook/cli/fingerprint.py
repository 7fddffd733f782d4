"""riskbook fingerprint: what would be signed of a record today."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.desk import (
    Desk,
    book_option,
    colour_option,
    language_option,
    open_desk,
    screen,
    stop,
    today_option,
    write,
)
from riskbook.cli.new_desk import record_of
from riskbook.cli.signing_desk import signable

if TYPE_CHECKING:
    from riskbook.assessing.standing import Held
    from riskbook.reporting import Screen
    from riskbook.reviewing.fingerprints import Fingerprint
    from riskbook.run import Judged
    from riskbook.wording import Catalogue


@click.command()
@click.argument("identity", metavar="ID", shell_complete=signable)
@click.option(
    "--explain",
    "explaining",
    is_flag=True,
    help="Show every pointer, what stands there, and what changed since the last sign-offs.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for a person, or JSON for a program.",
)
@book_option
@today_option
@language_option
@colour_option
def fingerprint(
    identity: str,
    explaining: bool,
    form: str,
    folder: Path,
    today: date | None,
    language: str | None,
    colour: str,
) -> None:
    """Print the fingerprint of the record ID: what a sign-off of today would bind.

    ID is that of a risk, plan, control or process, or criteria, organization, services or
    settings. Two fingerprints are the same where nobody would have to be asked again.
    """
    from riskbook.reviewing.fingerprints import fingerprint_of
    from riskbook.reviewing.framework import FRAMEWORK
    from riskbook.wording import say

    desk = open_desk(folder, today, language)
    if desk.judged is None:
        stop(desk.catalogue, say("cli.framework-unsound"))
    book = desk.judged.book
    records = (*book.risks, *book.plans, *book.controls, *book.processes, *FRAMEWORK)
    key = record_of(identity, {each: each for each in records}, desk, book)
    found = fingerprint_of(key, book, desk.judged.paths)
    if found is None:  # the id was looked up in the same book
        raise LookupError(key)
    if form == "json":
        write(json.dumps(_facts(desk.judged, key, found), ensure_ascii=False, indent=2) + "\n")
    elif explaining:
        write(
            "".join(
                f"{line}\n" for line in _explained(desk, desk.judged, key, found, screen(colour))
            )
        )
    else:
        write(f"{found.overall}\n")


@dataclass(frozen=True, slots=True)
class _Given:
    """The last sign-off of a kind and what it is worth."""

    kind: str
    held: Held


def _facts(judged: Judged, key: str, found: Fingerprint) -> dict[str, Any]:
    return {
        "format": 1,
        "id": key,
        "fingerprint": found.overall,
        "content": dict(found.content),
        "basis": dict(found.basis),
        "sign_offs": [
            {
                "kind": given.kind,
                "by": given.held.entry.by,
                "date": given.held.entry.date.isoformat(),
                "fingerprint": given.held.entry.fingerprint or None,
                "changed": list(given.held.changed),
                "basis_changed": list(given.held.basis_changed),
            }
            for given in _given(judged, key)
        ],
    }


def _given(judged: Judged, key: str) -> Iterator[_Given]:
    """The sign-offs that what stands there is held against."""
    if key in judged.book.risks:
        attested = judged.standing.risks[key].attested
        for kind in ("review", "approval", "acceptance"):
            held: Held | None = getattr(attested, kind)
            if held is not None:
                yield _Given(kind, held)
    elif key in judged.plan_states:
        held_plan = judged.plan_states[key].held
        if held_plan is not None:
            yield _Given("approval", held_plan)
    else:
        from riskbook.reviewing.status import framework_approval

        approval = framework_approval(judged, key)
        if approval is not None:
            yield _Given("approval", approval)


def _explained(
    desk: Desk, judged: Judged, key: str, found: Fingerprint, on: Screen
) -> Iterator[str]:
    from riskbook.reporting import Tone

    words = desk.catalogue
    yield on.paint(key, Tone.STRONG)
    yield found.overall
    given = tuple(_given(judged, key))
    values = _values(judged, key)
    changed = {pointer for each in given for pointer in each.held.changed}
    rested = {pointer for each in given for pointer in each.held.basis_changed}
    for name, digests, differing in (
        ("content", found.content, changed),
        ("basis", found.basis, rested),
    ):
        if digests:
            yield ""
            yield on.paint(words.word(f"signing.fingerprint.{name}"), Tone.STRONG)
            yield _table(digests, values, differing, words, on)
    yield from _held_against(given, words, on)


def _table(
    digests: Mapping[str, str],
    values: Mapping[str, str],
    changed: set[str],
    words: Catalogue,
    on: Screen,
) -> str:
    from riskbook.reporting import Cell, Column, Kind, Tone, table

    columns = [
        Column(words.word("signing.fingerprint.pointer"), Kind.WORD),
        Column(words.word("signing.fingerprint.digest"), Kind.WORD),
        Column(words.word("signing.fingerprint.value")),
    ]
    rows = [
        [
            Cell(pointer, Tone.WARNING if pointer in changed else None),
            Cell(digest, Tone.CODE),
            Cell(values.get(pointer, "")),
        ]
        for pointer, digest in digests.items()
    ]
    if not any(row[2].text for row in rows):
        columns, rows = columns[:2], [row[:2] for row in rows]
    return table(columns, rows, on).rstrip("\n")


def _values(judged: Judged, key: str) -> dict[str, str]:
    """What stands at each pointer, short; of the framework only its digests are known."""
    from riskbook.reporting.values import short_value
    from riskbook.reviewing.basis import CRITERIA, criteria_value, value_at
    from riskbook.reviewing.content import values_of
    from riskbook.reviewing.fingerprints import fingerprint_of, signed_record

    book = judged.book
    record = signed_record(key, book)
    if record is None:
        return {}
    values = {pointer: short_value(value) for pointer, value in values_of(record).items()}
    found = fingerprint_of(key, book, judged.paths)
    for pointer in found.basis if found is not None else ():
        risk = book.risks[key]
        criteria = pointer == CRITERIA
        value = (
            criteria_value(risk, book.criteria)
            if criteria
            else value_at(pointer, book, judged.paths)
        )
        values[pointer] = short_value(value)
    return values


def _held_against(given: tuple[_Given, ...], words: Catalogue, on: Screen) -> Iterator[str]:
    """What has changed since each of the last sign-offs."""
    from riskbook.reporting.cells import wrap
    from riskbook.reviewing.pointers import basis_words, pointers_words
    from riskbook.wording import Fact, say

    if not given:
        return
    yield ""
    for each in given:
        held = each.held
        name = words.word(f"signing.fingerprint.since.{each.kind}", date=held.entry.date)
        basis = tuple(basis_words(pointer) for pointer in held.basis_changed)
        changed: tuple[Fact, ...] = (*pointers_words(held.changed), *basis)
        if not held.bound:
            said = say("signing.fingerprint.unbound", name=name)
        elif changed:
            said = say("signing.fingerprint.changed", name=name, changed=changed)
        else:
            said = say("signing.fingerprint.same", name=name)
        yield from wrap(words.say(said), on.width)
