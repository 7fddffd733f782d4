"""A kind's schema as one book means it, for editors and forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from riskbook.model.book import Book
from riskbook.reading.foundation import lay
from riskbook.reading.loading import load
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import Schema, read_schema, read_schemas, with_words
from riskbook.reading.trees import Tree


def schema_in(tree: Tree | None, kind: Kind) -> Schema:
    """The schema of a kind; in a book, with its words and the ids it can refer to as enums."""
    schema = read_schema(kind)
    if tree is None:
        return schema
    foundation = lay(tree, tree.entries(), read_schemas())
    schema = with_words(schema, foundation.words, foundation.patterns)
    book = load(tree).book
    return schema if book is None else _with_ids(schema, _ids(book))


def _ids(book: Book) -> dict[str, list[str]]:
    """What a reference can name, by what the schemas call it."""
    people = list(book.organization.people)
    roles = list(book.organization.roles)
    return {
        "risk": list(book.risks),
        "plan": list(book.plans),
        "control": list(book.controls),
        "process": list(book.processes),
        "service": list(book.services.services),
        "dependency": sorted([*book.services.services, *book.services.dependencies]),
        "department": list(book.organization.departments),
        "person": people,
        "role": roles,
        "owner": sorted({*people, *roles}),
    }


def _with_ids(schema: Schema, ids: Mapping[str, list[str]]) -> Schema:
    def walk(node: Any) -> Any:
        if isinstance(node, list):
            return [walk(part) for part in node]
        if not isinstance(node, dict):
            return node
        changed = {name: walk(part) for name, part in node.items()}
        known = ids.get(node.get("x-refers", "")) if isinstance(node.get("x-refers"), str) else None
        if known and "enum" not in changed and node.get("type") != "array":
            changed["enum"] = known
        return changed

    enriched: Schema = walk(schema)
    return enriched
