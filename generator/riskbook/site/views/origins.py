"""What a risk may be found in, as pages link to it."""

from __future__ import annotations

from collections.abc import Mapping

from riskbook.identifying.origins import Origin, OriginKind, said
from riskbook.site.edition import UP, Edition, RecordLink

_PAGES: Mapping[OriginKind, str] = {
    OriginKind.TICKETS: "problem-types/{record}.html",
    OriginKind.INCIDENT: "incidents/{record}.html",
    OriginKind.SESSION: "sessions/{record}.html#{item}",
    OriginKind.CHECKLIST: "checklists/{record}.html#{item}",
    OriginKind.FEEDBACK: "feedback/{record}.html#{item}",
    OriginKind.FISHBONE: "fishbones/{record}.html#{item}",
    OriginKind.PROMPT: "processes/{record}.html#what-if-{item}",
    OriginKind.NODE: "processes/{record}.html#{item}",
}
"""Where each kind is shown, from the root of the language's site."""


def origin_link(edition: Edition, origin: Origin, base: str = UP) -> RecordLink:
    """What was said there, with its id before it; a node has none that anybody would know."""
    page = _PAGES[origin.kind].format(record=origin.record, item=origin.item)
    text = edition.words.text(said(origin, edition.site.book))
    known = origin.kind is not OriginKind.NODE
    return RecordLink((origin.item or origin.record) if known else "", f"{base}{page}", text)
