#!/usr/bin/env python3
"""Write docs/reference from what it describes: the real ``--help``, the schemas, the rules.

python scripts/reference.py           writes
python scripts/reference.py --check   compares; exit 1 where a file differs
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import click
import yaml
from click.testing import CliRunner

from riskbook.cli.explain import rule_pages
from riskbook.cli.main import main
from riskbook.findings import CODES
from riskbook.reading.placing import Kind
from riskbook.reading.resources import catalogue
from riskbook.reading.schemas import read_schema
from riskbook.site.documents import slug

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
    Kind.TICKETS: "registers/it-support/tickets/help-desk-2026.yml",
    Kind.PROBLEM_TYPES: "registers/problem-types.yml",
    Kind.FEEDBACK: "registers/it-support/feedback/branch-interviews-2026.yml",
    Kind.SESSION: "registers/it-support/sessions/network-2026.yml",
    Kind.FISHBONE: "registers/it-support/fishbones/slow-tickets.yml",
    Kind.CHECKLIST: "registers/checklists/site-safety.yml",
    Kind.ANSWERS: "registers/it-support/checklists/incident-2026-09.yml",
    Kind.INCIDENT: "registers/it-support/incidents/I003-branch-without-network.yml",
    Kind.INDICATOR: "registers/it-support/indicators/storage-days-left.yml",
}
"""Where a file of each kind lies, by example, in the order in which a book is set up."""

SHAPES = (
    *("title", "prose", "name", "text", "language", "slug", "date", "period", "duration", "amount"),
    *("score", "item_id", "pointer", "digest", "colour", "url", "email"),
)
"""The shared shapes that authors meet, described once."""

NAMED = {
    "categories": "a category of the [criteria](criteria.md)",
    "sources": "a source of the [criteria](criteria.md)",
    "levels": "the key of a level of the [criteria](criteria.md)",
    "likelihood": "a step of the likelihood scale ([score](README.md#score))",
    "impact": "a step of the impact scale ([score](README.md#score))",
    "dimensions": "the key of an impact dimension of the [criteria](criteria.md)",
    "languages": "a [language](README.md#language) of the book",
    "risk": "the ID of a [risk](risk.md)",
    "plan": "the ID of a [plan](plan.md)",
    "control": "the ID of a [control](control.md)",
    "process": "the ID of a [process](process.md)",
    "record": "the ID of a record",
    "node": "the ID of a node of the [process](process.md)",
    "service": "the key of a [service](services.md)",
    "dependency": "the key of a [service or dependency](services.md)",
    "department": "the key of a [department](organization.md)",
    "person": "the key of a [person](organization.md)",
    "role": "the key of a [role](organization.md)",
    "owner": "the key of a [person or role](organization.md)",
    "objective": "the key of an objective of the [service](services.md)",
    "problem-type": "the ID of a [problem type](problem-types.md)",
    "incident": "the ID of an [incident](incident.md)",
    "session": "the ID of a [session](session.md)",
    "answers": "the ID of a [checklist that was answered](answers.md)",
    "fishbone": "the ID of a [fishbone](fishbone.md)",
    "feedback": "the ID of [feedback](feedback.md)",
    "indicator": "the ID of an [indicator](indicator.md)",
    "item": "the ID of an item in it",
}
"""What a value names (``x-words``, ``x-refers``), in words."""

COMMANDS_PAGE = """\
<!-- Written by scripts/reference.py from riskbook --help: do not edit. -->
# Commands

Every command finds the book by itself: the nearest folder upwards that has a `riskbook.yml`. It
speaks the language of your system (`LC_ALL`, `LC_MESSAGES`, `LANG`) where that is English or
Chinese, else the book's default language, unless `--lang` says otherwise. What else the
environment can say stands in [environment](../environment.md).
"""

FORMAT_PAGE = """\
<!-- Written by scripts/reference.py from the schemas: do not edit. -->
# The format of a book

A book is a folder with a `riskbook.yml` and a folder `registers`. What kind a file is follows from
where it lies. The schemas in [`schemas/`](../../../schemas) are the authority; these pages are made
from them, and `riskbook schema KIND` prints one with your book's own words filled in.

| kind | lies, for example, at | what it is |
|---|---|---|
{kinds}
A Markdown file has its fields in the front matter, between two lines `---`, and its body below. A
field that is absent, null or empty means the same. A field that these pages do not list is a
finding, unless it stands at the top of its file and its name begins with `x_`: such fields are the
book's own.

## How to read the tables

**field** is the place of a value as findings, translations and sign-offs name it: names joined by a
slash, with `<id>` for an item of a list that has IDs, `<n>` for its position from 0 where it has
none, and `<key>` for a key that the book chooses. A field that is **needed** must be there for the
file to be read; what an open risk or an approved plan must have beyond that is for the
[rules](../../rules) to say. **a change is**

- *material*: somebody who signed the record would want to be asked again,
- *editorial*: other words for the same thing,
- *bookkeeping*: neither.

## Shapes

Values of these shapes are written in the same way everywhere.
{shapes}"""

KIND_PAGE = """\
<!-- Written by scripts/reference.py from schemas/{kind}.schema.json: do not edit. -->
# {title}

{description}

For example `{file}` ({form}).

## Fields

{fields}
{sections}## Example

```yaml
{example}```
"""

RULES_PAGE = """\
<!-- Written by scripts/reference.py from docs/rules: do not edit. -->
# {title}

[{other}]({other_page})

{lead}
{families}"""


def reference() -> dict[str, str]:
    """Every file of the reference by its path in the folder."""
    schemas = {kind: read_schema(kind) for kind in FILES}
    pages = {f"format/{kind.value}.md": kind_page(kind, schemas[kind]) for kind in FILES}
    return {
        "commands.md": commands_page(),
        "format/README.md": format_page(schemas),
        "rules.md": rules_page("en", "zh"),
        "rules.zh.md": rules_page("zh", "en"),
        **pages,
    }


def commands_page() -> str:
    """The help of the command and of all below it, as a terminal shows it."""
    parts = [COMMANDS_PAGE, f"## riskbook\n\n{_help()}"]
    parts += [
        f"{'#' * (len(words) + 1)} riskbook {' '.join(words)}\n\n{_help(*words)}"
        for words in command_words(main.commands.values())
    ]
    return "\n".join(parts)


def command_words(commands: Iterable[click.Command]) -> Iterator[tuple[str, ...]]:
    """What is typed for each command, those of a group after it: ``new``, ``new risk``."""
    for command in commands:
        name = str(command.name)
        yield (name,)
        if isinstance(command, click.Group):
            below = (command.commands[one] for one in sorted(command.commands))
            yield from ((name, *words) for words in command_words(below))


def format_page(schemas: Mapping[Kind, Schema]) -> str:
    """What there is to know of all kinds: places, tables, shapes."""
    kinds = "".join(
        f"| [{schema['title']}]({kind.value}.md) | `{FILES[kind]}` | {_first_sentence(schema)} |\n"
        for kind, schema in schemas.items()
    )
    shared = {name: one for schema in schemas.values() for name, one in schema["$defs"].items()}
    return FORMAT_PAGE.format(kinds=kinds, shapes="".join(_shape(shared[name]) for name in SHAPES))


def kind_page(kind: Kind, schema: Schema) -> str:
    """All fields of one kind of file, a table for each thing that has fields."""
    top, *below = list(things(Thing("", schema), schema))
    return KIND_PAGE.format(
        kind=kind.value,
        title=schema["title"],
        description=_what(schema),
        file=FILES[kind],
        form="Markdown with front matter" if kind.has_front_matter else "YAML",
        fields=_table(top, schema),
        sections="".join(_section(thing, schema) for thing in below),
        example=in_yaml(schema["examples"][0]),
    )


def rules_page(language: str, other: str) -> str:
    """Every rule by family: code, name, severity, and what it finds."""
    pages = rule_pages(CODES, language)
    word = catalogue(language).word
    columns = " | ".join(word(f"site.guide.col.{name}") for name in ("rule", "finds", "severity"))
    families = []
    for family, codes in groupby(CODES, key=lambda code: code[2]):
        rows = "".join(
            f"| [{code}](../rules/{_in(language, code)}) {CODES[code].name} "
            f"| {pages[code].summary} | {word(f'report.{CODES[code].severity.value}')} |\n"
            for code in codes
        )
        title = word(f"site.guide.family.{family}")
        families.append(f"\n## {title}\n\n| {columns} |\n|---|---|---|\n{rows}")
    return RULES_PAGE.format(
        title=word("site.guide.rules.title"),
        other=catalogue(other).word(f"site.endonym.{other}"),
        other_page=_in(other, "rules"),
        lead=word("site.guide.rules.lead"),
        families="".join(families),
    )


def _in(language: str, name: str) -> str:
    """The name of a page in a language."""
    return f"{name}.md" if language == "en" else f"{name}.{language}.md"


class Thing(NamedTuple):
    """A mapping with fields: its pointer, and its schema with nothing left to look up."""

    pointer: str
    schema: Schema

    def fields(self) -> Iterator[tuple[str, Schema]]:
        """The pointer of each field, and its schema as it stands."""
        prefix = f"{self.pointer}/" if self.pointer else ""
        for name, part in self.schema.get("properties", {}).items():
            yield prefix + name, part


def things(thing: Thing, root: Schema) -> Iterator[Thing]:
    """The thing and all that lie below it, each before those within it."""
    yield thing
    for pointer, part in thing.fields():
        within = _thing_in(pointer, part, root)
        if within is not None:
            yield from things(within, root)


def _thing_in(pointer: str, schema: Schema, root: Schema) -> Thing | None:
    """The mapping that a field is, or that it is a list or a map of."""
    whole = _whole(schema, root)
    if whole.get("properties"):
        return Thing(pointer, whole)
    items, others = whole.get("items"), whole.get("additionalProperties")
    if isinstance(items, Mapping):
        return _thing_in(f"{pointer}/{'<id>' if 'x-id' in whole else '<n>'}", items, root)
    if isinstance(others, Mapping):
        return _thing_in(f"{pointer}/<key>", others, root)
    return None


def _whole(schema: Schema, root: Schema) -> Schema:
    """The schema with what it refers to filled in; its own words win."""
    name = _referred(schema)
    return {**_whole(root["$defs"][name], root), **schema, "$ref": ""} if name else schema


def _referred(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rpartition("/")[2]


def _section(thing: Thing, root: Schema) -> str:
    one_of = thing.schema.get("x-one-of")
    rule = f" Exactly one of {_codes(one_of)} is given." if one_of else ""
    text = f"{thing.schema['description']}{rule}"
    return f"## `{thing.pointer}`\n\n{text}\n\n{_table(thing, root)}\n"


def _table(thing: Thing, root: Schema) -> str:
    needed = thing.schema.get("required", ())
    rows = ["| field | needed | value | what it says | a change is |", "|---|---|---|---|---|"]
    for pointer, part in thing.fields():
        whole = _whole(part, root)
        cells = (
            f"`{pointer}`",
            "yes" if pointer.rpartition("/")[2] in needed else "",
            _value(pointer, part, root) + _default(whole),
            whole["description"],
            whole["x-review"],
        )
        rows.append(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |")
    return "\n".join(rows) + "\n"


def _default(schema: Schema) -> str:
    return f"; {_code(schema['default'])} if left out" if "default" in schema else ""


def _value(pointer: str, schema: Schema, root: Schema) -> str:
    """What may be written for a value, in words."""
    named = NAMED.get(schema.get("x-refers") or schema.get("x-words", ""))
    if named:
        return named
    shape = _referred(schema)
    if shape in SHAPES:
        title = root["$defs"][shape]["title"]
        return f"[{title[0].lower()}{title[1:]}](README.md#{slug(title)})"
    whole = _whole(schema, root)
    if "anyOf" in whole:
        return " or ".join(_value(pointer, one, root) for one in whole["anyOf"])
    fields = _link(_thing_in(pointer, whole, root))
    if "items" in whole:
        return f"list, {fields or 'each ' + _value(pointer, whole['items'], root)}"
    others = whole.get("additionalProperties")
    if isinstance(others, Mapping):
        key = _value(pointer, whole.get("propertyNames", {}), root)
        return f"map from {key} to {fields or _value(pointer, others, root)}"
    return fields or _scalar(whole)


def _link(thing: Thing | None) -> str:
    return f"[fields](#{slug(thing.pointer)})" if thing else ""


def _scalar(schema: Schema) -> str:
    kinds = schema.get("type", "string")
    if "enum" in schema:
        return _codes(schema["enum"])
    if "const" in schema:
        return _code(schema["const"])
    if kinds == "boolean":
        return "`true` or `false`"
    if kinds in {"integer", "number"}:
        return f"{'whole ' if kinds == 'integer' else ''}number{_range(schema)}"
    if "maxLength" in schema and "pattern" not in schema:
        return f"text of at most {schema['maxLength']:,} characters"
    if "examples" in schema:
        return f"text like {_code(schema['examples'][0])}"
    return f"text of the form {_code(schema['pattern'])}"


def _range(schema: Schema) -> str:
    words = (
        ("minimum", " from {}"),
        ("exclusiveMinimum", " above {}"),
        ("maximum", " to {}"),
        ("exclusiveMaximum", " and below {}"),
    )
    return "".join(said.format(f"{schema[name]:,}") for name, said in words if name in schema)


def _codes(values: list[Any]) -> str:
    return ", ".join(map(_code, values))


def _code(value: Any) -> str:
    return f"`{_texts(value)}`"


def _shape(schema: Schema) -> str:
    simple = [example for example in schema["examples"] if not isinstance(example, dict)]
    return f"\n### {schema['title']}\n\n{schema['description']} For example {_codes(simple)}.\n"


def _what(schema: Schema) -> str:
    """What a kind is, without the path that its description may begin with."""
    what = str(schema["description"]).rpartition(".yml: ")[2]
    return what[0].upper() + what[1:]


def _first_sentence(schema: Schema) -> str:
    return _what(schema).partition(". ")[0].rstrip(".")


def _help(*words: str) -> str:
    shown = CliRunner().invoke(main, [*words, "--help"], prog_name="riskbook", terminal_width=WIDTH)
    return f"```text\n{shown.output}```\n"


def in_yaml(value: Any) -> str:
    """A value as an author would write it: nothing quoted that need not be."""
    written: str = yaml.dump(
        _texts(value), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000
    )
    return written


class _Plain(yaml.SafeDumper):
    """A dumper that knows only text, as the reader of a book does."""

    yaml_implicit_resolvers = {}  # noqa: RUF012  # the library's own type for it

    def increase_indent(self, flow: Any = None, indentless: Any = None) -> None:
        del indentless  # the items of a list stand to the right of its key
        super().increase_indent(flow)


def _texts(value: Any) -> Any:
    """The value with every scalar as the text that stands for it in a file."""
    match value:
        case dict():
            return {name: _texts(part) for name, part in value.items()}
        case list():
            return [_texts(part) for part in value]
        case bool():
            return str(value).lower()
        case _:
            return str(value)


def differences(pages: Mapping[str, str], folder: Path) -> list[str]:
    """The paths, sorted, of files that are missing, other than they should be, or too many."""
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.md")}
    return sorted(
        name
        for name in {*pages, *there}
        if name not in pages or name not in there or there[name].read_text("utf-8") != pages[name]
    )


def write(pages: Mapping[str, str], folder: Path) -> None:
    """Make the folder hold just these pages."""
    for name in differences(pages, folder):
        path = folder / name
        if name in pages:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages[name], encoding="utf-8")
        else:
            path.unlink()


def run() -> int:
    """The script."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    pages = reference()
    if not parser.parse_args().check:
        write(pages, FOLDER)
        return 0
    stale = differences(pages, FOLDER)
    sys.stderr.writelines(
        f"docs/reference/{name} is stale: run scripts/reference.py\n" for name in stale
    )
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(run())
