"""The usage line is the grammar: it is the help text, the parser and the composer of button text.

A usage line is a row of literal words and slots. `<slot>` must be filled, `[…]` may be left out, and
`[name=<slot>]` may stand anywhere. A slot named in `_SLOTS` takes only what fits it; any other takes
the words up to the next part that fits.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from models.vocabulary import Bearing, Delivery, EvidenceKind, Impact, OpenTo, Role

MAX_COMMAND = 150
LONGEST_LABEL = 60  # of a name in a button; a longer one is known by its beginning
_TOKEN = re.compile(r'(?:([A-Za-z][A-Za-z_-]*)=)?(?:"([^"]*)"|“([^”]*)”|(\S+))')
_CLOSING = re.compile(r"(?<=\w)[,.:;!]+\Z")
_VERSION = re.compile(r"@v(\d{1,9})\Z")
_NOUNS = {
    "recommendation": "rec", "recommendations": "rec", "rec": "rec", "recs": "rec", "r": "rec",
    "area": "rec", "item": "rec", "number": "", "no": "", "no.": "",
    "action": "action", "act": "action", "actions": "action", "a": "action",
    "workstream": "workstream", "ws": "workstream", "stream": "workstream", "w": "workstream",
    "phase": "phase", "ph": "phase", "programme": "programme", "program": "programme",
}  # fmt: skip
_COUNTED = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_NUMBERS = {word: str(number) for number, word in enumerate(_COUNTED.split(), 1)}
_QUOTES = "“”\"‘’'`"
_AROUND = f"{_QUOTES}*_()[]<>"
_PICTURE = frozenset({"So", "Sk", "Mn"})
_SHAPED = frozenset({"number", "delivery", "role", "kind", "impact"})
_FREE = frozenset({"item", "period", "plan"})
_OWN_WORDS = frozenset({"narrative", "question", "answer", "reason", "text"})
_AS_TYPED = "said"  # with the quotation marks around them, for who must tell them from the words beside
_LONGEST_SHAPE = 4
_WORD_AND_VALUE = 2
_SHORTEST_NAME = 3
_SHORT_NAMES = frozenset({"as", "by", "on", "to"})
_LONG_NOUN = 4  # a slip in a shorter one could be anything
_LABEL = r"(?:[a-z]{1,12}[- ]?)?\d{1,6}(?:\.\d{1,4}){0,3}[a-z]?"
_REF = re.compile(rf"(?:[a-z0-9-]{{1,80}}/)?#?{_LABEL}\Z", re.IGNORECASE)
_QUALIFIED = re.compile(r"[a-z0-9-]{1,80}/\S{1,80}\Z", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s<>|]{1,64}@[^@\s<>|]{1,190}\.[^@\s<>|.]{1,60}\Z")
_FILLER = frozenset(
    [
        "a",
        "about",
        "an",
        "and",
        "are",
        "can",
        "could",
        "did",
        "do",
        "for",
        "give",
        "going",
        "have",
        "how",
        "hows",
        "i",
        "is",
        "it",
        "me",
        "of",
        "on",
        "our",
        "please",
        "show",
        "tell",
        "thanks",
        "the",
        "there",
        "to",
        "us",
        "want",
        "was",
        "what",
        "whats",
        "where",
        "with",
        "would",
        "you",
        "your",
        "get",
        "see",
        "look",
        "at",
        "hi",
        "hello",
        "status's",
        "what's",
        "how's",
    ]
)


class Token(NamedTuple):
    """One word, or one quoted run of words; `name` is set in `name=value`.

    `typed` is all of it, letter for letter, and `gap` what stood between it and the word before.
    """

    text: str
    quoted: bool = False
    name: str = ""
    typed: str = ""
    gap: str = " "


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a usage line. `named` slots stand anywhere as `name=value`."""

    name: str
    kind: str
    optional: bool = False
    named: bool = False


Part = str | Slot


def tokens(text: str) -> tuple[Token, ...]:
    """The words of `text`; straight and curly double quotes hold words together, apostrophes do not."""
    words, end = [], 0
    for found in _TOKEN.finditer(text):
        name, straight, curly, bare = found.groups("")
        said, start = straight or curly or bare, found.start()
        words.append(Token(said, not bare, name.casefold(), found[0], text[end:start]))
        end = found.end()
    return tuple(words)


def unknown_names(usage: str, words: tuple[Token, ...]) -> tuple[str, ...]:
    """Names that `words` give a value to and `usage` has not; a letter alone, as in n=20, is no name."""
    given = [word.name for word in words if word.name]
    if not given:
        return ()
    _, named = _row_and_named(usage)
    return tuple(name for name in given if (len(name) >= _SHORTEST_NAME or name in _SHORT_NAMES) and name not in named)


def names(usage: str) -> tuple[str, ...]:
    """The names that may be given a value in `usage`."""
    return tuple(_row_and_named(usage)[1])


def version_in(text: str) -> tuple[str, int | None]:
    """`text` without its closing ` @v7`, and the 7."""
    found = _VERSION.search(text.rstrip())
    return (text.rstrip()[: found.start()].rstrip(), int(found[1])) if found else (text, None)


@cache
def parts(usage: str) -> tuple[Part, ...]:
    """The parts of a usage line after the command's own words."""
    return tuple(_part(piece) for piece in re.findall(r"\[[^\]]+\]|<[^>]+>|\S+", usage))


@cache
def needed(usage: str) -> frozenset[str]:
    """The words without which nothing said can be this usage line."""
    return frozenset(part for part in parts(usage) if isinstance(part, str))


@cache
def _row_and_named(usage: str) -> tuple[tuple[Part, ...], dict[str, Slot]]:
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


def match(usage: str, words: tuple[Token, ...]) -> dict[str, str] | None:
    """What fills the slots of `usage` when it is said with `words`; None when it does not fit."""
    row, named = _row_and_named(usage)
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


def delivery(said: str) -> Delivery | None:
    """The delivery word in `said`: "at risk", "at-risk", "AT_RISK", "at risk:", "done"."""
    word = re.sub(r"[\s_-]+", "_", _CLOSING.sub("", said.strip()).casefold())
    word = {"done": "completed", "complete": "completed", "finished": "completed"}.get(word, word)
    return Delivery(word) if word in list(Delivery) else None


_KINDS = {
    "data": "outcome_data", "outcome": "outcome_data", "outcomes": "outcome_data", "figure": "outcome_data",
    "policy": "process", "procedure": "process", "re_audit": "audit", "dip_sample": "audit",
    "voice": "voice_of_child", "children": "voice_of_child", "voice_of_children": "voice_of_child",
    "voice_of_family": "voice_of_child", "voice_of_child_or_family": "voice_of_child", "staff": "voice_of_staff",
    "peer_review": "external", "practice_observation": "observation",
}  # fmt: skip


def _word(said: str) -> str:
    return re.sub(r"[\s_/-]+", "_", said.strip().casefold())


def evidence_kind(said: str) -> EvidenceKind | None:
    """The kind of evidence in `said`: "outcome data", "voice of the child", "audit"."""
    word = _word(said).replace("_the_", "_")
    word = _KINDS.get(word, word)
    return EvidenceKind(word) if word in list(EvidenceKind) else None


def bearing(said: str) -> Bearing | None:
    """Which way `said` says evidence speaks: "for", "against", "mixed"."""
    word = _word(said)
    return Bearing(word) if word in list(Bearing) else None


def impact(said: str) -> Impact | None:
    """The impact in `said`: "emerging", "evidenced", "not enough evidence"."""
    word = _word(said)
    return Impact(word) if word in list(Impact) else None


def yes(said: str) -> bool:
    """Whether `said` is a yes."""
    return said.strip().casefold() in ("yes", "y", "true", "on", "1")


def is_email(said: str) -> bool:
    """Whether `said` has the shape of an e-mail address."""
    return _EMAIL.match(said) is not None


def role(said: str) -> Role | None:
    """The role in `said`: "vice-chair", "Vice chair"."""
    word = re.sub(r"[\s_-]+", "_", said.strip().casefold())
    return Role(word) if word in list(Role) else None


@dataclass(frozen=True, slots=True)
class Reference:
    """What somebody called an item: perhaps its plan and kind, and its number or label.

    `bare` is the label without the letters that only say its kind: the 4.2 of "a4.2". `spelt` is all that was said,
    as the label it may be: "action4" of "action 4". `apart` is whether its kind was a word of its own, and not an
    "A" that a label may begin with as well.
    """

    label_key: str
    plan: str = ""
    noun: str = ""
    number: int | None = None
    bare: str = ""
    spelt: str = ""
    apart: bool = False


def label_key(label: str) -> str:
    """A label as it is compared: "SG 4" and "sg4" are one; dots count, other signs do not."""
    return "".join(char for char in label.casefold() if char.isalnum() or char == ".").strip(".")


def reference(said: str) -> Reference | None:
    """The reference in `said`: "rec4", "recommendation 4", "#4", "SG4", "plan/SG4"; None for mere words."""
    words = said.strip().rstrip("?!.,;:").split()
    if not words or len(words) > 4:  # noqa: PLR2004  because no reference is longer
        return None
    noun, spelt, apart = "", label_key("".join(words)), False
    while len(words) > 1 and (kind := words[0].casefold().rstrip(".")) in _NOUNS:
        apart = apart or len(kind) > 1
        noun = _NOUNS[kind] or noun
        words.pop(0)
    if noun or said.casefold().startswith("number "):
        words[-1:] = [_NUMBERS.get(words[-1].casefold(), words[-1])]
    rest = " ".join(words)
    plan, slash, label = rest.rpartition("/")
    if slash:
        return Reference(label_key(label), plan.casefold(), noun, apart=apart) if _QUALIFIED.match(rest) else None
    return replace(_reference(rest, noun), spelt=spelt, apart=apart) if _REF.match(rest) else None


def _reference(rest: str, noun: str) -> Reference:
    key = label_key(rest)
    letters = key.rstrip("0123456789.")
    digits = key[len(letters) :]
    noun = noun or _NOUNS.get(letters, "")
    bare = digits if not letters or letters in _NOUNS else ""
    return Reference(key, "", noun, int(bare) if bare.isdecimal() else None, bare)


def bare_noun(said: str) -> str:
    """The kind of item that was named and nothing more: "rec"; empty for anything else."""
    return _NOUNS.get(said.casefold(), "")


def near_noun(word: str) -> str:
    """The kind of item that a word nearly names: "actionn" is an action; empty where it is near none, or is one."""
    said = word.casefold()
    near = difflib.get_close_matches(said, [noun for noun in _NOUNS if len(noun) >= _LONG_NOUN], 1, 0.8)
    return _NOUNS[near[0]] if near and said not in _NOUNS else ""


def compose(command: str, *words: str, version: int | None = None) -> str:
    """A command as a button carries it, at most 150 characters."""
    said = " ".join(filter(None, (command, *words)))
    return f"{said} @v{version}" if version is not None else said[:MAX_COMMAND]


def without_filler(words: tuple[Token, ...]) -> tuple[Token, ...]:
    """`words` less those that only make a sentence of them."""
    return tuple(word for word in words if not is_filler(word.text))


def is_filler(word: str) -> bool:
    """Whether a word only makes a sentence of the others."""
    return word.casefold().strip("?!.,'’") in _FILLER


def sense(said: str) -> str:
    """What was said without the words that only make a sentence of it; unchanged when nothing else is left.

    Signs around a word go as well, "(SG4)" or "`SG4`", and so do pictures, letters that cannot be seen, and width.
    """
    typed = said.split()
    kept = (word for word, after in zip(typed, (*typed[1:], ""), strict=False) if _says(word, after))
    return " ".join(word for word in map(_bare, kept) if word).rstrip("?!.,") or said


def _says(word: str, after: str) -> bool:
    """Whether a word is no filler; the "A" of "A 1" is none."""
    return not is_filler(word) or (word.casefold() == "a" and after[:1].isdigit())


def _bare(word: str) -> str:
    """A word without the signs around it; nothing of a picture."""
    seen = "".join(sign for sign in unicodedata.normalize("NFKC", word) if unicodedata.category(sign) != "Cf")
    if all(unicodedata.category(sign) in _PICTURE for sign in seen):
        return ""
    return seen.strip(_AROUND) or seen


def unwrapped(said: str) -> str:
    """A whole message without the quotation marks or backticks around it, as when it was copied from a guide."""
    inner = said.strip(_QUOTES)
    wrapped = inner and said[0] in _QUOTES and said[-1] in _QUOTES
    return inner if wrapped and not any(sign in inner for sign in _QUOTES) else said


def quoted(text: str) -> str:
    """`text` as one quoted value in a command."""
    return '"' + text.replace('"', "”") + '"'


def fill_in(values: Mapping[str, str]) -> str:
    """A form's answers as they would be said in one line."""
    return " ".join(f"{name}={quoted(value)}" for name, value in values.items() if value)
