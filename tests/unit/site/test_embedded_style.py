"""The style sheet for other sites: all of ours, and nothing beyond our own element."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from riskbook.reading.resources import resource
from riskbook.site.embedded_style import classes_in, embedded_palette, embedded_style
from riskbook.site.embedding import frame_classes

TEMPLATES = resource("site_templates")
SHEET = (TEMPLATES / "theme" / "assets" / "riskbook.css").read_text(encoding="utf-8")
AROUND = (TEMPLATES / "embedded" / "around.css").read_text(encoding="utf-8")


def made(sheet: str, *frame: str) -> list[str]:
    """The rules that come of a sheet, without those that set variables."""
    lines = embedded_style(sheet, "/* around */", frozenset(frame)).splitlines()
    return [line for line in lines[2:] if line]


def selectors(css: str) -> list[str]:
    """Every selector, one by one, however deep its rule stands."""
    heads = re.findall(r"([^{};]+)\{(?=[^{}]*\})", css)
    found = [one for head in heads for one in re.split(r",(?![^(]*\))", head)]
    return [one.strip() for one in found if not one.strip().startswith("@")]


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("h1,.a>b{margin:0}", [".riskbook:not(#_) h1,.riskbook:not(#_) .a>b{margin:0}"]),
        ("p:is(.a,.b){margin:0}", [".riskbook:not(#_) p:is(.a,.b){margin:0}"]),
        ("p{margin:1.5rem 0}", [".riskbook:not(#_) p{margin:calc(1.5*var(--rem)) 0}"]),
        (":root:lang(zh){line-height:2}", [".riskbook:lang(zh){line-height:2}"]),
        ("body:has(p){page:wide}", [".riskbook:has(p){page:wide}"]),
        ("html{font:1rem a}body{margin:0}main:focus{outline:0}", []),
        (".bar a,.search input,.bars{margin:0}", [".riskbook:not(#_) .bars{margin:0}"]),
        (".a td{border:0;color:red}", [".riskbook:not(#_) .a td{border:0!important;color:red}"]),
        (".td{border:0}", [".riskbook:not(#_) .td{border:0}"]),
        ("@page{margin:0}@page wide{margin:1cm}", ["@page wide{margin:1cm}"]),
        (
            "@media screen and (max-width:9px){:root{--s:1px}}",
            [
                "@media screen{@container riskbook (max-width:9px){.riskbook>*{--s:1px}}}",
            ],
        ),
        ("@media (max-width:9px){p{margin:0}}", [
            "@container riskbook (max-width:9px){.riskbook:not(#_) p{margin:0}}"
        ]),
        ("@container (min-width:9px){p{margin:0}}", [
            "@container (min-width:9px){.riskbook:not(#_) p{margin:0}}"
        ]),
        ("@media print{:root{--s:1px}}", ["@media print{.riskbook{--s:1px}}"]),
        ("@media screen{.bar{margin:0}}", []),
        ("/* p{} */p{margin:0}", [".riskbook:not(#_) p{margin:0}"]),
    ],
)  # fmt: skip
def test_a_rule_is_put_below_the_register(rule: str, wanted: list[str]) -> None:
    assert made(rule, "bar", "search") == wanted


def test_colours_are_the_themes_or_ours_for_light_and_dark() -> None:
    sheet = (
        ":root{color-scheme:light dark;--ink:#111;--big:2rem}"
        "@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){--ink:#eee}}"
        "@media screen{:root[data-theme=dark]{color-scheme:dark;--ink:#eee}}"
    )
    light, either, *rest = embedded_style(sheet, "", frozenset()).splitlines()
    theirs = "--ink:var(--md-default-fg-color,var(--bs-body-color,"
    assert light == f":where(.riskbook){{{theirs}#111));--big:calc(2*var(--rem));}}"
    assert f"{theirs}light-dark(#111,#eee)));" in either
    assert either.startswith("@supports (color:light-dark(red,red)){:where(.riskbook){")
    assert "".join(rest) == ""


def test_every_rule_of_ours_stays_within_the_register() -> None:
    css = embedded_style(SHEET, AROUND, frame_classes(TEMPLATES))
    assert css.count("{") == css.count("}")
    beyond = [one for one in selectors(css) if not re.match(r"(:where\()?\.riskbook\b", one)]
    assert beyond == []
    assert not re.search(r"[\d.]rem\b", css)
    assert "prefers-color-scheme" not in css
    assert "data-theme" not in css
    assert ".matrix" in css
    assert len(selectors(css)) > 300


def test_only_the_frame_is_left_out() -> None:
    frame = frame_classes(TEMPLATES)
    assert {"bar", "main-nav", "brand", "foot"} <= frame
    pages = sorted((TEMPLATES / "pages").glob("*.html"))
    used = frozenset().union(*(classes_in(page.read_text(encoding="utf-8")) for page in pages))
    assert not frame & used
    views = Path(__file__).parents[3] / "generator" / "riskbook"
    for module in sorted(views.rglob("*.py")):
        assert not frame & classes_in(module.read_text(encoding="utf-8")), module


def test_the_colours_of_the_levels_are_the_registers_alone() -> None:
    css = embedded_palette(".level-0{--level:#fff;--on-level:#000}\n.level-1{--level:#000}\n")
    assert css.splitlines() == [
        ".riskbook:not(#_) .level-0{--level:#fff;--on-level:#000}",
        ".riskbook:not(#_) .level-1{--level:#000}",
    ]
