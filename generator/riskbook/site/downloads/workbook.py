"""A workbook (Office Open XML, ECMA-376) from its sheets: one file, the same bytes each time.

A library would take several times as long for the largest books, because it makes an object of
every cell; see ADR 26.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from riskbook.site.downloads.sheet import Sheet, Strings, attribute
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

_THEN = (1980, 1, 1, 0, 0, 0)
"""The date of every part within the file: the earliest that a ZIP archive knows."""

_FAST = 1
"""Deflate's quickest level: a third faster than the usual one, and a tenth larger."""


@dataclass(frozen=True, slots=True)
class Properties:
    """What a workbook says of itself; ``day`` is the day that its figures are of."""

    title: str
    language: str
    day: date
    maker: str


def workbook(
    sheets: Sequence[Sheet], styles: Styles, strings: Strings, properties: Properties
) -> bytes:
    """The file."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in _parts(sheets, styles, strings, properties):
            info = zipfile.ZipInfo(name, _THEN)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # or the file would say on which system it was made
            archive.writestr(info, _HEAD + content, compresslevel=_FAST)
    return stream.getvalue()


def _parts(
    sheets: Sequence[Sheet], styles: Styles, strings: Strings, properties: Properties
) -> Iterator[tuple[str, bytes]]:
    """Name and content of each file in the archive; the types come first."""
    yield "[Content_Types].xml", _types(len(sheets)).encode()
    yield "_rels/.rels", _relations(_WHOLE).encode()
    yield "docProps/core.xml", _core(properties).encode()
    yield "docProps/app.xml", _app(properties).encode()
    yield "xl/workbook.xml", _book(sheets).encode()
    yield "xl/_rels/workbook.xml.rels", _relations(_parts_of_book(len(sheets))).encode()
    yield "xl/styles.xml", styles.xml().encode()
    yield "xl/sharedStrings.xml", _shared(strings.texts)
    for place, sheet in enumerate(sheets, start=1):
        yield f"xl/worksheets/sheet{place}.xml", sheet.body.encode()
        if sheet.targets:
            yield f"xl/worksheets/_rels/sheet{place}.xml.rels", _hyperlinks(sheet.targets).encode()


def escaped(text: str) -> str:
    """A text as XML has it."""
    sound = _FORBIDDEN.sub("", text)
    return sound.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def sheet_name(words: str) -> str:
    """A name that Excel takes for a sheet: up to 31 characters, and none that it forbids."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", words).strip(" '")
    return plain[:31].rstrip(" '") or "-"


def _shared(texts: Sequence[str]) -> bytes:
    """The table of texts. They are escaped all at once, which is quicker by far than one by one."""
    joined = _SEPARATOR.join(texts)
    longest = max(map(len, texts), default=0)
    if longest > MOST_CHARACTERS or not _is_sound(joined, len(texts)):
        joined = _SEPARATOR.join(_FORBIDDEN.sub("", text)[:MOST_CHARACTERS] for text in texts)
    whole = joined.encode()
    if b"_x" in whole:
        whole = _ESCAPED.sub(b"_x005F_", whole)
    for mark, written in _WRITTEN:
        whole = whole.replace(mark, written)
    table = b"<si><t>" + whole + b"</t></si>" if texts else b""
    head = f'<sst xmlns="{_MAIN}" uniqueCount="{len(texts)}">'
    return b"".join((head.encode(), table, b"</sst>"))


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


def _hyperlinks(targets: Sequence[str]) -> str:
    kind = f"{_OFFICE}/relationships/hyperlink"
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target={attribute(target)}'
        ' TargetMode="External"/>'
        for number, target in enumerate(targets, start=1)
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
