"""Who is let in: people of the council's own workspace, linked once; everybody else learns nothing."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from tests.council import PARTICIPATION, PARTNER
from tests.databases import Store
from tests.slack_fake import TEAM, Fault
from tests.slack_worlds import CHANNEL, SlackWorld, slack_world

REFUSED = "Sorry, this plan is only open to people the council has added"


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    with slack_world(store, tmp_path) as world:
        yield world
        assert world.world.audit_problems() == []


def answer(slack: SlackWorld, user: str, text: str = "status SG4", **more: Any) -> str:
    """What somebody is told, at once or after a moment."""
    told = len(slack.fake.told("respond"))
    said = slack.command(user, text, **more).json
    return str(slack.fake.expect("respond", told + 1) if said.get("text") == "One moment…" else said)


@pytest.mark.parametrize(
    "flags",
    [
        {"deleted": True},
        {"is_restricted": True},
        {"is_ultra_restricted": True},
        {"is_stranger": True},
        {"is_bot": True},
        {"team_id": "T0OTHER"},
        {"is_email_confirmed": False},
        {"profile": {}},
        {"profile": None},
    ],
)
def test_who_is_no_full_member_learns_nothing(slack: SlackWorld, flags: dict[str, object]) -> None:
    slack.fake.add("U0ODD", PARTICIPATION, **flags)
    assert REFUSED in answer(slack, "U0ODD")
    assert slack.world.rows("SELECT id FROM identity") == []


def test_somebody_the_council_has_not_added_learns_nothing(slack: SlackWorld) -> None:
    slack.fake.add("U0NEW", "someone@elsewhere.example")
    assert REFUSED in answer(slack, "U0NEW")
    assert REFUSED in answer(slack, "U0NEW", "help")


def test_somebody_whom_slack_does_not_know_learns_nothing(slack: SlackWorld) -> None:
    assert REFUSED in answer(slack, "U0NOBODY")


def test_somebody_of_another_workspace_is_refused_without_asking_slack_about_them(slack: SlackWorld) -> None:
    asked = len(slack.fake.calls)
    assert REFUSED in answer(slack, "U0OWNER", team_id="T0OTHER")
    assert len(slack.fake.calls) == asked


def test_staff_read_a_plan_that_is_open_to_them_without_being_added(slack: SlackWorld) -> None:
    slack.met("U0ADMIN")
    assert "staff" in answer(slack, "U0ADMIN", "publish cambridgeshire-2009 to staff")
    domain = slack.world.rows("SELECT email_domains FROM council")[0][0]
    assert "cambridgeshire.example" in str(domain)
    slack.fake.add("U0STAFF", "somebody.new@cambridgeshire.example")
    assert "SG4" in answer(slack, "U0STAFF")
    assert "Nothing was" in answer(slack, "U0STAFF", 'update SG4 at risk "Mine to say?"')


def test_a_second_account_with_the_same_email_is_not_let_in(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    slack.fake.add("U0TWIN", PARTICIPATION)
    assert "already linked to another account" in answer(slack, "U0TWIN")
    assert slack.world.rows("SELECT external_id FROM identity") == [("U0OWNER",)]


def test_an_administrator_is_asked_once_and_may_link_the_second_account(slack: SlackWorld) -> None:
    slack.met("U0OWNER", "U0ADMIN")
    slack.fake.add("U0TWIN", PARTICIPATION)
    answer(slack, "U0TWIN")
    asked = slack.fake.expect("chat.postMessage")
    assert asked["channel"] == "DU0ADMIN"
    command = f"people link {PARTICIPATION} U0TWIN"
    assert command in str(asked["blocks"])
    slack.press("U0ADMIN", command, message={"ts": "1", "text": "x", "blocks": []})
    slack.settled()
    assert slack.world.rows("SELECT external_id FROM identity ORDER BY id") == [("U0ADMIN",), ("U0TWIN",)]
    assert "SG4" in answer(slack, "U0TWIN")
    assert len(slack.fake.told("chat.postMessage")) == 1


@pytest.mark.parametrize("flags", [{"deleted": True}, {"is_restricted": True}])
def test_who_is_no_full_member_any_more_learns_no_more(slack: SlackWorld, flags: dict[str, bool]) -> None:
    slack.met("U0OWNER")
    slack.fake.add("U0OWNER", PARTICIPATION, **flags)
    slack.event({"type": "user_change", "user": slack.fake.users["U0OWNER"]})
    slack.gone("U0OWNER")
    assert REFUSED in answer(slack, "U0OWNER")


def test_a_profile_that_changed_ends_no_link(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    slack.fake.add("U0OWNER", "new.name@cambridgeshire.example")
    slack.event({"type": "user_change", "user": slack.fake.users["U0OWNER"]})
    assert "SG4" in answer(slack, "U0OWNER")


def test_after_a_restart_who_left_meanwhile_is_noticed(slack: SlackWorld) -> None:
    slack.met("U0OWNER")
    slack.fake.add("U0OWNER", PARTICIPATION, deleted=True)
    with slack.another_server() as port:
        SlackWorld(slack.world, slack.fake, port, slack.numbers).command("U0OWNER", "help")
        slack.gone("U0OWNER")


def test_once_linked_it_is_the_id_that_counts_and_not_the_email(slack: SlackWorld) -> None:
    slack.met("U0VIEWER")
    slack.fake.add("U0VIEWER", PARTICIPATION)
    assert "Nothing was" in answer(slack, "U0VIEWER", 'update SG4 at risk "Now I have their address."')


def test_many_first_questions_at_once_are_one_question_to_slack_and_one_link(slack: SlackWorld) -> None:
    with ThreadPoolExecutor(8) as asking:
        told = [
            answer.json["text"] for answer in asking.map(lambda _: slack.command("U0OWNER", "status SG4"), range(8))
        ]
    at_once = [text for text in told if "SG4" in text]
    assert len(at_once) + told.count("One moment…") == 8
    slack.fake.expect("respond", told.count("One moment…"))
    assert len(slack.world.rows("SELECT id FROM identity")) == 1
    assert len(slack.fake.told("auth.test")) == 1


def test_when_slack_cannot_say_who_it_is_nothing_is_told(slack: SlackWorld) -> None:
    slack.fake.fail("users.info", *[Fault(status=500)] * 5)
    assert "could not check who you are" in answer(slack, "U0OWNER")
    assert "SG4" in answer(slack, "U0OWNER")


def test_what_slack_says_late_is_waited_for_after_the_acknowledgement(slack: SlackWorld) -> None:
    slack.fake.fail("users.info", Fault(status=429, headers={"Retry-After": "1"}))
    assert slack.command("U0OWNER", "status SG4").json["text"] == "One moment…"
    assert "SG4" in slack.fake.expect("respond")["text"]


@pytest.mark.parametrize("flag", ["is_ext_shared", "is_pending_ext_shared"])
def test_nothing_is_said_in_a_channel_shared_with_another_organisation(slack: SlackWorld, flag: str) -> None:
    slack.met("U0OWNER")
    slack.fake.channels["C0SHARED"] = {"id": "C0SHARED", flag: True}
    assert "shared with another organisation" in answer(slack, "U0OWNER", channel_id="C0SHARED")
    assert "shared with another organisation" in answer(slack, "U0OWNER", channel_id="C0SHARED")
    assert "SG4" in answer(slack, "U0OWNER", channel_id=CHANNEL)


UNSEEN = {
    "fails": [Fault(status=500)] * 20,
    "no leave": [Fault(error="missing_scope")],
    "not in it": [Fault(error="channel_not_found")],
    "says nothing": [Fault(body='{"ok": true}')],
}


@pytest.mark.parametrize("why", UNSEEN)
def test_nor_where_slack_does_not_say_whether_it_is_and_that_is_asked_again_next_time(
    slack: SlackWorld, why: str
) -> None:
    slack.met("U0OWNER")
    slack.fake.channels["C0UNSEEN"] = {"id": "C0UNSEEN", "is_ext_shared": False}
    slack.fake.fail("conversations.info", *UNSEEN[why])
    said = answer(slack, "U0OWNER", channel_id="C0UNSEEN")
    assert "I cannot tell whether this channel is shared with another organisation" in said
    assert "Write to me in a direct message, or invite me to this channel" in said
    assert "SG4" not in said
    slack.fake.faults["conversations.info"].clear()
    assert "SG4" in answer(slack, "U0OWNER", channel_id="C0UNSEEN")


def test_a_direct_message_and_the_home_tab_need_not_be_asked_about(slack: SlackWorld) -> None:
    slack.fake.fail("conversations.info", *[Fault(status=500)] * 20)
    slack.event(slack.message("U0OWNER", "status SG4"))
    assert "SG4" in slack.fake.expect("chat.postMessage")["text"]
    slack.event({"type": "app_home_opened", "user": "U0OWNER", "tab": "home", "channel": "DU0OWNER"})
    assert "SG4" in str(slack.fake.expect("views.publish")["view"])
    assert slack.fake.told("conversations.info") == []


def test_nor_to_a_mention_there(slack: SlackWorld) -> None:
    slack.event(slack.mention("U0OWNER", "status SG4"), is_ext_shared_channel=True)
    assert "shared with another organisation" in str(slack.fake.expect("chat.postEphemeral"))


def test_a_mention_by_somebody_of_the_other_organisation_tells_them_nothing(slack: SlackWorld) -> None:
    slack.event(slack.mention("U0OWNER", "status SG4", user_team="T0OTHER", team=TEAM))
    assert REFUSED in str(slack.fake.expect("chat.postEphemeral"))


def test_a_partners_person_sees_their_own_items_only(slack: SlackWorld) -> None:
    slack.fake.add("U0PARTNER", PARTNER)
    assert "SG7" in answer(slack, "U0PARTNER", "status SG7")
    assert "SG1" not in answer(slack, "U0PARTNER", "status all")
