"""Bow-ties to draw in tests: every state of a barrier, words of all kinds, any number of ways."""

from __future__ import annotations

from riskbook.picturing.bow_tie_parts import SOUND, Barrier, BowTie, Headings, Way

TITLES = (
    "将升级工单移交给二线服务台，并在十五分钟内向客户说明原因、预计恢复时间和后续联系人",
    "Escalate the case to the second-line service desk, and tell the customer why it takes longer",
    "WWWWWW MMMMMM 150 %",
    "结单归档",
    "Internationalisierungsbeauftragtenversammlung einberufen",
    "On-call phone",
)
STATES = (SOUND, "planned", "retired", "unproven", "failed", "")
HEADINGS = Headings(
    "Causes", "Prevented by", "Event", "Recovered by", "Consequences", "No barrier 没有屏障"
)


def a_barrier(number: int, **changes: str) -> Barrier:
    state = STATES[number % len(STATES)]
    given = {
        "caption": f"C{number:03} · {state.capitalize()}" if state else "",
        "title": TITLES[number % len(TITLES)],
        "language": "zh" if number % len(TITLES) in (0, 3) else "",
        "href": f"../controls/C{number:03}.html" if state else "",
        "state": state,
    }
    return Barrier(**{**given, **changes})


def a_way(key: str, barriers: int) -> Way:
    number = sum(map(ord, key))
    return Way(
        key,
        TITLES[number % len(TITLES)],
        "",
        tuple(a_barrier(number + index) for index in range(barriers)),
    )


def a_bow_tie(causes: tuple[int, ...], consequences: tuple[int, ...]) -> BowTie:
    """A bow-tie whose ways have so many barriers each."""
    return BowTie(
        title="Bow-tie of R001 <b>",
        description="Causes & consequences",
        headings=HEADINGS,
        event=TITLES[1],
        language="",
        causes=tuple(a_way(f"CA{number}", count) for number, count in enumerate(causes, 1)),
        consequences=tuple(
            a_way(f"CO{number}", count) for number, count in enumerate(consequences, 1)
        ),
    )
