"""One server to be measured, as a process of its own: the bot, a stock botbuilder echo bot, or aiohttp and PyJWT."""

import asyncio
import gc
import json
import sys
from collections.abc import Mapping
from contextlib import closing
from typing import Any

import jwt
from aiohttp import ClientSession, web
from botbuilder.core import ActivityHandler, MessageFactory, TurnContext
from botbuilder.core.cloud_adapter_base import CloudAdapterBase
from botbuilder.schema import Activity
from botframework.connector.auth import AppCredentials, ServiceClientCredentialsFactory
from botframework.connector.auth.bot_framework_authentication_factory import BotFrameworkAuthenticationFactory
from typing_extensions import override

from bot.crossing import Crossing
from bot.dispatch import Dispatcher
from bot.serve import Connection, Server
from bot.settings import Settings
from bot.teams.connection import PATH, TeamsConnection
from bot.teams.limits import Limits
from models.database import engine_for
from tests.benchmarks.facts import LONDON
from tests.benchmarks.made_plan import NOW
from tests.benchmarks.teams import BOT, FLOOR
from tests.teams_fake import APP, ISSUER, PASSWORD, TENANT

_KEY = "a key of at least thirty-two characters"
_MESSAGE = {"type": "message", "text": "Here."}
_SHOWN = {
    "statusCode": 200, "type": "application/vnd.microsoft.card.adaptive",
    "value": {"type": "AdaptiveCard", "version": "1.5", "body": [{"type": "TextBlock", "text": "Here."}]},
}  # fmt: skip


def main() -> None:
    """Serve a way until killed, and tell its port: on a database, with Microsoft's keys and tokens at an address."""
    way, url, base = sys.argv[1:]
    if way == BOT:
        _bot(url, base)
    else:
        asyncio.run(_served(_Floor(base) if way == FLOOR else _Stock(base)))


def _told(port: int) -> None:
    print(port, flush=True)


class _NoLimits(Limits):
    """Counts calls as ever, and lets them go at once."""

    @override
    def wait(self, conversation: str, now: float) -> float:
        super().wait(conversation, now)
        return 0.0


class _Hurried(Server):
    """The server itself, which writes as often as it is asked to: else it would wait for Teams, and not be measured."""

    @override
    def _platforms(self) -> list[Connection]:
        found = super()._platforms()
        for each in found:
            if isinstance(each, TeamsConnection):
                each._connector._limits = _NoLimits(20)
        return found


def _bot(url: str, base: str) -> None:
    settings = Settings.read({
        "DATABASE_URL": url, "SECRET_KEY": _KEY, "TEAMS_APP_ID": APP, "TEAMS_APP_PASSWORD": PASSWORD,
        "TEAMS_TENANT_ID": TENANT, "TEAMS_OPENID_URL": f"{base}/openid", "TEAMS_TOKEN_URL": f"{base}/token",
        "PORT": "0",
    })  # fmt: skip
    engine = engine_for(url)
    bot = Dispatcher(engine, settings.secret_key, LONDON, lambda: NOW)
    gc.freeze()  # as `ofsted-bot` does itself
    with closing(Crossing(bot, engine)) as core:
        asyncio.run(_Hurried(settings, engine, core, reminding=False).run(_told))


class _Floor:
    """Checks the token with PyJWT, answers one thing, and nothing else."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._keys: Mapping[str, Any] = {}

    async def start(self) -> None:
        """Fetch the keys."""
        self._session = ClientSession(headers={"Authorization": "Bearer a-token"})
        async with self._session.get(f"{self._base}/keys") as answer:
            found = (await answer.json())["keys"]
        self._keys = {each["kid"]: jwt.PyJWK(each, algorithm="RS256").key for each in found}

    async def knock(self, request: web.Request) -> web.Response:
        """Answer a message with a message, and a button in place."""
        token = request.headers["Authorization"].removeprefix("Bearer ")
        key = self._keys[jwt.get_unverified_header(token)["kid"]]
        claims = jwt.decode(token, key, ["RS256"], audience=APP, issuer=ISSUER)
        body = json.loads(await request.read())
        if claims["serviceurl"] != body["serviceUrl"]:
            return web.Response(status=401)
        if body["type"] == "invoke":
            return web.json_response(_SHOWN)
        address = f"{body['serviceUrl']}v3/conversations/{body['conversation']['id']}/activities"
        async with self._session.post(address, json=_MESSAGE) as answer:
            await answer.read()
        return web.Response(status=200)


class _Echo(ActivityHandler):  # type: ignore[misc]  # because botbuilder ships no types
    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(MessageFactory.text(f"Echo: {turn_context.activity.text}"))


class _Kept(AppCredentials):  # type: ignore[misc]  # because botbuilder ships no types
    """A credential whose token is there already: what stock bots ask of Microsoft in each turn is left out."""

    def get_access_token(self, force_refresh: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002  because botbuilder calls it so
        return "a-token"


class _Credentials(ServiceClientCredentialsFactory):  # type: ignore[misc]  # because botbuilder ships no types
    async def is_valid_app_id(self, app_id: str) -> bool:
        return app_id == APP

    async def is_authentication_disabled(self) -> bool:
        return False

    async def create_credentials(self, app_id: str, oauth_scope: str, *_: Any, **__: Any) -> AppCredentials:
        return _Kept(app_id, TENANT, oauth_scope)


class _Stock:
    """Botbuilder's own cloud adapter, which its aiohttp package puts behind a route like this one."""

    def __init__(self, base: str) -> None:
        login = f"https://login.microsoftonline.com/{TENANT}"
        self._adapter = CloudAdapterBase(
            BotFrameworkAuthenticationFactory.create(
                to_channel_from_bot_login_url=login, to_channel_from_bot_oauth_scope=ISSUER,
                to_bot_from_channel_token_issuer=ISSUER, oauth_url=ISSUER,
                to_bot_from_channel_open_id_metadata_url=f"{base}/openid",
                to_bot_from_emulator_open_id_metadata_url=f"{base}/openid", credential_factory=_Credentials(),
            )
        )  # fmt: skip
        self._bot = _Echo()

    async def start(self) -> None:
        """Nothing: it fetches the keys when first asked."""

    async def knock(self, request: web.Request) -> web.Response:
        """Let botbuilder answer."""
        activity = Activity().deserialize(await request.json())
        await self._adapter.process_activity(request.headers["Authorization"], activity, self._bot.on_turn)
        return web.Response(status=200)


async def _served(way: _Floor | _Stock) -> None:
    await way.start()
    application = web.Application()
    application.router.add_post(PATH, way.knock)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    _told(runner.addresses[0][1])
    await asyncio.Event().wait()


if __name__ == "__main__":
    main()
