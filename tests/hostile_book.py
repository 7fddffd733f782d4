"""A book whose every sentence is an attack on those who read it.

``plant`` writes it into the files of a book: into each title, name, statement, step, reason and
body, in every language they are in. Ids, keys, days and numbers stay, so it is a book like others.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import yaml

SPY = "spy.example.net"
"""Where everything planted would lead, if it led anywhere."""

NAME = f"<img src=//{SPY} onerror=alert(0)>\"'</script>"
SENTENCE = (
    f'<img src="https://{SPY}/1" onerror="alert(1)">'
    f"<script src=https://{SPY}/2></script><svg/onload=alert(2)>"
    f"\"'`></title></script><style>@import 'https://{SPY}/3'</style>"
    "javascript:alert(3) {{ 7 * 7 }} {% include 'x' %} &lt;b&gt; \\u003cb\\u003e -->]]>"
)
BODY = f"""

<iframe src="https://{SPY}/4"></iframe><b onclick="alert(4)">bold</b>

![drawn](https://{SPY}/5.png) ![drawn](//{SPY}/6.svg "{SENTENCE}")
![drawn](data:image/svg+xml,<svg/onload=alert(5)>)
[script](javascript:alert(6)) [data](data:text/html,<script>alert(7)</script>)
[file](file:///etc/hosts) [VB](vbscript:x) [&#106;avascript](&#106;avascript:alert(8))
<javascript:alert(9)> <https://{SPY}/7?"onmouseover=alert(10)>

[shown]: https://{SPY}/8.png "{SENTENCE}"

![shown] <style>body {{ background: url(https://{SPY}/9) }}</style>
<meta http-equiv="refresh" content="0;url=https://{SPY}/10">

```js"><script>alert(11)</script>
</code></pre><script>alert(12)</script>
```

| {SENTENCE} | b |
|:--|--:|
| `{SENTENCE}` | b |
"""
_NAMES = frozenset(
    (
        *("effect", "items", "lanes", "name", "objectives", "respondent", "text", "title"),
        *("topic", "when", "whys"),
    )
)
_RECKONED = frozenset(("basis", "columns", "content", "digests", "form", "proves"))
"""What the program writes into a sign-off, a translation and an exercise; what a table is like."""

_TEXTS = frozenset(
    re.findall(
        r"\w+",
        """answer cause channel consequence definition deliverable description do dropped event
        evidence examples findings hint observed_by on_amber on_red origin question
        rationale reason reference resources ruled_out say scenario scope statement
        stop_when texts to what""",
    )
)
_SPOKEN = re.compile(r"\s|[\u4e00-\u9fff]")
"""In a sentence, and not in the words that the program knows."""


def plant(book: Path) -> None:
    """The attack in every text of the book, and in the history of its repository."""
    for path in sorted((book / "registers").rglob("*")):
        if path.suffix == ".yml":
            path.write_text(_dumped(_planted(_read(path.read_text("utf-8")))), "utf-8")
        elif path.suffix == ".md":
            _, head, body = path.read_text("utf-8").split("---\n", 2)
            text = f"---\n{_dumped(_planted(_read(head)))}---\n{body}{BODY}"
            path.write_text(text, "utf-8")
    settings = book / "riskbook.yml"
    planted = _planted(_read(settings.read_text("utf-8")))
    planted["severities"] = {"RB411": "note"}  # an acceptance is not for what is now said
    settings.write_text(_dumped(planted), "utf-8")
    _commit(book)


def _read(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # resolves nothing


def _dumped(data: Any) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def _planted(value: Any, inside: str = "") -> Any:
    """The value with each text in it attacked; ``inside`` is the text field it belongs to."""
    match value:
        case dict():
            return {key: _planted(one, _field(inside, key)) for key, one in value.items()}
        case list():
            return [_planted(one, inside) for one in value]
        case str() if inside in _NAMES:
            return f"{value} {NAME}"
        case str() if inside in _TEXTS and _SPOKEN.search(value):
            return f"{value} {SENTENCE}"
        case _:
            return value


def _field(inside: str, key: str) -> str:
    if inside in _TEXTS | _NAMES | _RECKONED:
        return inside
    return key


def _commit(book: Path) -> None:
    who = ("-c", f"user.name={NAME}", "-c", "user.email=nobody@example.org")
    subprocess.run(
        ["git", *who, "commit", "--quiet", "--all", "--no-verify", "-m", SENTENCE],
        cwd=book,
        check=True,
    )
