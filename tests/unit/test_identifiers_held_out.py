"""Messages written after the rules, to which no rule was fitted: how well the guard does on what it has not seen.

What it misses here stays missed on purpose; only the rates are kept (docs/identifier-guard.md). All of it is invented.
"""

from models.rules.concerns import reads_as_concern
from models.rules.identifiers import check

LEAKS = (
    "Jamal's mum phoned, he is on his third school this year",
    "Two UASC from Eritrea are sharing a room in Cambourne",
    "NHS 962 328 6015 has no GP letter",
    "3 children in the Ely audit sample had no plan",
    "Kacper Nowak dob 17.11.2013 is missing from the tracker",
    "No IHA for child in placement at PE26 1AB",
    "The family at 18 Chapel Lane have had four workers",
    "A 13 year old was cautioned in Wisbech last week",
    "LCS number 774120 shows no supervision",
    "Lily (6) and Oscar (4) moved to a new carer",
    "one care leaver is sofa surfing in March",
    "Sibling A went home, sibling B did not",
    "Complaint: Mr Hussain says his son was not seen",
    "1 Roma child on a plan for 3 years",
    "UPN A873417309012 - no school since June",
    "The one in Rampton is 17 next month",
    "Marcus Bell has not been visited since 3 May",
    "Two looked after girls are pregnant",
    "four children left on Friday for a placement in Kent",
    "See case ref 2210/44 in the sample",
    "Child R told the auditor she is lonely",
    "born 12 Feb 2019, still no permanence plan",
    "Auditor noted the boy with the broken leg at Meadow House",
    "there were 2 deaths of babies in Q1",
    "Social worker for Amira left last week",
    "case 3: mum from Latvia, dad in HMP Peterborough, girl of 5",
    "Our only Jewish child in care has no link worker",
    "Tyler D v LA judgment handed down on 3 May",
    "client 9081123 is duplicated",
    "The Ahmed sisters are back from Bangladesh",
)
CONCERNS = (
    "My niece rang me crying, she says her mum's boyfriend gets in her bed",
    "There's a lad at the bus station every night, looks about 12, on his own",
    "I don't know where to turn, my son's foster carer says he has been taken by police",
    "A nurse has told me a baby on the ward has a broken rib nobody can explain",
    "One of our girls has just been picked up by a man in a black car",
    "I saw my neighbour shake her baby",
    "He has locked his kids in the car outside the pub",
    "A young person has texted me goodbye",
    "We have a child here who refuses to go home because of her brother",
    "my foster carer hit me last night",
    "A colleague has been meeting a care leaver at his flat",
    "There are kids living in that shed",
    "The school rang, a pupil has cuts all over her legs",
    "I'm frightened for a family I support, dad has a gun",
    "she's 14 and he's in his thirties",
    "The toddler was found alone on the stairs",
    "I'm told a boy in the unit was held face down for ten minutes",
    "Help, a mum is refusing to give her son his insulin",
    "hello i am 13 and something bad happened",
    "One of the little ones has a hand-shaped mark on his leg",
)
UPDATES = (
    "First draft of the neglect strategy went to partners on 4 June",
    "Two of nine team managers are on the leadership course",
    "37 of 41 return interviews done in time in May",
    "Virtual head, Ms Clarke, presented the attainment figures to scrutiny",
    "Fostering: 4 enquiries, 2 visits, 1 application in June",
    "One duty worker a day is now based in March",
    "Emma Lee and Tom Ford, both team managers, finished the audit",
    "Four young people's films will be shown at the conference",
    "Contract 774120 with the translation agency was signed",
    "Children's rights officers met 31 children in care in the spring term",
    "We will visit 2 teams in Huntingdon on 12 July",
    "The threshold document is 18 pages, and too long",
    "Phase 1: 3 children's teams, phase 2: the other 4",
    "Agency spend fell by £120,000 since April",
    "Care leavers have a council tax exemption in 4 districts",
    "Health visitors see 91% of babies by 14 days",
    "The panel sat 3 times in May and heard 14 cases",
    "Our three IROs in Fenland carry 71 cases each",
    "Sarah (Head of Service) to bring a paper on 3 July",
    "Supervision: 2 of 20 files had none in the last month",
    "Missing episodes down from 61 to 44; 38 children, 6 more than once",
    "Young Inspectors checked 2 leaving care hubs in June",
    "One in five plans has no date for the next visit",
    "Step 2 of the workforce plan starts in Ely on Monday",
    "12 social workers from the academy qualify in July",
    "Two DfE days a month with the adviser until March",
    "School nurses in 3 districts now attend strategy discussions",
    "1,204 contacts in May, 212 referrals, 61 section 47 enquiries",
    "Independent visitors: 14 trained, 9 matched, 2 waiting for checks",
    "Deputy chair is Councillor Begum until the annual meeting in May",
)


def rate_of_leaks() -> tuple[int, int]:
    return sum(bool(check(text)) for text in LEAKS), len(LEAKS)


def rate_of_concerns() -> tuple[int, int]:
    return sum(map(reads_as_concern, CONCERNS)), len(CONCERNS)


def rate_of_updates() -> tuple[int, int]:
    return sum(bool(check(text)) or reads_as_concern(text) for text in UPDATES), len(UPDATES)


def test_most_of_what_it_has_not_seen_is_noticed() -> None:
    (leaks, of_leaks), (concerns, of_concerns) = rate_of_leaks(), rate_of_concerns()
    assert leaks / of_leaks >= 0.6
    assert concerns / of_concerns >= 0.6


def test_very_little_of_what_it_has_not_seen_is_stopped_without_cause() -> None:
    stopped, of_updates = rate_of_updates()
    assert stopped / of_updates <= 0.1
