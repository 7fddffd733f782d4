"""What is kept of each record gives what making everything gives, whatever changed in between."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from riskbook.site.lines import Lines

IDS = st.sampled_from([f"R{number:03}" for number in range(40)])
STATES = st.lists(st.dictionaries(IDS, st.integers(0, 3), max_size=40), min_size=1, max_size=6)
"""Books one after the other: what is to be said of each record that there is."""


@settings(deadline=None, max_examples=60)
@given(STATES, st.sets(IDS))
def test_what_is_kept_is_what_would_be_made(states: list[dict[str, int]], more: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        before: dict[str, int] = {}
        for number, now in enumerate(states):
            ids = now.keys() | before.keys()
            changed = {key for key in ids if now.get(key) != before.get(key)}
            again = frozenset(changed | more) if number else None
            made: list[str] = []

            def make(
                wanted: Sequence[str], now: dict[str, int] = now, made: list[str] = made
            ) -> Iterator[bytes]:
                made.extend(wanted)
                return (f"{key} {now[key]}".encode() for key in wanted)

            said = Lines(Path(folder), again).of("file", sorted(now), make)
            assert said == {key: f"{key} {now[key]}".encode() for key in now}
            assert list(said) == sorted(now)
            assert again is None or set(made) == again & now.keys()
            before = now
