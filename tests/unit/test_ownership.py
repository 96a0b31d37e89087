"""Who answers for an item: assigned, deputies, cover during an absence, leavers, and link officers of partners."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from models.card import FileField
from tests.databases import Store
from tests.worlds import LONDON, OPERATOR, Setting, World, opened

AT = "@cambridgeshire.example"
OWNER, DEPUTY, COVER = f"head.of.participation{AT}", f"participation.officer{AT}", f"head.of.quality{AT}"
CHAIR, DIRECTOR, OTHER = f"chair{AT}", f"director{AT}", f"head.of.access{AT}"
HOLDER = f"head.of.sixteen.plus{AT}"
LINK = "business.manager@lscb.example"
AWAY = f"away from 12 April 2010 to 16 April 2010 cover {COVER}"
SAID = 'update SG4 at risk "IT is late"'


@pytest.fixture
def world(store: Store, tmp_path: Path) -> Iterator[World]:
    with opened(store, tmp_path, Setting()) as world:
        yield world


def latest(world: World) -> tuple[str, str | None]:
    by, reported_for = world.rows('SELECT by_name, reported_for FROM "update" ORDER BY id DESC LIMIT 1')[0]
    return by, reported_for


def test_an_item_is_assigned_from_today_and_history_keeps_who_was(world: World) -> None:
    assert "is now the owner of SG4" in world.says(DIRECTOR, f'assign SG4 {COVER} reason="New portfolio"')
    assert not world.ask(COVER, SAID).refused
    assert world.ask(OWNER, SAID).refused
    assert "is now owner, “New portfolio”" in world.says(CHAIR, "history SG4")
    assert world.rows("SELECT count(*) FROM tie WHERE until_on = '2010-04-07'") == [(1,)]


def test_a_reason_that_was_not_typed_is_asked_for_and_what_was_typed_is_kept(world: World) -> None:
    before = world.everything()
    reply = world.ask(DIRECTOR, f"assign SG4 {OTHER} as=deputy")
    assert world.everything() == before
    assert reply.form is not None
    kept = {field.name: field.value for field in reply.form.fields if not isinstance(field, FileField)}
    assert kept == {"email": OTHER, "as": "deputy", "reason": ""}
    assert [name for name, _ in reply.form.errors] == ["reason"]
    assert not world.ask(DIRECTOR, reply.form.command, {**kept, "reason": "Two posts are one"}).refused
    assert "is now deputy, “Two posts are one”" in world.says(CHAIR, "history SG4")


@pytest.mark.parametrize("who", [OWNER, CHAIR, LINK, OTHER])
def test_only_administrators_and_leads_assign(world: World, who: str) -> None:
    before = world.everything()
    assert world.ask(who, f"assign SG4 {COVER}").refused
    assert world.ask(who, f"leaver {HOLDER} to={COVER}").refused
    assert world.everything() == before


def test_a_tie_that_stands_and_an_address_nobody_has_are_refused(world: World) -> None:
    assert "already" in world.says(DIRECTOR, f"assign SG4 {OWNER}")
    assert "Nobody here has the address" in world.says(DIRECTOR, "assign SG4 nobody@cambridgeshire.example")
    assert "is not a tie" in world.says(DIRECTOR, f"assign SG4 {COVER} as=boss")
    form = world.ask(DIRECTOR, "assign SG4").form
    assert form is not None
    assert ("reason", True) in [(field.name, field.required) for field in form.fields]


def test_a_deputy_reports_in_their_own_name(world: World) -> None:
    assert not world.ask(DEPUTY, SAID).refused
    assert latest(world) == ("Participation Officer", None)
    world.ask(DIRECTOR, f"assign SG4 {OTHER} as=deputy reason=Moved")
    assert world.ask(DEPUTY, SAID).refused
    assert not world.ask(OTHER, SAID).refused


@pytest.mark.parametrize(
    ("moment", "may"),
    [("2010-04-11 23:59", False), ("2010-04-12 00:01", True), ("2010-04-16 23:59", True), ("2010-04-17 00:01", False)],
)
def test_cover_reports_for_who_is_away_on_every_day_of_the_absence_in_london(
    world: World, moment: str, *, may: bool
) -> None:
    world.ask(OWNER, AWAY)
    world.now = datetime.fromisoformat(moment).replace(tzinfo=LONDON)
    assert world.ask(COVER, SAID).refused is not may
    if may:
        assert latest(world) == ("Head of Quality Assurance", "Head of Participation")
        assert "SG4" in world.says(COVER, "mine")
        assert "reported for Head of Participation" in " ".join(world.says(CHAIR, "history SG4").split())


def test_others_see_unavailable_and_never_why_or_until_when(world: World) -> None:
    assert "Away from 12 April 2010 to 16 April 2010" in world.says(OWNER, AWAY)
    assert "unavailable" not in world.says(CHAIR, "status SG4")
    world.wait(days=6)
    told = " ".join(world.says(CHAIR, "status SG4").split())
    assert "Head of Participation (unavailable, Head of Quality Assurance covers)" in told
    assert "16 April" not in told.replace("Head", "").split("Actions")[0]
    assert "absence" not in world.says(CHAIR, "history").casefold()
    assert "You are asked yourself again" in world.says(OWNER, "away back")
    assert "unavailable" not in world.says(CHAIR, "status SG4")
    assert world.ask(COVER, SAID).refused
    assert "not marked as away" in world.says(OWNER, "away back")


def test_an_absence_is_sensible(world: World) -> None:
    for said in (
        "away from 16 April 2010 to 12 April 2010",
        f"away from 12 April 2010 to 16 April 2010 cover {OWNER}",
        "away from 12 April 2010 to 12 April 2012",
        "away from 1 April 2010 to 6 April 2010",
    ):
        assert world.ask(OWNER, said).refused, said
    assert world.ask(OWNER, "away").form is not None
    assert "nobody's colleague" in world.says(OPERATOR, AWAY)
    assert not world.ask(OWNER, "away from 2010-04-05 to 2010-04-09").refused


def test_a_leavers_items_go_to_somebody_by_decision(world: World) -> None:
    form = world.ask(OPERATOR, f"leaver {OWNER}").form
    assert form is not None
    assert "action 4.1" in form.intro
    assert world.ask(OPERATOR, f"leaver {OWNER} to={OWNER}").refused
    assert "has left" in world.says(OPERATOR, form.command, {"to": COVER, "reason": "Retired"})
    assert world.ask(OWNER, "status SG4").refused
    assert "Owner     Head of Quality Assurance" in world.says(CHAIR, "status SG4")
    assert "Head of Quality Assurance is now owner: Head of Participation left, “Retired”" in " ".join(
        world.says(CHAIR, "history SG4").split()
    )
    assert "Survey drafted" in world.says(CHAIR, "history SG4")
    nobody = "SELECT count(*) FROM tie JOIN person ON person.id = person_id WHERE until_on IS NULL AND NOT active"
    assert world.rows(nobody) == [(0,)]
    assert "has left already" in world.says(OPERATOR, f"leaver {OWNER}")
    assert world.audit_problems() == []


def test_what_a_leavers_post_holds_goes_on_too_unless_another_holds_it(world: World) -> None:
    world.ask(OPERATOR, f"leaver {HOLDER} to={COVER}")
    assert "Owner     Head of Quality Assurance" in world.says(CHAIR, "status LAC5")
    assert not world.ask(COVER, 'update LAC5 on track "Taken over"').refused


def test_a_colleague_in_the_same_post_keeps_what_the_post_holds(world: World) -> None:
    world.run(
        "INSERT INTO post_holder (post_id, person_id) SELECT post.id, person.id FROM post, person "
        f"WHERE title = 'Head of the 16+ Service' AND email = '{OTHER}'"
    )
    assert "has left" in world.says(OPERATOR, f"leaver {HOLDER}")
    assert "Head of the 16+ Service" in world.says(CHAIR, "status LAC5")
    assert not world.ask(OTHER, 'update LAC5 on track "Still here"').refused


def test_the_last_administrator_cannot_leave(world: World) -> None:
    assert "the last administrator" in world.says(OPERATOR, f"leaver {DIRECTOR} to={COVER}")


def test_a_link_officer_reports_for_the_partner_organisation(world: World) -> None:
    world.ask(LINK, 'update SG7 on track "The framework is agreed"')
    assert latest(world) == ("LSCB Business Manager", "Local Safeguarding Children Board")
    world.ask(DIRECTOR, f"assign SG7 {OTHER} as=link-officer reason=Moved")
    assert not world.ask(OTHER, 'update SG7 at risk "Told by telephone"').refused
    assert latest(world) == ("Head of Access", "Local Safeguarding Children Board")
    assert "Head of Access, reported for Local Safeguarding Children Board" in " ".join(
        world.says(CHAIR, "status SG7").split()
    )


def test_central_bedfordshires_health_items_are_reported_for_the_commissioners(store: Store, tmp_path: Path) -> None:
    plans = ("central-bedfordshire-2012", "central-bedfordshire-2012-overlay")
    with opened(store, tmp_path, Setting(plans, now=datetime(2012, 11, 6, 9, tzinfo=LONDON))) as world:
        world.ask("director.of.nursing@ccg.example", 'update H1 on track "Data for six months"')
        assert latest(world)[1] == "Bedfordshire Clinical Commissioning Group"


def test_an_absence_may_begin_on_a_day_just_past(world: World) -> None:
    assert "Away from 6 April 2010 to 16 April 2010" in world.says(OWNER, "away from 6 April to 16 April")
    assert "Away from 24 March 2010 to 16 April 2010" in world.says(OWNER, "away from 24 March to 16 April")
    assert "Say which year" in world.says(OWNER, "away from 23 March to 16 April")
