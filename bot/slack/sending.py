"""Delivers messages in Slack, each with its key in its metadata: to somebody directly, or in a board's channel."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.slack.accounts import SHARED_WITH_OTHERS, profile_of
from bot.slack.pace import Pace
from bot.slack.render import message as drawn
from bot.slack.signs import LOOKED_THROUGH, MAY_HAVE_ARRIVED, key_of, signed
from bot.slack.web import Json, SlackBusy, SlackRefused, SlackUnreachable, Web
from bot.storing import Storing
from handlers.cards.talking import may_be_repeat
from handlers.identities import Profile
from models.people import Identity
from models.vocabulary import Platform
from scheduler.relay import Erasure, Found, Message, TryLater, Unreachable

log = logging.getLogger(__name__)

_SECONDS = 40.0
_TO_POST_S = 100.0  # its turn comes late when many wait, and must come within the lease
_FOR_GOOD = {
    "account_inactive": "their Slack account is closed",  # where the bot's own is not: Slack says the same of both
    "user_disabled": "their Slack account is closed",
    "user_not_found": "Slack does not know their account",
    "users_not_found": "they have no account in Slack",
    "user_not_visible": "Slack does not let me see their account",
    "cannot_dm_bot": "their Slack account is a bot's",
    "channel_not_found": "their direct message with me is gone",
    "is_archived": "their direct message with me is archived",
    "messages_tab_disabled": "direct messages to this app are switched off in Slack",
    "restricted_action": "the workspace does not let me write to them",
}
"""What Slack will never take, in words for an administrator. Everything else may be better later."""
_FOR_GOOD_IN_CHANNEL = {
    "channel_not_found": "I cannot see it; invite me to it",
    "not_in_channel": "I am not in it; invite me to it",
    "is_archived": "it is archived",
    "restricted_action": "the workspace does not let me write there",
    "restricted_action_read_only_channel": "it is read only",
    "shared": "it is shared with another organisation; name another with: digest here",
    "elsewhere": "it is not on Slack",
}
_GONE_ALREADY = frozenset({"message_not_found", "file_not_found", "file_deleted"})
_LOCKED = frozenset(
    {"edit_window_closed", "cant_update_message", "cant_delete_message", "compliance_exports_prevent_deletion",
     "cant_delete_file"}
)  # fmt: skip
"""What Slack says where a workspace lets nobody edit, or delete, what stands there."""
_PERHAPS_OURS = frozenset({"account_inactive", "user_disabled"})
_NO_ACCOUNT = "they have no Slack account with their work e-mail"


class SlackSender:
    """Writes to people of one workspace. Its calls are made on `loop`; it is used from threads beside that one.

    `meet` links an account to the person with its e-mail, for somebody who has not written to the bot yet.
    """

    platform = Platform.SLACK

    def __init__(
        self, web: Web, loop: asyncio.AbstractEventLoop, engine: Engine, meet: Callable[[Profile], object], team: str,
        pace: Pace,
    ) -> None:  # fmt: skip
        self._web = web
        self._loop = loop
        self._engine = engine
        self._meet = meet
        self._team = team
        self._stored = Storing()
        self._direct: dict[str, str] = {}
        self._pace = pace

    def send(self, message: Message) -> str:
        """Post it and give Slack's own id. Raises TryLater or Unreachable; anything else may have arrived."""
        channel = self._conversation(message)
        thread = {"thread_ts": message.thread} if message.thread else {}
        card = may_be_repeat(message.card) if message.may_repeat else message.card
        try:
            posted = self._done(
                self._in_turn(channel, metadata=signed(message.key), **thread, **drawn(card)), _TO_POST_S
            )
        except SlackRefused as error:
            if error.reason in MAY_HAVE_ARRIVED:
                raise
            raise self._refusal(error, message) from error
        except SlackBusy as error:
            raise _later(error) from error
        return str(posted.get("ts", ""))

    async def _in_turn(self, channel: str, **given: Any) -> Json:
        await self._pace.turn(channel)
        try:
            return await self._web.once("chat.postMessage", channel=channel, **given)
        finally:
            self._pace.told(channel)

    def find(self, message: Message) -> Found:
        """A message with this key among the newest of where it goes. Raises TryLater, Unreachable."""
        channel = self._conversation(message)
        wanted = {"channel": channel, "limit": str(LOOKED_THROUGH), "include_all_metadata": "true"}
        try:
            if message.thread:
                found = self._asked("conversations.replies", ts=message.thread, **wanted).get("messages")
            else:
                found = self._asked("conversations.history", **wanted).get("messages")
        except SlackRefused as error:
            log.warning("what was sent cannot be looked up: %s", error.reason)
            return Found()
        there = (each for each in found if isinstance(each, dict)) if isinstance(found, list) else ()
        return Found(next((str(each.get("ts")) for each in there if key_of(each) == message.key), None), certain=True)

    def erase(self, erasure: Erasure) -> None:
        """Put the gap where the message stood, or delete it where Slack lets nobody edit. A file is deleted.

        Raises TryLater and Unreachable. What is gone already is no fault.
        """
        try:
            if erasure.is_file:
                self._asked("files.delete", file=erasure.message_id)
            else:
                self._blanked(self._conversation(erasure), erasure)
        except SlackRefused as error:
            if error.reason in _GONE_ALREADY:
                return
            if error.reason in _LOCKED:
                raise Unreachable("Slack does not let me change or delete it") from error
            raise self._refusal(error, erasure) from error

    def _blanked(self, channel: str, erasure: Erasure) -> None:
        """Raises TryLater, and SlackRefused for what can neither be changed nor deleted."""
        try:
            self._asked("chat.update", channel=channel, ts=erasure.message_id, **drawn(erasure.gap))
        except SlackRefused as error:
            if error.reason not in _LOCKED:
                raise
            self._asked("chat.delete", channel=channel, ts=erasure.message_id)

    def _conversation(self, message: Message | Erasure) -> str:
        """The direct message with somebody, or a board's channel; no message goes where others read."""
        if message.place:
            return message.place if isinstance(message, Erasure) else self._channel(message)
        account = self._account(message)
        if account not in self._direct:
            try:
                channel = self._asked("conversations.open", users=account).get("channel")
            except SlackRefused as error:
                raise self._refusal(error, message) from error
            self._direct[account] = str(channel.get("id", account)) if isinstance(channel, dict) else account
        return self._direct[account]

    def _channel(self, message: Message) -> str:
        """Raises Unreachable for a channel that is not ours alone, and TryLater."""
        if message.platform is not Platform.SLACK:
            raise Unreachable(_FOR_GOOD_IN_CHANNEL["elsewhere"])
        try:
            about = self._asked("conversations.info", channel=message.place).get("channel")
        except SlackRefused as error:
            raise self._refusal(error, message) from error
        if not isinstance(about, dict):
            raise TryLater("Slack does not say whose channel it is")
        if any(about.get(flag) for flag in SHARED_WITH_OTHERS):
            raise Unreachable(_FOR_GOOD_IN_CHANNEL["shared"])
        return message.place

    def _account(self, message: Message | Erasure) -> str:
        if account := message.account or self._stored(lambda: self._linked(message.person_id)):
            return account
        try:
            met = self._asked("users.lookupByEmail", email=message.email)
        except SlackRefused as error:
            raise self._refusal(error, message) from error
        found = met.get("user")
        if isinstance(found, dict):
            profile = profile_of(str(found.get("id", "")), met, self._team)
            self._stored(lambda: self._meet(profile))
        if account := self._stored(lambda: self._linked(message.person_id)):
            return account
        raise Unreachable(_NO_ACCOUNT)

    def _linked(self, person_id: int) -> str | None:
        wanted = select(Identity.external_id).filter_by(person_id=person_id, platform=Platform.SLACK)
        with Session(self._engine) as session:
            return session.exec(wanted).first()

    def _asked(self, method: str, **given: Any) -> Json:
        """What Slack answers to what can always be asked again. Raises TryLater and SlackRefused."""
        try:
            return self._done(self._web.once(method, **given))
        except SlackBusy as error:
            raise _later(error) from error
        except (SlackUnreachable, TimeoutError) as error:
            raise TryLater("Slack did not answer") from error

    def _refusal(self, error: SlackRefused, message: Message | Erasure) -> TryLater | Unreachable:
        """For good, or only for now: so is whatever Slack says of an account while it does not know the bot's own."""
        if message.place and error.reason in _FOR_GOOD_IN_CHANNEL:
            return Unreachable(_FOR_GOOD_IN_CHANNEL[error.reason])
        if message.place or error.reason not in _FOR_GOOD:
            return TryLater(f"Slack refused it: {error.reason}")
        if error.reason in _PERHAPS_OURS:
            try:
                self._asked("auth.test")
            except SlackRefused as ours:
                log.error("Slack does not accept the bot's own token any more (%s)", ours.reason)  # noqa: TRY400
                return TryLater(f"Slack does not accept the bot's own token: {ours.reason}")
            except TryLater as later:
                return later
        return Unreachable(_FOR_GOOD[error.reason])

    def _done(self, call: Coroutine[Any, Any, Json], seconds: float = _SECONDS) -> Json:
        return asyncio.run_coroutine_threadsafe(call, self._loop).result(seconds)


def _later(error: SlackBusy) -> TryLater:
    return TryLater(str(error), error.after_s)
