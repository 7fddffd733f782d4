"""A tree to a book: every file read, every fault of every file found, in one run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from riskbook.findings import CODES, Finding, Location
from riskbook.model.book import Book
from riskbook.model.discovery import Discovery, Indicator
from riskbook.model.records import Source
from riskbook.model.tickets import TicketExport
from riskbook.reading import building
from riskbook.reading.building import Frame
from riskbook.reading.building_checklists import answers, checklist
from riskbook.reading.building_feedback import feedback
from riskbook.reading.building_fishbones import fishbone
from riskbook.reading.building_incidents import incident
from riskbook.reading.building_indicators import indicator
from riskbook.reading.building_sessions import session
from riskbook.reading.building_tickets import problem_types, ticket_export
from riskbook.reading.faults import Fault
from riskbook.reading.foundation import FILES, Foundation, lay
from riskbook.reading.library import with_library
from riskbook.reading.naming import id_from_name, id_in, misnamed
from riskbook.reading.parsing import Parsed, parse
from riskbook.reading.placing import DISCOVERY, Kind, Place, is_meant_for_us, place
from riskbook.reading.schemas import Shape, read_schemas, shape_of, with_words
from riskbook.reading.shelved import Shelf, Shelved
from riskbook.reading.tables import Tables, read_tables
from riskbook.reading.trees import SETTINGS, Entry, EntryKind, Tree, UnusableTreeError
from riskbook.reading.upgrading import from_older
from riskbook.wording import say


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was read.

    ``book`` is None while one of the framework files is not sound: nothing can be judged then, but
    every file has been held to its schema all the same. ``files`` counts the files of the book.
    ``sound`` holds, by path, the records about whose files there was nothing to report.
    """

    book: Book | None
    findings: tuple[Finding, ...]
    files: int
    foundation: Foundation
    sound: Mapping[str, Shelved] = field(default_factory=dict, compare=False)


def load(tree: Tree, entries: Sequence[Entry] | None = None, shelf: Shelf | None = None) -> Loaded:
    """The book of a tree, and every fault that a file alone can have.

    ``entries`` are those of the tree, where the caller has asked for them already. ``shelf`` is
    what was read before of the same framework files and registers: a record whose mark is still
    that of its file is not read again. Raises :class:`UnusableTreeError` where the tree has no
    ``riskbook.yml``.
    """
    entries = tree.entries() if entries is None else entries
    if not any(entry.path == SETTINGS for entry in entries):
        raise UnusableTreeError(say("reading.no-settings"))
    foundation = shelf.foundation if shelf else None
    schemas = {} if foundation else read_schemas()
    foundation = foundation or lay(tree, entries, schemas)
    known = shelf.records if shelf else {}
    findings = [_finding(path, fault) for path, fault in foundation.faults]
    places, misplaced = _placed(entries)
    findings += misplaced
    findings += _unregistered(places)
    marks = {entry.path: entry.mark for entry in entries}
    records = [(path, at) for path, at in places if path not in FILES.values()]
    records.sort(key=lambda record: record[1].kind is not Kind.REGISTER)  # its language is theirs
    kept = {
        path: shelved
        for path, _ in records
        if (shelved := known.get(path)) is not None and shelved.mark == marks[path]
    }
    unknown = [(path, at) for path, at in records if path not in kept]
    if unknown and not schemas:
        schemas = read_schemas()
    shapes = {
        kind: from_older(
            shape_of(
                with_words(schemas[kind], foundation.words, foundation.patterns), foundation.known
            ),
            kind,
            foundation.steps,
        )
        for kind in sorted({at.kind for _, at in unknown}, key=lambda kind: kind.value)
    }
    shelves = _Shelves(foundation, shapes, marks)
    newly_read = parse(tree, unknown, shapes)
    for path, at in records:
        shelved = kept.get(path)
        if shelved is not None:
            shelves.put_known(path, at, shelved)
        else:
            shelves.put(at, next(newly_read))
    next(newly_read, None)  # it cleans up behind the last one
    tables = read_tables(tree, marks, known, shelves.described())
    findings += shelves.findings
    findings += (_finding(path, fault, record) for path, fault, record in tables.faults)
    sound = {**shelves.sound, **tables.sound}
    return Loaded(shelves.book(tables), tuple(findings), len(places), foundation, sound)


_RECORDS_DEPTH = 2
"""Slashes in the path of a folder of records, at least: ``registers/<register>/risks``."""


class _Shelves:
    """Where records are put as they are read; one load fills them once."""

    def __init__(
        self, foundation: Foundation, shapes: Mapping[Kind, Shape], marks: Mapping[str, str]
    ) -> None:
        self.findings: list[Finding] = []
        self.sound: dict[str, Shelved] = {}
        self._foundation = foundation
        self._shapes = shapes
        self._marks = marks
        self._records: dict[Kind, dict[Any, Any]] = {kind: {} for kind in Kind}
        self._paths: dict[str | tuple[str, str], str] = {}
        self._unread: set[str] = set()
        self._frames: dict[str, Frame] = {}

    def put(self, at: Place, parsed: Parsed) -> None:
        """Put one file where it belongs, or report what is wrong with it."""
        path, digest, data, body, content = parsed
        before = len(self.findings)
        if data is None:
            from riskbook.reading.examining import examine_file

            found = examine_file(at.kind, content, self._shapes[at.kind])
            self._set_frame(at, found.raw.get("language"))
            identity = id_in(found.raw, at) or id_from_name(path, at)
            self._report(path, found.faults, identity)
            if found.data is None:
                self._unread.add(identity)
                return
            data, body = found.data, found.body
        self._set_frame(at, data.get("language"))
        identity = id_in(data, at)
        fault = misnamed(path, at, data)
        if fault is not None:
            self._report(path, [fault], identity)
        key = KEY[at.kind](at, data, path) if at.kind in KEY else identity
        if at.kind in SINGLE and self._is_taken(path, key, identity):
            return
        if at.owner and at.owner != identity:
            message = say("finding.RB204.folder", folder=at.owner, id=identity)
            hint = say("hint.RB204.folder", folder=identity)
            self._report(path, [Fault("RB204", message, None, hint, "of")], identity)
        framework = self._foundation.framework
        if framework is not None:
            source = Source(path, at.register, digest)
            build = BUILD[at.kind]
            frame = self._frames.get(at.register, framework.frame)
            record = build(data, source, frame, body)
            self._records[at.kind][key] = record
            if len(self.findings) == before:
                self.sound[path] = Shelved(self._marks[path], key, record)

    def put_known(self, path: str, at: Place, known: Shelved) -> None:
        """Put a record that was read before; another file may have taken its id since."""
        _, key, record = known
        kind = at.kind
        if kind in SINGLE and self._paths.setdefault(key, path) != path:
            self._is_taken(path, key, key[0] if isinstance(key, tuple) else key)
            return
        self._records[kind][key] = record
        if kind is Kind.REGISTER:
            self._set_frame(at, record.language)
        self.sound[path] = known

    def book(self, tables: Tables) -> Book | None:
        """The book with the tables that lie beside records, where the framework is sound."""
        framework = self._foundation.framework
        if framework is None:
            return None
        shelf = {kind: dict(sorted(records.items())) for kind, records in self._records.items()}
        return Book(
            settings=framework.settings,
            criteria=framework.criteria,
            organization=framework.organization,
            services=framework.services,
            registers=shelf[Kind.REGISTER],
            risks=shelf[Kind.RISK],
            plans=shelf[Kind.PLAN],
            controls=shelf[Kind.CONTROL],
            processes=shelf[Kind.PROCESS],
            sign_offs=tuple(shelf[Kind.SIGN_OFF].values()),
            exercises=tuple(shelf[Kind.EXERCISE].values()),
            translations=shelf[Kind.TRANSLATION],
            unread=frozenset(self._unread),
            discovery=_discovery(shelf, tables),
        )

    def described(self) -> tuple[TicketExport | Indicator, ...]:
        """The records that describe a table, sorted by id."""
        found = {**self._records[Kind.TICKETS], **self._records[Kind.INDICATOR]}
        return tuple(found[key] for key in sorted(found))

    def _set_frame(self, at: Place, language: object) -> None:
        """Remember the language of a register; its file need not be sound otherwise."""
        framework = self._foundation.framework
        if at.kind is Kind.REGISTER and framework and language in framework.settings.languages:
            self._frames[at.register] = replace(framework.frame, language=str(language))

    def _is_taken(self, path: str, key: str | tuple[str, str], identity: str) -> bool:
        first = self._paths.setdefault(key, path)
        if first == path:
            return False
        if isinstance(key, tuple):
            message = say("finding.RB201.translation", id=identity, path=first)
            fault = Fault("RB201", message, None, say("hint.RB201.translation"), "translates")
        else:
            message = say("finding.RB201", id=identity, path=first)
            fault = Fault("RB201", message, None, say("hint.RB201", id=identity), "id")
        self._report(path, [fault], identity)
        return True

    def _report(self, path: str, faults: Iterable[Fault], record: str) -> None:
        self.findings += (_finding(path, fault, record) for fault in faults)


def _discovery(shelf: Mapping[Kind, Mapping[Any, Any]], tables: Tables) -> Discovery:
    return Discovery(
        problem_types=next(iter(shelf[Kind.PROBLEM_TYPES].values()), None),
        exports=shelf[Kind.TICKETS],
        tickets=tables.tickets,
        feedback=shelf[Kind.FEEDBACK],
        sessions=shelf[Kind.SESSION],
        fishbones=shelf[Kind.FISHBONE],
        checklists=with_library(shelf[Kind.CHECKLIST], shelf[Kind.ANSWERS]),
        answers=shelf[Kind.ANSWERS],
        incidents=shelf[Kind.INCIDENT],
        indicators=shelf[Kind.INDICATOR],
        readings=tables.readings,
    )


SINGLE = frozenset({Kind.RISK, Kind.PLAN, Kind.CONTROL, Kind.PROCESS, Kind.TRANSLATION, *DISCOVERY})
"""Kinds of which no two files may say that they hold the same record."""

BUILD: Mapping[Kind, Any] = {
    Kind.REGISTER: lambda data, source, frame, _: building.register(data, source, frame),
    Kind.RISK: building.risk,
    Kind.PLAN: building.plan,
    Kind.CONTROL: building.control,
    Kind.PROCESS: lambda data, source, frame, _: building.process(data, source, frame),
    Kind.TRANSLATION: lambda data, source, _, body: building.translation(data, source, body),
    Kind.SIGN_OFF: lambda data, source, frame, _: building.sign_off(data, source, frame),
    Kind.EXERCISE: lambda data, source, frame, _: building.exercise(data, source, frame),
    Kind.PROBLEM_TYPES: lambda data, source, frame, _: problem_types(data, source, frame),
    Kind.TICKETS: lambda data, source, frame, _: ticket_export(data, source, frame),
    Kind.FEEDBACK: lambda data, source, frame, _: feedback(data, source, frame),
    Kind.SESSION: lambda data, source, frame, _: session(data, source, frame),
    Kind.FISHBONE: lambda data, source, frame, _: fishbone(data, source, frame),
    Kind.CHECKLIST: lambda data, source, frame, _: checklist(data, source, frame),
    Kind.ANSWERS: lambda data, source, frame, _: answers(data, source, frame),
    Kind.INCIDENT: lambda data, source, frame, _: incident(data, source, frame),
    Kind.INDICATOR: lambda data, source, frame, _: indicator(data, source, frame),
}
"""What makes a record of its cast data, source, frame and body."""

KEY: Mapping[Kind, Any] = {
    Kind.REGISTER: lambda at, _, __: at.register,
    Kind.TRANSLATION: lambda _, data, __: (data["translates"], data["language"]),
    Kind.SIGN_OFF: lambda _, __, path: path,
    Kind.EXERCISE: lambda _, __, path: path,
    Kind.PROBLEM_TYPES: lambda _, __, path: path,
}
"""What a record is known by, from its place, data and path, where that is not its id."""


def _placed(entries: Sequence[Entry]) -> tuple[list[tuple[str, Place]], list[Finding]]:
    """The files that are read, and what is wrong with where files lie."""
    places: list[tuple[str, Place]] = []
    findings: list[Finding] = []
    names: dict[str, str] = {}
    where = _Places()
    link, closed_folder = EntryKind.LINK, EntryKind.CLOSED
    for path, _, _, kind in entries:
        first = names.setdefault(path.casefold(), path)
        if kind is link:
            findings.append(
                _finding(path, Fault("RB012", say("finding.RB012"), None, say("hint.RB012")))
            )
        elif kind is closed_folder:
            closed = say("finding.RB016.folder")
            findings.append(_finding(path, Fault("RB016", closed)))
        elif first != path:
            clash = say("finding.RB011", path=path, other=first)
            findings.append(_finding(path, Fault("RB011", clash, None, say("hint.RB011"))))
        elif (at := where(path)) is not None:
            places.append((path, at))
        elif is_meant_for_us(path):
            stray = say("finding.RB009", path=path)
            findings.append(_finding(path, Fault("RB009", stray, None, say("hint.RB009"))))
    return places, findings


class _Places:
    """:func:`place` for many files: most lie in a few folders and end alike."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Place | None] = {}

    def __call__(self, path: str) -> Place | None:
        folder, _, name = path.rpartition("/")
        key = (folder, name.partition(".")[2])
        if key in self._known:
            return self._known[key]
        found = place(path)
        if folder.count("/") >= _RECORDS_DEPTH:  # what lies above is known by its whole name
            self._known[key] = found
        return found


def _unregistered(places: Sequence[tuple[str, Place]]) -> list[Finding]:
    """The registers that have records and no ``register.yml``."""
    named = {at.register for _, at in places if at.kind is Kind.REGISTER}
    missing = sorted({at.register for _, at in places if at.register} - named)
    paths = [f"registers/{register}/register.yml" for register in missing]
    return [
        _finding(
            path, Fault("RB101", say("finding.RB101.file", path=path), None, say("hint.RB101.file"))
        )
        for path in paths
    ]


def _finding(path: str, fault: Fault, record: str = "") -> Finding:
    severity = CODES[fault.code].severity
    location = Location(path, fault.span)
    return Finding(fault.code, severity, fault.message, location, fault.hint, record, fault.pointer)
