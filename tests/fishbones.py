"""Fishbones to draw in tests: causes of every look, words of all kinds, any number of bones."""

from __future__ import annotations

from riskbook.picturing.fishbone_parts import Bone, Fish, Look, Phrase, Rib
from riskbook.picturing.flow_parts import FlowRisk

CAUSES = (
    "Switches of the branches run three versions of the firmware, and nobody knows which",
    "网点交换机固件版本不一，升级窗口长期排不上，兼容性问题只能靠重启临时恢复",
    "WWWWWW MMMMMM 150 %",
    "专线抖动",
    "Internationalisierungsbeauftragtenversammlung einberufen",
    "Nobody tests a client update against the old printers",
)
WHYS = (
    "No inventory names the firmware",
    "采购时没有约定兼容性测试，到货后直接上线",
    "The test lab was given up when the office moved, and no budget was asked for a new one",
)
CAPTIONS = {
    Look.PLAIN: "C{} · Not shown yet",
    Look.ROOT: "C{} · Root cause",
    Look.RULED_OUT: "C{} · Ruled out",
}
LOOKS = tuple(Look)


def a_risk(number: int) -> FlowRisk:
    level = number % 5
    return FlowRisk(
        text=f"R{number:03} · {('Low', 'Medium', 'High', 'Critical', 'Not assessed')[level]}",
        label=f"R{number:03}: a risk",
        href=f"../risks/R{number:03}.html",
        level=level if level < 4 else None,
    )


def a_rib(number: int) -> Rib:
    look = LOOKS[number % len(LOOKS)]
    return Rib(
        caption=CAPTIONS[look].format(number),
        cause=Phrase(CAUSES[number % len(CAUSES)], "zh" if number % len(CAUSES) in (1, 3) else ""),
        look=look,
        whys=tuple(Phrase(WHYS[(number + at) % len(WHYS)], "") for at in range(number % 4)),
        risks=tuple(a_risk(number + at) for at in range(number % 3 if look is Look.ROOT else 0)),
    )


def a_fish(*causes: int) -> Fish:
    """A fishbone with a bone for each number, which says how many causes the bone has."""
    before = [sum(causes[:at]) for at in range(len(causes))]
    return Fish(
        title="Fishbone of network-faults <b>",
        description="Causes & categories",
        head="Effect",
        effect=Phrase("One branch in five lost its network in the third quarter", ""),
        none="No cause named",
        bones=tuple(
            Bone(
                Phrase(("Value streams and processes", "组织和人员", "Machine")[at % 3], ""),
                tuple(a_rib(start + step) for step in range(1, count + 1)),
            )
            for at, (start, count) in enumerate(zip(before, causes, strict=True))
        ),
    )
