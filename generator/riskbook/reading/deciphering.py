"""Numbers, dates and lengths of time as people write them, in the form that a file takes.

Only what can mean one thing is answered; where an author may have meant two, the answer is "".
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal

_POWERS = {"十": 1, "百": 2, "千": 3, "k": 3, "万": 4, "萬": 4, "亿": 8, "億": 8}
"""Words that multiply the number before them, by their power of ten.

Left out is what has more than one meaning: m, b, and the w that some write for 万.
"""

_MARKS: Mapping[str, tuple[str, ...]] = {
    "CNY": ("¥", "元", "元整", "块", "块钱", "圆", "人民币", "rmb", "yuan"),
    "EUR": ("€", "欧元", "euro", "euros"),
    "GBP": ("£", "英镑", "pounds"),
    "HKD": ("$", "hk$", "港元", "港币"),
    "JPY": ("¥", "円", "日元", "yen"),
    "TWD": ("$", "nt$", "元", "新台币"),
    "USD": ("$", "us$", "美元", "dollars"),
}
"""What may stand beside an amount instead of the currency's code. A mark of another currency than
the book's makes the amount another one."""

_HIGHEST = 20
"""A power of ten above all that an amount is written with."""

_HAN_DIGITS = str.maketrans("零〇一二两三四五六七八九", "001223456789")
_NUMBER = r"(?:[0-9]{1,3}(?:[ ,_'][0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
_TERM = re.compile(rf"({_NUMBER}) *([{''.join(_POWERS)}]*) *")

_YEAR_FIRST = re.compile(r"([0-9]{4}) *[-/.年] *([0-9]{1,2}) *[-/.月] *([0-9]{1,2}) *[日号]?")
_EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2}) *[-/.] *([0-9]{1,2}) *[-/.] *([0-9]{4})")
_DAY_MONTH = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th)?[ .-]*([a-z]{3,9})[ .,-]*([0-9]{4})")
_MONTH_DAY = re.compile(r"([a-z]{3,9})[ .-]*([0-9]{1,2})(?:st|nd|rd|th)?[ .,]+([0-9]{4})")
_CLOCK = re.compile(r"[t ] *[0-9]{1,2}:[0-9]{2}.*\Z")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip

_SPAN = re.compile(r"([0-9]{1,4}) *个? *([^\W\d_]+)")
_UNITS: Mapping[str, tuple[str, ...]] = {
    "minute": ("分钟", "分", "min", "mins"),
    "hour": ("小时", "钟头", "hr", "hrs"),
    "day": ("天", "日"),
    "week": ("周", "星期", "礼拜"),
    "month": ("月",),
    "year": ("年", "yr", "yrs"),
}


def number_meant(written: str, currency: str) -> str:
    """A number without separators, words or marks: ``5万``, ``1,234 元``, ``¥ 5k``.

    ``currency`` is the book's (ISO 4217).
    """
    plain = _without_marks(_plain(written), (currency.casefold(), *_MARKS.get(currency, ())))
    minus = plain.startswith("-")
    amount = _amount(plain.removeprefix("-").translate(_HAN_DIGITS))
    if amount is None:
        return ""
    return f"{'-' if minus else ''}{amount:f}"


def _without_marks(plain: str, marks: Iterable[str]) -> str:
    for mark in sorted(filter(None, marks), key=len, reverse=True):
        plain = plain.removeprefix(mark).removesuffix(mark).strip()
    return plain


def _amount(plain: str) -> Decimal | None:
    """The sum of terms such as ``3万`` and ``5千``, each of a lower power than the one before."""
    total, ceiling, place = Decimal(0), _HIGHEST, 0
    while place < len(plain):
        term = _TERM.match(plain, place)
        if term is None:
            return None
        power = _power(term[2])
        if power is None or power >= ceiling or (place and not power):
            return None  # 5万8 may be 58000 or 50008
        total += Decimal(re.sub(r"[ ,_']", "", term[1])).scaleb(power)
        ceiling, place = power, term.end()
    if not place:
        return None
    return total.normalize() if ceiling else total


def _power(words: str) -> int | None:
    """The power of ten of ``万`` or ``百万``; None where the words do not go together."""
    powers = [_POWERS[word] for word in words]
    return sum(powers) if powers == sorted(set(powers)) and len(words) < 4 else None


def day_meant(written: str) -> str:
    """A day as ``2026-05-01``: ``2026年5月1日``, ``2026/5/1``, ``1 May 2026``, ``25.12.2026``."""
    plain = _CLOCK.sub("", _plain(written))
    if found := _YEAR_FIRST.fullmatch(plain) or _EIGHT_DIGITS.fullmatch(plain):
        return _day(found[1], found[2], found[3])
    if found := _YEAR_LAST.fullmatch(plain):
        first, second = int(found[1]), int(found[2])
        if first > 12 or first == second:
            return _day(found[3], second, first)
        return _day(found[3], first, second) if second > 12 else ""
    if found := _DAY_MONTH.fullmatch(plain):
        return _day(found[3], _month(found[2]), found[1])
    if found := _MONTH_DAY.fullmatch(plain):
        return _day(found[3], _month(found[1]), found[2])
    return ""


def last_day_of_month(written: str) -> str:
    """The last day of the month of a day that does not exist: 2026-11-30 for ``2026年11月31日``."""
    plain = _CLOCK.sub("", _plain(written))
    found = _YEAR_FIRST.fullmatch(plain) or _EIGHT_DIGITS.fullmatch(plain)
    if not found or not 29 <= int(found[3]) <= 31 or _day(found[1], found[2], found[3]):
        return ""
    days = (_day(found[1], found[2], day) for day in (30, 29, 28))
    return next(filter(None, days), "")


def _day(year: str | int, month: str | int, day: str | int) -> str:
    try:
        found = dt.date(int(year), int(month), int(day))
    except ValueError:
        return ""
    return found.isoformat() if found.year >= 1000 else ""


def _month(word: str) -> int:
    """1 to 12 for a month's English name or its first letters; 0, which no month is, for others."""
    named = [place for place, name in enumerate(_MONTHS, 1) if name.startswith(word)]
    return named[0] if len(named) == 1 else 9 * (word == "sept")


def span_meant(written: str) -> str:
    """A length of time as ``15 minutes``: ``15分钟``, ``3 个月``, ``2 hrs``."""
    found = _SPAN.fullmatch(_plain(written))
    if not found:
        return ""
    for unit, words in _UNITS.items():
        if found[2] in (unit, f"{unit}s", *words):
            count = int(found[1])
            return f"{count} {unit}" if count == 1 else f"{count} {unit}s"
    return ""


def _plain(written: str) -> str:
    """Without full-width forms, capitals, and space around."""
    return " ".join(unicodedata.normalize("NFKC", written).casefold().split())
