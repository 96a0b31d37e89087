"""Messages as officers type them on a phone, written before the rules for them and fitted to none: what to expect.

What is missed here stays missed on purpose; only the rates are kept (docs/identifier-guard.md). All of it is invented.
"""

from models.rules.concerns import reads_as_concern
from models.rules.identifiers import check

CHILDREN = (
    "child aged 12 in Littleport has no plan",
    "YP aged 17 moved to Ely on Monday",
    "Girl aged 4, Whittlesey, seen by duty",
    "pupil at Soham aged 10 has no PEP",
    "The boy aged 15 from Wisbech is back",
    "child (8) in March waiting for school place",
    "teenager aged 16 remanded on 4 May",
    "Baby aged 6 weeks in Ely placed with nan",
    "Looked after child aged 11 excluded yesterday",
    "Somali child in St Neots with no interpreter",
    "child of Polish heritage in Wisbech waiting for school",
    "young person of Vietnamese origin found in Huntingdon",
    "Care leaver aged 19 in Cambourne evicted",
    "the pupil aged 7 at Cottenham Primary has no EHCP",
    "disabled child aged 9 in Ramsey no short break",
    "toddler in Chatteris aged 2 has no HV",
    "yp 16 Ely arrested sat",
    "A young person, 17, Peterborough, no bed for Friday",
    "Student aged 14 at Ernulf moved out of county",
    "child in Yaxley born in May still unallocated",
    "Sibling aged 5 placed in Norfolk",
    "The child in Sawtry, aged 6, was seen alone",
    "unaccompanied child aged 15 arrived in Cambridge on 2 June",
    "lad aged 13 in Manea tagged last week",
    "child aged three in Ely on 3 March",
    "young person aged fifteen in Soham",
    "UASC aged 16 from Sudan in Wisbech",
    "Child with autism aged 8 in Burwell",
    "Kid aged 9 at Bottisham was excluded",
    "5 year old child in Linton placed on Friday",
)
NAMES = (
    "Ayesha now with new carers",
    "Kyle moved placement again last week",
    "We moved Tegan to her gran's",
    "Callum and his brother are back with dad",
    "Priya Nair now lives with her aunt in Ely",
    "Jordan Pike has settled with his foster carers",
    "Visited Mia at her placement, all fine",
    "Lucas is back home with mum",
    "Amina Yusuf has left her placement",
    "Demi's new carers say she is settled",
    "Connor's birth mum has been in touch",
    "Tia Brooks has a new social worker since March",
    "Placement for Reece agreed",
    "Oscar Dunn went to live with his grandparents",
    "Nathan Hall is now with a kinship carer",
    "Chantelle placed with her nan in March",
    "K.B. moved to residential",
    "T.W. back with mum",
    "RJ and LP have been split up",
    "D.M. has a new social worker",
    "S.A. not seen since May",
    "CJ moved placement on Friday",
    "L.O. is settled with carers",
    "AH has returned home",
    "B.R. went missing again",
    "id 5520193 no visit since April",
    "ID: 3390127 has no plan",
    "record 4471920 needs closing",
    "M.K. and her sister are now with foster carers",
    "Please check ID no 8827163",
)
CONCERNS = (
    "safeguarding concern",
    "child protection issue",
    "CP concern re a family in Ely",
    "need to report a safeguarding concern",
    "want to report neglect",
    "Report child abuse",
    "he has been abused",
    "she's being exploited",
    "He hit her",
    "they hurt him",
    "he keeps touching her",
    "is she safe",
    "is this baby ok, nobody has seen her for a week",
    "Can somebody check on the kids at number 9 they look thin",
    "someone please look in on the Jones children",
    "who do I tell about a child being hurt",
    "how do i make a safeguarding referral",
    "I want to make a safeguarding referral",
    "reporting abuse of a child",
    "she was raped",
    "he's been groomed online",
    "the kids next door have no food",
    "child at risk",
    "worried about the Smith kids",
    "is the boy safe at home",
    "a child in danger in Ely",
    "He has been sold to a gang",
    "she is being forced to marry",
    "got a safeguarding worry about a little boy",
    "those children are not being looked after",
)
UPDATES = (
    "Children aged 3 and 4 in Ely now get the two-year check",
    "Young people aged 16 and 17 in Wisbech have a new drop-in from 3 March",
    "Lead: AB. CJ covers from 3 May",
    "JL and KM moved to the Huntingdon office in March",
    "M.T. to chair, A.K. to take notes",
    "AK has returned from leave, plan moved to her",
    "Emma Smith now leads the placement team",
    "Sarah moved to the fostering team last week",
    "Tom Brown has a new post with the kinship team",
    "James Hall now works with foster carers in Ely",
    "We placed the advert with the local paper",
    "Her team says the pathway plan is settled",
    "Pupils aged 5 to 11 at Ely schools took part on 3 March",
    "A child's plan should say where they live",
    "A child aged 3 costs more to place than a child aged 10",
    "Child protection plans over two years: 4%",
    "Child protection concerns are screened in a day",
    "We report on abuse and neglect each quarter",
    "How children who have been trafficked are supported is in the new guide",
    "The safeguarding concern form is live",
    "Safeguarding referrals from schools rose by 12%",
    "Priya met with foster carers at the forum in March",
    "Ben Carter returned home from the regional conference on Friday",
    "Invoice ID 4471829 paid",
    "Help desk ID 5520193 raised with IT on 4 May",
    "KPI data and QA findings have moved to the new dashboard",
    "IRO and LAC teams have moved offices",
    "Is this on track? It is safe to say yes",
    "Abuse reporting line poster is up in all offices",
    "HR has moved the interviews to 14 June",
)


def rate_of_children() -> tuple[int, int]:
    return sum(bool(check(text)) for text in CHILDREN), len(CHILDREN)


def rate_of_names() -> tuple[int, int]:
    return sum(bool(check(text)) for text in NAMES), len(NAMES)


def rate_of_concerns() -> tuple[int, int]:
    return sum(map(reads_as_concern, CONCERNS)), len(CONCERNS)


def rate_of_updates() -> tuple[int, int]:
    return sum(bool(check(text)) or reads_as_concern(text) for text in UPDATES), len(UPDATES)


def test_most_of_what_is_typed_on_a_phone_is_noticed() -> None:
    for noticed, of in (rate_of_children(), rate_of_names(), rate_of_concerns()):
        assert noticed / of >= 0.75


def test_very_little_of_it_is_stopped_without_cause() -> None:
    stopped, of_updates = rate_of_updates()
    assert stopped / of_updates <= 0.1
