"""The format described from its own models: the JSON Schema for editors, and the tables of its fields."""

import json
from enum import StrEnum
from types import NoneType
from typing import Any, get_args

from pydantic.fields import FieldInfo

from handlers.documents.plan_format.entry import Entry, Short
from handlers.documents.plan_format.overlay import OverlayFile
from handlers.documents.plan_format.plan import PlanFile

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NOTHING: tuple[object, ...] = (None, [], {}, ())


def schema_text(model: type[Entry], title: str) -> str:
    """The JSON Schema of a file, as it is kept beside the examples."""
    schema = _slim(model.model_json_schema(by_alias=True))
    return json.dumps({"$schema": DIALECT, "title": title, **schema}, indent=2, ensure_ascii=False) + "\n"


def plan_schema() -> str:
    """The JSON Schema of a plan file."""
    return schema_text(PlanFile, "Improvement plan")


def overlay_schema() -> str:
    """The JSON Schema of an overlay."""
    return schema_text(OverlayFile, "Illustration over an improvement plan")


def _slim(part: Any) -> Any:
    """A schema without the titles and empty defaults that only repeat what a field's name says."""
    if isinstance(part, list):
        return [_slim(item) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: value for key, value in part.items() if not (key == "default" and value in _NOTHING)}
    if isinstance(kept.get("title"), str):
        kept.pop("title")
    return {key: _slim(value) for key, value in kept.items()}


def field_tables() -> dict[str, str]:
    """A Markdown table of the fields of each group, by the group's name in small letters."""
    groups = {**_groups(PlanFile), **_groups(OverlayFile)}
    return {name: _table(group) for name, group in groups.items()}


def _groups(model: type[Entry]) -> dict[str, type[Entry]]:
    found = {_named(model): model}
    for field in model.model_fields.values():
        for part in _entries(field.annotation):
            if _named(part) not in found:
                found |= _groups(part)
    return found


def _named(model: type[Entry]) -> str:
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in model.__name__)
    return words.strip().replace(" ", "-")


def _entries(annotation: Any) -> list[type[Entry]]:
    if isinstance(annotation, type) and issubclass(annotation, Entry):
        return [annotation]
    return [entry for part in get_args(annotation) for entry in _entries(part)]


def _table(model: type[Entry]) -> str:
    rows = [_row(info.alias or name, info) for name, info in model.model_fields.items()]
    about = [" ".join((model.__doc__ or "").split())]
    if issubclass(model, Short):
        about.append(f"One value alone is its `{model.short}`.")
    return "\n".join([" ".join(about), "", "| Field | | What it holds |", "|---|---|---|", *rows])


def _row(name: str, info: FieldInfo) -> str:
    needed = "needed" if info.is_required() else ""
    return f"| `{name}` | {needed} | {info.description}{_holds(info.annotation)} |"


def _holds(annotation: Any) -> str:
    """Where to read on: the words that are allowed, or the group a field holds."""
    if words := choices(annotation):
        return f" One of {', '.join(f'`{word}`' for word in words)}."
    if "PartialDate" in repr(annotation):
        return " See [dates](#dates)."
    entries = _entries(annotation)
    return f" See [{_named(entries[0])}](#{_named(entries[0])})." if entries else ""


def choices(annotation: Any) -> list[str]:
    """The words a field may hold, where it holds one of a few; else none."""
    if isinstance(annotation, type):
        return [member.value for member in annotation] if issubclass(annotation, StrEnum) else []
    parts = [part for part in get_args(annotation) if part is not NoneType]
    if parts and all(isinstance(part, str) for part in parts):
        return [part.value if isinstance(part, StrEnum) else str(part) for part in parts]
    return choices(parts[0]) if len(parts) == 1 else []
