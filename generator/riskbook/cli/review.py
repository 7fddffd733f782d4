"""riskbook review: somebody has looked at a risk again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import click

from riskbook.cli.asking import answer
from riskbook.cli.signing_desk import (
    Signature,
    ask_reason,
    draft,
    identities,
    open_signing,
    question,
    signer,
    signing_options,
    tell_what_changed,
)
from riskbook.cli.signing_off import sign, turn_away

OUTCOMES = ("unchanged", "rescored", "treatment-adjusted", "reworded", "closed")


@click.command()
@identities("risk")
@click.option("--outcome", metavar="WORD", help=f"What the review came to: {', '.join(OUTCOMES)}.")
@signing_options
def review(**given: Any) -> None:
    """Sign that you have reviewed the risks ID: what they say is right as it stands now.

    One entry is written for each, or none at all. On a terminal it asks for what no option gave.
    The owner of a risk may review it, and the risk department.

    Exit code 0: signed. 1: you may not sign, or not this; nothing was written. 2: it cannot be
    done: no such record, an option is missing.
    """
    from riskbook.authoring.answers import key_of, one_of
    from riskbook.authoring.choices import enumerated
    from riskbook.model.terms import ReviewOutcome, SignOffKind
    from riskbook.reading.placing import Kind

    complete = given["outcome"] is not None and given["reason"] is not None
    signing = open_signing(given, complete=complete)
    choices = enumerated(Kind.SIGN_OFF, "outcome", signing.room.words)
    asked = question("outcome", one_of(choices), choices=choices, judge_option=key_of(choices))

    def answers() -> tuple[str, str]:
        tell_what_changed(signing, SignOffKind.REVIEW)
        return answer(signing.room, asked, given["outcome"]), ask_reason(signing)

    signature = Signature(signer(signing), signing.today)
    turn_away(signing, SignOffKind.REVIEW, signature)
    outcome, reason = signing.room.hold(answers)
    drafts = (draft(signing, SignOffKind.REVIEW, of, signature, reason) for of in signing.ids)
    sign(signing, [replace(each, outcome=ReviewOutcome(outcome)) for each in drafts])
