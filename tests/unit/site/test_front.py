"""What the front door sees: whether the site is as the last build left it, and what has moved."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from riskbook.reading.trees import Entry, EntryKind
from riskbook.site.front import Front
from riskbook.site.inputs import Inputs

PAGES = ("manifest.json", "index.html", "risks/R001.html", "en/risks/R001.html", ".git/HEAD")


@pytest.fixture
def front(tmp_path: Path) -> Front:
    """A site as a build leaves it, all of it written long ago."""
    out = tmp_path / "site"
    for name in PAGES:
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_text("page", encoding="utf-8")
    for path in (out, *out.rglob("*")):
        os.utime(path, (1, 1))
    return Front(tmp_path, out)


def test_an_untouched_site_is_as_it_was(front: Front) -> None:
    outputs = front.outputs()
    assert sorted(outputs) == ["", "en", "en/risks", "manifest.json", "risks"]
    assert front.has(outputs)


@pytest.mark.parametrize(
    "touch",
    [
        lambda out: (out / "risks" / "R002.html").write_text("page", encoding="utf-8"),
        lambda out: (out / "risks" / "R001.html").unlink(),
        lambda out: (out / "new").mkdir(),
        lambda out: (out / "en" / "risks" / "new").mkdir(),
        lambda out: (out / "risks").rename(out / "gone"),
        lambda out: (out / "manifest.json").write_text("other", encoding="utf-8"),
        lambda out: (out / "manifest.json").unlink(),
        lambda out: out.rename(out.parent / "elsewhere"),
    ],
)
def test_whatever_comes_or_goes_is_seen(front: Front, touch: Callable[[Path], object]) -> None:
    outputs = front.outputs()
    touch(front.out)
    assert not front.has(outputs)
    assert front.outputs() != outputs


def test_what_is_hidden_is_not_of_the_site(front: Front) -> None:
    outputs = front.outputs()
    (front.out / ".git" / "index").write_text("", encoding="utf-8")
    assert front.has(outputs)


def test_where_there_is_no_site_nothing_is_as_it_was(tmp_path: Path) -> None:
    front = Front(tmp_path, tmp_path / "site")
    assert front.outputs() == {}
    assert not front.has({})


RISK = "registers/desk/risks/R001.md"


def inputs(unsettled: frozenset[str] = frozenset(), **marks: str) -> Inputs:
    """What a build reads, by path and mark."""
    names = {"risk": RISK, "settings": "riskbook.yml", "register": "registers/desk/register.yml"}
    names |= {"incident": "registers/desk/incidents/I001.yml", "note": "registers/desk/README.md"}
    entries = [Entry(names[key], 1, mark, EntryKind.FILE) for key, mark in marks.items()]
    paths = frozenset(entry.path for entry in entries)
    return Inputs(entries, paths - {names[key] for key in unsettled}, "", {})


@pytest.mark.parametrize(
    ("now", "changed"),
    [
        (inputs(settings="1", register="1", risk="1"), frozenset()),
        (inputs(settings="1", register="1", risk="2"), {RISK}),
        (inputs(settings="1", register="1"), {RISK}),
        (inputs(frozenset({"risk"}), settings="1", register="1", risk="1"), {RISK}),
        (inputs(settings="1", register="1", risk="1", note="1"), frozenset()),
        (inputs(settings="2", register="1", risk="1"), None),
        (inputs(settings="1", register="2", risk="1"), None),
        (inputs(settings="1", risk="1"), None),
        (inputs(frozenset({"settings"}), settings="1", register="1", risk="1"), None),
        (inputs(settings="1", register="1", risk="1", incident="1"), None),
    ],
)
def test_only_records_may_have_changed(now: Inputs, changed: frozenset[str] | None) -> None:
    before = inputs(settings="1", register="1", risk="1")
    assert now.changed({"inputs": before.state}) == changed


def test_another_program_has_changed_everything() -> None:
    now = inputs(settings="1", risk="1")
    assert now.changed({"inputs": now.state | {"version": "0"}}) is None
    assert now.changed({"inputs": now.state | {"resources": {"a": 1}}}) is None
