"""The risks of the data: one object a risk, and the names of what they refer to by key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from riskbook.assessing.standing import Attested, Position, Rank
from riskbook.model.records import Risk
from riskbook.model.terms import Strategy
from riskbook.site.downloads.api_json import SEPARATOR, Days, Tongues, encoded, key, keys, quoted
from riskbook.site.edition import Edition
from riskbook.site.lines import Lines


def names_of_keys(edition: Edition, tongues: Tongues) -> dict[str, object]:
    """The names of what risks refer to by key, each a map by language."""
    book, criteria = edition.site.book, edition.site.book.criteria
    people, roles = book.organization.people, book.organization.roles
    return {
        "levels": {level.key: tongues.text(level.name) for level in criteria.levels},
        "categories": {key: tongues.text(name) for key, name in criteria.categories},
        "registers": {key: tongues.text(one.title) for key, one in book.registers.items()},
        "departments": {
            key: tongues.text(one.name) for key, one in book.organization.departments.items()
        },
        "services": {key: tongues.text(one.name) for key, one in book.services.services.items()},
        "owners": {
            **{key: tongues.text(name) for key, name in roles.items()},
            **{key: tongues.text(one.name) for key, one in people.items()},
        },
    }


def risk_lines(editions: Sequence[Edition], tongues: Tongues, lines: Lines) -> Iterator[bytes]:
    """The risks as JSON, in the order of the register, each before a separator."""
    edition, rank = editions[0], _ranks(editions)
    make = partial(_around_rank, edition, tongues)
    for run, parts in lines.runs("register.json", edition.runs.all, make):
        yield rank(run.rank).join(parts)


def _around_rank(
    edition: Edition, tongues: Tongues, ids: Iterable[str]
) -> Iterator[tuple[bytes, bytes]]:
    """The JSON of some risks in two parts, between which that of their rank belongs.

    What recurs in thousands of them (places, sign-offs) is put into JSON once.
    """
    site = edition.site
    book, standings, related = site.book, site.standing.risks, site.links.related
    place, signed = _places(edition), _sign_offs(tongues.days)
    home, strategy, days = _homes(edition), _strategies(), tongues.days
    for risk_id in ids:
        risk, standing = book.risks[risk_id], standings[risk_id]
        stages, target = standing.stages, risk.assessment.target
        todo = edition.waiting.get(risk_id, ())
        loss = standing.expected_loss
        before = (
            f'{{"id":{quoted(risk_id)},"title":{tongues.of(risk, "title", risk.title)},'
            f'"page":{quoted(f"risks/{risk_id}.html")},"status":"{risk.status.value}",'
            f'"rank":'
        )
        after = (
            f',"inherent":{place(stages.inherent)},'
            f'"current":{place(stages.current)},"target":{place(stages.target)},'
            f'"target_due":{days[target.due if target else None]},'
            f"{home(risk)},"
            f'"identified":{days[risk.identified.date if risk.identified else None]},'
            f'"strategy":{strategy[risk.treatment.strategy]},'
            f'"treated":"{standing.treated.value}",'
            f'"above_appetite":{"true" if standing.breach else "false"},'
            f'"plan":{key(risk.plan)},"controls":{keys(risk.controls)},'
            f'"related":{keys(related.get(risk_id, ()))},"open_actions":{len(todo)},'
            f'"next_action":{days[min((one.due for one in todo if one.due), default=None)]},'
            f'"expected_loss":{"null" if loss is None else round(loss, 2)},'
            f"{signed(standing.attested)}}}{SEPARATOR}"
        )
        yield before.encode(), after.encode()


def _places(edition: Edition) -> Callable[[Position | None], str]:
    """What gives a position as JSON: thousands of risks share a few dozen."""
    levels = edition.site.book.criteria.levels
    known = {id(None): "null"}

    def place(position: Position | None) -> str:
        found = known.get(id(position))
        if found is None and position is not None:
            found = known[id(position)] = encoded(
                {
                    "level": levels[position.level].key,
                    "likelihood": position.likelihood,
                    "impact": position.impact,
                    "score": position.score,
                }
            )
        return found or "null"

    return place


def _ranks(editions: Sequence[Edition]) -> Callable[[Rank | None], bytes]:
    """What gives a rank as JSON; that of equals is made once."""
    known: dict[tuple[int, int, int], bytes] = {}

    def rank(one: Rank | None) -> bytes:
        if one is None:
            return b"null"
        asked = (one.place, one.sharing, id(one.reason))  # equals share a reason
        found = known.get(asked)
        if found is None:
            reason = encoded(
                {edition.site.language: edition.words.sentence(one.reason) for edition in editions}
            )
            whole = f'{{"place":{one.place},"sharing":{one.sharing},"reason":{reason}}}'
            found = known[asked] = whole.encode()
        return found

    return rank


def _homes(edition: Edition) -> Callable[[Risk], str]:
    """What gives the keys from ``category`` to ``owner``."""
    services = edition.site.book.services.services
    departments = {name: key(service.department) for name, service in services.items()}
    known: dict[tuple[str, ...], str] = {}

    def home(risk: Risk) -> str:
        asked = (risk.category, risk.source.register, risk.service, risk.owner)
        found = known.get(asked)
        if found is None:
            found = known[asked] = (
                f'"category":{key(risk.category)},"register":{key(risk.source.register)},'
                f'"service":{key(risk.service)},'
                f'"department":{departments.get(risk.service, "null")},"owner":{key(risk.owner)}'
            )
        return found

    return home


def _strategies() -> dict[Strategy | None, str]:
    return {None: "null", **{one: quoted(one.value) for one in Strategy}}


def _sign_offs(days: Days) -> Callable[[Attested], str]:
    """What gives a risk's sign-offs and the next review; risks that nobody signed share theirs."""
    known: dict[int, str] = {}

    def signed(one: Attested) -> str:
        found = known.get(id(one))
        if found is None:
            found = known[id(one)] = (
                f'"review":{{"state":"{one.review_state.value}","on":{days[one.last_review]},'
                f'"due":{days[one.due]}}},'
                f'"approval":{{"state":"{one.approval_state.value}",'
                f'"required":{"true" if one.approval_due else "false"},'
                f'"on":{days[one.approval.entry.date if one.approval else None]}}},'
                f'"acceptance":{{"state":"{one.acceptance_state.value}",'
                f'"until":{days[one.accepted_until]}}}'
            )
        return found

    return signed
