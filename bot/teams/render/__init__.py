"""Draws replies and forms as Adaptive Cards, and reads what their buttons bring back; pure, and knows no SDK."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.console.render import reply_text
from models.card import Action, Card, ChoiceField, DateField, Field, FileField, Form, Reply

Json = dict[str, Any]
_CARD = "application/vnd.microsoft.card.adaptive"


def card_attachment(reply: Reply, *, now: datetime) -> list[Json]:  # noqa: ARG001  because what is drawn may depend on it
    """An attachment for each card of a reply."""
    return [_attachment(_card(card)) for card in reply.cards]


def form_card(form: Form) -> Json:
    """An Adaptive Card that asks a form."""
    errors = dict(form.errors)
    body = [_text(form.title), *([_text(form.intro)] if form.intro else [])]
    body += [_input(field, errors.get(field.name, "")) for field in form.fields if not isinstance(field, FileField)]
    send = {"type": "Action.Execute", "title": "Send", "verb": "form", "data": {"form": form.command}}
    return _adaptive(body, [{**send, "fallback": {**send, "type": "Action.Submit"}}])


def submitted(said: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """The command of a button or a form, and the answers by field name; empty where it is not ours."""
    form, button = said.get("form"), said.get("say")
    if isinstance(form, str):
        fields = ((name, value) for name, value in said.items() if name not in {"form", "say", "msteams"})
        return form, {name: value for name, value in fields if isinstance(value, str) and value.strip()}
    return (button, {}) if isinstance(button, str) else ("", {})


def text_of(reply: Reply) -> str:
    """A reply in plain words."""
    return reply_text(reply)


def _card(card: Card) -> Json:
    return _adaptive([_text(reply_text(Reply((card,))))], [_button(action) for action in card.actions])


def _adaptive(body: list[Json], actions: list[Json]) -> Json:
    return {"type": "AdaptiveCard", "version": "1.5", "body": body, "actions": actions}


def _attachment(card: Json) -> Json:
    return {"contentType": _CARD, "content": card}


def _text(words: str) -> Json:
    return {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "text": words}]}


def _button(action: Action) -> Json:
    data = {"say": action.command}
    execute = {"type": "Action.Execute", "title": action.label, "verb": "say", "data": data}
    return {**execute, "fallback": {"type": "Action.Submit", "title": action.label, "data": data}}


def _input(field: Field, wrong: str) -> Json:
    about = {"id": field.name, "label": f"{field.label}: {wrong}" if wrong else field.label}
    match field:
        case ChoiceField(options=options, value=value):
            choices = [{"title": label, "value": chosen} for chosen, label in options]
            return {"type": "Input.ChoiceSet", **about, "choices": choices, "value": value}
        case DateField(value=value):
            return {"type": "Input.Date", **about, "value": value}
        case FileField():
            return {"type": "Input.Text", **about}
        case _:
            return {"type": "Input.Text", **about, "value": field.value}
