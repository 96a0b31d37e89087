"""Every sort of identifier, in the spellings people use and some that hide it. All of it is invented."""

import pytest

from models.rules.identifiers import Certainty, Finding, GuardSettings, IdentifierKind, check

COUNCIL = GuardSettings(
    case_patterns=(r"LCS-\d{6}", r"[A-Z]{2}\d{6}", r"\d{7}"), office_postcodes=("CB3 0AP",), places=("Wisbech", "March")
)
CLEAR, LIKELY = Certainty.CLEAR, Certainty.LIKELY

WIDE = str.maketrans({chr(n): chr(n + 0xFEE0) for n in range(0x21, 0x7F)})
BOLD = str.maketrans({str(n): chr(0x1D7CE + n) for n in range(10)})


def wide(text: str) -> str:
    return text.translate(WIDE)


def bold(text: str) -> str:
    return text.translate(BOLD)


CASES: dict[tuple[IdentifierKind, Certainty], tuple[str, ...]] = {
    (IdentifierKind.NHS_NUMBER, CLEAR): (
        "Audit of 9434765870 shows the plan was late",
        "943 476 5870 was seen alone",
        "NHS number 943-476-5870",
        "nhs no. 4748337885",
        "NHS: 962.328.6015, seen on Monday",
        "see 690 404 7968",
        "see 690\u00a0404\u00a07968",
        "see 690\u2009404\u20097968",
        "see 690\u2011404\u20117968",
        "see 969\u2013725\u20131029",
        wide("9346468696 was discussed"),
        "٩٣٤٦٤٦٨٦٩٦ was discussed",
        "65899\u200b13943 was discussed",
        "711\u200d771\u200d5162 was discussed",
        "711 \u2060771 \u20605162 was discussed",
        "9 4 3 4 7 6 5 8 7 0 in the notes",
        "6-0-4-6-6-1-0-9-9-0",
        "*469 584 8309* is the case to look at",
        "_7011980369_chronology.docx",
        "nhs7942055523.pdf",
        "NHS num: 79420 55523",
        "NHS 94 34 76 58 70",
        "NHS (943 476 5870)",
        "943/476/5870",
        "943 - 476 - 5870",
        bold("943 476 5870 in bold digits"),
        "in 2010 943 476 5870 was reviewed",
        "Phase 2: 4748337885, 9623286015",
    ),
    (IdentifierKind.NHS_NUMBER, LIKELY): (
        "NHS number 943 476 5871",
        "94347 65870",
        "9434 765 870",
        "94-34-76-5870",
        "0123456789 is on the front sheet",
        "https://example.org/records/9434765870",
        "(NHS 943…",
        "NHS no 943476...",
    ),
    (IdentifierKind.UPN, CLEAR): (
        "UPN B801200005001",
        "pupil A873417309012 moved school",
        "a873417309012",
        "B8232 0240 601A",
        wide("B801200005001"),
        "B801-20000-5001",
        "new authorities too: C838202112007",
        "and N940300100123",
        "report_B801200005001.xlsx",
    ),
    (IdentifierKind.UPN, LIKELY): ("UPN: Z80120000500", "unique pupil number 801200005001"),
    (IdentifierKind.LEARNER_NUMBER, CLEAR): ("ULN 1234567890", "Unique Learner Number: 12 34 56 78 90"),
    (IdentifierKind.NI_NUMBER, CLEAR): ("NI number AB123456C", "ab123456c", "AB 12 34 56 C for the care leaver"),
    (IdentifierKind.CASE_NUMBER, CLEAR): (
        "LCS-123456 has no plan",
        "lcs 123456 has no plan",
        "LCS123456",
        wide("LCS-123456"),
        "lcs_123456_review.docx",
        "see AB123456.",
        "see ab-123456 please",
        "case number 1234567",
        "Liquidlogic ID 48213",
        "CareDirector ref: 90817",
    ),
    (IdentifierKind.CASE_NUMBER, LIKELY): (
        "1234567 has no plan",
        "case no. 48213",
        "case ref 2010/0482",
        "Mosaic ID 48213",
        "client id: 480213",
        "person number P48213",
        "case 48213 was closed",
        "child ID 48213",
    ),
    (IdentifierKind.CASE_LINK, CLEAR): (
        "https://mosaic.example.gov.uk/person?personid=48213",
        "https://example.liquidlogic.co.uk/LCS/record/48213",
        "see https://records.example.gov.uk/view?child_id=48213&tab=1",
        "https://caredirector.example.gov.uk/main.aspx?id=48213",
        "www.example.gov.uk/client/48213",
    ),
    (IdentifierKind.CASE_LINK, LIKELY): (
        "https://example.liquidlogic.co.uk/login",
        "https://eclipse.example.gov.uk/forms/48213",
    ),
    (IdentifierKind.CHILD_LIST, CLEAR): (
        "Child Unique ID,Gender,Ethnicity,Date of Birth\n123,F,WBRI,03/04/2009",
        "Surname\tForename\tDOB\tEthnicity\nx\ty\t03/04/2009\tWBRI",
        "| UPN | DOB | Gender |\n| 1 | 2 | 3 |",
    ),
    (IdentifierKind.BIRTH_DATE, CLEAR): (
        "Jayden Smith DOB 03.04.09",
        "Jayden, born 3/4/2009, has no plan",
        "Ellie (d.o.b. 3 April 2009)",
        "DOB: 03-04-2009 Tyler Jones",
        "Keira's date of birth is 3rd April 2009",
        "Zbigniew born on 2009-04-03",
        "jayden smith dob 030409",
        "JAYDEN SMITH D.O.B 03/04/2009",
        "Tyler, 03/04/2009 (DOB)",
        "ellie_dob_03-04-2009.pdf",
        "Name: Tyler Jones. Birthday: 3 April",
        "Name\tDOB\nJayden Smith\t03/04/2009",
        "Child K, DOB 03/04/2009",
        "Jayden Smith (03/04/2009)",
        "Jane Smith (12.3.04)",
        "Jane Smith (12/03/2004) waits for a placement",
    ),
    (IdentifierKind.BIRTH_DATE, LIKELY): (
        "DOB 03/04/2009",
        "d.o.b 3.4.09",
        "born 3 April 2009",
        "date of birth: April 3, 2009",
        "Jayden was born in 2009",
        "Jayden (03/04/2009)",
        "Met Jane Smith (12/03/2010) about the training",
        "D O B 03/04/2009",
        "DOB\n03/04/2009",
        "Zofia, 12/03/2009",
        "no plan yet for two:\nZofia Nowak 12.3.09\nMarcus - 2010-02-01",
        "Zofia Nowak 04.05.2012.docx",
    ),
    (IdentifierKind.POSTCODE, CLEAR): (
        "the child lives at CB4 3AB",
        "family moved to cb43ab",
        "placed with carers, PE13 2XX",
        "her home address is SG4 7QT",
        "young person at L1 8JF",
    ),
    (IdentifierKind.POSTCODE, LIKELY): (
        "CB4 3AB",
        "visit to W1A 1AA on Monday",
        "EC1A 1BB",
        "m1 1ae",
        wide("CB4 3AB"),
        "CB4\u00a03AB",
        "CB4-3AB",
        "CB43AB.docx",
    ),
    (IdentifierKind.ADDRESS, LIKELY): (
        "12 Orchard Road",
        "visit at 14a Mill Lane on Monday",
        "Flat 3, 27 High Street",
        "lives at 12 orchard road",
        "moved to 3 st peters close",
        "221 Baker St",
        "7_Orchard_Road_visit.docx",
    ),
    (IdentifierKind.CHILD_LABEL, CLEAR): (
        "Child K (NHS 943 476 5870)",
        "child x, CB4 3AB",
        "Baby P at 12 Orchard Road",
        "YP1 dob 3/4/09",
        'update SG3 on track "Child K (NHS 943…"',
    ),
    (IdentifierKind.CHILD_LABEL, LIKELY): (
        "Child X was not seen alone",
        "Children A and B say so",
        "siblings A, B and C",
        "child K's plan",
        "Young Person A told the inspector",
        "YP2 has moved",
        "Baby P",
        "sibling B",
        "Child AB",
        "Child 1 and others",
        "child-k-chronology.docx",
        "ChildK_report.docx",
        "Care leaver C",
        "Family F",
        'Child "K"',
        "Child\u00a0K",
        "Student B and Student C",
    ),
    (IdentifierKind.CHILD_NAME, LIKELY): (
        "Jayden (aged 7)",
        "jayden smith, aged 7, was moved to luton",
        "jayden smith, 7, was moved to luton",
        "we saw jayden, aged 7, on monday",
        "spoke with Jayden S about his placement",
        "Zara from Ely has been missing since Monday",
        "Jayden (7) was not seen",
        "Emma, 14, at Netherhall School",
        "Emma, 14, told us the plan was late",
        "Zbigniew aged 9 has no plan",
        "JS aged 7",
        "Mrs Smith's son",
        "Mr O'Brien's children",
        "Tyler's mum has complained",
        "her daughter Ellie",
        "the Smith family",
        "a young person called Xanthe",
        "child's name: Wulfric Smith",
        "7-year-old Jayden",
        "a 15 year old girl called Keira",
        "Jayden is 7 and has no school place",
        "Ellie, who is 14",
        "Jayden's placement broke down",
        "Tyler went missing",
        "Chloe, Year 9",
        "Ellie attends Netherhall School",
        "baby Ella was seen",
        "Jayden Smith was placed with carers",
        "Mohammed's foster carer",
        "Ayesha was excluded from school",
    ),
    (IdentifierKind.SMALL_COUNT, LIKELY): (
        "2 children were placed in Luton",
        "Three young people in custody",
        "couple of children in Ely were hit",
        "the only Polish looked after child left",
        "one child died",
        "Only one care leaver was homeless in March",
        "4 children aged under 5",
        "3 Somali boys",
        "two looked after children went missing last week",
        "1 child from Wisbech",
        "2 children at wisbech",
        "3 UASC arrived on 3 March",
        "a sibling group of 3 moved to Luton",
        "both children were excluded",
        "a couple of teenagers were arrested",
        "2 of 24 children were placed in Luton",
        "one of the children has absconded",
        "Children placed in custody: 2",
        "Children missing from care (3)",
        "Of 24 children audited, 2 were missing",
        "a young person was restrained in March",
        "A 15-year-old girl was stabbed",
        "two pregnant teenagers",
        "1-2 children in Ely",
        "four Luton children",
        "3 children from the same school",
        "Two families at risk of FGM",
        wide("3 children were placed in Luton"),
        "1 baby was born in custody",
        "2 siblings of Roma heritage",
        "two happy children moved to Ely",
    ),
}
WRITTEN = [(kind, certainty, text) for (kind, certainty), texts in CASES.items() for text in texts]


def found(text: str, kind: IdentifierKind) -> list[Finding]:
    return [finding for finding in check(text, COUNCIL) if finding.kind is kind]


@pytest.mark.parametrize(("kind", "certainty", "text"), WRITTEN)
def test_an_identifier_is_found(kind: IdentifierKind, certainty: Certainty, text: str) -> None:
    assert certainty in {finding.certainty for finding in found(text, kind)}


def test_the_corpus_is_large_enough_to_measure_with() -> None:
    assert len(WRITTEN) >= 150
    assert {kind for kind, _, _ in WRITTEN} == set(IdentifierKind)
