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


def test_it_checks_and_builds_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    place = tmp_path / "env"
    venv.create(place, with_pip=True)
    python = place / "bin/python"
    constraint = CLONE / "requirements.lock"
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--constraint", constraint, wheel],
        check=True,
        cwd=tmp_path,
    )
    code = (
        "import pathlib, shutil, riskbook;"
        "shutil.copytree(pathlib.Path(riskbook.__file__).parent / '_data/starter', 'book')"
    )
    subprocess.run([python, "-c", code], check=True, cwd=tmp_path)
    riskbook = place / "bin/riskbook"
    for command in (["check"], ["build"], ["explain", "RB304"], ["schema", "risk"]):
        day = ["--today", "2026-11-23"] if command[0] in ("check", "build") else []
        done = subprocess.run(
            [riskbook, *command, *day],
            cwd=tmp_path / "book",
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "book/site/index.html").is_file()
    assert (tmp_path / "book/site/zh/index.html").is_file()
