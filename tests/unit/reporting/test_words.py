"""The words of reports: the same entries with the same blanks in both languages."""

from __future__ import annotations

from pathlib import Path
from string import Formatter

from riskbook.wording import Catalogue, read_catalogue

MESSAGES = Path(__file__).parents[3] / "site_templates" / "messages"


def shipped(language: str) -> Catalogue:
    return read_catalogue(language, [(MESSAGES / language / "report.po").read_bytes()])


def blanks(forms: tuple[str, ...]) -> set[str | None]:
    return {blank for form in forms for _, blank, _, _ in Formatter().parse(form) if blank}


def test_both_languages_say_the_same() -> None:
    english, chinese = shipped("en"), shipped("zh")
    assert set(english.entries) == set(chinese.entries)
    for key in english.entries:
        assert key.startswith("report.")
        assert blanks(english.entries[key]) == blanks(chinese.entries[key])


def test_every_entry_is_used() -> None:
    folder = Path(__file__).parents[3] / "generator" / "riskbook" / "reporting"
    code = "".join(file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.py")))
    built = {"report.error", "report.warning", "report.note"}
    built |= {f"report.count.{severity}" for severity in ("error", "warning", "note")}
    for key in set(shipped("en").entries) - built:
        assert f'"{key}"' in code
