"""The order of names in lists."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskbook.wording.collation import collation


def in_order(language: str, *names: str) -> list[str]:
    """The names as a list has them, whatever order they come in."""
    mixed = list(names)
    random.Random(7).shuffle(mixed)  # noqa: S311  # any order will do
    return sorted(mixed, key=collation(language))


@pytest.mark.parametrize(
    "names",
    [
        ("财务部", "客户服务部", "人力资源部", "信息技术部", "质量部"),
        ("阿", "艾", "曹", "陈", "丁", "欧阳", "王", "吴", "夏", "张", "郑", "左"),
        ("银河", "银行"),  # hé, xíng: by the character, as browsers have it, although it is háng
        ("重庆", "崇明", "重量"),  # chóng, chóng, zhòng: the city is read in its own way
        ("第2章", "第10章"),
        ("9 号服务器", "王", "Alpha"),  # numbers, Chinese, then Latin letters
        ("张", "张三", "张三丰", "张四"),
        ("䶮", "杨"),  # a rare character of names, Extension A
        ("吴", "㐂", "𠮷"),  # whose readings are not known: behind
    ],
)
def test_chinese_is_by_pinyin(names: tuple[str, ...]) -> None:
    assert in_order("zh", *names) == list(names)


@pytest.mark.parametrize("language", ["en", "pl", "zh"])
@pytest.mark.parametrize(
    "names",
    [
        ("R2", "R002a", "R10"),
        ("a", "A", "á", "b", "B"),
        ("Ærø", "afar", "Łódź", "Lodzer"),
        ("e-mail", "E-mail", "email"),
        ("IT support", "ITIL"),
        ("10 000", "9000000"),
        ("", " ", "–", "?", "1", "a"),
    ],
)
def test_letters_go_without_case_and_accents_and_numbers_by_value(
    language: str, names: tuple[str, ...]
) -> None:
    assert in_order(language, *names) == list(names)


def test_other_languages_have_chinese_last() -> None:
    assert in_order("en", "Zulu", "一", "重", "Ω") == ["Zulu", "Ω", "一", "重"]


def test_a_full_width_form_is_as_its_narrow_twin() -> None:
    key = collation("zh")
    assert key("Ｒ１０")[0] == key("R10")[0]


def test_digits_of_any_length_are_a_number() -> None:
    long = "9" * 5000
    assert in_order("en", f"{long}0", long, "0" * 6000 + "8") == [
        "0" * 6000 + "8",
        long,
        f"{long}0",
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
@given(names=st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=8)))
def test_any_texts_can_be_sorted(language: str, names: list[str]) -> None:
    key = collation(language)
    first = sorted(map(key, names))
    assert first == sorted(map(key, reversed(names)))


def test_nothing_is_read_before_the_first_chinese_name() -> None:
    """``--help`` and an English list do without the table of readings."""
    code = (
        "from riskbook.wording import collation\n"
        "collation.collation('zh')('plain')\n"
        "assert collation._pinyin.cache_info().currsize == 0\n"
        "collation.collation('zh')('中')\n"
        "assert collation._pinyin.cache_info().currsize == 1\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
