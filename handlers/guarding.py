"""The guard at the door: what may identify a child is refused or confirmed before anything is stored or logged."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from handlers.cards import guarding as cards
from handlers.context import Context
from handlers.errors import UserError
from handlers.grammar import tokens
from handlers.recording import record
from handlers.request import Request
from models import sql
from models.card import Reply
from models.database import Reader, Statement
from models.rules.concerns import reads_as_concern
from models.rules.identifiers import (
    Certainty,
    Finding,
    GuardSettings,
    IdentifierKind,
    check,
    check_figure,
    check_name,
    verdict,
)

if TYPE_CHECKING:
    from handlers.understanding import Understood

CONFIRMED = "confirmed"
_A_MESSAGE = "draft keep"  # how a message that is no command arrives, its words as an answer
_SHORT = 40

_ITEM_ASKED = re.compile(r"(?P<command>[a-z]{3,12})(?: (?:rec )?[a-z]{0,3}\d{1,2})?", re.IGNORECASE | re.ASCII)

_NUMBERED = re.compile(r"[a-z]{0,4}\d{1,3}(?:\.\d{1,2})?", re.ASCII)
_COUNTS = ("numerator", "denominator", "value")
_COUNT = re.compile(r"(\d{1,4})(?![\d.,/]|\s*%)")
MEASURE_NUMBER = re.compile(r"m ?-?(\d{1,9})\Z", re.IGNORECASE)
_MEASURES = Statement(lambda: select(sql.Measure.id, sql.Measure.name, sql.Measure.unit))
_SETTINGS = Statement(lambda: select(sql.Council.settings).order_by(sql.Council.id).limit(1))


def screen(reader: Reader, request: Request) -> Reply | None:
    """The refusal of a request that clearly identifies a child, or reads as a concern about one; else None.

    It runs before the words are understood, stored, logged or said back.
    """
    if _harmless(request):
        return None
    council = settings_of(reader)
    found = findings(request, reader, council)
    if verdict(found) is Certainty.CLEAR:
        card = cards.refused_card(_kinds(found, Certainty.CLEAR), council, stands=_stands(request))
        guard = guard_settings(council)
        return Reply((card,), refused=True, about=_field(request, lambda text: _clear(text, guard)))
    if any(map(reads_as_concern, _said(request))):
        return Reply((cards.concern_card(council),), refused=True, about=_field(request, reads_as_concern))
    return None


def _stands(request: Request) -> bool:
    """Whether the words stand in the chat as a message, and not in a form or a command that only its author saw."""
    return request.posted and (not request.values or request.text == _A_MESSAGE)


def _field(request: Request, refused: Callable[[str], bool]) -> str:
    return next((name for name, value in answers(request).items() if refused(value)), "")


def _clear(text: str, guard: GuardSettings) -> bool:
    return verdict(check(text, guard)) is Certainty.CLEAR


def promised(request: Request) -> Request:
    """A line that changes something and says `confirmed=yes`, as the form would send it: the promise beside the words.

    A form's promise is its own field alone, so that no line it was drawn from can promise for what is filled in.
    """
    if request.values or CONFIRMED not in request.text.casefold():
        return request
    words = tokens(request.text)
    said = [word.text.casefold() for word in words if word.name == CONFIRMED]
    if not said:
        return request
    text = "".join(f"{word.gap if place else ''}{word.typed}" for place, word in enumerate(words)
                   if word.name != CONFIRMED).strip()  # fmt: skip
    meant = _understood(text)
    if meant is None or not meant.command.changes:
        return request
    return replace(request, text=text, values={CONFIRMED: "yes"} if set(said) == {"yes"} else {})


def confirmation(reader: Reader, request: Request) -> Reply | None:
    """The form that asks about what is likely to identify a child, before it is stored; None when nothing is."""
    found = findings(request, reader, settings_of(reader))
    if not found or request.values.get(CONFIRMED) == "yes":
        return None
    return Reply(form=cards.confirm_form(request, _kinds(found, Certainty.LIKELY)), refused=True)


def record_confirmation(ctx: Context) -> None:
    """Keep that somebody said these words identify no child, without the words, in the history of what they are on."""
    if ctx.request.values.get(CONFIRMED) == "yes" and (
        found := findings(ctx.request, ctx.reader, settings_of(ctx.reader))
    ):
        said = ", ".join(kind.value.replace("_", " ") for kind in _kinds(found, Certainty.LIKELY))
        subject, plan_id = _about(ctx)
        record(ctx, "guard", subject, f"confirmed that it identifies no child ({said})", plan_id=plan_id)


def _about(ctx: Context) -> tuple[str, int | None]:
    """What was just recorded: the item itself where it was an update, whose own entry no history repeats."""
    subject, plan_id = next((each for each in ctx.recorded if each[1] is not None), ("guard", None))
    kind, _, number = subject.partition(":")
    if kind != "update":
        return subject, plan_id
    from models.progress import Update  # noqa: PLC0415  because only what may identify a child asks for it

    update = ctx.change.get_one(Update, int(number))
    item = f"recommendation:{update.recommendation_id}" if update.recommendation_id else f"action:{update.action_id}"
    return item, plan_id


def answers(request: Request) -> dict[str, str]:
    """A form's answers without the promise, which is the guard's own."""
    return {name: value for name, value in request.values.items() if name != CONFIRMED} if request.values else {}


def findings(request: Request, reader: Reader, council: dict[str, Any]) -> tuple[Finding, ...]:
    """What may identify a child in the words, the fields and the names of files of a request, or as a figure."""
    guard = guard_settings(council)
    found = [finding for text in (*_words(request), *_unquoted(request.text)) for finding in check(text, guard)]
    found += [finding for each in request.attachments for finding in check_name(each.name, guard)]
    if not found and (figure := _figure(request)):
        found += check_figure(_numbers(figure), f"{figure.get('note', '')}. {_measured(reader, figure)}", guard)
    return tuple(found)


def unsure(reader: Reader, request: Request) -> bool:
    """Whether words may identify a child, and nobody has said that they do not: such words are not kept meanwhile."""
    if request.values.get(CONFIRMED) == "yes" or _only_names_an_item(request):
        return False
    return bool(findings(request, reader, settings_of(reader)))


def _only_names_an_item(request: Request) -> bool:
    """Whether nothing is said but a command and the number of an item, in which there is nothing to find."""
    if request.values or request.attachments or not (said := _ITEM_ASKED.fullmatch(request.text)):
        return False
    meant = _understood(request.text)
    return meant is not None and meant.command.name == said["command"].casefold()


def guard_settings(council: dict[str, Any]) -> GuardSettings:
    """The guard as the council has set it."""
    kept = council.get("guard", {})
    return GuardSettings(case_patterns=tuple(kept.get("case_patterns", ())), small_count=kept.get("small_count", 4))


def settings_of(reader: Reader) -> dict[str, Any]:
    """The council's own settings; empty where there is no council yet."""
    row = reader.one(_SETTINGS)
    return dict(row.settings) if row else {}


def _harmless(request: Request) -> bool:
    """Words that commands are made of, with at most the number of one item, tell of nobody."""
    if len(request.text) > _SHORT or request.values or request.attachments:
        return False
    known = _command_words()
    others = [word for word in request.text.casefold().split() if word not in known]
    return not others or (len(others) == 1 and _NUMBERED.fullmatch(others[0]) is not None)


@cache
def _command_words() -> frozenset[str]:
    from handlers.commands import COMMANDS  # noqa: PLC0415  because the commands use the guard

    said = (command.name for command in COMMANDS if not command.changes)
    return frozenset(word for name in said for word in name.split()) | {"ofsted", "/ofsted", "rec", "action"}


def _texts(request: Request) -> Iterable[str]:
    return [*_words(request), *(each.name for each in request.attachments)]


def _words(request: Request) -> Iterable[str]:
    return [request.text, *answers(request).values()]


def _figure(request: Request) -> dict[str, str]:
    """What is given of a figure, and the measure it is of; empty for any other request."""
    given = {word.name: word.text for word in tokens(request.text) if word.name} | answers(request)
    if not any(given.get(name) for name in _COUNTS):
        return {}
    meant = _understood(request.text)
    return {**given, "measure": meant.arguments.get("measure")} if meant and meant.command.name == "figure" else {}


def _numbers(figure: dict[str, str]) -> Iterator[int]:
    """The raw counts of a figure: a value is one where it is a whole number and no percentage."""
    for name in _COUNTS:
        if found := _COUNT.match(figure.get(name, "").strip()):
            yield int(found[1])


def _measured(reader: Reader, figure: dict[str, str]) -> str:
    """The names and units of the measures that may be meant, as `figure` reads what they are called."""
    said = figure["measure"].casefold().strip()
    number, words = MEASURE_NUMBER.fullmatch(said), said.split()
    return ". ".join(
        f"{row.name}. {row.unit or ''}"
        for row in reader.all(_MEASURES)
        if (row.id == int(number[1]) if number else all(word in row.name.casefold() for word in words))
    )


def _said(request: Request) -> Iterator[str]:
    """What may tell of a worry: the whole message, and each part of it by itself, for a command reads like a plan."""
    yield from _texts(request)
    for word in tokens(request.text):
        if word.quoted or word.name:
            yield word.text
    yield from _arguments(request.text)


def _arguments(text: str) -> Iterable[str]:
    """What fills the slots of a command that changes something; nothing where it is no such command."""
    meant = _understood(text)
    return meant.arguments.values.values() if meant and meant.command.changes else ()


def _unquoted(text: str) -> Iterator[str]:
    """What fills a slot without quotes around it: read by itself, for it begins a sentence that the command hides."""
    return (value for value in _arguments(text) if " " in value and f'"{value}"' not in text)


def _understood(text: str) -> "Understood | None":
    from handlers.understanding import understand  # noqa: PLC0415  because the commands it knows use the guard

    try:
        return understand(text)
    except UserError:
        return None


def _kinds(found: Iterable[Finding], certainty: Certainty) -> tuple[IdentifierKind, ...]:
    return tuple(dict.fromkeys(each.kind for each in found if each.certainty is certainty))
