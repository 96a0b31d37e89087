"""How a Reply reaches whoever asked: in place, privately beside the question, or at last in a direct message."""

import json
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from secrets import token_hex
from typing import Any

from bot.inbox import REPEAT, MayHaveArrived, Route
from bot.reopening import said_back
from bot.slack.received import ORIGIN
from bot.slack.render import home, message, modal, told
from bot.slack.shown import Mark, mark_of
from bot.slack.signs import LOOKED_THROUGH, MAY_HAVE_ARRIVED, key_of, signed
from bot.slack.standing import Standing
from bot.slack.web import Json, SlackNotTold, SlackRefused, SlackUnreachable, Web
from bot.tally import Doubt, Tally
from handlers.cards.talking import may_be_repeated
from models.card import Card, Reply

log = logging.getLogger(__name__)
Noted = Callable[[str, str, Reply], Awaitable[None]]


class Answering:
    """Tells replies. Each call says whether somebody was told, by whatever way was left.

    `noted` is given the conversation and id of each message that was posted, and the reply it tells.
    """

    def __init__(self, web: Web, standing: Standing, tally: Tally, noted: Noted | None = None) -> None:
        self._web = web
        self._tally = tally
        self._standing = standing
        self._noted = noted
        self._direct: dict[str, str] = {}

    async def tell(self, route: Route, reply: Reply, marked: Json | None = None) -> bool:
        """Tell a reply to whoever asked. A form opens where Slack still lets it; else a button opens it afresh.

        `marked` is the message a button stood in, with what became of that button, where others stand beside it.
        Raises MayHaveArrived.
        """
        if not reply.cards and reply.form is None:
            return True
        if route.get(REPEAT):
            return await self._once_more(route, reply)
        if reply.form is not None:
            reply = replace(reply, form=None) if await self._opened(route, reply) else said_back(reply)
            if not reply.cards and reply.form is None:
                return True
        if route.get("view") in {"home", "modal"} and await self._shown_in_view(route, reply):
            return True
        if marked is not None and not reply.refused:
            await self._in_place(route, marked, reply)
            return await self._beside(route, reply)
        return await self._said(route, reply)

    async def notice(self, user: str, reply: Reply) -> bool:
        """Tell somebody something they did not ask for, and say whether it is known that they were told."""
        try:
            return await self.tell({"by": "notice", "user": user}, reply)
        except MayHaveArrived:
            self._tally.add(Doubt.UNKNOWN)
            return False

    async def mark(self, route: Route) -> Mark | None:
        """How the message in which a form was asked for looks once it is answered, where others' buttons stand in it.

        Slack sends no message with a form, so it is looked up where the bot may; else it is left as it is.
        """
        channel, ts = route.get("channel", ""), route.get("ts", "")
        if not route.get("button") or not ts or route.get("hidden") or not channel.startswith("D"):
            return None
        wanted = {"channel": channel, "latest": ts, "oldest": ts, "inclusive": "true", "limit": "1"}
        try:
            found = (await self._web.call("conversations.history", **wanted)).get("messages")
        except (SlackRefused, SlackUnreachable):
            return None
        there = found[0] if isinstance(found, list) and found and isinstance(found[0], dict) else {}
        return mark_of(there, json.loads(route["button"])) if there.get("ts") == ts else None

    async def publish(self, user: str, cards: Sequence[Card]) -> None:
        """Draw somebody's Home tab."""
        await self._called("views.publish", user_id=user, view=home(cards))

    async def show_in(self, view_id: str, view: Json) -> bool:
        """Put a view in the place of one that is open, and say whether it could be."""
        return await self._called("views.update", view_id=view_id, view=view)

    async def conversation(self, user: str) -> str:
        """The direct message with somebody. Raises SlackRefused and SlackUnreachable."""
        if user not in self._direct:
            opened = await self._web.call("conversations.open", users=user)
            channel = opened.get("channel")
            self._direct[user] = str(channel.get("id", user)) if isinstance(channel, dict) else user
        return self._direct[user]

    async def _said(self, route: Route, reply: Reply) -> bool:
        placed = await self._in_place(route, message(reply), reply) if _takes_its_place(route, reply) else False
        return placed or await self._beside(route, self._doubted(reply) if placed is None else reply)

    async def _in_place(self, route: Route, shown: Json, reply: Reply) -> bool | None:
        """Put an answer where the question stood; None where nobody knows whether it stands there now."""
        placed = await self._replaced(route, shown)
        if placed and not route.get("hidden"):
            await self._standing.message(route["user"], route.get("ts"), reply)
        return placed

    async def _replaced(self, route: Route, shown: Json) -> bool | None:
        taken: bool | None = False
        if route.get("url"):
            taken = await self._web.respond(route["url"], {**shown, "replace_original": True})
        if taken or route.get("hidden") or not route.get("ts") or not route.get("channel"):
            return taken
        updated = await self._tried("chat.update", channel=route["channel"], ts=route["ts"], **shown)
        return None if taken is None and not updated else updated

    async def _beside(self, route: Route, reply: Reply) -> bool:
        """Tell something privately where it was asked, or at last in a direct message.

        What may have been seen already says there that it may be a repeat.
        """
        if url := route.get("url"):
            private = {"response_type": "ephemeral", "replace_original": False}
            taken = await self._web.respond(url, {**message(reply), **private})
            if taken:
                return True
            log.warning("a response URL did not take an answer; it goes by direct message")
            reply = self._doubted(reply) if taken is None else reply
        channel, thread = route.get("channel", ""), _in_thread(route)
        if channel.startswith("D") and await self._posted(route["user"], channel, reply, **thread):
            return True
        if route.get("by") == "mention":
            here = {"channel": channel, "user": route["user"], **thread, **message(reply)}
            taken = await self._tried("chat.postEphemeral", **here)
            if taken:
                return True
            reply = self._doubted(reply) if taken is None else reply
        return await self._directly(route["user"], reply)

    async def _shown_in_view(self, route: Route, reply: Reply) -> bool:
        if route["view"] == "modal":
            return await self.show_in(route.get("view_id", ""), told(reply))
        return await self._called("views.open", trigger_id=route.get("trigger", ""), view=told(reply))

    def _doubted(self, reply: Reply) -> Reply:
        """A reply told once more, saying that it may be a repeat."""
        self._tally.add(Doubt.REPEATED)
        return may_be_repeated(reply)

    async def _once_more(self, route: Route, reply: Reply) -> bool:
        """Tell what may have arrived: not at all where it is found, and marked where nobody can see whether it is."""
        channel, thread = route.get("channel", ""), _in_thread(route)
        if not channel.startswith("D"):
            try:
                channel, thread = await self.conversation(route["user"]), {}
            except (SlackRefused, SlackUnreachable):
                return False
        there = await self._looked_up(channel, route[REPEAT], thread)
        if there:
            await self._stands(route["user"], channel, there, reply)
            return True
        again = self._doubted(reply) if there is None else reply
        return await self._posted(route["user"], channel, again, **thread)

    async def _looked_up(self, channel: str, sign: str, thread: Json) -> str | None:
        """The id of the message with this sign; empty where there is none, and None where nobody can see."""
        wanted = {"channel": channel, "limit": str(LOOKED_THROUGH), "include_all_metadata": "true"}
        if thread:
            found = await self._asked("conversations.replies", ts=thread["thread_ts"], **wanted)
        else:
            found = await self._asked("conversations.history", **wanted)
        messages = found.get("messages") if found else None
        if not isinstance(messages, list):
            return None
        there = (each for each in messages if isinstance(each, dict) and key_of(each) == sign)
        return next((str(each.get("ts", "")) for each in there), "")

    async def _posted(self, user: str, channel: str, reply: Reply, **thread: str) -> bool:
        """Post to a direct message, where it stands until somebody takes it away. Raises MayHaveArrived."""
        sign = token_hex(8)
        try:
            posted = await self._web.call(
                "chat.postMessage", channel=channel, metadata=signed(sign), **thread, **message(reply)
            )
        except SlackRefused as error:
            if error.reason in MAY_HAVE_ARRIVED:
                raise MayHaveArrived(reply, sign) from error
            log.info("an answer was refused: %s", error.reason)
            return False
        except SlackNotTold:
            return False
        except SlackUnreachable as error:
            raise MayHaveArrived(reply, sign) from error
        await self._stands(user, channel, posted.get("ts"), reply)
        return True

    async def _stands(self, user: str, channel: str, ts: object, reply: Reply) -> None:
        await self._standing.message(user, ts, reply)
        if self._noted is not None and isinstance(ts, str):
            await self._noted(channel, ts, reply)

    async def _called(self, method: str, **given: Any) -> bool:
        return await self._asked(method, **given) is not None

    async def _tried(self, method: str, **given: Any) -> bool | None:
        """Whether Slack took something; None where nobody knows."""
        try:
            await self._web.call(method, **given)
        except SlackRefused as error:
            log.info("%s was refused: %s", method, error.reason)
            return None if error.reason in MAY_HAVE_ARRIVED else False
        except SlackNotTold:
            return False
        except SlackUnreachable:
            return None
        return True

    async def _asked(self, method: str, **given: Any) -> Json | None:
        try:
            return await self._web.call(method, **given)
        except (SlackRefused, SlackUnreachable) as error:
            log.info("%s was refused: %s", method, getattr(error, "reason", "no answer"))
            return None

    async def _opened(self, route: Route, reply: Reply) -> bool:
        if reply.form is None or not route.get("trigger"):
            return False
        how = "views.push" if route.get("view") == "modal" else "views.open"
        view = modal(reply.form, origin=origin_of(route))
        return await self._called(how, trigger_id=route["trigger"], view=view)

    async def _directly(self, user: str, reply: Reply) -> bool:
        try:
            channel = await self.conversation(user)
        except (SlackRefused, SlackUnreachable):
            return False
        return await self._posted(user, channel, reply)


def origin_of(route: Route) -> str:
    """What a form brings back, so that its answer reaches where it was asked for."""
    return json.dumps({name: route[name] for name in ORIGIN if route.get(name)}, separators=(",", ":"))


def _takes_its_place(route: Route, reply: Reply) -> bool:
    """Whether an answer replaces the message its button stood in: what changed something does, wherever it stood.

    A card that only its reader sees is also turned like a page. A refusal leaves everything where it was.
    """
    if not route.get("ts") or route.get("button"):
        return False
    return reply.replaces or (not reply.refused and bool(route.get("changes") or route.get("hidden")))


def _in_thread(route: Route) -> Json:
    return {"thread_ts": route["thread"]} if route.get("thread") else {}
