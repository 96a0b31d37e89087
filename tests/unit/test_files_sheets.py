"""The words of workbooks: rows as a person sees them, and all that a person would not see."""

import io
from datetime import date, datetime

import openpyxl
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation

from handlers.documents.files import Kind
from tests.made_files import lines, sheet_of


def real_workbook() -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Audits"
    sheet.append(["Name", "Born", "NHS number", "Share", "When"])
    when = datetime(2026, 5, 1, 9, 30)  # noqa: DTZ001  because a workbook knows no time zones
    sheet.append(["Jane Smith", date(2012, 5, 3), 9434765919, 0.30000000000000004, when])
    sheet["A1"].comment = Comment("A remark", "Amira")
    sheet["F2"] = '=IF(A2="Jane","Known child","")'
    assert sheet.oddHeader is not None
    sheet.oddHeader.left.text = "Head of sheet"
    listed = DataValidation(type="list", formula1='"North,South"', promptTitle="Pick", prompt="Pick a team")
    sheet.add_data_validation(listed)
    listed.add("G1")
    sheet["H1"].hyperlink = "https://example.org/jane"
    for state in ("hidden", "veryHidden"):
        more = book.create_sheet(f"Sheet {state}")
        more.sheet_state = state
        more["A1"] = f"Words {state}"
    sheet.row_dimensions[2].hidden = True
    book.properties.keywords = "a keyword"
    book.save(file)
    return file.getvalue()


def test_a_real_workbook_is_read_whole() -> None:
    found = lines(real_workbook(), Kind.XLSX)

    assert any(line.startswith("Jane Smith | 03/05/2012 | 9434765919 | 0.3 | 01/05/2026") for line in found)
    for said in (
        "A remark",
        "Amira",
        "Known child",
        "Head of sheet",
        "North,South",
        "Pick a team",
        "https://example.org/jane",
        "Words hidden",
        "Words veryHidden",
        "Sheet veryHidden",
        "a keyword",
    ):
        assert any(said in line for line in found), said


def test_days_are_shown_as_days_however_a_workbook_counts_them() -> None:
    formats = "<numFmt numFmtId='164' formatCode='dd\\/mm\\/yyyy'/><numFmt numFmtId='165' formatCode='0.0 \"days\"'/>"
    shown = "".join(f"<xf numFmtId='{number}'/>" for number in (0, 164, 165, 166, 14))
    styles = (
        f"<styleSheet><numFmts>{formats}<numFmt numFmtId='166' formatCode='[Red]mm:ss'/></numFmts>"
        f"<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs><cellXfs>{shown}</cellXfs></styleSheet>"
    )
    cells = "".join(f"<c s='{style}'><v>41032</v></c>" for style in (0, 1, 2, 3, 4, 9))
    strange = "<row><c s='1'><v>x</v></c><c s='1'><v>-5</v></c><c s='1'><v>9e99</v></c><c s='-1'><v>7</v></c></row>"
    sheet = sheet_of(f"<row>{cells}</row>{strange}", styles=styles)
    in_1904 = sheet_of(f"<row>{cells}</row>", styles=styles, workbook="<workbook><workbookPr date1904='1'/></workbook>")

    assert "41032 | 03/05/2012 | 41032 | 41032 | 03/05/2012 | 41032" in lines(sheet, Kind.XLSX)
    assert "x | -5 | 9e99 | 7" in lines(sheet, Kind.XLSX)
    assert "41032 | 04/05/2016 | 41032 | 41032 | 04/05/2016 | 41032" in lines(in_1904, Kind.XLSX)


def test_shared_words_are_put_back_in_their_cells_and_those_left_behind_are_read_too() -> None:
    shared = "<sst><si><t>Jane</t></si><si/><si><r><t>Sm</t></r><r><t>ith</t></r></si><si><t>Left behind</t></si></sst>"
    cells = "".join(f"<c t='s'><v>{number}</v></c>" for number in (0, 1, 2, 99, -1, "x"))
    inline = "<row><c t='inlineStr'><is><t>In place</t></is></c><c t='str'><f>A1</f><v>Worked out</v></c></row>"
    found = lines(sheet_of(f"<row>{cells}</row>{inline}", sharedStrings=shared), Kind.XLSX)

    assert {"Jane | Smith", "In place | Worked out", "Left behind"} <= set(found)
