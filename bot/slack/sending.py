"""Delivers messages in Slack: each to its person's own direct message, with the outbox's key in its metadata."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Final

from sqlalchemy import Engine
from sqlmodel import Session, select

from bot.slack.accounts import profile_of
from bot.slack.render import message as drawn
from bot.slack.web import Json, SlackBusy, SlackRefused, SlackUnreachable, Web
from handlers.cards.talking import may_be_repeat
from handlers.identities import Profile
from models.people import Identity
from models.vocabulary import Platform
from scheduler.relay import Message, TryLater, Unreachable

log = logging.getLogger(__name__)

EVENT_TYPE: Final = "ofsted_bot_message"
_LOOKED_THROUGH = 15
_SECONDS = 40.0
_FOR_GOOD = {
    "account_inactive": "their Slack account is closed",
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
_MAY_HAVE_ARRIVED = frozenset({"fatal_error", "internal_error", "request_timeout"})
_NO_ACCOUNT = "they have no Slack account with their work e-mail"


class SlackSender:
    """Writes to people of one workspace. Its calls are made on `loop`; it is used from threads beside that one.

    `meet` links an account to the person with its e-mail, for somebody who has not written to the bot yet.
    """

    platform = Platform.SLACK

    def __init__(
        self, web: Web, loop: asyncio.AbstractEventLoop, engine: Engine, meet: Callable[[Profile], object], team: str
    ) -> None:
        self._web = web
        self._loop = loop
        self._engine = engine
        self._meet = meet
        self._team = team
        self._direct: dict[str, str] = {}
        self.certain = True

    def send(self, message: Message) -> str:
        """Post it and give Slack's own id. Raises TryLater or Unreachable; anything else may have arrived."""
        channel = self._conversation(message)
        card = may_be_repeat(message.card) if message.may_repeat else message.card
        about = {"event_type": EVENT_TYPE, "event_payload": {"key": message.key}}
        try:
            posted = self._done(self._web.once("chat.postMessage", channel=channel, metadata=about, **drawn(card)))
        except SlackRefused as error:
            if error.reason in _MAY_HAVE_ARRIVED:
                raise
            raise _refusal(error) from error
        except SlackBusy as error:
            raise _later(error) from error
        return str(posted.get("ts", ""))

    def find(self, message: Message) -> str | None:
        """The id of a message with this key among the newest of that direct message. Raises TryLater, Unreachable."""
        channel = self._conversation(message)
        wanted = {"channel": channel, "limit": str(_LOOKED_THROUGH), "include_all_metadata": "true"}
        try:
            found = self._asked("conversations.history", **wanted).get("messages")
        except SlackRefused as error:
            log.warning("what was sent cannot be looked up: %s", error.reason)
            self.certain = False
            return None
        self.certain = True
        there = (each for each in found if isinstance(each, dict)) if isinstance(found, list) else ()
        return next((str(each.get("ts")) for each in there if _key(each) == message.key), None)

    def _conversation(self, message: Message) -> str:
        """The direct message with somebody."""
        account = self._account(message)
        if account not in self._direct:
            try:
                channel = self._asked("conversations.open", users=account).get("channel")
            except SlackRefused as error:
                raise _refusal(error) from error
            self._direct[account] = str(channel.get("id", account)) if isinstance(channel, dict) else account
        return self._direct[account]

    def _account(self, message: Message) -> str:
        if account := self._linked(message.person_id):
            return account
        try:
            met = self._asked("users.lookupByEmail", email=message.email)
        except SlackRefused as error:
            raise _refusal(error) from error
        found = met.get("user")
        if isinstance(found, dict):
            self._meet(profile_of(str(found.get("id", "")), met, self._team))
        if account := self._linked(message.person_id):
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

    def _done(self, call: Coroutine[Any, Any, Json]) -> Json:
        return asyncio.run_coroutine_threadsafe(call, self._loop).result(_SECONDS)


def _refusal(error: SlackRefused) -> TryLater | Unreachable:
    if error.reason in _FOR_GOOD:
        return Unreachable(_FOR_GOOD[error.reason])
    return TryLater(f"Slack refused it: {error.reason}")


def _later(error: SlackBusy) -> TryLater:
    return TryLater(str(error), error.after_s)


def _key(posted: Json) -> object:
    metadata = posted.get("metadata")
    payload = metadata.get("event_payload") if isinstance(metadata, dict) else None
    return payload.get("key") if isinstance(payload, dict) else None
