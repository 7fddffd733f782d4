"""What review, approve and accept share: who signs what, what stands against it, and the entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import click

from riskbook.cli.asking import Interview, interview
from riskbook.cli.completing import Complete, Offer, ids_of
from riskbook.cli.desk import Desk, open_desk, stop
from riskbook.cli.new_desk import desk_options, record_of

if TYPE_CHECKING:
    from datetime import date

    from riskbook.authoring.questions import Question
    from riskbook.model.book import Book
    from riskbook.model.records import SignOff
    from riskbook.model.terms import SignOffKind
    from riskbook.reviewing.fingerprints import Fingerprint
    from riskbook.run import Judged
    from riskbook.wording import Fact, Saying

Command = TypeVar("Command", bound=Callable[..., Any])
Given = Mapping[str, Any]
"""What the options of a command gave, by parameter."""


def _ids_of_all(*kinds: str) -> Complete:
    """Offers the ids of several kinds of record."""
    completes = [ids_of(kind) for kind in kinds]

    def offered(context: click.Context, parameter: click.Parameter, word: str) -> list[Offer]:
        return [offer for complete in completes for offer in complete(context, parameter, word)]

    return offered


signable = _ids_of_all("risk", "plan", "control", "process")
"""The ids of everything that has a fingerprint, but for the framework."""


def identities(*kinds: str) -> Callable[[Command], Command]:
    """The argument ID…; the shell offers the ids of these kinds of record."""
    return click.argument(
        "identities", metavar="ID...", nargs=-1, required=True, shell_complete=_ids_of_all(*kinds)
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
    from riskbook.reviewing.naming import title_of
    from riskbook.reviewing.pointers import basis_words, pointers_words
    from riskbook.wording import say

    for of in signing.ids:
        risk = signing.book.risks.get(of)
        if risk is None:
            continue
        attested = signing.judged.standing.risks[of].attested
        last = getattr(attested, kind.value)
        signing.room.tell(say("signing.about", id=of, title=title_of(signing.book, risk)))
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
