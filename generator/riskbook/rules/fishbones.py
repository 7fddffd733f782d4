"""RB830-RB836: whether causes are shown and lead somewhere, and what-if questions are answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from riskbook.findings import Finding
from riskbook.identifying.fishbones import CATEGORIES, causes_of, roots_without_risk
from riskbook.identifying.what_if import is_open, questions_of
from riskbook.model.discovery import CauseCategory, Fishbone
from riskbook.model.records import Process
from riskbook.model.terms import CauseSet
from riskbook.rules.evidence import Evidence, Place, Rule, fault
from riskbook.wording import Fact, say
from riskbook.wording.nearest import nearest


def root_not_shown(view: Evidence) -> Iterator[Finding]:
    """RB830: a root cause without evidence, or one that is ruled out as well."""
    for fishbone, at, category in _categories(view):
        for cause in category.causes:
            if cause.is_root and (cause.ruled_out is not None or cause.evidence is None):
                case = ".ruled-out" if cause.ruled_out is not None else ""
                yield fault(
                    "RB830",
                    _on(fishbone, f"{at}/causes/{cause.id}/root"),
                    say(f"finding.RB830{case}", id=cause.id, cause=cause.text),
                    say(f"hint.RB830{case}"),
                )


def category_without_cause(view: Evidence) -> Iterator[Finding]:
    """RB831: a category under which nobody has named a cause."""
    for fishbone, at, category in _categories(view):
        if not category.causes:
            yield fault(
                "RB831",
                _on(fishbone, at),
                say("finding.RB831", category=_named(fishbone, category)),
                say("hint.RB831"),
            )


def root_without_risk(view: Evidence) -> Iterator[Finding]:
    """RB832: a root cause that is shown and of which no risk has come.

    Silent while a record cannot be read: it may be the risk that names it.
    """
    if view.book.unread:
        return
    for fishbone in view.book.discovery.fishbones.values():
        open_roots = {cause.id for cause in roots_without_risk(fishbone, view.links)}
        for at, category in _bones(fishbone):
            for cause in category.causes:
                if cause.id in open_roots and cause.evidence is not None:
                    yield fault(
                        "RB832",
                        _on(fishbone, f"{at}/causes/{cause.id}"),
                        say("finding.RB832", id=cause.id, cause=cause.text),
                        say("hint.RB832", fishbone=fishbone.id, id=cause.id),
                    )


def category_without_name(view: Evidence) -> Iterator[Finding]:
    """RB833: a category of an own set that has no name to show."""
    for fishbone, at, category in _categories(view):
        if fishbone.set is CauseSet.OWN and category.name is None:
            yield fault(
                "RB833",
                _on(fishbone, f"{at}/key"),
                say("finding.RB833", key=category.key),
                say("hint.RB833"),
            )


def category_of_no_set(view: Evidence) -> Iterator[Finding]:
    """RB834: a category that the set of the fishbone does not have."""
    for fishbone, at, category in _categories(view):
        known = CATEGORIES[fishbone.set]
        if known and category.key not in known:
            meant = nearest(category.key, known)
            yield fault(
                "RB834",
                _on(fishbone, f"{at}/key"),
                say("finding.RB834", key=category.key, set=say(_set_name(fishbone.set))),
                say("hint.meant", meant=meant) if meant else say("hint.RB834", known=known),
            )


def question_without_outcome(view: Evidence) -> Iterator[Finding]:
    """RB835: a what-if question that led to no risk and was not dropped either.

    Silent while a record cannot be read: it may be the risk that names it.
    """
    if view.book.unread:
        return
    for process in view.book.processes.values():
        for node, asked in questions_of(process):
            if is_open(process, asked, view.links):
                yield fault(
                    "RB835",
                    _in_process(process, f"nodes/{node.id}/what_if/{asked.id}"),
                    say("finding.RB835", id=asked.id, node=node.title, question=asked.question),
                    say("hint.RB835", process=process.id, id=asked.id),
                )


def same_id_twice(view: Evidence) -> Iterator[Finding]:
    """RB836: an id or key that two entries of one fishbone or process share."""
    for fishbone in view.book.discovery.fishbones.values():
        bones = tuple(_bones(fishbone))
        keys = [(f"{at}/key", category.key) for at, category in bones]
        ids = [
            (f"{at}/causes/{index}/id", cause.id)
            for at, category in bones
            for index, cause in enumerate(category.causes)
        ]
        for pointer, key in _repeated(keys):
            place = _on(fishbone, pointer)
            yield fault("RB836", place, say("finding.RB836.category", key=key), _ONE_BONE)
        for pointer, key in _repeated(ids):
            free = _free(key, (cause.id for cause in causes_of(fishbone)))
            message = say("finding.RB836.cause", id=key)
            yield fault("RB836", _on(fishbone, pointer), message, say("hint.RB836", free=free))
    for process in view.book.processes.values():
        ids = [
            (f"nodes/{node.id}/what_if/{index}/id", asked.id)
            for node in process.nodes
            for index, asked in enumerate(node.what_if)
        ]
        for pointer, key in _repeated(ids):
            free = _free(key, (asked.id for _, asked in questions_of(process)))
            message = say("finding.RB836.question", id=key)
            yield fault(
                "RB836", _in_process(process, pointer), message, say("hint.RB836", free=free)
            )


RULES: tuple[Rule, ...] = (
    ("RB830", root_not_shown),
    ("RB831", category_without_cause),
    ("RB832", root_without_risk),
    ("RB833", category_without_name),
    ("RB834", category_of_no_set),
    ("RB835", question_without_outcome),
    ("RB836", same_id_twice),
)

_ONE_BONE = say("hint.RB836.category")


def _categories(view: Evidence) -> Iterator[tuple[Fishbone, str, CauseCategory]]:
    """Every category of every fishbone, and where it stands in its file."""
    for fishbone in view.book.discovery.fishbones.values():
        for at, category in _bones(fishbone):
            yield fishbone, at, category


def _bones(fishbone: Fishbone) -> Iterator[tuple[str, CauseCategory]]:
    for index, category in enumerate(fishbone.categories):
        yield f"categories/{index}", category


def _named(fishbone: Fishbone, category: CauseCategory) -> Fact:
    if category.name is not None:
        return category.name
    if category.key in CATEGORIES[fishbone.set]:
        return say(f"fishbone.category.{category.key}")
    return category.key


def _set_name(of: CauseSet) -> str:
    return f"fishbone.set.{of.value}"


def _repeated(places: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The places whose key stands at an earlier one already."""
    seen: set[str] = set()
    for pointer, key in places:
        if key in seen:
            yield pointer, key
        seen.add(key)


def _free(key: str, taken: Iterable[str]) -> str:
    """The next id of the kind of ``key`` that nothing has: C4 after C1, C2 and C3."""
    letters = key.rstrip("0123456789")
    numbers = [
        int(other.removeprefix(letters))
        for other in taken
        if other.startswith(letters) and other.removeprefix(letters).isdecimal()
    ]
    return f"{letters}{max(numbers, default=1) + 1}"


def _on(fishbone: Fishbone, pointer: str) -> Place:
    return Place(fishbone.source.path, fishbone.id, pointer)


def _in_process(process: Process, pointer: str) -> Place:
    return Place(process.source.path, process.id, pointer)
