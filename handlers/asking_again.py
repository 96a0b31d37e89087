"""A form that was answered wrongly, asked again: with what was typed in it, and what is wrong beside its field."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from handlers.errors import UserError
from handlers.guarding import CONFIRMED
from models.card import ChoiceField, Field, FileField, Form


def asked_again(form: Form, typed: Mapping[str, str], error: UserError) -> Form:
    """`form` with the draft in it. What is wrong with no one answer stands above them all."""
    where = error.field if error.field in {field.name for field in form.fields} else ""
    return replace(_filled(form, typed), errors=((where, error.message),))


def asked_for_more(form: Form, typed: Mapping[str, str]) -> Form:
    """`form` with the draft in it, and beside each field what it still needs, unless it says so itself.

    Where the guard asks, every word may be changed, so nothing is called wrong.
    """
    filled = _filled(form, typed)
    guards = any(field.name == CONFIRMED for field in form.fields)
    return filled if form.errors or guards else replace(filled, errors=tuple(_lacking(filled)))


def _filled(form: Form, typed: Mapping[str, str]) -> Form:
    return replace(form, fields=tuple(_kept(field, typed) for field in form.fields))


def _kept(field: Field, typed: Mapping[str, str]) -> Field:
    if isinstance(field, FileField) or field.name not in typed:
        return field
    return replace(field, value=typed[field.name])


def _lacking(form: Form) -> Iterator[tuple[str, str]]:
    for field in form.fields:
        if isinstance(field, FileField):
            continue
        if field.required and not field.value.strip():
            yield field.name, "This is needed."
        elif isinstance(field, ChoiceField) and field.value and field.value not in dict(field.options):
            yield field.name, f"Choose one of: {', '.join(label for _, label in field.options)}."
