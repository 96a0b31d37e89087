"""What a file is, is decided by what is in it; what its name says has to agree."""

import hashlib
import io

import fpdf
import pytest
from PIL import Image
from typing_extensions import override

from handlers.documents.files import LARGEST, Inspected, Kind, TooLarge, UnsafeFile, inspect
from tests.made_files import OLE, office, pdf, picture, slides, word, workbook, zipped

REAL = {
    Kind.PDF: pdf(),
    Kind.DOCX: word(),
    Kind.XLSX: workbook(),
    Kind.PPTX: slides(),
    Kind.PNG: picture(Kind.PNG),
    Kind.JPG: picture(Kind.JPG),
    Kind.TXT: b"Audit of supervision\n",
    Kind.CSV: b"audit,cases\r\nsupervision,43\r\n",
}
PICTURES = {Kind.PNG, Kind.JPG}
PLAIN = {Kind.TXT, Kind.CSV}


def looked_at(content: bytes, name: str) -> Inspected:
    return inspect(io.BytesIO(content), name)


def refusal(content: bytes, name: str) -> str:
    with pytest.raises(UnsafeFile) as caught:
        looked_at(content, name)
    return caught.value.message


@pytest.mark.parametrize("kind", list(Kind))
def test_each_kind_is_known_measured_and_hashed(kind: Kind) -> None:
    found = looked_at(REAL[kind], f"evidence.{kind}")

    assert found.kind is kind
    assert found.size == len(REAL[kind])
    assert found.sha256 == hashlib.sha256(REAL[kind]).hexdigest()
    assert found.readable is (kind not in PICTURES)


@pytest.mark.parametrize(("name", "kind"), [("A.PDF", Kind.PDF), ("b.JPEG", Kind.JPG), ("c.tsv", Kind.CSV)])
def test_names_may_be_written_otherwise(name: str, kind: Kind) -> None:
    assert looked_at(REAL[kind], name).kind is kind


@pytest.mark.parametrize("real", list(Kind))
@pytest.mark.parametrize("claimed", list(Kind))
def test_no_kind_passes_under_the_name_of_another(real: Kind, claimed: Kind) -> None:
    if real is claimed or {real, claimed} == PLAIN:
        return  # text with commas in it is text, and nobody can tell
    message = refusal(REAL[real], f"evidence.{claimed}")

    assert claimed.noun in message
    assert "Send the original" in message


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\x00" + bytes(300),
        b"\x7fELF\x02\x01\x01" + bytes(300),
        b"#!/bin/sh\nrm -rf ~\n",
        b"<html><script>alert(1)</script></html>",
        b"  <!DOCTYPE html><p>hello",
        b"plan,owner\r\n<ScRiPt src=x></script>,Amira\r\n",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><a/>",
        b"{\\rtf1 hello}",
        b"%!PS-Adobe-3.0",
        b"GIF89a" + bytes(40),
        b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(40),
        b"Rar!\x1a\x07\x00" + bytes(40),
        b"7z\xbc\xaf'\x1c" + bytes(40),
        b"\x1f\x8b\x08\x00" + bytes(40),
        zipped({"readme.txt": "hello"}),
        OLE + bytes(600),
        b"Sent on\nContent-Transfer-Encoding: BASE64\n\naGVsbG8=\n",
        "=cmd\x00".encode("utf-16-le"),
        b"\x81\x8d\x8f",
    ],
    ids=range(20),
)
@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_else_passes_under_any_name(content: bytes, kind: Kind) -> None:
    assert refusal(content, f"evidence.{kind}").endswith(".")


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("plan.docm", "macros"),
        ("plan.xlsb", "macros"),
        ("plan.doc", ".docx"),
        ("plan.odt", ".docx"),
        ("report.msg", "Save the e-mail as a PDF"),
        ("report.eml", "Save the e-mail as a PDF"),
        ("IMG_1.HEIC", "JPEG or PNG"),
        ("logo.svg", "JPEG or PNG"),
        ("all.zip", "one by one"),
        ("setup.exe", "Save it as a PDF"),
        ("page.html", "Save it as a PDF"),
        ("no name at all", "Save it as a PDF"),
        ("report.pdf.exe", "I keep PDF, Word"),
        ("report\u202efdp.exe", "I keep PDF, Word"),
        ("", "I keep PDF, Word"),
    ],
)
def test_a_kind_that_is_not_kept_is_refused_with_a_way_out(name: str, advice: str) -> None:
    assert advice in refusal(REAL[Kind.PDF], name)


def test_an_empty_file_is_refused() -> None:
    assert "empty" in refusal(b"", "a.txt")


def test_a_file_over_the_limit_is_refused_without_reading_to_its_end() -> None:
    class Endless(io.BytesIO):
        given = 0

        @override
        def read(self, size: int | None = -1, /) -> bytes:
            assert size is not None
            assert size > 0
            self.given += size
            return b"a" * size

    endless = Endless()
    with pytest.raises(TooLarge):
        inspect(endless, "a.txt")
    assert endless.given <= LARGEST + 2_000_000


def test_a_file_at_the_limit_is_taken() -> None:
    assert looked_at(b"word " * (LARGEST // 5), "a.txt").size == LARGEST


@pytest.mark.parametrize(
    "content",
    ["Größe – “fine”".encode(), "Größe".encode("cp1252"), "\ufeffname".encode(), "größe".encode("utf-16")],
)
def test_text_may_be_in_any_encoding_that_can_be_told(content: bytes) -> None:
    assert looked_at(content, "a.csv").readable


@pytest.mark.parametrize("joined", [REAL[Kind.PDF] + zipped({"a": "b"}), REAL[Kind.PDF] + b"x" * 2_000])
def test_a_pdf_with_another_file_joined_to_it_is_refused(joined: bytes) -> None:
    assert "joined" in refusal(joined, "a.pdf")


@pytest.mark.parametrize("kind", [Kind.DOCX, Kind.XLSX, Kind.PPTX])
def test_an_office_file_after_a_pdf_is_refused(kind: Kind) -> None:
    assert refusal(REAL[Kind.PDF] + REAL[kind], f"a.{kind}")
    assert refusal(REAL[Kind.PDF] + REAL[kind], "a.pdf")
    assert refusal(REAL[kind] + REAL[Kind.PDF], f"a.{kind}")


def test_a_document_of_nothing_but_a_picture_is_kept_but_not_readable() -> None:
    body = (
        "<w:document xmlns:w='w'><w:body><w:p><wp:docPr name='Picture 1' descr='A form'/></w:p></w:body></w:document>"
    )
    parts: dict[str, bytes | str] = {"word/document.xml": body, "word/media/image1.png": picture(Kind.PNG)}

    found = looked_at(office(parts=parts), "a.docx")

    assert (found.readable, found.pictures) == (False, 1)


def test_a_scanned_pdf_is_kept_but_not_readable() -> None:
    paper = fpdf.FPDF()
    for _ in range(2):
        paper.add_page()
        paper.image(Image.effect_noise((200, 200), 40), w=180)
    found = looked_at(bytes(paper.output()), "scan.pdf")

    assert not found.readable
    assert found.pictures


def test_a_scan_with_a_line_stamped_on_it_is_not_readable_either() -> None:
    paper = fpdf.FPDF()
    paper.set_font("helvetica", size=11)
    paper.add_page()
    paper.image(Image.effect_noise((200, 200), 40), w=180)
    paper.cell(text="Page 1 of 1")

    assert not looked_at(bytes(paper.output()), "scan.pdf").readable


def test_a_long_page_with_a_small_picture_is_readable() -> None:
    paper = fpdf.FPDF()
    paper.set_font("helvetica", size=11)
    paper.add_page()
    paper.image(Image.effect_noise((20, 20), 40), w=10)
    paper.multi_cell(0, text="Supervision happens every month in all teams. " * 10)

    assert looked_at(bytes(paper.output()), "report.pdf").readable
