"""The few HTML elements that appear within sentences and cells, escaped."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup, escape


def link(href: str, words: str) -> Markup:
    """A link to a page of this site or to a safe address."""
    return Markup(f'<a href="{escape(href)}">{escape(words)}</a>')  # noqa: S704 both are escaped


def code(words: str) -> Markup:
    """A record's id, a path, a commit: what is read letter by letter."""
    return Markup(f"<code>{escape(words)}</code>")  # noqa: S704 escaped


def time(day: date, words: str) -> Markup:
    """A date in words with its machine-readable form."""
    return Markup(f'<time datetime="{day.isoformat()}">{escape(words)}</time>')  # noqa: S704 escaped


def due(day: date, words: str) -> Markup:
    """A date that asks for something: the reader's browser says how late it is today."""
    return Markup(  # noqa: S704 escaped
        f'<time datetime="{day.isoformat()}" data-due>{escape(words)}</time>'
    )


def late(day: date, words: str) -> Markup:
    """How late something is by the day of the build; the reader's browser counts anew."""
    return Markup(  # noqa: S704 escaped
        f'<time datetime="{day.isoformat()}" data-late>{escape(words)}</time>'
    )


def foreign(words: str, language: str) -> Markup:
    """Words in another language than the page's."""
    return Markup(f'<span lang="{escape(language)}">{escape(words)}</span>')  # noqa: S704 escaped


def chip(level: int, name: str) -> Markup:
    """The name of a level on its colour. ``level`` counts from 0, the lowest."""
    return Markup(f'<span class="chip level-{level}">{escape(name)}</span>')  # noqa: S704 escaped


def joined(parts: list[str], separator: str) -> Markup:
    """Words and elements in a row."""
    return escape(separator).join(parts)
