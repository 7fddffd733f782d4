"""Writing records as a person does: questions on a real terminal, and options without one."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

BASE = Path(__file__).parent / "base_book"
CLONE = Path(__file__).resolve().parents[2]
DAY = ("--today", "2026-11-23")
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))},
    "PYTHONPATH": str(CLONE / "generator"),
    "PYTHONUTF8": "1",
    "TERM": "dumb",
    "COLUMNS": "80",
}
CTRL_C, CTRL_D = "\x03", "\x04"

TITLE = "Too few people: Spring Festival"
FACTS = (
    "--title", TITLE, "--category", "management", "--service", "service-desk",
    "--owner", "service-desk-lead", "--source", "interview", "--cause", "*Most* live far away",
    "--event", "Fewer than half are there", "--consequence", "Customers wait #days",
)  # fmt: skip
SCORES = (
    "--likelihood", "possible", "--impact", "customer=2", "--impact", "financial=1",
    "--rationale", "61 cases in February", "--strategy", "mitigate",
    "--action", "Borrow two people", "operations-lead", "2027-01-22",
)  # fmt: skip


class Talk(NamedTuple):
    """What stood on the terminal, and the exit code."""

    screen: str
    code: int


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A copy of the small book."""
    shutil.copytree(BASE, tmp_path / "book")
    return tmp_path / "book"


def run(book: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "riskbook", *arguments],
        cwd=book,
        env=ENVIRONMENT,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    return line


def talk(book: Path, arguments: Sequence[str], answers: Sequence[str], **environment: str) -> Talk:
    """Run a command on a terminal of its own, giving one answer at each prompt."""
    child, leader = pty.fork()
    if child == 0:
        os.chdir(book)
        command = [sys.executable, "-m", "riskbook", *arguments]
        os.execve(sys.executable, command, {**ENVIRONMENT, **environment})  # noqa: S606  # the real command
    screen = b""
    for answer in answers:
        screen += _until_prompt(leader)
        sent = answer if answer in (CTRL_C, CTRL_D) else f"{answer}\n"
        if answer == CTRL_C:
            time.sleep(
                0.5
            )  # a person is never so quick: the prompt stands before the reading begins
        os.write(leader, sent.encode())
    screen += _until_end(leader)
    os.close(leader)
    _, state = os.waitpid(child, 0)
    return Talk(screen.decode().replace("\r\n", "\n"), os.waitstatus_to_exitcode(state))


def _until_prompt(leader: int) -> bytes:
    seen = b""
    end = time.monotonic() + 30
    while not seen.endswith(b"> "):
        assert time.monotonic() < end, f"no prompt after: {seen.decode()}"
        if select.select([leader], [], [], 0.5)[0]:
            seen += _read(leader) or pytest.fail(f"ended after: {seen.decode()}")
    return seen


def _until_end(leader: int) -> bytes:
    seen = b""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if select.select([leader], [], [], 0.5)[0]:
            more = _read(leader)
            if not more:
                return seen
            seen += more
    pytest.fail(f"it goes on asking: {seen.decode()}")


def _read(leader: int) -> bytes:
    try:
        return os.read(leader, 65536)
    except OSError:  # Linux says so when the other side has closed
        return b""


def files_of(book: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(book)): path.read_bytes()
        for path in sorted(book.rglob("*"))
        if path.is_file()
    }


def errors_of(book: Path) -> str:
    """What the check says, which must not be an error."""
    done = run(book, "check", *DAY, "--lang", "en", "--fail-on", "error")
    assert done.returncode == 0, done.stdout
    return done.stdout


# new risk, by options


def test_a_risk_by_options_is_a_draft_that_the_check_lets_pass(book: Path) -> None:
    done = run(book, "new", "risk", *DAY, "--lang", "en", *FACTS)
    path = book / "registers/desk/risks/R004-too-few-people-spring-festival.md"
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Written: {path.relative_to(book)}\n" in done.stdout
    assert "R004 is a draft" in done.stdout
    assert "riskbook translate R004 zh" in done.stdout
    text = path.read_text(encoding="utf-8")
    assert f'title: "{TITLE}"\n' in text
    assert '  cause: "*Most* live far away"\n' in text
    assert "  date: 2026-11-23\n" in text
    assert "status: draft\n" in text
    found = errors_of(book)
    assert "RB209" in found  # the translation, which is said to be still to do
    assert found.count("R004-too-few") == 1


def test_a_risk_with_scores_and_a_strategy_is_open_and_ranked(book: Path) -> None:
    done = run(book, "new", "risk", *DAY, "--lang", "en", *FACTS, *SCORES)
    assert "R004 is at level Medium: likelihood 2 · Possible, impact 2 · Serious." in done.stdout
    assert "in the ranking" in done.stdout
    assert "status: open\n" in (
        book / "registers/desk/risks/R004-too-few-people-spring-festival.md"
    ).read_text(encoding="utf-8")
    assert errors_of(book).count("R004-too-few") == 1


def test_a_high_risk_without_a_plan_stays_a_draft_and_says_why(book: Path) -> None:
    high = [*SCORES]
    high[1] = "likely"
    done = run(book, "new", "risk", *DAY, "--lang", "en", *FACTS, *high)
    assert "R004 is at level High" in done.stdout
    assert "\n  riskbook new plan\n" in done.stdout
    errors_of(book)
    planned = run(book, "new", "risk", *DAY, "--lang", "en", *FACTS, *high, "--plan", "P001")
    assert "R005 is at level High" in planned.stdout
    assert "is approved by Management (today Managing director)" in planned.stdout
    errors_of(book)


def test_what_is_missing_is_named_all_at_once_and_nothing_is_written(book: Path) -> None:
    before = files_of(book)
    line = refused(run(book, "new", "risk", "--lang", "en", *FACTS[:4]))
    assert line == (
        "riskbook: There is nobody to ask. Give these options too: --service, --owner, --source, "
        "--cause, --event, --consequence."
    )
    assert "--impact" in refused(run(book, "new", "risk", *DAY, *FACTS, "--likelihood", "3"))
    assert "--likelihood" in refused(run(book, "new", "risk", *DAY, *FACTS, "--impact", "3"))
    assert files_of(book) == before


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--category", "managment", "Did you mean management?"),
        ("--category", "q", "operational, technical, management"),
        ("--date", "2026-13-01", "is not a date"),
        ("--date", "2026-12-01", "has not come yet"),
        ("--likelihood", "9", "1, 2, 3"),
        ("--impact", "financial=9", "1, 2, 3"),
        ("--impact", "q=2", "customer, financial"),
        ("--id", "R001", "is taken"),
        ("--id", "X1", "has not the form"),
        ("--plan", "P009", "P001"),
        ("--slug", "Überlast", "Only small letters"),
        ("--language", "fr", "en, zh"),
        ("--register", "desc", "Did you mean desk?"),
    ],
)
def test_a_wrong_option_is_explained(book: Path, option: str, value: str, told: str) -> None:
    before = files_of(book)
    line = refused(run(book, "new", "risk", *DAY, "--lang", "en", *FACTS, option, value))
    assert line.startswith(f"riskbook: {option}: ")
    assert told in line
    assert files_of(book) == before


@pytest.mark.parametrize("impact", ["3", "customer=3"])
def test_an_impact_given_twice_is_not_guessed_at(book: Path, impact: str) -> None:
    line = refused(run(book, "new", "risk", "--lang", "en", *FACTS, *SCORES, "--impact", impact))
    assert "one for each dimension" in line


def test_a_chinese_risk_is_named_by_its_id_and_speaks_chinese(book: Path) -> None:
    chinese = ("--language", "zh", "--title", "春节前后人手不足", "--lang", "zh")
    done = run(book, "new", "risk", *DAY, *FACTS, *chinese)
    assert done.stdout.startswith("已写入：registers/desk/risks/R004.md\n")
    text = (book / "registers/desk/risks/R004.md").read_text(encoding="utf-8")
    assert "language: zh\ntitle: 春节前后人手不足\n" in text
    assert "# 草稿" in text
    errors_of(book)


def test_a_record_says_its_language_where_its_register_has_another(book: Path) -> None:
    register = book / "registers/desk/register.yml"
    register.write_text(f"{register.read_text(encoding='utf-8')}language: zh\n", encoding="utf-8")
    run(book, "new", "risk", *DAY, *FACTS)
    run(book, "new", "risk", *DAY, *FACTS, "--language", "en")
    here, there = (
        next((book / "registers/desk/risks").glob(f"{key}*.md")).read_text(encoding="utf-8")
        for key in ("R004", "R005")
    )
    assert "language:" not in here
    assert "language: en\n" in there


def test_an_own_pattern_counts_on_or_asks_for_the_id(book: Path) -> None:
    settings = book / "riskbook.yml"
    plain = settings.read_text(encoding="utf-8")
    settings.write_text(plain + 'ids: {risk: "^OPS-[0-9]{4}$"}\n', encoding="utf-8")
    assert "OPS-0001" in run(book, "new", "risk", *DAY, *FACTS).stdout
    assert "OPS-0002" in run(book, "new", "risk", *DAY, *FACTS).stdout
    settings.write_text(plain + 'ids: {risk: "^(OPS|HR)-[0-9]+$"}\n', encoding="utf-8")
    assert "--id." in refused(run(book, "new", "risk", *DAY, "--lang", "en", *FACTS))
    assert "HR-7-" in run(book, "new", "risk", *DAY, *FACTS, "--id", "HR-7").stdout


def test_a_file_that_is_there_is_never_overwritten(book: Path) -> None:
    folder = book / "registers/desk/risks"
    (folder / "R004-too-few-people-spring-festival.md").write_text("mine", encoding="utf-8")
    done = run(book, "new", "risk", *DAY, "--lang", "en", *FACTS)
    assert "R005-too-few" in done.stdout  # the id of a file that cannot be read is taken
    assert (folder / "R004-too-few-people-spring-festival.md").read_text() == "mine"


def test_a_book_without_a_register_says_how_to_make_one(book: Path) -> None:
    shutil.rmtree(book / "registers/desk")
    assert "registers/<name>/register.yml" in refused(run(book, "new", "risk", "--lang", "en"))


# new risk, asked


def test_a_risk_is_asked_for_in_english_until_each_answer_is_right(book: Path) -> None:
    answers = [
        TITLE,
        "managment",
        "3",
        "desk",
        "none",  # no objective
        "service desk lead",
        "11.12.2026",
        "23 Nov 2026",
        "interview",
        "",
        "",  # a cause is needed
        "Most live far away",
        "Fewer than half are there",
        "Customers wait",
        "likely",
        "serious",
        "",
        "61 cases in February",
        "reduce",
        "",
        "Borrow two people",
        "",
        "2027-01-22",
        "16k",
        "Pay for overtime",
        "",
        "",  # no date, no action
        "",
        "later",  # the plan
        "",  # English
    ]
    screen, code = talk(book, ["new", "risk", *DAY, "--lang", "en"], answers)
    assert code == 0, screen
    assert "“managment” is none of these. Did you mean 3 Management?" in screen
    assert "“11.12.2026” is not a date that can mean only one day." in screen
    assert "This one cannot be left empty." in screen
    assert "Left out, because an action needs a date: Pay for overtime" in screen
    assert "These scores make the level High." in screen
    assert "R004 is a draft" in screen
    text = (book / "registers/desk/risks/R004-too-few-people-spring-festival.md").read_text(
        encoding="utf-8"
    )
    assert "category: management\nservice: service-desk\nowner: service-desk-lead\n" in text
    assert "      customer: 2\n      financial:\n    rationale: 61 cases in February\n" in text
    assert (
        "      owner: service-desk-lead\n      due: 2027-01-22\n      status: open\n"
        "      cost: 16000\n" in text
    )
    assert "Pay for overtime" not in text
    errors_of(book)


def test_a_risk_is_asked_for_in_chinese(book: Path) -> None:
    answers = [
        "春节前后人手不足",
        "管理风险",
        "１",
        "",
        "服务台",
        "2026年11月3日",
        "3",
        "",
        "多数员工来自外地",
        "到岗不足一半",
        "客户等待数天",
        "",
        "",
        "",
        "人手 不足",
        "spring festival",
    ]
    screen, code = talk(book, ["new", "risk", *DAY, "--lang", "zh"], answers)
    assert code == 0, screen
    assert "风险名称" in screen
    assert "只能用小写字母 a–z、数字和连字符" in screen
    assert "已写入：registers/desk/risks/R004-spring-festival.md" in screen
    text = (book / "registers/desk/risks/R004-spring-festival.md").read_text(encoding="utf-8")
    assert "language: zh\n" in text
    assert "  date: 2026-11-03\n" in text
    errors_of(book)


def test_an_impact_that_nobody_can_score_leaves_the_assessment_for_later(book: Path) -> None:
    told = ["Dead", "1", "1", "", "risk officer", "", "1", "", "Old", "Fails", "Silence"]
    screen, code = talk(
        book, ["new", "risk", *DAY, "--lang", "zh"], [*told, "3", "", "", "", "", "", ""]
    )
    assert code == 0, screen
    assert "影响程度至少要评一个维度" in screen
    assert "影响程度（1/2）：客户" in screen
    assert "发生概率和影响程度留待以后填写" in screen
    text = (book / "registers/desk/risks/R004-dead.md").read_text(encoding="utf-8")
    assert "likelihood: 4" not in text
    errors_of(book)


def test_an_amount_of_money_is_taken_for_its_step(book: Path) -> None:
    told = ["Dead", "1", "1", "", "risk officer", "", "1", "", "Old", "Fails", "Silence"]
    answers = [*told, "3", "", "5千", "It is old", "", "", ""]
    screen, code = talk(book, ["new", "risk", *DAY, "--lang", "zh"], answers)
    assert code == 0, screen
    assert "影响程度（2/2）：资金（" in screen
    text = (book / "registers/desk/risks/R004-dead.md").read_text(encoding="utf-8")
    assert "      customer:\n      financial: 2\n" in text


def test_chinese_is_read_where_the_named_locale_is_not_installed(book: Path) -> None:
    told = ["人手不足\x7f\x7f不够", "1", "1", "", "风险专员", "", "1", "", "旧", "断", "静"]
    answers = [
        *told,
        CTRL_C,
        "",
    ]
    screen, code = talk(book, ["new", "risk", *DAY], answers, LC_ALL="zh_CN.UTF-9")
    assert code == 0, screen
    text = (book / "registers/desk/risks/R004.md").read_text(encoding="utf-8")
    assert "title: 人手不够\n" in text
    assert "owner: risk-officer\n" in text


def test_whoever_stops_late_may_keep_a_draft(book: Path) -> None:
    told = [TITLE, "1", "1", "", "risk officer", "", "1", "", "Old", "Fails", "Silence"]
    scored = ["3", "3", "2", "Old", "mitigate", "", "Buy one", CTRL_C]
    screen, code = talk(book, ["new", "risk", *DAY, "--lang", "en"], [*told, *scored, ""])
    assert code == 0, screen
    path = book / "registers/desk/risks/R004-too-few-people-spring-festival.md"
    text = path.read_text(encoding="utf-8")
    assert "status: draft\n" in text
    assert "    rationale: Old\n" in text
    assert "R004 is a draft" in screen
    errors_of(book)


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_whoever_stops_has_written_nothing(book: Path, key: str) -> None:
    before = files_of(book)
    screen, code = talk(book, ["new", "risk", *DAY, "--lang", "en"], [TITLE, key])
    assert code == 2
    assert screen.endswith("Stopped. Nothing was written.\n")
    assert files_of(book) == before


def test_no_input_asks_nothing_on_a_terminal(book: Path) -> None:
    screen, code = talk(book, ["new", "risk", *DAY, "--lang", "en", "--no-input"], [])
    assert code == 2
    assert screen.startswith("riskbook: There is nobody to ask.")


# the other kinds


def test_a_plan_by_options_passes_the_check(book: Path) -> None:
    done = run(
        book, "new", "plan", *DAY, "--lang", "en", "--title", "Telephones are dead",
        "--owner", "operations-lead", "--trigger", "No call for ten minutes", "Wallboard",
        "--step", "Switch to mobile phones", "operations-lead", "15 minutes",
    )  # fmt: skip
    assert "“plan: P002”" in done.stdout
    text = (book / "registers/desk/plans/P002-telephones-are-dead.md").read_text(encoding="utf-8")
    assert "    do: Switch to mobile phones\n    who: operations-lead\n" in text
    assert "exercise_every: 6 months\n" in text
    errors_of(book)


def test_an_unfinished_plan_says_what_the_check_will_ask_for(book: Path) -> None:
    facts = ("--title", "Dead", "--owner", "operations-lead")
    done = run(book, "new", "plan", *DAY, "--lang", "en", *facts)
    assert "P002 is not finished" in done.stdout
    assert 'Write under "trigger"' in done.stdout
    assert run(book, "check", *DAY).returncode == 1


def test_a_control_and_a_process_pass_the_check(book: Path) -> None:
    control = run(
        book, "new", "control", *DAY, "--lang", "en", "--title", "Spare phones",
        "--owner", "operations-lead", "--kind", "respond", "--status", "in_force",
    )  # fmt: skip
    assert "C003-spare-phones.md" in control.stdout
    facts = ("--title", "Complaints", "--owner", "risk-officer", "--service", "service-desk")
    process = run(book, "new", "process", *DAY, "--lang", "en", *facts)
    assert "Written: registers/desk/processes/complaints.yml" in process.stdout
    named = run(
        book, "new", "process", *DAY, "--lang", "zh", *facts, "--language", "zh",
        "--id", "intake", "--node", "接听来电", "--node", "Log: it", "--node", "回复",
    )  # fmt: skip
    assert named.returncode == 0, named.stderr
    text = (book / "registers/desk/processes/intake.yml").read_text(encoding="utf-8")
    assert "  - id: node-1\n    title:\n      zh: 接听来电\n    kind: start\n" in text
    assert "  - from: log-it\n    to: node-3\n" in text
    errors_of(book)


def test_a_fishbone_passes_the_check(book: Path) -> None:
    facts = ("--effect", "Tickets: late", "--service", "service-desk", "--owner", "risk-officer")
    given = run(
        book, "new", "fishbone", *DAY, "--lang", "en", *facts, "--set", "4s",
        "--cause", "skills", "Nobody is trained", "--cause", "systems", "#1 is slow",
    )  # fmt: skip
    assert "Written: registers/desk/fishbones/tickets-late.yml" in given.stdout
    text = (book / "registers/desk/fishbones/tickets-late.yml").read_text(encoding="utf-8")
    assert "date: 2026-11-23\n" in text
    assert '  - key: systems\n    causes:\n      - id: C1\n        text: "#1 is slow"\n' in text
    assert "      - id: C2\n        text: Nobody is trained\n" in text
    asked = ("new", "fishbone", *DAY, "--lang", "en", *facts, "--id", "again")
    wrong = run(book, *asked, "--cause", "skils", "Nobody is trained", "--set", "4s")
    assert "skills" in refused(wrong)
    screen, code = talk(book, list(asked), ["6m", "", "No deputy", "", "", "", "", "", ""])
    assert code == 0, screen
    written = (book / "registers/desk/fishbones/again.yml").read_text(encoding="utf-8")
    assert "  - key: people\n    causes:\n      - id: C1\n" in written
    assert "No deputy" in written
    errors_of(book)


def test_a_passed_exercise_proves_the_plan_as_it_stands(book: Path) -> None:
    facts = ("--scenario", "Dead on Friday", "--participants", "service-desk-lead,risk-officer")
    tabletop = ("new", "exercise", "p001", *DAY, "--lang", "en", "--type", "tabletop", *facts)
    done = run(book, *tabletop, "--result", "passed")
    assert "P001 is proven until 2027-05-23" in done.stdout
    path = book / "registers/desk/exercises/P001/2026-11-23-tabletop.yml"
    first = path.read_text(encoding="utf-8")
    assert "proves:\n  trigger/T1: " in first
    failed = run(book, *tabletop, "--result", "failed")
    assert "does not prove P001" in failed.stdout
    assert "proves" not in path.with_name("2026-11-23-tabletop-2.yml").read_text(encoding="utf-8")
    assert path.read_text(encoding="utf-8") == first
    assert "Did you mean P001?" in refused(run(book, "new", "exercise", "P01", "--lang", "en"))


def test_participants_are_asked_for_by_number(book: Path) -> None:
    answers = ["", "tabletop", "The line is dead", "2，9", "1，2", "passed", "", "", ""]
    screen, code = talk(book, ["new", "exercise", "P001", *DAY, "--lang", "en"], answers)
    assert code == 0, screen
    assert "“9” is none of these" in screen
    errors_of(book)


# translate


def test_a_translation_is_begun_refreshed_and_accepted(book: Path) -> None:
    run(book, "new", "risk", *DAY, *FACTS)
    risk = book / "registers/desk/risks/R004-too-few-people-spring-festival.md"
    translation = risk.with_name("R004-too-few-people-spring-festival.zh.md")
    begun = run(book, "translate", "r004", "zh", "--lang", "en")
    assert begun.stdout.splitlines()[:2] == [
        f"Written: {translation.relative_to(book)}",
        "0 of 4 texts are translated.",
    ]
    text = translation.read_text(encoding="utf-8")
    assert f"  # en: {TITLE}\n  title:\n" in text
    translation.write_text(text.replace("  title:\n", "  title: 人手不足\n"), encoding="utf-8")
    source = risk.read_text(encoding="utf-8")
    risk.write_text(source.replace(TITLE, "Half the desk is away"), encoding="utf-8")
    stale = run(book, "translate", "R004", "中文", "--lang", "en").stdout
    assert "Once right: riskbook translate R004 zh --accept title\n" in stale
    assert "RB205" in errors_of(book)
    before = files_of(book)
    assert "stays as it is" in run(book, "translate", "R004", "zh", "--lang", "en").stdout
    assert files_of(book) == before
    run(book, "translate", "R004", "zh", "--accept", "title")
    assert "RB205" not in errors_of(book)


def test_every_translation_of_the_example_book_is_left_as_it_is(book: Path) -> None:
    before = files_of(book)
    for identity in ("R001", "R002", "R003", "P001", "C001", "C002"):
        assert run(book, "translate", identity, "zh").returncode == 0
    assert files_of(book) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("R044", "zh"), "There is no R044"),
        (("R01", "zh"), "Did you mean R001?"),
        (("R001", "fr"), "en, zh"),
        (("R001", "en"), "written in “en” itself"),
        (("ticket-intake", "zh"), "is a process"),
        (("R001", "zh", "--accept", "titel"), "title"),
    ],
)
def test_what_cannot_be_translated_is_explained(
    book: Path, arguments: tuple[str, ...], told: str
) -> None:
    before = files_of(book)
    assert told in refused(run(book, "translate", *arguments, "--lang", "en"))
    assert files_of(book) == before
