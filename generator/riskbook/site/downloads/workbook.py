"""A workbook (Office Open XML, ECMA-376) from its sheets: one file, the same bytes each time.

A library would take several times as long for the largest books, because it makes an object of
every cell; see ADR 26.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from riskbook.site.downloads.packing import Packed, archive, pack
from riskbook.site.downloads.sheet import Sheet, attribute
from riskbook.site.downloads.styles import Styles

MOST_CHARACTERS = 32_767
"""Characters that a cell can hold."""

_HEAD = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""What XML cannot hold, not even escaped."""

_CONTROLS = bytes({*range(32)} - {*b"\t\n\r"})

_SEPARATOR = "\x01"

_ESCAPED = re.compile(rb"_(?=x[0-9A-Fa-f]{4}_)")
"""What a reader of the format would take for an escaped character."""

_WRITTEN = (
    (b"&", b"&amp;"),
    (b"<", b"&lt;"),
    (b">", b"&gt;"),
    (b"\r", b"_x000D_"),
    ("\u00a0".encode(), b" "),  # whoever filters by a value types common spaces
    (_SEPARATOR.encode(), b"</t></si><si><t>"),
)
"""What stands for what between the texts and in them."""


class Properties(NamedTuple):
    """What a workbook says of itself; ``day`` is the day that its figures are of."""

    title: str
    language: str
    day: date
    maker: str


def workbook(
    sheets: Sequence[Sheet], styles: Styles, texts: Sequence[Packed], properties: Properties
) -> bytes:
    """The file. ``texts`` is the table of texts (:func:`packed_texts`), piece by piece."""
    head = pack(_HEAD)
    parts = _parts(sheets, styles, texts, properties)
    return archive((name, (head, *pieces)) for name, pieces in parts)


def _parts(
    sheets: Sequence[Sheet], styles: Styles, texts: Sequence[Packed], properties: Properties
) -> Iterator[tuple[str, Sequence[Packed]]]:
    """Name and content of each file in the archive; the types come first."""
    first = {
        "[Content_Types].xml": _types(len(sheets)),
        "_rels/.rels": _relations(_WHOLE),
        "docProps/core.xml": _core(properties),
        "docProps/app.xml": _app(properties),
        "xl/workbook.xml": _book(sheets),
        "xl/_rels/workbook.xml.rels": _relations(_parts_of_book(len(sheets))),
        "xl/styles.xml": styles.xml(),
    }
    for name, content in first.items():
        yield name, (pack(content.encode()),)
    table = (pack(f'<sst xmlns="{_MAIN}">'.encode()), *texts, pack(b"</sst>"))
    yield "xl/sharedStrings.xml", table
    for place, sheet in enumerate(sheets, start=1):
        yield f"xl/worksheets/sheet{place}.xml", sheet.body
        if sheet.relations:
            yield f"xl/worksheets/_rels/sheet{place}.xml.rels", sheet.relations


def escaped(text: str) -> str:
    """A text as XML has it."""
    sound = _FORBIDDEN.sub("", text)
    return sound.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sheet_name(words: str) -> str:
    """A name that Excel takes for a sheet: up to 31 characters, and none that it forbids."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", words).strip(" '")
    return plain[:31].rstrip(" '") or "-"


def packed_texts(texts: Sequence[str]) -> Packed:
    """A piece of the table of texts.

    They are escaped all at once, which is quicker by far than one by one.
    """
    joined = _SEPARATOR.join(texts)
    longest = max(map(len, texts), default=0)
    if longest > MOST_CHARACTERS or not _is_sound(joined, len(texts)):
        joined = _SEPARATOR.join(_FORBIDDEN.sub("", text)[:MOST_CHARACTERS] for text in texts)
    whole = joined.encode()
    if b"_x" in whole:
        whole = _ESCAPED.sub(b"_x005F_", whole)
    for mark, written in _WRITTEN:
        whole = whole.replace(mark, written)
    return pack(b"<si><t>" + whole + b"</t></si>" if texts else b"")


def _is_sound(joined: str, count: int) -> bool:
    """Whether there is nothing in the texts that XML cannot hold, but for what separates them."""
    try:
        encoded = joined.encode()
    except UnicodeEncodeError:  # half of a character
        return False
    rest = encoded.translate(None, _CONTROLS)
    separators = max(count - 1, 0)
    return (
        len(encoded) - len(rest) == separators and "\ufffe" not in joined and "\uffff" not in joined
    )


def _types(sheets: int) -> str:
    parts = [("/xl/workbook.xml", f"{_TYPE}.sheet.main+xml")]
    parts += [
        (f"/xl/worksheets/sheet{place}.xml", f"{_TYPE}.worksheet+xml")
        for place in range(1, sheets + 1)
    ]
    parts += [
        ("/xl/styles.xml", f"{_TYPE}.styles+xml"),
        ("/xl/sharedStrings.xml", f"{_TYPE}.sharedStrings+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        (
            "/docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        ),
    ]
    overrides = "".join(
        f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


_WHOLE = (
    (f"{_OFFICE}/relationships/officeDocument", "xl/workbook.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
)
"""What the archive holds."""


def _parts_of_book(sheets: int) -> list[tuple[str, str]]:
    parts = [("worksheet", f"worksheets/sheet{place}.xml") for place in range(1, sheets + 1)]
    parts += [("styles", "styles.xml"), ("sharedStrings", "sharedStrings.xml")]
    return [(f"{_OFFICE}/relationships/{kind}", target) for kind, target in parts]


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _app(properties: Properties) -> str:
    return (
        f'<Properties xmlns="{_OFFICE}/extended-properties">'
        f"<Application>{escaped(properties.maker)}</Application></Properties>"
    )


def _core(properties: Properties) -> str:
    day = f"{properties.day.isoformat()}T00:00:00Z"
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escaped(properties.title)}</dc:title>"
        f"<dc:creator>{escaped(properties.maker)}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}</dcterms:modified>'
        f"<dc:language>{escaped(properties.language)}</dc:language></cp:coreProperties>"
    )


def _book(sheets: Sequence[Sheet]) -> str:
    listed = "".join(
        f'<sheet name={attribute(sheet.name)} sheetId="{place}" r:id="rId{place}"/>'
        for place, sheet in enumerate(sheets, start=1)
    )
    filters = [
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">'
        f"{escaped(quoted_name(sheet.name))}!{sheet.filtered}</definedName>"
        for place, sheet in enumerate(sheets)
        if sheet.filtered
    ]
    heads = [
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{place}">'
        f"{escaped(quoted_name(sheet.name))}!$1:$1</definedName>"
        for place, sheet in enumerate(sheets)
        if sheet.filtered
    ]
    names = "".join([*filters, *heads])
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships">'
        "<workbookPr/>"
        '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800"'
        ' windowHeight="15000" activeTab="0"/></bookViews>'
        f"<sheets>{listed}</sheets>"
        + (f"<definedNames>{names}</definedNames>" if names else "")
        + "</workbook>"
    )


def quoted_name(name: str) -> str:
    """A sheet's name as references have it."""
    doubled = name.replace("'", "''")
    return f"'{doubled}'"
