"""What languages are called: by themselves in the switch, in another language in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from riskbook.wording.catalogue import Catalogue


def names_of(languages: Iterable[str], catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Entries for the names of languages that a catalogue does not name itself.

    The names are those of the Unicode CLDR; a language that it does not know has its tag for one.
    """
    from babel import Locale, UnknownLocaleError

    entries: dict[str, tuple[str, ...]] = {}
    for tag in languages:
        endonym, name = f"site.endonym.{tag}", f"site.language.{tag}"
        if endonym in catalogue and name in catalogue:
            continue
        try:
            locale = Locale.parse(tag, sep="-")
            reader = Locale.parse(catalogue.language, sep="-")
        except (ValueError, UnknownLocaleError):
            entries |= {endonym: (tag,), name: (tag,)}
            continue
        own = locale.get_display_name() or tag
        entries[endonym] = (own[0].upper() + own[1:],)  # it stands alone, as a title does
        entries[name] = (locale.get_display_name(reader) or tag,)
    return entries
