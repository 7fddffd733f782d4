"""What the search finds things by: what they are called, and what is written in them.

Risks are named by the register's own data file. Everything else is in a list of its own, processes
and the guide with their text. What records say is many times as much: it lies in files by ranges of
ids, which the script loads when somebody searches, and of which a build makes only those again in
which a record has changed.
"""

from __future__ import annotations

import html
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date

from riskbook.model.discovery import Discovery
from riskbook.model.records import Control, Plan, Process, Risk
from riskbook.model.texts import texts_of
from riskbook.site.addresses import DISCOVERY_FOLDERS
from riskbook.site.duties import duties
from riskbook.site.edition import Edition
from riskbook.site.input import Page
from riskbook.site.markdown import body_html, joined_lines
from riskbook.site.standing_data import neighbours, script
from riskbook.site.views.register import plain
from riskbook.wording import Text

GUIDE = "assets/search-guide.js"
BODIES = "assets/bodies/"

KINDS = {
    "risk": "risks",
    "plan": "plans",
    "control": "controls",
    "process": "processes",
    "service": "services",
    "department": "departments",
    "owner": "owners",
    "register": "registers",
    "found": ".",  # their keys begin with their folders
    "guide": "guide",
    "rule": "rules",
}
"""What can be found, in the order in which equally good finds are listed, and where it lies."""

NUMBERED = frozenset({"risk", "plan", "control", "rule"})
"""What people call by its id."""

Entry = tuple[str, str, str, str, str, str]
"""Kind, key, title, its language where that is not the page's, names beside it, text."""

_LEAD = re.compile(r"\n[ \t]*(?:[#>*+-]+|\d+[.)])[ \t]+")
_RULE = re.compile(r"\|[-:| \t]{3,}(?:\n|\Z)")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = str.maketrans({"*": None, "`": None, "|": " "})
_TAG = re.compile(r"<[^>]*>")
_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)


def bodies_path(record: str) -> str:
    """The path of the file that has what a risk, plan or control says, with its neighbours."""
    return f"{BODIES}{neighbours(record)}.js"


def bodies(edition: Edition, of: Collection[str] | None = None) -> dict[str, tuple[str, ...]]:
    """The files of what records say: the ids in each by path, sorted by path.

    Where ``of`` is given, those that would have one of these ids.
    """
    files: dict[str, list[str]] = defaultdict(list)
    near = ("",) if of is None else tuple({key[:-2] for key in of})  # others need no closer look
    for shelf in (edition.risks, edition.plans, edition.controls):
        for key in shelf:
            if key.startswith(near):
                files[bodies_path(key)].append(key)
    wanted = files.keys() if of is None else files.keys() & {bodies_path(key) for key in of}
    return {path: tuple(files[path]) for path in sorted(wanted)}


def bodies_file(edition: Edition, ids: Iterable[str]) -> str:
    """One of these files: ``window.riskbookBodies``."""
    shelves: tuple[Mapping[str, Risk | Plan | Control], ...]
    shelves = (edition.risks, edition.plans, edition.controls)
    return script(
        "riskbookBodies",
        {key: _says(edition, shelf[key]) for key in ids for shelf in shelves if key in shelf},
    )


def search_data(edition: Edition) -> str:
    """The content of the list of names: ``window.riskbookSearch``."""
    words, counted = edition.words, edition.words.catalogue.entries
    return script(
        "riskbookSearch",
        {
            "kinds": [
                [words.say(f"search.kind.{kind}"), folder, int(kind in NUMBERED)]
                for kind, folder in KINDS.items()
            ],
            "entries": [_row(entry) for entry in _entries(edition)],
            "bodies": list(bodies(edition)),
            "found": list(counted["site.search.found"]),
            "reading": list(counted["site.search.reading"]),
            "more": counted["site.search.more"][0],
        },
    )


def guide_data(pages: Iterable[Page]) -> str:
    """The content of the list of guide and rules: ``window.riskbookGuide``. They come with us."""
    entries = []
    for page in pages:
        folder, _, file = page.path.partition("/")
        article = _ARTICLE.search(page.main)
        if article is None:
            continue  # a table of contents
        kind = "rule" if folder == KINDS["rule"] else "guide"
        key = file.removesuffix(".html")
        title = page.title.removeprefix(key).lstrip(" :：") if kind in NUMBERED else page.title
        entries.append(_row((kind, key, title, "", "", _words(article[1]))))
    return f"window.riskbookGuide={_json(entries)};\n"


_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_NUMBERS = {kind: number for number, kind in enumerate(KINDS)}


def _row(entry: Entry) -> list[int | str]:
    kind, *rest = entry
    while rest and not rest[-1]:
        rest.pop()
    return [_NUMBERS[kind], *rest]


def _entries(edition: Edition) -> Iterator[Entry]:
    names, book, separator = edition.names, edition.site.book, edition.words.say("dot-separator")

    def beside(*found: str) -> str:
        return separator.join(plain(name) for name in found if name)

    for plan in edition.plans.values():
        yield _named(edition, "plan", plan, beside(names.holder(plan.owner)))
    for control in edition.controls.values():
        yield _named(edition, "control", control, beside(names.holder(control.owner)))
    for key, process in book.processes.items():
        owner, service = names.holder(process.owner), names.services.get(process.service, "")
        text = " ".join(dict.fromkeys(_process_words(edition, process)))
        yield "process", key, plain(names.processes[key]), "", beside(service, owner), text
    for key, service_entry in book.services.services.items():
        department = names.departments.get(service_entry.department, "")
        goals = " ".join(edition.words.plain(one) for _, one in service_entry.objectives)
        yield "service", key, plain(names.services[key]), "", beside(department), goals
    for key, name in names.departments.items():
        yield "department", key, plain(name), "", "", ""
    for key in duties(edition):
        yield "owner", key, plain(names.holder(key)), "", _seat(edition, key), ""
    for key, name in names.registers.items():
        yield "register", key, plain(name), "", "", ""
    for kind, key, title, day in _found(book.discovery):
        language = title.language_read(edition.site.language)
        foreign = language if language != edition.site.language else ""
        folder = edition.words.say(f"{DISCOVERY_FOLDERS[f'{kind}/']}.title")
        names_beside = beside(folder, edition.words.day(day) if day else "")
        yield "found", f"{kind}/{key}", edition.words.plain(title), foreign, names_beside, ""


def _found(found: Discovery) -> Iterator[tuple[str, str, Text, date | None]]:
    """What risks are found in and has a page: its folder, its id, what it is called, its day."""
    for kind in found.problem_types.types if found.problem_types else ():
        yield "problem-types", kind.id, kind.name, None
    for feedback in found.feedback.values():
        yield "feedback", feedback.id, feedback.title, feedback.date
    for session in found.sessions.values():
        yield "sessions", session.id, session.topic, session.date
    for fishbone in found.fishbones.values():
        yield "fishbones", fishbone.id, fishbone.effect, fishbone.date
    for answers in found.answers.values():
        if answers.checklist in found.checklists:
            title = found.checklists[answers.checklist].title
            yield "checklists", answers.id, title, answers.date
    for incident in found.incidents.values():
        yield "incidents", incident.id, incident.title, incident.date
    for indicator in found.indicators.values():
        yield "indicators", indicator.id, indicator.title, None


def _named(edition: Edition, kind: str, record: Plan | Control, beside: str) -> Entry:
    foreign = record.language if edition.title(record) is not record.title else ""
    return kind, record.id, record.title, foreign, beside, ""


def _seat(edition: Edition, key: str) -> str:
    """The department of a person."""
    person = edition.site.book.organization.people.get(key)
    return plain(edition.names.departments.get(person.department, "")) if person else ""


def _process_words(edition: Edition, process: Process) -> Iterator[str]:
    for node in process.nodes:
        yield plain(edition.names.nodes[process.id, node.id])
    for _, name in (*process.lanes, *process.items):
        yield edition.words.plain(name)


def _says(edition: Edition, record: Risk | Plan | Control) -> str:
    """What is written in a record, and about it by those who signed or exercised it."""
    texts = texts_of(record)
    del texts["title"]
    body, links = texts.pop("body", ""), edition.site.links
    about = [entry.reason for entry in links.sign_offs_of.get(record.id, ()) if entry.reason]
    for exercise in links.exercises_of.get(record.id, ()):
        told = (*((exercise.scenario,) if exercise.scenario else ()), *exercise.findings)
        about += [edition.words.plain(text) for text in told]
    return " ".join(" ".join((*texts.values(), _prose(body), *about)).split())


def _prose(body: str) -> str:
    """A body without its marks; what of its HTML the page leaves out is left out here."""
    if "<" in body or "&" in body:
        return _words(body_html(body))
    text = "\n" + joined_lines(body)
    if "|" in text:
        text = _RULE.sub("\n", text)
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    return _LEAD.sub("\n", text).translate(_MARKS)


def _words(page: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", page)).split())
