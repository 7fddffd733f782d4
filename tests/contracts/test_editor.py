"""The editor's files: schemas, snippets, problem matcher and form, each held to the real thing."""

from __future__ import annotations

import configparser
import fnmatch
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from riskbook.cli.main import main
from riskbook.reading.placing import Kind, place

CLONE = Path(__file__).resolve().parents[2]
DAY = "2026-11-23"
RISK = "registers/customer-service/risks/R001-urgent-faults-outside-working-hours.md"


def settings(name: str) -> Any:
    """A file of the editor's, which may have lines of comment."""
    text = (CLONE / ".vscode" / name).read_text(encoding="utf-8")
    return json.loads(re.sub(r"(?m)^\s*//.*$", "", text))


def run(book: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "riskbook", *arguments, "--book", book],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the example book."""
    shutil.copytree(CLONE / "registers", tmp_path / "registers")
    shutil.copy(CLONE / "riskbook.yml", tmp_path)
    return tmp_path


# Schemas of YAML files


def patterns() -> Iterator[tuple[str, str]]:
    """Every schema with each of its patterns."""
    for schema, found in settings("settings.json")["yaml.schemas"].items():
        for pattern in [found] if isinstance(found, str) else found:
            yield schema, pattern


def as_segments(pattern: str) -> re.Pattern[str]:
    """A pattern as VS Code means it: a star stays within a folder, the start may be anywhere."""
    parts = [re.escape(part).replace(r"\*", "[^/]*") for part in pattern.split("/")]
    return re.compile(f"(?:.*/)?{'/'.join(parts)}")


def as_any(pattern: str) -> re.Pattern[str]:
    """A pattern as the language server has also meant it: a star crosses folders."""
    return re.compile(f"(?:.*/)?{fnmatch.translate(pattern)}")


@pytest.mark.parametrize("meaning", [as_segments, as_any])
def test_every_yaml_file_of_the_book_has_its_schema_and_no_other(meaning: Any) -> None:
    files = [CLONE / "riskbook.yml", *sorted((CLONE / "registers").rglob("*.yml"))]
    kinds = set()
    for path in files:
        name = path.relative_to(CLONE).as_posix()
        at = place(name)
        assert at
        kinds.add(at.kind)
        found = [schema for schema, pattern in patterns() if meaning(pattern).fullmatch(name)]
        assert found == [f"schemas/{at.kind.value}.schema.json"], name
    assert kinds == {kind for kind in Kind if not kind.has_front_matter}


class _Core(yaml.SafeLoader):
    """YAML 1.2's core schema, as editors read it: dates stay text, only true and false are so."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # PyYAML's own way


for tag, form, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+.0123456789")),
):
    _Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"(?:{form})$"), first)


def validator(schema: str) -> Draft202012Validator:
    contents = [json.loads(path.read_bytes()) for path in (CLONE / "schemas").iterdir()]
    known = [(content["$id"], Resource.from_contents(content)) for content in contents]
    registry: Registry[Any] = Registry().with_resources(known)
    return Draft202012Validator(json.loads((CLONE / schema).read_bytes()), registry=registry)


@pytest.mark.parametrize("schema", settings("settings.json")["yaml.schemas"])
def test_the_schema_finds_nothing_in_the_book_and_something_in_a_slip(schema: str) -> None:
    checker = validator(schema)
    wanted = [as_segments(pattern) for name, pattern in patterns() if name == schema]
    paths = [
        path
        for path in [CLONE / "riskbook.yml", *sorted((CLONE / "registers").rglob("*.yml"))]
        if any(one.fullmatch(path.relative_to(CLONE).as_posix()) for one in wanted)
    ]
    assert paths
    for path in paths:
        data = yaml.load(path.read_bytes(), _Core)  # noqa: S506  # a safe loader's child
        assert [error.message for error in checker.iter_errors(data)] == [], path
        assert list(checker.iter_errors({**data, "titel": "A slip of the pen"}))


# The problem matcher


def faulty(book: Path) -> None:
    """Faults of every severity: in a file with a Chinese name, in no line, in several languages."""
    risk = book / RISK
    text = risk.read_text(encoding="utf-8")
    risk.write_text(text.replace("\nowner: ", "\nowner: 服务台主管 #"), encoding="utf-8")
    draft = book / "registers/customer-service/risks/R901-变更: 未经评审 (1).md"
    draft.write_text(text.replace("id: R001", "id: R902"), encoding="utf-8")
    (book / "registers/customer-service/risks/R903-empty.md").write_bytes(b"")
    (book / "registers/customer-service/notes.md").write_text("A note\n", encoding="utf-8")
    services = book / "registers/services.yml"
    services.write_bytes(services.read_bytes() + b"unknown: key\n")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("sound", [True, False])
def test_the_matcher_finds_every_finding(language: str, sound: bool, book: Path) -> None:  # noqa: FBT001  # pytest's
    if not sound:
        faulty(book)
    (task,) = (task for task in settings("tasks.json")["tasks"] if task["label"].endswith("check"))
    matcher = task["problemMatcher"]
    assert matcher["fileLocation"] == ["relative", "${workspaceFolder}"]
    pattern = matcher["pattern"]
    today = ["--today", DAY, "--lang", language]
    output = run(book, *task["args"], *today).stdout
    found = [
        tuple(
            match.group(pattern[part])
            for part in ("file", "line", "column", "severity", "code", "message")
        )
        for match in map(re.compile(pattern["regexp"]).search, output.splitlines())
        if match
    ]
    findings = json.loads(run(book, "check", "--format", "json", *today).stdout)["findings"]
    assert {finding["severity"] for finding in findings} >= ({"note"} if sound else {"error"})
    for line, finding in zip(found, findings, strict=True):
        span = finding["span"] or {"line": 1, "column": 1}
        at = (finding["path"], str(span["line"]), str(span["column"]))
        assert line[:5] == (*at, finding["severity"], finding["code"])
        assert line[5].startswith(finding["message"])


def test_every_task_runs_a_command_that_there_is() -> None:
    commands = main.commands
    for task in settings("tasks.json")["tasks"]:
        assert task["command"] == "riskbook"
        name, *arguments = task["args"]
        assert task["label"] == f"riskbook: {name}"
        options = {option for one in commands[name].params for option in one.opts}
        assert {word for word in arguments if word.startswith("--")} <= options


# Snippets

BLANKS = {
    "service-key": "customer-hotline",
    "owner-key": "hotline-lead",
    "deputy-key": "online-service-lead",
    "source-key": "customer-complaint",
    "服务代码": "customer-hotline",
    "责任人代码": "hotline-lead",
    "副责任人代码": "online-service-lead",
    "来源代码": "customer-complaint",
}
"""What an author must fill in: words that each book has of its own."""

FILES = {
    "risk": "registers/customer-service/risks/R901-written-with-a-snippet.md",
    "plan": "registers/customer-service/plans/P901-written-with-a-snippet.md",
    "control": "registers/customer-service/controls/C901-written-with-a-snippet.md",
    "exercise": f"registers/customer-service/exercises/P003/{DAY}-tabletop.yml",
}
KINDS = {"风险": "risk", "应急预案": "plan", "控制措施": "control", "演练": "exercise"}
SNIPPETS: dict[str, Any] = settings("risk.code-snippets")

_STOP = re.compile(
    r"\$\{(?P<stop>\d+)(?:\|(?P<choices>[^|]+)\||:(?P<default>(?:[^{}$]|\$[A-Z_]+)*))?\}"
    r"|\$\{(?P<of>[A-Z_]+)/(?P<regex>(?:[^/\\]|\\.)+)/(?P<format>[^/]*)/\}"
    r"|\$(?P<variable>[A-Z_]+)|\$0"
)


def expanded(lines: list[str], path: Path) -> str:
    """A snippet as VS Code inserts it, where the author goes on without typing anything."""
    variables = {
        "CURRENT_YEAR": DAY[:4],
        "CURRENT_MONTH": DAY[5:7],
        "CURRENT_DATE": DAY[8:],
        "TM_FILENAME_BASE": path.stem,
        "TM_DIRECTORY": str(path.parent),
    }

    def one(match: re.Match[str]) -> str:
        if match["choices"]:
            return match["choices"].split(",")[0]
        if match["of"]:
            regex = match["regex"].replace(r"\/", "/")
            form = re.sub(r"\$(\d)", r"\\\1", match["format"])
            return re.sub(regex, form, variables[match["of"]], count=1)
        if match["variable"]:
            return variables[match["variable"]]
        return _STOP.sub(one, match["default"] or "")

    return _STOP.sub(one, "\n".join(lines))


def kind_of(name: str) -> str:
    """The kind that a snippet writes: its first prefix says it, in either language."""
    first: str = SNIPPETS[name]["prefix"][0]
    return KINDS.get(first, first)


def test_each_kind_has_a_snippet_in_both_languages() -> None:
    first = [snippet["prefix"][0] for snippet in SNIPPETS.values()]
    assert sorted(first) == sorted([*KINDS, *KINDS.values()])
    for name, snippet in SNIPPETS.items():
        scope = "markdown" if FILES[kind_of(name)].endswith(".md") else "yaml"
        assert snippet["scope"] == scope
        assert snippet["description"]


@pytest.mark.parametrize("name", SNIPPETS)
def test_a_snippet_writes_a_sound_file_but_for_its_blanks(name: str, book: Path) -> None:
    path = FILES[kind_of(name)]
    text = expanded(SNIPPETS[name]["body"], book / path)
    assert "$" not in text
    (book / path).write_text(text, encoding="utf-8")
    unfilled = findings_in(book, path)
    assert unfilled, "the blanks are words of no book"
    assert {finding["severity"] for finding in unfilled} >= {"error"}
    filled = re.sub("|".join(sorted(BLANKS, key=len, reverse=True)), lambda m: BLANKS[m[0]], text)
    assert filled != text
    (book / path).write_text(filled, encoding="utf-8")
    assert [finding for finding in findings_in(book, path) if finding["severity"] == "error"] == []
    assert findings_in(book, path, "fmt") == []


def findings_in(book: Path, path: str, how: str = "check") -> list[dict[str, Any]]:
    """What is found in one file; as ``fmt``, whether it would change."""
    if how == "fmt":
        done = subprocess.run(
            [sys.executable, "-m", "riskbook", "fmt", "--check", book / path],
            capture_output=True,
            text=True,
            check=False,
        )
        return [] if done.returncode == 0 else [{"output": done.stdout}]
    done = run(book, "check", "--format", "json", "--lang", "en", "--today", DAY)
    return [found for found in json.loads(done.stdout)["findings"] if found["path"] == path]


# The form of files


def test_the_book_has_the_form_that_the_editor_keeps() -> None:
    parser = configparser.ConfigParser()
    text = (CLONE / ".editorconfig").read_text(encoding="utf-8")
    parser.read_string(f"[top]\n{text}")
    assert parser["top"]["root"] == "true"
    every = parser["*"]
    assert dict(every) == {"charset": "utf-8", "end_of_line": "lf", "insert_final_newline": "true"}
    assert parser["*.{yml,yaml,py,css,js}"]["trim_trailing_whitespace"] == "true"
    files = [path for path in (CLONE / "registers").rglob("*") if path.is_file()]
    for path in [CLONE / "riskbook.yml", *files]:
        content = path.read_bytes().decode("utf-8")
        assert "\r" not in content, path
        assert content.endswith("\n"), path
        assert not re.search(r"(?m)^ *\t", content), path
        if path.suffix == ".yml":
            assert not re.search(r"(?m)[ \t]+$", content), path
