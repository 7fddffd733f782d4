"""What a file held on a day: the last text, rewound by the scenario and cut to what was known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from scripts.demo.found import drop_unborn, text_of
from scripts.demo.hindsight import cut, cut_body, cut_story, first_section
from scripts.demo.levels import needs
from scripts.demo.lifetimes import Lives, RiskLife
from scripts.demo.pages import Page, data_of, read_page
from scripts.demo.scenario import Name, Scenario
from scripts.demo.shelf import File, Shelf, day_of

from riskbook.model.digests import digest_text

_BOW_TIE = ("causes", "consequences")
_LATER = (
    *("assessment", "expected_loss", "controls", "depends_on", "treatment", "plan"),
    *_BOW_TIE,
)
"""What a risk that has only been noted does not have yet."""

_CUT = (
    "assessment/inherent/rationale",
    "assessment/current/rationale",
    "assessment/target/rationale",
    "expected_loss/basis",
    "treatment/rationale",
)
_STAGE = re.compile(r"assessment/\w+/rationale")


@dataclass(frozen=True, slots=True)
class Past:
    """Every state of every file.

    ``criteria`` are those in force until a day, oldest first. ``settled`` is by path: from that day
    a file is as it is now.
    """

    shelf: Shelf
    scenario: Scenario
    lives: Lives
    criteria: Sequence[tuple[date, Mapping[str, Any]]]
    settled: Mapping[str, date] = field(default_factory=dict)

    def path(self, file: File, day: date) -> str:
        """Where the file lay on a day."""
        path = file.path
        for name in self._names(file.id, day):
            if name.slug and file.kind != "sign-offs":
                folder, _, base = path.rpartition("/")
                path = f"{folder}/{file.id}-{name.slug}.{base.split('.', 1)[1]}"
            if name.id:
                path = path.replace(f"/{file.id}", f"/{name.id}")
        return path

    def content(self, file: File, day: date) -> str | None:
        """What the file held at the end of a day; None before it came and after it left."""
        if day < self.lives.born[file.path] or (file.gone is not None and day >= file.gone):
            return None
        if day >= self.settled.get(file.path, date.max):
            return file.text
        match file.kind:
            case "risks":
                text = self._risk(file, day).render()
            case "controls":
                text = self._control(file, day)
            case "translation":
                text = self._translation(file, day)
            case "exercises":
                text = self._exercise(file, day)
            case "sign-offs":
                text = file.text
            case "found":
                text = text_of(file, day, lambda key: self.is_there(key, day))
            case _:
                text = self._page(file, day)
        return self._renamed(text, day)

    def is_there(self, key: str, day: date) -> bool:
        """Whether the risk, control, plan or process is in the book on a day."""
        try:
            file = self.shelf.record(key)
        except KeyError:
            return False
        return self.lives.born[file.path] <= day and (file.gone is None or day < file.gone)

    def _names(self, key: str, day: date) -> list[Name]:
        found = [name for name in self.scenario.names if name.of == key and name.until > day]
        return sorted(found, key=lambda name: name.until, reverse=True)

    def _renamed(self, text: str, day: date) -> str:
        for name in self.scenario.names:
            if name.id and name.until > day:
                text = re.sub(rf"\b{name.of}\b", name.id, text)
        return text

    def _risk(self, file: File, day: date) -> Page:
        life = self.lives.risks[file.path]
        page = read_page(self.scenario.rewind(file.id, file.text, day))
        final_status = page.text("status")
        self._drop_unborn(page, day)
        if final_status != "draft" and day < life.assessed:
            page.drop(*_LATER)
            page.put("status", "draft")
            page.body = first_section(page.body or "")
        else:
            self._stage(page, file, life, day)
        page.body = cut_body(page.body or "", day, self.scenario.end)
        for pointer in _CUT:
            if pointer in page:
                self._cut_text(page, pointer, day, file.language)
        if "expected_loss/basis" in read_page(file.text) and "expected_loss/basis" not in page:
            page.drop("expected_loss")
        self._set_status(page, life, final_status, day)
        return page

    def _stage(self, page: Page, file: File, life: RiskLife, day: date) -> None:
        """The assessment and the treatment as they stood on a day."""
        if day < life.target:
            page.drop("assessment/target")
        if day < life.loss:
            page.drop("expected_loss")
        page.drop(*(f"treatment/actions/{key}" for key, begun in life.begun.items() if day < begun))
        for key, done in life.done.items():
            if day < done and f"treatment/actions/{key}" in page:
                page.put(f"treatment/actions/{key}/status", "open")
        if "assessment/current" in page and "assessment/inherent" in page:
            unchecked = not any(self._in_force(key, day) for key in page.words("controls"))
            lowered = any(_gaps(page))
            self._score(page, file, day)
            if unchecked and (lowered or any(_gaps(page))):
                self._raise_to_inherent(page, file)

    def _score(self, page: Page, file: File, day: date) -> None:
        for score in sorted(self.scenario.scores, key=lambda each: each.until, reverse=True):
            if score.of != file.id or score.until <= day:
                continue
            for pointer, value in score.scores.items():
                page.put(f"assessment/current/{pointer}", value)
            if score.rationale:
                page.put("assessment/current/rationale", score.rationale[file.language])

    def _raise_to_inherent(self, page: Page, file: File) -> None:
        """Until a control is in force, nothing can be lower than without any."""
        for pointer in _gaps(page):
            page.put(f"assessment/current/{pointer}", page.text(f"assessment/inherent/{pointer}"))
        page.put("assessment/current/rationale", self._phrase("as-inherent", file.language))

    def _set_status(self, page: Page, life: RiskLife, final: str, day: date) -> None:
        if page.text("status") == "draft":
            return
        criteria = next(data for until, data in self.criteria if until > day)
        impact = [page.text("assessment/current/impact"), *page.words("assessment/current/impact")]
        needed = needs(criteria, page.text("assessment/current/likelihood"), impact)
        lacks = ("plan" in needed and "plan" not in page) or (
            "actions" in needed and "treatment/actions" not in page
        )
        if lacks and final == "open":
            page.put("status", "draft")
        elif life.closed is not None and day < life.closed:
            page.put("status", "draft" if lacks else "open")

    def _cut_text(self, page: Page, pointer: str, day: date, language: str) -> None:
        text = page.text(pointer)
        known = self._known(text, pointer, day)
        if known:
            page.put(pointer, known)
        elif _STAGE.fullmatch(pointer):
            page.put(pointer, self._phrase("first-estimate", language))
        else:
            page.drop(pointer)

    def _drop_unborn(self, page: Page, day: date) -> None:
        """Links to what is not in the book yet, or no longer."""
        for listed, known in (("controls", day), ("related", day - timedelta(days=1))):
            for pointer in list(page.below(listed)):
                key = page.text(pointer)
                if not (self.is_there(key, known) and self.is_there(key, day)):
                    page.drop(pointer)
        if page.text("plan") and not self.is_there(page.text("plan"), day):
            page.drop("plan")
        drop_unborn(page, lambda key: self.is_there(key, day))
        _drop_strange_barriers(page)
        for listed in ("arises_at", "depends_on"):
            for pointer in list(page.below(listed)):
                named = (page.text(f"{pointer}/{kind}") for kind in ("process", "control"))
                if not all(self.is_there(key, day) for key in named if key):
                    page.drop(pointer)

    def _in_force(self, key: str, day: date) -> bool:
        if not self.is_there(key, day):
            return False
        life = self.lives.controls[self.shelf.record(key).path]
        if life.in_force is None or day < life.in_force:
            return False
        return life.retired is None or day < life.retired

    def _page(self, file: File, day: date) -> str:
        """A plan, or a file without a past of its own but the scenario's."""
        match file.path:
            case "registers/organization.yml":
                return self._organization(file, day)
            case "registers/services.yml":
                return self._services(file, day)
        text = self.scenario.rewind(file.id, file.text, day)
        if file.kind == "register":
            page = read_page(text)
            if page.text("incidents_since") > day.isoformat():
                page.drop("incidents_since")
            return page.render()
        if file.kind != "plans":
            return text
        page = read_page(text)
        page.body = cut_body(page.body or "", day, self.scenario.end)
        return page.render()

    def _control(self, file: File, day: date) -> str:
        life = self.lives.controls[file.path]
        page = read_page(self.scenario.rewind(file.id, file.text, day))
        if life.in_force is not None and day < life.in_force:
            page.put("status", "planned")
            page.drop("since")
        elif life.retired is not None and day < life.retired:
            page.put("status", "in_force")
        tests = [each for each in life.tests if each <= day]
        if "last_tested" in page and day_of(page.text("last_tested")) > day:
            if tests:
                page.put("last_tested", tests[-1].isoformat())
            else:
                page.drop("last_tested")
        page.body = cut_body(page.body or "", day, self.scenario.end)
        return page.render()

    def _exercise(self, file: File, day: date) -> str:
        page = read_page(file.text)
        for key, done in self.lives.done[file.path].items():
            if day < done:
                page.put(f"actions/{key}/status", "open")
        return page.render()

    def _organization(self, file: File, day: date) -> str:
        """A role is entered a week before it begins, its end when it is near."""
        page = read_page(self.scenario.rewind(file.id, file.text, day))
        for person in list(page.below("people")):
            for role in list(page.below(f"{person}/roles")):
                start = day_of(page.text(f"{role}/from"))
                known = max(day + timedelta(days=7), self.scenario.start + timedelta(days=70))
                if start > known:
                    page.drop(role)
                elif page.text(f"{role}/until") and day_of(page.text(f"{role}/until")) > known:
                    page.drop(f"{role}/until")
        return page.render()

    def _services(self, file: File, day: date) -> str:
        """A service or a dependency comes with the first register, process or risk to name it."""
        page = read_page(self.scenario.rewind(file.id, file.text, day))
        for pointer in [*page.below("services"), *page.below("dependencies")]:
            key = pointer.rpartition("/")[2]
            if self.lives.named.get(key, date.min) > day:
                page.drop(pointer)
        return page.render()

    def _translation(self, file: File, day: date) -> str:
        record = self.shelf.record(file.id)
        source = self.content(record, day)
        if source is None:
            message = f"{file.path} would come before the record that it translates"
            raise ValueError(message)
        page = read_page(self.scenario.rewind_translation(file.id, file.text, day))
        now, then = read_page(file.text), read_page(source)
        whole = read_page(self.scenario.rewind(file.id, record.text, day))
        last = read_page(record.text)
        language = page.text("language")
        for pointer in _tails(page, "digests"):
            if pointer == "body":
                continue
            text, key = then.text(pointer), f"texts/{pointer}"
            if not text or key not in page:
                page.drop(key, f"digests/{pointer}")
                continue
            words = self._translated(page.text(key), text, whole.text(pointer), pointer, day)
            words = self._told(file.id, pointer, text, day, language) or words
            reworded = whole.text(pointer) != last.text(pointer)
            stale = reworded and page.text(key) == now.text(key) == words
            if not words or stale:
                page.drop(key, f"digests/{pointer}")
                continue
            page.put(key, words)
            page.put(f"digests/{pointer}", digest_text(text))
        if "digests/body" in page:
            page.put("digests/body", digest_text(then.body or ""))
        if (then.body or "").strip() != (whole.body or "").strip():
            page.body = cut_body(page.body or "", day, self.scenario.end)
        return page.render()

    def _translated(self, words: str, text: str, whole: str, pointer: str, day: date) -> str:
        for by in self.scenario.phrases.values():
            if text in by.values():
                other = [each for each in by.values() if each != text]
                return other[0]
        return words if text == whole or pointer not in _CUT else self._known(words, pointer, day)

    def _known(self, text: str, pointer: str, day: date) -> str:
        """The reasons of an inherent score are a list of facts, the others a story."""
        way = cut if pointer == "assessment/inherent/rationale" else cut_story
        return way(text, day, self.scenario.end)

    def _told(self, key: str, pointer: str, text: str, day: date, language: str) -> str:
        """The rationale of an earlier score, in the language of the translation."""
        if pointer != "assessment/current/rationale":
            return ""
        for score in self.scenario.scores:
            if score.of == key and score.until > day and text in score.rationale.values():
                return score.rationale.get(language, "")
        return ""

    def _phrase(self, key: str, language: str) -> str:
        return self.scenario.phrases[key][language]


def _gaps(page: Page) -> Iterator[str]:
    """The coordinates, by pointer below a stage, whose current score is not the inherent one."""
    for pointer in ("likelihood", "impact", *_tails(page, "assessment/inherent/impact")):
        inherent = page.text(f"assessment/inherent/{pointer}")
        if inherent and page.text(f"assessment/current/{pointer}") != inherent:
            yield pointer


def _drop_strange_barriers(page: Page) -> None:
    """Barriers are the controls and the plan that the risk names by then."""
    own = {*page.words("controls"), page.text("plan")}
    for pathway in [each for side in _BOW_TIE for each in page.below(side)]:
        for pointer in list(page.below(f"{pathway}/barriers")):
            if page.text(pointer) not in own:
                page.drop(pointer)


def criteria_in_force(
    shelf: Shelf, scenario: Scenario
) -> tuple[tuple[date, Mapping[str, Any]], ...]:
    """The criteria of every time, each with the day until which they held, oldest first."""
    file = shelf.files["registers/criteria.yml"]
    days = sorted({change.until for change in scenario.changes if change.of == file.id})
    before = [
        (day, data_of(scenario.rewind(file.id, file.text, day - timedelta(days=1)))) for day in days
    ]
    return (*before, (date.max, file.data))


def _tails(page: Page, pointer: str) -> list[str]:
    below: list[Any] = list(page.below(pointer))
    start = "assessment/inherent/" if pointer.startswith("assessment") else f"{pointer}/"
    return [each.removeprefix(start) for each in below]
