"""The states of the past: each as if the book had been read at once, and told by what changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from riskbook.model.book import Book
from riskbook.reading import versions
from riskbook.reading.loading import load
from riskbook.reading.past import KINDS, State, past
from riskbook.reading.placing import Kind
from riskbook.reading.trees import GitTree
from riskbook.reading.unusable import UnusableTreeError
from small_book import (
    CONTROL,
    CRITERIA,
    EXERCISE,
    ORGANIZATION,
    OTHER_RISK,
    PLAN,
    REGISTER,
    RISK,
    SETTINGS,
    SIGN_OFF,
    edited,
    small_book,
)
from told_book import Step, git, tell

MOVED = "registers/front/risks/R002-server-is-down.md"
TWIN = "registers/desk/risks/R001-a-twin.md"
OTHER_WORDS = ("key: possible, name: {en: Possible", "key: perhaps, name: {en: Perhaps")


def told(folder: Path, *files: Mapping[str, bytes]) -> list[State]:
    """The states, each with a copy of its records, of a book with just these files."""
    tell(folder, [Step(one) for one in files])
    return states(folder)


def states(folder: Path, **options: Any) -> list[State]:
    kept = []
    for state in past(folder, **options):
        records = {kind: dict(found) for kind, found in state.records.items()}
        kept.append(
            State(
                state.commit,
                state.framework,
                state.settings,
                state.criteria,
                state.changes,
                state.unread,
                records,
            )
        )
    return kept


def records_of(book: Book) -> dict[Kind, dict[str, Any]]:
    return {
        Kind.REGISTER: dict(book.registers),
        Kind.RISK: dict(book.risks),
        Kind.PLAN: dict(book.plans),
        Kind.CONTROL: dict(book.controls),
        Kind.PROCESS: dict(book.processes),
        Kind.SIGN_OFF: {entry.source.path: entry for entry in book.sign_offs},
        Kind.EXERCISE: {entry.source.path: entry for entry in book.exercises},
    }


def changed(state: State) -> dict[str, str]:
    """What a state says of each record: ``+`` new, ``-`` gone, ``~`` another."""
    return {
        one.key: "+" if one.before is None else "-" if one.after is None else "~"
        for one in state.changes
    }


def without(*paths: str) -> dict[str, bytes]:
    return edited(dict.fromkeys(paths))


def moved() -> dict[str, bytes]:
    files = small_book()
    files[MOVED] = files.pop(OTHER_RISK)
    return files | {"registers/front/register.yml": b"title: Front desk\n"}


STORY: dict[str, Mapping[str, bytes]] = {
    "before there was a book": {"registers/desk/risks/README.md": b"soon"},
    "nothing to read it by": without(SETTINGS, CRITERIA),
    "still no criteria": without(CRITERIA),
    "criteria that are none": edited({CRITERIA: "version: 1\n"}),
    "the book": small_book(),
    "a risk rescored": edited({RISK: ("likelihood: 2", "likelihood: 3")}),
    "a risk that is not YAML": edited({RISK: ("id: R001", "id: [")}),
    "a risk without front matter": edited({RISK: "nothing"}),
    "a risk in GBK": edited({RISK: "---\nid: 夜间\n---\n".encode("gbk")}),
    "a risk that is too long": edited({RISK: b"x" * 1_100_000}),
    "a risk of no known category": edited({RISK: ("category: operational", "category: odd")}),
    "a value that is cut short": edited({RISK: ("31 of 212 urgent", "31 of #212 urgent")}),
    "a risk gone": without(RISK),
    "a risk again, and a twin": {**small_book(), TWIN: small_book()[RISK]},
    "the first of the twins broken": {**small_book(), TWIN: b"nothing"},
    "no twin": small_book(),
    "another id in the same file": edited({RISK: ("id: R001", "id: R007")}),
    "moved, and into another register": moved(),
    "and back": small_book(),
    "a register in Chinese": edited({REGISTER: small_book()[REGISTER] + b"language: zh\n"}),
    "a register in no language of the book": edited(
        {REGISTER: small_book()[REGISTER] + b"language: fr\n"}
    ),
    "a register that is none": edited({REGISTER: "[]"}),
    "no register": without(REGISTER),
    "another default language": edited({SETTINGS: ("[en, zh]", "[zh, en]")}),
    "ids of its own": edited({SETTINGS: small_book()[SETTINGS] + b'ids: {risk: "^R00[2-9]$"}\n'}),
    "another word for a score": edited({CRITERIA: OTHER_WORDS}),
    "one dimension less": edited(
        {CRITERIA: ("    financial: {name: {en: Money, zh: 资金}, unit: money}\n", "")}
    ),
    "another matrix": edited({CRITERIA: ("- [low, low, medium]", "- [medium, high, high]")}),
    "another organisation": edited({ORGANIZATION: ("Desk lead", "Head of the desk")}),
    "out of the way": {**small_book(), "registers/desk/risks/.R009-x.md": small_book()[RISK]},
    "fewer of everything": without(PLAN, CONTROL, SIGN_OFF, EXERCISE),
    "all of it again": small_book(),
}


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book in a folder of a repository whose names need quoting."""
    top = tmp_path_factory.mktemp("told") / "公司"
    tell(top, [Step(files) for files in STORY.values()], "风险 登记/")
    return top / "风险 登记"


@pytest.mark.parametrize("kinds", [KINDS, frozenset({Kind.RISK})], ids=["all", "risks"])
def test_every_state_is_that_of_the_book_read_at_once(story: Path, kinds: frozenset[Kind]) -> None:
    found = states(story, kinds=kinds)
    assert len(found) == len(STORY)
    compared = 0
    for name, state in zip(STORY, found, strict=True):
        book = load(GitTree(story, state.commit.id)).book if state.settings else None
        if book is None:
            assert not state.records[Kind.RISK], name
            continue
        for kind, records in records_of(book).items():
            assert kind not in kinds or state.records[kind] == records, (name, kind)
        assert (state.settings, state.criteria) == (book.settings, book.criteria), name
        assert kinds != KINDS or state.unread == book.unread, name
        compared += 1
    assert compared == len(STORY) - 4


def test_the_changes_lead_from_each_state_to_the_next(story: Path) -> None:
    records: dict[Kind, dict[str, Any]] = {kind: {} for kind in KINDS}
    for state in states(story):
        for change in state.changes:
            assert records[change.kind].get(change.key) == change.before
            assert change.before != change.after
            records[change.kind].pop(change.key, None)
            if change.after is not None:
                records[change.kind][change.key] = change.after
        assert records == state.records
        keys = [(change.kind.value, change.key) for change in state.changes]
        assert keys == sorted(keys)


def test_the_demonstration_is_read_like_any_other_book(demo: Path) -> None:
    """Every fiftieth state of it, and the last."""
    count = 0
    for place, state in enumerate(past(demo)):
        if place % 50 and state.commit.id != git(demo, "rev-parse", "HEAD").strip():
            continue
        book = load(GitTree(demo, state.commit.id)).book
        assert book is not None
        for kind, records in records_of(book).items():
            assert dict(state.records[kind]) == records
        count += 1
    assert count > 10


def test_what_changed_is_told_by_record(tmp_path: Path) -> None:
    found = told(
        tmp_path,
        without(OTHER_RISK),
        small_book(),
        edited({RISK: ("likelihood: 2", "likelihood: 3"), PLAN: None}),
        edited({RISK: ("likelihood: 2", "likelihood: 3"), OTHER_RISK: "---\nid: R002\n---\n"}),
    )
    assert {key: sign for key, sign in changed(found[0]).items() if key[0] in "RPC"} == {
        "R001": "+",
        "P001": "+",
        "C001": "+",
    }
    assert changed(found[1]) == {"R002": "+"}
    assert changed(found[2]) == {"P001": "-", "R001": "~"}
    assert changed(found[3]) == {"P001": "+", "R002": "-"}
    assert [state.unread for state in found] == [frozenset()] * 3 + [frozenset({"R002"})]
    (change,) = (one for one in found[2].changes if one.key == "R001")
    assert change.before.assessment.current.likelihood == 2
    assert change.after.assessment.current.likelihood == 3


def test_a_file_that_moved_is_the_same_record(tmp_path: Path) -> None:
    _, state = told(tmp_path, small_book(), moved())
    (change,) = (one for one in state.changes if one.kind is Kind.RISK)
    assert (change.key, change.before.source.path) == ("R002", OTHER_RISK)
    assert change.after.source.path == MOVED
    assert change.after.source.digest == change.before.source.digest


def test_criteria_that_change_the_meaning_of_a_word_change_the_records(tmp_path: Path) -> None:
    """R002 is ``possible``; R001 says 2, and stays what it is."""
    later = "key: possible, name: {en: Possible", "key: probable, name: {en: Possible"
    also = small_book()[CRITERIA].decode().replace(*later).replace("key: likely", "key: possible")
    _, state = told(tmp_path, small_book(), edited({CRITERIA: also}))
    assert state.framework == (CRITERIA,)
    (change,) = state.changes
    assert change.key == "R002"
    assert change.before.source == change.after.source
    assert change.before.assessment.current.likelihood == 2
    assert change.after.assessment.current.likelihood == 3


def test_a_framework_that_cannot_be_read_leaves_the_last_standing(tmp_path: Path) -> None:
    broken = {CRITERIA: "levels: []\n", SETTINGS: "format: none\n", ORGANIZATION: "people: 3\n"}
    for path, text in broken.items():
        _, state, after = told(
            tmp_path / path.rpartition("/")[2],
            small_book(),
            edited({path: text, RISK: ("likelihood: 2", "likelihood: 3")}),
            edited({CRITERIA: ('version: "2026-01"', 'version: "2026-02"')}),
        )
        assert state.criteria is not None
        assert state.criteria.version == "2026-01"
        assert changed(state) == {"R001": "~"}
        assert changed(after) == {"R001": "~"}
        assert after.criteria is not None
        assert after.criteria.version == "2026-02"


def test_criteria_that_came_while_another_file_was_broken_count_once_it_is_mended(
    tmp_path: Path,
) -> None:
    newer = ('version: "2026-01"', 'version: "2026-02"')
    found = told(
        tmp_path,
        small_book(),
        edited({CRITERIA: newer, ORGANIZATION: "people: 3\n"}),
        edited({CRITERIA: newer}),
    )
    versions_then = [state.criteria.version for state in found if state.criteria]
    assert versions_then == ["2026-01", "2026-01", "2026-02"]


def test_each_blob_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[bytes | None] = []
    whole = versions.version

    def counting(content: bytes | None, kind: Kind) -> versions.Version:
        read.append(content)
        return whole(content, kind)

    monkeypatch.setattr("riskbook.reading.past.version", counting)
    one, other = small_book(), edited({RISK: ("likelihood: 2", "likelihood: 3")})
    copied = {**other, "registers/desk/risks/R003-copy.md": other[OTHER_RISK]}
    found = told(tmp_path, one, other, one, copied, other)
    assert len(found) == 5
    assert len(read) == len(set(read))
    assert set(read) < {*one.values(), *other.values()}


def test_an_older_format_comes_through_the_same_door(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Here a format 0, in which a status was a state."""
    old = {path: text.replace(b"\nstatus:", b"\nstate:") for path, text in small_book().items()}
    old[SETTINGS] = old[SETTINGS].replace(b"format: 1", b"format: 0")

    def step(kind: Kind, data: dict[str, Any]) -> dict[str, Any]:
        if kind is Kind.SETTINGS:
            return {**data, "format": "1"}
        return {"status" if name == "state" else name: value for name, value in data.items()}

    def steps_from(written: object) -> tuple[Any, ...]:
        return (step,) if str(written) == "0" else ()

    monkeypatch.setattr("riskbook.reading.foundation.steps_from", steps_from)
    before, after = told(tmp_path, old, small_book())
    assert before.records[Kind.RISK].keys() == {"R001", "R002"}
    (change,) = (one for one in after.changes if one.key == "R001")
    assert change.before.status is change.after.status


def test_links_and_what_is_no_record_are_passed_by(tmp_path: Path) -> None:
    tell(tmp_path, [Step(small_book()), Step({**small_book(), "registers/notes.txt": b""})])
    (tmp_path / "registers/desk/risks/R003-link.md").symlink_to("R001-night-calls.md")
    identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    git(tmp_path, "add", "--all")
    git(tmp_path, *identity, "commit", "--quiet", "--message=feat: a link")
    assert [changed(state) for state in states(tmp_path)][1:] == [{}, {}]


def test_history_up_to_a_commit_of_then(tmp_path: Path) -> None:
    commits = tell(tmp_path, [Step(small_book(), "2026-01-01"), Step(without(RISK), "2026-02-01")])
    (state,) = states(tmp_path, until=commits[0])
    assert "R001" in state.records[Kind.RISK]
    assert len(states(tmp_path)) == 2


def test_a_shallow_clone_has_no_past(tmp_path: Path) -> None:
    tell(tmp_path / "whole", [Step(small_book()), Step(without(RISK))])
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{tmp_path / 'whole'}", "part")
    with pytest.raises(UnusableTreeError) as caught:
        past(tmp_path / "part")
    assert caught.value.saying.key == "git.shallow-history"


def test_a_blob_that_a_partial_clone_lacks_makes_no_record(tmp_path: Path) -> None:
    rescored = edited({RISK: ("likelihood: 2", "likelihood: 3")})
    tell(tmp_path / "whole", [Step(small_book()), Step(rescored), Step(small_book())])
    git(tmp_path / "whole", "config", "uploadpack.allowFilter", "true")
    source = f"file://{tmp_path / 'whole'}"
    git(tmp_path, "clone", "--quiet", "--filter=blob:none", source, "part")
    found = [state.records[Kind.RISK].keys() for state in states(tmp_path / "part")]
    assert found == [{"R001", "R002"}, {"R002"}, {"R001", "R002"}]
