"""The parts of a usage line: literal words and slots."""

import re
from dataclasses import dataclass
from functools import cache

from handlers.grammar.words import Token

_SHORTEST_NAME = 3
_SHORT_NAMES = frozenset({"as", "by", "on", "to"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a usage line. `named` slots stand anywhere as `name=value`."""

    name: str
    kind: str
    optional: bool = False
    named: bool = False


Part = str | Slot


def unknown_names(usage: str, words: tuple[Token, ...]) -> tuple[str, ...]:
    """Names that `words` give a value to and `usage` has not; a letter alone, as in n=20, is no name."""
    given = [word.name for word in words if word.name]
    if not given:
        return ()
    _, named = row_and_named(usage)
    return tuple(name for name in given if (len(name) >= _SHORTEST_NAME or name in _SHORT_NAMES) and name not in named)


def names(usage: str) -> tuple[str, ...]:
    """The names that may be given a value in `usage`."""
    return tuple(row_and_named(usage)[1])


@cache
def parts(usage: str) -> tuple[Part, ...]:
    """The parts of a usage line after the command's own words."""
    return tuple(_part(piece) for piece in re.findall(r"\[[^\]]+\]|<[^>]+>|\S+", usage))


@cache
def needed(usage: str) -> frozenset[str]:
    """The words without which nothing said can be this usage line."""
    return frozenset(part for part in parts(usage) if isinstance(part, str))


@cache
def row_and_named(usage: str) -> tuple[tuple[Part, ...], dict[str, Slot]]:
    """The parts that have a place in the usage line, and by name those that may stand anywhere."""
    named = {part.name: part for part in parts(usage) if isinstance(part, Slot) and part.named}
    return tuple(part for part in parts(usage) if isinstance(part, str) or not part.named), named


def plainly(usage: str) -> str:
    """A usage line without what may be left out by name: as short as it can be said."""
    row = re.findall(r"\[[^\]]+\]|<[^>]+>|\S+", usage)
    kept = [piece for piece in row if not (piece.startswith("[") and "=" in piece)]
    return " ".join(kept if any("<" in piece for piece in kept) else row)


def _part(piece: str) -> Part:
    optional = piece.startswith("[")
    inner = piece.strip("[]")
    if "=" in inner:
        name, _, slot = inner.partition("=")
        return Slot(name, slot.strip("<>"), optional=True, named=True)
    if inner.startswith("<"):
        return Slot(inner.strip("<>"), inner.strip("<>"), optional)
    if optional and (found := re.fullmatch(r"(\w+) <(\w+)>", inner)):
        return Slot(f"{found[1]} {found[2]}", "after", optional=True)
    return Slot(inner, "word", optional=True) if optional else inner
