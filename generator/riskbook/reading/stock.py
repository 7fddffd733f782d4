"""What a new book is made from: the starter, and files for a forge and for the editor."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from riskbook.reading.placing import Kind
from riskbook.reading.resources import resource, starter

EDITOR = ".vscode"


@dataclass(frozen=True, slots=True)
class Stock:
    """Texts by the path that they get in a new book; ``<<…>>`` in them are blanks to be filled.

    ``common`` are those of any book, with a text a language where people read it; ``spoken`` are
    those of a book in one language; ``forge`` those that a forge runs or reads; ``advice`` is what
    the README says of it, by language. ``criteria`` are those of the example.
    """

    common: Mapping[str, str]
    spoken: Mapping[str, Mapping[str, str]]
    forge: Mapping[str, str]
    advice: Mapping[str, str]
    criteria: str


def read_stock(languages: Collection[str], forge: str) -> Stock:
    """The stock for a book in these languages, on a forge ("" for none)."""
    templates = resource("site_templates")
    on_forge = _texts(templates / "ci" / forge) if forge else {}
    advice = {path: text for path, text in on_forge.items() if path.startswith("README.")}
    editor = {f"{EDITOR}/{path}": text for path, text in _texts(resource(EDITOR)).items()}
    shapes = {"common.schema.json", *(f"{kind.value}.schema.json" for kind in Kind)}
    schemas = {  # those of files that people write; the others describe what commands print
        f"{EDITOR}/schemas/{path}": text
        for path, text in _texts(resource("schemas")).items()
        if path in shapes
    }
    return Stock(
        common={**_texts(templates / "starter" / "book"), **editor, **schemas},
        spoken={language: _texts(templates / "starter" / language) for language in languages},
        forge={path: text for path, text in on_forge.items() if path not in advice},
        advice={language: advice.get(f"README.{language}.md", "") for language in languages},
        criteria=(starter() / "registers/criteria.yml").read_text(encoding="utf-8"),
    )


def _texts(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
