"""Asks a form of a person at a terminal, field by field."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import assert_never

from bot.console.render import wrong
from bot.text import one_line
from models.card import (
    Action,
    Card,
    ChoiceField,
    DateField,
    Field,
    FileField,
    Form,
    Paragraph,
    PersonField,
    TextField,
)

Read = Callable[[str], str]
Show = Callable[[Card], None]
Asked = Field
_A_PATH = "Type where it is: @minutes.pdf."

_HOW = 'An empty line keeps what is in [brackets], or skips. "cancel" stops: nothing is saved.'
_SHOWN = 40


class _Cancelled(Exception):
    """The person typed "cancel"."""


def ask_form(form: Form, before: Mapping[str, str], read: Read, show: Show) -> dict[str, str] | None:
    """The answers, or None if the person stopped. With errors, what was wrong is asked again: all, where none is named.

    `before` is what was answered last time. `read` shows a prompt and returns the line typed, or raises
    ValueError in words to show.
    """
    errors = dict(form.errors)
    fields = form.fields
    asked = [field for field in fields if field.name in errors] or fields
    show(_opening(form, {field.name for field in asked}))
    values = {field.name: _before(field) for field in fields} | dict(before)
    try:
        for field in asked:
            current = values[field.name]
            values[field.name] = _ask_field(field, current, errors.get(field.name, ""), read, show)
    except _Cancelled:
        return None
    return {name: value for name, value in values.items() if value}


def _before(field: Asked) -> str:
    return "" if isinstance(field, FileField) else field.value


def _opening(form: Form, asked: set[str]) -> Card:
    loose = [Paragraph(wrong(sentence)) for name, sentence in form.errors if name not in asked]
    intro = () if form.errors else (Paragraph((form.intro,)),)
    return Card(form.title, (*intro, *loose, Paragraph((_HOW,), quiet=True)))


def _ask_field(field: Asked, current: str, error: str, read: Read, show: Show) -> str:
    show(_help(field, error))
    default = f" [{_short(_label(field, current))}]" if current else ""
    prompt = f"{_short(field.label)}{' (required)' if field.required else ''}{default}: "
    while True:
        try:
            text = read(prompt)
            if text.casefold() == "cancel":
                raise _Cancelled
            return _value(field, text, current)
        except ValueError as mistake:
            show(Card("", (Paragraph((str(mistake),)),)))


def _help(field: Asked, error: str) -> Card:
    path = f" {_A_PATH}" if isinstance(field, FileField) else ""
    blocks = (*([Paragraph(wrong(error))] if error else []), Paragraph((f"{field.hint}{path}".strip(),)))
    options = field.options if isinstance(field, ChoiceField) else ()
    return Card("", blocks, tuple(Action(label, value) for value, label in options))


def _value(field: Asked, text: str, current: str) -> str:
    """What was typed as the field wants it. Raises ValueError, in words to show."""
    if not text:
        if field.required and not current:
            raise ValueError('This has to be answered. "cancel" stops: nothing is saved.')
        return current
    match field:
        case TextField(max_length=most):
            if len(text) > most:
                raise ValueError(f"That is {len(text):,} characters; there is room for {most:,}.")
            return text
        case ChoiceField():
            return _choice(field, text)
        case DateField():
            return _day(text)
        case PersonField() | FileField():
            return text
        case _:
            assert_never(field)


def _choice(field: ChoiceField, text: str) -> str:
    numbered = {str(number): value for number, (value, _) in enumerate(field.options, start=1)}
    named = {word.casefold(): value for value, label in field.options for word in (label, value)}
    found = {**named, **numbered}.get(text.casefold())
    if found is None:
        raise ValueError(f"Type a number from 1 to {len(field.options)}, or the words beside it.")
    return found


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise ValueError("Type the day as year-month-day, such as 2010-04-30.") from None


def _label(field: Asked, value: str) -> str:
    return dict(field.options).get(value, value) if isinstance(field, ChoiceField) else value


def _short(text: str) -> str:
    line = one_line(text)
    return f"{line[:_SHOWN]}…" if len(line) > _SHOWN else line
