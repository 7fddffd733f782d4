"""The files of data and style beside the pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from riskbook.assessing.palettes import colours
from riskbook.site.frame import frame
from riskbook.site.input import SiteInput
from riskbook.site.palette import palette_css
from riskbook.site.register_data import COLUMNS
from riskbook.site.rendering import Press
from samples import sample_book, sample_criteria, sample_plan, sample_risk

MakePress = Callable[..., Press]


def files(press: Press) -> dict[str, str]:
    return dict(press.data_files())


def value(script: str) -> dict[str, object]:
    data: dict[str, object] = json.loads(re.sub(r"^[^{]*(?:\{\},)?|\)?;\n$", "", script))
    return data


def test_the_standing_of_a_risk_is_in_its_own_file(make_press: MakePress) -> None:
    book = sample_book([sample_risk("R001", 5, 5), sample_risk("R105", 1, 1)])
    made = files(make_press(book))
    assert sorted(path for path in made if "standing" in path) == [
        "assets/standing/P0.js",
        "assets/standing/R0.js",
        "assets/standing/R1.js",
    ]
    script = made["assets/standing/R0.js"]
    assert script.startswith("window.riskbookStanding=Object.assign(")
    entries = value(script)
    assert list(entries) == ["R001"]
    assert entries["R001"]["rank"] == "Rank 1 of 2"  # type: ignore[index]


def test_every_row_of_the_register_has_every_column(make_press: MakePress) -> None:
    book = sample_book([sample_risk("R001", 5, 5), sample_risk("R002", 2, 3)])
    data = value(files(make_press(book, language="zh"))["assets/register-data.js"])
    rows = data["rows"]
    assert isinstance(rows, list)
    assert data["columns"] == list(COLUMNS)
    assert all(len(row) == len(COLUMNS) for row in rows)
    first = dict(zip(COLUMNS, rows[0], strict=True))
    assert (first["id"], first["lang"], first["current"]) == ("R001", "en", [5, 5])
    lists = data["lists"]
    assert isinstance(lists, dict)
    assert lists["level"][first["level"]] == ["critical", "严重"]
    assert lists["owner"][first["owner"]] == ["hotline-lead", "热线主管"]


def test_the_script_finds_its_words_in_the_shared_file(make_press: MakePress) -> None:
    for language, locale in (("en", "en-GB"), ("zh", "zh-CN")):
        data = value(files(make_press(language=language))["assets/book.js"])
        assert data["locale"] == locale
        assert data["today"] == "2026-11-22"
        assert data["commit"] == "3f2c9ab"


def test_the_withheld_are_only_counted(make_press: MakePress) -> None:
    book = sample_book(plans=[sample_plan(), sample_plan("P002", confidential=True)])
    made = files(make_press(book))
    assert "1 confidential record withheld" in made["assets/book.js"]
    assert not [path for path, text in made.items() if "P002" in text]


def test_each_level_has_colour_text_and_pattern() -> None:
    shades = colours(sample_criteria())
    css = palette_css(shades)
    assert css.count("{") == css.count("}") == len(shades) == 4
    for index, shade in enumerate(shades):
        rule = css.splitlines()[index]
        assert rule.startswith(
            f".level-{index}{{--level:{shade.background};--on-level:{shade.text};"
        )
        assert "--pattern:" in rule
    patterns = {re.search(r"--pattern:([^;]*)", rule).group(1) for rule in css.splitlines()}  # type: ignore[union-attr]
    assert len(patterns) == 4


def test_the_frame_leads_to_the_same_page_in_the_other_language(
    make_site: Callable[..., SiteInput],
) -> None:
    english = frame(make_site())
    chinese = frame(make_site(language="zh"))
    assert [(one.tag, one.root) for one in english.languages] == [("en", ""), ("zh", "zh/")]
    assert [(one.tag, one.root) for one in chinese.languages] == [("en", "../"), ("zh", "")]
    assert chinese.title == "服务风险登记册"
    assert frame(make_site(languages=("en",))).languages == ()
