"""Draws a form as an Adaptive Card: a box for each field, what was wrong last time, and what was already answered."""

import re
from collections.abc import Iterable
from datetime import date
from typing import assert_never

from bot.saying import in_one_line
from bot.spoken import words
from bot.teams.render.buttons import executed
from bot.teams.render.cards import bare, heading
from bot.teams.render.markup import LONGEST_TEXT, QUIET, Json, clip, inert, literal, rich, split
from bot.teams.render.sizes import CARD, size
from handlers.guarding import CONFIRMED
from models.card import (
    ChoiceField,
    DateField,
    Field,
    FileField,
    Form,
    PersonField,
    TextField,
    Tinted,
    Tone,
)

RESERVED = frozenset({"say", "form", "msteams"})
FIELD = "field:"
OPEN = "Open the form"

_LONGEST_NAME = 200
_LONGEST_LABEL = 300
_LONGEST_HINT = 1_000
_LONGEST_BOX = 4_000
_LONGEST_OPTION = 200
_MOST_OPTIONS = 200
_FEW = 5
_UNREADABLE = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff]")
_NO_FILE = "A form in Teams takes no file. Send it to me in our own chat instead, and I will ask which item it is for."
_ONE_LINE = "This is more than a form here can hold. It can be said in one line:"


def form_card(form: Form, *, dialog: bool = False, waits: Json | None = None) -> Json:
    """The card that asks `form`. A `dialog` can only submit; a message can be answered in place.

    Words that may identify a child are in the command of the form that asks about them: no message keeps those, so
    only a dialog asks it, which a button opens that says what `waits`. What is too much for a card is told instead,
    with how to say it in one line.
    """
    asked = [field for field in form.fields if _can_ask(field)]
    if not dialog and (form.private or any(field.name == CONFIRMED for field in form.fields)):
        return _told(form, waits)
    body = [*_opening(form), *(each for field in asked for each in _asking(field, form))]
    if not any(each["type"].startswith("Input.") for each in body):
        body += rich(("There is nothing to fill in.",))
    card = bare(
        body, [_save(form, dialog=dialog)], otherwise=words((f"{form.title}. {in_one_line(form)}",))[:_LONGEST_HINT]
    )
    return _too_much(form) if _UNREADABLE.search(form.command) or size(card) > CARD else card


def input_id(name: str) -> str:
    """What a field is called in the card; its own name, unless that is one the card's own data uses."""
    return f"{FIELD}{name}" if name in RESERVED or name.startswith(FIELD) else name


def _can_ask(field: Field) -> bool:
    return 0 < len(field.name) <= _LONGEST_NAME and not _UNREADABLE.search(field.name)


def _save(form: Form, *, dialog: bool) -> Json:
    data = {"form": form.command}
    saved = executed("Save", "form", data, style="positive")
    instead: Json = saved["fallback"]
    return instead if dialog else saved


def _opening(form: Form) -> list[Json]:
    """What is said above the fields: the title, what is asked, and what was wrong that is about no field."""
    names = {field.name for field in form.fields}
    loose = [sentence for name, sentence in form.errors if name not in names]
    return [*heading(form.title), *rich((form.intro,), lines=True), *_wrong(loose)]


def _told(form: Form, waits: Json | None) -> Json:
    """What stands for a form that no message may ask: what it says, without what was typed, and the way to it."""
    opened = {"msteams": {"type": "task/fetch"}, **(waits or {})}
    way = {"type": "Action.Submit", "title": OPEN, "data": opened}
    body = [*heading(form.title), *_wrong(sentence for _, sentence in form.errors), *rich((form.intro,), lines=True)]
    return bare(body, [way] if waits else [], otherwise=words((form.title,))[:_LONGEST_HINT])


def _too_much(form: Form) -> Json:
    line = clip(words((in_one_line(form),)), LONGEST_TEXT)
    body = [*heading(form.title), *rich((_ONE_LINE,)), *rich((line,))]
    return bare(body, [], otherwise=_ONE_LINE)


def _wrong(sentences: Iterable[str]) -> list[Json]:
    return [each for sentence in sentences for each in rich((Tinted("Not yet:", Tone.RED), " ", sentence))]


def _asking(field: Field, form: Form) -> list[Json]:
    """A field: what was wrong with it, its box, and its hint."""
    wrong = _wrong(sentence for name, sentence in form.errors if name == field.name)
    box, note = _box(field)
    hint = clip(" ".join(filter(None, (words((field.hint,)), note))), _LONGEST_HINT)
    said = clip(words((field.label,)), _LONGEST_LABEL) or field.name
    if box is None:
        return [*wrong, *rich((f"{said}: {hint}",))]
    need = {"isRequired": True, "errorMessage": f"Not yet: {said}"} if field.required else {}
    asked = {**box, "id": input_id(field.name), "label": literal(said), **need}
    return [*wrong, asked, *({**each, "spacing": "Small"} for each in rich((hint,), **QUIET))]


def _box(field: Field) -> tuple[Json | None, str]:
    """What takes the answer, and what to say beneath where it cannot show all that was asked or answered."""
    match field:
        case TextField(value=value, multiline=multiline, max_length=most):
            return _text(value, most, multiline=multiline)
        case ChoiceField():
            return _choice(field)
        case DateField(value=value):
            return _date(value)
        case PersonField(value=value):
            box, note = _text(value, _LONGEST_BOX)
            return {**box, "style": "Email"}, note
        case FileField():
            return None, _NO_FILE
        case _:
            assert_never(field)


def _text(value: str, most: int, *, multiline: bool = False) -> tuple[Json, str]:
    typed = _UNREADABLE.sub("\ufffd", value.replace("\r\n", "\n").replace("\r", "\n"))
    kept = next(split(typed, _LONGEST_BOX))
    box: Json = {
        "type": "Input.Text",
        "isMultiline": multiline or "\n" in kept,
        "maxLength": min(max(most, len(kept), 1), _LONGEST_BOX),
    }
    note = f"What was typed is longer than a box here: its first {len(kept):,} characters are kept."
    return {**box, "value": kept} if kept else box, "" if kept == typed else note


def _choice(field: ChoiceField) -> tuple[Json, str]:
    """A list to choose from or, for a few that have to be answered, all of them in sight."""
    offered = {value: label for value, label in reversed(field.options) if value}
    options = {value: offered[value] for value, _ in field.options if value in offered}
    if not options or len(options) > _MOST_OPTIONS or any(map(_unfit, options)):
        box, note = _text(field.value, _LONGEST_BOX)
        return box, " ".join(filter(None, (f"One of: {', '.join(options)}." if options else "", note)))
    choices = [
        {"title": inert(clip(words((label or value,)), _LONGEST_OPTION)) or value, "value": value}
        for value, label in options.items()
    ]
    shown = "expanded" if field.required and len(choices) <= _FEW else "compact"
    alike = [value for value in options if _plainly(value) == _plainly(field.value)]
    now = field.value if field.value in options else next(iter(alike), "")
    chosen = {"value": now} if now else {}
    box = {"type": "Input.ChoiceSet", "style": shown, "placeholder": "Choose one", "wrap": True, "choices": choices}
    return {**box, **chosen}, ""


def _plainly(value: str) -> str:
    """A choice however it was typed: "at_risk" and "At risk" are one."""
    return re.sub(r"[\s_-]+", " ", value.casefold())


def _unfit(value: str) -> bool:
    return len(value) > _LONGEST_OPTION or bool(_UNREADABLE.search(value)) or "," in value


def _date(value: str) -> tuple[Json, str]:
    box: Json = {"type": "Input.Date"}
    try:
        day = date.fromisoformat(value)
    except ValueError:
        said = words((value,))
        return box, f"You wrote “{said}”." if said else ""
    return {**box, "value": day.isoformat()}, ""
