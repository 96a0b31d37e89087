"""The names of files: those that hold a child's label, and those that do not."""

import pytest

from models.rules.identifiers import IdentifierKind, check_name

NAMES_NOTICED = (
    "Child K.txt", "child k.txt", "Child_B.txt", "Child K.docx", "YP1.docx", "Family F.xlsx", "child-k.pdf",
    "Audit Child K.pdf", "YP_A_notes.docx", "Sibling.B.xlsx", "Child_K.final.docx", "CHILD K.PDF", "Child K",
)  # fmt: skip
NAMES_PASSED = (
    "Team A.docx", "Phase 2.docx", "Every child A.docx", "Children in care v2.docx", "Audit_March_2010.xlsx",
    "SG4 evidence.pdf", "Child protection plan.docx", "IRO report Q1.docx", "Family hubs 2010.docx", "YP voice.docx",
    "Young people's survey v2.1.xlsx", "parent survey 2.docx", "Family Group Conference.docx", "Carer handbook.pdf",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES_NOTICED)
def test_a_childs_label_in_the_name_of_a_file_is_noticed(name: str) -> None:
    assert IdentifierKind.CHILD_LABEL in {each.kind for each in check_name(name)}


@pytest.mark.parametrize("name", NAMES_PASSED)
def test_the_name_of_another_file_passes(name: str) -> None:
    assert check_name(name) == ()
