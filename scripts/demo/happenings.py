"""Everything that happens to the book, day by day: who touches which files, and what for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from scripts.demo import found as found_in
from scripts.demo.calendar import choose, workday
from scripts.demo.hindsight import latest
from scripts.demo.scenario import Change, Score, Telling
from scripts.demo.shelf import File, day_of
from scripts.demo.states import Past

KEEPER = "risk-officer"
"""Who keeps the framework, merges, and tags the quarterly reviews."""

_LIST = MappingProxyType({"en": (", ", " and "), "zh": ("、", "和")})

_MANY = 3
"""Records that a subject line names; how many more there are, it only counts."""

_MOVES = ("rescored", "treatment-adjusted", "closed")
"""The outcomes of a review that come as a branch of their own."""

_ORDER = ("frame", "register", "processes", "plans", "controls", "found", "risks")


@dataclass(frozen=True, slots=True)
class Happening:
    """One commit to be: it brings the files it touches to their state of that day."""

    day: date
    order: int
    by: str
    subject: str
    body: str
    touches: tuple[str, ...]
    topic: str = ""
    drafted: int = 0
    """How many days before, at most, its author may have written it."""


def happenings(past: Past) -> list[Happening]:
    """Everything that happens, in order, the translations included."""
    found = [*_framework(past), *_scenario(past)]
    for file in past.shelf.of_kind("register", "processes"):
        found += [_addition(past, file, _owner(past, file))]
    for file in past.shelf.of_kind("risks"):
        found += _risk(past, file)
    for file in past.shelf.of_kind("controls"):
        found += _control(past, file)
    for file in past.shelf.of_kind("plans"):
        found += _plan(past, file)
    for file in past.shelf.of_kind("exercises"):
        found += _exercise(past, file)
    for file in past.shelf.of_kind(found_in.KIND):
        found += _finding(past, file)
    signed = [each for file in past.shelf.of_kind("sign-offs") for each in _sign_off(past, file)]
    found += [each for each in signed if each.subject != "unchanged"]
    found += _joined(past, [each for each in signed if each.subject == "unchanged"])
    found += _leavings(past)
    return sorted([*found, *_joined(past, _translations(past, found))], key=_place)


def catching_up(past: Past, found: list[Happening]) -> tuple[dict[str, date], list[Happening]]:
    """For each file whose last touch leaves it short of its last text: when it gets there."""
    touched: dict[str, date] = {}
    for each in found:
        for path in each.touches:
            file = past.shelf.files[path]
            if file.gone is None or each.day < file.gone:
                touched[path] = max(touched.get(path, each.day), each.day)
    settled: dict[str, date] = {}
    last: list[Happening] = []
    for file in past.shelf.files.values():
        day = touched[file.path]
        if past.content(file, day) == file.text:
            settled[file.path] = day
            continue
        settled[file.path] = then = _settling(past, file, day)
        if file.kind != "translation":
            touches = _with_translation(past, file)
            last.append(Happening(then, 5, _owner(past, file), "update", "", touches, "", 2))
    for file in past.shelf.of_kind("translation"):
        source = past.shelf.record(file.id)
        settled[file.path] = max(settled[file.path], settled[source.path])
        last.append(_translating(past, file, settled[file.path]))
    return settled, sorted(_joined(past, last), key=_place)


def _settling(past: Past, file: File, day: date) -> date:
    """The Wednesday after which nothing new is known."""
    end = past.scenario.end if file.gone is None else file.gone - timedelta(days=3)
    known = max(day, latest(file.text, end) or day, *_links_born(past, file, day))
    return max(day, min(_work(past, _next(known + timedelta(days=1), 2)), end))


def _next(day: date, weekday: int) -> date:
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def _joined(past: Past, found: Iterable[Happening]) -> Iterator[Happening]:
    """Those of one day, author and kind as one; their subject is what they do till here."""
    groups: dict[tuple[date, str, str], list[Happening]] = {}
    for each in found:
        groups.setdefault((each.day, each.by, each.subject), []).append(each)
    for (_, _, what), group in groups.items():
        paths = dict.fromkeys(path for each in group for path in each.touches)
        records = {past.shelf.files[path].id: past.shelf.files[path] for path in sorted(paths)}
        first = past.shelf.record(min(records))
        subject = _say(past, what, first, record=_list(sorted(records), first))
        bodies = [each.body for each in group if each.body]
        yield replace(group[0], subject=subject, body="\n\n".join(bodies), touches=tuple(paths))


def _place(each: Happening) -> tuple[date, int, str, str, tuple[str, ...]]:
    return each.day, each.order, each.topic, each.subject, each.touches


def _framework(past: Past) -> Iterator[Happening]:
    """The founding, and the days on which roles are entered."""
    told, frame = past.scenario.founding, tuple(file.path for file in past.shelf.of_kind("frame"))
    yield Happening(past.scenario.start, -1, told.by, told.subject, told.body, frame)
    services = "registers/services.yml"
    for file in past.shelf.of_kind("register", "processes", "risks"):
        born = past.lives.born[file.path]
        what = "services-register" if file.kind == "register" else "services-needed"
        subject = _say(past, what, file, title=_title(file), record=file.id)
        topic = f"risk/{file.id}" if file.kind == "risks" else f"{file.register}/setup"
        yield Happening(born, 0, KEEPER, subject, "", (services,), topic)
    organization = past.shelf.files["registers/organization.yml"]
    for person, facts in sorted(organization.data["people"].items()):
        for role in facts.get("roles", ()):
            for fact, what in (("from", "role-begins"), ("until", "role-ends")):
                if role.get(fact):
                    day = day_of(role[fact]) - timedelta(days=7)
                    words = {"person": person, "role": role["role"]}
                    yield Happening(
                        _work(past, day), 0, KEEPER, _say(past, what, organization, **words), "",
                        (organization.path,),
                    )  # fmt: skip


def _scenario(past: Past) -> Iterator[Happening]:
    """What the scenario tells; entries without a subject ride on what happens on that day."""
    every: list[Change | Score] = [*past.scenario.changes, *past.scenario.scores]
    for change in every:
        file = past.shelf.record(change.of)
        yield _told(past, file, change.until, change.telling, _with_translation(past, file))
    for name in past.scenario.names:
        file = past.shelf.record(name.of)
        related = [
            each.path
            for each in past.shelf.files.values()
            if each.path == file.path or (name.id and name.of in each.text) or each.id == file.id
        ]
        yield _told(past, file, name.until, name.telling, tuple(related))


def _told(
    past: Past, file: File, day: date, telling: Telling, touches: tuple[str, ...]
) -> Happening:
    subject = telling.subject or _say(past, "update", file, record=file.id)
    by = telling.by or _owner(past, file)
    order = _ORDER.index(file.kind) if telling.subject else 9
    return Happening(day, order, by, subject, telling.body, touches, telling.topic, 3)


def _addition(past: Past, file: File, by: str) -> Happening:
    day = past.lives.born[file.path]
    title = _title(file)
    subject = _say(past, f"add-{file.kind}", file, record=file.id, title=title)
    return Happening(
        day, _ORDER.index(file.kind), by, subject, "", (file.path,), f"{file.register}/setup"
    )


def _risk(past: Past, file: File) -> Iterator[Happening]:
    life = past.lives.risks[file.path]
    owner = _owner(past, file)
    source = file.data["identified"].get("source", "")
    by = KEEPER if source == "session" else owner
    topic = f"risk/{file.id}"
    title = _title(file)
    reference = str(file.data["identified"].get("reference", ""))
    yield Happening(
        life.added, 5, by, _say(past, "add-risks", file, record=file.id, title=title), reference,
        (file.path,), topic,
    )  # fmt: skip
    if life.assessed > life.added and file.data.get("status") != "draft":
        subject = _say(past, "assess", file, record=file.id, title=title)
        yield Happening(
            life.assessed, 5, owner, subject, "", (file.path,), f"{topic}-assessment", 3
        )
    for key, day in sorted(life.done.items()):
        action = next(each for each in file.data["treatment"]["actions"] if each["id"] == key)
        what = f"action-{action['status']}"
        subject = _say(past, what, file, record=file.id, action=key)
        by, words = action.get("owner") or owner, str(action.get("what", ""))
        yield Happening(day, 6, by, subject, words, (file.path,), "", 2)


def _control(past: Past, file: File) -> Iterator[Happening]:
    life = past.lives.controls[file.path]
    owner = _owner(past, file)
    words = {"record": file.id, "title": _title(file)}
    planned = life.in_force is None or life.in_force > life.born
    what = "plan-controls" if planned else "add-controls"
    users = [
        risk for risk in past.shelf.of_kind("risks") if file.id in risk.data.get("controls", ())
    ]
    assessed = [past.lives.risks[risk.path].assessed for risk in users]
    topic = f"control/{file.id}"
    for risk in users:
        if past.lives.risks[risk.path].assessed == life.born == min(assessed):
            topic = f"risk/{risk.id}-assessment"
            break
    yield Happening(life.born, 4, owner, _say(past, what, file, **words), "", (file.path,), topic)
    if planned and life.in_force is not None:
        topic = f"control/{file.id}-in-force"
        subject = _say(past, "in-force", file, **words)
        yield Happening(life.in_force, 4, owner, subject, "", (file.path,), topic)
        for by in sorted({_owner(past, risk) for risk in users}):
            theirs = {risk.id: risk for risk in users if _owner(past, risk) == by}
            first = theirs[min(theirs)]
            subject = _say(
                past, "link-control", first, record=_list(sorted(theirs), first), control=file.id
            )
            paths = tuple(risk.path for risk in theirs.values())
            yield Happening(life.in_force, 5, by, subject, "", paths, topic)
    for day in life.tests:
        yield Happening(
            _work(past, day), 6, owner, _say(past, "test", file, **words), "",
            _with_translation(past, file),
        )  # fmt: skip
    if life.retired is not None:
        subject = _say(past, "retire", file, **words)
        yield Happening(life.retired, 6, owner, subject, "", _with_translation(past, file))


def _plan(past: Past, file: File) -> Iterator[Happening]:
    addition = _addition(past, file, _owner(past, file))
    topic = f"plan/{file.id}"
    for risk in past.shelf.of_kind("risks"):
        life = past.lives.risks[risk.path]
        if risk.data.get("plan") == file.id and life.assessed == addition.day > life.added:
            topic = f"risk/{risk.id}-assessment"
            break
    yield replace(addition, topic=topic)


def _exercise(past: Past, file: File) -> Iterator[Happening]:
    plan = past.shelf.record(file.id)
    day = past.lives.born[file.path]
    owner = _owner(past, plan)
    kind = past.scenario.phrases[f"exercise-{file.data['type']}"][_tongue(plan)]
    result = past.scenario.phrases[f"result-{file.data['result']}"][_tongue(plan)]
    subject = _say(past, "exercise", plan, record=file.id, kind=kind, result=result)
    body = _in(file.data.get("scenario", ""), _tongue(plan))
    yield Happening(day, 6, owner, subject, body, (file.path,), f"exercise/{file.id}-{day}")
    for key, done in sorted(past.lives.done[file.path].items()):
        action = next(each for each in file.data["actions"] if each["id"] == key)
        subject = _say(past, "exercise-action", plan, record=file.id, action=key, date=str(day))
        body = _in(action.get("what", ""), _tongue(plan))
        yield Happening(
            done, 6, action.get("owner") or owner, subject, body,
            (file.path, *_with_translation(past, plan)),
        )  # fmt: skip


def _finding(past: Past, file: File) -> Iterator[Happening]:
    """What risks are found in comes by itself; a table with the record that describes it."""
    born, owner = past.lives.born[file.path], _owner(past, file)
    if not file.path.endswith(".csv"):
        kind = "problem-types" if file.path == found_in.PROBLEM_TYPES else file.path.split("/")[-2]
        subject = _say(past, f"add-{kind}", file, record=file.id, title=_title(file))
        tables = [
            each.path
            for each in past.shelf.of_kind(found_in.KIND)
            if each.path == f"{file.path.rpartition('/')[0]}/{file.data.get('file')}"
        ]
        yield Happening(born, 4, owner, subject, "", (file.path, *tables), f"found/{file.id}")
        return
    for day in found_in.growing(file, born, past.scenario.end):
        subject = _say(past, "readings", file, record=file.id)
        yield Happening(_work(past, day), 6, owner, subject, "", (file.path,))


def _sign_off(past: Past, file: File) -> Iterator[Happening]:
    """What the change was, by who made it; then the entry, by who signed."""
    data = file.data
    day = past.lives.born[file.path]
    what = str(data.get("outcome") or data["kind"])
    reason = str(data.get("reason", ""))
    if data["of"] == "criteria":
        frame = past.shelf.files["registers/criteria.yml"]
        subject = _say(past, "approve-criteria", frame, version=str(frame.data["version"]))
        yield Happening(day, 7, str(data["by"]), subject, reason, (file.path,))
        return
    record = past.shelf.record(file.id)
    changed_by = (data.get("changed_by") or [_owner(past, record)])[0]
    topic = f"sign-off/{data['of']}-{data['date']}" if what in _MOVES else ""
    touches: tuple[str, ...] = (file.path,)
    if record.kind == "risks" and data["kind"] == "review":
        with_record = _with_translation(past, record)
        if changed_by == data["by"]:
            touches = (*with_record, file.path)
        else:
            subject = _say(past, f"before-{what}", record, record=file.id)
            yield Happening(day, 6, changed_by, subject, "", with_record, topic, 2)
    if what != "unchanged":
        until = str(data.get("until", ""))
        what = _say(past, what, record, record=file.id, until=until)
    yield Happening(day, 7, str(data["by"]), what, reason, touches, topic)


def _leavings(past: Past) -> Iterator[Happening]:
    for leaving in past.scenario.leaving:
        paths = tuple(path for path in past.shelf.files if path.startswith(leaving.under))
        telling = leaving.telling
        yield Happening(
            leaving.until, 8, telling.by, telling.subject, telling.body, paths, telling.topic
        )


def _translations(past: Past, found: list[Happening]) -> Iterator[Happening]:
    """A translation follows its record within days: with it, or on a Thursday."""
    for file in past.shelf.of_kind("translation"):
        record = past.shelf.record(file.id)
        born = past.lives.born[file.path]
        yield _translating(past, file, born)
        for each in found:
            if record.path in each.touches and file.path not in each.touches and each.day > born:
                lag = choose(3, file.path, each.day)
                day = _work(past, _next(each.day + timedelta(days=4), 3)) if lag else each.day
                if file.gone is None or day < file.gone:
                    yield _translating(past, file, day)


def _translating(past: Past, file: File, day: date) -> Happening:
    first = day == past.lives.born[file.path]
    what = f"{'translate' if first else 'retranslate'}-{file.data['language']}"
    return Happening(day, 7, _translator(past, file.register), what, "", (file.path,), "", 2)


def _translator(past: Past, register: str) -> str:
    """Who owns most of a register."""
    risks = (file for file in past.shelf.of_kind("risks") if file.register == register)
    owners = Counter(_owner(past, file) for file in risks)
    return min(owners, key=lambda each: (-owners[each], each))


def _links_born(past: Past, file: File, day: date) -> list[date]:
    """The days on which what the file names came into the book, where that is after ``day``."""
    named = [*file.data.get("related", ()), *file.data.get("controls", ())]
    if file.data.get("plan"):
        named.append(str(file.data["plan"]))
    named += found_in.named(file)
    born = (past.lives.born[past.shelf.record(key).path] for key in named)
    return [each for each in born if each > day]


def _with_translation(past: Past, file: File) -> tuple[str, ...]:
    translation = (
        past.shelf.translation(file) if file.kind in ("risks", "controls", "plans") else None
    )
    return (file.path,) if translation is None else (file.path, translation.path)


def _work(past: Past, day: date) -> date:
    day = workday(max(day, past.scenario.start), past.scenario.holidays)
    return min(day, past.scenario.end)


def _owner(past: Past, file: File) -> str:
    if file.kind in ("frame", "register"):
        return KEEPER
    if file.kind == "translation":
        return _owner(past, past.shelf.record(file.id))
    data = file.data
    return str(data.get("owner") or data.get("facilitator") or data.get("by") or KEEPER)


def _tongue(file: File) -> str:
    return "zh" if file.language.startswith("zh") else "en"


def _title(file: File) -> str:
    data = file.data
    title = _in(
        data.get("title") or data.get("topic") or data.get("effect") or file.register, _tongue(file)
    )
    first = title.split(" ", 1)[0]
    plain = (first[:1].isupper() and first[1:].islower()) or first in ("A", "I")
    return title[:1].lower() + title[1:] if plain else title


def _in(text: object, tongue: str) -> str:
    if isinstance(text, Mapping):
        return str(text.get(tongue) or next(iter(text.values())))
    return str(text)


def _list(records: Sequence[str], first: File) -> str:
    comma, final = _LIST[_tongue(first)]
    if len(records) > _MANY:
        some = comma.join(records[:_MANY])
        more = len(records) - _MANY
        return f"{some} 等 {len(records)} 项" if comma == "、" else f"{some}{final}{more} more"
    *most, last = records
    return f"{comma.join(most)}{final}{last}" if most else last


def _say(past: Past, what: str, file: File, **facts: str) -> str:
    """A subject line in the words of the team; which of several is chosen by the record."""
    by = past.scenario.subjects[what]
    choices = by.get(_tongue(file)) or by["en"]
    words = choices[choose(len(choices), file.id, what, *sorted(facts.items()))]
    return words.format(**facts)
