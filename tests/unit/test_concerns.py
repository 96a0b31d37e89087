"""A worry about a child is met with the front door; a plan, its findings and its updates are not."""

import time
from pathlib import Path

import pytest
import yaml

from models.rules.concerns import reads_as_concern
from models.rules.identifiers import GuardSettings, check
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
    "There's a kid at our centre who keeps turning up with no coat and bruises",
    "My daughter's friend says her stepdad comes into her room at night",
    "hi im 15 and my mum has thrown me out",
    "Can you help, a mum has just left her baby with us and gone",
    "I saw a man drag a child into a car outside the school",
    "a young lad we support has been stabbed",
    "He's got a bruise on his face and won't say how",
    "I think her boyfriend is pimping her out",
    "the child's father turned up drunk to contact and drove off with her",
    "She's 13 and pregnant",
    "Just had a call from a parent saying the TA smacked her son",
    "One of the boys in the home has gone missing with a 30 year old man",
    "I believe the foster carer is leaving the kids alone at night",
    "A care leaver messaged me to say he can't go on",
    "baby not breathing",
    "I am not happy with how the foster carers treat the little girl",
    "Should I call the police, a child is screaming next door",
    "we have a safeguarding issue with a young person tonight",
    "I'm concerned for the welfare of a child",
    "She told her teacher her dad touches her",
    "I want to report child abuse",
    "There's something wrong in that family, the kids are filthy and hungry",
    "a child has made an allegation about me",
    "Worker shouting at kids in the unit, someone needs to look at it",
    "He says he will kill his sister",
    "What do I do if a parent has threatened a social worker in front of the children?",
    "I've seen a colleague be really rough with a lad with autism",
    "A girl on my caseload has taken tablets",
    "My foster son hasn't been home for two nights",
    "Hello, can somebody ring me about my grandchildren, their mum is using again",
    "We found a 6 year old wandering near the A14",
    "I suspect abuse in the home",
    "We think there is neglect going on in one of the homes",
    "Tyler punched his sister so hard she fell down the stairs",
    "There is a man living with a family who shouldn't be near children",
    "Baby has a fractured arm and the explanation doesn't fit",
    "Urgent - young person just told us she was raped at the weekend",
    "I am a young carer and I can't cope any more",
    "A mother is refusing to let us see the baby",
    "Escort left a child in the car for an hour",
    "One of the residents is being picked up by men in cars",
    "Just to let you know a 9yo has disclosed physical abuse by stepdad",
    "He is 12 and sleeping in a car",
    "Parents are fighting in front of the little ones again",
    "I don't think the baby is being fed",
    "a young person says staff at the home grabbed him by the neck",
    "The dad has taken the children out of the country",
    "I'm scared for those kids",
    "our neighbour's toddler is out on the road at midnight",
    "One child is covered in burns",
    "she sent me pictures of herself cutting",
    "Someone should check on the boy at number 12",
    "My sister's partner keeps the kids locked in their bedroom",
    "hiya not sure who to tell but a lad at football has cigarette burns on his arm",
    "Our agency worker was alone with a resident in her bedroom with the door shut",
    "A mum at playgroup is being beaten up by her fella and the toddler sees it",
    "I've had a text from a care leaver saying goodbye to everyone",
    "the boy we placed on Friday has vanished",
    "Foster carer smells of alcohol every time I visit",
    "a 15 year old has been sending nudes to a man she met online",
    "She's only 11 and he's 19",
    "I think the new driver is too friendly with the girls",
    "Baby Amelia was not in the cot and dad won't say where she is",
    "Little one came to nursery starving again",
    "A parent tells me his ex is going to take the kids to Pakistan next week",
    "One of our young people is carrying drugs for someone older",
    "He threatened to jump off the bridge",
    "Emergency!! child on the roof",
    "two brothers have been sleeping in the park since their mum was sectioned",
    "Can't get through to the front door and I need to report a child at risk",
    "teacher told me that a boy's dad burned him with an iron",
    "my carer won't let me see my social worker",
    "I was abused in a children's home here in the 1990s",
    "a girl has told her friend that she is pregnant and it's her stepbrother's",
    "There's blood on the child's clothes",
    "Is it normal that a support worker buys gifts for one girl?",
    "I'm a foster carer and I am at breaking point with him tonight",
    "My grandson told me his mum's new man locks him in the shed",
    "There's a child outside in the rain with no shoes, who do I ring",
    "I think our taxi escort has been drinking on the school run",
    "A teenager I work with has been sleeping at different men's houses",
    "Something's happened with one of our foster kids and I don't know who to tell",
    "One of the girls came back to the unit covered in love bites and with a new phone",
    "the toddler upstairs screams all night and I never see the mum",
    "He's told school he doesn't want to live any more",
    "My client's partner has got out of prison and moved in with her and the kids",
    "A dad turned up at nursery drunk to collect his son",
    "The boy has lost so much weight since he moved to that placement",
    "I was hit by my foster dad",
    "A colleague told me she restrained a girl and hurt her arm",
    "Young person has not come back to placement, phone off",
    "I've got a really bad feeling about a family I visited today",
    "hi, my friend is 14 and she's cutting herself",
    "The baby's bottle smelt of alcohol",
    "This child is going to get killed if nobody does anything",
    "A man keeps waiting outside the children's home for one of the girls",
    "Mum has mental health problems and has stopped feeding the baby",
    "She's been taken to Somalia by her aunt and we think it's for cutting",
    "The little lad next door is always in the garden in his nappy",
    "A parent has just threatened to take her own life and her daughter's",
    "please ring me its about my little brother",
    "I'd like to make a complaint, a social worker laughed when my daughter said she was being hurt",
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
    "We suspect neglect in the recording of visits",
    "We think neglect is under-reported by schools",
    "Two of the three areas allocate on the day of the decision",
)


REASONS = (
    "a child could be known from it",
    "A child can be identified from this",
    "a child may be recognised from the place and the date",
    "our child could be known from the school and the age",
    "a young person might be traced from this",
    "a pupil could be identified",
    "it names a child",
    "it could identify a child",
    "This identifies a child",
    "the words point to one child",
    "a child is named in the text",
    "a child was named by mistake",
    "a child is identifiable",
    "the child's name is in the file name",
    "a child's NHS number was in it",
    "somebody could work out who the child is",
    "Say totals, never a child",
    "a name slipped through",
)
"""Why something is removed by law, and what the guard itself says."""

STILL_CONCERNS = (
    "A child could be known to him, and he hits her",
    "a child could be identified from it and he is being hit at home",
    "It names a child who is being hurt",
    "I saw that a child is named in the text she is scared",
    "This identifies a child and another child is not safe",
    "the child's name is Jo and he was beaten",
    "a child is named in the text. A child was left alone last night",
    "A child could be named as a victim of abuse; please help her",
    "somebody could work out who the child is: my foster carer hits her",
)


@pytest.mark.parametrize("text", REASONS)
def test_a_reason_of_a_removal_is_no_concern(text: str) -> None:
    for said in (text, f'redact E1 reason="{text}"', f"redact SG4 {text}."):
        assert not reads_as_concern(said)
        assert check(said, GuardSettings()) == ()


@pytest.mark.parametrize("text", STILL_CONCERNS)
def test_a_concern_beside_such_words_is_met(text: str) -> None:
    for said in (text, f'redact E1 reason="{text}"'):
        assert reads_as_concern(said)


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
def test_no_sentence_of_a_real_plan_is_taken_for_a_concern(path: Path) -> None:
    assert [
        text for text in sentences(yaml.safe_load(path.read_text(encoding="utf-8"))) if reads_as_concern(text)
    ] == []


def test_a_long_message_is_read_quickly() -> None:
    started = time.process_time()
    reads_as_concern("she is a child and he is worried about a child " * 215)
    assert time.process_time() - started < 1
