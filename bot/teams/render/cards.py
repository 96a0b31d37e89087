"""Draws cards as Adaptive Cards, each within what Teams takes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from itertools import accumulate
from typing import NamedTuple, assert_never

from bot.spoken import Said, card_said, words
from bot.teams.render.buttons import buttons
from bot.teams.render.markup import QUIET, STRONG, Json, clip, inert, paragraph, rich
from bot.teams.render.sizes import CARD, MESSAGE, MOST_CARDS, size
from bot.teams.render.spoken import fallback
from bot.teams.render.tables import facts, table
from handlers.files import sent
from models.card import Block, Card, Divider, Facts, Image, Paragraph, Reply, Table, Tone

Pictures = Callable[[str], str | None]

CONTENT_TYPE = "application/vnd.microsoft.card.adaptive"
NOTICE = (
    "There is more than one Teams message can hold, so this stops short. Ask for one item, or add “page 2”, to see "
    "the rest."
)
_STYLES: dict[Tone, str] = {
    Tone.NEUTRAL: "",
    Tone.BLUE: "accent",
    Tone.GREEN: "good",
    Tone.AMBER: "warning",
    Tone.RED: "attention",
    Tone.GREY: "emphasis",
}
_EMPTY = "There is nothing to show."
_LEAST = 7_000
_MOST_BUTTONS = 10_000
_LONGEST_TITLE = 300
_LONGEST_ADDRESS = 2_000
_LONGEST_ALT = 1_000
_MOST_ELEMENTS = 400
"""More than any card holds: each takes above seventy bytes."""


class _Drawn(NamedTuple):
    """A card, and whether all of it is there."""

    card: Json
    whole: bool


def no_picture(_file: str) -> None:
    """The address of a picture, where Teams can fetch none."""


def card_attachment(
    reply: Reply,
    *,
    now: datetime | None = None,  # noqa: ARG001  because every sender knows the hour, and no card shows it yet
    pictures: Pictures = no_picture,
    measured: bool = True,
) -> list[Json]:
    """The cards of a reply as attachments of one message; none where there is only a form, which `form_card` draws.

    Not `measured`, they are drawn whole, for whoever sees then whether they fit.
    """
    return [attachment(card) for card in drawn(reply, MESSAGE if measured else None, pictures)]


def drawn(reply: Reply, room: int | None, pictures: Pictures = no_picture) -> list[Json]:
    """The cards of a reply that fit `room` bytes, the last with a notice if more was to be said; None is any room."""
    cards = _said(reply)
    made: list[Json] = []
    whole = True
    if room is None:
        made = [_whole(card, pictures) for card in cards[:MOST_CARDS]]
        room = 0
    for card in cards[len(made) : MOST_CARDS]:
        if room < _LEAST or not whole:
            break
        one, whole = _drawn(card, min(CARD, room), pictures)
        made.append(one)
        room -= size(attachment(one)) if len(cards) > 1 else 0
    if made and (len(made) < len(cards) or not whole):
        made[-1]["body"] += _notice()
    return made


def attachment(card: Json) -> Json:
    """A card as the attachment of a message."""
    return {"contentType": CONTENT_TYPE, "content": card}


def bare(body: list[Json], actions: list[Json], *, otherwise: str) -> Json:
    """A card as wide as the conversation; `otherwise` is for a client that is too old for it."""
    return {
        "type": "AdaptiveCard",
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "fallbackText": inert(otherwise),
        "msteams": {"width": "Full"},
        "body": body,
        **({"actions": actions} if actions else {}),
    }


def heading(title: str, tone: Tone = Tone.NEUTRAL) -> list[Json]:
    """The title, as a heading for whoever hears the card, in a band of its tone; the words beneath say the tone."""
    said = inert(title)
    if not said:
        return []
    text = {
        "type": "TextBlock",
        "style": "heading",
        "size": "Medium",
        "text": clip(said, _LONGEST_TITLE),
        "wrap": True,
        **STRONG,
    }
    whole = rich((title,), **STRONG) if len(said) > _LONGEST_TITLE else []
    if not _STYLES[tone]:
        return [text, *whole]
    return [{"type": "Container", "style": _STYLES[tone], "bleed": True, "items": [text]}, *whole]


def _said(reply: Reply) -> Sequence[Card]:
    """What there is to draw, with the names of the reply's files at its end."""
    files = tuple(Paragraph((f"File: {sent(name)[1]}",)) for name in reply.files)
    if not reply.cards and not reply.form and not files:
        return (Card("", (Paragraph((_EMPTY,)),)),)
    if not files:
        return reply.cards
    *others, last = reply.cards or (Card(""),)
    return (*others, replace(last, blocks=(*last.blocks, *files)))


def _whole(card: Card, pictures: Pictures) -> Json:
    """All of a card, or more than any room holds."""
    said, pressed = card_said(card), buttons(card.actions, None)
    elements = _elements(card.blocks, pictures, plain=_is_plain(said))
    body = [*heading(card.title, card.tone), *elements, *pressed.typed] or rich((_EMPTY,))
    return bare(body, pressed.actions, otherwise=fallback(said))


def _drawn(card: Card, room: int, pictures: Pictures) -> _Drawn:
    """As much of a card as there is room for, from its beginning, with its buttons."""
    said, pressed = card_said(card), buttons(card.actions, min(_MOST_BUTTONS, room // 3))
    first, elements = heading(card.title, card.tone), _elements(card.blocks, pictures, plain=_is_plain(said))
    body = [*first, *elements, *pressed.typed] or rich((_EMPTY,))
    made = bare(body, pressed.actions, otherwise=fallback(said))
    if size(attachment(made)) + _size_of_notice() <= room:
        return _Drawn(made, whole=True)
    made["body"] = [*first, *pressed.typed]
    left = room - size(attachment(made)) - _size_of_notice()
    kept = _fitting(elements, left)
    made["body"] = [*first, *kept, *pressed.typed] or rich((_EMPTY,))
    return _Drawn(made, len(kept) == len(elements))


def _fitting(elements: Sequence[Json], room: int) -> list[Json]:
    """The first elements, as many as `room` bytes hold."""
    left = accumulate((size(element) + 2 for element in elements), initial=0)
    return [element for element, taken in zip(elements, [*left][1:], strict=True) if taken <= room]


def _notice() -> list[Json]:
    return rich((NOTICE,), **QUIET)


@cache
def _size_of_notice() -> int:
    return size(_notice())


def _is_plain(said: Said) -> bool:
    """Whether a card's paragraphs can be shown as they are."""
    return said.tidy and "{" not in said.whole


def _elements(blocks: Sequence[Block], pictures: Pictures, *, plain: bool) -> list[Json]:
    """The blocks one after another, their paragraphs `plain` or not; a divider is a line above what follows it."""
    drawn: list[Json] = []
    parted = False
    for block in blocks:
        if plain and not parted and type(block) is Paragraph and (one := paragraph(block)):
            drawn.append(one)
            continue
        elements = _block(block, pictures)
        if parted and elements:
            elements[0] = {**elements[0], "separator": True, "spacing": "Large"}
            parted = False
        elif type(block) is Divider:
            parted = True
        drawn += elements
        if len(drawn) > _MOST_ELEMENTS:
            break
    return drawn[:_MOST_ELEMENTS]


def _block(block: Block, pictures: Pictures) -> list[Json]:
    match block:
        case Paragraph(spans, quiet):
            return rich(spans, lines=True, **(QUIET if quiet else {}))
        case Facts(rows):
            return facts(rows)
        case Table():
            return table(block)
        case Image():
            return _image(block, pictures)
        case Divider():
            return []
        case _:
            assert_never(block)


def _image(image: Image, pictures: Pictures) -> list[Json]:
    address, alt = pictures(image.file), words((image.alt,))
    if address and address.startswith("https://") and len(address) <= _LONGEST_ADDRESS:
        return [{"type": "Image", "url": address, "altText": clip(alt, _LONGEST_ALT) or "A picture", "size": "Stretch"}]
    return rich((f"Picture: {alt}",), **QUIET) if alt else []
