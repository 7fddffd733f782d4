"""riskbook calibrate: stated likelihoods held against what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

import click

from riskbook.cli.completing import risk_ids
from riskbook.cli.desk import (
    Desk,
    book_option,
    colour_option,
    language_option,
    open_desk,
    screen,
    stop,
    today_option,
    write,
)

if TYPE_CHECKING:
    from riskbook.identifying.calibration import Calibration
    from riskbook.reporting import Screen
    from riskbook.run import Judged
    from riskbook.wording import Saying


@click.command()
@click.argument("identities", metavar="[ID]...", nargs=-1, shell_complete=risk_ids)
@click.option(
    "--write",
    "writing",
    is_flag=True,
    help="Write what is proposed into the files of the risks, for a pull request.",
)
@click.option(
    "--back-test",
    "testing",
    is_flag=True,
    help="Show instead how the likelihoods stated in the past held up, quarter by quarter.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text for a person, or JSON for a program.",
)
@book_option
@today_option
@language_option
@colour_option
def calibrate(identities: tuple[str, ...], **given: Any) -> None:
    """Hold the stated likelihood of every open risk, or of these, against its incidents.

    A re-score is proposed only where the incidents leave the stated step less than 10 % and give
    another one at least 50 %; else they fit, or there are too few to judge. Nothing is judged in a
    register that does not say since when its incidents are complete (incidents_since).

    --write changes the current likelihood and its rationale, which gets the evidence, and nothing
    else. It refuses a file that differs from the last commit. --back-test needs the whole history.
    """
    from riskbook.wording import say

    writing, testing, form = given["writing"], given["testing"], given["form"]
    if testing and (writing or identities):
        message = "--back-test is about all risks and writes nothing"
        raise click.UsageError(message)
    desk = open_desk(given["folder"], given["today"], given["language"])
    if desk.judged is None:
        stop(desk.catalogue, say("cli.framework-unsound"))
    on = screen(given["colour"])
    if testing:
        write(_back_test(desk, desk.judged, form, on))
        return
    found, asked = _found(desk, desk.judged, identities)
    sayings = _written(desk, desk.judged, found) if writing else []
    write(_told(desk, desk.judged, found, asked, form, on))
    said = [f"{desk.catalogue.say(saying)}\n" for saying in sayings]
    if form == "text" and writing:
        write("\n" + "".join(said or [f"{desk.catalogue.word('calibrate.nothing-to-write')}\n"]))


def _found(
    desk: Desk, judged: Judged, identities: tuple[str, ...]
) -> tuple[tuple[Calibration, ...], frozenset[str]]:
    """What was held against what, of all risks or of these, and the ids that were asked for."""
    from riskbook.cli.new_desk import record_of
    from riskbook.identifying import calibration
    from riskbook.wording import say

    book = judged.book
    found = calibration.calibrate(book, judged.links, judged.today)
    asked = frozenset(record_of(one, book.risks, desk, book).id for one in identities)
    if not asked:
        return found, asked
    known = {one.experience.risk: one for one in found}
    for key in sorted(asked):
        if key not in known:
            stop(desk.catalogue, say("calibrate.cannot-judge", id=key))
    return tuple(known[key] for key in sorted(asked)), asked


def _told(
    desk: Desk,
    judged: Judged,
    found: tuple[Calibration, ...],
    asked: frozenset[str],
    form: str,
    on: Screen,
) -> str:
    from riskbook.reporting.calibration import (
        CalibrationReport,
        calibration_as_json,
        calibration_as_text,
    )

    registers = judged.book.registers.values()
    unjudged = [one.key for one in registers if one.incidents_since is None]
    shown = () if asked else tuple(unjudged)
    report = CalibrationReport(judged.book, found, shown, asked, desk.catalogue)
    return calibration_as_json(report) if form == "json" else calibration_as_text(report, on)


def _written(desk: Desk, judged: Judged, found: tuple[Calibration, ...]) -> list[Saying]:
    """Every proposal in the file of its risk; all of them are made before the first is written."""
    from riskbook.authoring.saving import replace
    from riskbook.identifying.calibration import Verdict
    from riskbook.wording import say

    changes: list[tuple[str, bytes, Saying]] = []
    for one in found:
        if one.verdict is Verdict.RESCORE and one.proposed is not None:
            path = judged.book.risks[one.experience.risk].source.path
            content = _changed(desk, judged, one, path, one.proposed)
            done = say("calibrate.written", path=path, stated=one.stated, proposed=one.proposed)
            changes.append((path, content, done))
    for path, content, _ in changes:
        try:
            replace(desk.root / path, content)
        except OSError as error:
            reason = str(error.strerror)
            stop(desk.catalogue, say("authoring.cannot-write", path=path, reason=reason))
    following = [say("calibrate.next")] if changes else []
    return [*(done for _, _, done in changes), *following]


def _changed(desk: Desk, judged: Judged, found: Calibration, path: str, proposed: int) -> bytes:
    """The file with the proposal in it; ends the process where it cannot be had."""
    from riskbook.authoring.rescoring import is_touched, rescored
    from riskbook.findings import Severity

    faults = (one for one in desk.loaded.findings if one.location.path == path)
    if any(one.severity is Severity.ERROR for one in faults):
        _refuse(desk, "calibrate.unsound", path)
    if is_touched(desk.root, path):
        _refuse(desk, "calibrate.touched", path)
    ((_, before),) = desk.tree.read((path,))
    content = rescored(before or b"", proposed, _rationale(judged, found))
    if content is None:
        _refuse(desk, "calibrate.unfit", path)
    return content


def _rationale(judged: Judged, found: Calibration) -> str:
    """What the rationale was, and the evidence behind it, in the language of the risk."""
    from riskbook.reading.resources import catalogue, languages
    from riskbook.reporting.calibration import evidence

    risk = judged.book.risks[found.experience.risk]
    words = catalogue(risk.language if risk.language in languages() else "en")
    said = words.say(evidence(found, judged.book))
    current = risk.assessment.current
    before = current.rationale.strip().rstrip(".。") if current else ""
    return words.word("calibrate.rationale", before=before, evidence=said) if before else said


def _refuse(desk: Desk, key: str, path: str) -> NoReturn:
    from riskbook.wording import Saying

    stop(desk.catalogue, Saying(key, (("path", path),)))


def _back_test(desk: Desk, judged: Judged, form: str, on: Screen) -> str:
    """How the past held up, by the history of the repository."""
    from riskbook.identifying.back_test import back_test
    from riskbook.reading.past import past
    from riskbook.reading.placing import Kind
    from riskbook.reading.unusable import UnusableTreeError
    from riskbook.reporting.back_test import back_test_as_json, back_test_as_text
    from riskbook.reviewing.timeline import timeline

    book = judged.book
    try:
        states = past(desk.root, kinds=frozenset({Kind.RISK}))
        told = timeline(states, book.organization, book.settings.time_zone)
    except UnusableTreeError as error:
        stop(desk.catalogue, error.saying)
    found = back_test(book, judged.links, told, judged.today)
    if form == "json":
        return back_test_as_json(found)
    return back_test_as_text(found, book, desk.catalogue, on)
