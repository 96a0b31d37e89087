"""One tenant of Teams, connected: made, started and ended in one place."""

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from aiohttp import web
from sqlalchemy import Engine

from bot.crossing import Crossing
from bot.inbox import Inbox
from bot.settings import SettingsError, TeamsSettings
from bot.tasks import Tasks
from bot.teams.accounts import Accounts
from bot.teams.adapter import TeamsAdapter
from bot.teams.answering import Answering
from bot.teams.chats import Chats
from bot.teams.connector import Connector
from bot.teams.credentials import CredentialRefused, Credentials, CredentialUnreachable
from bot.teams.door import Door
from bot.teams.files import TeamsFiles, TeamsPlace
from bot.teams.giving import Giving
from bot.teams.invokes import Invokes
from bot.teams.keys import Guard, Keys
from bot.teams.limits import Limits
from bot.teams.received import TEAMS
from bot.teams.sending import TeamsSender
from bot.teams.standing import Standing
from bot.teams.turns import Bot, Turns

if TYPE_CHECKING:
    from bot.evidence_store import EvidenceStore

PATH = "/api/messages"
log = logging.getLogger(__name__)


class TeamsConnection:
    """What serves one tenant, from its first token to its last answer."""

    def __init__(
        self, settings: TeamsSettings, core: Crossing, engine: Engine, tasks: Tasks,
        store: "Callable[[], EvidenceStore]",
    ) -> None:  # fmt: skip
        now = core.bot.now
        self._settings = settings
        self._tasks = tasks
        self._credentials = Credentials(settings, now)
        self._keys = Keys(settings.openid_url, now)
        self._connector = Connector(self._credentials, Limits(settings.per_second))
        chats, place = Chats(engine, now), TeamsPlace(settings.openid_url)
        standing = Standing(core, engine)
        answering = Answering(self._connector, chats, core, settings, standing, now)
        accounts = Accounts(self._connector, core, settings.tenant)
        giving = Giving(self._connector, core, store, answering, place, standing)
        files = TeamsFiles(self._connector, core, store, place)
        inbox = Inbox(engine, TEAMS, now)
        self._adapter = TeamsAdapter(core, inbox, accounts, chats, answering, tasks, files, giving)
        invokes = Invokes(self._adapter, answering, giving, tasks, now)
        guard = None if settings.local else Guard(self._keys, settings.app_id, now)
        self._door = Door(Turns(self._connector, Bot(self._adapter, invokes)), settings, guard)
        self._sending = (self._connector, chats, answering, engine)

    async def start(self, application: web.Application) -> None:
        """Ask for the bot's token and Teams' keys, and open the door. Raises SettingsError for a wrong credential."""
        if not self._settings.local:
            await asyncio.gather(proved(self._credentials), self._keys.fetch())
        application.router.add_post(PATH, self._door.knock)

    def sender(self) -> TeamsSender:
        """What delivers messages to this tenant, once started; for a thread beside this loop."""
        return TeamsSender(*self._sending, asyncio.get_running_loop())

    async def open(self) -> None:
        """Nothing more is needed: Teams calls this server."""

    def stop(self) -> None:
        """Nothing more is taken once the server's own door is closed."""

    def resume(self, before: datetime) -> None:
        """Begin to work off what was left up to `before`."""
        self._tasks.start(self._adapter.desk.resume(before))

    async def close(self) -> None:
        """Let Teams go, once nothing is left to tell it."""
        await self._connector.close()
        await self._keys.close()
        await self._credentials.close()


async def proved(credentials: Credentials) -> None:
    """See that Microsoft knows the bot. Raises SettingsError where it does not; that nobody answers may pass."""
    try:
        await credentials.token()
    except CredentialRefused as error:
        raise SettingsError(
            f"Microsoft does not accept the bot's credential ({error}). Check TEAMS_APP_ID, TEAMS_TENANT_ID and "
            "TEAMS_APP_PASSWORD, or the managed identity."
        ) from error
    except CredentialUnreachable:
        log.warning("Microsoft does not answer for the bot's token; it will be asked again")
