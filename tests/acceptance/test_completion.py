"""riskbook completion: in a real bash, and what the script of each shell is answered."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest

from riskbook.cli.completion import SHELLS
from riskbook.cli.main import main
from riskbook.findings import CODES
from riskbook.reading.placing import Kind

CLONE = Path(__file__).resolve().parents[2]
COMMAND = Path(sys.executable).with_name("riskbook")
ENVIRONMENT = {**os.environ, "PATH": f"{COMMAND.parent}:{os.environ['PATH']}"}
IN_BASH = """
source <("$1" completion bash)
complete -p riskbook >/dev/null || exit 3
COMP_WORDS=("${@:2}")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_riskbook_completion riskbook
printf '%s\\n' "${COMPREPLY[@]}"
"""


def run(*command: object, at: Path = CLONE, **environment: str) -> str:
    """What a command prints; nothing may stand on standard error."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=at,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def in_bash(*words: str, at: Path = CLONE) -> list[str]:
    """What bash offers for the last of the words of a command line."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash on this machine")
    return run(bash, "--norc", "-c", IN_BASH, "bash", COMMAND, *words, at=at).split()


def offered(shell: str, *words: str, at: Path = CLONE) -> str:
    """What the command answers the script of a shell."""
    asked = {"COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    if shell == "fish":
        asked["COMP_CWORD"] = words[-1]
    return run(COMMAND, at=at, _RISKBOOK_COMPLETE=f"{shell}_complete", **asked)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed_and_completes_this_command(shell: str) -> None:
    script = run(COMMAND, "completion", shell)
    assert f"_RISKBOOK_COMPLETE={shell}_complete" in script
    assert "_riskbook_completion" in script


@pytest.mark.parametrize("shell", [name for name in SHELLS if shutil.which(name)])
def test_the_shell_understands_its_script(shell: str, tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text(run(COMMAND, "completion", shell), encoding="utf-8")
    run(shell, "-n", script)


def test_commands_and_options_are_completed() -> None:
    assert set(in_bash("riskbook", "")) == set(main.commands)
    assert in_bash("riskbook", "sho") == ["show"]
    assert in_bash("riskbook", "show", "--fo") == ["--format"]
    assert in_bash("riskbook", "show", "--format", "") == ["text", "json"]


def test_ids_are_those_of_the_book() -> None:
    names = (path.name for path in (CLONE / "registers").glob("*/risks/R*.md"))
    ids = sorted({name.partition("-")[0] for name in names})
    assert in_bash("riskbook", "show", "") == ids
    assert in_bash("riskbook", "show", "r00") == [name for name in ids if name.startswith("R00")]
    assert in_bash("riskbook", "show", "R001") == ["R001"]
    assert in_bash("riskbook", "show", "X") == []


def test_ids_are_those_of_the_book_that_is_named(tmp_path: Path) -> None:
    risks = tmp_path / "book/registers/one/risks"
    risks.mkdir(parents=True)
    (tmp_path / "book/riskbook.yml").touch()
    for name in ("R007-one.md", "R007-one.zh.md", "OPS-0001.md", "README.txt", "nameless.md"):
        (risks / name).write_text("not even YAML: [", encoding="utf-8")
    assert in_bash("riskbook", "show", "--book", "book", "", at=tmp_path) == ["OPS-0001", "R007"]


def test_codes_kinds_and_languages_are_completed() -> None:
    assert in_bash("riskbook", "explain", "rb30") == [
        code for code in sorted(CODES) if code.startswith("RB30")
    ]
    assert in_bash("riskbook", "schema", "") == [
        kind for kind in in_bash("riskbook", "schema", "") if Kind(kind)
    ]
    assert set(in_bash("riskbook", "schema", "")) == {kind.value for kind in Kind}
    assert in_bash("riskbook", "check", "--lang", "") == ["en", "zh"]


def test_what_a_risk_is_found_in_is_completed() -> None:
    assert "session:false-callers-2026-11/" in offered(
        "fish", "riskbook", "new", "risk", "--from", "ses"
    )
    assert in_bash("riskbook", "new", "risk", "--from", "tick") == ["tickets:PT-"]


def test_zsh_and_fish_are_told_what_an_id_stands_for() -> None:
    about = "urgent faults outside working hours"
    assert offered("zsh", "riskbook", "show", "R001") == f"plain\nR001\n{about}\n"
    (line,) = offered("fish", "riskbook", "show", "R001").splitlines()
    assert line == f"plain,R001\t{about}"


def test_without_a_book_nothing_is_offered_and_nothing_said(tmp_path: Path) -> None:
    assert in_bash("riskbook", "show", "", at=tmp_path) == []
    assert in_bash("riskbook", "show", "--book", "nowhere", "", at=tmp_path) == []


def test_it_answers_before_a_person_notices(tmp_path: Path) -> None:
    risks = tmp_path / "registers/one/risks"
    risks.mkdir(parents=True)
    (tmp_path / "riskbook.yml").touch()
    for number in range(1000):
        (risks / f"R{number:04}-a-risk.md").touch()
    took = []
    for _ in range(5):
        begun = monotonic()
        lines = offered("bash", "riskbook", "show", "R", at=tmp_path).splitlines()
        took.append(monotonic() - begun)
    assert len(lines) == 1000
    sys.stdout.write(f"{min(took):.3f} s at 1,000 risks\n")
    assert min(took) < 2, "it does not read the book"
