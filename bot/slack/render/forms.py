"""Draws a form as a modal view: a box for each field, what was wrong last time, and what was already answered."""

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import assert_never

from bot.saying import in_one_line
from bot.slack.render.cards import told
from bot.slack.render.fitting import VIEW, size
from bot.slack.render.markup import LONGEST_TEXT, Json, cut, plain_text, section, split
from bot.slack.render.pen import mrkdwn
from bot.text import one_line
from models.card import (
    Bold,
    Card,
    ChoiceField,
    DateField,
    Field,
    FileField,
    Form,
    Paragraph,
    PersonField,
    TextField,
    Tinted,
    Tone,
)

FORM = "form"
ANSWER = "answer"
FIELD = "field:"

_MOST_BLOCKS = 100
_LONGEST_META = 3_000
_LONGEST_ORIGIN = 500
_LONGEST_HEAD = 24
_LONGEST_LABEL = 2_000
_LONGEST_NAME = 200
_LONGEST_BOX = 3_000
_LONGEST_OPTION = 75
_LONGEST_VALUE = 150
_FEW = 5
_GROUP = 100
_MOST_FILES = 10
_EMAIL = re.compile(r"[^@\s<>|]{1,64}@[^@\s<>|]{1,190}\.[^@\s<>|.]{1,60}\Z")
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def modal(form: Form, *, origin: str = "") -> Json:
    """The view that asks `form`; `origin` comes back with the answers, unless it is over 500 characters.

    What is too much for a view is told instead, with how to say it in one line.
    """
    blocks = [*_opening(form), *(block for field in asked(form) for block in _asking(field, form))]
    meta = _meta(form, origin)
    if len(blocks) > _MOST_BLOCKS or len(meta) > _LONGEST_META or size(blocks) > VIEW.size:
        return _too_much(form)
    return {
        "type": "modal",
        "callback_id": FORM,
        "title": _head(form),
        "submit": plain_text("Save", _LONGEST_HEAD),
        "close": plain_text("Cancel", _LONGEST_HEAD),
        "private_metadata": meta,
        "blocks": blocks or [section("There is nothing to fill in.")],
    }


def asked(form: Form) -> list[Field]:
    """The fields that a view can ask: each name once, where it is one that can be sent."""
    sent = [field for field in form.fields if 0 < len(field.name) <= _LONGEST_NAME]
    named = {field.name: field for field in reversed(sent) if not _UNREADABLE.search(field.name)}
    return [field for field in form.fields if named.get(field.name) is field]


def block_id(field: Field) -> str:
    return f"{FIELD}{field.name}"


def _meta(form: Form, origin: str) -> str:
    kept = {"command": form.command, **({"origin": origin} if 0 < len(origin) <= _LONGEST_ORIGIN else {})}
    return json.dumps(kept)


def _head(form: Form) -> Json:
    """The title or, where it is too long, what comes before its first colon."""
    title = one_line(form.title)
    first = title.partition(":")[0]
    short = title if len(title) <= _LONGEST_HEAD else first if len(first) <= _LONGEST_HEAD else title
    return plain_text(short, _LONGEST_HEAD, otherwise="Form")


def _opening(form: Form) -> list[Json]:
    """What is said above the fields: the title where the head had no room for it, what is asked, what was wrong."""
    names = {field.name for field in asked(form)}
    loose = [_wrong(sentence) for name, sentence in form.errors if name not in names]
    whole = [mrkdwn((Bold(one_line(form.title)),))] if len(one_line(form.title)) > _LONGEST_HEAD else []
    texts = [*whole, mrkdwn((form.intro,), lines=True), *loose]
    return [section(part) for text in texts for part in split(text, LONGEST_TEXT)]


def _asking(field: Field, form: Form) -> Iterator[Json]:
    for name, sentence in form.errors:
        if name == field.name:
            yield from map(section, split(_wrong(sentence), LONGEST_TEXT))
    element, note = _element(field)
    block = {
        "type": "input",
        "block_id": block_id(field),
        "label": plain_text(field.label or field.name, _LONGEST_LABEL, otherwise=field.name),
        "element": {**element, "action_id": ANSWER},
        "optional": not field.required,
    }
    hint = " ".join(filter(None, (one_line(field.hint), note)))
    yield {**block, "hint": plain_text(hint, _LONGEST_LABEL)} if hint else block


def _wrong(sentence: str) -> str:
    return mrkdwn((Tinted("Not yet:", Tone.RED), " ", sentence))


def _element(field: Field) -> tuple[Json, str]:
    """What takes the answer, and what to say beside it where it cannot show all that was asked or answered."""
    match field:
        case TextField(value=value, multiline=multiline, max_length=most):
            return _box(value, most, multiline=multiline)
        case ChoiceField():
            return _choice(field)
        case DateField(value=value):
            return _date(value)
        case PersonField(value=value):
            return _person(value)
        case FileField():
            return {"type": "file_input", "max_files": _MOST_FILES}, ""
        case _:
            assert_never(field)


def _box(value: str, most: int, *, multiline: bool) -> tuple[Json, str]:
    typed = _UNREADABLE.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
    kept = typed if len(typed) <= _LONGEST_BOX else cut(typed, _LONGEST_BOX)[0]
    box: Json = {
        "type": "plain_text_input",
        "multiline": multiline or "\n" in kept,
        "max_length": min(max(most, len(kept), 1), _LONGEST_BOX),
    }
    note = f"What was typed is longer than a box here: its first {len(kept):,} characters are kept."
    return {**box, "initial_value": kept} if kept else box, "" if kept == typed else note


def _choice(field: ChoiceField) -> tuple[Json, str]:
    """A list to choose from or, for a few that have to be answered, all of them in sight."""
    offered = {value: label for value, label in reversed(field.options) if value}
    options = [_option(value, offered.pop(value)) for value, _ in field.options if value in offered]
    if not options or len(options) > _GROUP * _GROUP or any(map(_unfit, options)):
        box, note = _box(field.value, _LONGEST_BOX, multiline=False)
        values = ", ".join(value for value, _ in field.options if value)
        return box, " ".join(filter(None, (f"One of: {values}." if values else "", note)))
    now = [option for option in options if option["value"] == field.value]
    chosen = {"initial_option": now[0]} if now else {}
    if field.required and len(options) <= _FEW:
        return {"type": "radio_buttons", "options": options, **chosen}, ""
    return {"type": "static_select", **_listed(options), **chosen}, ""


def _option(value: str, label: str) -> Json:
    return {"text": plain_text(label or value, _LONGEST_OPTION), "value": value}


def _unfit(option: Json) -> bool:
    return len(option["value"]) > _LONGEST_VALUE or bool(_UNREADABLE.search(option["value"]))


def _listed(options: list[Json]) -> Json:
    """The options, in groups where there are more than one list may hold."""
    if len(options) <= _GROUP:
        return {"options": options}
    groups = [options[first : first + _GROUP] for first in range(0, len(options), _GROUP)]
    return {
        "option_groups": [
            {
                "label": plain_text(f"{1 + place * _GROUP} to {place * _GROUP + len(group)}", _LONGEST_OPTION),
                "options": group,
            }
            for place, group in enumerate(groups)
        ]
    }


def _date(value: str) -> tuple[Json, str]:
    picker: Json = {"type": "datepicker"}
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return picker, f"You wrote “{one_line(value)}”." if one_line(value) else ""
    return {**picker, "initial_date": day.isoformat()}, ""


def _person(value: str) -> tuple[Json, str]:
    """A box for an e-mail address: Slack's own list of people gives no address, nor anybody outside the workspace."""
    if value and not _EMAIL.match(value):
        return _box(value, _LONGEST_BOX, multiline=False)
    box: Json = {"type": "email_text_input"}
    return {**box, "initial_value": value} if value else box, ""


def _too_much(form: Form) -> Json:
    line = in_one_line(form)
    card = Card(
        form.title,
        (Paragraph(("This is more than a form here can hold. It can be said in one line:",)), Paragraph((line,))),
    )
    return told(card, title=form.title)
