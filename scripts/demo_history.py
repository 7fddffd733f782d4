# ruff: noqa: INP001  # run as a module, so that it finds its rooms in scripts/demo
"""Write a git repository with two years of the example book's past: ``make demo``.

python -m scripts.demo_history [FOLDER]     from the repository's root; FOLDER is demo by default
python -m scripts.demo_history --book BOOK  of another copy of the example book

The last commit is the book as it stands in this clone; the commits before it are derived from the
dates in its files, and from ``scripts/demo/scenario.yml`` where dates alone cannot tell. The same
book gives the same commit ids, on any machine.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
from pathlib import Path

from scripts.demo.branches import Commit, Tag, lay_out, tags
from scripts.demo.happenings import catching_up, happenings
from scripts.demo.lifetimes import live
from scripts.demo.rescoring import rescorings
from scripts.demo.scenario import ScenarioError, read_scenario
from scripts.demo.shelf import read_shelf
from scripts.demo.states import Past, criteria_in_force
from scripts.demo.writing import OccupiedError, make_sure_it_is_ours, write

ROOT = Path(__file__).resolve().parents[1]
FOLDER = Path(__file__).parent / "demo"


def main() -> int:
    """Read the arguments, derive the history and write it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=Path("demo"), metavar="FOLDER")
    parser.add_argument("--book", type=Path, default=ROOT, metavar="FOLDER")
    given = parser.parse_args()
    folder: Path = given.folder
    try:
        make_sure_it_is_ours(folder)
        commits, quarters = derive(given.book)
        write(folder, commits, quarters)
    except (ScenarioError, OccupiedError) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write(f"{len(commits)} commits, {len(quarters)} tags in {folder}\n")
    return 0


def derive(book: Path) -> tuple[list[Commit], list[Tag]]:
    """The commits and tags that lead to a book as it stands.

    Raises :class:`ScenarioError` where the scenario no longer fits the book.
    """
    scenario = read_scenario(FOLDER)
    gone = {leaving.under: leaving.until for leaving in scenario.leaving}
    shelf = read_shelf(book, FOLDER / "past", gone)
    told = (*scenario.scores, *rescorings(shelf))
    scenario = dataclasses.replace(scenario, scores=told)
    past = Past(shelf, scenario, live(shelf, scenario), criteria_in_force(shelf, scenario))
    found = happenings(past)
    settled, last = catching_up(past, found)
    past = dataclasses.replace(past, settled=settled)
    every = sorted([*found, *last], key=lambda each: (each.day, each.order))
    commits, tree = lay_out(past, every)
    _hold_to_the_book(tree, shelf.present())
    message = scenario.phrases["quarter"]["en"]
    return commits, tags(commits, scenario.start, scenario.end, message)


def _hold_to_the_book(tree: dict[str, bytes], present: dict[str, bytes]) -> None:
    paths = {*tree, *present}
    wrong = sorted(path for path in paths if tree.get(path) != present.get(path))
    if wrong:
        message = f"The history does not end in the book as it stands: {', '.join(wrong)}"
        raise ScenarioError(message)


if __name__ == "__main__":
    sys.exit(main())
