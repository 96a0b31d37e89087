"""How a Reply reaches whoever asked: in place, in their own chat, and never where others read it."""

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import Enum, auto
from typing import Any

from bot.crossing import Crossing
from bot.inbox import REPEAT, MayHaveArrived, Route
from bot.settings import TeamsSettings
from bot.tally import Doubt
from bot.teams import shown
from bot.teams.chats import Chats
from bot.teams.connector import LARGEST_MESSAGE, Busy, Connector, Json, Place, Refused, Unreachable, size
from bot.teams.marking import Marking, takes_its_place
from bot.teams.received import HELD, place
from bot.teams.render import Written, text_of
from bot.teams.standing import Standing
from handlers.cards.talking import add_me_card, answered_privately_card, may_be_repeated
from models.card import Card, Reply

log = logging.getLogger(__name__)
_FAILED = (Refused, Busy, Unreachable)
_ROOM = 4_000  # characters of plain words that stand for what no message can carry
_FOR_GOOD = {
    "MessageWritesBlocked": "they have blocked the app in Teams, or removed it",
    "ConversationBlockedByUser": "they have blocked the app in Teams",
    "BotNotInConversationRoster": "they have not added the app in Teams",
    "ForbiddenOperationException": "they have not added the app in Teams",
    "BotDisabledByAdmin": "the app is switched off for them in Teams",
    "ConversationNotFound": "their chat with me in Teams is gone",
    "MemberNotFound": "they have no account in Teams any more",
    "UserNotFound": "they have no account in Teams any more",
}
"""What Teams will never take, in words for an administrator."""
_NOT_LET_IN, _GONE = 403, 404


def never(refused: Refused) -> str:
    """Why Teams will never take what it refused; empty where it may be better later."""
    if refused.code in _FOR_GOOD:
        return _FOR_GOOD[refused.code]
    if refused.status == _NOT_LET_IN:
        return "Teams does not let me write to them"
    return "their chat with me in Teams is gone" if refused.status == _GONE else ""


class Told(Enum):
    """What came of telling something."""

    YES = auto()
    LATER = auto()
    NEVER = auto()


class Answering:
    """Tells replies. Each call says whether somebody was told, by whatever way was left."""

    def __init__(
        self, connector: Connector, chats: Chats, core: Crossing, settings: TeamsSettings, standing: Standing,
        clock: Callable[[], datetime],
    ) -> None:  # fmt: skip
        self._connector = connector
        self._chats = chats
        self._core = core
        self._settings = settings
        self._standing = standing
        self.marking = Marking(core)
        self._clock = clock

    async def tell(self, route: Route, reply: Reply) -> bool:
        """Tell a reply to whoever asked. Elsewhere than in their own chat, only that they were answered is said.

        Raises MayHaveArrived.
        """
        if not reply.cards and reply.form is None:
            return True
        if route.get("personal"):
            marked = await self.marking.marked(route, reply)
            placed = takes_its_place(route, reply) and await self.put(route, Reply((marked,)) if marked else reply)
            if placed and marked is None:
                return True
            return await self._answered(route, place(route), reply) is not Told.LATER
        told = await self._told_in_private(route, reply)
        if told is Told.LATER:
            return False
        if route.get("by") == "message":
            await self._in_public(route, answered_privately_card() if told is Told.YES else add_me_card())
        return True

    async def _told_in_private(self, route: Route, reply: Reply) -> Told:
        where, why = await self.own(route["user"], route.get("reference"))
        if where is None:
            return Told.NEVER if why else Told.LATER
        return await self._answered(route, where, reply)

    async def _answered(self, route: Route, where: Place, reply: Reply) -> Told:
        marked = reply
        if route.get(REPEAT):
            self._core.tally.add(Doubt.REPEATED)
            marked = may_be_repeated(reply)
        return await self._said(route["user"], where, marked, route.get(HELD, ""))

    async def put(self, route: Route, reply: Reply) -> bool:
        """Put an answer in the place of the card its button stood on."""
        if not route.get("card"):
            return False
        try:
            await self._connector.update(place(route), route["card"], self.message(reply, route.get(HELD, "")))
        except _FAILED as error:
            log.info("a card could not be brought up to date: %s", error)
            return False
        if route.get("personal"):
            await self._standing.changed(route["user"], place(route), route["card"], reply)
        return True

    async def notify(self, user: str, reply: Reply) -> bool:
        """Tell somebody something they did not ask for, and say whether they could be reached."""
        where, _ = await self.own(user)
        try:
            return where is not None and await self._said(user, where, reply) is Told.YES
        except MayHaveArrived:
            self._core.tally.add(Doubt.UNKNOWN)
            return False

    async def own(self, user: str, reference: Json | None = None) -> tuple[Place | None, str]:
        """Somebody's own chat; where there is none, why not, if that is for good.

        `reference` is how a stranger can be reached, of whom nothing is kept.
        """
        known, closed = await self._core.read(lambda: self._chats.known(user))
        if closed and "conversation" not in known:
            return None, closed
        if "conversation" in known:
            return Place(known["serviceUrl"], known["conversation"]["id"]), ""
        try:
            return await self.opened(user, known or reference or {}, keeping=bool(known)), ""
        except Refused as refused:
            return None, never(refused)
        except (Busy, Unreachable):
            return None, ""

    def message(self, reply: Reply, held: str = "") -> Json:
        """A reply as one message, drawn plainly where it is too large for Teams."""
        drawn = shown.message(reply, self._clock(), held)
        if isinstance(drawn, Written) or size(drawn) <= LARGEST_MESSAGE:
            return drawn
        return {"type": "message", "textFormat": "plain", "text": f"{text_of(reply)[:_ROOM].rstrip()}…"}

    async def opened(self, user: str, known: Json, *, keeping: bool = True) -> Place:
        """Open somebody's own chat. Raises Refused, Busy and Unreachable."""
        service = known.get("serviceUrl") or await self._core.read(self._chats.service)
        if not service:
            raise Busy("nobody in Teams has written to me yet, so I do not know how to reach anybody")
        tenant = known.get("tenantId") or self._settings.tenant
        wanted = {
            "bot": known.get("bot") or {"id": f"28:{self._settings.app_id}"}, "isGroup": False,
            "members": [{"id": known.get("user", {}).get("id") or user}],
            "tenantId": tenant, "channelData": {"tenant": {"id": tenant}},
        }  # fmt: skip
        conversation = await self._connector.create(service, wanted)
        found = {"serviceUrl": service, "conversation": {"id": conversation}}
        if keeping:
            await self._core.write(lambda: self._chats.learn(user, {**known, **found}))
        return Place(service, conversation)

    async def _said(self, user: str, where: Place, reply: Reply, held: str = "") -> Told:
        parts = self._parts(reply, held)
        for at, part in enumerate(parts):
            try:
                sent = await self._connector.send(where, self.message(part, held))
            except Refused as refused:
                return await self._refused(user, refused)
            except Unreachable as error:
                raise MayHaveArrived(_together(reply, parts[at:])) from error
            except Busy as error:
                log.info("an answer could not be told yet: %s", error)
                return Told.LATER
            await self._standing.message(user, where, sent, part)
        return Told.YES

    def _parts(self, reply: Reply, held: str) -> list[Reply]:
        """A reply as one message, or as one for each card where together they are too large."""
        if len(reply.cards) <= 1 or "attachments" in self.message(reply, held):
            return [reply]
        return [Reply((card,)) for card in reply.cards] + ([Reply(form=reply.form)] if reply.form else [])

    async def _refused(self, user: str, refused: Refused) -> Told:
        """Whether it is of use to tell it again; who cannot be reached any more is put down."""
        why = never(refused)
        log.info("Teams did not take an answer: %s", refused)
        if not why:
            return Told.LATER
        await self._core.write(lambda: self._chats.close(user, why))
        return Told.NEVER

    async def _in_public(self, route: Route, card: Card) -> None:
        """One line where others read too, which says nothing of what was asked or answered."""
        said: dict[str, Any] = {"type": "message", "textFormat": "plain", "text": text_of(Reply((card,)))}
        try:
            if route.get("activity"):
                await self._connector.reply(place(route), route["activity"], said)
            else:
                await self._connector.send(place(route), said)
        except _FAILED as error:
            log.info("nothing could be said where somebody asked: %s", error)


def _together(reply: Reply, left: list[Reply]) -> Reply:
    """What is left of a reply that was told in parts."""
    return replace(reply, cards=tuple(card for part in left for card in part.cards), form=left[-1].form)
