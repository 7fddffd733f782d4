"""Which problem type a ticket is of: by category, by words, by likeness, in this order."""

from __future__ import annotations

import pytest

from riskbook.identifying.classifying import Keyword, claimants, classified, classify
from riskbook.identifying.masking import normal
from riskbook.model.discovery import Discovery
from ticket_tables import export, kind, table, types

VPN = kind("PT-01", categories=("Remote access",), any_of=("vpn", "远程接入"))
PRINT = kind("PT-02", any_of=("printer", "打印机"), all_of=("jam",), none_of=("vpn",))


@pytest.mark.parametrize(
    ("text", "keyword", "found"),
    [
        ("Printers are down", "printer", True),
        ("A report is late", "port", False),
        ("端口port不通", "port", True),
        ("ＶＰＮ断线", "vpn", True),
        ("家里的VPN断线", "vpn断线", True),
        ("cannot log in", "log in", True),
        ("anything", " ", False),
    ],
)
def test_a_keyword_begins_a_word(text: str, keyword: str, found: bool) -> None:  # noqa: FBT001
    assert Keyword.of(keyword).is_in(normal(text)) is found


def test_a_category_decides_before_words_do() -> None:
    tickets = table(
        ["printer jam", "printer jam", "router"], categories=("", "ＲＥＭＯＴＥ access", "Network")
    )
    assert classify(tickets, types(VPN, PRINT)) == ("PT-02", "PT-01", None)


def test_any_all_and_none_are_all_asked() -> None:
    texts = ["printer jam", "printer empty", "paper jam", "printer jam over vpn", "打印机 JAM"]
    assert classify(table(texts), types(PRINT)) == ("PT-02", None, None, None, "PT-02")


def test_of_two_types_the_first_of_the_file_has_the_ticket() -> None:
    tickets, other = table(["VPN drops"]), kind("PT-03", any_of=("drops",))
    assert classify(tickets, types(VPN, other)) == ("PT-01",)
    assert classify(tickets, types(other, VPN)) == ("PT-03",)
    assert claimants(tickets, (VPN, other)) == {("PT-01", "PT-03"): 1}


def test_a_category_claims_before_the_words_of_an_earlier_type() -> None:
    tickets = table(["vpn drops", "vpn drops", "x"], categories=("", "Printing", "Other"))
    printing = kind("PT-04", categories=("Printing",))
    assert classify(tickets, types(VPN, printing)) == ("PT-01", "PT-04", None)
    assert claimants(tickets, (VPN, printing)) == {("PT-01",): 1, ("PT-04", "PT-01"): 1}


def test_a_type_that_only_excludes_claims_nothing() -> None:
    assert classify(table(["router"]), types(kind(none_of=("vpn",)))) == (None,)


def test_what_no_word_decides_goes_to_the_examples_it_is_like() -> None:
    texts = [
        "Laptop very slow after the update, fan is loud",
        "Notebook very slow after update, fan is loud",
        "Label printer prints labels shifted",
        "Labels of the printer are shifted again",
        "Badge does not open the door",
        "12345",
        "",
    ]
    slow, labels = kind("PT-01", examples=("T1",)), kind("PT-02", examples=("T3", "T99"))
    assert classify(table(texts), types(slow, labels)) == (
        "PT-01",
        "PT-01",
        "PT-02",
        "PT-02",
        None,
        None,
        None,
    )


def test_nothing_reaches_a_floor_of_one_but_the_example_itself() -> None:
    texts = ["VPN drops at home", "VPN drops at work", "您好，VPN drops at home"]
    sure = types(kind(examples=("T1",)), floor=1.0)
    assert classify(table(texts), sure) == ("PT-01", None, "PT-01")


def test_examples_may_stand_in_an_earlier_export() -> None:
    old, new = (
        table(["手机应用打开就闪退"]),
        table(["手机应用一打开就闪退", "账单不对"], "new", start=2),
    )
    of = types(kind(examples=("T1",)))
    assert classify(new, of) == (None, None)
    assert classify(new, of, [old]) == ("PT-01", None)
    found = Discovery(
        problem_types=of,
        exports={"calls": export(), "new": export("new")},
        tickets={"calls": old, "new": new},
    )
    assert classified(found) == {"calls": ("PT-01",), "new": ("PT-01", None)}


@pytest.mark.parametrize("of", [None, types(), types(kind(any_of=("vpn",), retired=True))])
def test_without_a_live_type_every_ticket_is_of_none(of: object) -> None:
    assert classify(table(["VPN drops", "x"]), of) == (None, None)  # type: ignore[arg-type]
