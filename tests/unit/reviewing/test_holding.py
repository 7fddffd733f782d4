"""Of several entries the last that stands counts, and an entry says what changed since."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NoReturn

from riskbook.assessing.standing import Doubt, Held
from riskbook.model.records import SignOff
from riskbook.reviewing.fingerprints import Fingerprint
from riskbook.reviewing.holding import hold
from samples import sample_sign_off

NOW = Fingerprint(
    {"statement/event": "a" * 12, "treatment/strategy": "b" * 12},
    {"control/C001": "c" * 12, "path/services/**": "d" * 12},
)


def entry(day: int, fingerprint: Fingerprint = NOW) -> SignOff:
    return sample_sign_off(
        day=date(2026, 10, day),
        content=tuple(fingerprint.content.items()),
        basis=tuple(fingerprint.basis.items()),
    )


def held(*entries: SignOff, doubt: Callable[[SignOff], Doubt | None] = lambda _: None) -> Held:
    found = hold(entries, lambda: NOW, doubt, paths_known=True)
    assert found is not None
    return found


OLD = Fingerprint({"statement/event": "9" * 12}, {"control/C002": "c" * 12})


def test_without_entries_there_is_nothing() -> None:
    assert hold((), lambda: NOW, lambda _: None, paths_known=True) is None


def test_an_entry_of_what_stands_there_stands() -> None:
    found = held(entry(1))
    assert (found.stands, found.bound) == (True, True)
    assert (found.changed, found.basis_changed, found.doubt) == ((), (), None)


def test_what_changed_came_or_went_is_named() -> None:
    found = held(entry(1, OLD))
    assert found.changed == ("statement/event", "treatment/strategy")
    assert found.basis_changed == ("control/C001", "control/C002", "path/services/**")
    assert not found.stands


def test_the_last_that_stands_counts_and_a_worthless_one_takes_nothing_from_it() -> None:
    first, second, third = entry(1), entry(2), entry(3, OLD)
    assert held(first, second, third).entry == second
    assert (
        held(first, second, doubt=lambda each: Doubt.NO_ROLE if each == second else None).entry
        == first
    )


def test_where_none_stands_the_last_says_why() -> None:
    found = held(entry(1, OLD), entry(2), doubt=lambda _: Doubt.OWN_CHANGE)
    assert found.entry.date == date(2026, 10, 2)
    assert (found.doubt, found.stands) == (Doubt.OWN_CHANGE, False)


def test_a_change_of_the_basis_alone_leaves_it_standing() -> None:
    changed = Fingerprint(NOW.content, {**NOW.basis, "control/C001": "0" * 12})
    found = held(entry(1, changed))
    assert found.stands
    assert found.basis_changed == ("control/C001",)


def test_an_entry_that_binds_nothing_never_asks_what_stands_there() -> None:
    def never() -> NoReturn:
        raise AssertionError

    unbound = sample_sign_off()
    found = hold((unbound,), never, lambda _: None, paths_known=True)
    assert found == Held(unbound, (), (), None)
    assert not found.bound


def test_paths_are_passed_by_where_nobody_can_tell_what_matches_them() -> None:
    signed = entry(1, Fingerprint(NOW.content, {"control/C001": "c" * 12, "path/x": "e" * 12}))
    blind = hold((signed,), lambda: NOW, lambda _: None, paths_known=False)
    assert blind is not None
    assert blind.basis_changed == ()
    assert held(signed).basis_changed == ("path/services/**", "path/x")
