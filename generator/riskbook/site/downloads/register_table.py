"""The register as a table: every published risk, its scores in words with their numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from riskbook.assessing.standing import Attested, Position, SignOffState
from riskbook.model.records import Risk
from riskbook.model.terms import Status, Strategy
from riskbook.site.downloads.table import Column, Form, Table, Value
from riskbook.site.edition import Edition
from riskbook.site.views.register import plain, register_order
from riskbook.site.withholding import WITHHELD

COLUMNS = (
    ("id", Form.ID),
    ("title", Form.PROSE),
    ("status", Form.TEXT),
    ("rank", Form.COUNT),
    ("level", Form.LEVEL),
    ("likelihood", Form.TEXT),
    ("impact", Form.TEXT),
    ("why", Form.PROSE),
    ("inherent-level", Form.LEVEL),
    ("inherent-likelihood", Form.TEXT),
    ("inherent-impact", Form.TEXT),
    ("target-level", Form.LEVEL),
    ("target-likelihood", Form.TEXT),
    ("target-impact", Form.TEXT),
    ("target-due", Form.DATE),
    ("cause", Form.PROSE),
    ("event", Form.PROSE),
    ("consequence", Form.PROSE),
    ("category", Form.TEXT),
    ("register", Form.TEXT),
    ("department", Form.TEXT),
    ("service", Form.TEXT),
    ("owner", Form.TEXT),
    ("strategy", Form.TEXT),
    ("plan", Form.ID),
    ("open-actions", Form.COUNT),
    ("next-action", Form.DATE),
    ("above", Form.TEXT),
    ("last-review", Form.DATE),
    ("review-due", Form.DATE),
    ("review", Form.TEXT),
    ("approval", Form.TEXT),
    ("acceptance", Form.TEXT),
    ("accepted-until", Form.DATE),
    ("loss", Form.AMOUNT),
    ("identified", Form.DATE),
)
"""Keys and forms, in the order of the files."""

RANK = [key for key, _ in COLUMNS].index("rank")
WHY = [key for key, _ in COLUMNS].index("why")
"""The columns of what moves when any risk does."""

_NOWHERE: tuple[Value, ...] = (None, None, None)


def register_table(edition: Edition) -> Table:
    """Every risk in the order of the register: unassessed, ranked, drafts, closed."""
    order, ranked = register_order(edition), ranked_cells(edition)
    rows = []
    for key, row in zip(order, register_rows(edition, order), strict=True):
        rank, why = ranked(key)
        rows.append((*row[:RANK], rank, *row[RANK + 1 : WHY], why, *row[WHY + 1 :]))
    return Table(register_columns(edition), rows)


def register_columns(edition: Edition) -> tuple[Column, ...]:
    """The columns with their heads."""
    return tuple(
        Column(key, edition.words.say(f"downloads.column.{key}"), form) for key, form in COLUMNS
    )


def ranked_cells(edition: Edition) -> Callable[[str], tuple[int | None, str | None]]:
    """What gives the cells ``rank`` and ``why`` of a risk."""
    standings, sentence = edition.site.standing.risks, edition.words.sentence
    known: dict[int, str] = {}  # equals share their reason

    def ranked(key: str) -> tuple[int | None, str | None]:
        rank = standings[key].rank
        if rank is None:
            return (None, None)
        why = known.get(id(rank.reason))
        if why is None:
            why = known[id(rank.reason)] = sentence(rank.reason)
        return (rank.place, why)

    return ranked


def register_rows(edition: Edition, keys: Iterable[str]) -> Iterator[tuple[Value, ...]]:
    """The rows of some risks, without ``rank`` and ``why``.

    What recurs in thousands of them is looked up once.
    """
    words, standings = edition.words, edition.site.standing.risks
    statuses = {status: words.named("status", status) for status in Status}
    strategies: dict[Strategy | None, Value] = {None: None}
    strategies.update((one, words.named("strategy", one)) for one in Strategy)
    place, home, signed = _places(edition), _homes(edition), _sign_offs(edition)
    unassessed: tuple[Value, ...] = (words.say("rank.unassessed"), None, None)
    yes = words.say("downloads.yes")
    for key in keys:
        risk, standing = edition.risks[key], standings[key]
        stages, target, loss = standing.stages, risk.assessment.target, standing.expected_loss
        todo, said, is_open = edition.waiting.get(key), risk.statement, risk.status is Status.OPEN
        now = place(stages.current)
        yield (
            key,
            risk.title,
            statuses[risk.status],
            None,
            *(unassessed if is_open and now is _NOWHERE else now),
            None,
            *place(stages.inherent),
            *place(stages.target),
            target.due if target else None,
            said.cause or None,
            said.event or None,
            said.consequence or None,
            *home(risk),
            strategies[risk.treatment.strategy],
            risk.plan if risk.plan and risk.plan != WITHHELD else None,
            len(todo) if todo else None,
            min((one.due for one in todo if one.due), default=None) if todo else None,
            yes if standing.breach else None,
            *signed(risk, standing.attested),
            loss if loss is None else round(loss, 2),
            risk.identified.date if risk.identified else None,
        )


def _places(edition: Edition) -> Callable[[Position | None], tuple[Value, ...]]:
    """What gives level, likelihood and impact of a position: thousands share a few dozen."""
    names = edition.names
    known: dict[int, tuple[Value, ...]] = {id(None): _NOWHERE}

    def place(position: Position | None) -> tuple[Value, ...]:
        found = known.get(id(position))
        if found is None:
            assert position is not None  # noqa: S101  # None is known from the start
            found = known[id(position)] = (
                position.level,
                names.likelihood[position.likelihood - 1].short,
                names.short(position.impact),
            )
        return found

    return place


def _homes(edition: Edition) -> Callable[[Risk], tuple[Value, ...]]:
    """What gives category, register, department, service and owner of a risk."""
    names = edition.names
    departments = {
        key: plain(names.departments.get(service.department, service.department)) or None
        for key, service in edition.site.book.services.services.items()
    }
    known: dict[tuple[str, ...], tuple[Value, ...]] = {}

    def home(risk: Risk) -> tuple[Value, ...]:
        asked = (risk.category, risk.source.register, risk.service, risk.owner)
        found = known.get(asked)
        if found is None:
            found = known[asked] = (
                plain(names.categories.get(risk.category, risk.category)) or None,
                plain(names.registers.get(risk.source.register, risk.source.register)) or None,
                departments.get(risk.service),
                plain(names.services.get(risk.service, risk.service)) or None,
                plain(names.holder(risk.owner)) or None,
            )
        return found

    return home


def _sign_offs(edition: Edition) -> Callable[[Risk, Attested], tuple[Value, ...]]:
    """What gives the columns from ``last-review`` to ``accepted-until``."""
    states = {state: edition.words.say(f"downloads.state.{state.value}") for state in SignOffState}
    known: dict[tuple[int, bool, bool], tuple[Value, ...]] = {}

    def signed(risk: Risk, attested: Attested) -> tuple[Value, ...]:
        is_open, is_to_accept = (
            risk.status is Status.OPEN,
            risk.treatment.strategy is Strategy.ACCEPT,
        )
        alike = (id(attested), is_open, is_to_accept)  # those that nobody signed share theirs
        if alike not in known:
            known[alike] = told(attested, is_open, is_to_accept)
        return known[alike]

    def told(attested: Attested, is_open: bool, is_to_accept: bool) -> tuple[Value, ...]:  # noqa: FBT001
        asks = attested.approval_due or attested.approval is not None
        accepts = is_to_accept or attested.acceptance is not None
        return (
            attested.last_review,
            attested.due,
            states[attested.review_state] if is_open else None,
            states[attested.approval_state] if is_open and asks else None,
            states[attested.acceptance_state] if is_open and accepts else None,
            attested.accepted_until,
        )

    return signed
