"""One child spoken of without a count or an article, as people write in a hurry. All of it is invented."""

import pytest

from models.rules.identifiers import Certainty, IdentifierKind, check

ONE_CHILD = (
    "child aged 3 in Ely on 3 March",
    "child in Ely aged 3",
    "Visited the child in St Neots, aged 11",
    "young person aged 15 in Soham was arrested on 3 March",
    "pupil aged 9 at Ely College has a new plan",
    "Plan agreed for pupil aged nine",
    "The child aged 3 in Ely was placed on 3 March.",
    "Child of Roma heritage in Ely excluded",
    "we wrote about the child of Nepalese origin excluded in June",
    "chased school again, Somali boy in Ely has no place",
    "The boy in Ely was excluded",
    "our girl from Ely was placed on Friday",
)
OF_MANY = (
    "Children aged 3 and 4 get the two-year check in Ely",
    "Young people aged 16 and 17 in Ely have a new drop-in from 3 March",
    "Each child aged 3 in Ely is offered a place",
    "If a child aged 3 in Ely goes missing on a Sunday the duty team is told",
    "A child aged 3 costs more to place than a child aged 10",
    "No pupil aged 5 waits for a place in Ely",
    "The offer to a young person aged 16 or 17 was agreed",
    "Child aged 0-5 health team in Ely started in March",
    "Young person aged 16 to 25 railcard is in the Ely offer",
    "The child in need team in Ely moved in March",
    "Child protection conference in Ely moved to 3 March",
    "The child and family team in Ely moved in March",
    '"Child at risk of exploitation" flag went live in Ely in March',
    "The child at the centre: motto of the Ely team from March",
    "Child aged 7 and under: free meals in Ely from March",
    "Child aged under 5 offer moved to Ely in March",
    "Black child's heritage guide for carers is in print",
    "Children of Roma heritage are counted in the new form",
    "A pupil aged 9 waits less than a pupil aged 15",
)


@pytest.mark.parametrize("text", ONE_CHILD)
@pytest.mark.parametrize("written", ["{}", 'update SG4 on-track "{}"', "evidence SG4 audit shows={}", "Done. {}"])
def test_one_child_is_asked_about_however_the_message_is_written(text: str, written: str) -> None:
    found = check(written.format(text))
    assert [(each.kind, each.certainty) for each in found[:1]] == [(IdentifierKind.SMALL_COUNT, Certainty.LIKELY)]


@pytest.mark.parametrize("text", OF_MANY)
def test_what_holds_of_any_child_passes(text: str) -> None:
    assert check(text) == ()
    assert check(f'update SG4 on-track "{text}"') == ()
