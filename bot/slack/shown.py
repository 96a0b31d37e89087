"""What an acknowledgement shows at once, and how the message a button stood in is left."""

from collections.abc import Callable

from bot.inbox import Delivery
from bot.slack.render import FIELD, marked, message, several, told
from bot.slack.render.markup import clip
from bot.slack.web import Json
from handlers.asking_again import in_words
from models.card import Reply

_LONGEST_ERROR = 2_000
Mark = Callable[[Reply], Json]


def shown(reply: Reply) -> Json:
    """A reply as an acknowledgement that only its reader sees; nothing where there is nothing to see."""
    return {"response_type": "ephemeral", **message(reply)} if reply.cards or reply.form else {}


def told_at_once(delivery: Delivery, reply: Reply) -> bool:
    """Whether the acknowledgement itself can carry a reply: a command's any card, a form's what keeps it open."""
    if delivery.route["by"] == "command":
        return reply.form is None
    return reply.form is not None or reply.refused


def still_open(view: Json, reply: Reply) -> Json:
    """A form that stays as it was typed, with what was wrong; where that cannot be, the refusal in its place."""
    blocks = view.get("blocks")
    asked = [block for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []
    ids = [block.get("block_id") for block in asked if block.get("type") == "input"]
    about = f"{FIELD}{reply.about}"
    where = about if about in ids else next(iter(ids), None)
    if not isinstance(where, str) or reply.replaces or not reply.cards:
        return {"response_action": "update", "view": told(reply)}
    return {"response_action": "errors", "errors": {where: clip(in_words(reply.cards[0]), _LONGEST_ERROR)}}


def with_its_button_marked(body: Json) -> Mark | None:
    """How the message looks once its button was used, where it holds the buttons of more than one item."""
    box, action = body.get("message"), body["actions"][0]
    if not isinstance(box, dict) or not several(box, action):
        return None
    return mark_of(box, action)


def mark_of(box: Json, action: Json) -> Mark:
    """How a message looks once a button of its was used, saying what came of it."""
    return lambda reply: marked(box, action, reply.cards[0].title if reply.cards else "")
