"""Lists of named children as spreadsheets, tables and forms write them, and lists of other things."""

import io

import pytest

from handlers.documents.files import inspect, text_of
from models.rules.identifiers import Certainty, IdentifierKind, check
from models.rules.identifiers.guard import MOST_KEPT
from tests.made_files import office

REFUSED = (
    "Name,Age\nJayden Smith,7\nKayleigh Brown,9",
    "Name,Age,School\nJayden Smith,7,Netherhall",
    "Child,Placement\nJayden Smith,Fostering",
    "Name\tAge\nJayden Smith\t7",
    "Child;Year group\nJayden Smith;4",
    "Name | Age\nJayden Smith | 7",
    "Name, Age\nXan Peverell, 7",
    "Pupil,Year group\nKofi A,4",
    "First name,DOB\nJayden,03/04/2009",
    '"Name","Age"\n"Jayden Smith","7"',
    "School,Child's name\nNetherhall,Xan Peverell",
    "Audit of June\nName of child,Age at entry\n,\nXan,7",
    "Initials,Date of birth\nXP,3.4.2009",
    "Young person\tCarer\njayden smith\tMrs Brown",
)
ASKED = (
    "Jayden Smith,7",
    "Jayden Smith\t7\tNetherhall",
    "Jayden Smith;7",
    "Smith,Jayden,7",
    "Jayden Smith,7,Netherhall,Fostering",
    '"Jayden Smith","7"',
    "Jayden Smith | 7",
    "Jayden Smith\tYear 4",
    "Name: Jayden Smith; Age: 7",
    "Child's name: Xan Peverell\nAge: 7",
    "name: Jayden Smith, school: Netherhall",
    "Full name: Jayden Smith; Age: 7",
    "Young person's name: Jayden Smith\nPlacement: Ely",
)
ORDINARY = (
    "Owner,Action\nEmma Brown,SG4",
    "Name,Role\nEmma Brown,Head of Service",
    "Name,Role,Team\nEmma Brown,Lead,Ely",
    "Team,Caseload\nEly,14\nWisbech,18",
    "Social worker,Cases\nEmma Brown,17\nTom Jones,14",
    "Owner\tActions\nEmma Brown\t7",
    "Owner | Actions due\nEmma Brown | 7\nTom Jones | 9",
    "Age,Children\n0-4,12\n5-9,31",
    "Measure: visits; Age: all",
    "Measure name: visits; school: all",
    "School name: Netherhall; Placement: 7",
    "Contact name: Emma Brown, School: Netherhall",
    "The form asks for:\nName, age, school\nWhat the child wants",
    "Name,Age",
    "Emma,Tom,Helen",
    "Emma Brown;Tom Jones",
    "Emma Brown, 7 audits done",
    "Emma,7 files,late",
    "Priority,Owner\n1,Emma Brown",
    "Placement,Number\nFostering,120\nResidential,31",
    "School,Pupils\nNetherhall,812",
    "Name,School\nDesignated teacher,Netherhall",
)


@pytest.mark.parametrize("text", REFUSED)
def test_a_list_of_named_children_is_refused(text: str) -> None:
    assert (IdentifierKind.CHILD_LIST, Certainty.CLEAR) in {(each.kind, each.certainty) for each in check(text)}


@pytest.mark.parametrize("text", ASKED)
def test_one_row_or_form_of_a_child_is_asked_about(text: str) -> None:
    assert IdentifierKind.CHILD_NAME in {each.kind for each in check(text)}


@pytest.mark.parametrize("text", ORDINARY)
def test_a_list_of_other_things_passes(text: str) -> None:
    assert check(text) == ()


def test_a_table_of_a_document_is_read_as_one() -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in cells)}</w:tr>"

    table = f"<w:tbl>{row('Name', 'Age')}{row('Xan Peverell', '7')}</w:tbl>"
    data = io.BytesIO(office(parts={"word/document.xml": f'<w:document xmlns:w="w">{table}</w:document>'.encode()}))
    kind = inspect(data, "a.docx").kind
    assert [each.kind for part in text_of(data, kind) for each in check(part)] == [IdentifierKind.CHILD_LIST]


def test_a_list_without_end_is_still_read_to_some_length() -> None:
    assert 0 < len(check("Emma Brown,7\n" * 5_000)) <= MOST_KEPT
    assert check("Name,Age\n" * 5_000) == ()
