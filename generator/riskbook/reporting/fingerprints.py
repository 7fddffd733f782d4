"""What a forge knows a finding by from one run to the next, so that it is told of once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from riskbook.findings import Finding


def fingerprinted(findings: Iterable[Finding]) -> Iterator[tuple[Finding, str]]:
    """Each finding with what stays the same when lines move or the language changes.

    Findings of one code at one place are told apart by their order.
    """
    alike: Counter[tuple[str, ...]] = Counter()
    for finding in findings:
        identity = (finding.code, finding.location.path, finding.record, finding.pointer)
        alike[identity] += 1
        parts = (*identity, str(alike[identity]))
        yield finding, sha256("\0".join(parts).encode()).hexdigest()
