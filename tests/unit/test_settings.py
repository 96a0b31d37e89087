"""The environment, read once: what is missing or wrong is a plain sentence, and the key is made once."""

import stat
import threading
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError

KEY = "0123456789abcdef0123456789abcdef"


def settings(tmp_path: Path, **environ: str) -> Settings:
    return Settings.read({"DATABASE_URL": f"sqlite:///{tmp_path}/plan.db", **environ})


def test_a_key_is_made_once_beside_the_database_and_nobody_else_may_read_it(tmp_path: Path) -> None:
    first = settings(tmp_path).secret_key
    file = tmp_path / "plan.db.key"
    assert first == settings(tmp_path).secret_key == file.read_bytes()
    assert len(first) == 64
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["plan.db.key"]


def test_a_key_that_is_given_is_used_and_none_is_made(tmp_path: Path) -> None:
    assert settings(tmp_path, SECRET_KEY=KEY).secret_key == KEY.encode()
    assert list(tmp_path.iterdir()) == []


def test_those_who_start_at_once_agree_on_one_key(tmp_path: Path) -> None:
    start = threading.Barrier(8)
    keys: list[bytes] = []

    def begin() -> None:
        start.wait()
        keys.append(settings(tmp_path).secret_key)

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["plan.db.key"]


@pytest.mark.parametrize(
    ("environ", "sentence"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short: give at least 32 characters"),
        ({"DATABASE_URL": "postgresql://plans@db.example/plans"}, "SECRET_KEY is required with PostgreSQL"),
        ({"DATABASE_URL": "mysql://plans@db.example/plans"}, "DATABASE_URL cannot be used: a database address starts"),
        ({"DATABASE_URL": "plans.db"}, "DATABASE_URL cannot be used"),
        ({"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL cannot be used: an SQLite database is a file"),
        ({"DATABASE_URL": "postgresql://plans:x:y@db:z/plans"}, "DATABASE_URL cannot be used"),
        ({"TIMEZONE": "Ely"}, "TIMEZONE is “Ely”, which is not a time zone"),
        ({"TIMEZONE": "../../etc/passwd"}, "which is not a time zone"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(environ: dict[str, str], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=sentence):
        settings(tmp_path, **environ)


def test_a_key_that_was_cut_is_not_used(tmp_path: Path) -> None:
    (tmp_path / "plan.db.key").write_text("half a key")
    with pytest.raises(SettingsError, match=r"is not whole\. Restore it from your backup"):
        settings(tmp_path)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"cannot be kept in .*No such file or directory"):
        settings(tmp_path / "nowhere")


def test_the_zone_is_londons_unless_said(tmp_path: Path) -> None:
    assert settings(tmp_path).timezone.key == "Europe/London"
    assert settings(tmp_path, TIMEZONE="Pacific/Auckland").timezone.key == "Pacific/Auckland"
    assert settings(tmp_path, TIMEZONE="").timezone.key == "Europe/London"


def test_a_database_by_its_other_name_is_sqlite_too(tmp_path: Path) -> None:
    made = Settings.read({"DATABASE_URL": f"sqlite+pysqlite:///{tmp_path}/plan.db"})
    assert made.secret_key == (tmp_path / "plan.db.key").read_bytes()


def test_eight_reminders_are_on_their_way_at_once_unless_said(tmp_path: Path) -> None:
    assert settings(tmp_path).sent_at_once() == 8
    assert settings(tmp_path, SEND_AT_ONCE="32").sent_at_once() == 32
    for wrong in ("0", "51", "many"):
        with pytest.raises(SettingsError, match=rf"SEND_AT_ONCE is “{wrong}”\. Use a number from 1 to 50"):
            settings(tmp_path, SEND_AT_ONCE=wrong).sent_at_once()


def test_slack_is_sent_three_hundred_messages_a_minute_unless_said(tmp_path: Path) -> None:
    given = {"SLACK_BOT_TOKEN": "xoxb-test", "SLACK_SIGNING_SECRET": "a-secret"}
    for said, wanted in ((None, 300), ("60", 60), ("0", 0)):
        slack = settings(tmp_path, **given, **({"SLACK_PER_MINUTE": said} if said else {})).slack()
        assert slack is not None
        assert slack.per_minute == wanted
    with pytest.raises(SettingsError, match=r"SLACK_PER_MINUTE is “59”\. Use a number from 60 to 6000"):
        settings(tmp_path, **given, SLACK_PER_MINUTE="59").slack()


TEAMS = {"TEAMS_APP_ID": "an-app", "TEAMS_APP_PASSWORD": "a-password", "TEAMS_TENANT_ID": "a-tenant"}


def test_nothing_said_of_teams_is_no_teams(tmp_path: Path) -> None:
    assert settings(tmp_path).teams() is None
    assert settings(tmp_path, TEAMS_PER_SECOND="5").teams() is None


def test_an_app_a_password_and_a_tenant_are_enough_for_teams(tmp_path: Path) -> None:
    teams = settings(tmp_path, **TEAMS).teams()
    assert teams is not None
    assert (teams.app_id, teams.tenant, teams.app_type, teams.per_second) == ("an-app", "a-tenant", "SingleTenant", 20)
    assert teams.openid_url == "https://login.botframework.com/v1/.well-known/openidconfiguration"
    assert not teams.local
    assert "a-password" not in repr(teams)


def test_a_managed_identity_needs_no_password(tmp_path: Path) -> None:
    given = {"TEAMS_APP_PASSWORD": "", "TEAMS_APP_TYPE": "UserAssignedMSI", "TEAMS_MSI_CLIENT_ID": "a-client"}
    teams = settings(tmp_path, **{**TEAMS, **given}).teams()
    assert teams is not None
    assert teams.msi_client == "a-client"


def test_teams_without_an_app_is_for_this_machine_only(tmp_path: Path) -> None:
    teams = settings(tmp_path, TEAMS_LOCAL="1").teams()
    assert teams is not None
    assert teams.local
    assert settings(tmp_path, TEAMS_LOCAL="1", HOST="localhost").teams() == teams


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"TEAMS_APP_ID": ""}, "TEAMS_APP_ID is missing"),
        ({"TEAMS_APP_PASSWORD": ""}, "TEAMS_APP_PASSWORD is missing, which a bot of the type SingleTenant needs"),
        ({"TEAMS_TENANT_ID": ""}, "TEAMS_TENANT_ID is missing"),
        (
            {"TEAMS_APP_TYPE": "MultiTenant"},
            "TEAMS_APP_TYPE is “MultiTenant”. Set it to SingleTenant or UserAssignedMSI",
        ),
        ({"TEAMS_APP_TYPE": "UserAssignedMSI"}, "TEAMS_MSI_CLIENT_ID is missing"),
        ({"TEAMS_OPENID_URL": "http://login.example/"}, "TEAMS_OPENID_URL is “http://login.example/”"),
        ({"TEAMS_TOKEN_URL": "login.example"}, "TEAMS_TOKEN_URL is “login.example”, which is no https address"),
        ({"TEAMS_PER_SECOND": "0"}, "TEAMS_PER_SECOND is “0”. Use a number from 1 to 50"),
        ({"TEAMS_PER_SECOND": "many"}, "TEAMS_PER_SECOND is “many”"),
        ({"TEAMS_LOCAL": "1"}, "TEAMS_LOCAL lets anybody in, so it is never set beside TEAMS_APP_ID"),
        ({"TEAMS_LOCAL": "yes", "TEAMS_APP_ID": ""}, "TEAMS_LOCAL is set, and not to 1"),
        (
            {"TEAMS_LOCAL": "1", "TEAMS_APP_ID": "", "TEAMS_APP_PASSWORD": "", "HOST": "192.0.2.1"},
            "HOST cannot be 192.0.2.1",
        ),
    ],
)
def test_half_of_teams_is_refused_in_a_sentence(given: dict[str, str], sentence: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=sentence):
        settings(tmp_path, **{**TEAMS, **given}).teams()
