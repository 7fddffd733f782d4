"""A book: its settings, its people and services, and all its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from riskbook.findings.finding import Severity
from riskbook.model.criteria import Criteria
from riskbook.model.discovery import Discovery
from riskbook.model.records import (
    Control,
    Exercise,
    Plan,
    Process,
    Risk,
    SignOff,
    Source,
    Translation,
)
from riskbook.model.terms import DependencyKind
from riskbook.wording.saying import Text


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """How the site is built."""

    url: str
    description: Text | None


class Identity(Enum):
    """By what a gate believes that a sign-off was given by the person whom it names."""

    COMMITS = "commits"  # whoever committed the entry
    REVIEWS = "reviews"  # an approving review of the forge by that person


@dataclass(frozen=True, slots=True)
class GateSettings:
    """What a pull request is held to.

    ``rereview_from`` is the key of the lowest level at which a risk that rests on what changed must
    be reviewed before the change is merged; "" is every level.
    """

    rereview_from: str = ""
    identity: Identity = Identity.COMMITS


class TicketTexts(Enum):
    """Whether pages may quote what tickets say."""

    WITHHELD = "withheld"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class TicketSettings:
    """What of the exports of tickets may be published."""

    texts: TicketTexts = TicketTexts.WITHHELD


@dataclass(frozen=True, slots=True)
class Settings:
    """riskbook.yml."""

    path: str
    format: int
    title: Text
    languages: tuple[str, ...]  # the default language first
    time_zone: str
    currency: str
    repository: str
    edit: str
    severities: Mapping[str, Severity | None]  # None switches a rule off
    fail_on: Severity
    ids: Mapping[str, str]  # kind to pattern, where the book has its own
    site: SiteSettings
    gate: GateSettings = GateSettings()  # frozen, so that it can be shared
    tickets: TicketSettings = TicketSettings()

    @property
    def language(self) -> str:
        """The book's default language."""
        return self.languages[0]


@dataclass(frozen=True, slots=True)
class Department:
    """A department of the organisation."""

    key: str
    name: Text


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A role and the days it is held; None is an open end. ``department`` "" is the whole book."""

    role: str
    department: str
    start: date
    end: date | None

    def held_on(self, day: date) -> bool:
        """Whether it is held on ``day``; both ends count."""
        return self.start <= day and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who owns or signs: in example data a post, such as ``hotline-lead``."""

    key: str
    name: Text
    department: str
    emails: tuple[str, ...]
    logins: tuple[tuple[str, str], ...]
    roles: tuple[RoleHeld, ...]


@dataclass(frozen=True, slots=True)
class Organization:
    """organization.yml. ``roles`` are the roles that the book knows."""

    path: str
    departments: Mapping[str, Department]
    people: Mapping[str, Person]
    roles: Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Service:
    """A service: its department, business importance (1 to 5, 5 most), and objectives."""

    key: str
    name: Text
    department: str
    importance: int
    objectives: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class Dependency:
    """A system or supplier that process nodes depend on."""

    key: str
    name: Text
    kind: DependencyKind


@dataclass(frozen=True, slots=True)
class Services:
    """services.yml."""

    path: str
    services: Mapping[str, Service]
    dependencies: Mapping[str, Dependency]


@dataclass(frozen=True, slots=True)
class Register:
    """One register: a folder with its own register.yml.

    ``language`` is that of what is written in it without saying in which: the book's default,
    unless the register has one of its own. ``incidents_since`` is the day from which its incidents
    are recorded completely, None where nobody says so.
    """

    key: str
    source: Source
    language: str
    title: Text
    scope: Text | None
    department: str
    services: tuple[str, ...]
    incidents_since: date | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that was read, without its faults. Mappings are sorted by key.

    ``unread`` holds the ids of records that exist but could not be read, so that a link to one is
    not called unknown.
    """

    settings: Settings
    criteria: Criteria
    organization: Organization
    services: Services
    registers: Mapping[str, Register] = field(default_factory=dict)
    risks: Mapping[str, Risk] = field(default_factory=dict)
    plans: Mapping[str, Plan] = field(default_factory=dict)
    controls: Mapping[str, Control] = field(default_factory=dict)
    processes: Mapping[str, Process] = field(default_factory=dict)
    sign_offs: tuple[SignOff, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    translations: Mapping[tuple[str, str], Translation] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    discovery: Discovery = field(default_factory=Discovery)
