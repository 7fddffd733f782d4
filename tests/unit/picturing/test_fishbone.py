"""The drawing of a fishbone: what stands where, what is a link, what shows the look of a cause."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from fishbones import CAPTIONS, a_fish, a_rib
from riskbook.picturing.fishbone import fishbone
from riskbook.picturing.fishbone_layout import PAGE, TEXT, lay_out
from riskbook.picturing.fishbone_parts import Bone, Fish, Look, Phrase

SVG = "{http://www.w3.org/2000/svg}"


def drawn(fish: Fish) -> ET.Element:
    return ET.fromstring(fishbone(fish))  # noqa: S314  # our own


def one(look: Look, cause: str = "Only one specialist") -> Fish:
    """A fishbone with a single cause, of this look."""
    rib = a_rib(2)._replace(
        look=look, caption=CAPTIONS[look], cause=Phrase(cause, ""), whys=(), risks=()
    )
    return a_fish(0)._replace(bones=(Bone(Phrase("People", ""), (rib,)),))


def test_bones_stand_in_pairs_and_lead_to_the_head() -> None:
    layout = lay_out(a_fish(1, 2, 3, 1, 0))
    joints = [limb.joint for limb in layout.limbs]
    assert joints[0] == joints[1] < joints[2] == joints[3] < joints[4] < layout.head.x
    sides = ["above" if limb.y < layout.spine else "below" for limb in layout.limbs]
    assert sides == ["above", "below", "above", "below", "above"]
    middle = layout.head.y + layout.head.height / 2
    assert middle == pytest.approx(layout.spine)


def test_causes_stand_left_of_their_bone_in_their_order() -> None:
    layout = lay_out(a_fish(4, 4))
    for limb in layout.limbs:
        tops = [spot.y for spot in limb.spots]
        assert tops == sorted(tops)
        assert all(spot.end > 0 for spot in limb.spots)


def test_text_is_as_broad_as_the_page_lets_it_be() -> None:
    few, many = lay_out(a_fish(2, 2)), lay_out(a_fish(*[2] * 8))
    assert few.limbs[0].name.width > many.limbs[0].name.width
    assert many.width <= PAGE
    assert lay_out(a_fish(*[2] * 12)).limbs[0].name.width > min(TEXT)


def test_it_says_what_it_is() -> None:
    svg = drawn(a_fish(1))
    told = {element.get("id"): element.text for element in svg.iter() if element.get("id")}
    assert svg.get("role") == "group"
    assert told[svg.get("aria-labelledby")] == "Fishbone of network-faults <b>"
    assert told[svg.get("aria-describedby")] == "Causes & categories"


def test_what_is_ruled_out_is_struck_through_and_says_so() -> None:
    def struck(fish: Fish) -> list[str]:
        return [
            "".join(part.itertext())
            for part in drawn(fish).iter(f"{SVG}g")
            if part.get("text-decoration") == "line-through"
        ]

    assert struck(one(Look.RULED_OUT)) == ["Only one specialist"]
    assert not struck(one(Look.ROOT))
    assert not struck(one(Look.PLAIN))


def test_each_look_is_told_without_colour() -> None:
    """A root cause has a thick rib with a knot, one that is ruled out is struck, words say both."""
    looks = set()
    for look in Look:
        svg = drawn(one(look))
        thick = [path for path in svg.iter(f"{SVG}path") if path.get("stroke-width") == "3"]
        looks.add((len(thick), "line-through" in fishbone(one(look))))
        assert CAPTIONS[look] in "".join(svg.itertext())
    assert looks == {(1, False), (2, False), (1, True)}


def test_risks_are_links_and_nothing_else_is() -> None:
    fish = a_fish(5, 5)
    risks = [risk for bone in fish.bones for rib in bone.ribs for risk in rib.risks]
    links = list(drawn(fish).iter(f"{SVG}a"))
    assert [link.get("href") for link in links] == [risk.href for risk in risks]
    assert [link.get("aria-label") for link in links] == [risk.label for risk in risks]
    levels = ["none" if risk.level is None else str(risk.level) for risk in risks]
    assert [link.get("class") for link in links] == [f"flow-risk level-{each}" for each in levels]


def test_a_bare_bone_says_that_it_is() -> None:
    assert "No cause named" in "".join(drawn(a_fish(1, 0)).itertext())
    assert "No cause named" not in "".join(drawn(a_fish(1, 1)).itertext())


def test_a_text_in_another_language_says_so() -> None:
    fish = a_fish(1)._replace(effect=Phrase("网络中断", "zh"), bones=())
    fish = fish._replace(bones=one(Look.PLAIN).bones)
    marked = [part for part in drawn(fish).iter() if part.get("lang") == "zh"]
    assert ["".join(part.itertext()) for part in marked] == ["网络中断"]


def test_nothing_that_is_written_can_run() -> None:
    hostile = '"><script>alert(1)</script>'
    rib = a_rib(4)
    risk = rib.risks[0]._replace(text=hostile, label=hostile, href=hostile)
    wrong = Phrase(hostile, hostile)
    rib = rib._replace(caption=hostile, cause=wrong, whys=(wrong,), risks=(risk,))
    fish = a_fish(1)._replace(
        title=hostile, head=hostile, effect=wrong, bones=(Bone(wrong, (rib,)),)
    )
    assert "<script" not in fishbone(fish)
    names = {element.tag.removeprefix(SVG) for element in drawn(fish).iter()}
    assert names == {"svg", "title", "desc", "path", "g", "text", "a", "rect"}


def test_it_keeps_the_content_security_policy() -> None:
    svg = drawn(a_fish(5, 5, 0))
    assert not [element for element in svg.iter() if element.get("style")]
    assert not list(svg.iter(f"{SVG}style"))


def test_it_is_light() -> None:
    assert len(fishbone(a_fish(2, 3, 1, 2, 2)).encode()) < 9_000
