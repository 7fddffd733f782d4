"""In which script words are written, as far as that tells a language."""

from __future__ import annotations

import re

_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile(r"[\u3040-\u30ff]")

MOSTLY = 0.5
"""The share of Han characters among letters above which a text is Chinese: Chinese prose keeps
foreign names in Latin letters, and each of their letters counts as much as a character."""

HARDLY = 0.05
"""The share below which a text is not Chinese: English prose may quote a Chinese name."""


def han_share(words: str) -> float | None:
    """The share of Han characters among the letters (0 to 1); None where there is no letter.

    Beside kana they write Japanese and count as any other letter.
    """
    letters = sum(map(str.isalpha, words))
    if not letters:
        return None
    return 0.0 if _KANA.search(words) else len(_HAN.findall(words)) / letters


def is_chinese(language: str) -> bool:
    """Whether a language tag is one of Chinese."""
    return language.partition("-")[0] == "zh"
