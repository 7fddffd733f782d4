#!/usr/bin/env python3
"""Write docs/reference from what it describes: the real ``--help`` and the schemas.

python scripts/reference.py           writes
python scripts/reference.py --check   compares, names the files that differ, exit 1 if there are any
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import click
import yaml
from click.testing import CliRunner
from yaml.emitter import Emitter
from yaml.representer import SafeRepresenter
from yaml.resolver import BaseResolver
from yaml.serializer import Serializer

from riskbook.cli.main import COMMANDS, main
from riskbook.reading.placing import Kind
from riskbook.reading.schemas import read_schema

Schema: TypeAlias = Mapping[str, Any]

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
WIDTH = 80
"""Columns of the help texts, whatever the terminal that this runs in."""

FILES = {
    Kind.SETTINGS: "riskbook.yml",
    Kind.CRITERIA: "registers/criteria.yml",
    Kind.ORGANIZATION: "registers/organization.yml",
    Kind.SERVICES: "registers/services.yml",
    Kind.REGISTER: "registers/it-support/register.yml",
    Kind.RISK: "registers/it-support/risks/R001-slow-response.md",
    Kind.TRANSLATION: "registers/it-support/risks/R001-slow-response.zh.md",
    Kind.PLAN: "registers/it-support/plans/P001-no-telephone.md",
    Kind.CONTROL: "registers/it-support/controls/C001-on-call-phone.md",
    Kind.PROCESS: "registers/it-support/processes/ticket-intake.yml",
    Kind.SIGN_OFF: "registers/it-support/sign-offs/R001/2026-10-02-review-9f31.yml",
    Kind.EXERCISE: "registers/it-support/exercises/P001/2026-09-03-tabletop.yml",
}
"""Where a file of each kind lies, by example, in the order in which a book is set up."""

SHAPES = (
    "title prose name text slug language date period duration amount score item_id pointer digest "
    "fingerprint colour url email"
).split()
"""Shared shapes that a table names by a link."""

NAMED = {
    "categories": "a [category](criteria.md#categories) of the criteria",
    "sources": "a [source](criteria.md#sources) of the criteria",
    "levels": "the key of a [level](criteria.md#levels)",
    "likelihood": "a step of the [likelihood](criteria.md#likelihood): number, key or word",
    "impact": "a step of the [impact](criteria.md#impact): number, key or word",
    "dimensions": "an impact [dimension](criteria.md#impactdimensions)",
    "languages": "a [language](settings.md#languages) of the book",
    "risk": "the ID of a [risk](risk.md)",
    "plan": "the ID of a [plan](plan.md)",
    "control": "the ID of a [control](control.md)",
    "process": "the ID of a [process](process.md)",
    "record": "the ID of a record",
    "node": "the ID of a [node](process.md#nodes) of that process",
    "service": "the key of a [service](services.md#services)",
    "dependency": "the key of a [service](services.md#services) "
    "or [dependency](services.md#dependencies)",
    "department": "the key of a [department](organization.md#departments)",
    "person": "the key of a [person](organization.md#people)",
    "role": "the key of a [role](organization.md#roles)",
    "owner": "the key of a [person](organization.md#people) or [role](organization.md#roles)",
    "objective": "the key of an [objective](services.md#services) of that service",
}
"""What a value names (``x-words``, ``x-refers``), in words."""

INTRODUCTION = """\
# Commands

{note}

Every command finds the book by itself: the nearest folder upwards with a `riskbook.yml`. It speaks
the language of your system (`LC_ALL`, `LC_MESSAGES`, `LANG`) if it is English or Chinese, else the
book's own, unless `--lang` says otherwise. `NO_COLOR` turns colours off.
"""

FORMAT = """\
# The format of a book

{note}

A book is a folder with a `riskbook.yml` and a folder `registers`. What kind a file is follows from
where it lies. The schemas in [`schemas/`](../../../schemas) are the authority; these pages are made
from them, and `riskbook schema KIND` prints one with your book's own words filled in.

| kind | for example | what it is |
|---|---|---|
{kinds}

A Markdown file has its fields in the front matter, between two lines `---`; the text below it is
the body. A field that is absent, null or empty means the same. A field that is not listed here is
a finding, unless its name begins with `x_`: those are the book's own.

## How to read the tables

**Field** is the place of a value as findings, translations and sign-offs name it: names joined by a
slash, `<id>` for an item of a list that has IDs, `<n>` for one that has none, `<key>` for a key of
the book's own. **Needed** fields must be there for the file to be read at all; whether an open risk
also needs a strategy or a plan is for the [rules](../../rules). **A change is**

- *material*: somebody who signed the record would want to be asked again,
- *editorial*: another wording of the same thing,
- *bookkeeping*: neither.

## Shapes

Values of these shapes are written the same everywhere.
{shapes}"""


class Field(NamedTuple):
    """A value with a name: its place, whether it must be there, and what the schema says."""

    pointer: str
    needed: bool
    schema: Schema


def reference() -> dict[str, str]:
    """Every file of the reference by its path in the folder."""
    schemas = {kind: read_schema(kind) for kind in FILES}
    pages = {f"format/{kind.value}.md": kind_page(kind, schemas[kind]) for kind in FILES}
    return {
        "commands.md": commands_page(),
        "format/README.md": format_page(schemas),
        **pages,
    }


def commands_page() -> str:
    """The help of the command and of each of its subcommands, as a terminal shows it."""
    parts = [
        INTRODUCTION.format(note=_note("`riskbook --help`")),
        f"## riskbook\n\n{_help()}",
        *(f"## riskbook {command.name}\n\n{_help(command)}" for command in COMMANDS),
    ]
    return "\n".join(parts)


def format_page(schemas: Mapping[Kind, Schema]) -> str:
    """What there is to know of all kinds: places, tables, shapes."""
    kinds = "\n".join(
        f"| [{schemas[kind]['title']}]({kind.value}.md) | `{file}` | {_sentence(schemas[kind])} |"
        for kind, file in FILES.items()
    )
    shared: dict[str, Schema] = {}
    for schema in schemas.values():
        shared |= schema.get("$defs", {})
    shapes = "".join(_shape(shared[name]) for name in SHAPES if name in shared)
    return FORMAT.format(note=_note("the schemas"), kinds=kinds, shapes=shapes)


def kind_page(kind: Kind, schema: Schema) -> str:
    """All fields of one kind of file, a table for each thing that has fields."""
    form = "Markdown with front matter" if kind.has_front_matter else "YAML"
    parts = [
        f"# {schema['title']}\n\n{_note(f'`schemas/{kind.value}.schema.json`')}\n",
        f"{schema['description']}\n\nA file of this kind: `{FILES[kind]}` ({form}).\n",
        f"## Fields\n\n{_table(fields_of(schema, schema))}",
    ]
    for field in containers(schema, schema):
        heading, text = f"## {field.pointer}\n", f"{field.schema['description']}\n"
        parts += [heading, text, _table(fields_of(field.schema, schema, field.pointer))]
    parts.append(f"## Example\n\n```yaml\n{in_yaml(schema['examples'][0])}```\n")
    return "\n".join(parts)


def fields_of(schema: Schema, root: Schema, pointer: str = "") -> list[Field]:
    """The fields that the table of a thing lists: its own, or those of what it is a list of."""
    prefix = f"{pointer}/" if pointer else ""
    item, mark = _item(schema, root)
    if item is not None:
        inner = resolve(item, root)
        if inner.get("properties"):
            return fields_of(inner, root, f"{prefix}{mark}")
        return [Field(f"{prefix}{mark}", needed=False, schema=item)]
    needed = schema.get("required", ())
    return [
        Field(f"{prefix}{name}", name in needed, {**resolve(part, root), **part})
        for name, part in schema.get("properties", {}).items()
    ]


def containers(schema: Schema, root: Schema, pointer: str = "") -> Iterator[Field]:
    """Every field below that has a table of its own, from the top down."""
    for field in fields_of(schema, root, pointer):
        if _has_fields(field.schema, root):
            yield field
            yield from containers(field.schema, root, field.pointer)


def resolve(schema: Schema, root: Schema) -> Schema:
    """The schema, or what it refers to with its own words on top."""
    if "$ref" not in schema:
        return schema
    target = resolve(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    return {**target, **{name: part for name, part in schema.items() if name != "$ref"}}


def in_yaml(value: Any) -> str:
    """A value as an author would write it: nothing quoted that need not be."""
    return yaml.dump(
        _texts(value), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000, indent=2
    )


class _Plain(Emitter, Serializer, SafeRepresenter, BaseResolver):
    """A dumper that knows only text, as the reader of a book does."""

    def __init__(self, stream: Any, default_style: Any = None, **options: Any) -> None:
        names = ("canonical", "indent", "width", "allow_unicode", "line_break")
        Emitter.__init__(self, stream, **{name: options.get(name) for name in names})
        Serializer.__init__(self)
        SafeRepresenter.__init__(self, default_style, default_flow_style=False, sort_keys=False)
        BaseResolver.__init__(self)

    def ignore_aliases(self, _data: Any) -> bool:
        return True

    def increase_indent(self, flow: Any = False, indentless: Any = False) -> Any:  # noqa: FBT002
        del indentless  # items of a list stand to the right of its key
        return super().increase_indent(flow, indentless=False)


def _texts(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _texts(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_texts(part) for part in value]
    return str(value).lower() if isinstance(value, bool) else str(value)


def _note(source: str) -> str:
    return f"<!-- Written by scripts/reference.py from {source.replace('`', '')}: do not edit. -->"


def _help(command: click.Command | None = None) -> str:
    words = [command.name or ""] if command else []
    shown = CliRunner().invoke(
        main, [*words, "--help"], prog_name="riskbook", terminal_width=WIDTH
    )
    return f"```text\n{shown.output}```\n"


def _sentence(schema: Schema) -> str:
    """What a kind is, without the place that its description may begin with."""
    words = str(schema["description"]).partition(". ")[0].rstrip(".")
    _, place, rest = words.partition(".yml: ")
    what = rest if place else words
    return what[0].upper() + what[1:]


def _shape(schema: Schema) -> str:
    examples = ", ".join(_code(example) for example in schema["examples"])
    return f"\n### {schema['title']}\n\n{schema['description']} For example {examples}.\n"


def _code(value: Any) -> str:
    if isinstance(value, dict | list):
        inner = (f"{name}: {part}" for name, part in value.items()) if isinstance(value, dict) else ()
        return "`{" + ", ".join(inner) + "}`" if isinstance(value, dict) else "a list"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _table(fields: list[Field]) -> str:
    head = "| field | needed | value | what it says | a change is |\n|---|---|---|---|---|\n"
    return head + "".join(_row(field) for field in fields)


def _row(field: Field) -> str:
    schema = field.schema
    cells = (
        f"`{field.pointer}`",
        "yes" if field.needed else "",
        _value(schema),
        schema["description"],
        schema.get("x-review", ""),
    )
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"


def _has_fields(schema: Schema, root: Schema) -> bool:
    """Whether a value is a mapping with fields or a map or list of such, however deep."""
    inner = resolve(schema, root)
    item, _ = _item(inner, root)
    return bool(inner.get("properties")) or (item is not None and _has_fields(item, root))


def _item(schema: Schema, root: Schema) -> tuple[Schema | None, str]:
    """What a list or a map holds, and the mark for one of it in a pointer."""
    items, others = schema.get("items"), schema.get("additionalProperties")
    if isinstance(items, Mapping):
        inner = {**resolve(items, root), **items}
        return inner, "<id>" if "x-id" in schema else "<n>"
    if isinstance(others, Mapping) and not schema.get("properties"):
        return {**resolve(others, root), **others}, "<key>"
    return None, ""
