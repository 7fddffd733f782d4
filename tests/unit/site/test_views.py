"""What the pages say: counts, order, reasons, states, languages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from markupsafe import Markup

from riskbook.model.digests import digest_text
from riskbook.model.records import Assessment, Translation, Treatment
from riskbook.model.terms import ExerciseResult, NodeKind, SignOffKind, Status, Strategy
from riskbook.model.texts import texts_of
from riskbook.site.edition import edition
from riskbook.site.input import Change, SiteInput
from riskbook.site.standing_data import plan_entry, risk_entry, shard
from riskbook.site.views.matrix import MatrixView, matrix_page
from riskbook.site.views.overview import overview
from riskbook.site.views.plan import plan_view, plans_view, span
from riskbook.site.views.process import process_view
from riskbook.site.views.processes import processes_view
from riskbook.site.views.register import register_view
from riskbook.site.views.risk import risk_view
from riskbook.site.views.support import supports
from samples import (
    sample_book,
    sample_control,
    sample_exercise,
    sample_plan,
    sample_process,
    sample_risk,
    sample_settings,
    sample_sign_off,
)

MakeSite = Callable[..., SiteInput]

UNASSESSED = Assessment(None, None, None, None, None)


def cells(view: MatrixView) -> dict[tuple[int, int], int]:
    return {
        (likelihood, row.step.value): cell.count
        for row in view.rows
        for likelihood, cell in enumerate(row.cells, start=1)
        if cell.count
    }


def test_the_matrix_counts_open_risks_and_links_to_them(make_site: MakeSite) -> None:
    book = sample_book(
        [
            sample_risk("R001", 4, 5),
            sample_risk("R002", 4, 5),
            sample_risk("R003", 4, 5, status=Status.CLOSED),
            sample_risk("R004", assessment=UNASSESSED),
            sample_risk("R005", 1, 1),
        ]
    )
    page = matrix_page(edition(make_site(book)))
    current = page.stages[1].matrix
    assert cells(current) == {(4, 5): 2, (1, 1): 1}
    cell = current.rows[0].cells[3]
    assert cell.href == "register.html?status=open&stage=current&likelihood=4&impact=5"
    assert (cell.count, cell.name) == (2, "Critical")
    assert cell.label.replace("\xa0", " ") == "risks: likelihood 4 · Likely, impact 5 · Severe"
    assert "3 open risks: Critical 2, High 0, Medium 0, Low 1." in page.stages[1].alt


def test_unassessed_risks_come_first_and_are_never_counted_as_low(make_site: MakeSite) -> None:
    book = sample_book([sample_risk("R001", 5, 5), sample_risk("R002", assessment=UNASSESSED)])
    made = edition(make_site(book))
    rows = register_view(made).rows
    assert [row.record.id for row in rows] == ["R002", "R001"]
    assert (rows[0].state, rows[0].chip, rows[0].rank) == ("Not assessed", "", "")
    first = overview(made)
    assert [record.id for record in first.unassessed] == ["R002"]
    assert first.unassessed_title == "1 open risk is not assessed"
    assert sum(cells(first.matrix).values()) == 1


def test_the_register_puts_drafts_and_closed_risks_last(make_site: MakeSite) -> None:
    book = sample_book(
        [
            sample_risk("R001", 1, 1, status=Status.CLOSED),
            sample_risk("R002", 1, 1, status=Status.DRAFT),
            sample_risk("R003", 1, 1),
            sample_risk("R004", 5, 5),
        ]
    )
    rows = register_view(edition(make_site(book))).rows
    assert [row.record.id for row in rows] == ["R004", "R003", "R002", "R001"]
    assert [row.state for row in rows] == ["", "", "Draft", "Closed"]


def test_every_ranked_risk_has_its_reason(make_site: MakeSite) -> None:
    book = sample_book([sample_risk(f"R00{n}", n, n) for n in range(1, 6)])
    for language in ("en", "zh"):
        view = overview(edition(make_site(book, language=language)))
        assert [entry.record.id for entry in view.ranked] == [f"R00{n}" for n in range(5, 0, -1)]
        assert all(entry.reason for entry in view.ranked)


def test_shared_ranks_are_shown_as_shared(make_site: MakeSite) -> None:
    book = sample_book([sample_risk("R001", 3, 3), sample_risk("R002", 3, 3)])
    made = edition(make_site(book))
    assert [row.rank for row in register_view(made).rows] == ["=1", "=1"]
    assert risk_entry(made, "R001")["rank"] == "Rank =1 of 2"
    chinese = edition(make_site(book, language="zh"))
    assert risk_entry(chinese, "R001")["rank"] == "并列第 1（共 2 项）"


def test_what_is_late_is_said_with_its_days(make_site: MakeSite) -> None:
    book = sample_book([sample_risk()], sign_offs=(sample_sign_off(day=date(2026, 8, 2)),))
    view = overview(edition(make_site(book)))
    late = view.attention[0].notices[0]
    assert (late.day, late.words, late.record.id) == ("2026-11-02", "20 days late", "R001")
    assert view.tiles[2].number == 1
    assert "20 days late" in view.tiles[2].detail


def test_a_breach_of_appetite_is_explained(make_site: MakeSite) -> None:
    book = sample_book([sample_risk("R001", 5, 5)])
    made = edition(make_site(book))
    assert overview(made).tiles[1].number == 1
    assert risk_entry(made, "R001")["notes"] == [
        "Above appetite: Critical, where the limit for this category (Operational) is Medium.",
        "Its level asks for an approval of the treatment, and there is none.",
    ]


def test_what_is_amiss_with_a_plan_stands_apart(make_site: MakeSite) -> None:
    whole = edition(make_site(sample_book([sample_risk()])))
    proven = "Proven until 3 Mar 2027"
    assert plan_entry(whole, "P001") == {"amiss": [], "notes": ["Approved on 10 Sept 2026", proven]}
    unapproved = edition(make_site(sample_book([sample_risk()], sign_offs=())))
    assert plan_entry(unapproved, "P001") == {
        "amiss": ["Draft: nobody has approved it"],
        "notes": [proven],
    }


def test_an_acceptance_that_has_ended_is_said_to_have_lapsed(make_site: MakeSite) -> None:
    risk = sample_risk("R001", 1, 1, treatment=Treatment(Strategy.ACCEPT, "", ()))
    book = sample_book(
        [risk],
        sign_offs=(
            sample_sign_off(),
            sample_sign_off(
                "R001", SignOffKind.ACCEPTANCE, date(2026, 1, 2), until=date(2026, 11, 17)
            ),
        ),
    )
    made = edition(make_site(book))
    assert risk_entry(made, "R001")["notes"] == ["The acceptance lapsed on 17 Nov 2026."]
    notice = overview(made).attention[0].notices[0]
    assert notice.words == "Acceptance lapsed 5 days ago"
    assert "17 Nov 2026" in risk_view(made, "R001", Markup()).accepted_until


def test_a_risk_shows_each_stage_with_words_and_numbers(make_site: MakeSite) -> None:
    book = sample_book([sample_risk("R001", 4, {"customer": 5, "financial": 2})])
    view = risk_view(edition(make_site(book)), "R001", Markup())
    assert [stage.kind for stage in view.stages] == ["inherent", "current", "target"]
    current = view.stages[1]
    assert current.likelihood.replace("\xa0", " ") == "4 · Likely (50–80 % a year)"
    assert current.impact.replace("\xa0", " ") == "5 · Severe", "nobody scored the money at 5"
    assert current.dimensions == "Decided by Customer (of Customer 5, Financial 2)"
    assert view.movement.count("(Critical)") == 3


@pytest.mark.parametrize(
    ("scored", "impact", "dimensions"),
    [
        ({"customer": 4}, "4 · Major", "Customer 4"),
        ({"financial": 4}, "4 · Major (CN¥100K–CN¥1M)", "Financial 4"),
        ({"customer": 4, "financial": 4}, "4 · Major (CN¥100K–CN¥1M)", "Customer 4, Financial 4"),
        (4, "4 · Major (CN¥100K–CN¥1M)", ""),
    ],
)
def test_an_amount_is_shown_only_where_money_was_scored(
    scored: int | dict[str, int], impact: str, dimensions: str, make_site: MakeSite
) -> None:
    book = sample_book([sample_risk("R001", 4, scored)])
    stage = risk_view(edition(make_site(book)), "R001", Markup()).stages[1]
    assert (stage.impact.replace("\xa0", " "), stage.dimensions) == (impact, dimensions)


@pytest.mark.parametrize(
    ("language", "lead", "rest"),
    [
        ("en", "0 open risks and {}", "Not counted until the status is open: {}."),
        ("zh", "0 项未关闭风险、{}", "状态改为“open”（未关闭）后才会计入：{}。"),
    ],
)
def test_a_first_draft_is_not_lost(
    language: str, lead: str, rest: str, make_site: MakeSite
) -> None:
    draft = sample_risk("R001", status=Status.DRAFT)
    view = overview(edition(make_site(sample_book([draft]), language=language)))
    words = {"en": "1 draft", "zh": "1 项草稿"}[language]
    link = f'<a href="register.html?status=draft">{words}</a>'
    assert lead.format(link) in view.lead
    assert view.not_counted == rest.format(link)
    none = overview(edition(make_site(sample_book([sample_risk()]))))
    assert "draft" not in none.lead
    assert (none.not_counted, none.all_ranked) == ("", "1 ranked risk in the register")


def test_withheld_and_missing_records_are_named_without_an_id_to_open(make_site: MakeSite) -> None:
    risk = sample_risk(plan="P002", related=("R009",))
    secret = sample_plan("P002", confidential=True)
    site = make_site(sample_book([risk], plans=[secret]))
    view = risk_view(edition(site), "R001", Markup())
    assert site.withheld == 1
    assert view.plan is not None
    assert (view.plan.id, view.plan.href, view.plan.title) == ("", "", "A withheld record")
    assert (view.related[0].id, view.related[0].href) == ("R009", "")
    assert overview(edition(site)).withheld.startswith("1 confidential record")


def test_a_record_that_nobody_translated_is_marked(make_site: MakeSite) -> None:
    made = edition(make_site(sample_book(), language="zh"))
    view = risk_view(made, "R001", Markup())
    assert view.languages.tag == "未翻译"
    assert "英文" in view.languages.notes[0]
    assert view.event.startswith('<span lang="en">')
    assert register_view(made).rows[0].record.title.startswith('<span lang="en">')


def test_a_translation_is_shown_and_its_gaps_and_stale_parts_named(make_site: MakeSite) -> None:
    risk = sample_risk()
    texts = {
        pointer: f"译文 {number}"
        for number, pointer in enumerate(texts_of(risk))
        if pointer != "treatment/rationale"
    }
    digests = {pointer: digest_text(text) for pointer, text in texts_of(risk).items()}
    digests["statement/event"] = "0" * 12
    translation = Translation(
        risk.source, "R001", "zh", tuple(texts.items()), tuple(digests.items()), ""
    )
    made = edition(make_site(sample_book([risk], translations=[translation]), language="zh"))
    view = risk_view(made, "R001", Markup())
    assert view.languages.tag == ""
    assert view.languages.notes == (
        "以下部分尚未翻译，按原文显示：应对措施。",
        "翻译之后原文已有改动：风险描述。",
    )
    assert view.languages.origin == (
        '本页译自英文，以<a href="../../risks/R001.html">英文原文</a>为准。'
    )
    assert view.title == "译文 0"
    assert view.treatment.startswith('<span lang="en">')
    english = risk_view(
        edition(make_site(sample_book([risk], translations=[translation]))), "R001", Markup()
    )
    assert english.title == risk.title
    assert english.languages.origin == english.foot.translation == ""


def test_a_translation_is_edited_in_its_own_file_beside_the_record(make_site: MakeSite) -> None:
    risk = replace(sample_risk(), language="zh")
    path = risk.source.path.replace(".md", ".en.md")
    translation = Translation(
        replace(risk.source, path=path), "R001", "en", (("title", "A title"),), (), ""
    )
    book = sample_book([risk], translations=[translation])
    book = replace(book, settings=replace(book.settings, edit="https://git.example.org/{path}"))
    view = risk_view(edition(make_site(book)), "R001", Markup())
    assert view.languages.origin == (
        'Translated from Chinese. <a href="../zh/risks/R001.html">The Chinese text</a> counts.'
    )
    assert (view.foot.path, view.foot.translation) == (risk.source.path, path)
    assert view.foot.edit_translation == f"https://git.example.org/{path}"


def test_a_reason_in_another_language_names_it(make_site: MakeSite) -> None:
    risk = sample_risk()
    reasons = [("en", "Measured"), ("zh", "话务报表")]
    entries = [sample_sign_off(reason=reason, language=language) for language, reason in reasons]
    view = risk_view(edition(make_site(sample_book([risk], sign_offs=entries))), "R001", Markup())
    assert {row.language: row.reason for row in view.sign_offs.latest} == {
        "": "Measured",
        "Chinese": '<span lang="zh">话务报表</span>',
    }


def test_a_plan_passed_only_in_part_did_not_fail(make_site: MakeSite) -> None:
    plan = sample_plan()
    exercise = sample_exercise(plan, result=ExerciseResult.PARTLY)
    made = edition(make_site(sample_book(plans=[plan], exercises=[exercise])))
    assert plans_view(made).rows[0].proof == "Passed only in part on 3 Sept 2026"


def test_only_nodes_of_work_can_lack_a_risk(make_site: MakeSite) -> None:
    """A register's page and a process's page count alike: nobody looks for a risk at an end."""
    process = sample_process()
    nodes = tuple(replace(node, kind=NodeKind.END) for node in process.nodes[1:])
    book = sample_book(
        [sample_risk(arises_at=())],
        processes=[replace(process, nodes=(replace(process.nodes[0], kind=NodeKind.TASK), *nodes))],
    )
    made = edition(make_site(book))
    (listed,) = supports(made, (), (), [process.id])
    words = {state.words for state in listed.entries[0].states}
    assert "1 without a risk" in words
    assert processes_view(made).rows[0].bare == 1


def test_plans_show_their_states_and_the_graver_first(make_site: MakeSite) -> None:
    book = sample_book(
        [sample_risk("R001", 1, 1), sample_risk("R002", 5, 5, plan="P002")],
        plans=[sample_plan(), sample_plan("P002")],
    )
    rows = plans_view(edition(make_site(book))).rows
    assert [row.record.id for row in rows] == ["P002", "P001"]
    assert rows[0].approval == "Approved on 10 Sep 2026".replace("Sep", "Sept")
    assert rows[0].proof.startswith("Proven until")
    assert rows[0].proven


def test_a_plan_that_changed_names_the_steps(make_site: MakeSite) -> None:
    book = sample_book()
    plan = book.plans["P001"]
    first, second = plan.steps
    changed = replace(plan, steps=(replace(first, do="Do otherwise"), second))
    made = edition(make_site(replace(book, plans={"P001": changed})))
    row = plans_view(made).rows[0]
    assert row.approval == "Changed since its approval on 10 Sept 2026: step S1"
    assert row.proof == "Changed since its exercise on 3 Sept 2026: step S1"
    assert plan_view(made, "P001").steps[0].do == "Do otherwise"


def test_spans_are_said_in_the_language(make_site: MakeSite) -> None:
    made = edition(make_site(language="zh"))
    assert span(made, "15 minutes") == "15 分钟"
    assert span(made, "1 hour") == "1 小时"
    assert span(made, "at once") == "at once"


def test_a_process_shows_risks_on_its_nodes_and_marks_the_bare_ones(make_site: MakeSite) -> None:
    book = sample_book([sample_risk(arises_at=sample_risk().arises_at[:1])])
    view = process_view(edition(make_site(book)), "ticket-intake")
    assert [[risk.record.id for risk in node.risks] for node in view.nodes] == [["R001"], []]
    assert view.bare == "No risk is identified at 1 node."
    assert view.nodes[1].needs == ('<a href="../services.html#ticket-system">Ticket system</a>')


def test_the_edit_link_and_the_last_change_come_from_the_file(make_site: MakeSite) -> None:
    path = "registers/customer-service/risks/R001-calls-wait.md"
    site = make_site(changes={path: Change("1a2b3c4", date(2026, 11, 4), "")})
    view = risk_view(edition(site), "R001", Markup())
    assert view.edit == f"https://git.example.org/risk/edit/main/{path}"
    assert (view.foot.commit, "4 Nov 2026" in view.foot.changed) == ("1a2b3c4", True)
    bare = make_site(replace(sample_book(), settings=sample_settings(edit="")))
    assert risk_view(edition(bare), "R001", Markup()).edit == ""


def test_neighbours_share_a_data_file() -> None:
    assert shard("R001") == shard("R099") == "assets/standing/R0.js"
    assert shard("R0100") == "assets/standing/R01.js"
    assert shard("OPS-0123") == "assets/standing/OPS-01.js"
    assert shard("R7") == "assets/standing/R7.js"


def test_controls_and_processes_of_the_book_have_their_names(make_site: MakeSite) -> None:
    made = edition(
        make_site(sample_book(controls=[sample_control()], processes=[sample_process()]))
    )
    view = risk_view(made, "R001", Markup())
    assert [row.record.href for row in view.controls] == ["../controls/C001.html"]
    assert view.controls[0].state == "In force since 1 Mar 2026"
    assert view.basis[0].record.href == "../processes/ticket-intake.html#intake"
