"""Reads what a modal view brings back. It comes from outside: what cannot be read is left out, and nothing raises."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from bot.slack.render.forms import ANSWER, FIELD, FORM, asked, block_id, modal
from bot.slack.render.markup import Json, clip, part
from bot.text import one_line
from models.card import Form


class Submitted(NamedTuple):
    """The answers to a form: its command, its fields' values by name, Slack's own file objects, and the origin."""

    command: str
    values: dict[str, str]
    files: tuple[Json, ...]
    origin: str


_LONGEST_ERROR = 2_000  # as a hint, which stands in the same place
_NOT_OURS = Submitted("", {}, (), "")


def submitted(view: Mapping[str, Any]) -> Submitted:
    """What was answered in a view, without what was left empty; nothing at all if the view is not ours."""
    meta = _meta(view)
    if part(view, "callback_id") != FORM or not meta:
        return _NOT_OURS
    state = part(part(view, "state"), "values")
    answers = {
        name.removeprefix(FIELD): part(answer, ANSWER)
        for name, answer in (state.items() if isinstance(state, dict) else ())
        if isinstance(name, str) and name.startswith(FIELD)
    }
    values = {name: value for name, answer in answers.items() if (value := _value(answer))}
    files = tuple(file for answer in answers.values() for file in _files(answer))
    return Submitted(meta["command"], values, files, meta["origin"])


def field_errors(form: Form) -> dict[str, str]:
    """What was wrong, by block id, for `response_action: errors`; what is about no field stands at the first."""
    blocks = {field.name: block_id(field) for field in asked(form)}
    if not blocks:
        return {}
    first = next(iter(blocks.values()))
    said: dict[str, list[str]] = {}
    for name, sentence in form.errors:
        said.setdefault(blocks.get(name, first), []).append(one_line(sentence))
    return {
        block: clip(" ".join(filter(None, sentences)), _LONGEST_ERROR)
        for block, sentences in said.items()
        if any(sentences)
    }


def resubmitted(form: Form, view: Mapping[str, Any]) -> Json:
    """The answer to a submission after which `form` is asked (again): its errors in place, or a new view."""
    errors = field_errors(form)
    if errors and _commandpart(view) == form.command and _asked_in(view) == [block_id(field) for field in asked(form)]:
        return {"response_action": "errors", "errors": errors}
    return {"response_action": "update", "view": modal(form, origin=submitted(view).origin)}


def _meta(view: object) -> dict[str, str]:
    """What the view was opened with; empty if it cannot be read."""
    try:
        kept = json.loads(part(view, "private_metadata"))
    except (TypeError, ValueError, RecursionError):
        return {}
    command, origin = part(kept, "command"), part(kept, "origin")
    if not isinstance(command, str):
        return {}
    return {"command": command, "origin": origin if isinstance(origin, str) else ""}


def _commandpart(view: object) -> str:
    return _meta(view).get("command", "")


def _asked_in(view: object) -> list[object]:
    blocks = part(view, "blocks")
    return (
        [part(block, "block_id") for block in blocks if part(block, "type") == "input"]
        if isinstance(blocks, list)
        else []
    )


def _value(answer: object) -> str:
    match part(answer, "type"):
        case "plain_text_input" | "email_text_input":
            return _text(part(answer, "value"))
        case "static_select" | "radio_buttons":
            return _text(part(part(answer, "selected_option"), "value"))
        case "datepicker":
            return _day(part(answer, "selected_date"))
        case _:
            return ""


def _text(value: object) -> str:
    return value if isinstance(value, str) and value.strip() else ""


def _day(value: object) -> str:
    try:
        return date.fromisoformat(_text(value)).isoformat()
    except ValueError:
        return ""


def _files(answer: object) -> list[Json]:
    files = part(answer, "files") if part(answer, "type") == "file_input" else None
    return [file for file in files if isinstance(file, dict)] if isinstance(files, list) else []
