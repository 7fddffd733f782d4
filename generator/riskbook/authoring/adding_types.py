"""Problem types added to their file: what stands there already stays as it is, byte for byte."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from riskbook.authoring.block_style import comment, entry, field, words
from riskbook.authoring.numbering import next_id
from riskbook.identifying.proposing import FLOOR, Proposal
from riskbook.reading.composing import Positions, compose, examine
from riskbook.reading.front_matter import decode
from riskbook.wording import Catalogue

PATTERN = "^PT-[0-9]{2,}$"
"""What the ids of problem types look like; the schema says the same."""

_DEEPER = "  "


class UnfitTypesError(Exception):
    """The file is written in a way to which nothing can be added by lines."""


def numbered(
    proposals: Iterable[Proposal], known: Iterable[str]
) -> tuple[tuple[str, Proposal], ...]:
    """The proposals with ids that follow the highest known one."""
    used = list(known)
    found = []
    for one in proposals:
        identity = next_id(used, PATTERN) or f"PT-{len(used) + 1:02d}"
        used.append(identity)
        found.append((identity, one))
    return tuple(found)


def written_ids(content: bytes) -> Iterator[str]:
    """The ids of the types in a file, however faulty it is."""
    text = decode(content)
    types = examine(text, 0).data.get("types") if isinstance(text, str) else None
    for one in types if isinstance(types, list) else ():
        if isinstance(one, dict) and isinstance(one.get("id"), str):
            yield one["id"]


def types_file(new: Sequence[tuple[str, Proposal]], language: str, catalogue: Catalogue) -> str:
    """A file with the proposals alone. ``language`` is that of texts without one."""
    lines = (
        *comment(catalogue.word("problem-types.sheet.head")),
        field("floor", str(FLOOR)),
        "",
        field("types"),
        *chain.from_iterable(_lines(key, one, language, catalogue) for key, one in new),
    )
    return "\n".join((*(line.rstrip() for line in lines), ""))


def with_types(
    content: bytes, new: Sequence[tuple[str, Proposal]], language: str, catalogue: Catalogue
) -> bytes:
    """A file of problem types with the proposals below those that it has.

    Raises :class:`UnfitTypesError` where its list is not one entry below the other, or would no
    longer read as it did.
    """
    text = decode(content)
    if not isinstance(text, str):
        raise UnfitTypesError
    before = examine(text, 0)
    if before.faults:
        raise UnfitTypesError
    known = before.data.get("types") or []
    row, indent = _place(text, before.positions, len(known))
    lines = text.split("\n")
    ending = "\r" if lines[0].endswith("\r") else ""
    added = [
        f"{indent}{line.removeprefix(_DEEPER)}".rstrip() + ending
        for key, one in new
        for line in _lines(key, one, language, catalogue)
    ]
    if row == len(lines):  # the last line has no end
        lines[-1] += ending
        added.append("")
    whole = "\n".join((*lines[:row], *added, *lines[row:]))
    after = compose(whole) or {}
    rest = {key: value for key, value in before.data.items() if key != "types"}
    if (
        after.get("types", [])[: len(known)] != known
        or len(after.get("types", [])) != len(known) + len(new)
        or {key: value for key, value in after.items() if key != "types"} != rest
    ):
        raise UnfitTypesError
    return content[: len(BOM_UTF8)] * content.startswith(BOM_UTF8) + whole.encode()


def _place(text: str, positions: Positions, known: int) -> tuple[int, str]:
    """After which line of the file the next type belongs, and how far in its dash stands."""
    lines = text.split("\n")
    if not known:
        if ("types",) not in positions.keys:
            raise UnfitTypesError
        return positions.keys[("types",)].line, _DEEPER
    span = positions.keys.get(("types", known - 1, "id"))
    if span is None:
        raise UnfitTypesError
    indent, dash, _ = lines[span.line - 1].partition("- ")
    if not dash or indent.strip():
        raise UnfitTypesError
    row = span.line
    while row < len(lines) and _goes_on(lines[row], indent):
        row += 1
    while not lines[row - 1].strip():
        row -= 1
    return row, indent


def _goes_on(line: str, indent: str) -> bool:
    """Whether a line is of the entry whose dash stands so far in."""
    return not line.strip() or (line.startswith(f"{indent} ") and not line.isspace())


def _lines(key: str, proposal: Proposal, language: str, catalogue: Catalogue) -> Iterator[str]:
    told = catalogue.word(
        "problem-types.sheet.group",
        count=proposal.count,
        first=proposal.first,
        last=proposal.last,
    )
    yield from comment(told, 1)
    yield from entry((("id", key),), 1)
    if proposal.language == language:
        yield field("name", proposal.name, 2)
    else:
        yield field("name", depth=2)
        yield field(proposal.language, proposal.name, 3)
    if proposal.any_of:
        yield from words("any_of", proposal.any_of, 2)
    yield from words("examples", proposal.examples, 2)
