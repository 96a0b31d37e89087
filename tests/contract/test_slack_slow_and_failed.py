"""What takes long and what fails for good: said, finished later, or given up with somebody told."""

import re
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from tests.contract.test_slack_crashes import program
from tests.contract.test_slack_crashes import slack as started  # noqa: F401  because it is a fixture
from tests.council import CHAIR
from tests.databases import Store
from tests.slack_fake import PATIENCE, Fault, Json
from tests.slack_worlds import SlackWorld, acknowledged_within, slack_world

WORDS = "Said while Slack was slow."
SLOW = Fault(seconds=2.6, pass_on=True)


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    with slack_world(store, tmp_path) as world:
        yield world.met("U0OWNER", "U0ADMIN")


def form(slack: SlackWorld) -> Json:
    """The form of an update, as it opens; told for good, for a server that starts takes up what is not."""
    slack.command("U0OWNER", "update SG4")
    view: Json = slack.fake.expect("views.open")["view"]
    slack.settled()
    return view


@contextmanager
def forgetful(slack: SlackWorld, fault: Fault) -> Iterator[SlackWorld]:
    """Another server, which knows of no channel yet whose it is, and of which Slack tells it as in `fault`."""
    with slack.another_server() as port, acknowledged_within(2.0):
        slack.fake.fail("conversations.info", fault)
        yield SlackWorld(slack.world, slack.fake, port, slack.numbers)


def updates(slack: SlackWorld) -> int:
    return len(slack.world.rows(f"SELECT id FROM \"update\" WHERE narrative = '{WORDS}'"))


def put_off(slack: SlackWorld, said: str) -> None:
    """Something that came, and was taken up five times without an answer."""
    slack.fake.fail("chat.postMessage", *[Fault(error="channel_not_found")] * 2)
    slack.event(slack.message("U0OWNER", said))
    slack.fake.expect("chat.postMessage", 2)
    slack.decided()
    slack.world.run("UPDATE inbox SET attempts = 5 WHERE state = 'decided'")


def test_a_form_that_takes_long_says_so_and_then_what_came_of_it(slack: SlackWorld) -> None:
    view = form(slack)
    with forgetful(slack, SLOW) as other:
        said = other.submit("U0OWNER", view, delivery="at risk", narrative=WORDS).json
        assert said["response_action"] == "update"
        assert "Saving…" in str(said["view"]["blocks"])
        assert updates(slack) == 0
        assert "Recorded for SG4" in str(slack.fake.expect("views.update")["view"]["blocks"])
        slack.settled()
    assert updates(slack) == 1
    assert [row[0] for row in slack.inbox()].count("answered") == len(slack.inbox())


def test_a_form_that_takes_long_and_was_wrong_is_asked_again_where_it_stood(slack: SlackWorld) -> None:
    view = form(slack)
    with forgetful(slack, SLOW) as other:
        said = other.submit("U0OWNER", view, delivery="not a word", narrative=WORDS).json
        assert "Saving…" in str(said["view"]["blocks"])
        asked = slack.fake.expect("views.update")["view"]
        assert asked["callback_id"] == "form"
        assert WORDS in str(asked["blocks"])
        slack.settled()
    assert updates(slack) == 0


@pytest.mark.parametrize(
    "why", [Fault(seconds=2.6, error="channel_not_found"), Fault(seconds=2.6, error="fatal_error")]
)
def test_a_form_that_takes_long_and_is_then_refused_comes_back_with_every_answer(slack: SlackWorld, why: Fault) -> None:
    view = form(slack)
    with forgetful(slack, why) as other:
        said = other.submit("U0OWNER", view, delivery="at risk", narrative=WORDS, next="Paper in two centres.").json
        assert "Saving…" in str(said["view"]["blocks"])
        asked = slack.fake.expect("views.update")["view"]
        slack.settled()
    kept = {each["block_id"]: each["element"] for each in asked["blocks"] if each["type"] == "input"}
    assert kept["field:narrative"]["initial_value"] == WORDS
    assert kept["field:next"]["initial_value"] == "Paper in two centres."
    assert kept["field:delivery"]["initial_option"]["value"] == "at risk"
    assert "I cannot tell whether this channel is shared" in str(asked["blocks"])
    assert updates(slack) == 0
    assert slack.submit("U0OWNER", asked).json == {"response_action": "clear"}
    assert updates(slack) == 1


@pytest.mark.parametrize("delivery", ["not a word", "at risk"])
def test_who_has_closed_a_form_that_is_refused_is_told_what_they_typed(slack: SlackWorld, delivery: str) -> None:
    view = form(slack)
    fault = SLOW if delivery != "at risk" else Fault(seconds=2.6, error="channel_not_found")
    with forgetful(slack, fault) as other:
        slack.fake.fail("views.update", Fault(error="not_found"))
        slack.fake.fail("views.open", Fault(error="expired_trigger_id"))
        told = len(slack.fake.told("respond"))
        other.submit("U0OWNER", view, delivery=delivery, narrative=WORDS)
        said = slack.fake.expect("respond", told + 1)
        slack.settled()
    assert WORDS in str(said["blocks"])
    assert "to copy and send again" in str(said["blocks"])
    assert updates(slack) == 0


def test_a_form_that_was_being_saved_in_a_crash_is_saved_after_it(started: SlackWorld) -> None:  # noqa: F811
    slack = started
    with program(slack):
        slack.met("U0OWNER")
        view = form(slack)
    with slack.fake.silent("conversations.info"), program(slack) as first:
        said = slack.submit("U0OWNER", view, delivery="at risk", narrative=WORDS).json
        assert "Saving…" in str(said["view"]["blocks"])
        slack.fake.unanswered("conversations.info")
        first.send_signal(signal.SIGKILL)
        first.wait(PATIENCE)
    assert updates(slack) == 0
    told = len(slack.fake.told("respond"))
    with program(slack):
        assert "Recorded for SG4" in slack.fake.expect("respond", told + 1)["text"]
        slack.settled()
    assert updates(slack) == 1


def test_after_five_tries_who_asked_gets_the_answer_by_direct_message_and_an_administrator_is_told(
    slack: SlackWorld,
) -> None:
    put_off(slack, f'update SG4 at risk "{WORDS}"')
    told = len(slack.fake.told("chat.postMessage"))
    with slack.another_server() as port:
        slack.fake.expect("chat.postMessage", told + 2)
        assert doubts(replace(slack, port=port)) == {"abandoned": 1}
    late, noted = slack.fake.told("chat.postMessage")[told:]
    assert (late["channel"], noted["channel"]) == ("DU0OWNER", "DU0ADMIN")
    assert "Recorded for SG4" in late["text"]
    assert "I could not answer Head of Participation in time" in noted["text"]
    assert "what they asked was done" in noted["text"]
    assert WORDS not in str(noted)
    assert slack.inbox()[-1] == ("failed", None, None)
    assert updates(slack) == 1


LOST = [Fault(status=500, done=True), Fault(error="internal_error", done=True)]


def doubts(slack: SlackWorld) -> dict[str, int]:
    """What whoever watches the server is told of answers that may have arrived."""
    found = re.findall(r'answers_uncertain_total\{state="(\w+)"\} (\d+)', slack.get("/metrics").text)
    return {state: int(number) for state, number in found if number != "0"}


def lost(slack: SlackWorld, fault: Fault) -> None:
    """An answer of which Slack did not say whether it took it."""
    slack.fake.fail("chat.postMessage", fault)
    slack.event(slack.message("U0OWNER", f'update SG4 at risk "{WORDS}"'))
    slack.fake.expect("chat.postMessage")
    until = time.monotonic() + PATIENCE
    while not slack.world.rows("SELECT id FROM inbox WHERE state = 'decided' AND route LIKE '%repeat%'"):
        assert time.monotonic() < until, "not kept as one that may have arrived"
        time.sleep(0.02)


@pytest.mark.parametrize("fault", LOST)
def test_an_answer_that_slack_took_without_saying_so_is_looked_up_and_not_told_again(
    slack: SlackWorld, fault: Fault
) -> None:
    lost(slack, fault)
    with slack.another_server():
        slack.settled()
    assert len(slack.fake.told("chat.postMessage")) == 1
    assert updates(slack) == 1


def test_one_that_did_not_arrive_is_told_as_if_for_the_first_time(slack: SlackWorld) -> None:
    lost(slack, Fault(status=500))
    with slack.another_server():
        said = slack.fake.expect("chat.postMessage", 2)
        slack.settled()
    assert "Recorded for SG4" in said["text"]
    assert "may be a repeat" not in str(said)


def test_where_nobody_can_see_whether_it_arrived_it_is_told_once_more_and_says_so(slack: SlackWorld) -> None:
    lost(slack, LOST[0])
    slack.fake.fail("conversations.history", Fault(error="missing_scope"))
    slack.fake.fail("chat.postMessage", LOST[0])
    assert doubts(slack) == {"retried": 1}
    with slack.another_server() as port:
        said = slack.fake.expect("chat.postMessage", 2)
        slack.settled()
        assert doubts(replace(slack, port=port)) == {"repeated": 1, "unknown": 1}
    assert "This may be a repeat" in str(said["blocks"])
    with slack.another_server():
        slack.command("U0OWNER", "status SG4")
    assert len(slack.fake.told("chat.postMessage")) == 2


def test_what_could_never_be_done_is_said_with_their_words_and_a_way_to_say_it_again(slack: SlackWorld) -> None:
    put_off(slack, f'update SG4 at risk "{WORDS}"')
    slack.world.run(
        "DELETE FROM \"update\" WHERE narrative LIKE 'Said while%'",
        "UPDATE inbox SET state = 'received', reply = NULL, payload = "
        '\'{"platform": "slack", "actor": "U0OWNER", "conversation": "DU0OWNER", "text": "update SG4", '
        '"values": {}, "attachments": [], "id": "x"}\' WHERE state = \'decided\'',
    )
    told = len(slack.fake.told("chat.postMessage"))
    with slack.another_server():
        slack.fake.expect("chat.postMessage", told + 2)
    said, noted = slack.fake.told("chat.postMessage")[told:]
    assert "I could not finish what you asked" in said["text"]
    assert "Nothing was recorded" in said["text"]
    assert '"value": "update SG4"' in str(said["blocks"]).replace("'", '"')
    assert "what they asked was not done. They have been told." in noted["text"]


def test_an_administrator_learns_when_somebody_could_not_even_be_told(slack: SlackWorld) -> None:
    put_off(slack, f'update SG4 at risk "{WORDS}"')
    slack.fake.fail("chat.postMessage", Fault(error="user_disabled"))
    told = len(slack.fake.told("chat.postMessage"))
    with slack.another_server():
        slack.fake.expect("chat.postMessage", told + 2)
    assert "They could not be told" in slack.fake.told("chat.postMessage")[-1]["text"]


def test_what_slack_refuses_us_makes_a_stranger_of_nobody(slack: SlackWorld) -> None:
    slack.fake.add("U0CHAIR", CHAIR)
    slack.fake.fail("users.info", Fault(error="account_inactive"))
    told = len(slack.fake.told("respond"))
    slack.command("U0CHAIR", "status SG4")
    assert "could not check who you are" in slack.fake.expect("respond", told + 1)["text"]
    slack.command("U0CHAIR", "status SG4")
    assert "SG4" in slack.fake.expect("respond", told + 2)["text"]


def test_the_home_tab_is_drawn_anew_after_a_change_made_elsewhere(slack: SlackWorld) -> None:
    slack.event({"type": "app_home_opened", "tab": "home", "user": "U0OWNER"})
    slack.fake.expect("views.publish")
    slack.settled_home("U0OWNER")
    slack.command("U0OWNER", "status SG4")
    slack.command("U0OWNER", f'update SG4 completed "{WORDS}"')
    drawn = slack.fake.expect("views.publish", 2)
    assert drawn["user_id"] == "U0OWNER"
    slack.press("U0OWNER", f'update LAC4 at risk "{WORDS}"')
    slack.fake.expect("views.publish", 3)
    slack.settled()
    assert len(slack.fake.told("views.publish")) == 3


def test_nobodys_home_tab_is_drawn_who_never_opened_it(slack: SlackWorld) -> None:
    slack.command("U0OWNER", f'update SG4 at risk "{WORDS}"')
    slack.settled()
    assert slack.fake.told("views.publish") == []


def test_a_change_is_acknowledged_however_slowly_the_home_tab_is_drawn(slack: SlackWorld) -> None:
    slack.event({"type": "app_home_opened", "tab": "home", "user": "U0OWNER"})
    slack.fake.expect("views.publish")
    slack.settled_home("U0OWNER")
    slack.fake.fail("views.publish", Fault(holds=3.0, pass_on=True))
    with acknowledged_within(2.0):
        assert "Recorded for SG4" in slack.command("U0OWNER", f'update SG4 at risk "{WORDS}"').text
        assert "SG4" in slack.command("U0OWNER", "status SG4").text


def test_what_identifies_a_child_is_refused_at_its_own_field_and_no_message_is_spoken_of(slack: SlackWorld) -> None:
    view = form(slack)
    child = "Ben Carter, DOB 03/04/2001, NHS number 943 476 5919, was seen."
    said = slack.submit("U0OWNER", view, delivery="at risk", narrative=child).json
    assert list(said["errors"]) == ["field:narrative"]
    typed = slack.command("U0OWNER", f'update SG4 at risk "{child}"').text
    assert "I have not kept that" in typed
    assert "still in this chat" not in typed
    slack.event(slack.message("U0OWNER", child))
    assert "Your message is still in this chat: please delete it" in str(slack.fake.expect("chat.postMessage"))


def test_a_concern_typed_into_a_form_says_at_its_field_all_of_whom_to_call(slack: SlackWorld) -> None:
    worry = "I think a child is being hit at home and I am worried about her safety tonight."
    said = slack.submit("U0OWNER", form(slack), delivery="at risk", narrative=worry).json
    assert list(said["errors"]) == ["field:narrative"]
    assert "This chat is not watched" in said["errors"]["field:narrative"]
    assert "Immediate danger: 999" in said["errors"]["field:narrative"]


def test_a_form_that_is_sent_empty_says_what_it_wants_and_one_that_only_opens_does_not(slack: SlackWorld) -> None:
    view = form(slack)
    said = slack.submit("U0OWNER", view).json
    assert said["response_action"] in {"errors", "update"}
    assert "This is needed" in str(said) or "Nothing is filled in yet" in str(said)
    assert "Not yet" not in str(view)
    message = {"type": "message", "user": "U0CHAIR", "ts": "1.1", "text": "All 20 files were seen"}
    slack.interact(slack.interaction("U0OWNER", "message_action", callback_id="save_as_evidence", message=message,
                                     channel={"id": "C0BOARD"}))  # fmt: skip
    opened = str(slack.fake.expect("views.open", 2)["view"])
    assert "All 20 files were seen" in opened
    assert "Not yet" not in opened
