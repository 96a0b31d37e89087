"""Reads what a button or a form brings back. It comes from outside: what cannot be read is left out; nothing raises."""

from typing import Any

from bot.teams.render.forms import FIELD, RESERVED


def submitted(data: Any) -> tuple[str, dict[str, str]]:
    """The composed command in an action's data, and a form's answers by field, without what was left empty.

    A button's command has no answers; data that is not ours is no command at all.
    """
    if not isinstance(data, dict):
        return "", {}
    said, form = data.get("say"), data.get("form")
    if isinstance(said, str):
        return said, {}
    if not isinstance(form, str):
        return "", {}
    answers = {name: value for name, value in data.items() if isinstance(name, str) and name not in RESERVED}
    return form, {
        name.removeprefix(FIELD): value for name, value in answers.items() if isinstance(value, str) and value.strip()
    }
