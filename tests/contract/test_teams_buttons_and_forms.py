"""Teams' buttons, cards that ask, and dialogs: answered where they stand, once, and wrong answers beside their field."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.databases import SqliteStore, Store
from tests.slack_worlds import acknowledged_within
from tests.teams_fake import Fault, Json
from tests.teams_worlds import OWNER, READER, TEAM, TeamsWorld, card_in, commands_in, teams_world

CARD = "application/vnd.microsoft.card.adaptive"
ON_TRACK = "update cambridgeshire-2009/SG4 on track"


@pytest.fixture
def teams(store: Store, tmp_path: Path) -> Iterator[TeamsWorld]:
    with teams_world(store, tmp_path) as world:
        yield world.met(OWNER)


def updates(teams: TeamsWorld) -> int:
    return len(teams.world.rows('SELECT id FROM "update"'))


def fields(card: Json) -> dict[str, Json]:
    """The fields a card asks, by name."""
    return {part["id"]: part for part in card["body"] if str(part["type"]).startswith("Input.")}


def test_a_button_is_answered_in_its_place_with_the_card_as_it_is_now(teams: TeamsWorld) -> None:
    answer = teams.press(OWNER, "status SG4")
    assert (answer.status, answer.json["statusCode"], answer.json["type"]) == (200, 200, CARD)
    assert "SG4" in str(answer.json["value"]["body"])
    assert teams.fake.told("update") == []
    assert len(teams.fake.told()) == 1


def test_what_a_button_changed_stands_there_also_when_the_chat_is_opened_again(teams: TeamsWorld) -> None:
    before = updates(teams)
    answer = teams.press(OWNER, ON_TRACK)
    assert "Recorded" in str(answer.json["value"])
    kept = teams.fake.expect(method="update")
    assert teams.fake.told("update")[0].what == "1:card"
    assert card_in(kept) == answer.json["value"]
    teams.settled()
    assert updates(teams) == before + 1
    assert len(teams.fake.told()) == 1


def test_a_button_that_teams_sends_again_does_nothing_twice_and_is_answered_the_same(teams: TeamsWorld) -> None:
    before, body = updates(teams), teams.press_body(OWNER, {"say": ON_TRACK})
    first, *others = [teams.signed(body) for _ in range(3)]
    assert [each.json for each in others] == [first.json, first.json]
    assert updates(teams) == before + 1


def test_a_button_sent_again_after_a_restart_does_nothing_twice(teams: TeamsWorld) -> None:
    before, body = updates(teams), teams.press_body(OWNER, {"say": ON_TRACK})
    teams.signed(body)
    teams.settled()
    with teams.another_server() as port:
        again = TeamsWorld(teams.world, teams.fake, port, teams.numbers).signed(body)
    assert "That came before" in str(again.json)
    assert updates(teams) == before + 1


def test_the_form_a_button_asks_stands_in_its_place_and_is_answered_there(teams: TeamsWorld) -> None:
    asked = teams.press(OWNER, "update SG4").json["value"]
    assert {"delivery", "narrative"} <= fields(asked).keys()
    form = asked["actions"][0]["data"]["form"]
    answer = teams.sends(OWNER, form, delivery="at_risk", narrative="Only one printer works.").json
    assert "Recorded" in str(answer["value"])
    assert "Only one printer works." in str(teams.fake.expect(method="update"))
    assert teams.world.rows("SELECT delivery FROM \"update\" WHERE narrative LIKE 'Only one%'") == [("at_risk",)]


def test_a_form_that_was_written_is_sent_by_a_message_where_the_client_knows_no_other_way(teams: TeamsWorld) -> None:
    value = {"form": "update SG4", "delivery": "at_risk", "narrative": "Only one printer works."}
    body = teams.activity(OWNER, "message", value=value, replyToId="1:card")
    assert teams.signed(body).status == 200
    assert "Recorded" in str(teams.fake.expect(method="update"))
    body = teams.activity(OWNER, "message", value={"say": "status SG4"}, replyToId="1:card")
    teams.signed(body)
    assert "SG4" in str(teams.fake.expect(2))
    assert len(teams.fake.told("update")) == 1


def test_a_dialog_opens_with_the_form_and_closes_with_its_answer_told(teams: TeamsWorld) -> None:
    opened = teams.invoke(
        OWNER, "task/fetch", {"data": {"type": "task/fetch", "say": "update SG4"}}, replyToId="1:card"
    ).json["task"]
    assert opened["type"] == "continue"
    card = opened["value"]["card"]
    assert card["contentType"] == CARD
    form = card["content"]["actions"][0]["data"]["form"]
    sent = {"type": "task/submit", "form": form, "delivery": "at_risk", "narrative": "Only one printer works."}
    closed = teams.invoke(OWNER, "task/submit", {"data": sent}, replyToId="1:card")
    assert (closed.status, closed.text) == (200, "")
    assert "Recorded" in str(teams.fake.expect(method="update"))


def test_a_wrong_answer_is_said_beside_its_field_and_what_was_typed_stays(teams: TeamsWorld) -> None:
    before = updates(teams)
    sent = {"form": "update SG4", "delivery": "at_risk", "period_from": "2010-04-01", "narrative": "x" * 3_001}
    answer = teams.invoke(OWNER, "task/submit", {"data": sent}).json["task"]
    assert answer["type"] == "continue"
    asked = fields(answer["value"]["card"]["content"])
    assert asked["delivery"]["value"] == "at risk"
    assert "3,001" in str(answer)
    assert updates(teams) == before


CHILD = "Ben Carter, DOB 03/04/2001, NHS number 943 476 5919, was seen."
TYPED = {"form": "update SG4", "delivery": "at_risk", "next": "Two vacancies.", "narrative": CHILD}


def after(card: Json, field: str) -> str:
    """What stands above a field, since the one before it."""
    place = next(at for at, part in enumerate(card["body"]) if part.get("id") == field)
    before = [at for at, part in enumerate(card["body"][:place]) if str(part["type"]).startswith("Input.")]
    return str(card["body"][(before or [-1])[-1] + 1 : place])


def test_what_the_guard_refuses_is_said_beside_its_field_and_every_answer_stays_in_the_dialog(
    teams: TeamsWorld,
) -> None:
    before = updates(teams)
    answer = teams.invoke(OWNER, "task/submit", {"data": TYPED}).json["task"]
    card = answer["value"]["card"]["content"]
    asked = fields(card)
    assert "I have not kept that: it seems to contain" in after(card, "narrative")
    assert "Say it as a total" in after(card, "narrative")
    assert (asked["narrative"]["value"], asked["next"]["value"]) == (CHILD, "Two vacancies.")
    assert asked["delivery"]["value"] == "at risk"
    again = {**card["actions"][0]["data"], **TYPED, "narrative": "One printer works."}
    assert teams.invoke(OWNER, "task/submit", {"data": again}).text == ""
    assert updates(teams) == before + 1
    assert "943 476 5919" not in str(teams.fake.calls) + str(teams.world.everything())


@pytest.mark.parametrize("by", ["invoke", "message"])
def test_on_a_card_no_message_holds_what_the_guard_refused_and_a_dialog_still_has_it_all(
    teams: TeamsWorld, by: str
) -> None:
    if by == "invoke":
        shown = teams.sends(OWNER, TYPED["form"], **TYPED).json["value"]
    else:
        teams.signed(teams.activity(OWNER, "message", value=TYPED, replyToId="1:card"))
        shown = card_in(teams.fake.expect(2))
    assert "I have not kept that: it seems to contain" in str(shown)
    assert "943 476 5919" not in str(shown)
    [button] = shown["actions"]
    opened = teams.invoke(OWNER, "task/fetch", {"data": button["data"]}).json["task"]["value"]["card"]["content"]
    asked = fields(opened)
    assert (asked["narrative"]["value"], asked["next"]["value"]) == (CHILD, "Two vacancies.")
    assert "I have not kept that" in after(opened, "narrative")


def test_a_concern_typed_into_a_form_says_all_of_whom_to_call(teams: TeamsWorld) -> None:
    worry = "I think a child is being hit at home and I am worried about her safety tonight."
    answer = str(teams.invoke(OWNER, "task/submit", {"data": {**TYPED, "narrative": worry}}).json)
    assert "This chat is not watched" in answer
    assert "Immediate danger: 999" in answer
    assert worry in answer


def test_a_refusal_is_shown_in_the_dialog(teams: TeamsWorld) -> None:
    teams.met(READER)
    sent = {"form": "update SG4", "delivery": "at_risk", "narrative": "Not mine."}
    answer = teams.invoke(READER, "task/submit", {"data": sent}).json["task"]
    assert "Nothing was" in str(answer["value"]["card"])


def test_a_card_that_is_out_of_date_shows_what_is_there_now_and_changes_nothing(teams: TeamsWorld) -> None:
    before = updates(teams)
    answer = teams.press(OWNER, f"{ON_TRACK} @v0").json
    assert "changed" in str(answer["value"])
    assert "SG4" in str(answer["value"])
    assert updates(teams) == before
    assert "changed" in str(teams.fake.expect(method="update"))


def test_a_button_where_others_read_is_answered_in_the_own_chat(teams: TeamsWorld) -> None:
    where = {"conversationType": "channel", "id": TEAM, "isGroup": True}
    answer = teams.press(OWNER, ON_TRACK, conversation=where).json
    assert answer["type"] == "application/vnd.microsoft.activity.message"
    assert "our own chat" in answer["value"]
    assert "Recorded" in str(teams.fake.expect(2, conversation=f"a:{OWNER}"))
    assert teams.fake.told("update") + teams.fake.told("reply") == []


def test_a_button_carries_no_authority(teams: TeamsWorld) -> None:
    teams.met(READER)
    before = updates(teams)
    assert "Nothing was" in str(teams.press(READER, ON_TRACK).json)
    assert updates(teams) == before


def test_somebody_who_presses_before_they_ever_wrote_is_known_in_time(teams: TeamsWorld) -> None:
    assert "SG4" in str(teams.press(READER, "status SG4").json)


def test_what_takes_too_long_is_said_to_come_and_then_comes(teams: TeamsWorld) -> None:
    teams.fake.fail("member", Fault(status=500, seconds=4.3))
    with acknowledged_within(4.0):
        assert "One moment" in str(teams.press(READER, "status SG4").json)
    assert "SG4" in str(teams.fake.expect(1, conversation=f"a:{READER}"))


def test_what_cannot_be_saved_in_time_is_said_to_be_saving_and_then_told(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with teams_world(sqlite_store, tmp_path) as teams:
        teams.fake.fail("member", Fault(status=500, seconds=4.3))
        with acknowledged_within(4.0):
            assert "Saving" in str(teams.press(OWNER, ON_TRACK).json)
        assert "Recorded" in str(teams.fake.expect(method="update"))
        teams.settled()
        assert [row[0] for row in teams.inbox()] == ["answered"]


def test_while_somebody_else_writes_for_too_long_nothing_is_saved_and_it_is_said(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with teams_world(sqlite_store, tmp_path) as teams:
        teams.met(OWNER)
        with teams.world.engine.begin() as connection:
            connection.execute(text("UPDATE person SET active = active"))
            answer = teams.press(OWNER, ON_TRACK).json
        assert "Somebody else was saving" in str(answer)


def test_several_at_once_have_one_effect_and_one_answer(teams: TeamsWorld) -> None:
    body, before = teams.press_body(OWNER, {"say": ON_TRACK}), updates(teams)
    with ThreadPoolExecutor(6) as pressing:
        answers = list(pressing.map(lambda _: teams.signed(body), range(6)))
    assert all("Recorded" in str(each.json) for each in answers)
    assert updates(teams) == before + 1
    teams.settled()
    assert len(teams.fake.told("update")) == 1


def test_the_buttons_of_a_refreshed_card_are_commands(teams: TeamsWorld) -> None:
    said = commands_in(teams.press(OWNER, "status SG4").json)
    assert any(each.startswith("update ") for each in said)
