"""Who is behind a Slack account, and whether a channel is the council's own: asked of Slack once, then known."""

import asyncio
from contextlib import suppress

from bot.crossing import Crossing
from bot.remembered import Remembered
from bot.slack.web import Json, SlackRefused, SlackUnreachable, Web
from handlers.identities import Meeting, Profile
from models.vocabulary import Platform

_DAY = 86_400.0
_CHANNELS_FOR = 300.0
_MEETINGS_FOR = 10.0  # so that somebody who has just been added need not wait
SHARED_WITH_OTHERS = ("is_ext_shared", "is_pending_ext_shared")
"""What Slack says of a channel in which another organisation reads, or soon will."""
_NEVER_LET_IN = ("deleted", "is_bot", "is_stranger", "is_workflow_bot")
_NOBODY = frozenset({"user_not_found", "user_not_visible"})
_A_GUEST = ("is_restricted", "is_ultra_restricted")


class Unseen(Exception):
    """Slack does not say whether another organisation is in a channel."""


class Accounts:
    """The people and channels of one workspace."""

    def __init__(self, web: Web, core: Crossing, team: str) -> None:
        self._web = web
        self._core = core
        self._team = team
        self._meetings = Remembered(self._meet, _MEETINGS_FOR)
        self._taken: dict[str, str] = {}
        self._asked: set[str] = set()
        self._checked: dict[str, float] = {}
        self._shared = Remembered(self._is_shared, _CHANNELS_FOR)

    async def known(self, user: str, channel: str) -> bool:
        """Whether who asks and where need no call to Slack."""
        if not _own(channel) and self._shared.get(channel) is None:
            return False
        if self._meetings.get(user) is not None:
            return True
        return await self._core.read(lambda: self._core.bot.knows(Platform.SLACK, user))

    async def meet(self, user: str) -> Meeting:
        """Who somebody turned out to be. Raises SlackUnreachable."""
        if self._meetings.get(user) is Meeting.KNOWN:
            return Meeting.KNOWN
        if await self._core.read(lambda: self._core.bot.knows(Platform.SLACK, user)):
            self._meetings.keep(user, Meeting.KNOWN)
            return Meeting.KNOWN
        return Meeting(await self._meetings.ask(user))

    async def shared(self, channel: str) -> bool:
        """Whether people of another organisation are in a channel. Raises Unseen."""
        return not _own(channel) and await self._shared.ask(channel) == "shared"

    async def _meet(self, user: str) -> str:
        try:
            profile = profile_of(user, await self._web.call("users.info", user=user), self._team)
        except SlackRefused as error:
            if error.reason in _NOBODY:
                return Meeting.STRANGER
            raise SlackUnreachable(error.reason) from error
        self._checked[user] = asyncio.get_running_loop().time()
        met = await self._core.write(lambda: self._core.bot.meet(profile))
        if met is Meeting.TAKEN:
            self._taken[user] = profile.email
        return met

    async def changed(self, account: Json) -> None:
        """Take in that an account is no full member's any more, or no guest's."""
        profile = profile_of(str(account.get("id", "")), {"user": account}, self._team)
        bot = self._core.bot
        if not profile.member or await self._core.read(lambda: bot.guest(Platform.SLACK, profile.external_id)):
            await self._core.write(lambda: bot.reconsider(profile))
            self._meetings.forget(profile.external_id)

    def unchecked(self, user: str) -> bool:
        """Whether Slack was not asked about somebody for a day."""
        return asyncio.get_running_loop().time() - self._checked.get(user, -_DAY) >= _DAY

    async def recheck(self, user: str) -> None:
        """See whether somebody is still a full member."""
        self._checked[user] = asyncio.get_running_loop().time()
        with suppress(SlackRefused, SlackUnreachable):
            account = (await self._web.call("users.info", user=user)).get("user")
            if isinstance(account, dict):
                await self.changed(account)

    async def to_be_asked(self, user: str) -> list[tuple[str, str]]:
        """The administrators' accounts and the e-mail that a second account wants; nobody the second time."""
        if user in self._asked or user not in self._taken:
            return []
        self._asked.add(user)
        admins = await self._core.read(lambda: self._core.bot.admins(Platform.SLACK))
        return [(admin, self._taken[user]) for admin in admins]

    async def _is_shared(self, channel: str) -> str:
        try:
            said = await self._web.call("conversations.info", channel=channel)
        except (SlackRefused, SlackUnreachable) as error:
            raise Unseen(channel) from error
        about = said.get("channel")
        if not isinstance(about, dict):
            raise Unseen(channel)
        return "shared" if any(about.get(flag) for flag in SHARED_WITH_OTHERS) else "own"


def _own(channel: str) -> bool:
    """Whether nobody else is in it: a direct message, or what stands for somebody's own views and Home tab."""
    return channel.startswith(("D", "U", "W")) or not channel


def _object(said: Json, name: str) -> Json:
    found = said.get(name)
    return found if isinstance(found, dict) else {}


def profile_of(user: str, said: Json, team: str) -> Profile:
    account = _object(said, "user")
    about = _object(account, "profile")
    here = account.get("team_id", team) == team and account.get("id", user) == user
    ours = bool(account) and here and not any(account.get(flag) for flag in _NEVER_LET_IN)
    guest = ours and any(account.get(flag) for flag in _A_GUEST)
    email = about.get("email") if account.get("is_email_confirmed") is not False else ""
    name = about.get("real_name") or account.get("real_name") or account.get("name") or ""
    return Profile(Platform.SLACK, user, str(email or ""), str(name), member=ours and not guest, guest=guest)
