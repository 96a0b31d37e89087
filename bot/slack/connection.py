"""One Slack workspace, connected: made, started and ended in one place."""

from datetime import datetime

from aiohttp import web
from sqlalchemy import Engine

from bot.crossing import Crossing
from bot.inbox import Inbox
from bot.settings import SettingsError, SlackSettings
from bot.slack.accounts import Accounts
from bot.slack.adapter import SlackAdapter
from bot.slack.answering import Answering
from bot.slack.app import bolt_app
from bot.slack.door import Door
from bot.slack.received import SLACK
from bot.slack.web import Json, SlackRefused, SlackUnreachable, Web
from bot.tasks import Tasks

PATH = "/slack/events"


class SlackConnection:
    """What serves one workspace, from its first question to Slack ("who am I?") to its last answer."""

    def __init__(self, settings: SlackSettings, core: Crossing, engine: Engine, tasks: Tasks) -> None:
        self._settings = settings
        self._core = core
        self._inbox = Inbox(engine, SLACK, core.bot.now)
        self._tasks = tasks
        self._web = Web(settings)

    async def start(self, application: web.Application) -> None:
        """Ask Slack who this bot is, and let Slack in. Raises SettingsError where Slack does not know the token."""
        who = await self._who()
        team = str(who.get("team_id", ""))
        accounts = Accounts(self._web, self._core, team)
        self._adapter = SlackAdapter(self._core, self._inbox, accounts, Answering(self._web), self._tasks, team)
        door = Door(bolt_app(self._adapter, who), self._settings.signing_secret, self._core.bot.now)
        application.router.add_post(PATH, door.knock)

    def resume(self, before: datetime) -> None:
        """Begin to work off what was left up to `before`."""
        self._tasks.start(self._adapter.resume(before))

    async def close(self) -> None:
        """Let Slack go, once nothing is left to tell it."""
        await self._web.close()

    async def _who(self) -> Json:
        try:
            return await self._web.call("auth.test")
        except SlackRefused as error:
            raise SettingsError(
                f"Slack does not accept SLACK_BOT_TOKEN ({error.reason}). Copy it again from the app's page."
            ) from error
        except SlackUnreachable as error:
            raise SettingsError(
                f"Slack does not answer at {self._settings.api_url}. Check the network and SLACK_API_URL."
            ) from error
