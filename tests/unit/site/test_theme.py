"""The theme's colours can be read, in both schemes."""

from __future__ import annotations

import re

import pytest

from riskbook.assessing.palettes import LEAST_CONTRAST, contrast
from riskbook.reading.resources import resource

CSS = (resource("site_templates") / "theme" / "assets" / "riskbook.css").read_text()


def scheme(selector: str) -> dict[str, str]:
    """The colours that a rule sets, over those of the light scheme."""
    rules = [re.findall(r":root\{color-scheme:light dark;[^}]*\}", CSS)[0]]
    if selector:
        rules.append(re.findall(re.escape(selector) + r"\{[^}]*\}", CSS)[0])
    found: dict[str, str] = {}
    for rule in rules:
        for name, shade in re.findall(r"--([a-z-]+):(#[0-9a-f]{3,6})\b", rule):
            found[name] = shade if len(shade) == 7 else "#" + "".join(c * 2 for c in shade[1:])
    return found


@pytest.mark.parametrize(
    "selector", ["", ":root:not([data-theme=light])", ":root[data-theme=dark]"]
)
def test_text_can_be_read_on_every_ground(selector: str) -> None:
    shades = scheme(selector)
    for ground in ("page", "surface", "accent-soft"):
        for ink in ("ink", "muted", "accent", "good", "bad"):
            ratio = contrast(shades[ink], shades[ground])
            assert ratio >= LEAST_CONTRAST, f"{ink} on {ground}: {ratio:.2f}"


def test_the_chosen_dark_scheme_is_that_of_the_system() -> None:
    assert scheme(":root:not([data-theme=light])") == scheme(":root[data-theme=dark]")
