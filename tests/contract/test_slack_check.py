"""`ofsted-bot check` against an installation that is right, and against each way in which it can be wrong."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.slack.manifest import SCOPES
from tests.databases import Store
from tests.slack_fake import Fault
from tests.slack_worlds import SECRET, SlackWorld, environ, slack_world
from tests.worlds import KEY

SOCKET = {"SLACK_SIGNING_SECRET": "", "SLACK_APP_TOKEN": "xapp-test"}
WRONG_TOKEN = "xoxb-a-token-that-was-taken-back"  # noqa: S105  because it opens nothing
PERSONS_TOKEN = "xoxp-the-token-of-a-person"  # noqa: S105  because it opens nothing
Check = Callable[..., tuple[int, str]]


@pytest.fixture
def slack(store: Store, tmp_path: Path) -> Iterator[SlackWorld]:
    with slack_world(store, tmp_path) as world:
        yield world


@pytest.fixture
def check(slack: SlackWorld, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """Run it, and give its exit and all it said, in which no secret ever stands."""

    def run(**more: str) -> tuple[int, str]:
        url = slack.world.engine.url.render_as_string(hide_password=False)
        given = environ(slack.fake, url, **{"PUBLIC_URL": f"http://127.0.0.1:{slack.port}", **more})
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        code = main(["check"])
        out, err = capsys.readouterr()
        for secret in (SECRET, KEY.decode(), "xoxb-test", "xapp-test", "hunter2", WRONG_TOKEN, PERSONS_TOKEN):
            assert secret not in out + err
        return code, out + err

    return run


def wrong(said: str) -> list[str]:
    return [line for line in said.splitlines() if line.startswith("Wrong: ")]


def test_what_is_right_is_said_to_be(check: Check) -> None:
    code, said = check()
    assert wrong(said) == []
    assert code == 0
    assert f"Slack has granted all {len(SCOPES)} scopes the bot needs." in said
    assert "127.0.0.1 answers at /healthz." in said
    assert said.endswith("Nothing is wrong.\n")


def test_what_it_did_is_said_as_it_was(check: Check, slack: SlackWorld) -> None:
    before, asked = slack.world.everything(), len(slack.fake.calls)
    _, said = check()
    assert "and of people and roles, is as it was written: none changed, removed or reordered" in said
    assert "Evidence can be kept: a small file was put there, read back and taken away again." in said
    assert "This check wrote nothing to the database and messaged nobody." in said
    assert slack.world.everything() == before
    assert {call.method for call in slack.fake.calls[asked:]} == {"auth.test"}


def test_socket_mode_is_tried(check: Check, slack: SlackWorld) -> None:
    code, said = check(**SOCKET)
    assert (code, wrong(said)) == (0, [])
    assert "Slack opens Socket Mode for this server." in said
    slack.fake.tokens.remove("xapp-test")
    code, said = check(**SOCKET)
    assert code == 1
    assert "needs the scope connections:write" in wrong(said)[0]


def test_each_scope_that_is_missing_is_named_with_what_it_is_for(check: Check, slack: SlackWorld) -> None:
    slack.fake.granted = ", ".join(SCOPES.keys() - {"files:write", "im:write"} | {"channels:history"})
    code, said = check()
    assert code == 1
    assert [line.split(":")[1:3] for line in wrong(said)] == [
        [" Slack has not granted files", "write"], [" Slack has not granted im", "write"],
    ]  # fmt: skip
    assert SCOPES["files:write"] in said
    assert "Note: Slack has granted more than the bot needs: channels:history." in said


def test_a_token_slack_took_back(check: Check) -> None:
    code, said = check(SLACK_BOT_TOKEN=WRONG_TOKEN)
    assert code == 1
    assert wrong(said) == [
        "Wrong: Slack does not accept SLACK_BOT_TOKEN (invalid_auth). Copy it again from the app's page."
    ]


def test_a_token_that_is_no_bots(check: Check) -> None:
    code, said = check(SLACK_BOT_TOKEN="xoxp-person")
    assert code == 1
    assert "not a bot token" in wrong(said)[0]


def test_slack_that_is_down(check: Check, slack: SlackWorld) -> None:
    slack.fake.fail("auth.test", *[Fault(status=503, body="down")] * 5)
    code, said = check()
    assert code == 1
    assert [line.partition(" at ")[0] for line in wrong(said)] == ["Wrong: Slack does not answer"]


def test_a_public_address_where_nothing_answers(check: Check) -> None:
    code, said = check(PUBLIC_URL="http://me:hunter2@127.0.0.1:9")
    assert code == 1
    assert wrong(said) == [
        "Wrong: 127.0.0.1 does not answer at /healthz. Start ofsted-bot serve, and check PUBLIC_URL."
    ]


def test_without_a_public_address_nothing_is_tried_and_nothing_is_wrong(check: Check) -> None:
    code, said = check(PUBLIC_URL="")
    assert code == 0
    assert "Note: PUBLIC_URL is not set" in said


def test_a_chain_that_another_key_sealed(check: Check) -> None:
    code, said = check(SECRET_KEY="another key that nobody has ever used here")
    assert code == 1
    assert "SECRET_KEY is not the key this database had" in wrong(said)[0]


def test_an_evidence_folder_that_cannot_be_written_to(check: Check, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    code, said = check(EVIDENCE_URL=f"file://{tmp_path}/file")
    assert code == 1
    assert "Evidence cannot be kept" in wrong(said)[0]


def test_a_database_that_is_not_there_and_no_platform(check: Check, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/none.db"
    bare = {"SLACK_BOT_TOKEN": "", "SLACK_SIGNING_SECRET": "", "SECRET_KEY": ""}
    code, said = check(DATABASE_URL=url, **bare)
    assert code == 1
    assert [line.split(". ")[0] for line in wrong(said)] == [
        "Wrong: There is no secret key yet", "Wrong: There is no plan database here yet",
        "Wrong: No platform is configured",
    ]  # fmt: skip
    assert list(tmp_path.glob("none.db*")) == []
