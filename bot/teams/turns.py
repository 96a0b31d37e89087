"""Botbuilder's turns over our own connector: its activities, its handler and its adapter; it calls nobody itself."""

from datetime import datetime
from typing import Any, Final

from botbuilder.core import ActivityHandler, BotAdapter, InvokeResponse, TurnContext
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    ChannelAccount,
    ConversationAccount,
    ConversationReference,
    ResourceResponse,
)

from bot.teams.adapter import TeamsAdapter
from bot.teams.connector import Connector, Json, Place
from bot.teams.invokes import Invokes
from bot.teams.received import Malformed
from bot.teams.shown import misunderstood

_BODY: Final = "what came, as it came"
_ANSWER: Final = "what Teams waits for"
_REMOVED: Final = "remove"
_SAID: Final = (ActivityTypes.message.value, ActivityTypes.invoke.value)
_NO_TIME: Final = "0001-01-01"


class Turns(BotAdapter):  # type: ignore[misc]  # because botbuilder ships no types
    """Runs each activity through botbuilder's pipeline. What came stays beside it, for its model drops parts of it."""

    def __init__(self, connector: Connector, bot: ActivityHandler) -> None:
        super().__init__()
        self._connector = connector
        self._bot = bot

    async def turn(self, body: Json) -> InvokeResponse | None:
        """What an invoke is answered, None to anything else. Raises Malformed for what is no activity."""
        if not isinstance(body.get("type"), str) or not body["type"]:
            raise Malformed
        context = TurnContext(self, _activity(body))
        context.turn_state[_BODY] = body
        await self.run_pipeline(context, self._bot.on_turn)
        return context.turn_state.get(_ANSWER)

    async def send_activities(self, context: TurnContext, activities: list[Activity]) -> list[ResourceResponse]:
        """Send what a turn says; the answer to an invoke stays in the turn."""
        return [await self._sent(context, activity) for activity in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> ResourceResponse:  # noqa: ARG002  because botbuilder calls it so
        """Put something in the place of what was sent."""
        where = Place(activity.service_url, activity.conversation.id)
        await self._connector.update(where, activity.id, activity.serialize())
        return ResourceResponse(id=activity.id)

    async def delete_activity(self, context: TurnContext, reference: ConversationReference) -> None:  # noqa: ARG002  because botbuilder calls it so
        """Take back what was sent."""
        where = Place(reference.service_url, reference.conversation.id)
        await self._connector.delete(where, reference.activity_id)

    async def _sent(self, context: TurnContext, activity: Activity) -> ResourceResponse:
        if activity.type == ActivityTypes.invoke_response:
            context.turn_state[_ANSWER] = activity.value
            return ResourceResponse(id="")
        where = Place(activity.service_url, activity.conversation.id)
        return ResourceResponse(id=await self._connector.send(where, activity.serialize()))


class Bot(ActivityHandler):  # type: ignore[misc]  # because botbuilder ships no types
    """What each kind of activity comes to. Botbuilder tells them apart; what they say is read from what came."""

    def __init__(self, adapter: TeamsAdapter, invokes: Invokes) -> None:
        super().__init__()
        self._adapter = adapter
        self._invokes = invokes

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await self._adapter.spoken(_body(turn_context))

    async def on_invoke_activity(self, turn_context: TurnContext) -> None:
        """Put the answer into the turn: what is sent instead, botbuilder first copies to the last of its parts."""
        body = _body(turn_context)
        try:
            status, said = await self._invokes.answer(body)
        except Malformed:
            if body.get("name") != "adaptiveCard/action":
                raise
            status, said = 200, misunderstood()
        turn_context.turn_state[_ANSWER] = InvokeResponse(status=status, body=said)

    async def on_installation_update(self, turn_context: TurnContext) -> None:
        await self._adapter.installed(_body(turn_context))

    async def on_conversation_update_activity(self, turn_context: TurnContext) -> None:
        """Somebody's own chat with the bot begins, where nobody else could join or leave."""
        body, us = _body(turn_context), turn_context.activity.recipient
        for kind, action in (("membersAdded", "add"), ("membersRemoved", _REMOVED)):
            members = body.get(kind)
            here = members if isinstance(members, list) else []
            if us is not None and any(isinstance(each, dict) and each.get("id") == us.id for each in here):
                await self._adapter.installed({**body, "action": action})


def _activity(body: Json) -> Activity:
    """What came, in botbuilder's model. Raises Malformed."""
    try:
        return _said(body) if body["type"] in _SAID else Activity().deserialize(body)
    except Exception as error:
        raise Malformed from error


def _said(body: Json) -> Activity:
    """Of what people say and press what a turn needs; the rest is read from what came. Raises any error."""
    if not all(isinstance(body.get(name) or [], list) for name in ("entities", "attachments")):
        raise TypeError("a list is none")
    datetime.fromisoformat(body.get("timestamp") or _NO_TIME)
    return Activity(
        type=body["type"], id=body.get("id"), name=body.get("name"), text=body.get("text"), value=body.get("value"),
        channel_id=body.get("channelId"), service_url=body.get("serviceUrl"), reply_to_id=body.get("replyToId"),
        from_property=ChannelAccount(id=_id(body, "from")), recipient=ChannelAccount(id=_id(body, "recipient")),
        conversation=ConversationAccount(id=_id(body, "conversation")),
    )  # fmt: skip


def _id(body: Json, name: str) -> str | None:
    about = body.get(name)
    return about.get("id") if isinstance(about, dict) else None


def _body(context: TurnContext) -> Any:
    return context.turn_state[_BODY]
