"""What stands in the response to an invoke: a card in place of another, a dialog, or what a search found. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from bot.teams.connector import Json
from bot.teams.received import HELD
from bot.teams.render import Written, card_attachment, form_card, one_card, summary, text_of
from models.card import Card, Reply

CARD: Final = "application/vnd.microsoft.card.adaptive"
_THUMBNAIL: Final = "application/vnd.microsoft.card.thumbnail"
_MESSAGE: Final = "application/vnd.microsoft.activity.message"
_TITLE, _PREVIEW = 60, 200
_HEIGHT: Final = "medium"


def in_place(reply: Reply, now: datetime, held: str = "") -> Json:
    """The answer to a button: the card that stands there now."""
    drawn = Written({"statusCode": 200, "type": CARD, "value": whole(reply, now, held, measured=False)})
    return drawn if drawn.fits else {"statusCode": 200, "type": CARD, "value": whole(reply, now, held)}


def said(card: Card) -> Json:
    """The answer to a button, in words beside a card that stays as it is."""
    return {"statusCode": 200, "type": _MESSAGE, "value": text_of(Reply((card,)))}


def misunderstood() -> Json:
    """The answer to a button that is none of ours."""
    error = {"code": "BadRequest", "message": "That button is not one of this app's."}
    return {"statusCode": 400, "type": "application/vnd.microsoft.error", "value": error}


def dialog(reply: Reply, now: datetime, held: str = "") -> Json:
    """A dialog that asks the reply's form, with what was wrong beside its fields, or shows its cards."""
    first = reply.form.title if reply.form else (reply.cards[0].title if reply.cards else "")
    card = {"contentType": CARD, "content": whole(reply, now, held, dialog=True)}
    value = {"title": _clipped(first, _TITLE), "height": _HEIGHT, "width": _HEIGHT, "card": card}
    return {"task": {"type": "continue", "value": value}}


def results(replies: Sequence[Reply], now: datetime) -> Json:
    """What a search found: of each a line to choose from, and the card that is then inserted."""
    found = [_result(reply, now) for reply in replies]
    return {"composeExtension": {"type": "result", "attachmentLayout": "list", "attachments": found}}


def nothing(reply: Reply) -> Json:
    """What a search says where there is nothing to insert."""
    return {"composeExtension": {"type": "message", "text": _clipped(_without_buttons(reply), _PREVIEW)}}


def whole(reply: Reply, now: datetime, held: str = "", *, dialog: bool = False, measured: bool = True) -> Json:
    """A reply as one card, where only one can stand: its cards below one another, and its form last.

    `held` names the files that came before the form was asked.
    """
    shown: Json = _with(one_card(reply, now=now, dialog=dialog, measured=measured, waits=_waits(held)), held)
    return shown


def message(reply: Reply, now: datetime, held: str = "") -> Json:
    """A reply as a message: with its JSON where it is small, and else measured but for what a form beside it takes."""
    drawn = Written(_message(reply, now, held, measured=False))
    return drawn if drawn.fits else _message(reply, now, held, measured=True)


def _message(reply: Reply, now: datetime, held: str, *, measured: bool) -> Json:
    cards = attachments(reply, now, held, measured=measured)
    drawn: Json = {"type": "message", "summary": summary(reply), "attachments": cards}
    return {**drawn, "attachmentLayout": "list"} if len(cards) > 1 else drawn


def attachments(reply: Reply, now: datetime, held: str = "", *, measured: bool = True) -> list[Json]:
    """A card for each card of a reply, and one for its form."""
    asked = (
        []
        if reply.form is None
        else [{"contentType": CARD, "content": _with(form_card(reply.form, waits=_waits(held)), held)}]
    )
    return [*card_attachment(reply, now=now, measured=measured), *asked]


def _with(part: Any, held: str) -> Any:
    """A form whose buttons bring back which files wait for it."""
    if not held or not isinstance(part, dict | list):
        return part
    if isinstance(part, list):
        return [_with(each, held) for each in part]
    inner = {name: _with(each, held) for name, each in part.items()}
    return {**inner, HELD: held} if isinstance(part.get("form"), str) else inner


def _waits(held: str) -> Json | None:
    return {HELD: held} if held else None


def _result(reply: Reply, now: datetime) -> Json:
    title, _, rest = _without_buttons(reply).strip().partition("\n")
    words = {"title": _clipped(title, _PREVIEW), "text": _clipped(" ".join(rest.split()), _PREVIEW)}
    return {
        "contentType": CARD, "content": whole(reply, now),
        "preview": {"contentType": _THUMBNAIL, "content": words},
    }  # fmt: skip


def _without_buttons(reply: Reply) -> str:
    """A reply in words where none of its buttons stands."""
    return text_of(replace(reply, cards=tuple(replace(card, actions=()) for card in reply.cards)))


def _clipped(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
