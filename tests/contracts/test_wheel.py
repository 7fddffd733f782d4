"""The wheel: it carries all it needs, and works in an empty environment away from the clone."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

CLONE = Path(__file__).resolve().parents[2]
CARRIED = {
    "schemas": "riskbook/_data/schemas",
    "site_templates": "riskbook/_data/site_templates",
    "registers": "riskbook/_data/starter/registers",
    "docs/guide": "riskbook/_data/guide",
    "docs/rules": "riskbook/_data/rules",
    ".vscode": "riskbook/_data/vscode",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder],
        cwd=CLONE,
        check=True,
        capture_output=True,
    )
    return next(folder.glob("*.whl"))


def test_it_carries_the_folders_byte_for_byte(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        for folder, inside in CARRIED.items():
            listed = subprocess.run(
                ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder],
                cwd=CLONE,
                check=True,
                capture_output=True,
            ).stdout.decode()
            files = {name for name in listed.split("\0") if name and (CLONE / name).is_file()}
            assert files
            for name in files:
                carried = f"{inside}/{Path(name).relative_to(folder).as_posix()}"
                assert carried in names
                assert archive.read(carried) == (CLONE / name).read_bytes()


def test_it_holds_one_package_and_its_data(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        top = {name.partition("/")[0] for name in archive.namelist()}
    assert top == {"riskbook", wheel.name.split("-py3")[0] + ".dist-info"}


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel and what it asks for, and nothing else."""
    place = tmp_path_factory.mktemp("installed") / "env"
    venv.create(place, with_pip=True)
    constraint = CLONE / "requirements.lock"
    subprocess.run(
        [place / "bin/python", "-m", "pip", "install", "--quiet", "-c", constraint, wheel],
        check=True,
        cwd=place.parent,
    )
    return place


def run(place: Path, at: Path, *arguments: str) -> None:
    done = subprocess.run(
        [place / "bin/riskbook", *arguments], cwd=at, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


DAY = ("--today", "2026-11-23")


def test_it_checks_and_builds_in_an_empty_environment(installed: Path, tmp_path: Path) -> None:
    code = (
        "import pathlib, shutil, riskbook;"
        "shutil.copytree(pathlib.Path(riskbook.__file__).parent / '_data/starter', 'book')"
    )
    subprocess.run([installed / "bin/python", "-c", code], check=True, cwd=tmp_path)
    for command in (["check", *DAY], ["build", *DAY], ["explain", "RB304"], ["schema", "risk"]):
        run(installed, tmp_path / "book", *command)
    assert (tmp_path / "book/site/index.html").is_file()
    assert (tmp_path / "book/site/zh/index.html").is_file()


def test_it_founds_a_book_in_an_empty_environment(installed: Path, tmp_path: Path) -> None:
    run(installed, tmp_path, "init", "book", "--ci", "github", "--language", "zh", *DAY)
    for command in ("check", "build"):
        run(installed, tmp_path / "book", command, *DAY)
    for name in ("site/index.html", ".github/workflows/check.yml", ".vscode/tasks.json"):
        assert (tmp_path / "book" / name).is_file()
