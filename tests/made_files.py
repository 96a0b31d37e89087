"""Files made for tests: real ones by the libraries that people's programs resemble, crooked ones by hand."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from datetime import date

import docx
import fpdf
import openpyxl
import pptx
from PIL import Image
from pypdf import PdfWriter

from handlers.documents.files import Kind, UnsafeFile, text_of

DOCUMENT = "application/vnd.openxmlformats-officedocument."
MAIN = {
    Kind.DOCX: ("word/document.xml", f"{DOCUMENT}wordprocessingml.document.main+xml"),
    Kind.XLSX: ("xl/workbook.xml", f"{DOCUMENT}spreadsheetml.sheet.main+xml"),
    Kind.PPTX: ("ppt/presentation.xml", f"{DOCUMENT}presentationml.presentation.main+xml"),
}
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def outcome(step: Callable[[], object]) -> str:
    """What a person is told: that a file is kept, or why not."""
    try:
        step()
    except UnsafeFile as refusal:
        return refusal.message
    return "Kept."


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def relation(kind: str, target: str, *, away: bool = False) -> str:
    mode = ' TargetMode="External"' if away else ""
    return f'<Relationship Id="r{abs(hash(target))}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'


def relations(*each: str) -> str:
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{package}">{"".join(each)}</Relationships>'


def document(inside: str) -> str:
    return f"<w:document xmlns:w='w' xmlns:v='v'><w:body>{inside}</w:body></w:document>"


def office_parts(
    kind: Kind = Kind.DOCX,
    parts: Mapping[str, bytes | str] | None = None,
    types: Mapping[str, str] | None = None,
    main: str = "",
) -> dict[str, bytes | str]:
    """The parts of a small Office file; `parts` are added or replace what is there."""
    name, content = MAIN[kind]
    declared = {name: main or content, **(types or {})}
    overrides = "".join(f'<Override PartName="/{part}" ContentType="{what}"/>' for part, what in declared.items())
    defaults = "".join(
        f'<Default Extension="{end}" ContentType="{what}"/>'
        for end, what in (("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "text/xml"))
    )
    return {
        "[Content_Types].xml": f"<Types>{defaults}{overrides}</Types>",
        "_rels/.rels": relations(relation("officeDocument", name)),
        name: document("<w:p><w:r><w:t>Audit of supervision</w:t></w:r></w:p>"),
        **(parts or {}),
    }


def office(
    kind: Kind = Kind.DOCX,
    parts: Mapping[str, bytes | str] | None = None,
    types: Mapping[str, str] | None = None,
    main: str = "",
) -> bytes:
    return zipped(office_parts(kind, parts, types, main))


def word(*said: str) -> bytes:
    file, made = io.BytesIO(), docx.Document()
    for line in said or ("Audit of supervision",):
        made.add_paragraph(line)
    made.save(file)
    return file.getvalue()


def workbook() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Audit", "Cases", "Month"])
    sheet.append(["Supervision", 43, date(2026, 5, 1)])
    book.save(file)
    return file.getvalue()


def slides(*titles: str) -> bytes:
    deck, file = pptx.Presentation(), io.BytesIO()
    for title in titles or ("Audit of supervision",):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        assert slide.shapes.title is not None
        slide.shapes.title.text = title
    deck.save(file)
    return file.getvalue()


def pdf(*said: str) -> bytes:
    paper = fpdf.FPDF()
    paper.add_page()
    paper.set_font("helvetica", size=11)
    for line in said or ("Audit of supervision",):
        paper.cell(text=line, new_x="LMARGIN", new_y="NEXT")
    return bytes(paper.output())


def written(pdf_writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    pdf_writer.write(file)
    return file.getvalue()


def pdf_of(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    at = out.index(b"xref\n0 ")
    return out + b"trailer\n<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, at)


def stream(content: bytes, keys: bytes = b"") -> bytes:
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (keys, len(content), content)


def page_of(content: bytes, *more: bytes, resources: bytes = b"", trailer: bytes = b"") -> bytes:
    """A PDF of one page with the usual font; `more` are its objects from 6 on."""
    return pdf_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>%s>>>>"
        % resources,
        stream(content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *more,
        trailer=trailer,
    )


def picture(kind: Kind, *, size: tuple[int, int] = (4, 3), exif: Image.Exif | None = None) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, {Kind.PNG: "PNG", Kind.JPG: "JPEG"}[kind], exif=exif or Image.Exif())
    return file.getvalue()


def placed() -> Image.Exif:
    """The notes of a photograph taken at a known place."""
    notes = Image.Exif()
    notes[0x8825] = {1: "N", 2: (53.0, 47.0, 30.0), 3: "W", 4: (1.0, 45.0, 10.0)}
    return notes


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_with(*chunks: bytes) -> bytes:
    """A PNG picture with more chunks before its end."""
    plain = picture(Kind.PNG)
    return plain[:-12] + b"".join(chunks) + plain[-12:]


def jpeg_with(*segments: tuple[int, bytes]) -> bytes:
    """A JPEG picture with more segments after its beginning."""
    plain = picture(Kind.JPG)
    added = b"".join(b"\xff" + bytes([mark]) + struct.pack(">H", len(body) + 2) + body for mark, body in segments)
    return plain[:2] + added + plain[2:]


def words(content: bytes, kind: Kind = Kind.DOCX) -> str:
    return "\n".join(text_of(io.BytesIO(content), kind))


def lines(content: bytes, kind: Kind = Kind.DOCX) -> list[str]:
    return words(content, kind).splitlines()


def body(inside: str) -> bytes:
    return office(parts={"word/document.xml": document(inside)})


def sheet_of(rows: str, **parts: str) -> bytes:
    """A workbook of one sheet with these rows; `parts` are its styles and shared words."""
    named_types = ("worksheets/sheet1", "worksheet"), ("styles", "styles"), ("sharedStrings", "sharedStrings")
    types = {f"xl/{name}.xml": f"{DOCUMENT}spreadsheetml.{what}+xml" for name, what in named_types}
    named = {f"xl/{name}.xml": content for name, content in parts.items()}
    sheet = {"xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>"}
    return office(Kind.XLSX, {**named, **sheet}, types)
