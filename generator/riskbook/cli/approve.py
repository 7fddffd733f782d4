"""riskbook approve: whoever has the authority approves a treatment, a plan, or the framework."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from riskbook.cli.asking import answer
from riskbook.cli.desk import stop
from riskbook.cli.signing_desk import (
    Signature,
    Signing,
    ask_reason,
    draft,
    identities,
    open_signing,
    question,
    signer,
    signing_options,
    tell_what_changed,
)
from riskbook.cli.signing_off import refuse_any, sign, turn_away

if TYPE_CHECKING:
    from riskbook.authoring.forge_approval import Reviewed
    from riskbook.model.records import SignOff
    from riskbook.reviewing.forge_reviews import ForgeReview
    from riskbook.wording import Saying

RESOURCES = ("granted", "not-granted", "none-needed")


@click.command()
@identities("risk", "plan")
@click.option(
    "--resources",
    metavar="WORD",
    help=f"Whether what it costs is granted: {', '.join(RESOURCES)}.  "
    f"[default: {RESOURCES[-1]}, where it costs nothing]",
)
@click.option(
    "--from-review",
    "reviews",
    metavar="FILE",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Write down an approving review of a forge: the JSON that forge-reviews prints.",
)
@signing_options
def approve(**given: Any) -> None:
    """Approve the treatment of the risks ID, plans, or parts of the framework, as they stand.

    ID is that of a risk or a plan, or criteria, organization, services or settings. One entry is
    written for each, or none at all. On a terminal it asks for what no option gave. The criteria
    name who approves at which level; the framework is for the risk department. Nobody approves
    their own change.

    Exit code 0: signed. 1: you may not sign, or not this; nothing was written. 2: it cannot be
    done: no such record, an option is missing.
    """
    from riskbook.authoring.answers import key_of, one_of
    from riskbook.authoring.choices import enumerated
    from riskbook.model.terms import SignOffKind
    from riskbook.reading.placing import Kind

    complete = given["resources"] is not None and (given["reason"] or given["reviews"]) is not None
    signing = open_signing(given, complete=complete)
    choices = enumerated(Kind.SIGN_OFF, "resources", signing.room.words)
    judges = {"judge": one_of(choices), "judge_option": key_of(choices)}
    asked = question("resources", choices=choices, default=_usual_resources(signing), **judges)

    def resources() -> str:
        return answer(signing.room, asked, given["resources"])

    if given["reviews"] is not None:
        drafts = _from_reviews(signing, given["reviews"])
        granted = signing.room.hold(resources)
    else:
        signature = Signature(signer(signing), signing.today)
        turn_away(signing, SignOffKind.APPROVAL, signature)

        def answers() -> tuple[str, str]:
            tell_what_changed(signing, SignOffKind.APPROVAL)
            return resources(), ask_reason(signing)

        granted, reason = signing.room.hold(answers)
        drafts = [draft(signing, SignOffKind.APPROVAL, of, signature, reason) for of in signing.ids]
    sign(signing, [replace(each, resources=granted) for each in drafts])


def _usual_resources(signing: Signing) -> str:
    """That none are needed, where nothing that is approved costs anything; else nothing."""
    from riskbook.model.terms import ActionStatus

    book = signing.book
    costs = [
        action.cost
        for of in signing.ids
        if of in book.risks
        for action in book.risks[of].treatment.actions
        if action.status is not ActionStatus.DROPPED
    ]
    costs += [book.plans[of].cost for of in signing.ids if of in book.plans]
    return "" if any(costs) else RESOURCES[-1]


def _from_reviews(signing: Signing, file: Path) -> list[SignOff]:
    """An entry a record from the newest review that approved what stands there now."""
    from riskbook.reviewing.forge_reviews import ReviewsError, read_reviews, standing_approvals
    from riskbook.wording import Saying, say

    try:
        approvals = standing_approvals(read_reviews(_start_of(file)))
    except ReviewsError as error:
        stop(signing.desk.catalogue, error.saying)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        stop(signing.desk.catalogue, say("signing.reviews.unread", reason=reason))
    drafts: list[SignOff] = []
    objections: list[tuple[str, Saying]] = []
    for of in signing.ids:
        found = _newest_that_counts(signing, of, approvals)
        if isinstance(found, Saying):
            objections.append((of, found))
        else:
            drafts.append(found)
    refuse_any(signing, objections)
    return drafts


def _start_of(file: Path) -> bytes:
    """The bytes of a file, and no more of a huge one than shows that it is too large."""
    from riskbook.reviewing.forge_reviews import LARGEST

    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def _newest_that_counts(
    signing: Signing, of: str, approvals: Iterable[ForgeReview]
) -> SignOff | Saying:
    """The entry of the newest review by somebody who may approve; else why the newest does not."""
    from riskbook.authoring.forge_approval import reviewed
    from riskbook.authoring.objections import objection_to_kind, objection_to_signer
    from riskbook.wording import Saying, say

    first: Saying | None = None
    for review in approvals:
        found = reviewed(signing.desk.root, signing.judged, of, review)
        if isinstance(found, Saying):
            first = first or found
            continue
        drafted = _drafted(signing, of, review, found)
        objection = objection_to_kind(signing.book, drafted)
        objection = objection or objection_to_signer(signing.judged, drafted)
        if objection is None:
            return drafted
        first = first or objection
    return first or say("signing.review.none")


def _drafted(signing: Signing, of: str, review: ForgeReview, found: Reviewed) -> SignOff:
    from riskbook.model.terms import SignOffKind
    from riskbook.reading.resources import catalogue, languages

    day = review.day(signing.book.settings.time_zone)
    signature = Signature(found.person, day, found.fingerprint)
    drafted = draft(signing, SignOffKind.APPROVAL, of, signature, "")
    spoken = drafted.language if drafted.language in languages() else "en"
    said = catalogue(spoken).word(
        "signing.from-review", login=review.login, commit=review.commit, date=day
    )
    own = signing.given["reason"]
    return replace(drafted, reason=f"{ask_reason(signing)}\n{said}" if own else said)
