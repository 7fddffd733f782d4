"""Images are drawn when a figure in them has moved, and otherwise given as they were drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from riskbook.reading.history import History
from riskbook.site import pictures
from riskbook.site.input import SiteInput
from riskbook.site.journeys import journeys
from riskbook.site.one_language import all_pictures
from samples import sample_book, sample_risk

MakeSite = Callable[..., SiteInput]

PATH = "images/matrix-current"
DIRTY = History("a" * 40 + "+")


def shown(site: SiteInput, history: History) -> dict[str, pictures.Picture]:
    return {PATH: all_pictures(site, journeys(site), history)[PATH]}


@pytest.fixture
def folder(tmp_path: Path, make_site: MakeSite) -> Path:
    """The image of a book as it was committed."""
    pictures.start(shown(make_site(), DIRTY.committed), tmp_path).finish()
    return tmp_path


def drawing(folder: Path, site: SiteInput) -> pictures.Drawing:
    return pictures.start(shown(site, DIRTY), folder, committed=shown(site, DIRTY.committed))


def test_what_moves_nothing_leaves_the_image_of_the_commit(
    folder: Path, make_site: MakeSite
) -> None:
    assert DIRTY.is_dirty
    assert not DIRTY.committed.is_dirty
    drawn = {path.name for path in folder.iterdir()}
    images, _ = drawing(folder, make_site()).finish()
    assert {path.name for path in folder.iterdir()} == drawn
    assert images[f"{PATH}.svg"] in {path.read_bytes() for path in folder.glob("*.svg")}


def test_what_moves_a_figure_is_drawn_with_the_mark_of_uncommitted_changes(
    folder: Path, make_site: MakeSite
) -> None:
    moved = make_site(sample_book([sample_risk("R001", 5, 5)]))
    assert drawing(folder, moved).pictures == shown(moved, DIRTY)
