"""Where pages lie, from the root of the language's site, and where the navigation has them."""

from __future__ import annotations

SUMMARIES = {
    "overview": "index.html",
    "register": "register.html",
    "matrix": "matrix.html",
    "plans": "plans.html",
    "controls": "controls.html",
    "processes": "processes.html",
    "reviews": "reviews.html",
    "actions": "actions.html",
    "quarter": "quarter.html",
    "changes": "changes.html",
    "method": "method.html",
    "search": "search.html",
}
"""The pages about many records, by kind: it names template, words and entry of the navigation."""

ROLLUPS = {
    "services": "services.html",
    "departments": "departments.html",
    "owners": "owners.html",
    "registers": "registers.html",
}
"""The lists of what risks roll up to. The pages of single ones lie in folders of these names."""

DOWNLOADS = "downloads.html"
"""The page of the downloads, which is made together with them."""


RECORD_PAGES = {
    "risks/": "register",
    "plans/": "plans",
    "controls/": "controls",
    "processes/": "processes",
}
"""The folders of record pages, and the entry of the navigation that each belongs to."""

ROLLUP_PAGES = {**{f"{kind}/": kind for kind in ROLLUPS}, "matrix/": "matrix"}
"""The folders of the pages of single services, departments, owners and registers, and of the
matrices of these.
"""

DISCOVERY_LISTS = {
    "coverage": "coverage.html",
    "tickets": "tickets.html",
    "feedback": "feedback.html",
    "sessions": "sessions.html",
    "fishbones": "fishbones.html",
    "checklists": "checklists.html",
    "incidents": "incidents.html",
    "indicators": "indicators.html",
}
"""The pages about how risks are found, in the order of the navigation; a book may have none."""

DISCOVERY_FOLDERS = {
    "problem-types/": "tickets",
    "feedback/": "feedback",
    "sessions/": "sessions",
    "fishbones/": "fishbones",
    "checklists/": "checklists",
    "incidents/": "incidents",
    "indicators/": "indicators",
}
"""The folders of the pages of single sessions, incidents and so on, and their entries."""

SUMMARY_PAGES = {path: kind for kind, path in (SUMMARIES | ROLLUPS | DISCOVERY_LISTS).items()} | {
    DOWNLOADS: "downloads"
}
"""The entry of the navigation of each."""

GUIDE_PAGES = {"guide/": "guide", "rules/": "guide"}
"""The folders of the guide and of the pages of rules."""

SEARCH_NAMES = "assets/search-data.js"
"""What the search finds everything but risks by."""

CALENDAR = "reviews.ics"
"""The days on which something is due, for calendar programs."""

FEED = "changes.atom"
"""What has moved, for feed readers."""

_FOLDERS = {"risk": "risks", "plan": "plans", "control": "controls", "process": "processes"}


def record_path(kind: str, key: str) -> str:
    """Where the page of a record lies."""
    return f"{_FOLDERS[kind]}/{key}.html"
