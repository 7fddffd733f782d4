"""A stranger's Markdown keeps its words and loses its effects, in every reading of it."""

from __future__ import annotations

import html
import re
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given, settings
from hypothesis import strategies as st

from riskbook.forge.neutral import NOTHING, neutral, neutral_words

GOLDEN = Path(__file__).resolve().parents[2] / "golden"

EFFECTS = {
    "a mention": "ask @risk-officer",
    "a team": "ask @example/risk",
    "a mention in code": "`@risk-officer` and\n\n```\n@risk-officer\n```",
    "a mention by an entity": "&#64;risk-officer &commat;risk-officer &#x40;risk-officer",
    "an address": "write to risk-officer@example.org or mailto:risk-officer@example.org",
    "an issue": "closes #12, fixes example/other#12, GH-12",
    "a merge request": "see !12 and group/project!12",
    "an issue behind a backslash": r"\#12 \!12 #\1 GH\-12",
    "an issue by an entity": "&#35;12 &num;12",
    "an epic, a snippet, a milestone, a label": (
        '&12 &amp;12 $12 %12 %"next" ~bug ~"to do" ^alert#1'
    ),
    "a reference by its kind": "[issue:12] [vulnerability:12]",
    "a link": "[read this](https://evil.example.org/x)",
    "a link over two lines": "[read\nthis](https://evil.example.org/x)",
    "a link by a definition": "[this]\n\n[this]: https://evil.example.org",
    "a link in angle brackets": "<https://evil.example.org> <risk-officer@example.org>",
    "a bare link": "https://evil.example.org www.evil.example.org ftp://evil.example.org",
    "a bare link behind backslashes": r"https\://evil.example.org https:\/\/evil.example.org",
    "a bare link by an entity": "https&colon;//evil.example.org https&#58;//evil.example.org",
    "a wiki's link": "[[read|https://evil.example.org]]",
    "an image": "![x](https://evil.example.org/x.png) ![x][i]\n\n[i]: //evil.example.org/x.png",
    "html": "<script>x</script> <img src=x onerror=y> <a href=//evil.example.org>x</a>",
    "html in html": "<<b>script>x<</b>/script> <scr<b>ipt>",
    "html over lines": "<div\nonclick=x>\n\n<!--\n\n<b>\n",
    "html by an entity": "&lt;b&gt; &#60;b&#62;",
    "a declaration": "<!DOCTYPE x> <?php x ?> <![CDATA[ x ]]>",
    "a formula": "$x^2$ $$\\Huge x$$ $`x`$",
    "a picture of code": (
        "```mermaid\ngraph TD\n```\n\n- ~~~geojson\n  {}\n  ~~~\n\n> ```math\n> x\n"
    ),
    "a command": "/close\n  /merge\n\n```\n/approve\n```\n\t/label ~bug",
    "a turned word": "abc\u202edcba\u2066x\u2069 \u200f\u200e",
    "a control": "a\x00b\x1b[31mc\x07\x85",
    "an unseen word": "a\U000e0041\U000e0042b\ufeff\u2060",
}

TAGS = re.compile(r"</?[a-zA-Z][^>]*>|<!")
ALLOWED = re.compile(
    r"</?(?:p|em|strong|code|pre|ul|ol|li|blockquote|h[1-6]|hr|br|del|table|thead|tbody|tr|th|td|b|"
    r"details|summary|span|sub|input type=\"checkbox\" disabled=\"\")(?: open| align=\"\w+\""
    r"| start=\"\d+\"| lang=\"\w+\"| class=\"language-\w+\"| checked=\"\")*(?: ?/)?>"
)
LIVE = re.compile(
    r"@[\w-]|#\d|![\d\[]|&\d|%[\w\"]|~[\w\"]|\$\w|://|www\.|gh-\d|\]\(|\[\[|\[\w+:",
    re.IGNORECASE,
)


def rendered(markdown: str) -> str:
    """As a forge renders it, with raw HTML let through, so that it would be seen."""
    return str(cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))


def assert_inert(markdown: str) -> None:
    page = rendered(markdown)
    strange = [tag for tag in TAGS.findall(page) if not ALLOWED.fullmatch(tag)]
    assert strange == [], page
    for text in TAGS.split(page):
        live = LIVE.search(html.unescape(text))
        assert live is None, f"{live} in {text!r}"
    assert not re.search(r"^\s*/", markdown, re.MULTILINE)
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", markdown)
    assert set(re.findall(r'(?: lang="|language-)(\w+)', page)) <= {"diff"}


@pytest.mark.parametrize("hostile", EFFECTS.values(), ids=EFFECTS.keys())
def test_nothing_has_an_effect(hostile: str) -> None:
    assert_inert(neutral(hostile))
    assert_inert(neutral(f"- a list\n\n  {hostile}\n\n| a | table |\n|---|---|\n| x | {hostile} |"))
    assert_inert(neutral(f"> `{hostile}\n\n<details>\n<summary>{hostile}</summary>\n\n</details>"))


@pytest.mark.parametrize("hostile", EFFECTS.values(), ids=EFFECTS.keys())
def test_words_of_a_book_have_no_effect(hostile: str) -> None:
    line = neutral_words(hostile)
    assert "\n" not in line
    assert_inert(f"- [ ] {line}")


@pytest.mark.parametrize("name", ["a mention", "an issue", "a link", "html", "a bare link"])
def test_the_check_of_these_tests_finds_what_is_live(name: str) -> None:
    with pytest.raises(AssertionError):
        assert_inert(EFFECTS[name])


BLOCKS = (
    "<details>",
    "</details>",
    "<summary>",
    "</summary>",
    "<sub>",
    "</sub>",
    "<!--",
    "-->",
    "- ",
    "1. ",
    "> ",
)
SPACES = ("\n", "\n\n", "  ", "    ")
SIGNS = ("`", "``", "```", "~~~", "\\", "|", "[", "]", "(", "<", "&", "@", "#", "1", "a", "中")
PIECES = [*EFFECTS.values(), *BLOCKS, *SPACES, *SIGNS, NOTHING]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_nothing_has_an_effect_however_it_is_put_together(hostile: str) -> None:
    assert_inert(neutral(hostile))


OURS = """\
**2 changes**

<sub>From 1f0fae6 to 3f1afcd</sub>

<details open>
<summary><b>Moves on the matrix: 1</b></summary>

- **R001** · `registers/desk/risks/R001.md` line 12<br>Likelihood 2 → 3, at 5 % &amp; a\\_b &lt; c
- [ ] Is the <span>$</span>5,000 still right?

| Before | After |
|:---|---:|
| 2 | 3 |

```diff
- when: a < b && c
+ when: "a" <b
```

</details>

<details><summary>And more</summary>

Text.

</details>
"""


def test_what_riskbook_writes_stays_as_it_is() -> None:
    assert neutral(OURS).replace(NOTHING, "") == OURS
    assert rendered(neutral(OURS)).replace(NOTHING, "") == rendered(OURS)


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("**/*.md")), ids=lambda path: path.name)
def test_what_riskbook_s_reports_look_like_stays(path: Path) -> None:
    written = path.read_text(encoding="utf-8")
    made = neutral(written)
    assert rendered(made).replace(NOTHING, "") == rendered(written).replace(NOTHING, "")


@pytest.mark.parametrize(
    "broken",
    [
        OURS + "\n<details>\n<summary>Never closed</summary>\n\n",
        OURS.replace("</details>", "", 1),
        OURS + "\n</details>\n",
        OURS.replace("</b></summary>\n\n", "</b></summary>\n"),
        OURS.replace("\n\n</details>", "\n</details>", 1),
        OURS.replace("<summary>And more</summary>", ""),
        OURS.replace("```diff\n", "~~~\n"),
    ],
)
def test_folds_that_are_not_whole_are_text(broken: str) -> None:
    page = rendered(neutral(broken))
    assert "<details" not in page
    assert "</details" not in page


def test_a_fold_in_code_is_text() -> None:
    markdown = "```\n<details>\n<summary>x</summary>\n\n</details>\n```\n"
    assert "<details" not in neutral(markdown)
    assert "<details>" in neutral(markdown).replace(NOTHING, "")


def test_comments_are_gone_from_lines_of_text() -> None:
    assert neutral("a<!-- riskbook:pull -->b<!---->c") == "abc"


@pytest.mark.parametrize(
    "hostile",
    [
        "<!-<!-- x -->- riskbook:pull -->",
        "<!--\nriskbook:pull\n-->",
        "```\n<!-- riskbook:pull -->\n```",
        "- `<!--` and <!-- riskbook:pull",
    ],
)
def test_what_is_left_of_comments_is_text(hostile: str) -> None:
    assert "<!--" not in neutral(hostile)
    assert "riskbook:pull" in neutral(hostile)


@pytest.mark.parametrize("piece", ["<!--", "<details>\n", "[", "@", "- ", "1", "`", "\n"])
def test_a_megabyte_of_anything_keeps_its_words(piece: str) -> None:
    """What took the square of its length would take hours."""
    hostile = piece * (1024 * 1024 // len(piece))
    assert neutral(hostile).replace(NOTHING, "") == hostile
