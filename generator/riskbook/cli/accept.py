"""riskbook accept: somebody bears a risk as it is, until a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
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


@click.command()
@identities("risk")
@click.option("--until", metavar="DATE", help="The last day on which it holds.")
@signing_options
def accept(**given: Any) -> None:
    """Sign that the risks ID are accepted as they stand, until a day.

    One entry is written for each, or none at all. On a terminal it asks for what no option gave.
    The owner accepts within the bounds of the criteria; beyond them the authority that they name.

    Exit code 0: signed. 1: you may not sign, or not this; nothing was written. 2: it cannot be
    done: no such record, an option is missing.
    """
    from riskbook.authoring.answers import day
    from riskbook.model.terms import SignOffKind

    complete = given["until"] is not None and given["reason"] is not None
    signing = open_signing(given, complete=complete)
    asked = question("until", day(signing.today))

    def answers() -> tuple[str, str]:
        tell_what_changed(signing, SignOffKind.ACCEPTANCE)
        return answer(signing.room, asked, given["until"]), ask_reason(signing)

    signature = Signature(signer(signing), signing.today)
    turn_away(signing, SignOffKind.ACCEPTANCE, signature)
    until, reason = signing.room.hold(answers)
    drafts = (draft(signing, SignOffKind.ACCEPTANCE, of, signature, reason) for of in signing.ids)
    sign(signing, [replace(each, until=date.fromisoformat(until)) for each in drafts])
