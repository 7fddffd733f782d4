"""Groups of similar texts, what is characteristic of them, and what is proposed of them."""

from __future__ import annotations

from datetime import date

from riskbook.identifying.grouping import groups
from riskbook.identifying.masking import normal
from riskbook.identifying.naming_groups import background, keywords, phrases
from riskbook.identifying.proposing import propose
from riskbook.identifying.working_names import is_named
from riskbook.model.discovery import Discovery
from samples import sample_book
from ticket_tables import export, kind, table, types

ENGLISH = [
    "Hi team, VPN drops every 20 minutes at home",
    "Printer on floor 3 jams, tray 2",
    "VPN drops every 5 minutes in the hotel. Thanks",
    "Printer on floor 1 jams again",
    "VPN drops every few minutes",
    "Badge does not open the door of the warehouse",
    "Printer on floor 7 jams",
    "VPN drops every 30 minutes",
]
CHINESE = [
    "您好，打印机卡纸了，请尽快处理",
    "财务部VPN连不上，提示错误403",
    "打印机卡纸 12 次，谢谢",
    "VPN连不上，提示错误500，很急",
    "二楼打印机卡纸",
    "家里VPN连不上，提示错误",
    "发票金额不对",
]


def counts(texts: list[str]) -> list[int]:
    return [one.count for one in groups([table(texts)])]


def test_alike_texts_are_together_and_the_largest_group_is_first() -> None:
    assert counts(ENGLISH) == [4, 3, 1]
    assert counts(CHINESE) == [3, 3, 1]


def test_examples_are_different_wordings_before_the_same_again() -> None:
    texts = ["VPN drops at home 1", "VPN drops at home 2", "VPN drops at the hotel"]
    (group,) = groups([table(texts)])
    assert [one.id for one in group.examples] == ["T1", "T3", "T2"]


def test_texts_without_a_letter_are_in_no_group() -> None:
    assert counts(["404", "", "???"]) == []
    assert counts(["404", "VPN"]) == [1]


def test_phrases_are_whole_pieces_spelt_as_most_tickets_spell_them() -> None:
    against = background(ENGLISH)
    first, second, _ = groups([table(ENGLISH)])
    assert phrases(first, against)[0] == "VPN drops every"
    assert phrases(second, against)[0] == "Printer on floor jams"
    chinese = [phrases(one, background(CHINESE)) for one in groups([table(CHINESE)])]
    assert [found[0] for found in chinese[:2]] == ["打印机卡纸", "VPN连不上"]


def test_one_group_alone_still_has_phrases_and_a_text_of_small_words_none() -> None:
    texts = ["VPN drops"] * 3
    assert phrases(groups([table(texts)])[0], background(texts)) == ("VPN drops",)
    assert phrases(groups([table(["it is not"])])[0], background(["it is not"])) == ()


def test_keywords_are_only_what_others_do_not_have() -> None:
    texts = dict.fromkeys(map(normal, ENGLISH), 1)
    first = groups([table(ENGLISH)])[0]
    assert keywords(first, ("VPN drops", "minutes", "floor"), texts) == ("VPN drops", "minutes")
    texts[normal("Saving takes ten minutes")] = 1
    assert keywords(first, ("VPN drops", "minutes"), texts) == ("VPN drops",)


def test_types_are_proposed_for_what_no_type_claims() -> None:
    book = sample_book(discovery=discovery(types(kind(any_of=("printer",)))))
    found = propose(book, date(2026, 9, 1), date(2026, 11, 22), 3, 5)
    assert [(one.name, one.language, one.count) for one in found.proposals] == [
        ("? VPN drops every", "en", 4),
        ("? 打印机卡纸", "zh", 3),
        ("? VPN连不上", "zh", 3),
    ]
    assert found.proposals[0].examples == ("T1", "T3", "T5", "T8")
    assert (found.tickets, found.unassigned, found.left) == (15, 12, 2)
    assert not is_named(kind(name=found.proposals[0].name))
    assert is_named(kind())


def test_the_number_of_proposals_and_of_their_tickets_is_bounded() -> None:
    book = sample_book(discovery=discovery(None))
    span = date(2026, 9, 1), date(2026, 11, 22)
    assert len(propose(book, *span, 3, 2).proposals) == 2
    assert len(propose(book, *span, 4, 9).proposals) == 1
    assert propose(book, *span, 5, 9).proposals == ()


def test_only_tickets_of_the_time_and_of_public_exports_are_looked_at() -> None:
    book = sample_book(discovery=discovery(None, confidential=True))
    assert propose(book, date(2026, 9, 1), date(2026, 11, 22), 3, 9).tickets == 7
    assert propose(book, date(2026, 9, 1), date(2026, 9, 30), 3, 9).tickets == 0


def discovery(of: object, *, confidential: bool = False) -> Discovery:
    return Discovery(
        problem_types=of,  # type: ignore[arg-type]
        exports={"calls": export(confidential=confidential), "cases": export("cases", "zh")},
        tickets={"calls": table(ENGLISH), "cases": table(CHINESE, "cases", start=51)},
    )
