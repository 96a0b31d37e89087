"""What comes in from Teams: who asks is found out, what they ask is decided, and it is told or shown in place."""

import logging
from dataclasses import replace

from bot.crossing import Crossing
from bot.desk import Desk
from bot.given_up import tell_given_up
from bot.inbox import Busy, Delivery, Inbox, Route, Unfinished
from bot.reopening import is_private, reopened
from bot.tasks import Tasks
from bot.teams import received
from bot.teams.accounts import Accounts, Unchecked
from bot.teams.answering import Answering
from bot.teams.chats import Chats
from bot.teams.connector import Json
from bot.teams.files import Holding, TeamsFiles
from bot.teams.giving import Giving
from bot.teams.mentions import Mentions, mentions
from handlers.cards.common import busy_card, error_card
from handlers.cards.files import not_received_card, with_those_left
from handlers.cards.talking import second_account_card, taken_card, unchecked_card, unnamed_card
from handlers.errors import UserError
from handlers.identities import Meeting
from handlers.request import Request
from models.card import Form, Reply
from models.vocabulary import Platform

log = logging.getLogger(__name__)
_REMOVED = "they have removed the app in Teams"


class TeamsAdapter:
    """One tenant. Nothing here raises for what people say; what Teams never sends is Malformed."""

    def __init__(
        self, core: Crossing, inbox: Inbox, accounts: Accounts, chats: Chats, answering: Answering, tasks: Tasks,
        files: TeamsFiles, giving: Giving,
    ) -> None:  # fmt: skip
        self._core = core
        self._accounts = accounts
        self._chats = chats
        self._answering = answering
        self._mentions = Mentions(accounts, core)
        self._tasks = tasks
        self._files = files
        self._giving = giving
        self._holding = Holding()
        self.desk = Desk(core, inbox, tasks, self._decided, answering.tell, self._give, self._given_up)

    async def _given_up(self, left: Unfinished) -> None:
        await tell_given_up(self._answering.notify, self._core, Platform.TEAMS, left)

    async def reopened(self, delivery: Delivery, reply: Reply) -> Reply:
        """A form that was refused, as it is asked again; where no message may hold its words, a dialog asks it."""
        request = delivery.request
        if not reply.refused or reply.form is not None or not request.sent:
            return reply
        again = await self._core.write(lambda: reopened(self._core.bot, request, reply))
        if again.form is not None and (request.attachments or _waits(delivery, again.form)):
            delivery.route[received.HELD] = self._holding.hold(request.actor, request.attachments, again.form)
        return again

    async def take_in(self, delivery: Delivery) -> None:
        """Takes in what is answered by a message. Raises Busy."""

        async def tell(route: Route, reply: Reply) -> bool:
            again = await self.reopened(delivery, reply)
            route[received.HELD] = delivery.route.get(received.HELD, "")
            return await self._answering.tell(route, again)

        await self.desk.take_in(delivery, tell=tell if delivery.request.sent else None)

    async def spoken(self, body: Json) -> None:
        """Takes in what somebody wrote to the bot, or sent with a button."""
        delivery = received.spoken(body)
        delivery.route["reference"] = received.reference(body)
        if delivery.route["by"] != "message":
            delivery = await self.with_files(delivery)
        elif delivery.route["personal"] and self._core.bot.may_be_update(
            delivery.request, reply=bool(body.get("replyToId"))
        ):
            delivery = replace(delivery, request=received.draft_of(delivery.request))
        try:
            await self.take_in(delivery)
        except Busy:
            sorry = await self.reopened(delivery, Reply((busy_card(delivery.request.text),), refused=True))
            self._tasks.start(self._answering.tell(delivery.route, sorry))

    async def with_files(self, delivery: Delivery) -> Delivery:
        """A button or a form with the files of the draft it speaks of, or that came before it was asked."""
        if name := delivery.route.get(received.HELD):
            try:
                files = self._holding.held(delivery.request.actor, name)
            except UserError as error:
                delivery.route["lost"] = error.message
                return delivery
        else:
            said = await self._core.read(lambda: self._core.bot.files_of_draft(delivery.request))
            files = received.held(said)
        return replace(delivery, request=replace(delivery.request, attachments=files)) if files else delivery

    async def installed(self, body: Json) -> None:
        """Takes in that somebody added the app for themselves, or removed it. Nobody is written to for it."""
        if not received.personal(body):
            return
        user = received.account(body)
        if str(body.get("action", "")).startswith("remove"):
            await self._core.write(lambda: self._chats.close(user, _REMOVED))
            return
        route = {
            "user": user, "member": received.reference(body)["user"]["id"], "service": body["serviceUrl"],
            "conversation": body["conversation"]["id"], "reference": received.reference(body),
        }  # fmt: skip
        self._tasks.start(self._met(route))

    async def _met(self, route: Route) -> Meeting:
        """Who it is that writes. How they are reached is kept of those who are known, and of nobody else."""
        met = await self._accounts.meet(route)
        reference = route.get("reference")
        if met in {Meeting.KNOWN, Meeting.LINKED} and reference and self._chats.new(route["user"], reference):
            await self._core.write(lambda: self._chats.learn(route["user"], reference))
        return met

    async def _decided(self, delivery: Delivery) -> Reply:
        """The reply, once it is known who asks; a form that is refused is asked again."""
        return await self.reopened(delivery, await self._answer(delivery))

    async def _answer(self, delivery: Delivery) -> Reply:
        try:
            met = await self._met(delivery.route)
            meant = await self._meant(delivery) if met is not Meeting.STRANGER else delivery.request
        except Unchecked:
            return Reply((unchecked_card(),), refused=True)
        if met is Meeting.TAKEN:
            self._tasks.start(self._ask_admins(delivery.request.actor))
            return Reply((taken_card(),), refused=True)
        if meant is None:
            return Reply((unnamed_card(),), refused=True)
        if lost := delivery.route.get("lost"):
            return Reply((error_card(UserError(lost)),), refused=True)
        reply = await self._answered(delivery.route, meant, trusted=met is not Meeting.STRANGER)
        if reply.form is not None and (meant.attachments or _waits(delivery, reply.form)):
            delivery.route[received.HELD] = self._holding.hold(meant.actor, meant.attachments, reply.form)
        return reply

    async def _answered(self, route: Route, meant: Request, *, trusted: bool) -> Reply:
        """The reply to a request, which also says what was shown beside it and did not come."""
        lost = route.get("missed", "") if trusted and route["by"] == "message" else ""
        if lost and not meant.text and not meant.attachments:
            return Reply((not_received_card(lost),), refused=True)
        reply = await self._files.asked(meant, trusted=trusted)
        reply = with_those_left(reply, route.get("left", 0)) if trusted else reply
        return replace(reply, cards=(*reply.cards, not_received_card(lost))) if lost else reply

    def form_that_waits(self, body: Json) -> tuple[Reply, str]:
        """The form that a button of a message opens, and the name of the files that wait for it; empty for none."""
        name = received.waiting(body)
        try:
            form, files = self._holding.form(received.account(body), name)
        except UserError as error:
            return Reply((error_card(error),), refused=True), ""
        return Reply(form=form), name if files else ""

    def _give(self, route: Route, reply: Reply) -> None:
        """Begin to offer the files of a reply, wherever its words are told."""
        if reply.files:
            self._tasks.start(self._giving.offer(route["user"], reply.files))

    async def _meant(self, delivery: Delivery) -> Request | None:
        """The request with those it mentions, from somebody who is looked at once a day. Raises Unchecked."""
        if self._accounts.unchecked(delivery.request.actor):
            self._tasks.start(self._accounts.recheck(delivery.route))
        return await self._mentions.named(delivery) if mentions(delivery.request) else delivery.request

    async def _ask_admins(self, user: str) -> None:
        """Ask whoever runs the deployment, once, whether an e-mail belongs to another account now."""
        for admin, email in await self._accounts.to_be_asked(user):
            await self._answering.notify(admin, Reply((second_account_card(email, user),)))


def _waits(delivery: Delivery, form: Form) -> bool:
    """Whether a form is asked in a dialog of its own: what the guard asks about, or refuses, stands in no message."""
    return is_private(form) and not delivery.route.get("dialog")
