"""Whatever is edited together: no material change is left out, and nothing is made up."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from delta_cases import BOOK, CASES
from riskbook.model.book import Book
from riskbook.reviewing.changes import Kind, Weight
from riskbook.reviewing.content import changed_pointers, content_of
from riskbook.reviewing.delta import compare
from riskbook.run import judge
from samples import TODAY

TOGETHER = sorted(set(CASES) - {"a new risk", "a risk is taken away", "a risk is closed"})
SHELVES = ("risks", "plans", "controls", "processes")
BASE = judge(BOOK, TODAY)

edited = st.lists(st.sampled_from(TOGETHER), max_size=5, unique=True)


def apply(names: list[str]) -> Book:
    book = BOOK
    for name in names:
        book = CASES[name][0](book)
    return book


def materially_changed(book: Book) -> set[tuple[str, str]]:
    """Id and pointer of all that a sign-off would be voided by."""
    return {
        (key, pointer)
        for shelf in SHELVES
        for key, was in getattr(BOOK, shelf).items()
        for pointer in changed_pointers(
            content_of(was).items(), content_of(getattr(book, shelf)[key])
        )
    }


@settings(max_examples=60, deadline=None)
@given(edited)
def test_what_voids_a_sign_off_is_named_and_nothing_else_is_called_material(
    names: list[str],
) -> None:
    book = apply(names)
    told = compare(BASE, judge(book, TODAY))
    material = {
        (one.id, one.pointer)
        for one in told.changes
        if one.weight is Weight.MATERIAL
        and any(one.id in getattr(book, shelf) for shelf in SHELVES)
    }
    changed = materially_changed(book)
    for key, pointer in changed:
        assert any(
            of == key and (at == pointer or at.startswith(f"{pointer}/")) for of, at in material
        ), (key, pointer)
    for key, at in material:
        assert any(
            of == key and (at == pointer or at.startswith(f"{pointer}/"))
            for of, pointer in changed
            # One score for all dimensions is named beside those that stand in its place.
        ) or at.endswith("/impact"), (key, at)


@settings(max_examples=30, deadline=None)
@given(edited)
def test_a_book_and_itself_differ_in_nothing(names: list[str]) -> None:
    judged = judge(apply(names), TODAY)
    assert compare(judged, judged).is_empty
    assert compare(judged, judge(apply(names), TODAY)).is_empty


@settings(max_examples=30, deadline=None)
@given(edited)
def test_every_change_has_two_different_ends(names: list[str]) -> None:
    for one in compare(BASE, judge(apply(names), TODAY)).changes:
        unseen = one.kind is Kind.ORGANIZATION_CHANGED
        assert one.before != one.after or unseen
        assert one.base is not None or one.before is None
        assert one.head is not None or one.after is None
