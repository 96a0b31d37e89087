"""What Teams waits for: a button answered in place, a dialog, a search, or a message kept as evidence."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.inbox import Delivery
from bot.tasks import Tasks
from bot.teams import received, shown
from bot.teams.adapter import TeamsAdapter
from bot.teams.answering import Answering
from bot.teams.connector import Json
from bot.teams.giving import Giving
from bot.teams.marking import takes_its_place
from handlers.cards.files import not_received_card
from handlers.cards.talking import ONE_MOMENT, answered_privately_card, saving_card, taken_in_card
from models.card import Card, Reply

_BUDGET: Final = 4.0  # seconds of the five in which Teams wants an answer
_FOUND: Final = 5
_STATUS_OF_ONE: Final = 2  # words: "status cambridgeshire-2009/SG4"
_MOMENT = Reply((Card(ONE_MOMENT),))


class Invokes:
    """Answers what Teams waits for: a status, and what stands in the response. Nothing here raises but Malformed."""

    def __init__(
        self, adapter: TeamsAdapter, answering: Answering, giving: Giving, tasks: Tasks, clock: Callable[[], datetime]
    ) -> None:
        self._adapter = adapter
        self._answering = answering
        self._giving = giving
        self._tasks = tasks
        self._clock = clock
        self._answers: dict[str, Callable[[Json], Awaitable[Json | None]]] = {
            "adaptiveCard/action": self._pressed, "task/fetch": self._dialog, "task/submit": self._dialog,
            "composeExtension/query": self._sought, "composeExtension/fetchTask": self._saving,
            "composeExtension/submitAction": self._extension, "fileConsent/invoke": self._consent,
        }  # fmt: skip

    async def answer(self, body: Json) -> tuple[int, Json | None]:
        """What Teams is answered; 501 to what nobody here knows."""
        found = self._answers.get(str(body.get("name", "")))
        return (501, None) if found is None else (200, await found(body))

    async def _pressed(self, body: Json) -> Json:
        delivery = await self._adapter.with_files(self._met(body, received.pressed(body)))
        if not delivery.route["personal"]:
            await self._adapter.take_in(delivery)
            return shown.said(answered_privately_card())
        reply = await self._reply(delivery)
        return shown.in_place(reply, self._clock(), delivery.route.get(received.HELD, ""))

    async def _dialog(self, body: Json) -> Json | None:
        if received.waiting(body):
            asked, held = self._adapter.form_that_waits(body)
            return shown.dialog(asked, self._clock(), held)
        delivery = await self._adapter.with_files(self._met(body, received.asked(body)))
        reply = await self._reply(delivery)
        if _closes(delivery, reply):
            return None
        return shown.dialog(reply, self._clock(), delivery.route.get(received.HELD, ""))

    async def _extension(self, body: Json) -> Json:
        return shown.dialog(await self._reply(self._met(body, received.asked(body))), self._clock())

    async def _saving(self, body: Json) -> Json:
        asked = self._met(body, received.saving(body))
        reply, lost = await self._reply(asked), asked.route["missed"]
        if lost and reply.form is not None:
            reply = replace(reply, cards=(*reply.cards, not_received_card(lost)))
        return shown.dialog(reply, self._clock())

    async def _sought(self, body: Json) -> Json:
        """The recommendations that were looked for, each with its own card to be inserted."""
        asked = self._met(body, received.sought(body))
        found = await self._reply(asked)
        if found.refused and (named := received.named_in(body)):
            item = await self._reply(_once_more(asked, named))
            if not item.refused and not _choices(item):
                return shown.results([item], self._clock())
            found = found if item.refused else item
        if found.refused:
            return shown.nothing(found)
        actions = [action for card in found.cards for action in card.actions if action.command.startswith("status ")]
        replies = await asyncio.gather(*(self._reply(_once_more(asked, each.command)) for each in actions[:_FOUND]))
        kept = [reply for reply in replies if reply.cards and not reply.refused]
        return shown.results(kept, self._clock()) if kept else shown.nothing(found)

    async def _consent(self, body: Json) -> None:
        value, user = body.get("value"), received.account(body)
        where = received.place(self._met(body, received.consent(body)).route)
        self._tasks.start(self._giving.answered(user, where, value if isinstance(value, dict) else {}))

    async def _reply(self, delivery: Delivery) -> Reply:
        """The reply in time, or that it comes later. A change is also kept to, where its card stands for good."""
        reply, ours = await self._adapter.desk.answer(delivery, _BUDGET)
        reply = await self._adapter.reopened(delivery, reply) if reply is not None else None
        if reply is None:
            return Reply((saving_card(),)) if delivery.route.get("changes") else _MOMENT
        if not reply.cards and reply.form is None:
            self._adapter.desk.let_go(delivery.request.id)
            return Reply((taken_in_card(),))
        return await self._changed(delivery, reply, ours=ours) if delivery.route.get("changes") else reply

    async def _changed(self, delivery: Delivery, reply: Reply, *, ours: bool) -> Reply:
        """What is shown of a change. Where the message is about more than that, the answer itself comes below it."""
        marked = await self._answering.marking.marked(delivery.route, reply)
        if ours and (marked is not None or _closes(delivery, reply)):
            self._tasks.start(self._told(delivery, reply))
        elif ours:
            self._tasks.start(self._kept(delivery, reply))
        return reply if marked is None else Reply((marked,))

    async def _kept(self, delivery: Delivery, reply: Reply) -> None:
        """What was shown in place stands there also when the chat is opened again."""
        if takes_its_place(delivery.route, reply) and reply.form is None:
            await self._answering.put(delivery.route, reply)
        await self._told(delivery, Reply())

    async def _told(self, delivery: Delivery, reply: Reply) -> None:
        await self._adapter.desk.told(delivery.request.id, delivery.route, reply)

    def _met(self, body: Json, delivery: Delivery) -> Delivery:
        delivery.route["reference"] = received.reference(body)
        delivery.route["dialog"] = "" if body.get("name") == "adaptiveCard/action" else str(body.get("name", ""))
        return delivery


def _once_more(delivery: Delivery, said: str) -> Delivery:
    """Something else that the same person asks, kept under no name."""
    return replace(delivery, request=replace(delivery.request, text=said, id=""))


def _choices(reply: Reply) -> bool:
    """Whether a reply only asks which of several items is meant."""
    actions = [action.command for card in reply.cards for action in card.actions]
    return len(actions) > 1 and all(
        each.startswith("status ") and len(each.split()) == _STATUS_OF_ONE for each in actions
    )


def _closes(delivery: Delivery, reply: Reply) -> bool:
    """Whether a dialog ends with its answer told in the chat it was opened in."""
    route = delivery.route
    sent = route.get("dialog") == "task/submit" and route["personal"] and route.get("changes")
    return bool(sent) and bool(reply.cards) and not reply.refused and reply.form is None
