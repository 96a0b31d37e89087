"""What fills the slots of a usage line when it is said with some words."""

from collections.abc import Iterator

from handlers.grammar.references import reference
from handlers.grammar.usage import Part, Slot, row_and_named
from handlers.grammar.values import delivery, evidence_kind, impact, is_email, role
from handlers.grammar.words import Token
from models.vocabulary import OpenTo

_SHAPED = frozenset({"number", "delivery", "role", "kind", "impact"})
_FREE = frozenset({"item", "period", "plan"})
_OWN_WORDS = frozenset({"narrative", "question", "answer", "reason", "text"})
_AS_TYPED = "said"  # with the quotation marks around them, for who must tell them from the words beside
_LONGEST_SHAPE = 4
_WORD_AND_VALUE = 2


def match(usage: str, words: tuple[Token, ...]) -> dict[str, str] | None:
    """What fills the slots of `usage` when it is said with `words`; None when it does not fit."""
    row, named = row_and_named(usage)
    if not any(word.name for word in words):
        return _fill(row, words)
    given = {word.name: word.text for word in words if word.name in named}
    rest = tuple(
        word._replace(text=word.typed, name="") if word.name else word for word in words if word.name not in named
    )
    filled = _fill(row, rest)
    if filled is None or not all(_fits(named[name], (Token(value),)) for name, value in given.items() if value):
        return None
    return filled | given


def _fill(row: tuple[Part, ...], words: tuple[Token, ...]) -> dict[str, str] | None:
    if not row:
        return {} if not words else None
    first, rest = row[0], row[1:]
    if isinstance(first, str):
        return _fill(rest, words[1:]) if words and words[0].text.casefold() == first else None
    if first.optional and rest and first.kind in _FREE and (found := _fill(rest, words)) is not None:
        return found  # "page 2" is a page before it is the name of something
    for count in _counts(first, len(words), last=not rest):
        if _fits(first, words[:count]) and (found := _fill(rest, words[count:])) is not None:
            return {**_taken(first, words[:count]), **found}
    return _fill(rest, words) if first.optional else None


def _counts(slot: Slot, available: int, *, last: bool) -> Iterator[int]:
    """How many words to try: most first for what has a shape, fewest first for free words, all at the end."""
    if slot.kind in ("word", "email"):
        return iter((1,) if available else ())
    if slot.kind == "after":
        return iter((2,) if available >= _WORD_AND_VALUE else ())
    if slot.kind in _SHAPED:
        return iter(range(min(available, _LONGEST_SHAPE), 0, -1))
    return iter(((available,) if available else ()) if last else range(1, available + 1))


def _taken(slot: Slot, words: tuple[Token, ...]) -> dict[str, str]:
    if slot.kind == "after":
        return {slot.name.split()[0]: words[1].text}
    if slot.kind == _AS_TYPED or (slot.kind in _OWN_WORDS and len(words) > 1):
        return {slot.name: "".join(f"{word.gap}{word.typed or word.text}" for word in words).strip()}
    return {slot.name: " ".join(word.text for word in words)}


def _fits(slot: Slot, words: tuple[Token, ...]) -> bool:
    if slot.kind not in _SHAPED and slot.kind not in ("email", "word", "after"):
        return any(word.text.strip() for word in words)
    said = " ".join(word.text for word in words)
    match slot.kind:
        case "number":
            return reference(said) is not None
        case "delivery":
            return delivery(said) is not None
        case "role":
            return role(said) is not None
        case "kind":
            return evidence_kind(said) is not None
        case "impact":
            return impact(said) is not None
        case "email":
            return is_email(said)
        case "word":
            return said.casefold() == slot.name
        case "after":
            word, value = slot.name.split()
            return words[0].text.casefold() == word and _value_fits(value, words[1].text)
        case _:
            return False


def _value_fits(value: str, said: str) -> bool:
    return said.isdecimal() if value == "n" else said.casefold() in list(OpenTo)
