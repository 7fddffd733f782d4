"""The file of a new fishbone: every category of its set, with the causes that were named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from riskbook.authoring.block_style import comment, field
from riskbook.identifying.fishbones import CATEGORIES
from riskbook.model.terms import CauseSet
from riskbook.wording import Catalogue


@dataclass(frozen=True, slots=True)
class NewFishbone:
    """A fishbone; ``causes`` are category and text, numbered category by category."""

    id: str
    language: str
    effect: str
    date: str
    owner: str
    set: CauseSet
    service: str
    causes: tuple[tuple[str, str], ...]


def fishbone_sheet(fishbone: NewFishbone, catalogue: Catalogue) -> str:
    """The file of a new fishbone; ``catalogue`` words the comments."""
    return "\n".join((*_fishbone(fishbone, catalogue), ""))


def _fishbone(fishbone: NewFishbone, catalogue: Catalogue) -> Iterator[str]:
    yield field("id", fishbone.id)
    yield from _said("effect", fishbone.effect, fishbone.language, 0)
    yield field("date", fishbone.date)
    yield field("owner", fishbone.owner)
    yield field("set", fishbone.set.value)
    yield field("service", fishbone.service)
    yield from comment(catalogue.word("authoring.note.fishbone-links"))
    for name in ("process", "problem_type", "incident"):
        yield field(name)
    yield from comment(catalogue.word("authoring.note.fishbone-causes"))
    yield field("categories")
    number = count(1)
    for key in CATEGORIES[fishbone.set]:
        yield f"  - {field('key', key)}"
        yield field("causes", depth=2)
        for text in (text for category, text in fishbone.causes if category == key):
            yield f"      - {field('id', f'C{next(number)}')}"
            yield from _said("text", text, fishbone.language, 4)
            for name in ("whys", "evidence"):
                yield field(name, depth=4)


def _said(name: str, value: str, language: str, depth: int) -> Iterator[str]:
    """A text by language; alone where it is in the register's (``language`` is then empty)."""
    if not language:
        yield field(name, value, depth)
    else:
        yield field(name, depth=depth)
        yield field(language, value, depth + 1)
