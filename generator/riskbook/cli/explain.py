"""riskbook explain: what a code means and how to put it right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from riskbook.cli.completing import codes
from riskbook.cli.desk import colour_option, language_option, screen, speaker, stop, write

if TYPE_CHECKING:
    from riskbook.reporting import RulePage


@click.command()
@click.argument("code", shell_complete=codes)
@language_option
@colour_option
def explain(code: str, language: str | None, colour: str) -> None:
    """Explain a CODE such as RB304: what it checks, why, a bad and a good example."""
    from riskbook.findings import CODES
    from riskbook.reporting import Tone, show_rule_page
    from riskbook.wording import say
    from riskbook.wording.nearest import nearest

    catalogue = speaker(language)
    known = code.upper()
    if known not in CODES:
        near = nearest(known, CODES)
        hint = say("cli.near", near=near) if near else say("cli.code-form")
        stop(catalogue, say("cli.unknown-code", code=code, hint=hint))
    page = rule_pages([known], catalogue.language)[known]
    on = screen(colour)
    severity = catalogue.word(f"report.{CODES[known].severity.value}")
    sight = catalogue.word(f"cli.sight.{CODES[known].sight.value}")
    facts = catalogue.word("cli.rule-facts", severity=severity, sight=sight)
    write(f"{show_rule_page(page, on)}\n{on.paint(facts, Tone.FAINT)}\n")


def rule_pages(codes: Iterable[str], language: str) -> dict[str, RulePage]:
    """The pages of these codes in a language."""
    from riskbook.reading.resources import resource
    from riskbook.reporting import read_rule_page

    folder = resource("docs/rules")
    ending = ".md" if language == "en" else f".{language}.md"
    pages = {}
    for code in sorted(set(codes)):
        path = folder / f"{code}{ending}"
        path = path if path.is_file() else folder / f"{code}.md"
        pages[code] = read_rule_page(path.read_text(encoding="utf-8"))
    return pages
