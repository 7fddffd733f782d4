"""When things happened to each record, from the dates in the files.

A day that a file gives is taken as it is, moved to the next working day. A day that no file gives
(when a draft was assessed, when an action was done) is chosen from what the files do give; the
choice depends on the record's id alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from scripts.demo.calendar import choose, workday, workday_before
from scripts.demo.found import days_of
from scripts.demo.hindsight import latest
from scripts.demo.scenario import Scenario
from scripts.demo.shelf import File, Shelf, day_of

THURSDAY = 3
"""The day on which translations are brought up to date."""

KNOWN_TESTS = 3
"""How many tests of a control its file has told of, the last one included."""

_ACTION = re.compile(r"\b(?:action|措施) ?(A\d+)")


@dataclass(frozen=True, slots=True)
class RiskLife:
    """A risk: noted as a draft, assessed and opened, its actions taken up and done, closed."""

    added: date
    assessed: date
    target: date
    loss: date
    begun: Mapping[str, date]
    done: Mapping[str, date]
    closed: date | None


@dataclass(frozen=True, slots=True)
class ControlLife:
    """A control: planned, in force, tested now and then, perhaps retired."""

    born: date
    in_force: date | None
    tests: tuple[date, ...]
    retired: date | None


@dataclass(frozen=True, slots=True)
class Lives:
    """By path: the day each file came, and what is known beyond that of risks and controls.

    ``named`` is by the key of a service or dependency: the day on which something first named it.
    """

    born: Mapping[str, date]
    risks: Mapping[str, RiskLife]
    controls: Mapping[str, ControlLife]
    done: Mapping[str, Mapping[str, date]]
    named: Mapping[str, date]


@dataclass(frozen=True, slots=True)
class _Reader:
    shelf: Shelf
    scenario: Scenario

    def end_of(self, file: File) -> date:
        """The last day on which the file can change."""
        if file.gone is None:
            return self.scenario.end
        return workday_before(file.gone - timedelta(days=5), self.scenario.holidays)

    def work(self, day: date, file: File) -> date:
        """The first working day from a day on, within the history of the file."""
        day = workday(max(day, self.scenario.start), self.scenario.holidays)
        return min(day, self.end_of(file))

    def after(self, day: date, least: int, spread: int, file: File, *words: object) -> date:
        """A working day some days later."""
        days = least + choose(spread, file.path, *words)
        return self.work(day + timedelta(days=days), file)


def live(shelf: Shelf, scenario: Scenario) -> Lives:
    """The life of every file."""
    reader = _Reader(shelf, scenario)
    founded = {file.register: _founded(reader, file) for file in shelf.of_kind("register")}
    risks = {
        file.path: _risk(reader, file, founded[file.register]) for file in shelf.of_kind("risks")
    }
    controls = {
        file.path: _control(reader, file, founded[file.register], risks)
        for file in shelf.of_kind("controls")
    }
    born: dict[str, date] = {file.path: scenario.start for file in shelf.of_kind("frame")}
    born |= {file.path: founded[file.register] for file in shelf.of_kind("register")}
    born |= {path: life.added for path, life in risks.items()}
    born |= {path: life.born for path, life in controls.items()}
    for file in shelf.of_kind("plans", "processes"):
        born[file.path] = _born(reader, file, founded[file.register], risks)
    for file in shelf.of_kind("sign-offs", "exercises"):
        born[file.path] = day_of(file.data["date"])
    for file in shelf.of_kind("translation"):
        record = shelf.record(file.id)
        start = risks[record.path].assessed if record.kind == "risks" else born[record.path]
        start += timedelta(days=3 + choose(9, file.path))
        thursday = start + timedelta(days=(THURSDAY - start.weekday()) % 7)
        born[file.path] = reader.work(thursday, file)
    start = reader.scenario.start
    for path, day in days_of(shelf, start, founded).items():
        born[path] = reader.work(day, shelf.files[path])
    done = {file.path: _exercise_done(reader, file) for file in shelf.of_kind("exercises")}
    return Lives(born, risks, controls, done, _named(shelf, born))


def _named(shelf: Shelf, born: Mapping[str, date]) -> dict[str, date]:
    """Those that nothing names, and those of the first register, are there from the start."""
    named: dict[str, date] = {}
    for file in shelf.of_kind("register", "processes", "risks"):
        for word in set(re.findall(r"[a-z0-9-]+", file.text)):
            named[word] = min(born[file.path], named.get(word, date.max))
    first = min(born[file.path] for file in shelf.of_kind("register"))
    return {word: day for word, day in named.items() if day > first}


def _founded(reader: _Reader, file: File) -> date:
    days: list[date] = []
    for each in reader.shelf.files.values():
        if each.register == file.register and each.kind in ("sign-offs", "exercises", "risks"):
            value = each.data.get("date") or each.data.get("identified", {}).get("date")
            days.append(day_of(value))
    first = min(days) if days else reader.scenario.start
    first = reader.scenario.days.get(file.path, first - timedelta(days=9))
    return reader.work(first, file)


def _risk(reader: _Reader, file: File, founded: date) -> RiskLife:
    entries = reader.shelf.entries_of(file, "sign-offs")
    signed = [day_of(entry.data["date"]) for entry in entries]
    added = reader.work(day_of(file.data["identified"]["date"]), file)
    added = max(added, reader.after(founded, 1, 6, file, "added"))
    added = min([reader.scenario.days.get(f"{file.id}/added", added), *signed])
    assessed = reader.after(added, 4, 9, file, "assessed")
    assessed = min([reader.scenario.days.get(file.id, assessed), *signed])
    reviewed = [day_of(entry.data["date"]) for entry in entries if entry.data["kind"] == "review"]
    treated = reviewed[0] if reviewed and choose(2, file.id, "target") else assessed
    counted = reviewed[0] if reviewed and choose(3, file.id, "loss") else assessed
    actions = file.data.get("treatment", {}).get("actions", ())
    begun = dict.fromkeys((str(each["id"]) for each in actions), assessed)
    begun |= dict(_taken_up(entries, actions))
    begun |= {
        key: reader.scenario.days[f"{file.id}/{key}"]
        for key in begun
        if f"{file.id}/{key}" in reader.scenario.days
    }
    done = {
        str(each["id"]): _done(reader, file, each, begun[str(each["id"])])
        for each in actions
        if each.get("status") in ("done", "dropped")
    }
    return RiskLife(added, assessed, treated, counted, begun, done, _closed(reader, file, entries))


def _taken_up(
    entries: Iterable[File], actions: Iterable[Mapping[str, str]]
) -> Iterator[tuple[str, date]]:
    """The actions that a review added, by its words, with its day. One was there from the start."""
    left = {str(each["id"]): each for each in actions}
    for entry in entries:
        if entry.data.get("outcome") != "treatment-adjusted":
            continue
        day, reason = day_of(entry.data["date"]), str(entry.data.get("reason", ""))
        named = [key for key in _ACTION.findall(reason) if key in left]
        for key in named or _meant(reason, left, day):
            if len(left) > 1:
                del left[key]
                yield key, day


def _meant(reason: str, actions: Mapping[str, Mapping[str, str]], day: date) -> list[str]:
    """The action, not due by then, that shares most words with a reason; none if it shares none."""
    shared = {
        key: len(_words(reason) & _words(str(each.get("what", ""))))
        for key, each in actions.items()
        if str(each.get("due", "9999")) > day.isoformat()
    }
    best = max(shared, key=lambda key: (shared[key], key), default="")
    return [best] if shared.get(best) else []


def _words(text: str) -> set[str]:
    chinese = "".join(re.findall(r"[\u4e00-\u9fff]+", text))
    pairs = {chinese[index : index + 3] for index in range(len(chinese) - 2)}
    return pairs | {word.lower() for word in re.findall(r"[A-Za-z-]{5,}", text)}


def _done(reader: _Reader, file: File, action: Mapping[str, str], begun: date) -> date:
    """Some days before it was due, or lately where it is not due yet."""
    end = reader.end_of(file)
    due = day_of(action["due"]) if action.get("due") else end
    last = min(due, end) - timedelta(days=2 + choose(12, file.path, action["id"]))
    chosen = reader.scenario.days.get(f"{file.id}/{action['id']}/done", last)
    return reader.work(max(chosen, begun + timedelta(days=1)), file)


def _closed(reader: _Reader, file: File, entries: Iterable[File]) -> date | None:
    if file.data.get("status") != "closed":
        return None
    for entry in entries:
        if entry.data.get("outcome") == "closed":
            return day_of(entry.data["date"])
    return reader.after(reader.end_of(file) - timedelta(days=90), 0, 60, file, "closed")


def _control(
    reader: _Reader, file: File, founded: date, risks: Mapping[str, RiskLife]
) -> ControlLife:
    needed = [
        risks[risk.path].assessed
        for risk in reader.shelf.of_kind("risks")
        if file.id in risk.data.get("controls", ())
    ]
    first = min(needed, default=reader.after(founded, 20, 30, file))
    begun = file.data.get("status") != "planned" and file.data.get("since")
    since = day_of(begun) if begun else None
    born = first
    if since is not None:
        announced = since - timedelta(days=10 + choose(35, file.id, "planned"))
        born = max(first, reader.work(announced, file))
    born = max(reader.work(reader.scenario.days.get(file.id, born), file), founded)
    in_force = max(reader.work(since, file), born) if since is not None else None
    retired = None
    if file.data.get("status") == "retired":
        told = latest(file.text, reader.end_of(file)) or reader.end_of(file)
        told = reader.scenario.days.get(f"{file.id}/retired", told)
        retired = max(reader.work(told, file), born + timedelta(days=1))
    return ControlLife(born, in_force, tuple(_tests(reader, file, in_force)), retired)


def _tests(reader: _Reader, file: File, in_force: date | None) -> Iterable[date]:
    """The last test, and those before it, half a year apart, or as often as the text says."""
    if in_force is None or not file.data.get("last_tested"):
        return []
    often = re.search(r"every quarter|once a quarter|[Qq]uarterly|每季度|每季", file.text)
    apart = 91 if often else 182
    day = day_of(file.data["last_tested"])
    tests = []
    while day > in_force + timedelta(days=20):
        tests.append(day)
        day = workday_before(day - timedelta(days=apart), reader.scenario.holidays)
    return sorted(tests[:KNOWN_TESTS])


def _born(reader: _Reader, file: File, founded: date, risks: Mapping[str, RiskLife]) -> date:
    """A plan comes with the first risk that names it; a process soon after its register."""
    if file.id in reader.scenario.days:
        return reader.scenario.days[file.id]
    if file.kind == "processes":
        return reader.after(founded, 2, 5, file)
    needed = [
        risks[risk.path].assessed
        for risk in reader.shelf.of_kind("risks")
        if risk.data.get("plan") == file.id
    ]
    for kind in ("sign-offs", "exercises"):
        needed += [
            day_of(entry.data["date"]) - timedelta(days=9)
            for entry in reader.shelf.entries_of(file, kind)
        ]
    first = min(needed, default=reader.after(founded, 30, 30, file))
    return max(workday_before(first, reader.scenario.holidays), founded)


def _exercise_done(reader: _Reader, file: File) -> dict[str, date]:
    held = day_of(file.data["date"])
    return {
        str(each["id"]): _done(reader, file, each, held)
        for each in file.data.get("actions", ())
        if each.get("status") == "done"
    }
