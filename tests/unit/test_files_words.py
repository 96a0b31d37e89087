"""The words of Word and PowerPoint files: every place they can hide in, and what only looks like words."""

import io

import docx
import pptx
import pytest
from pptx.util import Inches

from handlers.documents.files import Kind
from tests.made_files import (
    MAIN,
    body,
    chunk,
    document,
    lines,
    office,
    picture,
    png_with,
    relation,
    relations,
    words,
)


def test_words_spread_over_runs_are_put_together() -> None:
    runs = "<w:r><w:t>Ja</w:t></w:r>\n <w:r><w:rPr><w:b/></w:rPr><w:t>ne</w:t></w:r><w:r><w:tab/><w:t>Smith</w:t></w:r>"
    assert "Jane Smith" in lines(body(f"<w:p>{runs}</w:p>"))


def test_the_cells_of_a_row_make_one_line() -> None:
    cells = "".join(f"<w:tc><w:p><w:r><w:t>{said}</w:t></w:r></w:p></w:tc>" for said in ("Jane", "", "3 May 2012"))
    table = f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>"
    assert "Jane | 3 May 2012" in lines(body(table))
    assert "Jane | 3 May 2012" in lines(body(table.replace("w:t", "a:t").replace("w:p>", "a:p>")))


def test_a_box_of_text_does_not_break_the_line_around_it() -> None:
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>In a box</w:t></w:r></w:p></w:txbxContent></w:pict>"
    found = lines(body(f"<w:p><w:r><w:t>Before</w:t></w:r><w:r>{box}</w:r><w:r><w:t> after</w:t></w:r></w:p>"))

    assert {"In a box", "Before after"} <= set(found)


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<w:p><w:del w:author='Amira'><w:r><w:delText>Deleted</w:delText></w:r></w:del></w:p>", "Deleted"),
        ("<w:p><w:del w:author='Amira'/></w:p>", "Amira"),
        ("<w:p><w:moveFrom><w:r><w:t>Moved</w:t></w:r></w:moveFrom></w:p>", "Moved"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Vanished</w:t></w:r></w:p>", "Vanished"),
        ("<w:p><w:r><w:instrText>AUTHOR Jane</w:instrText></w:r></w:p>", "AUTHOR Jane"),
        ("<w:p><w:r><w:drawing><wp:docPr name='Jane.jpg' descr='Outside' title='Our Jane'/></w:drawing></w:r></w:p>",
         "Jane.jpg\nOutside\nOur Jane"),
        ("<w:sdt><w:sdtPr><w:alias w:val='Name of child'/><w:tag w:val='tagged'/></w:sdtPr></w:sdt>",
         "Name of child\ntagged"),
        ("<w:ddList><w:listItem w:displayText='Shown' w:value='Valued'/></w:ddList>", "Shown\nValued"),
        ("<w:ffData><w:helpText w:val='Help'/><w:statusText w:val='State'/><w:default w:val='Given'/></w:ffData>",
         "Help\nState\nGiven"),
        ("<v:shape alt='Alternative'><v:textpath string='Watermark'/></v:shape>", "Alternative\nWatermark"),
        ("<m:oMath><m:r><m:t>Formula</m:t></m:r></m:oMath>", "Formula"),
        ("<w:p><w:hyperlink w:tooltip='Pointed at'/></w:p>", "Pointed at"),
    ],
)  # fmt: skip
def test_words_hidden_in_the_body_are_read(inside: str, said: str) -> None:
    assert set(said.splitlines()) <= set(lines(body(inside)))


@pytest.mark.parametrize(
    "name",
    ["word/header1.xml", "word/footer2.xml", "word/footnotes.xml", "word/endnotes.xml", "word/comments.xml",
     "word/glossary/document.xml", "word/diagrams/data1.xml", "ppt/notesSlides/notesSlide1.xml",
     "ppt/comments/comment1.xml", "xl/drawings/drawing1.xml", "xl/charts/chart1.xml", "anywhere/at all.xml"],
)  # fmt: skip
@pytest.mark.parametrize("kind", MAIN)
def test_no_part_is_left_out(kind: Kind, name: str) -> None:
    inside = "<w:comment w:author='Amira'><w:p><w:r><w:t>Hidden here</w:t></w:r></w:p></w:comment>"
    part = {name: document(inside)}
    assert {"Hidden here", "Amira"} <= set(lines(office(kind, part), kind))


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"docProps/core.xml": "<p:core><dc:title>Titled</dc:title><dc:creator>Amira</dc:creator></p:core>"},
         ["Titled", "Amira"]),
        ({"docProps/app.xml": "<app><Manager>Ben</Manager><Company>Partner</Company></app>"}, ["Ben", "Partner"]),
        ({"docProps/custom.xml": "<own><property name='Child'><vt:lpwstr>Jane</vt:lpwstr></property></own>"},
         ["Child", "Jane"]),
        ({"customXml/item1.xml": "<form><born>3 May 2012</born><Notes>Seen at home</Notes></form>"},
         ["3 May 2012", "Seen at home"]),
        ({"word/settings.xml": "<s><w:docVar w:name='case' w:val='Jane'/></s>"}, ["case", "Jane"]),
        ({"word/people.xml": "<s><w15:person w15:author='Amira'/></s>"}, ["Amira"]),
        ({"word/media/image1.svg": "<svg><title>Map</title><text>Beech House</text></svg>"}, ["Map", "Beech House"]),
        ({"word/media/image1.png": png_with(chunk(b"tEXt", b"Title\0Beech House"))}, ["Beech House"]),
        ({"a/_rels/b.rels": relations(relation("hyperlink", "mailto:jane@example.org", away=True))},
         ["mailto:jane@example.org"]),
        ({"xl/drawings/vmlDrawing1.vml": "<xml><v:textbox><br><font>Form label</font></v:textbox></xml>"},
         ["Form label"]),
        ({"ppt/tags/tag1.xml": "<t><p:tag name='CASE' val='Jane'/></t>"}, ["CASE", "Jane"]),
        ({"ppt/commentAuthors.xml": "<t><p:cmAuthor name='Amira'/></t>"}, ["Amira"]),
        ({"xl/pivotCache/pivotCacheRecords1.xml": "<r><s v='Jane'/><d v='2012-05-03T00:00:00'/></r>"},
         ["Jane", "2012-05-03T00:00:00"]),
        ({"xl/persons/person.xml": "<p><person displayName='Amira'/></p>"}, ["Amira"]),
        ({"xl/tables/table1.xml": "<t><tableColumn name='Name of child'/></t>"}, ["Name of child"]),
        ({"xl/threadedComments/t.xml": "<t><threadedComment><text>Is this Jane?</text></threadedComment></t>"},
         ["Is this Jane?"]),
    ],
)  # fmt: skip
def test_words_in_other_parts_are_read(part: dict[str, bytes | str], said: list[str]) -> None:
    assert set(said) <= set(lines(office(parts=part)))


def test_measures_that_programs_write_are_not_words() -> None:
    part = "<p><Words>43</Words><created>2026-05-01T09:00:00Z</created><posOffset>-12345</posOffset></p>"
    named = "<s xmlns:v='urn:x'><w:lsdException w:name='Table Grid 4'/></s>"
    found = words(office(parts={"docProps/app.xml": part, "word/styles.xml": named}))

    for noise in ("43", "2026", "12345", "Table Grid", "urn:x"):
        assert noise not in found


def test_a_real_document_is_read_whole() -> None:
    made, file = docx.Document(), io.BytesIO()
    made.add_heading("Supervision audit")
    made.add_paragraph("Twelve of fifteen files ").add_run("were good").bold = True
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Jane", "3 May 2012"
    made.sections[0].header.paragraphs[0].text = "Official"
    made.sections[0].footer.paragraphs[0].text = "Page foot"
    made.add_comment(made.paragraphs[1].runs, text="Is this right?", author="Amira")
    made.core_properties.subject = "Quarter one"
    made.save(file)

    found = lines(file.getvalue())

    assert {"Supervision audit", "Twelve of fifteen files were good", "Jane | 3 May 2012", "Official", "Page foot",
            "Is this right?", "Amira", "Quarter one"} <= set(found)  # fmt: skip


def test_a_real_presentation_is_read_whole() -> None:
    deck, file = pptx.Presentation(), io.BytesIO()
    for hidden in (False, True):
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        assert slide.shapes.title is not None
        slide.shapes.title.text = f"Slide {hidden}"
    slide = deck.slides[1]
    slide._element.set("show", "0")
    notes = slide.notes_slide.notes_text_frame
    assert notes is not None
    notes.text = "What the speaker says"
    shape = slide.shapes.add_picture(io.BytesIO(picture(Kind.PNG)), 0, 0)
    shape._element._nvXxPr.cNvPr.set("descr", "A described picture")
    table = slide.shapes.add_table(1, 2, 0, 0, Inches(4), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Jane", "3 May 2012"
    deck.core_properties.comments = "A property"
    deck.save(file)

    assert {"Slide False", "Slide True", "What the speaker says", "A described picture", "Jane | 3 May 2012",
            "A property"} <= set(lines(file.getvalue(), Kind.PPTX))  # fmt: skip
