"""One Slack workspace, connected: made, started and ended in one place."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy import Engine

from bot.crossing import Crossing
from bot.inbox import Inbox
from bot.settings import SettingsError, SlackSettings
from bot.slack.accounts import Accounts
from bot.slack.adapter import SlackAdapter
from bot.slack.answering import Answering
from bot.slack.app import bolt_app
from bot.slack.door import Door, received
from bot.slack.files import SlackFiles, SlackPlace
from bot.slack.giving import Giving
from bot.slack.pace import Pace
from bot.slack.received import SLACK
from bot.slack.socket_mode import SocketMode
from bot.slack.standing import Standing
from bot.slack.web import Json, SlackRefused, SlackUnreachable, Web
from bot.tasks import Tasks
from handlers.replied import references
from models.card import Reply
from models.vocabulary import Platform

if TYPE_CHECKING:
    from bot.evidence_store import EvidenceStore
    from bot.slack.sending import SlackSender

PATH = "/slack/events"


class SlackConnection:
    """What serves one workspace, from its first question to Slack ("who am I?") to its last answer."""

    def __init__(
        self, settings: SlackSettings, core: Crossing, engine: Engine, tasks: Tasks,
        store: "Callable[[], EvidenceStore]",
    ) -> None:  # fmt: skip
        self._settings = settings
        self._store = store
        self._engine = engine
        self._team = ""
        self._core = core
        self._inbox = Inbox(engine, SLACK, core.bot.now)
        self._tasks = tasks
        self._web = Web(settings.api_url, settings.bot_token)
        self._socket: SocketMode | None = None

    async def start(self, application: web.Application) -> None:
        """Ask Slack who this bot is, and make its way in. Raises SettingsError where Slack does not know the token."""
        who = await who_is(self._web, self._settings)
        team = self._team = str(who.get("team_id", ""))
        accounts = Accounts(self._web, self._core, team)
        place = SlackPlace(self._settings.api_url)
        files = SlackFiles(self._web, self._core, self._store, place)
        standing = Standing(self._core, self._engine)
        answering = Answering(self._web, standing, self._core.tally, self._note)
        giving = Giving(self._web, self._core, self._store, answering, place, standing)
        self._adapter = SlackAdapter(self._core, self._inbox, accounts, answering, self._tasks, files, giving, team)
        app = bolt_app(self._adapter, who)
        if self._settings.app_token:
            web_for_app = Web(self._settings.api_url, self._settings.app_token)
            self._socket = SocketMode(web_for_app, partial(received, app), self._tasks)
        else:
            application.router.add_post(PATH, Door(app, self._settings.signing_secret, self._core.bot.now).knock)

    async def _note(self, conversation: str, message: str, reply: Reply) -> None:
        bot = self._core.bot
        if references(reply):
            await self._core.write(lambda: bot.note(Platform.SLACK, conversation, message, reply))

    def sender(self) -> "SlackSender":
        """What delivers messages to this workspace, once started; for a thread beside this loop."""
        from bot.slack.sending import SlackSender  # noqa: PLC0415  because people are answered before reminders are sent

        loop, pace = asyncio.get_running_loop(), Pace(self._settings.per_minute)
        return SlackSender(self._web, loop, self._engine, self._core.bot.meet, self._team, pace)

    async def open(self) -> None:
        """Let Slack in, where this server has to call it."""
        if self._socket is not None:
            await self._socket.start()

    def stop(self) -> None:
        """Take nothing more."""
        if self._socket is not None:
            self._socket.stop()

    def resume(self, before: datetime) -> None:
        """Begin to work off what was left up to `before`."""
        self._tasks.start(self._adapter.resume(before))

    async def close(self) -> None:
        """Let Slack go, once nothing is left to tell it."""
        if self._socket is not None:
            await self._socket.close()
        await self._web.close()


async def who_is(web: Web, settings: SlackSettings) -> Json:
    """What Slack says of this bot. Raises SettingsError where it does not know the token, or does not answer."""
    try:
        return await web.call("auth.test")
    except SlackRefused as error:
        raise SettingsError(
            f"Slack does not accept SLACK_BOT_TOKEN ({error.reason}). Copy it again from the app's page."
        ) from error
    except SlackUnreachable as error:
        raise SettingsError(
            f"Slack does not answer at {settings.api_url}. Check the network and SLACK_API_URL."
        ) from error
