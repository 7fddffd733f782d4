"""What ends review, approve and accept: objections are told, or the entries are written."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from riskbook.cli.desk import stop, write

if TYPE_CHECKING:
    from riskbook.authoring.blame import Blame
    from riskbook.authoring.signing import Entry
    from riskbook.cli.signing_desk import Signature, Signing
    from riskbook.findings import Finding
    from riskbook.model.book import Book
    from riskbook.model.records import SignOff
    from riskbook.model.terms import SignOffKind
    from riskbook.reading.placing import Kind
    from riskbook.reading.trees import Tree
    from riskbook.run import Judged
    from riskbook.wording import Saying

REFUSED = 1
"""The exit code when somebody may not sign, or not this."""


def turn_away(signing: Signing, kind: SignOffKind, signature: Signature) -> None:
    """End the process where whoever signs may not, before anybody answers a question in vain."""
    from riskbook.cli.signing_desk import draft

    if not signing.room.more():
        return
    drafts = [draft(signing, kind, of, signature, "") for of in signing.ids]
    refuse_any(signing, ((each.of, _objection(signing.judged, each)) for each in drafts))


def sign(signing: Signing, drafts: Sequence[SignOff]) -> None:
    """Write the entries, or say what stands against them and end the process; all or nothing."""
    from riskbook.authoring.signing import entry_of

    found: list[SignOff] = []
    notes: list[Saying] = []
    for each in drafts:
        blamed = _blamed(signing, each)
        notes += _notes(each.of, blamed)
        found.append(replace(each, changed_by=blamed.authors.people))
    refuse_any(signing, ((each.of, _objection(signing.judged, each)) for each in found))
    taken = {entry.path for entry in signing.desk.tree.entries()}
    entries = [entry_of(each, each.source.register, taken) for each in found]
    after = _judged_with(signing, found, entries)
    for note in notes:
        click.echo(f"riskbook: {signing.desk.catalogue.say(note)}", err=True)
    if signing.given["rehearsing"]:
        _rehearse(signing, entries)
        return
    _put_down(signing, entries)
    _report(signing, found, entries, after)


def _objection(judged: Judged, entry: SignOff) -> Saying | None:
    from riskbook.authoring.objections import (
        objection_to_kind,
        objection_to_matter,
        objection_to_signer,
    )
    from riskbook.wording import say

    if (wrong_kind := objection_to_kind(judged.book, entry)) is not None:
        return wrong_kind
    objection = objection_to_matter(judged, entry) or objection_to_signer(judged, entry)
    if objection is None and _is_there(judged.book, entry):
        return say("signing.refused.there")
    return objection


def _blamed(signing: Signing, drafted: SignOff) -> Blame:
    from riskbook.authoring.blame import blame
    from riskbook.authoring.signers import last_given
    from riskbook.reviewing.authorship import Subject

    kind = _kind_of(signing.book, drafted.of)
    return blame(
        signing.desk.root,
        signing.desk.tree,
        Subject(kind, drafted.of),
        last_given(signing.judged, drafted),
        signing.book.organization,
    )


def _notes(of: str, blamed: Blame) -> Iterable[Saying]:
    from riskbook.wording import say

    if blamed.untold is not None:
        yield say("signing.note.untold", id=of, reason=blamed.untold)
    if blamed.authors.strangers:
        yield say("signing.note.strangers", id=of, count=blamed.authors.strangers)


def _is_there(book: Book, drafted: SignOff) -> bool:
    """Whether the book has an entry that says the same; it holds digests in another order."""
    same = replace(drafted, content=tuple(sorted(drafted.content)))
    return any(
        replace(each, source=same.source, content=tuple(sorted(each.content))) == same
        for each in book.sign_offs
        if each.of == same.of
    )


def _judged_with(signing: Signing, found: Sequence[SignOff], entries: Sequence[Entry]) -> Judged:
    """The book with the entries; ends the process where they or what they sign have faults."""
    from riskbook.authoring.amended import AmendedTree
    from riskbook.authoring.objections import objection_to_file
    from riskbook.findings import Severity
    from riskbook.reading.loading import load
    from riskbook.run import find_faults, judge
    from riskbook.wording import say

    words = signing.desk.catalogue
    tree: Tree = signing.desk.tree
    for entry in entries:
        tree = AmendedTree(tree, entry.path, entry.text.encode())
    loaded = load(tree)
    if loaded.book is None:  # it was sound a moment ago
        stop(words, say("cli.framework-unsound"))
    judged = judge(loaded.book, signing.today, signing.judged.paths)
    findings: tuple[Finding, ...] = find_faults(loaded, judged, tree)
    written = {entry.path for entry in entries}
    for fault in findings:
        if fault.location.path in written and fault.severity is Severity.ERROR:
            stop(words, say("authoring.unsound", problem=fault.message))
    refuse_any(
        signing,
        ((each.of, objection_to_file(_path_of(judged.book, each.of), findings)) for each in found),
    )
    return judged


def refuse_any(signing: Signing, objections: Iterable[tuple[str, Saying | None]]) -> None:
    """Where anything stands against a record, say what, and end the process."""
    from riskbook.reporting.cells import visible

    words = signing.desk.catalogue
    told = [(of, objection) for of, objection in objections if objection is not None]
    if not told:
        return
    for of, objection in told:
        said = words.word("signing.refused", id=of, why=objection)
        click.echo(f"riskbook: {visible(said)}", err=True)
    click.echo(f"riskbook: {words.word('signing.nothing-written')}", err=True)
    sys.exit(REFUSED)


def _rehearse(signing: Signing, entries: Iterable[Entry]) -> None:
    for entry in entries:
        write(f"{entry.path}\n\n")
        write("".join(f"  {line}\n" for line in entry.text.splitlines()))
        write("\n")
    write(f"{signing.desk.catalogue.word('signing.rehearsed')}\n")


def _put_down(signing: Signing, entries: Sequence[Entry]) -> None:
    from riskbook.authoring.signing import put_down
    from riskbook.wording import say

    words = signing.desk.catalogue
    try:
        put_down(signing.desk.root, entries)
    except OSError as error:
        path = error.filename2 or error.filename or entries[0].path
        reason = error.strerror or type(error).__name__
        stop(words, say("authoring.cannot-write", path=str(path), reason=reason))


def _report(
    signing: Signing, found: Iterable[SignOff], entries: Iterable[Entry], after: Judged
) -> None:
    from riskbook.reporting.cells import visible, wrap
    from riskbook.reviewing.fingerprints import shown
    from riskbook.reviewing.naming import called
    from riskbook.wording import say

    words = signing.desk.catalogue
    people = signing.book.organization
    if signing.room.more():
        write("\n")
    for each, entry in zip(found, entries, strict=True):
        signed = say(
            "signing.done.signed",
            person=called(people, each.by),
            role=called(people, each.role),
            fingerprint=shown(each.fingerprint),
        )
        said = words.word("signing.done", done=_done(each, after), signed=signed)
        write("".join(f"{line}\n" for line in wrap(visible(said), 80)))
        write(f"  {entry.path}\n")


def _done(entry: SignOff, after: Judged) -> Saying:
    from riskbook.model.terms import SignOffKind
    from riskbook.wording import say

    match entry.kind:
        case SignOffKind.REVIEW:
            due = after.standing.risks[entry.of].attested.due
            if due is None:
                return say("signing.done.review.closed", id=entry.of)
            return say("signing.done.review", id=entry.of, due=due)
        case SignOffKind.ACCEPTANCE if entry.until is not None:
            return say("signing.done.acceptance", id=entry.of, until=entry.until)
        case _:
            return say("signing.done.approval", id=entry.of)


def _kind_of(book: Book, of: str) -> Kind:
    from riskbook.reading.placing import FRAMEWORK, Kind

    if of in book.risks:
        return Kind.RISK
    if of in book.plans:
        return Kind.PLAN
    if of in book.controls:
        return Kind.CONTROL
    if of in book.processes:
        return Kind.PROCESS
    return next(kind for kind in FRAMEWORK.values() if kind.value == of)


def _path_of(book: Book, of: str) -> str:
    from riskbook.reading.placing import FRAMEWORK
    from riskbook.reviewing.fingerprints import signed_record

    record = signed_record(of, book)
    if record is not None:
        return record.source.path
    return next(path for path, kind in FRAMEWORK.items() if kind.value == of)
