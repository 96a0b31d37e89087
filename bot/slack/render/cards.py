"""Draws cards as messages, as the Home tab and as views that only tell, each within what Slack takes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import count
from typing import Any, assert_never

from bot.slack.render.brought import brought
from bot.slack.render.buttons import buttons
from bot.slack.render.fitting import MESSAGE, VIEW, Part, Room, fitted
from bot.slack.render.markup import (
    LONGEST_TEXT,
    Json,
    Pictures,
    clip,
    context,
    inert,
    no_picture,
    paragraph,
    part,
    plain_text,
    section,
    split,
    unescaped,
)
from bot.slack.render.pen import MARKERS, Pen, People, mrkdwn, nobody
from bot.slack.render.spoken import clipped, reply_words
from bot.spoken import BUTTONS
from bot.text import one_line
from handlers.cards.talking import named_in
from handlers.guarding import CONFIRMED
from models.card import (
    Action,
    Block,
    Bold,
    Card,
    Divider,
    Facts,
    Form,
    Image,
    Paragraph,
    Reply,
    Spans,
    Table,
    Tinted,
)

Said = Reply | Card | Sequence[Card]

_LONGEST_ALT = 2_000
_LONGEST_TITLE = 24
_LONGEST_ADDRESS = 3_000
_EMPTY = "There is nothing to show."
_DIVIDER: Json = {"type": "divider"}


def message(said: Said, *, people: People = nobody, pictures: Pictures = no_picture) -> Json:
    """The text and blocks of a message: what chat.postMessage, chat.update and respond take."""
    reply = _reply(said)
    said_aloud, calm, plain = reply_words(reply)
    return {"text": said_aloud, "blocks": _blocks(reply, MESSAGE, Pen(people, calm=calm, plain=plain), pictures)}


def told(said: Said, *, title: str = "", people: People = nobody, pictures: Pictures = no_picture) -> Json:
    """A modal view that tells and asks nothing, with what was said as its blocks."""
    reply = _reply(said)
    return {
        "type": "modal",
        "title": plain_text(title, _LONGEST_TITLE, otherwise="Improvement plan"),
        "close": plain_text("Close", _LONGEST_TITLE),
        "blocks": _blocks(reply, VIEW, Pen(people), pictures),
    }


def home(cards: Sequence[Card], *, people: People = nobody, pictures: Pictures = no_picture) -> Json:
    """The Home tab's view, for views.publish."""
    return {"type": "home", "blocks": _blocks(Reply(tuple(cards)), VIEW, Pen(people), pictures)}


def _reply(said: Said) -> Reply:
    """What was said as a reply of cards alone, with an invitation in the place of a form."""
    match said:
        case Reply(form=None):
            return said
        case Reply():
            asked = (_invitation(said.form),) if said.form else ()
            return replace(said, cards=(*said.cards, *asked), form=None)
        case Card():
            return Reply((said,))
        case _:
            return Reply(tuple(said))


def _invitation(form: Form) -> Card:
    """What stands for a form where none can be opened: a way to ask for it again.

    Words that may identify a child are in the command of the form that asks about them: no message keeps those.
    """
    wrong = tuple(Paragraph((sentence,)) for _, sentence in form.errors)
    guarded = any(field.name == CONFIRMED for field in form.fields)
    ways = () if guarded else (Action("Open the form", form.command),)
    return Card(form.title, (*wrong, Paragraph((form.intro,))), ways)


def _blocks(reply: Reply, room: Room, pen: Pen, pictures: Pictures) -> list[Json]:
    numbers = count(1)
    parts = [_part(card, numbers, pen, pictures) for card in reply.cards]
    files = [section(each) for name in reply.files for each in split(f"File: {inert(one_line(name))}", LONGEST_TEXT)]
    parts += [Part(files, [])] if files else []
    return fitted([each for each in parts if each.body or each.buttons], room) or [section(_EMPTY)]


def _part(card: Card, numbers: Iterator[int], pen: Pen, pictures: Pictures) -> Part:
    drawn, plain = _sections(_title(card, pen)), pen.plain
    for block in card.blocks:
        if plain and type(block) is Paragraph and (one := paragraph(block)):
            drawn.append(one)
            continue
        drawn += _block(block, pen, pictures)
        if len(drawn) > VIEW.blocks:
            break
    return Part(drawn[: VIEW.blocks + 1], buttons(card.actions, numbers))


def _title(card: Card, pen: Pen) -> str:
    marker = MARKERS[card.tone]
    if marker and any(map(_tinted, card.blocks)):
        marker = ""
    title = pen.line((one_line(card.title),), bold=True)
    return f"{marker}{title}" if title else ""


def _tinted(block: Block) -> bool:
    return isinstance(block, Paragraph) and any(isinstance(span, Tinted) for span in block.spans)


def _block(block: Block, pen: Pen, pictures: Pictures) -> list[Json]:
    match block:
        case Paragraph(spans, quiet):
            said = pen.line(spans, lines=True)
            return [context(each) for each in split(said, LONGEST_TEXT)] if quiet else _sections(said)
        case Facts(rows):
            return _lines([f"{_label(label)} {pen.value(value)}".strip() for label, value in rows])
        case Table():
            return _table(block, pen)
        case Image():
            return _image(block, pictures)
        case Divider():
            return [_DIVIDER]
        case _:
            assert_never(block)


def _fact(label: str, value: Spans, pen: Pen) -> str:
    return f"{_label(label)} {pen.line(value)}".strip()


@lru_cache(maxsize=256)
def _label(label: str) -> str:
    """What a fact is called, in bold; the same few on every card."""
    name = one_line(label)
    stop = "" if not name or name[-1] in ":?" else ":"
    return mrkdwn((Bold(f"{name}{stop}"),)) if name else ""


def _table(table: Table, pen: Pen) -> list[Json]:
    """A line for each row: its first cell in bold, the others each after its heading."""
    caption = [context(each) for each in split(pen.line((table.caption,)), LONGEST_TEXT)]
    if not table.rows:
        return caption + _lines([" · ".join(filter(None, (pen.line((head,)) for head in table.columns)))])
    return caption + _lines([_row(table.columns, row, pen) for row in table.rows])


def _row(columns: Sequence[str], row: Sequence[Spans], pen: Pen) -> str:
    first, *rest = row or ((),)
    heads = [*columns[1:], *[""] * len(rest)]
    cells = [
        pen.line(first, bold=True),
        *(_fact(head, cell, pen) for head, cell in zip(heads, rest, strict=False)),
    ]
    return " · ".join(filter(None, cells))


def _lines(lines: Sequence[str]) -> list[Json]:
    """Lines of text in as few blocks as hold them."""
    return _sections("\n".join(filter(None, lines)))


def _sections(text: str) -> list[Json]:
    return [section(text)] if 0 < len(text) <= LONGEST_TEXT else [section(each) for each in split(text, LONGEST_TEXT)]


def _image(image: Image, pictures: Pictures) -> list[Json]:
    address = pictures(image.file)
    alt = one_line(image.alt)
    if address and address.startswith("https://") and len(address) <= _LONGEST_ADDRESS:
        return [
            {
                "type": "image",
                "image_url": address,
                "alt_text": plain_text(alt, _LONGEST_ALT, otherwise="A picture")["text"],
            }
        ]
    return [context(each) for each in split(f"Picture: {inert(alt)}", LONGEST_TEXT)] if alt else []


def marked(shown: Mapping[str, Any], action: Mapping[str, Any], words: str) -> Json:
    """A message in which a button was pressed, saying what was done where its row of buttons was.

    `shown` and `action` are Slack's own account of the message and of the press.
    """
    done = clip(f"Done: {_ended(_pressed_label(action))} {inert(one_line(words))}".strip(), LONGEST_TEXT)
    blocks = [block for block in _listed(part(shown, "blocks")) if isinstance(block, dict)]
    kept = [each for block in blocks for each in _after(block, action, context(done))]
    if kept == blocks:
        kept = [*blocks[: MESSAGE.blocks - 1], context(done)]
    said = part(shown, "text")
    before = _without(said, _labels(blocks) - _labels(kept)) if isinstance(said, str) else ""
    before = brought(before, _label_of(_about(action))) if _about(action) else before
    return {"text": clipped(f"{done}\n{before}" if before else done), "blocks": kept}


def several(shown: Mapping[str, Any], action: Mapping[str, Any]) -> bool:
    """Whether a message has buttons of more than the one item that a button was pressed for."""
    blocks = [block for block in _listed(part(shown, "blocks")) if isinstance(block, dict)]
    rows = [block for block in blocks if block.get("type") == "actions"]
    items = {_about(each) for block in rows for each in _listed(block.get("elements"))} - {""}
    return len(rows) > 1 or bool(items - {_about(action)})


def _after(block: Json, action: Mapping[str, Any], done: Json) -> list[Json]:
    """A row of buttons once one was pressed: what was done, then those that are about something else."""
    item = _about(action)
    if not _holds(block, part(action, "action_id")):
        return [_answered(block, item)]
    pressed = part(action, "action_id")
    others = [
        each
        for each in _listed(block.get("elements"))
        if (_about(each) != item if item else part(each, "action_id") != pressed)
    ]
    return [done, {**block, "elements": others}] if others else [done]


def _answered(block: Json, item: str) -> Json:
    """A block of text whose line on `item` says that it is answered."""
    said = part(part(block, "text"), "text")
    if block.get("type") != "section" or not item or not isinstance(said, str):
        return block
    return {**block, "text": {**block["text"], "text": brought(said, _label_of(item)) or said}}


def _label_of(item: str) -> str:
    return inert(item.rpartition("/")[2])


def _labels(blocks: Sequence[Json]) -> set[str]:
    """What the buttons of a message are called, escaped as its text is."""
    rows = [block for block in blocks if block.get("type") == "actions"]
    return {_pressed_label(each) for row in rows for each in _listed(row.get("elements"))} - {""}


def _without(words: str, gone: set[str]) -> str:
    """A message in words, whose lines of buttons name none that is gone."""
    lines = (_fewer(line, gone) if line.startswith(BUTTONS) else line for line in words.split("\n"))
    return "\n".join(line for line in lines if line != BUTTONS)


def _fewer(line: str, gone: set[str]) -> str:
    return BUTTONS + ", ".join(each for each in line.removeprefix(BUTTONS).split(", ") if each not in gone)


def _about(button: object) -> str:
    """Which item or numbered thing a button is about, as "cambridgeshire-2009/SG4" or "M2"; "" where it names none."""
    value = part(button, "value")
    return named_in(value) if isinstance(value, str) else ""


def _pressed_label(action: object) -> str:
    label = part(part(part(action, "selected_option") or action, "text"), "text")
    return inert(unescaped(one_line(label))) if isinstance(label, str) else ""


def _holds(block: Json, action_id: object) -> bool:
    return any(isinstance(each, dict) and each.get("action_id") == action_id for each in _listed(block.get("elements")))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _ended(words: str) -> str:
    return words if not words or words[-1] in ".?!" else f"{words}."
