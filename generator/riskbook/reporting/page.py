"""One page in one file: no script, no request, its style allowed by its digest, light and dark."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html import escape

from riskbook.assessing.palettes import colours
from riskbook.model.criteria import Criteria
from riskbook.reporting.cells import visible

_STYLE = """\
:root{color-scheme:light dark;--ink:#1a1d21;--muted:#59616b;--line:#d9dee4;--page:#fff;
--surface:#f6f7f9;--bad:#b3261e;--open:#8a4b00;--good:#176b40}
@media screen and (prefers-color-scheme:dark){:root{--ink:#e8eaed;--muted:#a6adb7;--line:#363c44;
--page:#14171a;--surface:#1c2024;--bad:#ff9189;--open:#ffb86b;--good:#63cb93}}
*{box-sizing:border-box}
html{font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC","Microsoft YaHei",
"Noto Sans CJK SC",sans-serif;color:var(--ink);background:var(--page);-webkit-text-size-adjust:100%}
:lang(zh){line-height:1.7;line-break:strict}
body{margin:0 auto;max-width:72rem;padding:2.5rem 1.5rem;overflow-wrap:anywhere}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .25rem;letter-spacing:-.012em;text-wrap:balance}
h1:lang(zh){letter-spacing:normal}
h2{font-size:1.125rem;margin:2.5rem 0 .75rem}
h3{font-size:1rem;margin:0}
p{margin:.25rem 0}
.muted,caption,.line{color:var(--muted);font-size:.875rem}
.lead{font-size:1.125rem;max-width:46rem;margin:.75rem 0}
ul{padding:0;margin:0;list-style:none}
.news li{padding:.35rem 0 .35rem .9rem;border-left:4px solid var(--line);margin-bottom:.4rem}
.news .bad{border-color:var(--bad)}
.news .open{border-color:var(--open)}
.news .good{border-color:var(--good)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1.5rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%}
caption{text-align:left;padding-bottom:.4rem}
th{text-align:left;font-weight:600}
.matrix{border-collapse:separate;border-spacing:3px;table-layout:fixed;min-width:22rem}
.matrix caption{font-weight:600;color:var(--ink)}
.matrix th{font-size:.8125rem;font-weight:400;color:var(--muted);vertical-align:bottom;padding:2px}
.matrix tbody th{vertical-align:middle}
.matrix tbody td{height:3.25rem;text-align:center;border-radius:6px;padding:2px;font-size:.8125rem;
forced-color-adjust:none;line-height:1.25}
.matrix b{display:block}
.sign{font-weight:600}
.level{display:inline-block;border-radius:99px;padding:1px 9px;font-size:.75rem;font-weight:600;
forced-color-adjust:none;white-space:nowrap}
.legend{display:flex;flex-wrap:wrap;gap:.4rem;margin-top:.75rem;align-items:center}
section.thing{border-top:1px solid var(--line);padding:1rem 0}
.thing .bad{color:var(--bad)}
.thing .open{color:var(--open)}
.thing .good{color:var(--good)}
code{font-family:ui-monospace,"SF Mono",Menlo,Consolas,monospace;font-size:.8125rem;
background:var(--surface);padding:.1em .35em;border-radius:4px}
.changes{table-layout:fixed;margin:.25rem 0 .75rem}
.changes th,.changes td{border-top:1px solid var(--line);padding:.4rem .75rem .4rem 0;
vertical-align:top;text-align:left}
.changes del::before{content:"- "}
.changes ins::before{content:"+ "}
.changes tbody th{font-weight:550}
.changes .number{width:5.5rem;font-size:.8125rem;text-align:right;padding-right:0;
color:var(--muted);font-variant-numeric:tabular-nums}
.changes thead tr .number,.changes thead th{padding:0;border:0;font-size:0;line-height:0}
.plain{margin:.25rem 0}
.plain th,.plain td{border-top:1px solid var(--line);padding:.4rem .75rem .4rem 0;text-align:left;
vertical-align:top}
.plain thead th{border-top:0;font-size:.8125rem;font-weight:400;color:var(--muted)}
.facts{min-width:58rem}
.label{display:none;color:var(--muted);font-size:.875rem}
.facts th{min-width:14rem;width:34%}
.facts td{overflow-wrap:break-word}
.facts del,.facts ins{display:block}
.facts ins::before{content:"→ "}
.facts thead th{min-width:0;width:auto}
.counts{width:auto;min-width:18rem}
.counts td,.counts thead th+th{text-align:right;font-variant-numeric:tabular-nums}
del,.facts .muted{color:var(--muted);text-decoration:none;font-size:.875rem}
ins{text-decoration:none}
.facts ins{font-weight:550}
@media (min-width:40.01rem){.facts td:not(:nth-of-type(3)) ins{white-space:nowrap}}
@media (max-width:40rem){body{padding:1.5rem 1rem}
.changes,.changes tbody,.changes tr,.changes th,.changes td{display:block}
.changes tbody tr{border-top:1px solid var(--line);padding:.5rem 0}
.changes th,.changes td{border:0;padding:0}
.changes .number{width:auto;text-align:left}
.facts{min-width:0}
.facts thead th{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.facts tr,.facts tbody th,.facts td{display:block;border:0;padding:0}
.facts tbody tr{border-top:1px solid var(--line);padding:.5rem 0}
.facts .same{display:none}
.label,.facts del,.facts ins{display:inline}}
@media print{body{max-width:none;padding:0}section.thing{break-inside:avoid-page}}
"""


def page(title: str, language: str, criteria: Criteria, parts: Iterable[str]) -> str:
    """A whole page around parts that are HTML already. Levels are ``.level-0`` and up."""
    style = _STYLE + _levels(criteria)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    inside = "\n".join(parts)
    return f"""\
<!DOCTYPE html>
<html lang="{text(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{text(title)}</title>
<style>{style}</style>
</head>
<body>
<main>
{inside}
</main>
</body>
</html>
"""


def text(words: str) -> str:
    """Words as text: nothing in them is markup, and no character in them steers anything."""
    return escape(visible(" ".join(words.split())), quote=True)


def _levels(criteria: Criteria) -> str:
    return "".join(
        f".level-{index}{{background:{colour.background};color:{colour.text}}}\n"
        for index, colour in enumerate(colours(criteria))
    )
