"""A worry about a child is met with the front door; a plan, its findings and its updates are not."""

import time

import pytest
import yaml

from models.rules.concerns import reads_as_concern
from tests.unit.test_identifiers_plans import PLANS, sentences
from tests.unit.test_identifiers_updates import PASSES

CONCERNS = (
    "I'm worried about a child in one of our placements",
    "I’m really worried about a child in one of our placements",
    "A child has told me…",
    "A child has just told me that her uncle touches her",
    "he is being hit",
    "He is being hit at home",
    "she says she is not safe at home",
    "allegation against a member of staff",
    "There's been an allegation against one of our foster carers",
    "I want to report a social worker",
    "Who do I call about a child?",
    "who should i ring if i think a baby is being hurt",
    "My neighbour is hitting her kids",
    "I am concerned about one of the young people in our unit",
    "We are very concerned about a girl who has not come home",
    "a boy in my class has bruises on his arms",
    "The baby has marks on her neck",
    "She told me she is scared to go home",
    "He said his dad hits him with a belt",
    "A pupil disclosed to me this morning",
    "One of our care leavers says she wants to kill herself",
    "A young person in placement is self-harming",
    "she has run away and nobody is looking for her",
    "He went missing last night and the carer has not called anyone",
    "I think a child is being abused",
    "I think my niece is being groomed by an older man",
    "I have a safeguarding concern about a child",
    "I need to make a referral for a child I saw today",
    "Can someone help, I have concerns about a baby on my street",
    "A foster carer is hitting a child",
    "A member of staff has been texting a girl in the home",
    "my manager slapped a young person yesterday",
    "The taxi driver touched her",
    "I'm not safe",
    "I don't feel safe at home",
    "my dad hits me",
    "i want to die",
    "Please help her",
    "please help me",
    "I am scared of my stepdad",
    "There is a child in immediate danger",
    "the child is at risk now",
    "A toddler was left alone in the flat again",
    "The children next door are always crying and I'm worried about them",
    "I'm worried for him, he is living with strangers",
    "worried about a baby",
    "My friend's daughter is being taken abroad for a forced marriage",
    "She is carrying a knife and says a gang is after her",
    "a 14 year old girl is seeing an older man",
    "We've got a young man with nowhere to sleep tonight, he is frightened of his brother",
    "someone is hurting my brother",
    "a child is being starved",
    "I fear for the baby",
    "One of my pupils told me her mum locked her out",
    "she took an overdose last night",
    "The little boy says nobody fed him, he has not eaten",
    "I've just had a disclosure from a child",
    "He may be in danger",
    "How do I report abuse of a child?",
    "he keeps hitting her",
    "Our social worker is in a relationship with a young person",
    "I want to whistleblow about a manager at the home",
)
NOT_CONCERNS = (
    "A few young people did not feel safe in their accommodation",
    "Audit found children were not always seen alone",
    "Risk of CSE training delivered to 140 staff",
    "Strategy discussion timeliness is 88%",
    "Children at risk of exploitation are now flagged on the system",
    "We are concerned about the timeliness of initial health assessments",
    "I'm worried about the deadline for SG4",
    "I am worried about the child protection conference backlog",
    "I'm worried about the children's centre booking",
    "We're concerned that the figures will not be ready for the board",
    "Concerned about capacity in the duty team",
    "When a child goes missing the police are told within the hour",
    "If a child is being hurt staff call the front door: the poster is up in every office",
    "Every child at risk has a safety plan",
    "Allegations against staff are managed by the designated officer",
    "The procedure for an allegation against a member of staff was reviewed",
    "Timeliness of allegations against a foster carer improved to 91%",
    "Training on what to do when a child discloses abuse was given in March",
    "Young people told inspectors they feel safe",
    "Care leavers told us the new guide is clear",
    "One of our care leavers told me the new guide is much better",
    "A young person told us the pathway plan form is too long",
    "She is worried about the new IT system",
    "Sarah is on leave; she hands over to Tom",
    "He is missing from the circulation list",
    "She said the board papers are late",
    "He told me the audit is done",
    "They told me that the survey is delayed",
    "Children are safe: 12 of 12 dip samples show visits on time",
    "Neglect strategy launched, neglect toolkit in use by all partners",
    "Domestic abuse pathway agreed with police and health",
    "Missing children data is now shared weekly with the police",
    "Return interviews are offered within 72 hours to every child who went missing",
    "Self-harm guidance for schools was sent out",
    "FGM leaflet printed in six languages",
    "Multi-agency audit of child sexual exploitation: 8 of 12 good",
    "The child in need plan template is approved",
    "None of the issues that are late in the action plan imply possible direct harm to children",
    "Could the delay harm a child? No",
    "could delay harm a child: not known",
    "harm SG4 no",
    'update SG4 at risk "IT can\'t host the survey before May"',
    "SG4 is at risk",
    "At risk: no data from health",
    "The action is off track and we need help",
    "I need help with the evidence for LAC2",
    "Please help me find the template",
    "please help me with SG4",
    "Who do I call about the workbook?",
    "How do I report progress on SG1?",
    "I want to report that SG1 is completed",
    "I want to report a delay in the social worker recruitment",
    "Can I have a new date, our social worker lead has left",
    "Our manager touched on this at the last board",
    "The team was hit by sickness in March",
    "We missed the target: it was hit only in one of three areas",
    "Budget hit by agency costs",
    "This hurts our timeliness figure",
    "The delay is hurting performance",
    "The police told us the data is late",
    "Parents said they were afraid of the process at first; the leaflet was rewritten",
    "Staff are afraid to challenge, says the survey",
    "I'm scared we will miss the date",
    "I am afraid the report is late",
    "I'm afraid of missing the deadline",
    "We fear the migration will slip",
    "The independent visitor scheme has 14 volunteers",
    "An older people's team moved into the building",
    "The young person's guide was shared with the Children in Care Council",
    "One child's file had no chronology",
    "Children's homes: 3 inspected, all good",
    "Threshold audit: in 3 of 20 cases the child was not seen alone",
    "The voice of the child is in 17 of 20 plans",
    "Ensure that children are safeguarded while child protection enquiries are undertaken",
    "Practice observed by the principal social worker: strong",
    "LADO annual report went to the LSCB",
    "Private fostering campaign ran in schools",
    "Knife crime strategy agreed by the community safety partnership",
    "County lines briefing for elected members on 4 May",
    "Unaccompanied young people have a dedicated team",
    "Emergency duty team rota agreed",
    "Two of the three areas allocate on the day of the decision",
)


def found(texts: tuple[str, ...]) -> list[str]:
    return [text for text in texts if reads_as_concern(text)]


@pytest.mark.parametrize("text", CONCERNS)
def test_a_concern_is_met(text: str) -> None:
    assert reads_as_concern(text)


@pytest.mark.parametrize("text", NOT_CONCERNS)
def test_an_update_is_not_taken_for_a_concern(text: str) -> None:
    assert not reads_as_concern(text)


def test_no_ordinary_update_is_taken_for_a_concern() -> None:
    assert found(PASSES) == []


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_no_sentence_of_a_real_plan_is_taken_for_a_concern(path) -> None:
    assert [
        text for text in sentences(yaml.safe_load(path.read_text(encoding="utf-8"))) if reads_as_concern(text)
    ] == []


def test_a_long_message_is_read_quickly() -> None:
    started = time.process_time()
    reads_as_concern("she is a child and he is worried about a child " * 215)
    assert time.process_time() - started < 1
