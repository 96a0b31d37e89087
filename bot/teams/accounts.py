"""Who is behind a Teams account: asked of Teams once, then known by its Entra object id."""

import asyncio
from contextlib import suppress

from bot.crossing import Crossing
from bot.inbox import Route
from bot.remembered import Remembered
from bot.teams.connector import Busy, Connector, Json, Refused, Unreachable
from bot.teams.received import TEAMS, place
from handlers.identities import Meeting, Profile
from models.vocabulary import Platform

_DAY = 86_400.0
_STRANGERS_FOR = 10.0  # so that somebody who has just been added need not wait
_GUEST = "#ext#"
_GONE = frozenset({403, 404})


class Unchecked(Exception):
    """Teams could not say just now who somebody is."""


class Accounts:
    """The people of one tenant."""

    def __init__(self, connector: Connector, core: Crossing, tenant: str) -> None:
        self._connector = connector
        self._core = core
        self._tenant = tenant
        self._meetings = Remembered(self._meet, _STRANGERS_FOR)
        self._met_in: dict[str, Route] = {}
        self._taken: dict[str, str] = {}
        self._asked: set[str] = set()
        self._checked: dict[str, float] = {}

    async def known(self, user: str) -> bool:
        """Whether who asks need not be asked about."""
        if self._meetings.get(user) is not None:
            return True
        return await self._core.read(lambda: self._core.bot.knows(TEAMS, user))

    async def meet(self, route: Route) -> Meeting:
        """Who somebody turned out to be. Raises Unchecked."""
        user = route["user"]
        if await self._core.read(lambda: self._core.bot.knows(TEAMS, user)):
            return Meeting.KNOWN
        self._met_in[user] = route
        return Meeting(await self._meetings.ask(user))

    async def profile(self, route: Route, member: str) -> Profile:
        """A member of a conversation as Teams describes them. Raises Unchecked."""
        try:
            said = await self._connector.member(place(route), member)
        except Refused as refused:
            if refused.status not in _GONE:
                raise Unchecked from refused
            said = {}
        except (Busy, Unreachable) as error:
            raise Unchecked from error
        return profile_of(said, self._tenant)

    def unchecked(self, user: str) -> bool:
        """Whether Teams was not asked about somebody for a day."""
        return asyncio.get_running_loop().time() - self._checked.get(user, -_DAY) >= _DAY

    async def recheck(self, route: Route) -> None:
        """See whether somebody is still a full member; who is not learns no more."""
        user = route["user"]
        self._checked[user] = asyncio.get_running_loop().time()
        with suppress(Unchecked):
            profile, bot = await self.profile(route, route["member"]), self._core.bot
            if not profile.member or await self._core.read(lambda: bot.guest(TEAMS, user)):
                now = Profile(Platform.TEAMS, user, "", "", member=profile.member, guest=profile.guest)
                await self._core.write(lambda: bot.reconsider(now))
                self._meetings.forget(user)

    async def to_be_asked(self, user: str) -> list[tuple[str, str]]:
        """The administrators' accounts and the e-mail that a second account wants; nobody the second time."""
        if user in self._asked or user not in self._taken:
            return []
        self._asked.add(user)
        admins = await self._core.read(lambda: self._core.bot.admins(TEAMS))
        return [(admin, self._taken[user]) for admin in admins]

    async def _meet(self, user: str) -> str:
        route = self._met_in.pop(user)
        profile = await self.profile(route, route["member"])
        if profile.external_id != user:
            return Meeting.STRANGER
        self._checked[user] = asyncio.get_running_loop().time()
        met = await self._core.write(lambda: self._core.bot.meet(profile))
        if met is Meeting.TAKEN:
            self._taken[user] = profile.email
        return met


def profile_of(said: Json, tenant: str) -> Profile:
    """An account as Teams describes it. `tenant` is the council's own; the empty one, of a local client, is any."""
    account = _text(said, "aadObjectId") or _text(said, "objectId")
    login, home = _text(said, "userPrincipalName"), _text(said, "tenantId")
    here = not tenant or home.casefold() == tenant.casefold()
    role = _text(said, "userRole").casefold()
    outside = role in {"guest", "anonymous"} or _GUEST in login.casefold()
    member, guest = bool(account) and here and not outside, bool(account) and here and outside and role != "anonymous"
    name = _text(said, "name") or " ".join(filter(None, (_text(said, "givenName"), _text(said, "surname"))))
    return Profile(Platform.TEAMS, account, _text(said, "email") or login, name, member=member, guest=guest)


def _text(said: Json, name: str) -> str:
    value = said.get(name, "")
    return value if isinstance(value, str) else ""
