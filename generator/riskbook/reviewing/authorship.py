"""Who wrote the material changes of a record, over commits that were read already.

Authors are compared with the people of organization.yml by e-mail, whatever its case. A commit that
leaves the material content of the record as it was counts for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from riskbook.model.book import Organization
from riskbook.reading.commits import Commit
from riskbook.reading.naming import id_from_name
from riskbook.reading.placing import FRAMEWORK, Kind, place

Content: TypeAlias = Mapping[str, str]
"""The digests of the material pointers of a record."""

_FORGE_ADDRESSES = (
    re.compile(r"(?:[0-9]+\+)?(?P<login>[^@+]+)@users\.noreply\.(?P<forge>github)\.com"),
    re.compile(r"[0-9]+-(?P<login>[^@]+)@users\.noreply\.(?P<forge>gitlab)\.com"),
)
"""What a forge writes for people who hide their e-mail, or who edit in the browser."""


@dataclass(frozen=True, slots=True)
class Subject:
    """The files that are one record's, under whatever name they had: its kind and its id.

    ``kind`` and ``id`` are those of a record, or of a part of the framework (``criteria``).
    """

    kind: Kind
    id: str

    def owns(self, path: str) -> bool:
        """Whether a path of the book is that of a file of the record."""
        at = place(path)
        if at is None or at.kind is not self.kind:
            return False
        return path in FRAMEWORK or id_from_name(path, at) == self.id


@dataclass(frozen=True, slots=True)
class Authors:
    """Who wrote something: the keys of people, sorted, and how many others there were."""

    people: tuple[str, ...]
    strangers: int


def writers(
    commits: Iterable[Commit], subject: Subject, content: Callable[[str], Content | None]
) -> tuple[str, ...]:
    """The e-mails of those whose commits changed a record materially, each once, sorted.

    ``content`` is what a blob holds of the record; None where nobody can read it.
    """
    found = set()
    for commit in commits:
        ours = [change for change in commit.changes if subject.owns(change.path)]
        before = _of((change.before for change in ours), content)
        if before != _of((change.after for change in ours), content):
            found.add(commit.author_email.casefold())
    return tuple(sorted(found))


def known(emails: Iterable[str], organization: Organization) -> Authors:
    """The people whom e-mails stand for."""
    people, strangers = set(), set()
    for email in emails:
        person = person_of(email, organization)
        if person is None:
            strangers.add(email.casefold())
        else:
            people.add(person)
    return Authors(tuple(sorted(people)), len(strangers))


def person_of(email: str, organization: Organization) -> str | None:
    """The key of the person with this e-mail, or with the login that a forge wrote for one."""
    wanted = email.strip().casefold()
    if not wanted:
        return None
    for person in organization.people.values():
        if any(wanted == each.casefold() for each in person.emails):
            return person.key
    for pattern in _FORGE_ADDRESSES:
        if hidden := pattern.fullmatch(wanted):
            return person_with(hidden["login"], organization, hidden["forge"])
    return None


def person_with(login: str, organization: Organization, forge: str = "") -> str | None:
    """The key of the person with a login on a forge, on any of them where none is named."""
    wanted = login.casefold()
    for person in organization.people.values():
        if any(name.casefold() == wanted and forge in ("", at) for at, name in person.logins):
            return person.key
    return None


def _of(
    blobs: Iterable[str], content: Callable[[str], Content | None]
) -> list[tuple[str, Content | None]]:
    """What blobs hold; one that nobody can read is only ever like itself."""
    held = ((blob, content(blob)) for blob in blobs if blob)
    return [("", digests) if digests is not None else (blob, None) for blob, digests in held]
