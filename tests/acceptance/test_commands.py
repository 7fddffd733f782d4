"""The commands as people and programs run them: as processes, with exit codes and two streams."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from riskbook.cli.listing import FILTERS
from riskbook.cli.main import main
from riskbook.cli.schema import KINDS
from riskbook.reading.placing import Kind
from small_book import OTHER_RISK, small_book

CLONE = Path(__file__).resolve().parents[2]
DAY = ("--today", "2026-11-23")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))},
    "PYTHONPATH": str(CLONE / "generator"),
    "PYTHONUTF8": "1",
}

Done = subprocess.CompletedProcess[str]


def run(*arguments: str, at: Path = CLONE, **environment: str) -> Done:
    return subprocess.run(
        [sys.executable, "-m", "riskbook", *arguments],
        cwd=at,
        env={**ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def succeeded(done: Done) -> str:
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def refused(done: Done) -> str:
    """The one sentence of a command that cannot run."""
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("riskbook: ")
    return line.removeprefix("riskbook: ")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the example book."""
    shutil.copytree(CLONE / "registers", tmp_path / "registers")
    shutil.copy(CLONE / "riskbook.yml", tmp_path)
    return tmp_path


@pytest.fixture
def broken_book(book: Path) -> Path:
    """The example book with one risk that cannot be read, and one framework file that can."""
    risk = book / "registers/customer-service/risks/R001-urgent-faults-outside-working-hours.md"
    risk.write_text("---\nid: R001\nstatus: [\n---\n", encoding="utf-8")
    return book


@pytest.fixture
def unsound_book(book: Path) -> Path:
    """The example book with criteria that cannot be read."""
    (book / "registers/criteria.yml").write_text("levels: [\n", encoding="utf-8")
    return book


# check


def test_check_of_a_sound_book_ends_with_0() -> None:
    assert "RB406" in succeeded(run("check", *DAY, "--lang", "en"))


def test_check_of_a_book_without_a_register_says_how_to_write_one(book: Path) -> None:
    for register in (book / "registers").glob("*/"):
        shutil.rmtree(register)
    english = succeeded(run("check", *DAY, "--lang", "en", at=book)).splitlines()
    assert english[0].endswith("no findings")
    assert "registers/<name>/register.yml" in english[1]
    assert "register.yml" not in succeeded(run("check", *DAY, "--format", "lines", at=book))


@pytest.mark.parametrize("written", ["2026年11月23日", "2026/11/23", "23 Nov 2026"])
def test_today_is_a_day_as_people_write_it(written: str, book: Path) -> None:
    shown = succeeded(run("show", "R001", "--today", written, at=book))
    assert shown == succeeded(run("show", "R001", *DAY, at=book))


def test_check_fails_at_the_threshold_that_is_asked_for(book: Path) -> None:
    settings = book / "riskbook.yml"
    assert run("check", *DAY, at=book).returncode == 0
    assert run("check", *DAY, "--fail-on", "warning", at=book).returncode == 1
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("fail_on: error", "fail_on: note"), encoding="utf-8")
    assert run("check", *DAY, at=book).returncode == 1
    assert run("check", *DAY, "--fail-on", "error", at=book).returncode == 0


def test_check_of_a_book_with_an_error_ends_with_1(broken_book: Path) -> None:
    done = run("check", *DAY, at=broken_book)
    assert (done.returncode, done.stderr) == (1, "")
    assert "RB004" in done.stdout


def test_check_tells_faults_while_the_framework_is_not_sound(unsound_book: Path) -> None:
    done = run("check", *DAY, "--format", "json", at=unsound_book)
    assert done.returncode == 1
    assert [found["code"] for found in json.loads(done.stdout)["findings"]] == ["RB004"]


def test_check_finds_the_book_from_a_folder_inside_and_by_its_option(book: Path) -> None:
    inside = book / "registers" / "customer-service"
    from_inside = run("check", *DAY, at=inside)
    from_outside = run("check", *DAY, "--book", str(inside), at=CLONE.parent)
    assert from_inside.stdout == from_outside.stdout == run("check", *DAY, at=book).stdout


def test_check_writes_json_sarif_annotations_and_markdown(broken_book: Path) -> None:
    outputs = {
        form: run("check", *DAY, "--format", form, at=broken_book).stdout
        for form in ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")
    }
    assert json.loads(outputs["json"])["counts"]["error"] == 1
    results = json.loads(outputs["sarif"])["runs"][0]["results"]
    assert "RB004" in {result["ruleId"] for result in results}
    assert outputs["github"].startswith("::error file=registers/customer-service/risks/R001-")
    assert "**RB004**" in outputs["markdown"]
    assert "error[RB004]" in outputs["text"]


def test_check_says_the_same_in_chinese() -> None:
    english = json.loads(succeeded(run("check", *DAY, "--lang", "en", "--format", "json")))
    chinese = json.loads(succeeded(run("check", *DAY, "--lang", "zh", "--format", "json")))
    assert (english["language"], chinese["language"]) == ("en", "zh")
    assert english["counts"] == chinese["counts"]
    assert all(
        any("\u4e00" <= character <= "\u9fff" for character in found["message"])
        for found in chinese["findings"]
    )


def test_the_language_is_the_one_asked_for_else_the_systems_else_the_books(book: Path) -> None:
    def language(*arguments: str, **environment: str) -> str:
        done = run("check", *DAY, "--format", "json", *arguments, at=book, **environment)
        return str(json.loads(done.stdout)["language"])

    assert language() == "en"
    assert language(LANG="zh_CN.UTF-8") == "zh"
    assert language("--lang", "en", LANG="zh_CN.UTF-8") == "en"
    settings = book / "riskbook.yml"
    text = settings.read_text(encoding="utf-8").replace("[en, zh]", "[zh, en]")
    settings.write_text(text, encoding="utf-8")
    assert language() == "zh"
    assert language(LC_ALL="fr_FR.UTF-8", LANG="en_US.UTF-8") == "zh"


# list


@pytest.fixture(scope="module")
def every_risk() -> list[dict[str, Any]]:
    return listed()


def listed(*arguments: str, at: Path = CLONE) -> list[dict[str, Any]]:
    done = run("list", *DAY, "--format", "json", *arguments, at=at)
    risks: list[dict[str, Any]] = json.loads(succeeded(done))["risks"]
    return risks


def test_list_shows_every_risk_in_the_order_of_its_rank(every_risk: list[dict[str, Any]]) -> None:
    risks = every_risk
    files = CLONE.glob("registers/*/risks/*.md")
    sources = [file for file in files if "." not in file.stem]  # a translation is R001-….zh.md
    assert len(risks) == len(sources)
    places = [risk["rank"]["place"] for risk in risks if risk["rank"]]
    assert places == sorted(places)
    ranked = [bool(risk["rank"]) for risk in risks]
    assert ranked == sorted(ranked, reverse=True)  # nothing is unassessed in the example book
    table = succeeded(run("list", *DAY))
    assert all(risk["id"] in table for risk in risks)


@pytest.mark.parametrize("name", FILTERS)
def test_list_filters_by_every_fact(name: str, every_risk: list[dict[str, Any]]) -> None:
    def fact(risk: dict[str, Any]) -> str:
        current = risk["current"]
        value = (current["level"] if current else "") if name == "level" else risk[name]
        return value or ""

    values = sorted({fact(risk) for risk in every_risk} - {""})
    assert values
    for wanted in ({values[0]}, {values[0], values[-1]}):
        options = [part for value in sorted(wanted) for part in (f"--{name}", value)]
        assert listed(*options) == [risk for risk in every_risk if fact(risk) in wanted]


@pytest.mark.parametrize("name", FILTERS)
def test_list_refuses_a_word_that_the_book_does_not_have(name: str) -> None:
    sentence = refused(run("list", *DAY, f"--{name}", "no-such-word", "--lang", "en"))
    assert f"--{name}" in sentence
    assert "no-such-word" in sentence


def test_list_says_which_word_was_probably_meant() -> None:
    sentence = refused(run("list", "--level", "hihg", "--lang", "en"))
    assert sentence.count("high") == 1
    assert "critical" not in sentence


def test_list_finds_text_in_ids_and_titles_in_the_language_shown() -> None:
    assert [risk["id"] for risk in listed("--text", "r004")] == ["R004"]
    chinese = [risk["id"] for risk in listed("--text", "紧急故障", "--lang", "zh")]
    assert "R001" in chinese
    assert listed("--text", "no such text") == []
    empty = succeeded(run("list", *DAY, "--text", "no such text", "--lang", "en"))
    assert len(empty.splitlines()) == 1


def test_list_leaves_out_what_cannot_be_read(broken_book: Path) -> None:
    ids = {risk["id"] for risk in listed(at=broken_book)}
    assert "R001" not in ids
    assert "R002" in ids


# show


def test_show_tells_where_a_risk_stands() -> None:
    text = succeeded(run("show", "R001", *DAY, "--lang", "en"))
    for part in ("R001", "hotline", "P003", "Statement", "registers/customer-service/risks/R001"):
        assert part in text
    assert succeeded(run("show", "r001", *DAY, "--lang", "en")) == text
    chinese = succeeded(run("show", "R001", *DAY, "--lang", "zh"))
    assert "非工作时间客户报紧急故障无人接听" in chinese


def test_show_tells_the_bow_tie_with_what_each_barrier_is_worth() -> None:
    text = " ".join(succeeded(run("show", "R040", *DAY, "--lang", "en")).split())
    assert "Cause CA1: The project manager leaves suddenly" in text
    assert "prevented by C029 Deputy project managers for large projects (planned)" in text
    chinese = succeeded(run("show", "R040", *DAY, "--lang", "zh"))
    assert "后果 CO1：口头承诺无人认账" in chinese
    facts = json.loads(succeeded(run("show", "R040", *DAY, "--format", "json")))
    assert facts["causes"][0]["barriers"] == [
        {"id": "C029", "state": "planned"},
        {"id": "P007", "state": "unproven"},
    ]
    assert "Bow-tie" not in succeeded(run("show", "R009", *DAY, "--lang", "en"))


def test_show_says_how_firm_a_rank_is_unless_it_is_the_only_one(book: Path) -> None:
    assert "a step off, it would rank between" in succeeded(
        run("show", "R001", *DAY, "--lang", "en", at=book)
    )
    for risk in (book / "registers").glob("*/risks/R*"):
        if not risk.name.startswith("R001-"):
            risk.unlink()
    alone = succeeded(run("show", "R001", *DAY, "--lang", "en", at=book))
    assert "1 of 1\nThe only high risk\n\n" in alone
    assert "唯一一项“高”等级风险" in succeeded(run("show", "R001", *DAY, "--lang", "zh", at=book))


def test_show_lets_no_text_steer_the_terminal(book: Path) -> None:
    criteria = book / "registers" / "criteria.yml"
    text = criteria.read_text(encoding="utf-8")
    for name in ("High", "Likely", "Serious", "Major"):
        text = text.replace(f"en: {name},", f'en: "{name}\\e[31m",')
    criteria.write_text(text, encoding="utf-8")
    (risk,) = (book / "registers").glob("*/risks/R001-*hours.md")
    text = risk.read_text(encoding="utf-8")
    for field in ("title", "event", "rationale", "what"):
        text = re.sub(rf"(?m)^([ -]*){field}: (.*)$", rf'\1{field}: "Red \\e[31m text"', text)
    risk.write_text(text, encoding="utf-8")
    shown = succeeded(run("show", "R001", *DAY, "--lang", "en", at=book))
    assert shown.count("␛[31m") > 8
    assert "\x1b" not in shown


def test_show_as_json_is_what_list_gives(every_risk: list[dict[str, Any]]) -> None:
    shown = json.loads(succeeded(run("show", "R001", *DAY, "--format", "json")))
    assert shown == next(risk for risk in every_risk if risk["id"] == "R001")


def test_show_says_which_id_was_probably_meant(broken_book: Path) -> None:
    assert "R002" in refused(run("show", "R0002", *DAY, "--lang", "en"))
    assert "R999" in refused(run("show", "R999", *DAY, "--lang", "en"))
    unread = refused(run("show", "R001", *DAY, "--lang", "en", at=broken_book))
    assert "R001" in unread
    assert unread != refused(run("show", "R999", *DAY, "--lang", "en")).replace("R999", "R001")


@pytest.mark.parametrize("arguments", [("list",), ("show", "R001")])
def test_nothing_is_ranked_while_the_framework_is_not_sound(
    arguments: tuple[str, ...], unsound_book: Path
) -> None:
    assert "riskbook check" in refused(run(*arguments, *DAY, "--lang", "en", at=unsound_book))


# explain, schema, info, help


@pytest.mark.parametrize("code", ["RB304", "rb304"])
def test_explain_shows_a_page_from_anywhere(code: str, tmp_path: Path) -> None:
    english = succeeded(run("explain", code, "--lang", "en", at=tmp_path))
    chinese = succeeded(run("explain", code, "--lang", "zh", at=tmp_path))
    assert english.startswith("RB304 · target-above-current")
    assert "What it checks" in english
    assert "检查什么" in chinese


def test_explain_refuses_a_code_that_is_none() -> None:
    assert "RB999" in refused(run("explain", "RB999", "--lang", "en"))


@pytest.mark.parametrize("kind", KINDS)
def test_schema_prints_each_kind(kind: str) -> None:
    from jsonschema import Draft202012Validator

    printed = json.loads(succeeded(run("schema", kind)))
    Draft202012Validator.check_schema(printed)
    assert printed["$id"] == f"{kind}.schema.json"


def test_schema_has_every_kind_and_knows_the_books_own_words(tmp_path: Path) -> None:
    assert set(KINDS) == {kind.value for kind in Kind}
    here = json.loads(succeeded(run("schema", "risk")))["properties"]
    elsewhere = json.loads(succeeded(run("schema", "risk", at=tmp_path)))["properties"]
    assert here["category"]["enum"] == ["operational", "technical", "management"]
    assert "P001" in here["plan"]["enum"]
    assert "customer-hotline" in here["service"]["enum"]
    assert "enum" not in elsewhere["category"]
    assert "enum" not in elsewhere["plan"]


def test_info_tells_the_book_in_use(book: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert str(book) in succeeded(run("info", at=book))
    elsewhere = succeeded(run("info", "--lang", "en", at=tmp_path_factory.mktemp("empty")))
    for name in ("mkdocs", "jinja2", "pyyaml", "jsonschema", "matplotlib", str(CLONE / "schemas")):
        assert name in elsewhere


NAMES = list(main.commands)


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_is_there_from_anywhere(name: str, tmp_path: Path) -> None:
    text = succeeded(run(*([name] if name else []), "--help", at=tmp_path))
    assert text.startswith("Usage: ")
    assert succeeded(run(*([name] if name else []), "-h", at=tmp_path)) == text
    if not name:
        assert all(command in text for command in NAMES)


def test_version() -> None:
    from riskbook import __version__

    assert succeeded(run("--version")).split()[-1] == __version__


def test_a_command_that_is_none_is_a_usage_error() -> None:
    done = run("chek")
    assert (done.returncode, done.stdout) == (2, "")
    assert "chek" in done.stderr


@pytest.mark.parametrize("arguments", [("check",), ("list",), ("show", "R001"), ("build",)])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_without_a_book_there_is_one_sentence(
    arguments: tuple[str, ...], language: str, tmp_path: Path
) -> None:
    sentence = refused(run(*arguments, "--lang", language, at=tmp_path))
    assert "riskbook.yml" in sentence
    assert str(tmp_path) in sentence


@pytest.mark.parametrize(
    "wrong", [("--today", "11.12.2026"), ("--lang", "fr"), ("--format", "xml"), ("--colour",)]
)
def test_a_wrong_option_is_a_usage_error_without_a_traceback(wrong: Sequence[str]) -> None:
    done = run("check", *wrong)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr
    assert wrong[0] in done.stderr


# what is imported, and where output goes

PROBE = """
import sys
from riskbook.cli.main import main
try:
    main(sys.argv[2:], prog_name="riskbook", standalone_mode=False)
except SystemExit:
    pass
here = {name.partition(".")[0] for name in sys.modules}
sys.stderr.write(" ".join(sorted(here & set(sys.argv[1].split(",")))))
"""


def imported(suspects: str, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", PROBE, suspects, *arguments],
        cwd=CLONE,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout
    return set(done.stderr.split())


HEAVY = "mkdocs,jinja2,matplotlib,cmarkgfm"
"""But numpy: tickets that are like others are sorted by it, in books that have such tickets."""


@pytest.mark.parametrize("arguments", [("check", *DAY), ("list", *DAY), ("show", "R001", *DAY)])
def test_check_imports_nothing_that_only_the_site_needs(arguments: tuple[str, ...]) -> None:
    assert imported(HEAVY, *arguments) == set()


def test_the_probe_sees_what_is_imported() -> None:
    assert imported("click,yaml", "check", *DAY) == {"click", "yaml"}


@pytest.mark.parametrize("name", ["", *NAMES])
def test_help_imports_nothing_that_reads(name: str) -> None:
    suspects = f"{HEAVY},yaml,jsonschema,jsonschema_rs,babel,zoneinfo"
    assert imported(suspects, *([name] if name else []), "--help") == set()


def test_a_command_is_called_as_it_is_known_and_imports_no_other() -> None:
    assert {name: command.name for name, command in main.commands.items()} == {
        name: name for name in NAMES
    }
    others = {name.replace("-", "_") for name in NAMES} | {"listing"}
    others -= {"check", "explain"}  # that one quotes the pages of rules for the other
    assert modules_of("check", *DAY) & {f"riskbook.cli.{name}" for name in others} == set()


EVERY_MODULE = """
import sys
from riskbook.cli.main import main
try:
    main(sys.argv[1:], prog_name="riskbook", standalone_mode=False)
except SystemExit:
    pass
sys.stderr.write(" ".join(sorted(sys.modules)))
"""


def modules_of(*arguments: str, at: Path = CLONE, **environment: str) -> set[str]:
    """Every module that a process has imported when the command has run."""
    done = subprocess.run(
        [sys.executable, "-c", EVERY_MODULE, *arguments],
        cwd=at,
        env=ENVIRONMENT | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout
    return set(done.stderr.split())


UNNEEDED = frozenset(
    {
        *("yaml", "jsonschema", "mkdocs", "matplotlib", "statistics", "weasyprint"),
        *("riskbook.reading.composing", "riskbook.reading.past", "riskbook.reading.ticket_rows"),
        *("riskbook.identifying.proposing", "riskbook.identifying.coverage"),
        *("riskbook.identifying.counting", "riskbook.identifying.classifying"),
        *("riskbook.site.views.bow_tie", "riskbook.site.views.risk_experience"),
        *("riskbook.site.views.risk_indicators", "riskbook.site.views.risk_sources"),
        *("riskbook.cli.serve", "riskbook.cli.gate", "riskbook.cli.listing"),
    }
)
"""What a build need not import where one risk of a plain book has been reworded."""


def test_a_reworded_risk_imports_nothing_that_only_other_books_need(tmp_path: Path) -> None:
    own = {"RISKBOOK_CACHE_DIR": str(tmp_path / "cache")}
    book = tmp_path / "book"
    for name, content in small_book().items():
        (book / name).parent.mkdir(parents=True, exist_ok=True)
        (book / name).write_bytes(content)
    time.sleep(0.05)  # what was written this very moment is not kept
    cold = modules_of("build", *DAY, at=book, **own)
    assert "yaml" in cold  # of the framework, which is no plain text
    path = book / OTHER_RISK
    path.write_text(path.read_text(encoding="utf-8") + "\nMore is known now.\n", encoding="utf-8")
    assert modules_of("build", *DAY, at=book, **own) & UNNEEDED == set()


@pytest.mark.parametrize("arguments", [("list", *DAY), ("check", *DAY), ("explain", "RB101")])
def test_a_reader_that_has_seen_enough_is_no_error(arguments: tuple[str, ...]) -> None:
    command = " ".join([f"'{sys.executable}' -m riskbook", *arguments, "| head -n 1"])
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=CLONE,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    assert len(done.stdout.splitlines()) == 1


def test_output_that_nobody_reads_is_no_error() -> None:
    """The reader is gone before the first line is written."""
    with subprocess.Popen(
        [sys.executable, "-m", "riskbook", "list", *DAY, "--format", "json"],
        cwd=CLONE,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", *DAY, "--lang", "zh"),
        ("list", *DAY, "--lang", "zh"),
        ("show", "R001", *DAY, "--lang", "zh"),
        ("show", "R999", "--lang", "zh"),
        ("explain", "RB304", "--lang", "zh"),
        ("explain", "无此代码", "--lang", "zh"),
        ("info", "--lang", "zh"),
        ("schema", "risk"),
    ],
)
def test_a_terminal_that_knows_ascii_only_is_no_error(arguments: tuple[str, ...]) -> None:
    done = run(*arguments, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert "Traceback" not in done.stderr
    assert done.returncode == (2 if "R999" in arguments or "无此代码" in arguments else 0)


def test_colour_is_only_for_terminals_and_for_who_asks() -> None:
    assert "\x1b[" not in run("check", *DAY).stdout
    assert "\x1b[" in run("check", *DAY, "--color", "always").stdout
    assert "\x1b[" not in run("check", *DAY, "--color", "never").stdout
