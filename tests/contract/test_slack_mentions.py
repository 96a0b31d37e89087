"""What Slack makes of what people type, made into what they meant: characters, links, and mentions of people."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.council import CHAIR
from tests.databases import Store
from tests.slack_fake import BOT
from tests.slack_worlds import CHANNEL, SlackWorld, slack_world

UNLINKED = "Type their work e-mail instead of the mention"
TYPED = (
    'update SG4 at risk "Meals &amp; beds: &lt;5 left, &gt;3 wanted &amp;lt; '
    '<https://council.example/a?b=1&amp;c=2|the note>."'
)
MEANT = "Meals & beds: <5 left, >3 wanted &lt; the note https://council.example/a?b=1&c=2."


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    with slack_world(store, tmp_path) as world:
        yield world.met("U0OWNER", "U0ADMIN")


def kept(slack: SlackWorld, start: str) -> list[str]:
    return [
        str(row[0]) for row in slack.world.rows(f"SELECT narrative FROM \"update\" WHERE narrative LIKE '{start}%'")
    ]


def ties(slack: SlackWorld) -> list[tuple[object, ...]]:
    return [tuple(row) for row in slack.world.rows("SELECT id FROM tie")]


def test_a_command_is_kept_as_it_was_typed(slack: SlackWorld) -> None:
    assert "Recorded for SG4" in slack.command("U0OWNER", TYPED).json["text"]
    assert kept(slack, "Meals") == [MEANT]


def test_a_message_is_kept_as_it_was_typed(slack: SlackWorld) -> None:
    slack.event(slack.message("U0OWNER", TYPED))
    slack.fake.expect("chat.postMessage")
    assert kept(slack, "Meals") == [MEANT]


def test_an_address_in_a_command_is_an_address(slack: SlackWorld) -> None:
    address = "new.person@cambridgeshire.example"
    slack.command("U0ADMIN", f"people add <mailto:{address}|{address}> viewer")
    assert slack.world.rows(f"SELECT id FROM person WHERE email = '{address}'")


@pytest.mark.parametrize("mention", ["<@U0CHAIR>", "<@U0CHAIR|chair>"])
def test_somebody_mentioned_in_a_command_is_who_they_are_in_the_plan(slack: SlackWorld, mention: str) -> None:
    slack.met("U0CHAIR")
    assert (
        "is now the deputy of SG4"
        in slack.command("U0ADMIN", f"assign SG4 {mention} as=deputy reason=Cover").json["text"]
    )
    tied = "SELECT p.email FROM tie t JOIN person p ON p.id = t.person_id ORDER BY t.id DESC"
    assert slack.world.rows(tied)[0][0] == CHAIR


def test_somebody_mentioned_beside_the_bot_is_no_bot(slack: SlackWorld) -> None:
    slack.met("U0CHAIR")
    slack.event(slack.mention("U0ADMIN", f"<@{BOT}> assign SG4 <@U0CHAIR> as=deputy reason=Cover"))
    assert "is now the deputy of SG4" in slack.fake.expect("chat.postEphemeral")["text"]


def test_somebody_mentioned_who_is_not_linked_is_asked_for_by_email(slack: SlackWorld) -> None:
    before = ties(slack)
    assert UNLINKED in str(slack.command("U0ADMIN", "assign SG4 <@U0CHAIR> as=deputy reason=Cover").json["blocks"])
    slack.event(slack.message("U0ADMIN", "assign SG4 <@U0CHAIR> as=deputy reason=Cover"))
    assert UNLINKED in str(slack.fake.expect("chat.postMessage")["blocks"])
    assert ties(slack) == before


def test_in_what_is_told_somebody_who_is_not_linked_is_somebody(slack: SlackWorld) -> None:
    said = 'update SG4 at risk "Settled with <@U0NOBODY> and <@U0OWNER> today."'
    assert "Recorded for SG4" in slack.command("U0OWNER", said).json["text"]
    assert kept(slack, "Settled") == ["Settled with somebody and Head of Participation today."]
    slack.event(slack.message("U0OWNER", said.replace("Settled", "Arranged")))
    slack.fake.expect("chat.postMessage")
    assert kept(slack, "Arranged") == ["Arranged with somebody and Head of Participation today."]


def test_nor_does_a_draft_hold_an_address(slack: SlackWorld) -> None:
    slack.event(slack.message("U0OWNER", "SG4: we asked <@U0NOBODY> and <@U0ADMIN> in IT to host the first evening."))
    said = str(slack.fake.expect("chat.postMessage"))
    assert "asked somebody and" in said
    assert "cannot tell who you mean" not in said
    assert "@" not in said.partition("asked somebody and")[2][:60]


def test_a_mention_works_for_somebody_who_is_only_just_met(store: Store, tmp_path: Path) -> None:
    with slack_world(store, tmp_path) as slack:
        slack.met("U0CHAIR").command("U0ADMIN", "assign SG4 <@U0CHAIR> as=deputy reason=Cover")
        assert "is now the deputy of SG4" in slack.fake.expect("respond", 2)["text"]


def test_a_stranger_does_not_learn_whose_account_is_linked(slack: SlackWorld) -> None:
    slack.fake.add("U0NEW", "someone@elsewhere.example")
    slack.command("U0NEW", "assign SG4 <@U0OWNER>")
    first = slack.fake.expect("respond", 3)["text"]
    assert "Sorry, this plan is only open" in first
    assert slack.command("U0NEW", "assign SG4 <@U0CHAIR>").json["text"] == first


def test_an_administrator_may_mention_the_account_to_link(slack: SlackWorld) -> None:
    slack.command("U0ADMIN", f"people link {CHAIR} <@U0NEWCHAIR>")
    assert slack.world.rows("SELECT id FROM identity WHERE external_id = 'U0NEWCHAIR'")


def test_a_message_saved_as_evidence_names_those_it_mentions(slack: SlackWorld) -> None:
    said = {"type": "message", "user": "U0CHAIR", "ts": "1.1", "text": "<@U0OWNER> and <@U0NOBODY> saw 17 of 20 files"}
    slack.interact(slack.interaction("U0OWNER", "message_action", callback_id="save_as_evidence", message=said,
                                     channel={"id": CHANNEL}))  # fmt: skip
    assert "Head of Participation and somebody saw 17 of 20 files" in str(slack.fake.expect("views.open")["view"])


def test_no_name_or_word_that_somebody_typed_can_ping_anybody(slack: SlackWorld) -> None:
    name = "Jo <!channel> <@U0CHAIR> @here <!subteam^S1>"
    slack.command("U0ADMIN", "people add pinger@cambridgeshire.example lead")
    slack.world.run(f"UPDATE person SET name = '{name}' WHERE email = 'pinger@cambridgeshire.example'")
    slack.fake.add("U0PINGER", "pinger@cambridgeshire.example")
    slack.met("U0PINGER")
    slack.event(slack.message("U0PINGER", 'update SG4 at risk "Ask @everyone &lt;!here&gt; and &lt;!channel&gt;"'))
    slack.fake.expect("chat.postMessage")
    shown = [slack.command("U0ADMIN", said).text for said in ("people page 2", "people", "history", "status SG4")]
    slack.event({"type": "app_home_opened", "tab": "home", "user": "U0PINGER"})
    slack.fake.expect("views.publish")
    told = "".join([*shown, *(str(call.given) for call in slack.fake.calls if call.method != "users.info")])
    assert "Jo" in told
    assert not re.search(r"<[@!]|@(?:here|channel|everyone)", told)
    assert "link_names" not in told
