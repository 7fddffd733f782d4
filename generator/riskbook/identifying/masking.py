"""What a ticket is about, without what only this ticket has: numbers, dates, names of things.

Two tickets about the same problem differ in the machine's number, the day, the form of address.
With all of that taken away, many become equal to the letter, and the rest are easier to compare.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 2_000
"""Characters of a text that are compared."""

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec"
_OF_ONE_TICKET = (
    r"https?://\S+|www\.\S+",
    r"[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+",  # an e-mail address
    r"\\\\[\w.$\\-]+|(?<![a-z])[a-z]:\\\S+",  # a path of Windows
    r"(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}",  # the address of a network card
    r"[0-9]{2,4}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}[日号])?|[0-9]{1,2}月(?:[0-9]{1,2}[日号])?",
    r"[0-9]{1,2}[点时](?:[0-9]{1,2}分?|半)?",
    rf"[0-9]{{1,2}}(?:st|nd|rd|th)?\s+(?:{_MONTHS})[a-z]*\.?(?:\s+[0-9]{{4}})?",
    rf"(?<![a-z])(?:{_MONTHS})[a-z]*\.?\s+[0-9]{{1,2}}(?![0-9])",
    r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s*(?:am|pm)?|[0-9]{1,2}\s*(?:am|pm)(?![a-z])",
    r"(?<![a-z])(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|today|yesterday)(?![a-z])",
    r"(?<![a-z])this (?:morning|afternoon|evening|week)(?![a-z])",
    r"(?:周|星期|礼拜)[一二三四五六日天]|[今昨前]天|今早|昨晚|[上下中]午",
    r"(?<![a-z0-9])[a-z]{1,8}[-_/#]?[0-9]{3,}[a-z0-9-]*",  # INC0012345, pc-4512
    r"(?<![a-z0-9])(?=[a-f]*[0-9])[0-9a-f]{8,}(?![a-z0-9])",  # a number to the base of sixteen
    r"0x[0-9a-f]+|[0-9]+(?:[.,:/-][0-9]+)*",
)
_LOOK = r"(?:(?:看|处理|解决|核实)(?:一?下)?)?"
_WHOM = r"(?:all|team|there|colleagues|support|it|help ?desk|service ?desk|sir|madam)"
_POLITE = (
    rf"(?<![a-z])(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))(?: {_WHOM})*(?![a-z])",
    r"(?<![a-z])(?:many )?thank(?:s| you)(?: (?:a lot|so much|very much|in advance))?(?![a-z])",
    r"(?<![a-z])(?:(?:kind|best|warm) )?regards(?![a-z])|(?<![a-z])cheers(?![a-z])",
    r"(?<![a-z])(?:(?:can|could|would) (?:you|someone) )?(?:please|pls|plz|kindly)(?![a-z])",
    r"(?<![a-z])(?:as soon as possible|asap|urgent(?:ly)?)(?![a-z])",
    r"[您你]们?好",
    r"(?:各位|大家|领导|老师|客服|同事)+们?(?:早上)?好",
    r"(?:非常|万分|多)?(?:感谢|谢谢)(?:您|你|大家|支持|啦|了)?",
    r"请问一?下?|辛苦(?:您|你|大家)?了?",
    rf"(?:麻烦|烦请|恳请|还请|请)?(?:您|你|大家)?(?:尽快|协助|帮忙|麻烦)(?:您|你)?{_LOOK}",
)
_TAKEN = re.compile("|".join((*_OF_ONE_TICKET, *_POLITE)))
_BETWEEN = re.compile(r"[\W_]+")


def normal(text: str) -> str:
    """A text as it is compared: full width as half width, capitals as small, one space between."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def masked(text: str) -> str:
    """The words of a text that others about the same problem may share; "" where none are left.

    Of a very long text the first :data:`LONGEST` characters: below them stand quoted mails.
    """
    return _BETWEEN.sub(" ", _TAKEN.sub(" ", normal(text[:LONGEST]))).strip()
