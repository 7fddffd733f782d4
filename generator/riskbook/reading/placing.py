"""What a file of the book is: its kind follows from where it lies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """A kind of file; the value names its schema."""

    SETTINGS = "settings"
    CRITERIA = "criteria"
    ORGANIZATION = "organization"
    SERVICES = "services"
    REGISTER = "register"
    RISK = "risk"
    PLAN = "plan"
    CONTROL = "control"
    PROCESS = "process"
    TRANSLATION = "translation"
    SIGN_OFF = "sign-off"
    EXERCISE = "exercise"
    PROBLEM_TYPES = "problem-types"
    TICKETS = "tickets"
    FEEDBACK = "feedback"
    SESSION = "session"
    FISHBONE = "fishbone"
    CHECKLIST = "questions"
    ANSWERS = "answers"
    INCIDENT = "incident"
    INDICATOR = "indicator"

    __hash__ = object.__hash__  # asked of every file, and ten times as quick as that of an Enum

    @property
    def has_front_matter(self) -> bool:
        """Whether the file is Markdown with front matter; otherwise it is YAML."""
        return self in _MARKDOWN


class Folder(NamedTuple):
    """A folder of a register: the kind of its files, their ending, and how deep they lie in it."""

    kind: Kind
    ending: str
    depth: int


_MARKDOWN = frozenset({Kind.RISK, Kind.PLAN, Kind.CONTROL, Kind.TRANSLATION})
FRAMEWORK = {
    "riskbook.yml": Kind.SETTINGS,
    "registers/criteria.yml": Kind.CRITERIA,
    "registers/organization.yml": Kind.ORGANIZATION,
    "registers/services.yml": Kind.SERVICES,
}
"""The files that all others are read against."""

FOLDERS = {
    "risks": Folder(Kind.RISK, ".md", 1),
    "plans": Folder(Kind.PLAN, ".md", 1),
    "controls": Folder(Kind.CONTROL, ".md", 1),
    "processes": Folder(Kind.PROCESS, ".yml", 1),
    "sign-offs": Folder(Kind.SIGN_OFF, ".yml", 2),
    "exercises": Folder(Kind.EXERCISE, ".yml", 2),
    "tickets": Folder(Kind.TICKETS, ".yml", 1),
    "feedback": Folder(Kind.FEEDBACK, ".yml", 1),
    "sessions": Folder(Kind.SESSION, ".yml", 1),
    "fishbones": Folder(Kind.FISHBONE, ".yml", 1),
    "checklists": Folder(Kind.ANSWERS, ".yml", 1),
    "incidents": Folder(Kind.INCIDENT, ".yml", 1),
    "indicators": Folder(Kind.INDICATOR, ".yml", 1),
}
"""The folders of a register. A new kind of record is a row here, a schema and a model class."""

PROBLEM_TYPES = "registers/problem-types.yml"
"""The one file of the types of problem that tickets are sorted into."""

TABLES = frozenset({"tickets", "indicators"})
"""The folders whose records describe a table (CSV) that lies beside them."""

DISCOVERY = frozenset(
    {
        *(Kind.PROBLEM_TYPES, Kind.TICKETS, Kind.FEEDBACK, Kind.SESSION, Kind.FISHBONE),
        *(Kind.CHECKLIST, Kind.ANSWERS, Kind.INCIDENT, Kind.INDICATOR),
    }
)
"""The kinds of records that risks are found in and tested against."""

_TRANSLATED = re.compile(r"\.([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\.md$")


@dataclass(frozen=True, slots=True)
class Place:
    """What the path of a file says: kind, register (``""`` above them), file name or its folder.

    ``owner`` is the folder that a sign-off or exercise lies in, the id of its record.
    """

    kind: Kind
    register: str
    owner: str = ""


def place(path: str) -> Place | None:
    """What the file is, or None where Riskbook reads no such file."""
    if path in FRAMEWORK:
        return Place(FRAMEWORK[path], "")
    if path == PROBLEM_TYPES:
        return Place(Kind.PROBLEM_TYPES, "")
    parts = path.split("/")[1:]
    if len(parts) == 2 and parts[0] == "checklists" and parts[1].endswith(".yml"):
        return Place(Kind.CHECKLIST, "")
    if len(parts) == 2 and parts[1] == "register.yml":
        return Place(Kind.REGISTER, parts[0])
    if len(parts) == 3 and parts[0] == "sign-offs" and parts[2].endswith(".yml"):
        return Place(Kind.SIGN_OFF, "", parts[1])
    if len(parts) < 3:
        return None
    folder = FOLDERS.get(parts[1])
    if folder is None or len(parts) != folder.depth + 2 or not parts[-1].endswith(folder.ending):
        return None
    if folder.kind in _MARKDOWN and _TRANSLATED.search(parts[-1]):
        return Place(Kind.TRANSLATION, parts[0])
    return Place(folder.kind, parts[0], parts[2] if folder.depth == 2 else "")


def is_table(path: str) -> bool:
    """Whether a file may be the table that a record beside it describes."""
    parts = path.split("/")
    return len(parts) == 4 and parts[2] in TABLES and path.endswith(".csv")


def named_language(path: str) -> str:
    """The language that the name of a translation ends in."""
    found = _TRANSLATED.search(path)
    return found.group(1) if found else ""


def is_meant_for_us(path: str) -> bool:
    """Whether a file that we do not read looks as if its author meant us to."""
    name = path.rsplit("/", 1)[-1].lower()
    return name.endswith((".md", ".markdown", ".yml", ".yaml")) and not name.startswith("readme")
