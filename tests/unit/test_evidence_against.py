"""Evidence against, from people who do not answer for the item: who may, what follows, and who is asked to answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models.card import ChoiceField, Reply
from tests.council import ACCESS, CHAIR, CONTRIBUTOR, DEPUTY, OPERATOR, PARTICIPATION, PARTNER, SECRETARY, VIEWER
from tests.databases import Store
from tests.worlds import Setting, World, buttons, opened

STAFF = "somebody@cambridgeshire.example"
STRANGER = "somebody@elsewhere.example"
AGAINST = 'evidence SG4 "voice of staff" "Staff say little has changed" bearing=against'
MIXED = 'evidence SG4 audit "9 of 20 files had views recorded" bearing=mixed'
TOLD = "SELECT kind, state FROM reminder WHERE kind = 'evidence_against'"


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting(demonstration=True)) as world:
        done(world, OPERATOR, "publish cambridgeshire-2009 to staff")
        yield world
        assert world.audit_problems() == []


def done(world: World, who: str, said: str, values: dict[str, str] | None = None) -> Reply:
    reply = world.ask(who, said, values)
    assert not reply.refused, reply
    return reply


def flat(world: World, who: str, said: str) -> str:
    return " ".join(world.says(who, said).split())


def refused(world: World, who: str, said: str) -> str:
    before = world.everything()
    reply = world.ask(who, said)
    assert reply.refused
    assert world.everything() == before
    return str(reply)


@pytest.mark.parametrize("who", [VIEWER, ACCESS, CHAIR, SECRETARY, STAFF])
@pytest.mark.parametrize("said", [AGAINST, MIXED])
def test_a_reader_offers_what_speaks_against(world: World, who: str, said: str) -> None:
    done(world, PARTICIPATION, 'impact SG4 evidenced "Children are heard earlier"')
    reply = flat(world, who, said)
    assert "Recorded for SG4: E8" in reply
    assert "The Head of Participation is asked to answer it." in reply
    assert world.rows("SELECT state, answered FROM evidence WHERE id = 8") == [("offered", 0)]
    looked_at = who in (CHAIR, SECRETARY)
    shown = flat(world, PARTICIPATION, "status SG4")
    assert "1 piece that speaks against or mixed, not answered" in shown
    assert ("waiting to be looked at" in shown) is not looked_at
    assert ("evidence against it is unanswered" in shown) is looked_at
    assert world.says(PARTICIPATION, "evidence SG4").index("E8") < world.says(PARTICIPATION, "evidence SG4").index("E2")
    assert "offered E8" in world.says(PARTICIPATION, "history SG4")


@pytest.mark.parametrize("who", [VIEWER, STAFF])
def test_what_speaks_for_an_item_stays_with_those_who_answer_for_it(world: World, who: str) -> None:
    for said in (
        'evidence SG4 audit "17 of 20 files" bearing=for',
        'evidence SG4 audit "17 of 20 files"',
        "evidence SG4 audit shows=x bearing=for period=never",
        f"{AGAINST} also=SG99",
    ):
        refused(world, who, said)
    assert "add bearing=against" in refused(world, who, 'evidence SG4 audit "17 of 20 files"')
    reply = world.ask(who, 'evidence SG4 audit "17 of 20 files"')
    form = world.ask(who, buttons(reply)[0].command).form
    assert form is not None
    (ways,) = [field for field in form.fields if isinstance(field, ChoiceField) and field.name == "bearing"]
    assert [word for word, _ in ways.options] == ["against", "mixed"]
    assert ways.value == "against"
    done(world, who, form.command, {"kind": "audit", "shows": "3 of 20 files had none", "bearing": ways.value})
    assert world.rows("SELECT bearing FROM evidence WHERE id = 8") == [("against",)]


def test_a_stranger_offers_nothing(world: World) -> None:
    assert "only open to people the council has added" in refused(world, STRANGER, AGAINST)
    assert "only open to people the council has added" in refused(world, STRANGER, "evidence save")


def test_a_partners_person_offers_against_what_they_see_alone(world: World) -> None:
    refused(world, PARTNER, AGAINST)
    done(world, PARTNER, 'evidence SG7 external "The peer team found it unused" bearing=against')
    refused(world, PARTNER, 'evidence SG7 external "The peer team found it unused" bearing=against also=SG4')


def test_a_plan_for_its_team_stays_so(store: Store, tmp_path: Path) -> None:
    with opened(store, tmp_path, Setting((), ("cambridgeshire-2009", "cambridgeshire-2009-overlay"))) as world:
        assert world.ask(STAFF, AGAINST).refused
        assert world.rows("SELECT id FROM evidence WHERE id = 8") == []
        done(world, VIEWER, AGAINST)


@pytest.mark.parametrize(
    "said", ["NHS number 943 476 5919 was in the file", "Jane Smith, born 3 May 2001, was not seen"]
)
def test_it_is_screened_as_any_other(world: World, said: str) -> None:
    assert "5919" not in refused(world, VIEWER, f'evidence SG4 audit "{said}" bearing=against')


def test_the_owner_is_asked_until_it_is_answered(world: World) -> None:
    done(world, VIEWER, AGAINST)
    done(world, STAFF, MIXED)
    assert world.rows(TOLD) == [("evidence_against", "pending")]
    for who in (PARTICIPATION, DEPUTY):
        assert "evidence against it waits for an answer" in world.says(who, "waiting")
    for who in (VIEWER, ACCESS, CHAIR):
        assert "evidence against it waits" not in world.says(who, "waiting")
    done(world, PARTICIPATION, 'evidence answer E8 answer="We meet staff each month"')
    assert world.rows(TOLD) == [("evidence_against", "pending")], "another piece is still open"
    done(world, SECRETARY, 'evidence return E9 reason="Say which teams"')
    assert world.rows(TOLD) == [("evidence_against", "done")]
    assert "evidence against it waits" not in world.says(PARTICIPATION, "waiting")


def test_the_owner_is_not_asked_about_their_own(world: World) -> None:
    done(world, PARTICIPATION, AGAINST)
    done(world, CONTRIBUTOR, MIXED.replace("mixed", "for"))
    assert world.rows(TOLD) == []


@pytest.mark.parametrize("who", [CONTRIBUTOR, DEPUTY])
@pytest.mark.parametrize("said", [AGAINST, MIXED])
def test_the_owner_is_asked_whoever_of_those_who_report_on_it_offered_it(world: World, who: str, said: str) -> None:
    reply = flat(world, who, said)
    assert "The Head of Participation is asked to answer it. Answer with: evidence answer E8" in reply
    assert world.rows(TOLD) == [("evidence_against", "pending")]
    assert "SG4 evidence against it waits for an answer" in flat(world, PARTICIPATION, "waiting")
    done(world, SECRETARY, "evidence accept E8")
    assert "SG4 evidence against it waits for an answer" in flat(world, PARTICIPATION, "waiting")
    done(world, PARTICIPATION, 'evidence answer E8 answer="We meet staff each month"')
    assert world.rows(TOLD) == [("evidence_against", "done")]


@pytest.mark.parametrize("bearing", ["against", "mixed", "for"])
def test_the_owner_is_asked_about_what_a_review_found(world: World, bearing: str) -> None:
    done(world, SECRETARY, f'review add SG4 scope="Dip sample" reviewer="{ACCESS}" sample=20 on="30 June 2010"')
    reply = flat(world, ACCESS, f'review done R1 shows="9 of 20" bearing={bearing} again=none')
    asked = bearing != "for"
    assert ("The Head of Participation is asked to answer it." in reply) is asked
    assert ("SG4 evidence against it waits for an answer" in flat(world, PARTICIPATION, "waiting")) is asked


def test_a_reader_neither_judges_nor_answers_it(world: World) -> None:
    done(world, VIEWER, AGAINST)
    refused(world, VIEWER, "evidence accept E8")
    refused(world, VIEWER, 'evidence answer E8 answer="Never mind"')
    done(world, CHAIR, 'evidence SG5 audit "2 of 9 were late" bearing=against')
    assert "You offered E9" in refused(world, CHAIR, "evidence accept E9")


def test_one_reader_cannot_bury_an_item(world: World) -> None:
    for number in range(3):
        done(world, STAFF, AGAINST.replace("Staff", f"{number + 5} staff"))
    assert "E8, E9 and E10 of yours wait on SG4 already" in refused(world, STAFF, AGAINST)
    done(world, VIEWER, AGAINST)
    done(world, STAFF, 'evidence SG5 audit "2 of 9 were late" bearing=against')
    done(world, PARTICIPATION, 'evidence answer E8 answer="We meet staff each month"')
    done(world, STAFF, AGAINST)


def test_what_a_reader_limits_they_can_still_see(world: World) -> None:
    done(world, VIEWER, f"{AGAINST} restricted=yes")
    for who in (VIEWER, CHAIR, PARTICIPATION, OPERATOR):
        assert "Staff say little" in world.says(who, "evidence E8")
    refused(world, ACCESS, "evidence E8")
    reply = world.ask(STAFF, f"{AGAINST} restricted=yes")
    assert reply.form is not None
    assert [name for name, _ in reply.form.errors] == ["restricted"]


def test_a_reader_is_shown_the_way(world: World) -> None:
    assert "Add evidence against" in [action.label for action in buttons(world.ask(VIEWER, "evidence SG4"))]
    assert "Add evidence" in [action.label for action in buttons(world.ask(PARTICIPATION, "evidence SG4"))]


def impact(world: World, label: str = "SG4") -> str:
    return str(world.rows(f"SELECT impact FROM recommendation WHERE label = '{label}'")[0][0])


def test_a_reader_undoes_nothing_that_is_evidenced_and_is_not_hidden(world: World) -> None:
    done(world, PARTICIPATION, 'impact SG4 evidenced "Children are heard earlier"')
    told = flat(world, VIEWER, AGAINST)
    assert "what was found before stands until an officer of the board accepts it" in told
    assert impact(world) == "evidenced"
    assert "VOICE" not in flat(world, CHAIR, "digest")
    listed = flat(world, PARTICIPATION, "evidence SG4")
    assert "AGAINST, not answered · voice of staff: Staff say little has changed · waiting to be looked at" in listed
    assert listed.index("E8") < listed.index("E2")
    assert "waiting to be looked at" in flat(world, CHAIR, "evidence")
    refused(world, PARTICIPATION, 'impact SG4 sustained "And still are"')
    done(world, SECRETARY, "evidence accept E8")
    assert impact(world) == "not_enough_evidence"
    assert "E8, against, was accepted" in flat(world, CHAIR, "history SG4") or "stepped down" in flat(
        world, CHAIR, "history SG4"
    )


def test_a_reader_cannot_have_it_called_evidenced_over_what_they_offered(world: World) -> None:
    done(world, VIEWER, AGAINST)
    said = refused(world, PARTICIPATION, 'impact SG4 evidenced "Children are heard earlier"')
    assert "answer" in said
    done(world, SECRETARY, 'evidence return E8 reason="Say which teams"')
    done(world, PARTICIPATION, 'impact SG4 evidenced "Children are heard earlier"')


def test_a_reader_neither_halts_nor_undoes_a_sign_off_and_its_board_sees_it_first(world: World) -> None:
    world.wait(days=13)
    done(world, VIEWER, AGAINST.replace("SG4", "SG1"))
    shown = flat(world, CHAIR, "sign-off SG1")
    assert "Against Staff say little has changed (voice of staff). It waits to be looked at." in shown
    done(world, CHAIR, 'sign-off SG1 meeting="20 April 2010" minute=4.2')
    done(world, STAFF, AGAINST.replace("SG4", "SG1"))
    assert "evidence against it is unanswered" not in flat(world, PARTICIPATION, "status SG1")
    assert "We can formally say this is met" in flat(world, PARTICIPATION, "assurance SG1")
    waits = flat(world, CHAIR, "waiting")
    assert "it is signed off, and 2 pieces of evidence that a reader offered against it wait to be looked at" in waits
    done(world, SECRETARY, "evidence accept E8")
    assert "but evidence against it is unanswered" in flat(world, PARTICIPATION, "status SG1")
    assert "asked whether it still holds" in flat(world, CHAIR, "history SG1")
