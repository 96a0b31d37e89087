"""How a form is answered in one line, for whoever has no form or would rather type."""

import re
from typing import assert_never

from handlers.grammar import quoted
from handlers.guarding import CONFIRMED
from models.card import ChoiceField, DateField, Field, FileField, Form, PersonField, TextField


def in_one_line(form: Form) -> str:
    """The command that answers the form without asking; what may be left out is in square brackets."""
    command, *seen = re.split(r"(?= @v\d+\Z)", form.command, maxsplit=1)
    guards = any(field.name == CONFIRMED for field in form.fields)
    spoken = (_as_typed(field) if guards else _spoken(field) for field in form.fields)
    return "".join([" ".join([command, *filter(None, spoken)]), *seen])


def _as_typed(field: Field) -> str:
    """An answer that was given, in full: what the guard asks about is sent again, with the promise."""
    if not isinstance(field, TextField):
        return _spoken(field)
    return f"{field.name}={quoted(field.value)}" if field.value else ""


def _spoken(field: Field) -> str:
    match field:
        case TextField():
            said = f'{field.name}="…"'
        case ChoiceField(value=value, options=options):
            said = f"{field.name}={_quoted(value or next((option for option, _ in options), '…'))}"
        case DateField(value=value):
            said = f"{field.name}={_quoted(value or 'YYYY-MM-DD')}"
        case PersonField(value=value):
            said = f"{field.name}={_quoted(value or 'EMAIL')}"
        case FileField():
            said = "@path"
        case _:
            assert_never(field)
    return said if field.required else f"[{said}]"


def _quoted(value: str) -> str:
    return value if re.fullmatch(r'[^\s"]+', value) else '"{}"'.format(value.replace('"', r"\""))
