"""What somebody meant: forgiving of case, spare words, near misses, a leading /ofsted or a mention."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from handlers import grammar
from handlers.cards.words import short
from handlers.commands import COMMANDS, Command
from handlers.context import Arguments
from handlers.errors import UserError
from handlers.grammar import Token, reference
from models.card import Action

LONGEST = 10_000
_ADDRESSED = re.compile(r"\A\s*(?:(?:<@[A-Z0-9]+>|@\S+|/?ofsted(?:-bot)?)(?:[,:]?\s+|\Z))+", re.IGNORECASE)
_NEAR = 0.72


@dataclass(frozen=True, slots=True)
class Understood:
    """A row of the table, and what filled its slots."""

    command: Command
    arguments: Arguments


_FIRST = {command.name.split()[0] for command in COMMANDS}
_ALIASES = {alias: command.name for command in COMMANDS for alias in command.aliases}


def understand(text: str) -> Understood:
    """The command that was meant. Raises UserError, with what to type instead, when there is none."""
    if len(text) > LONGEST:
        raise UserError(f"That is {len(text):,} characters long; at most {LONGEST:,} are read. Nothing was kept.")
    said, version = grammar.version_in(_ADDRESSED.sub("", text).strip())
    if not said:
        return Understood(_named("help"), Arguments({}))
    for words in _readings(grammar.tokens(said)):
        if found := _match(words, version):
            return found
    raise _puzzled(said)


def _readings(words: tuple[Token, ...]) -> Iterator[tuple[Token, ...]]:
    """Ways to read the words, the most literal first; the later ones only ever reach what merely reads."""
    yield words
    led = _without_lead(words)
    yield led
    yield _corrected(led)
    plain = grammar.without_filler(led)
    yield _for_reading(plain)
    yield _for_reading(_corrected(plain))
    if reference(" ".join(word.text for word in plain)):
        yield (Token("status"), *plain)


def _without_lead(words: tuple[Token, ...]) -> tuple[Token, ...]:
    first = next((place for place, word in enumerate(words) if grammar.without_filler((word,))), 0)
    return words[first:]


def _corrected(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """The first word as the command it nearly is, when that command only reads."""
    if not words or _canonical(words[0].text.casefold()) in _FIRST:
        return words
    near = difflib.get_close_matches(words[0].text.casefold(), sorted(_reading()), 1, _NEAR)
    return (Token(near[0]), *words[1:]) if near else words


def _for_reading(words: tuple[Token, ...]) -> tuple[Token, ...]:
    return words if words and _canonical(words[0].text.casefold()) in _reading() else ()


def _reading() -> frozenset[str]:
    changing = {command.name.split()[0] for command in COMMANDS if command.changes}
    return frozenset(name for name in _FIRST if name not in changing or name == "people")


def _canonical(word: str) -> str:
    return _ALIASES.get(word, word)


def _match(words: tuple[Token, ...], version: int | None) -> Understood | None:
    if not words:
        return None
    head = Token(_canonical(words[0].text.casefold().rstrip("?!.,:")), words[0].quoted)
    for command in COMMANDS:
        if command.name.split()[0] == head.text:
            for usage in command.usages:
                if (filled := grammar.match(usage, (head, *words[1:]))) is not None:
                    return Understood(command, Arguments(filled, version))
    return None


def _puzzled(said: str) -> UserError:
    """How to say the command that was begun; else what may have been meant."""
    first = _canonical(said.split(maxsplit=1)[0].casefold())
    begun = [command for command in COMMANDS if command.name.split()[0] == first]
    if begun:
        usages = " or ".join(f"“{usage}”" for command in begun for usage in command.usages)
        example = next((f" For example: {command.example}" for command in begun if command.example), "")
        return UserError(f"I did not follow that. Say {usages}.{example}", Action("Help", f"help {begun[0].name}"))
    near = difflib.get_close_matches(first, sorted(_FIRST), 2, 0.6)
    meant = tuple(Action(name, name) for name in near)
    search = Action(f"search {short(said, 30)}", f"search {short(said, 100)}")
    return UserError(
        f"I did not understand “{short(said, 80)}”." + (" Did you mean:" if near else " Try one of these:"),
        *meant, search, Action("help", "help"),
    )  # fmt: skip


def _named(name: str) -> Command:
    return next(command for command in COMMANDS if command.name == name)
