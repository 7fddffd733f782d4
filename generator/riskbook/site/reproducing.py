"""Does a site say what its commit says? It is built again from there, aside, and compared."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from riskbook.reading.repository import resolve
from riskbook.reading.unusable import UnusableTreeError
from riskbook.site.back_issue import BackIssue, back_issue, publish_back_issue
from riskbook.site.manifest import Manifest, made_with, read_manifest
from riskbook.site.publication import Refused
from riskbook.site.telling import Telling
from riskbook.site.verifying import Deviation, Verified, deviation
from riskbook.site.withholding import publish
from riskbook.wording import say

YEARS = range(1000, 3000)
"""Of days that a book can name; beyond them no site was built."""


class Reproduced(NamedTuple):
    """A site beside what its commit makes now: how the site deviates from that.

    ``other_parts`` are name, version then and version now of what the site was made with and is
    another here; with such, the bytes may well differ.
    """

    deviation: Deviation
    other_parts: tuple[tuple[str, str, str], ...]


def reproduce(root: Path, site: Verified) -> Reproduced:
    """Build the site of a manifest's commit from the book in ``root``, and compare.

    It is built on the same day, with as much of the past, and with the same records withheld.
    Raises :class:`riskbook.reading.unusable.UnusableTreeError` where the site cannot be built
    again: it shows what no commit has, a commit that this repository lacks, or one whose framework
    cannot be read.
    """
    manifest = site.manifest
    if not manifest.commit or manifest.today is None or manifest.today.year not in YEARS:
        raise UnusableTreeError(say("verify.rebuild.no-commit"))
    if manifest.is_dirty:
        raise UnusableTreeError(say("verify.rebuild.dirty", commit=manifest.commit[:12]))
    try:
        resolve(root, manifest.commit)
    except UnusableTreeError as error:
        if error.saying.key != "reading.no-revision":
            raise
        told = say("verify.rebuild.elsewhere", commit=manifest.commit[:12], folder=str(root))
        raise UnusableTreeError(told) from error
    issue = _as_withheld(back_issue(root, manifest.commit, manifest.today), manifest)
    with TemporaryDirectory(prefix="riskbook-") as folder:
        out = Path(folder) / "site"
        outcome = publish_back_issue(issue, out, _telling(manifest))
        if isinstance(outcome, Refused):
            raise UnusableTreeError(say("verify.rebuild.unsound", commit=manifest.commit[:12]))
        again = read_manifest(out)
    if again is None:
        message = "a build left no manifest"
        raise RuntimeError(message)
    return Reproduced(deviation(again.files, site.found), _other_parts(manifest))


def _other_parts(manifest: Manifest) -> tuple[tuple[str, str, str], ...]:
    then, now = _versions(manifest.made_of), _versions(made_with())
    return tuple(
        (name, then.get(name, ""), now.get(name, ""))
        for name in sorted({*then, *now})
        if then.get(name) != now.get(name)
    )


def _as_withheld(issue: BackIssue, manifest: Manifest) -> BackIssue:
    """The back issue without what the site withheld.

    A site that was built when its commit was new withholds what the commit calls confidential; one
    of ``build --at``, also what has become so since.
    """
    if issue.judged is None:
        return issue
    of_then = publish(issue.judged.book).withheld
    is_of_then = manifest.made_of.get("withheld") == of_then
    return issue._replace(hidden_now=frozenset()) if is_of_then else issue


def _telling(manifest: Manifest) -> Telling:
    told = manifest.made_of.get("history")
    return Telling.NOTHING if told == Telling.NOTHING.value else Telling.WHOLE


def _versions(made_of: Mapping[str, Any]) -> dict[str, str]:
    libraries = made_of.get("libraries", {})
    named = libraries if isinstance(libraries, dict) else {}
    own = {name: made_of[name] for name in ("riskbook", "python") if name in made_of}
    return {str(name): str(version) for name, version in {**own, **named}.items()}
