"""A book whose confidential records have a word of their own in every field that can hold one.

The fields are those of the schemas, so that none can be forgotten: a free text, a name of an item
or of an own field gets a word that stands nowhere else; a number and a day get one of their own
too. What must refer to something (a service, a person) refers to the public book. A field of a
shape that is not known here stops the test with its pointer.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

CLONE = Path(__file__).resolve().parents[1]
SCHEMAS = CLONE / "schemas"

RISK, PLAN, CONTROL, PROCESS = "R901", "P901", "C901", "vqxplum-process"
INCIDENT, SESSION, FISHBONE = "I901", "vqxplum-session", "vqxplum-fishbone"
FEEDBACK, CHECKLIST, ANSWERS = "vqxplum-feedback", "vqxplum-checklist", "vqxplum-answers"
TICKETS, INDICATOR = "vqxplum-tickets", "vqxplum-indicator"
"""The ids of the confidential records; they must be seen nowhere either."""

FOUND = (INCIDENT, SESSION, FISHBONE, FEEDBACK, CHECKLIST, ANSWERS, TICKETS, INDICATOR)
"""Those of what risks are found in."""

KINDS = (
    *("risk", "plan", "control", "process", "exercise", "sign-off", "translation"),
    *("tickets", "feedback", "session", "fishbone", "questions", "answers", "incident"),
    "indicator",
)

_NODE, _END, _LANE, _ITEM = "vqxplum-node", "vqxplum-end", "vqxplum-lane", "vqxplum-item"
_POINT, _CAUSE, _QUESTION = "Xvqxplum-point", "Xvqxplum-cause", "Xvqxplum-question"
_ANSWER, _PROMPT, _TYPE = "Xvqxplum-answer", "Xvqxplum-prompt", "PT-01"

REFERENCES = {
    "id/risk": RISK,
    "id/plan": PLAN,
    "id/control": CONTROL,
    "id/process": PROCESS,
    "id/record": RISK,
    "refers/objective": "response-target",
    "refers/owner": "service-desk-lead",
    "refers/person": "service-desk-lead",
    "refers/role": "risk-owner",
    "refers/service": "service-desk",
    "refers/dependency": "ticket-system",
    "refers/control": CONTROL,
    "refers/process": PROCESS,
    "refers/plan": PLAN,
    "refers/node": _NODE,
    "refers/risk": RISK,
    "refers/department": "customer-service",
    "refers/problem-type": _TYPE,
    "refers/incident": INCIDENT,
    "refers/session": SESSION,
    "refers/fishbone": FISHBONE,
    "refers/feedback": FEEDBACK,
    "refers/answers": ANSWERS,
    "refers/indicator": INDICATOR,
    "id/incident": INCIDENT,
    "words/categories": "operational",
    "words/sources": "interview",
    "words/languages": "en",
    "words/likelihood": 3,
    "words/impact": 3,
    "shape/boolean": True,
    "shape/language": "en",
    "shape/time-zone": "Asia/Shanghai",
    "shape/duration": "7 minutes",
    "shape/period": "6 months",
}
"""What a field refers to or is written as, by the annotation of its schema."""

GIVEN: dict[str, Any] = {
    "risk/status": "open",
    "risk/related/*": "R001",
    "risk/causes/*/barriers/*": CONTROL,
    "risk/consequences/*/barriers/*": PLAN,
    "risk/expected_loss/rate": 0.4,
    "risk/expected_loss/loss/interval": 0.9,
    "risk/found_in/*/point": _POINT,
    "risk/found_in/*/question": _QUESTION,
    "risk/found_in/*/cause": _CAUSE,
    "risk/found_in/*/answer": _ANSWER,
    "risk/found_in/*/prompt": _PROMPT,
    "process/nodes": [
        {"id": _NODE, "lane": _LANE, "kind": "task"},
        {"id": _END, "lane": _LANE, "kind": "end", "what_if": None},
    ],
    "process/nodes/*/what_if/*/id": _PROMPT,
    "process/edges/*/to": _END,
    "process/receives/*": _ITEM,
    "process/delivers/*": _ITEM,
    "process/nodes/*/inputs/*": _ITEM,
    "process/nodes/*/outputs/*": _ITEM,
    "translation/language": "zh",
    "sign-off/kind": "acceptance",
    "sign-off/changed_by/*": "operations-lead",
    "tickets/id": TICKETS,
    "tickets/file": f"{TICKETS}.csv",
    "tickets/from": "2026-05-01",
    "tickets/until": "2026-10-31",
    "feedback/id": FEEDBACK,
    "feedback/scale/highest": 99_000_000,
    "feedback/answers/*/id": _ANSWER,
    "session/id": SESSION,
    "session/points": [
        {"id": _POINT, "merged_into": None, "dropped": None},
        {"id": "Xvqxplum-merged", "dropped": None},
        {"id": "Xvqxplum-dropped", "merged_into": None},
    ],
    "session/points/*/merged_into": _POINT,
    "session/points/*/votes": 7,
    "fishbone/id": FISHBONE,
    "fishbone/set": "own",
    "fishbone/categories/*/causes": [
        {"id": _CAUSE, "ruled_out": None},
        {"id": "Xvqxplum-ruled-out", "root": None},
    ],
    "questions/id": CHECKLIST,
    "questions/questions/*/id": _QUESTION,
    "answers/id": ANSWERS,
    "answers/checklist": CHECKLIST,
    "answers/answers/*/question": _QUESTION,
    "incident/unforeseen": False,
    "incident/near_miss": False,
    "indicator/id": INDICATOR,
    "indicator/file": f"{INDICATOR}.csv",
    "indicator/consecutive": 2,
    "indicator/clear_at": 5,
}
"""Fields whose value another field decides. Names of nodes, lanes and items are words, too."""

KEYS = {
    "process/lanes": (_LANE,),
    "process/items": (_ITEM,),
    "translation/texts": ("title", "statement/cause"),
    "translation/digests": ("title",),
    "sign-off/content": ("title",),
    "sign-off/basis": ("controls/C901",),
    "exercise/proves": ("trigger/T1",),
    "risk/assessment/inherent/impact": ("customer",),
    "risk/assessment/current/impact": ("customer",),
    "risk/assessment/target/impact": ("customer",),
}
"""The keys of maps whose keys mean something."""

LEFT_OUT = frozenset({"risk/expected_loss/probability"})
"""What cannot stand beside another field: here the rate."""

ONE_EACH: Mapping[str, Mapping[str, str]] = {
    "risk/depends_on/*": {"process": "node"},
    "risk/found_in/*": {
        "session": "point",
        "checklist": "question",
        "fishbone": "cause",
        "feedback": "answer",
        "process": "prompt",
    },
}
"""Lists whose entries have one of their fields each, and the field that goes with one."""

_FIRST_DAY = date(2031, 1, 1)
_Node = dict[str, Any]


@dataclass
class Garden:
    """What has been planted in one state of the records: every word, number and day, once."""

    season: str
    words: list[str] = field(default_factory=list)
    pointers: set[str] = field(default_factory=set)

    def word(self) -> str:
        self.words.append(f"vqxplum{self.season}{len(self.words):03}k")
        return self.words[-1]

    def number(self) -> int:
        number = 70_000_003 + 1_000_000 * "abcdefgh".index(self.season) + 11 * len(self.words)
        self.words += [str(number)]
        return number

    def day(self) -> str:
        day = _FIRST_DAY + timedelta(400 * "abcdefgh".index(self.season) + len(self.words))
        self.words.append(day.isoformat())
        return day.isoformat()

    def digest(self) -> str:
        digest = f"{int(self.season, 18):x}{len(self.words):011x}"
        self.words.append(digest)
        return digest


def planted(season: str, *, confidential: bool) -> tuple[dict[str, str], Garden]:
    """The files of one record of each kind, and what was planted in them."""
    garden = Garden(season)
    record = {kind: _grow(_schema(kind), kind, garden, confidential) for kind in KINDS}
    for of, kind in ((RISK, "risk"), (PLAN, "plan"), (CONTROL, "control")):
        record[f"{kind} in Chinese"] = _grow(
            _schema("translation"), "translation", garden, confidential
        ) | {"translates": of}
    for of in (PLAN, "R901"):
        record[f"sign-off of {of}"] = _grow(
            _schema("sign-off"), "sign-off", garden, confidential
        ) | {"of": of}
    slug, desk = garden.word(), "registers/desk"
    files = {
        f"{desk}/risks/{RISK}-{slug}.md": _page(record["risk"], garden),
        f"{desk}/risks/{RISK}-{slug}.zh.md": _page(record["risk in Chinese"], garden),
        f"{desk}/plans/{PLAN}-{slug}.md": _page(record["plan"], garden),
        f"{desk}/plans/{PLAN}-{slug}.zh.md": _page(record["plan in Chinese"], garden),
        f"{desk}/controls/{CONTROL}-{slug}.md": _page(record["control"], garden),
        f"{desk}/controls/{CONTROL}-{slug}.zh.md": _page(record["control in Chinese"], garden),
        f"{desk}/processes/{PROCESS}.yml": _yaml(record["process"]),
        f"{desk}/sign-offs/{RISK}/2026-10-02-acceptance-0a0b.yml": _yaml(
            record["sign-off of R901"] | {"date": "2026-10-02"}
        ),
        f"{desk}/sign-offs/{PLAN}/2026-10-02-approval-0a0b.yml": _yaml(
            record["sign-off of P901"] | {"date": "2026-10-02", "kind": "approval"}
        ),
        f"{desk}/exercises/{PLAN}/2026-09-03-walk-through.yml": _yaml(
            record["exercise"] | {"of": PLAN, "date": "2026-09-03"}
        ),
    }
    return files | _found(record, garden), garden


def _found(record: dict[str, _Node], garden: Garden) -> dict[str, str]:
    """The files of what risks are found in, and the tables that two of them describe."""
    desk, answers = "registers/desk", record["answers"]
    columns = record["tickets"]["columns"]
    ticket = [garden.word(), "2026-06-05 09:00", "2026-06-05 11:00", garden.word(), garden.word()]
    table = [list(columns.values()), [*ticket, str(garden.number())]]
    return {
        f"{desk}/tickets/{TICKETS}.yml": _yaml(record["tickets"]),
        f"{desk}/tickets/{TICKETS}.csv": "".join(f"{','.join(row)}\n" for row in table),
        f"{desk}/feedback/{FEEDBACK}.yml": _yaml(record["feedback"] | {"date": "2026-09-04"}),
        f"{desk}/sessions/{SESSION}.yml": _yaml(record["session"] | {"date": "2026-09-05"}),
        f"{desk}/fishbones/{FISHBONE}.yml": _yaml(record["fishbone"] | {"date": "2026-09-06"}),
        f"registers/checklists/{CHECKLIST}.yml": _yaml(record["questions"]),
        f"{desk}/checklists/{ANSWERS}.yml": _yaml(
            answers | {"date": "2026-09-07", "version": record["questions"]["version"]}
        ),
        f"{desk}/incidents/{INCIDENT}-{garden.word()}.yml": _yaml(
            record["incident"] | {"date": "2026-09-08"}
        ),
        f"{desk}/indicators/{INDICATOR}.yml": _yaml(record["indicator"]),
        f"{desk}/indicators/{INDICATOR}.csv": f"date,value\n2026-11-19,{garden.number()}\n",
    }


def leaves(kind: str) -> set[str]:
    """The pointer of every field of a schema that holds no other fields."""
    return set(_leaves(_schema(kind), kind, kind))


def _page(record: _Node, garden: Garden) -> str:
    return f"---\n{_yaml(record)}---\n# {garden.word()}\n\nProse with {garden.word()}.\n"


def _yaml(record: _Node) -> str:
    return yaml.safe_dump(record, allow_unicode=True, sort_keys=False)


def _grow(node: _Node, pointer: str, garden: Garden, confidential: bool) -> Any:  # noqa: FBT001
    node = _resolved(node)
    garden.pointers.add(pointer)
    if pointer in GIVEN and not isinstance(GIVEN[pointer], list):
        return GIVEN[pointer]
    if pointer.endswith("/confidential"):
        return confidential
    if "anyOf" in node:
        return _grow(node["anyOf"][-1], pointer, garden, confidential)
    if "properties" in node:
        return _grow_object(node, pointer, garden, confidential)
    if "items" in node:
        return _grow_list(node["items"], pointer, garden, confidential)
    if isinstance(node.get("additionalProperties"), dict):
        below = node["additionalProperties"]
        keys = KEYS.get(pointer, ("en", "zh"))
        return {key: _grow(below, f"{pointer}/{{}}", garden, confidential) for key in keys}
    return _grow_leaf(node, pointer, garden)


def _grow_object(node: _Node, pointer: str, garden: Garden, confidential: bool) -> _Node:  # noqa: FBT001
    found = {
        name: _grow(below, f"{pointer}/{name}", garden, confidential)
        for name, below in node["properties"].items()
        if f"{pointer}/{name}" not in LEFT_OUT
    }
    for own in node.get("patternProperties", {}):
        if own != "^x_":
            message = f"{pointer}: no field is known here that is called {own}"
            raise KeyError(message)
        garden.pointers.add(f"{pointer}/x_")
        found[f"x_{garden.word()}"] = garden.word()
    return found


def _grow_list(items: _Node, pointer: str, garden: Garden, confidential: bool) -> list[Any]:  # noqa: FBT001
    entries = GIVEN.get(pointer, [{}])
    whole = [_grow(items, f"{pointer}/*", garden, confidential) for _ in entries]
    if f"{pointer}/*" in ONE_EACH:
        (entry,) = whole
        beside = ONE_EACH[f"{pointer}/*"]
        names = [name for name in entry if name not in beside.values()]
        pairs = [(name, beside[name]) if name in beside else (name,) for name in names]
        return [{name: entry[name] for name in pair} for pair in pairs]
    if isinstance(entries, list) and entries != [{}]:
        return [grown | given for grown, given in zip(whole, entries, strict=True)]
    return whole


def _grow_leaf(node: _Node, pointer: str, garden: Garden) -> Any:
    shape = node.get("x-shape", "none" if "pattern" in node else node.get("type"))
    kind = f"id/{node.get('x-kind')}" if shape == "id" else f"shape/{shape}"
    for known in (f"refers/{node.get('x-refers')}", f"words/{node.get('x-words')}", kind):
        if known in REFERENCES:
            return REFERENCES[known]
    if "enum" in node:
        return node["enum"][0]
    makers: Mapping[str, Callable[[], Any]] = {
        "shape/date": garden.day,
        "shape/digest": garden.digest,
        "shape/fingerprint": lambda: "rb1:" + garden.digest().ljust(64, "0"),
        "shape/pattern": lambda: f"{garden.word()}/**",
        "shape/slug": garden.word,
        "shape/string": garden.word,
        "shape/number": garden.number,
        "id/item": lambda: f"X{garden.word()}",
    }
    if kind not in makers:
        message = f"{pointer}: what to plant in a field like {node}?"
        raise KeyError(message)
    return makers[kind]()


def _leaves(node: _Node, pointer: str, kind: str) -> Iterator[str]:
    node = _resolved(node)
    below = {f"{pointer}/{name}": one for name, one in node.get("properties", {}).items()}
    below |= {f"{pointer}/x_": {} for name in node.get("patternProperties", {}) if name == "^x_"}
    if "items" in node:
        below[f"{pointer}/*"] = node["items"]
    if isinstance(node.get("additionalProperties"), dict):
        below[f"{pointer}/{{}}"] = node["additionalProperties"]
    if "anyOf" in node:
        yield from _leaves(node["anyOf"][-1], pointer, kind)
    elif not below:
        yield pointer
    for where, one in below.items():
        yield from _leaves(one, where, kind)


def _schema(kind: str) -> _Node:
    return {"$ref": f"{kind}.schema.json"}


def _resolved(node: _Node, home: str = "") -> _Node:
    home = node.get("x-home", home)
    while "$ref" in node:
        file, _, pointer = node["$ref"].partition("#")
        home = Path(file).name or home
        found: _Node = json.loads((SCHEMAS / home).read_text(encoding="utf-8"))
        for part in filter(None, pointer.split("/")):
            found = found[part]
        node = {**found, **{name: value for name, value in node.items() if name != "$ref"}}
    return _at_home(node, home) if home else node


def _at_home(node: _Node, home: str) -> _Node:
    """The node with each reference within its own file made one to that file."""

    def placed(value: Any) -> Any:
        if isinstance(value, dict):
            return {
                name: f"{home}{one}" if name == "$ref" and one.startswith("#") else placed(one)
                for name, one in value.items()
            }
        return [placed(one) for one in value] if isinstance(value, list) else value

    whole: _Node = placed(node)
    return whole
