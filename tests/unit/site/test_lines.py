"""What a build has said of each record, kept for the next: the files are the same without it."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from riskbook.model.book import Book
from riskbook.model.records import Risk
from riskbook.model.terms import Status
from riskbook.site import lines as kept_lines
from riskbook.site.downloads import long_sheets
from riskbook.site.downloads.files import language_files, shared_files
from riskbook.site.downloads.long_sheets import Spans
from riskbook.site.downloads.packing import Packed
from riskbook.site.edition import Edition, edition
from riskbook.site.feeds import calendar
from riskbook.site.input import SiteInput
from riskbook.site.lines import Lines
from riskbook.site.register_data import register_data
from samples import sample_action, sample_book, sample_exercise, sample_plan, sample_risk

MakeSite = Callable[..., SiteInput]


def files(made: Edition, lines: Lines) -> dict[str, bytes]:
    """All files of a language about many records."""
    return {
        **dict(shared_files([made], lines)),
        **dict(language_files(made, lines)),
        "data": register_data(made, lines).encode(),
        "calendar": calendar(made, lines).encode(),
    }


def book_of(risks: dict[str, Risk]) -> Book:
    plans = [sample_plan(), sample_plan("P002", title="Another way out")]
    return sample_book(risks.values(), plans=plans, exercises=[sample_exercise(plans[0])])


def rescored(risk: Risk, chance: random.Random) -> Risk:
    current = risk.assessment.current
    assert current is not None
    stage = replace(current, likelihood=chance.randint(1, 5))
    return replace(risk, assessment=replace(risk.assessment, current=stage))


def left_open(risk: Risk, _: random.Random) -> Risk:
    return replace(risk, assessment=replace(risk.assessment, current=None))


def closed(risk: Risk, _: random.Random) -> Risk:
    return replace(risk, status=Status.CLOSED)


def retitled(risk: Risk, chance: random.Random) -> Risk:
    return replace(risk, title=f"Title {chance.randint(1, 4)}\u00a0<&>")


def replanned(risk: Risk, chance: random.Random) -> Risk:
    return replace(risk, plan=chance.choice(["P001", "P002"]))


def reworked(risk: Risk, chance: random.Random) -> Risk:
    actions = tuple(sample_action(id=f"A{number}") for number in range(chance.randint(0, 3)))
    return replace(risk, treatment=replace(risk.treatment, actions=actions))


EDITS = (rescored, rescored, rescored, left_open, closed, retitled, replanned, reworked)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("language", ["en", "zh"])
def test_files_are_those_that_are_made_of_nothing(
    make_site: MakeSite,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    language: str,
) -> None:
    monkeypatch.setattr(long_sheets, "_SPAN", 3)
    chance = random.Random(seed)  # noqa: S311  # of edits
    first = {f"R{number:03}": chance.randint(1, 5) for number in range(1, 20)}
    risks = {key: sample_risk(key, score, 3, title=f"{key}?") for key, score in first.items()}
    again: frozenset[str] | None = None
    for number in range(8):
        made = edition(make_site(book_of(risks), language=language))
        assert files(made, Lines(tmp_path, again)) == files(made, Lines())
        key = chance.choice(sorted(risks))
        before = risks[key]
        if number == 3:
            risks = {other: risk for other, risk in risks.items() if other != key}
        elif number == 5:
            risks = {**risks, "R900": sample_risk("R900", 4, 4), key: before}
        elif before.assessment.current is not None:
            risks = {**risks, key: chance.choice(EDITS)(before, chance)}
        # the plans of the sample are named by all, so what they tell of them may be another
        again = frozenset({key, "P001", "P002", *(("R900",) if number == 5 else ())})


def test_a_span_is_packed_again_only_where_it_says_something_else() -> None:
    made: list[str] = []

    def piece(spans: Spans, ids: str, shows: bytes) -> Packed:
        return spans.piece("span", ids, shows, lambda: (made.append(ids) or ids.encode(), None))[0]  # type: ignore[func-returns-value]

    first = Spans({}, frozenset("abc"))
    packed = piece(first, "abc", b"5")
    same = Spans(first.now, frozenset("d"))
    assert piece(same, "abc", b"5") == packed
    assert (made, same.made, same.now) == (["abc"], [], first.now)
    for ids, shows, anew in (("acb", b"5", "d"), ("abc", b"4", "d"), ("abc", b"5", "b")):
        other = Spans(first.now, frozenset(anew))
        assert piece(other, ids, shows).size == len(ids)
        assert other.made == ["span"]
    assert len(made) == 4


def spoken(lines: Lines) -> tuple[dict[str, str], list[str]]:
    """What is said of three records, and of which of them it was made."""
    made: list[str] = []

    def make(ids: Sequence[str]) -> Iterator[str]:
        made.extend(ids)
        return (key.lower() for key in ids)

    return lines.of("file", "ABC", make), made


ALL = {"A": "a", "B": "b", "C": "c"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder in which something has been kept."""
    spoken(Lines(tmp_path, None))
    assert spoken(Lines(tmp_path, frozenset("B"))) == (ALL, ["B"])
    return tmp_path


@pytest.mark.parametrize("name", ["file", "file.newer"])
@pytest.mark.parametrize("content", [b"", b"x", b"\0" * 9, None])
def test_what_cannot_be_read_is_made(folder: Path, name: str, content: bytes | None) -> None:
    (folder / "file.newer").touch()
    if content is None:
        content = (folder / name).read_bytes()[:-1]
    (folder / name).write_bytes(content)
    assert spoken(Lines(folder, frozenset())) == (ALL, ["A", "B", "C"])
    assert spoken(Lines(folder, frozenset())) == (ALL, [])


def test_what_is_newer_belongs_to_one_file_only(folder: Path) -> None:
    newer = folder / "file.newer"
    Lines(folder).keep("file", dict.fromkeys("ABCDEFGHIJKLMNOP", "x"), "ABC")
    lines = Lines(folder, frozenset())
    lines.keep("file", lines.before("file") | {"A": "y"}, "A")
    kept = newer.read_bytes()
    assert Lines(folder, frozenset()).before("file")["A"] == "y"
    Lines(folder).keep("file", dict.fromkeys("ABCDEFGHIJKLMNOPQ", "x"), "ABC")
    assert not newer.exists()
    newer.write_bytes(kept)
    assert Lines(folder, frozenset()).before("file") == {}


def test_nothing_is_taken_where_nothing_can_be_relied_on(folder: Path) -> None:
    assert spoken(Lines(folder, None)) == (ALL, ["A", "B", "C"])


def test_nothing_is_taken_that_rested_on_something_else(tmp_path: Path) -> None:
    Lines(tmp_path).keep("file", ALL, ALL, ("one", 1))
    assert Lines(tmp_path, frozenset()).before("file", ("one", 1)) == ALL
    assert Lines(tmp_path, frozenset()).before("file", ("one", 2)) == {}


def test_nothing_is_taken_from_another_interpreter(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_lines, "_MADE_WITH", "another")
    assert spoken(Lines(folder, frozenset())) == (ALL, ["A", "B", "C"])


def test_a_folder_that_cannot_be_written_costs_no_more_than_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert spoken(Lines(tmp_path / "file", frozenset())) == (ALL, ["A", "B", "C"])
    assert spoken(Lines(None, frozenset())) == (ALL, ["A", "B", "C"])
