"""The parts of the preview that need no server: watching, the board, what is added to a page."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from riskbook.site.frame import POLICY
from riskbook.site.serving_board import Board, Shown
from riskbook.site.serving_pages import bare_page, with_reload
from riskbook.site.serving_watch import SETTLING, SHARE, SHORTEST, Clock, changes


@dataclass
class Folder:
    """A folder whose states come one after the other; looking costs processor time."""

    states: Iterator[str]
    cost: float = 0.0
    used: float = 0.0
    paused: list[float] = field(default_factory=list)

    def look(self) -> str:
        self.used += self.cost
        return next(self.states)

    @property
    def clock(self) -> Clock:
        return Clock(pause=self.paused.append, used=lambda: self.used)


def test_a_change_is_told_once_and_nothing_is_told_without_one() -> None:
    folder = Folder(iter("aaaabbbbcc"))
    assert len(list(islice(changes(folder.look, folder.clock), 3))) == 3
    assert "".join(folder.states) == "", "both changes were told, each when it was at rest"
    assert folder.paused == [SHORTEST] * 3 + [SETTLING] + [SHORTEST] * 2 + [SETTLING]


def test_a_file_that_is_being_written_is_waited_for() -> None:
    folder = Folder(iter("abcdefff"))
    assert len(list(islice(changes(folder.look, folder.clock), 2))) == 2
    assert folder.paused == [SETTLING] * 5


def test_a_file_that_is_never_at_rest_is_told_all_the_same() -> None:
    folder = Folder(map(str, range(1000)))
    assert len(list(islice(changes(folder.look, folder.clock), 3))) == 3


def test_a_change_during_the_work_is_told_next() -> None:
    folder = Folder(iter("abb"))
    watched = changes(folder.look, folder.clock)
    next(watched)  # the caller builds; meanwhile a becomes b
    next(watched)


def test_a_big_book_is_looked_at_less_often() -> None:
    folder = Folder(iter("aaaabb"), cost=0.1)
    assert len(list(islice(changes(folder.look, folder.clock), 2))) == 2
    for pause in folder.paused[:-1]:
        assert abs(0.1 / (0.1 + pause) - SHARE) < 1e-9


def test_who_waits_at_the_board_hears_of_the_next_state() -> None:
    board = Board()
    first = board.after(None, 0)
    assert first is board.shown
    assert board.after(first, 0.01) is first
    news = Shown("a", frozenset({"index.html"}))
    heard: list[Shown | None] = []
    waiting = threading.Thread(target=lambda: heard.append(board.after(first, 60)))
    waiting.start()
    board.post(news)
    waiting.join(60)
    assert heard == [news]
    board.close()
    assert board.after(news, 60) is None


def test_a_page_is_told_what_is_wrong_on_one_line() -> None:
    told = Shown("a", trouble={"en": {"title": "Two\nlines"}}).to_json()
    assert "\n" not in told
    assert json.loads(told) == {"version": "a", "trouble": {"en": {"title": "Two\nlines"}}}
    assert json.loads(Shown("b").to_json()) == {"version": "b", "trouble": None}


def test_only_the_head_of_a_page_is_changed() -> None:
    """What an author writes may look like the policy, or like the end of a head."""
    body = f"<body>{POLICY} &lt;/head></body>"
    page = f'<head><meta content="{POLICY}"></head>{body}'.encode()
    served = with_reload(page, "a").decode()
    assert served.endswith(f'data-version="a" defer></script>\n</head>{body}')
    assert served.startswith(f"<head><meta content=\"{POLICY}; connect-src 'self'\">")


def test_a_bare_page_has_the_same_policy_and_escapes_its_words() -> None:
    page = bare_page("en", "<b>", '"&', "").decode()
    assert f"{POLICY}; connect-src 'self'" in page
    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    assert 'data-version=""' in page
