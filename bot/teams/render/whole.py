"""Draws a whole reply as one card, for where Teams takes only one: in place of another, in a dialog, as a result."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.teams.render.cards import Pictures, drawn, no_picture
from bot.teams.render.forms import form_card
from bot.teams.render.markup import Json
from bot.teams.render.sizes import CARD, size
from models.card import Reply


def one_card(
    reply: Reply,
    *,
    now: datetime | None = None,  # noqa: ARG001  because every sender knows the hour, and no card shows it yet
    dialog: bool = False,
    pictures: Pictures = no_picture,
    measured: bool = True,
    waits: Json | None = None,
) -> Json:
    """The reply's cards one beneath another, its form last. In a `dialog` every button submits.

    Not `measured`, all of it is there, for whoever sees then whether it fits.
    """
    form = [form_card(reply.form, dialog=dialog, waits=waits)] if reply.form else []
    cards = [*drawn(reply, CARD - sum(map(size, form)) if measured else None, pictures), *form]
    whole = cards[0] if len(cards) == 1 else _joined(cards)
    return _submitting(whole) if dialog else whole


def _joined(cards: Sequence[Json]) -> Json:
    """Each card with its buttons beneath it, and a line between each; the last card's are the whole's own."""
    body: list[Json] = []
    for card in cards:
        first, *rest = card["body"]
        body += [{**first, "separator": True, "spacing": "Large"} if body else first, *rest]
        if card is not cards[-1] and "actions" in card:
            body.append({"type": "ActionSet", "actions": card["actions"]})
    last = cards[-1]
    return {**last, "body": body, "fallbackText": cards[0]["fallbackText"]}


def _submitting(value: Any) -> Any:
    """The same with what an older client would do in the place of every action it would not know."""
    if isinstance(value, list):
        return [_submitting(each) for each in value]
    if not isinstance(value, dict):
        return value
    if value.get("type") == "Action.Execute":
        return value["fallback"]
    return {name: part if name == "data" else _submitting(part) for name, part in value.items()}
