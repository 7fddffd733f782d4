"""Some of the open risks, and the view of the register that shows just them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from riskbook.model.terms import Status
from riskbook.site.edition import UP, Edition


class Selection(NamedTuple):
    """Ids of open risks, and what the register is asked for to show them.

    ``base`` leads from the page to the root.
    """

    risks: tuple[str, ...]
    base: str
    query: str

    @property
    def href(self) -> str:
        """The register, showing these risks."""
        return f"{self.base}register.html?{self.query}"

    def narrowed(self, query: str) -> str:
        """The register, showing those of these risks that ``query`` asks for."""
        return f"{self.href}&{query}"


def all_open(edition: Edition, base: str = "") -> Selection:
    """Every open risk."""
    return Selection(tuple(open_risks(edition)), base, "status=open")


def those_of(field: str, key: str, risks: tuple[str, ...], base: str = UP) -> Selection:
    """The open risks whose ``field`` (a filter of the register) has the value ``key``."""
    return Selection(risks, base, f"status=open&{field}={key}")


def open_risks(edition: Edition) -> Iterable[str]:
    """The ids of the open risks."""
    return (risk.id for risk in edition.risks.values() if risk.status is Status.OPEN)
