"""A dozen findings that are hard to show well, with the files that they are about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest

from riskbook.findings import Finding, Location, Severity, Span
from riskbook.reporting import Colour, Report, RulePage, Screen, read_rule_page
from riskbook.wording import Catalogue, read_catalogue, say

MESSAGES = Path(__file__).parents[3] / "site_templates" / "messages"

MAIL = "registers/service-desk/risks/R001-mail-outage.md"
CHANGE = "registers/service-desk/risks/R007-变更未经评审.md"
ORGANIZATION = "registers/organization.yml"
CRITERIA = "registers/criteria.yml"
HOSTILE = "registers/delivery/risks/R0`66`-<b>@everyone.md"

SOURCES = MappingProxyType(
    {
        MAIL: """\
---
id: R001
title: The mail service is down on a working day
status: open
owner: service-desk-lead
statement:
  cause: >
    The mail gateway runs on one machine,
    and nobody has tried the restart from backup
    since the migration.
    The vendor answers on working days only.
    The contract ends in March.
  event: The gateway stops accepting mail
  consequence: Tickets sent by mail are not seen
assessment:
  current:
    likelihood: 3
    impact: 4
    rationale: Two stops in the last year, both under four hours.
  target:
    likelihood: 4
    impact: 3
treatment:
  strategy: mitigate
  actions:
  - id: A1
    what: Put up a second gateway, with the restart written down, tried, and timed by somebody who \
was not there when it was built
    due: 2026-02-30
---
## Background

\tSee\tthe report of\tMarch, and RO12.
""",
        CHANGE: """\
---
id: R007
title: 紧急变更未经评审即上线
language: zh
category: 操作风险
owner: 服务台主管
statement:
  event: 值班工程师在高峰时段直接修改生产环境配置，未经变更委员会评审，也没有回退方案，\
一旦出错将影响所有在线客户的登录与支付，恢复时间无法预计
treatment: {strategy: 减少, rationale: 变更流程正在修订，}
""",
        ORGANIZATION: """\
departments:
  it: {name: IT services}
roles:
  risk-department: Risk department
  management:
""",
        HOSTILE: """\
---
id: R066
title: "::error::x \x1b[31mred\x1b[0m \u202egnp.exe <script>alert(1)</script> | `rm` @everyone #1"
---
""",
    }
)

ENGLISH = {
    "word.list-separator": ", ",
    "finding.above": "The target {axis}, {target}, is above the current one, {current}. A target"
    " says where the treatment leads, so it cannot be worse than today.",
    "hint.above": "Give the target a {axis} of {current} or less, or correct the current one.",
    "finding.date": "{written} is not a date of the calendar.",
    "hint.date": "Write a date as year-month-day, for example 2026-02-28.",
    "finding.unknown": "No {kind} is called {written}.",
    "hint.near": "Did you mean {near}?",
    "finding.cause": "The cause is longer than three sentences.",
    "finding.unclosed": "The front matter is not closed: the file ends before a line of three"
    " hyphens.",
    "hint.unclosed": "Put a line with --- below the last field.",
    "finding.event": "The event does not say which service it happens to.",
    "finding.role": "Nobody holds the role {role} on {day}.",
    "finding.criteria": "The level {level} stands in no cell of the matrix.",
    "finding.large": "The book has no folder for {path}.",
    "finding.hostile": "The title {title} holds markup.",
    "hint.hostile": "Write the title as plain words, without {title}.",
    "word.likelihood": "likelihood",
    "word.person": "person",
    "word.strategy": "strategy",
    "word.risk": "risk",
}
CHINESE = {
    "word.list-separator": "、",
    "finding.above": "目标{axis}（{target}）高于当前{axis}（{current}）。"
    "目标应是应对措施实施后预期达到的水平，不应比现状更差。",
    "hint.above": "将目标{axis}改为 {current} 或更低，或更正当前{axis}。",
    "finding.date": "{written} 不是有效日期。",
    "hint.date": "日期按“年-月-日”书写，例如 2026-02-28。",
    "finding.unknown": "没有名为“{written}”的{kind}。",
    "hint.near": "是否想写“{near}”？",
    "finding.cause": "原因超过三句话。",
    "finding.unclosed": "文件头没有结束：直到文件末尾都没有出现由三个连字符组成的行。",
    "hint.unclosed": "在最后一个字段下方加一行 ---。",
    "finding.event": "事件没有说明发生在哪项服务上。",
    "finding.role": "{day} 当天无人担任角色“{role}”。",
    "finding.criteria": "风险矩阵中没有任何单元格使用等级“{level}”。",
    "finding.large": "登记册中没有可放置 {path} 的文件夹。",
    "finding.hostile": "风险名称“{title}”含有标记。",
    "hint.hostile": "风险名称请用普通文字书写，不要包含“{title}”。",
    "word.likelihood": "发生概率",
    "word.person": "人员",
    "word.strategy": "应对策略",
    "word.risk": "风险",
}

TITLE = (
    "::error::x \x1b[31mred <script>alert(1)</script> | `rm` @everyone #1 ##[error]y"
    " [a](http://b.example) %0A $5"
)

FINDINGS = (
    Finding(
        "RB304",
        Severity.ERROR,
        say("finding.above", axis=say("word.likelihood"), target=4, current=3),
        Location(MAIL, Span(21, 17, 21, 18)),
        say("hint.above", axis=say("word.likelihood"), current=3),
        "R001",
        "assessment/target/likelihood",
    ),
    Finding(
        "RB105",
        Severity.ERROR,
        say("finding.date", written="2026-02-30"),
        Location(MAIL, Span(28, 10, 28, 20)),
        say("hint.date"),
        "R001",
        "treatment/actions/A1/due",
    ),
    Finding(
        "RB305",
        Severity.NOTE,
        say("finding.cause"),
        Location(MAIL, Span(7, 10, 13, 1)),
        None,
        "R001",
        "statement/cause",
    ),
    Finding(
        "RB405",
        Severity.WARNING,
        say("finding.event"),
        Location(MAIL, Span(27, 77, 27, 85)),
        None,
        "R001",
        "treatment/actions/A1/what",
    ),
    Finding(
        "RB202",
        Severity.ERROR,
        say("finding.unknown", kind=say("word.risk"), written="RO12"),
        Location(MAIL, Span(32, 33, 32, 37)),
        say("hint.near", near="R012"),
        "R001",
        "body",
    ),
    Finding(
        "RB202",
        Severity.ERROR,
        say("finding.unknown", kind=say("word.person"), written="服务台主管"),
        Location(CHANGE, Span(6, 8, 6, 13)),
        say("hint.near", near="service-desk-lead"),
        "R007",
        "owner",
    ),
    Finding(
        "RB108",
        Severity.ERROR,
        say("finding.unknown", kind=say("word.strategy"), written="减少"),
        Location(CHANGE, Span(9, 23, 9, 25)),
        say("hint.near", near="减轻"),
        "R007",
        "treatment/strategy",
    ),
    Finding(
        "RB301",
        Severity.WARNING,
        say("finding.event"),
        Location(CHANGE, Span(8, 52, 8, 59)),
        None,
        "R007",
        "statement/event",
    ),
    Finding(
        "RB003",
        Severity.ERROR,
        say("finding.unclosed"),
        Location(CHANGE, Span(10, 1, 10, 1)),
        say("hint.unclosed"),
        "R007",
    ),
    Finding(
        "RB206",
        Severity.WARNING,
        say("finding.role", role="management", day="2026-11-23"),
        Location(ORGANIZATION, Span(5, 3, 5, 13)),
        None,
        "",
        "#roles/management",
    ),
    Finding(
        "RB603",
        Severity.WARNING,
        say("finding.criteria", level="critical"),
        Location(CRITERIA, Span(40, 3, 40, 11)),
        None,
        "",
        "levels/critical",
    ),
    Finding(
        "RB009",
        Severity.WARNING,
        say("finding.large", path="registers/service-desk/notes/2026-11-20-meeting.md"),
        Location("registers/service-desk/notes/2026-11-20-meeting.md"),
    ),
    Finding(
        "RB113",
        Severity.ERROR,
        say("finding.hostile", title=TITLE),
        Location(HOSTILE, Span(3, 9, 3, 18)),
        say("hint.hostile", title=TITLE),
        "R066",
        "title",
    ),
)

PAGE = {
    "en": """\
# RB304 · target-above-current

The target is worse than today's assessment.

## What it checks

The likelihood and the impact of the `target` stage of every risk are **at most** those of its
`current` stage.

## Why it matters

A target is what the treatment is meant to reach. One above today's score says that:

- the treatment makes the risk worse, or
- the two stages were swapped when the file was written, which the matrix then shows as an arrow
  that points the wrong way.

See [the method](../guide/method.md) and [ISO 31000](https://www.iso.org/iso-31000).

## Bad

```yaml
assessment:
  current: {likelihood: 3, impact: 4}

  target: {likelihood: 4, impact: 3}
```

## Good

```yaml
assessment:
  current: {likelihood: 3, impact: 4}
  target: {likelihood: 2, impact: 3}
```
""",
    "zh": """\
# RB304 · target-above-current

目标评估比当前评估更差。

## 检查什么

每项风险的 `target`（目标）阶段，其发生概率和影响程度都**不得高于** `current`（当前）阶段的
相应评分。

## 为什么重要

目标是应对措施预期达到的水平。如果目标高于当前评分，说明：

- 应对措施反而使风险加剧；或者
- 编写文件时把两个阶段填反了，风险矩阵上的箭头因此指向错误的方向。

## 错误示例

```yaml
assessment:
  current: {likelihood: 3, impact: 4}
  target: {likelihood: 4, impact: 3}
```

## 正确示例

```yaml
assessment:
  current: {likelihood: 3, impact: 4}
  target: {likelihood: 2, impact: 3}
```
""",
}


def words(language: str) -> Catalogue:
    """The report's own words as they are shipped, and those of the synthetic findings."""
    shipped = read_catalogue(language, [(MESSAGES / language / "report.po").read_bytes()])
    own = {key: (entry,) for key, entry in {"en": ENGLISH, "zh": CHINESE}[language].items()}
    return Catalogue(language, {**shipped.entries, **own}, shipped.plural)


@pytest.fixture
def page_in() -> Callable[[str], RulePage]:
    return lambda language: read_rule_page(PAGE[language])


@pytest.fixture
def report_in(page_in: Callable[[str], RulePage]) -> Callable[..., Report]:
    """A report in a language: of the dozen findings, unless the test has its own."""

    def report(
        language: str = "en",
        findings: tuple[Finding, ...] = FINDINGS,
        width: int = 80,
        colour: Colour = Colour.NONE,
    ) -> Report:
        return Report(
            findings=findings,
            sources=SOURCES,
            catalogue=words(language),
            rule_pages={"RB304": page_in(language)},
            records=41,
            files=57,
            version="0.1.0",
            screen=Screen(width, colour),
        )

    return report
