"""No byte of a confidential record is published; what named it says that one is withheld."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from riskbook.model.book import Book
from riskbook.model.records import Dependence, NodeReference, Pathway, Translation
from riskbook.model.terms import SignOffKind
from riskbook.site.withholding import REDACTED, WITHHELD, publish
from samples import (
    sample_book,
    sample_control,
    sample_exercise,
    sample_plan,
    sample_process,
    sample_risk,
    sample_sign_off,
)


def secretive() -> Book:
    """R001 is public and names R002, P002, C002 and a process, all confidential."""
    secret_plan = sample_plan("P002", confidential=True, title="Quietly")
    return sample_book(
        [
            sample_risk(
                "R001",
                plan="P002",
                controls=("C002", "C001"),
                causes=(
                    Pathway("CA1", "No staff, see R002", ("C002", "C001")),
                    Pathway("CA2", "Voicemail only", ("C001",)),
                ),
                consequences=(Pathway("CO1", "A fault stands", ("P002",)),),
                related=("R002",),
                arises_at=(NodeReference("secret-process", "intake"),),
                depends_on=(
                    Dependence("", "", "C002", "", ""),
                    Dependence("registers/x/risks/R002-leak.md", "", "", "", ""),
                    Dependence("", "customer-hotline", "", "", ""),
                ),
                body="See R002，另见R002。But not R0021 or XR002.",
            ),
            sample_risk("R002", confidential=True, title="The hidden leak"),
        ],
        plans=[secret_plan, sample_plan()],
        controls=[sample_control(), sample_control("C002", confidential=True)],
        processes=[sample_process(), sample_process("secret-process", confidential=True)],
        translations=[
            Translation(sample_risk("R002").source, "R002", "zh", (("title", "泄露"),), (), "正文"),
            Translation(
                sample_risk("R001").source, "R001", "zh", (("title", "见R002"),), (), "R002"
            ),
        ],
        sign_offs=(
            sample_sign_off("R002"),
            sample_sign_off("R001", basis=(("control/C002", "1" * 12), ("criteria", "2" * 12))),
            sample_sign_off("P002", SignOffKind.APPROVAL),
        ),
        exercises=(sample_exercise(secret_plan), sample_exercise()),
    )


def test_a_book_without_secrets_is_given_as_it_is() -> None:
    book = sample_book()
    published = publish(book)
    assert published.book is book
    assert published.withheld == 0


def test_the_records_go_and_are_counted() -> None:
    published = publish(secretive())
    book = published.book
    assert published.withheld == 4
    assert list(book.risks) == ["R001"]
    assert list(book.plans) == ["P001"]
    assert list(book.controls) == ["C001"]
    assert list(book.processes) == ["ticket-intake"]
    assert [entry.of for entry in book.sign_offs] == ["R001"]
    assert [entry.of for entry in book.exercises] == ["P001"]
    assert list(book.translations) == [("R001", "zh")]


def test_links_to_them_say_that_something_is_withheld() -> None:
    risk = publish(secretive()).book.risks["R001"]
    assert risk.plan == WITHHELD
    assert risk.controls == ("C001", WITHHELD)
    assert [cause.barriers for cause in risk.causes] == [("C001", WITHHELD), ("C001",)]
    assert [one.barriers for one in risk.consequences] == [(WITHHELD,)]
    assert risk.causes[0].what == f"No staff, see {REDACTED}"
    assert risk.related == (WITHHELD,)
    assert risk.arises_at == (NodeReference(WITHHELD, ""),)
    assert risk.depends_on == (
        Dependence("", "", WITHHELD, "", ""),
        Dependence("", "customer-hotline", "", "", ""),
    )


def test_their_ids_are_struck_out_of_texts_as_whole_words() -> None:
    body = publish(secretive()).book.risks["R001"].body
    assert body == f"See {REDACTED}，另见{REDACTED}。But not R0021 or XR002."


@pytest.mark.parametrize("secret", ["The hidden leak", "Quietly", "泄露", "secret-process", "C002"])
def test_no_word_of_them_is_left(secret: str) -> None:
    assert secret in str(asdict(secretive()))
    assert secret not in str(asdict(publish(secretive()).book))
