"""The doors of the house open one way: what a room may import, and what only some rooms may do."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import NamedTuple

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "generator"

FLOORS = (
    ("clock",),
    ("wording",),
    ("findings",),
    ("model",),
    ("reading",),
    ("assessing",),
    ("reviewing",),
    ("identifying",),
    ("rules", "picturing"),
    ("reporting",),
    ("authoring",),
    ("forge",),
    ("run",),
    ("api", "pair"),
    ("site",),
    ("cli",),
    ("__main__",),
)
"""Lowest first. A module imports from its own room and from lower floors.

``findings`` stands above ``wording`` because a finding holds a saying, and below ``model`` because
the settings hold severities; ``run`` is the whole run on one screen, which the site repeats for a
day of its own.
"""

ONLY = {
    "mkdocs": {"riskbook.site.mkdocs_site", "riskbook.site.mkdocs_plugin"},
    "click": {"riskbook.cli"},
    "jinja2": {"riskbook.site"},
    "cmarkgfm": {"riskbook.site"},
    "matplotlib": {"riskbook.picturing"},
    "numpy": {"riskbook.identifying"},
    "weasyprint": {"riskbook.site.pack_printing"},
    "pathspec": {"riskbook.reading"},
    "yaml": {"riskbook.reading"},
    "jsonschema": {"riskbook.reading"},
    "jsonschema_rs": {"riskbook.reading"},
    "babel": {"riskbook.wording", "riskbook.picturing", "riskbook.site"},
}
"""Who may import what is not ours: a module, or a whole room."""

SPEAKING = frozenset({"print", "exit", "quit", "input", "breakpoint"})
SPEAKING_OF = frozenset({("sys", "exit"), ("sys", "stdout"), ("sys", "stderr"), ("sys", "argv")})


class Import(NamedTuple):
    """One import: the module that stands there, what it imports, and the names it takes."""

    line: int
    module: str
    target: str
    types_only: bool


def modules(sources: Path) -> dict[str, ast.Module]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in sorted((sources / "riskbook").rglob("*.py")):
        parts = path.relative_to(sources).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


def imports(name: str, tree: ast.Module, known: Mapping[str, ast.Module]) -> Iterator[Import]:
    """Every import, wherever it stands; ``from room import module`` is one of the module."""
    for node, types_only in _walk(tree, types_only=False):
        match node:
            case ast.Import(names=names):
                targets = [alias.name for alias in names]
            case ast.ImportFrom(module=str(module), names=names, level=0):
                targets = [
                    f"{module}.{alias.name}"
                    if f"{module}.{alias.name}" in known or module == "riskbook"
                    else module
                    for alias in names
                ]
            case ast.ImportFrom(level=level) if level:
                targets = ["a relative import"]
            case _:
                continue
        for target in targets:
            yield Import(node.lineno, name, target, types_only)


def _walk(node: ast.AST, *, types_only: bool) -> Iterator[tuple[ast.stmt, bool]]:
    for child in ast.iter_child_nodes(node):
        inside = types_only or (
            isinstance(child, ast.If)
            and isinstance(child.test, ast.Name)
            and child.test.id == "TYPE_CHECKING"
        )
        if isinstance(child, ast.stmt):
            yield child, inside
        yield from _walk(child, types_only=inside)


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def floor(module: str) -> int | None:
    return next((height for height, rooms in enumerate(FLOORS) if room(module) in rooms), None)


def complaints(sources: Path) -> list[str]:
    """Everything that breaks a rule of the house, as ``module:line what``."""
    known = modules(sources)
    every = [one for name, tree in known.items() for one in imports(name, tree, known)]
    found = [
        *(f"{name}: stands on no floor" for name in known if room(name) and floor(name) is None),
        *(f"{one.module}:{one.line} imports {one.target}" for one in every if is_wrong(one)),
        *cycles(every, known),
    ]
    for name, tree in known.items():
        if room(name) not in ("cli", "__main__"):
            found += (f"{name}:{line} uses {word}" for line, word in spoken(tree))
    return sorted(found)


def is_wrong(one: Import) -> bool:
    """Whether an import goes up, sideways, or to what others keep to themselves."""
    package = one.target.partition(".")[0]
    if package != "riskbook":
        allowed = ONLY.get(package)
        return one.target == "a relative import" or (
            allowed is not None
            and not any(one.module == name or one.module.startswith(f"{name}.") for name in allowed)
        )
    if one.module == "riskbook":  # the flat public interface shows types and imports nothing
        return not one.types_only
    if one.target == "riskbook.__version__":
        return False
    here, there = floor(one.module), floor(one.target)
    if room(one.module) == room(one.target):
        return False
    return here is None or there is None or there >= here


def cycles(every: list[Import], known: Mapping[str, ast.Module]) -> Iterator[str]:
    graph: dict[str, set[str]] = {name: set() for name in known}
    for one in every:
        if one.target in known and one.target != one.module and not one.types_only:
            graph[one.module].add(one.target)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        yield f"a circle: {' -> '.join(reversed(error.args[1]))}"


def spoken(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Where a module prints, ends the process or looks at its streams and arguments."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=word)) if word in SPEAKING:
                yield node.lineno, f"{word}()"
            case ast.Attribute(value=ast.Name(id=of), attr=word) if (of, word) in SPEAKING_OF:
                yield node.lineno, f"{of}.{word}"
            case ast.Name(id="SystemExit"):
                yield node.lineno, "SystemExit"
            case _:
                pass


def test_every_module_keeps_to_the_rules_of_the_house() -> None:
    assert complaints(SOURCES) == []


def test_every_floor_and_every_kept_library_is_in_use() -> None:
    known = modules(SOURCES)
    rooms = {room(name) for name in known} - {""}
    assert rooms == {name for rooms in FLOORS for name in rooms}
    imported = {
        (one.target.partition(".")[0], one.module)
        for name, tree in known.items()
        for one in imports(name, tree, known)
    }
    for package, allowed in ONLY.items():
        for name in allowed:
            assert any(
                library == package and (module == name or module.startswith(f"{name}."))
                for library, module in imported
            ), f"{name} does not import {package}"


WRONG = {
    "from riskbook.cli.desk import write\n": "imports riskbook.cli.desk",
    "from riskbook.rules import weigh\n": "imports riskbook.rules",
    "def late():\n    import riskbook.site.front\n": "imports riskbook.site.front",
    "if TYPE_CHECKING:\n    from riskbook.run import Judged\n": "imports riskbook.run",
    "from riskbook import check\n": "imports riskbook.check",
    "from .trees import Tree\n": "imports a relative import",
    "import mkdocs.config\n": "imports mkdocs.config",
    "from matplotlib import pyplot\n": "imports matplotlib",
    "print('found')\n": "uses print()",
    "import sys\nsys.exit(1)\n": "uses sys.exit",
    "raise SystemExit\n": "uses SystemExit",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_module_is_complained_of(text: str, tmp_path: Path) -> None:
    package = house(tmp_path)
    (package / "reading" / "wrong.py").write_text(text, encoding="utf-8")
    (complaint,) = complaints(tmp_path)
    assert complaint.startswith("riskbook.reading.wrong:")
    assert complaint.endswith(WRONG[text])


def test_a_circle_and_a_room_without_a_floor_are_complained_of(tmp_path: Path) -> None:
    package = house(tmp_path)
    (package / "reading" / "one.py").write_text("import riskbook.reading.two\n")
    (package / "reading" / "two.py").write_text("def f():\n    import riskbook.reading.one\n")
    (package / "attic").mkdir()
    (package / "attic" / "box.py").write_text("")
    circle, attic = complaints(tmp_path)
    assert circle.startswith("a circle: riskbook.reading.")
    assert attic == "riskbook.attic.box: stands on no floor"


def test_rooms_of_one_floor_do_not_know_each_other(tmp_path: Path) -> None:
    package = house(tmp_path)
    (package / "picturing").mkdir()
    (package / "rules" / "wrong.py").write_text("import riskbook.picturing\n")
    assert complaints(tmp_path) == ["riskbook.rules.wrong:1 imports riskbook.picturing"]


def house(folder: Path) -> Path:
    """A small package without a fault."""
    package = folder / "riskbook"
    for name in ("reading", "rules", "cli", "site"):
        (package / name).mkdir(parents=True)
        (package / name / "__init__.py").write_text("from riskbook.wording import say\n")
    (package / "__init__.py").write_text(
        "if TYPE_CHECKING:\n    from riskbook.rules import weigh\n"
    )
    (package / "wording.py").write_text("def say(): ...\n")
    (package / "cli" / "desk.py").write_text("print('spoken where it may be')\n")
    (package / "site" / "front.py").write_text("from riskbook import __version__\n")
    assert complaints(folder) == []
    return package
