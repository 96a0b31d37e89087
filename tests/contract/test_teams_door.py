"""Teams' door on its own: what is not signed for this bot has no effect, and nothing makes it fall over."""

import base64
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import jwt
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.databases import SqliteStore
from tests.teams_fake import APP, BOT, CHANNEL, ISSUER, TENANT, FakeTeams, Fault, signing_key
from tests.teams_worlds import ADMIN, OWNER, TeamsWorld, teams_world


@pytest.fixture(scope="module")
def teams(sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TeamsWorld]:
    with teams_world(sqlite_store, tmp_path_factory.mktemp("door")) as world:
        yield world.met(OWNER, ADMIN)


def effects(teams: TeamsWorld) -> dict[str, object]:
    teams.settled()
    return {name: rows for name, rows in teams.world.everything().items() if name != "inbox"}


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}


def unsigned(fake: FakeTeams, now: datetime) -> dict[str, str]:
    """Tokens of every kind that Teams did not sign for this bot, by what is wrong with each."""
    moment = int(now.timestamp())
    said = {"iss": ISSUER, "aud": APP, "serviceurl": fake.service, "exp": moment + 3600}
    whole = fake.token(now)
    public = base64.b64encode(b"the public key, as if it were a secret").decode()
    return {
        "no word": "",
        "garbage": "garbage",
        "three parts of garbage": "a.b.c",
        "no algorithm": jwt.encode(said, "", "none", {"kid": "key-1"}),
        "a shared secret": jwt.encode(said, public, "HS256", {"kid": "key-1"}),
        "another's key under that name": fake.token(now, key="stolen"),
        "a key nobody knows": fake.token(now, kid="unknown"),
        "no name of a key": jwt.encode(said, signing_key("key-1"), "RS256"),
        "ended": fake.token(now, exp=moment - 301),
        "no end": fake.token(now, exp=None),
        "an end long ago": fake.token(now, exp=-1),
        "not begun": fake.token(now, nbf=moment + 301),
        "for another app": fake.token(now, aud="another"),
        "for nobody": fake.token(now, aud=None),
        "from another issuer": fake.token(now, iss="https://sts.windows.net/x/"),
        "from nobody": fake.token(now, iss=None),
        "an address elsewhere": fake.token(now, serviceurl="https://evil.example/"),
        "no address": fake.token(now, serviceurl=None),
        "changed on the way": whole[:-8] + ("A" * 8),
    }


def test_what_teams_did_not_sign_is_turned_away_and_has_no_effect(teams: TeamsWorld) -> None:
    said = json.dumps(teams.message(ADMIN, 'update SG4 at risk "Not from Teams."'))
    teams.settled()
    before = teams.world.everything()
    got = {why: teams.post(said, bearer(token)).status for why, token in unsigned(teams.fake, teams.world.now).items()}
    assert got == dict.fromkeys(got, 401)
    assert teams.post(said).status == 401
    assert teams.post(said, {"Authorization": f"Basic {teams.fake.token(teams.world.now)}"}).status == 401
    assert teams.world.everything() == before


def test_a_key_that_may_not_speak_for_teams_is_not_enough(teams: TeamsWorld) -> None:
    before = effects(teams)
    body = teams.message(ADMIN, 'update SG4 at risk "From the web chat."')
    assert teams.signed({**body, "channelId": "webchat"}).status == 401
    assert teams.signed({**body, "channelId": None}).status == 401
    assert effects(teams) == before


def test_a_token_that_ended_four_minutes_ago_is_still_good(teams: TeamsWorld) -> None:
    moment = int(teams.world.now.timestamp())
    assert teams.signed(teams.message(OWNER, "help"), exp=moment - 240).status == 200


def test_another_tenants_words_are_refused(teams: TeamsWorld) -> None:
    before = effects(teams)
    body = teams.message(ADMIN, 'update SG4 at risk "From elsewhere."')
    body["channelData"]["tenant"]["id"] = "another-tenant"
    assert teams.signed(body).status == 403
    assert teams.signed({**body, "channelData": {}, "conversation": {"id": "a:x"}}).status == 403
    assert effects(teams) == before


@pytest.mark.parametrize("body", ["", "{", "{}x", "[]", "null", "5", "[" * 3_000, '{"a":' * 3_000, b"\xff\xfe"])
def test_junk_is_no_more_than_a_bad_request(teams: TeamsWorld, body: str | bytes) -> None:
    assert teams.signed(body).status == 400


@pytest.mark.parametrize(
    "odd",
    [
        {"id": None}, {"id": ""}, {"id": {"a": 1}}, {"from": None}, {"from": []}, {"from": "me"},
        {"from": {"id": "29:x"}}, {"conversation": None}, {"conversation": {"id": 5}}, {"timestamp": "soon"},
        {"entities": "x"}, {"attachments": {"a": 1}}, {"text": None}, {"value": {"say": 5}}, {"value": {"x": "y"}},
    ],
)  # fmt: skip
def test_an_activity_that_teams_does_not_send_is_a_bad_request(teams: TeamsWorld, odd: dict[str, Any]) -> None:
    before = effects(teams)
    assert teams.signed(teams.message(OWNER, "update SG4 at risk") | odd).status == 400
    assert effects(teams) == before


def test_what_is_too_long_is_turned_away(teams: TeamsWorld) -> None:
    assert teams.signed("x" * (2**20 + 1)).status == 413


def test_health_is_told_to_anybody_and_nothing_else(teams: TeamsWorld) -> None:
    assert [teams.get(path).status for path in ("/healthz", "/readyz")] == [200, 200]
    assert [teams.get(path).status for path in ("/api/messages", "/slack/events", "/")] == [405, 404, 404]


@pytest.mark.parametrize(
    "kind", ["typing", "messageReaction", "messageUpdate", "event", "endOfConversation", "new", ""]
)
def test_what_is_of_no_use_is_taken_and_nothing_comes_of_it(teams: TeamsWorld, kind: str) -> None:
    before = effects(teams)
    assert teams.signed(teams.activity(OWNER, kind, name="x", value={})).status in {200, 400}
    assert effects(teams) == before


def test_an_invoke_that_nobody_knows_is_said_to_be_unknown(teams: TeamsWorld) -> None:
    assert teams.invoke(OWNER, "signin/verifyState", {}).status == 501


def test_a_button_that_is_not_ours_is_said_to_be_none(teams: TeamsWorld) -> None:
    answer = teams.signed(teams.press_body(OWNER, {"other": "app"}))
    assert (answer.status, answer.json["statusCode"]) == (200, 400)
    others: list[object] = [None, [], {}, {"action": None}, {"action": {"data": "x"}}]
    for value in others:
        body = teams.activity(OWNER, "invoke", name="adaptiveCard/action", value=value)
        assert teams.signed(body).json["statusCode"] == 400


def test_keys_that_changed_are_fetched_again_and_a_strange_one_asks_no_more(
    sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with teams_world(sqlite_store, tmp_path_factory.mktemp("keys")) as teams:
        assert teams.says(OWNER, "help").status == 200
        assert teams.fake.key_fetches == 1
        teams.fake.kids = {"key-2": [CHANNEL]}
        assert teams.signed(teams.message(OWNER, "help"), kid="key-2").status == 401
        teams.world.wait(seconds=61)
        assert teams.signed(teams.message(OWNER, "help"), kid="key-2").status == 200
        assert teams.fake.key_fetches == 2
        for _ in range(5):
            assert teams.signed(teams.message(OWNER, "help"), kid="unknown").status == 401
        assert teams.signed(teams.message(OWNER, "help"), kid="key-1").status == 401
        assert teams.fake.key_fetches == 2


def test_a_token_that_was_seen_before_is_asked_all_that_a_new_one_is(
    sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with teams_world(sqlite_store, tmp_path_factory.mktemp("again")) as teams:
        token = teams.fake.token(teams.world.now, exp=int(teams.world.now.timestamp()) + 60)
        body = teams.message(OWNER, "help")

        def status(said: dict[str, Any], token: str = token) -> int:
            return teams.post(json.dumps(said), bearer(token)).status

        assert [status(teams.message(OWNER, "help")) for _ in range(2)] == [200, 200]
        assert status({**body, "serviceUrl": "https://evil.example/"}) == 401
        assert status({**body, "channelId": "webchat"}) == 401
        assert status({**body, "channelData": {"tenant": {"id": "another-tenant"}}}) == 403
        assert status(body, token[:-8] + "A" * 8) == 401
        teams.world.wait(seconds=359)
        assert status(teams.message(OWNER, "help")) == 200
        teams.world.wait(seconds=2)
        assert status(teams.message(OWNER, "help")) == 401


def test_a_token_whose_key_is_withdrawn_is_good_no_more(
    sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with teams_world(sqlite_store, tmp_path_factory.mktemp("withdrawn")) as teams:
        token = teams.fake.token(teams.world.now)
        teams.fake.kids["key-2"] = []
        assert teams.post(json.dumps(teams.message(OWNER, "help")), bearer(token)).status == 200
        teams.world.wait(seconds=61)
        assert teams.signed(teams.message(OWNER, "help"), kid="key-2").status == 401
        assert teams.post(json.dumps(teams.message(OWNER, "help")), bearer(token)).status == 200
        del teams.fake.kids["key-1"]
        teams.world.wait(seconds=61)
        assert teams.signed(teams.message(OWNER, "help"), kid="unknown").status == 401
        assert teams.post(json.dumps(teams.message(OWNER, "help")), bearer(token)).status == 401


SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=20),
    st.sampled_from(["", BOT, "29:aad-admin", ADMIN, TENANT, CHANNEL, "personal", "\x00", "\ud800", "people", "x" * 500]),
)  # fmt: skip
NAMES = st.sampled_from(
    ["type", "id", "name", "value", "text", "from", "recipient", "conversation", "channelData", "tenant", "entities",
     "attachments", "replyToId", "action", "data", "verb", "say", "form", "parameters", "commandId", "messagePayload",
     "body", "content", "contentType", "aadObjectId", "conversationType", "isGroup", "membersAdded", "membersRemoved",
     "context", "uploadInfo", "mentioned", "timestamp", "textFormat", "locale"]
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(NAMES, inner, max_size=5)),
    max_leaves=12,
)
KINDS = st.sampled_from(["message", "invoke", "installationUpdate", "conversationUpdate", "event", "messageReaction"])
INVOKES = st.sampled_from(
    ["adaptiveCard/action", "task/fetch", "task/submit", "composeExtension/query", "composeExtension/fetchTask",
     "composeExtension/submitAction", "fileConsent/invoke", "other"]
)  # fmt: skip


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    kind=KINDS, name=INVOKES, rest=st.dictionaries(NAMES, VALUES, max_size=8),
    channel=st.one_of(st.just(CHANNEL), VALUES), service=st.one_of(st.none(), VALUES),
)  # fmt: skip
@example(kind="message", name="other", rest={}, channel={"id": 1}, service=None)
@example(kind="message", name="other", rest={}, channel=[], service=None)
@example(kind="message", name="other", rest={}, channel=CHANNEL, service={})
def test_no_activity_whatever_makes_it_fall_over(
    teams: TeamsWorld, kind: str, name: str, rest: dict[str, object], channel: object, service: object
) -> None:
    before = effects(teams)
    said = teams.activity(OWNER, kind, name=name) | rest
    said |= {"channelData": {"tenant": {"id": TENANT}}, "channelId": channel}
    said["serviceUrl"] = teams.fake.service if service is None else service
    answer = teams.signed(json.dumps(said))
    let_in = channel == CHANNEL and service is None
    assert answer.status in ({200, 400, 501} if let_in else {401})
    assert "NHS" not in answer.text
    after = effects(teams)
    after["chat"] = before["chat"]  # that somebody removed the app may be true
    assert after == before


def test_when_nobody_answers_for_the_keys_nothing_is_believed_and_it_is_said_that_it_may_be_later(
    sqlite_store: SqliteStore, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with teams_world(sqlite_store, tmp_path_factory.mktemp("nokeys")) as teams:
        teams.fake.fail("keys", Fault(status=500))
        with teams.another_server() as port:
            other = TeamsWorld(teams.world, teams.fake, port, teams.numbers)
            assert other.says(OWNER, "help").status == 503
            assert other.post("{}").status == 401
            teams.world.wait(seconds=6)
            assert other.says(OWNER, "help").status == 200
