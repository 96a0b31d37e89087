"""What comes in from Slack, taken in before it is acknowledged, and answered in the acknowledgement or after it."""

import asyncio
import logging
from dataclasses import replace
from datetime import datetime

from bot.crossing import Crossing
from bot.desk import Desk, Tell
from bot.dispatch import Foreseen
from bot.given_up import tell_given_up
from bot.inbox import Busy, Delivery, Inbox, Route, Unfinished
from bot.reopening import reopened
from bot.slack import received
from bot.slack.accounts import Accounts, Unseen
from bot.slack.answering import Answering, origin_of
from bot.slack.files import SlackFiles
from bot.slack.giving import Giving
from bot.slack.homes import Homes
from bot.slack.mentions import mentioned, named
from bot.slack.received import SLACK
from bot.slack.render import modal, resubmitted, told
from bot.slack.shown import Mark, shown, still_open, told_at_once, with_its_button_marked
from bot.slack.web import Json, SlackUnreachable
from bot.tasks import Tasks
from handlers.cards.common import busy_card
from handlers.cards.files import with_those_left
from handlers.cards.talking import (
    ONE_MOMENT,
    saving_card,
    second_account_card,
    shared_channel_card,
    stranger_card,
    taken_card,
    unchecked_card,
    unnamed_card,
    unseen_channel_card,
)
from handlers.identities import Meeting
from handlers.request import Request
from models.card import Reply
from models.vocabulary import Platform

log = logging.getLogger(__name__)

_BUDGET = 2.0  # of the three seconds in which Slack wants its acknowledgement
_FOREIGN = Reply((stranger_card(),), refused=True)


class SlackAdapter:
    """One workspace. Its methods give what stands in the acknowledgement, and never raise for what people say."""

    def __init__(
        self, core: Crossing, inbox: Inbox, accounts: Accounts, answering: Answering, tasks: Tasks,
        files: SlackFiles, giving: Giving, team: str,
    ) -> None:  # fmt: skip
        self._core = core
        self._accounts = accounts
        self._answering = answering
        self._tasks = tasks
        self._files = files
        self._giving = giving
        self._homes = Homes(core, tasks, answering, self._decided)
        self._team = team
        self._desk = Desk(core, inbox, tasks, self._decided, self._telling(), self._give, self._given_up)

    async def command(self, body: Json) -> Json:
        """What answers a slash command at once."""
        if self._foreign(body):
            return shown(_FOREIGN)
        delivery = await self._meant(received.command(body))
        known = await self._accounts.known(delivery.request.actor, delivery.request.conversation)
        if known and not self._core.bot.changes(delivery.request):
            reply = await self._decided(delivery)
            self._give(delivery.route, reply)
            return shown(reply)
        foreseen = await self._foreseen(delivery)
        try:
            if not await self._desk.arrived(delivery, foreseen):
                return {}
        except Busy:
            return shown(Reply((busy_card(delivery.request.text),), refused=True))
        if foreseen.refusal is not None:
            return shown(foreseen.refusal)
        in_time = await self._in_time(delivery, _BUDGET if known else 0)
        return {"response_type": "ephemeral", "text": ONE_MOMENT} if in_time is None else shown(in_time)

    async def press(self, body: Json) -> Json:
        """Takes in a button; what comes of it is told after the acknowledgement."""
        delivery = received.press(body)
        files = await self._core.read(lambda: self._core.bot.files_of_draft(delivery.request))
        if files:
            request = replace(delivery.request, attachments=received.held(files))
            delivery = replace(delivery, request=request)
        mark = with_its_button_marked(body)
        delivery.route["button"] = received.button(body) if mark else ""
        await self._take_in(body, delivery, mark)
        return {}

    async def shortcut(self, body: Json) -> Json:
        """Takes in a shortcut; what it opens comes after the acknowledgement."""
        await self._take_in(body, await self._meant(received.shortcut(body)))
        return {}

    async def opened_home(self, body: Json) -> Json:
        """Draws somebody's own Home tab, each time they open it."""
        event = body["event"]
        if event.get("tab", "home") == "home" and not self._foreign(body):
            self._homes.opened(received.person(event))
        return {}

    async def spoken(self, body: Json) -> Json:
        """Takes in what somebody wrote to the bot."""
        if received.is_for_us(body["event"]):
            delivery = received.spoken(body)
            reply = bool(delivery.route["thread"])
            if self._core.bot.may_be_update(delivery.request, reply=reply) and delivery.route["by"] == "message":
                delivery = replace(delivery, request=received.draft_of(delivery.request))
            await self._take_in(body, await self._meant(delivery))
        return {}

    async def submission(self, body: Json) -> Json:
        """What a form that was sent becomes: closed, asked again where it was wrong, or told that it is being saved."""
        delivery, view = received.submission(body), body["view"]
        foreseen = await self._foreseen(delivery)
        try:
            if self._foreign(body) or not await self._desk.arrived(delivery, foreseen):
                return {"response_action": "clear"}
        except Busy:
            return still_open(view, Reply((busy_card(""),), refused=True))
        if foreseen.refusal is not None:
            return still_open(view, foreseen.refusal)
        reply = await self._in_time(delivery, _BUDGET)
        if reply is None:
            return {"response_action": "update", "view": told(saving_card())}
        if reply.form is not None:
            return resubmitted(reply.form, view)
        return still_open(view, reply) if reply.refused else {"response_action": "clear"}

    async def resume(self, before: datetime) -> None:
        """Work off what was acknowledged up to `before` and left, by this process or one that ended."""
        await self._desk.resume(before)

    async def _take_in(self, body: Json, delivery: Delivery, mark: Mark | None = None) -> None:
        """Keep a delivery whose answer comes later, and begin to work it off; not the second time it comes."""
        _carry(delivery)
        refusal = _FOREIGN if self._foreign(body) else None
        await self._desk.take_in(delivery, refusal=refusal, tell=self._telling(mark) if mark else None)

    def _telling(self, known: Mark | None = None) -> Tell:
        """Tells a reply, and puts in the message a button stood in what became of that button."""

        async def tell(route: Route, reply: Reply) -> bool:
            done = None
            if route.get("changes") and reply.form is None:
                mark = known or await self._answering.mark(route)
                done = mark(reply) if mark else None
            return await self._answering.tell(route, reply, done)

        return tell

    async def _in_time(self, delivery: Delivery, seconds: float) -> Reply | None:
        """The reply, if it is there in time to be told at once; else None, and it is told when it is there."""
        deciding = self._tasks.start(self._desk.settled(delivery))
        if seconds:
            await asyncio.wait({deciding}, timeout=seconds)
        if not deciding.done():
            self._tasks.start(self._told_after(deciding, delivery))
            return None
        reply: Reply = deciding.result()
        if told_at_once(delivery, reply):
            self._tasks.start(self._desk.told(delivery.request.id, delivery.route, Reply()))
            return reply
        self._tasks.start(self._desk.told(delivery.request.id, delivery.route, reply))
        return Reply()

    async def _foreseen(self, delivery: Delivery) -> Foreseen:
        _carry(delivery)
        return await self._desk.foresee(delivery)

    def _foreign(self, body: Json) -> bool:
        return received.team(body) != self._team

    async def _told_after(self, deciding: "asyncio.Task[Reply]", delivery: Delivery) -> None:
        """Tell a reply that came too late for its acknowledgement; a form that waits says so where it was sent."""
        reply = await asyncio.shield(deciding)
        if delivery.route["by"] == "form":
            reply = await self._shown_late(delivery, reply)
        await self._desk.told(delivery.request.id, delivery.route, reply)

    async def _shown_late(self, delivery: Delivery, reply: Reply) -> Reply:
        """What is left to tell once a form that waited shows what came of it; refused, it comes back as it was sent."""
        request, bot = delivery.request, self._core.bot
        if reply.refused:
            first = reply
            reply = await self._core.write(lambda: reopened(bot, request, first))
        view = modal(reply.form, origin=origin_of(delivery.route)) if reply.form else told(reply)
        shown = await self._answering.show_in(delivery.route["view"], view)
        return Reply() if shown and (reply.form is not None or reply.refused) else reply

    async def _decided(self, delivery: Delivery) -> Reply:
        """The reply, once it is known who asks and that nobody from elsewhere listens."""
        request = delivery.request
        try:
            met = await self._accounts.meet(request.actor)
            if self._accounts.unchecked(request.actor):
                self._tasks.start(self._accounts.recheck(request.actor))
            if delivery.route.get("shared") or await self._accounts.shared(request.conversation):
                return Reply((shared_channel_card(),), refused=True)
        except SlackUnreachable:
            return Reply((unchecked_card(),), refused=True)
        except Unseen:
            return Reply((unseen_channel_card(),), refused=True)
        if met is Meeting.TAKEN:
            self._tasks.start(self._ask_admins(request.actor))
            return Reply((taken_card(),), refused=True)
        trusted = met is not Meeting.STRANGER
        if trusted:
            request = await self._files.permalinks.linked(delivery.route, request)
        reply = await self._asked(request, trusted=trusted)
        if delivery.route.get("changes") and not reply.refused and reply.form is None:
            self._homes.changed(request.actor)
        return with_those_left(reply, delivery.route.get("left", 0)) if trusted else reply

    def _give(self, route: Route, reply: Reply) -> None:
        """Begin to deliver the files of a reply, wherever its words are told."""
        if reply.files:
            self._tasks.start(self._giving.give(route["user"], reply.files))

    async def _asked(self, request: Request, *, trusted: bool) -> Reply:
        """The reply to a request, with those it mentions by e-mail."""
        if trusted and mentioned(request):
            request = await self._named(request)
            if mentioned(request):
                return Reply((unnamed_card(),), refused=True)
        return await self._files.asked(request, trusted=trusted)

    async def _meant(self, delivery: Delivery) -> Delivery:
        """A delivery with those it mentions by e-mail, for somebody who is known; the others learn of nobody."""
        request = delivery.request
        if not mentioned(request) or not await self._core.read(lambda: self._core.bot.knows(SLACK, request.actor)):
            return delivery
        return replace(delivery, request=await self._named(request))

    async def _named(self, request: Request) -> Request:
        bot, accounts = self._core.bot, mentioned(request)
        found = await self._core.read(lambda: {each: bot.linked(SLACK, each) for each in accounts})
        return named(request, {account: person for account, person in found.items() if person is not None})

    async def changed(self, body: Json) -> Json:
        """Takes in that Slack's account of somebody changed: who is no full member any more learns no more."""
        account = body["event"].get("user")
        if isinstance(account, dict):
            self._tasks.start(self._accounts.changed(account))
        return {}

    async def _ask_admins(self, user: str) -> None:
        """Ask whoever runs the deployment, once, whether an e-mail belongs to another account now."""
        for admin, email in await self._accounts.to_be_asked(user):
            await self._answering.notice(admin, Reply((second_account_card(email, user),)))

    async def _given_up(self, left: Unfinished) -> None:
        await tell_given_up(self._answering.notice, self._core, Platform.SLACK, left)


def _carry(delivery: Delivery) -> None:
    """Keep with how to answer which files wait with Slack for a form."""
    delivery.route["files"] = received.carried(delivery.request.attachments)
