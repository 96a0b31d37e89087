"""What a check found wrong, in words that say what to type."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from handlers.documents.plan_format import Entry
from handlers.documents.plan_format.reference import choices
from handlers.documents.plan_reader.problems import Path, Problem
from handlers.documents.plan_reader.tree import Tree

_NAMES = (
    "number",
    "label",
    "id",
    "overlay",
    "email",
    "of",
    "name",
    "scope",
    "what",
    "area",
    "statement",
    "risk",
)
_ONE_OF = {
    "recommendations": "recommendation",
    "actions": "action",
    "inspections": "inspection",
    "judgements": "judgement",
    "limiting_rules": "limiting rule",
    "organisations": "organisation",
    "people": "person",
    "boards": "board",
    "meetings": "meeting",
    "reporting": "reporting duty",
    "events": "event",
    "workstreams": "workstream",
    "strengths": "strength",
    "statements": "statement",
    "measures": "measure",
    "figures": "figure",
    "risks": "risk",
    "resources": "resource",
    "amendment_rules": "amendment rule",
    "responses": "response",
    "owners": "owner",
    "roles": "role",
    "updates": "update",
    "outcomes": "outcome",
    "assumed": "assumed date",
    "scale": "grade",
}
_SHORT = 40


def problem_at(tree: Tree, path: Path, message: str) -> Problem:
    """A problem with a part of the file: its line, the item it is in, and what to do."""
    return Problem(tree.line(path), place(tree.value, path), message)


def place(value: Any, path: Path) -> str:
    """The item a part is in, as people call it: "recommendation SG4, owner 2"."""
    said: list[str] = []
    for before, step in zip((None, *path), path, strict=False):
        value = _step(value, step)
        if isinstance(step, int) and isinstance(before, str):
            said.append(f"{_ONE_OF.get(before, before)} {_name(value) or step + 1}")
    return ", ".join(said)


def _step(value: Any, step: str | int) -> Any:
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        return None


def _name(value: object) -> str:
    if not isinstance(value, dict):
        return ""
    named = next((value[key] for key in _NAMES if isinstance(value.get(key), str)), "")
    return named if len(named) <= _SHORT else f"{named[:_SHORT].rstrip()}…"


def said(model: type[Entry], tree: Tree, error: ErrorDetails) -> Problem:
    """One of pydantic's errors as a problem that says what to type."""
    path = written(tree.value, error["loc"])
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), "the file")
    return problem_at(tree, path, _message(model, path, name, error))


def written(value: Any, loc: tuple[int | str, ...]) -> Path:
    """The part of an error's location that is in the file or missing from it, less pydantic's own marks."""
    path: list[str | int] = []
    for step in loc:
        if isinstance(step, str) and (step == "[key]" or (not isinstance(value, dict) and path)):
            break
        path.append(step)
        value = _step(value, step)
    return tuple(path)


_MUST_BE = {
    "string_type": "must be words",
    "string_sub_type": "must be words",
    "list_type": "must be a list, each entry on a line that begins with '- '",
    "tuple_type": "must be a list, each entry on a line that begins with '- '",
    "dict_type": "must be a group of fields, each on its own line",
    "model_type": "must be a group of fields, each on its own line",
    "model_attributes_type": "must be a group of fields, each on its own line",
    "bool_parsing": "must be yes or no",
    "bool_type": "must be yes or no",
    "int_parsing": "must be a whole number",
    "int_type": "must be a whole number",
    "date_type": "must be a day, written as 2012-12-31",
}
_EMPTY = "is empty: fill it in, or take the line away"


def _message(model: type[Entry], path: Path, name: str, error: ErrorDetails) -> str:
    context: Mapping[str, Any] = error.get("ctx", {})
    match error["type"]:
        case "missing":
            return f"{name} is missing: add a line '{name}: …'{_holding(model, path, name)}"
        case "extra_forbidden":
            return _unknown(model, path, name)
        case "value_error":
            return _with_name(name, str(context["error"]))
        case "string_too_short" | "too_short":
            return f"{name} {_EMPTY}"
        case "string_too_long":
            return f"{name} is too long: at most {context['max_length']} characters"
        case _:
            return f"{name} {_wanted(error, context)}; {_it_says(error['input'])}"


def _wanted(error: ErrorDetails, context: Mapping[str, Any]) -> str:
    match error["type"]:
        case "enum" | "literal_error":
            return f"must be one of {_choices(context['expected'])}"
        case "string_pattern_mismatch":
            return _shape(context["pattern"])
        case "greater_than_equal":
            return f"must be {context['ge']} or more"
        case "greater_than":
            return f"must be more than {context['gt']}"
        case "less_than_equal":
            return f"must be {context['le']} or less"
        case kind:
            return _MUST_BE.get(kind, f"cannot be used ({error['msg']})")


def _with_name(name: str, message: str) -> str:
    own = message.startswith(("write ", "say which", "there is no "))
    return f"{name}: {message}" if own or message[:1].isupper() else f"{name} {message}"


def _choices(expected: str) -> str:
    return ", ".join(re.findall(r"'([^']*)'", expected)) or expected


def _it_says(written: object) -> str:
    match written:
        case None:
            return "it is empty"
        case dict():
            return "it holds a group of fields"
        case list():
            return "it holds a list"
        case _:
            text = str(written)
            return f"it says '{text if len(text) <= _SHORT else text[:_SHORT] + '…'}'"


def _shape(pattern: str) -> str:
    if "@" in pattern:
        return "must be an e-mail address"
    return "must be small letters, digits and single hyphens, such as cambridgeshire-2009"


def _unknown(model: type[Entry], path: Path, name: str) -> str:
    known = list(_fields_at(model, path[:-1]))
    close = get_close_matches(name.casefold(), known, n=1)
    if close:
        return f"there is no field '{name}' here: did you mean '{close[0]}'?"
    return f"there is no field '{name}' here: the fields are {', '.join(known)}"


def _holding(model: type[Entry], path: Path, name: str) -> str:
    """What to write in a field, for one that is missing: the words allowed, else what the field is for."""
    info = _fields_at(model, path[:-1]).get(name)
    if info is None:
        return ""
    words = choices(info.annotation)
    meant = f"one of {', '.join(words)}" if words else (info.description or "").rstrip(".")
    return f", {meant[:1].lower()}{meant[1:]}" if meant else ""


def _fields_at(model: type[Entry], path: Path) -> dict[str, FieldInfo]:
    for step in path:
        if isinstance(step, str):
            found = next((info for key, info in model.model_fields.items() if step in (key, info.alias)), None)
            inner = _entry_in(found.annotation) if found else None
            model = inner or model
    return {info.alias or key: info for key, info in model.model_fields.items()}


def _entry_in(annotation: Any) -> type[Entry] | None:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return annotation
    return next((found for part in get_args(annotation) if (found := _entry_in(part))), None)
