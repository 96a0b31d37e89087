"""PDFs: what they may not hold, what they cannot hide, and how long they may take."""

import io
import zlib

import fpdf
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.actions import JavaScript

from handlers.documents.files import Kind, UnsafeFile, inspect, text_of
from handlers.documents.files.pdf import inspect_pdf
from tests.made_files import outcome, page_of, pdf, pdf_of, picture, placed, stream, written

AGAIN = "Print it to a new PDF"
WORDS = b"BT /F1 12 Tf 50 700 Td (Audit of supervision) Tj ET"


def refusal(content: bytes) -> str:
    with pytest.raises(UnsafeFile) as caught:
        inspect(io.BytesIO(content), "a.pdf")
    return caught.value.message


def words(content: bytes) -> str:
    return "\n".join(text_of(io.BytesIO(content), Kind.PDF))


def readable(content: bytes) -> bool:
    return inspect(io.BytesIO(content), "a.pdf").readable


def copied(content: bytes) -> PdfWriter:
    return PdfWriter(clone_from=PdfReader(io.BytesIO(content)))


def with_script() -> bytes:
    writer = copied(pdf())
    writer.add_open_action(JavaScript("app.alert('hello')"))
    return written(writer)


def with_attachment() -> bytes:
    writer = copied(pdf())
    writer.add_attachment("children.csv", b"name,born")
    return written(writer)


def locked(user: str, owner: str) -> bytes:
    writer = copied(pdf())
    writer.encrypt(user, owner, algorithm="RC4-128")
    return written(writer)


@pytest.mark.parametrize(
    ("content", "advice"),
    [
        (with_script(), "script"),
        (with_attachment(), "other files"),
        (locked("secret", "secret"), "password"),
        (locked("", "owner"), "locked"),
        (page_of(WORDS, b"<</S/JavaScript/JS(app.alert\\(1\\))>>"), "script"),
        (page_of(WORDS, b"<</S/J#61vaScript>>"), "script"),
        (page_of(WORDS, b"<</S 7 0 R>>", b"/J#61vaScript"), "script"),
        (page_of(WORDS, b"[[<</A<</J#53(1)>>>>]]"), "script"),
        (page_of(WORDS, b"<</S/Launch/F(cmd.exe)>>"), "start programs"),
        (page_of(WORDS, b"<</S/L#61unch/F(cmd.exe)>>"), "start programs"),
        (page_of(WORDS, b"<</S/SubmitForm/F(https://example.org)>>"), "start programs"),
        (page_of(WORDS, b"<</S/GoToE/F(other.pdf)>>"), "start programs"),
        (page_of(WORDS, b"<</Type/Filespec/E#46<<>>>>"), "other files"),
        (page_of(WORDS, stream(b"x", b"/Type/Embedded#46ile")), "other files"),
        (page_of(WORDS, b"<</Subtype/FileAttachment>>"), "other files"),
        (page_of(WORDS, b"<</Subtype/Rich#4dedia>>"), "other files"),
        (page_of(WORDS, b"<</Subtype/Movie>>"), "other files"),
        (page_of(WORDS, b"<</XFA[(a) 5 0 R]>>"), "form"),
        (page_of(WORDS, trailer=b"/Encrypt<</Filter/Unknown>>"), ""),
        (
            page_of(WORDS, stream(picture(Kind.JPG, exif=placed()), b"/Subtype/Image/Filter/DCTDecode")),
            "where it was taken",
        ),
    ],
)
def test_what_runs_fetches_or_hides_is_refused(content: bytes, advice: str) -> None:
    message = refusal(content)

    assert advice in message
    assert "send" in message


def test_what_an_earlier_version_held_is_refused_as_well() -> None:
    before = page_of(WORDS, b"<</S/JavaScript/JS(1)>>")
    assert "script" in refusal(before.replace(b"6 0 obj", b"9 0 obj"))


def test_objects_packed_together_are_looked_into() -> None:
    packed = b"7 0 <</S/JavaScript/JS(1)>>"
    inside = stream(zlib.compress(packed), b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode")
    head = b"%PDF-1.7\n"
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 7 0 R>>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
        6: inside,
    }
    places = {}
    for number, content in objects.items():
        places[number] = len(head)
        head += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = [
        (0, 0, 0),
        *((1, places[n], 0) if n in places else (0, 0, 0) for n in range(1, 7)),
        (2, 6, 0),
        (1, len(head), 0),
    ]
    table = b"".join(bytes([kind]) + at.to_bytes(4) + bytes([index]) for kind, at, index in rows)
    keys = b"/Type/XRef/Size 9/W[1 4 1]/Root 1 0 R"
    whole = head + b"8 0 obj\n" + stream(table, keys) + b"\nendobj\nstartxref\n%d\n%%%%EOF" % len(head)

    assert "script" in refusal(whole)


@pytest.mark.parametrize("cut", [6, 30, 200])
def test_a_pdf_that_breaks_off_is_refused(cut: int) -> None:
    assert refusal(pdf()[:-cut])


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n%%EOF",
        pdf_of(b"<</Type/Catalog>>"),
        pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>", b"3 0 R"),
        pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", b"[" * 20_000),
        page_of(WORDS, b"<<" + b"/A<<" * 20_000),
        page_of(WORDS).replace(b"startxref\n", b"startxref\n9"),
        page_of(WORDS).replace(b"/Subtype/Type1", b"/Subtype/Type0/DescendantFonts[5 0 R]"),
        page_of(WORDS).replace(stream(WORDS), stream(zlib.compress(WORDS), b"/Filter/Fl")),
        page_of(WORDS).replace(stream(WORDS), stream(WORDS, b"/Filter[/JBIG2Decode/DCTDecode/JPXDecode]")),
    ],
)
def test_a_crooked_pdf_is_refused_or_holds_nothing(content: bytes) -> None:
    assert outcome(lambda: readable(content)).endswith(".")
    assert outcome(lambda: words(content)).endswith(".")


def forms(count: int, content: bytes) -> list[bytes]:
    """Forms that each show the next one ten times, and the last the first."""
    return [
        stream(content, b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (6 + (place + 1) % count))
        for place in range(count)
    ]


@pytest.mark.parametrize(
    "bomb",
    [
        page_of(b"/X Do " * 10, *forms(12, b"/X Do " * 10), resources=b"/XObject<</X 6 0 R>>"),
        page_of(b"BT /F1 1 Tf " + b"(a) Tj " * 100_000 + b"ET"),
        page_of(b"[" + b"1 " * 3_000_000 + b"] TJ"),
        pdf_of(
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[" + b"3 0 R " * 4_000 + b"]/Count 4000>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
            stream(b"BT /F1 1 Tf " + b"(words) Tj " * 2_000 + b"ET"),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        ),
    ],
    ids=["forms", "marks", "array", "pages"],
)
def test_a_pdf_made_to_take_for_ever_is_stopped(bomb: bytes) -> None:
    """Without a limit the worst of them draw a million million forms, or eight million words, before they answer."""
    with pytest.raises(UnsafeFile):
        inspect_pdf(bomb, seconds=0.05)


def test_a_form_that_draws_itself_is_read_to_its_end() -> None:
    assert inspect_pdf(page_of(b"/X Do", *forms(1, b"/X Do"), resources=b"/XObject<</X 6 0 R>>")) == (False, 0)


def test_any_pdf_is_stopped_once_its_time_is_up() -> None:
    assert inspect_pdf(pdf()) == (True, 0)
    assert "takes too long to check" in outcome(lambda: inspect_pdf(pdf(), seconds=0))


def test_a_stream_that_unpacks_to_too_much_is_stopped() -> None:
    packed = zlib.compress(bytes(200_000_000), 9)
    bomb = page_of(WORDS).replace(stream(WORDS), stream(packed, b"/Filter/FlateDecode"))
    assert refusal(bomb).endswith(".")


def test_words_on_pages_are_read_wherever_they_are() -> None:
    content = b"".join(
        b"BT /F1 12 Tf %s Td (%s) Tj ET " % (place, said)
        for place, said in (
            (b"50 700", b"Shown"),
            (b"50 -900", b"Outside"),
            (b"1 1 1 rg 50 600", b"White"),
            (b"3 Tr 50 500", b"Invisible"),
        )
    )
    form = stream(
        WORDS.replace(b"Audit of supervision", b"In a form"),
        b"/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F1 5 0 R>>>>",
    )
    found = words(page_of(content + b"q /X Do Q", form, resources=b"/XObject<</X 6 0 R>>"))

    for said in ("Shown", "Outside", "White", "Invisible", "In a form"):
        assert said in found


def test_words_beside_the_pages_are_read() -> None:
    xmp = b"<x><title>In its notes</title></x>"
    found = words(
        page_of(
            WORDS,
            b"<</Subtype/Text/Contents(A remark)/RC(<p>Rich remark</p>)>>",
            b"<</FT/Tx/T(Name of field)/V(Typed in a field)/DV(Before)/Opt[(First choice)(Second)]>>",
            b"<</Title(A bookmark)>>",
            b"<</Type/StructElem/S/Figure/Alt(A described picture)/ActualText(Actual)>>",
            b"<</Title(Its title)/Author(Amira)/Subject(Its subject)/CreationDate(D:20260501)/Own(Own property)>>",
            stream(xmp, b"/Type/Metadata/Subtype/XML"),
            b"<</Contents<feff0047007200f600df0065>>>",
            trailer=b"/Info 10 0 R",
        )
    )

    for said in ("A remark", "Rich remark", "Name of field", "Typed in a field", "Before", "First choice", "A bookmark",
                 "A described picture", "Actual", "Its title", "Amira", "Its subject", "Own property", "In its notes",
                 "Größe"):  # fmt: skip
        assert said in found
    assert "D:2026" not in found


def test_entities_in_the_notes_of_a_pdf_are_refused() -> None:
    notes = stream(b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", b"/Type/Metadata")
    with pytest.raises(UnsafeFile, match="entities"):
        words(page_of(WORDS, notes))


def test_a_page_is_readable_when_its_words_are_text() -> None:
    assert readable(page_of(WORDS))
    assert not readable(page_of(b"1 0 0 1 0 0 cm 0 0 m 9 9 l S\n" * 900))
    assert not readable(page_of(b"BT /F1 9 Tf (\\001\\002\\003\\004) Tj ET"))
    assert not readable(page_of(b"q /X Do Q", stream(b"x", b"/Subtype/Image"), resources=b"/XObject<</X 6 0 R>>"))


def test_a_page_without_words_is_readable_only_where_hardly_anything_is_drawn() -> None:
    assert readable(page_of(b"q Q"))
    assert readable(page_of(b"0 0 m 9 0 l 9 9 l 0 9 l S\n"))
    assert not readable(page_of(b"0 0 m 9 9 l 5 5 7 7 8 8 c S\n" * 20))


@pytest.mark.parametrize(
    ("drawn", "mask", "pictures"),
    [
        (b"q /X Do Q", b"/Subtype/Image/ImageMask true/Width 1240/Height 1754", 1),
        (b"q /X Do Q", b"/Subtype/Image/ImageMask true/Width 16/Height 16", 0),
        (b"q /X Do Q", b"/Subtype/Image/ImageMask true", 1),
        (b"q BI /W 400 /H 60 /BPC 1 ID xxxx EI Q", b"/Subtype/Other", 1),
    ],
)
def test_a_scan_is_a_picture_however_it_is_put_on_the_page(drawn: bytes, mask: bytes, pictures: int) -> None:
    content = page_of(drawn + WORDS, stream(b"x", mask), resources=b"/XObject<</X 6 0 R>>")
    assert inspect(io.BytesIO(content), "a.pdf").pictures == pictures


def test_a_real_report_is_readable_and_all_of_it_is_read() -> None:
    paper = fpdf.FPDF()
    paper.set_title("Supervision")
    for number in range(12):
        paper.add_page()
        paper.set_font("helvetica", size=11)
        paper.multi_cell(0, text=f"Page {number}. " + "Supervision happened every month in every team. " * 30)
    content = bytes(paper.output())
    found = words(content)

    assert readable(content)
    assert all(f"Page {number}." in found for number in range(12))
