"""What people write in Teams: the same words as everywhere, answered to whoever wrote them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.teams.connector import LARGEST_MESSAGE, size
from tests.databases import SqliteStore, Store
from tests.teams_fake import BOT, Fault
from tests.teams_worlds import OWNER, TEAM, THE_CHAIR, TeamsWorld, card_in, commands_in, teams_world


@pytest.fixture
def teams(store: Store, tmp_path: Path) -> Iterator[TeamsWorld]:
    with teams_world(store, tmp_path) as world:
        yield world


def test_a_message_is_answered_with_a_card_where_it_was_written(teams: TeamsWorld) -> None:
    assert teams.says(OWNER, "status SG4").status == 200
    told = teams.fake.expect()
    assert teams.fake.told()[0].conversation == f"a:{OWNER}"
    assert card_in(told)["type"] == "AdaptiveCard"
    assert "SG4" in str(card_in(told)["body"])
    assert "SG4" in told["summary"]


def test_the_bots_own_name_is_left_out_of_what_was_said(teams: TeamsWorld) -> None:
    body = teams.message(OWNER, "<at>Improvement plan</at>&nbsp;status\xa0SG4 \n")
    body["entities"] = [{"type": "mention", "mentioned": {"id": BOT}, "text": "<at>Improvement plan</at>"}]
    teams.signed(body)
    assert "SG4" in str(card_in(teams.fake.expect())["body"])


@pytest.mark.parametrize("kind", ["channel", "groupChat"])
def test_where_others_read_the_answer_goes_to_the_own_chat_of_whoever_asked(teams: TeamsWorld, kind: str) -> None:
    assert teams.signed(teams.in_channel(OWNER, "status SG4", kind)).status == 200
    told = teams.fake.expect()
    assert [each.conversation for each in teams.fake.told()] == [f"a:{OWNER}"]
    assert "SG4" in str(card_in(told)["body"])
    beside = teams.fake.expect(method="reply")
    assert teams.fake.told("reply")[0].conversation == f"{TEAM};messageid=12"
    assert "I have answered you in our own chat." in beside["text"]
    assert "SG4" not in str(beside)


def test_somebody_without_the_app_is_told_there_how_to_have_it_and_nothing_else(teams: TeamsWorld) -> None:
    teams.fake.not_installed.add(OWNER)
    teams.signed(teams.in_channel(OWNER, "status SG4"))
    beside = teams.fake.expect(method="reply")
    assert "Add me in Teams" in beside["text"]
    assert "SG4" not in str(teams.fake.calls[-1])
    assert teams.fake.told("send") == []


def test_somebody_who_has_blocked_the_app_is_not_said_to_be_answered(teams: TeamsWorld) -> None:
    teams.met(OWNER)
    teams.fake.not_installed.add(OWNER)
    for count in (1, 2):
        teams.signed(teams.in_channel(OWNER, "status SG4"))
        assert "Add me in Teams" in teams.fake.expect(count, method="reply")["text"]
    assert teams.world.rows("SELECT closed FROM chat") == [("they have not added the app in Teams",)]
    teams.settled()
    assert {row[0] for row in teams.inbox()} == {"answered"}


def test_an_activity_that_teams_sends_three_times_is_answered_once(teams: TeamsWorld) -> None:
    body = teams.message(OWNER, 'update SG4 at risk "Only one printer works."')
    for _ in range(3):
        assert teams.signed(body).status == 200
    teams.says(OWNER, "status SG1")
    teams.fake.expect(2)
    teams.settled()
    assert len(teams.world.rows("SELECT id FROM \"update\" WHERE narrative LIKE 'Only one%'")) == 1
    assert len(teams.fake.told()) == 2


def test_the_same_id_in_another_conversation_is_another_message(teams: TeamsWorld) -> None:
    teams.met(OWNER, THE_CHAIR)
    first, second = teams.message(OWNER, "status SG4"), teams.message(THE_CHAIR, "status SG4")
    second["id"] = first["id"]
    teams.signed(first)
    teams.signed(second)
    teams.fake.expect(2, conversation=f"a:{OWNER}")
    teams.fake.expect(2, conversation=f"a:{THE_CHAIR}")


def test_what_identifies_a_child_is_refused_before_anything_of_it_is_kept(teams: TeamsWorld) -> None:
    teams.says(OWNER, 'update SG3 at risk "Child K, NHS 943 476 5919, waits."')
    assert "NHS number" in str(teams.fake.expect())
    assert "943 476" not in str(teams.world.everything())
    assert [row[0] for row in teams.inbox()] == ["refused"]


def test_what_only_may_identify_a_child_is_asked_about_in_a_form_and_not_kept_before(teams: TeamsWorld) -> None:
    teams.met(OWNER)
    teams.says(OWNER, 'update SG3 at risk "Child K waits for a placement."')
    told = teams.fake.expect(2)
    assert "Could this identify a child?" in str(told)
    assert "Child K" not in str(teams.world.everything())


def test_words_that_are_no_command_become_an_update_when_somebody_says_so(teams: TeamsWorld) -> None:
    teams.met(OWNER)
    teams.says(OWNER, "All three area teams now hold monthly meetings.")
    asked = teams.fake.expect(2)
    assert "Record this as your update?" in str(asked)
    command = next(each for each in commands_in(asked) if each.endswith("SG4"))
    how = teams.press(OWNER, command).json
    word = next(each for each in commands_in(how) if each.endswith(("on_track", "on track")))
    assert "Recorded" in str(teams.press(OWNER, word).json)
    assert teams.world.rows("SELECT id FROM \"update\" WHERE narrative LIKE 'All three area teams%'")


def test_after_a_crash_what_was_taken_in_is_answered_by_the_next_to_start(teams: TeamsWorld) -> None:
    teams.met(OWNER)
    teams.fake.fail("send", *[Fault(status=502)] * 8)
    teams.says(OWNER, 'update SG4 at risk "Only one printer works."')
    teams.until(lambda: len(teams.fake.tried()) >= 2)
    teams.until(lambda: "decided" in {row[0] for row in teams.inbox()})
    teams.fake.faults.clear()
    with teams.another_server():
        teams.fake.expect(2)
        teams.settled()
    assert len(teams.world.rows("SELECT id FROM \"update\" WHERE narrative LIKE 'Only one%'")) == 1


@pytest.mark.parametrize(
    "fault", [Fault(status=502, done=True), Fault(status=504, done=True), Fault(drop=True, done=True)]
)
def test_what_may_have_arrived_is_told_once_more_at_most_and_says_so(teams: TeamsWorld, fault: Fault) -> None:
    teams.met(OWNER)
    teams.fake.fail("send", fault, fault)
    teams.says(OWNER, 'update SG4 at risk "Only one printer works."')
    teams.until(lambda: teams.world.rows("SELECT id FROM inbox WHERE state = 'decided' AND route LIKE '%repeat%'"))
    with teams.another_server():
        teams.settled()
    with teams.another_server():
        teams.says(OWNER, "status SG1")
        teams.until(lambda: len(teams.fake.tried()) == 4)
    first, again = (str(each.given) for each in teams.fake.tried()[1:3])
    assert "Recorded for SG4" in first
    assert "Recorded for SG4" in again
    assert "This may be a repeat" not in first
    assert "This may be a repeat" in again
    assert 'ofsted_bot_answers_uncertain_total{state="retried"} 1' in teams.get("/metrics").text
    assert "SG1" in str(teams.fake.tried()[3].given)


def test_no_answer_is_larger_than_teams_takes(teams: TeamsWorld) -> None:
    teams.met(OWNER)
    teams.says(OWNER, "status all")
    assert size(teams.fake.expect(2)) <= LARGEST_MESSAGE


def test_teams_asking_to_wait_is_waited_for(teams: TeamsWorld) -> None:
    teams.met(OWNER)
    teams.fake.fail(
        "send", Fault(status=429, headers={"Retry-After": "1"}), Fault(status=412, headers={"Retry-After": "1"})
    )
    teams.says(OWNER, "status SG4")
    assert "SG4" in str(teams.fake.expect(2))
    assert len(teams.fake.tried()) == 4


def test_many_first_questions_at_once_are_all_answered_and_one_link(teams: TeamsWorld) -> None:
    with ThreadPoolExecutor(6) as asking:
        list(asking.map(lambda _: teams.says(OWNER, "status SG4"), range(6)))
    teams.fake.expect(6)
    teams.settled()
    assert teams.world.rows("SELECT count(*) FROM identity") == [(1,)]
    assert teams.world.rows("SELECT count(*) FROM chat") == [(1,)]
    assert len(teams.fake.tried("member")) == 1


def test_while_somebody_else_writes_for_too_long_it_is_said_that_nothing_was_saved(
    sqlite_store: SqliteStore, tmp_path: Path
) -> None:
    with teams_world(sqlite_store, tmp_path) as teams:
        teams.met(OWNER)
        with teams.world.engine.begin() as connection:
            connection.execute(text("UPDATE person SET active = active"))
            teams.says(OWNER, 'update SG4 at risk "Only one printer works."')
            assert "Somebody else was saving" in str(teams.fake.expect(2))


def test_the_bots_token_is_asked_for_once(teams: TeamsWorld) -> None:
    for _ in range(5):
        teams.met(OWNER)
    assert teams.fake.token_fetches == 1
    assert {each.token for each in teams.fake.calls} == {"token-1"}


def test_the_bots_token_is_renewed_before_it_ends_and_nobody_waits_for_it(teams: TeamsWorld) -> None:
    teams.met(OWNER)
    teams.world.wait(minutes=56)
    teams.fake.fail("token", Fault(status=500))
    teams.met(OWNER)
    assert {each.token for each in teams.fake.calls} == {"token-1"}
    for _ in range(3):
        teams.until(lambda: teams.met(OWNER).fake.token_fetches >= 2)
        teams.world.wait(seconds=30)
    teams.until(lambda: teams.met(OWNER).fake.calls[-1].token.endswith("-3"))
    assert teams.fake.token_fetches == 3


def test_a_token_that_teams_does_not_take_any_more_is_replaced(teams: TeamsWorld) -> None:
    teams.met(OWNER)
    teams.fake.fail("send", Fault(status=401))
    teams.says(OWNER, "status SG4")
    teams.fake.expect(2)
    assert teams.fake.token_fetches == 2


def test_what_may_have_arrived_is_not_sent_again_at_once(teams: TeamsWorld) -> None:
    teams.met(OWNER)
    teams.fake.fail("send", Fault(status=504, done=True, body="<html>gateway</html>"))
    teams.says(OWNER, "status SG4")
    teams.until(lambda: len(teams.fake.tried()) == 2)
    teams.says(OWNER, "status SG1")
    teams.fake.expect(3)
    told = [each.given["summary"] for each in teams.fake.tried()[1:]]
    assert [("SG4" in each, "SG1" in each) for each in told] == [(True, False), (False, True)]
