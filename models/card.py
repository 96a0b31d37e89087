"""What a reply says or asks, before anyone decides how it looks.

A plain `str` carries no formatting and is always escaped by the renderer; only spans carry meaning.
Everything here is frozen and round-trips through JSON (`to_json`, `from_json`).
"""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any, assert_never

from models.rules.dates import say_day, say_day_long


class Tone(StrEnum):
    """The colour of a card. It never stands alone: a card with a tone also prints the word."""

    NEUTRAL = "neutral"
    BLUE = "blue"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"


@dataclass(frozen=True, slots=True)
class Bold:
    """Emphasised plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Tinted:
    """A status word in its colour, as "AMBER" in amber; without colour the word still says it."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Link:
    """A link whose text and address are both untrusted until a renderer has escaped them."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person by our own id and name; a platform may turn it into a mention, text shows the name."""

    person_id: int
    name: str


@dataclass(frozen=True, slots=True)
class Day:
    """A date, always written out: "30 April 2010", or "Friday 30 April 2010" with `weekday`."""

    on: date
    weekday: bool = False


Span = str | Bold | Tinted | Link | Mention | Day
Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; `quiet` is for what may be set smaller, such as a legend or a note."""

    spans: Spans
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels and their values, one a line."""

    rows: tuple[tuple[str, Spans], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings; `caption` says what the table is for those who cannot see it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture by the name of its file; `alt` carries the same facts in words."""

    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class Divider:
    """A line between two parts."""


Block = Paragraph | Facts | Table | Image | Divider


@dataclass(frozen=True, slots=True)
class Action:
    """A button: a command somebody has already typed for you. It carries no authority."""

    label: str
    command: str


@dataclass(frozen=True, slots=True)
class Card:
    """One answer. The title and first block could stand alone on a lock screen."""

    title: str
    blocks: tuple[Block, ...] = ()
    actions: tuple[Action, ...] = ()
    tone: Tone = Tone.NEUTRAL


@dataclass(frozen=True, slots=True)
class TextField:
    """A line or, with `multiline`, a box of text of at most `max_length` characters."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = False
    multiline: bool = False
    max_length: int = 2_000


@dataclass(frozen=True, slots=True)
class ChoiceField:
    """One of `options`, each a (value, label) pair."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    hint: str = ""
    value: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class DateField:
    """A day, as an ISO date in `value`."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class PersonField:
    """A person, by e-mail address in `value`."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class FileField:
    """A file to attach."""

    name: str
    label: str
    hint: str = ""
    required: bool = False


Field = TextField | ChoiceField | DateField | PersonField | FileField


@dataclass(frozen=True, slots=True)
class Form:
    """What to ask; answering runs `command` with the fields' values. `errors` are (field, sentence).

    What is typed in a `private` one may stand in no message.
    """

    title: str
    command: str
    fields: tuple[Field, ...]
    intro: str = ""
    errors: tuple[tuple[str, str], ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class Reply:
    """What a handler answers. `audience` is "private" or "here"; `refused` means nothing was done.

    `about` names the field of a form that is refused, where it is one field's.
    `files` are to be delivered by the platform, each as "hash/name" (handlers/files.py); once it has, by name.
    """

    cards: tuple[Card, ...] = ()
    form: Form | None = None
    files: tuple[str, ...] = ()
    audience: str = "private"
    replaces: bool = False
    refused: bool = False
    about: str = ""


_KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        Bold, Tinted, Link, Mention, Day, Paragraph, Facts, Table, Image, Divider, Action, Card,
        TextField, ChoiceField, DateField, PersonField, FileField, Form, Reply,
    )
}  # fmt: skip
_PARTS = {kind: tuple(field.name for field in fields(kind)) for kind in _KINDS.values()}


def plain(spans: Spans) -> str:
    """The words of `spans` without formatting."""
    return "".join(_words(span) for span in spans)


def _words(span: Span) -> str:
    match span:
        case str():
            return span
        case Bold(text) | Tinted(text) | Link(text):
            return text
        case Mention(name=name):
            return name
        case Day(on, weekday):
            return say_day_long(on) if weekday else say_day(on)
        case _:
            assert_never(span)


def to_json(value: Any) -> Any:
    """A card, or any part of one, as plain JSON values."""
    kind = type(value)
    if kind is str:
        return value
    if isinstance(value, tuple):
        return [item if type(item) is str else to_json(item) for item in value]
    if (parts := _PARTS.get(kind)) is not None:
        made = {"kind": kind.__name__}
        for part in parts:
            held = getattr(value, part)
            made[part] = held if type(held) is str else to_json(held)
        return made
    return value.isoformat() if isinstance(value, date) else value


def from_json(value: Any) -> Any:
    """The value `to_json` was given. Raises KeyError or TypeError for what is not one of ours."""
    if isinstance(value, list):
        return tuple(from_json(item) for item in value)
    if not isinstance(value, dict):
        return value
    kind = _KINDS[value["kind"]]
    parts = {name: from_json(item) for name, item in value.items() if name != "kind"}
    if kind is Day:
        parts["on"] = date.fromisoformat(parts["on"])
    if "tone" in parts:
        parts["tone"] = Tone(parts["tone"])
    return kind(**parts)
