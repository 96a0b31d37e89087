"""How Teams is started, and checked: not without what it needs, and not loaded where it is not wanted."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.settings import SettingsError
from tests.databases import SqliteStore
from tests.slack_fake import fake_slack
from tests.slack_worlds import SECRET, SlackWorld
from tests.teams_fake import PASSWORD, Fault
from tests.teams_worlds import OWNER, TeamsWorld, environ, serving, teams_world
from tests.worlds import KEY

LOCAL = {"TEAMS_LOCAL": "1", "TEAMS_APP_ID": "", "TEAMS_APP_PASSWORD": "", "TEAMS_TENANT_ID": ""}


@pytest.fixture
def teams(sqlite_store: SqliteStore, tmp_path: Path) -> Iterator[TeamsWorld]:
    with teams_world(sqlite_store, tmp_path) as world:
        yield world


def test_a_credential_that_microsoft_does_not_accept_ends_the_start(teams: TeamsWorld) -> None:
    with (
        pytest.raises(SettingsError, match=r"does not accept the bot's credential \(invalid_client\)"),
        serving(teams.world, teams.fake, {"TEAMS_APP_PASSWORD": "wrong"}),
    ):
        pass


def test_while_microsoft_does_not_answer_it_starts_all_the_same_and_asks_again(teams: TeamsWorld) -> None:
    teams.fake.fail("token", Fault(status=503, body="down"))
    with teams.another_server() as port:
        other = TeamsWorld(teams.world, teams.fake, port, teams.numbers)
        other.says(OWNER, "status SG4")
        assert "SG4" in str(teams.fake.expect())


def test_both_platforms_are_served_by_one_process(teams: TeamsWorld) -> None:
    with fake_slack() as slack:
        slack.add("U0OWNER", "chair@cambridgeshire.example")
        more = {
            "SLACK_BOT_TOKEN": "xoxb-test", "SLACK_SIGNING_SECRET": SECRET, "SLACK_API_URL": f"{slack.base}/api/",
        }  # fmt: skip
        with teams.another_server(**more) as port:
            TeamsWorld(teams.world, teams.fake, port, teams.numbers).says(OWNER, "status SG4")
            assert "SG4" in str(teams.fake.expect())
            by_slack = SlackWorld(teams.world, slack, port)
            assert by_slack.event(by_slack.message("U0OWNER", "status SG4")).status == 200
            assert "SG4" in slack.expect("chat.postMessage")["text"]


def test_on_this_machine_nothing_is_signed_on_either_side(teams: TeamsWorld) -> None:
    with teams.another_server(**LOCAL) as port:
        local = TeamsWorld(teams.world, teams.fake, port, teams.numbers)
        body = local.message(OWNER, "status SG4")
        assert local.post(json.dumps(body)).status == 200
        assert "SG4" in str(teams.fake.expect())
        assert {each.token for each in teams.fake.calls} == {""}
        elsewhere = local.message(OWNER, "status SG1") | {"serviceUrl": "https://smba.example/"}
        assert local.post(json.dumps(elsewhere)).status == 401


def test_a_managed_identity_asks_its_machine_for_the_token(teams: TeamsWorld) -> None:
    managed = {
        "TEAMS_APP_PASSWORD": "",
        "TEAMS_APP_TYPE": "UserAssignedMSI",
        "TEAMS_MSI_CLIENT_ID": "client-of-the-machine",
    }
    with teams.another_server(**managed) as port:
        TeamsWorld(teams.world, teams.fake, port, teams.numbers).says(OWNER, "status SG4")
        teams.fake.expect()
    assert teams.fake.token_asked == {
        "resource": "https://api.botframework.com", "client_id": "client-of-the-machine", "api-version": "2018-02-01",
    }  # fmt: skip


def test_without_teams_nothing_of_it_is_loaded() -> None:
    program = (
        "import sys, bot.serve, bot.checking, bot.ticking, bot.slack.connection; "
        "sys.exit(bool({'botbuilder', 'botframework', 'msrest', 'msal', 'jwt'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def run(
    teams: TeamsWorld, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, **more: str
) -> list[str]:
    """What `ofsted-bot check` says is wrong; no secret ever stands in what it says."""
    url = teams.world.engine.url.render_as_string(hide_password=False)
    for name, value in {**environ(teams.fake, url), "PUBLIC_URL": f"http://127.0.0.1:{teams.port}", **more}.items():
        monkeypatch.setenv(name, value)
    code = main(["check"])
    said = "".join(capsys.readouterr())
    assert not [secret for secret in (PASSWORD, KEY.decode()) if secret in said.replace("TEAMS_APP_PASSWORD", "")]
    wrong = [line for line in said.splitlines() if line.startswith("Wrong: ")]
    assert code == bool(wrong)
    return wrong


def test_check_finds_nothing_wrong_where_nothing_is(
    teams: TeamsWorld, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run(teams, capsys, monkeypatch) == []


def test_check_says_what_microsoft_does_not_accept_or_answer(
    teams: TeamsWorld, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    [wrong] = run(teams, capsys, monkeypatch, TEAMS_APP_PASSWORD="wrong")
    assert "Microsoft does not accept the bot's credential (invalid_client)" in wrong
    teams.fake.fail("token", Fault(status=503))
    teams.fake.fail("keys", Fault(status=503))
    first, second = run(teams, capsys, monkeypatch, TEAMS_APP_PASSWORD=PASSWORD)
    assert "does not answer for the bot's token" in first
    assert "keys with which Teams signs cannot be fetched" in second


def test_check_says_what_is_half_set(
    teams: TeamsWorld, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    [wrong] = run(teams, capsys, monkeypatch, TEAMS_TENANT_ID="")
    assert "TEAMS_TENANT_ID is missing" in wrong


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"TEAMS_TENANT_ID": ""}, "TEAMS_TENANT_ID is missing"),
        ({"TEAMS_APP_ID": ""}, "TEAMS_APP_ID is missing"),
        ({**LOCAL, "HOST": "192.0.2.1"}, "HOST cannot be 192.0.2.1"),
        ({"TEAMS_APP_PASSWORD": "wrong"}, "does not accept the bot's credential"),
    ],
)
def test_serve_ends_with_a_sentence_where_something_is_missing(
    teams: TeamsWorld,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    given: dict[str, str],
    sentence: str,
) -> None:
    url = teams.world.engine.url.render_as_string(hide_password=False)
    for name, value in {**environ(teams.fake, url), **given}.items():
        monkeypatch.setenv(name, value)
    assert main(["serve"]) == 1
    assert sentence in capsys.readouterr().err
