"""What every page shares and no page holds: the script's words and the stamp of the build."""

from __future__ import annotations

from riskbook.site.edition import Edition
from riskbook.site.standing_data import script

PATH = "assets/book.js"


def book_data(edition: Edition) -> str:
    """The content of the data file: ``window.riskbook``, read before any script."""
    site, words = edition.site, edition.words
    entries = words.catalogue.entries
    stamp = site.stamp
    provenance = [
        words.say("stamp.criteria", version=site.book.criteria.version),
        words.say("stamp.tool", version=stamp.version),
    ]
    if site.withheld:
        provenance.append(words.say("stamp.withheld", count=site.withheld))
    return script(
        "riskbook",
        {
            "title": site.book.settings.title.read(site.language),
            "today": site.today.isoformat(),
            "locale": words.say("locale").replace("_", "-"),
            "plurals": words.plurals,
            "asOf": words.say("stamp.as-of", day=words.long_day(site.today)),
            "commit": stamp.commit,
            "commitUrl": stamp.commit_url,
            "stamp": provenance,
            "separator": words.say("dot-separator"),
            "comma": words.say("list-separator"),
            "late": list(entries["site.late"]),
            "inDays": list(entries["site.in-days"]),
            "dueToday": words.say("today"),
            "counted": entries["site.stamp.counted"][0],
            "commitWord": words.say("stamp.commit"),
            "copied": words.say("copied"),
            "themes": [words.say(f"theme.{theme}") for theme in ("auto", "light", "dark")],
            "results": list(entries["site.register.results"]),
            "stages": {key: words.say(f"stage.{key}") for key in ("inherent", "current", "target")},
            "more": entries["site.register.show-more"][0],
        },
    )
