"""What the search finds things by, and what it must never find."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from found_book import found_book
from riskbook.model.book import Book
from riskbook.reading.resources import resource
from riskbook.site.guide import Library, guide_pages
from riskbook.site.input import Page, SiteInput
from riskbook.site.lean import lean
from riskbook.site.rendering import Press
from riskbook.site.search_data import (
    KINDS,
    bodies,
    bodies_file,
    bodies_path,
    guide_data,
    search_data,
)
from samples import (
    sample_book,
    sample_control,
    sample_exercise,
    sample_plan,
    sample_risk,
    sample_sign_off,
)

MakePress = Callable[..., Press]
MakeSite = Callable[..., SiteInput]


def value(script: str) -> Any:
    return json.loads(re.sub(r"^window\.\w+=(?:Object\.assign\([^{]*\{\},)?|\)?;\n$", "", script))


def said(press: Press) -> dict[str, str]:
    """What every record says, by id."""
    found: dict[str, str] = {}
    for ids in bodies(press.edition).values():
        found |= value(bodies_file(press.edition, ids))
    return found


def prose(make_press: MakePress, body: str) -> str:
    book = sample_book([sample_risk("R001", 2, 2, body=body)])
    return said(make_press(book))["R001"]


def test_everything_but_risks_is_named(make_press: MakePress) -> None:
    data = value(search_data(make_press().edition))
    kinds = list(KINDS)
    named = {(kinds[entry[0]], entry[1]) for entry in data["entries"]}
    assert {
        ("plan", "P001"),
        ("control", "C001"),
        ("process", "ticket-intake"),
        ("service", "customer-hotline"),
        ("department", "customer-service"),
        ("owner", "hotline-lead"),
        ("register", "customer-service"),
    } <= named
    assert not {kind for kind, _ in named} & {"risk", "guide", "rule"}
    assert [kind[1] for kind in data["kinds"]] == list(KINDS.values())


def test_what_risks_are_found_in_is_named_with_its_folder(make_press: MakePress) -> None:
    data = value(search_data(make_press(found_book(), language="zh").edition))
    number = list(KINDS).index("found")
    named = {entry[1]: entry[2:] for entry in data["entries"] if entry[0] == number}
    assert {key.partition("/")[0] for key in named} == {
        *("problem-types", "sessions", "fishbones", "checklists", "feedback", "incidents")
    }
    assert named["sessions/evening-2026"] == ["晚上会发生什么？", "", "风险研讨会 · 2026年10月1日"]


def test_names_are_in_the_language_of_the_page(make_press: MakePress) -> None:
    entries = value(search_data(make_press(language="zh").edition))["entries"]
    assert ["热线主管", "客户服务部"] in [[entry[2], *entry[4:5]] for entry in entries]
    plan = next(entry for entry in entries if entry[1] == "P001")
    assert plan[3] == "en"  # its title is not translated


def test_a_hundred_neighbours_share_a_file(make_press: MakePress) -> None:
    risks = [sample_risk(key, 2, 2) for key in ("R001", "R099", "R100")]
    files = bodies(make_press(sample_book(risks)).edition)
    assert files[bodies_path("R001")] == ("R001", "R099")
    assert files[bodies_path("R100")] == ("R100",)


def test_a_record_says_what_its_page_says(make_press: MakePress) -> None:
    words = said(make_press())
    risk = sample_book().risks["R001"]
    for text in (risk.statement.cause, risk.treatment.rationale, risk.treatment.actions[0].what):
        assert text in words["R001"]
    assert risk.title not in words["R001"]  # that is a name
    assert sample_plan().steps[0].do in words["P001"]


def test_what_people_signed_and_exercised_is_found(make_press: MakePress) -> None:
    entry = sample_sign_off(reason="The lead was heard.")
    exercise = sample_exercise()
    book = sample_book(sign_offs=[entry], exercises=[exercise])
    words = said(make_press(book))
    assert "The lead was heard." in words["R001"]
    assert exercise.scenario is not None
    assert exercise.scenario.read("en") in words["P001"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("## Evidence\n\nIt **has** `failed`.", "Evidence It has failed."),
        ("- one\n- two\n\n1. three\n\n> four", "one two three four"),
        ("| Month | Cases |\n|---|---:|\n| July | 31 |", "Month Cases July 31"),
        ("See [the plan](../plans/P001.md) now.", "See the plan now."),
        ("一行\n接着一行", "一行接着一行"),
        ("C# and snake_case, #12", "C# and snake_case, #12"),
        ("before <!-- unseen --> after <b>bold</b>", "before after bold"),
    ],
)
def test_a_body_is_read_without_its_marks(make_press: MakePress, body: str, words: str) -> None:
    assert f" {words} " in prose(make_press, body)


def test_a_comment_in_a_body_is_in_no_file(make_press: MakePress) -> None:
    assert "unseen" not in prose(make_press, "<!-- unseen -->\n\nSeen.")


def test_the_withheld_are_in_no_file(make_press: MakePress) -> None:
    plans = [sample_plan(), sample_plan("P002", title="Hush", confidential=True)]
    controls = [sample_control(), sample_control("C002", title="Hush", confidential=True)]
    edition = make_press(sample_book(plans=plans, controls=controls)).edition
    made = [search_data(edition), *(bodies_file(edition, ids) for ids in bodies(edition).values())]
    assert not [text for text in made if re.search("Hush|P002|C002", text)]


def test_the_guide_and_the_rules_are_found_by_all_they_say(make_site: MakeSite) -> None:
    library = Library(resource("docs/guide"), resource("docs/rules"))
    pages = tuple(guide_pages(make_site(language="zh"), library, resource("site_templates")))
    entries = value(guide_data(pages))
    found = {entry[1]: entry for entry in entries}
    assert {"write-a-risk", "RB406"} <= found.keys()
    assert "index" not in found
    assert not found["RB406"][2].startswith("RB406")
    assert "<p>" not in found["RB406"][5]
    assert len(entries) == sum(1 for page in pages if not page.path.endswith("index.html"))


def test_the_page_offers_each_kind_and_reads_without_scripts(make_press: MakePress) -> None:
    for language, kind in (("en", "Contingency plan"), ("zh", "应急预案")):
        main = page(make_press(language=language), "search").main
        assert f">{kind}</option>" in main
        assert main.count("<option") == len(KINDS) + 1
        assert '<a href="register.html">' in main.partition("<noscript>")[2].partition("</")[0]


def page(press: Press, kind: str) -> Page:
    return next(one for one in press.summaries() if one.kind == kind)


def test_the_blank_row_of_the_register_has_a_cell_for_every_column(make_press: MakePress) -> None:
    main = page(make_press(), "register").main
    head = main.partition("<thead>")[2].partition("</thead>")[0]
    blank = main.partition("<template")[2].partition("</template>")[0]
    columns = re.findall(r'data-sort="(\w+)"( hidden)?', head)
    assert len(re.findall(r"<t[dh][ >]", blank)) == len(columns)
    boxes = re.findall(r'data-column="(\w+)"', main)
    assert boxes == [name for name, _ in columns if name != "title"]
    assert {name for name, hidden in columns if hidden} >= {"category", "department", "inherent"}


def test_options_follow_each_other_by_name(make_press: MakePress) -> None:
    main = page(make_press(by_category(), language="zh"), "register").main
    options = re.findall(r"<option[^>]*>([^<]*)", main.partition('name="category"')[2])
    assert options[1:3] == ["操作风险", "管理风险"] or options[1:3] == ["操作风险", "技术风险"]


def by_category() -> Book:
    risks = [
        replace(sample_risk(f"R00{number}", 2, 2), category=category)
        for number, category in enumerate(("technical", "operational"), start=1)
    ]
    return sample_book(risks)


def test_scripts_are_published_without_what_only_their_authors_read() -> None:
    script = b"// why\n(() => {\n  a = 'x // y = 1', b = /[/] = , /g; /* here */\n\n})();\n"
    assert lean("a.js", script) == b"(()=>{\na='x // y = 1',b=/[/] = , /g;\n})();\n"
    for written, published in (
        (b"x = `a = ${b}` + c / d - +e;\n", b"x=`a = ${b}`+c / d - +e;\n"),
        (b"i++ + j; a - 1 === -b; c += 2\n", b"i++ + j;a-1===-b;c+=2\n"),
        (b"a = async (x) => [1].map((y) => y);\n", b"a=async(x)=>[1].map(y=>y);\n"),
    ):
        assert lean("a.js", written) == published
    assert lean("a.css", b"/* why\n   so */\na{b:c}\n @x{\n  d{e:f}\n}\n") == b"a{b:c}@x{d{e:f}}\n"
    assert lean("a.svg", b"<svg>\n  <g/>\n</svg>") == b"<svg>\n  <g/>\n</svg>"


def test_no_script_has_a_string_over_several_lines() -> None:
    for script in resource("site_templates/theme/assets").glob("*.js"):
        for line in script.read_text(encoding="utf-8").splitlines():
            assert line.count("`") % 2 == 0, f"{script.name}: {line}"
