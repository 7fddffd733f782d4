"""What a person can choose from: the words, people and steps of their own book."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from riskbook.authoring.answers import Choice
from riskbook.model.book import Book, Service
from riskbook.model.criteria import Criteria, Dimension, ScaleStep
from riskbook.picturing.step_labels import impact_labels, likelihood_labels
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import Schema, read_schema
from riskbook.wording import Catalogue, Text

_ON_THE_SITE = MappingProxyType(
    {
        "channel": "feedback-channel",
        "kind": "control-kind",
        "method": "session-method",
        "outcome": "outcome",
        "result": "result",
        "strategy": "strategy",
        "type": "exercise",
    }
)
"""The entries that pages have for the words of a field, after ``site.``."""


def named(pairs: Iterable[tuple[str, Text]], language: str) -> tuple[Choice, ...]:
    """Keys with names, such as categories, in the order given."""
    return tuple(_choice(key, name, language) for key, name in pairs)


def categories(criteria: Criteria, catalogue: Catalogue) -> tuple[Choice, ...]:
    """The categories of the criteria; what the usual ones hold, in a line each."""
    return tuple(
        replace(choice, detail=_entry(f"authoring.category.{choice.key}", catalogue))
        for choice in named(criteria.categories, catalogue.language)
    )


def registers(book: Book, language: str) -> tuple[Choice, ...]:
    """The registers of the book."""
    return named(((each.key, each.title) for each in book.registers.values()), language)


def services(book: Book, register: str, language: str) -> tuple[Choice, ...]:
    """The services of the book, those that the register is about before the others."""
    found = book.registers.get(register)
    ours = found.services if found else ()
    every = sorted(book.services.services.values(), key=lambda each: each.key not in ours)
    return named(((each.key, each.name) for each in every), language)


def owners(book: Book, service: Service | None, language: str) -> tuple[Choice, ...]:
    """The people and roles of the book, people of the service's department first, roles last."""
    department = service.department if service else ""
    people = sorted(
        book.organization.people.values(), key=lambda each: each.department != department
    )
    known = book.organization.people
    roles = ((key, name) for key, name in book.organization.roles.items() if key not in known)
    return named((*((each.key, each.name) for each in people), *roles), language)


def plans(book: Book) -> tuple[Choice, ...]:
    """The contingency plans of the book, by id and title."""
    return tuple(
        Choice(plan.id, f"{plan.id} · {plan.title}", words=(plan.title,))
        for plan in book.plans.values()
    )


def likelihood_steps(criteria: Criteria, catalogue: Catalogue) -> tuple[Choice, ...]:
    """The steps of the likelihood scale, with what they mean in numbers."""
    labels = likelihood_labels(criteria.likelihood, catalogue)
    return tuple(
        _step(step, label.numbers, catalogue.language)
        for step, label in zip(criteria.likelihood.steps, labels, strict=True)
    )


def impact_steps(
    criteria: Criteria, dimension: Dimension | None, catalogue: Catalogue
) -> tuple[Choice, ...]:
    """The steps of the impact scale, with an example in this dimension; amounts for money."""
    labels = impact_labels(criteria.impact, catalogue)
    key, money = (dimension.key, dimension.money) if dimension else ("", True)
    chosen = []
    for step, label in zip(criteria.impact.steps, labels, strict=True):
        examples = dict(step.examples)
        example = examples.get(key) or examples.get("")
        numbers = label.numbers if money else ""
        words = example.read(catalogue.language) if example else ""
        detail = catalogue.word("authoring.detail", numbers=numbers, example=words)
        chosen.append(
            _step(step, detail if numbers and words else numbers or words, catalogue.language)
        )
    return tuple(chosen)


def enumerated(kind: Kind, pointer: str, catalogue: Catalogue) -> tuple[Choice, ...]:
    """The words that a schema allows for a field, with their names in every language."""
    node: Schema = read_schema(kind)
    for name in pointer.split("/"):
        node = node["properties"][name]
    titles: Mapping[str, Mapping[str, str]] = node["x-enum-titles"]
    shown = titles.get(catalogue.language) or _on_the_site(pointer, node["enum"], catalogue)
    chosen = []
    for word in node["enum"]:
        also = _entry(f"authoring.also.{word}", catalogue).split()
        names = (*(each[word] for each in titles.values()), *also)
        detail = _entry(f"authoring.means.{word}", catalogue)
        chosen.append(Choice(word, shown[word], detail, names))
    return tuple(chosen)


def _on_the_site(pointer: str, words: Iterable[str], catalogue: Catalogue) -> Mapping[str, str]:
    """What pages call them, for a language that the schemas do not speak."""
    _, _, field = pointer.rpartition("/")
    return {word: catalogue.word(f"site.{_ON_THE_SITE[field]}.{word}") for word in words}


def _entry(key: str, catalogue: Catalogue) -> str:
    """The words of an entry that there may be; "" where there is none."""
    return catalogue.word(key) if key in catalogue else ""


def _choice(key: str, name: Text, language: str) -> Choice:
    return Choice(key, name.read(language), words=tuple(words for _, words in name.by_language))


def _step(step: ScaleStep, detail: str, language: str) -> Choice:
    names = tuple(words for _, words in step.name.by_language)
    return Choice(
        str(step.value), step.name.read(language), detail, (step.key, *step.words, *names)
    )
