"""What a reader subscribes to: the days on which something is due, and what has moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import partial
from itertools import chain
from uuid import NAMESPACE_URL, uuid5

from riskbook.model.terms import Status
from riskbook.reporting.as_calendar import (
    Entry,
    Event,
    as_entries,
    calendar_host,
    calendar_of,
)
from riskbook.reviewing.turn_words import turn_words
from riskbook.reviewing.turns import Turn
from riskbook.site.addresses import CALENDAR, FEED
from riskbook.site.edition import Edition
from riskbook.site.lines import Lines
from riskbook.site.views.changes import is_news

MOST_ENTRIES = 200
"""Entries of the feed; whoever comes later finds the others on the page of changes."""


def calendar(edition: Edition, lines: Lines) -> str:
    """Every day on which a review, an acceptance or an exercise of a published record is due.

    ``lines`` is what the build before said of each risk.
    """
    language = edition.site.language
    said = lines.of(
        f"{CALENDAR}-{language}",
        edition.risks,
        partial(_reviews, edition),
    )
    name = edition.words.say(
        "feed.calendar", title=edition.words.plain(edition.site.book.settings.title)
    )
    exercises = as_entries(_exercises(edition), language, {})
    return calendar_of(name, chain(chain.from_iterable(said.values()), exercises), language)


def feed(edition: Edition) -> str:
    """What has moved, newest first, as Atom (RFC 4287)."""
    site, words = edition.site, edition.words
    told = site.timeline
    turns = [
        turn for turn in (told.turns if told else ()) if turn.since <= site.today and is_news(turn)
    ]
    newest = sorted(turns, key=lambda turn: turn.since, reverse=True)[:MOST_ENTRIES]
    title = words.say("feed.changes", title=words.plain(site.book.settings.title))
    updated = newest[0].since if newest else site.today
    base = _base(edition)
    return "\n".join(
        (
            '<?xml version="1.0" encoding="utf-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_quoted(site.language)}>',
            f"<title>{_xml(title)}</title>",
            f"<id>{_urn(f'{base}{FEED} {title}')}</id>",
            f"<updated>{updated.isoformat()}T00:00:00Z</updated>",
            f"<author><name>{_xml(words.plain(site.book.settings.title))}</name></author>",
            f"<link href={_quoted(f'{base}changes.html')}/>",
            *(line for turn in newest for line in _entry(edition, turn, base)),
            "</feed>",
            "",
        )
    )


def _reviews(edition: Edition, keys: Iterable[str]) -> Iterator[tuple[Entry, ...]]:
    """What the calendar has of each of some risks."""
    words, base, language = edition.words, _base(edition), edition.site.language
    review, acceptance = words.form("feed.review"), words.form("feed.acceptance")
    host = calendar_host(edition.site.book.settings)

    def events(key: str) -> Iterator[Event]:
        risk, attested = edition.risks[key], edition.site.standing.risks[key].attested
        if risk.status is not Status.OPEN:
            return
        url = f"{base}risks/{key}.html" if base else ""
        if attested.due is not None:
            said = review(id=key, title=risk.title)
            stamp = attested.last_review or risk.identified.date
            yield Event(f"{key}-review@{host}", attested.due, stamp, said, url=url)
        if attested.accepted_until is not None and attested.acceptance is not None:
            said = acceptance(id=key, title=risk.title)
            stamp = attested.acceptance.entry.date
            yield Event(f"{key}-acceptance@{host}", attested.accepted_until, stamp, said, url=url)

    days: dict[date, str] = {}
    for key in keys:
        yield tuple(as_entries(events(key), language, days))


def _exercises(edition: Edition) -> Iterator[Event]:
    site, base, exercise = edition.site, _base(edition), edition.words.form("feed.exercise")
    host = calendar_host(site.book.settings)
    for key, plan in edition.plans.items():
        state = site.plan_states[key]
        if state.exercise_due is not None:
            said = exercise(id=key, title=plan.title)
            stamp = state.exercised_on or state.exercise_due
            url = f"{base}plans/{key}.html" if base else ""
            yield Event(f"{key}-exercise@{host}", state.exercise_due, stamp, said, url=url)


def _entry(edition: Edition, turn: Turn, base: str) -> Iterator[str]:
    words = edition.words
    said = words.say("changes.separator").join(
        words.sentence(one) for one in turn_words(turn, edition.site.book)
    )
    risk = edition.risks.get(turn.risk)
    then = turn.after or turn.before
    title = risk.title if risk else then.title if then else ""
    page = f"risks/{turn.risk}.html" if risk else "changes.html"
    yield "<entry>"
    yield f"<title>{_xml(f'{turn.risk} {title}')}</title>"
    yield f"<id>{_urn(f'{turn.commit}/{turn.risk}')}</id>"
    yield f"<updated>{turn.since.isoformat()}T00:00:00Z</updated>"
    yield f"<link href={_quoted(f'{base}{page}')}/>"
    yield f'<summary type="text">{_xml(said)}</summary>'
    yield "</entry>"


def _base(edition: Edition) -> str:
    """Where the pages of this language are published; ``""`` where the book does not say."""
    site = edition.site
    url = site.book.settings.site.url
    folder = "" if site.language == site.languages[0] else f"{site.language}/"
    return f"{url.rstrip('/')}/{folder}" if url else ""


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"


def _xml(words: str) -> str:
    """Words as XML has them; control characters are none that it could have."""
    plain = "".join(mark for mark in words if mark >= " " or mark in "\t\n")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(words: str) -> str:
    """The value of an attribute, in its quotes."""
    value = _xml(words).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")
    return f'"{value}"'
