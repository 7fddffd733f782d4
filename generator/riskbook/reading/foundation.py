"""What every other file is read against: settings, criteria, organisation, services."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from riskbook.findings import CODES, Severity
from riskbook.model.book import Organization, Services, Settings
from riskbook.model.criteria import Criteria
from riskbook.reading import framework
from riskbook.reading.building import Frame
from riskbook.reading.faults import Fault
from riskbook.reading.placing import FRAMEWORK, Kind
from riskbook.reading.resources import languages
from riskbook.reading.schemas import Schema, Words, is_pattern, shape_of, with_words
from riskbook.reading.suggesting import Known, known_in
from riskbook.reading.trees import SETTINGS, Entry, Tree
from riskbook.reading.upgrading import Step, from_older, steps_from
from riskbook.wording import say
from riskbook.wording.nearest import nearest

if TYPE_CHECKING:
    from riskbook.reading.examining import Examined

FILES = {kind: path for path, kind in FRAMEWORK.items()}
_FALLBACK = "en"


@dataclass(frozen=True, slots=True)
class Framework:
    """The four framework files, sound."""

    settings: Settings
    criteria: Criteria
    organization: Organization
    services: Services
    frame: Frame


@dataclass(frozen=True, slots=True)
class Foundation:
    """What could be made of the framework files.

    ``framework`` is None while one of them is not sound. The words, what they are ``known`` by,
    the patterns, severities and the language are taken from what can be read even so, so that
    records are still held to them. ``steps`` lead from the book's format to the newest.
    """

    framework: Framework | None
    words: Words
    known: Known
    patterns: Mapping[str, str]
    severities: Mapping[str, Severity | None]
    fail_on: Severity
    language: str
    steps: tuple[Step, ...]
    faults: tuple[tuple[str, Fault], ...]


def lay(tree: Tree, entries: Iterable[Entry], schemas: Mapping[Kind, Schema]) -> Foundation:
    """The foundation of a tree that has these entries, a ``riskbook.yml`` among them."""
    there = {entry.path for entry in entries}
    contents = dict(tree.read(path for path in FILES.values() if path in there))
    read: dict[Kind, Examined] = {}
    words: Words = {}
    steps: tuple[Step, ...] = ()
    faults: list[tuple[str, Fault]] = []
    for kind, path in FILES.items():
        if path not in contents:
            message, hint = say("finding.RB101.file", path=path), say("hint.RB101.framework")
            missing = Fault("RB101", message, None, hint)
            faults.append((SETTINGS, missing))
            continue
        known = _known(read)
        found = _examined(kind, contents[path], schemas[kind], words, known, steps)
        if kind is Kind.SETTINGS and (steps := steps_from(found.raw.get("format"))):
            found = _examined(kind, contents[path], schemas[kind], words, known, steps)
        if kind in (Kind.SETTINGS, Kind.CRITERIA):
            words = framework.words_of(
                read[Kind.SETTINGS].raw if Kind.SETTINGS in read else found.raw,
                found.raw if kind is Kind.CRITERIA else {},
            )
        if kind is Kind.CRITERIA and found.raw:
            known = _known({**read, kind: found})
            found = _examined(kind, contents[path], schemas[kind], words, known, steps)
        if kind is Kind.SETTINGS and found.data:
            found = _spoken(found)
        read[kind] = found
        faults += ((path, fault) for fault in found.faults)
    settings = read[Kind.SETTINGS]
    sound = _settings(settings)
    return Foundation(
        _framework(read, sound),
        words,
        _known(read),
        sound.ids if sound else {},
        sound.severities if sound else {},
        sound.fail_on if sound else Severity.ERROR,
        sound.language if sound else _language(settings.raw),
        steps,
        tuple(faults),
    )


def _examined(
    kind: Kind,
    content: bytes | None,
    schema: Schema,
    words: Words,
    known: Known,
    steps: tuple[Step, ...],
) -> Examined:
    from riskbook.reading.examining import examine_file

    shape = shape_of(with_words(schema, words, {}), known)
    return examine_file(kind, content, from_older(shape, kind, steps))


def _known(read: Mapping[Kind, Examined]) -> Known:
    return known_in(*(read[kind].raw if kind in read else {} for kind in FILES))


def _settings(found: Examined) -> Settings | None:
    return framework.settings(found.data, SETTINGS) if found.data else None


def _framework(read: Mapping[Kind, Examined], settings: Settings | None) -> Framework | None:
    data = {kind: found.data for kind, found in read.items() if found.data is not None}
    if settings is None or len(data) < len(FILES):
        return None
    language = settings.language
    return Framework(
        settings,
        framework.criteria(data[Kind.CRITERIA], FILES[Kind.CRITERIA], language),
        framework.organization(data[Kind.ORGANIZATION], FILES[Kind.ORGANIZATION], language),
        framework.services(data[Kind.SERVICES], FILES[Kind.SERVICES], language),
        framework.frame_of(language, data[Kind.CRITERIA]),
    )


def _spoken(found: Examined) -> Examined:
    """The settings, unsound where they ask for a language, zone, code or pattern there is not."""
    from zoneinfo import available_timezones

    data = found.data or {}
    faults = [
        Fault(
            "RB108",
            say("finding.RB108", field="languages", value=language),
            None,
            say("hint.RB108", known=languages()),
            f"languages/{place}",
        )
        for place, language in enumerate(data["languages"])
        if language not in languages()
    ]
    zone = data.get("time_zone")
    if zone is not None and zone not in available_timezones():
        message = say("finding.RB114.time-zone", value=zone)
        hint = say("hint.example", example="Asia/Shanghai")
        faults.append(Fault("RB114", message, None, hint, "time_zone"))
    faults += (
        Fault(
            "RB108",
            say("finding.RB108", field="severities", value=code),
            None,
            say("hint.RB108.near", near=nearest(code, CODES) or "RB101"),
            f"#severities/{code}",
        )
        for code in data.get("severities", {})
        if code not in CODES
    )
    faults += (
        Fault(
            "RB114",
            say("finding.RB114.pattern", value=pattern),
            None,
            say("hint.example", example="^OPS-[0-9]{4}$"),
            f"ids/{kind}",
        )
        for kind, pattern in data.get("ids", {}).items()
        if not is_pattern(pattern)
    )
    if not faults:
        return found
    return found._replace(data=None, faults=(*found.faults, *faults))


def _language(raw: Mapping[str, Any]) -> str:
    given = raw.get("languages")
    first = given[0] if isinstance(given, list) and given else _FALLBACK
    return first if isinstance(first, str) and first in languages() else _FALLBACK
