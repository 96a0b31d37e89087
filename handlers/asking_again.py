"""A form that was answered wrongly, asked again: with what was typed in it, and what is wrong beside its field."""

from collections.abc import Mapping
from dataclasses import replace

from handlers.errors import UserError
from models.card import Field, FileField, Form


def asked_again(form: Form, typed: Mapping[str, str], error: UserError) -> Form:
    """`form` with the draft in it. What is wrong with no one answer stands above them all."""
    fields = tuple(_kept(field, typed) for field in form.fields)
    where = error.field if error.field in {field.name for field in fields} else ""
    return replace(form, fields=fields, errors=((where, error.message),))


def _kept(field: Field, typed: Mapping[str, str]) -> Field:
    if isinstance(field, FileField) or field.name not in typed:
        return field
    return replace(field, value=typed[field.name])
