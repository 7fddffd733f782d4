"""What rolls up to registers, services, departments and owners: counts, order, duties, links."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

from riskbook.model.book import RoleHeld
from riskbook.model.records import Assessment, Dependence, ExerciseAction, Risk, Treatment
from riskbook.model.terms import ActionStatus, SignOffKind, Status, Strategy
from riskbook.site.edition import Edition, edition
from riskbook.site.frame import frame
from riskbook.site.groups import Groups, groups
from riskbook.site.input import SiteInput
from riskbook.site.rendering import Press
from riskbook.site.views.department import department_view, departments_view
from riskbook.site.views.owner import OwnerView, owner_view, owners_view
from riskbook.site.views.register_home import register_home_view, registers_view
from riskbook.site.views.service import ServiceView, service_view, services_view
from riskbook.site.views.tally import Count, tally
from samples import (
    sample_action,
    sample_book,
    sample_control,
    sample_exercise,
    sample_organization,
    sample_plan,
    sample_process,
    sample_risk,
    sample_sign_off,
    text,
)

MakeSite = Callable[..., SiteInput]
MakePress = Callable[..., Press]

UNASSESSED = Assessment(None, None, None, None, None)


def made(site: SiteInput) -> tuple[Edition, Groups]:
    ready = edition(site)
    return ready, groups(ready)


def service(site: SiteInput, key: str = "customer-hotline") -> ServiceView:
    return service_view(*made(site), key)


def owner(site: SiteInput, key: str = "hotline-lead") -> OwnerView:
    return owner_view(*made(site), key)


def numbers(counts: tuple[Count, ...]) -> dict[str, int]:
    return {count.label: count.number for count in counts}


def acting(*actions: object, **changes: object) -> Risk:
    return sample_risk(treatment=Treatment(Strategy.MITIGATE, "", tuple(actions)), **changes)  # type: ignore[arg-type]


def test_a_service_counts_its_open_risks_by_level(make_site: MakeSite) -> None:
    book = sample_book(
        [
            sample_risk("R001", 5, 5),
            sample_risk("R002", 3, 3),
            sample_risk("R003", 3, 3),
            sample_risk("R004", assessment=UNASSESSED),
            sample_risk("R005", 5, 5, status=Status.CLOSED),
            sample_risk("R006", 5, 5, status=Status.DRAFT),
            sample_risk("R007", 5, 5, service="service-desk", objective=""),
        ]
    )
    view = service(make_site(book))
    assert numbers(view.where.levels) == {
        "Critical": 1,
        "High": 0,
        "Medium": 2,
        "Low": 0,
        "Not assessed": 1,
    }
    assert [row.record.id for row in view.table.rows] == ["R004", "R001", "R002", "R003"]
    assert [row.rank for row in view.table.rows] == ["", "1", "=3", "=3"]  # of the whole book
    worst = view.where.tiles[0]
    assert (worst.number, worst.detail) == (1, "the worst level of 4 open risks")
    assert "level-3" in worst.label


def test_each_count_leads_to_what_it_counts(make_site: MakeSite) -> None:
    view = service(make_site())
    hrefs = [count.href for count in view.where.levels] + [tile.href for tile in view.where.tiles]
    begin = "../register.html?status=open&service=customer-hotline"
    assert hrefs == [
        f"{begin}&level=critical",
        f"{begin}&level=high",
        f"{begin}&level=medium",
        f"{begin}&level=low",
        f"{begin}&level=unassessed",
        f"{begin}&level=medium",
        f"{begin}&appetite=above",
        f"{begin}&due=overdue",
        f"{begin}&actions=late",
    ]
    cell = view.where.matrix.rows[2].cells[2]
    assert (cell.count, cell.href) == (1, f"{begin}&stage=current&likelihood=3&impact=3")


def test_one_critical_risk_outweighs_many_medium_ones(make_site: MakeSite) -> None:
    """Nothing is averaged, and nothing that is many makes up for what is grave."""
    book = sample_book(
        [
            *(sample_risk(f"R00{n}", 3, 3) for n in range(1, 9)),
            sample_risk("R009", 5, 5, service="project-office", objective="", owner="risk-manager"),
        ]
    )
    ready = made(make_site(book))
    services = services_view(*ready).list.rows
    assert [row.key for row in services] == ["project-office", "customer-hotline", "service-desk"]
    assert [row.open for row in services] == [1, 8, 0]
    assert services[2].chip == ""
    assert [row.key for row in departments_view(*ready).rows] == [
        "it-support",
        "customer-service",
        "risk",
    ]
    assert [row.key for row in owners_view(*ready).rows][:2] == ["risk-manager", "hotline-lead"]


def test_what_is_late_is_counted_and_dated(make_site: MakeSite) -> None:
    late = sample_action(due=date(2026, 11, 2))
    book = sample_book(
        [acting(late, replace(late, id="A2", status=ActionStatus.DONE), replace(late, id="A3"))],
        sign_offs=(sample_sign_off(day=date(2026, 8, 2)),),
    )
    view = service(make_site(book))
    above, overdue, actions = view.where.tiles[1:]
    assert above.number == 0
    assert (overdue.number, "20 days late" in overdue.detail) == (1, True)
    assert (actions.number, actions.detail) == (2, "in 1 risk")
    row = services_view(*made(make_site(book))).list.rows[0]
    assert numbers(row.late) == {"Above appetite": 0, "Reviews overdue": 1, "Actions late": 2}


def test_an_empty_group_has_no_level(make_site: MakeSite) -> None:
    view = service(make_site(), "service-desk")
    assert view.where.tiles[0].number == 0
    assert view.where.tiles[0].label == "open risks"
    assert view.table.rows == ()
    assert tally(edition(make_site()), ()).worst is None


def test_a_page_stays_small_and_leads_to_the_rest(make_press: MakePress) -> None:
    book = sample_book([sample_risk(f"R{n:03}", 3, 3) for n in range(1, 301)])
    press = make_press(book)
    pages = {page.path: page for page in press.rollups()}
    for folder in (
        "services/customer-hotline",
        "owners/hotline-lead",
        "departments/customer-service",
    ):
        main = pages[f"{folder}.html"].main
        assert main.count('<tr id="R') == 25
        assert "All 300 in the register" in main
        assert len(main.encode()) < 120_000
    assert pages["registers/customer-service.html"].main.count('<li><span class="rank num">') == 10


def test_a_service_shows_what_threatens_its_objectives(make_site: MakeSite) -> None:
    book = sample_book(
        [sample_risk("R001", 2, 2), sample_risk("R002", 5, 5), sample_risk("R003", objective="")]
    )
    (objective,) = service(make_site(book)).objectives
    assert objective.words == "Answer in 30 seconds"
    assert [risk.record.id for risk in objective.risks] == ["R002", "R001"]
    assert "level-3" in objective.risks[0].chip


def test_a_service_shows_what_it_depends_on_and_what_depends_on_it(make_site: MakeSite) -> None:
    process = sample_process()
    nodes = tuple(
        replace(node, depends_on=("ticket-system", "service-desk")) if node.id == "triage" else node
        for node in process.nodes
    )
    site = make_site(sample_book(processes=[replace(process, nodes=nodes)]))
    needs = service(site).needs
    assert [(plain(need.name), need.kind, plain(need.nodes)) for need in needs] == [
        ("Service desk", "Service", "Triage"),
        ("Ticket system", "System", "Triage"),
    ]
    assert 'href="../services.html#ticket-system"' in needs[1].name
    assert [plain(one) for one in service(site, "service-desk").dependents] == [
        "Ticket intake: Triage"
    ]
    (system,) = services_view(*made(site)).dependencies
    assert [plain(one) for one in system.dependents] == ["Ticket intake: Triage"]
    assert plain(system.services) == "Customer hotline"
    assert [risk.record.href for risk in system.risks] == ["risks/R001.html"]


def test_plans_that_are_wanting_come_first(make_site: MakeSite) -> None:
    book = sample_book(
        [sample_risk("R001"), sample_risk("R002", plan="P002")],
        plans=[sample_plan("P001"), sample_plan("P002")],
        exercises=(sample_exercise(),),
    )
    plans, controls, processes = service(make_site(book)).supports
    assert [(one.record.id, any(state.amiss for state in one.states)) for one in plans.entries] == [
        ("P002", True),
        ("P001", False),
    ]
    assert [state.words for state in controls.entries[0].states] == ["Responds", "In force"]
    assert [state.words for state in processes.entries[0].states] == ["2 nodes"]


def test_a_department_lists_who_holds_which_role_today(make_site: MakeSite) -> None:
    organization = sample_organization()
    people = dict(organization.people)
    people["hotline-lead"] = replace(
        people["hotline-lead"],
        roles=(
            RoleHeld("risk-owner", "", date(2025, 1, 1), None),
            RoleHeld("management", "", date(2024, 1, 1), date(2026, 11, 21)),
        ),
    )
    people["risk-manager"] = replace(
        people["risk-manager"],
        roles=(RoleHeld("management", "customer-service", date(2025, 1, 1), None),),
    )
    people["night-agent"] = replace(
        people["hotline-lead"], key="night-agent", name=text("Night agent", "夜班坐席"), roles=()
    )
    book = sample_book(organization=replace(organization, people=people))
    view = department_view(*made(make_site(book)), "customer-service")
    assert [(role.role, plain(role.people)) for role in view.people] == [
        ("Management", "Risk manager"),
        ("Risk owner", "Hotline lead"),
        ("Others", "Night agent"),
    ]
    assert 'href="../owners/hotline-lead.html"' in view.people[1].people
    assert "href" not in view.people[0].people  # owns nothing, so has no page
    assert [plain(service.name) for service in view.services] == ["Customer hotline"]
    (others,) = department_view(*made(make_site(book)), "risk").people
    assert (others.role, plain(others.people)) == ("Others", "Risk manager")


def test_a_register_is_the_front_page_of_its_part(make_site: MakeSite) -> None:
    risks = [sample_risk(f"R{n:03}", 3, 3) for n in range(1, 15)]
    other = sample_risk("R099", 5, 5)
    other = replace(other, source=replace(other.source, register="other"))
    ready = made(make_site(sample_book([*risks, other])))
    view = register_home_view(*ready, "customer-service")
    assert view.scope == "Everything a customer calls about"
    assert len(view.top) == 10
    assert view.top[0].place == "=2"
    assert view.top[0].reason
    assert view.href == "../register.html?status=open&register=customer-service"
    assert "All 14" in view.onward
    assert [row.open for row in registers_view(*ready).rows] == [14]


def test_an_owner_sees_first_what_is_late(make_site: MakeSite) -> None:
    actions = (
        sample_action(id="A1", due=date(2026, 12, 31)),
        sample_action(id="A2", due=date(2026, 11, 2)),
        sample_action(id="A3", due=None),
        sample_action(id="A4", owner="service-desk-lead", due=date(2026, 1, 1)),
        sample_action(id="A5", due=date(2026, 1, 1), status=ActionStatus.DROPPED),
    )
    view = owner(make_site(sample_book([acting(*actions)])))
    todo = view.to_do[0]
    assert (todo.key, todo.title) == ("actions", "3 open actions, 1 of them late")
    assert [entry.record.id for entry in todo.entries] == ["R001 A2", "R001 A1", "R001 A3"]
    assert [entry.late for entry in todo.entries] == [True, False, False]
    assert "data-late>20 days late" in todo.entries[0].when
    assert "data-due>31 Dec 2026" in todo.entries[1].when  # the browser says when that is late
    assert todo.entries[2].when == ""
    assert todo.entries[0].record.href == "../risks/R001.html#A2"
    tile = view.tiles[0]
    assert (tile.number, tile.grave, tile.href) == (3, True, "#actions")


def test_an_owner_sees_what_exercises_left_to_do(make_site: MakeSite) -> None:
    lesson = ExerciseAction(
        "A1",
        text("Buy a spare phone", "购置备用电话"),
        "risk-manager",
        date(2026, 11, 30),
        ActionStatus.OPEN,
    )
    site = make_site(sample_book(exercises=(sample_exercise(actions=(lesson,)),)))
    (todo,) = owner(site, "risk-manager").to_do
    (entry,) = todo.entries
    assert (entry.record.title, entry.record.href) == ("Buy a spare phone", "../plans/P001.html")
    assert plain(entry.note) == "Tabletop exercise of 3 Sept 2026"


def test_an_owner_sees_all_that_waits_for_them(make_site: MakeSite) -> None:
    done = Treatment(Strategy.MITIGATE, "", ())
    book = sample_book(
        [
            sample_risk("R001", assessment=UNASSESSED, treatment=done),
            sample_risk("R002", 2, 2, treatment=Treatment(None, "", ())),
            sample_risk("R003", 1, 1, treatment=Treatment(Strategy.ACCEPT, "", ())),
            sample_risk("R004", status=Status.DRAFT),
        ],
        sign_offs=(
            sample_sign_off("R002", day=date(2026, 8, 2)),
            sample_sign_off("R003"),
            sample_sign_off(
                "R003", SignOffKind.ACCEPTANCE, date(2026, 1, 2), until=date(2026, 11, 17)
            ),
        ),
        exercises=(),
    )
    lists = {todo.key: todo for todo in owner(make_site(book)).to_do}
    assert list(lists) == ["reviews", "acceptances", "assessments", "treatments", "plans", "drafts"]
    shown = {key: [entry.record.id for entry in todo.entries] for key, todo in lists.items()}
    assert shown == {
        "reviews": ["R002"],
        "acceptances": ["R003"],
        "assessments": ["R001"],
        "treatments": ["R002"],
        "plans": ["P001"],
        "drafts": ["R004"],
    }
    assert lists["acceptances"].entries[0].when == "Acceptance lapsed 5 days ago"
    assert lists["plans"].entries[0].note.endswith("Unproven: no exercise has passed")
    assert lists["drafts"].href.endswith("register.html?status=draft&owner=hotline-lead")


def test_a_plan_is_to_be_exercised_when_its_day_is_near(make_site: MakeSite) -> None:
    far, near = make_site(), make_site(today=date(2027, 2, 10))
    assert "plans" not in {todo.key for todo in owner(far).to_do}
    (plans,) = [todo for todo in owner(near).to_do if todo.key == "plans"]
    assert "3 Mar 2027" in plans.entries[0].when


def test_nothing_to_do_is_said(make_press: MakePress) -> None:
    book = sample_book([acting(sample_action(status=ActionStatus.DONE))])
    approval = sample_sign_off("R001", SignOffKind.APPROVAL)
    book = replace(book, sign_offs=(*book.sign_offs, approval))
    pages = {page.path: page for page in make_press(book).rollups()}
    assert "Nothing is open" in pages["owners/hotline-lead.html"].main


def test_who_is_called_upon_in_a_plan_sees_it(make_site: MakeSite) -> None:
    view = owner(make_site(), "service-desk-lead")
    assert [(plain(part.plan), part.parts) for part in view.parts] == [
        ("Take urgent calls when the on-call phone fails", "Deputy, Takes step S1")
    ]
    assert view.supports[0].title == "Processes"


def test_every_link_to_a_home_has_a_page(make_press: MakePress) -> None:
    """A record's page links without looking at other records; this holds it to that."""
    risk = sample_risk(
        depends_on=(Dependence("", "service-desk", "", "", ""),),
        treatment=Treatment(
            Strategy.MITIGATE,
            "",
            (sample_action(owner="risk-manager", status=ActionStatus.DONE),),
        ),
    )
    lesson = ExerciseAction("A1", text("Buy", "购置"), "operations-head", None, ActionStatus.DONE)
    book = sample_book(
        [risk, sample_risk("R002", status=Status.CLOSED, owner="management")],
        controls=[sample_control(owner="risk-department")],
        exercises=(sample_exercise(actions=(lesson,)),),
    )
    for language in ("en", "zh"):
        press = make_press(book, language=language)
        pages = [
            *press.summaries(),
            *press.rollups(),
            *(press.record(*one) for one in press.records()),
        ]
        paths = {page.path for page in pages}
        linked = {
            href
            for page in pages
            for href in re.findall(
                r'href="(?:\.\./)?((?:owners|services|departments|registers)/[^"#?]*)', page.main
            )
        }
        assert linked <= paths
        assert {f"owners/{key}.html" for key in ("risk-manager", "operations-head")} <= linked
        assert {f"owners/{key}.html" for key in ("management", "risk-department")} <= linked


def test_withheld_records_are_not_counted_and_make_no_owner(make_press: MakePress) -> None:
    hidden = sample_risk(
        "R002", 5, 5, confidential=True, owner="risk-manager", title="Payroll is leaked"
    )
    press = make_press(sample_book([sample_risk(), hidden]))
    pages = {page.path: page.main for page in (*press.summaries(), *press.rollups())}
    assert "owners/risk-manager.html" not in pages
    assert not [path for path, main in pages.items() if "R002" in main or "Payroll" in main]
    assert "the only open risk" in pages["services/customer-hotline.html"]


def test_a_page_is_of_the_day_and_says_so(make_site: MakeSite, make_press: MakePress) -> None:
    assert all(page.summary and not page.source for page in make_press().rollups())
    assert "22 Nov 2026" in service(make_site()).where.as_of


def test_the_words_are_those_of_the_language(make_site: MakeSite) -> None:
    late = sample_action(due=date(2026, 11, 2))
    site = make_site(sample_book([acting(late)]), language="zh")
    view = owner(site)
    assert view.title == "热线主管"
    assert view.to_do[0].title == "1 项措施未完成，其中 1 项逾期"
    assert 'lang="en"' in view.to_do[0].entries[0].record.title  # not translated, and marked so
    rows = services_view(*made(site)).list.rows
    assert plain(rows[0].detail) == "客户服务部 · 业务重要性 5（满分 5）"


def test_the_navigation_has_one_entry_for_the_four(make_site: MakeSite) -> None:
    items = frame(make_site()).nav
    reviews, entry = [item for item in items if item.parts]
    assert [part.path for part in reviews.parts] == ["reviews.html", "actions.html", "quarter.html"]
    assert (entry.title, entry.path) == ("Responsibility", "services.html")
    assert entry.keys == ("responsibility", "services", "departments", "owners", "registers")
    assert [part.title for part in entry.parts] == [
        "Services",
        "Departments",
        "Owners",
        "Registers",
    ]
    assert len(items) == 11


def plain(words: str) -> str:
    return re.sub(r"<[^>]*>", "", str(words))
