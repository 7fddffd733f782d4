"""What the preview adds to a page on its way out; the built files stay as a build writes them.

A page gets two things. A ``<script src>`` and a style sheet of the preview's, which wait for the
next build and show what is wrong with the book. And ``connect-src 'self'`` at the end of its
content security policy, because the script listens to the server that the page came from: under
``default-src 'none'`` it may not. Nothing else of the policy changes, so what a page may not do
when it is published it may not do in the preview either.
"""

from __future__ import annotations

from html import escape

from riskbook.site.frame import POLICY

ROOM = "/_riskbook/"
"""Where the preview's own files lie; no page of a site begins so."""

SERVED_POLICY = f"{POLICY}; connect-src 'self'"


def with_reload(page: bytes, version: str) -> bytes:
    """A built page as it is served. ``version`` names the build that it comes from."""
    page = page.replace(POLICY.encode(), SERVED_POLICY.encode(), 1)
    return page.replace(b"</head>", f"{_reload(version)}</head>".encode(), 1)


def bare_page(language: str, title: str, text: str, version: str) -> bytes:
    """A page of the preview's own, where the site has none; it too waits for the next build."""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{SERVED_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(title)}</title>\n"
        f"{_reload(version)}</head>\n"
        f'<body class="riskbook-bare">\n<main>\n<h1>{escape(title)}</h1>\n<p>{escape(text)}</p>\n'
        "</main>\n</body>\n</html>\n"
    ).encode()


def _reload(version: str) -> str:
    return (
        f'<link rel="stylesheet" href="{ROOM}reload.css">\n'
        f'<script src="{ROOM}reload.js" data-version="{escape(version)}" defer></script>\n'
    )
