"""The page of a process: the picture and the list say the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from riskbook.model.records import Assessment, Edge, Node, NodeReference
from riskbook.model.terms import NodeKind
from riskbook.site.edition import edition
from riskbook.site.input import SiteInput
from riskbook.site.rendering import Press
from riskbook.site.views.process import process_view
from riskbook.site.views.processes import processes_view
from riskbook.wording import Text
from samples import sample_book, sample_process, sample_risk

MakeSite = Callable[..., SiteInput]
MakePress = Callable[..., Press]

PAGE = "ticket-intake"
UNASSESSED = Assessment(None, None, None, None, None)


def at(*nodes: str) -> tuple[NodeReference, ...]:
    return tuple(NodeReference(PAGE, node) for node in nodes)


def node(key: str, kind: NodeKind = NodeKind.TASK, title: Text | None = None) -> Node:
    return Node(key, title or Text.of("en", key), kind, "", (), (), (), critical=False)


def hrefs(drawing: str) -> list[str]:
    return re.findall(r'href="([^"]+)"', drawing)


def labels(drawing: str) -> list[str]:
    return re.findall(r'aria-label="([^"]+)"', drawing)


def test_the_picture_shows_the_gravest_three_and_counts_the_rest(make_site: MakeSite) -> None:
    risks = [sample_risk(f"R{n:03}", n, n, arises_at=at("intake")) for n in range(1, 6)]
    risks.append(sample_risk("R006", arises_at=at("intake"), assessment=UNASSESSED))
    view = process_view(edition(make_site(sample_book(risks))), PAGE)
    ids = [risk.record.id for risk in view.nodes[0].risks]
    assert (ids[0], len(ids)) == ("R006", 6)
    assert view.flow is not None
    for drawing in (view.flow.wide, view.flow.narrow):
        shown = [href for href in hrefs(drawing) if "risks/" in href]
        listed = [risk.record.href for risk in view.nodes[0].risks]
        assert shown == listed[:3]
        assert "3 more risks at this node" in labels(drawing)
        assert hrefs(drawing).count("#intake") == 2


def test_an_unassessed_risk_is_said_to_be_so_in_both(make_site: MakeSite) -> None:
    risk = sample_risk(arises_at=at("intake"), assessment=UNASSESSED)
    view = process_view(edition(make_site(sample_book([risk]))), PAGE)
    assert view.nodes[0].risks[0].chip == '<span class="tag">Not assessed</span>'
    assert view.flow is not None
    assert "R001 Not assessed" in view.flow.wide


def test_only_work_that_nobody_considered_is_marked(make_site: MakeSite) -> None:
    nodes = (node("begin", NodeKind.START), node("work"), node("done"), node("over", NodeKind.END))
    process = sample_process(nodes=nodes, edges=(), lanes=())
    risk = sample_risk(arises_at=at("done"))
    made = edition(make_site(sample_book([risk], processes=[process])))
    view = process_view(made, PAGE)
    assert [one.bare for one in view.nodes] == [False, True, False, False]
    assert view.bare == "No risk is identified at 1 node."
    assert processes_view(made).rows[0].bare == 1
    assert view.flow is not None
    assert view.flow.wide.count("bare") == 1
    assert "2 · Task: work, no risk identified yet" in labels(view.flow.wide)
    assert [meaning for _, meaning in view.flow.legend] == ["No risk identified yet"]


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "2 · Task, Critical: Triage, no risk identified yet"),
        ("zh", "2 · 任务，关键：分级，尚未识别风险"),
    ],
)
def test_a_node_is_read_out_whole(make_site: MakeSite, language: str, label: str) -> None:
    made = edition(make_site(sample_book([]), language=language))
    flow = process_view(made, PAGE).flow
    assert flow is not None
    assert label in labels(flow.wide)


def test_the_lane_is_in_the_node_only_where_lanes_are_not_drawn(make_site: MakeSite) -> None:
    flow = process_view(edition(make_site()), PAGE).flow
    assert flow is not None
    assert "1 · Task · Service" in flow.narrow
    assert "1 · Task<" in flow.wide


def test_a_title_in_another_language_says_so(make_site: MakeSite) -> None:
    process = sample_process(
        nodes=(node("work", title=Text.of("zh", "处理")), node("done")),
        edges=(Edge("work", "done", Text.of("zh", "已解决")),),
    )
    flow = process_view(edition(make_site(sample_book(processes=[process]))), PAGE).flow
    assert flow is not None
    assert re.findall(r'lang="zh">([^<]+)<', flow.wide) == ["已解决", "处理"]


def test_a_process_without_nodes_has_no_picture(make_press: MakePress) -> None:
    press = make_press(sample_book(processes=[sample_process(nodes=(), edges=())]))
    assert "<svg" not in press.process(PAGE).main


def test_edges_to_nowhere_do_no_harm(make_press: MakePress) -> None:
    edges = (Edge("intake", "gone", None), Edge("gone", "triage", None))
    main = make_press(sample_book(processes=[sample_process(edges=edges)])).process(PAGE).main
    assert "flow-line" not in main
    assert "flow-box" in main


def test_a_withheld_risk_leaves_nothing_in_the_picture(make_press: MakePress) -> None:
    public = sample_risk(arises_at=at("intake"))
    secret = replace(
        sample_risk("R002", arises_at=at("intake", "triage")), confidential=True, title="Hidden"
    )
    main = make_press(sample_book([public, secret])).process(PAGE).main
    assert "R001" in main
    assert "R002" not in main
    assert "Hidden" not in main


def test_every_link_of_the_picture_leads_to_the_list_or_a_risk(make_press: MakePress) -> None:
    main = make_press().process(PAGE).main
    drawn = "".join(re.findall(r"<svg.*?</svg>", main))
    ids = set(re.findall(r' id="([^"]+)"', main))
    assert hrefs(drawn)
    for href in hrefs(drawn):
        assert href.removeprefix("#") in ids or href.startswith("../risks/R")
