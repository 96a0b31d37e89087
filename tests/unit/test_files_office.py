"""What an Office file may not hold, each refused with a way out, and what it may."""

import io
from typing import Any

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from handlers.documents.files import Inspected, Kind, UnsafeFile, inspect
from tests.made_files import (
    DOCUMENT,
    MAIN,
    OLE,
    office,
    office_parts,
    pdf,
    picture,
    placed,
    relation,
    relations,
    word,
    zipped,
)

MS = "application/vnd.ms-"
MACRO_MAIN = {
    Kind.DOCX: f"{MS}word.document.macroEnabled.main+xml",
    Kind.XLSX: f"{MS}excel.sheet.macroEnabled.main+xml",
    Kind.PPTX: f"{MS}powerpoint.presentation.macroEnabled.main+xml",
}
XML = "<a xmlns:w='w'/>"


def looked_at(content: bytes, kind: Kind = Kind.DOCX) -> Inspected:
    return inspect(io.BytesIO(content), f"evidence.{kind}")


def refusal(content: bytes, kind: Kind = Kind.DOCX) -> str:
    with pytest.raises(UnsafeFile) as caught:
        looked_at(content, kind)
    assert "send" in caught.value.message.casefold()
    return caught.value.message


@pytest.mark.parametrize(
    ("kind", "noun", "macro"),
    [
        (Kind.DOCX, "a Word document", ".docm"),
        (Kind.XLSX, "an Excel workbook", ".xlsm"),
        (Kind.PPTX, "a PowerPoint presentation", ".pptm"),
    ],
)
def test_a_macro_document_under_a_plain_name_is_refused(kind: Kind, noun: str, macro: str) -> None:
    for content in (
        office(kind, main=MACRO_MAIN[kind]),
        office(kind, {"word/vbaProject.bin": OLE}),
        office(kind, {"word/VBAPROJECT.bin": b"x"}),
        office(kind, {"word/other.xml": XML}, {"word/other.xml": f"{MS}office.vbaProject"}),
        office(kind, {"a/_rels/b.xml.rels": relations(relation("vbaProject", "x.bin"))}),
    ):
        message = refusal(content, kind)
        assert message.startswith(f"That is {noun} with macros ({macro})")
        assert f".{kind} or as a PDF" in message


@pytest.mark.parametrize("what", ["macrosheet", "intlmacrosheet"])
def test_macros_of_old_excel_are_macros(what: str) -> None:
    sheet = {"xl/macrosheets/sheet1.xml": XML}
    assert "macros" in refusal(office(Kind.XLSX, sheet), Kind.XLSX)
    moved = office(Kind.XLSX, {"xl/worksheets/sheet1.xml": XML}, {"xl/worksheets/sheet1.xml": f"{MS}excel.{what}+xml"})
    assert "macros" in refusal(moved, Kind.XLSX)


@pytest.mark.parametrize(
    ("main", "advice"),
    [
        (f"{MS}excel.sheet.binary.macroEnabled.main", ".xlsb"),
        (f"{DOCUMENT}wordprocessingml.template.main+xml", "template"),
        (f"{DOCUMENT}presentationml.slideshow.main+xml", "slide show"),
        ("text/plain", "damaged"),
    ],
)
def test_other_main_parts_are_refused(main: str, advice: str) -> None:
    assert advice in refusal(office(main=main))


@pytest.mark.parametrize(
    ("parts", "advice"),
    [
        ({"word/embeddings/oleObject1.bin": OLE}, "another file inside"),
        ({"word/embeddings/Microsoft_Excel_Sheet.xlsx": zipped({"a": "b"})}, "another file inside"),
        ({"word/afchunk.mht": b"x"}, "another file inside"),
        ({"word/afchunk.html": "<p>"}, "another file inside"),
        ({"word/stray.bin": b"x"}, "another file inside"),
        ({"word/run.exe": b"MZ"}, "another file inside"),
        ({"word/activeX/activeX1.xml": XML}, "ActiveX"),
        ({"xl/externalLinks/externalLink1.xml": XML}, "Break Link"),
        ({"xl/model/item.data": b"x"}, "data model"),
        ({"word/media/image1.png": zipped({"a": "b"})}, "hidden inside"),
        ({"word/media/image1.emf": OLE}, "hidden inside"),
        ({"word/media/image1.gif": b"MZ\x90"}, "hidden inside"),
        ({"word/media/image1.jpg": pdf()}, "hidden inside"),
        ({"word/fonts/font1.odttf": b"Rar!\x1a"}, "hidden inside"),
        ({"word/custom.xml": b"MZ\x90"}, "damaged"),
        ({"word/custom.xml": b""}, "damaged"),
        ({"word/custom.xml": "<!DOCTYPE a><a/>"}, "entities"),
        ({"word/custom.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'.encode("utf-16")}, "entities"),
        ({"word/custom.xml": b" " * 65_530 + b"<!DOCTYPE a><a/>"}, "entities"),
        ({"word/media/image1.jpeg": picture(Kind.JPG, exif=placed())}, "where it was taken"),
        ({"word/media/image1.png": picture(Kind.PNG, exif=placed())}, "where it was taken"),
    ],
)
@pytest.mark.parametrize("kind", MAIN)
def test_parts_that_run_fetch_or_hide_are_refused(kind: Kind, parts: dict[str, bytes | str], advice: str) -> None:
    assert advice in refusal(office(kind, parts), kind)


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (f"{DOCUMENT}oleObject", "another file inside"),
        (f"{DOCUMENT}package", "another file inside"),
        (f"{MS}office.activeX+xml", "ActiveX"),
        (f"{DOCUMENT}spreadsheetml.externalLink+xml", "Break Link"),
        (f"{DOCUMENT}spreadsheetml.connections+xml", "Queries & Connections"),
    ],
)
def test_parts_are_refused_for_what_they_are_declared_to_be(content: str, advice: str) -> None:
    assert advice in refusal(office(parts={"a/b.xml": XML}, types={"a/b.xml": content}))


@pytest.mark.parametrize(
    ("tie", "advice"),
    [
        (relation("oleObject", "x.bin"), "another file inside"),
        (relation("package", "x.xlsx"), "another file inside"),
        (relation("aFChunk", "x.xml"), "another file inside"),
        (relation("control", "x.xml"), "ActiveX"),
        (relation("externalLinkPath", "file:///C:/a.xlsx", away=True), "Break Link"),
        (relation("connections", "connections.xml"), "Queries & Connections"),
        (relation("image", "https://example.org/seen.png", away=True), "Break Link"),
        (relation("video", "https://example.org/a.mp4", away=True), "fetches something"),
        (relation("frame", "https://example.org", away=True), "fetches something"),
        (relation("mailMergeSource", "file:///C:/children.xlsx", away=True), "fetches something"),
        (relation("attachedTemplate", "https://example.org/a.dotm", away=True), "fetches its template"),
        (relation("attachedTemplate", "\\\\server\\share\\a.dotm", away=True), "fetches its template"),
        (relation("attachedTemplate", "file://server/share/a.dotm", away=True), "fetches its template"),
        (relation("attachedTemplate", "file:////server/share/a.dotm", away=True), "fetches its template"),
        (relation("attachedTemplate", "file:///\\\\server\\a.dotm", away=True), "fetches its template"),
        (relation("attachedTemplate", "file:///%5C%5Cserver/a.dotm", away=True), "fetches its template"),
    ],
)
def test_ties_to_what_runs_or_lies_elsewhere_are_refused(tie: str, advice: str) -> None:
    assert advice in refusal(office(parts={"word/_rels/settings.xml.rels": relations(tie)}))


@pytest.mark.parametrize(
    "tie",
    [
        relation("hyperlink", "https://www.gov.uk/ofsted", away=True),
        relation("hyperlink", "mailto:lead@example.gov.uk", away=True),
        relation("attachedTemplate", "file:///C:\\Users\\amira\\Templates\\Council.dotx", away=True),
        relation("attachedTemplate", "file:///Users/amira/Council.dotx", away=True),
        relation("attachedTemplate", "C:/Templates/Council.dotx", away=True),
        relation("attachedTemplate", "Council.dotx", away=True),
        relation("image", "media/image1.png"),
    ],
)
def test_ties_that_fetch_nothing_are_kept(tie: str) -> None:
    assert looked_at(office(parts={"word/_rels/document.xml.rels": relations(tie)})).kind is Kind.DOCX


def test_the_workbook_behind_a_chart_is_found_in_a_real_presentation() -> None:
    deck, file = pptx.Presentation(), io.BytesIO()
    data: Any = CategoryChartData()  # type: ignore[no-untyped-call]  # python-pptx leaves it untyped
    data.categories = ["North", "South"]
    data.add_series("Visits", (10, 20))
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, Inches(1), Inches(1), Inches(5), Inches(3), data)
    deck.save(file)

    assert "behind a chart" in refusal(file.getvalue(), Kind.PPTX)


def test_what_word_puts_beside_the_words_is_kept() -> None:
    found = looked_at(
        office(
            parts={
                "word/media/image1.png": picture(Kind.PNG),
                "word/media/image2.emf": b"\x01\x00\x00\x00" + bytes(80),
                "word/media/film.mp4": b"\x00\x00\x00\x18ftypmp42" + bytes(80),
                "docProps/thumbnail.jpeg": picture(Kind.JPG),
                "word/fonts/font1.odttf": bytes(range(1, 100)),
                "word/printerSettings/printerSettings1.bin": b"printer",
                "package/services/metadata/core-properties/a.psmdcp": XML,
                "word/media/image3.svg": "<svg/>",
            }
        )
    )

    assert (found.readable, found.pictures) == (True, 4 - 1)


def test_a_file_named_after_the_wrong_office_program_is_named_rightly() -> None:
    assert "says it is an Excel workbook, but it is a Word document" in refusal(word(), Kind.XLSX)


def test_the_part_that_office_opens_decides_and_not_what_lies_beside_it() -> None:
    macro = {"word/real.xml": MACRO_MAIN[Kind.DOCX]}
    ties = relations(relation("officeDocument", "word/real.xml"))
    assert "macros" in refusal(office(parts={"word/real.xml": XML, "_rels/.rels": ties}, types=macro))


@pytest.mark.parametrize(
    "ties",
    [
        relations(),
        relations(relation("officeDocument", "word/gone.xml")),
        relations(relation("officeDocument", "word/document.xml"), relation("officeDocument", "word/document.xml")),
        "<Relationships>",
    ],
)
def test_a_file_without_one_part_to_open_is_refused(ties: str) -> None:
    assert "damaged" in refusal(office(parts={"_rels/.rels": ties}))


def test_a_zip_file_is_not_an_office_file() -> None:
    assert "zip file" in refusal(zipped({"readme.txt": "hello"}))
    assert "OpenDocument" in refusal(zipped({"mimetype": "application/vnd.oasis.opendocument.text"}))
    without = office_parts()
    del without["_rels/.rels"]
    assert "damaged" in refusal(zipped(without))


def test_a_locked_or_old_office_file_is_refused() -> None:
    assert "password" in refusal(OLE + bytes(2_000))
