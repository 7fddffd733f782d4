"""What review, approve and accept share: who signs what, what stands against it, and the entry."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from riskbook.cli.asking import Interview, interview
from riskbook.cli.completing import Complete, ids_of
from riskbook.cli.desk import Desk, open_desk, stop, write
from riskbook.cli.new_desk import desk_options, record_of

if TYPE_CHECKING:
    from datetime import date

    from riskbook.authoring.blame import Blame
    from riskbook.authoring.questions import Question
    from riskbook.authoring.signing import Entry
    from riskbook.findings import Finding
    from riskbook.model.book import Book
    from riskbook.model.records import SignOff
    from riskbook.model.terms import SignOffKind
    from riskbook.reading.trees import Tree
    from riskbook.reviewing.fingerprints import Fingerprint
    from riskbook.run import Judged
    from riskbook.wording import Fact, Saying

Command = TypeVar("Command", bound=Callable[..., Any])
Given = Mapping[str, Any]
"""What the options of a command gave, by parameter."""

REFUSED = 1
"""The exit code when somebody may not sign, or not this."""


def identities(*kinds: str) -> Callable[[Command], Command]:
    """The argument ID…; the shell offers the ids of these kinds of record."""
    completes = [ids_of(kind) for kind in kinds]

    def offered(context: click.Context, parameter: click.Parameter, word: str) -> Any:
        return [offer for complete in completes for offer in complete(context, parameter, word)]

    complete: Complete = offered
    return click.argument(
        "identities", metavar="ID...", nargs=-1, required=True, shell_complete=complete
    )


def signing_options(command: Command) -> Command:
    """Why, who signs in which role, whether to write; and what every command has."""
    options = (
        click.option("--reason", metavar="TEXT", help="Why, in your own words."),
        click.option(
            "--by",
            metavar="KEY",
            help="Who signs: a person of organization.yml.  [default: by the e-mail of your git]",
        ),
        click.option(
            "--role",
            metavar="KEY",
            help="The role in which you sign.  [default: the narrowest that is enough]",
        ),
        click.option(
            "--dry-run", "rehearsing", is_flag=True, help="Show the entry; write nothing."
        ),
    )
    command = desk_options(command)
    for option in reversed(options):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Signing:
    """Records to be signed, by their ids, at a desk where somebody may be asked."""

    desk: Desk
    judged: Judged
    room: Interview
    ids: tuple[str, ...]
    given: Given

    @property
    def book(self) -> Book:
        """The book as it is before."""
        return self.judged.book

    @property
    def today(self) -> date:
        """The day of signing."""
        return self.judged.today


def open_signing(given: Given, *, complete: bool) -> Signing:
    """Open the book and find the records; ``complete`` says that there is nothing to ask."""
    from riskbook.reviewing.framework import FRAMEWORK
    from riskbook.wording import say

    desk = open_desk(given["folder"], given["today"], given["language"])
    if desk.judged is None:
        stop(desk.catalogue, say("cli.framework-unsound"))
    book = desk.judged.book
    names = {**book.risks, **book.plans, **book.controls, **book.processes}
    known = {key: key for key in (*names, *FRAMEWORK)}
    found = [record_of(key.strip(), known, desk, book) for key in given["identities"]]
    room = interview(desk.catalogue, never_ask=given["never_ask"] or complete)
    return Signing(desk, desk.judged, room, tuple(dict.fromkeys(found)), given)


def signer(signing: Signing) -> str:
    """The person who signs: named, or known by the e-mail of their git; else the process ends."""
    from riskbook.authoring.answers import key_of
    from riskbook.authoring.blame import email_of
    from riskbook.authoring.choices import named
    from riskbook.reviewing.authorship import person_of
    from riskbook.wording import Saying, say

    words, organization = signing.desk.catalogue, signing.book.organization
    asked = signing.given["by"]
    if asked:
        people = ((each.key, each.name) for each in organization.people.values())
        found = key_of(named(people, words.language))(asked)
        if isinstance(found, Saying):
            stop(words, say("authoring.wrong-option", option="by", complaint=found))
        return found
    email = email_of(signing.desk.root)
    if not email:
        stop(words, say("signing.no-signer", file=organization.path))
    person = person_of(email, organization)
    if person is None:
        stop(words, say("signing.unknown-signer", file=organization.path))
    return person


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs and when; ``fingerprint`` is of what they saw where that is not what is there."""

    person: str
    day: date
    fingerprint: Fingerprint | None = None


def draft(
    signing: Signing, kind: SignOffKind, of: str, signature: Signature, reason: str
) -> SignOff:
    """An entry with what follows from the book and the repository; the rest is for the caller."""
    from riskbook.authoring.signers import roles_for
    from riskbook.model.records import SignOff, Source
    from riskbook.reviewing.fingerprints import fingerprint_of

    book = signing.book
    seen = signature.fingerprint or fingerprint_of(of, book, signing.judged.paths)
    if seen is None:  # the ids were looked up in the same book
        raise LookupError(of)
    drafted = SignOff(
        source=Source("", _register_of(book, of), ""),
        kind=kind,
        of=of,
        by=signature.person,
        role=signing.given["role"] or "",
        date=signature.day,
        outcome=None,
        until=None,
        resources="",
        reason=reason,
        language=_language_of(book, of),
        changed_by=(),
        content=tuple(seen.content.items()),
        basis=tuple(seen.basis.items()),
        fingerprint=seen.overall,
    )
    if drafted.role:
        return drafted
    roles = roles_for(signing.judged, drafted)
    return replace(drafted, role=roles[0]) if roles else drafted


def sign(signing: Signing, drafts: Sequence[SignOff]) -> None:
    """Write the entries, or say what stands against them and end the process; all or nothing."""
    from riskbook.authoring.objections import objection_to_matter, objection_to_signer
    from riskbook.authoring.signing import entry_of

    judged = signing.judged
    objections: list[tuple[str, Saying]] = []
    found: list[SignOff] = []
    notes: list[Saying] = []
    for each in drafts:
        blamed = _blamed(signing, each)
        notes += _notes(each.of, blamed)
        complete = replace(each, changed_by=blamed.authors.people)
        found.append(complete)
        objection = objection_to_matter(judged, complete) or objection_to_signer(judged, complete)
        if objection is None and _is_there(signing.book, complete):
            objection = _say("signing.refused.there")
        if objection is not None:
            objections.append((each.of, objection))
    if objections:
        refuse(signing, objections)
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


def ask_reason(signing: Signing) -> str:
    """The reason, given or asked for."""
    from riskbook.authoring.signing import reason_given
    from riskbook.wording import Saying, say

    given = signing.given["reason"]
    if given is None:
        return signing.room.ask(question("reason", reason_given))
    verdict = reason_given(given)
    if isinstance(verdict, Saying):
        stop(signing.room.words, say("authoring.wrong-option", option="reason", complaint=verdict))
    return verdict


def question(option: str, judge: Callable[[str], Any], **more: Any) -> Question:
    """The question for an option, in the words of the catalogue."""
    from riskbook.authoring.questions import Question

    return Question(
        option, _say(f"signing.ask.{option}"), judge, _say(f"signing.ask.{option}.hint"), **more
    )


def tell_what_changed(signing: Signing, kind: SignOffKind) -> None:
    """Show whoever is asked what each record is, and what has changed since it was last signed."""
    from riskbook.reviewing.pointers import basis_words, pointers_words
    from riskbook.wording import say

    for of in signing.ids:
        risk = signing.book.risks.get(of)
        if risk is None:
            continue
        attested = signing.judged.standing.risks[of].attested
        last = getattr(attested, kind.value)
        signing.room.tell(say("signing.about", id=of, title=risk.title))
        if last is None:
            signing.room.tell(say(f"signing.about.never.{kind.value}"))
        elif last.changed or last.basis_changed:
            basis = tuple(basis_words(pointer) for pointer in last.basis_changed)
            changed: tuple[Fact, ...] = (*pointers_words(last.changed), *basis)
            day = last.entry.date
            signing.room.tell(say(f"signing.about.changed.{kind.value}", date=day, changed=changed))
        else:
            signing.room.tell(say(f"signing.about.last.{kind.value}", date=last.entry.date))


def _say(key: str) -> Saying:
    from riskbook.wording import say

    return say(key)


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
    return any(replace(each, source=drafted.source) == drafted for each in book.sign_offs)


def _judged_with(signing: Signing, found: Sequence[SignOff], entries: Sequence[Entry]) -> Judged:
    """The book with the entries; ends the process where they or what they sign have faults."""
    from riskbook.authoring.amended import AmendedTree
    from riskbook.authoring.objections import objection_to_file
    from riskbook.reading.loading import load
    from riskbook.run import find_faults, judge
    from riskbook.wording import say

    words = signing.desk.catalogue
    tree: Tree = signing.desk.tree
    for entry in entries:
        tree = AmendedTree(tree, entry.path, entry.text.encode())
    loaded = load(tree)
    written = {entry.path for entry in entries}
    for fault in loaded.findings:
        if fault.location.path in written:
            stop(words, say("authoring.unsound", problem=fault.message))
    if loaded.book is None:  # it was sound a moment ago
        stop(words, say("cli.framework-unsound"))
    judged = judge(loaded.book, signing.today, signing.judged.paths)
    findings: tuple[Finding, ...] = find_faults(loaded, judged, tree)
    objections = [
        (each.of, objection)
        for each in found
        if (objection := objection_to_file(_path_of(loaded.book, each.of), findings)) is not None
    ]
    if objections:
        refuse(signing, objections)
    return judged


def refuse(signing: Signing, objections: Iterable[tuple[str, Saying]]) -> NoReturn:
    """Say why each record cannot be signed, and end the process."""
    from riskbook.reporting.cells import visible

    words = signing.desk.catalogue
    for of, objection in objections:
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
        said = f"{words.say(_done(each, after))} {words.say(signed)}"
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


def _kind_of(book: Book, of: str) -> Any:
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


def _register_of(book: Book, of: str) -> str:
    from riskbook.reviewing.fingerprints import signed_record

    record = signed_record(of, book)
    return record.source.register if record is not None else ""


def _language_of(book: Book, of: str) -> str:
    """The language of the text that is signed: the record's own."""
    record = book.risks.get(of) or book.plans.get(of) or book.controls.get(of)
    if record is not None:
        return record.language
    register = book.registers.get(_register_of(book, of))
    return register.language if register is not None else book.settings.language


def _path_of(book: Book, of: str) -> str:
    from riskbook.reading.placing import FRAMEWORK
    from riskbook.reviewing.fingerprints import signed_record

    record = signed_record(of, book)
    if record is not None:
        return record.source.path
    return next(path for path, kind in FRAMEWORK.items() if kind.value == of)
