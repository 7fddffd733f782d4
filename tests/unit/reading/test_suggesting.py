"""The key that was meant by a name, and the names of what there is to choose from."""

from __future__ import annotations

from riskbook.reading.resources import catalogue
from riskbook.reading.suggesting import Names, choices, known_in, suggestion
from riskbook.wording import Text, say

STATES: Names = {
    "open": Text((("en", "Open"), ("zh", "未完成"))),
    "done": Text((("en", "Done"), ("zh", "已完成"))),
}


def test_a_name_in_any_language_leads_to_its_key() -> None:
    assert suggestion("未完成", STATES, STATES) == say("hint.write", word="open")
    assert suggestion("OPEN", STATES, STATES) == say("hint.write", word="open")


def test_a_name_is_never_near_to_its_opposite() -> None:
    assert suggestion("完成", STATES, STATES) == say("hint.near-name", near="done", name="已完成")
    assert suggestion("未完", STATES, STATES) == say("hint.near-name", near="open", name="未完成")


def test_a_name_that_two_have_tells_nothing() -> None:
    twins = {key: Text.of("zh", "值班长") for key in ("day-lead", "night-lead")}
    assert suggestion("值班长", twins, twins) is None


def test_choices_are_named_where_the_reader_does_not_read_keys() -> None:
    hint = choices("天气", ["open", "done"], STATES)
    assert "open（未完成）、done（已完成）" in catalogue("zh").say(hint)
    assert catalogue("en").say(hint) == "It may be: open, done"


def test_steps_of_a_scale_are_named_in_the_readers_language() -> None:
    names = {"slight": Text((("en", "Slight"), ("zh", "轻微")))}
    hint = choices("天气", [1, "slight", "low", "低", 2, "minor", 3], names)
    assert catalogue("zh").say(hint) == "可以是：1（轻微）、2（minor）"
    assert catalogue("en").say(hint) == "It may be: 1 (slight), 2 (minor)"


def test_names_are_taken_from_data_that_are_not_sound() -> None:
    known = known_in(
        {"currency": ["CNY"]},
        {
            "categories": "operational",
            "likelihood": {"steps": [1, {"key": "rare", "name": "罕见"}]},
        },
        {
            "people": {"lead": {"name": {"zh": "主管", "en": 3}, "department": "it"}, "none": None},
            "roles": {"boss": ""},
        },
        {"services": {"desk": {"name": "Desk", "objectives": {"fast": "Fast"}}}},
    )
    assert known.currency == ""
    assert known.homes == {"desk": "", "lead": "it", "none": ""}
    assert known.names["categories"] == {}
    assert known.names["likelihood"] == {"rare": Text.of("", "罕见")}
    assert known.names["owner"] == {"lead": Text.of("zh", "主管")}
    assert known.names["objective"] == {"fast": Text.of("", "Fast")}
